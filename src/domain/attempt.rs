//! One student's work on one contract: answers, questions asked, talk about the three qualities.
//!
//! The board itself is a file of its own beside it. Times are texts in ISO 8601 that the outer
//! rooms put in; this room has no clock.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{
    component::word_enum,
    grid::Cell,
    id::{NodeId, ScenarioId},
    kept::{KeptRun, MOST_PREDICTIONS, MOST_RUNS, Prediction},
    question::Heard,
    scenario::Quality,
    text::words,
};

word_enum! {
    /// The stages of a contract.
    Stage {
        /// Read the letter.
        Brief = "brief",
        /// Draw.
        Build = "build",
        /// Run it.
        Run = "run",
        /// Talk to the client.
        Client = "client",
        /// Complete and hand in.
        HandIn = "hand_in",
    }
}

impl Stage {
    /// Returns the name people see.
    pub fn title(self) -> &'static str {
        match self {
            Self::Brief => "Brief",
            Self::Build => "Build",
            Self::Run => "Run",
            Self::Client => "Client",
            Self::HandIn => "Hand in",
        }
    }
}

/// Somebody who hands in; pairs hand in together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Student {
    /// The name.
    pub name: String,
    /// The school's id, if there is one.
    #[serde(default)]
    pub id: String,
}

/// An answer to one question of the client.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnswerGiven {
    /// When, ISO 8601.
    pub at: String,
    /// The question with its placeholders filled in, as it was read.
    pub asked: String,
    /// The nodes pointed at.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pointed: Vec<NodeId>,
    /// Whether they were the right ones; nothing where none were asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pointed_right: Option<bool>,
    /// The number given, in thousandths of its unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number_milli: Option<i64>,
    /// Whether it was within a fifth of the truth.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number_right: Option<bool>,
    /// The true number at that time, in thousandths.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub truth_milli: Option<i64>,
    /// The number of the run that the client spoke of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub run: Option<u32>,
    /// Why.
    pub because: String,
    /// What the client said to it; empty where an older version did not keep it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reaction: String,
    /// What the client followed up with.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub follow_up: String,
    /// The answer to that.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub then: String,
    /// What was heard of each point.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub heard: Vec<Heard>,
    /// The points that the student confirms to have made, by id.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub confirmed: Vec<String>,
    /// Whether the student has gone through the points.
    #[serde(default)]
    pub closed: bool,
}

/// A question the student put to the client.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    /// When, ISO 8601.
    pub at: String,
    /// The question.
    pub text: String,
    /// The id of the fact it revealed, if it did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revealed: Option<String>,
    /// What the client said.
    pub reply: String,
}

/// A bundle that was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HandedIn {
    /// When, ISO 8601.
    pub at: String,
    /// Where the bundle lies.
    pub path: String,
    /// Its receipt.
    pub receipt: String,
    /// Whether everything was complete.
    pub complete: bool,
    /// How large it is, in bytes; 0 where an older version did not say.
    #[serde(default)]
    pub size: u64,
}

/// One student's work on one contract.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attempt {
    /// Format version.
    pub schema: u32,
    /// The contract.
    pub scenario: ScenarioId,
    /// When it was taken, ISO 8601.
    #[serde(default)]
    pub taken_at: String,
    /// The stage last shown.
    pub stage: Stage,
    /// Where the cursor stands on the board.
    #[serde(default = "origin")]
    pub cursor: Cell,
    /// The names for the bundle.
    #[serde(default)]
    pub students: Vec<Student>,
    /// What is said of the three qualities.
    #[serde(default)]
    pub qualities: BTreeMap<Quality, String>,
    /// Answers by question id.
    #[serde(default)]
    pub answers: BTreeMap<String, AnswerGiven>,
    /// Questions asked, in order.
    #[serde(default)]
    pub asked: Vec<Asked>,
    /// When the requirement changed, ISO 8601; nothing while it has not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changed_at: Option<String>,
    /// Bundles written, oldest first.
    #[serde(default)]
    pub handed_in: Vec<HandedIn>,
    /// What was said would happen in faults, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub predictions: Vec<Prediction>,
    /// Runs that were measured, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub runs: Vec<KeptRun>,
}

fn origin() -> Cell {
    Cell::new(0, 0)
}

/// The newest format of attempts that this program writes.
pub const ATTEMPT_SCHEMA: u32 = 1;

impl Attempt {
    /// Starts an attempt.
    pub fn new(scenario: ScenarioId) -> Self {
        Self {
            schema: ATTEMPT_SCHEMA,
            scenario,
            taken_at: String::new(),
            stage: Stage::Brief,
            cursor: origin(),
            students: Vec::new(),
            qualities: BTreeMap::new(),
            answers: BTreeMap::new(),
            asked: Vec::new(),
            changed_at: None,
            handed_in: Vec::new(),
            predictions: Vec::new(),
            runs: Vec::new(),
        }
    }

    /// Counts the questions asked; the same words again are the same question.
    pub fn questions_asked(&self) -> usize {
        let asked: BTreeSet<Vec<String>> = self.asked.iter().map(|a| words(&a.text)).collect();
        asked.iter().filter(|w| !w.is_empty()).count()
    }

    /// Keeps a run; it gets the next number.
    pub fn keep_run(&mut self, mut run: KeptRun) {
        run.number = self.runs.last().map_or(0, |r| r.number) + 1;
        self.runs.push(run);
        let over = self.runs.len().saturating_sub(MOST_RUNS);
        self.runs.drain(..over);
    }

    /// Keeps what was said of a fault and what happened.
    pub fn keep_prediction(&mut self, prediction: Prediction) {
        self.predictions.push(prediction);
        let over = self.predictions.len().saturating_sub(MOST_PREDICTIONS);
        self.predictions.drain(..over);
    }

    /// Says whether the requirement has changed.
    pub fn is_changed(&self) -> bool {
        self.changed_at.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_numbered_on_and_only_the_latest_are_kept() {
        let mut attempt = Attempt::new(ScenarioId::new("a"));
        for _ in 0..MOST_RUNS + 3 {
            attempt.keep_run(KeptRun::default());
        }
        assert_eq!((MOST_RUNS, 4), (attempt.runs.len(), attempt.runs[0].number));
        let text = toml::to_string(&attempt).unwrap();
        assert_eq!(attempt, toml::from_str(&text).unwrap());
    }

    #[test]
    fn an_attempt_of_an_older_version_has_no_runs() {
        let text = "schema = 1\nscenario = \"a\"\nstage = \"brief\"\n";
        let attempt: Attempt = toml::from_str(text).unwrap();
        assert!(attempt.runs.is_empty() && attempt.predictions.is_empty());
    }
}
