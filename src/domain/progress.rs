//! Where a student is in the course, and how they like the program to look.
//!
//! Both are kept in the workspace as plain files (`progress.toml`, `settings.toml`).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    attempt::Stage,
    grid::Cell,
    id::{LessonId, ScenarioId},
    lesson::TaskRecord,
};

/// A place in the program that can be returned to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// The lab map.
    #[default]
    Home,
    /// A lesson.
    Lesson(LessonId),
    /// A stage of a contract.
    Contract(ScenarioId, Stage),
}

/// What a student did in one lesson.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LessonRecord {
    /// Tasks by id.
    pub tasks: BTreeMap<String, TaskRecord>,
    /// The task last shown.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub at_task: String,
    /// Where the cursor stands on the practice board.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<Cell>,
    /// Whether every task is done.
    pub done: bool,
}

/// Where a student is in the course.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Progress {
    /// Format version.
    pub schema: u32,
    /// Where to return to.
    pub place: Place,
    /// Lessons by id.
    pub lessons: BTreeMap<LessonId, LessonRecord>,
    /// When each contract was taken, ISO 8601.
    pub taken: BTreeMap<ScenarioId, String>,
    /// When each contract was handed in for the first time, ISO 8601.
    pub handed_in: BTreeMap<ScenarioId, String>,
}

/// The newest format of progress files that this program writes.
pub const PROGRESS_SCHEMA: u32 = 1;

/// How a student likes the program to look.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Format version.
    pub schema: u32,
    /// Name of the theme; empty lets the program choose.
    pub theme: String,
    /// Whether only ASCII characters are drawn.
    pub ascii: bool,
    /// Whether the mouse is used.
    pub mouse: bool,
    /// Whether anything moves by itself.
    pub motion: bool,
    /// Language of the program text.
    pub language: String,
}

impl Default for Settings {
    fn default() -> Self {
        Self { schema: 1, theme: String::new(), ascii: false, mouse: true, motion: true, language: "en".to_owned() }
    }
}
