//! What was found before, so that a small change need not search every way afresh.
//!
//! A search is settled by what it reads: its two ends, the lattice, whether the board is crowded,
//! and the lines already drawn around the places it took further. Where none of that differs from
//! the time before, it would find the same way again, so that way is taken over. The result is
//! always that of searching every way; nothing here bends a line.

use std::collections::{BTreeMap, BTreeSet};

use super::{Side, lattice::Lattice, places::Places};
use crate::domain::{grid::Cell, id::LinkId};

/// A way found, and what the search for it looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) link: LinkId,
    pub(super) ends: (Cell, Cell),
    /// Every place of the way, from end to end.
    pub(super) places: Vec<usize>,
    /// The places whose surroundings had a say.
    pub(super) seen: Places,
}

/// All ways of a board in the order they were searched.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Memory {
    pub(super) lattice: Option<Lattice>,
    /// Whether the ways were found in the way of crowded boards.
    pub(super) crowded: bool,
    pub(super) found: Vec<Found>,
}

/// Goes through the ways of before in step with the new searches and knows where the lines drawn
/// so far differ.
pub(super) struct Recall<'a> {
    found: &'a [Found],
    at: BTreeMap<&'a LinkId, usize>,
    /// How many ways of before lie behind.
    past: usize,
    /// How many more lines now run from a place to its right and to its lower neighbour.
    more: Vec<[i32; 2]>,
    /// By place: how many of its four sides have more or fewer lines, and one more if it is changed itself.
    changes: Vec<u8>,
    /// Where there is any change.
    dirty: Places,
    stride: usize,
}

impl<'a> Recall<'a> {
    /// Starts over a memory; one of another lattice is of no use.
    pub(super) fn of(memory: &'a Memory, now: &Lattice, crowded: bool) -> Self {
        let before = memory.lattice.as_ref().filter(|before| memory.crowded == crowded && before.same_tracks(now));
        let found: &[Found] = before.map_or(&[], |_| &memory.found);
        let places = now.wall.len();
        let mut it = Self {
            found,
            at: found.iter().enumerate().map(|(i, f)| (&f.link, i)).collect(),
            past: 0,
            more: vec![[0; 2]; places],
            changes: vec![0; places],
            dirty: Places::none(places),
            stride: now.stride(),
        };
        for at in before.into_iter().flat_map(|before| changed(before, now)) {
            it.changes[at] += 1;
            it.dirty.add(at);
        }
        it
    }

    /// Returns the way of before if a search now would find it again.
    pub(super) fn again(&mut self, link: &LinkId, ends: (Cell, Cell)) -> Option<&'a Found> {
        let i = self.at.get(link).copied().filter(|&i| i >= self.past && self.found[i].ends == ends)?;
        let found = self.found;
        for passed in &found[self.past..i] {
            self.count(&passed.places, -1);
        }
        self.past = i;
        if found[i].seen.meets(&self.dirty) {
            return None;
        }
        // It is drawn now and was drawn then: no difference.
        self.past = i + 1;
        Some(&found[i])
    }

    /// Takes note of a way that was searched.
    pub(super) fn drawn(&mut self, places: &[usize]) {
        if !self.found.is_empty() {
            self.count(places, 1);
        }
    }

    fn count(&mut self, places: &[usize], by: i32) {
        for pair in places.windows(2) {
            let (first, last) = (pair[0].min(pair[1]), pair[0].max(pair[1]));
            let more = &mut self.more[first][usize::from(last - first == self.stride)];
            let before = *more;
            *more += by;
            let after = *more;
            for at in [first, last] {
                self.change(at, before != 0, after != 0);
            }
        }
    }

    fn change(&mut self, at: usize, before: bool, after: bool) {
        match (before, after) {
            (false, true) => self.changes[at] += 1,
            (true, false) => self.changes[at] -= 1,
            _ => {}
        }
        if self.changes[at] > 0 {
            self.dirty.add(at);
        } else {
            self.dirty.take(at);
        }
    }
}

/// The places where a step costs another price, because a node or a title came or went there or
/// right beside.
fn changed(before: &Lattice, now: &Lattice) -> BTreeSet<usize> {
    let differs = |&at: &usize| before.wall[at] != now.wall[at] || before.title[at] != now.title[at];
    let spots = now.places().filter(differs);
    spots.flat_map(|at| Side::ALL.map(|side| now.beside(at, side)).into_iter().chain([at])).collect()
}
