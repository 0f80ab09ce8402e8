//! Opens a workspace and holds what its parts share: the files, the writer's lock, what is known
//! of each file.
//!
//! Opening looks at the lock and nothing else, so that the first screen need not wait.

use std::{
    any::Any,
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use super::{
    board::OpenDesk,
    error::StoreError,
    files::{Disk, Files, Lock},
    place::Desk,
};

const LOCK: &str = "workspace.lock";

/// Returns the time now, ISO 8601 in UTC, to the second.
pub fn now() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// A folder with a student's work.
#[derive(Clone)]
pub struct Workspace(Arc<Mutex<Inner>>);

enum Access {
    Writer { _guard: Box<dyn Any + Send> },
    Reader { note: String },
}

/// What the parts of the store share. Paths are relative to the workspace.
pub(super) struct Inner {
    pub(super) files: Box<dyn Files>,
    pub(super) root: PathBuf,
    access: Access,
    /// The checksum of each file as this program last read or wrote it.
    pub(super) known: BTreeMap<PathBuf, String>,
    /// Files that could not be read, and why; they are not written to.
    pub(super) blocked: BTreeMap<PathBuf, String>,
    pub(super) desks: BTreeMap<Desk, OpenDesk>,
}

impl Workspace {
    /// Returns the folder used when none is given.
    pub fn default_dir() -> PathBuf {
        directories::ProjectDirs::from("", "", "archlab")
            .map_or_else(|| PathBuf::from("archlab-workspace"), |dirs| dirs.data_dir().to_owned())
    }

    /// Opens a workspace, making the folder if need be. Where another window writes, or nothing
    /// can be written, it opens read-only.
    pub fn open(dir: impl Into<PathBuf>) -> Result<Self, StoreError> {
        Self::open_with(Box::new(Disk), dir.into())
    }

    /// As [`Workspace::open`], on other files; for tests.
    pub fn open_with(files: Box<dyn Files>, root: PathBuf) -> Result<Self, StoreError> {
        let made = files.create_folder(&root);
        if let Err(e) = made
            && !files.exists(&root)
        {
            return Err(StoreError::io("make", &root)(e));
        }
        let note = format!("process {} since {}", std::process::id(), now());
        let access = match files.lock(&root.join(LOCK), &note) {
            Ok(Lock::Held(guard)) => Access::Writer { _guard: guard },
            Ok(Lock::Taken(who)) => Access::Reader { note: taken_by(&who) },
            Err(e) => Access::Reader { note: StoreError::io("write in", &root)(e).to_string() },
        };
        let known = BTreeMap::new();
        let inner = Inner { files, root, access, known, blocked: BTreeMap::new(), desks: BTreeMap::new() };
        Ok(Self(Arc::new(Mutex::new(inner))))
    }

    /// Says whether this window only reads.
    pub fn is_read_only(&self) -> bool {
        self.lock_note().is_some()
    }

    /// Says why this window only reads, if it does.
    pub fn lock_note(&self) -> Option<String> {
        match &self.inner().access {
            Access::Writer { .. } => None,
            Access::Reader { note } => Some(note.clone()),
        }
    }

    /// Returns the folder.
    pub fn dir(&self) -> PathBuf {
        self.inner().root.clone()
    }

    /// No promise hangs on what a panicking thread left half-done in memory: the files are the
    /// truth, so a poisoned lock is used on.
    pub(super) fn inner(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn taken_by(who: &str) -> String {
    let who = if who.is_empty() { "another archlab window" } else { who };
    format!("another window has this workspace open ({who}); what you do here is not saved")
}

impl Inner {
    /// Returns where a file of the workspace lies.
    pub(super) fn full(&self, path: &Path) -> PathBuf {
        self.root.join(path)
    }

    pub(super) fn may_write(&self) -> Result<(), StoreError> {
        match &self.access {
            Access::Writer { .. } => Ok(()),
            Access::Reader { note } => Err(StoreError::ReadOnly(note.clone())),
        }
    }

    pub(super) fn is_writer(&self) -> bool {
        matches!(self.access, Access::Writer { .. })
    }

    /// Forgets what is known of everything in a folder that was moved away.
    pub(super) fn forget(&mut self, folder: &Path) {
        self.known.retain(|path, _| !path.starts_with(folder));
        self.blocked.retain(|path, _| !path.starts_with(folder));
        self.desks.retain(|_, desk| !desk.folder().starts_with(folder));
    }
}
