//! A queue for costs that rise: what is cheapest comes first, of equals what came first.
//!
//! Costs near the present one lie in a ring with one row per cost, so putting in and taking out
//! need no comparing; the few that lie further ahead wait in a heap. The order is that of a heap
//! over (cost, turn of arrival). It does not know what it holds: a number, and what was paid.

use std::{cmp::Reverse, collections::BinaryHeap};

/// How many costs ahead the ring reaches.
const RING: u32 = 256;

/// Something in the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Entry {
    /// What it is.
    pub(super) state: u32,
    /// What was paid for it, without what lies ahead.
    pub(super) paid: u32,
}

#[derive(Debug)]
pub(super) struct Queue {
    ring: Vec<Vec<Entry>>,
    far: BinaryHeap<Reverse<(u32, u32, Entry)>>,
    now: u32,
    /// How much of the present row was taken out.
    read: usize,
    /// How many wait in the ring.
    near: usize,
    arrivals: u32,
}

impl Queue {
    pub(super) fn new() -> Self {
        let ring = (0..RING).map(|_| Vec::new()).collect();
        Self { ring, far: BinaryHeap::new(), now: 0, read: 0, near: 0, arrivals: 0 }
    }

    pub(super) fn clear(&mut self) {
        if self.near > 0 {
            self.ring.iter_mut().for_each(Vec::clear);
        }
        self.row().clear();
        self.far.clear();
        (self.now, self.read, self.near, self.arrivals) = (0, 0, 0, 0);
    }

    /// Puts something in. A cost below the last one taken out counts as that one.
    pub(super) fn push(&mut self, cost: u32, entry: Entry) {
        let cost = cost.max(self.now);
        if cost - self.now < RING {
            self.ring[(cost % RING) as usize].push(entry);
            self.near += 1;
        } else {
            self.arrivals += 1;
            self.far.push(Reverse((cost, self.arrivals, entry)));
        }
    }

    pub(super) fn pop(&mut self) -> Option<Entry> {
        loop {
            if self.near == 0 {
                let Reverse((cost, ..)) = *self.far.peek()?;
                self.go_to(cost);
            }
            // What waited afar for this cost was put in before the ring reached so far.
            if self.far.peek().is_some_and(|Reverse((cost, ..))| *cost == self.now) {
                return self.far.pop().map(|Reverse((.., entry))| entry);
            }
            let read = self.read;
            if let Some(&entry) = self.row().get(read) {
                self.read += 1;
                self.near -= 1;
                return Some(entry);
            }
            self.go_to(self.now + 1);
        }
    }

    /// Returns the cost of what was taken out last.
    pub(super) fn now(&self) -> u32 {
        self.now
    }

    fn go_to(&mut self, cost: u32) {
        if cost != self.now {
            self.row().clear();
            (self.now, self.read) = (cost, 0);
        }
    }

    fn row(&mut self) -> &mut Vec<Entry> {
        &mut self.ring[(self.now % RING) as usize]
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_order_is_that_of_a_heap(
            steps in prop::collection::vec((0..4u32, prop_oneof![0..40u32, 200..300u32, 0..5000u32]), 0..300),
        ) {
            let (mut queue, mut heap, mut now) = (Queue::new(), BinaryHeap::new(), 0);
            for round in 0..2 {
                for (i, &(kind, ahead)) in (0u32..).zip(&steps) {
                    if kind > 0 {
                        queue.push(now + ahead, Entry { state: i, paid: round });
                        heap.push(Reverse((now + ahead, i)));
                        continue;
                    }
                    let expected = heap.pop().map(|Reverse((cost, state))| { now = cost; state });
                    prop_assert_eq!(expected, queue.pop().map(|e| e.state));
                }
                // What is left over is forgotten.
                queue.clear();
                heap.clear();
                now = 0;
            }
            prop_assert_eq!(None, queue.pop());
        }
    }

    #[test]
    fn what_waited_afar_comes_before_what_came_later() {
        let mut queue = Queue::new();
        let entry = |state| Entry { state, paid: 0 };
        queue.push(RING + 10, entry(1));
        queue.push(20, entry(2));
        assert_eq!(Some(entry(2)), queue.pop());
        queue.push(RING + 10, entry(3));
        assert_eq!([Some(entry(1)), Some(entry(3)), None], [queue.pop(), queue.pop(), queue.pop()]);
    }
}
