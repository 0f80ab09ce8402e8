//! What a job makes of records: one function per effect.
//!
//! A job either makes its items or fails with a cause; what happens to them then is in
//! [`super::code`].

use super::{
    agenda::Time,
    cause::Cause,
    code::{Origin, Trigger},
    item::{Condition, Item, Parcel},
    plant::{BadRow, Code, Kind, Turn},
    spans::Spans,
    trace::Happening,
    world::World,
};
use crate::domain::scenario::Effect;

/// A list with fewer than so many per cent of the rows of the last one is stopped by a guard.
const GUARD_PERCENT: u64 = 60;

impl<'p> World<'p> {
    /// Goes to look for something to work on. Finds the first thing; offers the rest as work of
    /// its own.
    pub(super) fn look(&mut self, n: usize, code: &'p Code, origin: Origin) -> Result<Option<Parcel>, Cause> {
        let mut found = None;
        for &(from, link) in &code.pulls {
            if self.is_down(from) || self.cut_off(n, from) {
                return self.refused_after(n, found, Cause::TargetDown);
            }
            if !self.states[from].asked.waiting.is_empty() {
                match self.ask_source(n, code, (from, link)) {
                    Ok(answer) => found = self.first_of(n, found, answer),
                    Err(cause) => return self.refused_after(n, found, cause),
                }
                continue;
            }
            match &self.station(from).kind {
                Kind::FileServer => {
                    if self.states[n].hit.key_changed > 0 {
                        return Err(Cause::LoginRefused);
                    }
                    found = found.or_else(|| self.look_for_file(n, code, from));
                }
                Kind::Store(_) if matches!(origin, Origin::Event) => {
                    let carries = self.plant.flow.links[link].link.carries.as_ref();
                    let fresh = self.fresh_objects(n, from, carries);
                    let mut rest = fresh.into_iter();
                    found = found.or_else(|| rest.next());
                    for parcel in rest {
                        self.offer_event(n, Some(parcel));
                    }
                }
                _ => {}
            }
        }
        Ok(found)
    }

    /// Keeps the first thing found and offers any other as work of its own.
    fn first_of(&mut self, n: usize, found: Option<Parcel>, other: Option<Parcel>) -> Option<Parcel> {
        if found.is_some() && other.is_some() {
            self.offer_event(n, other);
        }
        found.or(other)
    }

    /// Looks for the file of the last slot.
    fn look_for_file(&mut self, n: usize, code: &Code, server: usize) -> Option<Parcel> {
        let now = self.now();
        let stream = self.plant.streams.iter().position(|s| s.sources.contains(&server))?;
        let files = &self.arrivals[stream].files;
        let of_slots = &files[..self.arrivals[stream].slots];
        let end = of_slots.partition_point(|e| e.slot <= now);
        let name = of_slots[..end].last()?.name;
        let there =
            |e: &&super::source::Emission| e.name == name && e.ready.is_some() && e.written <= now && now < e.gone;
        let (number, e) = (0u32..).zip(files).filter(|(_, e)| there(e)).last()?;
        let whole = e.is_sent(now);
        if code.size_check && e.ready.is_none_or(|r| r > now) {
            return None;
        }
        let key = (stream as u16, name, edition(e, whole, code.reloads));
        if code.claims && self.states[n].work.claimed.contains(&key) {
            return None;
        }
        let item = self.item_of(stream, number, now)?;
        if code.claims {
            // Written down before the work and struck out when it fails.
            self.states[n].work.claimed.insert(key);
        }
        Some(Parcel { item, held_at: Some(server as u16) })
    }

    /// Strikes out a claim, so that the file is taken at the next look.
    pub(super) fn unclaim(&mut self, n: usize, item: &Item) {
        let gone = |c: &(u16, u32, u32)| c.0 == item.stream && c.1 == item.name;
        self.states[n].work.claimed.retain(|c| !gone(c));
    }

    /// Does the job on what was taken up; what it makes is left in `made`.
    pub(super) fn work_on(&mut self, n: usize, code: &Code, trigger: &Trigger) -> Result<(), Cause> {
        self.made.clear();
        let Some(parcel) = &trigger.parcel else { return Ok(()) };
        let mut item = parcel.item;
        self.is_still_there(parcel)?;
        if !code.takes.is_empty() && !code.takes.contains(&item.format) {
            return Err(Cause::WrongFormat);
        }
        self.apply(n, code, &mut item)?;
        self.weigh_age(n, code, &mut item);
        self.leave_withdrawn(n, code, &mut item);
        if item.lo == item.hi {
            return Ok(());
        }
        if parcel.held_at.is_some_and(|h| self.station(usize::from(h)).kind == Kind::FileServer) {
            self.note_fetched(n, &item);
        }
        let spoils = self.states[n].hit.spoils > 0;
        let made = Item {
            format: code.makes.unwrap_or(item.format),
            condition: if spoils { item.condition.with(Condition::SPOILED) } else { item.condition },
            hops: item.hops.saturating_add(1),
            ..item
        };
        if self.station(n).memory.records > 0 {
            self.remember(n, made);
        } else if let Some(turn) = code.turns.iter().find(|t| t.stream == made.stream) {
            self.tell_apart(n, made, turn);
        } else {
            let made = self.join_group(n, code, made);
            self.made.push(made);
        }
        Ok(())
    }

    /// Does to an item what the effect of the job is.
    fn apply(&mut self, n: usize, code: &Code, item: &mut Item) -> Result<(), Cause> {
        match code.effect {
            Effect::Convert | Effect::Split | Effect::Window | Effect::Enrich | Effect::Score | Effect::Match => {
                self.parse(n, code, item)
            }
            Effect::Validate => self.validate(n, item),
            Effect::Load => self.check_load(n, code, item),
            Effect::Repair if self.station(n).calls.as_ref().is_none_or(|c| c.asks.is_empty()) => {
                Err(Cause::NothingToAsk)
            }
            Effect::Repair => {
                item.condition = item.condition.with(Condition::MISSED);
                Ok(())
            }
            Effect::Pass | Effect::Filter | Effect::Notify => Ok(()),
        }
    }

    /// Makes of an item what its workload is made into. What a list that is out of date does not
    /// know passes for harmless.
    fn tell_apart(&mut self, n: usize, item: Item, turn: &Turn) {
        if item.condition.has(Condition::STALE) && turn.by_list {
            return self.lose(n, &item, Cause::Stale);
        }
        let condition = item.condition.less(Condition::STALE);
        self.made.extend(turn.into.iter().map(|&format| Item { format, condition, ..item }));
    }

    /// News of a key that people were told of a short while ago is added to it.
    fn join_group(&mut self, n: usize, code: &Code, mut item: Item) -> Item {
        if code.groups > 0 {
            let now = self.now();
            let told = self.states[n].work.told_of.entry((item.stream, item.key)).or_insert(Time::MIN);
            if now.saturating_sub(code.groups) < *told {
                item.condition = item.condition.with(Condition::GROUPED);
            } else {
                *told = now;
            }
        }
        item
    }

    /// A notice is worth nothing when its object is gone or cannot be read.
    fn is_still_there(&self, parcel: &Parcel) -> Result<(), Cause> {
        let Some(place) = parcel.held_at.map(usize::from) else { return Ok(()) };
        if self.is_down(place) {
            return Err(Cause::TargetDown);
        }
        Ok(())
    }

    /// Opens a file and goes through its rows.
    fn parse(&mut self, n: usize, code: &Code, item: &mut Item) -> Result<(), Cause> {
        if item.condition.has(Condition::HALF) {
            return Err(Cause::HalfWritten);
        }
        if item.condition.has(Condition::UNREADABLE) {
            return Err(Cause::Unreadable);
        }
        self.sort_out_bad_rows(n, code, item)
    }

    fn sort_out_bad_rows(&mut self, n: usize, code: &Code, item: &mut Item) -> Result<(), Cause> {
        if item.condition.has(Condition::CLEANED) {
            return Ok(());
        }
        let bad = self.bad_records(item);
        item.condition = item.condition.with(Condition::CLEANED);
        if bad.is_empty() {
            return Ok(());
        }
        match code.bad_row {
            BadRow::Stop => return Err(Cause::BadRow),
            BadRow::Reject => {
                self.cuts.take_out(item, &bad);
                self.book.reject(item, &bad, n, Cause::BadRowAside);
                self.trace.note(self.now(), n, Happening::Rejected, item, &self.cuts, Some(Cause::BadRowAside));
            }
            BadRow::Skip => {
                self.cuts.take_out(item, &bad);
                let now = self.now();
                self.book.drop(item, &bad, n, Cause::BadRowSkipped, now);
            }
        }
        Ok(())
    }

    pub(super) fn bad_records(&self, item: &Item) -> Spans {
        let files = &self.arrivals[usize::from(item.stream)].files;
        match files.get(item.emission as usize) {
            Some(e) => e.bad.within(&(item.lo..item.hi)),
            None => self.bad_of_stream(item),
        }
    }

    /// Opens a file, looks at it and stops what looks wrong.
    fn validate(&mut self, n: usize, item: &Item) -> Result<(), Cause> {
        if item.condition.has(Condition::HALF) {
            return Err(Cause::HalfWritten);
        }
        if item.condition.has(Condition::UNREADABLE) {
            return Err(Cause::Unreadable);
        }
        self.guard(n, item)
    }

    fn guard(&mut self, n: usize, item: &Item) -> Result<(), Cause> {
        if item.condition.has(Condition::REPLAYED) {
            // Lists that are sent again are compared with nothing: they go to a table of their own.
            return Ok(());
        }
        let rows = self.rows_shown(item);
        let last = &mut self.states[n].work.last_rows;
        if last.get(&item.stream).is_some_and(|&l| rows * 100 < l * GUARD_PERCENT) {
            return Err(Cause::TooFewRows);
        }
        last.insert(item.stream, rows);
        Ok(())
    }

    /// Counts the rows that whoever opens the item sees.
    pub(super) fn rows_shown(&self, item: &Item) -> u64 {
        self.cuts.count(item) - self.left_out(item).count()
    }

    /// Returns the records of an item that its source left out.
    pub(super) fn left_out(&self, item: &Item) -> Spans {
        if !item.condition.has(Condition::SHORT) {
            return Spans::default();
        }
        let files = &self.arrivals[usize::from(item.stream)].files;
        files.get(item.emission as usize).map_or_else(Spans::default, |e| e.left_out.clone())
    }

    /// What a load looks at before it lets the rows in.
    fn check_load(&mut self, n: usize, code: &Code, item: &mut Item) -> Result<(), Cause> {
        self.parse(n, code, item)?;
        if code.guard { self.guard(n, item) } else { Ok(()) }
    }
}

/// The edition that a claim is about: with `reloads` the content counts, else the name alone.
fn edition(e: &super::source::Emission, whole: bool, reloads: bool) -> u32 {
    match (reloads, whole) {
        (false, _) => 0,
        (true, true) => (e.lo & 0x7fff_ffff) as u32,
        (true, false) => u32::MAX,
    }
}
