//! Where work goes after the last try: dead-letter queues, destinations, branches for errors.

use super::Draft;
use crate::domain::{
    component::{Archetype, LinkKind},
    flow::{Flow, setting},
    scenario::Quality,
    value::Value,
};

pub(super) fn look(flow: &Flow<'_>) -> Vec<Draft> {
    let mut out = no_dead_letter(flow);
    out.extend((0..flow.nodes.len()).filter_map(|n| expire_first(flow, n)));
    out.extend((0..flow.links.len()).filter_map(|l| hidden_too_briefly(flow, l)));
    out
}

fn no_dead_letter(flow: &Flow<'_>) -> Vec<Draft> {
    let all = |test: fn(&Flow<'_>, usize) -> bool| -> Vec<usize> {
        (0..flow.nodes.len()).filter(|&n| test(flow, n)).collect()
    };
    let (steps, queues, flows) = (all(is_called_once), all(is_endless_queue), all(is_silent_workflow));
    let nodes: Vec<usize> = steps.iter().chain(&queues).chain(&flows).copied().collect();
    if nodes.is_empty() {
        return readers_without_a_way_out(flow);
    }
    let mut says = Vec::new();
    if !steps.is_empty() {
        let names = flow.names(&steps);
        says.push(format!("An event that {names} cannot handle is tried three times within minutes and then dropped."));
    }
    if !queues.is_empty() {
        let names = flow.names(&queues);
        says.push(format!("A message that fails goes round in {names} until it expires; nobody sees it go."));
    }
    if !flows.is_empty() {
        let names = flow.names(&flows);
        says.push(format!("When a step of {names} fails for good the run just ends, with no branch for errors."));
    }
    let hint = "Give failed work a place to wait: a dead-letter queue beside the queue or the function, or a branch of the workflow that tells somebody.";
    let mut out = readers_without_a_way_out(flow);
    out.push(Draft::error("no-dead-letter").hurts(Quality::Resilience).at(&nodes).says(says.join(" "), hint));
    out
}

/// A function that is handed events directly, with nowhere to put those that fail.
fn is_called_once(flow: &Flow<'_>, n: usize) -> bool {
    use Archetype as A;
    let hands_events =
        |a: usize| [A::ObjectStore, A::EventBus, A::Notifier, A::Function, A::Transfer].iter().any(|&k| flow.is(a, k));
    flow.is(n, A::Function)
        && came_by(flow, n, &[LinkKind::Notice, LinkKind::Push], hands_events)
        && !has_way_out(flow, n)
}

/// A function that reads a log has to get past a bad record.
fn readers_without_a_way_out(flow: &Flow<'_>) -> Vec<Draft> {
    let reads = |n: usize| {
        let log = |a: usize| flow.is(a, Archetype::LogStream);
        flow.is(n, Archetype::Function) && came_by(flow, n, &[LinkKind::Subscribe], log) && !has_way_out(flow, n)
    };
    let nodes: Vec<usize> = (0..flow.nodes.len()).filter(|&n| reads(n)).collect();
    if nodes.is_empty() {
        return Vec::new();
    }
    let names = flow.names(&nodes);
    vec![Draft::warning("no-dead-letter").hurts(Quality::Resilience).at(&nodes).says(
        format!("One record that {names} cannot handle holds up everything behind it, until it expires."),
        format!("Give {names} a place for failed records: a queue or topic beside it."),
    )]
}

fn came_by(flow: &Flow<'_>, n: usize, kinds: &[LinkKind], from: impl Fn(usize) -> bool) -> bool {
    let into = |l: &usize| {
        let link = &flow.links[*l];
        link.live && kinds.contains(&link.link.kind) && from(link.from)
    };
    flow.nodes[n].into.iter().any(into)
}

/// A queue or topic that the node hands failed work to. A queue that others read from in normal
/// running is the way on, not the way out.
fn has_way_out(flow: &Flow<'_>, n: usize) -> bool {
    flow.nodes[n].out.iter().any(|&l| {
        let link = &flow.links[l];
        let tells = matches!(link.link.kind, LinkKind::Push | LinkKind::Alert);
        let parked = flow.is(link.to, Archetype::Queue) && !has_reader(flow, link.to);
        link.legality.is_legal() && tells && (parked || flow.is(link.to, Archetype::Notifier))
    })
}

fn has_reader(flow: &Flow<'_>, queue: usize) -> bool {
    flow.nodes[queue].out.iter().any(|&l| flow.links[l].link.kind == LinkKind::Subscribe)
}

fn is_dead_letter(flow: &Flow<'_>, n: usize) -> bool {
    flow.nodes[n].node.component.as_str() == "sqs_dlq"
}

fn is_endless_queue(flow: &Flow<'_>, n: usize) -> bool {
    let read = flow.nodes[n].out.iter().any(|&l| flow.links[l].live && flow.links[l].link.kind == LinkKind::Subscribe);
    let limit = setting::effective(flow, n, "receive_limit").map(|e| e.value);
    let to_dead_letters = flow.nodes[n].out.iter().any(|&l| is_dead_letter(flow, flow.links[l].to));
    flow.is(n, Archetype::Queue) && !is_dead_letter(flow, n) && read && limit.is_some() && !to_dead_letters
}

fn is_silent_workflow(flow: &Flow<'_>, n: usize) -> bool {
    use Archetype as A;
    let works = flow.nodes[n].out.iter().any(|&l| flow.is_step(l) && !flow.links[l].formats.is_empty());
    let caught = flow.nodes[n].out.iter().any(|&l| {
        let to = flow.links[l].to;
        let tells = flow.is(to, A::Notifier) || flow.is(to, A::Alarm) || flow.is(to, A::Person);
        flow.links[l].legality.is_legal() && (tells || (flow.is(to, A::Queue) && !has_reader(flow, to)))
    });
    flow.is(n, A::Workflow) && works && !caught
}

fn number(flow: &Flow<'_>, n: usize, key: &str) -> Option<i64> {
    match setting::effective(flow, n, key)?.value {
        Value::Int(v) => Some(v),
        _ => None,
    }
}

fn expire_first(flow: &Flow<'_>, n: usize) -> Option<Draft> {
    let before = flow.nodes[n].into.iter().map(|&l| flow.links[l].from).find(|&q| flow.is(q, Archetype::Queue))?;
    let (kept, came) = (number(flow, n, "retention_s")?, number(flow, before, "retention_s")?);
    if !is_dead_letter(flow, n) || kept > came {
        return None;
    }
    let (dead, queue) = (flow.label(n), flow.label(before));
    Some(Draft::note("dead-letters-expire-first").hurts(Quality::Resilience).at(&[n, before]).says(
        format!("{dead} keeps messages no longer than {queue}, and their age goes on counting when they move. What failed late may be gone before anybody looks."),
        format!("Let {dead} keep them longer, up to 14 days (1209600 s)."),
    ))
}

fn hidden_too_briefly(flow: &Flow<'_>, l: usize) -> Option<Draft> {
    let link = &flow.links[l];
    let (hidden, works) = (number(flow, link.from, "visibility_s")?, number(flow, link.to, "timeout_s")?);
    if !link.live || link.link.kind != LinkKind::Subscribe || hidden >= works * 6 {
        return None;
    }
    let (queue, step) = (flow.label(link.from), flow.label(link.to));
    Some(Draft::warning("hidden-too-briefly").hurts(Quality::Resilience).at(&[link.from, link.to]).on(&[l]).says(
        format!("{queue} shows a message again after {hidden} s, while a run of {step} may take {works} s and its service may hold back for longer: two runs can work on the same message."),
        format!("Hide messages for six times the time-out of {step}: {} s.", works * 6),
    ))
}
