//! Steps and pulls that nothing gets going. Only the first of a chain is named; the rest follows.

use std::collections::BTreeSet;

use super::Draft;
use crate::domain::{
    component::{Archetype, LinkKind},
    flow::{Flow, legality::is_passive},
    scenario::Quality,
};

pub(super) fn look(flow: &Flow<'_>) -> Vec<Draft> {
    let still: Vec<usize> = (0..flow.nodes.len()).filter(|&n| is_still(flow, n)).collect();
    let mut roots: Vec<usize> = still.iter().copied().filter(|&n| feeders(flow, n).next().is_none()).collect();
    let mut explained = reached_from(flow, &roots);
    let by_bad_links: Vec<usize> = still.iter().copied().filter(|&n| has_bad_link(flow, n)).collect();
    roots.retain(|n| !by_bad_links.contains(n));
    explained.extend(reached_from(flow, &by_bad_links));
    // What is left waits in a ring for itself; one node of the ring stands for it.
    while let Some(&ring) = still.iter().find(|n| !explained.contains(n)) {
        roots.push(ring);
        explained.extend(reached_from(flow, &[ring]));
    }
    roots.sort_unstable();
    roots.into_iter().map(|n| draft(flow, n)).collect()
}

/// A node that is not started although something should leave or reach it.
fn is_still(flow: &Flow<'_>, n: usize) -> bool {
    let node = &flow.nodes[n];
    !node.started && node.component.is_some() && blocked(flow, n).next().is_some()
}

/// The legal links that wait for this node to be started.
fn blocked<'f>(flow: &'f Flow<'_>, n: usize) -> impl Iterator<Item = usize> + 'f {
    let waits = |l: usize| flow.links[l].legality.is_legal() && !flow.links[l].live;
    let out = flow.nodes[n].out.iter().copied().filter(move |&l| waits(l) && flow.links[l].link.kind != LinkKind::Pull);
    let into =
        flow.nodes[n].into.iter().copied().filter(move |&l| waits(l) && flow.links[l].link.kind == LinkKind::Pull);
    out.chain(into)
}

/// The nodes that would start this one if they were started themselves.
fn feeders<'f>(flow: &'f Flow<'_>, n: usize) -> impl Iterator<Item = usize> + 'f {
    let starts = |kind| !matches!(kind, LinkKind::Pull | LinkKind::Attach | LinkKind::Lookup | LinkKind::Replay);
    flow.nodes[n]
        .into
        .iter()
        .map(|&l| &flow.links[l])
        .filter(move |l| l.legality.is_legal() && starts(l.link.kind) && l.from != n)
        .map(|l| l.from)
}

/// An arrow that cannot work is a finding of its own and explains why its end stands still.
fn has_bad_link(flow: &Flow<'_>, n: usize) -> bool {
    let bad = |l: usize| !flow.links[l].legality.is_legal() && flow.links[l].link.kind != LinkKind::Attach;
    let asks = |l: usize| super::links::is_request(flow, l);
    flow.nodes[n].into.iter().any(|&l| bad(l)) || flow.nodes[n].out.iter().any(|&l| bad(l) && asks(l))
}

fn reached_from(flow: &Flow<'_>, starts: &[usize]) -> BTreeSet<usize> {
    let mut seen: BTreeSet<usize> = starts.iter().copied().collect();
    let mut queue = starts.to_vec();
    while let Some(n) = queue.pop() {
        for &l in &flow.nodes[n].out {
            let to = flow.links[l].to;
            if !flow.nodes[to].started && seen.insert(to) {
                queue.push(to);
            }
        }
    }
    seen
}

fn draft(flow: &Flow<'_>, n: usize) -> Draft {
    let links: Vec<usize> = blocked(flow, n).collect();
    let only_tells = links.iter().all(|&l| flow.links[l].link.kind == LinkKind::Alert);
    let (message, hint) = words(flow, n, &links);
    let draft = if only_tells { Draft::warning("nothing-starts-this") } else { Draft::error("nothing-starts-this") };
    draft.hurts(Quality::Velocity).at(&[n]).on(&links).says(message, hint)
}

fn words(flow: &Flow<'_>, n: usize, links: &[usize]) -> (String, String) {
    let label = flow.label(n);
    let pull = links.iter().copied().find(|&l| flow.links[l].link.kind == LinkKind::Pull);
    if let Some(l) = pull {
        let from = flow.links[l].from;
        let what = format!("{label} should fetch from {}, but nothing starts {label}.", flow.label(from));
        let row = flow.catalogue.wrong(&flow.nodes[from].node.component, &flow.nodes[n].node.component);
        return match row {
            Some(row) => (format!("{what} {}", row.why), row.instead.clone()),
            None => (format!("{what} {} waits to be asked.", flow.label(from)), start_hint(flow, n)),
        };
    }
    let component = flow.nodes[n].component;
    if component.is_some_and(|c| is_passive(c.archetype)) {
        let text = format!("Nothing ever arrives in {label}, so nothing can follow from it.");
        return (text, format!("Draw what writes into {label}, and what starts that."));
    }
    (format!("{label} runs only when something starts it, and nothing does."), start_hint(flow, n))
}

fn start_hint(flow: &Flow<'_>, n: usize) -> String {
    let label = flow.label(n);
    if flow.is(n, Archetype::Warehouse) || flow.is(n, Archetype::RelationalStore) {
        return format!("A database loads when it is told to. Draw the step that tells {label}.");
    }
    format!("Let a schedule, a notice, a queue, a workflow or a call start {label}.")
}
