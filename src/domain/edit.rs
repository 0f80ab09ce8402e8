//! Edits: what changes a board, each with its inverse, and the history that undo walks along.
//!
//! An edit is a list of changes that say what stood there before and what stands there after, so
//! its inverse is the same list read backwards. The journal on disk holds the same edits.
//! How an intention ("move these two nodes") becomes an edit is in [`super::board`]'s companion
//! [`compose`].

pub mod compose;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    board::{Board, Link, Node, Note, Zone},
    id::{LinkId, NodeId, NoteId, ZoneId},
};

/// One thing before and after; a missing side means that it is not there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Swap<T> {
    /// What stood there.
    #[serde(default = "none", skip_serializing_if = "Option::is_none")]
    pub was: Option<T>,
    /// What stands there now.
    #[serde(default = "none", skip_serializing_if = "Option::is_none")]
    pub is: Option<T>,
}

fn none<T>() -> Option<T> {
    None
}

impl<T: Clone> Swap<T> {
    fn inverse(&self) -> Self {
        Self { was: self.is.clone(), is: self.was.clone() }
    }
}

/// The smallest change to a board.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// A node was added, removed or altered.
    Node(Swap<Node>),
    /// A link was added, removed or altered.
    Link(Swap<Link>),
    /// A zone was added, removed or altered.
    Zone(Swap<Zone>),
    /// An explanation was added, removed or altered.
    Note(Swap<Note>),
    /// The drawing was renamed.
    Name(Swap<String>),
}

/// What one undo takes back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// What it did, as shown after undo: "add Lambda".
    pub what: String,
    /// The changes in order.
    pub changes: Vec<Change>,
}

impl Edit {
    /// Says whether it changes nothing.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// Returns the edit that takes this one back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        let changes = self.changes.iter().rev().map(Change::inverse).collect();
        Self { what: self.what.clone(), changes }
    }

    /// Returns the edit that turns one board into another.
    pub fn between(what: impl Into<String>, old: &Board, new: &Board) -> Self {
        let mut changes = Vec::new();
        if old.name != new.name {
            changes.push(Change::Name(Swap { was: Some(old.name.clone()), is: Some(new.name.clone()) }));
        }
        diff(&old.zones, &new.zones, Change::Zone, &mut changes);
        diff(&old.nodes, &new.nodes, Change::Node, &mut changes);
        diff(&old.links, &new.links, Change::Link, &mut changes);
        diff(&old.notes, &new.notes, Change::Note, &mut changes);
        Self { what: what.into(), changes }
    }
}

fn diff<K: Ord + Clone, T: Clone + PartialEq>(
    old: &BTreeMap<K, T>,
    new: &BTreeMap<K, T>,
    wrap: impl Fn(Swap<T>) -> Change,
    out: &mut Vec<Change>,
) {
    for (key, was) in old {
        let is = new.get(key);
        if is != Some(was) {
            out.push(wrap(Swap { was: Some(was.clone()), is: is.cloned() }));
        }
    }
    for (key, is) in new {
        if !old.contains_key(key) {
            out.push(wrap(Swap { was: None, is: Some(is.clone()) }));
        }
    }
}

impl Change {
    fn inverse(&self) -> Self {
        match self {
            Self::Node(s) => Self::Node(s.inverse()),
            Self::Link(s) => Self::Link(s.inverse()),
            Self::Zone(s) => Self::Zone(s.inverse()),
            Self::Note(s) => Self::Note(s.inverse()),
            Self::Name(s) => Self::Name(s.inverse()),
        }
    }

    fn apply(&self, board: &mut Board) {
        match self {
            Self::Node(s) => put(&mut board.nodes, s, |n| n.id.clone()),
            Self::Link(s) => put(&mut board.links, s, |l| l.id.clone()),
            Self::Zone(s) => put(&mut board.zones, s, |z| z.id.clone()),
            Self::Note(s) => put(&mut board.notes, s, |n| n.id.clone()),
            Self::Name(s) => board.name = s.is.clone().unwrap_or_default(),
        }
    }

    fn fits(&self, board: &Board) -> bool {
        fn same<K: Ord, T: PartialEq>(map: &BTreeMap<K, T>, s: &Swap<T>, key: impl Fn(&T) -> K) -> bool {
            match (&s.was, &s.is) {
                (Some(was), is) => {
                    let free = is.as_ref().is_none_or(|is| key(is) == key(was) || !map.contains_key(&key(is)));
                    free && map.get(&key(was)) == Some(was)
                }
                (None, Some(is)) => !map.contains_key(&key(is)),
                (None, None) => true,
            }
        }
        match self {
            Self::Node(s) => same::<NodeId, _>(&board.nodes, s, |n| n.id.clone()),
            Self::Link(s) => same::<LinkId, _>(&board.links, s, |l| l.id.clone()),
            Self::Zone(s) => same::<ZoneId, _>(&board.zones, s, |z| z.id.clone()),
            Self::Note(s) => same::<NoteId, _>(&board.notes, s, |n| n.id.clone()),
            Self::Name(s) => s.was.as_ref().is_none_or(|was| *was == board.name),
        }
    }
}

fn put<K: Ord, T: Clone>(map: &mut BTreeMap<K, T>, swap: &Swap<T>, key: impl Fn(&T) -> K) {
    if let Some(was) = &swap.was {
        map.remove(&key(was));
    }
    if let Some(is) = &swap.is {
        map.insert(key(is), is.clone());
    }
}

impl Board {
    /// Applies an edit. Returns false and changes nothing when the board is not the one the edit
    /// was made for (a journal that does not belong to its snapshot).
    pub fn apply(&mut self, edit: &Edit) -> bool {
        let name = self.name.clone();
        for (i, change) in edit.changes.iter().enumerate() {
            if !change.fits(self) {
                edit.changes[..i].iter().rev().for_each(|done| done.inverse().apply(self));
                self.name = name;
                return false;
            }
            change.apply(self);
        }
        true
    }
}

/// One line of a journal: what was done, taken back, or done again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// An edit was made.
    Do(Edit),
    /// The last edit was taken back.
    Undo,
    /// The last edit taken back was made again.
    Redo,
}

/// A board with everything that was ever done to it, from an empty start.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    board: Board,
    done: Vec<Edit>,
    undone: Vec<Edit>,
}

impl History {
    /// Starts at a board with nothing to undo.
    pub fn starting_at(board: Board) -> Self {
        Self { board, ..Self::default() }
    }

    /// Returns the board as it stands.
    pub fn board(&self) -> &Board {
        &self.board
    }

    /// Takes one step. Returns false and changes nothing where it does not fit or nothing is left
    /// to undo or redo; an empty edit is a step that does nothing.
    pub fn take(&mut self, step: &Step) -> bool {
        match step {
            Step::Do(edit) => {
                let fits = self.board.apply(edit);
                if fits && !edit.is_empty() {
                    self.done.push(edit.clone());
                    self.undone.clear();
                }
                fits
            }
            Step::Undo => self.shift(true),
            Step::Redo => self.shift(false),
        }
    }

    fn shift(&mut self, back: bool) -> bool {
        let (from, to) = if back { (&mut self.done, &mut self.undone) } else { (&mut self.undone, &mut self.done) };
        let Some(edit) = from.pop() else { return false };
        let fits = if back { self.board.apply(&edit.inverse()) } else { self.board.apply(&edit) };
        if fits {
            to.push(edit);
        } else {
            from.push(edit);
        }
        fits
    }

    /// Returns what undo would take back.
    pub fn undoable(&self) -> Option<&str> {
        self.done.last().map(|e| e.what.as_str())
    }

    /// Returns what redo would do again.
    pub fn redoable(&self) -> Option<&str> {
        self.undone.last().map(|e| e.what.as_str())
    }
}

#[cfg(test)]
mod tests;
