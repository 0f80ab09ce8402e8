//! Text to domain: reads packs, boards and lessons, with problems that point at file, line, column.
//!
//! Start at [`load`] (a pack), [`default_heads`] (just enough for the first screen) and
//! [`board::read_named`] (one board). Reading never panics and never half-loads: it returns what
//! could be read and the problems. [`check`] looks closer than reading does: it also follows every
//! name to what it names. This room judges no board and knows no file system; a [`Source`] hands
//! it the text.

pub mod board;
mod check;
mod doc;
mod explain;
mod glossary;
mod heads;
mod lesson;
mod nearest;
mod pack;
mod problem;
mod render;
mod scenario;
mod source;

#[cfg(test)]
mod tests;

pub use check::{check, check_board};
pub use glossary::Term;
pub use heads::{Heads, ScenarioHead, default_heads, heads};
pub use nearest::nearest;
pub use pack::{Loaded, PACK_SCHEMA, Pack, default_pack, load};
pub use problem::Problem;
pub use render::render;
pub use source::{Embedded, Memory, Source};
