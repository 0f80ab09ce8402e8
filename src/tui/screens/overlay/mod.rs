//! What opens on top of a screen: help, all actions, glossary, a question before something is lost.

pub mod commands;
pub mod confirm;
pub mod glossary;
pub mod help;
