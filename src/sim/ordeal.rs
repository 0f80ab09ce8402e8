//! One run with one fault, and what it shows: who was hit, how much of it arrived, what was shown
//! wrong, when people were told, when all was well again.
//!
//! The run without the fault, of the same seed, is beside it: what happens there too is no work
//! of the fault.

use std::collections::BTreeMap;

use super::{
    agenda::{SECOND, Time},
    book::Heard,
    cause::Cause,
    fault::Pulled,
    opening::Setup,
    plant::Plant,
    reckon::{Account, Class, Line},
    report::{Percent, Windows},
    spans::Spans,
    trunk::Trunk,
    world::World,
};
use crate::domain::workload::{Fault, Judge};

/// A run without faults.
#[derive(Clone, Debug)]
pub(super) struct Baseline {
    pub accounts: Vec<Account>,
    pub heard: Vec<Heard>,
}

/// One run with one fault.
#[derive(Clone, Debug)]
pub(super) struct FaultRun {
    pub applies: bool,
    /// The share that counts; nothing when the fault does not apply.
    pub percent: Option<f64>,
    pub accounts: Vec<Account>,
    /// The records that were sent meanwhile, per workload.
    pub born: Vec<Spans>,
    pub windows: Windows,
    /// From the beginning until a person was told because of it.
    pub told: Option<Time>,
    /// Records shown wrong because of it.
    pub harmed: u64,
    /// From the beginning until the last record that it held up was there; nothing when some
    /// never came.
    pub recovered: Option<Time>,
    /// Most of the records that it hit and that were not in time, and when their way ended.
    pub worst: Option<(Line, Time)>,
}

/// How long after its time somebody may still be told because of a fault.
const AFTERMATH: Time = 12 * 3600 * SECOND;

/// Runs a board with each of some faults.
pub(super) fn fault_runs<'p>(
    plant: &'p Plant<'p>,
    faults: &[&'p Fault],
    (seed, baseline): (u64, &Baseline),
    tick: &mut dyn FnMut() -> Option<()>,
) -> Option<Vec<FaultRun>> {
    let mut order: Vec<usize> = (0..faults.len()).collect();
    order.sort_by_key(|&i| plant.clock.local(faults[i].at));
    let mut trunk = Trunk::of(plant, seed);
    let mut runs: Vec<Option<FaultRun>> = faults.iter().map(|_| None).collect();
    for i in order {
        let open = |setup: Setup<'p>| match &mut trunk {
            Some(trunk) => trunk.branch(setup),
            None => World::open(plant, setup),
        };
        runs[i] = Some(run_opened(plant, faults[i], baseline, seed, open));
        tick()?;
    }
    Some(runs.into_iter().flatten().collect())
}

/// Runs a board with a fault.
pub(super) fn fault_run(plant: &Plant<'_>, fault: &Fault, seed: u64, baseline: &Baseline) -> FaultRun {
    run_opened(plant, fault, baseline, seed, |setup| World::open(plant, setup))
}

/// The records that may be later because of a fault, by how much, and the one workload that this
/// holds for, if it names one.
fn patience(
    plant: &Plant<'_>,
    fault: &Fault,
    (starts, ends): (Time, Time),
) -> (Option<(Time, Time, Time)>, Option<u16>) {
    let until = ends + fault.after_s * SECOND;
    let grace = Some((starts, until.max(starts + 1), fault.tolerance_s * SECOND));
    let named = |id: &String| plant.streams.iter().position(|s| &s.plan.id == id).map(|s| s as u16);
    (grace, fault.workload.as_ref().and_then(named))
}

/// Runs a board with a fault from wherever the run is opened.
fn run_opened<'p>(
    plant: &'p Plant<'p>,
    fault: &'p Fault,
    baseline: &Baseline,
    seed: u64,
    open: impl FnOnce(Setup<'p>) -> World<'p>,
) -> FaultRun {
    let pulled = Pulled::of(plant, fault, None);
    let applies = pulled.applies();
    let (starts, planned) = (pulled.starts, pulled.ends);
    let (grace, grace_of) = patience(plant, fault, (starts, planned));
    let mut world = open(Setup { seed, faults: vec![pulled], trace: false, grace, grace_of });
    world.run_until(plant.horizon);
    let ends = world.faults[0].ends.min(planned);
    let window = (starts, (ends + fault.after_s * SECOND).max(starts + 1));
    let accounts = world.reckon();
    let born = born(&world, window.0, window.1);
    let harm = harm(&accounts, &baseline.accounts, &born);
    let told = told(&world.book.heard, fault, window, &baseline.heard);
    let share = |from: Time, to: Time| on_time(&world, &accounts, from, to);
    let windows = Windows {
        before: share(0, starts).map(Percent::of),
        during: share(starts, window.1).map(Percent::of),
        after: share(window.1, plant.horizon).map(Percent::of),
    };
    let percent = match fault.judge {
        Judge::Arrive => share(starts, window.1),
        Judge::Unharmed => Some(unharmed(&world, &accounts, &harm)),
        Judge::Kept => Some(kept(&accounts, &baseline.accounts)),
        Judge::Unseen => Some(if world.faults[0].targets.is_empty() { 100.0 } else { 0.0 }),
        Judge::Told => Some(if told.is_some_and(|t| t <= fault.tolerance_s * SECOND) { 100.0 } else { 0.0 }),
    };
    let harmed = harm.iter().map(Spans::count).sum();
    let recovered = recovered(&accounts, &born, starts);
    let worst = worst(&world, &accounts, &born).map(|(a, line)| {
        let ended = ended(&world, a, &line).unwrap_or(starts);
        (line, ended)
    });
    FaultRun { applies, percent: percent.filter(|_| applies), accounts, born, windows, told, harmed, recovered, worst }
}

/// Returns the largest line of the ledgers about records that were hit.
fn worst<'a>(world: &World<'_>, accounts: &'a [Account], born: &[Spans]) -> Option<(&'a Account, Line)> {
    let hit = accounts.iter().filter_map(|a| Some((a, worst_hit(a, &born[a.stream])?)));
    hit.max_by_key(|(_, l)| l.records.count()).filter(|_| !world.plant.streams.is_empty())
}

/// Returns the largest line of an account about records that were hit, or that are wrong though
/// they were sent before.
pub(super) fn worst_hit(a: &Account, born: &Spans) -> Option<Line> {
    let hit = |l: &Line| match l.cause {
        Cause::Vandalised => l.clone(),
        _ => Line { records: l.records.meet(born), ..l.clone() },
    };
    a.ledger.iter().map(hit).filter(|l| !l.records.is_empty()).max_by_key(|l| l.records.count())
}

/// Returns when the way of such records ended, if that was written down.
fn ended(world: &World<'_>, a: &Account, line: &Line) -> Option<Time> {
    if line.class == Class::Late {
        return Some(a.held.until).filter(|t| *t > 0);
    }
    let at = world.book.dropped.get(&(a.stream as u16, line.station?, line.cause));
    at.map(|(_, last)| *last)
}

fn born(world: &World<'_>, from: Time, to: Time) -> Vec<Spans> {
    world.arrivals.iter().map(|a| a.born(from, to)).collect()
}

/// Returns the share on time of what was sent in a time, at the worst sink.
fn on_time(world: &World<'_>, accounts: &[Account], from: Time, to: Time) -> Option<f64> {
    let born = born(world, from, to);
    let mut streams: BTreeMap<usize, f64> = BTreeMap::new();
    for a in accounts {
        let Some(share) = a.on_time_of(&born[a.stream]) else { continue };
        // Where the sinks are copies of one another, one that is up to date is enough.
        let copies = world.plant.streams[a.stream].plan.one_is_enough;
        streams.entry(a.stream).and_modify(|s| *s = if copies { s.max(share) } else { s.min(share) }).or_insert(share);
    }
    streams.into_values().reduce(f64::min)
}

/// Returns when a person was first told of something that nobody is told of without the fault.
fn told(heard: &[Heard], fault: &Fault, (from, to): (Time, Time), without: &[Heard]) -> Option<Time> {
    let meant = |h: &&Heard| fault.judge == Judge::Told || !without.contains(h);
    let in_time = |h: &&Heard| (from..to + AFTERMATH).contains(&h.at);
    heard.iter().filter(in_time).filter(meant).map(|h| h.at - from).min()
}

/// Returns the records that are wrong because of the fault, per account: those it hit, and those
/// that are right without it.
fn harm(accounts: &[Account], without: &[Account], born: &[Spans]) -> Vec<Spans> {
    let of = |(a, b): (&Account, &Account)| {
        let wrong = a.class(Class::Wrong);
        let mut harm = wrong.meet(&born[a.stream]);
        harm.join(&wrong.without(b.class(Class::Wrong)));
        harm
    };
    accounts.iter().zip(without).map(of).collect()
}

/// Returns how much of the lists that were shown wrong was right, at the worst sink. A sink that
/// shows nothing at all keeps nothing from harm.
fn unharmed(world: &World<'_>, accounts: &[Account], harm: &[Spans]) -> f64 {
    let of = |(a, harm): (&Account, &Spans)| {
        let shown = [Class::OnTime, Class::Late, Class::Wrong].iter().map(|&c| a.class(c).count()).sum::<u64>();
        if shown == 0 {
            return 0.0;
        }
        let mut lists = harm.clone();
        for e in &world.arrivals[a.stream].files {
            if !harm.within(&(e.lo..e.hi)).is_empty() {
                lists.add(e.lo..e.hi);
            }
        }
        100.0 - harm.count() as f64 * 100.0 / lists.count().max(1) as f64
    };
    accounts.iter().zip(harm).map(of).fold(100.0, f64::min)
}

/// Returns how much of what would be there without the fault is there, at the worst sink.
fn kept(accounts: &[Account], without: &[Account]) -> f64 {
    let there = |a: &Account| {
        let mut there = a.class(Class::OnTime).clone();
        there.join(a.class(Class::Late));
        there
    };
    let of = |(a, b): (&Account, &Account)| {
        let expected = there(b);
        let left = there(a).meet(&expected).count();
        if expected.is_empty() { 100.0 } else { left as f64 * 100.0 / expected.count() as f64 }
    };
    accounts.iter().zip(without).map(of).fold(100.0, f64::min)
}

/// Returns the time from the beginning until the last record that was held up was there.
fn recovered(accounts: &[Account], born: &[Spans], starts: Time) -> Option<Time> {
    let never = [Class::Lost, Class::ArchivedOnly, Class::Wrong, Class::Parked, Class::InFlight];
    let missing = |a: &Account| never.iter().any(|&c| !a.class(c).meet(&born[a.stream]).is_empty());
    if accounts.iter().any(missing) {
        return None;
    }
    Some(accounts.iter().map(|a| a.held.until - starts).max().unwrap_or(0).max(0))
}
