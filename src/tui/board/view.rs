//! Draws the editor: the grid, what lies over it, and the panes beside it.

mod card;
mod forms;
mod grid;
mod needs;
mod over;
mod palette;
mod status;

use ratatui::{buffer::Buffer, layout::Rect};

use super::{Editor, Mode, areas};
use crate::tui::{
    model::Model,
    strings::board as say,
    theme::Role,
    widgets::{frame, pane::Pane},
};

pub(super) use over::draw_over;
pub(super) use palette::list as palette_list;

/// Draws everything.
pub(super) fn draw(editor: &Editor, model: &Model, area: Rect, buf: &mut Buffer) {
    let areas = areas::areas(editor, area, model);
    let theme = model.theme();
    let Some(desk) = &model.desk else {
        Pane::new(model, "").draw(area, buf);
        buf.set_string(area.x + 2, area.y + 1, say::OPENING, theme.style(Role::Muted));
        return;
    };
    let board = desk.board();
    let has_focus =
        editor.is_free() || matches!(editor.mode, Mode::Connect(_) | Mode::Carry { .. } | Mode::Outline { .. });
    let zoom = format!("{} zoom", editor.zoom.name());
    Pane::new(model, board.name.clone()).focus(has_focus && editor.has_focus).right(zoom).draw(areas.frame, buf);
    grid::draw(editor, model, areas.grid, buf);
    status::draw(editor, model, areas.status, buf);
    for (area, part) in [(areas.palette, 0), (areas.needs, 1), (areas.card, 2)] {
        let Some(area) = area else { continue };
        frame::clear(&theme, area, buf);
        match part {
            0 => palette::draw(editor, model, area, buf),
            1 => needs::draw(model, area, buf),
            _ => card::draw(editor, model, area, buf),
        }
    }
    if let Some(form) = areas.form {
        frame::clear(&theme, form, buf);
        forms::draw(editor, model, form, buf);
    }
}

/// Returns where the terminal's cursor belongs.
pub(super) fn caret(editor: &Editor, model: &Model, area: Rect) -> Option<(u16, u16)> {
    let areas = areas::areas(editor, area, model);
    match &editor.mode {
        Mode::Search(s) => Some(s.field.caret(palette::query(areas.palette?))),
        Mode::Rename(r) => Some(r.field.caret(forms::name_line(areas.form?))),
        Mode::Card(c) => {
            let row = card::value_area(editor, areas.card?, c.at.at)?;
            c.typed.as_ref().map(|f| f.caret(row))
        }
        _ => None,
    }
}
