//! Words of a task that runs the practice board.

/// A run without a name of its own.
pub fn run(number: usize) -> String {
    format!("run {number}")
}

/// Heading of a line over time.
pub const STAIRCASE: &str = "How old the newest data is, over time";
/// Heading of bars of classes.
pub const SHARES: &str = "What became of the records";

/// How old the data was at worst in a run.
pub fn up_to(label: &str, age: &str) -> String {
    format!("{label}: up to {age}")
}

/// A figure with its values in the order of the runs.
pub fn legend(figure: &str, values: &str) -> String {
    format!("{figure}: {values}")
}

/// What the student said, and what the run shows.
pub fn you_said(said: &str, right: bool, shown: &str) -> String {
    let verdict = if right { "You were right." } else { "It came out otherwise." };
    format!("You said: {said}. The run: {shown}. {verdict}")
}

/// The knob with its place.
pub fn knob(name: &str, place: &str, ascii: bool) -> String {
    let (left, right) = if ascii { ("<", ">") } else { ("◂", "▸") };
    format!("{name}: {left} {place} {right}")
}

/// How to foretell.
pub fn foretell(options: usize) -> String {
    format!("First say what you expect: press 1 to {options}.")
}

/// How to run.
pub fn run_it(key: &str) -> String {
    format!("{key} runs the board.")
}

/// How to turn the knob.
pub fn turn_it(left: &str, right: &str) -> String {
    format!("{left} and {right} turn it and run again.")
}

/// The run is being worked out.
pub const RUNNING: &str = "Running the board.";
/// What was foretold is known.
pub const FORETOLD: &str = "Noted. Now run it and see.";
/// The name of the edit that turns a knob.
pub const KNOB_EDIT: &str = "turn the knob";
