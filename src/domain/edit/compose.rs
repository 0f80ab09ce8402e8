//! Turns intentions into edits: add, remove, move, copy, connect, rename, set, explain, zone.
//!
//! Each function looks at the board and returns the edit, or the reason why it cannot be done;
//! none of them changes the board.

use std::collections::{BTreeMap, BTreeSet};

use thiserror::Error;

use crate::domain::{
    board::{Board, Link, Node, Note, Zone, ZoneKind},
    component::{Catalogue, Component, LinkKind},
    edit::{Change, Edit, Swap},
    grid::{Area, Cell},
    id::{Format, JobId, LinkId, NodeId, NoteId, ZoneId, fresh, slug},
    scenario::Quality,
    text,
    value::Value,
};

/// Why an intention cannot be carried out.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum Refusal {
    /// The cell already holds a node.
    #[error("{0} already stands there")]
    Occupied(String),
    /// A link needs two nodes.
    #[error("a link needs two different nodes")]
    SameNode,
    /// The same link is already drawn.
    #[error("{0} and {1} are already connected that way")]
    AlreadyLinked(String, String),
    /// Zones nest or are disjoint.
    #[error("this outline would cut through {0}; zones nest or stand apart")]
    CutsZone(String),
    /// Nothing of that name is on the board.
    #[error("nothing called {0} is on this board")]
    Missing(String),
}

fn edit(what: String, changes: Vec<Change>) -> Edit {
    Edit { what, changes }
}

fn swap_node(was: &Node, is: Node) -> Option<Change> {
    (*was != is).then(|| Change::Node(Swap { was: Some(was.clone()), is: Some(is) }))
}

/// Adds a component at a cell.
pub fn add(board: &Board, component: &Component, at: Cell) -> Result<Edit, Refusal> {
    add_as(board, component, at, &component.label)
}

/// Adds a component at a cell under a label.
pub fn add_as(board: &Board, component: &Component, at: Cell, label: &str) -> Result<Edit, Refusal> {
    if let Some(there) = board.node_at(at) {
        return Err(Refusal::Occupied(there.label.clone()));
    }
    let label = text::clean_line(label);
    let id = free_node_id(board, component.id.as_str(), &BTreeSet::new());
    let node =
        Node { id, component: component.id.clone(), label: label.clone(), at, job: None, settings: BTreeMap::new() };
    Ok(edit(format!("add {label}"), vec![Change::Node(Swap { was: None, is: Some(node) })]))
}

/// Node, link, zone and note ids never collide, so that one id names one thing on a board.
fn taken(board: &Board, id: &str) -> bool {
    board.nodes.contains_key(id)
        || board.links.contains_key(id)
        || board.zones.contains_key(id)
        || board.notes.contains_key(id)
}

fn free_node_id(board: &Board, base: &str, also: &BTreeSet<String>) -> NodeId {
    NodeId::new(fresh(&slug(base), |id| taken(board, id) || also.contains(id)))
}

/// Removes nodes, links and zones by id, with the links that hang on removed nodes and what the
/// explanations say of them.
pub fn remove(board: &Board, ids: &BTreeSet<String>) -> Edit {
    let mut gone: BTreeSet<String> = ids.clone();
    for link in board.links.values() {
        if ids.contains(link.from.as_str()) || ids.contains(link.to.as_str()) {
            gone.insert(link.id.to_string());
        }
    }
    let mut next = board.clone();
    next.nodes.retain(|id, _| !gone.contains(id.as_str()));
    next.links.retain(|id, _| !gone.contains(id.as_str()));
    next.zones.retain(|id, _| !gone.contains(id.as_str()));
    for note in next.notes.values_mut() {
        note.covers.retain(|id| !gone.contains(id));
    }
    next.notes.retain(|_, note| !note.covers.is_empty());
    Edit::between(format!("delete {}", name_of(board, ids)), board, &next)
}

fn name_of(board: &Board, ids: &BTreeSet<String>) -> String {
    match ids.iter().next() {
        Some(id) if ids.len() == 1 => title_of(board, id),
        _ => format!("{} things", ids.len()),
    }
}

/// Returns what people call the thing with this id.
pub fn title_of(board: &Board, id: &str) -> String {
    if let Some(n) = board.nodes.get(id) {
        n.label.clone()
    } else if let Some(z) = board.zones.get(id) {
        z.title().to_owned()
    } else if let Some(l) = board.links.get(id) {
        format!("{} → {}", board.label(&l.from), board.label(&l.to))
    } else {
        id.to_owned()
    }
}

/// Removes everything but the name.
pub fn clear(board: &Board) -> Edit {
    let empty = Board { name: board.name.clone(), scenario: board.scenario.clone(), ..Board::default() };
    Edit::between("clear the board", board, &empty)
}

/// Replaces what is drawn by another board's drawing, keeping this board's name.
pub fn replace(board: &Board, with: &Board, what: &str) -> Edit {
    let next = Board { name: board.name.clone(), scenario: board.scenario.clone(), ..with.clone() };
    Edit::between(what, board, &next)
}

/// Moves nodes by so many cells; they keep their places relative to each other.
pub fn shift_nodes(board: &Board, ids: &BTreeSet<NodeId>, cols: i32, rows: i32) -> Result<Edit, Refusal> {
    let mut changes = Vec::new();
    for id in ids {
        let node = board.nodes.get(id).ok_or_else(|| Refusal::Missing(id.to_string()))?;
        let at = node.at.shifted(cols, rows);
        if let Some(there) = board.node_at(at).filter(|n| !ids.contains(&n.id)) {
            return Err(Refusal::Occupied(there.label.clone()));
        }
        if at.col - node.at.col != cols || at.row - node.at.row != rows {
            return Ok(edit(String::new(), Vec::new()));
        }
        changes.extend(swap_node(node, Node { at, ..node.clone() }));
    }
    let names = ids.iter().map(ToString::to_string).collect();
    Ok(edit(format!("move {}", name_of(board, &names)), changes))
}

/// Copies nodes and the links among them to a place so many cells away.
pub fn copy_nodes(board: &Board, ids: &BTreeSet<NodeId>, cols: i32, rows: i32) -> Result<Edit, Refusal> {
    let mut renamed: BTreeMap<NodeId, NodeId> = BTreeMap::new();
    let mut used = BTreeSet::new();
    let mut next = board.clone();
    for id in ids {
        let node = board.nodes.get(id).ok_or_else(|| Refusal::Missing(id.to_string()))?;
        let at = node.at.shifted(cols, rows);
        if let Some(there) = next.node_at(at) {
            return Err(Refusal::Occupied(there.label.clone()));
        }
        let new_id = free_node_id(board, node.component.as_str(), &used);
        used.insert(new_id.to_string());
        renamed.insert(id.clone(), new_id.clone());
        next.nodes.insert(new_id.clone(), Node { id: new_id, at, ..node.clone() });
    }
    for link in board.links.values() {
        if let (Some(from), Some(to)) = (renamed.get(&link.from), renamed.get(&link.to)) {
            let id = link_id(&next, from, to);
            next.links.insert(id.clone(), Link { id, from: from.clone(), to: to.clone(), ..link.clone() });
        }
    }
    let names = ids.iter().map(ToString::to_string).collect();
    Ok(Edit::between(format!("copy {}", name_of(board, &names)), board, &next))
}

fn link_id(board: &Board, from: &NodeId, to: &NodeId) -> LinkId {
    LinkId::new(fresh(&format!("{from}-{to}"), |id| taken(board, id)))
}

/// Returns the kind a new link gets: the catalogue's first listing of the pair, otherwise what the
/// two components suggest.
pub fn default_kind(catalogue: &Catalogue, from: &Node, to: &Node) -> LinkKind {
    if let Some(listed) = catalogue.listed(&from.component, &to.component).next() {
        return listed.kind;
    }
    match (catalogue.get(&from.component), catalogue.get(&to.component)) {
        (Some(f), Some(t)) => crate::domain::flow::legality::natural_kind(f, t),
        _ => LinkKind::Push,
    }
}

/// Connects two nodes; the arrow points from the first to the second.
pub fn connect(board: &Board, catalogue: &Catalogue, from: &NodeId, to: &NodeId) -> Result<Edit, Refusal> {
    let a = board.nodes.get(from).ok_or_else(|| Refusal::Missing(from.to_string()))?;
    let b = board.nodes.get(to).ok_or_else(|| Refusal::Missing(to.to_string()))?;
    connect_as(board, from, to, default_kind(catalogue, a, b), None)
}

/// Connects two nodes with a stated kind and format.
pub fn connect_as(
    board: &Board,
    from: &NodeId,
    to: &NodeId,
    kind: LinkKind,
    carries: Option<Format>,
) -> Result<Edit, Refusal> {
    if from == to {
        return Err(Refusal::SameNode);
    }
    let same = |l: &&Link| &l.from == from && &l.to == to && l.kind == kind && l.carries == carries;
    if board.links.values().any(|l| same(&l)) {
        return Err(Refusal::AlreadyLinked(board.label(from).to_owned(), board.label(to).to_owned()));
    }
    let link =
        Link { id: link_id(board, from, to), from: from.clone(), to: to.clone(), kind, carries, label: String::new() };
    let what = format!("connect {} to {}", board.label(from), board.label(to));
    Ok(edit(what, vec![Change::Link(Swap { was: None, is: Some(link) })]))
}

/// Changes one link: its kind, what it carries, its label, its direction.
pub fn alter_link(board: &Board, id: &LinkId, alter: impl FnOnce(&mut Link)) -> Result<Edit, Refusal> {
    let was = board.links.get(id).ok_or_else(|| Refusal::Missing(id.to_string()))?;
    let mut is = was.clone();
    alter(&mut is);
    is.label = text::clean_line(&is.label);
    let what = format!("change {}", title_of(board, id.as_str()));
    let changes = if *was == is { vec![] } else { vec![Change::Link(Swap { was: Some(was.clone()), is: Some(is) })] };
    Ok(edit(what, changes))
}

/// Names the drawing.
pub fn rename_board(board: &Board, name: &str) -> Edit {
    let name = text::clean_line(name);
    Edit::between(format!("name the drawing {name}"), board, &Board { name: name.clone(), ..board.clone() })
}

/// Gives a node another label.
pub fn relabel(board: &Board, id: &NodeId, label: &str) -> Result<Edit, Refusal> {
    let label = text::clean_line(label);
    alter_node(board, id, format!("name it {label}"), |n| n.label = label)
}

/// Gives a node a job, or takes it away.
pub fn set_job(board: &Board, id: &NodeId, job: Option<JobId>) -> Result<Edit, Refusal> {
    let what = format!("job of {}", board.label(id));
    alter_node(board, id, what, |n| n.job = job)
}

/// States a setting of a node, or returns it to its default.
pub fn set(board: &Board, id: &NodeId, key: &str, value: Option<Value>) -> Result<Edit, Refusal> {
    let what = format!("set {key} of {}", board.label(id));
    alter_node(board, id, what, |n| {
        match value {
            Some(v) => n.settings.insert(key.to_owned(), v),
            None => n.settings.remove(key),
        };
    })
}

fn alter_node(board: &Board, id: &NodeId, what: String, alter: impl FnOnce(&mut Node)) -> Result<Edit, Refusal> {
    let was = board.nodes.get(id).ok_or_else(|| Refusal::Missing(id.to_string()))?;
    let mut is = was.clone();
    alter(&mut is);
    Ok(edit(what, swap_node(was, is).into_iter().collect()))
}

/// Explains nodes and links with one text. An empty text takes the explanation away. What the ids
/// were covered by before, they leave.
pub fn explain(board: &Board, ids: &BTreeSet<String>, text: &str, qualities: &BTreeSet<Quality>) -> Edit {
    let mut next = board.clone();
    let old: Option<NoteId> = next.notes.values().find(|n| n.covers == *ids).map(|n| n.id.clone());
    for note in next.notes.values_mut() {
        note.covers.retain(|id| !ids.contains(id));
    }
    let text = text::clean(text).trim().to_owned();
    if !text.is_empty() || !qualities.is_empty() {
        let id = old.unwrap_or_else(|| {
            let base = ids.iter().next().map_or("note", String::as_str);
            NoteId::new(fresh(&format!("why_{base}"), |id| taken(board, id)))
        });
        next.notes.insert(id.clone(), Note { id, covers: ids.clone(), text, qualities: qualities.clone() });
    }
    next.notes.retain(|_, n| !n.covers.is_empty());
    Edit::between(format!("explain {}", name_of(board, ids)), board, &next)
}

/// Draws a zone.
pub fn add_zone(board: &Board, kind: ZoneKind, label: &str, area: Area) -> Result<Edit, Refusal> {
    may_stand(board, None, area)?;
    let id = ZoneId::new(fresh(kind.word(), |id| taken(board, id)));
    let zone = Zone { id, kind, label: text::clean_line(label), area, azs: 1 };
    let what = format!("draw {}", zone.title());
    Ok(edit(what, vec![Change::Zone(Swap { was: None, is: Some(zone) })]))
}

/// Changes one zone: its kind, label, outline or how many availability zones it spans.
pub fn alter_zone(board: &Board, id: &ZoneId, alter: impl FnOnce(&mut Zone)) -> Result<Edit, Refusal> {
    let was = board.zones.get(id).ok_or_else(|| Refusal::Missing(id.to_string()))?;
    let mut is = was.clone();
    alter(&mut is);
    is.label = text::clean_line(&is.label);
    may_stand(board, Some(id), is.area)?;
    let changes = if *was == is { vec![] } else { vec![Change::Zone(Swap { was: Some(was.clone()), is: Some(is) })] };
    Ok(edit(format!("change {}", was.title()), changes))
}

/// Zones nest strictly or stand apart: two zones with the same outline could not be told apart.
fn may_stand(board: &Board, but: Option<&ZoneId>, area: Area) -> Result<(), Refusal> {
    let clash = board
        .zones
        .values()
        .filter(|z| Some(&z.id) != but)
        .find(|z| z.area.overlaps(area) && (z.area == area || !(z.area.encloses(area) || area.encloses(z.area))));
    clash.map_or(Ok(()), |z| Err(Refusal::CutsZone(z.title().to_owned())))
}
