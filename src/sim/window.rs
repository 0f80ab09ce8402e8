//! Jobs over the last records of a key: what they remember, what they give when the memory is gone,
//! and what becomes of records that come out of order.

use std::collections::BTreeMap;

use super::{
    agenda::SECOND,
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
        let keys = u64::from(self.plant.streams[usize::from(item.stream)].keys.count());
        let mut overtaken = self.states[n].work.overtaken.min(item.hi - item.lo);
        if item.condition.has(Condition::SHUFFLED) {
            item.condition = item.condition.less(Condition::SHUFFLED);
            if memory.lateness > 0 && self.behind(&item) > memory.lateness {
                return self.lose(n, &item, Cause::TooLate);
            }
            overtaken = 0;
            if memory.lateness == 0 {
                item = self.blamed(n, item, Condition::CONFUSED, Cause::OutOfOrder);
                self.states[n].work.overtaken += item.hi - item.lo;
            }
        }
        if memory.mixes_keys && keys > 1 {
            item = self.blamed(n, item, Condition::MIXED, Cause::MixedKeys);
        }
        if memory.scattered && keys > 1 && memory.lateness < SECOND {
            item = self.blamed(n, item, Condition::CONFUSED, Cause::OutOfOrder);
        }
        let mut gapped = 0;
        if item.condition.has(Condition::MISSED) {
            let corrected = self.fill_gap(&item, memory.records);
            self.made.extend(corrected);
        } else {
            gapped = self.after_gaps(&item, memory.records);
        }
        self.states[n].work.overtaken -= overtaken;
        let lacking = self.states[n].work.refill.as_mut().map_or(0, |r| r.lacking(memory, &item, keys));
        let wrong = [
            (gapped, Condition::GAPPED, Cause::Gap),
            (overtaken, Condition::CONFUSED, Cause::OutOfOrder),
            (lacking, Condition::FORGOT, Cause::StateLost),
        ];
        self.make_in_parts(n, item, wrong);
    }

    /// Puts an item among what is made; so many of its first records are wrong, each for a reason
    /// of its own.
    fn make_in_parts(&mut self, n: usize, item: Item, wrong: [(u64, Condition, Cause); 3]) {
        let mut rest = item;
        for (records, bit, cause) in wrong {
            let end = (item.lo + records).min(item.hi);
            if end > rest.lo {
                let part = self.blamed(n, rest.slice(rest.lo, end), bit, cause);
                self.made.push(part);
                rest = if end < rest.hi { rest.slice(end, rest.hi) } else { return };
            }
        }
        self.made.push(rest);
    }

    /// Marks an item as wrong for a reason that lies with a station.
    fn blamed(&mut self, n: usize, mut item: Item, bit: Condition, cause: Cause) -> Item {
        item.condition = item.condition.with(bit);
        self.book.blame.insert((item.stream, cause), n);
        item
    }
}
