//! Starting over: a task, a lesson, a contract, everything. What was there moves into the backups.
//!
//! Asking whether the student is sure is a matter of the screens.

use std::path::{Path, PathBuf};

use crate::domain::{
    id::{LessonId, ScenarioId},
    progress::Place,
};

use super::{
    error::StoreError,
    place::{Desk, scenario_folder},
    workspace::Workspace,
};

/// What stays when everything is reset: the backups, added packs, how the program looks, the lock.
const KEPT: [&str; 5] = ["backups", "packs", "settings.toml", "settings.prev.toml", "workspace.lock"];

impl Workspace {
    /// Forgets what was done in one task; its board is a matter of undoable edits and stays.
    pub fn reset_task(&self, lesson: &LessonId, task: &str) -> Result<PathBuf, StoreError> {
        let mut progress = self.progress().value;
        let aside = self.backup_folder(&format!("task-{}", crate::domain::id::slug(task)))?;
        self.copy_into("progress.toml", &aside)?;
        if let Some(record) = progress.lessons.get_mut(lesson) {
            record.tasks.remove(task);
            record.done = false;
        }
        self.save_progress(&progress)?;
        Ok(self.inner().full(&aside))
    }

    /// Starts a lesson over: practice board and tasks.
    pub fn reset_lesson(&self, lesson: &LessonId) -> Result<PathBuf, StoreError> {
        let folder = Desk::Lesson(lesson.clone()).folder()?;
        let aside = self.backup_folder(&format!("lesson-{lesson}"))?;
        self.copy_into("progress.toml", &aside)?;
        let mut progress = self.progress().value;
        progress.lessons.remove(lesson);
        self.save_progress(&progress)?;
        self.take_away(&folder, &aside.join(lesson.as_str()))?;
        Ok(self.inner().full(&aside))
    }

    /// Starts a contract over: board, answers, questions, everything.
    pub fn reset_scenario(&self, id: &ScenarioId) -> Result<PathBuf, StoreError> {
        let folder = scenario_folder(id)?;
        let aside = self.backup_folder(&format!("contract-{id}"))?;
        self.copy_into("progress.toml", &aside)?;
        let mut progress = self.progress().value;
        progress.taken.remove(id);
        progress.handed_in.remove(id);
        if matches!(&progress.place, Place::Contract(there, _) if there == id) {
            progress.place = Place::Home;
        }
        self.save_progress(&progress)?;
        self.take_away(&folder, &aside.join(id.as_str()))?;
        Ok(self.inner().full(&aside))
    }

    /// Starts everything over but for the settings.
    pub fn reset_all(&self) -> Result<PathBuf, StoreError> {
        let aside = self.backup_folder("everything")?;
        let names = {
            let inner = self.inner();
            let root = inner.full(Path::new(""));
            inner.files.list(&root).map_err(StoreError::io("read", &root))?
        };
        for name in names.iter().filter(|n| !KEPT.contains(&n.as_str()) && !n.starts_with('.')) {
            self.take_away(Path::new(name), &aside.join(name))?;
        }
        Ok(self.inner().full(&aside))
    }

    fn backup_folder(&self, what: &str) -> Result<PathBuf, StoreError> {
        let inner = self.inner();
        inner.may_write()?;
        let aside = inner.new_backup(what)?;
        let full = inner.full(&aside);
        inner.files.create_folder(&full).map_err(StoreError::io("make", &full))?;
        Ok(aside)
    }

    fn copy_into(&self, name: &str, folder: &Path) -> Result<(), StoreError> {
        let inner = self.inner();
        let (from, to) = (inner.full(Path::new(name)), inner.full(&folder.join(name)));
        match inner.files.read(&from) {
            Ok(bytes) => inner.files.write(&to, &bytes).map_err(StoreError::io("save", &to)),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(()),
            Err(e) => Err(StoreError::io("read", &from)(e)),
        }
    }

    fn take_away(&self, path: &Path, to: &Path) -> Result<(), StoreError> {
        let mut inner = self.inner();
        if inner.files.exists(&inner.full(path)) {
            inner.move_to(path, to)?;
        }
        inner.forget(path);
        Ok(())
    }
}
