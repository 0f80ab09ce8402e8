//! Figures of a kept run that a client can speak of: how fresh, how many lost, how long a rebuild
//! took (design 9.11).
//!
//! Words and look-up only; the figures themselves come from the engine and are kept with the
//! attempt.

use serde::{Deserialize, Serialize};

use super::{
    component::word_enum,
    kept::{KeptFault, KeptReplay, KeptRun, KeptSink},
};

/// A figure of a run.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Figure {
    /// Of the run without faults, at the sink where the smallest share is on time.
    Sink {
        /// Which one.
        what: OfSink,
        /// Divides it, such as 60 for minutes.
        #[serde(default = "one")]
        per: i64,
    },
    /// Of the run with a fault.
    Fault {
        /// Which fault.
        id: String,
        /// Which figure.
        what: OfFault,
        /// Divides it.
        #[serde(default = "one")]
        per: i64,
    },
    /// Of a replay trial.
    Trial {
        /// Which trial.
        id: String,
        /// Which figure.
        what: OfTrial,
        /// Divides it.
        #[serde(default = "one")]
        per: i64,
    },
}

fn one() -> i64 {
    1
}

word_enum! {
    /// Figures of a sink.
    OfSink {
        /// Seconds until half of the records were usable.
        P50 = "p50",
        /// Seconds until 95 of 100 were.
        P95 = "p95",
        /// Seconds until 99 of 100 were.
        P99 = "p99",
        /// Seconds until the last one was.
        Max = "max",
        /// Records sent.
        Sent = "sent",
        /// Records there in time.
        OnTime = "on_time",
        /// Records there too late.
        Late = "late",
        /// Records there and wrong.
        Wrong = "wrong",
        /// Records put aside where somebody is told.
        Parked = "parked",
        /// Records refused.
        Rejected = "rejected",
        /// Records in an archive only.
        ArchivedOnly = "archived_only",
        /// Records gone.
        Lost = "lost",
        /// Copies of what was there.
        Copies = "copies",
    }
}

word_enum! {
    /// Figures of a fault.
    OfFault {
        /// Records lost because of it.
        Lost = "lost",
        /// Records wrong because of it.
        Wrong = "wrong",
        /// Records late because of it.
        Late = "late",
        /// Copies because of it.
        Copies = "copies",
        /// Records put aside because of it.
        Parked = "parked",
        /// Seconds until the last record it held up was there.
        Recovered = "recovered",
        /// Seconds until a person was told.
        Told = "told",
        /// The share that counts, per cent.
        Percent = "percent",
        /// The node where most of the records it hit were held up or lost.
        Node = "node",
        /// Why, in a few words.
        Cause = "cause",
        /// When, on the client's clock.
        When = "when",
    }
}

word_enum! {
    /// Figures of a trial.
    OfTrial {
        /// Seconds that it took.
        Took = "took",
        /// Records that are not there.
        Missing = "missing",
        /// Records there and wrong.
        Wrong = "wrong",
        /// Copies beside what was there.
        Copies = "copies",
        /// The share rebuilt exactly and in time, per cent.
        Percent = "percent",
        /// Seconds that the node goes back.
        Reaches = "reaches",
        /// The node it was rebuilt from.
        Node = "node",
    }
}

/// What a run says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// A number, in thousandths of its unit.
    Number(i64),
    /// A node, by its id.
    Node(String),
    /// Words.
    Words(String),
}

impl Figure {
    /// Reads it off a run; nothing where that run has no such figure.
    pub fn of(&self, run: &KeptRun) -> Option<Said> {
        match self {
            Self::Sink { what, per } => {
                let share = |s: &&KeptSink| (share_of(s), std::cmp::Reverse(s.fresh_ms[3]));
                let sink = run.sinks.iter().min_by_key(share)?;
                number(of_sink(sink, *what)?, *per)
            }
            Self::Fault { id, what, per } => {
                let fault = run.faults.iter().find(|f| &f.id == id && f.applies)?;
                of_fault(fault, *what, *per)
            }
            Self::Trial { id, what, per } => {
                let trial = run.replays.iter().find(|r| &r.id == id)?;
                of_trial(trial, *what, *per)
            }
        }
    }

    /// Says whether it is a number and not a name or words.
    pub fn is_number(&self) -> bool {
        match self {
            Self::Sink { .. } => true,
            Self::Fault { what, .. } => !matches!(what, OfFault::Node | OfFault::Cause | OfFault::When),
            Self::Trial { what, .. } => *what != OfTrial::Node,
        }
    }

    /// Returns what it is divided by.
    pub fn per(&self) -> i64 {
        match self {
            Self::Sink { per, .. } | Self::Fault { per, .. } | Self::Trial { per, .. } => *per,
        }
    }
}

/// The share on time in thousandths; a sink to which nothing was sent comes last.
fn share_of(sink: &KeptSink) -> u64 {
    let on_time = sink.classes.get(OfSink::OnTime.word()).copied().unwrap_or(0);
    on_time.saturating_mul(1000).checked_div(sink.sent).unwrap_or(u64::MAX)
}

/// In thousandths.
fn of_sink(sink: &KeptSink, what: OfSink) -> Option<i64> {
    let fresh = |i: usize| Some(sink.fresh_ms[i]).filter(|ms| *ms >= 0);
    match what {
        OfSink::P50 => fresh(0),
        OfSink::P95 => fresh(1),
        OfSink::P99 => fresh(2),
        OfSink::Max => fresh(3),
        OfSink::Sent => milli(sink.sent),
        OfSink::Copies => milli(sink.copies),
        class => milli(sink.classes.get(class.word()).copied().unwrap_or(0)),
    }
}

fn of_fault(f: &KeptFault, what: OfFault, per: i64) -> Option<Said> {
    let milli = match what {
        OfFault::Lost => milli(f.lost),
        OfFault::Wrong => milli(f.wrong),
        OfFault::Late => milli(f.late),
        OfFault::Copies => milli(f.extra),
        OfFault::Parked => milli(f.parked),
        OfFault::Recovered => f.recovered_s?.checked_mul(1000),
        OfFault::Told => f.told_s?.checked_mul(1000),
        OfFault::Percent => Some(i64::from(f.percent) * 10),
        OfFault::Node => return f.worst.as_ref().map(|w| Said::Node(w.line.node.clone())),
        OfFault::Cause => return f.worst.as_ref().map(|w| Said::Words(w.line.phrase.clone())),
        OfFault::When => return f.worst.as_ref().map(|w| Said::Words(moment(w.day, w.time_s))),
    };
    number(milli?, per)
}

fn of_trial(r: &KeptReplay, what: OfTrial, per: i64) -> Option<Said> {
    let milli = match what {
        OfTrial::Took => (!r.from.is_empty()).then(|| r.seconds.checked_mul(1000))?,
        OfTrial::Missing => milli(r.missing),
        OfTrial::Wrong => milli(r.wrong),
        OfTrial::Copies => milli(r.extra),
        OfTrial::Percent => Some(i64::from(r.percent) * 10),
        OfTrial::Reaches => r.reaches_back_s.checked_mul(1000),
        OfTrial::Node => return Some(Said::Node(r.from.clone())).filter(|_| !r.from.is_empty()),
    };
    number(milli?, per)
}

fn milli(n: u64) -> Option<i64> {
    i64::try_from(n).ok()?.checked_mul(1000)
}

fn number(milli: i64, per: i64) -> Option<Said> {
    (per > 0).then(|| Said::Number(milli / per))
}

/// Writes a moment of the client's clock as one says it: 06:40 on day 4.
fn moment(day: i64, time_s: i64) -> String {
    format!("{:02}:{:02} on day {day}", time_s / 3600, time_s % 3600 / 60)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kept::{KeptHit, KeptLine};

    fn run() -> KeptRun {
        let sink = |sent, on_time, fresh| KeptSink {
            sent,
            classes: [("on_time".to_owned(), on_time), ("late".to_owned(), sent - on_time)].into(),
            fresh_ms: [1000, fresh, -1, -1],
            ..KeptSink::default()
        };
        let line = KeptLine { node: "n1".to_owned(), phrase: "it threw".to_owned(), ..KeptLine::default() };
        let down = KeptFault {
            id: "down".to_owned(),
            applies: true,
            lost: 1204,
            percent: 9_950,
            worst: Some(KeptHit { line, day: 4, time_s: 24_000 }),
            ..KeptFault::default()
        };
        let other = KeptFault { id: "other".to_owned(), lost: 7, ..KeptFault::default() };
        let week = KeptReplay { id: "week".to_owned(), seconds: 600, from: "n2".to_owned(), ..KeptReplay::default() };
        let none = KeptReplay { id: "none".to_owned(), ..KeptReplay::default() };
        KeptRun {
            sinks: vec![sink(100, 100, 5000), sink(100, 40, 90_000), sink(0, 0, 1)],
            faults: vec![down, other],
            replays: vec![week, none],
            ..KeptRun::default()
        }
    }

    #[test]
    fn figures_are_read_off_a_run_by_what_an_author_writes() {
        for (text, said) in [
            ("sink = { what = \"p95\", per = 60 }", Some(Said::Number(1500))),
            ("sink = { what = \"p99\" }", None),
            ("sink = { what = \"late\" }", Some(Said::Number(60_000))),
            ("sink = { what = \"lost\" }", Some(Said::Number(0))),
            ("fault = { id = \"down\", what = \"lost\" }", Some(Said::Number(1_204_000))),
            ("fault = { id = \"down\", what = \"percent\" }", Some(Said::Number(99_500))),
            ("fault = { id = \"down\", what = \"recovered\" }", None),
            ("fault = { id = \"down\", what = \"node\" }", Some(Said::Node("n1".to_owned()))),
            ("fault = { id = \"down\", what = \"cause\" }", Some(Said::Words("it threw".to_owned()))),
            ("fault = { id = \"down\", what = \"when\" }", Some(Said::Words("06:40 on day 4".to_owned()))),
            ("fault = { id = \"other\", what = \"lost\" }", None),
            ("trial = { id = \"week\", what = \"took\", per = 60 }", Some(Said::Number(10_000))),
            ("trial = { id = \"week\", what = \"took\", per = 0 }", None),
            ("trial = { id = \"week\", what = \"node\" }", Some(Said::Node("n2".to_owned()))),
            ("trial = { id = \"none\", what = \"took\" }", None),
            ("trial = { id = \"gone\", what = \"missing\" }", None),
        ] {
            let figure: Figure = toml::from_str(text).unwrap();
            assert_eq!(said, figure.of(&run()), "{text}");
        }
    }

    #[test]
    fn a_run_of_nothing_has_no_figure_of_a_sink() {
        let figure: Figure = toml::from_str("sink = { what = \"sent\" }").unwrap();
        assert_eq!(None, figure.of(&KeptRun::default()));
    }
}
