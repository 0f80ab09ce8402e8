//! Runs in a bundle: what was measured on the board that is handed in, and running it again to see
//! whether that is so.
//!
//! The figures come from the engine; here they are only put into the shape in which an attempt
//! keeps them, and compared.

use std::{fmt::Write as _, ops::ControlFlow};

use sha2::{Digest, Sha256};

use crate::{
    content,
    domain::{
        attempt::Attempt,
        board::Board,
        flow::Flow,
        kept::{KeptFault, KeptGauge, KeptHit, KeptLine, KeptReplay, KeptRun, KeptSink},
        scenario::{Quality, Scenario},
    },
    sim::{
        measure::{Choice, Which, measure},
        reckon::Class,
        report::{FaultReport, Gauge, Hit, LedgerLine, Percent, ReplayReport, RunReport, SinkReport},
    },
};

use super::{Claims, ENGINE};

/// The most repetitions that are run again for one bundle; no screen ever asks for more.
const MOST_AGAIN: u32 = 30;

/// Returns the last run of the board as it is handed in.
pub(super) fn last<'a>(attempt: &'a Attempt, board: &Board) -> Option<&'a KeptRun> {
    let print = board_fingerprint(board);
    attempt.runs.iter().rev().find(|r| r.board == print)
}

/// Runs the board again as it is said to have been run, and compares every figure.
pub(super) fn again(flow: &Flow<'_>, scenario: &Scenario, attempt: &Attempt) -> Claims {
    let Some(claimed) = last(attempt, flow.board) else {
        return Claims::Unchecked("this board was not run".to_owned());
    };
    if claimed.engine != ENGINE {
        return Claims::OtherVersion(format!("run with engine {}, this is {ENGINE}", claimed.engine));
    }
    if !(1..=MOST_AGAIN).contains(&claimed.replications) {
        return Claims::Unchecked(format!("it claims {} repetitions", claimed.replications));
    }
    let choice = Choice { seed: claimed.seed, faults: Which::All, replications: Some(claimed.replications) };
    match measure(flow, &scenario.in_force(claimed.changed), &choice, &mut |_| ControlFlow::Continue(())) {
        Ok(Some(report)) => compare(claimed, &kept(&report, claimed.board.clone())),
        Ok(None) => Claims::Unchecked("running it again was stopped".to_owned()),
        Err(why) => Claims::Differ(vec![format!("it cannot have been run: {why}")]),
    }
}

fn compare(claimed: &KeptRun, here: &KeptRun) -> Claims {
    let mut out = Vec::new();
    if claimed.trace_sha256 != here.trace_sha256 {
        out.push("the run of this board goes another way".to_owned());
    }
    for (quality, found) in &here.gauges {
        if claimed.gauges.get(quality) != Some(found) {
            let said =
                claimed.gauges.get(quality).map_or_else(|| "nothing".to_owned(), |g| Percent(g.percent).to_string());
            out.push(format!("{quality}: claimed {said}, measured {}", Percent(found.percent)));
        }
    }
    let rest = [
        ("accounts", claimed.sinks == here.sinks),
        ("ledger", claimed.ledger == here.ledger),
        ("faults", claimed.faults == here.faults),
        ("replay trials", claimed.replays == here.replays),
    ];
    out.extend(
        rest.iter().filter(|(_, same)| !same).map(|(what, _)| format!("the {what} are not those measured here")),
    );
    if out.is_empty() { Claims::Same } else { Claims::Differ(out) }
}

/// Returns the fingerprint of what of a board is run: words about it and its place on the grid are
/// left out, but not its zones.
pub fn board_fingerprint(board: &Board) -> String {
    let mut bare = Board { name: String::new(), ..board.clone() };
    bare.notes.clear();
    let hash = Sha256::digest(content::board::write(&bare, None).as_bytes());
    hash.iter().take(8).fold(String::new(), |mut hex, byte| {
        // Writing into a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// Puts a report into the shape in which it is kept with an attempt.
pub fn kept(report: &RunReport, board: String) -> KeptRun {
    KeptRun {
        number: 0,
        at: String::new(),
        board,
        seed: report.seed,
        replications: report.replications,
        engine: report.engine.clone(),
        trace_sha256: report.trace_sha256.clone(),
        changed: report.phase.counts(true) && !report.phase.counts(false),
        gauges: Quality::ALL.iter().map(|&q| (q, gauge(report.gauges.of(q)))).collect(),
        sinks: report.sinks.iter().map(sink).collect(),
        ledger: report.ledger.iter().map(line).collect(),
        faults: report.faults.iter().map(fault).collect(),
        replays: report.replays.iter().map(replay).collect(),
    }
}

fn line(l: &LedgerLine) -> KeptLine {
    KeptLine {
        node: l.node.clone(),
        cause: l.cause.word().to_owned(),
        phrase: l.cause.phrase().to_owned(),
        class: l.class.word().to_owned(),
        records: l.records,
    }
}

fn hit(h: &Hit) -> KeptHit {
    KeptHit { line: line(&h.line), day: h.when.day, time_s: h.when.time.0 }
}

fn sink(s: &SinkReport) -> KeptSink {
    let counts = [s.on_time, s.late, s.wrong, s.parked, s.rejected, s.archived_only, s.lost, s.in_flight];
    let classes = Class::ALL.iter().map(|c| c.word().to_owned()).zip(counts).filter(|(_, n)| *n > 0);
    let f = &s.freshness_s;
    // Seconds with three decimals; -1 for those that some records never reach.
    let ms = |t: Option<f64>| t.map_or(-1, |t| libm::rint(t * 1000.0) as i64);
    KeptSink {
        node: s.node.clone(),
        workload: s.workload.clone(),
        sent: s.sent,
        classes: classes.collect(),
        copies: s.extra_copies,
        fresh_ms: [f.p50, f.p95, f.p99, f.max].map(ms),
    }
}

fn gauge(g: &Gauge) -> KeptGauge {
    KeptGauge {
        percent: g.percent.0,
        low: g.low.0,
        high: g.high.0,
        target: g.target,
        met: g.met,
        why: g.why.clone(),
        nodes: g.nodes.clone(),
        attempt: g.attempt.clone(),
    }
}

fn fault(f: &FaultReport) -> KeptFault {
    let share = |p: Option<Percent>| p.map_or(-1, |p| p.0);
    KeptFault {
        id: f.id.clone(),
        applies: f.applies,
        survived: f.survived,
        percent: f.percent.0,
        windows: [share(f.windows.before), share(f.windows.during), share(f.windows.after)],
        lost: f.lost,
        wrong: f.wrong,
        late: f.late,
        extra: f.extra_copies,
        parked: f.parked,
        recovered_s: f.recovered_s,
        told_s: f.told_s,
        why: f.why.clone(),
        worst: f.worst.as_ref().map(hit),
    }
}

fn replay(r: &ReplayReport) -> KeptReplay {
    KeptReplay {
        id: r.id.clone(),
        from: r.from_node.clone(),
        percent: r.percent.0,
        missing: r.missing,
        extra: r.extra_copies,
        wrong: r.wrong,
        seconds: r.seconds,
        reaches_back_s: r.reaches_back_s,
        why: r.why.clone(),
    }
}
