//! Faults: what breaks at which stations, from when to when, and what that does to them.
//!
//! Faults of what arrives (late, cut short, twice …) are in the arrivals themselves; see
//! [`super::source`].

use super::{
    agenda::{SECOND, Time},
    cause::Cause,
    plant::Plant,
    trace::{Happening, Place},
    world::{Event, World},
};
use crate::domain::{
    component::Scope,
    workload::{Fault, FaultKind},
};

/// What is wrong with a station now; counters, because faults may overlap.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hit {
    /// It does not answer.
    pub down: u16,
    /// Its code fails.
    pub throws: u16,
    /// Its code writes wrong values.
    pub spoils: u16,
    /// The key it logs in with is no longer valid.
    pub key_changed: u16,
    /// Its disk is full.
    pub full: u16,
    /// What it answers is out of date.
    pub stale: u16,
    /// Copies that are lost.
    pub fewer: u32,
    /// Per cent of its rate that are left; 0 means all.
    pub to_percent: i64,
    /// Times as slow; 0 and 1 are as usual.
    pub slow: i64,
    /// It answers every call with a no.
    pub refuses: u16,
    /// Per cent of the users whose permission has run out.
    pub expired: i64,
}

/// A fault of a run.
#[derive(Clone, Debug)]
pub struct Pulled<'p> {
    /// What it is.
    pub fault: &'p Fault,
    /// When it begins.
    pub starts: Time,
    /// When it ends, unless somebody ends it before.
    pub ends: Time,
    /// The stations it hits.
    pub targets: Vec<usize>,
    /// It is going on.
    pub active: bool,
}

impl<'p> Pulled<'p> {
    /// Puts a fault at its own moment, or at another one.
    pub fn of(plant: &Plant<'p>, fault: &'p Fault, at: Option<Time>) -> Self {
        let starts = at.unwrap_or_else(|| plant.clock.local(fault.at));
        let lasts = if fault.until_mended { plant.run.people.complain_s + plant.run.people.act_s } else { fault.for_s };
        Self { fault, starts, ends: starts + lasts * SECOND, targets: targets(plant, fault), active: false }
    }

    /// Says whether it changes what arrives of a workload.
    pub fn hits_stream(&self, plant: &Plant<'_>, stream: usize) -> bool {
        let named = self.fault.workload.as_ref().is_none_or(|id| id == &plant.streams[stream].plan.id);
        let first = self.fault.workload.is_some() || stream == 0;
        named && first && is_of_arrivals(&self.fault.does)
    }

    /// Says whether the client suffers it whatever is drawn.
    pub fn is_everywhere(&self) -> bool {
        is_everywhere(&self.fault.does)
    }

    /// Says whether this board can suffer it. A fault of nodes needs a node.
    pub fn applies(&self) -> bool {
        is_of_arrivals(&self.fault.does) || is_everywhere(&self.fault.does) || !self.targets.is_empty()
    }
}

fn is_of_arrivals(kind: &FaultKind) -> bool {
    use FaultKind as K;
    matches!(
        kind,
        K::Late { .. }
            | K::Missing
            | K::SlowWriting { .. }
            | K::Twice { .. }
            | K::Corrected { .. }
            | K::Poison { .. }
            | K::CutShort { .. }
            | K::Burst { .. }
            | K::OutOfOrder { .. }
            | K::Silent { .. }
            | K::OneKey { .. }
            | K::Forged { .. }
    )
}

/// What the client suffers whatever is drawn.
fn is_everywhere(kind: &FaultKind) -> bool {
    matches!(kind, FaultKind::ZoneLost | FaultKind::RegionLost)
}

fn targets(plant: &Plant<'_>, fault: &Fault) -> Vec<usize> {
    let all = 0..plant.stations.len();
    let external = |n: usize| plant.flow.nodes[n].component.is_none_or(|c| c.scope == Scope::External);
    match fault.does {
        FaultKind::ZoneLost => {
            let lost = plant.lost_zone();
            all.filter(|&n| plant.stations[n].single_zone && plant.is_lost_with(n, lost.as_ref())).collect()
        }
        FaultKind::RegionLost => all.filter(|&n| !external(n)).collect(),
        FaultKind::Intruder => all.filter(|&n| plant.stations[n].exposed).collect(),
        _ if is_of_arrivals(&fault.does) => Vec::new(),
        _ => plant.flow.select(&fault.on),
    }
}

impl World<'_> {
    /// Lets a fault begin.
    pub(super) fn fault_begins(&mut self, i: usize) {
        let Some(pulled) = self.faults.get_mut(i) else { return };
        pulled.active = true;
        let (kind, targets, ends) = (pulled.fault.does.clone(), pulled.targets.clone(), pulled.ends);
        self.mark_fault(&targets, Happening::FaultBegan);
        for &n in &targets {
            self.change_hit(n, &kind, true);
            match kind {
                FaultKind::Intruder => self.vandalise(n),
                FaultKind::Killed => self.kill_copy(n),
                FaultKind::Erased => self.erase(n),
                FaultKind::Down | FaultKind::ZoneLost | FaultKind::RegionLost => {
                    self.forget_memory(n, 1);
                    self.forget_state(n);
                    if kind == FaultKind::ZoneLost {
                        self.restore_disk(n);
                    }
                }
                _ => {}
            }
        }
        if kind == FaultKind::ZoneLost {
            self.fail_over();
        }
        let silent = if kind == FaultKind::HalfOpen { targets.as_slice() } else { &[] };
        let ends = silent.iter().filter_map(|&n| self.falls_silent(n)).min().map_or(ends, |t| t.min(ends));
        self.faults[i].ends = ends;
        self.agenda.plan(ends, Event::Ends { fault: i as u16 });
    }

    /// Lets a fault end, unless it has ended before.
    pub(super) fn fault_ends(&mut self, i: usize) {
        let Some(pulled) = self.faults.get_mut(i).filter(|p| p.active) else { return };
        pulled.active = false;
        let (kind, targets) = (pulled.fault.does.clone(), pulled.targets.clone());
        self.mark_fault(&targets, Happening::FaultEnded);
        for &n in &targets {
            if kind == FaultKind::ZoneLost && self.must_be_restored(n) {
                self.after(self.station(n).recovery, Event::Back { station: n as u16, copies: 0 });
            } else {
                self.change_hit(n, &kind, false);
            }
        }
        self.all_go_on();
    }

    fn mark_fault(&mut self, targets: &[usize], what: Happening) {
        let now = self.now();
        if targets.is_empty() {
            self.trace.mark(now, Place::Nowhere, what, None);
        }
        for &n in targets {
            self.trace.mark(now, Place::Node(n as u16), what, None);
        }
    }

    fn change_hit(&mut self, n: usize, kind: &FaultKind, on: bool) {
        let hit = &mut self.states[n].hit;
        let count = |c: &mut u16| *c = if on { *c + 1 } else { c.saturating_sub(1) };
        match kind {
            FaultKind::Down
            | FaultKind::ZoneLost
            | FaultKind::RegionLost
            | FaultKind::Disconnected
            | FaultKind::HalfOpen => {
                count(&mut hit.down);
            }
            FaultKind::Throws => count(&mut hit.throws),
            FaultKind::BadDeploy => count(&mut hit.spoils),
            FaultKind::KeyChanged => count(&mut hit.key_changed),
            FaultKind::DiskFull => count(&mut hit.full),
            FaultKind::StaleReference => count(&mut hit.stale),
            FaultKind::Throttled { to_percent } => {
                hit.refuses = u16::from(on && *to_percent <= 0);
                hit.to_percent = if on { (*to_percent).clamp(1, 100) } else { 0 };
            }
            FaultKind::Slow { times } => hit.slow = if on { *times } else { 0 },
            FaultKind::Expired { percent } => hit.expired = if on { (*percent).clamp(0, 100) } else { 0 },
            _ => {}
        }
    }

    /// Says when the last fault ends that would spoil what is taken up again, if there is one.
    pub(super) fn stands_in_the_way(&self) -> Option<Time> {
        let blocks = |f: &&super::fault::Pulled<'_>| f.active && !f.targets.is_empty() && f.ends > self.now();
        self.faults.iter().filter(blocks).map(|f| f.ends).max()
    }

    /// Mends what lasts until it is mended. A new key is put into the store of secrets at once; a
    /// key in the code takes until the next working day.
    pub(super) fn mend(&mut self, cause: Cause) {
        let now = self.now();
        for i in 0..self.faults.len() {
            let fits = self.faults[i].active && self.faults[i].fault.until_mended;
            let is_key = self.faults[i].fault.does == FaultKind::KeyChanged;
            if !fits || is_key != (cause == Cause::LoginRefused) {
                continue;
            }
            let quick = self.faults[i]
                .targets
                .iter()
                .all(|&n| self.station(n).code.as_ref().is_none_or(|c| !is_key || c.has_secret));
            let at = if quick { now } else { now + 86_400 * SECOND };
            if !quick && self.faults[i].ends <= at && self.faults[i].ends > now {
                continue;
            }
            self.faults[i].ends = at;
            if quick { self.fault_ends(i) } else { self.agenda.plan(at, Event::Ends { fault: i as u16 }) }
        }
    }
}
