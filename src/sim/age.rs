//! Records that are true for a while only: what is too old, what is superseded by something newer,
//! what says nothing new, and what its owner has withdrawn.

use super::{
    agenda::{SECOND, Time},
    cause::Cause,
    code::{Origin, Trigger},
    item::{Condition, Item},
    plant::Code,
    spans::Spans,
    world::World,
};
use crate::domain::{
    scenario::Effect,
    workload::{self, Arrival},
};

/// Millionths of a record that are worked on when all of it is.
pub const WHOLE: i128 = 1_000_000;

impl World<'_> {
    fn stream_plan(&self, stream: u16) -> Option<&workload::Stream> {
        match &self.plant.streams[usize::from(stream)].plan.arrives {
            Arrival::Stream(plan) => Some(plan),
            Arrival::Files(_) => None,
        }
    }

    /// Counts what a task works on, in millionths of a record: all of it, what has changed, or the
    /// newest of each key.
    pub(super) fn worked_on(&self, code: &Code, trigger: &Trigger, item: &Item) -> i128 {
        let records = match trigger.origin {
            Origin::Batch { log, lane } if code.newest => self.newest_in_batch(log, lane, item.stream),
            Origin::Batch { log, lane } => self.in_batch(log, lane),
            _ => self.cuts.count(item),
        };
        let sifted = code.on_change || item.condition.has(Condition::SIFTED);
        let changes = self.stream_plan(item.stream).filter(|_| sifted).map_or(1_000_000, |p| p.changes_per_million);
        i128::from(records) * i128::from(changes)
    }

    /// Counts the records of a batch that no later one takes the place of.
    fn newest_in_batch(&self, log: u16, lane: u32, stream: u16) -> u64 {
        let again = self.stream_plan(stream).map_or(0, |p| p.repeats_s) * SECOND;
        let batch = self.batch(log, lane);
        let newest = batch.iter().map(|p| p.item.born_last).max().unwrap_or(0);
        let counts = |i: &Item| if again > 0 { born_since(i, newest - again) } else { i.hi - i.lo };
        batch.iter().map(|p| counts(&p.item)).sum()
    }

    /// What is brought together with other records must not be older than it holds: code that
    /// looks leaves it out, code that does not goes on with what is no longer so.
    pub(super) fn weigh_age(&mut self, n: usize, code: &Code, item: &mut Item) {
        if code.on_change {
            item.condition = item.condition.with(Condition::SIFTED);
        }
        if code.newest {
            item.condition = item.condition.with(Condition::NEWEST);
        }
        let holds = self.plant.streams[usize::from(item.stream)].plan.stale_after_s * SECOND;
        if holds == 0 || !matches!(code.effect, Effect::Match | Effect::Score) {
            return;
        }
        let now = self.now();
        let kept = if code.fresh > 0 { code.fresh } else { holds };
        let superseded = item.condition.has(Condition::NEWEST) || item.condition.has(Condition::REPLAYED);
        let mid = if superseded { item.lo } else { item.hi - born_since(item, now - kept) };
        if code.fresh > 0 {
            if mid > item.lo {
                self.lose(n, &item.slice(item.lo, mid), Cause::Outdated);
                *item = item.slice(mid, item.hi);
            }
            return;
        }
        // Beside its own age there is that of whoever it is brought together with.
        let old = if code.effect == Effect::Match { self.with_old_ones(item, mid, holds) } else { mid };
        if old > item.lo {
            self.book.blame.insert((item.stream, Cause::Outdated), n);
            let mut wrong = item.slice(item.lo, old);
            wrong.condition = wrong.condition.with(Condition::OUTDATED);
            wrong.format = code.makes.unwrap_or(item.format);
            self.made.push(wrong);
            *item = item.slice(old, item.hi);
        }
    }

    /// Returns where those end that are old or are brought together with one that is.
    fn with_old_ones(&self, item: &Item, mid: u64, holds: Time) -> u64 {
        let usual = self.stream_plan(item.stream).map_or(0, |p| p.quiet_per_million);
        let feed = &self.arrivals[usize::from(item.stream)].feed;
        let share = feed.quiet_at(item.born_last, usual, holds).clamp(0, 1_000_000) as u64;
        // Rounded so that many small items come to the same share as one large one.
        let whole = |records: u64| (u128::from(records) * u128::from(share) / 1_000_000) as u64;
        (mid + whole(item.hi) - whole(mid)).min(item.hi)
    }

    /// What its owner has withdrawn since must not come back in a replay: code that looks leaves it
    /// out.
    pub(super) fn leave_withdrawn(&mut self, n: usize, code: &Code, item: &mut Item) {
        if !code.heeds_withdrawn || !item.condition.has(Condition::REPLAYED) {
            return;
        }
        let gone = self.withdrawn(item.stream, (item.lo, item.hi));
        if !gone.is_empty() {
            let now = self.now();
            self.book.drop(item, &gone, n, Cause::Withdrawn, now);
            self.cuts.take_out(item, &gone);
        }
    }

    /// Returns the records of a range that their owners have withdrawn since they arrived.
    pub(super) fn withdrawn(&self, stream: u16, range: (u64, u64)) -> Spans {
        let per_million = self.stream_plan(stream).map_or(0, |p| p.withdrawn_per_million);
        self.marked_withdrawn(stream, per_million, range)
    }
}

/// Counts the records of an item that were born at a moment or later.
fn born_since(item: &Item, at: Time) -> u64 {
    let all = item.hi - item.lo;
    if item.born >= at {
        return all;
    }
    if item.born_last < at {
        return 0;
    }
    let width = i128::from((item.born_last - item.born).max(1));
    ((i128::from(item.born_last - at) * i128::from(all) / width) as u64).clamp(1, all)
}
