//! Text to domain: reads packs, boards and lessons, with problems that point at file, line, column.
//!
//! Reading never panics and never half-loads: it returns the value and the problems.

pub mod board;
