//! What a review says: needs met or not, and findings, each with the nodes it is about.

use serde::Serialize;

use super::{
    id::{LinkId, NodeId, ScenarioId, ZoneId},
    scenario::{Quality, Severity},
    settings::Origin,
    value::Value,
};

/// Whether one need is met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NeedVerdict {
    /// The need's id.
    pub id: String,
    /// A few words for the needs list.
    pub short: String,
    /// The need as the client would say it.
    pub text: String,
    /// The lab facts it honours.
    pub facts: Vec<String>,
    /// The quality it serves.
    pub quality: Quality,
    /// Whether it is met.
    pub met: bool,
    /// Why it is met, or how near the board comes, in the board's own labels.
    pub why: String,
    /// What to try; empty when met.
    pub hint: String,
    /// The nodes that show it, or the nearest miss.
    pub nodes: Vec<NodeId>,
}

/// Something a review has to say about a board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Its code, such as `nothing-starts-this`.
    pub code: String,
    /// How bad it is.
    pub severity: Severity,
    /// The quality it hurts most, if one stands out.
    pub quality: Option<Quality>,
    /// The nodes it is about.
    pub nodes: Vec<NodeId>,
    /// The links it is about.
    pub links: Vec<LinkId>,
    /// The zones it is about.
    pub zones: Vec<ZoneId>,
    /// What is the matter and why it matters.
    pub message: String,
    /// What to try.
    pub hint: String,
}

/// A setting that was read off the drawing and not stated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Assumed {
    /// The node.
    pub node: NodeId,
    /// The setting.
    pub setting: String,
    /// The value that holds.
    pub value: Value,
    /// Where it comes from.
    pub because: Origin,
}

/// Everything a review says about a board.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Review {
    /// The contract it was judged by, if any.
    pub scenario: Option<ScenarioId>,
    /// How many nodes are drawn.
    pub nodes: usize,
    /// How many links are drawn.
    pub links: usize,
    /// How many zones are drawn.
    pub zones: usize,
    /// The needs in the scenario's order.
    pub needs: Vec<NeedVerdict>,
    /// The findings, worst first.
    pub findings: Vec<Finding>,
    /// Settings that were assumed because the drawing implies them.
    pub assumed: Vec<Assumed>,
}

impl Review {
    /// Returns how many needs are met.
    pub fn met(&self) -> usize {
        self.needs.iter().filter(|n| n.met).count()
    }

    /// Says whether every need is met.
    pub fn all_met(&self) -> bool {
        self.needs.iter().all(|n| n.met)
    }

    /// Returns the findings of severity error.
    pub fn errors(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|f| f.severity == Severity::Error)
    }
}
