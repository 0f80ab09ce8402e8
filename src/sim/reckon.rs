//! Reckoning: when a run is over, every record that was sent is put into exactly one class at
//! every sink that must get it, and the ledger says where and why for each that did not arrive.

use std::collections::BTreeMap;

use super::{
    agenda::Time,
    book::{Held, SinkBook},
    cause::Cause,
    item::Item,
    plant::Kind,
    spans::Spans,
    world::World,
};
use crate::domain::component::{LinkKind, word_enum};
use serde::{Deserialize, Serialize};

word_enum! {
    /// What became of a record.
    Class {
        /// Right and in time.
        OnTime = "on_time",
        /// Right and too late.
        Late = "late",
        /// Shown, and wrong.
        Wrong = "wrong",
        /// Kept where somebody is told.
        Parked = "parked",
        /// Refused and put aside.
        Rejected = "rejected",
        /// Kept in an archive and never sent on.
        ArchivedOnly = "archived_only",
        /// Gone.
        Lost = "lost",
        /// Still on its way.
        InFlight = "in_flight",
    }
}

/// Every record of a workload at a sink, by what became of it.
#[derive(Clone, Debug)]
pub struct Account {
    /// The workload.
    pub stream: usize,
    /// The sink; nothing when the board has none.
    pub station: Option<usize>,
    /// Everything that was sent.
    pub sent: Spans,
    /// The records of each class, in the order of [`Class::ALL`]; they are disjoint and together
    /// they are what was sent.
    pub classes: Vec<Spans>,
    /// Copies of records that are there already.
    pub extra: u64,
    /// Rows that nobody expects.
    pub unexpected: u64,
    /// How long records took: median, 95th, 99th percentile and longest; nothing means for ever.
    pub freshness: [Option<Time>; 4],
    /// How the records fared that a fault has hit.
    pub held: Held,
    /// Where and why, for every record that is not on time.
    pub ledger: Vec<Line>,
}

/// A line of the loss ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Where; nothing when it was never on the board.
    pub station: Option<usize>,
    /// Why.
    pub cause: Cause,
    /// What became of them.
    pub class: Class,
    /// Which records.
    pub records: Spans,
}

impl Account {
    /// Returns the records of a class.
    pub fn class(&self, class: Class) -> &Spans {
        &self.classes[class as usize]
    }

    /// Returns how many thousandths of a per cent of some records are on time.
    pub fn on_time_of(&self, records: &Spans) -> Option<f64> {
        let of = records.count();
        (of > 0).then(|| self.class(Class::OnTime).meet(records).count() as f64 * 100.0 / of as f64)
    }
}

/// What is where when a run is over.
struct Rest {
    rejected: Spans,
    parked: Vec<(usize, Cause, Spans)>,
    flying: Vec<(usize, Spans)>,
    /// Records that lie where nobody takes them up and nobody is told.
    stranded: Vec<(usize, Cause, Spans)>,
    archived: Vec<(usize, Spans)>,
}

/// The records that are in no class yet, and the classes.
struct Claims<'a> {
    left: Spans,
    classes: &'a mut [Spans],
}

impl Claims<'_> {
    /// Puts those of the records that are in no class yet into one, and returns them.
    fn take(&mut self, class: Class, records: &Spans) -> Spans {
        let taken = self.left.meet(records);
        self.left = self.left.without(&taken);
        self.classes[class as usize].join(&taken);
        taken
    }

    fn take_rest(&mut self, class: Class) -> Spans {
        let rest = self.left.clone();
        self.take(class, &rest)
    }
}

impl World<'_> {
    /// Reckons every workload at every sink that must get it.
    pub fn reckon(&self) -> Vec<Account> {
        let mut accounts = Vec::new();
        for stream in 0..self.plant.streams.len() {
            let sent = self.sent(stream);
            let rest = self.rest(stream);
            let sinks: Vec<&SinkBook> = self.book.sinks.iter().filter(|s| s.stream == stream).collect();
            if sinks.iter().all(|s| s.archive.is_some()) {
                accounts.push(self.account(stream, None, &sent, &rest));
            }
            accounts.extend(sinks.into_iter().map(|s| self.account(stream, Some(s), &sent, &rest)));
        }
        accounts
    }

    /// Returns the records of a workload that were ready before the run ended.
    pub fn sent(&self, stream: usize) -> Spans {
        self.arrivals[stream].born(0, self.horizon.saturating_add(1))
    }

    fn account(&self, stream: usize, sink: Option<&SinkBook>, sent: &Spans, rest: &Rest) -> Account {
        let mut classes = vec![Spans::default(); Class::ALL.len()];
        let ledger = self.classify(stream, sink, rest, &mut Claims { left: sent.clone(), classes: &mut classes });
        let n = sent.count();
        let freshness = |s: &SinkBook| {
            let f = &s.freshness;
            [f.percentile(50, n), f.percentile(95, n), f.percentile(99, n), f.longest(n)]
        };
        Account {
            stream,
            station: sink.map(|s| s.station),
            sent: sent.clone(),
            classes,
            extra: sink.map_or(0, |s| s.extra),
            unexpected: sink.map_or(0, |s| s.unexpected),
            freshness: sink.map_or([None; 4], freshness),
            held: sink.map_or(Held::default(), |s| s.held),
            ledger,
        }
    }

    /// Puts every record into one class, the best that holds first, and says why.
    fn classify(&self, stream: usize, sink: Option<&SinkBook>, rest: &Rest, claims: &mut Claims<'_>) -> Vec<Line> {
        let mut ledger = Vec::new();
        if let Some(s) = sink {
            claims.take(Class::OnTime, &s.on_time);
            let late = claims.take(Class::Late, &s.late);
            line(&mut ledger, Some(s.station), Cause::Late, Class::Late, late);
            let wrong = claims.take(Class::Wrong, &s.wrong);
            wrong_lines(&mut ledger, s, wrong);
        }
        let rejected = claims.take(Class::Rejected, &rest.rejected);
        self.rejected_lines(stream, &mut ledger, &rejected);
        for (at, cause, records) in &rest.parked {
            let parked = claims.take(Class::Parked, records);
            line(&mut ledger, Some(*at), *cause, Class::Parked, parked);
        }
        for (at, records) in &rest.flying {
            let flying = claims.take(Class::InFlight, records);
            line(&mut ledger, Some(*at), Cause::OnItsWay, Class::InFlight, flying);
        }
        for (at, records) in &rest.archived {
            let kept = claims.take(Class::ArchivedOnly, records);
            self.explain(stream, &mut ledger, Class::ArchivedOnly, kept, (Some(*at), Cause::NotSentOn));
        }
        for (at, cause, records) in &rest.stranded {
            let stranded = claims.take(Class::Lost, records);
            line(&mut ledger, Some(*at), *cause, Class::Lost, stranded);
        }
        // What came to another sink got on its way, but not as far as here.
        for other in self.book.sinks.iter().filter(|s| s.stream == stream) {
            for records in [&other.on_time, &other.late, &other.wrong] {
                let lost = claims.take(Class::Lost, records);
                self.explain(stream, &mut ledger, Class::Lost, lost, (Some(other.station), Cause::NotSentOn));
            }
        }
        let lost = claims.take_rest(Class::Lost);
        self.explain(stream, &mut ledger, Class::Lost, lost, self.never_taken(stream));
        ledger
    }

    fn never_taken(&self, stream: usize) -> (Option<usize>, Cause) {
        match self.plant.streams[stream].sources.first() {
            Some(&n) => (Some(n), Cause::NeverFetched),
            None => (None, Cause::NotDrawn),
        }
    }

    /// Says of records where their way ended and why, the last reason first; what no reason is
    /// known for has the one given.
    fn explain(
        &self,
        stream: usize,
        ledger: &mut Vec<Line>,
        class: Class,
        mut records: Spans,
        or: (Option<usize>, Cause),
    ) {
        let mut reasons: Vec<_> = self.book.dropped.iter().filter(|(k, _)| usize::from(k.0) == stream).collect();
        reasons.sort_by_key(|(_, (_, last))| std::cmp::Reverse(*last));
        for ((_, at, cause), (dropped, _)) in reasons {
            let here = records.meet(dropped);
            records = records.without(&here);
            line(ledger, Some(*at), *cause, class, here);
        }
        line(ledger, or.0, or.1, class, records);
    }

    fn rejected_lines(&self, stream: usize, ledger: &mut Vec<Line>, rejected: &Spans) {
        let mut left = rejected.clone();
        for ((s, at, cause), records) in &self.book.rejected {
            if usize::from(*s) == stream {
                let here = left.meet(records);
                left = left.without(&here);
                line(ledger, Some(*at), *cause, Class::Rejected, here);
            }
        }
    }

    fn rest(&self, stream: usize) -> Rest {
        let mut rejected = Spans::default();
        for ((s, ..), records) in &self.book.rejected {
            if usize::from(*s) == stream {
                rejected.join(records);
            }
        }
        let mut rest =
            Rest { rejected, parked: Vec::new(), flying: Vec::new(), stranded: Vec::new(), archived: Vec::new() };
        let mine = |item: &Item| usize::from(item.stream) == stream;
        for n in 0..self.plant.stations.len() {
            self.rest_at(n, &mine, &mut rest);
        }
        self.rest_between(&mine, &mut rest);
        self.rest_at_source(stream, &mut rest);
        rest
    }

    fn rest_at(&self, n: usize, mine: &dyn Fn(&Item) -> bool, rest: &mut Rest) {
        let state = &self.states[n];
        let told = self.station(n).watch.is_some();
        let read = matches!(&self.station(n).kind, Kind::Queue(q) if !q.parking);
        let mut aside: BTreeMap<Cause, Spans> = BTreeMap::new();
        let mut stranded: BTreeMap<Cause, Spans> = BTreeMap::new();
        let mut flying = Spans::default();
        for m in state.queue.messages.values().filter(|m| mine(&m.parcel.item)) {
            let records = self.cuts.records(&m.parcel.item);
            match m.aside {
                Some((_, cause)) if told => aside.entry(cause).or_default().join(&records),
                None if read => flying.join(&records),
                stuck => {
                    let cause = stuck.map_or(Cause::NotSentOn, |(_, cause)| cause);
                    stranded.entry(cause).or_default().join(&records);
                }
            }
        }
        for failed in &state.failed {
            let kept = if told && failed.until > self.horizon { &mut aside } else { &mut stranded };
            for p in failed.execution.parcels.iter().filter(|p| mine(&p.item)) {
                kept.entry(failed.cause).or_default().join(&self.cuts.records(&p.item));
            }
        }
        self.rest_at_work(n, mine, &mut flying);
        rest.parked.extend(aside.into_iter().map(|(cause, s)| (n, cause, s)));
        rest.stranded.extend(stranded.into_iter().map(|(cause, s)| (n, cause, s)));
        rest.flying.push((n, flying));
        let mut kept = Spans::default();
        for k in state.store.objects.values().flatten().filter(|k| mine(&k.parcel.item)) {
            kept.join(&self.cuts.records(&k.parcel.item));
        }
        self.rest_of_streams(n, mine, rest, &mut kept);
        rest.archived.push((n, kept));
    }

    /// What waits to be asked for and what waits to be worked on.
    fn rest_at_work(&self, n: usize, mine: &dyn Fn(&Item) -> bool, flying: &mut Spans) {
        let state = &self.states[n];
        if self.station(n).out.iter().any(|p| p.kind == LinkKind::Pull) {
            for item in state.asked.waiting.values().flatten().chain(&state.asked.locked).filter(|i| mine(i)) {
                flying.join(&self.cuts.records(item));
            }
        }
        for p in state.work.waiting.iter().filter_map(|t| t.parcel).filter(|p| mine(&p.item)) {
            flying.join(&self.cuts.records(&p.item));
        }
    }

    /// What logs, delivery buffers and stores of many small things hold.
    fn rest_of_streams(&self, n: usize, mine: &dyn Fn(&Item) -> bool, rest: &mut Rest, kept: &mut Spans) {
        let state = &self.states[n];
        for k in state.store.history.kept(0, 0).filter(|k| mine(&k.parcel.item)) {
            kept.join(&self.cuts.records(&k.parcel.item));
        }
        if let Kind::Log(spec) = &self.station(n).kind {
            for item in self.unread(n, spec).iter().filter(|i| mine(i)) {
                rest.flying.push((n, self.cuts.records(item)));
            }
            for h in state.log.held.iter().filter(|h| mine(&h.parcel.item)) {
                rest.flying.push((n, self.cuts.records(&h.parcel.item)));
            }
            for k in state.log.history.kept(self.horizon, spec.keep).filter(|k| mine(&k.parcel.item)) {
                kept.join(&self.cuts.records(&k.parcel.item));
            }
        }
        for p in state.buffer.held.iter().filter(|p| mine(&p.item)) {
            rest.flying.push((n, self.cuts.records(&p.item)));
        }
    }

    /// What is between stations, being worked on, or in a run of a workflow.
    fn rest_between(&self, mine: &dyn Fn(&Item) -> bool, rest: &mut Rest) {
        for t in self.tasks.iter() {
            if let Some(p) = t.trigger.parcel.filter(|p| mine(&p.item)) {
                rest.flying.push((usize::from(t.station), self.cuts.records(&p.item)));
            }
        }
        for run in self.executions.iter() {
            for p in run.parcels.iter().filter(|p| mine(&p.item)) {
                rest.flying.push((run.station, self.cuts.records(&p.item)));
            }
        }
        for h in self.held.iter().filter(|h| mine(&h.parcel.item)) {
            rest.flying.push((h.station, self.cuts.records(&h.parcel.item)));
        }
        for (to, p) in self.parcels.iter().filter(|(_, p)| mine(&p.item)) {
            rest.flying.push((*to, self.cuts.records(&p.item)));
        }
    }

    /// What came so late in the run that nobody can expect it to have arrived, unless its way has
    /// ended already.
    fn rest_at_source(&self, stream: usize, rest: &mut Rest) {
        let Some(&source) = self.plant.streams[stream].sources.first() else { return };
        for item in &self.arrivals[stream].feed.spool {
            rest.flying.push((source, self.cuts.records(item)));
        }
        let patience = self.book.patience.on_time[stream];
        let mut young = self.arrivals[stream].born(self.horizon - patience, self.horizon.saturating_add(1));
        for (_, (dropped, _)) in self.book.dropped.iter().filter(|(reason, _)| usize::from(reason.0) == stream) {
            young = young.without(dropped);
        }
        rest.flying.push((source, young));
    }
}

fn line(ledger: &mut Vec<Line>, station: Option<usize>, cause: Cause, class: Class, records: Spans) {
    if !records.is_empty() {
        ledger.push(Line { station, cause, class, records });
    }
}

fn wrong_lines(ledger: &mut Vec<Line>, sink: &SinkBook, mut wrong: Spans) {
    for ((at, cause), records) in &sink.wrong_because {
        let here = wrong.meet(records);
        wrong = wrong.without(&here);
        line(ledger, Some(*at), *cause, Class::Wrong, here);
    }
}
