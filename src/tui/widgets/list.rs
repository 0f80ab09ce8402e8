//! A list with a selected row that stays in sight.

/// Which row is selected and which is drawn first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cursor {
    /// The selected row.
    pub at: usize,
    /// The first row drawn.
    pub top: usize,
}

impl Cursor {
    /// Moves by so many rows within a list of `len`.
    pub fn step(&mut self, by: isize, len: usize) {
        self.at = self.at.saturating_add_signed(by).min(len.saturating_sub(1));
    }

    /// Moves to the first or last row.
    pub fn end(&mut self, last: bool, len: usize) {
        self.at = if last { len.saturating_sub(1) } else { 0 };
    }

    /// Brings the selected row into a window of so many rows.
    pub fn settle(&mut self, len: usize, rows: usize) {
        self.at = self.at.min(len.saturating_sub(1));
        let rows = rows.max(1);
        if self.at < self.top {
            self.top = self.at;
        }
        if self.at >= self.top + rows {
            self.top = self.at + 1 - rows;
        }
        self.top = self.top.min(len.saturating_sub(rows));
    }

    /// Scrolls by so many rows in a window of `rows`; the selected row comes along.
    pub fn scroll(&mut self, by: isize, len: usize, rows: usize) {
        let rows = rows.max(1);
        self.top = self.top.saturating_add_signed(by).min(len.saturating_sub(rows));
        self.at = self.at.clamp(self.top, self.top + rows - 1).min(len.saturating_sub(1));
    }

    /// Returns the rows that are drawn.
    pub fn window(&self, len: usize, rows: usize) -> std::ops::Range<usize> {
        self.top.min(len)..(self.top + rows).min(len)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scrolling_goes_as_far_as_the_list_and_keeps_the_selected_row_in_sight() {
        let mut c = Cursor::default();
        for (by, len, rows, top) in
            [(3, 10, 4, 3), (9, 10, 4, 6), (-2, 10, 4, 4), (-9, 10, 4, 0), (5, 2, 4, 0), (1, 0, 0, 0)]
        {
            c.scroll(by, len, rows);
            assert_eq!(top, c.top, "{by} {len} {rows}");
            assert!(len == 0 || c.window(len, rows).contains(&c.at), "{by} {len} {rows} {c:?}");
        }
    }

    #[test]
    fn the_selected_row_is_always_in_the_window() {
        let mut c = Cursor::default();
        for (by, len, rows) in [(5, 10, 3), (100, 10, 3), (-2, 10, 3), (0, 1, 3), (3, 0, 3), (-9, 50, 0)] {
            c.step(by, len);
            c.settle(len, rows);
            assert!(len == 0 || c.window(len, rows.max(1)).contains(&c.at), "{by} {len} {rows} {c:?}");
        }
    }
}
