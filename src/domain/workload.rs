//! What arrives at a client's, what breaks, and what the client asks for in numbers.
//!
//! All of it is data of a scenario (`[run]`, `[[workload]]`; faults and trials are beside it); the engine
//! gives it its meaning. Nothing here draws a random number or keeps time.

use serde::{Deserialize, Serialize};

pub use super::fault::{Fault, FaultKind, Judge, Trial, TrialKind};
use super::{component::word_enum, id::Format, query::Selector, scenario::Phase};

/// A time of day, `HH:MM` in files, as seconds after midnight of the client's clock.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub struct DayTime(pub i64);

impl TryFrom<String> for DayTime {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let number = |part: Option<&str>, below: i64| {
            part.and_then(|p| p.parse::<i64>().ok()).filter(|n| (0..below).contains(n))
        };
        let mut parts = text.split(':');
        let (hour, minute) = (number(parts.next(), 24), number(parts.next(), 60));
        let second = parts.next().map_or(Some(0), |p| number(Some(p), 60));
        match (hour, minute, second, parts.next()) {
            (Some(h), Some(m), Some(s), None) => Ok(Self(h * 3600 + m * 60 + s)),
            _ => Err(format!("`{text}` is no time of day; write it as `06:00` or `09:30:15`")),
        }
    }
}

/// A moment of a run: a day, counted from 1, and a time of that day on the client's clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Moment {
    /// The day of the run, from 1.
    pub day: i64,
    /// The time of that day.
    pub time: DayTime,
}

/// How a scenario is run: how long, by which clock, with which people, against which targets.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RunPlan {
    /// Days that a run covers.
    pub days: i64,
    /// Minutes that the client's clock is ahead of UTC when the run starts.
    pub utc_offset_min: i64,
    /// When the client's clock is put forward or back, if it is.
    #[serde(default)]
    pub clock_change: Option<ClockChange>,
    /// When schedules fire, on the client's clock. Empty means round the clock.
    #[serde(default)]
    pub slots: Vec<DayTime>,
    /// Per cent that each quality must reach.
    pub target: Targets,
    /// The same once the requirement has changed, if that is other.
    #[serde(default)]
    pub target_after: Option<Targets>,
    /// How people behave.
    #[serde(default)]
    pub people: People,
}

/// The client's clock is put forward or back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClockChange {
    /// When, on the old clock.
    pub at: Moment,
    /// Minutes that it is put forward.
    pub by_min: i64,
}

/// Per cent that each quality must reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Targets {
    /// On time at the worst required sink, nothing broken.
    pub velocity: i32,
    /// The same in the worst fault, with its tolerance.
    pub resilience: i32,
    /// Rebuilt exactly and in time in the worst trial.
    pub replayability: i32,
}

/// How people behave, seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct People {
    /// From the alarm to somebody who reads it: shortest and longest.
    pub told_s: (i64, i64),
    /// From reading it to having done something about it.
    pub act_s: i64,
    /// Until somebody complains when no alarm told them.
    pub complain_s: i64,
    /// How long a report may be missing before the alarm for it goes off.
    pub absence_s: i64,
}

impl Default for People {
    fn default() -> Self {
        Self { told_s: (60, 180), act_s: 1200, complain_s: 86_400, absence_s: 1800 }
    }
}

/// Something that arrives again and again.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Workload {
    /// Its id.
    pub id: String,
    /// What one record is called, in the plural: `rows`, `ticks`.
    pub records: String,
    /// What one item is called: `report`, `tick`.
    pub item: String,
    /// Before or after the changed requirement.
    #[serde(default = "both")]
    pub phase: Phase,
    /// The nodes at which it appears.
    pub at: Selector,
    /// The format it comes in.
    pub format: Format,
    /// The nodes where it is required.
    pub to: Selector,
    /// The format in which it is required there; empty means any.
    #[serde(default)]
    pub as_format: Option<Format>,
    /// Seconds from ready at the source to usable at the sink that the client accepts.
    pub on_time_s: i64,
    /// Where every record must also be kept as it came.
    #[serde(default)]
    pub kept: Option<KeptAt>,
    /// Each item is the full list, so what is not in it is gone.
    #[serde(default)]
    pub snapshot: bool,
    /// Seconds after which a record says something that is no longer so; 0 means that it never does.
    #[serde(default)]
    pub stale_after_s: i64,
    /// The required nodes hold copies of the same: while something is broken, one that is up to
    /// date is enough.
    #[serde(default)]
    pub one_is_enough: bool,
    /// How it comes.
    pub arrives: Arrival,
}

fn both() -> Phase {
    Phase::Both
}

/// Where every record of a workload must also be kept, in the format in which it came.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeptAt {
    /// The nodes that keep it.
    pub at: Selector,
    /// Seconds from ready at the source to safely kept that the client accepts.
    pub within_s: i64,
}

/// How a workload arrives.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Arrival {
    /// Files at the slots.
    Files(Files),
    /// A stream of records.
    Stream(Stream),
}

/// Files that appear at the slots.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Files {
    /// How long after the slot a file is ready: shares in thousandths with a span of seconds. What
    /// is missing to a thousand never comes.
    pub ready: Vec<Ready>,
    /// Seconds that writing takes, shortest and longest; whoever reads meanwhile gets half a file.
    pub writing_s: (i64, i64),
    /// Records in a file: fewest, usual, most.
    pub rows: (i64, i64, i64),
    /// Seconds that a file stays at the source.
    pub kept_s: i64,
    /// Bytes of a record; 0 means that sizes do not matter.
    #[serde(default)]
    pub bytes: i64,
    /// Thousandths of the files that come a second time, unchanged.
    #[serde(default)]
    pub twice: i64,
    /// Thousandths of the files that come a second time, corrected, under the same name.
    #[serde(default)]
    pub corrected: i64,
    /// Thousandths of the files that have bad rows.
    #[serde(default)]
    pub with_bad_rows: i64,
    /// Bad rows in such a file, fewest and most.
    #[serde(default)]
    pub bad_rows: (i64, i64),
    /// Thousandths of the files that nobody can open.
    #[serde(default)]
    pub unreadable: i64,
}

/// A share of files and how long after the slot they are ready.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ready {
    /// Thousandths of the files.
    pub share: i64,
    /// Seconds after the slot, earliest and latest.
    pub after_s: (i64, i64),
}

/// Records that come one after the other.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stream {
    /// Records a second from each time of day on, in thousandths; a list of one means always.
    pub per_s_milli: Vec<(DayTime, i64)>,
    /// The days of the run, from 1, on which records come; empty means every day.
    #[serde(default)]
    pub on_days: Vec<i64>,
    /// How they are spaced.
    #[serde(default)]
    pub spacing: Spacing,
    /// Records of so many microseconds travel together; 0 means each on its own.
    #[serde(default)]
    pub cohort_us: i64,
    /// How many keys there are; the shares follow Zipf's law.
    #[serde(default = "one")]
    pub keys: u32,
    /// How uneven the shares of the keys are, in thousandths: 1000 is Zipf's law, 0 is even.
    #[serde(default = "zipf")]
    pub skew_milli: i64,
    /// Bytes of a record.
    #[serde(default)]
    pub bytes: i64,
    /// Bad records among a million.
    #[serde(default)]
    pub bad_per_million: i64,
    /// Records among a million that come twice.
    #[serde(default)]
    pub twice_per_million: i64,
    /// Whether the source keeps what nobody took and for how many seconds.
    #[serde(default)]
    pub spool_s: i64,
    /// The source sends nothing by itself; it answers who asks.
    #[serde(default)]
    pub asked: Option<Asked>,
    /// Records among a million that change something; the others say once more what is known.
    #[serde(default = "million")]
    pub changes_per_million: i64,
    /// Seconds after which a key sends its next record, which takes the place of the one before; 0
    /// means that none does.
    #[serde(default)]
    pub repeats_s: i64,
    /// Keys among a million that have not been heard of for longer than their records hold, so that
    /// what is brought together with them is out of date.
    #[serde(default)]
    pub quiet_per_million: i64,
    /// Records among a million that their owner has withdrawn since and that must not come back.
    #[serde(default)]
    pub withdrawn_per_million: i64,
}

/// How a source answers who asks: so many calls in a while, so many records a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    /// Calls that it answers in each stretch of [`Asked::per_s`], whatever they ask for.
    pub calls: i64,
    /// How long a stretch is, seconds.
    pub per_s: i64,
    /// Records that one call brings at most.
    pub page: i64,
    /// Refused calls in a stretch after which it bans who goes on asking; 0 means never.
    #[serde(default)]
    pub patience: i64,
    /// How long the ban lasts, seconds.
    #[serde(default)]
    pub ban_s: i64,
}

fn one() -> u32 {
    1
}

fn zipf() -> i64 {
    1000
}

fn million() -> i64 {
    1_000_000
}

word_enum! {
    /// How the records of a stream are spaced.
    Spacing {
        /// At equal distances.
        Even = "even",
        /// As a Poisson process.
        Poisson = "poisson",
    }
}

#[expect(clippy::derivable_impls, reason = "the macro that makes word enums has no place for #[default]")]
impl Default for Spacing {
    fn default() -> Self {
        Self::Even
    }
}
