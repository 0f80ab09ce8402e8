//! Boards: opened from journal and snapshot, appended to step by step, written as snapshots,
//! renamed with their drawing.
//!
//! The journal is the truth. The snapshot (`.board.toml`) is for people, other machines and
//! emergencies; its first line says which revision it shows, so that a change by hand is seen.

mod find;
mod seal;

use std::path::{Path, PathBuf};

use crate::domain::{
    board::Board,
    edit::{History, Step},
    id::file_stem,
};

use self::seal::snapshot_text;
use super::{
    error::{Read, StoreError},
    files::write_atomic,
    journal::{self, End, Revision},
    place::Desk,
    workspace::{Inner, Workspace},
};

/// A board as it was found in the workspace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenBoard {
    /// The board with everything that was ever done to it.
    pub history: History,
    /// How many steps led here, counted from the start of the journal.
    pub revision: Revision,
    /// How many of them are on disk.
    pub saved_revision: Revision,
    /// Why this board cannot be saved, if it cannot.
    pub read_only: Option<String>,
}

/// What the store knows of a board in use.
pub(super) struct OpenDesk {
    folder: PathBuf,
    pub(super) stem: String,
    history: History,
    /// The whole journal as it should stand on disk.
    log: Vec<u8>,
    end: End,
    /// How many of those bytes are on disk; nothing while there is no file.
    on_disk: Option<u64>,
    saved: Revision,
    snapshot: Option<Revision>,
    /// Whether the snapshot holds a change from outside that was taken over: it must be written
    /// anew before the journal goes on, or the change would be taken over twice.
    unsealed: bool,
    refuse: Option<String>,
}

impl OpenDesk {
    fn starting_at(folder: &Path, board: Board) -> Self {
        let (text, end) = journal::start(&board);
        Self {
            folder: folder.to_owned(),
            stem: file_stem(&board.name),
            history: History::starting_at(board),
            log: text.into_bytes(),
            end,
            on_disk: None,
            saved: 0,
            snapshot: None,
            unsealed: false,
            refuse: None,
        }
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    pub(super) fn file(&self, ending: &str) -> PathBuf {
        self.folder.join(format!("{}.{ending}", self.stem))
    }

    /// Takes a step in and writes its line, in memory; false where it does not fit.
    fn take(&mut self, step: &Step) -> bool {
        if !self.history.take(step) {
            return false;
        }
        let (line, end) = journal::line(&self.end, step);
        self.log.extend_from_slice(line.as_bytes());
        self.end = end;
        true
    }
}

impl Workspace {
    /// Opens a board; `default_board` is where it starts if there is none yet. Writes nothing but
    /// repairs.
    pub fn open_desk(&self, desk: &Desk, default_board: &Board) -> Read<OpenBoard> {
        let mut inner = self.inner();
        let mut notices = Vec::new();
        let open = match desk.folder() {
            Ok(folder) => inner.find(&folder, default_board, &mut notices),
            Err(e) => {
                let refused = OpenDesk::starting_at(Path::new(""), default_board.clone());
                OpenDesk { refuse: Some(e.to_string()), ..refused }
            }
        };
        inner.desks.insert(desk.clone(), open);
        if inner.is_writer() {
            // A change from outside reaches the journal now, or with the next step.
            let _ = inner.write_log(desk);
        }
        let open = &inner.desks[desk];
        let read_only = open.refuse.clone().or_else(|| inner.may_write().err().map(|e| e.to_string()));
        let value = OpenBoard {
            history: open.history.clone(),
            revision: open.end.revision,
            saved_revision: open.saved,
            read_only,
        };
        Read { value, notices }
    }

    /// Appends a step to the journal of an open desk; it is on disk when this returns.
    pub fn append(&self, desk: &Desk, step: &Step) -> Result<Revision, StoreError> {
        self.append_all(desk, std::slice::from_ref(step))
    }

    /// Appends steps with one sync. When writing fails they stay taken in and go out with the next
    /// call, which may bring no steps at all. A step that does not fit ends the list.
    pub fn append_all(&self, desk: &Desk, steps: &[Step]) -> Result<Revision, StoreError> {
        let (taken, result) = self.append_some(desk, steps);
        if taken < steps.len() { result.and(Err(StoreError::Misfit)) } else { result }
    }

    /// As [`Workspace::append_all`], and says how many steps were taken in.
    pub(super) fn append_some(&self, desk: &Desk, steps: &[Step]) -> (usize, Result<Revision, StoreError>) {
        let mut inner = self.inner();
        let inner = &mut *inner;
        let open = match inner.may_write().and_then(|()| inner.open(desk)) {
            Ok(open) => open,
            Err(e) => return (0, Err(e)),
        };
        let taken = steps.iter().take_while(|step| open.take(step)).count();
        let result = inner.write_log(desk);
        if result.is_ok() {
            inner.follow_name(desk);
        }
        (taken, result.and_then(|()| Ok(inner.open(desk)?.saved)))
    }

    /// Puts steps that do not fit into the backups, so that not even a mistake of ours loses them.
    pub(super) fn keep_misfits(&self, desk: &Desk, steps: &[Step]) -> StoreError {
        let text = serde_json::to_vec_pretty(steps).unwrap_or_default();
        let name = desk.folder().unwrap_or_default().with_extension("steps.json");
        self.inner().keep_copy("misfit", &name, &text).err().unwrap_or(StoreError::Misfit)
    }

    /// Writes the board of an open desk as a file that people can read.
    pub fn snapshot(&self, desk: &Desk) -> Result<(), StoreError> {
        self.inner().snapshot(desk)
    }

    /// Returns where the files of an open desk lie, without their ending.
    pub fn desk_path(&self, desk: &Desk) -> Option<PathBuf> {
        let inner = self.inner();
        inner.desks.get(desk).map(|open| inner.full(&open.folder.join(&open.stem)))
    }
}

impl Inner {
    fn open(&mut self, desk: &Desk) -> Result<&mut OpenDesk, StoreError> {
        let open = self.desks.get_mut(desk).ok_or_else(|| StoreError::Untouched {
            path: desk.folder().unwrap_or_default(),
            reason: "the board was not opened".to_owned(),
        })?;
        match &open.refuse {
            Some(reason) => Err(StoreError::Untouched { path: open.file("journal"), reason: reason.clone() }),
            None => Ok(open),
        }
    }

    /// Brings the journal on disk up to what was taken in.
    fn write_log(&mut self, desk: &Desk) -> Result<(), StoreError> {
        let Some(open) = self.desks.get(desk) else { return Ok(()) };
        let length = open.log.len() as u64;
        if open.on_disk == Some(length) || open.end.revision == 0 {
            return Ok(());
        }
        if open.unsealed {
            let (path, text) = (open.file("board.toml"), snapshot_text(open.history.board(), open.end.revision));
            self.put(&path, text.as_bytes())?;
        }
        let Some(open) = self.desks.get_mut(desk) else { return Ok(()) };
        open.unsealed = false;
        let path = self.root.join(open.file("journal"));
        let files = self.files.as_ref();
        let written = match open.on_disk {
            Some(offset) => files.append_at(&path, offset, &open.log[usize::try_from(offset).unwrap_or(0)..]),
            None => write_atomic(files, &path, &open.log, None),
        };
        let gone =
            |e: &std::io::Error| matches!(e.kind(), std::io::ErrorKind::NotFound | std::io::ErrorKind::UnexpectedEof);
        let written = match written {
            // Somebody took the journal away while it was in use: it is written anew from memory.
            Err(e) if gone(&e) => write_atomic(files, &path, &open.log, None),
            other => other,
        };
        written.map_err(StoreError::io("save", &path))?;
        open.on_disk = Some(length);
        open.saved = open.end.revision;
        Ok(())
    }

    fn snapshot(&mut self, desk: &Desk) -> Result<(), StoreError> {
        self.may_write()?;
        self.write_log(desk)?;
        let open = self.open(desk)?;
        if open.snapshot == Some(open.saved) || (open.on_disk.is_none() && open.saved == 0) {
            return Ok(());
        }
        let (path, revision) = (open.file("board.toml"), open.saved);
        let text = snapshot_text(open.history.board(), revision);
        if self.blocked.contains_key(&path) && self.files.exists(&self.full(&path)) {
            // Told when the board was opened; the journal holds everything.
            return Ok(());
        }
        self.put(&path, text.as_bytes())?;
        self.open(desk)?.snapshot = Some(revision);
        Ok(())
    }

    /// After the drawing was named, its files follow. The journal goes last: its name tells where
    /// an interrupted renaming stopped. A failure is tried again with the next step.
    fn follow_name(&mut self, desk: &Desk) {
        let Some(open) = self.desks.get(desk) else { return };
        let name = file_stem(&open.history.board().name);
        if open.stem == name || open.on_disk.is_none() {
            return;
        }
        let (folder, old) = (open.folder.clone(), open.stem.clone());
        if self.rename_files(&folder, &old, &name).is_ok()
            && let Some(open) = self.desks.get_mut(desk)
        {
            open.stem = name;
            open.snapshot = None;
        }
    }

    fn rename_files(&mut self, folder: &Path, old: &str, new: &str) -> Result<(), StoreError> {
        for ending in ["board.toml", "board.prev.toml", "drawio.sha256", "drawio", "journal"] {
            let (from, to) = (folder.join(format!("{old}.{ending}")), folder.join(format!("{new}.{ending}")));
            if !self.files.exists(&self.full(&from)) {
                continue;
            }
            if self.files.exists(&self.full(&to)) {
                // A diagram that has the new name already is newer than the one under the old.
                let outdated = if ending.starts_with("drawio") { &from } else { &to };
                let name = outdated.file_name().unwrap_or_default().to_string_lossy().into_owned();
                self.move_aside(outdated, &name)?;
                if outdated == &from {
                    continue;
                }
            }
            self.move_to(&from, &to)?;
            let known = self.known.remove(&from);
            self.known.extend(known.map(|sum| (to, sum)));
        }
        Ok(())
    }
}
