//! The steps of a drawing in the order in which data meets them, and what is not explained yet.

use std::collections::{BTreeSet, VecDeque};

use crate::domain::{
    board::Board,
    component::{Archetype, LinkKind},
    flow::{Flow, words},
    id::{LinkId, NodeId, NoteId},
};

/// A step of a drawing: what one explanation covers, or one node that none covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Its number, from 1.
    pub number: usize,
    /// Its nodes, in flow order.
    pub nodes: Vec<NodeId>,
    /// The links that its explanation covers.
    pub links: Vec<LinkId>,
    /// The explanation, if there is one.
    pub note: Option<NoteId>,
}

/// Lists the steps in flow order.
pub fn list(flow: &Flow<'_>) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let mut told: BTreeSet<NodeId> = BTreeSet::new();
    for id in in_flow_order(flow) {
        if told.contains(&id) {
            continue;
        }
        let step = step_of(flow, &id, steps.len() + 1);
        told.extend(step.nodes.iter().cloned());
        steps.push(step);
    }
    steps
}

fn step_of(flow: &Flow<'_>, id: &NodeId, number: usize) -> Step {
    let Some(note) = flow.board.note_on(id.as_str()) else {
        return Step { number, nodes: vec![id.clone()], links: Vec::new(), note: None };
    };
    let first = |n: &NodeId| flow.board.note_on(n.as_str()).is_some_and(|other| other.id == note.id);
    let nodes = in_flow_order(flow).into_iter().filter(|n| note.covers.contains(n.as_str()) && first(n)).collect();
    let links = flow.board.links.keys().filter(|l| note.covers.contains(l.as_str())).cloned().collect();
    Step { number, nodes, links, note: Some(note.id.clone()) }
}

/// Returns every node of the board: sources first, then as the data goes, and last what stands
/// beside: where failed work waits and who is told.
pub fn in_flow_order(flow: &Flow<'_>) -> Vec<NodeId> {
    let mut placed = vec![false; flow.nodes.len()];
    let mut out = Vec::with_capacity(flow.nodes.len());
    let everything = || (0..flow.nodes.len()).collect::<Vec<_>>();
    let main = |n: &usize| !words::is_aside(flow, *n);
    for seeds in [origins(flow), openings(flow), everything().into_iter().filter(main).collect(), everything()] {
        for n in by_place(flow, seeds) {
            walk(flow, n, &mut placed, &mut out);
        }
    }
    flow.ids(&out)
}

/// Where data comes from: sources that nothing feeds.
fn origins(flow: &Flow<'_>) -> Vec<usize> {
    let source = |n: &usize| flow.is(*n, Archetype::Source) || flow.is(*n, Archetype::FileServer);
    (0..flow.nodes.len()).filter(source).filter(|&n| !is_fed(flow, n)).collect()
}

/// Nodes that hand data on without being handed any, such as what a schedule starts.
fn openings(flow: &Flow<'_>) -> Vec<usize> {
    let opens = |n: &usize| {
        !words::is_aside(flow, *n) && !is_fed(flow, *n) && flow.nodes[*n].out.iter().any(|&l| flow.links[l].bears)
    };
    (0..flow.nodes.len()).filter(opens).collect()
}

fn is_fed(flow: &Flow<'_>, n: usize) -> bool {
    flow.nodes[n].into.iter().any(|&l| flow.links[l].bears && flow.links[l].from != n)
}

/// Top left first, as people read.
fn by_place(flow: &Flow<'_>, mut nodes: Vec<usize>) -> Vec<usize> {
    nodes.sort_by_key(|&n| (flow.nodes[n].node.at.col, flow.nodes[n].node.at.row, n));
    nodes
}

/// Breadth first, so that the main way is told before what branches off it late; what starts or
/// serves a step is told just before it.
fn walk(flow: &Flow<'_>, start: usize, placed: &mut [bool], out: &mut Vec<usize>) {
    let mut queue = VecDeque::from([start]);
    while let Some(n) = queue.pop_front() {
        if placed[n] {
            continue;
        }
        for helper in by_place(flow, helpers(flow, n)) {
            if !placed[helper] {
                placed[helper] = true;
                out.push(helper);
            }
        }
        if !placed[n] {
            placed[n] = true;
            out.push(n);
        }
        let aside = words::is_aside(flow, n);
        let next = flow.onward(n).filter(|(l, _)| flow.links[*l].bears).map(|(_, to)| to);
        let next = next.filter(|&m| !placed[m] && (aside || !words::is_aside(flow, m)));
        queue.extend(by_place(flow, next.collect()));
    }
}

/// Schedules, secrets and the like: they carry no data and belong to what they start or serve.
fn helpers(flow: &Flow<'_>, n: usize) -> Vec<usize> {
    let serves = |kind| matches!(kind, LinkKind::Control | LinkKind::Lookup | LinkKind::Attach);
    let starts = |m: usize| flow.is(m, Archetype::Scheduler) || flow.is(m, Archetype::Secret);
    let into = flow.nodes[n].into.iter().map(|&l| (&flow.links[l], flow.links[l].from));
    let out = flow.nodes[n].out.iter().map(|&l| (&flow.links[l], flow.links[l].to));
    into.chain(out).filter(|(l, m)| serves(l.link.kind) && starts(*m)).map(|(_, m)| m).collect()
}

/// Returns the ids of nodes and links that still need an explanation. A link counts as explained
/// when a text covers it or both its ends; control links need none.
pub fn unexplained(board: &Board) -> Vec<String> {
    let told = |id: &str| board.note_on(id).is_some_and(|n| !n.text.trim().is_empty());
    let nodes = board.nodes.keys().filter(|id| !told(id.as_str())).map(ToString::to_string);
    let links = board.links.values().filter(|l| {
        let by_ends = told(l.from.as_str()) && told(l.to.as_str());
        l.kind != LinkKind::Control && !by_ends && !told(l.id.as_str())
    });
    nodes.chain(links.map(|l| l.id.to_string())).collect()
}
