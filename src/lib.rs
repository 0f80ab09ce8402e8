//! archlab: an architecture lab for data engineering that runs in a terminal.
//!
//! A student reads short lessons, takes a client's contract, assembles a pipeline on a grid from a
//! component list, sees which of the client's needs it meets and why not, answers the client and
//! asks back, and hands in one bundle with a real draw.io file.
//!
//! # The house
//!
//! Read top to bottom; each room may import only what stands to its right.
//!
//! | room | what it is for | imports |
//! | --- | --- | --- |
//! | [`domain`] | the nouns: component, board, edit, scenario, lesson, answer, verdict; and what a drawn board *means* ([`domain::flow`]) | nobody |
//! | [`content`] | text → domain, with problems that point at file, line, column; the built-in pack | domain |
//! | [`review`] | board × needs → findings; whether a lesson's task is done; the order of steps | domain |
//! | [`sim`] | running a board; arrives with the next milestone and pretends nothing until then | domain |
//! | [`interview`] | which question next, what an answer covers, what the client replies when asked | domain |
//! | [`diagram`] | routing, shared by the screen and every exporter; the draw.io writer | domain |
//! | [`submission`] | completeness, bundle, verification | those above |
//! | [`store`] | the workspace on disk; the only file I/O besides [`cli`] reading what it is given | domain, content, submission |
//! | [`tui`] | the screens: action, keymap, theme, strings, widgets, runtime | all but cli |
//! | [`cli`] | one file per command; a few lines that call a room | all |
//!
//! `tests/layering.rs` reads the sources and fails on a breach. The rooms above `store` are pure:
//! no files, clock, environment or terminal.
//!
//! # What always holds
//!
//! - The same board and the same pack give the same bytes, on every system: ordered collections,
//!   whole numbers, no clock.
//! - Reading content and files of users never panics and never half-loads: it returns the value
//!   and the problems.
//! - Rendering never changes state. A screen never opens another: it returns an action.
//! - One place names keys ([`tui::keymap`]); footer, help and the table in the README come from it.
//! - An edit that the header calls saved survives `kill -9`.
//! - A file that cannot be read is told about, copied aside and never overwritten.
//! - Adding a component, need, lesson, scenario or exporter touches one new file, or a table row,
//!   and at most one registry line.
//!
//! # Where to start
//!
//! The shape of everything is [`domain::board::Board`]; how it changes is [`domain::edit`]; what it
//! means is [`domain::flow::Flow`]; what is said about it is [`review::review`]. The program itself
//! starts in [`cli::run`] and, without a command, continues in [`tui::run`].

pub mod cli;
pub mod content;
pub mod diagram;
pub mod domain;
pub mod interview;
pub mod review;
pub mod sim;
pub mod store;
pub mod submission;
pub mod tui;
