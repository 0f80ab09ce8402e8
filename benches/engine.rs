//! Times the engine beside a bare loop over a binary heap that does the same model, the physical
//! limit of any event-driven simulation.
//!
//! `cargo bench --bench engine` prints one table; nothing fails here. The engine is called as
//! boards call it, with its accounts on.
#![allow(clippy::print_stdout, reason = "a bench prints its table")]
#![allow(clippy::unwrap_used, reason = "a bench that cannot go on stops")]

#[path = "../tests/theory/tandem.rs"]
mod tandem;

use std::{
    cmp::Reverse,
    collections::{BinaryHeap, VecDeque},
    fs,
    hint::black_box,
    ops::ControlFlow,
    time::{Duration, Instant},
};

use archlab::{
    content,
    domain::{flow::Flow, scenario::DesignKind},
    sim::{
        draw::{Dice, Purpose, Span},
        measure::{Choice, Which, measure},
        reckon::Class,
    },
};
use tandem::{Model, Spread};

/// Stations of the tandem model.
const STATIONS: usize = 5;
/// Arrivals a second.
const RATE: i64 = 20;

fn main() {
    tandem_model();
    a_year_of_reports();
    fifty_million_ticks();
}

/// Every report of a year, through each reference of the first contract: once undisturbed, and once
/// for each fault and each replay trial of its suite.
fn a_year_of_reports() {
    let pack = content::default_pack().pack;
    let mut scenario = pack.scenarios.first().unwrap().clone();
    scenario.run.as_mut().unwrap().days = 365;
    for design in scenario.designs.iter().filter(|d| d.info.kind == DesignKind::Reference) {
        let flow = Flow::of(&design.board, &pack.catalogue, Some(&scenario));
        let took = |faults: Which| {
            let choice = Choice { faults, replications: Some(1), ..Choice::default() };
            let once = || {
                let start = Instant::now();
                black_box(measure(&flow, &scenario, &choice, &mut |_| ControlFlow::Continue(())).unwrap());
                start.elapsed()
            };
            (0..3).map(|_| once()).min().unwrap_or_default().as_secs_f64()
        };
        let what = format!("a year of High fashion, {}, without faults", design.id);
        println!("{what:<78} {:>9.3} s", took(Which::None));
        let what = format!("a year of High fashion, {}, with its fault suite", design.id);
        println!("{what:<78} {:>9.3} s   limit 0.5 s", took(Which::All));
    }
}

/// A day of fifty million records in cohorts of a tenth of a second: a feed, four workers, a table.
fn fifty_million_ticks() {
    let model = Model {
        per_s_milli: 579_000,
        service_ms: 5,
        spread: Spread::Fixed,
        servers: 8,
        stations: 4,
        days: 1,
        cohort_us: 100_000,
    };
    let bench = model.draw();
    let start = Instant::now();
    let done = black_box(bench.run(1, 0));
    let took = start.elapsed().as_secs_f64();
    let account = &done.accounts[0];
    let all: u64 = Class::ALL.iter().map(|&c| account.class(c).count()).sum();
    let what = format!("{} ticks through six nodes, {} in a class, {} events", account.sent.count(), all, done.events);
    println!("{what:<78} {took:>9.3} s   limit 10 s");
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find(|l| l.starts_with("VmHWM")).and_then(|l| l.split_whitespace().nth(1));
    let peak = peak.and_then(|kb| kb.parse::<u64>().ok()).unwrap_or(0) / 1000;
    println!("{:<78} {peak:>9} MB   limit 200 MB", "most memory ever in use by this bench");
}

/// The same model: Poisson arrivals, exponential servers in a row, at four fifths of their
/// capacity.
fn tandem_model() {
    let model = Model {
        per_s_milli: RATE * 1000,
        service_ms: 40,
        spread: Spread::Exponential,
        servers: 1,
        stations: STATIONS,
        days: 1,
        cohort_us: 0,
    };
    let bench = model.draw();
    let (mut engine, mut bare, mut events) = (Duration::MAX, Duration::MAX, (0, 0));
    for round in 0..5 {
        let start = Instant::now();
        let done = black_box(bench.run(1, 0));
        engine = engine.min(start.elapsed());
        let start = Instant::now();
        let n = black_box(bare_loop(1, 86_400_000_000));
        bare = bare.min(start.elapsed());
        events = (done.events, n);
        if round == 0 {
            println!("records sent: {}", done.accounts[0].sent.count());
        }
    }
    let rate = |n: u64, t: Duration| n as f64 / t.as_secs_f64() / 1e6;
    let (fast, slow) = (rate(events.1, bare), rate(events.0, engine));
    println!("{:<50} {:>12} events {:>9.2} M/s", "bare loop over a binary heap, tandem of 5", events.1, fast);
    println!("{:<50} {:>12} events {:>9.2} M/s", "the engine, the same tandem, with accounts", events.0, slow);
    println!("{:<50} {:>22.1} %   limit 40 %", "share of the bare loop", slow * 100.0 / fast);
}

/// The tandem model with nothing but a heap: the draws are those of the engine.
fn bare_loop(seed: u64, horizon: i64) -> u64 {
    let dice = Dice::new(seed);
    let mut heap: BinaryHeap<Reverse<(i64, u64, u8)>> = BinaryHeap::new();
    let mut waiting: Vec<VecDeque<u64>> = vec![VecDeque::new(); STATIONS];
    let gap = Span::Exponential(1e6 / RATE as f64);
    let service = Span::Exponential(40_000.0);
    let (mut sequence, mut arrived, mut events) = (0u64, 0u64, 0u64);
    let mut served = [0u64; STATIONS];
    heap.push(Reverse((0, 0, 0)));
    while let Some(Reverse((now, _, kind))) = heap.pop() {
        if now > horizon {
            break;
        }
        events += 1;
        let mut plan = |at: i64, kind: u8| {
            sequence += 1;
            heap.push(Reverse((at, sequence, kind)));
        };
        let reached = if kind == 0 {
            arrived += 1;
            plan(now + gap.draw(dice, Purpose::Arrival, 1, arrived), 0);
            Some((0, arrived))
        } else {
            let s = usize::from(kind) - 1;
            let customer = waiting[s].pop_front().unwrap();
            served[s] += 1;
            if let Some(&next) = waiting[s].front() {
                plan(now + service.draw(dice, Purpose::Service, s as u64, next), kind);
            }
            (s + 1 < STATIONS).then_some((s + 1, customer))
        };
        if let Some((s, customer)) = reached {
            waiting[s].push_back(customer);
            if waiting[s].len() == 1 {
                plan(now + service.draw(dice, Purpose::Service, s as u64, customer), s as u8 + 1);
            }
        }
    }
    black_box(served);
    events
}
