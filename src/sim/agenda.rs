//! The clock of a run and what is due: events in the order of (time, sequence).
//!
//! Time is a whole number of microseconds since the run began. Two events of the same moment
//! happen in the order in which they were planned, on every machine.

use std::{cmp::Ordering, collections::BinaryHeap};

/// A moment or a length of time in microseconds.
pub type Time = i64;

/// A second.
pub const SECOND: Time = 1_000_000;
/// A millisecond.
pub const MILLI: Time = 1_000;
/// A day.
pub const DAY: Time = 86_400 * SECOND;

/// Something due.
#[derive(Clone, Copy, Debug)]
struct Due<E> {
    /// Time and sequence in one number, which is compared at once.
    key: u128,
    event: E,
}

impl<E> Due<E> {
    fn at(&self) -> Time {
        // Moments are never negative, so the upper half is the moment as it is.
        (self.key >> 64) as Time
    }
}

impl<E> PartialEq for Due<E> {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl<E> Eq for Due<E> {}

impl<E> Ord for Due<E> {
    /// The soonest is the greatest, because the heap hands out the greatest first.
    fn cmp(&self, other: &Self) -> Ordering {
        other.key.cmp(&self.key)
    }
}

impl<E> PartialOrd for Due<E> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// What is due, soonest first.
#[derive(Clone, Debug)]
pub struct Agenda<E> {
    now: Time,
    sequence: u64,
    heap: BinaryHeap<Due<E>>,
    /// The first in the heap was handed out; what is planned next takes its place, which is
    /// cheaper than taking it out and putting the other in.
    handed_out: bool,
}

impl<E: Copy> Agenda<E> {
    /// Makes an empty agenda at time zero.
    pub fn empty() -> Self {
        Self { now: 0, sequence: 0, heap: BinaryHeap::new(), handed_out: false }
    }

    /// Returns the time of the event handed out last.
    pub fn now(&self) -> Time {
        self.now
    }

    /// Returns how many events were handed out or wait.
    pub fn planned(&self) -> u64 {
        self.sequence
    }

    /// Plans an event. A moment that has passed becomes now, so that time never runs backwards.
    pub fn plan(&mut self, at: Time, event: E) {
        let at = at.max(self.now);
        let key = (u128::from(at as u64) << 64) | u128::from(self.sequence);
        self.sequence += 1;
        let due = Due { key, event };
        if self.handed_out
            && let Some(mut first) = self.heap.peek_mut()
        {
            (*first, self.handed_out) = (due, false);
            return;
        }
        self.heap.push(due);
    }

    /// Hands out the next event, if it is due by then.
    pub fn next(&mut self, until: Time) -> Option<E> {
        if self.handed_out {
            self.heap.pop();
            self.handed_out = false;
        }
        let due = *self.heap.peek().filter(|due| due.at() <= until)?;
        (self.now, self.handed_out) = (due.at(), true);
        Some(due.event)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_of_one_moment_come_in_the_order_of_planning() {
        let mut agenda = Agenda::empty();
        for (at, name) in [(5, 'c'), (3, 'a'), (5, 'd'), (3, 'b')] {
            agenda.plan(at, name);
        }
        let order: String = std::iter::from_fn(|| agenda.next(10)).collect();
        assert_eq!(order, "abcd");
    }

    #[test]
    fn the_order_is_that_of_time_and_planning_however_the_two_alternate() {
        let mut agenda = Agenda::empty();
        let mut waiting: Vec<(Time, u64)> = Vec::new();
        for round in 0..2_000u64 {
            for k in 0..=round % 3 {
                let at = agenda.now() + ((round * 7919 + k * 104_729) % 97) as Time;
                waiting.push((at, agenda.planned()));
                agenda.plan(at, agenda.planned());
            }
            for _ in 0..(round + 1) % 3 {
                waiting.sort_unstable();
                let expected = if waiting.is_empty() { None } else { Some(waiting.remove(0).1) };
                assert_eq!(agenda.next(Time::MAX), expected);
            }
        }
    }

    #[test]
    fn nothing_is_handed_out_before_it_is_due_and_time_never_runs_back() {
        let mut agenda = Agenda::empty();
        agenda.plan(7, 'x');
        assert_eq!(agenda.next(6), None);
        assert_eq!(agenda.next(7), Some('x'));
        agenda.plan(2, 'y');
        assert_eq!((agenda.next(7), agenda.now()), (Some('y'), 7));
    }
}
