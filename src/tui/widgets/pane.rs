//! A pane: a rounded frame with its title on the border.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::Style,
    symbols::border,
    text::Line,
    widgets::{Block, Borders, Widget},
};

use crate::tui::{
    model::Model,
    theme::{Role, Theme},
};

/// A frame with a title.
#[derive(Clone, Debug)]
pub struct Pane<'a> {
    title: Line<'a>,
    right: Line<'a>,
    focus: bool,
    theme: Theme,
    ascii: bool,
}

const ASCII_BORDER: border::Set<'static> = border::Set {
    top_left: "+",
    top_right: "+",
    bottom_left: "+",
    bottom_right: "+",
    vertical_left: "|",
    vertical_right: "|",
    horizontal_top: "-",
    horizontal_bottom: "-",
};

impl<'a> Pane<'a> {
    /// Makes a pane with a title.
    pub fn new(model: &Model, title: impl Into<Line<'a>>) -> Self {
        Self {
            title: title.into(),
            right: Line::default(),
            focus: false,
            theme: model.theme(),
            ascii: model.settings.ascii,
        }
    }

    /// Shows that it has the focus.
    #[must_use]
    pub fn focus(mut self, focus: bool) -> Self {
        self.focus = focus;
        self
    }

    /// Puts something at the right end of the title line.
    #[must_use]
    pub fn right(mut self, right: impl Into<Line<'a>>) -> Self {
        self.right = right.into();
        self
    }

    /// Returns the inside of a pane that takes this area.
    pub fn inside(area: Rect) -> Rect {
        Rect::new(area.x + 1, area.y + 1, area.width.saturating_sub(2), area.height.saturating_sub(2))
    }

    /// Returns the inside without the blank column at both sides.
    pub fn padded(area: Rect) -> Rect {
        let i = Self::inside(area);
        Rect::new(i.x + 1, i.y, i.width.saturating_sub(2), i.height)
    }

    /// Draws the frame.
    pub fn draw(self, area: Rect, buf: &mut Buffer) {
        let set = if self.ascii {
            ASCII_BORDER
        } else if self.focus {
            border::THICK
        } else {
            border::ROUNDED
        };
        let role = if self.focus { Role::BorderFocus } else { Role::Border };
        let style: Style = self.theme.style(role);
        let mut block = Block::new().borders(Borders::ALL).border_set(set).border_style(style);
        if self.title.width() > 0 {
            let title = apart(self.title);
            block = block.title_top(title.style(self.theme.style(if self.focus { Role::Accent } else { Role::Title })));
        }
        if self.right.width() > 0 {
            let right = apart(self.right);
            block = block.title_top(right.right_aligned().style(self.theme.style(Role::Muted)));
        }
        block.render(area, buf);
    }
}

/// Puts a blank on both sides, so that a title does not touch the border.
fn apart(line: Line<'_>) -> Line<'_> {
    [" ".into()].into_iter().chain(line.spans).chain([" ".into()]).collect()
}
