//! Readers of logs: each goes along every part by itself, one batch at a time. What fails is tried
//! again, and its part stands still until it succeeds, is put aside or is too old.

use super::{
    agenda::{MILLI, SECOND, Time},
    cause::Cause,
    code::{Origin, Trigger},
    item::{Condition, Item, Parcel},
    log::{part, share},
    plant::{Code, Kind, LogSpec, Port},
    world::{Event, World},
};
use crate::domain::component::LinkKind;

/// A place in a part of a log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cursor {
    /// The number of the segment.
    pub segment: u64,
    /// Records of the part's share of it that are behind.
    pub offset: u64,
}

/// How far a reader is in a part.
#[derive(Clone, Debug, Default)]
pub struct Lane {
    /// The next record to read.
    pub at: Cursor,
    /// Where reading goes on after a restart.
    mark: Cursor,
    marked: Time,
    /// It has to go back there once its batch is over.
    goes_back: bool,
    /// Where the batch at work ends.
    end: Cursor,
    /// The batch at work.
    batch: Vec<Parcel>,
    /// Records in it.
    pub count: u64,
    busy: bool,
    /// A look is planned.
    planned: bool,
    /// Most records of the next batch, after a failure; 0 is the usual.
    limit: u64,
    /// Tries of the batch so far.
    tries: u16,
}

impl Lane {
    /// Returns the oldest segment it may still read.
    pub fn needs(&self) -> u64 {
        self.at.segment.min(self.mark.segment)
    }

    /// Goes past what holds nothing for it, when it has found nothing else.
    fn skip_nothing(&mut self, moves_mark: bool) {
        if self.batch.is_empty() {
            self.at = self.end;
            self.mark = if moves_mark { self.end } else { self.mark };
        }
    }

    /// Leaves out everything before a segment.
    pub fn skip_to(&mut self, segment: u64) {
        let next = Cursor { segment, offset: 0 };
        self.at = self.at.max(next);
        self.mark = self.mark.max(next);
    }
}

/// The first wait before a batch is tried again; it doubles each time.
const FIRST_WAIT: Time = 500 * MILLI;
/// The longest.
const LONGEST_WAIT: Time = 60 * SECOND;
/// A part handed to something that runs no code is looked at again so soon when that refuses.
const LOOK_AGAIN: Time = SECOND;

impl<'p> World<'p> {
    /// Returns the ports of those who read a log, in order.
    pub(super) fn readers(&self, n: usize) -> impl Iterator<Item = &'p Port> + use<'p> {
        let reads = |p: &&Port| matches!(p.kind, LinkKind::Subscribe | LinkKind::Pull | LinkKind::Push);
        self.station(n).out.iter().filter(reads)
    }

    fn reader(&self, n: usize, spec: &LogSpec, lane: usize) -> Option<&'p Port> {
        self.readers(n).nth(lane / spec.shards)
    }

    pub(super) fn open_lanes(&mut self, n: usize, spec: &LogSpec) {
        if self.states[n].log.lanes.is_empty() {
            let lanes = self.readers(n).count() * spec.shards;
            self.states[n].log.lanes = vec![Lane::default(); lanes];
        }
    }

    /// Lets a reader know that there is something new.
    pub(super) fn wake_lane(&mut self, n: usize, spec: &LogSpec, lane: usize) {
        let now = self.now();
        let l = &mut self.states[n].log.lanes[lane];
        if !l.busy && !l.planned {
            l.planned = true;
            self.agenda.plan(now + spec.reading, Event::Read { station: n as u16, lane: lane as u32 });
        }
    }

    fn look_at(&mut self, n: usize, lane: usize, at: Time) {
        let l = &mut self.states[n].log.lanes[lane];
        if !l.planned {
            l.planned = true;
            self.agenda.plan(at, Event::Read { station: n as u16, lane: lane as u32 });
        }
    }

    /// Everybody who waits for something that was down looks again.
    pub(super) fn resume_reading(&mut self) {
        let now = self.now();
        for n in 0..self.states.len() {
            for lane in 0..self.states[n].log.lanes.len() {
                if !self.states[n].log.lanes[lane].busy {
                    self.look_at(n, lane, now);
                }
            }
        }
    }

    /// A reader looks at a part and takes what it finds.
    pub(super) fn read(&mut self, n: usize, lane: usize) {
        let Kind::Log(spec) = &self.station(n).kind else { return };
        let spec: &'p LogSpec = spec;
        self.states[n].log.lanes[lane].planned = false;
        let Some(port) = self.reader(n, spec, lane) else { return };
        let away = self.is_down(n) || self.is_down(port.to) || port.past.iter().any(|&p| self.is_down(p));
        if away || self.states[n].log.lanes[lane].busy {
            return;
        }
        self.expire_log(n, spec, self.now());
        let code = self.station(port.to).code.is_some();
        let (found, next) = self.find(n, spec, lane, port);
        if let Some(at) = next {
            self.look_at(n, lane, at);
        }
        if found == 0 {
            return;
        }
        if code { self.begin_batch(n, port, lane) } else { self.pass_batch(n, port, lane) }
    }

    /// Gathers what a reader can see into its batch. Returns how many records that are, and when
    /// to look again if it is better to wait.
    fn find(&mut self, n: usize, spec: &LogSpec, lane: usize, port: &Port) -> (u64, Option<Time>) {
        let reading = self.station(port.to).reading;
        let all = self.station(port.to).code.as_ref().is_none_or(|c| c.newest);
        let now = self.now();
        let log = &mut self.states[n].log;
        let mut l = std::mem::take(&mut log.lanes[lane]);
        l.batch.clear();
        let most = if all { u64::MAX } else { reading.batch };
        let mut left = if l.limit > 0 { l.limit.min(most) } else { most };
        let (mut at, mut oldest, mut next) = (l.at, None, None);
        while let Some(segment) = log.segment(at.segment).filter(|_| left > 0) {
            let (lo, hi) = share(spec, segment, lane % spec.shards);
            let from = lo + at.offset;
            if from >= hi {
                at = Cursor { segment: at.segment + 1, offset: 0 };
                continue;
            }
            if segment.arrived + spec.reading > now {
                next = Some(segment.arrived + spec.reading);
                break;
            }
            oldest = oldest.or(Some(segment.arrived));
            let take = if is_report(&segment.parcel.item) { hi - from } else { left.min(hi - from) };
            let whole = part(spec, segment, lane % spec.shards);
            let item = if take == hi - lo { whole } else { whole.slice(from, from + take) };
            l.batch.push(Parcel { item, ..segment.parcel });
            left = left.saturating_sub(take);
            at.offset += take;
        }
        l.count = l.batch.iter().map(|p| p.item.hi - p.item.lo).sum();
        l.end = at;
        l.skip_nothing(reading.checkpoint == 0);
        let full = oldest.map_or(now, |o| o + spec.reading + reading.window);
        let waits = left > 0 && full > now && l.limit == 0;
        let found = if waits { 0 } else { l.count };
        let next = if waits && l.count > 0 { Some(full) } else { next.filter(|_| found == 0) };
        log.lanes[lane] = l;
        log.trim();
        (found, next)
    }

    fn begin_batch(&mut self, n: usize, port: &'p Port, lane: usize) {
        let l = &mut self.states[n].log.lanes[lane];
        l.busy = true;
        let (parcel, tries) = (l.batch.first().copied(), l.tries.min(250) as u8);
        let batch = std::mem::take(&mut l.batch);
        for p in &batch {
            for &link in &port.links {
                self.trace.moved(self.agenda.now(), 0, link, p, &self.cuts);
            }
        }
        self.states[n].log.lanes[lane].batch = batch;
        let origin = Origin::Batch { log: n as u16, lane: lane as u32 };
        self.offer(port.to, Trigger { parcel, origin, tries, came: self.now(), delay: 0 });
    }

    /// Hands records to something that runs no code; it takes all of them or none.
    fn pass_batch(&mut self, n: usize, port: &'p Port, lane: usize) {
        let batch = std::mem::take(&mut self.states[n].log.lanes[lane].batch);
        let refused = batch.iter().any(|p| self.admits(port, &p.item) && self.refusal(port, &p.item).is_some());
        if refused {
            let at = self.now() + LOOK_AGAIN;
            return self.look_at(n, lane, at);
        }
        for p in &batch {
            if self.admits(port, &p.item) {
                self.send(n, port, *p);
            }
        }
        self.states[n].log.lanes[lane].batch = batch;
        self.go_on(n, lane, 0);
    }

    /// Returns how many records the batch at work holds.
    pub(super) fn in_batch(&self, log: u16, lane: u32) -> u64 {
        self.states[usize::from(log)].log.lanes[lane as usize].count
    }

    /// Returns the batch at work.
    pub(super) fn batch(&self, log: u16, lane: u32) -> &[Parcel] {
        &self.states[usize::from(log)].log.lanes[lane as usize].batch
    }

    /// Does the job of a station on a batch: on all of it, or, where the code says which record
    /// failed, on what comes before.
    pub(super) fn work_on_batch(&mut self, n: usize, code: &'p Code, trigger: &Trigger) -> Result<(), Cause> {
        let Origin::Batch { log, lane } = trigger.origin else { return Ok(()) };
        let (log, lane) = (usize::from(log), lane as usize);
        self.begin_run(n);
        let batch = std::mem::take(&mut self.states[log].log.lanes[lane].batch);
        let mut all = Vec::new();
        let (mut done, mut failure) = (0, None);
        let stale = trigger.parcel.is_some_and(|p| p.item.condition.has(Condition::STALE));
        for parcel in &batch {
            let mut parcel = *parcel;
            if stale {
                parcel.item.condition = parcel.item.condition.with(Condition::STALE);
            }
            let good = self.good_start(n, code, &parcel.item);
            let part = Parcel { item: parcel.item.slice(parcel.item.lo, good), ..parcel };
            let tried = if good < parcel.item.hi && good > parcel.item.lo { part } else { parcel };
            if let Err(cause) = self.work_on(n, code, &Trigger { parcel: Some(tried), ..*trigger }) {
                failure = Some(cause);
                break;
            }
            all.append(&mut self.made);
            done += tried.item.hi - tried.item.lo;
            if tried.item.hi < parcel.item.hi {
                failure = Some(Cause::BadRow);
                break;
            }
        }
        self.made = all;
        self.states[log].log.lanes[lane].batch = batch;
        let partial = self.station(n).reading.partial;
        match failure {
            Some(cause) if !partial || done == 0 => Err(cause),
            Some(_) => {
                self.shorten(log, lane, done);
                Ok(())
            }
            None => Ok(()),
        }
    }

    /// Returns where the first bad record is, for code that says which one failed; else the end.
    fn good_start(&self, n: usize, code: &Code, item: &Item) -> u64 {
        let looks = self.station(n).reading.partial && code.stops_at_bad_rows();
        if !looks || item.condition.has(Condition::CLEANED) {
            return item.hi;
        }
        self.bad_records(item).ranges().first().map_or(item.hi, |r| r.start)
    }

    /// Lets a batch end after so many records.
    fn shorten(&mut self, n: usize, lane: usize, records: u64) {
        let Kind::Log(spec) = &self.station(n).kind else { return };
        let log = &mut self.states[n].log;
        let (mut at, mut left) = (log.lanes[lane].at, records);
        while let Some(segment) = log.segment(at.segment).filter(|_| left > 0) {
            let (lo, hi) = share(spec, segment, lane % spec.shards);
            let take = left.min((hi - lo).saturating_sub(at.offset));
            left -= take;
            at.offset += take;
            if lo + at.offset >= hi {
                at = Cursor { segment: at.segment + 1, offset: 0 };
            }
        }
        log.lanes[lane].end = at;
    }

    /// A batch was worked on as it should: the reader goes on.
    pub(super) fn batch_done(&mut self, log: u16, lane: u32) {
        let (n, lane) = (usize::from(log), lane as usize);
        self.go_on(n, lane, 0);
    }

    fn go_on(&mut self, n: usize, lane: usize, wait: Time) {
        let Kind::Log(spec) = &self.station(n).kind else { return };
        let now = self.now();
        let checkpoint = self.reader(n, spec, lane).map_or(0, |p| self.station(p.to).reading.checkpoint);
        let l = &mut self.states[n].log.lanes[lane];
        l.at = if l.goes_back { l.mark } else { l.end.max(l.at) };
        (l.busy, l.goes_back, l.limit, l.tries) = (false, false, 0, 0);
        if checkpoint == 0 || now - l.marked >= checkpoint {
            (l.mark, l.marked) = (l.at, now);
        }
        let more = l.at.segment < self.states[n].log.end();
        self.states[n].log.trim();
        if more {
            self.look_at(n, lane, now + wait);
        }
    }

    /// A batch failed: it is tried again, halved, or put aside.
    pub(super) fn batch_failed(&mut self, reader: usize, log: u16, lane: u32, cause: Cause) {
        let (n, lane) = (usize::from(log), lane as usize);
        let now = self.now();
        let rules = self.station(reader).reading;
        let l = &mut self.states[n].log.lanes[lane];
        l.busy = false;
        if std::mem::take(&mut l.goes_back) {
            l.at = l.mark;
        }
        if cause == Cause::Down {
            // Nothing was begun, so nothing counts; who is up again looks again.
            return self.look_at(n, lane, now + FIRST_WAIT);
        }
        if l.count > 1 && (rules.partial || rules.bisect) {
            l.limit = if rules.partial { 1 } else { l.count / 2 };
            return self.look_at(n, lane, now + FIRST_WAIT / 5);
        }
        l.tries = l.tries.saturating_add(1);
        if rules.retries.is_some_and(|most| l.tries > most) {
            for parcel in std::mem::take(&mut l.batch) {
                self.give_up(reader, parcel, cause);
            }
            return self.go_on(n, lane, 0);
        }
        let wait = (FIRST_WAIT << (l.tries - 1).min(10)).min(LONGEST_WAIT);
        self.look_at(n, lane, now + wait);
    }

    /// A reader died before it began a batch.
    pub(super) fn batch_dropped(&mut self, log: u16, lane: u32) {
        let l = &mut self.states[usize::from(log)].log.lanes[lane as usize];
        l.busy = false;
        if std::mem::take(&mut l.goes_back) {
            l.at = l.mark;
        }
    }

    /// A reader with checkpoints has died: it goes back to the last one everywhere.
    pub(super) fn go_back(&mut self, reader: usize) {
        for n in 0..self.states.len() {
            let Kind::Log(spec) = &self.station(n).kind else { continue };
            for lane in 0..self.states[n].log.lanes.len() {
                if self.reader(n, spec, lane).is_none_or(|p| p.to != reader) {
                    continue;
                }
                let l = &mut self.states[n].log.lanes[lane];
                if l.busy {
                    l.goes_back = true;
                } else {
                    l.at = l.mark;
                }
            }
        }
    }
}

/// A report of what is missing is one message, however much is missing.
fn is_report(item: &Item) -> bool {
    item.condition.has(Condition::MISSED)
}
