//! What a run of this board will do, read off the drawing: pure, and without a single number that
//! was not drawn or set.

use crate::{
    domain::{
        component::LinkKind,
        flow::{Flow, FlowLink, join_words, setting},
        grid::Cell,
        id::{Format, NodeId},
        settings::{Origin, SettingKind},
        text::clean_line,
        verdict::Review,
    },
    review,
    tui::strings::run as say,
};

/// How a line of the plan is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// What happens.
    Plain,
    /// What is assumed.
    Assumed,
    /// What does not go.
    Bad,
}

/// A step of the run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The node.
    pub node: NodeId,
    /// Where it stands.
    pub at: Cell,
    /// Its sign in Unicode and in ASCII.
    pub glyph: (String, String),
    /// Its label.
    pub label: String,
    /// What it is and does.
    pub does: String,
    /// What happens there.
    pub lines: Vec<(Tone, String)>,
}

/// What a run of this board will do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The steps in the order of the flow.
    pub steps: Vec<Step>,
    /// What does not go yet, and why.
    pub stuck: Vec<String>,
    /// The settings that are assumed.
    pub assumed: Vec<String>,
}

/// Reads the plan off a board.
pub fn plan(flow: &Flow<'_>, review: &Review) -> Plan {
    let order = review::steps::in_flow_order(flow);
    let steps = order.iter().filter_map(|id| flow.find(id)).map(|n| step(flow, review, n)).collect();
    Plan { steps, stuck: stuck(flow, review), assumed: assumed(flow, review, None) }
}

fn step(flow: &Flow<'_>, review: &Review, n: usize) -> Step {
    let node = &flow.nodes[n];
    let name = node.component.map_or(node.node.component.as_str(), |c| c.name.as_str());
    let does = match node.job {
        Some(job) => format!("{name}, {}", job.name),
        None => name.to_owned(),
    };
    let glyph = node.component.map_or(("?".into(), "?".into()), |c| (c.glyph.to_string(), c.ascii.to_string()));
    let mut lines = vec![start(flow, n)];
    lines.extend(takes(flow, n));
    lines.extend(gives(flow, n));
    lines.extend(leans_on(flow, n));
    lines.extend(turned_away(&node.rejects.iter().collect::<Vec<_>>()));
    lines.extend(assumed(flow, review, Some(&node.node.id)).into_iter().map(|l| (Tone::Assumed, l)));
    Step { node: node.node.id.clone(), at: node.node.at, glyph, label: clean_line(&node.node.label), does, lines }
}

fn start(flow: &Flow<'_>, n: usize) -> (Tone, String) {
    let node = &flow.nodes[n];
    let by: Vec<usize> = node
        .into
        .iter()
        .filter(|&&l| flow.links[l].live && starts(flow.links[l].link.kind))
        .map(|&l| flow.links[l].from)
        .collect();
    if !by.is_empty() {
        return (Tone::Plain, say::started_by(&clean_line(&flow.names(&by))));
    }
    if node.started {
        return (Tone::Plain, say::BY_ITSELF.to_owned());
    }
    if is_used(flow, n) { (Tone::Plain, say::WAITS.to_owned()) } else { (Tone::Bad, say::NEVER.to_owned()) }
}

/// Whether such a link gets its end going; a pull is the doing of its end.
fn starts(kind: LinkKind) -> bool {
    use LinkKind as K;
    matches!(kind, K::Push | K::Subscribe | K::Notice | K::Copy | K::Alert | K::Control)
}

/// Whether something that goes leans on the node.
fn is_used(flow: &Flow<'_>, n: usize) -> bool {
    let node = &flow.nodes[n];
    node.into.iter().chain(&node.out).any(|&l| flow.links[l].live)
}

fn takes(flow: &Flow<'_>, n: usize) -> Vec<(Tone, String)> {
    let line = |l: &FlowLink<'_>| say::gets(&formats(l), &clean_line(flow.label(l.from)), l.link.kind);
    flow.nodes[n].into.iter().map(|&l| &flow.links[l]).filter(|l| l.bears).map(|l| (tone(l), line(l))).collect()
}

fn gives(flow: &Flow<'_>, n: usize) -> Vec<(Tone, String)> {
    let line = |l: &FlowLink<'_>| say::hands_on(&formats(l), &clean_line(flow.label(l.to)), l.link.kind);
    flow.nodes[n].out.iter().map(|&l| &flow.links[l]).filter(|l| l.bears).map(|l| (tone(l), line(l))).collect()
}

/// What it asks for single values: secrets, ledgers, rules.
fn leans_on(flow: &Flow<'_>, n: usize) -> Option<(Tone, String)> {
    let node = &flow.nodes[n];
    let asks = |l: &&usize| flow.links[**l].link.kind == LinkKind::Lookup;
    let at: Vec<usize> = node.into.iter().filter(asks).map(|&l| flow.links[l].from).collect();
    let to: Vec<usize> = node.out.iter().filter(asks).map(|&l| flow.links[l].to).collect();
    let runs = |m: &usize| flow.nodes[*m].component.is_none_or(|c| !c.runs_code);
    let asked: Vec<usize> = at.into_iter().chain(to).filter(runs).collect();
    let code = node.component.is_some_and(|c| c.runs_code);
    (code && !asked.is_empty()).then(|| (Tone::Plain, say::leans_on(&clean_line(&flow.names(&asked)))))
}

fn tone(l: &FlowLink<'_>) -> Tone {
    if l.live && !l.formats.is_empty() { Tone::Plain } else { Tone::Bad }
}

fn formats(l: &FlowLink<'_>) -> String {
    let words: Vec<&str> = l.formats.iter().map(Format::as_str).collect();
    if words.is_empty() { say::NOTHING_YET.to_owned() } else { join_words(&words, "and") }
}

fn turned_away(rejects: &[&Format]) -> Option<(Tone, String)> {
    let words: Vec<&str> = rejects.iter().map(|f| f.as_str()).collect();
    (!words.is_empty()).then(|| (Tone::Bad, say::turns_away(&join_words(&words, "and"))))
}

/// What does not go: the review's findings first, then what they leave unsaid.
fn stuck(flow: &Flow<'_>, review: &Review) -> Vec<String> {
    let mut out: Vec<String> = review.errors().map(|f| clean_line(&f.message)).collect();
    let told = |n: usize| review.errors().any(|f| f.nodes.contains(&flow.nodes[n].node.id));
    for n in 0..flow.nodes.len() {
        if !flow.nodes[n].started && !is_used(flow, n) && !told(n) {
            out.push(say::dead_step(&clean_line(flow.label(n))));
        }
    }
    for l in &flow.links {
        let told = review.errors().any(|f| f.links.contains(&l.link.id)) || told(l.from) || told(l.to);
        if l.bears && l.formats.is_empty() && !told {
            out.push(say::dead_link(&clean_line(flow.label(l.from)), &clean_line(flow.label(l.to))));
        }
    }
    out
}

fn assumed(flow: &Flow<'_>, review: &Review, only: Option<&NodeId>) -> Vec<String> {
    let of = |id: &NodeId| only.is_none_or(|o| o == id);
    review
        .assumed
        .iter()
        .filter(|a| of(&a.node))
        .map(|a| {
            let because = match &a.because {
                Origin::Implied(why) => why.as_str(),
                _ => "",
            };
            let (name, unit) = setting_name(flow, &a.node, &a.setting);
            let value = if unit.is_empty() { a.value.to_string() } else { format!("{} {unit}", a.value) };
            let text = say::assumes(&name, &value, because);
            let label = clean_line(flow.board.label(&a.node));
            if only.is_some() { text } else { format!("{label}: {text}") }
        })
        .collect()
}

/// Returns the name of a setting and its unit.
fn setting_name(flow: &Flow<'_>, node: &NodeId, key: &str) -> (String, String) {
    let specs = flow.find(node).map(|n| setting::specs(flow, n)).unwrap_or_default();
    let Some(spec) = specs.iter().find(|s| s.id == key) else { return (key.to_owned(), String::new()) };
    match &spec.kind {
        SettingKind::Number { unit, .. } => (spec.name.clone(), unit.clone()),
        _ => (spec.name.clone(), String::new()),
    }
}
