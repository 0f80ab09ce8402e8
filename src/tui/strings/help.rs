//! Words of the help page.

use crate::tui::keymap::Context;

/// Title of the page.
pub const TITLE: &str = "Keys that work here";
/// Shown where nothing can be pressed.
pub const NONE: &str = "No keys of its own.";
/// Between two keys for the same thing.
pub const OR: &str = " or ";

/// Heading of the keys of a context.
pub fn group(context: Context) -> &'static str {
    match context {
        Context::Everywhere => "Everywhere",
        Context::Home => "The lab map",
        Context::Lesson => "This lesson",
        Context::Reading | Context::Knob => "Reading the lesson",
        Context::Choices => "Answering the question",
        Context::Contract => "This contract",
        Context::Brief => "The client's letter",
        Context::Board => "Building on the board",
        Context::Grid => "Moving about the board",
        Context::Search => "The component list",
        Context::Begun => "Finishing what you began",
        Context::ZoneBegun => "Drawing a zone",
        Context::LinkAtHand => "The link at hand",
        Context::ZoneAtHand => "A zone at hand",
        Context::Card => "The card",
        Context::Pointing => "Pointing at the board",
        Context::Line | Context::Page => "Writing",
        Context::Run => "The run",
        Context::Planning => "Before the run",
        Context::Playing | Context::Watching => "Watching the run",
        Context::Listing => "What happened",
        Context::Outcome => "What came of it",
        Context::Comparing => "Two runs side by side",
        Context::Breaking => "Faults",
        Context::Foretelling => "What will happen",
        Context::Client => "The client",
        Context::Points => "The points after an answer",
        Context::HandIn => "Handing in",
        Context::List => "Lists and texts",
        Context::Dialog => "Questions",
        Context::Overlay => "This window",
        Context::AnswerText => "Writing an answer",
        Context::AskLine => "Asking the client",
        Context::NameLine => "Name and id",
        Context::Writing => "Writing about a quality",
        Context::Find => "Searching",
    }
}
