//! What a store of many small things has kept, coarsely: things that follow one another are one
//! entry, so that a year of records takes a few thousand entries.

use std::collections::VecDeque;

use super::{
    agenda::{SECOND, Time},
    cause::Cause,
    item::Parcel,
    store::Kept,
    world::World,
};

/// Entries begin anew at least so often.
const COARSE: Time = 60 * SECOND;
/// With more entries than this they are made longer.
const MOST: usize = 8192;
/// Entries cover no more minutes than this.
const LONGEST: Time = 1 << 20;

/// How far back it is looked for what goes on from where, or up to where, something new is.
const LOOK_BACK: usize = 64;

/// What was kept, oldest first.
#[derive(Clone, Debug, Default)]
pub struct History {
    entries: VecDeque<Kept>,
    number: u64,
    /// How many minutes an entry covers.
    minutes: Time,
    /// How many entries were left when they were last made longer.
    left: usize,
}

impl History {
    /// Adds what is kept from now on and forgets what is older than `keep`; 0 keeps everything.
    pub fn add(&mut self, parcel: Parcel, now: Time, keep: Time) {
        self.forget(now, keep);
        self.number += 1;
        let minutes = self.minutes.max(1);
        let width = minutes.saturating_mul(COARSE);
        let next = Kept { parcel, since: now, number: self.number };
        // The parts of a cohort come in any order, and soon after one another.
        let touches = |k: &&mut Kept| follows(&k.parcel, &parcel, width) || follows(&parcel, &k.parcel, width);
        match self.entries.iter_mut().rev().take(LOOK_BACK).find(touches) {
            Some(near) => stretch(near, &next),
            None => self.entries.push_back(next),
        }
        // What cannot be joined is not tried again and again.
        if self.entries.len() > MOST.max(self.left * 2) {
            self.minutes = minutes.saturating_mul(2).min(LONGEST);
            self.join();
            self.left = self.entries.len();
        }
    }

    fn join(&mut self) {
        let width = self.minutes * COARSE;
        let mut joined: Vec<Kept> = Vec::new();
        let mut entries: Vec<Kept> = self.entries.drain(..).collect();
        // Parts that came by several ways lie between one another.
        entries.sort_by_key(|k| (k.parcel.item.stream, k.parcel.item.format, k.parcel.item.lo, k.number));
        for kept in entries {
            match joined.last_mut() {
                Some(last) if follows(&last.parcel, &kept.parcel, width) => stretch(last, &kept),
                _ => joined.push(kept),
            }
        }
        joined.sort_by_key(|k| (k.since, k.number));
        self.entries = joined.into();
    }

    /// Forgets what is older than `keep`.
    pub fn forget(&mut self, now: Time, keep: Time) {
        while keep > 0 && self.entries.front().is_some_and(|k| k.since < now - keep) {
            self.entries.pop_front();
        }
    }

    /// Takes out what is older than `keep`; 0 keeps everything.
    fn take_expired(&mut self, now: Time, keep: Time) -> Vec<Kept> {
        let old = self.entries.partition_point(|k| keep > 0 && k.since < now - keep);
        self.entries.drain(..old).collect()
    }

    /// Returns what is kept at a moment, oldest first.
    pub fn kept(&self, now: Time, keep: Time) -> impl Iterator<Item = &Kept> {
        self.entries.iter().filter(move |k| keep == 0 || k.since >= now - keep)
    }

    /// Counts the entries.
    pub fn len(&self) -> usize {
        self.entries.len()
    }
}

impl World<'_> {
    /// A log that nobody reads: what was kept there as long as it keeps things is gone.
    pub(super) fn expire_unread(&mut self, n: usize, keep: Time, now: Time) {
        if !self.states[n].log.lanes.is_empty() {
            return;
        }
        for kept in self.states[n].log.history.take_expired(now, keep) {
            self.lose(n, &kept.parcel.item, Cause::RetentionOver);
        }
    }
}

fn stretch(last: &mut Kept, next: &Kept) {
    let (a, b) = (&mut last.parcel.item, &next.parcel.item);
    (a.lo, a.hi) = (a.lo.min(b.lo), a.hi.max(b.hi));
    a.born = a.born.min(b.born);
    a.born_last = a.born_last.max(b.born_last);
    a.key = if a.key == b.key { a.key } else { 0 };
    if next.since >= last.since {
        (last.since, last.number) = (next.since, next.number);
    }
}

/// Whether one parcel goes on where another ends, within the same stretch of time.
fn follows(last: &Parcel, next: &Parcel, width: Time) -> bool {
    let (a, b) = (&last.item, &next.item);
    let same = (a.stream, a.format, a.condition, a.hops) == (b.stream, b.format, b.condition, b.hops);
    let whole = a.cut == 0 && b.cut == 0 && last.held_at == next.held_at;
    same && whole && a.hi == b.lo && a.born.div_euclid(width) == b.born_last.div_euclid(width)
}
