//! Logs: records in order, part by part, for whoever reads them; what a part takes a second, and
//! how long records are kept.
//!
//! A cohort with records of all keys is kept once; each part's share of it is worked out. How
//! readers go along a log is in [`super::reader`].

use std::collections::VecDeque;

use super::{
    agenda::{SECOND, Time},
    cause::Cause,
    history::History,
    item::{Item, Parcel},
    plant::{Kind, LogSpec, Runs, group, is_many, part_of, part_of_group},
    reader::Lane,
    trace::Happening,
    world::{Event, World},
};

/// Stands for all parts of a log.
const ALL: u16 = u16::MAX;

/// Records in a log.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Segment {
    /// What.
    pub parcel: Parcel,
    /// Since when.
    pub arrived: Time,
    /// Its part, or all of them.
    shard: u16,
}

/// What a part has taken in a second.
#[derive(Clone, Copy, Debug, Default)]
struct Taken {
    second: Time,
    records: u64,
    before: u64,
}

impl Taken {
    /// Returns what was taken in a second, this or the one before.
    fn of(&mut self, second: Time) -> &mut u64 {
        if second > self.second {
            self.before = if second == self.second + 1 { self.records } else { 0 };
            (self.second, self.records) = (second, 0);
        }
        if second == self.second { &mut self.records } else { &mut self.before }
    }
}

/// Records that their sender holds because a part took no more.
#[derive(Clone, Copy, Debug)]
pub struct Held {
    /// The sender.
    from: usize,
    /// What.
    pub parcel: Parcel,
    shard: u16,
    since: Time,
}

/// The state of a log.
#[derive(Clone, Debug, Default)]
pub struct Log {
    /// What some reader has not read yet, oldest first.
    pub(super) segments: VecDeque<Segment>,
    /// The number of the first of them.
    pub(super) base: u64,
    /// How far each reader is in each part: reader by reader.
    pub(super) lanes: Vec<Lane>,
    /// Everything that is kept, coarsely.
    pub history: History,
    taken: Vec<Taken>,
    /// What senders hold.
    pub held: VecDeque<Held>,
    /// Most records a second so far, and in the time before that counts for the limit.
    peak: u64,
    settled_peak: u64,
    peak_since: Time,
}

/// Cohorts that come over fewer seconds are counted second by second.
const LONG_COHORT: u64 = 5;
/// A limit that grows follows the peak of the time before, so much later (source key `kds_warm`).
const GROWS_AFTER: Time = 900 * SECOND;

impl Log {
    /// Returns the number after that of the newest segment.
    pub(super) fn end(&self) -> u64 {
        self.base + self.segments.len() as u64
    }

    pub(super) fn segment(&self, number: u64) -> Option<&Segment> {
        self.segments.get(usize::try_from(number.checked_sub(self.base)?).ok()?)
    }

    /// Drops what every reader has read.
    pub(super) fn trim(&mut self) {
        let needed = self.lanes.iter().map(Lane::needs).min().unwrap_or_else(|| self.end());
        while self.base < needed && self.segments.pop_front().is_some() {
            self.base += 1;
        }
    }

    /// Returns how many records a second a part takes now.
    fn limit(&mut self, spec: &LogSpec, bytes: u64, now: Time) -> u64 {
        let each = if spec.packed { u64::MAX } else { spec.records_per_s };
        let by_bytes = spec.bytes_per_s.checked_div(bytes).map_or(u64::MAX, |n| n.max(1));
        let least = each.min(by_bytes);
        if !spec.elastic {
            return least;
        }
        if now - self.peak_since >= GROWS_AFTER {
            (self.settled_peak, self.peak, self.peak_since) = (self.settled_peak.max(self.peak), 0, now);
        }
        least.max(self.settled_peak * 2)
    }
}

/// Returns what a shard has of a segment, all of it together.
pub(super) fn part(spec: &LogSpec, segment: &Segment, shard: usize) -> Item {
    let (lo, hi) = share(spec, segment, shard);
    let item = &segment.parcel.item;
    let grouped = segment.shard == ALL && spec.by_key;
    Item { lo, hi, key: if grouped { group(shard, spec.shards) } else { item.key }, ..*item }
}

/// Returns the part of a segment that belongs to a shard.
pub(super) fn share(spec: &LogSpec, segment: &Segment, shard: usize) -> (u64, u64) {
    let item = &segment.parcel.item;
    if segment.shard == ALL {
        return spec.share(item.stream, shard, item.lo, item.hi);
    }
    if usize::from(segment.shard) == shard { (item.lo, item.hi) } else { (item.lo, item.lo) }
}

impl<'p> World<'p> {
    /// Writes to a log what was sent to it; what a part does not take now, its sender loses or
    /// holds.
    pub(super) fn append(&mut self, from: usize, n: usize, parcel: Parcel) {
        let Kind::Log(spec) = &self.station(n).kind else { return };
        let spec: &'p LogSpec = spec;
        if self.is_down(n) {
            return self.lose(n, &parcel.item, Cause::TargetDown);
        }
        let bytes = self.plant.bytes(parcel.item.stream);
        if spec.largest > 0 && bytes > spec.largest as u64 {
            return self.lose(n, &parcel.item, Cause::TooLarge);
        }
        let shard = self.shard_of(spec, &parcel.item);
        let limit = self.limit(n, spec, bytes);
        if self.takes_all(n, spec, (shard, limit), &parcel.item) {
            return self.write(n, spec, parcel, shard);
        }
        let parts = if shard == ALL { 0..spec.shards } else { usize::from(shard)..usize::from(shard) + 1 };
        let whole = Segment { parcel, arrived: 0, shard };
        for p in parts {
            let item = part(spec, &whole, p);
            if item.lo < item.hi {
                let piece = Held { from, parcel: Parcel { item, ..parcel }, shard: p as u16, since: self.now() };
                self.write_some(n, spec, piece, limit);
            }
        }
    }

    fn limit(&mut self, n: usize, spec: &LogSpec, bytes: u64) -> u64 {
        let now = self.now();
        let percent = self.states[n].hit.to_percent;
        let log = &mut self.states[n].log;
        if log.taken.is_empty() {
            log.taken = vec![Taken::default(); spec.shards];
        }
        let limit = log.limit(spec, bytes, now);
        if percent > 0 { ((u128::from(limit) * percent as u128) / 100).max(1) as u64 } else { limit }
    }

    fn shard_of(&self, spec: &LogSpec, item: &Item) -> u16 {
        let keys = self.plant.streams[usize::from(item.stream)].keys.count();
        let single = item.hi - item.lo == 1;
        match (spec.by_key, item.key) {
            _ if spec.shards == 1 => 0,
            (true, key) if is_many(key) => part_of_group(key, spec.shards).map_or(ALL, |p| p as u16),
            (true, key) if keys > 1 || key == 1 => part_of(u64::from(key), spec.shards) as u16,
            (false, _) if !single => ALL,
            _ => part_of(item.lo, spec.shards) as u16,
        }
    }

    /// Counts an item against the limits if all of it fits. The records of a cohort arrive as far
    /// apart as they were born.
    fn takes_all(&mut self, n: usize, spec: &LogSpec, (shard, limit): (u16, u64), item: &Item) -> bool {
        let now = self.now();
        let log = &mut self.states[n].log;
        if limit == u64::MAX {
            return true;
        }
        let (first, last) = seconds(item, now);
        let parts = if shard == ALL { 0..spec.shards } else { usize::from(shard)..usize::from(shard) + 1 };
        // Of a cohort that has come over several seconds, each second holds its part.
        let over = (last - first).max(1) as u64;
        let count = |part: usize| {
            let (lo, hi) = share(spec, &Segment { parcel: Parcel::of(*item), arrived: 0, shard }, part);
            (hi - lo).div_ceil(over)
        };
        if (first != last && over < LONG_COHORT) || parts.clone().any(|p| *log.taken[p].of(last) + count(p) > limit) {
            return false;
        }
        for p in parts {
            let taken = log.taken[p].of(last);
            *taken += count(p);
            log.peak = log.peak.max(*taken);
        }
        true
    }

    /// Writes what a part takes of an item and hands the rest back.
    fn write_some(&mut self, n: usize, spec: &'p LogSpec, piece: Held, limit: u64) {
        let item = piece.parcel.item;
        let now = self.now();
        let holds = self.states[n].log.held.iter().any(|h| h.shard == piece.shard);
        if holds && self.retries(piece.from, &item) {
            // What is held goes first, or a key would lose its order.
            return self.hold_back(n, piece);
        }
        let (first, last) = seconds(&item, now);
        let mut lo = item.lo;
        for second in first..=last {
            let hi = if second == last { item.hi } else { before(&item, now, (second + 1) * SECOND).max(lo) };
            let taken = self.states[n].log.taken[usize::from(piece.shard)].of(second);
            let fits = (hi - lo).min(limit.saturating_sub(*taken));
            *taken += fits;
            let peak = *taken + (hi - lo - fits);
            let log = &mut self.states[n].log;
            log.peak = log.peak.max(peak);
            if fits > 0 {
                self.write(n, spec, Parcel { item: item.slice(lo, lo + fits), ..piece.parcel }, piece.shard);
            }
            if lo + fits < hi {
                let rest = Parcel { item: item.slice(lo + fits, hi), ..piece.parcel };
                self.refuse(n, Held { parcel: rest, ..piece });
            }
            lo = hi;
        }
    }

    /// Whether a sender tries again: code does, and a source with a spool.
    fn retries(&self, from: usize, item: &Item) -> bool {
        self.station(from).kind != Kind::Source || self.spools(item.stream) > 0
    }

    fn refuse(&mut self, n: usize, piece: Held) {
        if self.retries(piece.from, &piece.parcel.item) {
            self.hold_back(n, piece);
        } else {
            self.lose(n, &piece.parcel.item, Cause::Throttled);
        }
    }

    fn hold_back(&mut self, n: usize, piece: Held) {
        let idle = self.states[n].log.held.is_empty();
        self.states[n].log.held.push_back(piece);
        if idle {
            self.plan_next_try(n);
        }
    }

    fn plan_next_try(&mut self, n: usize) {
        let next = (self.now() / SECOND + 1) * SECOND;
        self.agenda.plan(next, Event::Unhold { station: n as u16 });
    }

    /// Senders try again what they hold, oldest first.
    pub(super) fn unhold(&mut self, n: usize) {
        let Kind::Log(spec) = &self.station(n).kind else { return };
        let now = self.now();
        let held = std::mem::take(&mut self.states[n].log.held);
        for piece in held {
            let item = piece.parcel.item;
            let keeps = self.spools(item.stream);
            let source = self.station(piece.from).kind == Kind::Source;
            let dead = self.is_down(piece.from)
                && self.station(piece.from).code.as_ref().is_some_and(|c| c.runs == Runs::Worker);
            if dead {
                self.lose(piece.from, &item, Cause::MemoryLost);
            } else if source && now - piece.since > keeps {
                self.lose(n, &item, Cause::Throttled);
            } else if self.is_down(n) {
                self.states[n].log.held.push_back(piece);
            } else {
                let bytes = self.plant.bytes(item.stream);
                let limit = self.limit(n, spec, bytes);
                self.try_held(n, spec, piece, limit);
            }
        }
        if !self.states[n].log.held.is_empty() {
            self.plan_next_try(n);
        }
    }

    fn try_held(&mut self, n: usize, spec: &'p LogSpec, piece: Held, limit: u64) {
        let now = self.now();
        let item = piece.parcel.item;
        let taken = self.states[n].log.taken[usize::from(piece.shard)].of(now / SECOND);
        let fits = (item.hi - item.lo).min(limit.saturating_sub(*taken));
        *taken += fits;
        if fits > 0 {
            self.write(n, spec, Parcel { item: item.slice(item.lo, item.lo + fits), ..piece.parcel }, piece.shard);
        }
        if item.lo + fits < item.hi {
            let rest = Parcel { item: item.slice(item.lo + fits, item.hi), ..piece.parcel };
            self.states[n].log.held.push_back(Held { parcel: rest, ..piece });
        }
    }

    /// Writes an item to a log and lets its readers know.
    fn write(&mut self, n: usize, spec: &'p LogSpec, parcel: Parcel, shard: u16) {
        let now = self.now();
        self.open_lanes(n, spec);
        self.expire_log(n, spec, now);
        self.trace.note(now, n, Happening::Kept, &parcel.item, &self.cuts, None);
        let log = &mut self.states[n].log;
        log.history.add(parcel, now, spec.keep);
        if log.lanes.is_empty() {
            return;
        }
        log.segments.push_back(Segment { parcel, arrived: now, shard });
        self.wake_readers(n, spec, shard);
    }

    /// Lets readers go back: what was kept stands in the log again.
    pub(super) fn rewind(&mut self, n: usize, parcel: Parcel) {
        let Kind::Log(spec) = &self.station(n).kind else { return };
        let shard = self.shard_of(spec, &parcel.item);
        let arrived = self.now();
        self.states[n].log.segments.push_back(Segment { parcel, arrived, shard });
        self.wake_readers(n, spec, shard);
    }

    fn wake_readers(&mut self, n: usize, spec: &'p LogSpec, shard: u16) {
        let lanes = self.states[n].log.lanes.len();
        for lane in (0..lanes).filter(|l| shard == ALL || l % spec.shards == usize::from(shard)) {
            self.wake_lane(n, spec, lane);
        }
    }
}

/// Returns the seconds in which the first and the last record of an item arrive.
fn seconds(item: &Item, now: Time) -> (Time, Time) {
    ((now - (item.born_last - item.born).min(now)) / SECOND, now / SECOND)
}

/// Returns the first record of an item that arrives at a moment or later.
fn before(item: &Item, now: Time, at: Time) -> u64 {
    let steps = i128::from(item.hi - item.lo).max(2) - 1;
    let width = i128::from((item.born_last - item.born).max(1));
    let begins = now - (item.born_last - item.born);
    let n = (i128::from(at - begins) * steps + width - 1) / width;
    item.lo + n.clamp(0, i128::from(item.hi - item.lo)) as u64
}
