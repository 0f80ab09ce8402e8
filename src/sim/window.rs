//! Jobs over the last records of a key: what they remember, what they give when the memory is gone,
//! and what becomes of records that come out of order.

use std::collections::BTreeMap;

use super::{
    cause::Cause,
    item::{Condition, Item},
    plant::{Memory, MemoryPlace, is_many},
    world::World,
};

/// What must be filled up again after the memory was lost.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refill {
    /// Records seen since, by workload and key; key 0 counts all keys together.
    seen: BTreeMap<(u16, u32), u64>,
}

impl Refill {
    /// Returns how many of the next records lack those before them.
    fn lacking(&mut self, memory: Memory, item: &Item, keys: u64) -> u64 {
        let many = is_many(item.key);
        let needed = if many { memory.records * keys } else { memory.records };
        let seen = self.seen.entry((item.stream, if many { 0 } else { item.key })).or_default();
        let lacking = needed.saturating_sub(*seen).min(item.hi - item.lo);
        *seen += lacking;
        lacking
    }
}

impl World<'_> {
    /// A run of code begins: what is remembered for one run only is not there.
    pub(super) fn begin_run(&mut self, n: usize) {
        let memory = self.station(n).memory;
        if memory.records > 0 && memory.place == MemoryPlace::Run {
            self.states[n].work.refill = Some(Refill::default());
        }
    }

    /// The code has died: what it remembered itself is gone, and with checkpoints it goes back.
    pub(super) fn forget_state(&mut self, n: usize) {
        let station = self.station(n);
        if station.memory.records > 0 && station.memory.place == MemoryPlace::Process {
            self.states[n].work.refill = Some(Refill::default());
        }
        if station.reading.checkpoint > 0 {
            self.go_back(n);
        }
    }

    /// Lets the job of a station look at the records before those of an item, and puts what comes
    /// of it among what is made.
    pub(super) fn remember(&mut self, n: usize, mut item: Item) {
        let memory = self.station(n).memory;
        if item.condition.has(Condition::SHUFFLED) {
            item.condition = item.condition.less(Condition::SHUFFLED);
            if memory.lateness > 0 && self.behind(&item) > memory.lateness {
                return self.lose(n, &item, Cause::TooLate);
            }
            if memory.lateness == 0 {
                item.condition = item.condition.with(Condition::CONFUSED);
                self.book.blame.insert((item.stream, Cause::OutOfOrder), n);
            }
        }
        let keys = u64::from(self.plant.streams[usize::from(item.stream)].keys.count());
        let lacking = self.states[n].work.refill.as_mut().map_or(0, |r| r.lacking(memory, &item, keys));
        if lacking > 0 {
            self.book.blame.insert((item.stream, Cause::StateLost), n);
            let mut wrong = item.slice(item.lo, item.lo + lacking);
            wrong.condition = wrong.condition.with(Condition::FORGOT);
            self.made.push(wrong);
        }
        if item.lo + lacking < item.hi {
            self.made.push(item.slice(item.lo + lacking, item.hi));
        }
    }
}
