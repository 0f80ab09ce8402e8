//! A small run within a lesson: the student says what will happen, runs the practice board, and
//! sees what did.
//!
//! Only what is asked and what was seen; the figures come from the engine. All figures are whole
//! numbers in thousandths, so that equal runs are equal files.

use std::{collections::BTreeMap, sync::Arc};

use serde::{Deserialize, Serialize};

pub use super::measured::{Figure, Measure};
use super::{
    component::word_enum,
    query::Selector,
    scenario::{Job, Offer, Scenario},
    value::Value,
    workload::{Fault, RunPlan, Trial, Workload},
};

word_enum! {
    /// How runs are drawn side by side.
    Chart {
        /// A bar for each run.
        Bars = "bars",
        /// How old the newest data is, over time.
        Staircase = "staircase",
        /// What became of the records.
        Shares = "shares",
        /// How far back rebuilding can go.
        Reach = "reach",
    }
}

#[expect(clippy::derivable_impls, reason = "the macro that makes word enums has no place for #[default]")]
impl Default for Chart {
    fn default() -> Self {
        Self::Bars
    }
}

/// A number in a lesson's file, kept in thousandths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "f64")]
pub struct Amount(pub i64);

impl TryFrom<f64> for Amount {
    type Error = String;

    fn try_from(number: f64) -> Result<Self, String> {
        if number.is_finite() && number.abs() < 1e12 {
            Ok(Self(libm::rint(number * 1000.0) as i64))
        } else {
            Err("this number is out of reach".to_owned())
        }
    }
}

/// What arrives and breaks in the runs of a lesson: a contract without a client
/// (`lessons/benches/NAME.toml`).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bench {
    /// Format version.
    pub schema: u32,
    /// Named selectors, at least `source` and `sink`.
    pub roles: BTreeMap<String, Selector>,
    /// What the sources have.
    #[serde(default)]
    pub offer: Vec<Offer>,
    /// Jobs beside the general ones.
    #[serde(default)]
    pub job: Vec<Job>,
    /// How it is run.
    pub run: RunPlan,
    /// What arrives.
    pub workload: Vec<Workload>,
    /// What can go wrong.
    #[serde(default)]
    pub fault: Vec<Fault>,
    /// What can be destroyed and must be rebuilt.
    #[serde(default)]
    pub trial: Vec<Trial>,
}

impl Bench {
    /// Makes it a contract that the engine can run.
    pub fn scenario(self, name: &str) -> Scenario {
        Scenario {
            schema: self.schema,
            id: name.into(),
            order: 0,
            title: String::new(),
            client: String::new(),
            contact: String::new(),
            pitch: String::new(),
            minutes: 0,
            drawing: String::new(),
            time_zone: "UTC".to_owned(),
            facts: Vec::new(),
            suggests: Vec::new(),
            roles: self.roles,
            offer: self.offer,
            job: self.job,
            need: Vec::new(),
            rule: Vec::new(),
            run: Some(self.run),
            workload: self.workload,
            fault: self.fault,
            trial: self.trial,
            change: None,
            changed: false,
            speaker: String::new(),
            deliverable: Vec::new(),
            ask_at_least: 0,
            teacher: String::new(),
            brief: String::new(),
            interview: super::scenario::Interview::default(),
            designs: Vec::new(),
        }
    }
}

/// A run that is measured for a lesson.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Practice {
    /// The bench it runs on, a file in `lessons/benches` without the ending.
    pub bench: String,
    /// The bench behind [`Practice::bench`].
    #[serde(skip)]
    pub plan: Option<Arc<Scenario>>,
    /// The fault that strikes.
    #[serde(default)]
    pub fault: Option<String>,
    /// The trial that is made afterwards.
    #[serde(default)]
    pub trial: Option<String>,
    /// The figures shown; the first one is what it is about.
    pub figures: Vec<Figure>,
    /// The nodes that figures of work are taken from.
    #[serde(default)]
    pub at: Selector,
    /// How runs are drawn side by side.
    #[serde(default)]
    pub chart: Chart,
    /// What the student says beforehand.
    #[serde(default)]
    pub predict: Option<Predict>,
    /// What is changed from run to run.
    #[serde(default)]
    pub knob: Option<Knob>,
    /// What must come out of it.
    #[serde(default)]
    pub want: Vec<Want>,
}

/// What a student says beforehand about the first figure.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Predict {
    /// The question.
    pub ask: String,
    /// The answers offered. Exactly one holds of the run that it is about.
    pub options: Vec<Guess>,
    /// The run it is about, by the place of the knob; the last place if not said.
    #[serde(default)]
    pub about: Option<usize>,
}

/// An answer that a run shows to be right or wrong.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Guess {
    /// The answer.
    pub text: String,
    /// The figure is at least this.
    #[serde(default)]
    pub from: Option<Amount>,
    /// The figure is below this.
    #[serde(default)]
    pub below: Option<Amount>,
}

/// Something that is changed from run to run.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Knob {
    /// What it is called.
    pub name: String,
    /// A setting of nodes on the board.
    #[serde(default)]
    pub turns: Option<Turned>,
    /// A workload; the values are then per cent of its rate.
    #[serde(default)]
    pub load: Option<String>,
    /// Its places.
    pub values: Vec<Value>,
    /// What each place is called.
    pub labels: Vec<String>,
}

/// A setting that a knob turns.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Turned {
    /// The nodes.
    pub on: Selector,
    /// The setting.
    pub key: String,
}

/// What must hold of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Want {
    /// The figure.
    pub figure: Figure,
    /// It is at least this; what never happens is more than anything.
    #[serde(default)]
    pub at_least: Option<Amount>,
    /// It is at most this.
    #[serde(default)]
    pub at_most: Option<Amount>,
    /// The place of the knob; without one it is the last run that counts.
    #[serde(default)]
    pub turn: Option<usize>,
}

/// What a run has shown; kept with the task.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Seen {
    /// The place of the knob.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub turn: Option<usize>,
    /// The figures in thousandths; one that is missing means never.
    pub figures: BTreeMap<Figure, i64>,
    /// How old the newest data was, over time, in thousandths of a second.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub line: Vec<i64>,
    /// What decided it, in a sentence.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub why: String,
}

impl Seen {
    /// Returns a figure; what never happens is more than anything.
    pub fn figure(&self, figure: Figure) -> i64 {
        self.figures.get(&figure).copied().unwrap_or(i64::MAX)
    }
}

impl Guess {
    /// Says whether a run shows it to be right.
    pub fn holds(&self, value: i64) -> bool {
        self.from.is_none_or(|a| value >= a.0) && self.below.is_none_or(|a| value < a.0)
    }
}

impl Want {
    /// Says whether a figure of a run is as it must be.
    pub fn holds(&self, seen: &Seen) -> bool {
        let value = seen.figure(self.figure);
        self.at_least.is_none_or(|a| value >= a.0) && self.at_most.is_none_or(|a| value <= a.0)
    }
}

impl Practice {
    /// Returns the first figure, the one it is about.
    pub fn main(&self) -> Figure {
        self.figures.first().copied().unwrap_or(Figure::OnTimeShare)
    }

    /// Returns the places of the knob; without a knob there is one run.
    pub fn turns(&self) -> Vec<Option<usize>> {
        match &self.knob {
            Some(knob) => (0..knob.values.len()).map(Some).collect(),
            None => vec![None],
        }
    }

    /// Finds the run that the prediction is about among those made.
    pub fn predicted<'a>(&self, runs: &'a [Seen]) -> Option<&'a Seen> {
        let last = self.knob.as_ref().map(|k| k.values.len().saturating_sub(1));
        let about = self.predict.as_ref().and_then(|p| p.about).or(last);
        match about {
            Some(turn) => runs.iter().rev().find(|r| r.turn == Some(turn)),
            None => runs.first(),
        }
    }

    /// Returns the places of the knob that were not run yet.
    pub fn open_turns(&self, runs: &[Seen]) -> Vec<Option<usize>> {
        self.turns().into_iter().filter(|t| runs.iter().all(|r| r.turn != *t)).collect()
    }

    /// Finds what must hold and does not.
    pub fn unmet(&self, runs: &[Seen]) -> Option<&Want> {
        let of = |w: &Want| match w.turn {
            Some(turn) => runs.iter().rev().find(|r| r.turn == Some(turn)),
            None => runs.last(),
        };
        self.want.iter().find(|w| !of(w).is_some_and(|seen| w.holds(seen)))
    }

    /// Returns the workload's rate that a place of the knob asks for, per cent.
    pub fn load(&self, turn: Option<usize>) -> Option<(&str, i64)> {
        let knob = self.knob.as_ref()?;
        let Value::Int(percent) = knob.values.get(turn?)? else { return None };
        Some((knob.load.as_deref()?, *percent))
    }
}

/// A sentence of a lesson that a run shows to be true.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shows {
    /// The sentence, as it stands in the lesson.
    pub says: String,
    /// The board, a file in `lessons/boards` without the ending.
    pub board: String,
    /// The board behind [`Shows::board`].
    #[serde(skip)]
    pub drawn: Option<super::board::Board>,
    /// Settings that differ, by node and setting.
    #[serde(default)]
    pub differ: BTreeMap<super::id::NodeId, BTreeMap<String, Value>>,
    /// The finding that a review of the board raises.
    #[serde(default)]
    pub finding: Option<String>,
    /// The run that shows it.
    #[serde(default)]
    pub run: Option<Practice>,
}
