//! Several lines of text that are being typed, wrapped at words.
//!
//! The editing itself (words, undo, moving) is `ratatui-textarea`'s; this file gives it our looks
//! and keeps what is typed or pasted clean and within bounds.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::{Modifier, Style},
    widgets::Widget,
};
use ratatui_textarea::{CursorMove, TextArea, WrapMode};

use crate::{
    domain::text,
    tui::theme::{Role, Theme},
};

/// The longest text that is taken; an answer longer than this is a mistake of the clipboard.
const LONGEST: usize = 8_000;

/// A text of several lines with a caret.
#[derive(Clone, Debug)]
pub struct Prose {
    area: TextArea<'static>,
}

impl Prose {
    /// Starts with a text, the caret at its end.
    pub fn with(text: &str) -> Self {
        let lines = text::clean(text).split('\n').map(str::to_owned).collect();
        let mut area = TextArea::new(lines);
        area.set_wrap_mode(WrapMode::WordOrGlyph);
        area.set_cursor_line_style(Style::new());
        area.move_cursor(CursorMove::Bottom);
        area.move_cursor(CursorMove::End);
        Self { area }
    }

    /// Shows a text as long as nothing is typed.
    #[must_use]
    pub fn hint(mut self, text: &str) -> Self {
        self.area.set_placeholder_text(text.to_owned());
        self
    }

    /// Returns the text without the blanks around it.
    pub fn text(&self) -> String {
        self.area.lines().join("\n").trim().to_owned()
    }

    fn len(&self) -> usize {
        self.area.lines().iter().map(|l| l.len() + 1).sum()
    }

    /// Takes a key. Returns whether the text changed.
    pub fn key(&mut self, key: KeyEvent) -> bool {
        let newline = key.code == KeyCode::Char('j') && key.modifiers.contains(KeyModifiers::CONTROL);
        if newline || key.code == KeyCode::Enter {
            return self.insert("\n");
        }
        if matches!(key.code, KeyCode::Char(_))
            && self.len() >= LONGEST
            && !key.modifiers.contains(KeyModifiers::CONTROL)
        {
            return false;
        }
        self.area.input(key)
    }

    /// Inserts text at the caret; control characters are left out.
    pub fn insert(&mut self, s: &str) -> bool {
        let s = text::clean(&s.replace("\r\n", "\n").replace('\r', "\n"));
        self.len() + s.len() <= LONGEST && self.area.insert_str(s)
    }

    /// Is told the theme, before it is drawn.
    pub fn settle(&mut self, theme: &Theme) {
        self.area.set_style(theme.style(Role::Text));
        self.area.set_placeholder_style(theme.style(Role::Muted));
        self.area.set_cursor_style(Style::new().add_modifier(Modifier::REVERSED));
    }

    /// Draws the text with its caret.
    pub fn draw(&self, area: Rect, buf: &mut Buffer) {
        if !area.is_empty() {
            (&self.area).render(area, buf);
        }
    }

    /// Returns where the caret is when drawn there.
    pub fn caret(&self, area: Rect) -> Option<(u16, u16)> {
        if area.is_empty() {
            return None;
        }
        // Wrapping depends on the width, which the text area learns by drawing itself.
        let shown = self.area.clone();
        (&shown).render(area, &mut Buffer::empty(area));
        let at = shown.screen_cursor();
        let top = usize::from(shown.scroll_offset().0);
        let column = (at.col as u16).min(area.width - 1);
        let row = (at.row.saturating_sub(top) as u16).min(area.height - 1);
        Some((area.x + column, area.y + row))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::keymap::parse_key;

    fn press(prose: &mut Prose, keys: &str) {
        for key in keys.split_whitespace() {
            prose.key(parse_key(key).unwrap());
        }
    }

    #[test]
    fn enter_and_control_j_begin_a_line() {
        let mut p = Prose::with("a");
        press(&mut p, "Enter b Ctrl-J c");
        assert_eq!("a\nb\nc", p.text());
    }

    #[test]
    fn pasted_text_loses_its_escape_codes_and_keeps_its_lines() {
        let mut p = Prose::with("");
        assert!(p.insert("one\r\ntwo\u{1b}[2J"));
        assert_eq!("one\ntwo [2J", p.text());
        assert!(!p.insert(&"x".repeat(LONGEST)), "too long is refused");
    }

    #[test]
    fn the_caret_is_inside_even_when_the_text_is_longer() {
        let p = Prose::with(&"word ".repeat(60));
        let area = Rect::new(3, 2, 20, 4);
        let (x, y) = p.caret(area).unwrap();
        assert!(area.contains((x, y).into()), "{x} {y}");
        assert_eq!(None, p.caret(Rect::default()));
    }

    #[test]
    fn long_lines_wrap_at_words() {
        let area = Rect::new(0, 0, 10, 3);
        let mut buf = Buffer::empty(area);
        Prose::with("several words here").draw(area, &mut buf);
        let row = |y: u16| (0..10).map(|x| buf[(x, y)].symbol().to_owned()).collect::<String>();
        assert_eq!("several   ", row(0));
        assert_eq!("words here", row(1));
    }
}
