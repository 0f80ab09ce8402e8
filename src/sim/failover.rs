//! Losing a zone, and dying in general: what is lost for good, what fails over by itself, what must
//! be restored, and what a machine forgets.

use super::{
    agenda::Time,
    cause::Cause,
    code::Origin,
    plant::{Kind, Runs, figures},
    world::{Event, World},
};

impl World<'_> {
    /// What stands in several zones loses what stood in the lost one: half of its copies, or, where
    /// one copy does the work, everything until another has taken its place.
    pub(super) fn fail_over(&mut self) {
        let lost = self.plant.lost_zone();
        for n in 0..self.plant.stations.len() {
            if !self.station(n).service.fails_over || self.is_down(n) || !self.plant.is_lost_with(n, lost.as_ref()) {
                continue;
            }
            let lanes = self.station(n).code.as_ref().map_or(1, |c| c.lanes);
            // A connection is held by one copy, whichever zone it is in.
            let recovery: Time = self.takes_over(n).unwrap_or(self.station(n).recovery);
            let held = self.station(n).session.is_some();
            let copies = if held { 0 } else { (lanes / 2).min(u32::from(u16::MAX)) as u16 };
            if copies == 0 {
                self.states[n].hit.down += 1;
            } else {
                self.states[n].hit.fewer += u32::from(copies);
            }
            self.forget_memory(n, usize::from(copies > 0) + 1);
            if copies == 0 {
                self.forget_state(n);
            }
            self.after(recovery, Event::Back { station: n as u16, copies });
        }
    }

    /// A part is there again, or so many copies of it are.
    pub(super) fn is_back(&mut self, n: usize, copies: u16) {
        let hit = &mut self.states[n].hit;
        if copies == 0 {
            hit.down = hit.down.saturating_sub(1);
        } else {
            hit.fewer = hit.fewer.saturating_sub(u32::from(copies));
        }
        self.all_go_on();
    }

    /// Whether a store that was lost with its zone must be restored before it answers.
    pub(super) fn must_be_restored(&self, n: usize) -> bool {
        self.station(n).recovery > 0 && figures::RESTORED.iter().any(|&a| self.plant.flow.is(n, a))
    }

    /// Whatever waited for something that was in the way goes on.
    pub(super) fn all_go_on(&mut self) {
        self.empty_spools();
        self.resume_reading();
        for n in 0..self.plant.stations.len() {
            self.dispatch(n);
            self.wake(n);
        }
    }

    /// What a worker had in memory is gone with it, or every `nth` part of it when other copies
    /// live on. What lies on a disk is not.
    pub(super) fn forget_memory(&mut self, n: usize, nth: usize) {
        if self.station(n).code.as_ref().is_none_or(|c| c.runs != Runs::Worker) {
            return;
        }
        let mine = self.tasks.iter_mut().filter(|t| usize::from(t.station) == n && t.running);
        for task in mine.step_by(nth) {
            task.fails = Some(Cause::MemoryLost);
        }
        if self.has_disk(n) {
            return;
        }
        let waiting = std::mem::take(&mut self.states[n].work.waiting);
        for (place, trigger) in waiting.into_iter().enumerate() {
            if place % nth != 0 {
                self.states[n].work.waiting.push_back(trigger);
                continue;
            }
            if let Origin::Batch { log, lane } = trigger.origin {
                self.batch_dropped(log, lane);
            } else if let (Some(p), Origin::Event | Origin::Call { .. }) = (trigger.parcel, trigger.origin) {
                self.lose(n, &p.item, Cause::MemoryLost);
            }
        }
    }

    /// Whether what a machine works on lies on a disk or in a file system.
    pub(super) fn has_disk(&self, n: usize) -> bool {
        self.station(n).service.disk.is_some_and(|d| matches!(self.station(d).kind, Kind::Store(_)))
    }

    /// Whether a machine cannot go on because its disk is somewhere else or gone, or because it is
    /// down itself with work on its disk.
    pub(super) fn waits_for_disk(&self, n: usize) -> bool {
        self.station(n).service.disk.is_some_and(|d| self.is_down(d) || self.is_down(n))
    }
}
