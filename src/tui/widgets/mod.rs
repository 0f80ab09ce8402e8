//! Shared drawing: frames, lists, text fields, Markdown, the board.
//!
//! Widgets know nothing of actions, the app or files.

pub mod dates;
pub mod field;
pub mod find;
pub mod frame;
pub mod glyphs;
pub mod list;
pub mod markdown;
pub mod pane;
pub mod prose;
pub mod scroll;
pub mod words;
