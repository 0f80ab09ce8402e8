//! The three gauges: one run without faults, one per fault, one per trial, repeated until the
//! figures are sure enough (design 9.8).

use std::ops::ControlFlow;

use super::{
    agenda::{SECOND, Time},
    fault::Pulled,
    interval,
    opening::Setup,
    plant::{Plant, Unrunnable},
    reckon::{Account, Class},
    report::{FaultReport, Gauge, Gauges, Percent, ReplayReport, RunReport, Windows},
    say,
    spans::Spans,
    trial::{self, Rebuilt},
    world::World,
};
use crate::domain::{
    flow::{Flow, setting},
    scenario::Scenario,
    workload::{Fault, Judge, Trial},
};

/// Which faults are run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Which {
    /// All of the contract.
    #[default]
    All,
    /// None.
    None,
    /// Those with these ids.
    Only(Vec<String>),
}

impl Which {
    fn wants(&self, fault: &Fault) -> bool {
        match self {
            Self::All => true,
            Self::None => false,
            Self::Only(ids) => ids.contains(&fault.id),
        }
    }
}

/// What is to be measured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The seed of the first repetition.
    pub seed: u64,
    /// The faults.
    pub faults: Which,
    /// How often; nothing means until the figures are sure enough.
    pub replications: Option<u32>,
}

impl Default for Choice {
    fn default() -> Self {
        Self { seed: 1, faults: Which::All, replications: None }
    }
}

/// How far measuring has come: runs done, and about how many there will be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Runs done.
    pub done: u32,
    /// About how many there will be.
    pub of: u32,
}

/// Fewest repetitions.
const FEWEST: u32 = 5;
/// Most repetitions.
const MOST: u32 = 30;
/// An interval this narrow is sure enough, per cent to either side.
const SURE: f64 = 1.0;

/// Measures a board. Asks after each run whether to go on; returns nothing when told to stop.
pub fn measure(
    flow: &Flow<'_>,
    scenario: &Scenario,
    choice: &Choice,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Option<RunReport>, Unrunnable> {
    let plant = Plant::of(flow, scenario)?;
    let faults: Vec<&Fault> = scenario.fault.iter().filter(|f| choice.faults.wants(f)).collect();
    let mut measuring = Measuring { plant: &plant, faults, rounds: Vec::new(), choice, done: 0, progress };
    Ok(measuring.all().map(|()| measuring.report()))
}

/// One repetition of everything.
struct Round {
    baseline: Vec<Account>,
    fingerprint: String,
    faults: Vec<FaultRun>,
    trials: Vec<Rebuilt>,
}

/// One run with one fault.
#[derive(Clone, Debug)]
pub(super) struct FaultRun {
    pub applies: bool,
    pub percent: Option<f64>,
    pub accounts: Vec<Account>,
    pub window: (Time, Time),
    pub born: Vec<Spans>,
    pub windows: Windows,
    pub told: Option<Time>,
}

struct Measuring<'a, 'p> {
    plant: &'p Plant<'p>,
    faults: Vec<&'p Fault>,
    rounds: Vec<Round>,
    choice: &'a Choice,
    done: u32,
    progress: &'a mut dyn FnMut(Progress) -> ControlFlow<()>,
}

impl Measuring<'_, '_> {
    fn all(&mut self) -> Option<()> {
        loop {
            let n = self.rounds.len() as u32;
            let enough = match self.choice.replications {
                Some(wanted) => n >= wanted.clamp(1, 1000),
                None => n >= FEWEST && (n >= MOST || self.is_sure()),
            };
            if enough {
                return Some(());
            }
            let round = self.round(n)?;
            self.rounds.push(round);
        }
    }

    fn tick(&mut self) -> Option<()> {
        self.done += 1;
        let each = 1 + self.faults.len() as u32 + self.plant.scenario.trial.len() as u32;
        let of = (each * self.choice.replications.unwrap_or(FEWEST)).max(self.done);
        match (self.progress)(Progress { done: self.done, of }) {
            ControlFlow::Continue(()) => Some(()),
            ControlFlow::Break(()) => None,
        }
    }

    fn round(&mut self, number: u32) -> Option<Round> {
        let seed = super::draw::Dice::repetition(self.choice.seed, number);
        let mut world = World::open(self.plant, Setup { seed, trace: number == 0, ..Setup::default() });
        world.run_until(self.plant.horizon);
        let baseline = world.reckon();
        let fingerprint = if number == 0 { world.trace.fingerprint() } else { String::new() };
        self.tick()?;
        let mut faults = Vec::new();
        for fault in self.faults.clone() {
            faults.push(fault_run(self.plant, fault, seed));
            self.tick()?;
        }
        let mut trials = Vec::new();
        if self.choice.faults != Which::None {
            for t in &self.plant.scenario.trial {
                trials.push(trial_run(self.plant, t, seed));
                self.tick()?;
            }
        }
        Some(Round { baseline, fingerprint, faults, trials })
    }

    fn is_sure(&self) -> bool {
        let sure = |values: Vec<f64>| interval::of(&values).is_none_or(|(_, half)| half <= SURE);
        sure(self.velocities()) && sure(self.worst_fault().1) && sure(self.worst_trial().1)
    }

    fn velocities(&self) -> Vec<f64> {
        self.rounds.iter().map(|r| velocity(&r.baseline)).collect()
    }

    /// Returns the fault with the lowest mean and its values.
    fn worst_fault(&self) -> (Option<usize>, Vec<f64>) {
        let of = |i: usize| -> Vec<f64> { self.rounds.iter().filter_map(|r| r.faults[i].percent).collect() };
        worst((0..self.faults.len()).map(of))
    }

    fn worst_trial(&self) -> (Option<usize>, Vec<f64>) {
        let n = self.rounds.first().map_or(0, |r| r.trials.len());
        worst((0..n).map(|i| self.rounds.iter().map(|r| r.trials[i].percent()).collect()))
    }

    fn report(&self) -> RunReport {
        let first = &self.rounds[0];
        RunReport {
            schema: 1,
            scenario: self.plant.scenario.id.clone(),
            seed: self.choice.seed,
            replications: self.rounds.len() as u32,
            horizon_s: self.plant.horizon / SECOND,
            engine: env!("CARGO_PKG_VERSION").to_owned(),
            trace_sha256: first.fingerprint.clone(),
            gauges: self.gauges(first),
            sinks: first.baseline.iter().map(|a| say::sink(self.plant, a)).collect(),
            ledger: say::ledger(self.plant, &first.baseline),
            faults: self.fault_reports(first),
            replays: self.replay_reports(first),
            assumed: setting::assumed(self.plant.flow),
        }
    }

    fn gauges(&self, first: &Round) -> Gauges {
        let target = self.plant.run.target;
        let (fault, of_fault) = self.worst_fault();
        let (trial, of_trial) = self.worst_trial();
        let trials = &self.plant.scenario.trial;
        Gauges {
            velocity: gauge(&self.velocities(), target.velocity, say::velocity(self.plant, &first.baseline)),
            resilience: gauge(
                &of_fault,
                target.resilience,
                fault.map_or_else(say::nothing, |i| say::fault(self.plant, self.faults[i], &first.faults[i])),
            ),
            replayability: gauge(
                &of_trial,
                target.replayability,
                trial.map_or_else(say::nothing, |i| say::trial(self.plant, &trials[i], &first.trials[i])),
            ),
        }
    }

    fn fault_reports(&self, first: &Round) -> Vec<FaultReport> {
        let target = f64::from(self.plant.run.target.resilience);
        let one = |i: usize| {
            let values: Vec<f64> = self.rounds.iter().filter_map(|r| r.faults[i].percent).collect();
            let mean = interval::of(&values).map_or(0.0, |m| m.0);
            let run = &first.faults[i];
            let beyond = |class: Class| count(&run.accounts, class).saturating_sub(count(&first.baseline, class));
            let extra = |a: &[Account]| a.iter().map(|a| a.extra).sum::<u64>();
            FaultReport {
                id: self.faults[i].id.clone(),
                applies: run.applies,
                survived: run.applies && mean >= target,
                percent: Percent::of(mean),
                windows: run.windows.clone(),
                lost: beyond(Class::Lost) + beyond(Class::ArchivedOnly),
                wrong: beyond(Class::Wrong),
                late: beyond(Class::Late),
                extra_copies: extra(&run.accounts).saturating_sub(extra(&first.baseline)),
                parked: beyond(Class::Parked),
                recovered_s: recovered(run, &first.baseline),
                told_s: run.told.map(|t| t / SECOND),
                why: say::fault(self.plant, self.faults[i], run).why,
            }
        };
        (0..self.faults.len()).map(one).collect()
    }

    fn replay_reports(&self, first: &Round) -> Vec<ReplayReport> {
        let trials = self.plant.scenario.trial.iter().zip(&first.trials);
        trials.map(|(t, rebuilt)| say::replay(self.plant, t, rebuilt)).collect()
    }
}

fn count(accounts: &[Account], class: Class) -> u64 {
    accounts.iter().map(|a| a.class(class).count()).sum()
}

fn gauge(values: &[f64], target: i32, said: say::Said) -> Gauge {
    let (mean, half) = interval::of(values).unwrap_or((0.0, 0.0));
    let (low, high) = (Percent::of(mean - half), Percent::of(mean + half));
    let why = match values {
        [] => said.why,
        [_] => format!("{} One repetition only, so there is no interval.", said.why),
        _ if half <= 0.0 => format!("{} All {} repetitions are equal.", said.why, values.len()),
        _ => said.why,
    };
    let met = !values.is_empty() && low >= Percent(target * 100);
    Gauge { percent: Percent::of(mean), low, high, target, met, why, nodes: said.nodes, attempt: said.attempt }
}

/// Returns the index and the values of the list with the lowest mean, the first of several.
fn worst(lists: impl Iterator<Item = Vec<f64>>) -> (Option<usize>, Vec<f64>) {
    let mut worst: (Option<usize>, Vec<f64>, f64) = (None, Vec::new(), f64::INFINITY);
    for (i, values) in lists.enumerate() {
        let Some((mean, _)) = interval::of(&values) else { continue };
        if mean < worst.2 {
            worst = (Some(i), values, mean);
        }
    }
    (worst.0, worst.1)
}

/// Returns the share on time at the worst sink.
pub(super) fn velocity(accounts: &[Account]) -> f64 {
    accounts.iter().map(|a| a.on_time_of(&a.sent).unwrap_or(0.0)).fold(100.0, f64::min)
}

fn fault_run(plant: &Plant<'_>, fault: &Fault, seed: u64) -> FaultRun {
    let pulled = Pulled::of(plant, fault, None);
    let applies = pulled.applies();
    let (starts, planned) = (pulled.starts, pulled.ends);
    let until = planned + fault.after_s * SECOND;
    let grace = Some((starts, until.max(starts + 1), fault.tolerance_s * SECOND));
    let mut world = World::open(plant, Setup { seed, faults: vec![pulled], trace: false, grace });
    world.run_until(plant.horizon);
    let ends = world.faults[0].ends.min(planned);
    let window = (starts, (ends + fault.after_s * SECOND).max(starts + 1));
    let accounts = world.reckon();
    let told = world.book.heard.iter().map(|h| h.at - starts).find(|&t| t >= 0);
    let in_window = |from: Time, to: Time| -> Vec<Spans> {
        (0..plant.streams.len()).map(|s| world.arrivals[s].born(from, to)).collect()
    };
    let share = |from: Time, to: Time| {
        let born = in_window(from, to);
        accounts.iter().filter_map(|a| a.on_time_of(&born[a.stream])).reduce(f64::min)
    };
    let windows = Windows {
        before: share(0, starts).map(Percent::of),
        during: share(starts, window.1).map(Percent::of),
        after: share(window.1, plant.horizon).map(Percent::of),
    };
    let percent = match fault.judge {
        Judge::Arrive => share(starts, window.1),
        Judge::Unharmed => Some(unharmed(&accounts)),
        Judge::Told => Some(if told.is_some_and(|t| t <= fault.tolerance_s * SECOND) { 100.0 } else { 0.0 }),
    };
    let born = in_window(starts, window.1);
    FaultRun { applies, percent: percent.filter(|_| applies), accounts, window, born, windows, told }
}

/// Returns 100 less the share of wrong records among those that were wrong or right.
fn unharmed(accounts: &[Account]) -> f64 {
    let of = |a: &Account| {
        let wrong = a.class(Class::Wrong).count();
        let shown = wrong + a.class(Class::OnTime).count() + a.class(Class::Late).count();
        if shown == 0 { 0.0 } else { 100.0 - wrong as f64 * 100.0 / shown as f64 }
    };
    accounts.iter().map(of).fold(100.0, f64::min)
}

/// Returns the seconds from the beginning of a fault until the last record it held up was there.
fn recovered(run: &FaultRun, baseline: &[Account]) -> Option<i64> {
    let never = |accounts: &[Account]| {
        [Class::Lost, Class::ArchivedOnly, Class::Wrong, Class::Parked].iter().map(|&c| count(accounts, c)).sum::<u64>()
    };
    if never(&run.accounts) > never(baseline) {
        return None;
    }
    let last = run.accounts.iter().map(|a| a.last_late).max().unwrap_or(0);
    Some(((last - run.window.0) / SECOND).max(0))
}

fn trial_run(plant: &Plant<'_>, trial: &Trial, seed: u64) -> Rebuilt {
    let days = trial.run_days.unwrap_or(plant.run.days);
    let longer = plant.lasting(days);
    let spoiling = trial::deploy_fault(trial, days);
    trial::attempt(&longer, trial, spoiling.as_ref(), seed)
}
