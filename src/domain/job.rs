//! Jobs: what a compute node can be asked to do to what flows (design 8).
//!
//! Words and figures of content; what a job does to records in a run is in the engine.

use serde::{Deserialize, Serialize};

use super::{
    component::word_enum,
    id::{Format, JobId},
    query::{Selector, one_or_many},
    settings::SettingSpec,
};

/// What a job does to the records that pass it; the engine has one model per effect.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// Hands on what it gets.
    #[default]
    Pass,
    /// Changes the format, record by record.
    Convert,
    /// Lets some records through.
    Filter,
    /// Makes several items of one.
    Split,
    /// Adds what it looks up.
    Enrich,
    /// Computes over the last records of a key.
    Window,
    /// Rates pairs or records.
    Score,
    /// Brings records together.
    Match,
    /// Writes into the sink.
    Load,
    /// Checks and stops what is wrong.
    Validate,
    /// Tells people.
    Notify,
    /// Asks a history for records that never came.
    Repair,
}

word_enum! {
    /// How working times are spread.
    Spread {
        /// Log-normal, from the median and the 99th percentile.
        LogNormal = "log_normal",
        /// Exponential, with the first figure as its mean.
        Exponential = "exponential",
        /// Always the first figure.
        Fixed = "fixed",
    }
}

#[expect(clippy::derivable_impls, reason = "the macro that makes word enums has no place for #[default]")]
impl Default for Spread {
    fn default() -> Self {
        Self::LogNormal
    }
}

/// What a compute node can be asked to do (design 8).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Job {
    /// Its id.
    pub id: JobId,
    /// The name people see.
    pub name: String,
    /// One sentence: what it does.
    pub summary: String,
    /// What it does to records.
    #[serde(default)]
    pub effect: Effect,
    /// Formats it takes; empty means any.
    #[serde(default)]
    pub takes: Vec<Format>,
    /// Formats it makes; empty means what it took.
    #[serde(default)]
    pub makes: Vec<Format>,
    /// The format in which it says which records never came; without one it says nothing.
    #[serde(default)]
    pub reports: Option<Format>,
    /// What can do it; an empty selector means whatever runs code.
    #[serde(default)]
    pub runs_on: Selector,
    /// Words in a label that suggest it, for imported drawings.
    #[serde(default)]
    pub words: Vec<String>,
    /// Time for one item, milliseconds, median and 99th percentile. Equal figures mean a fixed time.
    pub service_ms: (i64, i64),
    /// The time is for an item of so many records and grows with them; 0 means for any item.
    #[serde(default)]
    pub per_records: i64,
    /// How the time is spread round its median.
    #[serde(default)]
    pub spread: Spread,
    /// What it makes of the records of a workload, where it tells them apart: those not named
    /// here become the first of `makes`.
    #[serde(default)]
    pub turns: Vec<Turn>,
    /// Settings that nodes with this job have.
    #[serde(default)]
    pub setting: Vec<SettingSpec>,
}

/// What a job makes of the records of some workloads.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Turn {
    /// The workloads.
    #[serde(deserialize_with = "one_or_many")]
    pub workload: Vec<String>,
    /// The formats, each in an item of its own; none means that they end here.
    #[serde(deserialize_with = "one_or_many")]
    pub into: Vec<Format>,
    /// It is found by what the job looks up: when that is out of date, it is missed.
    #[serde(default)]
    pub by_list: bool,
}
