//! What came of a run, row by row: the three gauges, the accounts, the ledger, the faults, the
//! replay trials, and what the student had said beforehand.

use super::telling::Names;
use crate::{
    domain::{
        attempt::Attempt,
        kept::{KeptFault, KeptGauge, KeptLine, KeptReplay, KeptRun, Prediction},
        scenario::{Quality, Scenario},
        text::clean_line,
    },
    sim::{
        agenda::SECOND,
        report::{Percent, SinkReport},
        say::{grouped, lasting},
    },
    tui::{
        strings::{quality, run as say},
        theme::Role,
    },
};

/// What a row is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// A title.
    Head,
    /// A sentence.
    Note,
    /// A quality, by its place.
    Gauge(Quality),
    /// A sink of the run being watched.
    Sink(String),
    /// A line of the ledger.
    Ledger {
        /// The node.
        node: String,
        /// The cause.
        cause: String,
    },
    /// A fault.
    Fault(String),
    /// A replay trial.
    Replay(String),
    /// What was said of a fault.
    Guess(String),
}

/// A row with what is said of it when it is selected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it is about.
    pub about: About,
    /// Whether it is good; nothing where that is no question.
    pub met: Option<bool>,
    /// Its first column.
    pub name: String,
    /// The rest.
    pub text: String,
    /// A gauge: its figure and the lower end in hundredths of a per cent, and the target.
    pub bar: Option<[i32; 3]>,
    /// What is said of it when it is selected.
    pub detail: Vec<(Role, String)>,
}

impl Row {
    fn head(text: &str) -> Self {
        Self {
            about: About::Head,
            met: None,
            name: text.to_owned(),
            text: String::new(),
            bar: None,
            detail: Vec::new(),
        }
    }

    fn note(text: &str) -> Self {
        Self { about: About::Note, ..Self::head(text) }
    }

    /// Whether the cursor may stand on it.
    pub fn can_be_chosen(&self) -> bool {
        !matches!(self.about, About::Head | About::Note)
    }
}

/// What the rows are made of.
pub struct Material<'a> {
    /// The contract.
    pub scenario: &'a Scenario,
    /// The attempt.
    pub attempt: &'a Attempt,
    /// The names of nodes.
    pub names: &'a Names,
    /// The accounts of the run being watched.
    pub sinks: &'a [SinkReport],
    /// The fingerprint of the board.
    pub board: &'a str,
}

/// Returns all rows.
pub fn rows(m: &Material<'_>) -> Vec<Row> {
    let mut out = Vec::new();
    match m.attempt.runs.last() {
        Some(run) => of_run(&mut out, m, run),
        None => out.extend([Row::head(say::GAUGES), Row::note(say::NOT_MEASURED)]),
    }
    if !m.sinks.is_empty() {
        out.push(Row::head(say::ACCOUNTS));
        out.extend(m.sinks.iter().map(|s| sink(m, s)));
    }
    if !m.attempt.predictions.is_empty() {
        out.push(Row::head(say::GUESSES));
        out.extend(m.attempt.predictions.iter().rev().take(20).map(|p| guess(m, p)));
    }
    out
}

fn of_run(out: &mut Vec<Row>, m: &Material<'_>, run: &KeptRun) {
    out.push(Row::head(&say::gauges_of(run.number, run.replications, run.seed, run.board == m.board)));
    if run.changed != m.attempt.is_changed() {
        out.push(Row::note(say::BEFORE_THE_CHANGE));
    }
    out.extend(run.gauges.iter().map(|(q, g)| gauge(*q, g)));
    out.push(Row::head(say::LEDGER));
    if run.ledger.is_empty() {
        out.push(Row::note(say::LEDGER_EMPTY));
    }
    out.extend(run.ledger.iter().map(|l| ledger(m, l)));
    out.push(Row::head(say::FAULT_TABLE));
    out.extend(run.faults.iter().map(|f| fault(m, f)));
    out.push(Row::head(say::REPLAYS));
    out.extend(run.replays.iter().map(|r| replay(m, r)));
}

/// Writes hundredths of a per cent.
pub fn percent(hundredths: i32) -> String {
    if hundredths < 0 { "–".to_owned() } else { Percent(hundredths).to_string() }
}

fn gauge(q: Quality, g: &KeptGauge) -> Row {
    let mut detail = vec![(Role::Text, g.why.clone())];
    if !g.attempt.is_empty() {
        detail.push((Role::Accent, say::try_this(&g.attempt)));
    }
    detail.push((Role::Muted, say::interval(&percent(g.low), &percent(g.high), g.target)));
    Row {
        about: About::Gauge(q),
        met: Some(g.met),
        name: quality::title(q).to_owned(),
        text: format!("{}  {}", percent(g.percent), say::short_interval(&percent(g.low), &percent(g.high), g.target)),
        bar: Some([g.percent, g.low, g.target]),
        detail,
    }
}

fn sink(m: &Material<'_>, s: &SinkReport) -> Row {
    let label = if s.node.is_empty() { say::NO_SINK.to_owned() } else { m.names.label_of(&s.node).to_owned() };
    let parts = [
        (s.on_time, say::CLASSES[0]),
        (s.late, say::CLASSES[1]),
        (s.wrong, say::CLASSES[2]),
        (s.parked, say::CLASSES[3]),
        (s.rejected, say::CLASSES[4]),
        (s.archived_only, say::CLASSES[5]),
        (s.lost, say::CLASSES[6]),
        (s.in_flight, say::CLASSES[7]),
        (s.extra_copies, say::CLASSES[8]),
        (s.unexpected, say::CLASSES[9]),
    ];
    let some: Vec<String> = parts.iter().filter(|p| p.0 > 0).map(|(n, w)| format!("{} {w}", grouped(*n))).collect();
    let f = &s.freshness_s;
    let secs = |v: Option<f64>| v.map_or_else(|| say::NEVER_SHORT.to_owned(), |s| lasting((s * 1e6) as i64));
    Row {
        about: About::Sink(s.node.clone()),
        met: Some(s.on_time == s.sent),
        name: label,
        text: format!("{} sent: {}", grouped(s.sent), some.join(", ")),
        bar: None,
        detail: vec![(Role::Text, say::fresh(&[secs(f.p50), secs(f.p95), secs(f.p99), secs(f.max)]))],
    }
}

fn ledger(m: &Material<'_>, l: &KeptLine) -> Row {
    let label = if l.node.is_empty() { say::NOT_ON_BOARD } else { m.names.label_of(&l.node) };
    Row {
        about: About::Ledger { node: l.node.clone(), cause: l.cause.clone() },
        met: Some(false),
        name: format!("{} {}", grouped(l.records), l.class.replace('_', " ")),
        text: format!("{label}: {}", l.phrase),
        bar: None,
        detail: vec![(Role::Text, say::ledger_detail(&grouped(l.records), label, &l.phrase))],
    }
}

fn fault(m: &Material<'_>, f: &KeptFault) -> Row {
    let told = m.scenario.fault.iter().find(|x| x.id == f.id);
    let name = told.map_or_else(|| f.id.clone(), |x| clean_line(&x.name));
    let after = |s: Option<i64>| s.map_or_else(|| say::NEVER_SHORT.to_owned(), |s| lasting(s * SECOND));
    let text = if f.applies {
        format!("{:>8}  {}", percent(f.percent), say::survived(f.survived))
    } else {
        say::NOT_HERE.to_owned()
    };
    let mut detail = vec![(Role::Text, f.why.clone())];
    if f.applies {
        let [before, during, later] = f.windows.map(percent);
        detail.push((Role::Text, say::windows(&before, &during, &later)));
        detail.push((Role::Text, say::cost(&[f.lost, f.wrong, f.late, f.parked, f.extra])));
        detail.push((Role::Text, say::told_and_back(&after(f.told_s), &after(f.recovered_s))));
    }
    if let Some(x) = told {
        detail.push((Role::Muted, clean_line(&x.story)));
    }
    let met = f.applies.then_some(f.survived);
    Row { about: About::Fault(f.id.clone()), met, name, text, bar: None, detail }
}

fn replay(m: &Material<'_>, r: &KeptReplay) -> Row {
    let told = m.scenario.trial.iter().find(|x| x.id == r.id);
    let name = told.map_or_else(|| r.id.clone(), |x| clean_line(&x.name));
    let from = if r.from.is_empty() { say::FROM_NOWHERE.to_owned() } else { say::from(m.names.label_of(&r.from)) };
    let mut detail = vec![(Role::Text, r.why.clone())];
    detail.push((Role::Text, say::rebuilt(r.missing, r.extra, r.wrong)));
    detail.push((Role::Text, say::took(&lasting(r.seconds * SECOND), &lasting(r.reaches_back_s * SECOND))));
    if let Some(x) = told {
        detail.push((Role::Muted, clean_line(&x.story)));
    }
    Row {
        about: About::Replay(r.id.clone()),
        met: Some(r.percent == 10_000),
        name,
        text: format!("{:>8}  {from}", percent(r.percent)),
        bar: None,
        detail,
    }
}

fn guess(m: &Material<'_>, p: &Prediction) -> Row {
    let told = m.scenario.fault.iter().find(|x| x.id == p.fault);
    let name = told.map_or_else(|| p.fault.clone(), |x| clean_line(&x.name));
    let detail = vec![
        (Role::Text, say::you_said(&clean_line(&p.said))),
        (Role::Text, say::it_happened(&clean_line(&p.happened))),
        (Role::Muted, say::strikes(&p.moment)),
    ];
    Row { about: About::Guess(p.fault.clone()), met: None, name, text: clean_line(&p.happened), bar: None, detail }
}
