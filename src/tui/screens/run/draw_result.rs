//! Draws what came of a run: the gauges, the rows of the result, what is said of the selected one.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
    widgets::{Paragraph, Widget},
};

use super::{
    RunScreen,
    draw::{Areas, bar},
    outcome::{About, Row, percent},
};
use crate::{
    domain::scenario::Quality,
    tui::{
        model::Model,
        strings::{quality, run as say, scroll},
        theme::Role,
        widgets::{
            glyphs::Glyphs,
            pane::Pane,
            words::{cut, width, wrap},
        },
    },
};

/// Draws the three gauges with what decided them.
pub(super) fn gauges(screen: &RunScreen, model: &Model, area: Rect, buf: &mut Buffer) {
    let theme = model.theme();
    let run = model.attempt.as_ref().and_then(|a| a.runs.last());
    let stale = run.is_some_and(|r| r.board != screen.current);
    Pane::new(model, say::GAUGES).right(if stale { say::STALE } else { "" }).draw(area, buf);
    let inside = Pane::padded(area);
    let Some(run) = run else {
        let text = if model.running.is_measuring() { say::MEASURING } else { say::NOT_MEASURED };
        let lines: Vec<Line> = wrap(text, inside.width.into()).into_iter().map(Line::raw).collect();
        Paragraph::new(lines).style(theme.style(Role::Muted)).render(inside, buf);
        return;
    };
    let mut lines = Vec::new();
    for q in Quality::ALL {
        let Some(g) = run.gauges.get(q) else { continue };
        let figures = Figures { percent: g.percent, low: g.low, target: g.target, met: g.met };
        lines.push(gauge_line(quality::title(*q), figures, model, inside.width.into()));
        let why = wrap(&g.why, usize::from(inside.width).saturating_sub(2));
        let room = if inside.height >= 12 { 3 } else { 2 };
        lines.extend(why.into_iter().take(room).map(|l| Line::styled(format!("  {l}"), theme.style(Role::Muted))));
    }
    Paragraph::new(lines).render(inside, buf);
}

/// The figures of a gauge.
#[derive(Clone, Copy)]
struct Figures {
    percent: i32,
    low: i32,
    target: i32,
    met: bool,
}

fn gauge_line(name: &str, f: Figures, model: &Model, columns: usize) -> Line<'static> {
    let theme = model.theme();
    let g = Glyphs::pick(model.settings.ascii);
    let (sign, role) = if f.met { (g.yes, Role::Good) } else { (g.no, Role::Bad) };
    let figure = percent(f.percent);
    let from = if f.low < f.percent { say::at_least(&percent(f.low)) } else { String::new() };
    let whole = format!(" {figure:>8}{from}  {}", say::target(f.target));
    let fits = columns >= 17 + width(&whole) + 6;
    let tail = if fits { whole } else { format!(" {figure:>8}  {}", say::target(f.target)) };
    let room = columns.saturating_sub(17 + width(&tail)).min(30);
    let bar: String = (0..room)
        .map(|i| {
            let at = ((i + 1) * 10_000 / room.max(1)) as i32;
            let target = f.target * 100;
            let is_target = at >= target && ((i * 10_000 / room.max(1)) as i32) < target;
            match (f.percent >= at, is_target, g.ascii) {
                (_, true, _) => '|',
                (true, _, false) => '█',
                (true, _, true) => '#',
                (false, _, false) => '░',
                (false, _, true) => '.',
            }
        })
        .collect();
    Line::from(vec![
        Span::styled(format!("{sign} {name:<14} "), theme.style(role)),
        Span::styled(bar, theme.style(role)),
        Span::styled(tail, theme.style(Role::Text)),
    ])
}

/// Draws all rows of the result.
pub(super) fn result(screen: &RunScreen, model: &Model, it: &Areas, buf: &mut Buffer) {
    let theme = model.theme();
    Pane::new(model, say::VIEWS[2]).focus(true).right(more(screen, it)).draw(it.main, buf);
    let inside = Pane::padded(it.main);
    for (y, i) in screen.rows_at.window(screen.rows.len(), inside.height.into()).enumerate() {
        let row = &screen.rows[i];
        let at = Rect { y: inside.y + y as u16, height: 1, ..inside };
        row_line(row, i == screen.rows_at.at, model, at, buf);
    }
    let Some(area) = it.detail else { return };
    let row = screen.rows.get(screen.rows_at.at);
    Pane::new(model, row.map_or(String::new(), |r| cut(&r.name, 40))).draw(area, buf);
    let inside = Pane::padded(area);
    let mut lines = Vec::new();
    for (role, text) in row.map_or(&[][..], |r| &r.detail[..]) {
        lines.extend(wrap(text, inside.width.into()).into_iter().map(|l| Line::styled(l, theme.style(*role))));
    }
    Paragraph::new(lines).render(inside, buf);
}

fn more(screen: &RunScreen, it: &Areas) -> String {
    let shown = screen.rows_at.window(screen.rows.len(), Pane::padded(it.main).height.into());
    let below = screen.rows.len() - shown.end;
    if below > 0 { scroll::more_below(below) } else { String::new() }
}

fn row_line(row: &Row, selected: bool, model: &Model, at: Rect, buf: &mut Buffer) {
    let theme = model.theme();
    let g = Glyphs::pick(model.settings.ascii);
    let columns = usize::from(at.width);
    if !row.can_be_chosen() {
        let role = if row.about == About::Head { Role::Title } else { Role::Muted };
        buf.set_string(at.x, at.y, cut(&row.name, columns), theme.style(role));
        return;
    }
    let (sign, role) = match row.met {
        Some(true) => (g.yes, Role::Good),
        Some(false) => (g.no, Role::Bad),
        None => (g.dot, Role::Muted),
    };
    if let Some([percent, low, target]) = row.bar {
        let figures = Figures { percent, low, target, met: row.met == Some(true) };
        let pointer = if selected { g.pointer } else { " " };
        buf.set_string(at.x, at.y, pointer, theme.style(Role::Accent));
        let right = Rect { x: at.x + 1, width: at.width.saturating_sub(1), ..at };
        Paragraph::new(gauge_line(&row.name, figures, model, columns.saturating_sub(1))).render(right, buf);
        if selected {
            buf.set_style(at, theme.style(Role::Selected));
        }
        return;
    }
    let room = (columns * 11 / 20).clamp(26, 46);
    let name = cut(&row.name, room);
    let pad = " ".repeat(room.saturating_sub(width(&name)));
    if selected {
        let pointer = g.pointer;
        return bar(&format!("{pointer}{sign} {name}{pad} {}", row.text), theme.style(Role::Selected), true, at, buf);
    }
    let text = cut(&row.text, columns.saturating_sub(room + 4));
    let line = Line::from(vec![
        Span::styled(format!(" {sign} "), theme.style(role)),
        Span::raw(format!("{name}{pad} ")),
        Span::styled(text, theme.style(Role::Muted)),
    ]);
    Paragraph::new(line).render(at, buf);
}
