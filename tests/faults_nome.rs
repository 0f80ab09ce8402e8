//! Nome's faults on the numbers: what a good design shows and what a bad one shows.
//!
//! A bad design is a naive one of the pack, or a reference with one or two things changed. Records
//! travel in larger batches than in the pack, so that this takes seconds.

#![allow(clippy::unwrap_used, reason = "a step that fails is a failed test")]
#![allow(clippy::print_stdout, reason = "the rows of the tables, for whoever asks with --nocapture")]

use std::ops::ControlFlow;

use archlab::{
    content::{Pack, default_pack},
    domain::{board::Board, flow::Flow, scenario::Scenario, value::Value},
    sim::{
        measure::{Choice, Which, measure},
        play::{Pull, play},
        report::{FaultReport, RunReport},
        trace::Happening,
    },
};

/// A change of a design: a node, a setting, its value; or a node whose links go.
#[derive(Clone, Copy, Debug)]
enum But {
    Switch(&'static str, &'static str, bool),
    Number(&'static str, &'static str, i64),
    Word(&'static str, &'static str, &'static str),
    Cut(&'static str, &'static str),
}

struct Bench {
    pack: Pack,
    scenario: Scenario,
}

impl Bench {
    fn new() -> Self {
        let pack = default_pack().pack;
        let scenario = pack.scenario("nome-security").unwrap().clone();
        Self { pack, scenario }
    }

    fn board(&self, design: &str, buts: &[But]) -> Board {
        let mut board = self.scenario.design(design).unwrap().board.clone();
        for but in buts {
            let mut set = |node: &str, key: &str, value| {
                board.nodes.get_mut(node).unwrap().settings.insert(key.to_owned(), value);
            };
            match *but {
                But::Switch(node, key, on) => set(node, key, Value::Bool(on)),
                But::Number(node, key, n) => set(node, key, Value::Int(n)),
                But::Word(node, key, word) => set(node, key, Value::Text(word.to_owned())),
                But::Cut(from, to) => {
                    board.links.retain(|_, l| l.from.as_str() != from || l.to.as_str() != to);
                }
            }
        }
        board
    }

    fn measured(&self, board: &Board, scenario: &Scenario, faults: Which) -> RunReport {
        let flow = Flow::of(board, &self.pack.catalogue, Some(scenario));
        let choice = Choice { faults, replications: Some(1), ..Choice::default() };
        measure(&flow, scenario, &choice, &mut |_| ControlFlow::Continue(())).unwrap().unwrap()
    }

    /// One design with one fault, without replay trials.
    fn see(&self, design: &str, buts: &[But], fault: &str) -> FaultReport {
        let mut scenario = self.scenario.clone();
        scenario.trial.clear();
        let which = Which::Only(vec![fault.to_owned()]);
        let seen = self.measured(&self.board(design, buts), &scenario, which).faults.remove(0);
        println!("{fault} | {design} {buts:?} | {} % | {}", seen.percent.value(), seen.why);
        seen
    }

    /// Pages that reach the analyst in a run with a fault.
    fn pages(&self, design: &str, fault: &str) -> usize {
        let board = self.board(design, &[]);
        let flow = Flow::of(&board, &self.pack.catalogue, Some(&self.scenario));
        let pull = Pull { fault: fault.to_owned(), at: None };
        let played = play(&flow, &self.scenario, 1, &[pull]).unwrap();
        let plan = self.scenario.fault.iter().find(|f| f.id == fault).unwrap();
        let from = played.clock.local(plan.at);
        let until = from + 3600 * 1_000_000;
        let is_page = |e: &&archlab::sim::trace::Entry| {
            e.what == Some(Happening::Told) && e.stream != u16::MAX && (from..until).contains(&e.at)
        };
        played.entries.iter().filter(is_page).count()
    }
}

#[test]
fn the_reference_survives_every_fault_of_the_table() {
    let bench = Bench::new();
    let mut scenario = bench.scenario.clone();
    scenario.trial.clear();
    let report = bench.measured(&bench.board("device-broker", &[]), &scenario, Which::All);
    assert!(report.gauges.velocity.met, "{}", report.gauges.velocity.why);
    for f in &report.faults {
        println!("{} | {} % | {}", f.id, f.percent.value(), f.why);
        assert!(f.survived || !f.applies, "{}: {} %: {}", f.id, f.percent.value(), f.why);
        // A threat that is published before the list is fetched again is taken for harmless.
        let (lost, wrong) = if f.id == "list-outdated" { (f.lost.saturating_sub(1), 0) } else { (f.lost, f.wrong) };
        assert_eq!((0, 0), (lost, wrong), "{}: {}", f.id, f.why);
    }
    let of = |id: &str| report.faults.iter().find(|f| f.id == id).unwrap();
    // Nothing of it is exposed, so the stranger finds nothing; everything else applies.
    assert_eq!(1, report.faults.iter().filter(|f| !f.applies).count());
    assert!(!of("stranger").applies);
    // F9 and F12: refused or held, and somebody is told within minutes.
    assert!(of("lake-wiped").told_s.is_some_and(|s| s <= 300), "{}", of("lake-wiped").why);
    assert!(of("lake-key-off").told_s.is_some_and(|s| s <= 300), "{}", of("lake-key-off").why);
}

/// What a bad design shows: at most so many per cent of what a good one must.
const BAD: [(&str, &str, &[But], f64); 9] = [
    // F1, F2: who asks about every key in the stream stands still with the site.
    ("site-down", "every-key-is-a-journey", &[], 20.0),
    ("quota-cut", "every-key-is-a-journey", &[], 20.0),
    // F4: one record stops the part of the stream it is in.
    (
        "poison",
        "device-broker",
        &[But::Word("check", "on_bad_row", "stop"), But::Number("check", "max_retries", 10_000)],
        80.0,
    ),
    // F5: the door has said "got it", and nobody has it.
    ("checker-down", "check-at-the-door", &[But::Cut("check", "rejects")], 10.0),
    // F6: lists in a cache of one zone only would do it too; here, one way out.
    ("zone-lost", "device-broker", &[But::Number("nat", "azs", 1)], 20.0),
    // F8: five hundred pages a minute.
    ("campaign", "a-page-for-each", &[], 20.0),
    // F9: the lake is gone.
    ("lake-wiped", "lake-without-a-lock", &[], 15.0),
    // F11: whoever copies an agent is believed.
    ("agent-cloned", "device-broker", &[But::Switch("door", "own_certificates", false)], 0.0),
    // N4: a list that nobody brings up to date.
    ("list-outdated", "list-from-last-year", &[], 0.0),
];

#[test]
fn bad_designs_suffer_what_the_table_says() {
    let bench = Bench::new();
    let mut broken = Vec::new();
    for (fault, design, buts, most) in BAD {
        let seen = bench.see(design, buts, fault);
        if !seen.applies || seen.survived || seen.percent.value() > most {
            broken.push(format!("{fault} on {design} {buts:?}: {} %: {}", seen.percent.value(), seen.why));
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn f8_a_campaign_is_a_handful_of_pages_or_a_thousand() {
    let bench = Bench::new();
    let grouped = bench.pages("device-broker", "campaign");
    assert!((1..=60).contains(&grouped), "{grouped} pages");
    let each = bench.pages("a-page-for-each", "campaign");
    assert!(each > 1000, "{each} pages");
}

#[test]
fn n8_what_stands_in_no_fence_or_behind_an_open_door_is_found() {
    let bench = Bench::new();
    for design in ["parts-without-a-fence", "lake-with-a-window"] {
        let seen = bench.see(design, &[], "stranger");
        assert!(seen.applies && seen.percent.value() <= 0.0, "{design}: {}", seen.why);
    }
}

#[test]
fn f10_ninety_days_can_be_searched_or_not() {
    let mut bench = Bench::new();
    bench.scenario.fault.clear();
    bench.scenario.trial.retain(|t| t.id == "new-indicator");
    let trial = |buts: &[But]| {
        bench.measured(&bench.board("device-broker", buts), &bench.scenario, Which::All).replays.remove(0)
    };
    let good = trial(&[]);
    assert_eq!(10_000, good.percent.0, "{}", good.why);
    assert!((600..=1800).contains(&good.seconds), "{}", good.why);
    let week = trial(&[But::Number("raw", "expire_days", 7)]);
    assert!(week.percent.0 < 1000, "{}", week.why);
    let alone = trial(&[But::Cut("raw", "athena")]);
    assert_eq!(0, alone.percent.0, "{}", alone.why);
}
