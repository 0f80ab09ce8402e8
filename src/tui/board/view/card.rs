//! Draws the card.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
    widgets::{Paragraph, Widget},
};

use crate::tui::{
    board::{Editor, Mode},
    model::Model,
    strings::board as say,
    theme::Role,
    widgets::{
        glyphs::Glyphs,
        pane::Pane,
        words::{cut, width, wrap},
    },
};

/// Returns the columns of the names of rows: the longest name and a gap, if values keep their room.
fn names(editor: &Editor, inside: Rect) -> u16 {
    let rows = editor.shown.iter().flat_map(|s| &s.rows);
    let longest = rows.map(|r| width(&r.name)).max().unwrap_or(0) as u16;
    (longest + 1).clamp(12, (inside.width / 2 + 3).max(12))
}

/// Returns where the value of a row stands.
pub(super) fn value_area(editor: &Editor, pane: Rect, row: usize) -> Option<Rect> {
    let i = Pane::inside(pane);
    let names = names(editor, i);
    let y = i.y + u16::try_from(row).ok()?;
    (y < i.bottom() && row < editor.shown.as_ref()?.rows.len())
        .then(|| Rect::new(i.x + names + 1, y, i.width.saturating_sub(names + 1), 1))
}

/// Draws what is under the cursor.
pub(super) fn draw(editor: &Editor, model: &Model, area: Rect, buf: &mut Buffer) {
    let theme = model.theme();
    let g = Glyphs::pick(model.settings.ascii);
    let focus = matches!(editor.mode, Mode::Card(_));
    let Some(shown) = &editor.shown else {
        Pane::new(model, say::CARD).focus(focus).draw(area, buf);
        let lines: Vec<Line> =
            wrap(say::CARD_EMPTY, usize::from(Pane::padded(area).width)).into_iter().map(Line::from).collect();
        Paragraph::new(lines).style(theme.style(Role::Muted)).render(Pane::padded(area), buf);
        return;
    };
    Pane::new(model, cut(&shown.title, usize::from(area.width.saturating_sub(4)))).focus(focus).draw(area, buf);
    let inside = Pane::inside(area);
    let names = usize::from(names(editor, inside));
    let at = if let Mode::Card(card) = &editor.mode { Some(card) } else { None };
    for (i, row) in shown.rows.iter().enumerate() {
        let Some(value) = value_area(editor, area, i) else { break };
        let line = Rect::new(inside.x, value.y, inside.width, 1);
        let selected = at.is_some_and(|c| c.at.at == i);
        let pointer = if selected { g.pointer } else { " " };
        let name = cut(&row.name, names - 1);
        let spans = vec![
            Span::raw(pointer),
            Span::styled(format!("{name:<names$}"), theme.style(Role::Muted)),
            Span::styled(cut(&row.value, usize::from(value.width)), theme.style(Role::Text)),
        ];
        Paragraph::new(Line::from(spans)).render(line, buf);
        match at.and_then(|c| c.typed.as_ref()).filter(|_| selected) {
            Some(field) => {
                buf.set_string(value.x, value.y, " ".repeat(usize::from(value.width)), theme.style(Role::Marked));
                field.draw(value, theme.style(Role::Marked), buf);
            }
            None if selected => buf.set_style(line, theme.style(Role::Selected)),
            None => {}
        }
    }
    below(editor, model, area, buf);
}

/// What stands below the rows: what the selected row means, the explanation, the catalogue.
fn below(editor: &Editor, model: &Model, area: Rect, buf: &mut Buffer) {
    let Some(shown) = &editor.shown else { return };
    let theme = model.theme();
    let inside = Pane::padded(area);
    let used = shown.rows.len() as u16 + 1;
    if used >= inside.height {
        return;
    }
    let rest = Rect { y: inside.y + used, height: inside.height - used, ..inside };
    let columns = usize::from(rest.width);
    let mut lines: Vec<Line> = Vec::new();
    let mut push = |text: &str, role: Role| {
        if !text.is_empty() {
            lines.extend(wrap(text, columns).into_iter().map(|l| Line::styled(l, theme.style(role))));
            lines.push(Line::default());
        }
    };
    if let Mode::Card(card) = &editor.mode
        && let Some(row) = shown.rows.get(card.at.at)
    {
        // The whole name, where its column is too narrow for it.
        if width(&row.name) + 1 > usize::from(names(editor, Pane::inside(area))) {
            push(&format!("{}: {}", row.name, row.because), Role::Accent);
        } else {
            push(&row.because, Role::Accent);
        }
    }
    if shown.node.is_some() {
        match &shown.note {
            Some(note) => push(&format!("{} {note}", say::WHY), Role::Text),
            None => push(say::NOT_EXPLAINED, Role::Warn),
        }
    }
    for paragraph in &shown.about {
        push(paragraph, Role::Muted);
    }
    Paragraph::new(lines).render(rest, buf);
}
