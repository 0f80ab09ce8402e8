//! Loads that add the same records again when the same data comes again.

use super::Draft;
use crate::domain::{
    component::Archetype,
    flow::{Flow, setting},
    query::Way,
    scenario::{Effect, Quality},
    value::Value,
};

pub(super) fn look(flow: &Flow<'_>) -> Vec<Draft> {
    let nodes: Vec<usize> = (0..flow.nodes.len()).filter(|&n| appends(flow, n)).collect();
    if nodes.is_empty() {
        return Vec::new();
    }
    let names = flow.names(&nodes);
    vec![Draft::error("no-key-at-sink").hurts(Quality::Replayability).at(&nodes).says(
        format!("{names} appends. Nearly everything upstream delivers at least once, so one repeat, one retry or one rerun puts every row in a second time."),
        "Set the load to merge by key or to swap in a fresh table; or keep a ledger of what was loaded beside it.",
    )]
}

fn appends(flow: &Flow<'_>, n: usize) -> bool {
    let node = &flow.nodes[n];
    let loads = node.job.is_some_and(|j| j.effect == Effect::Load) && !node.gets.is_empty();
    let mode = setting::effective(flow, n, "mode").map(|e| e.value);
    let remembers = flow.beside(n, Way::Any).any(|other| flow.is(other, Archetype::KeyValueStore));
    loads && mode == Some(Value::from("append")) && !remembers
}
