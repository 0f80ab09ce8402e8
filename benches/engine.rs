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
    hint::black_box,
    time::{Duration, Instant},
};

use archlab::sim::draw::{Dice, Purpose, Span};
use tandem::{Model, Spread};

/// Stations of the tandem model.
const STATIONS: usize = 5;
/// Arrivals a second.
const RATE: i64 = 20;

fn main() {
    tandem_model();
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
