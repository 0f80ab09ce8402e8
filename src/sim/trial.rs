//! Replay trials (design 9.7): a period is destroyed, and the engine, as operator, tries to
//! rebuild it from each node that kept records.

use super::{
    agenda::{MILLI, SECOND, Time},
    draw::Purpose,
    fault::Pulled,
    item::{Condition, Parcel},
    opening::Setup,
    plant::{Kind, Plant},
    spans::Spans,
    store::Kept,
    trace::{Happening, Place},
    world::{Event, World},
};
use crate::domain::{
    component::LinkKind,
    query::Selector,
    workload::{Fault, FaultKind, Judge, Moment, Trial, TrialKind},
};

/// How kept records get back into the pipeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WayBack {
    /// The store gives its notices again.
    Notice,
    /// Along the drawn way back to this station.
    Replay(usize),
    /// The readers of a log go back in it.
    Rewind,
    /// A workflow is started by hand.
    Workflow(usize),
    /// The code that takes from it is started by hand.
    Code(usize),
}

/// Something sent again.
#[derive(Clone, Copy, Debug)]
pub struct Resend {
    station: usize,
    way: WayBack,
    parcel: Parcel,
}

/// What a replay trial showed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rebuilt {
    /// The node it was rebuilt from; nothing when no node could.
    pub from: Option<usize>,
    /// Records that were to be rebuilt.
    pub wanted: u64,
    /// Of these, rebuilt exactly and in time.
    pub right: u64,
    /// Not there at the end of the time.
    pub missing: u64,
    /// There, and wrong.
    pub wrong: u64,
    /// Copies beside what was there.
    pub extra: u64,
    /// How long it took until the last one was there.
    pub took: Time,
    /// How far back the node could go.
    pub reaches_back: Time,
    /// Nodes that kept records without a way back.
    pub stuck: Vec<usize>,
}

impl Rebuilt {
    /// Nothing could be rebuilt.
    fn nothing(wanted: u64) -> Self {
        Self {
            from: None,
            wanted,
            right: 0,
            missing: wanted,
            wrong: 0,
            extra: 0,
            took: 0,
            reaches_back: 0,
            stuck: Vec::new(),
        }
    }

    /// Returns how many per cent were rebuilt exactly and in time.
    pub fn percent(&self) -> f64 {
        if self.wanted == 0 { 0.0 } else { self.right as f64 * 100.0 / self.wanted as f64 }
    }
}

/// One resend after the other, so fast.
const PACE: Time = 100 * MILLI;

/// What people need before the first resend: a table beside the live one, the code of that time,
/// the command (a rule of thumb).
const PREPARING: Time = 300 * SECOND;

/// What people need after the last record: compare the counts, change the tables over (a rule of
/// thumb).
const CHECKING: Time = 180 * SECOND;

/// Makes the fault that a trial with a wrong deployment needs.
pub fn deploy_fault(trial: &Trial, days: i64) -> Option<Fault> {
    let TrialKind::BadDeploy { job } = &trial.does else { return None };
    Some(Fault {
        id: trial.id.clone(),
        letter: ' ',
        name: trial.name.clone(),
        story: trial.story.clone(),
        phase: trial.phase,
        does: FaultKind::BadDeploy,
        workload: None,
        on: Selector { job: vec![job.clone()], ..Selector::default() },
        at: Moment { day: days - trial.days + 1, time: crate::domain::workload::DayTime(0) },
        for_s: trial.days * 86_400,
        until_mended: false,
        tolerance_s: 0,
        after_s: 0,
        judge: Judge::Arrive,
        predict: Vec::new(),
    })
}

/// Runs a trial and returns what the best node could rebuild.
pub fn attempt(plant: &Plant<'_>, trial: &Trial, spoiling: Option<&Fault>, seed: u64) -> Rebuilt {
    watched(plant, trial, spoiling, Setup { seed, ..Setup::default() }).0
}

/// The same with the run in which it was rebuilt best, or in which nothing could be.
pub(super) fn watched<'p>(
    plant: &'p Plant<'p>,
    trial: &Trial,
    spoiling: Option<&'p Fault>,
    mut setup: Setup<'p>,
) -> (Rebuilt, World<'p>) {
    setup.faults = spoiling.iter().map(|f| Pulled::of(plant, f, None)).collect();
    let mut world = World::open(plant, setup);
    world.run_until(plant.horizon);
    world.put_right();
    if let TrialKind::Search { back_days } = trial.does {
        return (super::search::find(&world, trial, back_days), world);
    }
    let begun = plant.horizon - plant.clock.days(trial.days);
    let wanted = world.destroy(trial, begun);
    let mut stuck = Vec::new();
    let mut best: Option<(Rebuilt, World<'p>)> = None;
    for n in 0..plant.stations.len() {
        let mut kept = world.kept_from(n, begun);
        kept.retain(|k| wanted.get(usize::from(k.parcel.item.stream)).is_some_and(|w| !w.is_empty()));
        if kept.is_empty() {
            continue;
        }
        let ways = ways_back(plant, n);
        if ways.is_empty() {
            stuck.push(n);
        }
        for way in ways {
            let mut again = world.clone();
            let rebuilt = again.rebuild(trial, n, way, &kept, &wanted);
            if best.as_ref().is_none_or(|(b, _)| (rebuilt.right, -rebuilt.took) > (b.right, -b.took)) {
                best = Some((rebuilt, again));
            }
        }
    }
    let (mut best, world) = best.unwrap_or_else(|| (Rebuilt::nothing(wanted.iter().map(Spans::count).sum()), world));
    best.stuck = stuck;
    (best, world)
}

/// Returns the ways from a station that keeps things back into the pipeline.
fn ways_back(plant: &Plant<'_>, n: usize) -> Vec<WayBack> {
    let mut ways = Vec::new();
    let station = &plant.stations[n];
    if station.out.iter().any(|p| p.kind == LinkKind::Notice) {
        ways.push(WayBack::Notice);
    }
    if matches!(station.kind, Kind::Log(_)) && !station.out.is_empty() {
        ways.push(WayBack::Rewind);
    }
    for link in &plant.flow.links {
        if link.from == n && link.link.kind == LinkKind::Replay && link.legality.is_legal() {
            ways.push(WayBack::Replay(link.to));
        }
    }
    for (c, other) in plant.stations.iter().enumerate() {
        if other.code.as_ref().is_some_and(|code| code.pulls.iter().any(|&(from, _)| from == n)) {
            ways.push(started_by(plant, c).map_or(WayBack::Code(c), WayBack::Workflow));
        }
    }
    // A table that a step has filled from here: the step's workflow is started by hand.
    for port in station.out.iter().filter(|p| p.kind == LinkKind::Pull) {
        for &l in &plant.flow.nodes[port.to].into {
            let loader = plant.flow.links[l].from;
            if plant.stations[loader].code.is_some() {
                ways.push(started_by(plant, loader).map_or(WayBack::Code(loader), WayBack::Workflow));
            }
        }
    }
    ways.dedup();
    ways
}

fn started_by(plant: &Plant<'_>, step: usize) -> Option<usize> {
    let is_step = |kind: &Kind| matches!(kind, Kind::Workflow { steps, .. } if steps.iter().any(|p| p.to == step));
    plant.stations.iter().position(|s| is_step(&s.kind))
}

impl World<'_> {
    /// Ends every fault, as after the repair.
    fn put_right(&mut self) {
        for i in 0..self.faults.len() {
            self.fault_ends(i);
        }
    }

    /// Whether a trial is about a sink.
    fn is_about(&self, trial: &Trial, n: usize) -> bool {
        trial.at.as_ref().is_none_or(|s| self.plant.flow.describes(s, n))
    }

    /// Takes a period's rows away from every required sink; returns what was there and must be
    /// rebuilt, per workload.
    fn destroy(&mut self, trial: &Trial, begun: Time) -> Vec<Spans> {
        let (now, streams) = (self.now(), 0..self.plant.streams.len());
        let period: Vec<Spans> = streams.clone().map(|s| self.arrivals[s].born(begun, self.horizon)).collect();
        let mut wanted = vec![Spans::default(); period.len()];
        let hit = |s: usize| trial.of.is_empty() || trial.of.contains(&self.plant.streams[s].plan.id);
        let hit: Vec<bool> = streams.map(hit).collect();
        let flow = self.plant.flow;
        let about = |n: usize| trial.at.as_ref().is_none_or(|s| flow.describes(s, n));
        let meant = |s: &super::book::SinkBook| hit[s.stream] && s.archive.is_none() && about(s.station);
        for sink in self.book.sinks.iter_mut().filter(|s| meant(s)) {
            self.trace.mark(now, Place::Node(sink.station as u16), Happening::Wiped, None);
            let mut there = sink.right();
            there.join(&sink.wrong);
            let there = there.meet(&period[sink.stream]);
            wanted[sink.stream].join(&there);
            for gone in there.ranges() {
                sink.on_time.remove(gone);
                sink.late.remove(gone);
                sink.wrong.remove(gone);
            }
            (sink.extra, sink.unexpected) = (0, 0);
        }
        for (stream, wanted) in wanted.iter_mut().enumerate() {
            let ranges = wanted.ranges().to_vec();
            for r in ranges {
                *wanted = wanted.without(&self.withdrawn(stream as u16, (r.start, r.end)));
            }
        }
        wanted
    }

    /// Returns what a station has kept of everything since then, oldest first.
    fn kept_from(&self, n: usize, begun: Time) -> Vec<Kept> {
        let mut kept = self.all_kept(n);
        kept.retain(|k| k.parcel.item.born_last >= begun);
        kept
    }

    /// Returns everything a station keeps, oldest first.
    fn all_kept(&self, n: usize) -> Vec<Kept> {
        match &self.station(n).kind {
            Kind::Log(spec) => {
                self.states[n].log.history.kept(self.horizon.max(self.now()), spec.keep).copied().collect()
            }
            Kind::Store(spec) if spec.keep > 0 => {
                let oldest = self.horizon.max(self.now()) - spec.keep;
                self.states[n].store.kept().into_iter().filter(|k| k.since >= oldest).collect()
            }
            _ => self.states[n].store.kept(),
        }
    }

    /// Sends what was kept again; what a log gives travels itself, else it lies where it was kept.
    fn rebuild(&mut self, trial: &Trial, n: usize, way: WayBack, kept: &[Kept], wanted: &[Spans]) -> Rebuilt {
        let start = self.now();
        if let Some(without) = &trial.without {
            for gone in self.plant.flow.select(without) {
                self.states[gone].hit.down += 1;
            }
        }
        let station = self.station(n);
        let readable = start + station.service.restore.draw(self.dice, Purpose::Lookup, station.entity, 0);
        for (i, k) in kept.iter().enumerate() {
            let mut parcel = k.parcel;
            parcel.held_at = if way == WayBack::Rewind { None } else { parcel.held_at.or(Some(n as u16)) };
            parcel.item.condition = parcel.item.condition.with(Condition::REPLAYED);
            parcel.item.hops = 0;
            self.resends.push(Resend { station: n, way, parcel });
            self.agenda.plan(readable + PREPARING + PACE * i as Time, Event::Resend { number: i as u32 });
        }
        self.book.last_arrival = start;
        self.run_until(start + trial.within_s * SECOND - CHECKING);
        let total: u64 = wanted.iter().map(Spans::count).sum();
        let (right, wrong, extra) = self.rebuilt(trial, wanted);
        let took = self.book.last_arrival - start + CHECKING;
        let flow = self.plant.flow;
        let about = |n: usize| trial.at.as_ref().is_none_or(|s| flow.describes(s, n));
        for sink in self.book.sinks.iter().filter(|s| right > 0 && about(s.station)) {
            self.trace.mark(start + took, Place::Node(sink.station as u16), Happening::Rebuilt, None);
        }
        let oldest = self.all_kept(n).iter().map(|k| k.parcel.item.born).min();
        Rebuilt {
            from: Some(n),
            wanted: total,
            right,
            missing: total.saturating_sub(right + wrong),
            wrong,
            extra,
            took,
            reaches_back: oldest.map_or(0, |o| start - o),
            stuck: Vec::new(),
        }
    }

    /// Counts what was rebuilt at the worst sink of each workload: right, wrong, there twice. What
    /// came back although it was withdrawn is wrong, and spoils as much of what is right.
    fn rebuilt(&self, trial: &Trial, wanted: &[Spans]) -> (u64, u64, u64) {
        let (mut right, mut wrong, mut extra) = (0, 0, 0);
        for (stream, wanted) in wanted.iter().enumerate().filter(|(_, w)| !w.is_empty()) {
            let (mut least, mut most) = (u64::MAX, 0);
            let span = wanted.ranges().first().map_or(0, |r| r.start)..wanted.ranges().last().map_or(0, |r| r.end);
            let withdrawn = self.withdrawn(stream as u16, (span.start, span.end));
            let meant = |s: &&super::book::SinkBook| {
                s.stream == stream && s.archive.is_none() && self.is_about(trial, s.station)
            };
            for sink in self.book.sinks.iter().filter(meant) {
                let back = sink.right().meet(&withdrawn).count();
                least = least.min(sink.right().meet(wanted).count().saturating_sub(back));
                most = most.max(sink.wrong.meet(wanted).count() + back);
                extra += sink.extra;
            }
            right += if least == u64::MAX { 0 } else { least };
            wrong += most;
        }
        (right, wrong, extra)
    }

    /// Sends something kept again.
    pub(super) fn resend(&mut self, number: u32) {
        let Some(&Resend { station, way, parcel }) = self.resends.get(number as usize) else { return };
        self.trace.note(self.now(), station, Happening::Resent, &parcel.item, &self.cuts, None);
        match way {
            WayBack::Notice => self.give_notice(station, parcel),
            WayBack::Rewind => self.rewind(station, parcel),
            WayBack::Replay(to) => self.deliver(station, to, parcel),
            WayBack::Workflow(w) => self.start_execution(w, Some(parcel)),
            WayBack::Code(c) => self.offer_event(c, Some(parcel)),
        }
    }
}
