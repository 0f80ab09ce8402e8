//! Sources that send nothing by themselves: what they have waits until somebody asks, and they
//! answer so many calls in a while. Who goes on asking after a refusal may be banned.

use std::collections::{BTreeMap, VecDeque};

use super::{
    agenda::{SECOND, Time},
    cause::Cause,
    item::{Item, Parcel},
    plant::Code,
    world::World,
};
use crate::domain::{
    id::Format,
    workload::{Arrival, Asked},
};

/// What waits at such a source, and how often it was asked.
#[derive(Clone, Debug, Default)]
pub struct Counter {
    /// What nobody has fetched yet, per workload, oldest first.
    pub waiting: BTreeMap<u16, VecDeque<Item>>,
    stretch: Time,
    calls: i64,
    refused: i64,
    banned_until: Time,
    /// What cannot be fetched until its users give their permission again.
    pub locked: Vec<Item>,
    /// Who asked politely leaves it alone until then.
    pub left_alone_until: Time,
}

impl Counter {
    /// Puts records down until somebody asks for them; what follows one another is one item.
    fn put(&mut self, item: Item) {
        let line = self.waiting.entry(item.stream).or_default();
        match line.back_mut().filter(|b| b.hi == item.lo && b.condition == item.condition && b.key == item.key) {
            Some(back) => (back.hi, back.born_last) = (item.hi, item.born_last),
            None => line.push_back(item),
        }
    }

    /// Returns how many calls are left in the stretch of now.
    fn left(&mut self, plan: &Asked, percent: i64, now: Time) -> i64 {
        let stretch = now / (plan.per_s.max(1) * SECOND);
        if stretch != self.stretch {
            (self.stretch, self.calls, self.refused) = (stretch, 0, 0);
        }
        let all = if percent > 0 { plan.calls * percent / 100 } else { plan.calls };
        if now < self.banned_until { 0 } else { (all - self.calls).max(0) }
    }
}

impl<'p> World<'p> {
    /// Returns how a workload's source answers, if it does not send by itself.
    pub(super) fn asked(&self, stream: u16) -> Option<&'p Asked> {
        match &self.plant.streams[usize::from(stream)].plan.arrives {
            Arrival::Stream(s) => s.asked.as_ref(),
            Arrival::Files(_) => None,
        }
    }

    /// Lets records wait at their source until somebody asks.
    pub(super) fn wait_to_be_asked(&mut self, source: usize, item: Item) {
        let state = &mut self.states[source];
        // Users whose permission has run out stay behind until they log in again.
        let locked = (item.hi - item.lo) * state.hit.expired.clamp(0, 100) as u64 / 100;
        if locked > 0 {
            state.asked.locked.push(item.slice(item.lo, item.lo + locked));
        }
        if item.lo + locked < item.hi {
            state.asked.put(item.slice(item.lo + locked, item.hi));
        }
    }

    /// Lets what was locked be fetched once every permission holds again.
    fn unlock(&mut self, source: usize) {
        let state = &mut self.states[source];
        if state.hit.expired == 0 {
            for item in std::mem::take(&mut state.asked.locked) {
                state.asked.put(item);
            }
        }
    }

    /// Asks a source for what it has. Finds the first thing; offers the rest as work of its own.
    pub(super) fn ask_source(
        &mut self,
        n: usize,
        code: &Code,
        (source, link): (usize, usize),
    ) -> Result<Option<Parcel>, Cause> {
        if self.states[source].hit.expired > 0 && !code.skips_expired {
            return Err(Cause::LoginRefused);
        }
        if code.waits_when_refused && self.now() < self.states[source].asked.left_alone_until {
            return Ok(None);
        }
        self.unlock(source);
        let carries: Option<&Format> = self.plant.flow.links[link].link.carries.as_ref();
        let streams: Vec<u16> = self.states[source].asked.waiting.keys().copied().collect();
        let mut found = None;
        for stream in streams {
            let format = self.plant.format(self.plant.streams[usize::from(stream)].format);
            let Some(plan) = self.asked(stream).filter(|_| carries.is_none_or(|f| f == format)) else { continue };
            let pages = match self.fetch_pages(n, code, (source, stream), plan) {
                Ok(pages) => pages,
                Err(cause) => return self.refused_after(n, found, cause),
            };
            for item in pages {
                self.trace.moved(self.agenda.now(), 0, link, &Parcel::of(item), &self.cuts);
                match found {
                    None => found = Some(Parcel::of(item)),
                    Some(_) => self.offer_event(n, Some(Parcel::of(item))),
                }
            }
        }
        Ok(found)
    }

    /// A round that was refused half-way keeps what it has.
    pub(super) fn refused_after(
        &mut self,
        n: usize,
        found: Option<Parcel>,
        cause: Cause,
    ) -> Result<Option<Parcel>, Cause> {
        if found.is_some() {
            self.offer_event(n, found);
        }
        Err(cause)
    }

    /// Fetches as many pages as the source gives and the code wants.
    fn fetch_pages(
        &mut self,
        n: usize,
        code: &Code,
        (source, stream): (usize, u16),
        plan: &Asked,
    ) -> Result<Vec<Item>, Cause> {
        let (now, hit) = (self.now(), self.states[source].hit);
        let counter = &mut self.states[source].asked;
        let left = if hit.refuses > 0 { 0 } else { counter.left(plan, hit.to_percent, now) };
        let wanted = if code.most_calls > 0 { left.min(code.most_calls) } else { left };
        let page = plan.page.max(1);
        let mut room = (wanted * page) as u64;
        let Some(line) = counter.waiting.get_mut(&stream) else { return Ok(Vec::new()) };
        let all: u64 = line.iter().map(|i| i.hi - i.lo).sum();
        room = room.min(all);
        let mut taken = Vec::new();
        while room > 0 {
            let Some(item) = line.pop_front() else { break };
            let take = (item.hi - item.lo).min(room).min((page * PAGES) as u64);
            taken.push(item.slice(item.lo, item.lo + take));
            if item.lo + take < item.hi {
                line.push_front(item.slice(item.lo + take, item.hi));
            }
            room -= take;
        }
        let records: u64 = taken.iter().map(|i| i.hi - i.lo).sum();
        let counter = &mut self.states[source].asked;
        counter.calls += (records as i64 + page - 1) / page;
        let refused = wanted == left && records < all;
        if refused {
            self.refuse_asker(n, code, source, plan);
        }
        if refused && taken.is_empty() && !code.waits_when_refused { Err(Cause::Throttled) } else { Ok(taken) }
    }

    /// The source says no: who is polite waits for the next stretch, who is not is counted.
    fn refuse_asker(&mut self, n: usize, code: &Code, source: usize, plan: &Asked) {
        let now = self.now();
        let counter = &mut self.states[source].asked;
        counter.left_alone_until = (now / (plan.per_s * SECOND) + 1) * plan.per_s * SECOND;
        if !code.waits_when_refused {
            // It asks again at once, and again, until its round is over.
            counter.refused += ASKS_AGAIN;
            if plan.patience > 0 && counter.refused > plan.patience {
                counter.banned_until = now + plan.ban_s * SECOND;
            }
        }
        self.tell(n, Cause::Throttled, None);
    }
}

/// Pages that are handed on together.
const PAGES: i64 = 100;

/// How often code asks again in one round that does not wait after a refusal (a rule of thumb).
const ASKS_AGAIN: i64 = 10;
