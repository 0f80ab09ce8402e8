//! Arrows that bring something their end cannot take, or claim to carry what is not there.

use super::Draft;
use crate::domain::{
    component::{Archetype, LinkKind},
    flow::{Flow, join_words},
    id::Format,
    scenario::Quality,
};

pub(super) fn look(flow: &Flow<'_>) -> Vec<Draft> {
    let refused = (0..flow.nodes.len()).filter_map(|n| refuses(flow, n));
    let claims = (0..flow.links.len()).filter_map(|l| claims_too_much(flow, l));
    refused.chain(claims).collect()
}

fn refuses(flow: &Flow<'_>, n: usize) -> Option<Draft> {
    let node = &flow.nodes[n];
    if node.rejects.is_empty() {
        return None;
    }
    let links: Vec<usize> = brings(flow, n).collect();
    let formats = list(node.rejects.iter());
    let label = flow.label(n);
    let from: Vec<usize> = links.iter().map(|&l| flow.links[l].from).collect();
    let nodes: Vec<usize> = [n].into_iter().chain(from.iter().copied().filter(|&f| f != n)).collect();
    let takes = taken(flow, n);
    let message = format!("{label} gets {formats} from {} and cannot take it{takes}.", flow.names(&from));
    let start = if flow.is(n, Archetype::KeyValueStore) {
        let hint = format!(
            "If {label} only remembers what was done, make the arrow a lookup. Otherwise turn the data into items first."
        );
        return Some(Draft::warning("wrong-format").at(&nodes).on(&links).says(message, hint));
    } else if node.gets.is_empty() && links.iter().any(|&l| flow.rejects_all(l)) {
        Draft::error("wrong-format")
    } else {
        Draft::warning("wrong-format")
    };
    let hint = if node.gets.is_empty() {
        format!("Put a step before {label} that turns {formats} into what it takes.")
    } else {
        format!("Say on the arrow what it carries, or filter, so that {label} is only handed what it can take.")
    };
    Some(start.hurts(Quality::Velocity).at(&nodes).on(&links).says(message, hint))
}

/// The links that bring a node what it refuses.
fn brings<'f>(flow: &'f Flow<'_>, n: usize) -> impl Iterator<Item = usize> + 'f {
    let refused = &flow.nodes[n].rejects;
    flow.nodes[n].into.iter().copied().filter(move |&l| flow.links[l].formats.iter().any(|f| refused.contains(f)))
}

/// " (it takes csv)": what the job, or else the service, accepts.
fn taken(flow: &Flow<'_>, n: usize) -> String {
    let node = &flow.nodes[n];
    let by_job = node.job.map_or(&[][..], |j| &j.takes);
    let by_service = node.component.map_or(&[][..], |c| &c.accepts);
    let formats = if by_job.is_empty() { by_service } else { by_job };
    let shown = formats.iter().filter(|f| f.as_str() != "notice");
    if formats.is_empty() { String::new() } else { format!(": it takes {}", join(shown, "or")) }
}

fn list<'f>(formats: impl Iterator<Item = &'f Format>) -> String {
    join(formats, "and")
}

fn join<'f>(formats: impl Iterator<Item = &'f Format>, last: &str) -> String {
    join_words(&formats.map(Format::as_str).collect::<Vec<_>>(), last)
}

fn claims_too_much(flow: &Flow<'_>, l: usize) -> Option<Draft> {
    let link = &flow.links[l];
    let claimed = link.link.carries.as_ref()?;
    let from = &flow.nodes[link.from];
    let has = from.makes.union(&from.gets).cloned().collect::<std::collections::BTreeSet<_>>();
    let idle = !link.live || !link.bears || link.link.kind == LinkKind::Control;
    if idle || has.is_empty() || has.contains(claimed) {
        return None;
    }
    let label = flow.label(link.from);
    let message = format!(
        "The arrow from {label} to {} says {claimed}, but {label} only has {}.",
        flow.label(link.to),
        list(has.iter())
    );
    let hint = format!("Give {label} the job that makes {claimed}, or put a step before it that does.");
    Some(
        Draft::error("not-what-it-has").hurts(Quality::Velocity).at(&[link.from, link.to]).on(&[l]).says(message, hint),
    )
}
