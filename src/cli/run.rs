//! `archlab run`: simulates a board and prints gauges, accounts, faults and trials.

use std::{
    fs,
    io::IsTerminal,
    ops::ControlFlow,
    path::PathBuf,
    time::{Duration, Instant},
};

use clap::Args;

use super::{Global, Outcome, board, input, out::Out, stop::Stop};
use crate::{
    domain::{
        flow::Flow,
        scenario::{Quality, Scenario},
    },
    sim::{
        measure::{Choice, Progress, Which, measure},
        plant::Unrunnable,
        play::play,
        report::{Gauge, RunReport, SinkReport},
        say::grouped,
    },
};

/// Runs a board.
#[derive(Debug, Args)]
pub(super) struct Run {
    /// A .board.toml, CONTRACT/DESIGN, or CONTRACT for your own drawing
    board: String,
    /// Contract to run by, instead of the one the board names
    #[arg(long, value_name = "ID")]
    scenario: Option<String>,
    /// Seed of the first repetition
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Which faults: all, none, or ids with commas between them
    #[arg(long, default_value = "all", value_name = "WHICH")]
    faults: String,
    /// How often everything is run, instead of as often as it takes to be sure
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1000))]
    replications: Option<u32>,
    /// Write everything that happened in the run without faults to this file, as JSON lines
    #[arg(long, value_name = "FILE")]
    trace: Option<PathBuf>,
    /// Run as after the changed requirement
    #[arg(long)]
    changed: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Run {
    /// Runs; wanting if a gauge misses its target.
    pub(super) fn run(&self, global: &Global, out: &mut Out) -> Result<Outcome, Stop> {
        let pack = input::packs(global, out)?;
        let named = board::find(&self.board, &pack, global)?;
        let scenario = board::contract(self.scenario.as_deref(), &named.board, &pack)?.ok_or_else(|| {
            Stop::because("the board names no contract", &self.board, "Say which one with --scenario ID.")
        })?;
        let scenario = &*scenario.in_force(self.changed || named.changed);
        let choice = Choice { seed: self.seed, faults: self.which(scenario)?, replications: self.replications };
        let flow = Flow::of(&named.board, &pack.catalogue, Some(scenario));
        let mut waiting = Waiting::new();
        let measured = measure(&flow, scenario, &choice, &mut |progress| {
            waiting.show(progress, out);
            ControlFlow::Continue(())
        });
        waiting.end(out);
        let report = measured
            .map_err(|e| self.unrunnable(e))?
            .ok_or_else(|| Stop::because("the run was cancelled", &self.board, "Run it again."))?;
        if let Some(path) = &self.trace {
            let played = play(&flow, scenario, self.seed, &[]).map_err(|e| self.unrunnable(e))?;
            let text: String = played.lines().flat_map(|l| [l, "\n".to_owned()]).collect();
            fs::write(path, text).map_err(|e| Stop::file("write the trace", path, &e))?;
        }
        if self.json {
            out.json(&report)?;
        } else {
            let phase = if scenario.changed { " · after the change" } else { "" };
            out.line(format!("{} · {}{phase}", named.name, scenario.title))?;
            print(&report, &flow, out)?;
        }
        Ok(Outcome::of(report.met()))
    }

    fn which(&self, scenario: &Scenario) -> Result<Which, Stop> {
        let ids: Vec<String> = match self.faults.as_str() {
            "all" => return Ok(Which::All),
            "none" => return Ok(Which::None),
            list => list.split(',').map(|id| id.trim().to_owned()).collect(),
        };
        let unknown = ids.iter().find(|id| scenario.faults().all(|f| &f.id != *id));
        match unknown {
            None => Ok(Which::Only(ids)),
            Some(id) => {
                let known: Vec<&str> = scenario.faults().map(|f| f.id.as_str()).collect();
                let hint = format!("Its faults: {}.", known.join(", "));
                Err(Stop::because(format!("`{}` has no fault `{id}`", scenario.id), "--faults", hint))
            }
        }
    }

    fn unrunnable(&self, error: Unrunnable) -> Stop {
        Stop::because(error.to_string(), &self.board, "`archlab review` says what is missing on the board.")
    }
}

/// Tells somebody who waits at a terminal how far it is, once it has taken a second.
struct Waiting {
    began: Instant,
    terminal: bool,
    shown: bool,
}

impl Waiting {
    fn new() -> Self {
        Self { began: Instant::now(), terminal: std::io::stderr().is_terminal(), shown: false }
    }

    fn show(&mut self, progress: Progress, out: &mut Out) {
        if self.terminal && self.began.elapsed() > Duration::from_secs(1) {
            self.shown = true;
            out.meanwhile(&format!("{} of about {} runs", progress.done, progress.of));
        }
    }

    fn end(&self, out: &mut Out) {
        if self.shown {
            out.meanwhile("");
        }
    }
}

fn print(report: &RunReport, flow: &Flow<'_>, out: &mut Out) -> Result<(), Stop> {
    out.line(format!(
        "{} days, {} repetitions, seed {}, engine {}\n",
        report.horizon_s / 86_400,
        report.replications,
        report.seed,
        report.engine
    ))?;
    for &quality in Quality::ALL {
        gauge(quality, report.gauges.of(quality), out)?;
    }
    for sink in &report.sinks {
        account(sink, flow, out)?;
    }
    if !report.ledger.is_empty() {
        out.line("\nLedger: what did not arrive in time, where and why")?;
    }
    for l in &report.ledger {
        let at = label(flow, &l.node, "not on the board");
        out.line(format!("  {:>11}  {:<13}  {at}: {}", grouped(l.records), l.class.word(), l.cause.phrase()))?;
    }
    faults(report, out)
}

fn label<'a>(flow: &Flow<'a>, node: &str, none: &'a str) -> &'a str {
    flow.find(&node.into()).map_or(none, |n| flow.label(n))
}

fn gauge(quality: Quality, g: &Gauge, out: &mut Out) -> Result<(), Stop> {
    let mark = if g.met { "met " } else { "open" };
    out.line(format!(
        "  {mark}  {:<13} {:>9}  ({} to {}; target {} %)",
        quality.word(),
        g.percent.to_string(),
        g.low,
        g.high,
        g.target
    ))?;
    out.line(format!("        {}", g.why))?;
    if !g.met && !g.attempt.is_empty() {
        out.line(format!("        try: {}", g.attempt))?;
    }
    Ok(())
}

fn account(sink: &SinkReport, flow: &Flow<'_>, out: &mut Out) -> Result<(), Stop> {
    let at = label(flow, &sink.node, "no sink on the board");
    out.line(format!("\n{} at {at}: {} sent", sink.workload, grouped(sink.sent)))?;
    let classes = [
        ("on time", sink.on_time),
        ("late", sink.late),
        ("wrong", sink.wrong),
        ("parked", sink.parked),
        ("rejected", sink.rejected),
        ("archived only", sink.archived_only),
        ("lost", sink.lost),
        ("in flight", sink.in_flight),
    ];
    for (name, n) in classes.into_iter().filter(|c| c.1 > 0) {
        out.line(format!("  {:>11}  {name}", grouped(n)))?;
    }
    let f = &sink.freshness_s;
    let shown = |s: Option<f64>| s.map_or_else(|| "never".to_owned(), |s| format!("{s:.1} s"));
    out.line(format!(
        "  fresh after: half {}, 95 % {}, 99 % {}, last {}",
        shown(f.p50),
        shown(f.p95),
        shown(f.p99),
        shown(f.max)
    ))
}

fn faults(report: &RunReport, out: &mut Out) -> Result<(), Stop> {
    if !report.faults.is_empty() {
        out.line("\nFaults")?;
    }
    for f in &report.faults {
        let mark = match (f.applies, f.survived) {
            (false, _) => "n/a ",
            (_, true) => "met ",
            _ => "open",
        };
        let percent = if f.applies { f.percent.to_string() } else { String::new() };
        out.line(format!("  {mark}  {:<20} {percent:>9}  {}", f.id, f.why))?;
    }
    if !report.replays.is_empty() {
        out.line("\nReplay trials")?;
    }
    for r in &report.replays {
        out.line(format!("        {:<26} {:>9}  {}", r.id, r.percent.to_string(), r.why))?;
    }
    Ok(())
}
