//! The few things the store does to files, behind a trait so that tests can make each of them fail.
//!
//! Every operation that changes something is durable when it returns, but for names: those are
//! durable after [`Files::sync_folder`]. What files mean is not known here.

use std::{
    any::Any,
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, Read as _, Seek as _, SeekFrom, Write as _},
    path::Path,
};

/// The largest file the store reads; a workspace never holds one near this size.
pub const READ_LIMIT: u64 = 64 * 1024 * 1024;

/// How many characters the note in the lock file has.
const NOTE_WIDTH: usize = 79;

/// What became of an attempt to be the only writer.
pub enum Lock {
    /// This window writes, for as long as the guard lives.
    Held(Box<dyn Any + Send>),
    /// Another window writes; with what it noted about itself.
    Taken(String),
}

/// The operations on files that the store is built from.
pub trait Files: Send {
    /// Reads a whole file.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;
    /// Creates or replaces a file and syncs it.
    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;
    /// Cuts the file at the offset, appends and syncs. Fails when the file is shorter than that.
    fn append_at(&self, path: &Path, offset: u64, bytes: &[u8]) -> io::Result<()>;
    /// Gives a file or folder another name, replacing a file that has it.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Removes a file.
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// Lists the names in a folder, sorted; a missing folder is empty.
    fn list(&self, folder: &Path) -> io::Result<Vec<String>>;
    /// Makes a folder and those it lies in.
    fn create_folder(&self, folder: &Path) -> io::Result<()>;
    /// Makes the names in a folder durable.
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;
    /// Says whether a file or folder is there.
    fn exists(&self, path: &Path) -> bool;
    /// Tries to become the only writer and notes who that is.
    fn lock(&self, path: &Path, note: &str) -> io::Result<Lock>;
}

/// Replaces a file so that a reader, or a restart, sees either the old or the new one.
/// The version before is kept under `previous` if a name for it is given.
pub fn write_atomic(files: &dyn Files, path: &Path, bytes: &[u8], previous: Option<&Path>) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    files.create_folder(folder)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let temporary = path.with_file_name(format!(".{name}.tmp"));
    files.write(&temporary, bytes)?;
    if let Some(previous) = previous.filter(|_| files.exists(path)) {
        files.rename(path, previous)?;
    }
    files.rename(&temporary, path)?;
    files.sync_folder(folder)
}

/// The real file system.
#[derive(Clone, Copy, Debug, Default)]
pub struct Disk;

impl Files for Disk {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let file = File::open(path)?;
        if file.metadata()?.len() > READ_LIMIT {
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, "larger than any file of the lab"));
        }
        file.take(READ_LIMIT).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut file = File::create(path)?;
        file.write_all(bytes)?;
        file.sync_all()
    }

    fn append_at(&self, path: &Path, offset: u64, bytes: &[u8]) -> io::Result<()> {
        let mut file = OpenOptions::new().write(true).open(path)?;
        let length = file.metadata()?.len();
        if length < offset {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the file is shorter than it was"));
        }
        if length > offset {
            file.set_len(offset)?;
        }
        file.seek(SeekFrom::Start(offset))?;
        file.write_all(bytes)?;
        file.sync_data()
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<String>> {
        let entries = match fs::read_dir(folder) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            other => other?,
        };
        let mut names = Vec::new();
        for entry in entries {
            names.extend(entry?.file_name().into_string());
        }
        names.sort();
        Ok(names)
    }

    fn create_folder(&self, folder: &Path) -> io::Result<()> {
        if folder.is_dir() {
            return Ok(());
        }
        if let Some(above) = folder.parent().filter(|p| !p.as_os_str().is_empty()) {
            self.create_folder(above)?;
        }
        match fs::create_dir(folder) {
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists && folder.is_dir() => Ok(()),
            Err(e) => Err(e),
            Ok(()) => self.sync_folder(folder.parent().unwrap_or(folder)),
        }
    }

    #[cfg(unix)]
    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        match File::open(folder).and_then(|f| f.sync_all()) {
            // Some network file systems cannot sync a folder; there is nothing better to do there.
            Err(e) if matches!(e.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => Ok(()),
            other => other,
        }
    }

    /// Windows journals names by itself and cannot sync a folder.
    #[cfg(not(unix))]
    fn sync_folder(&self, _folder: &Path) -> io::Result<()> {
        Ok(())
    }

    fn exists(&self, path: &Path) -> bool {
        path.exists()
    }

    fn lock(&self, path: &Path, note: &str) -> io::Result<Lock> {
        let mut file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut who = String::new();
                // On systems where a locked file cannot be read, the note stays empty.
                let _ = (&file).take(300).read_to_string(&mut who);
                return Ok(Lock::Taken(who.lines().next().unwrap_or_default().trim().to_owned()));
            }
            // No locks on this file system (some network folders): better to write than to refuse.
            Err(TryLockError::Error(e)) if e.kind() == io::ErrorKind::Unsupported => {}
            Err(TryLockError::Error(e)) => return Err(e),
        }
        // The note is a courtesy to the second window; a full disk must not keep anybody out. Always
        // one length: cutting the file off first would cost milliseconds of every start.
        let _ = file.write_all(format!("{note:<NOTE_WIDTH$}\n").as_bytes());
        Ok(Lock::Held(Box::new(file)))
    }
}
