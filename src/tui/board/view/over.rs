//! Draws what a run shows on top of the board.

use ratatui::{buffer::Buffer, layout::Rect};

use super::grid::Window;
use crate::{
    domain::board::Node,
    tui::{
        board::{
            Editor,
            over::{Mark, Overlay, Spark},
            zoom::Zoom,
        },
        model::Model,
        theme::Role,
        widgets::words::{cut, width},
    },
};

/// Draws sparks on links, then what stands at nodes.
pub(in crate::tui::board) fn draw_over(editor: &Editor, over: &Overlay, model: &Model, area: Rect, buf: &mut Buffer) {
    let Some(board) = model.board() else { return };
    let mut w = Window::new(editor, model, area, buf);
    for (link, sparks) in &over.links {
        if let Some(way) = editor.way(link) {
            w.sparks(way, sparks);
        }
    }
    for (id, mark) in &over.nodes {
        if let Some(node) = board.nodes.get(id) {
            w.mark(node, mark);
        }
    }
}

impl Window<'_> {
    fn sparks(&mut self, way: &[(i32, i32)], sparks: &[Spark]) {
        let lit = self.theme.style(sparks.first().map_or(Role::Accent, |s| s.role));
        for &(x, y) in way {
            self.restyle(x, y, lit);
        }
        for spark in sparks {
            let last = way.len().saturating_sub(1);
            let at = last * usize::from(spark.along.min(1000)) / 1000;
            if let Some(&(x, y)) = way.get(at) {
                self.put(x, y, spark.sign, self.theme.style(spark.role));
            }
        }
    }

    fn mark(&mut self, node: &Node, mark: &Mark) {
        let r = self.metrics.node(node.at);
        if let Some(role) = mark.lit {
            let style = self.theme.style(role);
            if self.editor.zoom == Zoom::Full {
                self.bordered(r, style, true);
            } else {
                let (right, bottom) = r.last();
                let [open, close] = if self.glyphs.ascii { ["{", "}"] } else { ["▐", "▌"] };
                self.put(r.x, bottom, open, style);
                self.put(right, bottom, close, style);
                for x in r.x + 1..right {
                    self.restyle(x, r.y, style);
                }
            }
        }
        if !mark.foot.is_empty() {
            self.foot(node, mark);
        }
    }

    fn foot(&mut self, node: &Node, mark: &Mark) {
        let r = self.metrics.node(node.at);
        let style = self.theme.style(mark.role);
        let (y, room) = match self.editor.zoom {
            Zoom::Full => (r.y + r.h - 1, r.w - 2),
            Zoom::Compact => (r.y + 1, self.metrics.pitch_x - 1),
            Zoom::Map => (r.y + 1, self.metrics.pitch_x - 1),
        };
        let first = mark.foot.split(' ').take(2).collect::<Vec<_>>().join(" ");
        let text =
            if self.editor.zoom == Zoom::Map { cut(&first, room as usize) } else { cut(&mark.foot, room as usize) };
        let inset = i32::from(self.editor.zoom == Zoom::Full);
        let pad = if self.editor.zoom == Zoom::Full { 0 } else { (r.w - width(&text) as i32).max(0) / 2 };
        self.write(r.x + inset + pad, y, &text, style);
    }
}
