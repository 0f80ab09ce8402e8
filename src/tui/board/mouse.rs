//! The mouse on the board: click points, double click adds or opens, drag moves, drag with the
//! right button connects, the wheel scrolls. Everything has a key as well.

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Rect;

use super::{Editor, Mode, areas, palette::Search, zoom};
use crate::{
    domain::{grid::Cell, id::NodeId, lesson::Deed},
    tui::{
        action::{Action, BoardAction as B},
        model::Model,
        widgets::pane::Pane,
    },
};

/// Two clicks within this time are a double click, milliseconds.
const DOUBLE_MS: u64 = 500;

/// Rows of the component list that one notch of the wheel goes on.
const WHEEL: isize = 3;

/// A button that is held, or was pressed last.
#[derive(Clone, Debug)]
pub(super) struct Pressed {
    at: Cell,
    node: Option<NodeId>,
    pub(super) dragging: bool,
    right: bool,
    when: u64,
    held: bool,
}

impl Editor {
    pub(super) fn take_mouse(&mut self, event: MouseEvent, area: Rect, model: &mut Model) -> Option<Action> {
        let areas = areas::areas(self, area, model);
        let place = (event.column, event.row);
        let covered = |pane: Option<Rect>| pane.is_some_and(|p| p.contains(place.into()));
        if covered(areas.form) || covered(areas.needs) {
            return None;
        }
        if covered(areas.palette) || covered(areas.card) {
            // A click beside the grid is no half of a double click on it.
            self.pressed.take_if(|_| matches!(event.kind, MouseEventKind::Down(_)));
        }
        if let Some(pane) = areas.palette.filter(|p| p.contains(place.into())) {
            return self.on_palette(event, pane, model);
        }
        if let Some(pane) = areas.card.filter(|p| p.contains(place.into())) {
            return self.on_card(event, pane, model);
        }
        match event.kind {
            MouseEventKind::ScrollDown => self.scroll(0, 1),
            MouseEventKind::ScrollUp => self.scroll(0, -1),
            MouseEventKind::ScrollLeft => self.scroll(-1, 0),
            MouseEventKind::ScrollRight => self.scroll(1, 0),
            MouseEventKind::Down(button) => {
                let cell = zoom::cell_at(self.zoom, self.origin, areas.grid, place)?;
                return self.press(cell, button == MouseButton::Right, model);
            }
            MouseEventKind::Drag(_) => self.drag(zoom::cell_at(self.zoom, self.origin, areas.grid, place)?),
            MouseEventKind::Up(_) => self.release(model),
            MouseEventKind::Moved => {}
        }
        None
    }

    fn scroll(&mut self, cols: i32, rows: i32) {
        self.go(self.cursor.shifted(cols, rows));
    }

    fn press(&mut self, cell: Cell, right: bool, model: &mut Model) -> Option<Action> {
        if matches!(self.mode, Mode::Explain(_) | Mode::Rename(_)) {
            self.stop(model);
        }
        let before = self.pressed.take();
        let double =
            before.is_some_and(|p| p.at == cell && !p.dragging && model.clock_ms.saturating_sub(p.when) < DOUBLE_MS);
        self.go(cell);
        if matches!(self.mode, Mode::Connect(_) | Mode::Carry { .. } | Mode::Outline { .. }) {
            return Some(Action::Board(B::Finish));
        }
        if matches!(self.mode, Mode::Search(_) | Mode::Card(_)) {
            self.mode = Mode::Free;
        }
        let node = self.under(model);
        self.pressed = Some(Pressed { at: cell, node, dragging: false, right, when: model.clock_ms, held: true });
        if double && !self.read_only {
            self.pressed = None;
            return Some(Action::Board(B::Open));
        }
        if double {
            return Some(Action::Board(B::Mark));
        }
        None
    }

    fn drag(&mut self, cell: Cell) {
        if let Some(p) = &mut self.pressed
            && p.held
            && (cell != p.at || p.dragging)
        {
            p.dragging = true;
            self.cursor = cell;
        }
    }

    fn release(&mut self, model: &mut Model) {
        let Some(p) = &mut self.pressed else { return };
        p.held = false;
        if !p.dragging || self.read_only {
            return;
        }
        let Some(p) = self.pressed.take() else { return };
        let Some(node) = p.node else { return };
        match (p.right, self.under(model)) {
            (true, Some(to)) if to != node => self.link_nodes(&node, &to, model),
            (true, _) => {}
            (false, _) => {
                let ids = if self.marked.contains(&node) { self.marked.clone() } else { [node].into() };
                self.drop_at(&ids, p.at, model);
            }
        }
    }

    /// Returns the node that is being dragged, and whether a link is drawn from it.
    pub(super) fn dragged(&self) -> Option<(&NodeId, bool)> {
        let p = self.pressed.as_ref().filter(|p| p.dragging)?;
        Some((p.node.as_ref()?, p.right))
    }

    fn on_palette(&mut self, event: MouseEvent, pane: Rect, model: &mut Model) -> Option<Action> {
        let list = super::view::palette_list(pane, matches!(self.mode, Mode::Search(_)));
        match event.kind {
            MouseEventKind::ScrollDown => self.scroll_palette(WHEEL, list),
            MouseEventKind::ScrollUp => self.scroll_palette(-WHEEL, list),
            MouseEventKind::Down(MouseButton::Left) if list.contains((event.column, event.row).into()) => {
                let row = usize::from(event.row - list.y);
                return self.press_component(row, model);
            }
            MouseEventKind::Down(MouseButton::Left) if !matches!(self.mode, Mode::Search(_)) => {
                return Some(Action::Board(B::Search));
            }
            _ => {}
        }
        None
    }

    fn list(&mut self) -> &mut Search {
        match &mut self.mode {
            Mode::Search(s) => s,
            _ => &mut self.suited,
        }
    }

    fn scroll_palette(&mut self, by: isize, list: Rect) {
        let search = self.list();
        search.at.scroll(by, search.found.len(), usize::from(list.height));
    }

    /// One click selects a component, a second one adds it.
    fn press_component(&mut self, row: usize, model: &Model) -> Option<Action> {
        let search = self.list();
        let n = search.at.top + row;
        if n >= search.found.len() {
            return None;
        }
        search.at.at = n;
        let last = self.clicked_row.replace((n, model.clock_ms));
        if !last.is_some_and(|(row, when)| row == n && model.clock_ms.saturating_sub(when) < DOUBLE_MS) {
            return None;
        }
        self.clicked_row = None;
        // To look for it in the list is a search as well.
        self.did(Deed::Search);
        Some(Action::Board(B::AddFoundAt(n)))
    }

    fn on_card(&mut self, event: MouseEvent, pane: Rect, model: &mut Model) -> Option<Action> {
        if !matches!(event.kind, MouseEventKind::Down(MouseButton::Left)) {
            return None;
        }
        let inside = Pane::inside(pane);
        let row = usize::from(event.row.checked_sub(inside.y)?);
        let rows = self.shown.as_ref().map_or(0, |s| s.rows.len());
        let again = matches!(&self.mode, Mode::Card(c) if c.at.at == row);
        if !matches!(self.mode, Mode::Card(_)) {
            self.do_board_open(model);
        }
        if row >= rows {
            return None;
        }
        if let Mode::Card(card) = &mut self.mode {
            card.point_at(row);
        }
        again.then_some(Action::Choose)
    }
}
