//! Arrows that cannot work, arrows drawn against the data, arrows nobody knows.

use super::Draft;
use crate::domain::{
    component::{Archetype, Component, Io, LinkKind, WrongConnection},
    flow::{
        Flow, FlowLink,
        legality::{Legality, is_passive},
        words::with_article,
    },
};

pub(super) fn look(flow: &Flow<'_>) -> Vec<Draft> {
    (0..flow.links.len()).filter_map(|l| judge(flow, l)).collect()
}

fn judge(flow: &Flow<'_>, l: usize) -> Option<Draft> {
    let link = &flow.links[l];
    // Where an end is unknown, that is the finding.
    let (from, to) = (flow.nodes[link.from].component?, flow.nodes[link.to].component?);
    if is_request(flow, l) {
        return Some(request(flow, l));
    }
    match link.legality {
        Legality::Wrong(row, _) => Some(wrong(flow, l, row)),
        Legality::Unlisted if from.archetype != Archetype::Zone && to.archetype != Archetype::Zone => {
            Some(unlisted(flow, l, from, to))
        }
        _ => None,
    }
}

/// Says whether the arrow shows who asks instead of what travels.
pub(super) fn is_request(flow: &Flow<'_>, l: usize) -> bool {
    let link = &flow.links[l];
    let (Some(from), Some(to)) = (flow.nodes[link.from].component, flow.nodes[link.to].component) else {
        return false;
    };
    let asks = from.runs_code || (from.archetype == Archetype::Transfer && from.io == Io::Pull);
    let moves = !matches!(link.link.kind, LinkKind::Attach | LinkKind::Alert | LinkKind::Replay | LinkKind::Lookup);
    let has_something = flow.scenario.is_none_or(|s| !s.offers(&to.id).is_empty());
    let gets_from_server = to.archetype == Archetype::FileServer && has_something && asks;
    let pulls_backwards = link.link.kind == LinkKind::Pull && asks && is_passive(to.archetype);
    let consumer_asks = from.archetype == Archetype::Consumer && is_passive(to.archetype);
    moves && (gets_from_server || pulls_backwards || consumer_asks)
}

fn request(flow: &Flow<'_>, l: usize) -> Draft {
    let FlowLink { from, to, .. } = flow.links[l];
    let (asks, answers) = (flow.label(from), flow.label(to));
    Draft::warning("request-arrow").at(&[from, to]).on(&[l]).says(
        format!(
            "The arrow from {asks} to {answers} shows who asks. The data travels the other way, so here nothing does."
        ),
        format!("Draw it from {answers} to {asks}, as a pull: the arrow follows the data."),
    )
}

fn wrong(flow: &Flow<'_>, l: usize, row: &WrongConnection) -> Draft {
    let FlowLink { from, to, .. } = flow.links[l];
    let mut hint = row.instead.clone();
    if row.alone {
        hint = format!("{hint} If {} is started by something else, make this arrow a pull.", flow.label(to));
    }
    Draft::error("link-cannot-work")
        .at(&[from, to])
        .on(&[l])
        .says(format!("{} → {} cannot work. {}", flow.label(from), flow.label(to), row.why), hint)
}

fn unlisted(flow: &Flow<'_>, l: usize, from: &Component, to: &Component) -> Draft {
    let FlowLink { from: a, to: b, link, .. } = flow.links[l];
    let both_queues = from.archetype == Archetype::Queue && to.archetype == Archetype::Queue;
    let hint = if both_queues {
        "If failed messages should wait there, use the part for dead letters. Otherwise put a function between."
            .to_owned()
    } else if flow.catalogue.listed(&from.id, &to.id).any(|c| c.kind == LinkKind::Pull) {
        format!("{} can fetch from {}: make the arrow a pull.", flow.label(b), flow.label(a))
    } else {
        "Try another kind of arrow, or put a part between them that fetches from one and hands to the other, such as a function.".to_owned()
    };
    Draft::warning("unlisted-link").at(&[a, b]).on(&[l]).says(
        format!(
            "{} → {}: no way is known in which {} reaches {} ({}). Nothing travels on it.",
            flow.label(a),
            flow.label(b),
            with_article(&from.label),
            with_article(&to.label),
            kind_words(link.kind)
        ),
        hint,
    )
}

fn kind_words(kind: LinkKind) -> &'static str {
    match kind {
        LinkKind::Push => "handing data over",
        LinkKind::Pull => "fetching data",
        LinkKind::Subscribe => "following a queue or log",
        LinkKind::Notice => "giving notice",
        LinkKind::Copy => "copying by itself",
        LinkKind::Alert => "raising an alert",
        LinkKind::Control => "starting it",
        LinkKind::Attach => "attached",
        LinkKind::Lookup => "asking for one value",
        LinkKind::Replay => "sending kept records again",
    }
}
