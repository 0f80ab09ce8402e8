//! The `.drawio` file beside a board: written only while it is still the one we wrote.
//!
//! What stands in it is made by the `diagram` room.

use std::path::PathBuf;

use crate::{domain::id::file_stem, submission::sha256};

use super::{
    error::StoreError,
    files::write_atomic,
    place::Desk,
    workspace::{Inner, Workspace},
};

/// What became of writing a diagram.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DiagramWrite {
    /// It was written there.
    Written(PathBuf),
    /// The file there was changed by another program since; it was left alone.
    ChangedOutside(PathBuf),
}

impl Workspace {
    /// Writes the diagram of a board under the drawing's name, unless another program changed the
    /// file meanwhile.
    pub fn write_diagram(&self, desk: &Desk, name: &str, bytes: &[u8]) -> Result<DiagramWrite, StoreError> {
        self.inner().write_diagram(desk, name, bytes)
    }

    /// As [`Workspace::write_diagram`], but puts a file that was changed outside into the backups
    /// first; for a student who said so.
    pub fn replace_diagram(&self, desk: &Desk, name: &str, bytes: &[u8]) -> Result<PathBuf, StoreError> {
        let mut inner = self.inner();
        match inner.write_diagram(desk, name, bytes)? {
            DiagramWrite::Written(path) => Ok(path),
            DiagramWrite::ChangedOutside(path) => {
                let file = desk.folder()?.join(format!("{}.drawio", file_stem(name)));
                inner.move_aside(&file, &format!("{}.drawio", file_stem(name)))?;
                inner.write_diagram(desk, name, bytes)?;
                Ok(path)
            }
        }
    }
}

impl Inner {
    fn write_diagram(&mut self, desk: &Desk, name: &str, bytes: &[u8]) -> Result<DiagramWrite, StoreError> {
        self.may_write()?;
        let file = desk.folder()?.join(format!("{}.drawio", file_stem(name)));
        let path = self.full(&file);
        let sidecar = path.with_extension("drawio.sha256");
        let known = self.files.read(&sidecar).unwrap_or_default();
        let known = String::from_utf8_lossy(&known);
        let ours: Vec<&str> = known.lines().filter_map(|l| l.split(' ').next()).collect();
        let sum = sha256(bytes);
        let there = self.files.read(&path).ok().map(|b| sha256(&b));
        match &there {
            Some(found) if *found == sum => return Ok(DiagramWrite::Written(path)),
            Some(found) if !ours.contains(&found.as_str()) => return Ok(DiagramWrite::ChangedOutside(path)),
            _ => {}
        }
        // The sidecar goes first and names both, so that a crash between the two is no change.
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let sums = [Some(&sum), there.as_ref()].into_iter().flatten();
        let lines = sums.fold(String::new(), |text, sum| {
            text + sum
                + "  "
                + &name
                + "
"
        });
        let files = self.files.as_ref();
        write_atomic(files, &sidecar, lines.as_bytes(), None).map_err(StoreError::io("save", &sidecar))?;
        write_atomic(files, &path, bytes, None).map_err(StoreError::io("save", &path))?;
        Ok(DiagramWrite::Written(path))
    }
}
