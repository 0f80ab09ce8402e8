//! The table of keys. Order within a context is the order of the help page.

use super::{Binding, Context as C};
use crate::{
    domain::attempt::Stage,
    tui::action::{
        Action::{self, *},
        BoardAction as B, Way,
    },
};

const fn key(
    context: C,
    keys: &'static [&'static str],
    action: Action,
    label: &'static str,
    help: &'static str,
    footer: u8,
) -> Binding {
    Binding { context, keys, action, label, help, footer }
}

/// Every key of the program.
pub static BINDINGS: &[Binding] = &[
    key(C::Everywhere, &["Ctrl-P"], Commands, "all actions", "Lists everything you can do here; type to search.", 90),
    key(C::Everywhere, &["?", "F1"], Help, "help", "Shows the keys that work here and what they do.", 91),
    key(C::Everywhere, &["g"], Glossary, "glossary", "Explains the words of the lab.", 0),
    key(C::Everywhere, &["Esc"], Back, "back", "Leaves what you are in.", 80),
    key(C::Everywhere, &["Ctrl-T"], Theme, "theme", "Changes to the next theme: dark, light, projector, mono.", 0),
    key(C::Everywhere, &["F3"], Mouse, "mouse", "Switches the mouse on or off, so that the terminal can select text.", 0),
    key(C::Everywhere, &["F4"], Ascii, "plain signs", "Draws with plain ASCII signs, for terminals without the others.", 0),
    key(C::Everywhere, &["Ctrl-Q", "Ctrl-C"], Quit, "quit", "Keeps everything and leaves.", 0),
    //
    key(C::List, &["Up", "k"], Move(Way::Up), "up", "Moves up.", 0),
    key(C::List, &["Down", "j"], Move(Way::Down), "down", "Moves down.", 0),
    key(C::List, &["PgUp"], Page(false), "page up", "Moves up a page.", 0),
    key(C::List, &["PgDn"], Page(true), "page down", "Moves down a page.", 0),
    key(C::List, &["Home"], End(false), "first", "Moves to the first.", 0),
    key(C::List, &["End"], End(true), "last", "Moves to the last.", 0),
    //
    key(C::Home, &["Enter"], Choose, "open", "Opens the lesson or contract.", 10),
    key(C::Home, &["Right", "l", "Tab"], Action::Next, "contracts", "Moves to the contracts.", 12),
    key(C::Home, &["Left", "h", "Shift-Tab"], Action::Previous, "lessons", "Moves to the lessons.", 13),
    key(C::Home, &["r"], Continue, "resume", "Goes on where you stopped.", 11),
    key(C::Home, &["Del"], Action::Reset, "start over", "Resets the lesson or contract, with a backup.", 0),
    key(C::Home, &["q"], Quit, "quit", "Keeps everything and leaves.", 92),
    //
    key(C::Lesson, &["Tab"], Action::Next, "text / board", "Moves between the text and the board.", 20),
    key(C::Lesson, &["Shift-Tab"], Action::Previous, "other pane", "Moves between the board and the text.", 0),
    key(C::Lesson, &["i", "F2"], Hint, "hint", "Opens the next of three hints for the task.", 21),
    key(C::Lesson, &["Ctrl-L"], Solution, "solution", "Loads a solution of the task on the board; undo takes it back.", 0),
    key(C::Lesson, &["n"], NextStage, "next task", "Goes to the next task.", 22),
    key(C::Lesson, &["p"], PreviousStage, "task before", "Goes to the task before.", 0),
    key(C::Lesson, &["F5"], Confirm, "check", "Checks what is selected on the board.", 15),
    key(C::Lesson, &["F8"], Action::Reset, "start over", "Starts the task, or the whole lesson, over, with a backup.", 0),
    //
    key(C::Contract, &["]"], NextStage, "next stage", "Goes to the next stage of the contract.", 30),
    key(C::Contract, &["["], PreviousStage, "stage before", "Goes to the stage before.", 0),
    key(C::Contract, &["F5"], Action::Stage(Stage::Brief), "brief", "Goes to the client's letter.", 0),
    key(C::Contract, &["F6"], Action::Stage(Stage::Build), "build", "Goes to the board.", 0),
    key(C::Contract, &["F7"], Action::Stage(Stage::Run), "run", "Goes to the run.", 0),
    key(C::Contract, &["F8"], Action::Stage(Stage::Client), "client", "Goes to the client.", 0),
    key(C::Contract, &["F9"], Action::Stage(Stage::HandIn), "hand in", "Goes to the hand-in.", 0),
    //
    key(C::Brief, &["Enter"], Continue, "take it", "Takes the contract and goes to the board.", 10),
    //
    key(C::Grid, &["Left", "h"], Board(B::Cursor(Way::Left)), "left", "Moves the cursor left.", 0),
    key(C::Grid, &["Down", "j"], Board(B::Cursor(Way::Down)), "down", "Moves the cursor down.", 0),
    key(C::Grid, &["Up", "k"], Board(B::Cursor(Way::Up)), "up", "Moves the cursor up.", 0),
    key(C::Grid, &["Right", "l"], Board(B::Cursor(Way::Right)), "right", "Moves the cursor right.", 0),
    key(C::Grid, &["Shift-Left", "H"], Board(B::Jump(Way::Left)), "node left", "Jumps to the next node on the left.", 0),
    key(C::Grid, &["Shift-Down", "J"], Board(B::Jump(Way::Down)), "node below", "Jumps to the next node below.", 0),
    key(C::Grid, &["Shift-Up", "K"], Board(B::Jump(Way::Up)), "node above", "Jumps to the next node above.", 0),
    key(C::Grid, &["Shift-Right", "L"], Board(B::Jump(Way::Right)), "node right", "Jumps to the next node on the right.", 0),
    key(C::Grid, &["w"], Board(B::NextNode), "next node", "Jumps to the next node in reading order.", 0),
    key(C::Grid, &["b"], Board(B::PreviousNode), "node before", "Jumps to the node before.", 0),
    key(C::Grid, &["-"], Board(B::ZoomOut), "zoom out", "Shows more of the board.", 0),
    key(C::Grid, &["+", "="], Board(B::ZoomIn), "zoom in", "Shows the nodes larger.", 0),
    key(C::Grid, &["0"], Board(B::Fit), "fit", "Picks the largest zoom that shows everything.", 0),
    //
    key(C::Board, &["a", "/"], Board(B::Search), "add", "Searches a component and adds it at the cursor.", 10),
    key(C::Board, &["c"], Board(B::Connect), "connect", "Starts a link at the node under the cursor.", 11),
    key(C::Board, &["m"], Board(B::Move), "move", "Picks up the node under the cursor, or all selected ones.", 12),
    key(C::Board, &["Enter"], Board(B::Open), "card", "Opens the card of the node or zone: label, job, settings.", 13),
    key(C::Board, &["e"], Board(B::Explain), "explain", "Explains why this step; covers all selected nodes.", 14),
    key(C::Board, &["r", "F2"], Board(B::Rename), "rename", "Names the node, zone or, on an empty cell, the drawing.", 16),
    key(C::Board, &["x", "Del", "Backspace"], Board(B::Delete), "delete", "Deletes what is under the cursor or selected.", 15),
    key(C::Board, &["z"], Board(B::Zone), "zone", "Starts the outline of a zone at the cursor.", 17),
    key(C::Board, &["y"], Board(B::Copy), "copy", "Copies the node under the cursor, or all selected ones.", 0),
    key(C::Board, &["Space", "v"], Board(B::Mark), "select", "Selects or unselects the node under the cursor.", 0),
    key(C::Board, &["Ctrl-A"], Board(B::MarkAll), "select all", "Selects every node.", 0),
    key(C::Board, &["t"], Board(B::NextLink), "links", "Takes the next link of the node at hand.", 0),
    key(C::Board, &["u", "Ctrl-Z"], Board(B::Undo), "undo", "Takes the last edit back; there is no limit.", 18),
    key(C::Board, &["Ctrl-R", "U"], Board(B::Redo), "redo", "Makes the edit again.", 0),
    key(C::Board, &["f"], Board(B::NextFinding), "finding", "Goes to the next thing the review has to say.", 19),
    key(C::Board, &["N"], Board(B::Needs), "needs", "Shows or hides what the client needs.", 20),
    key(C::Board, &["P"], Board(B::Palette), "components", "Shows or hides the component list.", 0),
    key(C::Board, &["I"], Board(B::Inspector), "card pane", "Shows or hides the card beside the board.", 0),
    key(C::Board, &["Ctrl-S"], Board(B::Save), "write .drawio", "Writes the diagram file now.", 0),
    key(C::Board, &["X"], Board(B::Clear), "clear", "Clears the board; undo brings it back.", 0),
    //
    key(C::Pointing, &["Space", "v"], Board(B::Mark), "select", "Selects or unselects the node under the cursor.", 10),
    key(C::Pointing, &["Enter"], Confirm, "that is it", "Takes what is selected, or the node under the cursor.", 11),
    //
    key(C::Search, &["Enter"], Board(B::AddFound), "add here", "Adds the component at the cursor.", 10),
    key(C::Search, &["Up", "Ctrl-K"], Move(Way::Up), "up", "Moves up in the list.", 0),
    key(C::Search, &["Down", "Ctrl-J"], Move(Way::Down), "down", "Moves down in the list.", 0),
    key(C::Search, &["PgUp"], Page(false), "page up", "Moves up a page.", 0),
    key(C::Search, &["PgDn"], Page(true), "page down", "Moves down a page.", 0),
    key(C::Search, &["Tab"], Action::Next, "all / suited", "Switches between what suits this contract and everything.", 11),
    key(C::Search, &["Esc"], Back, "leave", "Leaves the search.", 12),
    //
    key(C::Begun, &["Enter", "Space", "c", "m", "z"], Board(B::Finish), "finish", "Finishes what was begun, at the cursor.", 10),
    key(C::Begun, &["Esc"], Back, "cancel", "Leaves everything as it was.", 11),
    key(C::ZoneBegun, &["Tab"], Board(B::ZoneKind), "kind", "Changes what the zone stands for.", 12),
    //
    key(C::LinkAtHand, &["t"], Board(B::NextLink), "next link", "Takes the next link of this node.", 10),
    key(C::LinkAtHand, &["Tab", "s"], Board(B::LinkKind), "kind", "Changes what kind of link it is.", 11),
    key(C::LinkAtHand, &["f"], Board(B::LinkCarries), "carries", "Changes which format it carries.", 12),
    key(C::LinkAtHand, &["r"], Board(B::Turn), "turn round", "Turns the arrow round.", 13),
    key(C::LinkAtHand, &["e"], Board(B::Explain), "explain", "Explains the link.", 14),
    key(C::LinkAtHand, &["x", "Del", "Backspace"], Board(B::Delete), "delete", "Deletes the link.", 15),
    key(C::LinkAtHand, &["Esc"], Back, "let go", "Lets the link go.", 16),
    //
    key(C::Card, &["Up", "k"], Move(Way::Up), "up", "Moves up in the card.", 0),
    key(C::Card, &["Down", "j"], Move(Way::Down), "down", "Moves down in the card.", 0),
    key(C::Card, &["Left", "h"], Move(Way::Left), "less", "Takes the value before.", 11),
    key(C::Card, &["Right", "l"], Move(Way::Right), "more", "Takes the next value.", 12),
    key(C::Card, &["Enter", "Space"], Choose, "change", "Changes the row.", 10),
    key(C::Card, &["Backspace", "Del"], Action::Reset, "default", "Returns the setting to its default.", 13),
    key(C::Card, &["e"], Board(B::Explain), "explain", "Explains why this step.", 14),
    key(C::Card, &["u"], Board(B::Undo), "undo", "Takes the last edit back.", 0),
    key(C::Card, &["Esc", "Tab"], Back, "close", "Closes the card.", 15),
    //
    key(C::Line, &["Enter"], Confirm, "take", "Takes the text.", 10),
    key(C::Line, &["Esc"], Back, "cancel", "Leaves the text as it was.", 11),
    key(C::Page, &["Esc"], Back, "done", "Keeps the text and leaves.", 10),
    key(C::Page, &["Tab"], Action::Next, "next field", "Moves to the next field.", 11),
    key(C::Page, &["Shift-Tab"], Action::Previous, "field before", "Moves to the field before.", 0),
    key(C::Page, &["F2"], Tick(0), "velocity", "Marks that the text speaks of velocity.", 12),
    key(C::Page, &["F3"], Tick(1), "resilience", "Marks that the text speaks of resilience.", 13),
    key(C::Page, &["F4"], Tick(2), "replayability", "Marks that the text speaks of replayability.", 14),
    //
    key(C::Client, &["a", "Enter"], Answer, "answer", "Answers the client's question.", 10),
    key(C::Client, &["q"], Ask, "ask", "Asks the client a question of your own.", 11),
    key(C::Client, &["n"], Action::Next, "next question", "Shows the next question.", 12),
    key(C::Client, &["p"], Action::Previous, "question before", "Shows the question before.", 0),
    key(C::Client, &["Tab"], Continue, "talk / questions", "Moves between the questions and what was said.", 13),
    //
    key(C::Points, &["Space"], Choose, "tick", "Confirms, or not, that you made the point.", 10),
    key(C::Points, &["Enter"], Confirm, "done", "Closes the question.", 11),
    //
    key(C::HandIn, &["Enter"], Choose, "go there", "Goes to what is missing, or edits the field.", 10),
    key(C::HandIn, &["w"], Action::HandIn, "hand in", "Writes the bundle and checks it.", 11),
    //
    key(C::Dialog, &["Enter"], Choose, "choose", "Takes the answer.", 9),
    key(C::Dialog, &["Left", "h"], Move(Way::Left), "before", "Moves to the answer before.", 0),
    key(C::Dialog, &["Right", "l"], Move(Way::Right), "after", "Moves to the next answer.", 0),
    //
    key(C::Overlay, &["Esc"], Back, "close", "Closes this.", 10),
];
