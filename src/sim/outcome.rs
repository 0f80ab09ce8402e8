//! What follows when work is done or has failed: who is told, what is tried again, what is given up.

use super::{
    agenda::{SECOND, Time},
    cause::Cause,
    code::{Origin, Task, Trigger},
    item::Parcel,
    plant::{Kind, Runs},
    trace::{Happening, Place},
    world::{Event, World},
};

impl World<'_> {
    /// Tells whoever asked that it is done.
    pub(super) fn succeeded(&mut self, n: usize, trigger: &Trigger) {
        if let Some(p) = &trigger.parcel {
            self.trace.note(self.now(), n, Happening::Done, &p.item, &self.cuts, None);
        }
        match (trigger.origin, trigger.parcel) {
            (Origin::Call { by, gateway }, Some(p)) => {
                let waits = self.station(usize::from(gateway)).service.waits;
                if waits > 0 && self.now() - trigger.came > waits {
                    self.caller_hears(n, usize::from(by), p, (Cause::TimedOut, true));
                }
            }
            (Origin::Event, None) => self.refresh(n),
            _ => {}
        }
        match trigger.origin {
            Origin::Event | Origin::Call { .. } => {}
            Origin::Batch { log, lane } => self.batch_done(log, lane),
            Origin::Message { queue, message, receipt } => self.delete(usize::from(queue), message, receipt),
            Origin::Step { execution } => self.step_done(execution),
        }
    }

    /// Tells whoever asked that it has failed, and lets them try again or give up.
    pub(super) fn failed(&mut self, n: usize, trigger: &Trigger, cause: Cause) {
        self.states[n].work.tally.failed += 1;
        let now = self.now();
        match trigger.parcel {
            Some(p) => self.trace.note(now, n, Happening::Failed, &p.item, &self.cuts, Some(cause)),
            None => self.trace.mark(now, Place::Node(n as u16), Happening::Failed, Some(cause)),
        }
        if let (Some(p), true) = (trigger.parcel, self.station(n).code.as_ref().is_some_and(|c| c.claims)) {
            self.unclaim(n, &p.item);
        }
        self.tell(n, cause, trigger.parcel.map(|p| p.item));
        match trigger.origin {
            Origin::Message { queue, message, .. } => self.note_failure(usize::from(queue), message, cause),
            Origin::Call { by, .. } => {
                if let Some(p) = trigger.parcel {
                    self.caller_hears(n, usize::from(by), p, (cause, false));
                }
            }
            Origin::Batch { log, lane } => self.batch_failed(n, log, lane, cause),
            Origin::Step { execution } => self.step_failed(execution, cause),
            Origin::Event => self.try_again_or_give_up(n, trigger, cause),
        }
    }

    /// An event nobody waits for: functions try again after one minute and after two more (source
    /// key `la_async`), jobs at once; then it goes where failed events go, or is gone.
    pub(super) fn try_again_or_give_up(&mut self, n: usize, trigger: &Trigger, cause: Cause) {
        let Some(code) = &self.station(n).code else { return };
        if trigger.parcel.is_some() && matches!(cause, Cause::Down | Cause::MemoryLost) && self.has_disk(n) {
            // What is being worked on lies on the disk and is taken up again from there.
            self.states[n].work.waiting.push_back(*trigger);
            return;
        }
        let give_up = matches!(cause, Cause::LoopStopped) || trigger.tries >= code.retries;
        if !give_up {
            let wait = if code.runs == Runs::Function { 60 * SECOND * Time::from(trigger.tries + 1) } else { SECOND };
            let mut again = *trigger;
            again.tries += 1;
            let task = self.tasks.put(Task { station: n as u16, trigger: again, fails: None, running: false });
            self.after(wait, Event::Again { task });
            return;
        }
        if cause != Cause::LoopStopped {
            self.give_up_task(n, trigger, cause);
        }
    }

    pub(super) fn give_up_task(&mut self, n: usize, trigger: &Trigger, cause: Cause) {
        if let Some(parcel) = trigger.parcel {
            self.give_up(n, parcel, cause);
        }
    }

    /// Puts what failed for good where failed things go; without such a place it is gone.
    pub(super) fn give_up(&mut self, n: usize, parcel: Parcel, cause: Cause) {
        let mut kept = false;
        for port in &self.station(n).failure {
            kept |= matches!(self.station(port.to).kind, Kind::Queue(_));
            self.park(n, port, parcel, cause);
        }
        if !kept {
            self.lose(n, &parcel.item, cause);
        }
    }

    /// Takes a task up again.
    pub(super) fn begin_again(&mut self, id: u32) {
        if let Some(task) = self.tasks.take(id) {
            let mut trigger = task.trigger;
            trigger.came = self.now();
            self.offer(usize::from(task.station), trigger);
        }
    }
}
