//! Judges a board: needs met or not and why, findings with the nodes they are about.
//!
//! Needs and rules of a contract are data (queries) and are answered by `domain::flow`; what is
//! wrong on any board is looked for in [`findings`], one file per family. This room draws nothing,
//! runs nothing and scores nothing: how a board *behaves* is measured by the engine.

pub mod findings;
mod needs;
mod rules;
pub mod steps;
pub mod task;

#[cfg(test)]
mod tests;

use crate::domain::{
    board::Board,
    component::Catalogue,
    flow::{Flow, setting},
    scenario::Scenario,
    verdict::Review,
};

/// Reviews a board by a contract, or on its own where there is none.
pub fn review(board: &Board, catalogue: &Catalogue, scenario: Option<&Scenario>, changed: bool) -> Review {
    review_flow(&Flow::of(board, catalogue, scenario), changed)
}

/// Reviews a board whose meaning is known already.
pub fn review_flow(flow: &Flow<'_>, changed: bool) -> Review {
    let mut drafts = findings::general(flow);
    drafts.extend(rules::of_scenario(flow, changed));
    Review {
        scenario: flow.scenario.map(|s| s.id.clone()),
        nodes: flow.board.nodes.len(),
        links: flow.board.links.len(),
        zones: flow.board.zones.len(),
        needs: needs::judge(flow, changed),
        findings: findings::finish(flow, drafts),
        assumed: setting::assumed(flow),
    }
}
