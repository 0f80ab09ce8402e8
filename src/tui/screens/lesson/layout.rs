//! Where text and board of a lesson stand.
//!
//! Wide terminals show them side by side. On others one of them has the screen; above the board
//! a strip keeps the task in sight.

use ratatui::layout::{Constraint, Layout, Rect};

use super::{LessonScreen, card};
use crate::tui::{model::Model, widgets::pane::Pane};

/// From here on text and board stand side by side.
const WIDE: u16 = 110;
/// Longer lines are hard to read.
const LONGEST_LINE: u16 = 76;

/// Says whether text and board stand side by side.
pub fn is_wide(area: Rect) -> bool {
    area.width >= WIDE
}

/// Where the parts stand; what is not shown has no place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Areas {
    /// The text.
    pub text: Option<Rect>,
    /// The task in short.
    pub strip: Option<Rect>,
    /// The board.
    pub board: Option<Rect>,
}

impl Areas {
    /// Lays the screen out.
    pub fn of(area: Rect, on_board: bool, strip: u16) -> Self {
        if is_wide(area) {
            let columns = (area.width * 2 / 5).clamp(46, 56);
            let [text, board] = area.layout(&Layout::horizontal([Constraint::Length(columns), Constraint::Min(20)]));
            return Self { text: Some(text), strip: None, board: Some(board) };
        }
        if !on_board {
            return Self { text: Some(area), ..Self::default() };
        }
        let [strip, board] = area.layout(&Layout::vertical([Constraint::Length(strip), Constraint::Min(6)]));
        Self { text: None, strip: Some(strip), board: Some(board) }
    }
}

/// Returns where the lines stand in the text's pane.
pub fn column(text: Rect) -> Rect {
    let inside = Pane::padded(text);
    let width = inside.width.min(LONGEST_LINE);
    Rect { x: inside.x + (inside.width - width) / 2, width, ..inside }
}

/// Returns how many rows the strip above the board takes.
pub fn strip_rows(area: Rect, screen: &LessonScreen, model: &Model) -> u16 {
    if is_wide(area) || !screen.on_board {
        return 0;
    }
    let columns = usize::from(area.width.saturating_sub(4));
    let needs = card::strip(screen, model, columns).len() as u16 + 2;
    needs.clamp(4, if area.height >= 30 { 9 } else { 7 })
}
