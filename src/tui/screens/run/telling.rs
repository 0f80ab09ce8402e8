//! Says in words what a trace holds: one line per thing that happened, with its moment.

use crate::{
    domain::{
        flow::Flow,
        id::{LinkId, NodeId},
        scenario::Scenario,
        text::clean_line,
    },
    sim::{
        agenda::Time,
        plant::Clock,
        trace::{Entry, Happening as H, Place},
    },
    tui::{strings::run as say, theme::Role},
};

/// The names behind the numbers of a trace.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// The nodes by number.
    pub nodes: Vec<NodeId>,
    /// Their labels.
    pub labels: Vec<String>,
    /// The links by number, with the node each ends at.
    pub links: Vec<(LinkId, usize)>,
    /// What records and items of each workload are called, and how late they may be, seconds.
    pub streams: Vec<(String, String, i64)>,
}

impl Names {
    /// Reads the names off a board and its contract.
    pub fn of(flow: &Flow<'_>, scenario: &Scenario) -> Self {
        Self {
            nodes: flow.nodes.iter().map(|n| n.node.id.clone()).collect(),
            labels: flow.nodes.iter().map(|n| clean_line(&n.node.label)).collect(),
            links: flow.links.iter().map(|l| (l.link.id.clone(), l.to)).collect(),
            streams: scenario
                .workload
                .iter()
                .map(|w| (clean_line(&w.records), clean_line(&w.item), w.on_time_s))
                .collect(),
        }
    }

    /// Returns the label of a node by its id.
    pub fn label_of<'a>(&'a self, id: &'a str) -> &'a str {
        let at = self.nodes.iter().position(|n| n.as_str() == id);
        at.and_then(|i| self.labels.get(i)).map_or(id, String::as_str)
    }

    /// Returns the number of a node by its id.
    pub fn number_of(&self, id: &str) -> Option<usize> {
        self.nodes.iter().position(|n| n.as_str() == id)
    }

    /// Says what happened.
    pub fn tell(&self, e: &Entry) -> String {
        let Some(what) = e.what else { return String::new() };
        let place = match e.place {
            Place::Node(n) => self.labels.get(usize::from(n)).cloned().unwrap_or_default(),
            Place::Link(_) | Place::Nowhere => String::new(),
        };
        let mut text = match (what, self.amount(e)) {
            (H::Writing | H::Ready, Some(amount)) => format!("{amount} {} at {place}", say::happened(what, false)),
            (_, Some(amount)) if takes_amount(what) => format!("{place} {} {amount}", say::happened(what, e.notice)),
            _ if place.is_empty() => say::happened(what, false).to_owned(),
            (H::FaultBegan | H::FaultEnded, _) => format!("{place}: {}", say::happened(what, false)),
            _ => format!("{place} {}", say::happened(what, false)),
        };
        if let Some(cause) = e.cause {
            text.push_str(&say::because(cause));
        }
        text
    }

    fn amount(&self, e: &Entry) -> Option<String> {
        let (records, item, _) = self.streams.get(usize::from(e.stream))?;
        Some(say::amount(e.records, records, item, e.emission))
    }
}

fn takes_amount(what: H) -> bool {
    !matches!(
        what,
        H::Alarmed
            | H::Told
            | H::Acted
            | H::FaultBegan
            | H::FaultEnded
            | H::Fired
            | H::NothingThere
            | H::Wiped
            | H::Rebuilt
    )
}

/// Returns the sign before a line and how it is meant; the sign alone tells good from bad.
pub fn sign(e: &Entry, ascii: bool) -> (&'static str, Role) {
    let (sign, plain, role) = match e.what {
        Some(H::Arrived | H::Rebuilt) => ("✓", "+", Role::Good),
        Some(H::Failed) => ("▲", "!", Role::Warn),
        Some(H::Parked | H::Rejected) => ("▲", "!", Role::Warn),
        Some(H::Dropped | H::ShownWrong) => ("✗", "x", Role::Bad),
        Some(H::FaultBegan | H::Wiped) => ("✗", "x", Role::Bad),
        Some(H::FaultEnded) => ("○", "o", Role::Accent),
        Some(H::Alarmed | H::Told | H::Acted) => ("◆", "#", Role::Accent),
        Some(H::Resent) => ("↻", "@", Role::Accent),
        _ => ("·", ".", Role::Text),
    };
    (if ascii { plain } else { sign }, role)
}

/// Says what the client's clock shows.
pub fn clock(clock: Clock, at: Time) -> String {
    let moment = clock.reads(at);
    say::day(moment.day, moment.time.0)
}
