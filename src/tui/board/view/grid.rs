//! Draws the cells: zones, links, nodes, cursor, and what is being carried or outlined.

use std::collections::BTreeMap;

use ratatui::{buffer::Buffer, layout::Rect, style::Style};

use crate::{
    diagram::route::raster::{self, Metrics},
    domain::{
        board::{Board, Node},
        component::Component,
        grid::{Area, Cell},
        id::JobId,
        scenario::Severity,
    },
    tui::{
        board::{Editor, Mode, zoom::Zoom},
        model::Model,
        theme::{Role, Theme},
        widgets::{
            glyphs::Glyphs,
            words::{cut, two_lines, width},
        },
    },
};

/// A window on the plane of characters.
pub(super) struct Window<'a> {
    pub(super) editor: &'a Editor,
    model: &'a Model,
    pub(super) theme: Theme,
    pub(super) glyphs: Glyphs,
    pub(super) metrics: Metrics,
    area: Rect,
    buf: &'a mut Buffer,
}

/// Draws what the window shows.
pub(super) fn draw(editor: &Editor, model: &Model, area: Rect, buf: &mut Buffer) {
    let Some(desk) = &model.desk else { return };
    let board = desk.board();
    let mut w = Window::new(editor, model, area, buf);
    w.dots(board);
    w.zones();
    w.links();
    if board.node_at(editor.cursor).is_none() {
        w.empty_cursor();
    }
    for node in board.nodes.values() {
        w.node(node, node.at, false);
    }
    w.begun(board);
    if board.is_empty() && matches!(editor.mode, Mode::Free) {
        w.welcome();
    }
}

impl<'a> Window<'a> {
    pub(super) fn new(editor: &'a Editor, model: &'a Model, area: Rect, buf: &'a mut Buffer) -> Self {
        let (theme, glyphs) = (model.theme(), Glyphs::pick(model.settings.ascii));
        Self { editor, model, theme, glyphs, metrics: editor.zoom.metrics(), area, buf }
    }

    /// Returns the character of the window that shows one of the plane, if any does.
    fn cell(&mut self, x: i32, y: i32) -> Option<&mut ratatui::buffer::Cell> {
        let (x, y) = (x - self.editor.origin.0, y - self.editor.origin.1);
        let inside = x >= 0 && y >= 0 && x < i32::from(self.area.width) && y < i32::from(self.area.height);
        inside.then(|| self.buf.cell_mut((self.area.x + x as u16, self.area.y + y as u16))).flatten()
    }

    /// Changes how one character of the plane looks.
    pub(super) fn restyle(&mut self, x: i32, y: i32, style: Style) {
        if let Some(cell) = self.cell(x, y) {
            cell.set_style(style);
        }
    }

    /// Writes one character of the plane, if the window shows it.
    pub(super) fn put(&mut self, x: i32, y: i32, text: &str, style: Style) {
        if let Some(cell) = self.cell(x, y) {
            cell.set_symbol(text).set_style(style);
        }
    }

    /// Writes a text of the plane; characters that take two columns stay whole.
    pub(super) fn write(&mut self, x: i32, y: i32, text: &str, style: Style) {
        use unicode_segmentation::UnicodeSegmentation;
        let mut at = x;
        for g in text.graphemes(true) {
            let w = width(g) as i32;
            self.put(at, y, g, style);
            for i in 1..w {
                self.put(at + i, y, "", style);
            }
            at += w.max(1);
        }
    }

    fn visible(&self) -> Area {
        let o = self.editor.origin;
        let first = self.metrics.cell_at(o.0, o.1);
        let last = self.metrics.cell_at(o.0 + i32::from(self.area.width), o.1 + i32::from(self.area.height));
        Area::spanning(first, last)
    }

    fn dots(&mut self, board: &Board) {
        let style = self.theme.style(Role::Grid);
        let dot = if self.glyphs.ascii { "." } else { "·" };
        let taken: std::collections::BTreeSet<Cell> = board.nodes.values().map(|n| n.at).collect();
        let v = self.visible();
        for row in v.at.row..=v.last().row {
            for col in v.at.col..=v.last().col {
                let cell = Cell::new(col, row);
                if !taken.contains(&cell) {
                    let r = self.metrics.node(cell);
                    self.put(r.x + r.w / 2, r.y + (r.h - 1) / 2, dot, style);
                }
            }
        }
    }

    fn zones(&mut self) {
        let (zone, accent) = (self.theme.style(Role::Zone), self.theme.style(Role::Accent));
        let at_hand = self.editor.zone.as_ref();
        // Where two outlines share a character they join; the one at hand keeps its colour.
        let mut ink: BTreeMap<(i32, i32), (u8, Style)> = BTreeMap::new();
        for frame in &self.editor.drawn.frames {
            for (at, sides) in outline_of(frame.rect) {
                let stroke = ink.entry(at).or_insert((0, zone));
                stroke.0 |= sides;
                if at_hand == Some(&frame.zone) {
                    stroke.1 = accent;
                }
            }
        }
        for ((x, y), (sides, style)) in ink {
            self.put(x, y, self.glyphs.line(sides, true), style);
        }
        for frame in &self.editor.drawn.frames {
            let style = if at_hand == Some(&frame.zone) { accent } else { zone };
            if let Some(title) = &frame.title {
                let bold = style.add_modifier(ratatui::style::Modifier::BOLD);
                self.write(title.x, title.y, &title.text, bold);
            }
        }
    }

    fn links(&mut self) {
        let v = (self.editor.origin.0, self.editor.origin.1);
        let rows = v.1..v.1 + i32::from(self.area.height);
        for (&(x, y), stroke) in &self.editor.drawn.strokes {
            if !rows.contains(&y) {
                continue;
            }
            let style = self.theme.style(stroke.role.unwrap_or(Role::Link));
            let sign = if stroke.head == 0 {
                self.glyphs.line(stroke.sides, stroke.dashed)
            } else {
                self.glyphs.head(stroke.head)
            };
            self.put(x, y, sign, style);
        }
        for label in &self.editor.drawn.labels {
            let text =
                if self.glyphs.ascii { label.text.replace('✗', "x").replace('…', "~") } else { label.text.clone() };
            let style = self.theme.style(label.role);
            self.write(label.x, label.y, &text, style);
        }
    }

    fn node(&mut self, node: &Node, at: Cell, ghost: bool) {
        if !self.visible().contains(at) {
            return;
        }
        let component = self.model.pack.as_ref().and_then(|p| p.catalogue.get(&node.component));
        let tone = component.map_or_else(|| self.theme.style(Role::Bad), |c| self.theme.category(c.category));
        let selected = self.editor.cursor == node.at && !ghost;
        let marked = self.editor.marked.contains(&node.id);
        let look = Look { tone, selected, marked, ghost, badge: self.badge(node) };
        match self.editor.zoom {
            Zoom::Full => self.full(node, component, at, &look),
            Zoom::Compact => self.compact(node, component, at, &look),
            Zoom::Map => self.map(component, at, &look),
        }
    }

    fn badge(&self, node: &Node) -> Option<(&'static str, Role)> {
        self.editor.drawn.badges.get(&node.id).map(|s| match s {
            Severity::Error => (self.glyphs.no, Role::Bad),
            _ => (self.glyphs.warn, Role::Warn),
        })
    }

    fn glyph(&self, component: Option<&Component>) -> String {
        component.map_or('?', |c| if self.glyphs.ascii { c.ascii } else { c.glyph }).to_string()
    }

    fn full(&mut self, node: &Node, component: Option<&Component>, at: Cell, look: &Look) {
        let r = self.metrics.node(at);
        let edge = if look.selected { self.theme.style(Role::BorderFocus) } else { look.tone };
        let body = look.body(&self.theme);
        self.bordered(r, edge, look.selected || look.marked);
        for y in r.y + 1..r.y + r.h - 1 {
            self.write(r.x + 1, y, &" ".repeat((r.w - 2) as usize), body);
        }
        let columns = (r.w - 4) as usize;
        let [first, second] = two_lines(&node.label, columns);
        let glyph_style =
            if look.selected { body } else { look.tone.patch(body.fg.map_or(Style::new(), |_| Style::new())) };
        let glyph = self.glyph(component);
        self.write(r.x + 1, r.y + 1, &glyph, look.on(glyph_style, body));
        self.write(r.x + 3, r.y + 1, &self.plain(&first), body);
        self.write(r.x + 3, r.y + 2, &self.plain(&second), body);
        if let Some(job) = self.job_name(node.job.as_ref()).filter(|job| *job != node.label.to_lowercase()) {
            let text = cut(&job, (r.w - 2) as usize);
            self.write(r.x + 1, r.y + r.h - 1, &self.plain(&text), self.theme.style(Role::Muted));
        }
        if look.marked {
            self.put(r.x + 1, r.y, self.glyphs.yes, self.theme.style(Role::Accent));
        }
        if let Some((sign, role)) = look.badge {
            self.put(r.x + r.w - 2, r.y, sign, self.theme.style(role));
        }
    }

    fn plain(&self, text: &str) -> String {
        if self.glyphs.ascii { text.replace('…', "~") } else { text.to_owned() }
    }

    /// The job is shown where it says more than the label does.
    fn job_name(&self, job: Option<&JobId>) -> Option<String> {
        let id = job?;
        let scenario = self.model.open_scenario().and_then(|s| s.job(id));
        let general = self.model.pack.as_ref().and_then(|p| p.catalogue.general_jobs().iter().find(|j| &j.id == id));
        scenario.or(general).map(|j| j.name.to_lowercase())
    }

    pub(super) fn bordered(&mut self, r: raster::Rect, style: Style, strong: bool) {
        let set: [&str; 6] = match (self.glyphs.ascii, strong) {
            (true, false) => ["+", "-", "+", "|", "+", "+"],
            (true, true) => ["#", "=", "#", "#", "#", "#"],
            (false, false) => ["╭", "─", "╮", "│", "╰", "╯"],
            (false, true) => ["┏", "━", "┓", "┃", "┗", "┛"],
        };
        let (right, bottom) = r.last();
        for x in r.x + 1..right {
            self.put(x, r.y, set[1], style);
            self.put(x, bottom, set[1], style);
        }
        for y in r.y + 1..bottom {
            self.put(r.x, y, set[3], style);
            self.put(right, y, set[3], style);
        }
        for (x, y, sign) in [(r.x, r.y, set[0]), (right, r.y, set[2]), (r.x, bottom, set[4]), (right, bottom, set[5])] {
            self.put(x, y, sign, style);
        }
    }

    fn compact(&mut self, node: &Node, component: Option<&Component>, at: Cell, look: &Look) {
        let r = self.metrics.node(at);
        let body = look.body(&self.theme);
        let room = (r.w - 4) as usize;
        let label = cut(&node.label, room);
        let text = format!("[{} {label}{}]", self.glyph(component), " ".repeat(room.saturating_sub(width(&label))));
        let style = if look.selected || look.marked { body } else { look.tone };
        self.write(r.x, r.y, &self.plain(&text), style);
        if look.marked {
            self.put(r.x, r.y, self.glyphs.yes, body);
        }
        if let Some((sign, role)) = look.badge {
            self.put(r.x + r.w - 1, r.y, sign, self.theme.style(role));
        }
    }

    fn map(&mut self, component: Option<&Component>, at: Cell, look: &Look) {
        let r = self.metrics.node(at);
        let style = if look.selected || look.marked { look.body(&self.theme) } else { look.tone };
        let left = if look.marked { self.glyphs.yes } else { "[" };
        let right = look.badge.map_or("]", |b| b.0);
        self.write(r.x, r.y, &format!("{left}{}{right}", self.glyph(component)), style);
    }

    fn empty_cursor(&mut self) {
        let r = self.metrics.node(self.editor.cursor);
        let style = self.theme.style(Role::Accent);
        if self.editor.zoom != Zoom::Full {
            let text = format!("[{}]", " ".repeat((r.w - 2) as usize));
            self.write(r.x, r.y, &text, self.theme.style(Role::Selected));
            return;
        }
        let (right, bottom) = r.last();
        let set = if self.glyphs.ascii { ["+", "+", "+", "+", "-"] } else { ["┏", "┓", "┗", "┛", "━"] };
        for (x, y, sign, inward) in
            [(r.x, r.y, set[0], 1), (right, r.y, set[1], -1), (r.x, bottom, set[2], 1), (right, bottom, set[3], -1)]
        {
            self.put(x, y, sign, style);
            self.put(x + inward, y, set[4], style);
            self.put(x + 2 * inward, y, set[4], style);
        }
    }

    /// What has been begun: nodes being carried, a zone being outlined, a link being drawn.
    fn begun(&mut self, board: &Board) {
        let cursor = self.editor.cursor;
        match &self.editor.mode {
            Mode::Carry { ids, from, .. } => self.ghosts(board, ids, *from),
            Mode::Outline { corner, .. } => self.outline(Area::spanning(*corner, cursor)),
            Mode::Connect(from) => {
                if let Some(node) = board.nodes.get(from) {
                    let r = self.metrics.node(node.at);
                    let style = self.theme.style(Role::Accent);
                    if self.editor.zoom == Zoom::Full {
                        self.bordered(r, style, true);
                    } else {
                        self.put(r.x, r.y, self.glyphs.pointer, style);
                    }
                }
            }
            _ => {
                if let Some((node, false)) = self.editor.dragged() {
                    let at = board.nodes.get(node).map(|n| n.at);
                    let ids = [node.clone()].into();
                    if let Some(at) = at {
                        self.ghosts(board, &ids, at);
                    }
                }
            }
        }
    }

    fn ghosts(&mut self, board: &Board, ids: &std::collections::BTreeSet<crate::domain::id::NodeId>, from: Cell) {
        let cursor = self.editor.cursor;
        let (cols, rows) = (cursor.col - from.col, cursor.row - from.row);
        for node in ids.iter().filter_map(|id| board.nodes.get(id)) {
            self.node(node, node.at.shifted(cols, rows), true);
        }
    }

    fn outline(&mut self, area: Area) {
        let (a, b) = (self.metrics.node(area.at), self.metrics.node(area.last()));
        let (gx, gy) = (2.min(self.metrics.pitch_x - self.metrics.node_w - 1), 1);
        let rect = raster::Rect { x: a.x - gx, y: a.y - gy, w: b.x + b.w - a.x + 2 * gx, h: b.y + b.h - a.y + 2 * gy };
        let style = self.theme.style(Role::Accent);
        self.bordered(rect, style, false);
    }

    fn welcome(&mut self) {
        let lines = crate::tui::strings::board::WELCOME;
        let muted = self.theme.style(Role::Muted);
        let top = self.area.y + self.area.height / 2;
        for (i, line) in lines.iter().enumerate() {
            let w = width(line) as u16;
            let y = top + i as u16;
            if y < self.area.bottom() && w <= self.area.width {
                self.buf.set_string(self.area.x + (self.area.width - w) / 2, y, line, muted);
            }
        }
    }
}

/// Returns the characters of an outline with the sides of each.
fn outline_of(r: raster::Rect) -> Vec<((i32, i32), u8)> {
    let (right, bottom) = r.last();
    let corners = [((r.x, r.y), 0b0110), ((right, r.y), 0b1100), ((r.x, bottom), 0b0011), ((right, bottom), 0b1001)];
    let level = (r.x + 1..right).flat_map(|x| [((x, r.y), 0b1010), ((x, bottom), 0b1010)]);
    let upright = (r.y + 1..bottom).flat_map(|y| [((r.x, y), 0b0101), ((right, y), 0b0101)]);
    corners.into_iter().chain(level).chain(upright).collect()
}

/// How a node looks.
struct Look {
    tone: Style,
    selected: bool,
    marked: bool,
    ghost: bool,
    badge: Option<(&'static str, Role)>,
}

impl Look {
    fn body(&self, theme: &Theme) -> Style {
        if self.selected {
            theme.style(Role::Selected)
        } else if self.marked || self.ghost {
            theme.ground().patch(theme.style(Role::Marked))
        } else {
            theme.ground()
        }
    }

    /// The glyph keeps its tone unless the whole node is reversed.
    fn on(&self, glyph: Style, body: Style) -> Style {
        if self.selected { body } else { body.patch(glyph) }
    }
}
