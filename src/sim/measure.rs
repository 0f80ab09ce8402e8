//! The three gauges: one run without faults, one per fault, one per trial, repeated until the
//! figures are sure enough (design 9.8).

use std::ops::ControlFlow;

use super::{
    agenda::SECOND,
    interval,
    opening::Setup,
    ordeal::{Baseline, FaultRun, fault_runs},
    plant::{Plant, Unrunnable},
    reckon::{Account, Class},
    report::{FaultReport, Gauge, Gauges, Percent, ReplayReport, RunReport},
    say,
    trial::{self, Rebuilt},
    world::World,
};
use crate::domain::{
    flow::{Flow, setting},
    scenario::Scenario,
    workload::{Fault, Trial},
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
    let faults: Vec<&Fault> = scenario.faults().filter(|f| choice.faults.wants(f)).collect();
    let trials: Vec<&Trial> = scenario.trials().collect();
    let mut measuring = Measuring { plant: &plant, faults, trials, rounds: Vec::new(), choice, done: 0, progress };
    Ok(measuring.all().map(|()| measuring.report()))
}

/// One repetition of everything.
struct Round {
    baseline: Baseline,
    fingerprint: String,
    faults: Vec<FaultRun>,
    trials: Vec<Rebuilt>,
}

struct Measuring<'a, 'p> {
    plant: &'p Plant<'p>,
    faults: Vec<&'p Fault>,
    trials: Vec<&'p Trial>,
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
        let each = 1 + self.faults.len() as u32 + self.trials.len() as u32;
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
        let baseline = Baseline { accounts: world.reckon(), heard: std::mem::take(&mut world.book.heard) };
        let fingerprint = if number == 0 { world.trace.fingerprint() } else { String::new() };
        self.tick()?;
        let (plant, listed) = (self.plant, self.faults.clone());
        let faults = fault_runs(plant, &listed, (seed, &baseline), &mut || self.tick())?;
        let mut trials = Vec::new();
        if self.choice.faults != Which::None {
            for t in self.trials.clone() {
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
        self.rounds.iter().map(|r| velocity(&r.baseline.accounts)).collect()
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
            phase: self.plant.scenario.phase(),
            seed: self.choice.seed,
            replications: self.rounds.len() as u32,
            horizon_s: self.plant.horizon / SECOND,
            engine: env!("CARGO_PKG_VERSION").to_owned(),
            trace_sha256: first.fingerprint.clone(),
            gauges: self.gauges(),
            sinks: first.baseline.accounts.iter().map(|a| say::sink(self.plant, a)).collect(),
            ledger: say::ledger(self.plant, &first.baseline.accounts),
            faults: (0..self.faults.len()).map(|i| self.fault_report(i)).collect(),
            replays: (0..first.trials.len()).map(|i| self.replay_report(i)).collect(),
            assumed: setting::assumed(self.plant.flow),
        }
    }

    fn gauges(&self) -> Gauges {
        let target = self.plant.target;
        let velocities = self.velocities();
        let (fault, of_fault) = self.worst_fault();
        let (trial, of_trial) = self.worst_trial();
        let slowest = lowest(velocities.iter().map(|&v| Some(v)));
        let said = say::velocity(self.plant, &self.rounds[slowest].baseline.accounts);
        Gauges {
            velocity: gauge(&velocities, target.velocity, self.told_of(slowest, said)),
            resilience: gauge(&of_fault, target.resilience, fault.map_or_else(say::nothing, |i| self.fault_said(i))),
            replayability: gauge(
                &of_trial,
                target.replayability,
                trial.map_or_else(say::nothing, |i| self.trial_said(i)),
            ),
        }
    }

    /// Says in which repetition it was, unless it was the first.
    fn told_of(&self, round: usize, mut said: say::Said) -> say::Said {
        if round > 0 {
            said.why = format!("In the worst repetition, number {} of {}: {}", round + 1, self.rounds.len(), said.why);
        }
        said
    }

    /// Returns the repetition in which a fault did most harm.
    fn worst_round_of_fault(&self, i: usize) -> usize {
        lowest(self.rounds.iter().map(|r| r.faults[i].percent))
    }

    fn worst_round_of_trial(&self, i: usize) -> usize {
        lowest(self.rounds.iter().map(|r| Some(r.trials[i].percent())))
    }

    fn fault_said(&self, i: usize) -> say::Said {
        let round = self.worst_round_of_fault(i);
        self.told_of(round, say::fault(self.plant, self.faults[i], &self.rounds[round].faults[i]))
    }

    fn trial_said(&self, i: usize) -> say::Said {
        let round = self.worst_round_of_trial(i);
        self.told_of(round, say::trial(self.plant, self.trials[i], &self.rounds[round].trials[i]))
    }

    /// The figures of the repetition in which the fault did most harm, and the mean share of all.
    fn fault_report(&self, i: usize) -> FaultReport {
        let target = f64::from(self.plant.target.resilience);
        let values: Vec<f64> = self.rounds.iter().filter_map(|r| r.faults[i].percent).collect();
        let mean = interval::of(&values).map_or(0.0, |m| m.0);
        let round = self.worst_round_of_fault(i);
        let (run, baseline) = (&self.rounds[round].faults[i], &self.rounds[round].baseline.accounts);
        // Beyond what happens without the fault, and at least what it hit itself.
        let beyond = |class: Class| {
            let hit: u64 = run.accounts.iter().map(|a| a.class(class).meet(&run.born[a.stream]).count()).sum();
            count(&run.accounts, class).saturating_sub(count(baseline, class)).max(hit)
        };
        let extra = |a: &[Account]| a.iter().map(|a| a.extra).sum::<u64>();
        FaultReport {
            id: self.faults[i].id.clone(),
            applies: run.applies,
            survived: run.applies && mean >= target,
            percent: Percent::of(mean),
            windows: run.windows.clone(),
            lost: beyond(Class::Lost) + beyond(Class::ArchivedOnly),
            wrong: run.harmed,
            late: beyond(Class::Late),
            extra_copies: extra(&run.accounts).saturating_sub(extra(baseline)),
            parked: beyond(Class::Parked),
            recovered_s: run.recovered.map(|t| t / SECOND),
            told_s: run.told.map(|t| t / SECOND),
            why: self.fault_said(i).why,
            worst: say::worst(self.plant, run),
        }
    }

    fn replay_report(&self, i: usize) -> ReplayReport {
        let round = self.worst_round_of_trial(i);
        let values: Vec<f64> = self.rounds.iter().map(|r| r.trials[i].percent()).collect();
        let mut report = say::replay(self.plant, self.trials[i], &self.rounds[round].trials[i]);
        report.percent = Percent::of(interval::of(&values).map_or(0.0, |m| m.0));
        report.why = self.trial_said(i).why;
        report
    }
}

/// Returns the place of the lowest value, the first of several; the first place if there is none.
fn lowest(values: impl Iterator<Item = Option<f64>>) -> usize {
    let mut lowest = (0, f64::INFINITY);
    for (i, value) in values.enumerate() {
        if let Some(v) = value.filter(|&v| v < lowest.1) {
            lowest = (i, v);
        }
    }
    lowest.0
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

fn trial_run(plant: &Plant<'_>, trial: &Trial, seed: u64) -> Rebuilt {
    let days = trial.run_days.unwrap_or(plant.run.days);
    let longer = plant.lasting(days);
    let spoiling = trial::deploy_fault(trial, days);
    trial::attempt(&longer, trial, spoiling.as_ref(), seed)
}
