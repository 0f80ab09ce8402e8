//! The nouns of archlab: components, boards, edits, scenarios, lessons, answers and verdicts.
//!
//! Everything here is plain data and pure functions. This room reads no file, no clock and no
//! terminal, and imports no other room; every other room imports it. What a drawn board *means*
//! (which links are legal, what is started, which format flows where, which settings hold) is in
//! [`flow`], because the review, the interview and the simulation must agree on it.

pub mod attempt;
pub mod board;
pub mod component;
pub mod edit;
pub mod fault;
pub mod figure;
pub mod flow;
pub mod grid;
pub mod id;
pub mod job;
pub mod kept;
pub mod kind;
pub mod lesson;
pub mod measured;
pub mod practice;
pub mod progress;
pub mod query;
pub mod question;
pub mod scenario;
pub mod settings;
#[cfg(test)]
pub(crate) mod sketch;
pub mod text;
pub mod value;
pub mod verdict;
pub mod workload;
