//! One run to look at: everything that happened, in order, with the accounts at its end.
//!
//! The Run stage plays it; pulling a fault means running again with that fault at that moment,
//! which gives the same events up to it.

use super::{
    agenda::Time,
    code::Tally,
    fault::Pulled,
    opening::Setup,
    plant::{Clock, Plant, Unrunnable},
    reckon::Account,
    report::{LedgerLine, SinkReport},
    say,
    trace::{self, Entry},
    trial,
    world::World,
};
use crate::domain::{flow::Flow, id::Format, scenario::Scenario};

/// A fault pulled at a moment of the run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pull {
    /// The fault's id.
    pub fault: String,
    /// When it begins; nothing means at its own moment.
    pub at: Option<Time>,
}

/// A fault as it was in a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suffered {
    /// The fault's id.
    pub fault: String,
    /// When it began.
    pub began: Time,
    /// When it ended.
    pub ended: Time,
    /// Whether this board can suffer it.
    pub applies: bool,
}

/// A run that was taken down.
#[derive(Clone, Debug)]
pub struct Played {
    /// Everything that happened; in the order of the engine, which is the order of time but for
    /// the later links of a way.
    pub entries: Vec<Entry>,
    /// The formats by their numbers.
    pub formats: Vec<Format>,
    /// The accounts, record by record.
    pub accounts: Vec<Account>,
    /// The accounts in figures.
    pub sinks: Vec<SinkReport>,
    /// Where and why, for every record that is not on time.
    pub ledger: Vec<LedgerLine>,
    /// The faults.
    pub faults: Vec<Suffered>,
    /// When the run ended.
    pub horizon: Time,
    /// The client's clock.
    pub clock: Clock,
}

/// The accounts of a run and the figures about its stations.
#[derive(Clone, Debug)]
pub struct Once {
    /// The accounts.
    pub accounts: Vec<Account>,
    /// What the code of each node did since the warm-up, in the order of the flow's nodes.
    pub tallies: Vec<Tally>,
    /// Events that happened or were planned.
    pub events: u64,
    /// How long the figures were taken.
    pub watched: Time,
}

/// Runs a board once and keeps the accounts only. The figures about stations leave out a time at
/// the beginning, in which an empty plant fills up.
pub fn once(flow: &Flow<'_>, scenario: &Scenario, seed: u64, warm_up: Time) -> Result<Once, Unrunnable> {
    let plant = Plant::of(flow, scenario)?;
    let mut world = World::open(&plant, Setup { seed, ..Setup::default() });
    if warm_up > 0 {
        world.run_until(warm_up);
        for state in &mut world.states {
            state.work.restart_tally(warm_up);
        }
    }
    world.run_until(plant.horizon);
    for state in &mut world.states {
        state.work.close_tally(plant.horizon);
    }
    Ok(Once {
        accounts: world.reckon(),
        tallies: world.states.iter().map(|s| s.work.tally).collect(),
        events: world.agenda.planned(),
        watched: plant.horizon - warm_up,
    })
}

impl Played {
    /// Returns what happened as JSON lines.
    pub fn lines(&self) -> impl Iterator<Item = String> {
        trace::lines(&self.entries)
    }

    /// Returns the SHA-256 of the JSON lines, each with its line feed, as hex digits.
    pub fn fingerprint(&self) -> String {
        trace::fingerprint(&self.entries)
    }
}

/// Runs a trial and takes everything down: the run before, what is destroyed, and the rebuilding
/// from the node that does it best.
pub fn play_trial(flow: &Flow<'_>, scenario: &Scenario, seed: u64, id: &str) -> Result<Played, Unrunnable> {
    let Some(trial) = scenario.trials().find(|t| t.id == id) else { return play(flow, scenario, seed, &[]) };
    let plant = Plant::of(flow, scenario)?;
    let days = trial.run_days.unwrap_or(plant.run.days);
    let longer = plant.lasting(days);
    let spoiling = trial::deploy_fault(trial, days);
    let setup = Setup { seed, trace: true, ..Setup::default() };
    let (rebuilt, world) = trial::watched(&longer, trial, spoiling.as_ref(), setup);
    Ok(taken_down(&longer, world, longer.horizon + rebuilt.took))
}

/// Runs a board once and takes everything down.
pub fn play(flow: &Flow<'_>, scenario: &Scenario, seed: u64, pulls: &[Pull]) -> Result<Played, Unrunnable> {
    let plant = Plant::of(flow, scenario)?;
    let pulled = |p: &Pull| scenario.fault.iter().find(|f| f.id == p.fault).map(|f| Pulled::of(&plant, f, p.at));
    let faults: Vec<Pulled<'_>> = pulls.iter().filter_map(pulled).collect();
    let mut world = World::open(&plant, Setup { seed, faults, trace: true, ..Setup::default() });
    world.run_until(plant.horizon);
    Ok(taken_down(&plant, world, plant.horizon))
}

fn taken_down(plant: &Plant<'_>, world: World<'_>, horizon: Time) -> Played {
    let accounts = world.reckon();
    let suffered = world.faults.iter().map(|f| Suffered {
        fault: f.fault.id.clone(),
        began: f.starts,
        ended: f.ends,
        applies: f.applies(),
    });
    Played {
        sinks: accounts.iter().map(|a| say::sink(plant, a)).collect(),
        ledger: say::ledger(plant, &accounts),
        faults: suffered.collect(),
        horizon,
        clock: plant.clock,
        accounts,
        formats: plant.formats.clone(),
        entries: world.trace.entries,
    }
}
