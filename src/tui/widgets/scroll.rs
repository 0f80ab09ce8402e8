//! A text that may be longer than its pane: which line is drawn first.

use std::ops::Range;

use crate::tui::strings::scroll as say;

/// Where a text is scrolled to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scroll {
    /// The first line drawn.
    pub top: usize,
    lines: usize,
    rows: usize,
}

impl Scroll {
    /// Scrolls by so many lines.
    pub fn by(&mut self, lines: isize) {
        self.top = self.top.saturating_add_signed(lines).min(self.reach());
    }

    /// Scrolls by a page; two lines stay in sight so that the eye finds its place.
    pub fn page(&mut self, down: bool) {
        let rows = self.rows.saturating_sub(2).max(1) as isize;
        self.by(if down { rows } else { -rows });
    }

    /// Scrolls to the beginning or the end.
    pub fn end(&mut self, last: bool) {
        self.top = if last { usize::MAX } else { 0 };
        if self.lines > 0 {
            self.top = self.top.min(self.reach());
        }
    }

    fn reach(&self) -> usize {
        self.lines.saturating_sub(self.rows)
    }

    /// Is told how long the text is and how many rows are drawn.
    pub fn settle(&mut self, lines: usize, rows: usize) {
        (self.lines, self.rows) = (lines, rows);
        self.top = self.top.min(self.reach());
    }

    /// As [`Scroll::settle`], for a text that grows at its end: where the end was in sight it stays
    /// in sight.
    pub fn follow(&mut self, lines: usize, rows: usize) {
        let at_end = self.top >= self.reach();
        self.settle(lines, rows);
        if at_end {
            self.end(true);
        }
    }

    /// Brings a range of lines into sight, its start first.
    pub fn reveal(&mut self, lines: Range<usize>) {
        if lines.end > self.top + self.rows {
            self.top = lines.end.saturating_sub(self.rows);
        }
        self.top = self.top.min(lines.start);
    }

    /// Says how many lines lie below what is drawn.
    pub fn below(&self) -> usize {
        self.reach().saturating_sub(self.top)
    }

    /// Returns the lines that are drawn.
    pub fn window(&self, lines: usize, rows: usize) -> Range<usize> {
        let top = self.top.min(lines.saturating_sub(rows));
        top..(top + rows).min(lines)
    }

    /// Says in words that there is more than what is drawn.
    pub fn note(&self) -> String {
        match (self.below(), self.top.min(self.reach())) {
            (0, 0) => String::new(),
            (0, above) => say::more_above(above),
            (below, _) => say::more_below(below),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_scrolls_no_further_than_its_end() {
        let mut s = Scroll::default();
        s.settle(10, 4);
        s.by(100);
        assert_eq!((6, 0), (s.top, s.below()));
        assert_eq!(6..10, s.window(10, 4));
        s.page(false);
        assert_eq!(4, s.top);
        s.end(true);
        s.settle(3, 4);
        assert_eq!(0..3, s.window(3, 4));
    }

    #[test]
    fn the_end_can_be_asked_for_before_the_length_is_known() {
        let mut s = Scroll::default();
        s.end(true);
        s.settle(10, 4);
        assert_eq!(6, s.top);
    }

    #[test]
    fn a_conversation_follows_its_end_until_one_scrolls_back() {
        let mut s = Scroll::default();
        s.follow(20, 5);
        s.follow(22, 5);
        assert_eq!(17..22, s.window(22, 5));
        s.by(-4);
        s.follow(25, 5);
        assert_eq!(13..18, s.window(25, 5));
    }

    #[test]
    fn what_is_revealed_is_in_sight() {
        let mut s = Scroll::default();
        s.settle(50, 6);
        for lines in [10..13, 40..50, 0..2] {
            s.reveal(lines.clone());
            assert!(s.window(50, 6).contains(&lines.start), "{lines:?} {:?}", s.window(50, 6));
        }
    }
}
