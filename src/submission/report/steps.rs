//! The steps in the report: each with its components, where they hand on to, and why it is there.

use crate::{
    domain::{
        board::Note,
        flow::Flow,
        id::{LinkId, NodeId},
    },
    review::steps::{Step, list, unexplained},
};

use super::{Material, page::Page};

pub(super) fn write(m: &Material<'_>, page: &mut Page) {
    let flow = m.submission.flow;
    page.heading(2, "The steps");
    page.paragraph("In the order in which data meets them.");
    for step in list(flow) {
        one(flow, &step, page);
    }
    for note in flow.board.notes.values().filter(|note| !has_node(flow, note)) {
        page.heading(3, "Connections");
        let links: Vec<LinkId> = note.covers.iter().map(LinkId::new).collect();
        connections(flow, &links, page);
        explained(note, page);
    }
    let open: Vec<LinkId> = unexplained(flow.board).iter().map(LinkId::new).collect();
    let open: Vec<LinkId> = open.into_iter().filter(|id| flow.board.links.contains_key(id)).collect();
    if !open.is_empty() {
        page.heading(3, "Connections without an explanation");
        connections(flow, &open, page);
    }
}

fn has_node(flow: &Flow<'_>, note: &Note) -> bool {
    note.covers.iter().any(|id| flow.board.nodes.contains_key(id.as_str()))
}

fn one(flow: &Flow<'_>, step: &Step, page: &mut Page) {
    let titles: Vec<&str> = step.nodes.iter().map(|id| flow.board.label(id)).collect();
    page.heading(3, &format!("Step {}: {}", step.number, titles.join(", ")));
    for id in &step.nodes {
        component(flow, id, page);
    }
    connections(flow, &step.links, page);
    match step.note.as_ref().and_then(|id| flow.board.notes.get(id)) {
        Some(note) => explained(note, page),
        None => page.paragraph("Not explained."),
    }
}

fn component(flow: &Flow<'_>, id: &NodeId, page: &mut Page) {
    let Some(n) = flow.find(id) else { return };
    let node = &flow.nodes[n];
    let name = node.component.map_or(node.node.component.as_str(), |c| c.name.as_str());
    let mut said = format!("{}: {name}", node.node.label);
    if let Some(job) = node.job {
        said = said + ", job: " + &job.name;
    }
    let set: Vec<String> = node.node.settings.iter().map(|(key, value)| format!("{key} = {value}")).collect();
    if !set.is_empty() {
        said = said + ", set: " + &set.join(", ");
    }
    let onward = flow.onward(n).map(|(l, to)| format!("{} to {}", flow.links[l].link.kind.word(), flow.label(to)));
    let onward: Vec<String> = onward.collect();
    if !onward.is_empty() {
        said = said + "; then " + &onward.join(", ");
    }
    page.item(&said);
}

fn connections(flow: &Flow<'_>, links: &[LinkId], page: &mut Page) {
    for link in links.iter().filter_map(|id| flow.board.links.get(id)) {
        let (from, to) = (flow.board.label(&link.from), flow.board.label(&link.to));
        page.item(&format!("connection: {from} → {to} ({})", link.kind.word()));
    }
}

fn explained(note: &Note, page: &mut Page) {
    page.quote(&note.text);
    let qualities: Vec<&str> = note.qualities.iter().map(|q| q.word()).collect();
    if !qualities.is_empty() {
        page.paragraph(&format!("Speaks of {}.", qualities.join(", ")));
    }
}
