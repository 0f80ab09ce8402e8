//! What arrives: files at the slots, drawn once per run from the workload, with the faults of what
//! arrives already in them. Streams of records are in [`super::stream`].

use super::{
    agenda::{SECOND, Time},
    draw::{Dice, Purpose, entity},
    fault::Pulled,
    item::{Condition, Item},
    plant::Plant,
    spans::Spans,
    stream::Feed,
    trace::Happening,
    world::World,
};
use crate::domain::workload::{Arrival, FaultKind, Files};

/// An arrival of a workload: a file, or the records of a stream that travel together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Emission {
    /// Its slot.
    pub slot: Time,
    /// The arrival whose name it has: its own, or that of the one it corrects.
    pub name: u32,
    /// When writing begins.
    pub written: Time,
    /// When it is complete; never, if it does not come.
    pub ready: Option<Time>,
    /// When the source deletes it.
    pub gone: Time,
    /// Its first record.
    pub lo: u64,
    /// One past its last record.
    pub hi: u64,
    /// Its bad records.
    pub bad: Spans,
    /// Records that the source left out.
    pub left_out: Spans,
    /// Nobody can open it.
    pub unreadable: bool,
}

impl Emission {
    /// Says whether it is complete by then.
    pub fn is_sent(&self, by: Time) -> bool {
        self.ready.is_some_and(|t| t <= by)
    }
}

/// Most marks of a stream.
const MOST_MARKS: usize = 8192;

/// Everything that has arrived of a workload, or will.
#[derive(Clone, Debug, Default)]
pub struct Arrivals {
    /// The files, all of them from the start: those of the slots in their order, then what comes
    /// again under the name of one of them.
    pub files: Vec<Emission>,
    /// How many of them are those of the slots.
    pub slots: usize,
    /// Records that a stream has sent so far.
    pub sent: u64,
    /// Arrivals of a stream so far.
    pub number: u32,
    /// How a stream goes on.
    pub feed: Feed,
    /// When a stream had sent how many records: a few thousand marks, however long the run.
    pub marks: Vec<(Time, u64)>,
    /// Marks are so far apart at least.
    pub(super) apart: Time,
}

impl Arrivals {
    /// Takes down that records are ready. When there are too many marks every other one goes.
    pub(super) fn mark(&mut self, now: Time, records: u64) {
        if self.marks.last().is_none_or(|(at, _)| now - at >= self.apart) {
            self.marks.push((now, self.sent));
        }
        if self.marks.len() > MOST_MARKS {
            let mut nth = 0;
            self.marks.retain(|_| {
                nth += 1;
                nth % 2 == 1
            });
            let span = self.marks.last().map_or(0, |l| l.0) - self.marks[0].0;
            self.apart = span / (MOST_MARKS as Time / 2);
        }
        self.sent += records;
        self.number = self.number.wrapping_add(1);
    }

    /// Returns the records that were ready in a time.
    pub fn born(&self, from: Time, to: Time) -> Spans {
        let mut spans = Spans::default();
        for e in &self.files {
            if e.ready.is_some_and(|t| (from..to).contains(&t)) {
                spans.add(e.lo..e.hi);
            }
        }
        let first = |at: Time| {
            let i = self.marks.partition_point(|m| m.0 < at);
            self.marks.get(i).map_or(self.sent, |m| m.1)
        };
        spans.add(first(from)..first(to));
        spans
    }
}

/// Draws the files of a stream.
pub(super) fn files(plant: &Plant<'_>, stream: usize, dice: Dice, faults: &[Pulled<'_>]) -> Vec<Emission> {
    let Arrival::Files(plan) = &plant.streams[stream].plan.arrives else { return Vec::new() };
    let days = plant.horizon / plant.clock.days(1) + 1;
    let slots = plant.clock.slots(&plant.run.slots, days, true);
    let name = entity(&plant.streams[stream].plan.id);
    let mut drawing = Drawing { plan, dice, stream: name, next: 0, drawn: Vec::new(), again: [Vec::new(), Vec::new()] };
    let mut before = Time::MIN;
    for slot in slots.into_iter().filter(|&s| s < plant.horizon) {
        drawing.file(slot);
        if faults.iter().any(|f| (f.starts..f.ends).contains(&slot)) {
            drawing.make_usual();
        }
        // A fault pulled between two slots is about the next one.
        let mut comes_again = false;
        for fault in faults.iter().filter(|f| f.hits_stream(plant, stream) && before < f.starts && f.starts <= slot) {
            drawing.disturb(&fault.fault.does);
            comes_again |= matches!(fault.fault.does, FaultKind::Twice { .. } | FaultKind::Corrected { .. });
        }
        before = slot;
        drawing.correct(comes_again);
    }
    drawing.in_order()
}

struct Drawing<'a> {
    plan: &'a Files,
    dice: Dice,
    stream: u64,
    next: u64,
    /// The files of the slots, so that the number of a file is that of its slot.
    drawn: Vec<Emission>,
    /// What comes again, by itself and because of a fault, and whether it has records of its own.
    /// They are numbered after all slots, those of faults last: taking a fault out leaves every
    /// other file its number and its records.
    again: [Vec<(Emission, bool)>; 2],
}

impl Drawing<'_> {
    fn happens(&self, thousandths: i64, purpose: Purpose, ordinal: u64) -> bool {
        self.dice.happens(thousandths, purpose, self.stream, ordinal)
    }

    fn file(&mut self, slot: Time) {
        let ordinal = slot as u64 / SECOND as u64;
        let ready = self.ready(ordinal).map(|after| slot + after * SECOND);
        let writing = self.dice.between(self.plan.writing_s, Purpose::Writing, self.stream, ordinal) * SECOND;
        let name = self.drawn.len() as u32;
        let rows = self.rows(ordinal);
        let (lo, hi) = (self.next, self.next + rows);
        self.next = hi;
        let done = ready.unwrap_or(slot);
        let mut emission = Emission {
            slot,
            name,
            written: (done - writing).max(slot),
            ready,
            gone: done + self.plan.kept_s * SECOND,
            lo,
            hi,
            bad: Spans::default(),
            left_out: Spans::default(),
            unreadable: self.happens(self.plan.unreadable, Purpose::Unreadable, ordinal),
        };
        if self.happens(self.plan.with_bad_rows, Purpose::BadRows, ordinal) {
            let n = self.dice.between(self.plan.bad_rows, Purpose::BadRowCount, self.stream, ordinal);
            self.make_bad(&mut emission, n, ordinal);
        }
        self.drawn.push(emission);
    }

    fn ready(&self, ordinal: u64) -> Option<i64> {
        let mut drawn = self.dice.between((0, 999), Purpose::Ready, self.stream, ordinal * 2);
        for share in &self.plan.ready {
            drawn -= share.share;
            if drawn < 0 {
                return Some(self.dice.between(share.after_s, Purpose::Ready, self.stream, ordinal * 2 + 1));
            }
        }
        None
    }

    /// Rows of a file: the season sets the level, and one day differs little from the day before.
    fn rows(&self, ordinal: u64) -> u64 {
        let (fewest, usual, most) = self.plan.rows;
        let season = ordinal / (30 * 86_400);
        let side = self.dice.between((0, 9), Purpose::Share, self.stream, season);
        let reach = match side {
            0 => (usual + (most - usual) / 2, most),
            1 | 2 => (fewest, usual),
            _ => (usual - (usual - fewest) / 4, usual + (most - usual) / 10),
        };
        let level = self.dice.between(reach, Purpose::Value, self.stream, season);
        let near = (level * 98 / 100, level * 102 / 100);
        self.dice.between(near, Purpose::Rows, self.stream, ordinal).clamp(fewest, most).max(1) as u64
    }

    fn make_bad(&self, emission: &mut Emission, records: i64, ordinal: u64) {
        let last = (emission.hi - 1) as i64;
        for i in 0..records.clamp(0, (emission.hi - emission.lo) as i64) {
            let place = (emission.lo as i64, last);
            let at = self.dice.between(place, Purpose::BadRowPlace, self.stream, (ordinal << 16) | i as u64) as u64;
            // A place that is taken moves on to the next free one.
            let free = (at..emission.hi).chain(emission.lo..at).find(|&r| !emission.bad.contains(r));
            if let Some(r) = free {
                emission.bad.add(r..r + 1);
            }
        }
    }

    /// Makes the last file one that comes soon and can be opened: a fault is about such a file;
    /// otherwise it would measure luck.
    fn make_usual(&mut self) {
        if let Some(e) = self.drawn.last_mut() {
            e.unreadable = false;
            on_time(e);
        }
    }

    fn disturb(&mut self, fault: &FaultKind) {
        let Some(mut e) = self.drawn.last().cloned() else { return };
        let ordinal = e.slot as u64 / SECOND as u64;
        e.unreadable = false;
        let writing = e.ready.map_or(60 * SECOND, |r| r - e.written);
        match *fault {
            FaultKind::Late { by_s } => {
                e.ready = Some(e.slot + by_s * SECOND);
                e.written = e.slot + by_s * SECOND - writing;
            }
            FaultKind::Missing => e.ready = None,
            FaultKind::SlowWriting { for_s } => {
                e.written = e.slot;
                e.ready = Some(e.slot + for_s * SECOND);
            }
            FaultKind::Poison { records } => {
                on_time(&mut e);
                e.bad = Spans::default();
                self.make_bad(&mut e, records, ordinal);
            }
            FaultKind::CutShort { to_percent } => {
                on_time(&mut e);
                let left = (e.hi - e.lo) * to_percent.clamp(0, 100) as u64 / 100;
                e.left_out = Spans::of(e.lo + left..e.hi);
            }
            FaultKind::Twice { .. } | FaultKind::Corrected { .. } => on_time(&mut e),
            _ => {}
        }
        let last = self.drawn.len() - 1;
        self.drawn[last] = e;
        match *fault {
            FaultKind::Twice { after_s } => self.again(after_s * SECOND, false, BY_FAULT),
            FaultKind::Corrected { after_s } => self.again(after_s * SECOND, true, BY_FAULT),
            _ => {}
        }
    }

    /// Some files come again by themselves, unless a fault has seen to it.
    fn correct(&mut self, seen_to: bool) {
        let Some(e) = self.drawn.last() else { return };
        let ordinal = e.slot as u64 / SECOND as u64;
        let after = self.dice.between((600, 3600), Purpose::Corrected, self.stream, ordinal * 2 + 1) * SECOND;
        if self.happens(self.plan.corrected, Purpose::Corrected, ordinal * 2) {
            self.again(after, true, BY_ITSELF);
            if let Some((e, _)) = self.again[BY_ITSELF].last_mut().filter(|_| seen_to) {
                // It keeps its number and its records, and never comes.
                e.ready = None;
            }
        }
    }

    /// Puts the last file up again under its name, so long after the slot. A corrected one has
    /// records of its own.
    fn again(&mut self, after: Time, corrected: bool, why: usize) {
        let Some(mut e) = self.drawn.last().cloned() else { return };
        let writing = e.ready.map_or(60 * SECOND, |ready| ready - e.written);
        let again = e.ready.map(|ready| (e.slot + after).max(ready + writing + SECOND));
        (e.written, e.ready) = (again.map_or(e.written, |again| again - writing), again);
        self.again[why].push((e, corrected));
    }

    /// Returns all files by their numbers.
    fn in_order(mut self) -> Vec<Emission> {
        for (mut e, corrected) in std::mem::take(&mut self.again).into_iter().flatten() {
            if corrected {
                let rows = e.hi - e.lo;
                (e.lo, e.hi) = (self.next, self.next + rows);
                self.next += rows;
                (e.bad, e.left_out) = (Spans::default(), Spans::default());
            }
            self.drawn.push(e);
        }
        self.drawn
    }
}

/// Places in [`Drawing::again`].
const BY_ITSELF: usize = 0;
const BY_FAULT: usize = 1;

/// Makes a file come within two minutes, so that a fault measures what it is about.
fn on_time(e: &mut Emission) {
    (e.written, e.ready) = (e.slot, Some(e.slot + 90 * SECOND));
}

impl World<'_> {
    /// Returns the item a source has, as it is read then.
    pub fn item_of(&self, stream: usize, number: u32, now: Time) -> Option<Item> {
        let e = self.arrivals[stream].files.get(number as usize)?;
        let ready = e.ready?;
        let mut condition = Condition::default();
        if now < ready {
            condition = condition.with(Condition::HALF);
        }
        if e.unreadable {
            condition = condition.with(Condition::UNREADABLE);
        }
        if !e.left_out.is_empty() {
            condition = condition.with(Condition::SHORT);
        }
        Some(Item {
            stream: stream as u16,
            format: self.plant.streams[stream].format,
            emission: number,
            name: e.name,
            lo: e.lo,
            hi: e.hi,
            cut: 0,
            born: ready,
            born_last: ready,
            key: 0,
            condition,
            hops: 0,
        })
    }

    /// Takes down that a file begins to be written.
    pub(super) fn file_begins(&mut self, stream: usize, number: u32) {
        self.note_file(stream, number, Happening::Writing);
    }

    /// Takes down that a file is complete.
    pub(super) fn file_ready(&mut self, stream: usize, number: u32) {
        self.note_file(stream, number, Happening::Ready);
    }

    fn note_file(&mut self, stream: usize, number: u32, what: Happening) {
        let now = self.now();
        let Some(item) = self.item_of(stream, number, now) else { return };
        for &n in &self.plant.streams[stream].sources {
            self.trace.note(now, n, what, &item, &self.cuts, None);
        }
    }
}
