//! Just enough of a pack for the first screen, read in less time than a screen takes to paint.
//!
//! Only the front matter of lessons and the top of each `scenario.toml` are parsed. Whatever cannot
//! be read is left out here; [`super::load`] reports it a moment later.

use serde::Deserialize;

use super::{
    lesson,
    pack::{lesson_files, scenario_folders},
    source::{Embedded, Source},
};
use crate::domain::{id::ScenarioId, lesson::LessonHead};

/// What the lab map shows of a scenario.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct ScenarioHead {
    /// Its id.
    pub id: ScenarioId,
    /// Its place in the story, from 1.
    pub order: u32,
    /// Its title.
    pub title: String,
    /// Who the client is.
    pub client: String,
    /// One sentence for the map.
    pub pitch: String,
    /// How long it takes, minutes.
    pub minutes: u32,
}

/// What the lab map shows of a pack.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heads {
    /// The lessons in the order of the course.
    pub lessons: Vec<LessonHead>,
    /// The scenarios in the order of the story.
    pub scenarios: Vec<ScenarioHead>,
}

impl super::Pack {
    /// Returns the heads of a pack that is already loaded.
    pub fn heads(&self) -> Heads {
        let scenario = |s: &crate::domain::scenario::Scenario| ScenarioHead {
            id: s.id.clone(),
            order: s.order,
            title: s.title.clone(),
            client: s.client.clone(),
            pitch: s.pitch.clone(),
            minutes: s.minutes,
        };
        Heads {
            lessons: self.lessons.iter().map(|l| l.head.clone()).collect(),
            scenarios: self.scenarios.iter().map(scenario).collect(),
        }
    }
}

/// Reads the heads of the pack that is built into the program.
pub fn default_heads() -> Heads {
    heads(&Embedded)
}

/// Reads the heads of a pack.
pub fn heads(source: &dyn Source) -> Heads {
    let mut lessons: Vec<LessonHead> =
        lesson_files(source).iter().filter_map(|f| lesson_head(f, &source.read(f)?)).collect();
    let mut scenarios: Vec<ScenarioHead> = scenario_folders(source)
        .iter()
        .filter_map(|folder| scenario_head(&source.read(&format!("{folder}/scenario.toml"))?))
        .collect();
    lessons.sort_by(|a, b| (a.order, &a.id).cmp(&(b.order, &b.id)));
    scenarios.sort_by(|a, b| (a.order, &a.id).cmp(&(b.order, &b.id)));
    Heads { lessons, scenarios }
}

fn lesson_head(file: &str, text: &str) -> Option<LessonHead> {
    toml::from_str(lesson::cut(file, text).ok()?.head.text()).ok()
}

fn scenario_head(text: &str) -> Option<ScenarioHead> {
    // Where a text of several lines holds a line that looks like a table, the short way fails.
    toml::from_str(before_tables(text)).or_else(|_| toml::from_str(text)).ok()
}

/// Returns the text up to the first table.
fn before_tables(text: &str) -> &str {
    if text.starts_with('[') { "" } else { text.find("\n[").map_or(text, |end| &text[..=end]) }
}
