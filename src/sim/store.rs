//! What keeps things: objects with names, versions and notices; tables with rows.

use std::{collections::BTreeMap, ops::Range};

use super::{
    agenda::Time,
    cause::Cause,
    history::History,
    item::{Condition, Item, Parcel},
    plant::{Kind, LoadMode, Port, StoreSpec},
    spans::Spans,
    trace::Happening,
    world::World,
};
use crate::domain::{component::LinkKind, id::Format, scenario::Effect};

/// What a job may have got wrong, and why.
const WRONG_BY_JOB: [(Condition, Cause); 6] = [
    (Condition::FORGOT, Cause::StateLost),
    (Condition::CONFUSED, Cause::OutOfOrder),
    (Condition::MIXED, Cause::MixedKeys),
    (Condition::GAPPED, Cause::Gap),
    (Condition::OUTDATED, Cause::Outdated),
    (Condition::TORN, Cause::Torn),
];

/// Something kept.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Kept {
    /// What.
    pub parcel: Parcel,
    /// Since when.
    pub since: Time,
    /// Which of everything put there it is, from 1.
    pub number: u64,
}

/// What a store keeps.
#[derive(Clone, Debug, Default)]
pub struct Store {
    /// Objects by workload, name and format; the newest version last.
    pub objects: BTreeMap<(u16, u32, u16), Vec<Kept>>,
    /// The list that is shown now, per workload; more than one where lists were added up.
    pub shown: BTreeMap<u16, Vec<Item>>,
    /// Records of streams, which are many, coarsely.
    pub history: History,
    /// How many things were put there.
    pub number: u64,
    /// Records of each workload that were put there.
    pub given: BTreeMap<u16, u64>,
}

impl Store {
    /// Returns everything that is kept, oldest first.
    pub fn kept(&self) -> Vec<Kept> {
        let mut all: Vec<Kept> = self.objects.values().flatten().copied().collect();
        all.extend(self.history.kept(0, 0));
        all.sort_by_key(|k| k.number);
        all
    }
}

impl<'p> World<'p> {
    /// Says who would not take what was made, and why.
    pub(super) fn refused(&self, n: usize, item: &Item) -> Option<(usize, Cause, Item)> {
        let mut open = self.station(n).out.iter().filter(|p| super::code::carries(p) && self.admits(p, item));
        open.find_map(|p| Some((p.to, self.refusal(p, item)?, *item)))
    }

    /// Says whether a port leads to a store of objects.
    pub(super) fn holds(&self, port: &Port) -> bool {
        matches!(&self.station(port.to).kind, Kind::Store(s) if s.objects)
    }

    /// Puts something into a store.
    pub(super) fn put(&mut self, from: usize, n: usize, parcel: Parcel) {
        let Kind::Store(spec) = &self.station(n).kind else { return };
        let spec: &'p StoreSpec = spec;
        if self.is_down(n) {
            return self.lose(n, &parcel.item, Cause::TargetDown);
        }
        *self.states[n].store.given.entry(parcel.item.stream).or_default() += parcel.item.hi - parcel.item.lo;
        if spec.objects {
            self.keep(n, spec, parcel);
        } else {
            self.states[n].store.number += 1;
            self.show(from, n, &parcel.item);
        }
    }

    fn keep(&mut self, n: usize, spec: &StoreSpec, parcel: Parcel) {
        let item = parcel.item;
        let now = self.now();
        let store = &mut self.states[n].store;
        store.number += 1;
        if spec.coarse && self.plant.is_stream(item.stream) {
            store.history.add(parcel, now, 0);
            self.trace.note(now, n, Happening::Kept, &item, &self.cuts, None);
            return self.kept_now(n, parcel);
        }
        let kept = Kept { parcel, since: now, number: store.number };
        let versions = store.objects.entry((item.stream, item.name, item.format)).or_default();
        let replaced = if spec.versions { None } else { versions.pop() };
        versions.push(kept);
        self.trace.note(now, n, Happening::Kept, &item, &self.cuts, None);
        if let Some(old) = replaced.filter(|o| o.parcel.item.lo != item.lo) {
            let records = self.cuts.records(&old.parcel.item);
            self.book.drop(&old.parcel.item, &records, n, Cause::Overwritten, now);
        }
        self.kept_now(n, parcel);
    }

    fn kept_now(&mut self, n: usize, parcel: Parcel) {
        let item = parcel.item;
        self.show(n, n, &item);
        if parcel.held_at.is_none() {
            self.give_notice(n, Parcel { item, held_at: Some(n as u16) });
        }
    }

    /// Sends the notice of an object, and copies, to whoever is to have them.
    pub(super) fn give_notice(&mut self, n: usize, parcel: Parcel) {
        let goes = |p: &&Port| matches!(p.kind, LinkKind::Notice | LinkKind::Copy);
        for port in self.station(n).out.iter().filter(goes) {
            if !self.admits(port, &parcel.item) {
                continue;
            }
            let mut sent = parcel;
            if port.kind == LinkKind::Copy {
                if parcel.item.condition.has(Condition::COPIED) {
                    continue;
                }
                sent = Parcel::of(parcel.item);
                sent.item.condition = sent.item.condition.with(Condition::COPIED);
            }
            match self.refusal(port, &parcel.item) {
                Some(cause) => self.lose(n, &parcel.item, cause),
                None => self.send(n, port, sent),
            }
        }
    }

    /// Makes rows visible, if they are required here.
    pub(super) fn show(&mut self, from: usize, n: usize, item: &Item) {
        let stream = usize::from(item.stream);
        if !self.plant.streams[stream].sinks.contains(&n) {
            return self.show_kept(n, item);
        }
        let mode = self.mode_of(from, n);
        let plain = item.cut == 0 && item.condition.is_sound() && !self.plant.streams[stream].plan.snapshot;
        if plain {
            // Most records of a stream: nothing to look up, nothing to take out.
            return self.show_records(n, item, std::slice::from_ref(&(item.lo..item.hi)), mode);
        }
        let mut records = self.cuts.records(item);
        if item.condition.has(Condition::SPOILED) {
            return self.show_wrong(n, item, &records, from, Cause::Spoiled);
        }
        if item.condition.has(Condition::STALE) {
            return self.show_wrong(n, item, &records, from, Cause::Stale);
        }
        for (bit, cause) in WRONG_BY_JOB {
            if item.condition.has(bit) {
                let at = self.book.blame.get(&(item.stream, cause)).copied().unwrap_or(from);
                return self.show_wrong(n, item, &records, at, cause);
            }
        }
        if item.condition.has(Condition::FORGED) {
            return self.show_wrong(n, item, &records, n, Cause::Forged);
        }
        let missing = self.left_out(item);
        if self.plant.streams[stream].plan.snapshot && self.list_is_wrong(n, item, mode, &records) {
            return;
        }
        if !missing.is_empty() {
            self.show_wrong(n, item, &missing, from, Cause::CutBySource);
            records = records.without(&missing);
        }
        self.show_records(n, item, records.ranges(), mode);
    }

    /// Takes down that records are kept as they came where they must be.
    fn show_kept(&mut self, n: usize, item: &Item) {
        let s = &self.plant.streams[usize::from(item.stream)];
        if s.archives.contains(&n) && s.format == item.format {
            let (records, now) = (self.cuts.records(item), self.now());
            self.book.arrive(n, item, records.ranges(), now);
            self.trace.note(now, n, Happening::Arrived, item, &self.cuts, None);
        }
    }

    fn show_records(&mut self, n: usize, item: &Item, records: &[Range<u64>], mode: LoadMode) {
        let now = self.now();
        let Some(again) = self.book.arrive(n, item, records, now) else { return };
        let by_key = matches!(&self.station(n).kind, Kind::Store(s) if s.by_key);
        if mode == LoadMode::Append
            && !by_key
            && let Some(sink) = self.book.sink(item.stream, n)
        {
            sink.extra += again;
        }
        self.trace.note(now, n, Happening::Arrived, item, &self.cuts, None);
    }

    /// Returns how rows get in: as the job that loads them says; what has the same key takes the
    /// place of what was there where the store looks at keys.
    fn mode_of(&self, from: usize, n: usize) -> LoadMode {
        let loads = self.station(from).code.as_ref().filter(|c| c.effect == Effect::Load);
        match loads.map_or(LoadMode::Append, |c| c.mode) {
            LoadMode::Append if self.station(n).service.by_key => LoadMode::Merge,
            mode => mode,
        }
    }

    /// A full list takes the place of the one before, or stands wrongly beside it. Says whether
    /// it does.
    fn list_is_wrong(&mut self, n: usize, item: &Item, mode: LoadMode, records: &Spans) -> bool {
        if item.condition.has(Condition::REPLAYED) && mode != LoadMode::Append {
            // Lists that are sent again go to a table beside the live one.
            return false;
        }
        let shown = self.states[n].store.shown.entry(item.stream).or_default();
        if mode != LoadMode::Append {
            if shown.last().is_none_or(|last| last.born <= item.born) {
                *shown = vec![*item];
            }
            return false;
        }
        let beside = !shown.is_empty();
        shown.push(*item);
        if beside {
            let again = self.known_here(n, item, records);
            self.show_wrong(n, item, records, n, Cause::Doubled);
            if let Some(sink) = self.book.sink(item.stream, n) {
                sink.extra += again;
                sink.unexpected += records.count() - again.min(records.count());
            }
        }
        beside
    }

    fn known_here(&mut self, n: usize, item: &Item, records: &Spans) -> u64 {
        let Some(sink) = self.book.sink(item.stream, n) else { return 0 };
        let mut known = sink.right();
        known.join(&sink.wrong);
        known.meet(records).count()
    }

    fn show_wrong(&mut self, n: usize, item: &Item, records: &Spans, at: usize, cause: Cause) {
        let now = self.now();
        if let Some(sink) = self.book.sink(item.stream, n) {
            sink.spoil(records, at, cause);
            self.trace.note(now, n, Happening::ShownWrong, item, &self.cuts, Some(cause));
        }
    }

    /// A stranger gets at whatever the internet can reach: what is shown is wrong until the next
    /// list.
    pub(super) fn vandalise(&mut self, n: usize) {
        let shown: Vec<Item> = self.states[n].store.shown.values().flatten().copied().collect();
        for item in shown {
            let records = self.cuts.records(&item);
            self.show_wrong(n, &item, &records, n, Cause::Vandalised);
        }
    }

    /// Returns what was put into a store since a station last took something from it.
    pub(super) fn fresh_objects(&mut self, n: usize, from: usize, carries: Option<&Format>) -> Vec<Parcel> {
        let since = self.states[n].work.taken.get(&from).copied().unwrap_or(0);
        let fits = |k: &Kept| k.number > since && carries.is_none_or(|f| self.plant.format(k.parcel.item.format) == f);
        let kept = self.states[from].store.kept();
        let fresh = kept.into_iter().filter(fits).map(|k| Parcel { held_at: Some(from as u16), ..k.parcel }).collect();
        let newest = self.states[from].store.number;
        self.states[n].work.taken.insert(from, newest);
        fresh
    }
}
