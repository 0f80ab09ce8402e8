//! Links as lines in pixels: their corners, and a place for each label.
//!
//! A label stands beside its own line, never on an icon, a caption, a title or another label, and
//! off other lines where there is room.

use std::collections::BTreeMap;

use super::{
    layout::{Box, Layout},
    text,
};
use crate::{
    diagram::route::Routes,
    domain::{
        board::{Board, Link},
        id::LinkId,
        text::clean_line,
    },
};

const FONT: i32 = 11;
const LINE: i32 = 14;
/// How far a label keeps from its own line.
const AIR: i32 = 2;

/// A point in pixels.
pub(super) type Point = (i32, i32);

/// A link in pixels.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Ends and corners; neighbours share an x or a y.
    pub(super) points: Vec<Point>,
    pub(super) label: Option<Label>,
}

/// A label in its place.
#[derive(Clone, Debug)]
pub(super) struct Label {
    pub(super) lines: Vec<String>,
    /// How far along the line it stands: -1 at the start, 1 at the end.
    pub(super) along: f64,
    pub(super) anchor: Anchor,
    pub(super) over_lines: bool,
}

/// On which side of its point a label stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Above,
    Below,
    Right,
    Left,
}

impl Anchor {
    pub(super) fn style(self) -> &'static str {
        match self {
            Self::Above => "align=center;verticalAlign=bottom;spacingBottom=1;",
            Self::Below => "align=center;verticalAlign=top;spacingTop=1;",
            Self::Right => "align=left;verticalAlign=middle;spacingLeft=4;",
            Self::Left => "align=right;verticalAlign=middle;spacingRight=4;",
        }
    }

    fn box_at(self, (x, y): Point, (w, h): (i32, i32)) -> Box {
        let (x, y) = match self {
            Self::Above => (x - w / 2, y - h - AIR),
            Self::Below => (x - w / 2, y + AIR),
            Self::Right => (x + 2 * AIR, y - h / 2),
            Self::Left => (x - w - 2 * AIR, y - h / 2),
        };
        Box { x, y, w, h }
    }
}

/// Computes the lines of all routed links, without labels.
pub(super) fn lines(board: &Board, routes: &Routes, layout: &Layout) -> BTreeMap<LinkId, Line> {
    let line = |(id, route): (&LinkId, &crate::diagram::route::Route)| {
        let link = board.links.get(id)?;
        let mut points: Vec<Point> = route.points.iter().map(|p| (layout.px(p.x), layout.py(p.y))).collect();
        let first = points.first_mut()?;
        *first = layout.end_point(&link.from, route.leaves, first.0, first.1);
        let last = points.last_mut()?;
        *last = layout.end_point(&link.to, route.enters, last.0, last.1);
        Some((id.clone(), Line { points, label: None }))
    };
    routes.links.iter().filter_map(line).collect()
}

/// Returns the text of a link as people read it, in lines: what the student wrote, else what it
/// carries.
pub(super) fn rows(link: &Link) -> Vec<String> {
    let carried = link.carries.as_ref().map(crate::domain::id::Format::as_str).unwrap_or_default();
    text::wrap(&clean_line(if link.label.is_empty() { carried } else { &link.label }), 18, 110, FONT)
}

/// Gives every link with a text a place for it.
pub(super) fn label_all(board: &Board, lines: &mut BTreeMap<LinkId, Line>, mut taken: Vec<Box>, frames: &[Box]) {
    let strokes: Vec<(LinkId, Box)> =
        lines.iter().flat_map(|(id, l)| l.points.windows(2).map(|w| (id.clone(), stroke(w[0], w[1])))).collect();
    for (id, line) in lines.iter_mut() {
        let rows = board.links.get(id).map(rows).unwrap_or_default();
        if rows.is_empty() {
            continue;
        }
        let others = strokes.iter().filter(|(other, _)| other != id).map(|(_, b)| *b);
        let others: Vec<Box> = others.chain(frames.iter().flat_map(|f| sides(*f))).collect();
        let own: Vec<Box> = strokes.iter().filter(|(other, _)| other == id).map(|(_, b)| *b).collect();
        let ground = Ground { taken: &taken, others: &others, own: &own };
        if let Some((label, at)) = place(&line.points, &rows, &ground) {
            taken.push(at);
            line.label = Some(label);
        }
    }
}

struct Ground<'a> {
    taken: &'a [Box],
    others: &'a [Box],
    own: &'a [Box],
}

impl Ground<'_> {
    fn cost(&self, at: Box) -> (i32, i32) {
        let hard: i32 = self.taken.iter().map(|b| b.shared(at)).sum();
        let lines: i32 = self.others.iter().chain(self.own).map(|b| b.shared(at)).sum();
        (hard, lines)
    }
}

/// The ink of a stretch, with a little air.
fn stroke(a: Point, b: Point) -> Box {
    let (x, y) = (a.0.min(b.0), a.1.min(b.1));
    Box { x: x - 1, y: y - 1, w: (a.0 - b.0).abs() + 2, h: (a.1 - b.1).abs() + 2 }
}

fn sides(frame: Box) -> [Box; 4] {
    let (a, b, c, d) =
        ((frame.x, frame.y), (frame.right(), frame.y), (frame.right(), frame.bottom()), (frame.x, frame.bottom()));
    [stroke(a, b), stroke(b, c), stroke(d, c), stroke(a, d)]
}

fn place(points: &[Point], rows: &[String], ground: &Ground<'_>) -> Option<(Label, Box)> {
    let size = (rows.iter().map(|r| text::width(r, FONT)).max().unwrap_or(0) + 2, rows.len() as i32 * LINE);
    let total: i32 = points.windows(2).map(|w| length(w[0], w[1])).sum();
    let mut walked = 0;
    let mut best: Option<(i32, Box, Label)> = None;
    for pair in points.windows(2) {
        let long = length(pair[0], pair[1]);
        for (anchor, along, dislike) in spots(pair[0], pair[1], size) {
            let point = between(pair[0], pair[1], along, long);
            let at = anchor.box_at(point, size);
            let (hard, lines) = ground.cost(at.grown(1));
            let cost = hard * 200 + lines * 12 + dislike;
            if best.as_ref().is_none_or(|(c, ..)| cost < *c) {
                let along = 2.0 * f64::from(walked + along) / f64::from(total.max(1)) - 1.0;
                best = Some((cost, at, Label { lines: rows.to_vec(), along, anchor, over_lines: lines > 0 }));
            }
        }
        walked += long;
    }
    best.map(|(_, at, label)| (label, at))
}

fn length(a: Point, b: Point) -> i32 {
    (a.0 - b.0).abs() + (a.1 - b.1).abs()
}

fn between(a: Point, b: Point, along: i32, long: i32) -> Point {
    let part = |from: i32, to: i32| from + (to - from) * along / long.max(1);
    (part(a.0, b.0), part(a.1, b.1))
}

/// The places to try on one stretch: anchor, distance along it, and how little each is liked.
fn spots(a: Point, b: Point, (w, h): (i32, i32)) -> Vec<(Anchor, i32, i32)> {
    let (long, level) = (length(a, b), a.1 == b.1);
    let (anchors, need, base) = if level {
        ([(Anchor::Above, 0), (Anchor::Below, 6)], w + 12, 0)
    } else {
        ([(Anchor::Right, 30), (Anchor::Left, 34)], h + 8, 0)
    };
    // Text longer than its stretch reads as if it belonged to something else.
    let too_long = (need - long).max(0) * 3 + base;
    let mut out = Vec::new();
    for eighth in [4, 3, 5, 2, 6, 1, 7] {
        let off = (eighth - 4i32).abs() * 4;
        out.extend(anchors.iter().map(|(anchor, dislike)| (*anchor, long * eighth / 8, too_long + dislike + off)));
    }
    out
}
