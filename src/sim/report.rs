//! What is said about a board that was run: gauges, accounts, faults, trials, in the shape that
//! `archlab run --json` prints.
//!
//! Only the shape; the figures are worked out in [`super::measure`].

use serde::Serialize;

use super::{agenda::Time, cause::Cause, reckon::Class};
use crate::domain::{
    id::{NodeId, ScenarioId},
    scenario::{Phase, Quality},
    verdict::Assumed,
    workload::Moment,
};

/// A share in per cent, kept in hundredths so that equal runs print equal bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Percent(pub i32);

impl Percent {
    /// Rounds a share to hundredths of a per cent and keeps it within 0 and 100. A share short of
    /// everything is never rounded up to everything, nor one above nothing down to nothing.
    pub fn of(percent: f64) -> Self {
        let hundredths = libm::rint(percent * 100.0).clamp(0.0, 10_000.0) as i32;
        match hundredths {
            10_000 if percent < 100.0 => Self(9_999),
            0 if percent > 0.0 => Self(1),
            _ => Self(hundredths),
        }
    }

    /// Returns it in per cent.
    pub fn value(self) -> f64 {
        f64::from(self.0) / 100.0
    }
}

impl std::fmt::Display for Percent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (whole, part) = (self.0 / 100, self.0 % 100);
        if part == 0 { write!(f, "{whole} %") } else { write!(f, "{whole}.{part:02} %") }
    }
}

impl Serialize for Percent {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.value())
    }
}

/// A quality in per cent with its 95 % interval.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Gauge {
    /// The mean of the repetitions.
    pub percent: Percent,
    /// The lower end of the interval.
    pub low: Percent,
    /// The upper end.
    pub high: Percent,
    /// What the client asks for.
    pub target: i32,
    /// Whether the lower end reaches it.
    pub met: bool,
    /// Which node, fault or trial decided it.
    pub why: String,
    /// The nodes that decided it.
    #[serde(skip)]
    pub nodes: Vec<NodeId>,
    /// One thing to try.
    #[serde(skip)]
    pub attempt: String,
}

/// The three gauges.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Gauges {
    /// On time at the worst required sink.
    pub velocity: Gauge,
    /// The same in the worst fault.
    pub resilience: Gauge,
    /// Rebuilt in the worst trial.
    pub replayability: Gauge,
}

impl Gauges {
    /// Returns a gauge by its quality.
    pub fn of(&self, quality: Quality) -> &Gauge {
        match quality {
            Quality::Velocity => &self.velocity,
            Quality::Resilience => &self.resilience,
            Quality::Replayability => &self.replayability,
        }
    }
}

/// How long records took, seconds; nothing means for ever.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct FreshnessSeconds {
    /// Median.
    pub p50: Option<f64>,
    /// 95th percentile.
    pub p95: Option<f64>,
    /// 99th percentile.
    pub p99: Option<f64>,
    /// The longest.
    pub max: Option<f64>,
}

/// The accounts of a workload at a sink, in the baseline run.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the classes of design 9.3, by their names")]
pub struct SinkReport {
    /// The sink; empty when the board has none.
    pub node: String,
    /// The workload.
    pub workload: String,
    pub sent: u64,
    pub on_time: u64,
    pub late: u64,
    pub wrong: u64,
    pub parked: u64,
    pub rejected: u64,
    pub archived_only: u64,
    pub lost: u64,
    pub in_flight: u64,
    pub extra_copies: u64,
    pub unexpected: u64,
    pub freshness_s: FreshnessSeconds,
}

/// A line of the ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LedgerLine {
    /// Where; empty when it was never on the board.
    pub node: String,
    /// Why.
    pub cause: Cause,
    /// What became of them.
    pub class: Class,
    /// How many.
    pub records: u64,
}

/// Shares on time before, during and after a fault; nothing where nothing was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Windows {
    /// Sent before it began.
    pub before: Option<Percent>,
    /// Sent while it lasted.
    pub during: Option<Percent>,
    /// Sent after it had ended.
    pub after: Option<Percent>,
}

/// What a fault did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FaultReport {
    /// The fault.
    pub id: String,
    /// Whether this board can suffer it.
    pub applies: bool,
    /// Whether the share that counts reached the target.
    pub survived: bool,
    /// The share that counts.
    pub percent: Percent,
    /// Shares on time.
    pub windows: Windows,
    /// Records lost beyond those that are lost without it.
    pub lost: u64,
    /// Records wrong beyond those that are wrong without it.
    pub wrong: u64,
    /// Records late beyond those that are late without it.
    pub late: u64,
    /// Extra copies beyond those there are without it.
    pub extra_copies: u64,
    /// Records put aside for people beyond those without it.
    pub parked: u64,
    /// Seconds from its beginning until the last record it held up was there; nothing when some
    /// never came.
    pub recovered_s: Option<i64>,
    /// Seconds from its beginning until a person was told; nothing when nobody was.
    pub told_s: Option<i64>,
    /// What happened, in a sentence.
    pub why: String,
    /// Where, when and why most of the records that it hit did not arrive in time.
    #[serde(skip)]
    pub worst: Option<Hit>,
}

/// Where, when and why records that a fault hit did not arrive in time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// What became of them.
    pub line: LedgerLine,
    /// When, on the client's clock.
    pub when: Moment,
}

/// What a replay trial showed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReplayReport {
    /// The trial.
    pub id: String,
    /// The node it was rebuilt from; empty when none could.
    pub from_node: String,
    /// The share rebuilt exactly and in time.
    pub percent: Percent,
    /// Records that are not there.
    pub missing: u64,
    /// Copies beside what was there.
    pub extra_copies: u64,
    /// Records that are there and wrong.
    pub wrong: u64,
    /// How long it took.
    pub seconds: i64,
    /// How far back the node goes.
    pub reaches_back_s: i64,
    /// What happened, in a sentence.
    pub why: String,
}

/// Everything that is said about a board that was run.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RunReport {
    /// Version of this shape.
    pub schema: u32,
    /// The contract.
    pub scenario: ScenarioId,
    /// By which side of the changed requirement it was judged: `before` or `after`.
    pub phase: Phase,
    /// The seed.
    pub seed: u64,
    /// How often everything was run.
    pub replications: u32,
    /// Seconds that a run covers.
    pub horizon_s: i64,
    /// The version of the engine.
    pub engine: String,
    /// The fingerprint of the baseline run's trace.
    pub trace_sha256: String,
    /// The gauges.
    pub gauges: Gauges,
    /// The accounts of the baseline run.
    pub sinks: Vec<SinkReport>,
    /// Where and why, for every record of the baseline run that is not on time.
    pub ledger: Vec<LedgerLine>,
    /// The faults.
    pub faults: Vec<FaultReport>,
    /// The trials.
    pub replays: Vec<ReplayReport>,
    /// What was read off the drawing.
    pub assumed: Vec<Assumed>,
}

impl RunReport {
    /// Says whether every gauge reaches its target.
    pub fn met(&self) -> bool {
        Quality::ALL.iter().all(|&q| self.gauges.of(q).met)
    }
}

/// Returns a time in seconds with three decimals.
pub fn seconds(time: Time) -> f64 {
    libm::rint(time as f64 / 1000.0) / 1000.0
}
