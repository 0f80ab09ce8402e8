//! The part that the runs with one fault have in common: until shortly before a fault begins, each
//! of them is the run without faults. It is run once, and each fault branches off it.
//!
//! Only where everything that arrives is a stream. Faults of files are drawn into the arrivals of
//! the whole run.

use super::{
    agenda::{SECOND, Time},
    opening::Setup,
    plant::Plant,
    stream::Feed,
    world::World,
};
use crate::domain::workload::Arrival;

/// A fault is put in so long before it begins, so that nothing that is gathered or planned by then
/// reaches into it.
const BEFORE: Time = 10 * SECOND;

/// A run without faults, as far as it has come.
#[derive(Debug)]
pub(super) struct Trunk<'p>(World<'p>);

impl<'p> Trunk<'p> {
    /// Begins at the beginning; nothing if runs of this board have nothing in common.
    pub(super) fn of(plant: &'p Plant<'p>, seed: u64) -> Option<Self> {
        let streams = plant.streams.iter().all(|s| match &s.plan.arrives {
            Arrival::Stream(plan) => plan.cohort_us <= BEFORE / 4,
            Arrival::Files(_) => false,
        });
        streams.then(|| Self(World::open(plant, Setup { seed, ..Setup::default() })))
    }

    /// Returns a run with faults that has come to shortly before the first of them. The faults must
    /// not begin before those of the last time.
    pub(super) fn branch(&mut self, setup: Setup<'p>) -> World<'p> {
        let first = setup.faults.iter().map(|f| f.starts).min().unwrap_or(0);
        self.0.run_until((first - BEFORE).max(0));
        let mut world = self.0.clone();
        world.faults = setup.faults;
        world.book.patience.grace = setup.grace;
        world.book.patience.grace_of = setup.grace_of;
        for stream in 0..world.arrivals.len() {
            let feed = Feed::of(world.plant, stream, &world.faults);
            world.arrivals[stream].feed.suffer(feed);
        }
        world.plan_faults();
        world
    }
}
