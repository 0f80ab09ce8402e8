//! Words of the hand-in stage.

use crate::domain::scenario::{DeliverableKind, Quality};

/// Title of the list.
pub const TITLE: &str = "Hand in";
/// Head of the checklist.
pub const CHECKLIST: &str = "What is handed in";
/// Head of the names.
pub const PEOPLE: &str = "Who hands in";
/// Head of the three qualities.
pub const QUALITIES: &str = "The three qualities, in your words";
/// Head of the steps.
pub const STEPS: &str = "Your steps, in the order of the flow";
/// Head of the bundles.
pub const BUNDLES: &str = "Bundles written";
/// Shown until the contract is open.
pub const ONE_MOMENT: &str = "One moment: your work is being gathered.";
/// Nobody wrote a name yet.
pub const NO_NAME: &str = "write your name";
/// No id was written.
pub const NO_ID: &str = "no id";
/// Title of the fields of a person.
pub const PERSON: &str = "Name and id";
/// What the fields are for.
pub const PERSON_HELP: &str = "The name goes on the report, the id into the bundle; leave the id empty if your school uses none. Pairs hand in together: a adds a person, x takes one off.";
/// The name field.
pub const NAME: &str = "Name";
/// The id field.
pub const ID: &str = "Id";
/// Nothing is written about a quality.
pub const NOTHING_YET: &str = "nothing yet";
/// A step without explanation.
pub const NOT_EXPLAINED: &str = "not explained yet";
/// What Enter does on a step without explanation.
pub const EXPLAIN_IT: &str = "Nobody can tell yet why this step is there. Enter goes to it on the board; e explains it there, also for several selected parts at once.";
/// What Enter does on a step.
pub const SHOW_IT: &str = "Enter goes to it on the board.";
/// No steps.
pub const NO_STEPS: &str = "The board is empty. Press F6 and draw first.";
/// Nothing was written.
pub const NO_BUNDLE: &str = "No bundle yet. Press w to write it.";
/// An item is complete.
pub const COMPLETE: &str = "complete";
/// A bundle with gaps.
pub const WITH_GAPS: &str = "with gaps";
/// What to do with the file.
pub const NOW_SEND: &str =
    "Hand this one file in as your teacher asked, as it is: no unpacking, no renaming. You can check it any time with";
/// How a bundle can be written again.
pub const AGAIN: &str = "If you change anything, press w again: a new bundle is written beside the old one.";
/// Said while the bundle is written.
pub const WRITING: &str = "Writing the bundle …";
/// Nobody's work.
pub const NAME_FIRST: &str = "Whose work is it? Write a name first.";
/// There are as many people as there can be.
pub const FULL: &str = "Four people can hand in together at most.";
/// Title of the question before an incomplete bundle.
pub const ANYWAY_TITLE: &str = "Hand in with gaps?";
/// The safe answer.
pub const NOT_YET: &str = "Not yet: I will complete it";
/// The other answer.
pub const ANYWAY: &str = "Write the bundle as it is";

/// How much is complete.
pub fn complete(done: usize, of: usize) -> String {
    format!("{done} of {of} complete")
}

/// How much an item misses.
pub fn missing(n: usize) -> String {
    format!("{n} missing")
}

/// How long a text is.
pub fn words(n: usize) -> String {
    if n == 1 { "1 word".to_owned() } else { format!("{n} words") }
}

/// The question before an incomplete bundle.
pub fn anyway(open: &[String]) -> String {
    format!("Still open: {}. The bundle can be written, and it will say so.", open.join("; "))
}

/// A step by its place in the flow.
pub fn step(n: usize) -> String {
    format!("Step {n}")
}

/// The receipt of a bundle, and how large it is where that is known.
pub fn receipt(receipt: &str, bytes: u64) -> String {
    match bytes {
        0 => format!("Receipt: {receipt}"),
        n => format!("Receipt: {receipt}, {} kB", ((n + 500) / 1000).max(1)),
    }
}

/// What Enter does on an item.
pub fn where_to(kind: DeliverableKind) -> &'static str {
    match kind {
        DeliverableKind::Diagram => "Enter goes to the board. The .drawio file is written into the bundle for you.",
        DeliverableKind::Steps => "Enter goes to the first part without explanation; e explains it there.",
        DeliverableKind::Qualities => "Enter opens the first text that is not done.",
        DeliverableKind::Answers | DeliverableKind::Questions => "Enter goes to the client.",
    }
}

/// What to write about a quality.
pub fn prompt(quality: Quality) -> &'static str {
    match quality {
        Quality::Velocity => {
            "How fresh is the data where the client uses it? What on your board takes the longest, and what decides that?"
        }
        Quality::Resilience => {
            "Take one part that can die. What is lost, who notices, and what brings it back without you?"
        }
        Quality::Replayability => {
            "The result is wrong for last week. From what do you rebuild it, in which order, and what stops doubles?"
        }
    }
}
