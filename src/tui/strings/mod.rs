//! Every sentence the program itself shows, one file per screen.
//!
//! Content (lessons, briefs, needs) is not here: it comes from packs. A translation replaces this
//! folder and nothing else.

pub mod board;
pub mod brief;
pub mod client;
pub mod commands;
pub mod frame;
pub mod glossary;
pub mod handin;
pub mod help;
pub mod home;
pub mod host;
pub mod lesson;
pub mod practice;
pub mod quality;
pub mod run;
pub mod scroll;
