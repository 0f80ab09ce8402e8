//! A page of Markdown being written: headings, paragraphs, list items, quotations.
//!
//! Whatever comes in is cleaned and kept on its line, so that no text can pose as another part.

use crate::domain::text;

/// Markdown, growing from top to bottom.
#[derive(Default)]
pub(super) struct Page(String);

impl Page {
    /// Writes a heading of the level.
    pub(super) fn heading(&mut self, level: usize, title: &str) {
        self.gap();
        self.push(&"#".repeat(level), title);
        self.gap();
    }

    /// Writes a paragraph.
    pub(super) fn paragraph(&mut self, text: &str) {
        self.gap();
        self.push("", text);
        self.gap();
    }

    /// Writes an item of a list.
    pub(super) fn item(&mut self, text: &str) {
        self.push("-", text);
    }

    /// Writes an item of a list with a box that is ticked or not.
    pub(super) fn tick(&mut self, done: bool, text: &str) {
        self.push(if done { "- [x]" } else { "- [ ]" }, text);
    }

    /// Writes a numbered item of a list.
    pub(super) fn numbered(&mut self, number: usize, text: &str) {
        self.push(&format!("{number}."), text);
    }

    /// Writes an item below an item.
    pub(super) fn below(&mut self, text: &str) {
        self.push("   -", text);
    }

    /// Writes what somebody wrote, line by line.
    pub(super) fn quote(&mut self, said: &str) {
        let said = text::clean(said);
        if said.trim().is_empty() {
            return self.paragraph("Nothing was written here.");
        }
        self.gap();
        for line in said.trim().lines() {
            self.push(">", line);
        }
        self.gap();
    }

    /// Returns the text.
    pub(super) fn finish(self) -> String {
        self.0.trim_end().to_owned() + "\n"
    }

    fn push(&mut self, mark: &str, text: &str) {
        self.0 += mark;
        let text = text::clean_line(text);
        if !mark.is_empty() && !text.is_empty() {
            self.0.push(' ');
        }
        self.0 += &text;
        self.0.push('\n');
    }

    fn gap(&mut self) {
        if !self.0.is_empty() && !self.0.ends_with("\n\n") {
            self.0.push('\n');
        }
    }
}
