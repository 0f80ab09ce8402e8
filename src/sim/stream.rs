//! Streams of records at their source: how fast they come, which are bad, double or out of order,
//! and what a source does while its connection is down.
//!
//! Records that come within the cohort time travel together. A cohort leaves its source when its
//! last record is there, so that cohorts and single records meet the same world.

use std::collections::VecDeque;

use super::{
    agenda::{MILLI, SECOND, Time},
    draw::{Dice, Purpose, Span, entity},
    gap::Gaps,
    item::{Condition, Item, Parcel},
    plant::{Plant, Stream},
    spans::Spans,
    trace::Happening,
    world::{Event, World},
};
use crate::domain::workload::{self, Arrival, FaultKind, Spacing};

/// Nanoseconds times thousandths of a record a second.
const NANOS_MILLI: i128 = 1_000_000_000_000;

/// Of so many records in a row one is out of order while a feed is out of order.
const ONE_OUT_OF: u64 = 200;

/// How a stream goes on.
#[derive(Clone, Debug, Default)]
pub struct Feed {
    /// When the next record is ready, nanoseconds, and the part of one beyond that at this rate.
    next_ns: i64,
    beyond: (i64, i64),
    /// The number of the cohort to be gathered next.
    window: i64,
    /// The cohort that leaves next: records, and when its first is ready.
    gathered: (u64, Time),
    /// What the source keeps until it can send it.
    pub spool: VecDeque<Item>,
    /// Somebody looks already when it can be sent.
    pub draining: bool,
    /// Records that never came on their connection.
    pub gaps: Gaps,
    /// Records that are bad because of a fault.
    pub bad: Spans,
    /// Times in which more records come: from, to, how many times as many.
    bursts: Vec<(Time, Time, i64)>,
    /// Bad records to come from a moment on.
    poison: Vec<(Time, u64)>,
    /// Times in which records are out of order: from, to, by how much at most.
    disorder: Vec<(Time, Time, Time)>,
    /// Times in which somebody sends under another's name: from, to, records of each batch.
    forged: Vec<(Time, Time, u64)>,
    /// Times in which some keys are silent: from, to, per cent.
    silent: Vec<(Time, Time, i64)>,
    /// Times in which so many per cent of the records have one key: from, to, per cent.
    one_key: Vec<(Time, Time, i64)>,
}

impl Feed {
    /// Makes a stream ready, with the faults of what arrives.
    pub(super) fn of(plant: &Plant<'_>, stream: usize, faults: &[super::fault::Pulled<'_>]) -> Self {
        let mut feed = Self::default();
        for f in faults.iter().filter(|f| f.hits_stream(plant, stream)) {
            match f.fault.does {
                FaultKind::Burst { times } => feed.bursts.push((f.starts, f.ends, times.max(0))),
                FaultKind::Forged { records } => feed.forged.push((f.starts, f.ends, records.max(0) as u64)),
                FaultKind::Poison { records } => feed.poison.push((f.starts, records.max(0) as u64)),
                FaultKind::Silent { percent } => feed.silent.push((f.starts, f.ends, percent.clamp(0, 100))),
                FaultKind::OneKey { percent } => feed.one_key.push((f.starts, f.ends, percent.clamp(0, 100))),
                FaultKind::OutOfOrder { by_ms } => feed.disorder.push((f.starts, f.ends, by_ms.max(0) * MILLI)),
                _ => {}
            }
        }
        feed
    }

    /// Goes on with the faults of another.
    pub(super) fn suffer(&mut self, other: Self) {
        (self.bursts, self.poison, self.disorder) = (other.bursts, other.poison, other.disorder);
        (self.silent, self.one_key) = (other.silent, other.one_key);
    }

    /// Goes on by so many records at a rate.
    fn step(&mut self, records: i64, rate: i64) {
        let beyond = if self.beyond.1 == rate { self.beyond.0 } else { 0 };
        let whole = i128::from(records) * NANOS_MILLI + i128::from(beyond);
        self.next_ns += (whole / i128::from(rate)) as i64;
        self.beyond = ((whole % i128::from(rate)) as i64, rate);
    }

    /// Counts the records at a rate that are ready before a moment.
    fn ready_before(&self, at_ns: i64, rate: i64) -> i64 {
        let beyond = if self.beyond.1 == rate { self.beyond.0 } else { 0 };
        let room = i128::from(at_ns - self.next_ns) * i128::from(rate) - i128::from(beyond);
        ((room + NANOS_MILLI - 1) / NANOS_MILLI).max(0) as i64
    }

    fn times(&self, at: Time) -> i64 {
        self.bursts.iter().filter(|b| (b.0..b.1).contains(&at)).map(|b| b.2).product()
    }

    /// Returns how many in a million of the others have not been heard of for so long.
    pub(super) fn quiet_at(&self, at: Time, usual: i64, holds: Time) -> i64 {
        let more = self.silent.iter().filter(|s| (s.0 + holds..s.1).contains(&at)).map(|s| s.2 * 10_000).max();
        usual.max(more.unwrap_or(0))
    }

    fn disorder_at(&self, at: Time) -> Option<Time> {
        self.disorder.iter().find(|d| (d.0..d.1).contains(&at)).map(|d| d.2)
    }

    /// Lets the bad records that are due be among those of an item.
    fn poison(&mut self, item: &Item) {
        for (at, left) in &mut self.poison {
            if *left > 0 && item.born_last >= *at {
                let n = (*left).min(item.hi - item.lo);
                self.bad.add(item.lo..item.lo + n);
                *left -= n;
            }
        }
    }
}

/// Returns the records among `lo..hi` that something happens to which happens to so many in a
/// million: one of each stretch of the same length, at a drawn place.
fn marked(dice: Dice, what: Purpose, stream: u64, per_million: i64, (lo, hi): (u64, u64)) -> Spans {
    let mut spans = Spans::default();
    if per_million <= 0 || lo >= hi {
        return spans;
    }
    let width = (1_000_000 / per_million.min(1_000_000)).max(1) as u64;
    for stretch in lo / width..=(hi - 1) / width {
        let at = stretch * width + dice.between((0, width as i64 - 1), what, stream, stretch) as u64;
        if (lo..hi).contains(&at) {
            spans.add(at..at + 1);
        }
    }
    spans
}

impl World<'_> {
    /// Lets the next records of a stream leave their source.
    pub(super) fn emit(&mut self, stream: usize) {
        let Some(s) = self.plant.streams.get(stream) else { return };
        let Arrival::Stream(plan) = &s.plan.arrives else { return };
        let now = self.now();
        let next = if plan.cohort_us > 0 {
            let (records, born) = self.arrivals[stream].feed.gathered;
            self.send_off(stream, records, (born, now));
            self.gather(stream, plan)
        } else {
            self.next_record(stream, s, plan)
        };
        if next < self.horizon {
            self.agenda.plan(next, Event::Emit { stream: stream as u16 });
        }
    }

    /// Sends a single record off and returns when the next one is there.
    fn next_record(&mut self, stream: usize, s: &Stream<'_>, plan: &workload::Stream) -> Time {
        let now = self.now();
        let rate = self.pace(stream, plan, now);
        if rate <= 0 {
            let next = now + self.until_change(plan, now);
            self.arrivals[stream].feed.next_ns = next * 1000;
            return next;
        }
        let number = u64::from(self.arrivals[stream].number);
        self.send_off(stream, 1, (now, now));
        if plan.spacing == Spacing::Poisson {
            let gap =
                Span::Exponential(1e9 / rate as f64).draw(self.dice, Purpose::Arrival, entity(&s.plan.id), number);
            return now + gap.max(1);
        }
        let feed = &mut self.arrivals[stream].feed;
        feed.step(1, rate);
        feed.next_ns / 1000
    }

    /// Gathers the records of the next cohort and returns when the last of them is there.
    fn gather(&mut self, stream: usize, plan: &workload::Stream) -> Time {
        let feed = &self.arrivals[stream].feed;
        let (from, to) = (feed.window * plan.cohort_us, (feed.window + 1) * plan.cohort_us);
        let first = feed.next_ns.max(from * 1000);
        let rate = self.pace(stream, plan, first / 1000);
        let feed = &mut self.arrivals[stream].feed;
        feed.window += 1;
        feed.next_ns = first;
        let records = if rate > 0 { feed.ready_before(to * 1000, rate) } else { 0 };
        feed.gathered = (records as u64, first / 1000);
        if records == 0 {
            feed.next_ns = if rate > 0 { first } else { first.max(to * 1000) };
            let goes_on = if rate > 0 { to } else { self.plant.clock.goes_on(plan, first / 1000).max(to) };
            self.arrivals[stream].feed.window = goes_on / plan.cohort_us;
            return goes_on;
        }
        feed.step(records - 1, rate);
        let last = feed.next_ns / 1000;
        feed.step(1, rate);
        last
    }

    /// Returns how long it is until another rate holds, or until midnight.
    fn until_change(&self, plan: &workload::Stream, at: Time) -> Time {
        let time = self.plant.clock.reads(at).time.0;
        let next = plan.per_s_milli.iter().map(|(from, _)| from.0).find(|&from| from > time);
        (next.unwrap_or(86_400) - time).max(1) * SECOND
    }

    /// Returns the records a second, in thousandths.
    fn pace(&self, stream: usize, plan: &workload::Stream, at: Time) -> i64 {
        let rate = match plan.per_s_milli.as_slice() {
            [(_, always)] => *always,
            rates => {
                let time = self.plant.clock.reads(at).time;
                rates.iter().rev().find(|(from, _)| *from <= time).or(rates.last()).map_or(0, |r| r.1)
            }
        };
        let rate = if self.plant.clock.comes_on(plan, at) { rate } else { 0 };
        let feed = &self.arrivals[stream].feed;
        let silent = feed.silent.iter().filter(|s| (s.0..s.1).contains(&at)).map(|s| s.2).max();
        let rate = silent.map_or(rate, |percent| rate * (100 - percent) / 100);
        if feed.bursts.is_empty() { rate } else { rate.saturating_mul(feed.times(at)) }
    }

    /// Lets records leave: they get their numbers, and their places in the line.
    fn send_off(&mut self, stream: usize, records: u64, (born, born_last): (Time, Time)) {
        if records == 0 {
            return;
        }
        let s = &self.plant.streams[stream];
        let arrivals = &mut self.arrivals[stream];
        let (lo, number) = (arrivals.sent, arrivals.number);
        arrivals.mark(born, records);
        let key = match s.keys.count() {
            1 => 1,
            _ if records > 1 => 0,
            _ => s.keys.of_record(self.dice, entity(&s.plan.id), lo),
        };
        let item = Item {
            stream: stream as u16,
            format: s.format,
            emission: number,
            name: number,
            lo,
            hi: lo + records,
            cut: 0,
            born,
            born_last,
            key,
            condition: Condition::default(),
            hops: 0,
        };
        arrivals.feed.poison(&item);
        let Some(&source) = s.sources.get(number as usize % s.sources.len().max(1)) else { return };
        self.trace.note(self.agenda.now(), source, Happening::Ready, &item, &self.cuts, None);
        match self.arrivals[stream].feed.disorder_at(born_last) {
            Some(most) => self.leave_out_of_order(source, item, most),
            None => self.leave_by_key(source, item),
        }
        self.leave_twice(source, stream, &item);
        self.leave_forged(source, stream, &item);
    }

    /// Somebody else sends some of the records as well, with other contents and the same name on
    /// them.
    fn leave_forged(&mut self, source: usize, stream: usize, item: &Item) {
        let feed = &self.arrivals[stream].feed;
        let now = |f: &&(Time, Time, u64)| (f.0..f.1).contains(&item.born_last);
        let Some(&(_, _, records)) = feed.forged.iter().find(now) else { return };
        let mut forged = item.slice(item.lo, item.hi.min(item.lo + records));
        forged.condition = forged.condition.with(Condition::FORGED);
        self.leave(source, forged);
    }

    /// While much of a stream has one key, that part of a cohort travels for itself.
    fn leave_by_key(&mut self, source: usize, item: Item) {
        let feed = &self.arrivals[usize::from(item.stream)].feed;
        let hot = feed.one_key.iter().find(|k| (k.0..k.1).contains(&item.born_last)).map_or(0, |k| k.2);
        let mid = item.lo + (item.hi - item.lo) * hot as u64 / 100;
        // The two come mixed, so each of them all the time.
        if mid > item.lo {
            self.leave(source, Item { key: 1, hi: mid, ..item });
        }
        if mid < item.hi {
            self.leave(source, Item { lo: mid, ..item });
        }
    }

    /// Some records of a feed that is out of order leave later than those after them.
    fn leave_out_of_order(&mut self, source: usize, item: Item, most: Time) {
        let dice = self.dice;
        let of_stream = entity(&self.plant.streams[usize::from(item.stream)].plan.id);
        let per_million = 1_000_000 / ONE_OUT_OF as i64;
        let n = marked(dice, Purpose::Disorder, of_stream, per_million, (item.lo, item.hi)).count();
        let mid = item.hi - n;
        if item.lo < mid {
            self.leave(source, item.slice(item.lo, mid));
        }
        if n > 0 {
            let mut late = item.slice(mid, item.hi);
            late.condition = late.condition.with(Condition::SHUFFLED);
            let by = dice.between((1, most.max(1)), Purpose::Disorder, of_stream ^ 1, late.lo);
            let place = self.parcels.put((source, Parcel::of(late)));
            self.after(by, Event::Straggle { parcel: place });
        }
    }

    /// Returns how far a record that was sent out of order is behind its place.
    pub(super) fn behind(&self, item: &Item) -> Time {
        let stream = usize::from(item.stream);
        let most = self.arrivals[stream].feed.disorder_at(item.born_last).unwrap_or(0);
        let of_stream = entity(&self.plant.streams[stream].plan.id);
        self.dice.between((1, most.max(1)), Purpose::Disorder, of_stream ^ 1, item.lo)
    }

    /// A straggler leaves its source at last.
    pub(super) fn straggle(&mut self, place: u32) {
        if let Some((source, parcel)) = self.parcels.take(place) {
            self.leave(source, parcel.item);
        }
    }

    /// Some records leave a second time.
    fn leave_twice(&mut self, source: usize, stream: usize, item: &Item) {
        let s = &self.plant.streams[stream];
        let Arrival::Stream(plan) = &s.plan.arrives else { return };
        if plan.twice_per_million <= 0 {
            return;
        }
        let per_million = plan.twice_per_million;
        let twice = marked(self.dice, Purpose::Twice, entity(&s.plan.id), per_million, (item.lo, item.hi));
        for r in twice.ranges() {
            self.leave(source, item.slice(r.start, r.end));
        }
    }

    /// Returns the records of a range that their owners withdraw after they have arrived.
    pub(super) fn marked_withdrawn(&self, stream: u16, per_million: i64, range: (u64, u64)) -> Spans {
        let of_stream = entity(&self.plant.streams[usize::from(stream)].plan.id);
        marked(self.dice, Purpose::Withdrawn, of_stream, per_million, range)
    }

    /// Returns the bad records of an item of a stream.
    pub(super) fn bad_of_stream(&self, item: &Item) -> Spans {
        let stream = usize::from(item.stream);
        let feed = &self.arrivals[stream].feed;
        let Arrival::Stream(plan) = &self.plant.streams[stream].plan.arrives else { return Spans::default() };
        if plan.bad_per_million <= 0 && feed.bad.is_empty() {
            return Spans::default();
        }
        let of_stream = entity(&self.plant.streams[stream].plan.id);
        let mut bad = marked(self.dice, Purpose::BadRows, of_stream, plan.bad_per_million, (item.lo, item.hi));
        bad.join(&feed.bad.within(&(item.lo..item.hi)));
        bad
    }
}
