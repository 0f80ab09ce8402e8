//! People: who is told of what, when, and what they do about it.
//!
//! People are slow and reliable: told once, they mend what they can and take up again what was put
//! aside. Nobody does anything about something they have not heard of.

use super::{
    agenda::{SECOND, Time},
    book::Heard,
    cause::Cause,
    draw::Purpose,
    item::{Condition, Item},
    plant::Kind,
    trace::{Happening, Place},
    world::{Event, World},
};

/// An alarm on its way to a person, or being worked on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The station it is about.
    pub station: usize,
    /// What is the matter.
    pub cause: Cause,
    /// The person has done something about it.
    pub over: bool,
}

/// What people know and do.
#[derive(Clone, Debug, Default)]
pub struct Desk {
    /// Everything they were told, in order.
    pub notices: Vec<Notice>,
}

/// An alarm looks at its figure so often.
const ALARM_PERIOD: Time = 60 * SECOND;

impl World<'_> {
    /// Lets a failure at a station reach people, if a way is drawn. While an alarm is ringing it
    /// does not ring again.
    pub(super) fn tell(&mut self, n: usize, cause: Cause, item: Option<Item>) {
        let Some(watch) = &self.station(n).watch else { return };
        if self.desk.notices.iter().any(|x| !x.over && x.station == n && x.cause == cause) {
            return;
        }
        let number = self.desk.notices.len() as u32;
        self.desk.notices.push(Notice { station: n, cause, over: false });
        let now = self.now();
        let mut at = now + if watch.alarm { ALARM_PERIOD } else { 0 };
        match item {
            Some(i) => self.trace.note(at, n, Happening::Alarmed, &i, &self.cuts, Some(cause)),
            None => self.trace.mark(at, Place::Node(n as u16), Happening::Alarmed, Some(cause)),
        }
        let reads = self.plant.run.people.told_s;
        at += self.dice.between(reads, Purpose::Told, self.station(n).entity, now as u64) * SECOND;
        self.agenda.plan(at, Event::Told { notice: number });
    }

    /// A person hears of it.
    pub(super) fn person_told(&mut self, notice: u32) {
        let Some(&Notice { station, cause, .. }) = self.desk.notices.get(notice as usize) else { return };
        let now = self.now();
        if let Some(watch) = &self.station(station).watch {
            self.trace.mark(now, Place::Node(watch.person as u16), Happening::Told, Some(cause));
        }
        self.book.heard.push(Heard { at: now, station, cause });
        self.after(self.plant.run.people.act_s * SECOND, Event::Act { notice });
    }

    /// News of the client's reaches a person. What is sent again in a replay rings nobody.
    pub(super) fn reach_person(&mut self, n: usize, item: &Item) {
        if item.condition.has(Condition::REPLAYED) {
            return;
        }
        if !item.condition.has(Condition::GROUPED) {
            self.trace.note(self.now(), n, Happening::Told, item, &self.cuts, None);
        }
        self.show(n, n, item);
    }

    /// A person has had the time to do something: what can be mended is mended, and once nothing
    /// stands in the way, what was put aside is taken up again.
    pub(super) fn person_acts(&mut self, notice: u32) {
        let Some(&Notice { station, cause, .. }) = self.desk.notices.get(notice as usize) else { return };
        self.mend(cause);
        if let Some(end) = self.stands_in_the_way() {
            return self.agenda.plan(end + 300 * SECOND, Event::Act { notice });
        }
        self.desk.notices[notice as usize].over = true;
        let acted = match &self.station(station).kind {
            Kind::Queue(_) => self.redrive(station),
            Kind::Workflow { .. } => self.take_up_runs(station),
            _ => false,
        };
        if acted {
            self.trace.mark(self.now(), Place::Node(station as u16), Happening::Acted, None);
        }
    }

    /// Somebody looks whether the file of a slot was taken; if not, the alarm for it goes off.
    pub(super) fn look_for_absence(&mut self, n: usize, stream: usize, number: u32) {
        let Some(slot) = self.arrivals[stream].files.get(number as usize).map(|e| e.slot) else { return };
        let taken = self.book.fetched.get(&(stream as u16, n)).is_some_and(|&at| at >= slot);
        if !taken {
            self.tell(n, Cause::NeverFetched, None);
        }
    }

    /// Returns the stations whose alarm goes off when nothing was fetched, each with the stations
    /// that fetch for it.
    pub(super) fn absence_watchers(&self) -> Vec<usize> {
        (0..self.plant.stations.len()).filter(|&n| self.station(n).watches_absence).collect()
    }

    /// Takes down that a station has fetched something, for itself and for the workflow it is a
    /// step of.
    pub(super) fn note_fetched(&mut self, n: usize, item: &Item) {
        let now = self.now();
        self.book.fetched.insert((item.stream, n), now);
        for &l in &self.plant.flow.nodes[n].into {
            let from = self.plant.flow.links[l].from;
            if matches!(self.station(from).kind, Kind::Workflow { .. } | Kind::Schedule(_)) {
                self.book.fetched.insert((item.stream, from), now);
            }
        }
    }
}
