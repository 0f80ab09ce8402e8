//! What each board action does when nothing special is begun, and which of them would do something.

use std::collections::BTreeMap;

use super::{Editor, Mode, card::Card, explain::Explain, palette::Search, rename::Rename, zoom::Zoom};
use crate::{
    domain::{
        board::Board,
        edit::{Step, compose},
        grid::Cell,
        id::NodeId,
        lesson::Deed,
    },
    tui::{
        action::{Action, BoardAction as B, Effect, Way},
        model::Model,
        strings::board as say,
        theme::Role,
    },
};

/// Says whether an action only looks, so that it is fine on a board that must not change.
pub(super) fn only_looks(act: &B) -> bool {
    matches!(
        act,
        B::Cursor(_)
            | B::Jump(_)
            | B::NextNode
            | B::PreviousNode
            | B::PointAt(_)
            | B::Mark
            | B::ZoomOut
            | B::ZoomIn
            | B::Fit
            | B::Scroll(..)
    )
}

fn places(board: &Board) -> BTreeMap<NodeId, Cell> {
    board.nodes.values().map(|n| (n.id.clone(), n.at)).collect()
}

impl Editor {
    pub(super) fn can_do(&self, action: &Action, model: &Model) -> bool {
        let Action::Board(act) = action else { return self.can_in_mode(action, model) };
        let here = self.under(model).is_some();
        let some = here || !self.marked.is_empty();
        let zones = model.board().map_or(0, |b| b.zones_at(self.cursor).len());
        let zone = zones > 0;
        match act {
            B::Connect => here,
            B::NextZone => zones > usize::from(self.zone.is_some()),
            B::Move | B::Copy | B::Explain => some || self.link.is_some(),
            B::Delete => some || self.link.is_some() || zone,
            B::Open => here || zone,
            B::Mark => here,
            // With one at hand, there has to be another.
            B::NextLink => self.links_here(model) > usize::from(self.link.is_some()),
            B::Undo => model.desk.as_ref().is_some_and(|d| d.history.undoable().is_some()),
            B::Redo => model.desk.as_ref().is_some_and(|d| d.history.redoable().is_some()),
            B::NextFinding => model.desk.as_ref().is_some_and(|d| !d.review.findings.is_empty()),
            B::Needs => model.open_scenario().is_some(),
            B::ZoomOut => self.zoom != Zoom::Map,
            B::ZoomIn => self.zoom != Zoom::Full,
            B::Clear => model.board().is_some_and(|b| !b.is_empty()),
            _ => true,
        }
    }

    fn links_here(&self, model: &Model) -> usize {
        let here = self.under(model).zip(model.board());
        here.map_or(0, |(node, board)| board.links_of(&node).count())
    }

    /// Lists and forms: keys that have nothing to act on stay out of the footer.
    fn can_in_mode(&self, action: &Action, model: &Model) -> bool {
        match (&self.mode, action) {
            (Mode::Search(search), Action::Next) => search.can_widen(model),
            (Mode::Explain(_), Action::Next | Action::Previous) => false,
            (Mode::Card(card), _) => self.shown.as_ref().is_none_or(|s| card.can(action, s)),
            _ => true,
        }
    }

    pub(super) fn do_board(&mut self, act: B, model: &mut Model) {
        match act {
            B::Cursor(way) => self.move_cursor(way),
            B::Jump(way) => self.jump(way, model),
            B::NextNode => self.next_node(1, model),
            B::PreviousNode => self.next_node(-1, model),
            B::PointAt(cell) => self.go(cell),
            B::ZoomOut => self.zoom_to(self.zoom.out()),
            B::ZoomIn => self.zoom_to(self.zoom.closer()),
            B::Fit => self.fit(),
            B::Scroll(cols, rows) => self.go(self.cursor.shifted(cols, rows)),
            B::Needs => self.toggle_needs(),
            B::Palette if self.width < super::areas::WIDE => self.begin(&B::Search, model),
            B::Palette => self.panes.palette = !self.panes.palette,
            B::Inspector if self.width < super::areas::WIDEST => self.begin(&B::Open, model),
            B::Inspector => self.panes.card = !self.panes.card,
            B::NextFinding => self.next_finding(model),
            B::NextLink => self.next_link(model),
            B::NextZone => self.next_zone(model),
            B::Mark => self.mark(model),
            B::MarkAll => self.marked = model.board().map(|b| b.nodes.keys().cloned().collect()).unwrap_or_default(),
            B::Undo => self.undo(true, model),
            B::Redo => self.undo(false, model),
            B::Finish => self.finish(model),
            other => self.begin(&other, model),
        }
    }

    /// Actions that begin something or change the board.
    fn begin(&mut self, act: &B, model: &mut Model) {
        // The status lines now tell of what is begun.
        self.finding = None;
        match *act {
            B::Search => self.mode = Mode::Search(Search::open(&self.suited, model)),
            B::AddFound => self.add_found(model),
            B::AddFoundAt(n) => self.add_nth(n, model),
            B::Connect => self.begin_link(model),
            B::Move => self.pick_up(false, model),
            B::Copy => self.pick_up(true, model),
            B::Zone => self.begin_zone(model),
            B::ZoneKind => self.turn_zone_kind(),
            B::Delete => self.delete(model),
            B::Rename => self.begin_rename(model),
            B::Explain => self.begin_explain(model),
            B::Open => self.open_card(model),
            B::Turn | B::LinkKind | B::LinkCarries => self.alter_link(act, model),
            B::Save => self.save(model),
            B::Clear => self.clear(model),
            _ => {}
        }
    }

    fn move_cursor(&mut self, way: Way) {
        let (cols, rows) = way.step();
        self.go(self.cursor.shifted(cols, rows));
    }

    pub(super) fn go(&mut self, cell: Cell) {
        if cell != self.cursor {
            self.link = None;
            self.zone = None;
            self.finding = None;
        }
        self.cursor = cell;
    }

    /// Jumps to the nearest node in a direction; nodes straight ahead come before those aside.
    fn jump(&mut self, way: Way, model: &Model) {
        let (dx, dy) = way.step();
        let at = self.cursor;
        let best = model.board().and_then(|board| {
            let ahead = board.nodes.values().filter_map(|n| {
                let (x, y) = (n.at.col - at.col, n.at.row - at.row);
                let (along, aside) = if dx == 0 { (y * dy, x.abs()) } else { (x * dx, y.abs()) };
                (along > 0).then_some((along + 3 * aside, n.at))
            });
            ahead.min().map(|(_, cell)| cell)
        });
        match best {
            Some(cell) => self.go(cell),
            None => self.move_cursor(way),
        }
    }

    fn next_node(&mut self, by: isize, model: &Model) {
        let Some(board) = model.board() else { return };
        let mut cells: Vec<Cell> = board.nodes.values().map(|n| n.at).collect();
        cells.sort_by_key(|c| (c.row, c.col));
        let now = (self.cursor.row, self.cursor.col);
        let found = if by > 0 {
            cells.iter().find(|c| (c.row, c.col) > now).or(cells.first())
        } else {
            cells.iter().rev().find(|c| (c.row, c.col) < now).or(cells.last())
        };
        if let Some(&cell) = found {
            self.go(cell);
        }
    }

    fn zoom_to(&mut self, zoom: Zoom) {
        self.zoom = zoom;
        self.fitted = true;
        self.did(Deed::Zoom);
    }

    fn fit(&mut self) {
        self.fitted = false;
        self.did(Deed::Zoom);
    }

    fn toggle_needs(&mut self) {
        self.needs_over = !self.needs_over;
        self.panes.needs = !self.panes.needs;
    }

    fn mark(&mut self, model: &Model) {
        if let Some(id) = self.under(model)
            && !self.marked.remove(&id)
        {
            self.marked.insert(id);
        }
    }

    fn undo(&mut self, back: bool, model: &mut Model) {
        let history = model.desk.as_ref().map(|d| &d.history);
        let what = history.and_then(|h| if back { h.undoable() } else { h.redoable() }).map(str::to_owned);
        let step = if back { Step::Undo } else { Step::Redo };
        let before: BTreeMap<_, _> = model.board().map(places).unwrap_or_default();
        match what {
            Some(what) if model.take(step) => {
                model.say(Role::Text, if back { say::undone(&what) } else { say::redone(&what) });
                self.did(if back { Deed::Undo } else { Deed::Redo });
                self.follow_moved(&before, model);
            }
            _ => model.say(Role::Text, if back { say::NOTHING_TO_UNDO } else { say::NOTHING_TO_REDO }),
        }
    }

    /// Goes along with what an undo put somewhere else, the node under the cursor first.
    fn follow_moved(&mut self, before: &BTreeMap<NodeId, Cell>, model: &Model) {
        let Some(board) = model.board() else { return };
        let moved: Vec<(Cell, Cell)> = board
            .nodes
            .values()
            .filter_map(|n| before.get(&n.id).filter(|was| **was != n.at).map(|was| (*was, n.at)))
            .collect();
        let here = moved.iter().find(|(was, _)| *was == self.cursor).or(moved.first());
        if let Some((_, now)) = here {
            self.go(*now);
        }
    }

    fn delete(&mut self, model: &mut Model) {
        let Some(board) = model.board() else { return };
        let ids = if let Some(link) = &self.link {
            [link.to_string()].into()
        } else if let Some(zone) = &self.zone {
            [zone.to_string()].into()
        } else if self.selected(model).is_empty() {
            board.zones_at(self.cursor).last().map(|z| z.id.to_string()).into_iter().collect()
        } else {
            self.selected(model).iter().map(ToString::to_string).collect::<std::collections::BTreeSet<_>>()
        };
        if ids.is_empty() {
            model.say(Role::Text, say::NOTHING_HERE);
            return;
        }
        let edit = compose::remove(board, &ids);
        let what = edit.what.clone();
        if model.take(Step::Do(edit)) {
            self.marked.clear();
            self.link = None;
            self.zone = None;
            model.say(Role::Text, say::deleted(&what));
            self.did(Deed::Delete);
        }
    }

    fn clear(&mut self, model: &mut Model) {
        let Some(board) = model.board() else { return };
        let edit = compose::clear(board);
        if model.take(Step::Do(edit)) {
            self.marked.clear();
            model.say(Role::Text, say::CLEARED);
            self.did(Deed::Clear);
        }
    }

    fn save(&mut self, model: &mut Model) {
        let Some(desk) = model.desk.as_ref().map(|d| d.key.clone()) else { return };
        model.effect(Effect::WriteDiagram(desk, true));
        self.did(Deed::Save);
    }

    /// Takes the innermost zone at the cursor, then the one round it.
    fn next_zone(&mut self, model: &mut Model) {
        let zones: Vec<_> = model
            .board()
            .map(|b| b.zones_at(self.cursor).iter().rev().map(|z| z.id.clone()).collect())
            .unwrap_or_default();
        if zones.is_empty() {
            model.say(Role::Text, say::NO_ZONE);
            return;
        }
        let next =
            self.zone.as_ref().and_then(|z| zones.iter().position(|x| x == z)).map_or(0, |i| (i + 1) % zones.len());
        (self.link, self.finding) = (None, None);
        self.zone = Some(zones[next].clone());
    }

    fn begin_rename(&mut self, model: &Model) {
        if let Some(rename) = Rename::here(self, model) {
            self.mode = Mode::Rename(rename);
        }
    }

    pub(super) fn finish_rename(&mut self, model: &mut Model) {
        if let Mode::Rename(rename) = std::mem::take(&mut self.mode)
            && rename.keep(model)
        {
            self.did(Deed::Rename);
        }
    }

    fn begin_explain(&mut self, model: &mut Model) {
        let ids = match &self.link {
            Some(link) => [link.to_string()].into(),
            None => self.selected(model).iter().map(ToString::to_string).collect(),
        };
        match Explain::of(ids, model) {
            Some(explain) => self.mode = Mode::Explain(Box::new(explain)),
            None => model.say(Role::Text, say::NOTHING_HERE),
        }
    }

    pub(super) fn do_board_open(&mut self, model: &mut Model) {
        self.open_card(model);
    }

    fn open_card(&mut self, model: &mut Model) {
        match Card::open(self, model) {
            Some(card) => self.mode = Mode::Card(card),
            None => self.do_board(B::Search, model),
        }
    }
}
