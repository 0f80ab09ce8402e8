//! Files in memory that fail on command: a crash before, in the middle of or after any operation,
//! with or without a power cut; a full disk; a folder that cannot be written.
//!
//! A power cut also takes back every name that was not made durable with `sync_folder`.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{self, ErrorKind},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard},
};

use super::files::{Files, Lock};

/// Where within an operation the crash comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Moment {
    Before,
    Within,
    After,
}

#[derive(Default)]
struct State {
    contents: Vec<Vec<u8>>,
    names: BTreeMap<PathBuf, usize>,
    durable: BTreeMap<PathBuf, usize>,
    folders: BTreeSet<PathBuf>,
    operations: usize,
    crash: Option<(usize, Moment)>,
    dead: bool,
    space: Option<usize>,
    read_only: bool,
    locked: Option<String>,
}

/// A handle to the files; clones share them.
#[derive(Clone, Default)]
pub(super) struct Faulty(Arc<Mutex<State>>);

struct Guard(Faulty);

impl Drop for Guard {
    fn drop(&mut self) {
        self.0.state().locked = None;
    }
}

fn fail<T>(kind: ErrorKind) -> io::Result<T> {
    Err(io::Error::from(kind))
}

impl Faulty {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap()
    }

    pub(super) fn operations(&self) -> usize {
        self.state().operations
    }

    pub(super) fn crash_at(&self, operation: usize, moment: Moment) {
        self.state().crash = Some((operation, moment));
    }

    pub(super) fn restart(&self, power_cut: bool) {
        let mut s = self.state();
        (s.crash, s.dead, s.locked) = (None, false, None);
        if power_cut {
            s.names = s.durable.clone();
        }
    }

    pub(super) fn set_space(&self, space: Option<usize>) {
        self.state().space = space;
    }

    pub(super) fn set_read_only(&self, on: bool) {
        self.state().read_only = on;
    }

    pub(super) fn paths(&self) -> Vec<String> {
        self.state().names.keys().map(|p| p.display().to_string()).collect()
    }

    pub(super) fn text(&self, path: &str) -> String {
        String::from_utf8(Files::read(self, Path::new(path)).unwrap()).unwrap()
    }

    pub(super) fn set_text(&self, path: &str, text: &str) {
        let mut s = self.state();
        s.contents.push(text.as_bytes().to_vec());
        let inode = s.contents.len() - 1;
        s.names.insert(path.into(), inode);
        s.durable.insert(path.into(), inode);
    }

    pub(super) fn delete(&self, path: &str) {
        let mut s = self.state();
        s.names.remove(Path::new(path));
        s.durable.remove(Path::new(path));
    }

    /// Runs a change under the crash plan; `act` is told how much of it to do.
    fn change<T>(&self, act: impl Fn(&mut State, Moment) -> io::Result<T>) -> io::Result<T> {
        let mut s = self.state();
        if s.dead {
            return fail(ErrorKind::BrokenPipe);
        }
        if s.read_only {
            return fail(ErrorKind::ReadOnlyFilesystem);
        }
        let now = s.operations;
        s.operations += 1;
        match s.crash {
            Some((at, moment)) if at == now => {
                s.dead = true;
                if moment != Moment::Before {
                    let _ = act(&mut s, moment);
                }
                fail(ErrorKind::BrokenPipe)
            }
            _ => act(&mut s, Moment::After),
        }
    }
}

/// How much of the bytes reaches the disk: half in a crash, what there is room for on a full disk.
fn room(s: &mut State, bytes: &[u8], moment: Moment) -> usize {
    let wanted = if moment == Moment::Within { bytes.len() / 2 } else { bytes.len() };
    let fits = s.space.map_or(wanted, |space| wanted.min(space));
    s.space = s.space.map(|space| space - fits);
    fits
}

fn written(fits: usize, bytes: &[u8]) -> io::Result<()> {
    if fits < bytes.len() { fail(ErrorKind::StorageFull) } else { Ok(()) }
}

impl Files for Faulty {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let s = self.state();
        if s.dead {
            return fail(ErrorKind::BrokenPipe);
        }
        s.names.get(path).map_or_else(|| fail(ErrorKind::NotFound), |i| Ok(s.contents[*i].clone()))
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.change(|s, moment| {
            let inode = s.names.get(path).copied().unwrap_or(s.contents.len());
            if inode == s.contents.len() {
                s.contents.push(Vec::new());
                s.names.insert(path.to_owned(), inode);
            }
            let fits = room(s, bytes, moment);
            s.contents[inode] = bytes[..fits].to_vec();
            written(fits, bytes)
        })
    }

    fn append_at(&self, path: &Path, offset: u64, bytes: &[u8]) -> io::Result<()> {
        self.change(|s, moment| {
            let Some(inode) = s.names.get(path).copied() else { return fail(ErrorKind::NotFound) };
            let offset = usize::try_from(offset).unwrap();
            if s.contents[inode].len() < offset {
                return fail(ErrorKind::UnexpectedEof);
            }
            let fits = room(s, bytes, moment);
            s.contents[inode].truncate(offset);
            s.contents[inode].extend_from_slice(&bytes[..fits]);
            written(fits, bytes)
        })
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.change(|s, _| {
            if let Some(inode) = s.names.remove(from) {
                s.names.insert(to.to_owned(), inode);
                return Ok(());
            }
            if !s.folders.contains(from) {
                return fail(ErrorKind::NotFound);
            }
            let moved = |path: &PathBuf| path.strip_prefix(from).map_or_else(|_| path.clone(), |rest| to.join(rest));
            s.names = s.names.iter().map(|(p, i)| (moved(p), *i)).collect();
            s.durable = s.durable.iter().map(|(p, i)| (moved(p), *i)).collect();
            s.folders = s.folders.iter().map(moved).collect();
            Ok(())
        })
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.change(|s, _| s.names.remove(path).map_or_else(|| fail(ErrorKind::NotFound), |_| Ok(())))
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<String>> {
        let s = self.state();
        let all = s.names.keys().chain(s.folders.iter());
        let names: BTreeSet<String> = all
            .filter_map(|p| Some(p.strip_prefix(folder).ok()?.iter().next()?.to_string_lossy().into_owned()))
            .collect();
        Ok(names.into_iter().collect())
    }

    fn create_folder(&self, folder: &Path) -> io::Result<()> {
        if self.exists(folder) {
            return Ok(());
        }
        self.change(|s, _| {
            s.folders.extend(folder.ancestors().map(Path::to_owned));
            Ok(())
        })
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.change(|s, _| {
            let here = |p: &Path| p.parent() == Some(folder);
            s.durable.retain(|p, _| !here(p));
            let names: Vec<_> = s.names.iter().filter(|(p, _)| here(p)).map(|(p, i)| (p.clone(), *i)).collect();
            s.durable.extend(names);
            Ok(())
        })
    }

    fn exists(&self, path: &Path) -> bool {
        let s = self.state();
        s.names.contains_key(path) || s.folders.contains(path)
    }

    fn lock(&self, _path: &Path, note: &str) -> io::Result<Lock> {
        let mut s = self.state();
        if s.read_only {
            return fail(ErrorKind::ReadOnlyFilesystem);
        }
        if let Some(who) = &s.locked {
            return Ok(Lock::Taken(who.clone()));
        }
        s.locked = Some(note.to_owned());
        Ok(Lock::Held(Box::new(Guard(self.clone()))))
    }
}
