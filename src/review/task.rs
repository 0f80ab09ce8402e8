//! Judges the tasks of lessons on the practice board.

use std::collections::BTreeSet;

use crate::domain::{
    board::Board,
    component::Catalogue,
    flow::{Flow, ask, join_words},
    id::NodeId,
    lesson::{Choose, Deed, Point, Task, TaskRecord},
    query::{Query, Selector},
};

/// What a task is judged by.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The task.
    pub task: &'a Task,
    /// The practice board.
    pub board: &'a Board,
    /// The component list.
    pub catalogue: &'a Catalogue,
    /// What the student did so far.
    pub record: &'a TaskRecord,
    /// What is selected on the board, for tasks that ask to point.
    pub selected: &'a BTreeSet<NodeId>,
}

/// Whether a task is done, and what is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskVerdict {
    /// Whether it is done.
    pub done: bool,
    /// What was found, or what is missing.
    pub why: String,
}

impl TaskVerdict {
    fn missing(why: impl Into<String>) -> Self {
        Self { done: false, why: why.into() }
    }
}

/// Judges a task: every condition it states must hold.
pub fn judge(asked: &Asked<'_>) -> TaskVerdict {
    let Asked { task, .. } = asked;
    let checks = [
        task.check.as_ref().and_then(|q| unmet(asked, q)),
        task.named.as_ref().and_then(|name| misnamed(asked.board, name)),
        undone(&task.did, &asked.record.deeds),
        task.renamed.as_ref().and_then(|nodes| still_called(asked, nodes)),
        task.point.as_ref().and_then(|p| not_pointed(asked, p)),
        task.choose.as_ref().and_then(|c| not_chosen(c, asked.record.chosen)),
    ];
    match checks.into_iter().flatten().next() {
        Some(why) => TaskVerdict::missing(why),
        None => TaskVerdict { done: true, why: task.done.clone() },
    }
}

fn unmet(asked: &Asked<'_>, query: &Query) -> Option<String> {
    let flow = Flow::of(asked.board, asked.catalogue, None);
    let answer = ask::ask(&flow, query);
    (!answer.holds).then(|| format!("Not yet: {}.", answer.why))
}

fn misnamed(board: &Board, name: &str) -> Option<String> {
    if board.name == name {
        return None;
    }
    Some(if board.name.is_empty() {
        format!("Not yet: the drawing has no name; call it {name}.")
    } else {
        format!("Not yet: the drawing is called {}, it should be {name}.", board.name)
    })
}

fn still_called(asked: &Asked<'_>, nodes: &Selector) -> Option<String> {
    let flow = Flow::of(asked.board, asked.catalogue, None);
    let chosen = flow.select(nodes);
    let brought = |n: usize| flow.nodes[n].component.map_or("", |c| c.label.as_str());
    let own = |n: usize| !matches!(flow.label(n).trim(), "") && flow.label(n).trim() != brought(n);
    match chosen.iter().copied().find(|n| !own(*n)) {
        _ if chosen.iter().copied().any(own) => None,
        Some(n) => Some(format!("Not yet: {} has no name of its own.", flow.label(n))),
        None => Some("Not yet: the part to be named is not on the board.".to_owned()),
    }
}

fn undone(wanted: &[Deed], deeds: &[Deed]) -> Option<String> {
    let open: Vec<&str> = wanted.iter().filter(|d| !deeds.contains(d)).map(|d| deed_words(*d)).collect();
    (!open.is_empty()).then(|| format!("Still to do: {}.", join_words(&open, "and")))
}

fn deed_words(deed: Deed) -> &'static str {
    match deed {
        Deed::Search => "search the component list",
        Deed::Add => "add a component",
        Deed::Connect => "connect two parts",
        Deed::Move => "move a part",
        Deed::Delete => "delete something",
        Deed::Rename => "give a name",
        Deed::Undo => "take an edit back",
        Deed::Redo => "bring it back again",
        Deed::Zoom => "change the zoom",
        Deed::Zone => "draw a zone",
        Deed::Explain => "write an explanation",
        Deed::Save => "write the .drawio file",
        Deed::Clear => "clear the board",
        Deed::Help => "open the help",
    }
}

fn not_pointed(asked: &Asked<'_>, point: &Point) -> Option<String> {
    if asked.selected.is_empty() {
        return Some("Select the part on the board, then confirm.".to_owned());
    }
    let flow = Flow::of(asked.board, asked.catalogue, None);
    let right: BTreeSet<NodeId> = flow.ids(&flow.select(&point.nodes)).into_iter().collect();
    if !asked.selected.is_subset(&right) {
        return Some(point.wrong.clone());
    }
    let open = right.len() - asked.selected.len();
    match (point.all, open) {
        (false, _) | (true, 0) => None,
        (true, 1) => Some("Right so far; one more belongs to it.".to_owned()),
        (true, n) => Some(format!("Right so far; {n} more belong to it.")),
    }
}

fn not_chosen(choose: &Choose, chosen: Option<usize>) -> Option<String> {
    let Some(chosen) = chosen else { return Some("Choose one of the answers.".to_owned()) };
    if chosen == choose.right {
        return None;
    }
    Some(choose.because.get(chosen).cloned().unwrap_or_else(|| "That is not it.".to_owned()))
}
