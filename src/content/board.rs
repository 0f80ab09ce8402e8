//! Reads and writes `.board.toml`: plain text that people can read, diff and edit by hand.
//!
//! Order in the file is id order, so that equal boards are equal files.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{explain::Fragment, problem::Problem};
use crate::domain::{
    board::{Board, Link, Node, Note, Zone},
    component::LinkKind,
    id::{Format, LinkId, NodeId, ScenarioId, fresh},
    scenario::DesignInfo,
};

/// The newest format of board files that this program writes.
pub const BOARD_SCHEMA: u32 = 1;

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct BoardText {
    schema: u32,
    name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    scenario: Option<ScenarioId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    design: Option<DesignInfo>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    zone: Vec<Zone>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    node: Vec<Node>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    link: Vec<LinkText>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    note: Vec<Note>,
}

/// As [`Link`], but authors may leave the id out.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct LinkText {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    id: Option<LinkId>,
    from: NodeId,
    to: NodeId,
    kind: LinkKind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    carries: Option<Format>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    label: String,
}

/// Reads a board and what it says of itself as a design.
pub fn read(text: &str) -> Result<(Board, Option<DesignInfo>), toml::de::Error> {
    let t: BoardText = toml::from_str(text)?;
    let mut board = Board { name: t.name, scenario: t.scenario, ..Board::default() };
    board.nodes = t.node.into_iter().map(|n| (n.id.clone(), n)).collect();
    board.zones = t.zone.into_iter().map(|z| (z.id.clone(), z)).collect();
    board.notes = t.note.into_iter().map(|n| (n.id.clone(), n)).collect();
    let mut links: BTreeMap<LinkId, Link> = BTreeMap::new();
    for l in t.link {
        let id =
            l.id.unwrap_or_else(|| LinkId::new(fresh(&format!("{}-{}", l.from, l.to), |id| links.contains_key(id))));
        links.insert(id.clone(), Link { id, from: l.from, to: l.to, kind: l.kind, carries: l.carries, label: l.label });
    }
    board.links = links;
    Ok((board, t.design))
}

/// Reads a board of a named file; a board that cannot be read becomes a problem with its place.
pub fn read_named(file: &str, text: &str) -> Result<(Board, Option<DesignInfo>), Problem> {
    let fragment = Fragment::of_file(file, text);
    match fragment.too_new(BOARD_SCHEMA) {
        Some(problem) => Err(problem),
        None => read(text).map_err(|error| fragment.explain(&error)),
    }
}

/// Writes a board, with what it says of itself as a design.
pub fn write(board: &Board, design: Option<&DesignInfo>) -> String {
    let link = |l: &Link| LinkText {
        id: Some(l.id.clone()),
        from: l.from.clone(),
        to: l.to.clone(),
        kind: l.kind,
        carries: l.carries.clone(),
        label: l.label.clone(),
    };
    let text = BoardText {
        schema: BOARD_SCHEMA,
        name: board.name.clone(),
        scenario: board.scenario.clone(),
        design: design.cloned(),
        zone: board.zones.values().cloned().collect(),
        node: board.nodes.values().cloned().collect(),
        link: board.links.values().map(link).collect(),
        note: board.notes.values().cloned().collect(),
    };
    // Every field is text, a number or a list of such: this form of TOML has no way to fail.
    toml::to_string(&text).unwrap_or_default()
}
