//! Draws the command palette.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
    widgets::{Paragraph, Widget, Wrap},
};

use super::{Commands, Row};
use crate::tui::{
    model::Model,
    search::Hit,
    strings::commands as say,
    theme::Role,
    widgets::{
        find,
        frame::show_key,
        glyphs::Glyphs,
        pane::Pane,
        words::{cut, width},
    },
};

/// Where the parts of the palette stand.
pub struct Areas {
    /// The line that is typed in.
    pub query: Rect,
    /// What was found.
    pub list: Rect,
    about: Rect,
}

impl Areas {
    /// Lays the palette out.
    pub fn of(area: Rect) -> Self {
        let inside = Pane::padded(area);
        let about = 2.min(inside.height.saturating_sub(3));
        let list = inside.height.saturating_sub(about + 3);
        Self {
            query: find::query_area(inside),
            list: Rect { y: inside.y + 2.min(inside.height), height: list, ..inside },
            about: Rect { y: inside.bottom().saturating_sub(about), height: about, ..inside },
        }
    }
}

/// Finds the row at a place on the screen.
pub fn row_at(palette: &Commands, area: Rect, (x, y): (u16, u16)) -> Option<usize> {
    let list = Areas::of(area).list;
    let row = list.contains((x, y).into()).then(|| palette.cursor.top + usize::from(y - list.y))?;
    (row < palette.hits.len()).then_some(row)
}

/// Draws the palette.
pub fn draw(palette: &Commands, model: &Model, area: Rect, buf: &mut Buffer) {
    let theme = model.theme();
    let found = say::found(palette.hits.len(), palette.rows.len());
    Pane::new(model, say::TITLE).focus(true).right(found).draw(area, buf);
    let areas = Areas::of(area);
    find::draw_query(model, &palette.query, say::PROMPT, Pane::padded(area), buf);
    if palette.hits.is_empty() {
        Paragraph::new(say::NOTHING).style(theme.style(Role::Muted)).wrap(Wrap { trim: true }).render(areas.list, buf);
    }
    for (y, i) in palette.cursor.window(palette.hits.len(), usize::from(areas.list.height)).enumerate() {
        let hit = &palette.hits[i];
        let line = Rect { y: areas.list.y + y as u16, height: 1, ..areas.list };
        Paragraph::new(row(model, &palette.rows[hit.index], hit, (i == palette.cursor.at, line.width)))
            .render(line, buf);
        if i == palette.cursor.at {
            buf.set_style(line, theme.style(Role::Selected));
        }
    }
    if let Some(selected) = palette.selected() {
        let about = Paragraph::new(selected.about.clone()).style(theme.style(Role::Text)).wrap(Wrap { trim: true });
        about.render(areas.about, buf);
    }
}

/// Columns of a name; a longer one takes the place of the sentence, which is shown below anyway.
const NAME: usize = 18;

fn row(model: &Model, row: &Row, hit: &Hit, (selected, columns): (bool, u16)) -> Line<'static> {
    let theme = model.theme();
    let g = Glyphs::pick(model.settings.ascii);
    let columns = usize::from(columns);
    let key = if row.can { show_key(row.key, model.settings.ascii) } else { say::NOT_NOW.to_owned() };
    let role = if row.can { Role::Text } else { Role::Muted };
    let mut spans = vec![Span::raw(format!("{} ", if selected { g.pointer } else { " " }))];
    let name = cut(&row.name, columns.saturating_sub(width(&key) + 4));
    let name_columns = width(&name).max(NAME);
    spans.extend(find::marked(&name, &hit.at, theme.style(role), theme.style(Role::Key)));
    spans.push(Span::raw(" ".repeat(name_columns - width(&name) + 1)));
    let room = columns.saturating_sub(name_columns + width(&key) + 5);
    let about = if name_columns > NAME { String::new() } else { cut(&row.about, room) };
    let pad = columns.saturating_sub(name_columns + width(&about) + width(&key) + 3);
    spans.push(Span::styled(about, theme.style(Role::Muted)));
    spans.push(Span::raw(" ".repeat(pad)));
    spans.push(Span::styled(key, theme.style(if row.can { Role::Key } else { Role::Muted })));
    Line::from(spans)
}
