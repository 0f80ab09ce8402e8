//! Places on the grid: cells, and rectangles of cells.
//!
//! The student's grid position *is* the layout. Columns grow to the right, rows downwards. What a
//! cell measures in characters or pixels is a matter of the screen or the exporter.

use serde::{Deserialize, Serialize};

/// The largest column or row a board may use; keeps every computation on a board bounded.
pub const GRID_MAX: i32 = 400;

/// A place on the grid, written `[column, row]` in files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "(i32, i32)", into = "(i32, i32)")]
pub struct Cell {
    /// Column, 0 at the left.
    pub col: i32,
    /// Row, 0 at the top.
    pub row: i32,
}

impl Cell {
    /// Makes a cell; the coordinates are clamped to `0..=GRID_MAX`.
    pub fn new(col: i32, row: i32) -> Self {
        Self { col: col.clamp(0, GRID_MAX), row: row.clamp(0, GRID_MAX) }
    }

    /// Returns the cell moved by so many columns and rows, clamped to the grid.
    #[must_use]
    pub fn shifted(self, cols: i32, rows: i32) -> Self {
        Self::new(self.col.saturating_add(cols), self.row.saturating_add(rows))
    }
}

impl From<(i32, i32)> for Cell {
    fn from((col, row): (i32, i32)) -> Self {
        Self::new(col, row)
    }
}

impl From<Cell> for (i32, i32) {
    fn from(cell: Cell) -> Self {
        (cell.col, cell.row)
    }
}

/// A rectangle of cells, written `[column, row, columns, rows]` in files; never empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "(i32, i32, i32, i32)", into = "(i32, i32, i32, i32)")]
pub struct Area {
    /// The top left cell.
    pub at: Cell,
    /// How many columns it spans, at least 1.
    pub cols: i32,
    /// How many rows it spans, at least 1.
    pub rows: i32,
}

impl Area {
    /// Makes an area; sizes are clamped to at least one cell and to the grid.
    pub fn new(at: Cell, cols: i32, rows: i32) -> Self {
        Self { at, cols: cols.clamp(1, GRID_MAX + 1 - at.col), rows: rows.clamp(1, GRID_MAX + 1 - at.row) }
    }

    /// Returns the smallest area that holds both cells.
    pub fn spanning(a: Cell, b: Cell) -> Self {
        let at = Cell::new(a.col.min(b.col), a.row.min(b.row));
        Self::new(at, (a.col - b.col).abs() + 1, (a.row - b.row).abs() + 1)
    }

    /// Returns the bottom right cell.
    pub fn last(self) -> Cell {
        Cell::new(self.at.col + self.cols - 1, self.at.row + self.rows - 1)
    }

    /// Says whether the cell lies inside.
    pub fn contains(self, cell: Cell) -> bool {
        let last = self.last();
        (self.at.col..=last.col).contains(&cell.col) && (self.at.row..=last.row).contains(&cell.row)
    }

    /// Says whether the other area lies wholly inside this one (equal areas do).
    pub fn encloses(self, other: Self) -> bool {
        self.contains(other.at) && self.contains(other.last())
    }

    /// Says whether the two share a cell.
    pub fn overlaps(self, other: Self) -> bool {
        let (a, b) = (self.last(), other.last());
        self.at.col <= b.col && other.at.col <= a.col && self.at.row <= b.row && other.at.row <= a.row
    }

    /// Returns the number of cells.
    pub fn size(self) -> i32 {
        self.cols * self.rows
    }
}

impl From<(i32, i32, i32, i32)> for Area {
    fn from((col, row, cols, rows): (i32, i32, i32, i32)) -> Self {
        Self::new(Cell::new(col, row), cols, rows)
    }
}

impl From<Area> for (i32, i32, i32, i32) {
    fn from(area: Area) -> Self {
        (area.at.col, area.at.row, area.cols, area.rows)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spanning_holds_both_corners_whatever_their_order() {
        let area = Area::spanning(Cell::new(5, 1), Cell::new(2, 4));
        assert_eq!((2, 1, 4, 4), area.into());
        assert!(area.contains(Cell::new(5, 1)) && area.contains(Cell::new(2, 4)));
        assert!(!area.contains(Cell::new(6, 1)));
    }

    #[test]
    fn hostile_numbers_stay_on_the_grid() {
        let area = Area::from((i32::MIN, i32::MAX, i32::MAX, -3));
        assert_eq!((0, GRID_MAX, GRID_MAX + 1, 1), area.into());
        assert_eq!(Cell::new(0, 0), Cell::new(3, 3).shifted(i32::MIN, i32::MIN));
    }
}
