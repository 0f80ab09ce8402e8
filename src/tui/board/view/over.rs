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
                // Under the cursor it is a bar already; the same colour on it would hide the text.
                if self.editor.cursor() != node.at {
                    for x in r.x + 1..right {
                        self.restyle(x, r.y, style);
                    }
                }
            }
        }
        if !mark.foot.is_empty() {
            self.foot(node, mark);
        }
    }

    /// The foot stands below the node, or on its lower edge where it has one.
    fn foot(&mut self, node: &Node, mark: &Mark) {
        let r = self.metrics.node(node.at);
        let style = self.theme.style(mark.role);
        if self.editor.zoom == Zoom::Full {
            let text = cut(&format!(" {} ", mark.foot), (r.w - 2) as usize);
            self.write(r.x + 1, r.y + r.h - 1, &text, style);
            return;
        }
        if mark.role == Role::Muted {
            // Where links are close, only what matters is worth hiding them.
            return;
        }
        let room = self.metrics.pitch_x - 1;
        let text = if self.editor.zoom == Zoom::Map {
            cut(&mark.foot.split(' ').take(2).collect::<Vec<_>>().join(""), room as usize)
        } else {
            let padded = format!(" {} ", mark.foot);
            if width(&padded) <= room as usize { padded } else { cut(&mark.foot, room as usize) }
        };
        let pad = (r.w - width(&text) as i32).max(0) / 2;
        self.write(r.x + pad, r.y + 1, &text, style);
    }
}
