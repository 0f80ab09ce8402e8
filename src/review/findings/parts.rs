//! Parts that cannot be judged: unknown to the catalogue, or really zones.

use super::Draft;
use crate::domain::{component::Archetype, flow::Flow};

pub(super) fn look(flow: &Flow<'_>) -> Vec<Draft> {
    (0..flow.nodes.len()).filter_map(|n| unknown(flow, n).or_else(|| zone(flow, n))).collect()
}

fn unknown(flow: &Flow<'_>, n: usize) -> Option<Draft> {
    let node = &flow.nodes[n];
    node.component.is_none().then(|| {
        Draft::error("unknown-component").at(&[n]).says(
            format!(
                "{} is a \"{}\", which the component list does not know, so nobody can say what it does.",
                flow.label(n),
                node.node.component
            ),
            "Pick the part from the component list, or the one that comes nearest.",
        )
    })
}

fn zone(flow: &Flow<'_>, n: usize) -> Option<Draft> {
    flow.is(n, Archetype::Zone).then(|| {
        Draft::warning("zone-drawn-as-part").at(&[n]).says(
            format!("{} is an outline round other parts, but stands here as a part of its own.", flow.label(n)),
            "Delete it and draw a zone round the parts that belong inside.",
        )
    })
}
