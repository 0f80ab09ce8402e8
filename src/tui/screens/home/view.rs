//! Draws the lab map.

use std::ops::Range;

use ratatui::{
    buffer::Buffer,
    layout::{Constraint, Layout, Rect},
    text::{Line, Span},
    widgets::{Paragraph, Widget, Wrap},
};

use super::{Home, contract_state, lesson_state};
use crate::{
    domain::lesson::State,
    tui::{
        model::Model,
        strings::{
            home as say,
            scroll::{more_above, more_below},
        },
        theme::{Role, Theme},
        widgets::{
            glyphs::Glyphs,
            list::Cursor,
            pane::Pane,
            words::{cut, width, wrap},
        },
    },
};

/// Where the parts of the map stand.
pub struct Areas {
    banner: Rect,
    /// The list of lessons.
    pub lessons: Rect,
    contracts: Rect,
    about: Rect,
}

/// Lays the map out: the lists as tall as they need, what they say of the selected row below.
pub fn areas(area: Rect, rows: usize) -> Areas {
    let banner = if area.height >= 30 { 9 } else { 2 };
    let left = area.height.saturating_sub(banner);
    let lists = (rows as u16 + 2).clamp(6, left.saturating_sub(7).max(6));
    let [banner, lists, about] =
        area.layout(&Layout::vertical([Constraint::Length(banner), Constraint::Length(lists), Constraint::Min(5)]));
    let wide = lists.width.min(130);
    let x = lists.x + (lists.width - wide) / 2;
    let [lessons, contracts] = Rect { x, width: wide, ..lists }
        .layout(&Layout::horizontal([Constraint::Percentage(50), Constraint::Percentage(50)]));
    Areas { banner, lessons, contracts, about: Rect { x, width: wide, ..about } }
}

/// Returns how many rows the longer list has.
pub fn rows(model: &Model) -> usize {
    model.heads.lessons.len().max(model.heads.scenarios.len())
}

/// Finds the row of a list at a place on the screen.
pub fn row_at(area: Rect, home: &Home, model: &Model, (x, y): (u16, u16)) -> Option<(bool, usize)> {
    let areas = areas(area, rows(model));
    for (contracts, at, pane, len) in [
        (false, &home.lessons_at, areas.lessons, model.heads.lessons.len()),
        (true, &home.contracts_at, areas.contracts, model.heads.scenarios.len()),
    ] {
        let inside = Pane::inside(pane);
        if inside.contains((x, y).into()) {
            let row = at.top + usize::from(y - inside.y);
            return (row < len).then_some((contracts, row));
        }
    }
    None
}

/// Draws the map.
pub fn draw(home: &Home, model: &Model, area: Rect, buf: &mut Buffer) {
    let areas = areas(area, rows(model));
    banner(model, areas.banner, buf);
    let lessons: Vec<Row> = model
        .heads
        .lessons
        .iter()
        .enumerate()
        .map(|(i, l)| Row {
            state: lesson_state(model, i),
            number: l.order,
            title: &l.title,
            minutes: l.minutes,
            core: l.core,
        })
        .collect();
    let contracts: Vec<Row> = model
        .heads
        .scenarios
        .iter()
        .enumerate()
        .map(|(i, s)| Row {
            state: contract_state(model, i),
            number: s.order,
            title: &s.title,
            minutes: s.minutes,
            core: false,
        })
        .collect();
    list(model, say::LESSONS, &lessons, (&home.lessons_at, !home.contracts), areas.lessons, buf);
    list(model, say::CONTRACTS, &contracts, (&home.contracts_at, home.contracts), areas.contracts, buf);
    about(home, model, areas.about, buf);
}

struct Row<'a> {
    state: State,
    number: u32,
    title: &'a str,
    minutes: u32,
    core: bool,
}

fn sign(g: &Glyphs, state: State) -> (&'static str, Role) {
    match state {
        State::Done => (g.yes, Role::Good),
        State::Started => (g.part, Role::Warn),
        State::New => (" ", Role::Muted),
    }
}

fn list(model: &Model, title: &str, rows: &[Row<'_>], (cursor, focus): (&Cursor, bool), area: Rect, buf: &mut Buffer) {
    let theme = model.theme();
    let g = Glyphs::pick(model.settings.ascii);
    let done = rows.iter().filter(|r| r.state == State::Done).count();
    Pane::new(model, title.to_owned()).focus(focus).right(format!("{done} of {} done", rows.len())).draw(area, buf);
    let inside = Pane::inside(area);
    if rows.is_empty() {
        Paragraph::new(say::NO_CONTENT).style(theme.style(Role::Muted)).render(Pane::padded(area), buf);
    }
    let shown = cursor.window(rows.len(), usize::from(inside.height));
    more(&theme, &shown, rows.len(), area, buf);
    for (y, i) in shown.enumerate() {
        let row = &rows[i];
        let selected = focus && i == cursor.at;
        let line = Rect::new(inside.x, inside.y + y as u16, inside.width, 1);
        let minutes = if row.core { say::core_minutes(row.minutes) } else { say::minutes(row.minutes) };
        let room = usize::from(inside.width).saturating_sub(width(&minutes) + 10);
        let title = cut(row.title, room);
        let pointer = if selected { g.pointer } else { " " };
        let (mark, role) = sign(&g, row.state);
        let pad = room.saturating_sub(width(&title));
        let spans = vec![
            Span::raw(format!("{pointer} ")),
            Span::styled(mark, theme.style(role)),
            Span::raw(format!(" {:>2}  {title}{} ", row.number, " ".repeat(pad))),
            Span::styled(minutes, theme.style(Role::Muted)),
        ];
        Paragraph::new(Line::from(spans)).render(line, buf);
        if selected {
            buf.set_style(line, theme.style(Role::Selected));
        }
    }
}

/// Says on the lower border that the list goes on, below or else above.
fn more(theme: &Theme, shown: &Range<usize>, all: usize, area: Rect, buf: &mut Buffer) {
    let note = match (shown.start, all - shown.end) {
        (0, 0) => return,
        (above, 0) => more_above(above),
        (_, below) => more_below(below),
    };
    let note = format!(" {note} ");
    let wide = (width(&note) as u16).min(area.width.saturating_sub(4));
    let x = (area.right().saturating_sub(wide + 2)).max(area.x);
    let place = Rect { x, y: area.bottom().saturating_sub(1), width: wide, height: 1 };
    Paragraph::new(Span::styled(note, theme.style(Role::Muted))).render(place, buf);
}

fn banner(model: &Model, area: Rect, buf: &mut Buffer) {
    let theme = model.theme();
    if area.height < 8 {
        let line = Line::from(vec![
            Span::styled(say::TAGLINE, theme.style(Role::Title)),
            Span::styled(format!("   {}", plain(model, say::QUALITIES)), theme.style(Role::Muted)),
        ]);
        Paragraph::new(line.centered()).render(Rect { height: 1, ..area }, buf);
        return;
    }
    picture(model, &theme, area, buf);
}

fn plain(model: &Model, text: &str) -> String {
    if model.settings.ascii { text.replace('·', "-") } else { text.to_owned() }
}

/// The lab's own emblem: a pipeline with an archive below and a question mark on the way.
fn picture(model: &Model, theme: &Theme, area: Rect, buf: &mut Buffer) {
    const ART: [&str; 6] = [
        "╭────────╮      ╭────────╮      ╭────────╮      ╭────────╮",
        "│ source │─────▶│ fetch  │─────▶│convert │─────▶│  sink  │",
        "╰────────╯      ╰───┬────╯      ╰───┬────╯      ╰────────╯",
        "                    │               ┆             velocity",
        "                    ▼               ▼           resilience",
        "               ▤ archive       ▦ parked      replayability",
    ];
    let mut lines: Vec<Line> = ART
        .iter()
        .map(|l| {
            let text = if model.settings.ascii { ascii(l) } else { (*l).to_owned() };
            Line::styled(text, theme.style(Role::Link)).centered()
        })
        .collect();
    lines.push(Line::default());
    lines.push(Line::styled(say::TAGLINE, theme.style(Role::Title)).centered());
    Paragraph::new(lines).render(area, buf);
}

fn ascii(line: &str) -> String {
    line.chars()
        .map(|c| match c {
            '─' => '-',
            '│' | '┆' => '|',
            '▶' => '>',
            '▼' => 'v',
            '▤' | '▦' => '#',
            c if c.is_ascii() => c,
            _ => '+',
        })
        .collect()
}

fn about(home: &Home, model: &Model, area: Rect, buf: &mut Buffer) {
    let (title, state, lines) = if home.contracts { contract_lines(home, model) } else { lesson_lines(home, model) };
    if title.is_empty() {
        return;
    }
    Pane::new(model, title).right(state).draw(area, buf);
    let theme = model.theme();
    let mut all = Vec::new();
    match resume_title(model) {
        Some(title) => all.push(Line::styled(say::resume(&title), theme.style(Role::Accent))),
        None => {
            let text = match (home.contracts, home.lessons_at.at) {
                (true, _) => say::LESSONS_FIRST,
                (false, 0) => say::FIRST_STEP,
                (false, _) => say::FIRST_FIRST,
            };
            all.push(Line::styled(text, theme.style(Role::Accent)));
        }
    }
    all.push(Line::default());
    all.extend(lines);
    let inside = Pane::padded(area);
    tighten(&mut all, inside);
    Paragraph::new(all).wrap(Wrap { trim: false }).render(inside, buf);
}

/// Takes blank lines out, the last first, until everything fits or none is left.
fn tighten(lines: &mut Vec<Line<'_>>, area: Rect) {
    let columns = usize::from(area.width).max(1);
    // Wrapping at words may take a line more than the characters alone.
    let rows = |lines: &[Line<'_>]| lines.iter().map(|l| wrap(&l.to_string(), columns).len().max(1)).sum::<usize>();
    while rows(lines) > usize::from(area.height) {
        let Some(blank) = lines.iter().rposition(|l| l.width() == 0) else { return };
        lines.remove(blank);
    }
}

fn lesson_lines<'a>(home: &Home, model: &'a Model) -> (String, String, Vec<Line<'a>>) {
    let Some(head) = model.heads.lessons.get(home.lessons_at.at) else { return Default::default() };
    let theme = model.theme();
    let g = Glyphs::pick(model.settings.ascii);
    let record = model.progress.lessons.get(&head.id);
    let done = |id: &str| record.and_then(|r| r.tasks.get(id)).is_some_and(|t| t.done);
    let mut lines = vec![Line::styled(head.pitch.as_str(), theme.style(Role::Text)), Line::default()];
    let before = head.before.as_ref().and_then(|id| model.heads.scenarios.iter().find(|s| &s.id == id));
    if let Some(place) = say::place_of(head.core, before.map(|s| s.title.as_str())) {
        lines.insert(1, Line::styled(place, theme.style(Role::Muted)));
    }
    for task in model.lesson(&head.id).into_iter().flat_map(crate::domain::lesson::Lesson::tasks) {
        let (sign, role) = if done(&task.id) { (g.yes, Role::Good) } else { (g.dot, Role::Muted) };
        lines.push(Line::from(vec![
            Span::styled(format!("{sign} "), theme.style(role)),
            Span::styled(task.title.as_str(), theme.style(Role::Muted)),
        ]));
    }
    let count = record.map_or(0, |r| r.tasks.values().filter(|t| t.done).count());
    (head.title.clone(), say::tasks_done(count), lines)
}

fn contract_lines<'a>(home: &Home, model: &'a Model) -> (String, String, Vec<Line<'a>>) {
    let Some(head) = model.heads.scenarios.get(home.contracts_at.at) else { return Default::default() };
    let theme = model.theme();
    let g = Glyphs::pick(model.settings.ascii);
    let state = match contract_state(model, home.contracts_at.at) {
        State::Done => say::HANDED_IN,
        State::Started => say::TAKEN,
        State::New => say::OPEN,
    };
    let mut lines = vec![Line::styled(head.pitch.as_str(), theme.style(Role::Text)), Line::default()];
    lines.push(Line::styled(say::client(&head.client), theme.style(Role::Text)));
    if let Some(scenario) = model.scenario(&head.id) {
        lines.push(Line::default());
        lines.push(Line::styled(say::HAND_IN, theme.style(Role::Muted)));
        for d in &scenario.deliverable {
            lines.push(Line::from(vec![
                Span::styled(format!("{} ", g.dot), theme.style(Role::Muted)),
                Span::styled(d.text.as_str(), theme.style(Role::Muted)),
            ]));
        }
    }
    (head.title.clone(), state.to_owned(), lines)
}

fn resume_title(model: &Model) -> Option<String> {
    use crate::domain::progress::Place;
    match Home::resume(model)? {
        Place::Lesson(id) => model.heads.lessons.iter().find(|l| l.id == id).map(|l| l.title.clone()),
        Place::Contract(id, stage) => {
            model.heads.scenarios.iter().find(|s| s.id == id).map(|s| format!("{}, {}", s.title, stage.title()))
        }
        Place::Home => None,
    }
}
