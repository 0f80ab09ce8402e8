//! What a run shows on top of the board: things that travel on links, what stands at nodes, what
//! was lost. The board itself is drawn as ever; this is laid over it.

use std::collections::BTreeMap;

use ratatui::{buffer::Buffer, layout::Rect};

use super::{Editor, areas, view, zoom::Zoom};
use crate::{
    domain::{
        grid::Cell,
        id::{LinkId, NodeId},
    },
    tui::{model::Model, theme::Role},
};

/// Something that travels on a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spark {
    /// How far it has come, in thousandths of the way.
    pub along: u16,
    /// How it is drawn.
    pub sign: &'static str,
    /// What it is.
    pub role: Role,
}

/// What is shown at a node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Something happens here just now.
    pub lit: Option<Role>,
    /// A few characters below the node, or on its lower edge.
    pub foot: String,
    /// What they are.
    pub role: Role,
}

/// What a run shows on top of the board.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overlay {
    /// By link.
    pub links: BTreeMap<LinkId, Vec<Spark>>,
    /// By node.
    pub nodes: BTreeMap<NodeId, Mark>,
}

impl Editor {
    /// Returns the cell the cursor is on.
    pub fn cursor(&self) -> Cell {
        self.cursor
    }

    /// Puts the cursor on a cell.
    pub fn put_cursor(&mut self, cell: Cell) {
        self.cursor = cell;
    }

    /// Draws what a run shows on top of the board.
    pub fn draw_over(&self, over: &Overlay, model: &Model, area: Rect, buf: &mut Buffer) {
        view::draw_over(self, over, model, areas::areas(self, area, model).grid, buf);
    }

    /// Returns the lines below the cells.
    pub fn status_area(&self, area: Rect, model: &Model) -> Rect {
        areas::areas(self, area, model).status
    }

    /// Shows at least the labels of nodes, if that is smaller than what fits.
    pub fn with_labels(&mut self) {
        if self.zoom == Zoom::Map {
            (self.zoom, self.fitted) = (Zoom::Compact, true);
        }
    }

    /// Returns the way of a link in characters of the plane.
    pub(super) fn way(&self, link: &LinkId) -> Option<&[(i32, i32)]> {
        self.drawn.ways.get(link).map(Vec::as_slice)
    }
}
