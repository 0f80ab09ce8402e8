//! What the ways of links depend on: where nodes stand, what is linked, where zones lie.
//!
//! Routing sees nothing else of a board, so boards with equal geometry have equal routes. It holds
//! no label, setting, note or kind of link: those change what is written beside a line, not where
//! it runs.

use std::collections::BTreeSet;

use crate::domain::{
    board::{Board, ZoneKind},
    grid::{Area, Cell},
    id::{LinkId, NodeId, ZoneId},
};

/// The part of a board that decides where its links run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Geometry {
    pub(super) nodes: BTreeSet<Cell>,
    /// The links whose both ends exist, by id.
    links: Vec<Ends>,
    /// All zones, by id.
    pub(super) zones: Vec<Outline>,
}

/// Where a link leads from and to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ends {
    pub(super) link: LinkId,
    pub(super) from: Cell,
    pub(super) to: Cell,
}

/// Where a zone lies; id and kind settle which of two equal areas is the outer one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Outline {
    pub(super) id: ZoneId,
    pub(super) kind: ZoneKind,
    pub(super) area: Area,
}

impl Geometry {
    /// Reads a board.
    pub fn of(board: &Board) -> Self {
        let at = |id: &NodeId| board.nodes.get(id).map(|n| n.at);
        let ends = board
            .links
            .values()
            .filter_map(|link| Some(Ends { link: link.id.clone(), from: at(&link.from)?, to: at(&link.to)? }));
        let zones = board.zones.values().map(|z| Outline { id: z.id.clone(), kind: z.kind, area: z.area });
        Self { nodes: board.nodes.values().map(|n| n.at).collect(), links: ends.collect(), zones: zones.collect() }
    }

    /// Short links first: they have the least choice; loops last: any free corner will do. Ids
    /// settle ties.
    pub(super) fn in_order(&self) -> Vec<&Ends> {
        let mut ends: Vec<&Ends> = self.links.iter().collect();
        let far = |e: &Ends| (e.from.col - e.to.col).abs() + (e.from.row - e.to.row).abs();
        ends.sort_by(|a, b| (a.from == a.to, far(a), &a.link).cmp(&(b.from == b.to, far(b), &b.link)));
        ends
    }
}
