//! Draws the hand-in stage: the list, and beside or below it what the selected row is about.

use ratatui::{
    buffer::Buffer,
    layout::{Constraint, Layout, Rect},
    text::{Line, Span},
    widgets::{Paragraph, Widget, Wrap},
};

use super::{
    HandInScreen,
    edit::{Edit, Person},
    rows::{self, Row},
};
use crate::{
    domain::{scenario::Quality, text::clean_line},
    tui::{
        model::Model,
        strings::{handin as say, quality, scroll::more_below},
        theme::{Role, Theme},
        widgets::{
            dates::day_and_time,
            glyphs::Glyphs,
            pane::Pane,
            words::{cut, width, wrap},
        },
    },
};

mod detail;

/// Below this the panes stack.
const WIDE: u16 = 110;

fn areas(screen: &HandInScreen, area: Rect) -> (Rect, Rect) {
    let wide = area.width.min(170);
    let area = Rect { x: area.x + (area.width - wide) / 2, width: wide, ..area };
    if area.width >= WIDE {
        let [list, detail] = area.layout(&Layout::horizontal([Constraint::Percentage(54), Constraint::Percentage(46)]));
        return (list, detail);
    }
    let rows = match (&screen.edit, screen.row()) {
        (Some(_), _) => area.height * 3 / 5,
        (None, Some(Row::Bundle(_))) => area.height / 2,
        _ => (area.height / 3).max(7),
    };
    let [list, detail] = area.layout(&Layout::vertical([Constraint::Min(4), Constraint::Length(rows)]));
    (list, detail)
}

/// Finds the row of the list at a place on the screen.
pub fn row_at(screen: &HandInScreen, area: Rect, (x, y): (u16, u16)) -> Option<usize> {
    let inside = Pane::inside(areas(screen, area).0);
    if !inside.contains((x, y).into()) {
        return None;
    }
    let row = screen.list.top + usize::from(y - inside.y);
    screen.rows.get(row).filter(|r| !matches!(r, Row::Head(_))).map(|_| row)
}

/// Brings list and detail in step with the size of the window.
pub fn settle(screen: &mut HandInScreen, model: &Model, area: Rect) {
    let (list, detail) = areas(screen, area);
    screen.list.settle(screen.rows.len(), usize::from(Pane::inside(list).height));
    if screen.list.at == 1 {
        screen.list.top = 0;
    }
    let inside = Pane::padded(detail);
    let lines = detail::lines(screen, model, usize::from(inside.width));
    screen.detail.settle(lines.len(), usize::from(inside.height));
}

/// Draws the stage.
pub fn draw(screen: &HandInScreen, model: &Model, area: Rect, buf: &mut Buffer) {
    let (list, detail) = areas(screen, area);
    draw_list(screen, model, list, buf);
    match &screen.edit {
        Some(edit) => draw_edit(edit, model, detail, buf),
        None => draw_detail(screen, model, detail, buf),
    }
}

fn draw_list(screen: &HandInScreen, model: &Model, pane: Rect, buf: &mut Buffer) {
    let theme = model.theme();
    let done = screen.items.iter().filter(|i| i.done).count();
    let focus = screen.edit.is_none();
    Pane::new(model, say::TITLE).focus(focus).right(progress(screen, done, pane)).draw(pane, buf);
    if screen.rows.is_empty() {
        let text = Paragraph::new(say::ONE_MOMENT).style(theme.style(Role::Muted));
        text.render(Pane::padded(pane), buf);
        return;
    }
    let inside = Pane::inside(pane);
    for (y, i) in screen.list.window(screen.rows.len(), usize::from(inside.height)).enumerate() {
        let area = Rect::new(inside.x, inside.y + y as u16, inside.width, 1);
        let selected = i == screen.list.at;
        let line = Writer {
            screen,
            model,
            theme,
            glyphs: Glyphs::pick(model.settings.ascii),
            columns: usize::from(inside.width),
        }
        .row(&screen.rows[i], selected);
        Paragraph::new(line).render(area, buf);
        if selected {
            buf.set_style(area, theme.style(if focus { Role::Selected } else { Role::Marked }));
        }
    }
}

/// Says how much is complete, and that the list goes on below.
fn progress(screen: &HandInScreen, done: usize, pane: Rect) -> String {
    let complete = say::complete(done, screen.items.len());
    let shown = screen.list.window(screen.rows.len(), usize::from(Pane::inside(pane).height)).end;
    match screen.rows.len().saturating_sub(shown) {
        0 => complete,
        below => format!("{complete}, {}", more_below(below)),
    }
}

/// Writes the rows of the list.
struct Writer<'a> {
    screen: &'a HandInScreen,
    model: &'a Model,
    theme: Theme,
    glyphs: Glyphs,
    columns: usize,
}

impl Writer<'_> {
    fn row(&self, row: &Row, selected: bool) -> Line<'static> {
        match row {
            Row::Head(text) => Line::styled(format!(" {text}"), self.theme.style(Role::Accent)),
            Row::Item(i) => self.item(*i, selected),
            Row::Person(i) => self.person(*i, selected),
            Row::Quality(q) => {
                let words = rows::said(self.model, *q);
                let text = self
                    .model
                    .attempt
                    .as_ref()
                    .and_then(|a| a.qualities.get(q))
                    .map_or(say::NOTHING_YET, String::as_str);
                let sign = match words {
                    0 => (self.glyphs.no, Role::Bad),
                    _ if self.wants(*q) => (self.glyphs.part, Role::Text),
                    _ => (self.glyphs.yes, Role::Good),
                };
                let text = format!("{:<14} {}", quality::title(*q), clean_line(text));
                self.line(sign, &text, &say::words(words), selected)
            }
            Row::Step(i) => self.step(*i, selected),
            Row::Bundle(i) => {
                let Some(h) = self.model.attempt.as_ref().and_then(|a| a.handed_in.get(*i)) else {
                    return Line::default();
                };
                let sign = if h.complete { (self.glyphs.yes, Role::Good) } else { (self.glyphs.part, Role::Warn) };
                let right = if h.complete { say::COMPLETE } else { say::WITH_GAPS };
                self.line(sign, &format!("{}, {}", day_and_time(&h.at), h.receipt), right, selected)
            }
            Row::NoBundle => self.line((" ", Role::Muted), say::NO_BUNDLE, "", selected),
        }
    }

    /// Whether the checklist still wants something of a quality.
    fn wants(&self, q: Quality) -> bool {
        let missing = self.screen.items.iter().flat_map(|i| &i.missing);
        missing.into_iter().any(|m| m.strip_prefix(q.word()).is_some_and(|rest| rest.starts_with(':')))
    }

    fn item(&self, i: usize, selected: bool) -> Line<'static> {
        let Some(item) = self.screen.items.get(i) else { return Line::default() };
        let sign = if item.done { (self.glyphs.yes, Role::Good) } else { (self.glyphs.no, Role::Bad) };
        let right = if item.done { say::COMPLETE.to_owned() } else { say::missing(item.left) };
        self.line(sign, &clean_line(&item.text), &right, selected)
    }

    fn person(&self, i: usize, selected: bool) -> Line<'static> {
        let student = self.model.attempt.as_ref().and_then(|a| a.students.get(i));
        let name = student.map_or("", |s| s.name.trim());
        let id = student.map_or("", |s| s.id.trim());
        let sign = if name.is_empty() { (self.glyphs.no, Role::Bad) } else { (self.glyphs.yes, Role::Good) };
        let name = if name.is_empty() { say::NO_NAME } else { name };
        self.line(sign, &clean_line(name), if id.is_empty() { say::NO_ID } else { id }, selected)
    }

    fn step(&self, i: usize, selected: bool) -> Line<'static> {
        let Some(step) = self.screen.steps.get(i) else { return Line::default() };
        let sign = if step.note.is_some() { (self.glyphs.yes, Role::Good) } else { (self.glyphs.no, Role::Bad) };
        let text = format!("{:>2}  {}", i + 1, step.label);
        let right = if step.note.is_some() { "" } else { say::NOT_EXPLAINED };
        self.line(sign, &text, right, selected)
    }

    fn line(&self, (sign, role): (&'static str, Role), text: &str, right: &str, selected: bool) -> Line<'static> {
        let pointer = if selected { self.glyphs.pointer } else { " " };
        let right = cut(&clean_line(right), self.columns / 2);
        let room = self.columns.saturating_sub(width(&right) + 8);
        let text = cut(text, room);
        let pad = " ".repeat(room.saturating_sub(width(&text)) + 1);
        Line::from(vec![
            Span::raw(format!("{pointer}  ")),
            Span::styled(sign, self.theme.style(role)),
            Span::raw(format!(" {text}{pad}")),
            Span::styled(right, self.theme.style(Role::Muted)),
        ])
    }
}

fn draw_detail(screen: &HandInScreen, model: &Model, pane: Rect, buf: &mut Buffer) {
    let title = detail::title(screen, usize::from(Pane::padded(pane).width));
    Pane::new(model, title).right(screen.detail.note()).draw(pane, buf);
    let inside = Pane::padded(pane);
    let lines = detail::lines(screen, model, usize::from(inside.width));
    let shown = &lines[screen.detail.window(lines.len(), usize::from(inside.height))];
    Paragraph::new(shown.to_vec()).render(inside, buf);
}

fn draw_edit(edit: &Edit, model: &Model, pane: Rect, buf: &mut Buffer) {
    let theme = model.theme();
    match edit {
        Edit::Quality(q, prose) => {
            Pane::new(model, quality::title(*q)).focus(true).draw(pane, buf);
            let (prompt, text) = quality_areas(*q, pane);
            Paragraph::new(say::prompt(*q))
                .style(theme.style(Role::Muted))
                .wrap(Wrap { trim: true })
                .render(prompt, buf);
            prose.draw(text, buf);
        }
        Edit::Person(person) => draw_person(person, model, pane, buf),
    }
}

fn quality_areas(q: Quality, pane: Rect) -> (Rect, Rect) {
    let inside = Pane::padded(pane);
    let rows = wrap(say::prompt(q), usize::from(inside.width).max(8)).len() as u16;
    let [prompt, _, text] =
        inside.layout(&Layout::vertical([Constraint::Length(rows), Constraint::Length(1), Constraint::Min(2)]));
    (prompt, text)
}

fn draw_person(person: &Person, model: &Model, pane: Rect, buf: &mut Buffer) {
    let theme = model.theme();
    Pane::new(model, say::PERSON).focus(true).draw(pane, buf);
    let inside = Pane::padded(pane);
    let (name, id) = person_areas(pane);
    for (label, field, at, on) in
        [(say::NAME, &person.name, name, !person.on_id), (say::ID, &person.id, id, person.on_id)]
    {
        if at.is_empty() {
            continue;
        }
        buf.set_stringn(inside.x, at.y, label, 6, theme.style(Role::Muted));
        buf.set_style(at, theme.style(if on { Role::Marked } else { Role::Text }));
        field.draw(at, theme.style(Role::Text), buf);
    }
    let help = Rect { y: inside.y + 3.min(inside.height), height: inside.height.saturating_sub(3), ..inside };
    Paragraph::new(say::PERSON_HELP).style(theme.style(Role::Muted)).wrap(Wrap { trim: true }).render(help, buf);
}

fn person_areas(pane: Rect) -> (Rect, Rect) {
    let inside = Pane::padded(pane);
    let line = |n: u16| {
        let height = u16::from(n < inside.height);
        Rect::new(inside.x + 6.min(inside.width), inside.y + n, inside.width.saturating_sub(6).min(48), height)
    };
    (line(0), line(1))
}

/// Returns where the terminal's cursor belongs.
pub fn caret(screen: &HandInScreen, _model: &Model, area: Rect) -> Option<(u16, u16)> {
    let (_, pane) = areas(screen, area);
    match screen.edit.as_ref()? {
        Edit::Quality(q, prose) => prose.caret(quality_areas(*q, pane).1),
        Edit::Person(p) => {
            let (name, id) = person_areas(pane);
            Some(if p.on_id { p.id.caret(id) } else { p.name.caret(name) })
        }
    }
}
