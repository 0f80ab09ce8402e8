//! Finds room for the labels of links.
//!
//! A label stands on a straight, level part of its own line, else beside an upright part; cut
//! short only where nothing else fits. It never touches a node, another line or another label.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::{Ground, Side, Step};

/// The text of a link in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The first column of characters.
    pub x: i32,
    /// The row of characters.
    pub y: i32,
    /// What fits, with an ellipsis if cut.
    pub text: String,
}

/// A cut label shows at least this much, ellipsis included.
const LEAST: i32 = 3;

/// Returns the width of a text in character cells.
pub(super) fn width(text: &str) -> i32 {
    i32::try_from(text.width()).unwrap_or(i32::MAX)
}

/// Cuts a text to a width, with an ellipsis where something is missing.
pub(super) fn cut(text: &str, room: i32) -> String {
    if width(text) <= room {
        return text.to_owned();
    }
    let (mut out, mut used) = (String::new(), 0);
    for part in text.graphemes(true) {
        if used + width(part) > room - 1 {
            break;
        }
        used += width(part);
        out.push_str(part);
    }
    out.push('…');
    out
}

/// Level cells of one row that belong to one line alone.
#[derive(Clone, Copy)]
struct Run {
    x: i32,
    y: i32,
    room: i32,
}

pub(super) fn place(ground: &Ground<'_>, text: &str, steps: &[Step]) -> Option<Label> {
    let wide = width(text);
    let longest = |over_frames| runs(ground, steps, over_frames).into_iter().rev().max_by_key(|r| r.room);
    let whole = |run: Run| (run.room >= wide).then(|| run.holding(text.to_owned()));
    let (clear, any) = (longest(false), longest(true));
    let on_line = clear.and_then(whole).or_else(|| any.and_then(whole));
    on_line.or_else(|| beside(ground, text, steps)).or_else(|| {
        let run = any.filter(|r| r.room >= LEAST)?;
        Some(run.holding(cut(text, run.room)))
    })
}

impl Run {
    /// Centres a text that fits.
    fn holding(self, text: String) -> Label {
        Label { x: self.x + (self.room - width(&text)) / 2, y: self.y, text }
    }
}

/// The level runs of a line without its corners and its arrowhead; frames may be written over
/// where there is no other room.
fn runs(ground: &Ground<'_>, steps: &[Step], over_frames: bool) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::new();
    let body = &steps[..steps.len().saturating_sub(1)];
    for s in body.iter().filter(|s| is_free(ground, s) && (over_frames || !ground.frames.contains(&(s.x, s.y)))) {
        match out.last_mut() {
            Some(run) if run.y == s.y && run.x + run.room == s.x => run.room += 1,
            Some(run) if run.y == s.y && run.x - 1 == s.x => *run = Run { x: s.x, y: s.y, room: run.room + 1 },
            _ => out.push(Run { x: s.x, y: s.y, room: 1 }),
        }
    }
    out
}

fn is_free(ground: &Ground<'_>, step: &Step) -> bool {
    let at = (step.x, step.y);
    let alone = || ground.lines.get(&at).is_none_or(|l| l.count == 1);
    step.mask.is_level() && alone() && !ground.texts.contains(&at)
}

/// Right of an upright part, else left of it, one blank away from the line.
fn beside(ground: &Ground<'_>, text: &str, steps: &[Step]) -> Option<Label> {
    let wide = width(text);
    let upright = |s: &&Step| s.mask.has(Side::North) && s.mask.has(Side::South);
    let sides = |s: &Step| [(s.x + 2, s.y), (s.x - 1 - wide, s.y)];
    steps.iter().filter(upright).flat_map(sides).find_map(|(x, y)| {
        let clear = (x - 1..=x + wide).all(|c| ground.is_bare(c, y));
        clear.then(|| Label { x, y, text: text.to_owned() })
    })
}
