//! Words of a lesson's screen. What the lesson itself says comes from the pack.

/// The first part of the path in the header.
pub const PATH: &str = "Lessons";
/// Shown until the practice board is open.
pub const OPENING: &str = "Opening the lesson and its practice board.";
/// Shown where the packs hold no such lesson.
pub const UNKNOWN: &str = "The packs hold no lesson of this name any more. Go back to the lab map and choose another.";

/// Where the student is among the tasks.
pub fn task_of(number: usize, of: usize) -> String {
    format!("task {number} of {of}")
}

/// After the last task.
pub const END: &str = "the end";
/// State of a task that is done.
pub const DONE: &str = "done";
/// State of a task that is not.
pub const OPEN: &str = "to do";
/// State of a task whose solution was loaded.
pub const SHOWN: &str = "done with the solution";

/// Heading of a task's card.
pub fn task(number: usize) -> String {
    format!("Task {number}")
}

/// Before a hint.
pub fn hint(number: usize) -> String {
    format!("Hint {number}: ")
}

/// How to get the first hint.
pub fn stuck(key: &str) -> String {
    format!("Stuck? {key} opens a hint.")
}

/// How to get the next hint.
pub fn more_hints(key: &str, left: usize) -> String {
    if left == 1 {
        format!("{key} opens the last hint.")
    } else {
        format!("{key} opens the next of {left} more hints.")
    }
}

/// How to get the solution.
pub fn solution(key: &str) -> String {
    format!("That was the last hint. {key} shows a solution.")
}

/// There is no solution to load.
pub const NO_SOLUTION: &str = "This one is done by doing it. The last hint names the keys.";
/// All hints are open.
pub const NO_MORE_HINTS: &str = "All three hints are open.";

/// Asks before the solution is shown.
pub fn sure(key: &str) -> String {
    format!("Hints are left. {key} once more shows a solution; undo takes it back.")
}

/// The name of the edit that loads a solution.
pub const SOLUTION_EDIT: &str = "load the solution";
/// The name of the edit that starts a task with a fresh board.
pub const FRESH_EDIT: &str = "start with a fresh board";

/// The solution is on the board.
pub const SOLUTION_LOADED: &str =
    "One way to do it is on the board now. Compare it with yours: undo and redo go back and forth.";
/// The solution of a pointing task is marked.
pub fn solution_marked(key: &str) -> String {
    format!("The right nodes are selected on the board now. Have a look, then check with {key}.")
}

/// The board was replaced for a task.
pub const FRESH: &str = "This task starts with a fresh board. Undo brings yours back.";

/// A task was done.
pub fn praise(number: usize, key: &str) -> String {
    format!("Task {number} is done. Press {key} to go on.")
}

/// The last open task was done.
pub fn praise_last(key: &str) -> String {
    format!("That was the last task. Press {key} to finish the lesson.")
}

/// How to go on from a task that is done.
pub fn next(key: &str) -> String {
    format!("{key} goes on to the next task.")
}

/// How to go on from the task that was done last.
pub fn finish(key: &str) -> String {
    format!("{key} finishes the lesson.")
}

/// How to answer.
pub fn answer(options: usize) -> String {
    format!("Press 1 to {options} to answer.")
}

/// How to get from the board to where answers are given.
pub fn answer_from_board(key: &str, options: usize) -> String {
    format!("{key} goes to the text, then press 1 to {options} to answer.")
}

/// How to point.
pub fn point(mark: &str, check: &str) -> String {
    format!("Select with {mark} on the board, then check with {check}.")
}

/// Nothing is selected.
pub fn nothing_selected(mark: &str) -> String {
    format!("Nothing is selected yet. Put the cursor on a node, or select several with {mark}.")
}

/// Before what is still missing.
pub fn not_yet(why: &str) -> String {
    if why.is_empty() { "Not there yet.".to_owned() } else { format!("Not there yet: {why}") }
}

/// How to get to the board.
pub fn to_board(key: &str) -> String {
    format!("{key} goes to the board.")
}

/// Below a task that does not fit its strip.
pub fn rest_in_text(key: &str) -> String {
    format!("… {key} shows the rest")
}

/// Heading of the last page when all is done.
pub const LESSON_DONE: &str = "Lesson done";
/// Heading of the last page when something is open.
pub const ALMOST: &str = "Almost done";

/// How many tasks are done.
pub fn tasks_done(done: usize, of: usize) -> String {
    match (done, of) {
        (_, 0) => "This lesson has no tasks.".to_owned(),
        (1, 1) => "Its one task is done.".to_owned(),
        (done, of) if done == of => format!("All {of} tasks are done."),
        (done, of) => format!("{done} of {of} tasks are done. Still open:"),
    }
}

/// What comes next, and how to get there.
pub fn what_next(key: &str, place: &str) -> String {
    format!("{key} goes on: {place}")
}

/// The way to the first open task.
pub fn first_open(title: &str) -> String {
    format!("back to “{title}”")
}

/// A lesson as what comes next.
pub fn next_lesson(title: &str) -> String {
    format!("the lesson “{title}”")
}

/// A contract as what comes next.
pub fn next_contract(title: &str) -> String {
    format!("the contract “{title}”. You know enough to take it.")
}

/// The lab map as what comes next.
pub const NEXT_HOME: &str = "the lab map";

/// The board's title until it has a name.
pub const BOARD: &str = "Practice board";
