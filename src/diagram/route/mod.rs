//! Finds an orthogonal way for every link of a board, in units shared by all zooms and exporters.
//!
//! A node fills its cell. Between two columns (and before the first, after the last) lies a
//! vertical gap, between two rows a horizontal one. A route runs through gaps and along the centre
//! lines of empty cells, never through a node. Where several routes share a gap or a line, each
//! gets its own *lane*; the borders of zones lie in the same gaps and take slots among the lanes,
//! so that a frame and a line never coincide where there is room. What a slot measures in
//! characters or pixels is up to the consumer: [`raster`] does it for character cells,
//! `drawio` for pixels. This module knows neither.

mod borders;
mod lanes;
mod lattice;
mod queue;
pub mod raster;
mod search;
#[cfg(test)]
pub(crate) mod tests;

use std::collections::BTreeMap;

pub use borders::{Borders, GapPlan, Outer, Slot};

use crate::domain::{
    board::{Board, Link},
    grid::Cell,
    id::{LinkId, NodeId},
};

/// A side of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// The top.
    North,
    /// The right.
    East,
    /// The bottom.
    South,
    /// The left.
    West,
}

impl Side {
    /// All sides, clockwise from the top.
    pub const ALL: [Self; 4] = [Self::North, Self::East, Self::South, Self::West];

    /// Returns the side across.
    #[must_use]
    pub fn opposite(self) -> Self {
        match self {
            Self::North => Self::South,
            Self::East => Self::West,
            Self::South => Self::North,
            Self::West => Self::East,
        }
    }

    /// Says whether a line that leaves by this side runs along a row.
    pub fn is_horizontal(self) -> bool {
        matches!(self, Self::East | Self::West)
    }

    /// Returns the step this side points to, as (columns, rows).
    pub fn step(self) -> (i32, i32) {
        match self {
            Self::North => (0, -1),
            Self::East => (1, 0),
            Self::South => (0, 1),
            Self::West => (-1, 0),
        }
    }
}

/// A strip of the grid that lines run along.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Track {
    /// The column or row of cells with this number.
    Cell(i32),
    /// The gap before the column or row with this number.
    Gap(i32),
}

/// A position on one axis: a track, and the lane within it.
///
/// In a gap the slots `0..lanes` are shared by lines and zone borders (see [`GapPlan`]). On a
/// cell's track they are the ports of the nodes there; `lanes` then counts only the lines that lie
/// beside this one, so that a lone line is always in the middle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pos {
    /// The strip.
    pub track: Track,
    /// Which lane of it, `0..lanes`.
    pub lane: u8,
    /// How many lanes there are, at least 1.
    pub lanes: u8,
}

impl Pos {
    /// The middle of a column or row of cells.
    pub fn middle_of(cell: i32) -> Self {
        Self { track: Track::Cell(cell), lane: 0, lanes: 1 }
    }
}

/// A corner or an end of a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TrackPoint {
    /// Where on the horizontal axis.
    pub x: Pos,
    /// Where on the vertical axis.
    pub y: Pos,
}

/// Where a label reads best: on the straight, horizontal stretch between two points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LabelSpot {
    /// The stretch runs from `points[segment]` to `points[segment + 1]`.
    pub segment: usize,
}

/// The way of one link.
///
/// The first and last points lie on the cells of its nodes: across the side they carry the port's
/// lane, along it the cell itself, so the line starts at that cell's edge on `leaves` and ends at
/// the edge on `enters`. Neighbouring points share exactly one axis position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// The ends and all corners, in the direction of the arrow; at least two.
    pub points: Vec<TrackPoint>,
    /// The side of the first node where the line starts.
    pub leaves: Side,
    /// The side of the last node where the arrow ends.
    pub enters: Side,
    /// Where a label reads best, if any stretch is horizontal.
    pub label: Option<LabelSpot>,
}

/// The ways of all links of a board whose both ends exist.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Routes {
    /// The routes by link.
    pub links: BTreeMap<LinkId, Route>,
    /// What shares each vertical gap, by the column it lies before.
    pub columns: BTreeMap<i32, GapPlan>,
    /// What shares each horizontal gap, by the row it lies before.
    pub rows: BTreeMap<i32, GapPlan>,
    /// Where the borders of zones lie among the slots.
    pub borders: Borders,
}

/// Finds a way for every link whose both ends stand on the board.
pub fn route(board: &Board) -> Routes {
    let ends = ordered_ends(board);
    let lattice = lattice::Lattice::of(board);
    let mut search = search::Search::on(&lattice);
    let mut paths: Vec<_> = ends.iter().map(|e| (e.link.id.clone(), search.connect(e.from, e.to))).collect();
    paths.sort_by(|a, b| a.0.cmp(&b.0));
    let borders = Borders::of(board);
    let common: Vec<_> = paths.iter().map(|(id, _)| Borders::common(board, &board.links[id])).collect();
    let laid = lanes::lay(&lattice, &borders, &paths, &common);
    Routes { borders, ..laid }
}

struct Ends<'a> {
    link: &'a Link,
    from: Cell,
    to: Cell,
}

/// Short links first: they have the least choice; loops last: any free corner will do. Ids settle
/// ties.
fn ordered_ends(board: &Board) -> Vec<Ends<'_>> {
    let at = |id: &NodeId| board.nodes.get(id).map(|n| n.at);
    let mut ends: Vec<Ends<'_>> =
        board.links.values().filter_map(|link| Some(Ends { link, from: at(&link.from)?, to: at(&link.to)? })).collect();
    let far = |e: &Ends<'_>| (e.from.col - e.to.col).abs() + (e.from.row - e.to.row).abs();
    ends.sort_by(|a, b| (a.from == a.to, far(a), &a.link.id).cmp(&(b.from == b.to, far(b), &b.link.id)));
    ends
}

/// Spreads `lanes` lanes over `room` places and returns the place of one, counted from 0.
///
/// Lanes keep their order. Where they outnumber the places, neighbours share one; none ever leaves
/// the room.
///
/// ```
/// use archlab::diagram::route::spread;
/// assert_eq!([1, 4], [spread(0, 2, 6), spread(1, 2, 6)]);
/// assert_eq!([0, 0, 1], [spread(0, 3, 2), spread(1, 3, 2), spread(2, 3, 2)]);
/// ```
pub fn spread(lane: u8, lanes: u8, room: i32) -> i32 {
    let (room, lanes) = (room.max(1), i32::from(lanes.max(1)));
    let lane = i32::from(lane).min(lanes - 1);
    ((2 * lane + 1) * room - 1) / (2 * lanes)
}
