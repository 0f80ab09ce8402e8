//! Code at work: how a function, a worker, a batch job or a service takes something up, how long
//! it has it, and what it hands out.
//!
//! What the job makes of the records is in [`super::job`], what follows in [`super::outcome`].

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::{
    age::WHOLE,
    agenda::{SECOND, Time},
    cause::Cause,
    draw::Purpose,
    item::{Item, Parcel},
    plant::{Code, Kind, Port, Runs},
    trace::{Happening, Place},
    window::Refill,
    world::{Event, World},
};
use crate::domain::component::LinkKind;

/// Who asked for the work and hears how it went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// An event or a command that nobody waits for; the service tries it again by itself.
    Event,
    /// A message of a queue.
    Message {
        /// The queue.
        queue: u16,
        /// The message.
        message: u32,
        /// Which receipt of it.
        receipt: u16,
    },
    /// Somebody who waits for the answer.
    Call {
        /// Who.
        by: u16,
        /// The gateway in between.
        gateway: u16,
    },
    /// A batch of a log.
    Batch {
        /// The log.
        log: u16,
        /// The reader and its part.
        lane: u32,
    },
    /// A step of a workflow.
    Step {
        /// The run of the workflow.
        execution: u32,
    },
}

/// A reason to work.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Trigger {
    /// What to work on; nothing when it is to go and look.
    pub parcel: Option<Parcel>,
    /// Who asked.
    pub origin: Origin,
    /// How often it was tried before.
    pub tries: u8,
    /// When it came.
    pub came: Time,
    /// What the way from who asked takes.
    pub delay: Time,
}

/// Code working on something.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Task {
    /// The station.
    pub station: u16,
    /// Why it works.
    pub trigger: Trigger,
    /// What is known already to go wrong.
    pub fails: Option<Cause>,
    /// It occupies a copy now; a task that waits to be tried again does not.
    pub running: bool,
}

/// What the code of a station is doing.
#[derive(Clone, Debug, Default)]
pub struct Work {
    /// Copies at work.
    pub busy: u32,
    /// Since when idle copies are idle, oldest first.
    pub idle: VecDeque<Time>,
    /// What waits for a copy.
    pub waiting: VecDeque<Trigger>,
    /// Files taken: workload, arrival whose name they have, and which edition.
    pub claimed: BTreeSet<(u16, u32, u32)>,
    /// How far it has taken from each store.
    pub taken: BTreeMap<usize, u64>,
    /// Records of the last list it let through, per workload.
    pub last_rows: BTreeMap<u16, u64>,
    /// When it last told people of a key by itself, per workload.
    pub told_of: BTreeMap<(u16, u32), Time>,
    /// What its job has to see again before it is right.
    pub refill: Option<Refill>,
    /// Records that others have overtaken and whose flags are wrong for it: those that come next.
    pub overtaken: u64,
    /// Figures about it.
    pub tally: Tally,
}

/// Figures about the work of a station, for queueing theory and for the debrief.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Tasks begun.
    pub begun: u64,
    /// Tasks that failed.
    pub failed: u64,
    /// Time that they waited for a copy, in sum.
    pub waited: i128,
    /// Time that they were worked on, in sum.
    pub worked: i128,
    /// Time integral of the number of tasks waiting or worked on.
    pub inside: i128,
    /// Most that waited at once.
    pub longest_queue: usize,
    last: Time,
}

impl Work {
    fn note_inside(&mut self, now: Time) {
        let n = i64::from(self.busy) + self.waiting.len() as i64;
        self.tally.inside += i128::from(n) * i128::from(now - self.tally.last);
        self.tally.last = now;
    }

    /// Forgets the figures so far; what is there stays.
    pub fn restart_tally(&mut self, now: Time) {
        self.tally = Tally { last: now, ..Tally::default() };
    }

    /// Brings the figures up to now.
    pub fn close_tally(&mut self, now: Time) {
        self.note_inside(now);
    }
}

/// Calls of one another after which a loop of functions is stopped (source key `la_loop`).
const LONGEST_CHAIN: u16 = 16;
/// Nobody stops a loop of machines; the model does, after so many rounds, so that a run ends.
const LONGEST_LOOP: u16 = 64;

impl<'p> World<'p> {
    /// Offers an event, or the command to go and look, to a station that runs code.
    pub fn offer_event(&mut self, n: usize, parcel: Option<Parcel>) {
        self.offer(n, Trigger { parcel, origin: Origin::Event, tries: 0, came: self.now(), delay: 0 });
    }

    /// Offers what a station has sent; if it stands behind a gateway it waits for the answer.
    pub(super) fn offer_from(&mut self, from: usize, n: usize, parcel: Parcel) {
        let callers = self.station(n).code.as_ref().map_or(&[][..], |c| &c.callers);
        let origin = match callers.iter().find(|c| c.0 == from) {
            Some(&(by, gateway)) => Origin::Call { by: by as u16, gateway: gateway as u16 },
            None => Origin::Event,
        };
        self.offer(n, Trigger { parcel: Some(parcel), origin, tries: 0, came: self.now(), delay: 0 });
    }

    /// Offers work; it waits if no copy is free.
    pub fn offer(&mut self, n: usize, mut trigger: Trigger) {
        let Some(code) = &self.station(n).code else { return };
        let longest = if code.runs == Runs::Function { LONGEST_CHAIN } else { LONGEST_LOOP };
        if let Some(p) = trigger.parcel.as_ref().filter(|p| p.item.hops >= longest) {
            self.lose(n, &p.item, Cause::LoopStopped);
            return self.failed(n, &trigger, Cause::LoopStopped);
        }
        let now = self.now();
        let free = self.has_free_copy(n, code);
        let work = &mut self.states[n].work;
        work.note_inside(now);
        if free {
            self.begin(n, code, &mut trigger);
        } else if let (Origin::Call { .. }, Runs::Function) = (trigger.origin, code.runs) {
            self.failed(n, &trigger, Cause::Throttled);
        } else {
            work.waiting.push_back(trigger);
            work.tally.longest_queue = work.tally.longest_queue.max(work.waiting.len());
        }
    }

    /// Whether a copy can take something up now.
    pub(super) fn has_free_copy(&self, n: usize, code: &Code) -> bool {
        let (work, hit) = (&self.states[n].work, &self.states[n].hit);
        work.busy + hit.fewer < code.lanes && !self.waits_for_disk(n)
    }

    fn begin(&mut self, n: usize, code: &'p Code, trigger: &mut Trigger) {
        let mut fails = self.standing_failure(n);
        if trigger.parcel.is_none() && fails.is_none() {
            match self.look(n, code, trigger.origin) {
                Ok(Some(found)) => trigger.parcel = Some(found),
                Ok(None) if trigger.origin != Origin::Event || !code.pulls.is_empty() => {
                    self.trace.mark(self.now(), Place::Node(n as u16), Happening::NothingThere, None);
                    return self.succeeded(n, trigger);
                }
                Ok(None) => {}
                Err(cause) => fails = Some(cause),
            }
        }
        let mut calls = 0;
        if fails.is_none() && self.station(n).calls.is_some() {
            match self.call_out(n, trigger) {
                Ok(takes) => calls = takes,
                Err(cause) => fails = Some(cause),
            }
        }
        let (takes, cut_off) = self.working_time(n, code, trigger, calls);
        if cut_off {
            fails = fails.or(Some(Cause::TimedOut));
        }
        let now = self.now();
        let work = &mut self.states[n].work;
        work.busy += 1;
        work.tally.begun += 1;
        work.tally.waited += i128::from(now - trigger.came);
        work.tally.worked += i128::from(takes);
        if let Some(p) = &trigger.parcel {
            self.trace.note(now, n, Happening::Began, &p.item, &self.cuts, None);
        }
        let task = self.tasks.put(Task { station: n as u16, trigger: *trigger, fails, running: true });
        self.after(takes + trigger.delay, Event::Done { task });
    }

    /// Returns what makes everything fail here now.
    fn standing_failure(&self, n: usize) -> Option<Cause> {
        let hit = &self.states[n].hit;
        match (hit.down > 0, hit.throws > 0) {
            (true, _) => Some(Cause::Down),
            (_, true) => Some(Cause::Threw),
            _ => self.station(n).service.disk.filter(|&d| self.states[d].hit.full > 0).map(|_| Cause::DiskFull),
        }
    }

    /// Draws how long a task takes and says whether it is cut off.
    fn working_time(&mut self, n: usize, code: &Code, trigger: &Trigger, calls: Time) -> (Time, bool) {
        let station = self.station(n);
        let key = trigger.parcel.map_or(self.now() as u64, |p| p.item.ordinal()) ^ (u64::from(trigger.tries) << 48);
        let mut takes = code.service.draw(self.dice, Purpose::Service, station.entity, key);
        if let (Some(p), true) = (trigger.parcel, code.per_records > 0) {
            let worked_on = self.worked_on(code, trigger, &p.item);
            takes = (i128::from(takes) * worked_on / (i128::from(code.per_records) * WHOLE)) as Time;
        }
        if matches!(trigger.origin, Origin::Batch { .. }) {
            // A reader of a log waits for stragglers; what is handed over one by one holds up nobody.
            takes += station.memory.lateness;
        }
        takes += self.time_of_statements(n, code, trigger, key);
        if code.size_check && trigger.parcel.is_some_and(|p| p.held_at.is_some_and(|h| self.is_server(h))) {
            takes += 60 * SECOND;
        }
        takes += self.cold_start(n, code, key);
        let slow = self.states[n].hit.slow;
        if slow > 1 {
            takes = takes.saturating_mul(slow);
        }
        takes = takes.saturating_add(calls);
        if code.timeout > 0 && takes > code.timeout { (code.timeout, true) } else { (takes, false) }
    }

    fn is_server(&self, n: u16) -> bool {
        self.station(usize::from(n)).kind == Kind::FileServer
    }

    /// Takes a copy that is ready, or starts one.
    fn cold_start(&mut self, n: usize, code: &Code, key: u64) -> Time {
        if code.runs == Runs::Batch {
            return code.cold.draw(self.dice, Purpose::ColdStart, self.station(n).entity, key);
        }
        if code.runs != Runs::Function {
            return 0;
        }
        let now = self.now();
        let idle = &mut self.states[n].work.idle;
        while idle.front().is_some_and(|&since| now - since > code.warm) {
            idle.pop_front();
        }
        if idle.pop_back().is_some() {
            return 0;
        }
        code.cold.draw(self.dice, Purpose::ColdStart, self.station(n).entity, key)
    }

    /// Ends a task whose time is used.
    pub(super) fn finish(&mut self, id: u32) {
        let Some(task) = self.tasks.lift(id) else { return };
        let n = usize::from(task.station);
        let Some(code) = &self.station(n).code else { return };
        let now = self.now();
        let work = &mut self.states[n].work;
        work.note_inside(now);
        work.busy -= 1;
        if code.runs == Runs::Function {
            work.idle.push_back(now);
        }
        let result = match task.fails.or(self.standing_failure(n)) {
            Some(cause) => Err(cause),
            None => self.do_job(n, code, &task.trigger).and_then(|()| self.hand_out(n, task.trigger.origin)),
        };
        match result {
            Ok(()) => self.succeeded(n, &task.trigger),
            Err(cause) => self.failed(n, &task.trigger, cause),
        }
        self.take_up_next(n, code);
    }

    fn do_job(&mut self, n: usize, code: &'p Code, trigger: &Trigger) -> Result<(), Cause> {
        if matches!(trigger.origin, Origin::Batch { .. }) {
            return self.work_on_batch(n, code, trigger);
        }
        self.begin_run(n);
        self.work_on(n, code, trigger)
    }

    pub(super) fn take_up_next(&mut self, n: usize, code: &'p Code) {
        while self.has_free_copy(n, code) {
            let waiting = &mut self.states[n].work.waiting;
            let Some(&(mut next)) = waiting.front() else { break };
            waiting.pop_front();
            if code.keeps > 0 && next.origin == Origin::Event && self.now() - next.came > code.keeps {
                self.give_up_task(n, &next, Cause::RetentionOver);
                continue;
            }
            self.begin(n, code, &mut next);
        }
        if self.has_free_copy(n, code) {
            for &(queue, _) in &self.station(n).feeders {
                self.dispatch(queue);
            }
        }
    }

    /// Sends what was made through every port that carries it: all of it, or nothing when one of
    /// them refuses.
    fn hand_out(&mut self, n: usize, origin: Origin) -> Result<(), Cause> {
        let mut made = std::mem::take(&mut self.made);
        let refused = made.iter().find_map(|item| self.refused(n, item));
        let no_disk = self.lacks_disk(n, &made);
        if refused.is_none() && !no_disk {
            self.hand_on(n, &made, origin);
        }
        made.clear();
        self.made = made;
        match refused {
            Some((at, cause, item)) => {
                self.tell(at, cause, Some(item));
                Err(cause)
            }
            None if no_disk => Err(Cause::TargetDown),
            None => Ok(()),
        }
    }

    fn hand_on(&mut self, n: usize, made: &[Item], origin: Origin) {
        let ports = &self.station(n).out;
        for item in made {
            let (mut lies, mut sent) = (None, false);
            for port in ports.iter().filter(|p| carries(p)) {
                if self.admits(port, item) {
                    sent = true;
                    lies = lies.or_else(|| self.holds(port).then_some(port.to as u16));
                    self.send(n, port, Parcel::of(*item));
                }
            }
            for port in ports.iter().filter(|p| p.kind == LinkKind::Notice) {
                if self.admits(port, item) && self.refusal(port, item).is_none() {
                    sent = true;
                    self.send(n, port, Parcel { item: *item, held_at: lies });
                }
            }
            sent |= self.keep_on_disk(n, *item);
            match origin {
                Origin::Step { execution } => self.note_made(execution, sent, Parcel { item: *item, held_at: lies }),
                _ if !sent => self.lose(n, item, Cause::NoWay),
                _ => {}
            }
        }
    }

    /// Takes up what waits, after something that stood in the way is over.
    pub(super) fn wake(&mut self, n: usize) {
        if let Some(code) = self.station(n).code.as_ref().filter(|_| !self.is_down(n)) {
            self.take_up_next(n, code);
        }
    }
}

/// Says whether what was made goes through a port by itself.
pub(super) fn carries(port: &Port) -> bool {
    matches!(port.kind, LinkKind::Push | LinkKind::Copy | LinkKind::Alert)
}
