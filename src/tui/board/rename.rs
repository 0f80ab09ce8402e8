//! Naming the node under the cursor, the zone round it, or the drawing.

use super::Editor;
use crate::{
    domain::{
        edit::{Step, compose},
        id::{NodeId, ZoneId},
    },
    tui::{model::Model, strings::board as say, widgets::field::Field},
};

/// What gets the name.
#[derive(Clone, Debug)]
enum Target {
    Node(NodeId),
    Zone(ZoneId),
    Drawing,
}

/// A name being typed.
#[derive(Clone, Debug)]
pub(super) struct Rename {
    target: Target,
    /// The name so far.
    pub(super) field: Field,
}

impl Rename {
    /// Starts with what is under the cursor.
    pub(super) fn here(editor: &Editor, model: &Model) -> Option<Self> {
        let board = model.board()?;
        if let Some(zone) = &editor.zone {
            return Self::zone(zone, model);
        }
        if let Some(node) = board.node_at(editor.cursor) {
            return Some(Self { target: Target::Node(node.id.clone()), field: Field::replacing(&node.label) });
        }
        Some(Self { target: Target::Drawing, field: Field::replacing(&board.name) })
    }

    /// Starts with a zone.
    pub(super) fn zone(id: &ZoneId, model: &Model) -> Option<Self> {
        let zone = model.board()?.zones.get(id)?;
        Some(Self { target: Target::Zone(id.clone()), field: Field::replacing(zone.title()) })
    }

    /// Returns the question in front of the field.
    pub(super) fn prompt(&self) -> &'static str {
        match self.target {
            Target::Node(_) => say::NAME_NODE,
            Target::Zone(_) => say::NAME_ZONE,
            Target::Drawing => say::NAME_DRAWING,
        }
    }

    /// Gives the name. An empty name changes nothing.
    pub(super) fn keep(self, model: &mut Model) -> bool {
        let name = self.field.text().trim().to_owned();
        let Some(board) = model.board() else { return false };
        if name.is_empty() {
            return false;
        }
        let edit = match &self.target {
            Target::Node(id) => compose::relabel(board, id, &name),
            Target::Zone(id) => compose::alter_zone(board, id, |z| z.label = name),
            Target::Drawing => {
                let edit = compose::rename_board(board, &name);
                return model.take(Step::Do(edit));
            }
        };
        model.edit(edit)
    }
}
