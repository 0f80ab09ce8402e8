//! Runs a board: discrete events on an integer clock.
//!
//! The engine arrives with the second milestone; nothing here pretends to run yet.
