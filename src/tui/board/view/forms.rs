//! Draws the forms that lie over the grid: a name, an explanation.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
    widgets::{Paragraph, Widget},
};

use crate::{
    domain::scenario::Quality,
    tui::{
        board::{Editor, Mode, explain::Explain},
        model::Model,
        strings::board as say,
        theme::Role,
        widgets::{glyphs::Glyphs, pane::Pane, words::cut},
    },
};

/// Returns the line in which a name is typed.
pub(super) fn name_line(form: Rect) -> Rect {
    Rect { height: 1, ..Pane::padded(form) }
}

/// Draws the open form.
pub(super) fn draw(editor: &Editor, model: &Model, area: Rect, buf: &mut Buffer) {
    match &editor.mode {
        Mode::Rename(rename) => {
            Pane::new(model, rename.prompt()).focus(true).draw(area, buf);
            rename.field.draw(name_line(area), model.theme().style(Role::Text), buf);
        }
        Mode::Explain(explain) => draw_explain(explain, model, area, buf),
        _ => {}
    }
}

fn draw_explain(explain: &Explain, model: &Model, area: Rect, buf: &mut Buffer) {
    let theme = model.theme();
    let g = Glyphs::pick(model.settings.ascii);
    let title = cut(&say::why(&explain.title), usize::from(area.width.saturating_sub(6)));
    Pane::new(model, title).focus(true).draw(area, buf);
    let inside = Pane::padded(area);
    let text = Rect { height: inside.height.saturating_sub(2), ..inside };
    let mut writer = explain.area.clone();
    writer.set_style(theme.style(Role::Text));
    writer.set_cursor_line_style(theme.style(Role::Text));
    writer.set_cursor_style(theme.style(Role::Selected));
    writer.set_placeholder_text(say::WHY_HINT);
    writer.set_placeholder_style(theme.style(Role::Muted));
    (&writer).render(text, buf);
    let mut spans = vec![Span::styled(say::SPEAKS_OF, theme.style(Role::Muted))];
    for (i, q) in Quality::ALL.iter().enumerate() {
        let on = explain.qualities.contains(q);
        let sign = if on { g.yes } else { g.dot };
        spans.push(Span::styled(format!("  F{} ", i + 2), theme.style(Role::Key)));
        spans.push(Span::styled(format!("{sign} {q}"), theme.style(if on { Role::Good } else { Role::Muted })));
    }
    let line = Rect { y: inside.bottom().saturating_sub(1), height: 1, ..inside };
    Paragraph::new(Line::from(spans)).render(line, buf);
}
