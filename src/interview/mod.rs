//! Plays the client: which question comes next, what an answer covers, what is said when asked.
//!
//! Everything here is a pure function of board, contract and text. Points and numbers are judged
//! exactly against the board and its last run. Prose is only listened to: this room never scores it and never calls
//! it correct (design 9.11). It saves nothing; the caller keeps what comes back in the attempt.
//!
//! Read [`pose`] for the choice of questions, [`last_run`] for the run that they speak of, [`answer`] for what becomes of an answer, [`hear`] for
//! the listening, [`reply`] for the questions that the student asks, [`fixtures`] for the proof an
//! author owes.

mod answer;
pub mod fixtures;
mod glue;
mod hear;
mod last_run;
mod likeness;
mod number;
mod phrase;
mod pose;
mod reply;
mod speech;

#[cfg(test)]
mod tests;

pub use answer::{Given, Heeded, heed, listen};
pub use last_run::LastRun;
pub use pose::{Posed, Wanted, change_due, next_question, open_questions, posed};
pub use reply::{Reply, ask};
