//! Gaps in a stream: records that never came because nobody held the connection, who notices, and
//! how a history fills them.
//!
//! A gap is seen when the next record comes. Code that looks at the sequence says which records are
//! missing; code that asks a history brings them back, late. Until then everything that is worked
//! out from the records before it is wrong for the records after it.

use super::{
    agenda::{SECOND, Time},
    cause::Cause,
    item::{Condition, Item, Parcel},
    plant::{Kind, Port, is_many},
    world::World,
};

/// Records in a row that never came.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Gap {
    /// The missing records.
    item: Item,
    /// How many of them have been brought back to where they are needed.
    back: u64,
}

/// The gaps of a stream.
#[derive(Clone, Debug, Default)]
pub struct Gaps {
    all: Vec<Gap>,
    /// Nothing has come since the last one.
    open: bool,
}

impl Gaps {
    fn widen(&mut self, item: &Item) {
        match self.all.last_mut().filter(|g| self.open && item.lo <= g.item.hi) {
            Some(g) => {
                g.item.hi = g.item.hi.max(item.hi);
                g.item.born_last = g.item.born_last.max(item.born_last);
            }
            None => self.all.push(Gap { item: *item, back: 0 }),
        }
        self.open = true;
    }

    /// Returns the last gap, if it has just come to its end.
    fn close(&mut self) -> Option<Item> {
        std::mem::take(&mut self.open).then(|| self.all.last().map(|g| g.item)).flatten()
    }
}

impl World<'_> {
    /// Takes down whether a record was taken from its connection.
    pub(super) fn note_gap(&mut self, source: usize, item: &Item, taken: bool) {
        let gaps = &mut self.arrivals[usize::from(item.stream)].feed.gaps;
        if !taken {
            gaps.widen(item);
        } else if let Some(missed) = gaps.close() {
            self.report_gap(source, missed);
        }
    }

    /// What the reader of a connection had in memory when it died never came either.
    pub(super) fn dies_with_the_reader(&mut self, item: &Item) {
        self.arrivals[usize::from(item.stream)].feed.gaps.widen(item);
    }

    /// Whoever reads the connection and looks at the sequence says what is missing.
    fn report_gap(&mut self, source: usize, missed: Item) {
        for way in &self.station(source).out {
            let n = way.to;
            let Some(format) = self.station(n).code.as_ref().and_then(|c| c.reports) else { continue };
            if self.is_down(n) {
                continue;
            }
            let item = Item { format, key: 0, condition: missed.condition.with(Condition::MISSED), ..missed };
            self.tell(n, Cause::Disconnected, Some(item));
            for port in &self.station(n).out {
                if !self.takes_reports(port, &item) {
                    continue;
                }
                match self.refusal(port, &item) {
                    Some(cause) => self.lose(n, &item, cause),
                    None => self.send(n, port, Parcel::of(item)),
                }
            }
        }
    }

    fn takes_reports(&self, port: &Port, item: &Item) -> bool {
        let queue_or_code = matches!(self.station(port.to).kind, Kind::Queue(_) | Kind::Code);
        self.admits(port, item) && (port.carries.is_some() || queue_or_code)
    }

    /// Asks a history for what is missing: one call for each key, no faster than it allows.
    /// Returns how long that takes.
    pub(super) fn ask_history(&mut self, asked: usize, item: &Item) -> Time {
        let keys = i64::from(self.plant.streams[usize::from(item.stream)].keys.count());
        let calls = keys.min((item.hi - item.lo) as i64);
        let (now, rate) = (self.now(), self.rate(asked));
        if rate == 0 {
            return 0;
        }
        let wait = self.states[asked].bucket.wait(now, rate);
        self.states[asked].bucket.take(now, rate, calls);
        wait + calls * SECOND / rate
    }

    /// How many of the first records of an item are worked out without records before them that
    /// never came.
    pub(super) fn after_gaps(&self, item: &Item, records: u64) -> u64 {
        let s = usize::from(item.stream);
        let needed = self.needed(item, records);
        let near = |g: &&Gap| g.back < g.item.hi - g.item.lo && (g.item.hi..g.item.hi + needed).contains(&item.lo);
        let gaps = self.arrivals[s].feed.gaps.all.iter().rev().take(4).filter(near);
        gaps.map(|g| (g.item.hi + needed).min(item.hi) - item.lo).max().unwrap_or(0)
    }

    /// How many records of all keys together hold so many of each.
    fn needed(&self, item: &Item, records: u64) -> u64 {
        let keys = u64::from(self.plant.streams[usize::from(item.stream)].keys.count());
        if is_many(item.key) || keys > 1 { records * keys } else { records }
    }

    /// Missing records are back: once all of a gap are, what was worked out without them is
    /// corrected. Returns those that follow and are right now.
    pub(super) fn fill_gap(&mut self, item: &Item, records: u64) -> Option<Item> {
        let (s, needed) = (usize::from(item.stream), self.needed(item, records));
        let sent = self.arrivals[s].sent;
        let gaps = &mut self.arrivals[s].feed.gaps.all;
        let gap = gaps.iter_mut().rev().find(|g| g.item.lo <= item.lo && item.hi <= g.item.hi)?;
        let all = gap.item.hi - gap.item.lo;
        let before = gap.back;
        gap.back = (gap.back + item.hi - item.lo).min(all);
        let (lo, hi) = (gap.item.hi, (gap.item.hi + needed).min(sent));
        let born = gap.item.born_last;
        (before < all && gap.back == all && lo < hi).then_some(Item { lo, hi, born, born_last: born, ..*item })
    }
}
