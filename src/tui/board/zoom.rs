//! The three zooms of the board, and which cells they show (design 6).

use ratatui::layout::Rect;

use crate::{
    diagram::route::raster::Metrics,
    domain::{board::Board, grid::Cell},
};

/// How large nodes are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zoom {
    /// Glyph, label in two lines, job, badges.
    Full,
    /// Glyph and label.
    Compact,
    /// Glyph.
    Map,
}

impl Zoom {
    /// Returns what a node and a cell measure in characters.
    pub fn metrics(self) -> Metrics {
        match self {
            Self::Full => Metrics::FULL,
            Self::Compact => Metrics::COMPACT,
            Self::Map => Metrics::MAP,
        }
    }

    /// Returns the next zoom that shows more.
    #[must_use]
    pub fn out(self) -> Self {
        match self {
            Self::Full => Self::Compact,
            Self::Compact | Self::Map => Self::Map,
        }
    }

    /// Returns the next zoom that shows larger nodes.
    #[must_use]
    pub fn closer(self) -> Self {
        match self {
            Self::Map => Self::Compact,
            Self::Compact | Self::Full => Self::Full,
        }
    }

    /// Returns the name people see.
    pub fn name(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Compact => "compact",
            Self::Map => "map",
        }
    }

    /// Picks the largest zoom that shows the whole board.
    pub fn fitting(board: &Board, grid: Rect) -> Self {
        let Some(bounds) = board.bounds() else { return Self::Full };
        let fits = |z: &Self| {
            let m = z.metrics();
            // A gap on each side holds the outlines of zones.
            bounds.cols * m.pitch_x + m.margin_x <= i32::from(grid.width)
                && bounds.rows * m.pitch_y + m.margin_y <= i32::from(grid.height)
        };
        [Self::Full, Self::Compact].into_iter().find(fits).unwrap_or(Self::Map)
    }
}

/// Returns the origin that shows a board from its upper left corner on.
pub fn start(zoom: Zoom, board: &Board) -> (i32, i32) {
    let m = zoom.metrics();
    board.bounds().map_or((0, 0), |b| ((b.at.col * m.pitch_x).max(0), (b.at.row * m.pitch_y).max(0)))
}

/// Returns the origin that keeps the cursor in sight: the character of the board's plane that is
/// drawn in the top left corner. Shows the whole board where it fits.
pub fn follow(zoom: Zoom, origin: (i32, i32), cursor: Cell, board: &Board, grid: Rect) -> (i32, i32) {
    let m = zoom.metrics();
    let (w, h) = (i32::from(grid.width), i32::from(grid.height));
    let bounds = board.bounds();
    let axis = |origin: i32, (pitch, gap): (i32, i32), room: i32, cursor: i32, (low, high): (i32, i32)| {
        let (low, high) = (low.min(cursor), high.max(cursor) + 1);
        let needed = (high - low) * pitch + gap;
        if needed <= room {
            // Everything fits: stay where it is in sight, so that nothing jumps while the cursor moves
            // and what is moved is seen to move.
            return origin.clamp((high * pitch + gap - room).max(0), (low * pitch).max(0));
        }
        let (from, to) = (cursor * pitch, (cursor + 1) * pitch + gap);
        let margin = (pitch / 2).min((room - pitch - gap).max(0) / 2);
        let (min, max) = (to + margin - room, from - margin);
        origin.clamp(min.min(max), max).max(0)
    };
    let (low, high) = bounds.map_or((cursor, cursor), |b| (b.at, b.last()));
    (
        axis(origin.0, (m.pitch_x, m.margin_x), w, cursor.col, (low.col, high.col)),
        axis(origin.1, (m.pitch_y, m.margin_y), h, cursor.row, (low.row, high.row)),
    )
}

/// Returns the cell at a place on the screen.
pub fn cell_at(zoom: Zoom, origin: (i32, i32), grid: Rect, (x, y): (u16, u16)) -> Option<Cell> {
    if !grid.contains((x, y).into()) {
        return None;
    }
    let cell = zoom.metrics().cell_at(origin.0 + i32::from(x - grid.x), origin.1 + i32::from(y - grid.y));
    Some(cell)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_board_that_fits_stays_where_it_is_in_sight() {
        let grid = Rect::new(0, 0, 76, 18);
        let board = Board::default();
        let pitch = Metrics::FULL.pitch_x;
        // The cursor may walk over everything in sight without moving the view.
        assert_eq!(0, follow(Zoom::Full, (0, 0), Cell::new(2, 0), &board, grid).0);
        // What is out of sight moves it, and no further than needed.
        let right = follow(Zoom::Full, (0, 0), Cell::new(9, 0), &board, grid).0;
        assert_eq!(10 * pitch + Metrics::FULL.margin_x - 76, right);
        assert_eq!(0, follow(Zoom::Full, (right, 0), Cell::new(0, 0), &board, grid).0);
    }
}
