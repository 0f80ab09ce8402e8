//! Answers the rules of a contract: findings that need to know the client.

use super::findings::Draft;
use crate::domain::{
    flow::{Flow, ask},
    scenario::Rule,
};

/// Raises the rules that hold on the board and count now.
pub(super) fn of_scenario(flow: &Flow<'_>, changed: bool) -> Vec<Draft> {
    let rules = flow.scenario.map_or(&[][..], |s| &s.rule);
    rules.iter().filter(|r| r.phase.counts(changed)).filter_map(|r| raise(flow, r)).collect()
}

fn raise(flow: &Flow<'_>, rule: &Rule) -> Option<Draft> {
    if !ask::ask(flow, &rule.when).holds {
        return None;
    }
    let nodes = flow.select(&rule.blame);
    let message = rule.message.replace("{nodes}", &flow.names(&nodes));
    let hint = rule.hint.replace("{nodes}", &flow.names(&nodes));
    Some(Draft::new(&rule.code, rule.severity).hurts(rule.quality).at(&nodes).says(message, hint))
}
