//! Answers the needs of a contract. What a need asks for is data in `scenario.toml`.

use crate::domain::{
    flow::{Flow, ask},
    scenario::Need,
    verdict::NeedVerdict,
};

/// Judges the needs that count now, in the order of the contract.
pub(super) fn judge(flow: &Flow<'_>, changed: bool) -> Vec<NeedVerdict> {
    let needs = flow.scenario.map_or(&[][..], |s| &s.need);
    needs.iter().filter(|n| n.phase.counts(changed)).map(|n| verdict(flow, n)).collect()
}

fn verdict(flow: &Flow<'_>, need: &Need) -> NeedVerdict {
    let answer = ask::ask(flow, &need.check);
    NeedVerdict {
        id: need.id.clone(),
        short: need.short.clone(),
        text: need.text.clone(),
        facts: need.facts.clone(),
        quality: need.quality,
        met: answer.holds,
        why: capital(&answer.why),
        hint: if answer.holds { String::new() } else { need.hint.clone() },
        nodes: answer.nodes,
    }
}

/// Starts a sentence with a capital letter, unless it starts with a label of the board.
fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
