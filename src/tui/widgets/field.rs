//! A line of text that is being typed.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::{Modifier, Style},
};
use unicode_segmentation::UnicodeSegmentation;

use super::words::width;
use crate::domain::text;

/// A line of text with a caret.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Field {
    text: String,
    /// Byte offset of the caret, always on a boundary of what counts as one character.
    at: usize,
    /// Whether all of it is taken, so that the first letter typed replaces it.
    whole: bool,
}

impl Field {
    /// Starts with a text, the caret at its end.
    pub fn with(text: &str) -> Self {
        let text = text::clean_line(text);
        Self { at: text.len(), text, whole: false }
    }

    /// Starts with a text that the first letter typed replaces; moving the caret keeps it.
    pub fn replacing(text: &str) -> Self {
        let field = Self::with(text);
        Self { whole: !field.text.is_empty(), ..field }
    }

    /// Returns the text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Takes a key. Returns whether the text changed.
    pub fn key(&mut self, key: KeyEvent) -> bool {
        let erases = matches!(key.code, KeyCode::Backspace | KeyCode::Delete);
        if erases && self.whole {
            self.erase_whole();
            return true;
        }
        if !matches!(key.code, KeyCode::Char(_)) {
            self.whole = false;
        }
        match key.code {
            KeyCode::Char(c) => self.insert(c.encode_utf8(&mut [0; 4])),
            KeyCode::Backspace => self.erase_before(),
            KeyCode::Delete => self.erase_after(),
            KeyCode::Left => self.go(self.before()),
            KeyCode::Right => self.go(self.after()),
            KeyCode::Home => self.go(0),
            KeyCode::End => self.go(self.text.len()),
            _ => false,
        }
    }

    fn go(&mut self, at: usize) -> bool {
        self.at = at;
        false
    }

    /// Inserts text at the caret; control characters are left out.
    pub fn insert(&mut self, s: &str) -> bool {
        let s: String = text::clean(s).chars().map(|c| if c == '\n' { ' ' } else { c }).collect();
        if s.is_empty() {
            return false;
        }
        self.erase_whole();
        // A label longer than this is a mistake, and keeps every drawing of it cheap.
        if self.text.len() + s.len() > 400 {
            return false;
        }
        self.text.insert_str(self.at, &s);
        self.at += s.len();
        true
    }

    /// Erases the text if all of it is taken.
    fn erase_whole(&mut self) {
        if std::mem::take(&mut self.whole) {
            self.text.clear();
            self.at = 0;
        }
    }

    fn before(&self) -> usize {
        self.text[..self.at].grapheme_indices(true).next_back().map_or(0, |(i, _)| i)
    }

    fn after(&self) -> usize {
        self.text[self.at..].graphemes(true).next().map_or(self.at, |g| self.at + g.len())
    }

    fn erase_before(&mut self) -> bool {
        let from = self.before();
        let changed = from < self.at;
        self.text.replace_range(from..self.at, "");
        self.at = from;
        changed
    }

    fn erase_after(&mut self) -> bool {
        let to = self.after();
        let changed = to > self.at;
        self.text.replace_range(self.at..to, "");
        changed
    }

    /// Returns the part that fits and the column of the caret in it.
    fn window(&self, columns: usize) -> (&str, usize) {
        let before = &self.text[..self.at];
        let mut start = 0;
        for (i, g) in before.grapheme_indices(true) {
            if width(&before[start..]) < columns {
                break;
            }
            start = i + g.len();
        }
        (&self.text[start..], width(&self.text[start..self.at]))
    }

    /// Draws the text in one row.
    pub fn draw(&self, area: Rect, style: Style, buf: &mut Buffer) {
        let (shown, _) = self.window(usize::from(area.width));
        let style = if self.whole { style.add_modifier(Modifier::REVERSED) } else { style };
        buf.set_stringn(area.x, area.y, shown, usize::from(area.width), style);
    }

    /// Returns where the caret is when drawn there.
    pub fn caret(&self, area: Rect) -> (u16, u16) {
        let (_, column) = self.window(usize::from(area.width));
        (area.x + (column as u16).min(area.width.saturating_sub(1)), area.y)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(field: &mut Field, codes: &[KeyCode]) {
        for code in codes {
            field.key(KeyEvent::from(*code));
        }
    }

    #[test]
    fn characters_that_show_as_one_are_erased_as_one() {
        let mut f = Field::with("cafe\u{301}");
        press(&mut f, &[KeyCode::Backspace]);
        assert_eq!("caf", f.text());
        press(&mut f, &[KeyCode::Home, KeyCode::Char('日'), KeyCode::Delete]);
        assert_eq!("日af", f.text());
    }

    #[test]
    fn pasted_escape_codes_and_newlines_become_blanks() {
        let mut f = Field::default();
        f.insert("a\nb\u{1b}[2Jc");
        assert_eq!("a b [2Jc", f.text());
    }

    #[test]
    fn the_first_letter_replaces_a_name_that_is_all_taken() {
        let mut typed = Field::replacing("Lambda");
        press(&mut typed, &[KeyCode::Char('F'), KeyCode::Char('e')]);
        assert_eq!("Fe", typed.text());
        let mut moved = Field::replacing("Lambda");
        press(&mut moved, &[KeyCode::End, KeyCode::Char('s')]);
        assert_eq!("Lambdas", moved.text());
        let mut erased = Field::replacing("Lambda");
        press(&mut erased, &[KeyCode::Backspace]);
        assert_eq!("", erased.text());
    }

    #[test]
    fn the_caret_stays_in_sight_of_a_long_text() {
        let f = Field::with(&"x".repeat(100));
        let (x, _) = f.caret(Rect::new(5, 0, 20, 1));
        assert!((5..25).contains(&x));
    }
}
