//! Draws the component list.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
    widgets::{Paragraph, Widget, Wrap},
};

use crate::{
    domain::component::Component,
    tui::{
        board::{Editor, Mode},
        model::Model,
        strings::board as say,
        theme::Role,
        widgets::{glyphs::Glyphs, pane::Pane, words::cut},
    },
};

/// How many lines below the list tell what the selected component does.
const ABOUT: u16 = 3;

/// Returns the line of the query.
pub(super) fn query(pane: Rect) -> Rect {
    let i = Pane::inside(pane);
    Rect::new(i.x + 3, i.y, i.width.saturating_sub(4), 1)
}

/// Returns the lines of the list.
pub(in crate::tui::board) fn list(pane: Rect, active: bool) -> Rect {
    let i = Pane::inside(pane);
    let about = if active && i.height > 8 { ABOUT } else { 0 };
    Rect::new(i.x, i.y + 1, i.width, i.height.saturating_sub(1 + about))
}

/// Draws the list and its query.
pub(super) fn draw(editor: &Editor, model: &Model, area: Rect, buf: &mut Buffer) {
    let theme = model.theme();
    let g = Glyphs::pick(model.settings.ascii);
    let (search, active) = match &editor.mode {
        Mode::Search(s) => (s, true),
        _ => (&editor.suited, false),
    };
    let count = if search.is_wide() { say::ALL } else { say::SUITED };
    Pane::new(model, say::COMPONENTS).focus(active).right(format!("{} {count}", search.found.len())).draw(area, buf);
    let line = query(area);
    let prompt = if active { "/ " } else { "a " };
    buf.set_string(line.x - 2, line.y, prompt, theme.style(Role::Key));
    if active {
        search.field.draw(line, theme.style(Role::Text), buf);
    } else {
        buf.set_stringn(line.x, line.y, say::PALETTE_HINT, usize::from(line.width), theme.style(Role::Muted));
    }
    let rows = list(area, active);
    let Some(pack) = &model.pack else { return };
    for (y, i) in search.at.window(search.found.len(), usize::from(rows.height)).enumerate() {
        let Some(c) = pack.catalogue.get(&search.found[i]) else { continue };
        let row = Rect::new(rows.x, rows.y + y as u16, rows.width, 1);
        let selected = active && i == search.at.at;
        draw_entry(c, if selected { g.pointer } else { " " }, row, model, buf);
        if selected {
            buf.set_style(row, theme.style(Role::Selected));
        }
    }
    if search.found.is_empty() {
        let nothing = Paragraph::new(say::NOTHING_FOUND).wrap(Wrap { trim: true });
        nothing.style(theme.style(Role::Muted)).render(padded(rows), buf);
    }
    let inside = Pane::padded(area);
    let shown = if active && inside.height > 8 { search.selected() } else { None };
    if let Some(c) = shown.and_then(|id| pack.catalogue.get(id)) {
        let about = Rect { y: inside.bottom() - ABOUT, height: ABOUT, ..inside };
        Paragraph::new(c.role.clone()).wrap(Wrap { trim: true }).style(theme.style(Role::Muted)).render(about, buf);
    }
}

fn padded(rows: Rect) -> Rect {
    Rect { x: rows.x + 1, width: rows.width.saturating_sub(2), ..rows }
}

fn draw_entry(component: &Component, pointer: &'static str, row: Rect, model: &Model, buf: &mut Buffer) {
    let glyph = if model.settings.ascii { component.ascii } else { component.glyph };
    let name = cut(&component.name, usize::from(row.width).saturating_sub(4));
    let style = model.theme().category(component.category);
    let spans = vec![Span::raw(pointer), Span::styled(format!(" {glyph} "), style), Span::raw(name)];
    Paragraph::new(Line::from(spans)).render(row, buf);
}
