//! What takes two steps: links, moves, copies and zones.

use super::{Editor, Mode};
use crate::{
    domain::{
        board::ZoneKind,
        edit::{Step, compose},
        flow::legality::{self, Legality},
        grid::Area,
        id::NodeId,
        lesson::Deed,
    },
    tui::{model::Model, strings::board as say, theme::Role},
};

impl Editor {
    pub(super) fn begin_link(&mut self, model: &mut Model) {
        match self.under(model) {
            Some(id) => {
                self.mode = Mode::Connect(id);
                self.marked.clear();
            }
            None => model.say(Role::Text, say::CONNECT_FROM),
        }
    }

    pub(super) fn pick_up(&mut self, copy: bool, model: &mut Model) {
        let ids = self.selected(model);
        if ids.is_empty() {
            model.say(Role::Text, say::NOTHING_HERE);
            return;
        }
        self.mode = Mode::Carry { ids, from: self.cursor, copy };
    }

    pub(super) fn begin_zone(&mut self, model: &Model) {
        let kind = model.board().map_or(ZoneKind::Cloud, |b| match b.zones_at(self.cursor).last().map(|z| z.kind) {
            None => ZoneKind::Cloud,
            Some(ZoneKind::Cloud | ZoneKind::Region) => ZoneKind::Vpc,
            Some(_) => ZoneKind::PrivateSubnet,
        });
        self.mode = Mode::Outline { corner: self.cursor, kind };
    }

    pub(super) fn turn_zone_kind(&mut self) {
        if let Mode::Outline { kind, .. } = &mut self.mode {
            let at = ZoneKind::ALL.iter().position(|k| k == kind).unwrap_or(0);
            *kind = ZoneKind::ALL[(at + 1) % ZoneKind::ALL.len()];
        }
    }

    pub(super) fn finish(&mut self, model: &mut Model) {
        match std::mem::take(&mut self.mode) {
            Mode::Connect(from) => self.finish_link(from, model),
            Mode::Carry { ids, from, copy } => self.put_down(ids, from, copy, model),
            Mode::Outline { corner, kind } => self.finish_zone(corner, kind, model),
            other => self.mode = other,
        }
    }

    fn finish_link(&mut self, from: NodeId, model: &mut Model) {
        let Some(to) = self.under(model) else {
            model.say(Role::Text, say::CONNECT_TO);
            self.mode = Mode::Connect(from);
            return;
        };
        self.link_nodes(&from, &to, model);
    }

    /// Connects two nodes and says what the link is, or why it cannot work.
    pub(super) fn link_nodes(&mut self, from: &NodeId, to: &NodeId, model: &mut Model) {
        let (Some(board), Some(pack)) = (model.board(), model.pack.clone()) else { return };
        let edit = compose::connect(board, &pack.catalogue, from, to);
        if !model.edit(edit) {
            return;
        }
        self.did(Deed::Connect);
        let Some(flow) = model.flow() else { return };
        let Some(link) = flow.links.iter().rev().find(|l| &l.link.from == from && &l.link.to == to) else { return };
        let (role, text) = match link.legality {
            Legality::Wrong(row, _) => (Role::Warn, say::wrong_link(&row.why, &row.instead)),
            Legality::Unlisted => (Role::Warn, say::unlisted(flow.label(link.from), flow.label(link.to))),
            Legality::Listed(row) => (Role::Good, say::linked(link.link.kind, &row.how)),
            Legality::ByCode => (Role::Good, say::linked(link.link.kind, say::BY_CODE)),
            Legality::ByNature => (Role::Good, say::linked(link.link.kind, say::BY_NATURE)),
        };
        model.say(role, text);
    }

    /// Tells, while a link is begun, whether it would work here.
    pub(super) fn preview(&self, model: &Model) -> Option<(Role, String)> {
        let Mode::Connect(from) = &self.mode else { return None };
        let (board, pack) = (model.board()?, model.pack.as_ref()?);
        let to = self.under(model)?;
        let (a, b) = (board.nodes.get(from)?, board.nodes.get(&to)?);
        if a.id == b.id {
            return Some((Role::Text, say::CONNECT_TO.to_owned()));
        }
        let kind = compose::default_kind(&pack.catalogue, a, b);
        let (f, t) = (pack.catalogue.get(&a.component)?, pack.catalogue.get(&b.component)?);
        Some(match legality::of(&pack.catalogue, f, t, kind) {
            Legality::Wrong(row, _) => (Role::Warn, format!("{} {}", row.why, row.instead)),
            Legality::Unlisted => (Role::Warn, say::unlisted(&a.label, &b.label)),
            Legality::Listed(row) => (Role::Good, say::would_link(kind, &row.how)),
            Legality::ByCode => (Role::Good, say::would_link(kind, say::BY_CODE)),
            Legality::ByNature => (Role::Good, say::would_link(kind, say::BY_NATURE)),
        })
    }

    fn put_down(
        &mut self,
        ids: std::collections::BTreeSet<NodeId>,
        from: crate::domain::grid::Cell,
        copy: bool,
        model: &mut Model,
    ) {
        let (cols, rows) = (self.cursor.col - from.col, self.cursor.row - from.row);
        if (cols, rows) == (0, 0) {
            return;
        }
        let Some(board) = model.board() else { return };
        let edit = if copy {
            compose::copy_nodes(board, &ids, cols, rows)
        } else {
            compose::shift_nodes(board, &ids, cols, rows)
        };
        let refused = edit.is_err();
        if model.edit(edit) {
            self.did(if copy { Deed::Add } else { Deed::Move });
        } else if refused {
            // The nodes stay in hand, so that the next cell can be tried.
            self.mode = Mode::Carry { ids, from, copy };
        }
    }

    fn finish_zone(&mut self, corner: crate::domain::grid::Cell, kind: ZoneKind, model: &mut Model) {
        let Some(board) = model.board() else { return };
        let edit = compose::add_zone(board, kind, "", Area::spanning(corner, self.cursor));
        if model.edit(edit) {
            self.did(Deed::Zone);
        } else {
            self.mode = Mode::Outline { corner, kind };
        }
    }

    /// Moves one node to a cell (mouse).
    pub(super) fn drop_at(
        &mut self,
        ids: &std::collections::BTreeSet<NodeId>,
        from: crate::domain::grid::Cell,
        model: &mut Model,
    ) {
        let (cols, rows) = (self.cursor.col - from.col, self.cursor.row - from.row);
        let Some(board) = model.board() else { return };
        match compose::shift_nodes(board, ids, cols, rows) {
            Ok(edit) => {
                if model.take(Step::Do(edit)) {
                    self.did(Deed::Move);
                }
            }
            Err(refusal) => model.say(Role::Warn, format!("{refusal}.")),
        }
    }
}
