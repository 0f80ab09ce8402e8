//! Two charts of a run, drawn with characters: how long each arrival took, and how much waited.

use ratatui::{buffer::Buffer, layout::Rect};

use super::{Play, telling::Names, timeline::Timeline};
use crate::{
    sim::{
        agenda::{SECOND, Time},
        say::lasting,
        trace::{Happening as H, Place},
    },
    tui::{
        model::Model,
        strings::run as say,
        theme::Role,
        widgets::{glyphs::Glyphs, pane::Pane},
    },
};

/// One arrival: when it was ready, and when it was usable, if ever.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Came {
    /// When it was ready.
    pub ready: Time,
    /// How long it took.
    pub took: Option<Time>,
    /// How long it may take.
    pub may: Time,
}

/// What the charts are drawn from.
#[derive(Clone, Debug, Default)]
pub struct Charts {
    /// The arrivals in order.
    pub came: Vec<Came>,
    /// From when on how many items wait.
    pub waits: Vec<(Time, u32)>,
}

impl Charts {
    /// Reads both off a trace.
    pub fn of(line: &Timeline, names: &Names) -> Self {
        let mut came: std::collections::BTreeMap<(u16, u32), Came> = std::collections::BTreeMap::new();
        let mut waits = Vec::new();
        let (mut total, mut busy) = (0u32, vec![(0u32, 0u32); names.nodes.len()]);
        for e in &line.entries {
            let may = names.streams.get(usize::from(e.stream)).map_or(0, |s| s.2 * SECOND);
            match e.what {
                Some(H::Ready) => {
                    came.entry((e.stream, e.emission)).or_insert(Came { ready: e.at, took: None, may });
                }
                Some(H::Arrived) => {
                    if let Some(c) = came.get_mut(&(e.stream, e.emission)) {
                        c.took = c.took.or(Some(e.at - c.ready));
                    }
                }
                _ => {}
            }
            let Place::Node(n) = e.place else { continue };
            let Some(at) = busy.get_mut(usize::from(n)) else { continue };
            let before = at.0 + at.1;
            match e.what {
                Some(H::Queued) => at.0 += 1,
                Some(H::Handled | H::GivenUp) => at.0 = at.0.saturating_sub(1),
                Some(H::Parked) => at.1 += 1,
                Some(H::Resent) => at.1 = at.1.saturating_sub(1),
                _ => continue,
            }
            total = total + at.0 + at.1 - before;
            waits.push((e.at, total));
        }
        Self { came: came.into_values().collect(), waits }
    }

    /// Returns the largest number that waited in each of so many equal parts of the run.
    fn waits_in(&self, parts: usize, horizon: Time) -> Vec<u32> {
        let mut out = vec![0; parts];
        let part = |t: Time| {
            ((i128::from(t) * parts as i128 / i128::from(horizon.max(1))) as usize).min(parts.saturating_sub(1))
        };
        let mut from = 0;
        let mut level = 0;
        for &(t, n) in &self.waits {
            for p in &mut out[from..=part(t)] {
                *p = (*p).max(level);
            }
            from = part(t);
            out[from] = out[from].max(n);
            level = n;
        }
        for p in &mut out[from..] {
            *p = (*p).max(level);
        }
        out
    }
}

/// A column of a chart.
#[derive(Clone, Copy, Debug)]
struct Column {
    /// Its height, in eighths of a row.
    eighths: usize,
    /// What stands in its place if there is no height.
    none: bool,
    role: Role,
}

/// Draws both charts one below the other.
pub fn draw(play: &Play, now: Time, model: &Model, area: Rect, buf: &mut Buffer) {
    let half = area.height / 2;
    let (top, bottom) = (Rect { height: half, ..area }, Rect { y: area.y + half, height: area.height - half, ..area });
    freshness(play, now, model, top, buf);
    backlog(play, now, model, bottom, buf);
}

fn freshness(play: &Play, now: Time, model: &Model, area: Rect, buf: &mut Buffer) {
    let came = &play.charts.came;
    let late = came.iter().filter(|c| c.took.is_some_and(|t| t > c.may)).count();
    let never = came.iter().filter(|c| c.took.is_none()).count();
    Pane::new(model, say::FRESHNESS).right(say::freshness_note(came.len(), late, never)).draw(area, buf);
    let inside = Pane::padded(area);
    let Some(may) = came.iter().map(|c| c.may).max().filter(|_| inside.height > 3 && inside.width > 24) else { return };
    let plot = Rect { x: inside.x + 10, width: inside.width - 10, height: inside.height - 1, ..inside };
    let top = may + may / 4;
    let columns = usize::from(plot.width);
    let groups = came.len().div_ceil(columns).max(1);
    let wide = (columns / came.len().max(1)).clamp(1, 6);
    let rows = usize::from(plot.height);
    let column = |group: &[Came]| {
        let worst = group.iter().map(|c| c.took.unwrap_or(Time::MAX)).max().unwrap_or(0);
        let none = worst == Time::MAX;
        let eighths = if none { 0 } else { share_of(worst.min(top), top, rows * 8) };
        let role = if none {
            Role::Bad
        } else if worst > may {
            Role::Warn
        } else {
            Role::Good
        };
        Column { eighths: eighths.max(1), none, role }
    };
    let all: Vec<Column> = came.chunks(groups).map(column).collect();
    let at = came.partition_point(|c| c.ready <= now) / groups;
    let marked = Marks { wide, until: at };
    bars(&all, marked, model, plot, buf);
    // The line of what the client accepts.
    let line = plot.bottom() - 1 - (share_of(may, top, rows) as u16).min(plot.height - 1);
    scale(&[(plot.y, format!(">{}", lasting(top))), (line, lasting(may))], model, inside, buf);
    level(line, plot, model, buf);
    buf.set_stringn(plot.x, inside.bottom() - 1, say::FRESHNESS_KEY, columns, model.theme().style(Role::Muted));
}

/// Draws a level across what is free of a chart.
fn level(line: u16, plot: Rect, model: &Model, buf: &mut Buffer) {
    let style = model.theme().style(Role::Muted);
    for x in plot.x..plot.right() {
        if let Some(cell) = buf.cell_mut((x, line)).filter(|c| c.symbol() == " ") {
            cell.set_symbol(if model.settings.ascii { "-" } else { "╌" }).set_style(style);
        }
    }
}

fn backlog(play: &Play, now: Time, model: &Model, area: Rect, buf: &mut Buffer) {
    let inside = Pane::padded(area);
    let columns = usize::from(inside.width.saturating_sub(10)).max(1);
    let waits = play.charts.waits_in(columns, play.line.horizon);
    let most = waits.iter().copied().max().unwrap_or(0);
    Pane::new(model, say::BACKLOG).right(say::most(most)).draw(area, buf);
    if inside.height < 4 || inside.width < 24 {
        return;
    }
    let plot = Rect { x: inside.x + 10, width: inside.width - 10, height: inside.height - 1, ..inside };
    let rows = usize::from(plot.height);
    let column = |&n: &u32| {
        let eighths = n as usize * rows * 8 / most.max(1) as usize;
        Column { eighths, none: false, role: if n > 1 { Role::Warn } else { Role::Link } }
    };
    let all: Vec<Column> = waits.iter().map(column).collect();
    let until = (i128::from(now) * columns as i128 / i128::from(play.line.horizon.max(1))) as usize + 1;
    bars(&all, Marks { wide: 1, until }, model, plot, buf);
    scale(&[(plot.y, most.to_string()), (plot.bottom() - 1, "0".to_owned())], model, inside, buf);
    let days = play.line.horizon / crate::sim::agenda::DAY;
    buf.set_stringn(plot.x, inside.bottom() - 1, say::days(days), columns, model.theme().style(Role::Muted));
}

/// How wide columns are, and which of them lie ahead of where the run is watched.
#[derive(Clone, Copy)]
struct Marks {
    wide: usize,
    until: usize,
}

fn bars(all: &[Column], marks: Marks, model: &Model, plot: Rect, buf: &mut Buffer) {
    const EIGHTHS: [&str; 9] = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];
    let theme = model.theme();
    let ascii = model.settings.ascii;
    let g = Glyphs::pick(ascii);
    for (i, c) in all.iter().enumerate() {
        let ahead = i >= marks.until;
        let style = theme.style(if ahead { Role::Grid } else { c.role });
        let body = if marks.wide > 2 { marks.wide - 1 } else { marks.wide };
        for x in (0..body).map(|k| plot.x + (i * marks.wide + k) as u16).filter(|x| *x < plot.right()) {
            if c.none {
                buf.set_string(x, plot.bottom() - 1, g.no, style);
                continue;
            }
            for row in 0..usize::from(plot.height) {
                let left = c.eighths.saturating_sub(row * 8).min(8);
                let sign =
                    if ascii { ["", "#"][usize::from(left >= 4 || (row == 0 && left > 0))] } else { EIGHTHS[left] };
                if left > 0 && !sign.is_empty() {
                    buf.set_string(x, plot.bottom() - 1 - row as u16, sign, style);
                }
            }
        }
    }
}

/// Returns the same share of so many parts as a time is of another.
fn share_of(time: Time, whole: Time, parts: usize) -> usize {
    (i128::from(time) * parts as i128 / i128::from(whole.max(1))) as usize
}

fn scale(lines: &[(u16, String)], model: &Model, inside: Rect, buf: &mut Buffer) {
    for (y, text) in lines {
        buf.set_stringn(inside.x, *y, format!("{text:>9}"), 9, model.theme().style(Role::Muted));
    }
}
