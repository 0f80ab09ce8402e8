//! The frames of zones and their titles, in characters.
//!
//! Borders lie in the gaps, in slots of their own among the lanes; where a gap is too narrow they
//! share one. Titles on the same row step aside for each other.

use super::{super::GapPlan, Ground, Label, Metrics, Pos, Rect, Routes, Side, Track, labels};
use crate::domain::{
    board::{Board, Zone},
    id::ZoneId,
};

/// The title of a zone in its place on the top border.
pub type Title = Label;

/// The frame of a zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// Which zone.
    pub zone: ZoneId,
    /// The rectangle whose outermost characters are the border.
    pub rect: Rect,
    /// What is written on the border, if there is room.
    pub title: Option<Title>,
}

impl Frame {
    /// Returns the character cells of the border.
    pub fn cells(&self) -> Vec<(i32, i32)> {
        let (r, (right, bottom)) = (self.rect, self.rect.last());
        let level = (r.x..=right).flat_map(|x| [(x, r.y), (x, bottom)]);
        let upright = (r.y + 1..bottom).flat_map(|y| [(r.x, y), (right, y)]);
        level.chain(upright).collect()
    }

    /// Says on which edges of the frame a character cell lies.
    pub fn edges_at(&self, x: i32, y: i32) -> Vec<Side> {
        let (right, bottom) = self.rect.last();
        let inside = self.rect.contains(x, y);
        let on = [
            (Side::North, y == self.rect.y),
            (Side::East, x == right),
            (Side::South, y == bottom),
            (Side::West, x == self.rect.x),
        ];
        on.into_iter().filter(|(_, hit)| inside && *hit).map(|(side, _)| side).collect()
    }
}

pub(super) fn frames(board: &Board, routes: &Routes, metrics: &Metrics) -> Vec<Frame> {
    let borders = &routes.borders;
    let mut zones: Vec<&Zone> = board.zones.values().collect();
    zones.sort_by(|a, b| b.area.size().cmp(&a.area.size()).then_with(|| (a.kind, &a.id).cmp(&(b.kind, &b.id))));
    let frame = |zone: &Zone| {
        let (outer, at, last) = (borders.outer(&zone.id), zone.area.at, zone.area.last());
        let x = |gap: i32, slot: &dyn Fn(&GapPlan) -> u8| metrics.x(pos(routes.columns.get(&gap), gap, slot));
        let y = |gap: i32, slot: &dyn Fn(&GapPlan) -> u8| metrics.y(pos(routes.rows.get(&gap), gap, slot));
        let (left, top) = (x(at.col, &|p| p.opening_slot(outer.left)), y(at.row, &|p| p.opening_slot(outer.top)));
        let right = x(last.col + 1, &|p| p.closing_slot(outer.right));
        let bottom = y(last.row + 1, &|p| p.closing_slot(outer.bottom));
        let rect = Rect { x: left, y: top, w: right - left + 1, h: bottom - top + 1 };
        Frame { zone: zone.id.clone(), rect, title: None }
    };
    zones.into_iter().map(frame).collect()
}

fn pos(plan: Option<&GapPlan>, gap: i32, slot: &dyn Fn(&GapPlan) -> u8) -> Pos {
    let (lane, lanes) = plan.map_or((0, 1), |p| (slot(p), p.slots().max(1)));
    Pos { track: Track::Gap(gap), lane, lanes }
}

/// Writes the titles, each where it touches neither another text nor a line.
pub(super) fn title(frames: &mut [Frame], board: &Board, ground: &mut Ground<'_>) {
    for frame in frames {
        let Some(zone) = board.zones.get(&frame.zone) else { continue };
        let titles = zone.titles();
        // The top border is where people look; below is better than on a line.
        let rows = [frame.rect.y, frame.rect.last().1];
        frame.title = rows.into_iter().find_map(|y| titles.iter().find_map(|t| written(frame.rect, y, t, ground)));
        ground.write(frame.title.as_ref());
    }
}

/// Writes a title with air on both sides or, where room is short, from corner to corner. A title
/// is never cut: a shorter one stands in for it.
fn written(rect: Rect, y: i32, title: &str, ground: &Ground<'_>) -> Option<Title> {
    let (left, right) = (rect.x, rect.last().0);
    spot((left + 2, right - 1, y), &format!(" {title} "), ground).or_else(|| spot((left + 1, right, y), title, ground))
}

/// Finds the first place for a text among the columns of a row.
fn spot((first, end, y): (i32, i32, i32), text: &str, ground: &Ground<'_>) -> Option<Title> {
    let room = labels::width(text);
    let free = |x: i32| {
        let at = (x, y);
        !ground.texts.contains(&at) && !ground.lines.contains_key(&at)
    };
    let fits = |x: &i32| (*x..*x + room).all(free);
    let x = (first..=end - room).find(fits)?;
    Some(Title { x, y, text: text.to_owned() })
}
