//! What must be in a bundle, and what is still missing of it (lab facts F14 to F18).
//!
//! Only presence is checked here. How good an answer is, the interview listens for and people
//! judge.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    domain::{
        attempt::Attempt,
        edit::compose::title_of,
        flow::Flow,
        scenario::{DeliverableKind, Phase, Quality, Scenario},
        text::words,
    },
    interview, review,
};

/// How many words a quality must be given to count as talked through.
const WORDS: usize = 12;

/// A deliverable and what it still misses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Which one.
    pub deliverable: DeliverableKind,
    /// As the contract puts it.
    pub text: String,
    /// Whether it is complete.
    pub done: bool,
    /// What is missing, each a thing to do.
    pub missing: Vec<String>,
    /// How many things that are; one line may name several.
    pub left: usize,
}

/// Says of each deliverable of the contract whether it is complete. `saved` says whether the
/// diagram has been, or is being, written to a file.
pub fn completeness(flow: &Flow<'_>, attempt: &Attempt, saved: bool) -> Vec<Item> {
    let Some(scenario) = flow.scenario else { return Vec::new() };
    let check = |kind| match kind {
        DeliverableKind::Diagram => diagram(flow, saved),
        DeliverableKind::Steps => steps(flow),
        DeliverableKind::Qualities => qualities(attempt),
        DeliverableKind::Answers => answers(flow, scenario, attempt),
        DeliverableKind::Questions => questions(scenario, attempt),
    };
    let item = |d: &crate::domain::scenario::Deliverable| {
        let missing = check(d.id);
        let left = match d.id {
            DeliverableKind::Questions => questions_left(scenario, attempt),
            _ => missing.len(),
        };
        Item { deliverable: d.id, text: d.text.clone(), done: missing.is_empty(), missing, left }
    };
    scenario.deliverable.iter().map(item).collect()
}

fn diagram(flow: &Flow<'_>, saved: bool) -> Vec<String> {
    let mut missing = Vec::new();
    if flow.board.nodes.is_empty() {
        missing.push("draw the pipeline".to_owned());
    } else if flow.links.is_empty() {
        missing.push("connect the components".to_owned());
    }
    if !saved {
        missing.push("save the diagram".to_owned());
    }
    missing
}

fn steps(flow: &Flow<'_>) -> Vec<String> {
    if flow.board.nodes.is_empty() {
        return vec!["there is no step to explain yet".to_owned()];
    }
    let open = review::steps::unexplained(flow.board);
    open.iter().map(|id| format!("explain {}", title_of(flow.board, id))).collect()
}

fn qualities(attempt: &Attempt) -> Vec<String> {
    let mut missing = Vec::new();
    let mut seen: BTreeMap<Vec<String>, Quality> = BTreeMap::new();
    for &quality in Quality::ALL {
        let said = words(attempt.qualities.get(&quality).map_or("", String::as_str));
        let title = quality.word();
        if said.len() < WORDS {
            missing.push(format!("{title}: {} of at least {WORDS} words", said.len()));
        } else if said.iter().collect::<BTreeSet<_>>().len() < WORDS / 2 {
            missing.push(format!("{title}: the same few words again and again"));
        } else if let Some(other) = seen.insert(said, quality) {
            missing.push(format!("{title}: the same text as for {}", other.word()));
        }
    }
    missing
}

fn answers(flow: &Flow<'_>, scenario: &Scenario, attempt: &Attempt) -> Vec<String> {
    let open = interview::open_questions(flow, attempt);
    let mut missing: Vec<String> = open.iter().filter(|q| q.required).map(|q| format!("answer: {}", q.text)).collect();
    let closed = attempt.answers.values().filter(|a| a.closed).count();
    if closed == 0 && missing.is_empty() && scenario.interview.question.iter().any(|q| q.required) {
        missing.push("the client asks about your drawing: draw first, then answer".to_owned());
    }
    missing.extend(change_to_come(scenario, attempt, closed));
    missing
}

/// The requirement that changes is part of the contract: what is asked after it must be heard.
fn change_to_come(scenario: &Scenario, attempt: &Attempt, closed: usize) -> Option<String> {
    let change = scenario.change.as_ref().filter(|_| !attempt.is_changed())?;
    scenario.interview.question.iter().find(|q| q.required && q.phase == Phase::After)?;
    let left = usize::try_from(change.after_answers).unwrap_or(usize::MAX).saturating_sub(closed);
    Some(match left {
        0 => "the client has news: go and talk to them".to_owned(),
        1 => "the client has news after one more answer".to_owned(),
        n => format!("the client has news after {n} more answers"),
    })
}

fn questions_left(scenario: &Scenario, attempt: &Attempt) -> usize {
    usize::try_from(scenario.ask_at_least).unwrap_or(usize::MAX).saturating_sub(attempt.questions_asked())
}

fn questions(scenario: &Scenario, attempt: &Attempt) -> Vec<String> {
    match questions_left(scenario, attempt) {
        0 => Vec::new(),
        1 => vec!["ask the client one more question".to_owned()],
        n => vec![format!("ask the client {n} more questions")],
    }
}
