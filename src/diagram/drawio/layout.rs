//! Pixels: what columns, rows and gaps measure, and where lanes, borders, icons and captions lie.
//!
//! Gaps grow with what runs through them, so lines keep their distance and frames do not touch.
//! The student's grid is kept: an empty column is as wide as a full one.

use std::collections::BTreeMap;

use super::text;
use crate::{
    diagram::route::{GapPlan, Pos, Routes, Side, Slot, Track, spread},
    domain::{
        board::{Board, Node, Zone},
        component::{Catalogue, IconShape},
        id::NodeId,
        text::clean_line,
    },
};

/// The square an icon stands in.
pub(super) const ICON: i32 = 48;
/// The width of a column: a caption and a little air.
const COLUMN: i32 = 108;
const FONT: i32 = 12;
const SMALL: i32 = 11;
const LINE: i32 = 15;
/// Where everything drawn begins; the title lies above.
pub(super) const LEFT: i32 = 40;
pub(super) const TOP: i32 = 90;

/// A rectangle in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Box {
    pub(super) x: i32,
    pub(super) y: i32,
    pub(super) w: i32,
    pub(super) h: i32,
}

impl Box {
    pub(super) fn right(self) -> i32 {
        self.x + self.w
    }

    pub(super) fn bottom(self) -> i32 {
        self.y + self.h
    }

    /// Returns the area that two share.
    pub(super) fn shared(self, other: Self) -> i32 {
        let w = self.right().min(other.right()) - self.x.max(other.x);
        let h = self.bottom().min(other.bottom()) - self.y.max(other.y);
        w.max(0) * h.max(0)
    }

    pub(super) fn grown(self, by: i32) -> Self {
        Self { x: self.x - by, y: self.y - by, w: self.w + 2 * by, h: self.h + 2 * by }
    }
}

/// A node in pixels, with the lines of its caption.
#[derive(Clone, Debug)]
pub(super) struct Icon {
    pub(super) at: Box,
    pub(super) caption: Box,
    /// The label's lines, then the small ones.
    pub(super) lines: Vec<String>,
    pub(super) small: Vec<String>,
}

impl Icon {
    /// Returns where the number of its step stands: on the corner of the square round the icon, so
    /// that it hides as little of a narrow one as of any other.
    pub(super) fn badge(&self) -> Box {
        let (x, y) = (self.at.x - (ICON - self.at.w) / 2, self.at.y - (ICON - self.at.h) / 2);
        Box { x: x - 13, y: y - 11, w: 20, h: 20 }
    }
}

/// Where everything lies.
#[derive(Debug)]
pub(super) struct Layout {
    x: Axis,
    y: Axis,
    pub(super) icons: BTreeMap<NodeId, Icon>,
}

#[derive(Debug, Default)]
struct Axis {
    cells: BTreeMap<i32, i32>,
    /// Where each slot of each gap lies.
    slots: BTreeMap<i32, Vec<i32>>,
    /// The smallest icon of each column or row, along this axis: all ports there must fit it.
    ports: BTreeMap<i32, i32>,
    end: i32,
}

/// What an axis is made of.
struct Measure<'a> {
    plans: &'a BTreeMap<i32, GapPlan>,
    origin: i32,
    base: i32,
    /// Air below a border that begins zones: their title stands there.
    title: i32,
    /// How wide the labels are that stand in a gap, between two neighbours.
    labels: BTreeMap<i32, i32>,
    /// What narrow zones lack for their titles, on either side of their column.
    lack: BTreeMap<i32, i32>,
}

impl Axis {
    fn of(cells: std::ops::RangeInclusive<i32>, size: impl Fn(i32) -> i32, measure: &Measure<'_>) -> Self {
        let mut it = Self { end: measure.origin, ..Self::default() };
        let (first, last) = (*cells.start(), *cells.end());
        for cell in cells {
            it.gap(cell, measure, if cell == first { 0 } else { measure.base });
            it.cells.insert(cell, it.end);
            it.end += size(cell);
        }
        it.gap(last + 1, measure, 0);
        it
    }

    fn gap(&mut self, gap: i32, measure: &Measure<'_>, least: i32) {
        let layout = measure.plans.get(&gap).map(GapPlan::layout).unwrap_or_default();
        let mut at = 0;
        let mut slots: Vec<i32> = Vec::with_capacity(layout.len());
        for slot in &layout {
            let lack = measure.lack.get(&gap).copied().unwrap_or(0);
            let (before, after) = match slot {
                Slot::Lane => (9, 9),
                Slot::Closing => (12 + lack, 8),
                Slot::Opening => (8, measure.title + lack),
            };
            slots.push(at + before);
            at += before + after;
        }
        let label = measure.labels.get(&gap).copied().unwrap_or(0);
        if layout.is_empty() {
            self.end += least.max(label - (COLUMN - ICON) + 24);
            self.slots.insert(gap, slots);
            return;
        }
        // A label stands before the first slot, where no border cuts it.
        let before = (label + 16 - (COLUMN - ICON) / 2 - slots.first().copied().unwrap_or(0)).max(4);
        let size = least.max(at + before + 4);
        let shift = self.end + before.max((size - at) / 2);
        self.slots.insert(gap, slots.into_iter().map(|s| s + shift).collect());
        self.end += size;
    }

    fn cell(&self, cell: i32) -> i32 {
        self.cells.get(&cell).copied().unwrap_or(self.end)
    }

    /// Ports keep to the middle of their icons and spread further where they are many.
    fn port(&self, cell: i32, pos: Pos) -> i32 {
        let wished = if pos.lanes > 2 { 38 } else { 29 };
        let room = self.ports.get(&cell).map_or(wished, |icon| wished.min(icon - 6));
        (ICON - room) / 2 + spread(pos.lane, pos.lanes, room)
    }

    fn slot(&self, gap: i32, slot: u8) -> i32 {
        let slots = self.slots.get(&gap);
        slots.and_then(|s| s.get(usize::from(slot)).or(s.last())).copied().unwrap_or_else(|| self.cell(gap))
    }
}

/// Returns the room that captions need below the icons, row by row.
fn caption_heights(board: &Board, lines: impl Fn(&NodeId) -> usize) -> BTreeMap<i32, i32> {
    let mut heights: BTreeMap<i32, i32> = BTreeMap::new();
    for node in board.nodes.values() {
        let height = heights.entry(node.at.row).or_insert(0);
        *height = (*height).max(lines(&node.id) as i32 * LINE);
    }
    heights
}

impl Layout {
    /// Lays the board out.
    pub(super) fn of(board: &Board, routes: &Routes, catalogue: &Catalogue) -> Self {
        let Some(bounds) = board.bounds() else {
            let empty = |end| Axis { end, ..Axis::default() };
            return Self { x: empty(LEFT), y: empty(TOP), icons: BTreeMap::new() };
        };
        let captions: BTreeMap<&NodeId, _> = board.nodes.values().map(|n| (&n.id, caption(n, catalogue))).collect();
        let heights = caption_heights(board, |id| captions.get(id).map_or(0, |(l, s)| l.len() + s.len()));
        let columns = Measure {
            plans: &routes.columns,
            origin: LEFT,
            base: 56,
            title: 14,
            labels: between_neighbours(board, routes),
            lack: lacking(board),
        };
        let rows = Measure {
            plans: &routes.rows,
            origin: TOP,
            base: 40,
            title: 36,
            labels: BTreeMap::new(),
            lack: BTreeMap::new(),
        };
        let last = bounds.last();
        let x = Axis::of(bounds.at.col..=last.col, |_| COLUMN, &columns);
        let y = Axis::of(bounds.at.row..=last.row, |r| ICON + 12 + heights.get(&r).copied().unwrap_or(0), &rows);
        let mut it = Self { x, y, icons: BTreeMap::new() };
        for node in board.nodes.values() {
            let (lines, small) = captions.get(&node.id).cloned().unwrap_or_default();
            let icon = it.icon(node, catalogue, lines, small);
            least(&mut it.x.ports, node.at.col, icon.at.w);
            least(&mut it.y.ports, node.at.row, icon.at.h);
            it.icons.insert(node.id.clone(), icon);
        }
        it
    }

    fn icon(&self, node: &Node, catalogue: &Catalogue, lines: Vec<String>, small: Vec<String>) -> Icon {
        let size = catalogue.get(&node.component).map_or((ICON, ICON), |c| {
            let side = |v: u16| i32::from(v).clamp(16, ICON);
            if c.icon.shape == IconShape::Group { (ICON, ICON) } else { (side(c.icon.width), side(c.icon.height)) }
        });
        let (x, y) = (self.x.cell(node.at.col), self.y.cell(node.at.row));
        let (w, h) = size;
        let at = Box { x: x + (COLUMN - w) / 2, y: y + (ICON - h) / 2, w, h };
        let widths = lines.iter().map(|l| text::width(l, FONT)).chain(small.iter().map(|l| text::width(l, SMALL)));
        let wide = widths.max().unwrap_or(0);
        let tall = (lines.len() + small.len()) as i32 * LINE;
        let caption = Box { x: x + (COLUMN - wide) / 2, y: at.bottom(), w: wide, h: tall + 9 };
        Icon { at, caption, lines, small }
    }

    /// Returns the pixel of a position on the horizontal axis.
    pub(super) fn px(&self, pos: Pos) -> i32 {
        match pos.track {
            Track::Cell(c) => self.x.cell(c) + (COLUMN - ICON) / 2 + self.x.port(c, pos),
            Track::Gap(g) => self.x.slot(g, pos.lane),
        }
    }

    /// Returns the pixel of a position on the vertical axis.
    pub(super) fn py(&self, pos: Pos) -> i32 {
        match pos.track {
            Track::Cell(r) => self.y.cell(r) + self.y.port(r, pos),
            Track::Gap(g) => self.y.slot(g, pos.lane),
        }
    }

    /// Returns the frame of a zone.
    pub(super) fn zone(&self, zone: &Zone, routes: &Routes) -> Box {
        let (outer, at, last) = (routes.borders.outer(&zone.id), zone.area.at, zone.area.last());
        let opening =
            |plans: &BTreeMap<i32, GapPlan>, gap: i32, o: u8| plans.get(&gap).map_or(0, |p| p.opening_slot(o));
        let closing =
            |plans: &BTreeMap<i32, GapPlan>, gap: i32, o: u8| plans.get(&gap).map_or(0, |p| p.closing_slot(o));
        let x = self.x.slot(at.col, opening(&routes.columns, at.col, outer.left));
        let y = self.y.slot(at.row, opening(&routes.rows, at.row, outer.top));
        let right = self.x.slot(last.col + 1, closing(&routes.columns, last.col + 1, outer.right));
        let bottom = self.y.slot(last.row + 1, closing(&routes.rows, last.row + 1, outer.bottom));
        Box { x, y, w: right - x, h: bottom - y }
    }

    /// Returns where drawing ends, as (right, bottom).
    pub(super) fn end(&self) -> (i32, i32) {
        (self.x.end, self.y.end)
    }

    /// Returns where a line meets a node: on the icon's edge, or below its caption.
    pub(super) fn end_point(&self, node: &NodeId, side: Side, x: i32, y: i32) -> (i32, i32) {
        let Some(icon) = self.icons.get(node) else { return (x, y) };
        match side {
            Side::North => (x, icon.at.y),
            Side::East => (icon.at.right(), y),
            Side::South => (x, icon.caption.bottom()),
            Side::West => (icon.at.x, y),
        }
    }
}

/// The widest label in each gap that a straight link between two neighbouring columns crosses.
fn between_neighbours(board: &Board, routes: &Routes) -> BTreeMap<i32, i32> {
    let mut widest: BTreeMap<i32, i32> = BTreeMap::new();
    for (id, route) in &routes.links {
        let (Some(link), [a, b]) = (board.links.get(id), route.points.as_slice()) else { continue };
        let (Track::Cell(from), Track::Cell(to)) = (a.x.track, b.x.track) else { continue };
        if (from - to).abs() == 1 {
            let wide = super::lines::rows(link).iter().map(|r| text::width(r, SMALL)).max().unwrap_or(0);
            let gap = widest.entry(from.max(to)).or_insert(0);
            *gap = (*gap).max(wide);
        }
    }
    widest
}

fn least(of: &mut BTreeMap<i32, i32>, cell: i32, size: i32) {
    let entry = of.entry(cell).or_insert(size);
    *entry = (*entry).min(size);
}

/// What zones of one column lack for their titles; half of it goes to the gap on either side.
fn lacking(board: &Board) -> BTreeMap<i32, i32> {
    let mut lack: BTreeMap<i32, i32> = BTreeMap::new();
    for zone in board.zones.values().filter(|z| z.area.cols == 1) {
        let wide = text::width(&super::zone_title(zone), FONT) + 46;
        let half = ((wide - COLUMN - 26) / 2).clamp(0, 80);
        for gap in [zone.area.at.col, zone.area.at.col + 1] {
            let most = lack.entry(gap).or_insert(0);
            *most = (*most).max(half);
        }
    }
    lack
}

/// A caption says what the student wrote and, smaller, what it is, unless the one says the other.
fn caption(node: &Node, catalogue: &Catalogue) -> (Vec<String>, Vec<String>) {
    let label = clean_line(&node.label);
    let what = catalogue.get(&node.component).map_or(node.component.as_str(), |c| c.label.as_str());
    let said = label.to_lowercase().contains(&what.to_lowercase());
    let small = if said { Vec::new() } else { text::wrap(&clean_line(what), 16, COLUMN - 4, SMALL) };
    (text::wrap(&label, 14, COLUMN - 4, FONT), small)
}
