//! Steps that set themselves off: what they write comes back as what starts them.

use std::collections::BTreeSet;

use super::Draft;
use crate::domain::{
    component::{Archetype, LinkKind},
    flow::Flow,
    id::Format,
    scenario::Quality,
};

pub(super) fn look(flow: &Flow<'_>) -> Vec<Draft> {
    (0..flow.nodes.len()).filter_map(|n| triggers_itself(flow, n)).collect()
}

fn triggers_itself(flow: &Flow<'_>, n: usize) -> Option<Draft> {
    if !flow.nodes[n].component.is_some_and(|c| c.runs_code) {
        return None;
    }
    for &l in &flow.nodes[n].out {
        let link = &flow.links[l];
        if !flow.is(link.to, Archetype::ObjectStore) || !moves(flow, l) {
            continue;
        }
        for format in &link.formats {
            if comes_back(flow, link.to, n, format) {
                return Some(draft(flow, (n, link.to), l, format));
            }
        }
    }
    None
}

/// Says whether a new object of the format in the store sets the node going again.
fn comes_back(flow: &Flow<'_>, store: usize, node: usize, format: &Format) -> bool {
    let mut seen = BTreeSet::from([store]);
    let mut queue = vec![store];
    while let Some(at) = queue.pop() {
        for &l in &flow.nodes[at].out {
            let link = &flow.links[l];
            let sets_going = moves(flow, l) && link.link.kind != LinkKind::Pull && link.formats.contains(format);
            if !sets_going {
                continue;
            }
            if link.to == node {
                return true;
            }
            let hands_on = !flow.nodes[link.to].component.is_some_and(|c| c.runs_code);
            if hands_on && seen.insert(link.to) {
                queue.push(link.to);
            }
        }
    }
    false
}

fn moves(flow: &Flow<'_>, l: usize) -> bool {
    flow.links[l].live && flow.links[l].bears
}

fn draft(flow: &Flow<'_>, (node, store): (usize, usize), l: usize, format: &Format) -> Draft {
    let (a, b) = (flow.label(node), flow.label(store));
    let ends = if flow.nodes[node].rejects.contains(format) {
        format!("{a} cannot read it, so every good run is followed by failed ones and a false alarm")
    } else {
        format!("{a} works on its own output, round after round, until something stops it")
    };
    Draft::error("self-trigger").hurts(Quality::Resilience).at(&[node, store]).on(&[l]).says(
        format!("{a} writes {format} to {b}, and new objects in {b} start {a}: {ends}."),
        format!("Write the {format} to another bucket, or say on the arrow out of {b} which format gives notice."),
    )
}
