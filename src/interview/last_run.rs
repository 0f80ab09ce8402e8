//! The student's last run, as the client speaks of it: which run counts, what it says in words, and
//! what the client says when there is none.
//!
//! Only a run of the board as it stands counts, judged by the contract as it stands. Nothing is run
//! here.

use crate::domain::{
    attempt::Attempt,
    figure::{Figure, Said},
    flow::Flow,
    kept::KeptRun,
};

use super::{number, pose::label};

/// The run that the client can speak of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LastRun<'a> {
    /// The last one of the board as it stands.
    This(&'a KeptRun),
    /// Nothing was run.
    NotYet,
    /// The board has changed since.
    OfAnotherBoard(&'a KeptRun),
    /// The requirement has changed since.
    BeforeTheChange(&'a KeptRun),
}

impl<'a> LastRun<'a> {
    /// Finds it among the runs that are kept; `board` is the fingerprint of the board as it stands.
    pub fn of(attempt: &'a Attempt, board: &str) -> Self {
        let of_board = |r: &&KeptRun| r.board == board;
        let counts = |r: &&KeptRun| of_board(r) && r.changed == attempt.is_changed();
        let last = || attempt.runs.iter().rev();
        match (last().find(counts), last().find(of_board), attempt.runs.last()) {
            (Some(run), ..) => Self::This(run),
            (None, Some(run), _) => Self::BeforeTheChange(run),
            (None, None, Some(run)) => Self::OfAnotherBoard(run),
            (None, None, None) => Self::NotYet,
        }
    }

    /// Returns the run, if it counts.
    pub fn run(self) -> Option<&'a KeptRun> {
        match self {
            Self::This(run) => Some(run),
            Self::NotYet | Self::OfAnotherBoard(_) | Self::BeforeTheChange(_) => None,
        }
    }

    /// Says what has to be done before the client can speak of a run; nothing if there is one.
    pub fn first(self) -> Option<String> {
        match self {
            Self::This(_) => None,
            Self::NotYet => Some("You have not run this drawing yet. Run it, then come back.".to_owned()),
            Self::OfAnotherBoard(run) => {
                Some(format!("Your drawing has changed since run {}. Run it as it is now, then come back.", run.number))
            }
            Self::BeforeTheChange(run) => Some(format!(
                "Run {} was before I changed what I want. Run your drawing once more, then come back.",
                run.number
            )),
        }
    }

    /// Returns a figure in thousandths; nothing where there is no such figure.
    pub(super) fn milli(self, figure: &Figure) -> Option<i64> {
        match figure.of(self.run()?)? {
            Said::Number(milli) => Some(milli),
            Said::Node(_) | Said::Words(_) => None,
        }
    }

    /// Returns a figure as it stands in a sentence.
    pub(super) fn words(self, flow: &Flow<'_>, figure: &Figure) -> Option<String> {
        Some(match figure.of(self.run()?)? {
            Said::Number(milli) => number::for_people(milli),
            Said::Words(words) => words,
            Said::Node(id) => match flow.find(&id.as_str().into()) {
                Some(node) => format!("\"{}\"", label(flow, node)),
                None => "a place that is not on your drawing".to_owned(),
            },
        })
    }
}
