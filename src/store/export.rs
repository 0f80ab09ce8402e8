//! Exports and bundles: where they go, and writing a file that is checked after writing.
//!
//! What is in them is made by `diagram` and `submission`.

use std::{
    io,
    path::{Path, PathBuf},
};

use crate::domain::id::ScenarioId;

use super::{
    error::StoreError,
    files::{Disk, Files, write_atomic},
    place::{Desk, scenario_folder},
    workspace::Workspace,
};

impl Workspace {
    /// Returns the folder for exports of a board.
    pub fn exports_dir(&self, desk: &Desk) -> Result<PathBuf, StoreError> {
        Ok(self.inner().full(&desk.folder()?.join("exports")))
    }

    /// Returns the folder for bundles of a contract.
    pub fn bundles_dir(&self, id: &ScenarioId) -> Result<PathBuf, StoreError> {
        Ok(self.inner().full(&scenario_folder(id)?.join("bundles")))
    }

    /// Writes a bundle and reads it back; what it returns is what is on disk.
    pub fn write_bundle(&self, id: &ScenarioId, name: &str, bytes: &[u8]) -> Result<PathBuf, StoreError> {
        let path = self.bundles_dir(id)?.join(name);
        let inner = self.inner();
        inner.may_write()?;
        write_checked(inner.files.as_ref(), &path, bytes)?;
        Ok(path)
    }
}

/// Writes a file anywhere, atomically, and reads it back.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    write_checked(&Disk, path, bytes)
}

fn write_checked(files: &dyn Files, path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    write_atomic(files, path, bytes, None).map_err(StoreError::io("save", path))?;
    let there = files.read(path).map_err(StoreError::io("read back", path))?;
    if there == bytes {
        return Ok(());
    }
    let source = io::Error::new(io::ErrorKind::InvalidData, "the disk gives back something else than was written");
    Err(StoreError::Io { what: "save", path: path.to_owned(), source })
}
