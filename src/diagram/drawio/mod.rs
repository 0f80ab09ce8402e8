//! Writes a board as a diagrams.net (draw.io) file.
//!
//! The file opens as a clean AWS diagram: nested frames, icons with captions, right-angled lines
//! with their own corners, because draw.io's router runs through icons. The board's own data rides
//! along as custom attributes (design 9.9), so that a later import needs no guessing. Equal boards
//! give equal bytes. Reading such files is not done here.

mod layout;
mod lines;
mod parts;
mod style;
#[cfg(test)]
mod tests;
mod text;
mod xml;

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    diagram::route::{Routes, route},
    domain::{
        board::{Board, Zone},
        component::Catalogue,
        grid::Cell,
        id::{LinkId, NodeId, ZoneId},
        scenario::Scenario,
        text::clean_line,
    },
};
use layout::{Box, Layout};
use lines::Line;
use xml::Tag;

/// What goes onto the page.
#[derive(Clone, Copy, Debug)]
pub struct Sheet<'a> {
    /// The board.
    pub board: &'a Board,
    /// Where icons and their colours come from.
    pub catalogue: &'a Catalogue,
    /// The contract the board is for; its title stands below the drawing's name.
    pub scenario: Option<&'a Scenario>,
    /// Names the state of the board, if the caller keeps count.
    pub revision: Option<&'a str>,
    /// Nodes in the order of the flow, to be numbered from 1; empty for no numbers.
    pub steps: &'a [NodeId],
}

impl<'a> Sheet<'a> {
    /// Makes a sheet without contract, revision and numbers.
    pub fn of(board: &'a Board, catalogue: &'a Catalogue) -> Self {
        Self { board, catalogue, scenario: None, revision: None, steps: &[] }
    }
}

/// Writes the file.
pub fn write(sheet: &Sheet<'_>) -> String {
    let routes = route(sheet.board);
    let layout = Layout::of(sheet.board, &routes, sheet.catalogue);
    Page::of(sheet, &routes, layout).document()
}

/// Everything in place, ready to be written.
struct Page<'a> {
    sheet: &'a Sheet<'a>,
    layout: Layout,
    zones: Vec<Framed<'a>>,
    lines: BTreeMap<LinkId, Line>,
}

/// A zone in pixels.
struct Framed<'a> {
    zone: &'a Zone,
    at: Box,
    title: String,
    /// Where the title starts, from the frame's left edge.
    indent: i32,
    parent: Option<ZoneId>,
}

impl Framed<'_> {
    fn title_box(&self) -> Box {
        Box { x: self.at.x + self.indent, y: self.at.y + 3, w: text::width(&self.title, 12) + 4, h: 18 }
    }
}

impl<'a> Page<'a> {
    fn of(sheet: &'a Sheet<'a>, routes: &Routes, layout: Layout) -> Self {
        let mut lines = lines::lines(sheet.board, routes, &layout);
        let mut zones = framed(sheet.board, routes, &layout);
        for zone in &mut zones {
            settle_title(zone, &lines);
        }
        let icons = layout.icons.values().flat_map(|i| [i.at, i.caption]);
        let badges = sheet.steps.iter().filter_map(|id| layout.icons.get(id)).map(layout::Icon::badge);
        let taken = icons.chain(badges).chain(zones.iter().map(Framed::title_box)).collect();
        let frames: Vec<Box> = zones.iter().map(|z| z.at).collect();
        lines::label_all(sheet.board, &mut lines, taken, &frames);
        Self { sheet, layout, zones, lines }
    }

    /// Returns the frame by which a cell's coordinates are counted.
    fn frame(&self, id: Option<&ZoneId>) -> Option<&Framed<'a>> {
        self.zones.iter().find(|z| Some(&z.zone.id) == id)
    }

    /// Returns the innermost zone round a cell.
    fn zone_round(&self, cell: Cell) -> Option<&ZoneId> {
        self.zones.iter().rev().find(|z| z.zone.area.contains(cell)).map(|z| &z.zone.id)
    }

    fn document(&self) -> String {
        let (cells, (right, bottom)) = self.cells();
        let (width, height) = paper(right + layout::LEFT, bottom + layout::LEFT);
        let model = Tag::new("mxGraphModel")
            .with("grid", 1)
            .with("gridSize", 10)
            .with("guides", 1)
            .with("tooltips", 1)
            .with("connect", 1)
            .with("arrows", 1)
            .with("fold", 1)
            .with("page", 1)
            .with("pageScale", 1)
            .with("pageWidth", width)
            .with("pageHeight", height)
            .with("background", "#FFFFFF")
            .with("math", 0)
            .with("shadow", 0)
            .holding([Tag::new("root").holding(cells)]);
        let page = Tag::new("diagram").with("id", "archlab-1").with("name", self.title()).holding([model]);
        Tag::new("mxfile").with("host", "archlab").with("compressed", "false").holding([page]).document()
    }

    fn title(&self) -> &str {
        if self.sheet.board.name.trim().is_empty() { "Drawing" } else { &self.sheet.board.name }
    }

    /// Returns all cells in painting order, and where the drawing ends.
    fn cells(&self) -> (Vec<Tag>, (i32, i32)) {
        let mut cells = self.ground();
        let (title, title_end) = self.heading();
        cells.extend(title);
        cells.extend(self.zones.iter().map(|z| self.zone_cell(z)));
        cells.extend(self.sheet.board.nodes.values().filter_map(|n| self.node_cell(n)));
        cells.extend(self.badges());
        cells.extend(self.sheet.board.links.values().filter_map(|l| self.link_cell(l)));
        let (right, bottom) = self.layout.end();
        let (legend, end) = self.legend(right.max(title_end), bottom);
        cells.extend(legend);
        (cells, end)
    }
}

/// The zones, outermost first; of two equal ones the order of routing holds.
fn framed<'a>(board: &'a Board, routes: &Routes, layout: &Layout) -> Vec<Framed<'a>> {
    let mut zones: Vec<&Zone> = board.zones.values().collect();
    zones.sort_by(|a, b| b.area.size().cmp(&a.area.size()).then_with(|| (a.kind, &a.id).cmp(&(b.kind, &b.id))));
    let parent = |i: usize| {
        let inner: &Zone = zones[i];
        zones[..i].iter().rev().find(|z| z.area.encloses(inner.area)).map(|z| z.id.clone())
    };
    let frame = |(i, zone): (usize, &&'a Zone)| Framed {
        zone,
        at: layout.zone(zone, routes),
        title: zone_title(zone),
        indent: 30,
        parent: parent(i),
    };
    zones.iter().enumerate().map(frame).collect()
}

/// Returns what people read on a frame.
fn zone_title(zone: &Zone) -> String {
    let spans = if zone.azs > 1 { format!(" · {} AZs", zone.azs) } else { String::new() };
    format!("{}{spans}", clean_line(zone.title()))
}

/// Moves a title along its border until no line runs through it.
fn settle_title(zone: &mut Framed<'_>, lines: &BTreeMap<LinkId, Line>) {
    let strokes: BTreeSet<(i32, i32, i32)> = lines
        .values()
        .flat_map(|l| l.points.windows(2))
        .filter(|w| w[0].0 == w[1].0)
        .map(|w| (w[0].0, w[0].1.min(w[1].1), w[0].1.max(w[1].1)))
        .collect();
    let wide = zone.title_box().w;
    let clear = |indent: i32| {
        let at = Box { x: zone.at.x + indent, y: zone.at.y, w: wide, h: 22 }.grown(3);
        strokes.iter().all(|&(x, y0, y1)| x < at.x || x > at.right() || y1 < at.y || y0 > at.bottom())
    };
    let room = zone.at.w - wide - 6;
    if let Some(indent) = (30..=room).step_by(6).find(|i| clear(*i)) {
        zone.indent = indent;
    }
}

/// The smallest landscape paper that holds the drawing, or just its size.
fn paper(width: i32, height: i32) -> (i32, i32) {
    const PAPERS: [(i32, i32); 3] = [(1169, 827), (1654, 1169), (2336, 1654)];
    let fitting = PAPERS.into_iter().find(|(w, h)| width <= *w && height <= *h);
    fitting.unwrap_or(((width + 9) / 10 * 10, (height + 9) / 10 * 10))
}
