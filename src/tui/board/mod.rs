//! The board editor: the grid with its cursor, modes and side panes.
//!
//! Lessons and the Build stage use the same editor. It turns actions into edits of the open board
//! (through [`Model::edit`]) and remembers deeds that leave no trace in a drawing. Where to start
//! reading: [`Editor::act`]; what a mode does is in the files beside this one.

mod acts;
mod areas;
mod begun;
mod card;
mod drawn;
mod explain;
mod findings;
mod links;
mod mouse;
pub mod over;
mod palette;
mod rename;
mod view;
pub mod zoom;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use crossterm::event::{KeyEvent, MouseEvent};
use ratatui::{buffer::Buffer, layout::Rect};

use crate::{
    domain::{
        board::ZoneKind,
        grid::Cell,
        id::{LinkId, NodeId, ZoneId},
        lesson::Deed,
    },
    tui::{
        action::{Action, BoardAction},
        keymap::Context,
        model::Model,
        screen::Screen,
    },
};
use zoom::Zoom;

/// What has been begun on the board.
#[derive(Clone, Debug, Default)]
enum Mode {
    /// Nothing.
    #[default]
    Free,
    /// Searching a component.
    Search(palette::Search),
    /// A link from a node.
    Connect(NodeId),
    /// Moving nodes that were picked up at a cell; `true` when they are to be copied.
    Carry { ids: BTreeSet<NodeId>, from: Cell, copy: bool },
    /// The outline of a zone from a corner.
    Outline { corner: Cell, kind: ZoneKind },
    /// Naming something.
    Rename(rename::Rename),
    /// Explaining something.
    Explain(Box<explain::Explain>),
    /// In the card.
    Card(card::Card),
}

/// Which side panes are shown where there is room for them.
#[derive(Clone, Copy, Debug)]
struct Panes {
    palette: bool,
    needs: bool,
    card: bool,
}

/// The board editor.
#[derive(Clone, Debug)]
pub struct Editor {
    cursor: Cell,
    zoom: Zoom,
    fitted: bool,
    origin: (i32, i32),
    marked: BTreeSet<NodeId>,
    link: Option<LinkId>,
    zone: Option<ZoneId>,
    finding: Option<usize>,
    mode: Mode,
    panes: Panes,
    needs_over: bool,
    read_only: bool,
    has_focus: bool,
    deeds: Vec<Deed>,
    pressed: Option<mouse::Pressed>,
    shown: Option<card::Shown>,
    suited: palette::Search,
    steps_seen: u64,
    placed: bool,
    clicked_row: Option<(usize, u64)>,
    drawn: drawn::Drawn,
    /// How wide it was drawn last.
    width: u16,
}

impl Editor {
    /// Opens the editor with the cursor where the student left it.
    pub fn new(model: &Model) -> Self {
        let cursor = model.attempt.as_ref().map_or(Cell::new(0, 0), |a| a.cursor);
        Self {
            cursor,
            zoom: Zoom::Full,
            fitted: false,
            origin: (0, 0),
            marked: BTreeSet::new(),
            link: None,
            zone: None,
            finding: None,
            mode: Mode::Free,
            panes: Panes { palette: true, needs: true, card: false },
            needs_over: false,
            read_only: false,
            has_focus: true,
            deeds: Vec::new(),
            pressed: None,
            shown: None,
            suited: palette::Search::default(),
            steps_seen: u64::MAX,
            placed: false,
            clicked_row: None,
            drawn: drawn::Drawn::default(),
            width: 0,
        }
    }

    /// Makes it a board to look at and point at, not to change.
    #[must_use]
    pub fn read_only(mut self) -> Self {
        self.read_only = true;
        self.panes = Panes { palette: false, needs: false, card: false };
        self
    }

    /// Hides the side panes, where the board shares its place with something else.
    #[must_use]
    pub fn without_panes(mut self) -> Self {
        self.panes = Panes { palette: false, needs: false, card: false };
        self
    }

    /// Is told whether it has the focus, where the board shares its place with something else.
    pub fn set_focus(&mut self, focus: bool) {
        self.has_focus = focus;
    }

    /// Returns and forgets what was done since the last call.
    pub fn take_deeds(&mut self) -> Vec<Deed> {
        std::mem::take(&mut self.deeds)
    }

    /// Returns the selected nodes, or the one under the cursor.
    pub fn selected(&self, model: &Model) -> BTreeSet<NodeId> {
        if !self.marked.is_empty() {
            return self.marked.clone();
        }
        self.under(model).into_iter().collect()
    }

    /// Selects nodes and brings the first of them into sight.
    pub fn look_at(&mut self, nodes: &[NodeId], model: &Model) {
        self.marked = nodes.iter().cloned().collect();
        let first = nodes.first().and_then(|id| model.board()?.nodes.get(id));
        if let Some(node) = first {
            self.cursor = node.at;
        }
    }

    /// Returns the node under the cursor.
    fn under(&self, model: &Model) -> Option<NodeId> {
        model.board()?.node_at(self.cursor).map(|n| n.id.clone())
    }

    fn did(&mut self, deed: Deed) {
        self.deeds.push(deed);
    }

    fn is_free(&self) -> bool {
        matches!(self.mode, Mode::Free)
    }
}

impl Screen for Editor {
    fn contexts(&self, _model: &Model) -> Vec<Context> {
        match &self.mode {
            Mode::Free if self.link.is_some() && !self.read_only => {
                vec![Context::LinkAtHand, Context::Grid, Context::Board]
            }
            Mode::Free if self.zone.is_some() && !self.read_only => {
                vec![Context::ZoneAtHand, Context::Grid, Context::Board]
            }
            Mode::Free if self.read_only => vec![Context::Pointing, Context::Grid],
            Mode::Free => vec![Context::Board, Context::Grid],
            Mode::Search(_) => vec![Context::Search],
            Mode::Connect(_) | Mode::Carry { .. } => vec![Context::Begun, Context::Grid],
            Mode::Outline { .. } => vec![Context::ZoneBegun, Context::Begun, Context::Grid],
            Mode::Rename(_) => vec![Context::Line],
            Mode::Explain(_) => vec![Context::Page],
            Mode::Card(c) if c.is_typing() => vec![Context::Line],
            Mode::Card(_) => vec![Context::Card],
        }
    }

    fn can(&self, action: &Action, model: &Model) -> bool {
        self.can_do(action, model)
    }

    fn act(&mut self, action: Action, model: &mut Model) -> Option<Action> {
        match action {
            Action::Back => self.stop(model),
            Action::Board(act) => {
                self.board_act(act, model);
                None
            }
            other => self.in_mode(other, model),
        }
    }

    fn is_typing(&self) -> bool {
        match &self.mode {
            Mode::Search(_) | Mode::Rename(_) | Mode::Explain(_) => true,
            Mode::Card(c) => c.is_typing(),
            _ => false,
        }
    }

    fn type_key(&mut self, key: KeyEvent, model: &mut Model) {
        match &mut self.mode {
            Mode::Search(search) => {
                if search.key(key, model) {
                    self.did(Deed::Search);
                }
            }
            Mode::Rename(rename) => {
                rename.field.key(key);
            }
            Mode::Explain(explain) => explain.key(key),
            Mode::Card(card) => card.key(key),
            _ => {}
        }
    }

    fn paste(&mut self, text: &str, model: &mut Model) {
        match &mut self.mode {
            Mode::Search(search) => {
                search.paste(text, model);
                self.did(Deed::Search);
            }
            Mode::Rename(rename) => {
                rename.field.insert(text);
            }
            Mode::Explain(explain) => explain.paste(text),
            Mode::Card(card) => card.paste(text),
            _ => {}
        }
    }

    fn mouse(&mut self, event: MouseEvent, area: Rect, model: &mut Model) -> Option<Action> {
        self.take_mouse(event, area, model)
    }

    fn settle(&mut self, area: Rect, model: &mut Model) {
        self.settle_in(area, model);
    }

    fn draw(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        view::draw(self, model, area, buf);
    }

    fn caret(&self, model: &Model, area: Rect) -> Option<(u16, u16)> {
        view::caret(self, model, area)
    }
}

impl Editor {
    /// Actions that are not the board's own: lists, forms, ticks.
    fn in_mode(&mut self, action: Action, model: &mut Model) -> Option<Action> {
        match &mut self.mode {
            Mode::Search(search) => search.act(action, model),
            Mode::Rename(_) if action == Action::Confirm => {
                self.finish_rename(model);
                None
            }
            Mode::Explain(explain) => {
                let handed = explain.act(action);
                // What comes back may leave the board: nothing that was written gets lost.
                if handed.is_some() && explain.keep(model) {
                    self.did(Deed::Explain);
                }
                handed
            }
            Mode::Card(_) => self.card_act(action, model),
            _ => Some(action),
        }
    }

    /// Leaves the innermost thing that was begun.
    fn stop(&mut self, model: &mut Model) -> Option<Action> {
        match std::mem::take(&mut self.mode) {
            Mode::Free => return self.stop_free(),
            Mode::Explain(explain) => {
                if explain.keep(model) {
                    self.did(Deed::Explain);
                }
            }
            Mode::Card(mut card) if card.is_typing() => {
                card.stop_typing();
                self.mode = Mode::Card(card);
            }
            _ => {}
        }
        None
    }

    fn stop_free(&mut self) -> Option<Action> {
        if self.finding.take().is_some() || self.link.take().is_some() || self.zone.take().is_some() {
            return None;
        }
        if self.needs_over {
            self.needs_over = false;
            return None;
        }
        if !self.marked.is_empty() && !self.read_only {
            self.marked.clear();
            return None;
        }
        Some(Action::Back)
    }

    fn settle_in(&mut self, area: Rect, model: &mut Model) {
        self.width = area.width;
        let Some(desk) = &model.desk else { return };
        let board = desk.history.board();
        if !self.placed {
            // The board may have been opened only after the screen was made.
            self.placed = true;
            self.cursor = model.attempt.as_ref().map_or(self.cursor, |a| a.cursor);
        }
        self.marked.retain(|id| board.nodes.contains_key(id));
        if self.link.as_ref().is_some_and(|l| !board.links.contains_key(l)) {
            self.link = None;
        }
        if self.zone.as_ref().is_some_and(|z| !board.zones.contains_key(z)) {
            self.zone = None;
        }
        let grid = areas::areas(self, area, model).grid;
        if !self.fitted && grid.width > 0 {
            self.zoom = Zoom::fitting(board, grid);
            self.origin = zoom::start(self.zoom, board);
            self.fitted = true;
        }
        let moving = matches!(self.pressed, Some(mouse::Pressed { dragging: true, .. }));
        if !moving {
            self.origin = zoom::follow(self.zoom, self.origin, self.cursor, board, grid);
        }
        if self.steps_seen != desk.steps {
            self.steps_seen = desk.steps;
            self.finding = None;
        }
        // A board that is only looked at has no card.
        self.shown = if self.read_only { None } else { card::Shown::of(self, model) };
        self.redraw(model);
        self.keep_place(model);
        let rows = areas::areas(self, area, model);
        match &mut self.mode {
            Mode::Search(s) => s.settle(rows.palette_rows()),
            _ => self.suited.refresh(model),
        }
    }

    /// Remembers the cursor in the attempt; it is written with the next thing that is kept.
    fn keep_place(&self, model: &mut Model) {
        if let (Some(attempt), false) = (&mut model.attempt, self.read_only) {
            attempt.cursor = self.cursor;
        }
    }

    /// Does something on the board.
    fn board_act(&mut self, act: BoardAction, model: &mut Model) {
        if self.read_only && !acts::only_looks(&act) {
            return;
        }
        self.do_board(act, model);
    }
}
