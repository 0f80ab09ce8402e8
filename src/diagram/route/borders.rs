//! Where the borders of zones lie in the gaps between columns and rows.
//!
//! A gap holds, from its low to its high end: borders of zones that end there (innermost first),
//! then borders of zones that begin there (outermost first). Between and around them are *bands*
//! for lines; a line stays inside the zones that hold both its ends and outside all others.

use std::collections::BTreeMap;

use super::geometry::{Geometry, Outline};
use crate::domain::{grid::Cell, id::ZoneId};

/// What shares one gap, in slots from its low end: the lines of band 0, the first border, the
/// lines of band 1, the second border, and so on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GapPlan {
    /// How many borders of zones that end here, innermost first.
    pub closing: u8,
    /// How many borders of zones that begin here, outermost first.
    pub opening: u8,
    /// How many lanes each band holds; one band more than there are borders.
    pub bands: Vec<u8>,
}

/// What lies in one slot of a gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// A lane for lines.
    Lane,
    /// The border of zones that end here.
    Closing,
    /// The border of zones that begin here.
    Opening,
}

impl GapPlan {
    fn new(closing: u8, opening: u8) -> Self {
        Self { closing, opening, bands: vec![0; usize::from(closing) + usize::from(opening) + 1] }
    }

    /// Returns the number of slots.
    pub fn slots(&self) -> u8 {
        let lanes = self.bands.iter().fold(0u8, |sum, b| sum.saturating_add(*b));
        lanes.saturating_add(self.closing).saturating_add(self.opening)
    }

    /// Returns the slot of a lane of a band.
    pub fn lane_slot(&self, band: usize, lane: u8) -> u8 {
        let before = self.bands.iter().take(band).fold(0u8, |sum, b| sum.saturating_add(*b));
        before.saturating_add(u8::try_from(band).unwrap_or(u8::MAX)).saturating_add(lane)
    }

    /// Returns the slot of the border of a zone that ends here and has `outer` others round it here.
    pub fn closing_slot(&self, outer: u8) -> u8 {
        let border = self.closing.saturating_sub(1).saturating_sub(outer);
        self.border_slot(border)
    }

    /// Returns the slot of the border of a zone that begins here and has `outer` others round it here.
    pub fn opening_slot(&self, outer: u8) -> u8 {
        self.border_slot(self.closing.saturating_add(outer))
    }

    fn border_slot(&self, border: u8) -> u8 {
        let bands = self.bands.iter().take(usize::from(border) + 1);
        bands.fold(border, |sum, b| sum.saturating_add(*b))
    }

    /// Says what lies in each slot, in order.
    pub fn layout(&self) -> Vec<Slot> {
        let mut out = Vec::new();
        for (i, lanes) in self.bands.iter().enumerate() {
            out.extend(std::iter::repeat_n(Slot::Lane, usize::from(*lanes)));
            if i < usize::from(self.closing) {
                out.push(Slot::Closing);
            } else if i + 1 < self.bands.len() {
                out.push(Slot::Opening);
            }
        }
        out
    }
}

/// How many zones that share an edge's gap lie round a zone, per edge.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outer {
    /// At the left.
    pub left: u8,
    /// At the right.
    pub right: u8,
    /// At the top.
    pub top: u8,
    /// At the bottom.
    pub bottom: u8,
}

/// The borders of all zones of a board, by the gaps they lie in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Borders {
    columns: BTreeMap<i32, (u8, u8)>,
    rows: BTreeMap<i32, (u8, u8)>,
    outer: BTreeMap<ZoneId, Outer>,
}

/// How many of the borders in a gap belong to zones that hold both ends of a link.
#[derive(Clone, Debug, Default)]
pub(super) struct Common {
    /// For every such zone the gaps of its low and its high border.
    columns: Vec<(i32, i32)>,
    rows: Vec<(i32, i32)>,
}

impl Borders {
    /// Reads the zones of a board.
    pub(super) fn of(geometry: &Geometry) -> Self {
        let mut it = Self::default();
        for zone in &geometry.zones {
            let outer = outer(geometry, zone);
            let (at, last) = (zone.area.at, zone.area.last());
            it.outer.insert(zone.id.clone(), outer);
            raise(&mut it.columns, last.col + 1, (outer.right.saturating_add(1), 0));
            raise(&mut it.columns, at.col, (0, outer.left.saturating_add(1)));
            raise(&mut it.rows, last.row + 1, (outer.bottom.saturating_add(1), 0));
            raise(&mut it.rows, at.row, (0, outer.top.saturating_add(1)));
        }
        it
    }

    /// Returns how many zones lie round a zone at each of its edges.
    pub fn outer(&self, zone: &ZoneId) -> Outer {
        self.outer.get(zone).copied().unwrap_or_default()
    }

    /// Counts, gap by gap, the borders of the zones that hold both ends of a link.
    pub(super) fn common(geometry: &Geometry, (from, to): (Cell, Cell)) -> Common {
        let mut it = Common::default();
        for area in geometry.zones.iter().map(|z| z.area).filter(|a| a.contains(from) && a.contains(to)) {
            it.columns.push((area.at.col, area.last().col + 1));
            it.rows.push((area.at.row, area.last().row + 1));
        }
        it
    }

    /// Makes the plans of all gaps that hold a border, without lanes.
    pub(super) fn plans(&self, horizontal: bool) -> BTreeMap<i32, GapPlan> {
        let side = if horizontal { &self.rows } else { &self.columns };
        side.iter().map(|(&gap, &(closing, opening))| (gap, GapPlan::new(closing, opening))).collect()
    }
}

impl Common {
    /// Returns the band a line of this link keeps to in a gap.
    pub(super) fn band(&self, horizontal: bool, gap: i32, plan: &GapPlan) -> usize {
        let side = if horizontal { &self.rows } else { &self.columns };
        let opening = side.iter().filter(|(low, _)| *low == gap).count();
        let closing = side.iter().filter(|(_, high)| *high == gap).count();
        usize::from(plan.closing).saturating_sub(closing) + opening.min(usize::from(plan.opening))
    }
}

/// A gap is as deep as its deepest nest on either side.
fn raise(side: &mut BTreeMap<i32, (u8, u8)>, gap: i32, (closing, opening): (u8, u8)) {
    let entry = side.entry(gap).or_default();
    *entry = (entry.0.max(closing), entry.1.max(opening));
}

fn outer(geometry: &Geometry, zone: &Outline) -> Outer {
    let mut it = Outer::default();
    let (at, last) = (zone.area.at, zone.area.last());
    for other in geometry.zones.iter().filter(|o| is_round(o, zone)) {
        let (b, e) = (other.area.at, other.area.last());
        it.left = it.left.saturating_add(u8::from(b.col == at.col));
        it.top = it.top.saturating_add(u8::from(b.row == at.row));
        it.right = it.right.saturating_add(u8::from(e.col == last.col));
        it.bottom = it.bottom.saturating_add(u8::from(e.row == last.row));
    }
    it
}

/// Of two zones with equal areas the one with the lower id is the outer one.
fn is_round(outer: &Outline, inner: &Outline) -> bool {
    outer.id != inner.id
        && outer.area.encloses(inner.area)
        && (outer.area != inner.area || (outer.kind, &outer.id) < (inner.kind, &inner.id))
}
