//! `report.md`: the hand-in as a text that a teacher can read from top to bottom.
//!
//! It repeats what the other files of the bundle hold and adds nothing of its own. Texts of the
//! student stand as quotations, so that none of them can pose as a part of the report.

mod interview;

use crate::{
    domain::{
        board::{Link, Note},
        flow::Flow,
        id::{LinkId, NodeId},
        scenario::{Quality, Scenario},
        settings::Origin,
        text,
        verdict::Review,
    },
    review::steps::{Step, list},
};

use super::{ENGINE, Submission, complete::Item};

/// Everything the report is written from.
pub(super) struct Material<'a> {
    pub submission: &'a Submission<'a>,
    pub scenario: &'a Scenario,
    pub items: &'a [Item],
    pub review: &'a Review,
    /// Name of the diagram file in the bundle.
    pub diagram: &'a str,
}

/// Writes the report.
pub(super) fn report(material: &Material<'_>) -> String {
    let sections = [
        head(material),
        completeness(material.items),
        steps(material),
        talk(material),
        interview::answers(material),
        interview::questions(material),
        needs(material.review),
        findings(material),
        assumptions(material),
        about(material),
    ];
    sections.join("\n")
}

fn head(m: &Material<'_>) -> String {
    let board = m.submission.flow.board;
    let names: Vec<String> = m.submission.attempt.students.iter().map(person).collect();
    let names = if names.is_empty() { "nobody named".to_owned() } else { names.join(", ") };
    format!(
        "# {}: {}\n\nHanded in by {names} at {}.\n\n{} The client is {}, represented by {}.\n\nThe diagram is `{}`: {}, {}, {}.\n",
        line(&m.scenario.title),
        line(&board.name),
        line(m.submission.at),
        line(&m.scenario.pitch),
        line(&m.scenario.client),
        line(&m.scenario.contact),
        m.diagram,
        count(board.nodes.len(), "component"),
        count(board.links.len(), "connection"),
        count(board.zones.len(), "outline"),
    )
}

/// Returns a name with its id.
pub(super) fn person(student: &crate::domain::attempt::Student) -> String {
    let (name, id) = (text::clean_line(&student.name), text::clean_line(&student.id));
    if id.is_empty() { name } else { format!("{name} ({id})") }
}

fn completeness(items: &[Item]) -> String {
    let mut out = "## Complete?\n\n".to_owned();
    for item in items {
        let mark = if item.done { "x" } else { " " };
        out += &format!("- [{mark}] {}\n", line(&item.text));
        item.missing.iter().for_each(|m| out += &format!("  - missing: {}\n", line(m)));
    }
    out
}

fn steps(m: &Material<'_>) -> String {
    let flow = m.submission.flow;
    let mut out = "## The steps\n\nIn the order in which data meets them.\n".to_owned();
    for step in list(flow) {
        out += &one_step(flow, &step);
    }
    let loose = flow.board.notes.values().filter(|note| !has_node(flow, note));
    for note in loose {
        let links: Vec<LinkId> = note.covers.iter().map(LinkId::new).collect();
        out += &format!("\n### Connections\n\n{}\n{}", links_said(flow, &links), explained(note));
    }
    out + &unexplained_links(flow)
}

fn has_node(flow: &Flow<'_>, note: &Note) -> bool {
    note.covers.iter().any(|id| flow.board.nodes.contains_key(id.as_str()))
}

fn one_step(flow: &Flow<'_>, step: &Step) -> String {
    let titles: Vec<&str> = step.nodes.iter().map(|id| flow.board.label(id)).collect();
    let mut out = format!("\n### Step {}: {}\n\n", step.number, line(&titles.join(", ")));
    for id in &step.nodes {
        out += &node_said(flow, id);
    }
    out += &links_said(flow, &step.links);
    match step.note.as_ref().and_then(|id| flow.board.notes.get(id)) {
        Some(note) => out + "\n" + &explained(note),
        None => out + "\nNot explained.\n",
    }
}

fn node_said(flow: &Flow<'_>, id: &NodeId) -> String {
    let Some(n) = flow.find(id) else { return String::new() };
    let node = &flow.nodes[n];
    let name = node.component.map_or(node.node.component.as_str(), |c| c.name.as_str());
    let job = node.job.map(|j| format!(", job: {}", j.name)).unwrap_or_default();
    let set: Vec<String> = node.node.settings.iter().map(|(k, v)| format!("{k} = {v}")).collect();
    let set = if set.is_empty() { String::new() } else { format!(", set: {}", set.join(", ")) };
    let onward: Vec<String> = flow.onward(n).map(|(l, to)| arrow(flow, flow.links[l].link, to)).collect();
    let onward = if onward.is_empty() { String::new() } else { format!("; then {}", onward.join(", ")) };
    line(&format!("- {}: {name}{job}{set}{onward}", node.node.label)) + "\n"
}

fn arrow(flow: &Flow<'_>, link: &Link, to: usize) -> String {
    format!("{} to {}", link.kind.word(), flow.label(to))
}

fn links_said(flow: &Flow<'_>, links: &[LinkId]) -> String {
    let said = links.iter().filter_map(|id| flow.board.links.get(id)).map(|l| {
        let (from, to) = (flow.board.label(&l.from), flow.board.label(&l.to));
        line(&format!("- connection: {from} → {to} ({})", l.kind.word())) + "\n"
    });
    said.collect()
}

fn unexplained_links(flow: &Flow<'_>) -> String {
    let open = crate::review::steps::unexplained(flow.board);
    let links: Vec<LinkId> = open.iter().map(LinkId::new).filter(|id| flow.board.links.contains_key(id)).collect();
    if links.is_empty() {
        return String::new();
    }
    format!("\n### Connections without an explanation\n\n{}", links_said(flow, &links))
}

fn explained(note: &Note) -> String {
    let qualities: Vec<&str> = note.qualities.iter().map(|q| q.word()).collect();
    let about = if qualities.is_empty() { String::new() } else { format!("\nSpeaks of {}.\n", qualities.join(", ")) };
    quoted(&note.text) + &about
}

fn talk(m: &Material<'_>) -> String {
    let section = |quality: &Quality| {
        let said = m.submission.attempt.qualities.get(quality).map_or("", String::as_str);
        format!("## {}\n\n{}", capital(quality.word()), quoted(said))
    };
    Quality::ALL.iter().map(section).collect::<Vec<_>>().join("\n")
}

fn needs(review: &Review) -> String {
    let mut out = format!("## Needs: {} of {} met\n\n", review.met(), review.needs.len());
    for need in &review.needs {
        let mark = if need.met { "x" } else { " " };
        let facts = if need.facts.is_empty() { String::new() } else { format!(" ({})", need.facts.join(", ")) };
        out += &line(&format!("- [{mark}] {}{facts}: {}", need.text, need.why));
        out += "\n";
    }
    out
}

fn findings(m: &Material<'_>) -> String {
    let mut out = "## Findings\n\n".to_owned();
    if m.review.findings.is_empty() {
        out += "None.\n";
    }
    for f in &m.review.findings {
        let labels: Vec<&str> = f.nodes.iter().map(|id| m.submission.flow.board.label(id)).collect();
        let at = if labels.is_empty() { String::new() } else { format!(" [{}]", labels.join(", ")) };
        out += &line(&format!("- {} {}{at}: {} {}", f.severity.word(), f.code, f.message, f.hint));
        out += "\n";
    }
    out
}

fn assumptions(m: &Material<'_>) -> String {
    let mut out = "## Assumptions\n\nSettings that the drawing implies and nobody stated.\n\n".to_owned();
    if m.review.assumed.is_empty() {
        out += "None.\n";
    }
    for a in &m.review.assumed {
        let because = match &a.because {
            Origin::Implied(because) => because.as_str(),
            Origin::Stated => "stated",
            Origin::Default => "the default",
        };
        let label = m.submission.flow.board.label(&a.node);
        out += &line(&format!("- {label}: {} = {}, because {because}", a.setting, a.value));
        out += "\n";
    }
    out
}

fn about(m: &Material<'_>) -> String {
    format!(
        "## About this bundle\n\nMade by archlab {ENGINE} with the course pack {}. Needs and findings are what this version says of \
         the drawing; how the design behaves under load and faults was not run.\n\nThe receipt is in `bag-info.txt`. \
         It and the checksums show whether anything was damaged or changed since the bundle was made. They do not show \
         who did the work.\n",
        line(m.submission.pack_hash),
    )
}

/// One line of text that cannot start a heading or a list of its own.
pub(super) fn line(text: &str) -> String {
    text::clean_line(text)
}

/// A quotation, line by line.
pub(super) fn quoted(said: &str) -> String {
    let said = text::clean(said);
    if said.trim().is_empty() {
        return "Nothing was written here.\n".to_owned();
    }
    said.trim().lines().map(|l| format!("> {}\n", l.trim_end())).collect()
}

fn count(n: usize, what: &str) -> String {
    if n == 1 { format!("1 {what}") } else { format!("{n} {what}s") }
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
