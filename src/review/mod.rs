//! Judges a board: needs met or not and why, findings with the nodes they are about.
