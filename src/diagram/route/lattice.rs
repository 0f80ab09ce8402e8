//! The net of tracks a search walks on: gaps at even positions, cells at odd ones.
//!
//! Stretches of empty columns or rows are folded into one, so that two nodes far apart cost no
//! more to connect than two near ones. The net knows where nodes stand, not what they are.

use std::collections::{BTreeMap, BTreeSet};

use super::Track;
use crate::domain::{board::Board, grid::Cell};

/// What a step from one track to the next costs.
const STEP: u32 = 4;

/// The tracks of one axis.
#[derive(Debug)]
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

/// The net of both axes.
#[derive(Debug)]
pub(super) struct Lattice {
    pub(super) x: Axis,
    pub(super) y: Axis,
    /// True where a node stands, by [`Lattice::at`].
    pub(super) wall: Vec<bool>,
    /// True where the title of a zone of a single column stands: a line from above would cut it.
    pub(super) title: Vec<bool>,
}

impl Lattice {
    pub(super) fn of(board: &Board) -> Self {
        let x = Axis::of(&board.nodes.values().map(|n| n.at.col).collect());
        let y = Axis::of(&board.nodes.values().map(|n| n.at.row).collect());
        let wall = vec![false; x.len() * y.len()];
        let title = vec![false; x.len() * y.len()];
        let mut it = Self { x, y, wall, title };
        for node in board.nodes.values() {
            let at = it.place(node.at);
            it.wall[at] = true;
        }
        for zone in board.zones.values().filter(|z| z.area.cols == 1) {
            let (x, y) = (it.x.position(zone.area.at.col), it.y.position(zone.area.at.row));
            if x > 0 && y > 0 {
                let above = it.at(x, y - 1);
                it.title[above] = true;
            }
        }
        it
    }

    pub(super) fn at(&self, x: usize, y: usize) -> usize {
        y * self.x.len() + x
    }

    pub(super) fn place(&self, cell: Cell) -> usize {
        self.at(self.x.position(cell.col), self.y.position(cell.row))
    }

    pub(super) fn split(&self, at: usize) -> (usize, usize) {
        (at % self.x.len(), at / self.x.len())
    }
}
