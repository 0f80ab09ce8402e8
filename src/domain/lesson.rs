//! A lesson: short text with tasks that are checked against a practice board.
//!
//! `content` reads lessons from Markdown; this file says what they hold and how a task is judged.

use serde::{Deserialize, Serialize};

use super::{
    component::word_enum,
    id::LessonId,
    practice::{Practice, Seen, Shows},
    query::{Query, Selector},
};

word_enum! {
    /// Something a student did on a board that leaves no trace in the drawing.
    Deed {
        /// Typed into the component search.
        Search = "search",
        /// Added a component.
        Add = "add",
        /// Connected two nodes.
        Connect = "connect",
        /// Moved a node.
        Move = "move",
        /// Deleted something.
        Delete = "delete",
        /// Named a node or the drawing.
        Rename = "rename",
        /// Took an edit back.
        Undo = "undo",
        /// Made it again.
        Redo = "redo",
        /// Changed the zoom.
        Zoom = "zoom",
        /// Drew a zone.
        Zone = "zone",
        /// Wrote an explanation.
        Explain = "explain",
        /// Wrote the .drawio file.
        Save = "save",
        /// Cleared the board.
        Clear = "clear",
        /// Opened help or the command palette.
        Help = "help",
    }
}

/// What a lesson says about itself, TOML between `+++` lines.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LessonHead {
    /// Format version.
    pub schema: u32,
    /// Its id.
    pub id: LessonId,
    /// Its place in the course.
    pub order: u32,
    /// Its title.
    pub title: String,
    /// One sentence for the map.
    pub pitch: String,
    /// How long it takes, minutes.
    pub minutes: u32,
    /// Whether it belongs to the core path.
    #[serde(default)]
    pub core: bool,
    /// Every lab fact it honours.
    #[serde(default)]
    pub facts: Vec<String>,
    /// The contract it prepares.
    #[serde(default)]
    pub before: Option<super::id::ScenarioId>,
    /// The name its practice drawing gets.
    pub drawing: String,
    /// The board it starts with (a file beside the lesson); nothing means empty.
    #[serde(default)]
    pub board: Option<String>,
    /// Components that suit it, in the order shown.
    #[serde(default)]
    pub suggests: Vec<super::id::ComponentId>,
}

/// A lesson.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lesson {
    /// What it says about itself.
    pub head: LessonHead,
    /// Text and tasks in reading order.
    pub parts: Vec<Part>,
    /// The board it starts with.
    pub board: super::board::Board,
    /// Sentences of it that runs show to be true.
    pub shows: Vec<Shows>,
}

/// A stretch of a lesson.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Markdown.
    Text(String),
    /// Something to do.
    Task(Box<Task>),
}

/// Something to do on the practice board. Every stated condition must hold.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Task {
    /// Its id within the lesson.
    pub id: String,
    /// A few words.
    pub title: String,
    /// What to do.
    pub say: String,
    /// The lab facts it honours.
    #[serde(default)]
    pub facts: Vec<String>,
    /// What must hold on the board.
    #[serde(default)]
    pub check: Option<Query>,
    /// The name the drawing must have.
    #[serde(default)]
    pub named: Option<String>,
    /// Nodes, one of which must have a name of its own: not the one its component brings along.
    #[serde(default)]
    pub renamed: Option<Selector>,
    /// What must have been done since the task came up.
    #[serde(default)]
    pub did: Vec<Deed>,
    /// What must be selected on the board and confirmed.
    #[serde(default)]
    pub point: Option<Point>,
    /// A question with one right answer.
    #[serde(default)]
    pub choose: Option<Choose>,
    /// A run of the practice board, foretold and seen.
    #[serde(default)]
    pub run: Option<Practice>,
    /// Three hints, from a nudge to nearly the answer.
    pub hints: [String; 3],
    /// What the student reads once it is done.
    pub done: String,
    /// A board (a file beside the lesson) that shows the solution; point and choose tasks need
    /// none.
    #[serde(default)]
    pub solution: Option<String>,
    /// The board behind [`Task::solution`].
    #[serde(skip)]
    pub solved: Option<super::board::Board>,
    /// Whether the board starts afresh from the lesson's own board for this task.
    #[serde(default)]
    pub fresh: bool,
    /// A board (a file beside the lesson) that this task starts with.
    #[serde(default)]
    pub start: Option<String>,
    /// The board behind [`Task::start`].
    #[serde(skip)]
    pub started: Option<super::board::Board>,
}

impl Task {
    /// Returns the board that this task starts with, if it does not go on with the one before.
    pub fn begins_on<'a>(&'a self, lesson: &'a super::board::Board) -> Option<&'a super::board::Board> {
        self.started.as_ref().or(self.fresh.then_some(lesson))
    }
}

/// Nodes to point at.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Point {
    /// The right nodes.
    pub nodes: Selector,
    /// All of them, not just one.
    #[serde(default)]
    pub all: bool,
    /// What is said when something else was selected.
    pub wrong: String,
}

/// A question with one right answer.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choose {
    /// The answers offered.
    pub options: Vec<String>,
    /// Index of the right one, from 0.
    pub right: usize,
    /// Why each is right or wrong, one per option.
    pub because: Vec<String>,
}

word_enum! {
    /// How far a student is with a lesson or a contract.
    State {
        /// Not opened yet.
        New = "new",
        /// Begun.
        Started = "started",
        /// All tasks done, or handed in.
        Done = "done",
    }
}

impl Lesson {
    /// Returns the tasks in order.
    pub fn tasks(&self) -> impl Iterator<Item = &Task> {
        self.parts.iter().filter_map(|p| match p {
            Part::Task(t) => Some(t.as_ref()),
            Part::Text(_) => None,
        })
    }
}

/// What a student did with one task; kept in the workspace.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TaskRecord {
    /// Whether it is done.
    pub done: bool,
    /// How many hints were opened, 0 to 3.
    pub hints: u8,
    /// Whether the solution was loaded.
    pub solution_seen: bool,
    /// What was done since the task came up.
    pub deeds: Vec<Deed>,
    /// The option chosen last, or what was foretold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chosen: Option<usize>,
    /// What the runs have shown, the last one last.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub runs: Vec<Seen>,
}

/// Most runs that a task keeps; the oldest go first.
pub const MOST_TASK_RUNS: usize = 8;

impl TaskRecord {
    /// Keeps what a run has shown. With a knob there is one run for each of its places.
    pub fn keep_run(&mut self, seen: Seen) {
        if seen.turn.is_some() {
            self.runs.retain(|r| r.turn != seen.turn);
        }
        self.runs.push(seen);
        let over = self.runs.len().saturating_sub(MOST_TASK_RUNS);
        self.runs.drain(..over);
    }
}
