//! Calls that code makes while it works: look-ups with their rate, a cache beside them, a ledger,
//! connections of a database, and waking what sleeps.
//!
//! A call costs time; one that is refused again and again makes the work fail. The answers have no
//! content: an answer is right, or out of date.

use super::{
    agenda::{SECOND, Time},
    cause::Cause,
    code::{Origin, Trigger},
    draw::Purpose,
    item::{Condition, Item},
    plant::{Calls, Code, Kind, Port},
    world::World,
};
use crate::domain::{component::Archetype, job::Effect};

impl World<'_> {
    /// Makes the calls that come before the work proper. Returns the time they take.
    pub(super) fn call_out(&mut self, n: usize, trigger: &mut Trigger) -> Result<Time, Cause> {
        let Some(calls) = self.station(n).calls.as_deref() else { return Ok(0) };
        if calls.ledger.is_some_and(|l| self.is_down(l)) {
            return Err(Cause::TargetDown);
        }
        if calls.databases.iter().any(|&db| self.open_connections(db) >= self.station(db).service.connections) {
            return Err(Cause::ConnectionsUsedUp);
        }
        let mut takes = self.wake_up(n, calls);
        if let Some(parcel) = &mut trigger.parcel {
            parcel.item.condition = parcel.item.condition.less(Condition::STALE);
            let item = parcel.item;
            let records = match trigger.origin {
                Origin::Batch { log, lane } => (self.in_batch(log, lane) as i64).max(1),
                _ => self.messages(&item),
            };
            takes += self.ask_all(n, calls, &item, records)?;
            if self.asks_stale(calls) {
                parcel.item.condition = parcel.item.condition.with(Condition::STALE);
            }
        }
        Ok(takes)
    }

    /// Counts the copies at work that hold a connection of a database, not those behind a proxy.
    fn open_connections(&self, db: usize) -> u32 {
        let writes = |s: &super::plant::Station| s.calls.as_ref().is_some_and(|c| c.databases.contains(&db));
        let stations = self.plant.stations.iter().zip(&self.states);
        stations.filter(|(s, _)| writes(s)).map(|(_, state)| state.work.busy).sum()
    }

    /// What has had nothing to do for long needs time before it answers.
    fn wake_up(&mut self, n: usize, calls: &Calls) -> Time {
        let now = self.now();
        let mut longest = 0;
        for &w in &calls.wakes {
            let service = &self.station(w).service;
            if self.states[w].used.is_none_or(|at| now - at > service.idle) {
                let takes = service.resume.draw(self.dice, Purpose::ColdStart, self.station(n).entity, now as u64);
                longest = longest.max(takes);
            }
            self.states[w].used = Some(now + longest);
        }
        longest
    }

    /// Asks everything there is to ask about an item, one after the other.
    fn ask_all(&mut self, n: usize, calls: &Calls, item: &Item, records: i64) -> Result<Time, Cause> {
        let mut takes = 0;
        let repairs = self.station(n).code.as_ref().is_some_and(|c| c.effect == Effect::Repair);
        for &asked in &calls.asks {
            takes += if repairs {
                self.ask_for_missing(n, asked, item)?
            } else {
                self.ask(n, calls, (asked, records), item)?
            };
        }
        Ok(takes)
    }

    fn ask_for_missing(&mut self, n: usize, asked: usize, item: &Item) -> Result<Time, Cause> {
        if self.is_down(asked) || self.cut_off(n, asked) {
            return Err(Cause::TargetDown);
        }
        Ok(self.ask_history(asked, item))
    }

    fn ask(&mut self, n: usize, calls: &Calls, (asked, records): (usize, i64), item: &Item) -> Result<Time, Cause> {
        let (entity, key) = (self.station(n).entity, item.ordinal() ^ (u64::from(item.hops) << 40));
        let mut takes = 0;
        let mut needed = (records + calls.per_call - 1) / calls.per_call;
        if let Some(cache) = calls.cache.filter(|&c| !self.is_down(c)) {
            takes += self.station(cache).service.latency.draw(self.dice, Purpose::Lookup, entity, key);
            needed = self.misses(cache, needed, entity, key);
        }
        if needed == 0 {
            return Ok(takes);
        }
        if self.is_down(asked) || self.cut_off(n, asked) {
            return Err(Cause::TargetDown);
        }
        takes += self.wait_for_rate(asked, needed, calls.retries)?;
        Ok(takes + self.station(asked).service.latency.draw(self.dice, Purpose::Lookup, entity ^ asked as u64, key))
    }

    /// Says how many of the calls the cache cannot answer.
    fn misses(&self, cache: usize, calls: i64, entity: u64, key: u64) -> i64 {
        let hits = self.station(cache).service.hit_percent;
        if calls == 1 {
            return i64::from(!self.dice.happens(hits * 10, Purpose::Share, entity, key));
        }
        (calls * (100 - hits) + 99) / 100
    }

    /// Waits until the rate of what is asked allows the calls, at most as long as somebody waits
    /// who tries again after one, two, four … seconds.
    fn wait_for_rate(&mut self, asked: usize, calls: i64, retries: u32) -> Result<Time, Cause> {
        let (now, rate) = (self.now(), self.rate(asked));
        if rate == 0 {
            return Ok(0);
        }
        let wait = self.states[asked].bucket.wait(now, rate);
        let tried = (0..=retries).map(|k| ((1 << k) - 1) * SECOND).find(|&at| at >= wait);
        let waited = tried.ok_or(Cause::Throttled)?;
        self.states[asked].bucket.take(now, rate, calls);
        Ok(waited)
    }

    /// How long the statements take with which a task writes to databases; one that is busy with
    /// other questions answers slowly.
    pub(super) fn time_of_statements(&self, n: usize, code: &Code, trigger: &Trigger, key: u64) -> Time {
        if code.rows_per_insert <= 0 {
            return 0;
        }
        let records = match (trigger.origin, trigger.parcel) {
            (Origin::Batch { log, lane }, _) => self.in_batch(log, lane),
            (_, Some(p)) => self.cuts.count(&p.item),
            _ => 0,
        };
        let statements = records.div_ceil(code.rows_per_insert as u64) as Time;
        let databases = self.station(n).out.iter().filter(|p| self.plant.flow.is(p.to, Archetype::RelationalStore));
        let time = |p: &Port| {
            let one = self.station(p.to).service.latency.draw(self.dice, Purpose::Lookup, p.to as u64 | 1 << 40, key);
            one.saturating_mul(statements).saturating_mul(self.states[p.to].hit.slow.max(1))
        };
        databases.map(time).sum()
    }

    fn asks_stale(&self, calls: &Calls) -> bool {
        let cached = calls.cache.filter(|&c| !self.is_down(c) && self.station(c).service.hit_percent > 0);
        calls.asks.iter().chain(&calls.lists).copied().chain(cached).any(|s| self.states[s].hit.stale > 0)
    }

    /// Whether the only way out of the subnet of a station is down, and the other one lies outside.
    pub(super) fn cut_off(&self, n: usize, other: usize) -> bool {
        let way_out = self.station(n).service.way_out;
        self.station(other).service.outside && way_out.is_some_and(|w| self.is_down(w))
    }

    /// A job that has been started by a schedule brings the lists up to date that it writes.
    pub(super) fn refresh(&mut self, n: usize) {
        for port in &self.station(n).out {
            if matches!(self.station(port.to).kind, Kind::Store(_)) && !self.is_down(port.to) {
                self.states[port.to].hit.stale = 0;
            }
        }
    }
}
