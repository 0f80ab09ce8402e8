//! Draws a lesson.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
    widgets::{Paragraph, Widget, Wrap},
};

use super::{
    LessonScreen,
    card::{self, Card},
    layout, pages,
};
use crate::tui::{
    action::Action,
    keymap::{Context, key_of},
    model::Model,
    screen::Screen,
    strings::lesson as say,
    theme::Role,
    widgets::{glyphs::Glyphs, pane::Pane, words::cut},
};

/// Draws the lesson.
pub fn draw(screen: &LessonScreen, model: &Model, area: Rect, buf: &mut Buffer) {
    if screen.editor.is_none() {
        waiting(screen, model, area, buf);
        return;
    }
    let areas = screen.areas(model, area);
    if let Some(text) = areas.text {
        draw_text(screen, model, text, buf);
    }
    if let Some(strip) = areas.strip {
        draw_strip(screen, model, strip, buf);
    }
    if let (Some(board), Some(editor)) = (areas.board, &screen.editor) {
        editor.draw(model, board, buf);
    }
}

fn waiting(screen: &LessonScreen, model: &Model, area: Rect, buf: &mut Buffer) {
    let unknown = model.pack.is_some() && screen.lesson(model).is_none();
    let text = if unknown { say::UNKNOWN } else { say::OPENING };
    let line = Rect { y: area.y + area.height / 3, height: 2.min(area.height), ..area };
    Paragraph::new(text).centered().style(model.theme().style(Role::Muted)).wrap(Wrap { trim: true }).render(line, buf);
}

fn draw_text(screen: &LessonScreen, model: &Model, area: Rect, buf: &mut Buffer) {
    let column = layout::column(area);
    let sheet = screen.sheet(model, usize::from(column.width));
    let right = progress(screen, model);
    let room = usize::from(area.width).saturating_sub(right.width() + 7);
    let title = screen.lesson(model).map(|l| cut(&l.head.title, room)).unwrap_or_default();
    Pane::new(model, title).focus(!screen.on_board).right(right).draw(area, buf);
    let rows = usize::from(column.height);
    let window = screen.scroll.window(sheet.lines.len(), rows);
    let more = sheet.lines.len() - window.end.min(sheet.lines.len());
    Paragraph::new(sheet.lines[window].to_vec()).render(column, buf);
    if more > 0 {
        let note = Line::styled(format!(" {} ", screen.scroll.note()), model.theme().style(Role::Muted));
        let width = (note.width() as u16).min(column.width);
        let at = Rect::new(area.right().saturating_sub(width + 2), area.bottom().saturating_sub(1), width, 1);
        Paragraph::new(note).render(at, buf);
    }
}

/// How far the student is: a sign per task, and the number of the one at hand.
fn progress(screen: &LessonScreen, model: &Model) -> Line<'static> {
    let theme = model.theme();
    let g = Glyphs::pick(model.settings.ascii);
    let Some(lesson) = screen.lesson(model) else { return Line::default() };
    let mut spans = Vec::new();
    for (i, task) in lesson.tasks().enumerate() {
        let done = pages::record_of(screen.record(model), task).done;
        let (sign, role) = match (done, i == screen.at) {
            (true, _) => (g.yes, Role::Good),
            (false, true) => (g.pointer, Role::Accent),
            (false, false) => (g.dot, Role::Muted),
        };
        spans.push(Span::styled(sign, theme.style(role)));
    }
    let of = lesson.tasks().count();
    let text = if screen.at < of { say::task_of(screen.at + 1, of) } else { say::END.to_owned() };
    spans.push(Span::styled(format!(" {text}"), theme.style(Role::Text)));
    Line::from(spans)
}

fn draw_strip(screen: &LessonScreen, model: &Model, area: Rect, buf: &mut Buffer) {
    let theme = model.theme();
    let g = Glyphs::pick(model.settings.ascii);
    let inside = Pane::padded(area);
    let mut lines = card::strip(screen, model, usize::from(inside.width));
    let rows = usize::from(inside.height);
    if lines.len() > rows && rows > 0 {
        lines.truncate(rows - 1);
        let rest = say::rest_in_text(key_of(Context::Lesson, &Action::Next));
        lines.push(Line::styled(rest, theme.style(Role::Muted)));
    }
    let right = progress(screen, model);
    let room = usize::from(area.width).saturating_sub(right.width() + 9);
    let title = match Card::of(screen, model) {
        Some(card) => {
            let (sign, _, role) = card.state(&g);
            let title = screen.task(model).map(|t| cut(&t.title, room)).unwrap_or_default();
            Line::from(vec![Span::styled(format!("{sign} "), theme.style(role)), Span::raw(title)])
        }
        None => Line::raw(say::END),
    };
    Pane::new(model, title).right(right).draw(area, buf);
    Paragraph::new(lines).render(inside, buf);
}
