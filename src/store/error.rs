//! What can go wrong with the workspace, said so that a student knows what to do.
//!
//! A [`Notice`] is news about a file that was read all the same; a [`StoreError`] is something that
//! was not done.

use std::{
    io,
    path::{Path, PathBuf},
};

use thiserror::Error;

/// Why something was not read or not saved.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The file system said no.
    #[error("could not {what} {}: {}", path.display(), reason(source))]
    Io {
        /// What was tried: `save`, `read`, `make`.
        what: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// This window only reads.
    #[error("this window is read-only: {0}")]
    ReadOnly(String),
    /// A file of a newer or unknown form stands where the save belongs.
    #[error("{} is left untouched: {reason}", path.display())]
    Untouched {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// The step does not follow from what is saved.
    #[error("this edit does not follow from the board that is saved")]
    Misfit,
    /// An id that cannot be a file name.
    #[error("{0:?} cannot name a folder: ids have lower case letters, digits and hyphens")]
    BadName(String),
}

impl StoreError {
    /// Wraps what the system said.
    pub(super) fn io(what: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Io { what, path: path.to_owned(), source }
    }

    /// Returns what to try.
    pub fn hint(&self) -> String {
        match self {
            Self::Io { source, .. } => hint_for(source.kind()).to_owned(),
            Self::ReadOnly(_) => "Close the other window, or start with --workspace and another folder.".to_owned(),
            Self::Untouched { .. } => "Use the archlab that wrote it, or move the file elsewhere.".to_owned(),
            Self::Misfit => "Leave the board and open it again; the edit was put into backups.".to_owned(),
            Self::BadName(_) => "Correct the id in the pack.".to_owned(),
        }
    }

    /// Says whether trying again can help.
    pub fn may_pass(&self) -> bool {
        matches!(self, Self::Io { .. })
    }
}

fn reason(e: &io::Error) -> String {
    match e.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "the disk is full".to_owned(),
        io::ErrorKind::PermissionDenied => "no permission".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "the disk is read-only".to_owned(),
        io::ErrorKind::NotFound => "it is not there".to_owned(),
        _ => e.to_string(),
    }
}

fn hint_for(kind: io::ErrorKind) -> &'static str {
    match kind {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            "Free some space and keep this window open: nothing is dropped and it tries again by itself."
        }
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            "Make the folder writable, or start with --workspace and another folder."
        }
        io::ErrorKind::NotFound => "Was the folder moved or deleted? Put it back; it tries again by itself.",
        _ => "It tries again by itself; keep this window open until it says saved.",
    }
}

/// News about a file that could not be taken as it stood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The file.
    pub path: PathBuf,
    /// Where in it, line and column from 1, if that is known.
    pub at: Option<(usize, usize)>,
    /// What is the matter and what was done about it.
    pub message: String,
    /// Where a copy of the file was put, if one was.
    pub aside: Option<PathBuf>,
}

impl std::fmt::Display for Notice {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.path.display())?;
        if let Some((line, column)) = self.at {
            write!(f, ", line {line}, column {column}")?;
        }
        write!(f, ": {}", self.message)?;
        self.aside.as_ref().map_or(Ok(()), |p| write!(f, " A copy is in {}.", p.display()))
    }
}

/// Something read, with news about the file if there is any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read<T> {
    /// What was read, or what stands in for it.
    pub value: T,
    /// What to tell the student; mostly nothing.
    pub notices: Vec<Notice>,
}

impl<T> Read<T> {
    /// Wraps a value without news.
    pub fn plain(value: T) -> Self {
        Self { value, notices: Vec::new() }
    }
}
