//! Steps that change the data before anybody kept it as it came.

use std::collections::BTreeSet;

use super::Draft;
use crate::domain::{
    component::Archetype,
    flow::Flow,
    scenario::{Effect, Quality},
};

pub(super) fn look(flow: &Flow<'_>) -> Vec<Draft> {
    let mut seen: BTreeSet<usize> = (0..flow.nodes.len()).filter(|&n| is_origin(flow, n)).collect();
    let mut queue: Vec<usize> = seen.iter().copied().collect();
    let mut found = BTreeSet::new();
    while let Some(at) = queue.pop() {
        for (l, to) in flow.onward(at) {
            let link = &flow.links[l];
            let arrives = link.live && link.bears && !link.formats.is_empty() && !flow.rejects_all(l);
            if !arrives || keeps(flow, to) || !seen.insert(to) {
                continue;
            }
            if changes(flow, to) {
                found.insert(to);
            } else if !hands_to_archive(flow, to) {
                queue.push(to);
            }
        }
    }
    found.into_iter().map(|n| draft(flow, n)).collect()
}

/// Where data comes from: it has something to give and stands outside.
fn is_origin(flow: &Flow<'_>, n: usize) -> bool {
    let node = &flow.nodes[n];
    let offers = flow.scenario.is_some_and(|s| !s.offers(&node.node.component).is_empty());
    offers || flow.is(n, Archetype::Source) || flow.is(n, Archetype::FileServer)
}

fn changes(flow: &Flow<'_>, n: usize) -> bool {
    use Effect as E;
    flow.nodes[n].job.is_some_and(|j| {
        matches!(j.effect, E::Convert | E::Filter | E::Split | E::Enrich | E::Window | E::Score | E::Match)
    })
}

/// A place that keeps the data for as long as one likes. A queue or a log forgets.
fn keeps(flow: &Flow<'_>, n: usize) -> bool {
    flow.is(n, Archetype::ObjectStore) || flow.is(n, Archetype::Archive)
}

/// A step that passes the data on and beside that hands a copy to an archive keeps it, too.
fn hands_to_archive(flow: &Flow<'_>, n: usize) -> bool {
    let copies = |l: usize| flow.links[l].live && flow.links[l].bears && reaches_archive(flow, flow.links[l].to);
    flow.nodes[n].out.iter().any(|&l| copies(l))
}

/// A delivery buffer writes to an archive by itself and changes nothing.
fn reaches_archive(flow: &Flow<'_>, n: usize) -> bool {
    let delivers = || flow.nodes[n].out.iter().any(|&l| flow.links[l].live && keeps(flow, flow.links[l].to));
    keeps(flow, n) || (flow.is(n, Archetype::DeliveryBuffer) && !changes(flow, n) && delivers())
}

fn draft(flow: &Flow<'_>, n: usize) -> Draft {
    let label = flow.label(n);
    Draft::error("not-archived-before-transform").hurts(Quality::Replayability).at(&[n]).says(
        format!(
            "{label} changes the data before anybody kept it as it came. If {label} is wrong for a week, that week cannot be done again."
        ),
        format!("Put the data into a bucket first, and let {label} start from there."),
    )
}
