//! Where things lie in the workspace, under names that every system accepts.
//!
//! Only names are made here; nothing is read or written.

use std::path::{Path, PathBuf};

use crate::domain::{
    id::{LessonId, ScenarioId, is_device},
    progress::Place,
};

use super::error::StoreError;

/// Names at the top of the workspace that no contract may take.
const RESERVED: [&str; 4] = ["lessons", "backups", "packs", "scenarios"];

/// A board that the workspace keeps: the practice board of a lesson or the one of a contract.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Desk {
    /// The practice board of a lesson.
    Lesson(LessonId),
    /// The board of a contract.
    Contract(ScenarioId),
}

impl Desk {
    /// Returns the desk that belongs to a place, if it has one.
    pub fn at(place: &Place) -> Option<Self> {
        match place {
            Place::Home => None,
            Place::Lesson(id) => Some(Self::Lesson(id.clone())),
            Place::Contract(id, _) => Some(Self::Contract(id.clone())),
        }
    }

    /// Returns its folder within the workspace.
    pub fn folder(&self) -> Result<PathBuf, StoreError> {
        match self {
            Self::Lesson(id) => Ok(Path::new("lessons").join(checked(id.as_str())?)),
            Self::Contract(id) => scenario_folder(id),
        }
    }
}

/// Returns the folder of a contract within the workspace.
pub fn scenario_folder(id: &ScenarioId) -> Result<PathBuf, StoreError> {
    let name = checked(id.as_str())?;
    if RESERVED.contains(&name) { Err(StoreError::BadName(name.to_owned())) } else { Ok(name.into()) }
}

fn checked(id: &str) -> Result<&str, StoreError> {
    let fine = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let ok = !id.is_empty() && id.len() <= 60 && id.chars().all(fine) && !id.starts_with('-') && !is_device(id);
    if ok { Ok(id) } else { Err(StoreError::BadName(id.to_owned())) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_could_leave_the_workspace_or_clash_are_refused() {
        for bad in ["..", "a/b", "", "Upper", "c:", "nul", "-x", "lessons", "backups", "a b", "ä"] {
            assert!(Desk::Contract(bad.into()).folder().is_err(), "{bad:?}");
        }
        assert_eq!(Path::new("high-fashion"), Desk::Contract("high-fashion".into()).folder().unwrap());
        assert_eq!(Path::new("lessons/three"), Desk::Lesson("three".into()).folder().unwrap());
    }
}
