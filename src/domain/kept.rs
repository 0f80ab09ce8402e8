//! Runs that are kept with an attempt, and what a student said would happen in a fault.
//!
//! Only the shape, in whole numbers so that equal runs are equal files; the figures come from the
//! engine. Shares are in hundredths of a per cent.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{id::NodeId, scenario::Quality};

/// A quality as it was measured.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeptGauge {
    /// The mean, hundredths of a per cent.
    pub percent: i32,
    /// The lower end of the interval.
    pub low: i32,
    /// The upper end.
    pub high: i32,
    /// What the client asks for, per cent.
    pub target: i32,
    /// Whether the lower end reaches it.
    pub met: bool,
    /// What decided it.
    pub why: String,
    /// The nodes that did.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub nodes: Vec<NodeId>,
    /// One thing to try.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub attempt: String,
}

/// What a fault did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeptFault {
    /// The fault.
    pub id: String,
    /// Whether the board can suffer it.
    pub applies: bool,
    /// Whether the share that counts reached the target.
    pub survived: bool,
    /// That share.
    pub percent: i32,
    /// Shares on time of what was sent before, during and after it; -1 where nothing was.
    pub windows: [i32; 3],
    /// Lost beyond what is lost without it.
    pub lost: u64,
    /// Wrong beyond what is wrong without it.
    pub wrong: u64,
    /// Late beyond what is late without it.
    pub late: u64,
    /// Copies beyond those there are without it.
    pub extra: u64,
    /// Put aside beyond what is put aside without it.
    pub parked: u64,
    /// Seconds until the last record it held up was there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recovered_s: Option<i64>,
    /// Seconds until a person was told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told_s: Option<i64>,
    /// What happened, in a sentence.
    pub why: String,
    /// What happened to most of the records that it hit, if not all arrived in time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worst: Option<KeptHit>,
}

/// Where, when and why most of the records that a fault hit did not arrive in time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeptHit {
    /// What became of them, and where and why.
    pub line: KeptLine,
    /// The day of the run, from 1.
    pub day: i64,
    /// Seconds after midnight of that day, on the client's clock.
    pub time_s: i64,
}

/// The accounts of a workload at a sink, in the run without faults.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeptSink {
    /// The sink; empty when the board has none.
    pub node: String,
    /// The workload.
    pub workload: String,
    /// Records sent.
    pub sent: u64,
    /// How many of them ended in each class, by its word.
    pub classes: BTreeMap<String, u64>,
    /// Copies of records that are there already.
    pub copies: u64,
    /// Thousandths of a second from ready to usable: median, 95th and 99th percentile, longest; -1
    /// for those that some records never reach.
    pub fresh_ms: [i64; 4],
}

/// What a replay trial showed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeptReplay {
    /// The trial.
    pub id: String,
    /// The node it was rebuilt from; empty when none could.
    pub from: String,
    /// The share rebuilt exactly and in time.
    pub percent: i32,
    /// Records that are not there.
    pub missing: u64,
    /// Copies beside what was there.
    pub extra: u64,
    /// Records that are there and wrong.
    pub wrong: u64,
    /// How long it took, seconds.
    pub seconds: i64,
    /// How far back the node goes, seconds.
    pub reaches_back_s: i64,
    /// What happened, in a sentence.
    pub why: String,
}

/// A line of the loss ledger.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeptLine {
    /// Where; empty when it was never on the board.
    pub node: String,
    /// Why, as one word.
    pub cause: String,
    /// Why, in a few words.
    pub phrase: String,
    /// What became of them, as one word.
    pub class: String,
    /// How many.
    pub records: u64,
}

/// A run with everything that was measured.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeptRun {
    /// Counts the runs of this attempt, from 1.
    pub number: u32,
    /// When, ISO 8601.
    pub at: String,
    /// The fingerprint of the board that was run.
    pub board: String,
    /// The seed of the first repetition.
    pub seed: u64,
    /// How often everything was run.
    pub replications: u32,
    /// The version of the engine.
    pub engine: String,
    /// The fingerprint of everything that happened in the run without faults.
    pub trace_sha256: String,
    /// Whether it was judged by what the client wants after the changed requirement.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub changed: bool,
    /// The qualities.
    pub gauges: BTreeMap<Quality, KeptGauge>,
    /// The accounts of each workload at each sink.
    #[serde(default)]
    pub sinks: Vec<KeptSink>,
    /// Where and why, for every record that is not on time.
    #[serde(default)]
    pub ledger: Vec<KeptLine>,
    /// The faults.
    #[serde(default)]
    pub faults: Vec<KeptFault>,
    /// The trials.
    #[serde(default)]
    pub replays: Vec<KeptReplay>,
}

/// What a student said would happen when a fault was pulled, and what did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prediction {
    /// When it was said, ISO 8601.
    pub at: String,
    /// The fingerprint of the board that was run.
    pub board: String,
    /// The fault.
    pub fault: String,
    /// The moment of the run at which it was pulled, in words of the client's clock.
    pub moment: String,
    /// What the student said; empty when they said nothing.
    #[serde(default)]
    pub said: String,
    /// What happened in that run.
    #[serde(default)]
    pub happened: String,
}

/// Most runs that an attempt keeps; the oldest go first.
pub const MOST_RUNS: usize = 12;
/// Most predictions that an attempt keeps.
pub const MOST_PREDICTIONS: usize = 100;
