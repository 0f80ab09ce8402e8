//! Failed work and alarms that end where nobody is.

use std::collections::BTreeSet;

use super::Draft;
use crate::domain::{
    component::{Archetype, LinkKind},
    flow::Flow,
    scenario::Quality,
};

pub(super) fn look(flow: &Flow<'_>) -> Vec<Draft> {
    let silent = |n: &usize| is_about_failure(flow, *n) && !reaches_person(flow, *n);
    let nodes: Vec<usize> = (0..flow.nodes.len()).filter(silent).collect();
    if nodes.is_empty() {
        return Vec::new();
    }
    let names = flow.names(&nodes);
    vec![Draft::warning("nobody-is-told").hurts(Quality::Resilience).at(&nodes).says(
        format!(
            "What ends up in {names} reaches no person. Work that waits unseen until it expires is lost all the same."
        ),
        "Lead on to somebody: an alarm on it, a topic, and a pager or a mailbox at the end.",
    )]
}

fn is_about_failure(flow: &Flow<'_>, n: usize) -> bool {
    let parked = flow.nodes[n].node.component.as_str() == "sqs_dlq";
    let used = !flow.nodes[n].out.is_empty() || !flow.nodes[n].into.is_empty();
    used && (parked || flow.is(n, Archetype::Alarm) || flow.is(n, Archetype::Notifier))
}

fn reaches_person(flow: &Flow<'_>, start: usize) -> bool {
    let mut seen = BTreeSet::from([start]);
    let mut queue = vec![start];
    while let Some(n) = queue.pop() {
        for &l in &flow.nodes[n].out {
            let link = &flow.links[l];
            let tells = matches!(link.link.kind, LinkKind::Alert | LinkKind::Push | LinkKind::Subscribe);
            if !tells || !link.legality.is_legal() {
                continue;
            }
            let served = flow.is(link.to, Archetype::Person)
                || flow.is(link.to, Archetype::Queue) && n == start && !flow.is(start, Archetype::Queue);
            if served {
                return true;
            }
            if seen.insert(link.to) {
                queue.push(link.to);
            }
        }
    }
    false
}
