//! Words of the lab map.

/// The subtitle of the program.
pub const TAGLINE: &str = "An architecture lab for data engineering";
/// The three things the lab looks at.
pub const QUALITIES: &str = "velocity · resilience · replayability";
/// Title of the list of lessons.
pub const LESSONS: &str = "Lessons";
/// Title of the list of contracts.
pub const CONTRACTS: &str = "Contracts";
/// Shown where a list is empty.
pub const NO_CONTENT: &str = "The packs hold nothing of this kind.";
/// What the first key press could be.
pub const FIRST_STEP: &str =
    "New here? Press Enter: the first lesson takes five minutes and tells you every key it needs.";
/// The same, when another lesson is selected.
pub const FIRST_FIRST: &str = "New here? Begin with the first lesson: it tells you every key you need.";
/// The same, when the first key press would open a contract.
pub const LESSONS_FIRST: &str = "New here? The lessons on the left show how everything works.";

/// How long something takes.
pub fn minutes(n: u32) -> String {
    format!("{n} min")
}

/// Where the student stopped.
pub fn resume(title: &str) -> String {
    format!("You stopped in “{title}”. Press r to go on.")
}

/// How many tasks are done.
pub fn tasks_done(done: usize) -> String {
    match done {
        0 => "not begun".to_owned(),
        1 => "1 task done".to_owned(),
        n => format!("{n} tasks done"),
    }
}

/// A contract that was taken.
pub const TAKEN: &str = "taken, not handed in yet";
/// A contract that nobody took yet.
pub const OPEN: &str = "open";
/// A contract that was handed in.
pub const HANDED_IN: &str = "handed in";

/// Who the client is.
pub fn client(name: &str) -> String {
    format!("Client: {name}")
}

/// Before the list of deliverables.
pub const HAND_IN: &str = "What you hand in:";

/// How long a lesson of the core path takes.
pub fn core_minutes(minutes: u32) -> String {
    format!("core  {}", self::minutes(minutes))
}

/// Where a lesson stands in the course.
pub fn place_of(core: bool, before: Option<&str>) -> Option<String> {
    let before = before.map(|title| format!("before “{title}”"));
    match (core, before) {
        (true, Some(before)) => Some(format!("Core path, {before}: four lessons and the first contract, two hours.")),
        (true, None) => Some("Core path.".to_owned()),
        (false, Some(before)) => Some(format!("Best read {before}.")),
        (false, None) => None,
    }
}
