//! What can be wrong on any board, whoever the client is: a registry of checks, one per family.
//!
//! A finding names the nodes, says why it matters and what to try. One cause makes one finding:
//! what merely follows from it downstream is not raised again. Findings that need to know the
//! client are rules of the contract, not checks here.

mod archive;
mod disks;
mod failure;
mod formats;
mod jobs;
mod links;
mod loops;
mod loose;
mod parts;
mod sink;
mod started;
mod told;
mod zones;

use std::collections::BTreeSet;

use crate::domain::{
    flow::Flow,
    id::ZoneId,
    scenario::{Quality, Severity},
    verdict::Finding,
};

/// A finding while it is put together: indices instead of ids.
#[derive(Clone, Debug)]
pub struct Draft {
    code: String,
    severity: Severity,
    quality: Option<Quality>,
    nodes: Vec<usize>,
    links: Vec<usize>,
    zones: Vec<ZoneId>,
    message: String,
    hint: String,
}

impl Draft {
    pub(super) fn new(code: &str, severity: Severity) -> Self {
        Self {
            code: code.to_owned(),
            severity,
            quality: None,
            nodes: Vec::new(),
            links: Vec::new(),
            zones: Vec::new(),
            message: String::new(),
            hint: String::new(),
        }
    }

    fn error(code: &str) -> Self {
        Self::new(code, Severity::Error)
    }

    fn warning(code: &str) -> Self {
        Self::new(code, Severity::Warning)
    }

    fn note(code: &str) -> Self {
        Self::new(code, Severity::Note)
    }

    pub(super) fn hurts(mut self, quality: Quality) -> Self {
        self.quality = Some(quality);
        self
    }

    pub(super) fn at(mut self, nodes: &[usize]) -> Self {
        self.nodes = nodes.to_vec();
        self
    }

    fn on(mut self, links: &[usize]) -> Self {
        self.links = links.to_vec();
        self
    }

    fn within(mut self, zones: &[&ZoneId]) -> Self {
        self.zones = zones.iter().map(|z| (*z).clone()).collect();
        self
    }

    pub(super) fn says(mut self, message: impl Into<String>, hint: impl Into<String>) -> Self {
        self.message = message.into();
        self.hint = hint.into();
        self
    }

    fn finish(self, flow: &Flow<'_>) -> Finding {
        Finding {
            nodes: flow.ids(&self.nodes),
            links: self.links.iter().map(|&l| flow.links[l].link.id.clone()).collect(),
            zones: self.zones,
            code: self.code,
            severity: self.severity,
            quality: self.quality,
            message: self.message,
            hint: self.hint,
        }
    }
}

/// A family of findings.
struct Check {
    /// The codes it may raise.
    codes: &'static [&'static str],
    /// Looks for them.
    look: fn(&Flow<'_>) -> Vec<Draft>,
}

/// Every family, causes before what tends to follow from them.
const CHECKS: &[Check] = &[
    Check { codes: &["unknown-component", "zone-drawn-as-part"], look: parts::look },
    Check { codes: &["link-cannot-work", "request-arrow", "unlisted-link"], look: links::look },
    Check { codes: &["nothing-starts-this"], look: started::look },
    Check { codes: &["wrong-format", "not-what-it-has"], look: formats::look },
    Check { codes: &["self-trigger"], look: loops::look },
    Check { codes: &["not-archived-before-transform"], look: archive::look },
    Check { codes: &["no-dead-letter", "dead-letters-expire-first", "hidden-too-briefly"], look: failure::look },
    Check { codes: &["no-key-at-sink"], look: sink::look },
    Check { codes: &["exposed-store", "single-zone", "zones-cross"], look: zones::look },
    Check { codes: &["disk-in-another-zone", "disk-shared", "plain-files-shared"], look: disks::look },
    Check { codes: &["nobody-is-told"], look: told::look },
    Check { codes: &["missing-job", "unknown-job", "job-cannot-run-here", "setting-out-of-range"], look: jobs::look },
    Check { codes: &["unconnected", "dead-end"], look: loose::look },
];

/// Returns the codes of every general finding, for the content check and the documents.
pub fn codes() -> impl Iterator<Item = &'static str> {
    CHECKS.iter().flat_map(|c| c.codes.iter().copied())
}

/// Looks for everything that can be wrong on any board.
pub(super) fn general(flow: &Flow<'_>) -> Vec<Draft> {
    let mut all: Vec<Draft> = CHECKS.iter().flat_map(|c| (c.look)(flow)).collect();
    // A step that sets itself off is handed its own output: one cause, one finding.
    let loops: BTreeSet<Option<usize>> =
        all.iter().filter(|d| d.code == "self-trigger").map(|d| d.nodes.first().copied()).collect();
    all.retain(|d| d.code != "wrong-format" || !loops.contains(&d.nodes.first().copied()));
    all
}

/// Puts findings in order, worst first, each once.
pub(super) fn finish(flow: &Flow<'_>, drafts: Vec<Draft>) -> Vec<Finding> {
    let mut drafts = drafts;
    drafts.sort_by(|a, b| {
        let place = |d: &Draft| (d.severity, order(&d.code));
        place(a).cmp(&place(b)).then_with(|| a.code.cmp(&b.code)).then_with(|| a.nodes.cmp(&b.nodes))
    });
    let mut seen = BTreeSet::new();
    drafts.retain(|d| seen.insert((d.code.clone(), d.nodes.clone(), d.links.clone(), d.zones.clone())));
    drafts.into_iter().map(|d| d.finish(flow)).collect()
}

/// General findings stand in the order of the registry, those of the contract after them.
fn order(code: &str) -> usize {
    codes().position(|c| c == code).unwrap_or(usize::MAX)
}
