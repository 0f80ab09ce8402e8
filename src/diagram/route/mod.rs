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
mod geometry;
mod lanes;
mod lattice;
mod memory;
mod places;
mod queue;
pub mod raster;
mod search;
#[cfg(test)]
pub(crate) mod tests;

use std::collections::BTreeMap;

pub use borders::{Borders, GapPlan, Outer, Slot};
pub use geometry::Geometry;

use crate::domain::{board::Board, id::LinkId};
use memory::{Found, Memory, Recall};

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
    /// What was routed.
    pub geometry: Geometry,
    memory: Memory,
}

/// Finds a way for every link whose both ends stand on the board.
pub fn route(board: &Board) -> Routes {
    lay_out(Geometry::of(board), &Memory::default())
}

/// Finds the ways afresh only if the board looks different from what was routed before, and of
/// those only the ones that can have changed.
///
/// Returns nothing if the routes still hold: a label, a setting or a note moves no line. What it
/// returns is what [`route`] would.
pub fn reroute(board: &Board, before: &Routes) -> Option<Routes> {
    let geometry = Geometry::of(board);
    (geometry != before.geometry).then(|| lay_out(geometry, &before.memory))
}

/// Takes no board, so nothing can bend a line that is not part of the geometry.
fn lay_out(geometry: Geometry, before: &Memory) -> Routes {
    let lattice = lattice::Lattice::of(&geometry);
    let order = geometry.in_order();
    let crowded = order.len() >= search::CROWDED;
    let mut search = search::Search::on(&lattice, crowded);
    let mut recall = Recall::of(before, &lattice, crowded);
    let mut found = Vec::new();
    for ends in order {
        found.push(one(&mut search, &mut recall, ends));
    }
    let mut sorted: Vec<&Found> = found.iter().collect();
    sorted.sort_by(|a, b| a.link.cmp(&b.link));
    let borders = Borders::of(&geometry);
    let common: Vec<_> = sorted.iter().map(|f| Borders::common(&geometry, f.ends)).collect();
    let paths: Vec<_> = sorted.into_iter().map(|f| (f.link.clone(), search.path(&f.places))).collect();
    let laid = lanes::lay(&lattice, &borders, &paths, &common);
    Routes { borders, geometry, memory: Memory { lattice: Some(lattice), crowded, found }, ..laid }
}

/// Finds the way of one link, or takes that of before where nothing near it is different.
fn one(search: &mut search::Search<'_>, recall: &mut Recall<'_>, ends: &geometry::Ends) -> Found {
    let cells = (ends.from, ends.to);
    let found = recall.again(&ends.link, cells).cloned().unwrap_or_else(|| {
        let (places, seen) = search.connect(ends.from, ends.to);
        recall.drawn(&places);
        Found { link: ends.link.clone(), ends: cells, places, seen }
    });
    search.remember(&found.places);
    found
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
