//! Words of the list of all actions.

use crate::domain::attempt::Stage;

/// Title of the list.
pub const TITLE: &str = "All actions";
/// Shown while nothing is typed.
pub const PROMPT: &str = "Type a few letters";
/// Shown where nothing fits.
pub const NOTHING: &str = "Nothing is called that. Erase a letter or two.";
/// Beside what cannot be done now.
pub const NOT_NOW: &str = "not now";

/// How many actions were found.
pub fn found(n: usize, of: usize) -> String {
    format!("{n} of {of}")
}

/// Says that an action cannot be done now.
pub fn refused(label: &str) -> String {
    format!("“{label}” has nothing to work on right now.")
}

/// The way to the lab map.
pub const GO_HOME: &str = "go to the lab map";
/// What the lab map is.
pub const HOME_ABOUT: &str = "Shows all lessons and contracts, and how far you are.";

/// The way to a lesson.
pub fn go_lesson(title: &str) -> String {
    format!("go to lesson: {title}")
}

/// The way to a stage of a contract.
pub fn go_stage(title: &str, stage: Stage) -> String {
    format!("go to {title}: {}", stage.title())
}
