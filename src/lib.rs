//! archlab: an architecture lab for data engineering that runs in a terminal.

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
