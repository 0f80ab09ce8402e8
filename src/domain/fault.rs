//! What goes wrong in a scenario and what is destroyed and must be rebuilt (`[[fault]]`,
//! `[[trial]]`).
//!
//! Data only; what a fault does to a run is in the engine.

use serde::{Deserialize, Serialize};

use super::{component::word_enum, id::JobId, query::Selector, scenario::Phase, workload::Moment};

/// Something that goes wrong, at a moment of the run.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// Its id.
    pub id: String,
    /// The key that pulls it in the Run stage.
    pub letter: char,
    /// A few words.
    pub name: String,
    /// What happens, one or two sentences.
    pub story: String,
    /// Before or after the changed requirement.
    #[serde(default = "both")]
    pub phase: Phase,
    /// What it does.
    pub does: FaultKind,
    /// The workload it hits, the first one if not said; for a fault of nodes, the one workload that
    /// is given more time, all of them if not said.
    #[serde(default)]
    pub workload: Option<String>,
    /// The nodes it hits. A fault of nodes without a target on the board does not apply.
    #[serde(default)]
    pub on: Selector,
    /// When it starts.
    pub at: Moment,
    /// How long it lasts, seconds; 0 for faults that are over at once.
    #[serde(default)]
    pub for_s: i64,
    /// Whether it lasts until somebody mends it, who must be told first.
    #[serde(default)]
    pub until_mended: bool,
    /// Lateness that the client accepts in this fault, seconds beyond the usual.
    #[serde(default)]
    pub tolerance_s: i64,
    /// Seconds after its end in which what arrives still counts as hit by it.
    #[serde(default = "half_day")]
    pub after_s: i64,
    /// What counts.
    #[serde(default)]
    pub judge: Judge,
    /// What a student can say beforehand will happen, for predict-first; the last word is that of
    /// the run.
    #[serde(default)]
    pub predict: Vec<String>,
}

fn half_day() -> i64 {
    43_200
}

fn both() -> Phase {
    Phase::Both
}

word_enum! {
    /// What counts in a fault.
    Judge {
        /// That records arrive, on time within the tolerance.
        Arrive = "arrive",
        /// That nothing wrong is shown.
        Unharmed = "unharmed",
        /// That a person is told within the tolerance.
        Told = "told",
        /// That what had arrived before is still there.
        Kept = "kept",
        /// That no stranger gets at what is kept.
        Unseen = "unseen",
    }
}

#[expect(clippy::derivable_impls, reason = "the macro that makes word enums has no place for #[default]")]
impl Default for Judge {
    fn default() -> Self {
        Self::Arrive
    }
}

/// What a fault does.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum FaultKind {
    /// The file of the slot is ready so many seconds after it.
    Late {
        /// Seconds after the slot.
        by_s: i64,
    },
    /// The file of the slot never comes.
    Missing,
    /// The file of the slot is written for so many seconds.
    SlowWriting {
        /// Seconds from the slot to the end of writing.
        for_s: i64,
    },
    /// The file of the slot comes again, unchanged.
    Twice {
        /// Seconds after the slot.
        after_s: i64,
    },
    /// The file of the slot comes again, corrected, under the same name.
    Corrected {
        /// Seconds after the slot.
        after_s: i64,
    },
    /// The file of the slot has so many bad rows; in a stream, so many records are bad.
    Poison {
        /// Bad records.
        records: i64,
    },
    /// The file of the slot holds only so many per cent of its rows and looks whole.
    CutShort {
        /// Per cent that are left.
        to_percent: i64,
    },
    /// The nodes do not answer.
    Down,
    /// The code on the nodes fails whatever it is given.
    Throws,
    /// The nodes work so many times slower.
    Slow {
        /// Times as long.
        times: i64,
    },
    /// The nodes take only so many per cent of what they take otherwise.
    Throttled {
        /// Per cent.
        to_percent: i64,
    },
    /// The job on the nodes writes wrong values.
    BadDeploy,
    /// The key of the server that the nodes log in to has changed.
    KeyChanged,
    /// One availability zone is gone: everything that stands in one zone only.
    ZoneLost,
    /// The connection from the nodes drops; nothing comes through meanwhile.
    Disconnected,
    /// The connection from the nodes stays open and falls silent, without an error.
    HalfOpen,
    /// One copy of the code on the nodes dies; another takes over, or it starts again.
    Killed,
    /// So many times the usual number of records come.
    Burst {
        /// Times as many.
        times: i64,
    },
    /// Records come out of order by up to so many milliseconds.
    OutOfOrder {
        /// Milliseconds.
        by_ms: i64,
    },
    /// What the nodes look up is out of date.
    StaleReference,
    /// The disks of the nodes are full.
    DiskFull,
    /// A stranger finds whatever store the internet can reach.
    Intruder,
    /// The whole region is gone.
    RegionLost,
    /// So many per cent of those who send fall silent.
    Silent {
        /// Per cent.
        percent: i64,
    },
    /// So many per cent of the records have one key.
    OneKey {
        /// Per cent.
        percent: i64,
    },
    /// The permissions of so many per cent of the users have run out at the nodes.
    Expired {
        /// Per cent.
        percent: i64,
    },
    /// Somebody with stolen keys deletes what the nodes keep.
    Erased,
    /// Somebody copies the identity of some senders: with each batch so many records come a second
    /// time with made-up contents.
    Forged {
        /// Records.
        records: i64,
    },
}

/// A replay trial (design 9.7): what is destroyed after a run and must be rebuilt.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trial {
    /// Its id.
    pub id: String,
    /// A few words.
    pub name: String,
    /// What happened, one or two sentences.
    pub story: String,
    /// Before or after the changed requirement.
    #[serde(default = "both")]
    pub phase: Phase,
    /// What is destroyed.
    pub does: TrialKind,
    /// The workloads whose records are destroyed; empty means all.
    #[serde(default)]
    pub of: Vec<String>,
    /// The last so many days of the run are destroyed, or spoiled.
    pub days: i64,
    /// Days the run lasts for this trial; none means as long as every run.
    #[serde(default)]
    pub run_days: Option<i64>,
    /// How long the rebuilding may take, seconds.
    pub within_s: i64,
    /// Nodes that cannot be used meanwhile.
    #[serde(default)]
    pub without: Option<Selector>,
    /// The required sinks that it is about; all of them if not said.
    #[serde(default)]
    pub at: Option<Selector>,
}

/// What a replay trial destroys.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum TrialKind {
    /// The period's rows at the required sinks.
    Wipe,
    /// The job's outputs of the period are wrong, archives made from them included.
    BadDeploy {
        /// The job.
        job: JobId,
    },
    /// Nothing is destroyed: what was kept is searched for something that nobody looked for then.
    Search {
        /// How many days it must go back.
        back_days: i64,
    },
}
