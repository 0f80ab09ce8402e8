//! Puts things aside: copies and moves into `backups/`, each under a name of its own.
//!
//! Nothing is ever removed from there by the program.

use std::path::{Path, PathBuf};

use crate::domain::id::fresh;

use super::{
    error::StoreError,
    files::write_atomic,
    journal::short_sum,
    workspace::{Inner, now},
};

const BACKUPS: &str = "backups";

impl Inner {
    /// Keeps a copy of bytes that are about to lose their place. The same bytes are kept once.
    pub(super) fn keep_copy(&self, why: &str, path: &Path, bytes: &[u8]) -> Result<PathBuf, StoreError> {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let aside = Path::new(BACKUPS).join(format!("{why}-{}-{name}", short_sum(bytes)));
        let full = self.full(&aside);
        if !self.files.exists(&full) {
            write_atomic(self.files.as_ref(), &full, bytes, None).map_err(StoreError::io("save", &full))?;
        }
        Ok(aside)
    }

    /// Returns a new name in the backups folder, beginning with the time, and makes the folder.
    pub(super) fn new_backup(&self, what: &str) -> Result<PathBuf, StoreError> {
        let folder = self.full(Path::new(BACKUPS));
        self.files.create_folder(&folder).map_err(StoreError::io("make", &folder))?;
        let stamp = now().replace(':', "-");
        let name = fresh(&format!("{stamp}-{what}"), |n| self.files.exists(&folder.join(n)));
        Ok(Path::new(BACKUPS).join(name))
    }

    /// Moves a file or folder into the backups.
    pub(super) fn move_aside(&mut self, path: &Path, what: &str) -> Result<PathBuf, StoreError> {
        let aside = self.new_backup(what)?;
        self.move_to(path, &aside)?;
        self.forget(path);
        Ok(aside)
    }

    /// Renames within the workspace, durably.
    pub(super) fn move_to(&self, from: &Path, to: &Path) -> Result<(), StoreError> {
        let (from, to) = (self.full(from), self.full(to));
        let moved = self.files.rename(&from, &to).and_then(|()| {
            to.parent().map_or(Ok(()), |folder| self.files.sync_folder(folder))?;
            from.parent().map_or(Ok(()), |folder| self.files.sync_folder(folder))
        });
        moved.map_err(StoreError::io("move", &from))
    }
}
