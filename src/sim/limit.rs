//! Limits: why a way would not take an item now, because of a rate, a size or a part that is down
//! on it.
//!
//! A rate is a bucket of one second: what is taken out of it comes back evenly. Records that
//! travel together may take out more than there is; the next ones then wait for it, so that the
//! rate holds on the whole.

use super::{
    agenda::{SECOND, Time},
    cause::Cause,
    item::{Condition, Item, Parcel},
    plant::{Kind, Port, Runs, Service},
    world::World,
};

/// The largest event a function takes, bytes, when nobody waits for its answer (source key
/// `la_invoke`); a call that is waited for may be as large as the catalogue says.
const LARGEST_EVENT: i64 = 1 << 20;

/// What may still be taken this second, in millionths of a call.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bucket {
    /// How far it is from full.
    used: i64,
    since: Time,
}

impl Bucket {
    /// Returns how long it takes until something can be taken, at so many a second.
    pub fn wait(&self, now: Time, per_s: i64) -> Time {
        let full = SECOND * per_s.max(1);
        let used = self.used_now(now, per_s);
        // There must be room for one whole call.
        let over = used + SECOND - full;
        if over <= 0 { 0 } else { (over + per_s - 1) / per_s.max(1) }
    }

    /// Takes so many.
    pub fn take(&mut self, now: Time, per_s: i64, calls: i64) {
        self.take_spread(now, per_s, calls, 0);
    }

    /// Takes so many that have come one after the other over some time up to now: what nobody took
    /// in that time was theirs.
    pub fn take_spread(&mut self, now: Time, per_s: i64, calls: i64, over: Time) {
        let left = self.used - (now - self.since).saturating_mul(per_s);
        let used = left.max(-over.saturating_mul(per_s));
        self.used = used.saturating_add(calls.saturating_mul(SECOND)).max(0);
        self.since = now;
    }

    fn used_now(&self, now: Time, per_s: i64) -> i64 {
        (self.used - (now - self.since).saturating_mul(per_s)).max(0)
    }
}

impl World<'_> {
    /// Returns the rate of a station now; 0 means none.
    pub(super) fn rate(&self, n: usize) -> i64 {
        let (usual, hit) = (self.station(n).service.per_s, &self.states[n].hit);
        if hit.to_percent > 0 && usual > 0 { (usual * hit.to_percent / 100).max(1) } else { usual }
    }

    /// Returns how many messages an item is: each record of a stream is one, and so is a file.
    pub(super) fn messages(&self, item: &Item) -> i64 {
        // A report of what is missing is one message, however much is missing.
        if self.is_file(item) || item.condition.has(Condition::MISSED) {
            1
        } else {
            self.cuts.count(item).max(1) as i64
        }
    }

    fn is_file(&self, item: &Item) -> bool {
        use crate::domain::workload::Arrival;
        match &self.plant.streams[usize::from(item.stream)].plan.arrives {
            Arrival::Files(_) => true,
            Arrival::Stream(s) => s.cohort_us <= 0,
        }
    }

    /// Returns the bytes of one message; 0 when the contract does not say.
    fn bytes(&self, item: &Item) -> i64 {
        use crate::domain::workload::Arrival;
        match &self.plant.streams[usize::from(item.stream)].plan.arrives {
            Arrival::Files(f) => f.bytes.saturating_mul(self.cuts.count(item) as i64),
            Arrival::Stream(s) if s.cohort_us > 0 => s.bytes,
            Arrival::Stream(s) => s.bytes.saturating_mul(self.cuts.count(item) as i64),
        }
    }

    /// Says why the stations of a way would not take an item now, for its rate or its size.
    pub(super) fn beyond_limits(&self, port: &Port, item: &Item, notice: bool) -> Option<Cause> {
        let called = port.past.iter().any(|&n| self.station(n).service.waits > 0);
        if !(called || notice) && self.bytes(item) > self.event_limit(port.to) {
            return Some(Cause::TooLarge);
        }
        port.past.iter().chain([&port.to]).find_map(|&n| self.beyond_limit(n, item, notice))
    }

    /// The largest event that a station takes when nobody waits for its answer.
    fn event_limit(&self, n: usize) -> i64 {
        let function = self.station(n).code.as_ref().is_some_and(|c| c.runs == Runs::Function);
        if function { LARGEST_EVENT } else { i64::MAX }
    }

    fn beyond_limit(&self, n: usize, item: &Item, notice: bool) -> Option<Cause> {
        let service: &Service = &self.station(n).service;
        if !service.limited {
            return None;
        }
        if service.payload > 0 && !notice && self.bytes(item) > service.payload {
            return Some(Cause::TooLarge);
        }
        let rate = self.rate(n);
        if item.condition.has(Condition::GROUPED) && self.station(n).kind == Kind::Person {
            // A line added to what they were called for calls nobody again.
            return None;
        }
        (rate > 0 && self.states[n].bucket.wait(self.now(), rate) > 0).then_some(Cause::Throttled)
    }

    /// Takes what an item needs out of the rates of a way.
    pub(super) fn use_rates(&mut self, port: &Port, parcel: &Parcel) {
        let item = &parcel.item;
        // A notice is one message, however many records it points at.
        let calls = if parcel.held_at.is_some() { 1 } else { self.messages(item) };
        let now = self.now();
        let fresh = now - item.born_last < SECOND;
        let over = if fresh { item.born_last - item.born } else { 0 };
        for &n in port.past.iter().chain([&port.to]) {
            let rate = self.rate(n);
            let rings = !item.condition.has(Condition::GROUPED) || self.station(n).kind != Kind::Person;
            if rate > 0 && rings {
                self.states[n].bucket.take_spread(now, rate, calls, over);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_lets_one_second_through_at_once_and_then_keeps_to_its_rate() {
        let mut bucket = Bucket::default();
        let mut taken = 0;
        for ms in 0..3000 {
            let now = ms * 1000;
            if bucket.wait(now, 10) == 0 {
                bucket.take(now, 10, 1);
                taken += 1;
            }
        }
        assert_eq!(taken, 10 + 29);
    }

    #[test]
    fn what_travels_together_may_overdraw_and_the_next_waits_for_it() {
        let mut bucket = Bucket::default();
        bucket.take(0, 10, 30);
        assert_eq!(bucket.wait(0, 10), 2 * SECOND + SECOND / 10);
        assert_eq!(bucket.wait(2 * SECOND + SECOND / 10, 10), 0);
    }
}
