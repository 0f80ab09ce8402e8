//! Where the grid and its side panes stand.

use ratatui::layout::Rect;

use super::{Editor, Mode};
use crate::tui::{model::Model, widgets::pane::Pane};

/// From this width on, side panes stand beside the grid; below they lie over it.
pub(super) const WIDE: u16 = 110;

/// From this width on, there is room for the card as well.
pub(super) const WIDEST: u16 = 160;

/// Columns of the lists beside the grid: as many as the longest need takes.
pub(super) const SIDE: u16 = 36;

/// Where everything stands.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Areas {
    /// The frame round the grid.
    pub(super) frame: Rect,
    /// The cells.
    pub(super) grid: Rect,
    /// The lines below the cells that say what is under the cursor.
    pub(super) status: Rect,
    /// The component list.
    pub(super) palette: Option<Rect>,
    /// The needs.
    pub(super) needs: Option<Rect>,
    /// The card.
    pub(super) card: Option<Rect>,
    /// Where a form is written: explanation, name.
    pub(super) form: Option<Rect>,
}

impl Areas {
    /// Returns how many components the list shows at once while it is searched.
    pub(super) fn palette_rows(&self) -> usize {
        self.palette.map_or(1, |pane| usize::from(super::view::palette_list(pane, true).height))
    }
}

/// Lays the editor out.
pub(super) fn areas(editor: &Editor, area: Rect, model: &Model) -> Areas {
    let mut it = if area.width >= WIDE { beside(editor, area, model) } else { over(editor, area, model) };
    let inside = Pane::inside(it.frame);
    let status = 2.min(inside.height.saturating_sub(4));
    it.grid = Rect { height: inside.height - status, ..inside };
    it.status = beside_overlays(Rect { y: inside.y + it.grid.height, height: status, ..inside }, &it);
    it.form = form(editor, it.frame);
    it
}

/// Returns what is left of the status lines where a pane lies over the grid.
fn beside_overlays(line: Rect, it: &Areas) -> Rect {
    let mut free = line;
    for pane in [it.palette, it.needs, it.card].into_iter().flatten().filter(|p| p.intersects(line)) {
        if pane.x <= free.x {
            let left = pane.right().min(free.right());
            free = Rect { x: left, width: free.right() - left, ..free };
        } else {
            free.width = pane.x.saturating_sub(free.x).min(free.width);
        }
    }
    free
}

fn has_needs(model: &Model) -> bool {
    model.open_scenario().is_some()
}

fn beside(editor: &Editor, area: Rect, model: &Model) -> Areas {
    let mut it = Areas { frame: area, ..Areas::default() };
    let searching = matches!(editor.mode, Mode::Search(_));
    let needs = editor.panes.needs && has_needs(model);
    let palette = editor.panes.palette || searching;
    let left = SIDE;
    if needs || palette {
        let column = Rect { width: left, ..area };
        it.frame = Rect { x: area.x + left, width: area.width - left, ..area };
        let share = if searching { column.height * 3 / 5 } else { beside_needs(column.height, model) };
        match (palette, needs) {
            (true, true) => {
                it.palette = Some(Rect { height: share, ..column });
                it.needs = Some(Rect { y: column.y + share, height: column.height - share, ..column });
            }
            (true, false) => it.palette = Some(column),
            _ => it.needs = Some(column),
        }
    }
    let carding = matches!(editor.mode, Mode::Card(_));
    let card = if area.width >= 160 { 40 } else { 36 };
    if carding || (editor.panes.card && area.width >= WIDEST) {
        it.frame.width -= card;
        it.card = Some(Rect { x: it.frame.right(), width: card, ..area });
    }
    it
}

fn over(editor: &Editor, area: Rect, model: &Model) -> Areas {
    let mut it = Areas { frame: area, ..Areas::default() };
    match &editor.mode {
        Mode::Search(_) => {
            let width = 38.min(area.width);
            // The list lies on the side where it does not hide the cell the component goes to.
            let x = if cursor_right_of(editor, width) { area.x } else { area.right() - width };
            it.palette = Some(Rect { x, width, ..area });
        }
        Mode::Card(_) => {
            let width = 42.min(area.width);
            it.card = Some(Rect { x: area.right() - width, width, ..area });
        }
        _ if editor.needs_over && has_needs(model) => {
            let width = 44.min(area.width);
            it.needs = Some(Rect { x: area.right() - width, width, ..area });
        }
        _ => {}
    }
    it
}

/// Returns the rows the component list keeps when all needs, and a line or two below them, are to
/// be seen; it keeps enough to be of use.
fn beside_needs(column: u16, model: &Model) -> u16 {
    let needs = model.desk.as_ref().map_or(0, |d| d.review.needs.len()) as u16;
    let wanted = needs.saturating_add(8);
    let half = column / 2;
    column.saturating_sub(wanted).clamp(10.min(half), half)
}

/// Returns whether the cell under the cursor stands right of so many columns.
fn cursor_right_of(editor: &Editor, columns: u16) -> bool {
    let pitch = editor.zoom.metrics().pitch_x;
    editor.cursor.col * pitch - editor.origin.0 >= i32::from(columns)
}

fn form(editor: &Editor, frame: Rect) -> Option<Rect> {
    let (w, h) = match &editor.mode {
        Mode::Explain(_) => (76, 14),
        Mode::Rename(_) => (56, 4),
        _ => return None,
    };
    let (w, h) = (w.min(frame.width), h.min(frame.height));
    Some(Rect::new(frame.x + (frame.width - w) / 2, frame.bottom() - h, w, h))
}
