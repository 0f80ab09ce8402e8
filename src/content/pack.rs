//! A pack: lessons, scenarios, the catalogue and the glossary, read from one source.
//!
//! Reading finds what cannot be read. Whether what was read makes sense is the work of
//! [`super::check`].

use std::{collections::BTreeSet, sync::Arc};

use serde::de::DeserializeOwned;

use super::{
    board,
    explain::Fragment,
    glossary::{self, GLOSSARY, GlossaryText, Term},
    lesson::{self, Materials},
    problem::Problem,
    scenario::{self, board_name},
    source::{Embedded, Source},
};
use crate::domain::{
    component::{Catalogue, CatalogueText, JobsText},
    lesson::Lesson,
    practice::Bench,
    scenario::Scenario,
};

/// The newest format of pack files that this program reads.
pub const PACK_SCHEMA: u32 = 1;

/// The place of the catalogue within a pack.
pub(super) const COMPONENTS: &str = "scenarios/components.toml";
/// The place of the general jobs within a pack.
pub(super) const JOBS: &str = "scenarios/jobs.toml";

/// The folder of what arrives and breaks in the runs of lessons.
pub(super) const BENCHES: &str = "lessons/benches";

/// Lessons and scenarios with the catalogue they are written for.
#[derive(Clone, Debug, Default)]
pub struct Pack {
    /// The components and general jobs.
    pub catalogue: Catalogue,
    /// The lessons in the order of the course.
    pub lessons: Vec<Lesson>,
    /// The scenarios in the order of the story.
    pub scenarios: Vec<Scenario>,
    /// The glossary in the order of a dictionary.
    pub glossary: Vec<Term>,
}

impl Pack {
    /// Finds a scenario.
    pub fn scenario(&self, id: &str) -> Option<&Scenario> {
        self.scenarios.iter().find(|s| s.id.as_str() == id)
    }

    /// Finds a lesson.
    pub fn lesson(&self, id: &str) -> Option<&Lesson> {
        self.lessons.iter().find(|l| l.head.id.as_str() == id)
    }

    /// Adds another pack: what it brings replaces what has the same name here. Its catalogue counts
    /// from then on; a pack without one has the built-in catalogue.
    #[must_use]
    pub fn with(mut self, more: Self) -> Self {
        self.lessons.retain(|l| more.lesson(l.head.id.as_str()).is_none());
        self.scenarios.retain(|s| more.scenario(s.id.as_str()).is_none());
        self.glossary.retain(|t| more.glossary.iter().all(|m| m.term != t.term));
        self.lessons.extend(more.lessons);
        self.scenarios.extend(more.scenarios);
        self.glossary.extend(more.glossary);
        self.catalogue = more.catalogue;
        self.in_order()
    }

    fn in_order(mut self) -> Self {
        self.lessons.sort_by(|a, b| (a.head.order, &a.head.id).cmp(&(b.head.order, &b.head.id)));
        self.scenarios.sort_by(|a, b| (a.order, &a.id).cmp(&(b.order, &b.id)));
        self.glossary = glossary::in_order(self.glossary);
        self
    }
}

/// A pack as far as it could be read, and what could not.
#[derive(Clone, Debug, Default)]
pub struct Loaded {
    /// What could be read.
    pub pack: Pack,
    /// What could not, and why.
    pub problems: Vec<Problem>,
}

/// Reads the pack that is built into the program.
pub fn default_pack() -> Loaded {
    load(&Embedded)
}

/// Reads a pack. Whatever cannot be read is left out and reported.
pub fn load(source: &dyn Source) -> Loaded {
    let mut reading = Reading { source, problems: Vec::new() };
    let catalogue = Catalogue::new(
        reading.or_built_in::<CatalogueText>(COMPONENTS).unwrap_or_default(),
        reading.or_built_in::<JobsText>(JOBS).unwrap_or_default(),
    );
    let glossary = match source.read(GLOSSARY) {
        Some(_) => reading.toml::<GlossaryText>(GLOSSARY).unwrap_or_default().term,
        None => Vec::new(),
    };
    let materials = reading.materials();
    let lessons = reading.lessons(&materials);
    let scenarios = reading.scenarios();
    Loaded { pack: Pack { catalogue, lessons, scenarios, glossary }.in_order(), problems: reading.problems }
}

/// A pack being read.
pub(super) struct Reading<'a> {
    pub(super) source: &'a dyn Source,
    pub(super) problems: Vec<Problem>,
}

impl Reading<'_> {
    /// Keeps the problems of a result and hands on its value.
    pub(super) fn keep<T>(&mut self, result: Result<T, Vec<Problem>>) -> Option<T> {
        result.map_err(|problems| self.problems.extend(problems)).ok()
    }

    /// Reads a file that must be there.
    pub(super) fn required(&mut self, file: &str) -> Option<String> {
        let text = self.source.read(file);
        if text.is_none() {
            let problem = Problem::whole(file, "the file is missing or is not text").hint("Add the file, in UTF-8.");
            self.problems.push(problem);
        }
        text
    }

    /// Reads a TOML file that must be there.
    pub(super) fn toml<T: DeserializeOwned>(&mut self, file: &str) -> Option<T> {
        let text = self.required(file)?;
        self.keep(Fragment::of_file(file, &text).read(PACK_SCHEMA))
    }

    /// Reads a TOML file of the pack or, if it has none, the built-in one.
    fn or_built_in<T: DeserializeOwned>(&mut self, file: &str) -> Option<T> {
        if self.source.read(file).is_some() {
            return self.toml(file);
        }
        let text = Embedded::text(file)?;
        self.keep(Fragment::of_file(file, text).read(PACK_SCHEMA))
    }

    fn materials(&mut self) -> Materials {
        let mut materials = Materials::default();
        for file in self.source.list(BENCHES) {
            let Some(name) = bench_name(&file) else { continue };
            if let Some(bench) = self.toml::<Bench>(&file) {
                materials.benches.insert(name.to_owned(), Arc::new(bench.scenario(name)));
            }
        }
        for file in self.source.list("lessons/boards") {
            let Some(name) = board_name(&file) else { continue };
            let Some(text) = self.required(&file) else { continue };
            let read = board::read_named(&file, &text).map_err(|p| vec![p]);
            materials.boards.extend(self.keep(read).map(|(board, _)| (name.to_owned(), board)));
        }
        materials
    }

    fn lessons(&mut self, materials: &Materials) -> Vec<Lesson> {
        let files = lesson_files(self.source);
        let read = |reading: &mut Self, file: &String| {
            let text = reading.required(file)?;
            reading.keep(lesson::read(file, &text, materials))
        };
        files.iter().filter_map(|file| read(self, file)).collect()
    }

    fn scenarios(&mut self) -> Vec<Scenario> {
        scenario_folders(self.source).iter().filter_map(|folder| scenario::read(self, folder)).collect()
    }
}

/// Returns the name of a lesson's bench by its path.
pub(super) fn bench_name(path: &str) -> Option<&str> {
    path.strip_prefix(BENCHES)?.strip_prefix('/')?.strip_suffix(".toml").filter(|n| !n.contains('/'))
}

/// Returns the lessons' files: Markdown directly in `lessons/`.
pub(super) fn lesson_files(source: &dyn Source) -> Vec<String> {
    let is_lesson = |path: &String| {
        path.strip_prefix("lessons/").and_then(|p| p.strip_suffix(".md")).is_some_and(|name| !name.contains('/'))
    };
    source.list("lessons").into_iter().filter(is_lesson).collect()
}

/// Returns the scenarios' folders.
pub(super) fn scenario_folders(source: &dyn Source) -> Vec<String> {
    let folder = |path: &String| {
        let mut parts = path.split('/');
        match (parts.next(), parts.next(), parts.next()) {
            (Some(top), Some(name), Some(_)) => Some(format!("{top}/{name}")),
            _ => None,
        }
    };
    let folders: BTreeSet<String> = source.list("scenarios").iter().filter_map(folder).collect();
    folders.into_iter().collect()
}
