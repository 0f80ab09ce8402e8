//! Turns routes into character cells, for any zoom.
//!
//! Given how many characters a node and a gap measure, this says which cell each link touches and
//! with which directions, where its arrowhead and label go, and where the frames of zones run.
//! Choosing glyphs and colours is left to the widget. No cell of a route, label, frame or title
//! ever lies on a node.

mod labels;
#[cfg(test)]
mod tests;
mod zones;

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

pub use labels::Label;
pub use zones::{Frame, Title};

use super::{Pos, Route, Routes, Side, Track, spread};
use crate::domain::{board::Board, grid::Cell, id::LinkId};

/// What nodes and gaps measure, in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Metrics {
    /// Width of a node.
    pub node_w: i32,
    /// Height of a node.
    pub node_h: i32,
    /// From the left edge of one column to that of the next.
    pub pitch_x: i32,
    /// From the top edge of one row to that of the next.
    pub pitch_y: i32,
    /// The x of column 0; at least the width of a gap, so that the first gap is on the picture.
    pub margin_x: i32,
    /// The y of row 0; at least the height of a gap.
    pub margin_y: i32,
}

impl Metrics {
    /// The zoom that shows glyph, label, job and badges.
    pub const FULL: Self = Self::with(14, 4, 20, 6);
    /// The zoom that shows glyph and label.
    pub const COMPACT: Self = Self::with(11, 1, 14, 3);
    /// The zoom that shows the glyph.
    pub const MAP: Self = Self::with(3, 1, 6, 2);

    /// Makes metrics whose margins are one gap wide.
    pub const fn with(node_w: i32, node_h: i32, pitch_x: i32, pitch_y: i32) -> Self {
        Self { node_w, node_h, pitch_x, pitch_y, margin_x: pitch_x - node_w, margin_y: pitch_y - node_h }
    }

    /// Returns the rectangle of the node on a cell.
    pub fn node(&self, cell: Cell) -> Rect {
        Rect { x: self.node_x(cell.col), y: self.node_y(cell.row), w: self.node_w, h: self.node_h }
    }

    /// Returns the cell under a character, whether the character is on its node or in the gap to
    /// the left of or above it.
    pub fn cell_at(&self, x: i32, y: i32) -> Cell {
        let gap = (self.pitch_x - self.node_w, self.pitch_y - self.node_h);
        let col = (x - self.margin_x + gap.0).div_euclid(self.pitch_x.max(1));
        let row = (y - self.margin_y + gap.1).div_euclid(self.pitch_y.max(1));
        Cell::new(col, row)
    }

    /// Returns the x of a position on the horizontal axis.
    pub fn x(&self, pos: Pos) -> i32 {
        match pos.track {
            Track::Cell(c) => self.node_x(c) + port(pos, self.node_w),
            Track::Gap(c) => self.node_x(c) - (self.pitch_x - self.node_w) + in_gap(pos, self.pitch_x - self.node_w),
        }
    }

    /// Returns the y of a position on the vertical axis.
    pub fn y(&self, pos: Pos) -> i32 {
        match pos.track {
            Track::Cell(r) => self.node_y(r) + port(pos, self.node_h),
            Track::Gap(r) => self.node_y(r) - (self.pitch_y - self.node_h) + in_gap(pos, self.pitch_y - self.node_h),
        }
    }

    fn node_x(&self, col: i32) -> i32 {
        self.margin_x + col * self.pitch_x
    }

    fn node_y(&self, row: i32) -> i32 {
        self.margin_y + row * self.pitch_y
    }
}

/// Ports keep off the corners of a node that has a border.
fn port(pos: Pos, size: i32) -> i32 {
    if size > 2 { 1 + spread(pos.lane, pos.lanes, size - 2) } else { spread(pos.lane, pos.lanes, size) }
}

/// Lanes leave the outermost characters to arrowheads while there are enough others.
fn in_gap(pos: Pos, gap: i32) -> i32 {
    let (first, room) = match gap {
        4.. => (1, gap - 2),
        // One lane runs in the middle, so that an arrowhead on either side has a character to itself.
        3 if pos.lanes == 1 => (1, 1),
        2..=3 => (0, gap - 1),
        _ => (0, gap),
    };
    if i32::from(pos.lanes) <= room {
        first + spread(pos.lane, pos.lanes, room)
    } else {
        spread(pos.lane, pos.lanes, gap)
    }
}

/// A rectangle of characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rect {
    /// Left edge.
    pub x: i32,
    /// Top edge.
    pub y: i32,
    /// Width.
    pub w: i32,
    /// Height.
    pub h: i32,
}

impl Rect {
    /// Says whether a character lies inside.
    pub fn contains(&self, x: i32, y: i32) -> bool {
        (self.x..self.x + self.w).contains(&x) && (self.y..self.y + self.h).contains(&y)
    }

    /// Returns the last column and row inside.
    pub fn last(&self) -> (i32, i32) {
        (self.x + self.w - 1, self.y + self.h - 1)
    }
}

/// The directions in which a line leaves a character cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mask(pub u8);

impl Mask {
    /// Returns the mask of one direction.
    pub fn of(side: Side) -> Self {
        Self(1 << side as u8)
    }

    /// Says whether the line leaves towards that side.
    pub fn has(self, side: Side) -> bool {
        self.0 & Self::of(side).0 != 0
    }

    /// Returns both together.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Says whether the line passes here along a row and only along it.
    pub fn is_level(self) -> bool {
        !self.has(Side::North) && !self.has(Side::South)
    }
}

/// One character cell of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// Column of characters.
    pub x: i32,
    /// Row of characters.
    pub y: i32,
    /// Where the line goes from here; at the ends also towards the node.
    pub mask: Mask,
}

/// One link as character cells, in the direction of its arrow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trace {
    /// The cells from beside the first node to beside the last; at least one.
    pub steps: Vec<Step>,
    /// Where the arrowhead points; it belongs on the last of the steps.
    pub head: Side,
    /// The label, if it fits anywhere.
    pub label: Option<Label>,
}

impl Trace {
    /// Returns the cell of the arrowhead.
    pub fn head_at(&self) -> (i32, i32) {
        self.steps.last().map_or((0, 0), |s| (s.x, s.y))
    }
}

/// A link to draw, with the text beside it.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// Which link.
    pub link: &'a LinkId,
    /// Its text; empty for none.
    pub label: &'a str,
}

/// Everything that lies between the nodes, in characters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picture {
    /// The wanted links that have a route.
    pub links: BTreeMap<LinkId, Trace>,
    /// The frames of the zones, outermost first.
    pub zones: Vec<Frame>,
}

/// Draws the wanted links and all zones of a board.
pub fn draw(board: &Board, routes: &Routes, metrics: &Metrics, wanted: &[Wanted<'_>]) -> Picture {
    let traces = wanted.iter().filter_map(|w| Some((w.link.clone(), trace(routes.links.get(w.link)?, metrics)?)));
    let mut links: BTreeMap<LinkId, Trace> = traces.collect();
    let mut ground = Ground::of(board, metrics, &links);
    let mut frames = zones::frames(board, routes, metrics);
    ground.frames = frames.iter().flat_map(Frame::cells).collect();
    for w in wanted.iter().filter(|w| !w.label.is_empty()) {
        if let Some(trace) = links.get_mut(w.link) {
            trace.label = labels::place(&ground, w.label, &trace.steps);
            ground.write(trace.label.as_ref());
        }
    }
    zones::title(&mut frames, board, &mut ground);
    Picture { links, zones: frames }
}

/// What already lies where. Only looked up, never walked, so its order cannot show.
struct Ground<'a> {
    metrics: &'a Metrics,
    nodes: BTreeSet<Cell>,
    lines: HashMap<(i32, i32), Lines>,
    frames: HashSet<(i32, i32)>,
    texts: HashSet<(i32, i32)>,
}

/// The lines on one character cell.
#[derive(Clone, Copy, Default)]
struct Lines {
    mask: Mask,
    count: u32,
}

impl<'a> Ground<'a> {
    fn of(board: &Board, metrics: &'a Metrics, links: &BTreeMap<LinkId, Trace>) -> Self {
        let nodes = board.nodes.values().map(|n| n.at).collect();
        let mut ink: HashMap<(i32, i32), Lines> = HashMap::default();
        for step in links.values().flat_map(|t| &t.steps) {
            let at = ink.entry((step.x, step.y)).or_default();
            *at = Lines { mask: at.mask.with(step.mask), count: at.count + 1 };
        }
        Self { metrics, nodes, lines: ink, frames: HashSet::default(), texts: HashSet::default() }
    }

    fn is_node(&self, x: i32, y: i32) -> bool {
        let cell = self.metrics.cell_at(x, y);
        self.nodes.contains(&cell) && self.metrics.node(cell).contains(x, y)
    }

    /// Says whether nothing at all lies on a character cell.
    fn is_bare(&self, x: i32, y: i32) -> bool {
        let at = (x, y);
        x >= 0
            && y >= 0
            && !self.lines.contains_key(&at)
            && !self.frames.contains(&at)
            && !self.texts.contains(&at)
            && !self.is_node(x, y)
    }

    fn write(&mut self, label: Option<&Label>) {
        if let Some(l) = label {
            self.texts.extend((l.x..l.x + labels::width(&l.text)).map(|x| (x, l.y)));
        }
    }
}

fn trace(route: &Route, metrics: &Metrics) -> Option<Trace> {
    let (first, last) = (route.points.first()?, route.points.last()?);
    let mut corners: Vec<(i32, i32)> = route.points.iter().map(|p| (metrics.x(p.x), metrics.y(p.y))).collect();
    *corners.first_mut()? = beside(first, route.leaves, metrics);
    *corners.last_mut()? = beside(last, route.enters, metrics);
    let mut steps = vec![Step { x: corners[0].0, y: corners[0].1, mask: Mask::of(route.leaves.opposite()) }];
    for pair in corners.windows(2) {
        walk(&mut steps, pair[1]);
    }
    let head = route.enters.opposite();
    if let Some(step) = steps.last_mut() {
        step.mask = step.mask.with(Mask::of(head));
    }
    Some(Trace { steps, head, label: None })
}

/// The character cell just outside a node's side.
fn beside(point: &super::TrackPoint, side: Side, m: &Metrics) -> (i32, i32) {
    let (x, y) = (m.x(point.x), m.y(point.y));
    match (side, point.x.track, point.y.track) {
        (Side::East, Track::Cell(c), _) => (m.node_x(c) + m.node_w, y),
        (Side::West, Track::Cell(c), _) => (m.node_x(c) - 1, y),
        (Side::North, _, Track::Cell(r)) => (x, m.node_y(r) - 1),
        (Side::South, _, Track::Cell(r)) => (x, m.node_y(r) + m.node_h),
        _ => (x, y),
    }
}

/// Walks straight to a corner, marking where the line leaves each cell it passes.
fn walk(steps: &mut Vec<Step>, (to_x, to_y): (i32, i32)) {
    while let Some(here) = steps.last_mut().filter(|s| (s.x, s.y) != (to_x, to_y)) {
        let side = match (to_x.cmp(&here.x), to_y.cmp(&here.y)) {
            (std::cmp::Ordering::Greater, _) => Side::East,
            (std::cmp::Ordering::Less, _) => Side::West,
            (_, std::cmp::Ordering::Less) => Side::North,
            _ => Side::South,
        };
        here.mask = here.mask.with(Mask::of(side));
        let (dx, dy) = side.step();
        let next = Step { x: here.x + dx, y: here.y + dy, mask: Mask::of(side.opposite()) };
        steps.push(next);
    }
}
