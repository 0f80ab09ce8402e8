//! A run for a lesson: one board on one bench, and the figures that the lesson shows.
//!
//! One run, or two and a fault, or one and a trial; nothing is repeated, as a lesson shows what
//! happened once. What is asked of the figures is in `domain::practice`.

use std::{borrow::Cow, collections::BTreeMap};

use super::{
    agenda::{SECOND, Time},
    fault::Pulled,
    opening::Setup,
    ordeal::{Baseline, FaultRun, fault_run},
    plant::{Plant, Unrunnable},
    reckon::{Account, Class},
    say,
    trace::Happening,
    trial::{self, Rebuilt},
    world::World,
};
use crate::domain::{
    board::Board,
    component::Catalogue,
    flow::Flow,
    id::NodeId,
    lesson::{Task, TaskRecord},
    practice::{Chart, Figure, Practice, Seen},
    scenario::Scenario,
    value::Value,
    workload::Arrival,
};

/// Every run of a lesson has the same seed, so that what it says holds for everybody.
const SEED: u64 = 1;
/// Points of a line over time.
const POINTS: i64 = 48;

/// Runs a board for a lesson, with the knob in its place.
pub fn run(board: &Board, catalogue: &Catalogue, practice: &Practice, turn: Option<usize>) -> Result<Seen, Unrunnable> {
    let Some(bench) = &practice.plan else { return Err(Unrunnable::NoWorkload) };
    let bench = loaded(bench, practice, turn);
    let flow = Flow::of(board, catalogue, Some(bench.as_ref()));
    let plant = Plant::of(&flow, bench.as_ref())?;
    Ok(Running { plant: &plant, practice }.seen(turn))
}

/// Plays a task as a student would who drew this board: foretells, and runs with every place of the
/// knob. Returns the record of it.
pub fn played(task: &Task, board: &Board, catalogue: &Catalogue) -> TaskRecord {
    let mut record = TaskRecord { deeds: task.did.clone(), ..TaskRecord::default() };
    let Some(practice) = &task.run else { return record };
    record.chosen = practice.predict.as_ref().map(|_| 0);
    for turn in practice.turns() {
        let board = turned(board, catalogue, practice, turn);
        if let Ok(seen) = run(&board, catalogue, practice, turn) {
            record.keep_run(seen);
        }
    }
    record
}

/// Returns the board with the knob in its place.
pub fn turned(board: &Board, catalogue: &Catalogue, practice: &Practice, turn: Option<usize>) -> Board {
    let mut board = board.clone();
    let Some((knob, turn)) = practice.knob.as_ref().zip(turn) else { return board };
    let (Some(setting), Some(value)) = (&knob.turns, knob.values.get(turn)) else { return board };
    let flow = Flow::of(&board, catalogue, practice.plan.as_deref());
    for id in flow.ids(&flow.select(&setting.on)) {
        if let Some(node) = board.nodes.get_mut(&id) {
            node.settings.insert(setting.key.clone(), value.clone());
        }
    }
    board
}

/// Returns a board with settings that differ.
pub fn with_settings(board: &Board, set: &BTreeMap<NodeId, BTreeMap<String, Value>>) -> Board {
    let mut board = board.clone();
    for (id, settings) in set {
        if let Some(node) = board.nodes.get_mut(id) {
            node.settings.extend(settings.clone());
        }
    }
    board
}

/// Returns the bench with the load that the knob asks for.
fn loaded<'a>(bench: &'a Scenario, practice: &Practice, turn: Option<usize>) -> Cow<'a, Scenario> {
    let Some((id, percent)) = practice.load(turn) else { return Cow::Borrowed(bench) };
    let mut bench = bench.clone();
    for w in bench.workload.iter_mut().filter(|w| w.id == id) {
        if let Arrival::Stream(stream) = &mut w.arrives {
            stream.per_s_milli.iter_mut().for_each(|r| r.1 = r.1 * percent / 100);
        }
    }
    Cow::Owned(bench)
}

struct Running<'a> {
    plant: &'a Plant<'a>,
    practice: &'a Practice,
}

impl Running<'_> {
    fn seen(&self, turn: Option<usize>) -> Seen {
        let fault = self.practice.fault.as_ref().and_then(|id| self.plant.scenario.fault.iter().find(|f| &f.id == id));
        let pulled: Vec<Pulled<'_>> = fault.iter().map(|f| Pulled::of(self.plant, f, None)).collect();
        let trace = self.practice.chart == Chart::Staircase;
        let mut world = World::open(self.plant, Setup { seed: SEED, faults: pulled, trace, ..Setup::default() });
        world.run_until(self.plant.horizon);
        world.states.iter_mut().for_each(|s| s.work.close_tally(self.plant.horizon));
        let accounts = world.reckon();
        let mut figures = of_accounts(&accounts);
        figures.extend(self.of_work(&world));
        let mut why = say::velocity(self.plant, &accounts).why;
        if let Some(fault) = fault {
            let run = fault_run(self.plant, fault, SEED, &self.baseline());
            figures.extend(of_fault(&run));
            why = say::fault(self.plant, fault, &run).why;
        }
        if let Some((rebuilt, said)) = self.tried() {
            figures.extend(of_trial(&rebuilt));
            why = said;
        }
        Seen { turn, figures, line: if trace { self.staircase(&world) } else { Vec::new() }, why }
    }

    fn baseline(&self) -> Baseline {
        let mut world = World::open(self.plant, Setup { seed: SEED, ..Setup::default() });
        world.run_until(self.plant.horizon);
        Baseline { accounts: world.reckon(), heard: std::mem::take(&mut world.book.heard) }
    }

    fn tried(&self) -> Option<(Rebuilt, String)> {
        let id = self.practice.trial.as_ref()?;
        let plan = self.plant.scenario.trial.iter().find(|t| &t.id == id)?;
        let days = plan.run_days.unwrap_or(self.plant.run.days);
        let longer = self.plant.lasting(days);
        let spoiling = trial::deploy_fault(plan, days);
        let rebuilt = trial::attempt(&longer, plan, spoiling.as_ref(), SEED);
        let why = say::trial(self.plant, plan, &rebuilt).why;
        Some((rebuilt, why))
    }

    /// What the nodes in question did, all of them together.
    fn of_work(&self, world: &World<'_>) -> BTreeMap<Figure, i64> {
        let nodes = self.plant.flow.select(&self.practice.at);
        let tallies: Vec<_> = nodes.iter().map(|&n| world.states[n].work.tally).collect();
        let sum = |of: &dyn Fn(&super::code::Tally) -> i128| tallies.iter().map(of).sum::<i128>();
        let begun = sum(&|t| i128::from(t.begun));
        let copies: i128 = nodes.iter().map(|&n| self.copies(n)).sum();
        let (from, to) = self.busy_time(world);
        let longest = tallies.iter().map(|t| t.longest_queue).max().unwrap_or(0);
        BTreeMap::from([
            (Figure::Begun, whole(begun as u64)),
            (Figure::Failed, whole(sum(&|t| i128::from(t.failed)) as u64)),
            (Figure::Wait, milli(sum(&|t| t.waited) / begun.max(1))),
            (Figure::Busy, share(sum(&|t| t.worked), copies * i128::from((to - from).max(1)))),
            (Figure::Longest, whole(longest as u64)),
        ])
    }

    fn copies(&self, node: usize) -> i128 {
        self.plant.stations[node].code.as_ref().map_or(1, |c| i128::from(c.lanes.max(1)))
    }

    /// From the first to the last arrival of anything.
    fn busy_time(&self, world: &World<'_>) -> (Time, Time) {
        let files = world.arrivals.iter().flat_map(|a| a.files.iter().filter_map(|f| f.ready));
        let marks = world.arrivals.iter().flat_map(|a| a.marks.iter().map(|m| m.0));
        let all: Vec<Time> = files.chain(marks).collect();
        let last = all.iter().max().copied().unwrap_or(self.plant.horizon);
        (all.iter().min().copied().unwrap_or(0), last.min(self.plant.horizon))
    }

    /// How old the newest record is that has arrived, at moments from the first arrival to the last.
    fn staircase(&self, world: &World<'_>) -> Vec<i64> {
        let (from, to) = self.busy_time(world);
        let arrived = |e: &&super::trace::Entry| e.what == Some(Happening::Arrived) && e.stream == 0;
        let mut came: Vec<(Time, u64)> =
            world.trace.entries.iter().filter(arrived).map(|e| (e.at, e.first + e.records)).collect();
        came.sort_unstable();
        let (mut newest, mut next) = (0, 0);
        let mut line = Vec::new();
        for point in 1..=POINTS {
            let now = from + (to - from) * point / POINTS;
            while next < came.len() && came[next].0 <= now {
                newest = came[next].1.max(newest);
                next += 1;
            }
            line.push(milli(i128::from(now - born(world, newest).unwrap_or(from))));
        }
        line
    }
}

/// When the last of so many records was ready.
fn born(world: &World<'_>, records: u64) -> Option<Time> {
    let arrivals = world.arrivals.first()?;
    if records == 0 {
        return None;
    }
    let file = arrivals.files.iter().find(|f| (f.lo..f.hi).contains(&(records - 1)));
    let mark = arrivals.marks.partition_point(|m| m.1 < records);
    file.and_then(|f| f.ready).or_else(|| arrivals.marks.get(mark.checked_sub(1)?).map(|m| m.0))
}

fn of_accounts(accounts: &[Account]) -> BTreeMap<Figure, i64> {
    let mut figures = BTreeMap::new();
    let ages = [Figure::AgeMedian, Figure::AgeP95, Figure::AgeP99, Figure::AgeWorst];
    for (i, figure) in ages.into_iter().enumerate() {
        let worst = accounts.iter().map(|a| a.freshness[i]).reduce(|a, b| Some(a?.max(b?))).flatten();
        figures.extend(worst.map(|t| (figure, milli(i128::from(t)))));
    }
    let classes = [
        (Figure::OnTime, Class::OnTime),
        (Figure::Late, Class::Late),
        (Figure::Wrong, Class::Wrong),
        (Figure::Parked, Class::Parked),
        (Figure::Rejected, Class::Rejected),
        (Figure::ArchivedOnly, Class::ArchivedOnly),
        (Figure::Lost, Class::Lost),
        (Figure::InFlight, Class::InFlight),
    ];
    for (figure, class) in classes {
        figures.insert(figure, whole(accounts.iter().map(|a| a.class(class).count()).sum()));
    }
    let sent: u64 = accounts.iter().map(|a| a.sent.count()).sum();
    figures.insert(Figure::Sent, whole(sent));
    figures.insert(Figure::Extra, whole(accounts.iter().map(|a| a.extra).sum()));
    figures.insert(Figure::Unexpected, whole(accounts.iter().map(|a| a.unexpected).sum()));
    let on_time: u64 = accounts.iter().map(|a| a.class(Class::OnTime).count()).sum();
    figures.insert(Figure::OnTimeShare, share(i128::from(on_time), i128::from(sent)));
    figures
}

fn of_fault(run: &FaultRun) -> BTreeMap<Figure, i64> {
    let told = run.told.map(|t| (Figure::Told, milli(i128::from(t))));
    let recovered = run.recovered.map(|t| (Figure::Recovered, milli(i128::from(t))));
    told.into_iter().chain(recovered).collect()
}

fn of_trial(rebuilt: &Rebuilt) -> BTreeMap<Figure, i64> {
    let mut figures = BTreeMap::from([
        (Figure::Rebuilt, share(i128::from(rebuilt.right), i128::from(rebuilt.wanted))),
        (Figure::Missing, whole(rebuilt.missing)),
        (Figure::Wrong, whole(rebuilt.wrong)),
        (Figure::Extra, whole(rebuilt.extra)),
        (Figure::ReachBack, milli(i128::from(if rebuilt.from.is_some() { rebuilt.reaches_back } else { 0 }))),
    ]);
    if rebuilt.from.is_some() {
        figures.insert(Figure::RebuildTime, milli(i128::from(rebuilt.took)));
    }
    figures
}

fn whole(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX / 1000).saturating_mul(1000)
}

/// Thousandths of a second.
fn milli(time: i128) -> i64 {
    (time * 1000 / i128::from(SECOND)) as i64
}

/// Thousandths of a per cent.
fn share(of: i128, all: i128) -> i64 {
    if all <= 0 { 0 } else { (of * 100_000 / all) as i64 }
}
