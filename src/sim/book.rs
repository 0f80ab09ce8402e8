//! The accounts of a run: what became of every record that was sent, at every sink that must get
//! it.
//!
//! The book only takes down. Which class a record ends in when the run is over is worked out in
//! [`super::reckon`].

use std::{collections::BTreeMap, ops::Range};

use super::{
    agenda::{SECOND, Time},
    cause::Cause,
    freshness::Freshness,
    item::Item,
    plant::Plant,
    spans::Spans,
};

/// Where and why: a workload, a station, a cause.
pub type Reason = (u16, usize, Cause);

/// The time the client accepts, and who gets longer.
#[derive(Clone, Debug, Default)]
pub struct Patience {
    /// Longest time from ready to usable, per stream.
    pub on_time: Vec<Time>,
    /// Records born in this time may take so much longer.
    pub grace: Option<(Time, Time, Time)>,
    /// The one workload that this holds for; nothing means all.
    pub grace_of: Option<u16>,
}

impl Patience {
    /// Returns how late an item may be.
    fn limit(&self, item: &Item) -> Time {
        let usual = self.on_time[usize::from(item.stream)];
        match self.grace {
            Some((from, to, more)) if item.born_last >= from && item.born < to && self.is_graced(item) => usual + more,
            _ => usual,
        }
    }

    fn is_graced(&self, item: &Item) -> bool {
        self.grace_of.is_none_or(|s| s == item.stream)
    }

    /// Says whether an item is one of those that may take longer.
    fn has_grace(&self, item: &Item) -> bool {
        self.grace.is_some_and(|(from, to, _)| item.born_last >= from && item.born < to)
    }
}

/// The accounts of one workload at one sink.
#[derive(Clone, Debug)]
pub struct SinkBook {
    /// The workload.
    pub stream: usize,
    /// The station.
    pub station: usize,
    /// It must only be kept there as it came, within this time.
    pub archive: Option<Time>,
    /// Right, and within the time.
    pub on_time: Spans,
    /// Right, and later.
    pub late: Spans,
    /// Shown, and wrong.
    pub wrong: Spans,
    /// Why they are wrong.
    pub wrong_because: BTreeMap<(usize, Cause), Spans>,
    /// Copies of records that are there already.
    pub extra: u64,
    /// Rows that nobody expects.
    pub unexpected: u64,
    /// How long right records took.
    pub freshness: Freshness,
    /// How the records fared that may take longer.
    pub held: Held,
}

/// How records fared that a fault has hit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// The longest time that one took.
    pub longest: Time,
    /// When the last one was there that took longer than usual.
    pub until: Time,
}

impl SinkBook {
    fn new(stream: usize, station: usize) -> Self {
        Self {
            stream,
            station,
            archive: None,
            on_time: Spans::default(),
            late: Spans::default(),
            wrong: Spans::default(),
            wrong_because: BTreeMap::new(),
            extra: 0,
            unexpected: 0,
            freshness: Freshness::default(),
            held: Held::default(),
        }
    }

    /// Returns the records that arrived and are right.
    pub fn right(&self) -> Spans {
        let mut right = self.on_time.clone();
        right.join(&self.late);
        right
    }

    /// Takes down that records arrived as they should. Returns how many were there already.
    fn arrive(&mut self, item: &Item, records: &[Range<u64>], now: Time, limit: Time) -> u64 {
        let (newest, oldest) = (now - item.born_last, now - item.born);
        let mut again = 0;
        for r in records {
            let total = r.end - r.start;
            let fresh = if self.is_known(r) {
                self.settle_known(r, item, now, limit)
            } else {
                self.settle(r, item, now, limit)
            };
            again += total - fresh;
            if fresh > 0 {
                self.freshness.add(newest, oldest, fresh);
            }
        }
        again
    }

    fn note_held(&mut self, took: Time, usual: Time, now: Time) {
        self.held.longest = self.held.longest.max(took);
        if took > usual {
            self.held.until = now;
        }
    }

    fn is_known(&self, range: &Range<u64>) -> bool {
        let beyond = |s: &Spans| s.ranges().last().is_none_or(|l| l.end <= range.start);
        !(beyond(&self.on_time) && beyond(&self.late) && beyond(&self.wrong))
    }

    /// Settles records that are surely new; those of a cohort may straddle the limit.
    fn settle(&mut self, r: &Range<u64>, item: &Item, now: Time, limit: Time) -> u64 {
        let late = late_in(item, r, now, limit);
        self.late.add(r.start..r.start + late);
        self.on_time.add(r.start + late..r.end);
        r.end - r.start
    }

    /// Settles records some of which may be there: those that were wrong are right now.
    fn settle_known(&mut self, r: &Range<u64>, item: &Item, now: Time, limit: Time) -> u64 {
        let mut new = Spans::of(r.clone());
        for known in [&self.on_time, &self.late] {
            new = new.without(&known.within(r));
        }
        for part in new.ranges() {
            self.wrong.remove(part);
            self.settle(part, item, now, limit);
        }
        new.count()
    }

    /// Takes down that what is shown of these records is wrong.
    pub fn spoil(&mut self, records: &Spans, at: usize, cause: Cause) {
        for r in records.ranges() {
            self.on_time.remove(r);
            self.late.remove(r);
        }
        self.wrong.join(records);
        self.wrong_because.entry((at, cause)).or_default().join(records);
    }
}

/// How many records at the start of a range are later than the limit: within a cohort the records
/// are born at equal distances.
fn late_in(item: &Item, r: &Range<u64>, now: Time, limit: Time) -> u64 {
    let n = r.end - r.start;
    if now - item.born <= limit {
        return 0;
    }
    if now - item.born_last > limit {
        return n;
    }
    let all = i128::from(item.hi - item.lo - 1).max(1);
    let width = i128::from(item.born_last - item.born);
    // Record k is born at born + k * width / all; it is late when now - that > limit.
    let in_time_from = (i128::from(now - limit - item.born) * all + width - 1) / width;
    let first = i128::from(item.lo) + in_time_from;
    (first - i128::from(r.start)).clamp(0, i128::from(n)) as u64
}

/// When a person heard of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heard {
    /// When.
    pub at: Time,
    /// The station it was about.
    pub station: usize,
    /// What was the matter.
    pub cause: Cause,
}

/// The accounts of a run.
#[derive(Clone, Debug, Default)]
pub struct Book {
    /// One entry per workload and required sink.
    pub sinks: Vec<SinkBook>,
    /// What counts as on time.
    pub patience: Patience,
    /// Records whose way ended, by where and why, with the last moment.
    pub dropped: BTreeMap<Reason, (Spans, Time)>,
    /// Rows refused and put aside.
    pub rejected: BTreeMap<Reason, Spans>,
    /// When people heard of something.
    pub heard: Vec<Heard>,
    /// When a station last fetched something of a workload.
    pub fetched: BTreeMap<(u16, usize), Time>,
    /// When anything last arrived at a sink.
    pub last_arrival: Time,
    /// Which station a way of being wrong comes from, per workload.
    pub blame: BTreeMap<(u16, Cause), usize>,
    index: BTreeMap<(usize, usize), usize>,
}

impl Book {
    /// Opens the book of a plant.
    pub fn of(plant: &Plant<'_>) -> Self {
        let on_time: Vec<Time> = plant.streams.iter().map(|s| s.plan.on_time_s * SECOND).collect();
        let mut book = Self { patience: Patience { on_time, ..Patience::default() }, ..Self::default() };
        for (stream, s) in plant.streams.iter().enumerate() {
            for &station in &s.sinks {
                book.index.insert((stream, station), book.sinks.len());
                book.sinks.push(SinkBook::new(stream, station));
            }
            let within = s.plan.kept.as_ref().map(|k| k.within_s * SECOND);
            for &station in s.archives.iter().filter(|n| !s.sinks.contains(n)) {
                book.index.insert((stream, station), book.sinks.len());
                book.sinks.push(SinkBook { archive: within, ..SinkBook::new(stream, station) });
            }
        }
        book
    }

    /// Finds the account of a workload at a station.
    pub fn sink(&mut self, stream: u16, station: usize) -> Option<&mut SinkBook> {
        let i = *self.index.get(&(usize::from(stream), station))?;
        self.sinks.get_mut(i)
    }

    /// Takes down that an item is usable at a sink. Returns how many of its records were there
    /// already, or nothing if it is no sink for them.
    pub fn arrive(&mut self, station: usize, item: &Item, records: &[Range<u64>], now: Time) -> Option<u64> {
        let (grace, usual) = (self.patience.has_grace(item), self.patience.on_time[usize::from(item.stream)]);
        let more = self.patience.limit(item) - usual;
        let i = *self.index.get(&(usize::from(item.stream), station))?;
        let sink = self.sinks.get_mut(i)?;
        let usual = sink.archive.unwrap_or(usual);
        if sink.archive.is_none() {
            self.last_arrival = now;
        }
        let limit = usual + more;
        let again = sink.arrive(item, records, now, limit);
        if grace && again < records.iter().map(|r| r.end - r.start).sum() {
            sink.note_held(now - item.born, usual, now);
        }
        Some(again)
    }

    /// Takes down that the way of records ended.
    pub fn drop(&mut self, item: &Item, records: &Spans, at: usize, cause: Cause, now: Time) {
        let (spans, last) = self.dropped.entry((item.stream, at, cause)).or_default();
        spans.join(records);
        *last = now;
    }

    /// Takes down that rows were refused and put aside.
    pub fn reject(&mut self, item: &Item, records: &Spans, at: usize, cause: Cause) {
        self.rejected.entry((item.stream, at, cause)).or_default().join(records);
    }
}
