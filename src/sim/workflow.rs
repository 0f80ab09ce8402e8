//! Workflows and schedules: what starts a run of steps, how it goes from step to step, what
//! happens when a step fails.

use super::{
    agenda::{SECOND, Time},
    cause::Cause,
    code::{Origin, Trigger},
    item::{Condition, Parcel},
    plant::{Kind, Plant, Timetable},
    trace::{Happening, Place},
    world::{Event, World},
};
use crate::domain::{component::LinkKind, scenario::Effect};

/// A run of a workflow.
#[derive(Clone, Debug, PartialEq)]
pub struct Execution {
    /// The workflow.
    pub station: usize,
    /// What it was started with and what its steps have made, oldest first.
    pub parcels: Vec<Parcel>,
    /// The step it is at.
    pub step: usize,
    /// How often that step was tried.
    pub tries: u8,
    /// A step has handed something on.
    pub handed_on: bool,
    /// Somebody has taken it up after it had failed.
    pub taken_up: bool,
}

/// A run that failed and can be taken up at its step.
#[derive(Clone, Debug, PartialEq)]
pub struct Failed {
    /// The run.
    pub execution: Execution,
    /// Why it failed.
    pub cause: Cause,
    /// When it can no longer be taken up.
    pub until: Time,
    /// It was taken up again already.
    pub redriven: bool,
}

/// How long a failed run can be taken up (source key `sf_redrive`).
const REDRIVE: Time = 14 * 86_400 * SECOND;

/// Returns every moment at which a schedule fires.
pub(super) fn firings(plant: &Plant<'_>, table: &Timetable) -> Vec<Time> {
    let days = plant.horizon / plant.clock.days(1) + 1;
    let slots = plant.clock.slots(&plant.run.slots, days, table.local);
    let slots = if slots.is_empty() { vec![0] } else { slots };
    let round_the_clock = plant.run.slots.is_empty();
    let mut all = Vec::new();
    for slot in slots {
        let first = slot + table.after;
        let last = if round_the_clock { plant.horizon } else { first + table.look_for };
        let mut at = first;
        while at <= last && at <= plant.horizon {
            all.push(at);
            if table.every <= 0 {
                break;
            }
            at += table.every;
        }
    }
    all
}

impl World<'_> {
    /// A schedule fires: it starts what it steers, and itself if it runs code.
    pub(super) fn fire(&mut self, n: usize) {
        if self.is_down(n) {
            return;
        }
        self.trace.mark(self.now(), Place::Node(n as u16), Happening::Fired, None);
        if self.station(n).code.is_some() {
            self.offer_event(n, None);
        }
        for port in self.station(n).out.iter().filter(|p| matches!(p.kind, LinkKind::Control | LinkKind::Push)) {
            if self.is_down(port.to) && self.station(port.to).code.is_none() {
                continue;
            }
            match &self.station(port.to).kind {
                Kind::Workflow { .. } => self.start_execution(port.to, None),
                _ if self.station(port.to).code.is_some() => self.offer_event(port.to, None),
                _ => {}
            }
        }
    }

    /// Starts a run of a workflow.
    pub(super) fn start_execution(&mut self, n: usize, parcel: Option<Parcel>) {
        let parcels = parcel.into_iter().collect();
        let execution = self.executions.put(Execution {
            station: n,
            parcels,
            step: 0,
            tries: 0,
            handed_on: false,
            taken_up: false,
        });
        self.after(0, Event::Step { execution });
    }

    /// Begins the step a run is at.
    pub(super) fn step(&mut self, id: u32) {
        let Some(run) = self.executions.get(id) else { return };
        let Kind::Workflow { steps, .. } = &self.station(run.station).kind else { return };
        let Some(port) = steps.get(run.step) else { return self.end_execution(id) };
        let Some(code) = &self.station(port.to).code else {
            return self.step_done(id);
        };
        let takes = |p: &&Parcel| code.takes.is_empty() || code.takes.contains(&p.item.format);
        let parcel = run.parcels.iter().rev().find(takes).copied();
        let (empty, tries, given) = (run.parcels.is_empty(), run.tries, run.parcels.last().copied());
        if parcel.is_none() && !empty {
            let Some(p) = given else { return };
            if p.item.condition.has(Condition::REPLAYED) {
                // Whoever starts a run by hand starts it at the step that takes what there is.
                return self.step_done(id);
            }
            let origin = Origin::Step { execution: id };
            return self.offer(port.to, Trigger { parcel: Some(p), origin, tries, came: self.now(), delay: 0 });
        }
        if empty && code.pulls.is_empty() && code.effect != Effect::Notify {
            return self.step_done(id);
        }
        let origin = Origin::Step { execution: id };
        self.offer(port.to, Trigger { parcel, origin, tries, came: self.now(), delay: 0 });
    }

    /// Takes down what a step has made, and whether it has handed it on.
    pub(super) fn note_made(&mut self, id: u32, sent: bool, made: Parcel) {
        if let Some(run) = self.executions.get_mut(id) {
            run.handed_on |= sent;
            run.parcels.push(made);
        }
    }

    /// A run is over. What no step has handed on ends here.
    fn end_execution(&mut self, id: u32) {
        let Some(run) = self.executions.take(id) else { return };
        if !run.handed_on {
            for p in run.parcels {
                self.lose(run.station, &p.item, Cause::NoWay);
            }
        }
    }

    /// A step is done: the next one begins. A run whose first step found nothing ends.
    pub(super) fn step_done(&mut self, id: u32) {
        let Some(run) = self.executions.get_mut(id) else { return };
        run.step += 1;
        run.tries = 0;
        if run.parcels.is_empty() {
            self.executions.take(id);
            return;
        }
        self.after(0, Event::Step { execution: id });
    }

    /// A step failed: it is tried again after one, two, four … seconds, then the run fails.
    pub(super) fn step_failed(&mut self, id: u32, cause: Cause) {
        let Some(run) = self.executions.get_mut(id) else { return };
        let Kind::Workflow { retries, .. } = &self.plant.stations[run.station].kind else { return };
        if run.tries < *retries {
            let wait = SECOND << run.tries.min(10);
            run.tries += 1;
            return self.after(wait, Event::Step { execution: id });
        }
        let Some(mut run) = self.executions.take(id) else { return };
        run.tries = 0;
        let (n, first) = (run.station, run.parcels.first().copied());
        let until = self.now() + REDRIVE;
        if let Some(p) = first {
            self.trace.note(self.now(), n, Happening::Parked, &p.item, &self.cuts, Some(cause));
            self.states[n].failed.push(Failed { redriven: run.taken_up, execution: run, cause, until });
        }
        self.tell(n, cause, first.map(|p| p.item));
    }

    /// Takes up failed runs at the step that failed, once each. Says whether there were any.
    pub(super) fn take_up_runs(&mut self, n: usize) -> bool {
        let now = self.now();
        let (again, rest): (Vec<Failed>, Vec<Failed>) =
            std::mem::take(&mut self.states[n].failed).into_iter().partition(|f| !f.redriven && f.until > now);
        self.states[n].failed = rest;
        let any = !again.is_empty();
        for mut failed in again {
            failed.execution.taken_up = true;
            if let Some(p) = failed.execution.parcels.first() {
                self.trace.note(now, n, Happening::Resent, &p.item, &self.cuts, None);
            }
            let execution = self.executions.put(failed.execution);
            self.after(0, Event::Step { execution });
        }
        any
    }
}
