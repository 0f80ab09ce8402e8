//! Buses and notifiers: each parcel goes to everyone it is for, and is tried again where it was
//! refused until its time is over; then it goes where failed things go.
//!
//! Also callers who wait at a gateway for an answer and try again themselves.

use super::{
    agenda::{SECOND, Time},
    cause::Cause,
    item::Parcel,
    plant::{Kind, Port},
    world::{Event, World},
};
use crate::domain::workload::Arrival;

/// A parcel that was refused and is tried again.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Held {
    /// Who has it.
    pub station: usize,
    /// Which of its ports it is for.
    pub port: usize,
    /// What.
    pub parcel: Parcel,
    /// Since when.
    since: Time,
    /// Tries so far.
    tries: u8,
    /// When it is given up.
    until: Time,
}

/// How long a notifier goes on trying (source key `sns_retry`).
const NOTIFIER_KEEPS: Time = 23 * 86_400 * SECOND;

/// The longest pause between two tries.
const LONGEST_PAUSE: Time = 3600 * SECOND;

impl World<'_> {
    /// Hands a parcel to every port that carries it.
    pub(super) fn relay(&mut self, n: usize, parcel: Parcel) {
        let now = self.now();
        let keeps = match self.station(n).kind {
            Kind::Bus { keeps } => keeps,
            _ => NOTIFIER_KEEPS,
        };
        let mut any = false;
        for (port, way) in self.station(n).out.iter().enumerate() {
            if self.admits(way, &parcel.item) {
                any = true;
                self.hand_over(Held { station: n, port, parcel, since: now, tries: 0, until: now + keeps });
            }
        }
        if !any {
            self.lose(n, &parcel.item, Cause::NoWay);
        }
    }

    fn hand_over(&mut self, held: Held) {
        let Some(port) = self.station(held.station).out.get(held.port) else { return };
        let refused = if self.is_down(held.station) {
            Some(Cause::Down)
        } else {
            self.refusal_of(port, &held.parcel.item, held.parcel.held_at.is_some())
        };
        match refused {
            None => self.send(held.station, port, held.parcel),
            Some(cause) => self.hold(held, cause),
        }
    }

    /// Keeps what was refused, unless it is hopeless or its time is over.
    fn hold(&mut self, mut held: Held, cause: Cause) {
        let pause = (SECOND << held.tries.min(12)).min(LONGEST_PAUSE);
        let hopeless = matches!(cause, Cause::WrongFormat | Cause::TooLarge);
        if hopeless || self.now() + pause > held.until {
            return self.set_aside(held.station, held.parcel, cause);
        }
        held.tries = held.tries.saturating_add(1);
        let place = self.held.put(held);
        self.after(pause, Event::HandOver { held: place });
    }

    /// Tries again.
    pub(super) fn hand_over_again(&mut self, place: u32) {
        if let Some(held) = self.held.take(place) {
            self.hand_over(held);
        }
    }

    fn set_aside(&mut self, n: usize, parcel: Parcel, cause: Cause) {
        let queue = |p: &&Port| matches!(self.station(p.to).kind, Kind::Queue(_));
        match self.station(n).failure.iter().find(queue) {
            Some(port) => self.park(n, port, parcel, cause),
            None => {
                self.tell(n, cause, Some(parcel.item));
                self.lose(n, &parcel.item, cause);
            }
        }
    }

    /// Whoever called hears that it went wrong, or has heard nothing for too long: it tries again
    /// if it keeps what it sends, else it is gone. `done` says that the work was done all the same.
    pub(super) fn caller_hears(&mut self, n: usize, caller: usize, parcel: Parcel, (cause, done): (Cause, bool)) {
        let now = self.now();
        let until = parcel.item.born_last + self.caller_keeps(&parcel) * SECOND;
        let port = self.station(caller).out.iter().position(|p| p.to == n);
        if let (Some(port), true) = (port, now + SECOND < until) {
            let mut again = Held { station: caller, port, parcel, since: now, tries: 0, until };
            again.parcel.item.hops = 0;
            return self.hold(again, cause);
        }
        if !done {
            self.lose(n, &parcel.item, cause);
        }
    }

    fn caller_keeps(&self, parcel: &Parcel) -> Time {
        match &self.plant.streams[usize::from(parcel.item.stream)].plan.arrives {
            Arrival::Stream(s) => s.spool_s,
            Arrival::Files(_) => 0,
        }
    }
}
