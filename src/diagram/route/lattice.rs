//! The net of tracks a search walks on: gaps at even positions, cells at odd ones.
//!
//! Stretches of empty columns or rows are folded into one, so that two nodes far apart cost no
//! more to connect than two near ones. The net knows where nodes stand, not what they are.

use std::collections::{BTreeMap, BTreeSet};

use super::{Side, Track, geometry::Geometry};
use crate::domain::grid::Cell;

/// What a step from one track to the next costs.
const STEP: u32 = 4;

/// The tracks of one axis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Axis {
    cells: Vec<i32>,
    index: BTreeMap<i32, usize>,
    /// Distance of each track from the first.
    distance: Vec<u32>,
}

impl Axis {
    fn of(occupied: &BTreeSet<i32>) -> Self {
        let mut cells = Vec::new();
        for &c in occupied {
            if cells.last().is_some_and(|&last| c > last + 1) {
                let empty = cells[cells.len() - 1] + 1;
                cells.push(empty);
            }
            cells.push(c);
        }
        let index = cells.iter().enumerate().map(|(i, &c)| (c, 2 * i + 1)).collect();
        let mut distance = vec![0];
        for (i, c) in cells.iter().enumerate() {
            let skipped = if i == 0 { 0 } else { (c - cells[i - 1] - 1).unsigned_abs() };
            let before = distance[2 * i] + 2 * STEP * skipped;
            distance[2 * i] = before;
            distance.extend([before + STEP, before + 2 * STEP]);
        }
        Self { cells, index, distance }
    }

    pub(super) fn len(&self) -> usize {
        self.distance.len()
    }

    pub(super) fn between(&self, a: usize, b: usize) -> u32 {
        self.distance[a].abs_diff(self.distance[b])
    }

    pub(super) fn position(&self, cell: i32) -> usize {
        self.index.get(&cell).copied().unwrap_or(0)
    }

    pub(super) fn track(&self, position: usize) -> Track {
        let i = position / 2;
        if position % 2 == 1 {
            return Track::Cell(self.cells[i]);
        }
        Track::Gap(self.cells.get(i).copied().or_else(|| self.cells.last().map(|c| c + 1)).unwrap_or(0))
    }
}

/// The net of both axes, with a rim of walls round it, so that every place has four neighbours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Lattice {
    pub(super) x: Axis,
    pub(super) y: Axis,
    /// True where a node stands and on the rim, by [`Lattice::at`].
    pub(super) wall: Vec<bool>,
    /// True where the title of a zone of a single column stands: a line from above would cut it.
    pub(super) title: Vec<bool>,
    /// The positions of a place on both axes; those of the rim lie outside.
    spots: Vec<(u32, u32)>,
    /// How far the neighbours of a place are from it, by the order of [`Side::ALL`].
    steps: [isize; 4],
}

impl Lattice {
    pub(super) fn of(geometry: &Geometry) -> Self {
        let x = Axis::of(&geometry.nodes.iter().map(|n| n.col).collect());
        let y = Axis::of(&geometry.nodes.iter().map(|n| n.row).collect());
        let (stride, rows) = (x.len() + 2, y.len() + 2);
        let mut it = Self {
            x,
            y,
            wall: vec![true; stride * rows],
            title: vec![false; stride * rows],
            spots: Vec::new(),
            steps: [0; 4],
        };
        it.steps = Side::ALL.map(Side::step).map(|(dx, dy)| dx as isize + dy as isize * stride as isize);
        // The rim wraps round to positions no axis has.
        let around = |i: usize| (i as u32).wrapping_sub(1);
        it.spots = (0..stride * rows).map(|at| (around(at % stride), around(at / stride))).collect();
        it.furnish(geometry);
        it
    }

    fn furnish(&mut self, geometry: &Geometry) {
        for at in self.places() {
            self.wall[at] = false;
        }
        for node in &geometry.nodes {
            let at = self.place(*node);
            self.wall[at] = true;
        }
        for zone in geometry.zones.iter().filter(|z| z.area.cols == 1) {
            let (x, y) = (self.x.position(zone.area.at.col), self.y.position(zone.area.at.row));
            if x > 0 && y > 0 {
                let above = self.at(x, y - 1);
                self.title[above] = true;
            }
        }
    }

    /// Says whether both have the same places at the same distances, whatever stands there.
    pub(super) fn same_tracks(&self, other: &Self) -> bool {
        self.x == other.x && self.y == other.y
    }

    /// How far a place is from the one below it.
    pub(super) fn stride(&self) -> usize {
        self.x.len() + 2
    }

    pub(super) fn at(&self, x: usize, y: usize) -> usize {
        (y + 1) * self.stride() + x + 1
    }

    /// Returns all places but those of the rim.
    pub(super) fn places(&self) -> impl Iterator<Item = usize> + use<> {
        let (stride, width, height) = (self.stride(), self.x.len(), self.y.len());
        (1..=height).flat_map(move |row| (1..=width).map(move |column| row * stride + column))
    }

    pub(super) fn place(&self, cell: Cell) -> usize {
        self.at(self.x.position(cell.col), self.y.position(cell.row))
    }

    /// Returns the neighbour of a place that is not on the rim.
    pub(super) fn beside(&self, at: usize, side: Side) -> usize {
        at.wrapping_add_signed(self.steps[side as usize])
    }

    pub(super) fn split(&self, at: usize) -> (usize, usize) {
        let (x, y) = self.spots[at];
        (x as usize, y as usize)
    }
}
