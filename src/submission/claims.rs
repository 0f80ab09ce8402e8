//! What a bundle claims about its board (`review.json`), and whether a second look agrees.

use serde::{Deserialize, Serialize};

use crate::domain::verdict::Review;

/// The form of `review.json`.
pub(super) const REVIEW_SCHEMA: u32 = 1;

/// `review.json`: the words of the review and what it was judged by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ReviewText {
    pub schema: u32,
    pub scenario: String,
    pub engine: String,
    pub pack: String,
    pub changed: bool,
    pub complete: bool,
    pub nodes: usize,
    pub links: usize,
    pub zones: usize,
    pub met: usize,
    pub of: usize,
    pub needs: Vec<NeedText>,
    pub findings: Vec<FindingText>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct NeedText {
    pub id: String,
    pub facts: Vec<String>,
    pub quality: String,
    pub met: bool,
    pub why: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct FindingText {
    pub code: String,
    pub severity: String,
    pub nodes: Vec<String>,
    pub message: String,
    pub hint: String,
}

/// What the review was made under.
pub(super) struct Under<'a> {
    pub scenario: &'a str,
    pub pack: &'a str,
    pub changed: bool,
    pub complete: bool,
}

impl ReviewText {
    pub(super) fn of(review: &Review, under: &Under<'_>) -> Self {
        let needs = review.needs.iter().map(|n| NeedText {
            id: n.id.clone(),
            facts: n.facts.clone(),
            quality: n.quality.word().to_owned(),
            met: n.met,
            why: n.why.clone(),
        });
        let findings = review.findings.iter().map(|f| FindingText {
            code: f.code.clone(),
            severity: f.severity.word().to_owned(),
            nodes: f.nodes.iter().map(ToString::to_string).collect(),
            message: f.message.clone(),
            hint: f.hint.clone(),
        });
        Self {
            schema: REVIEW_SCHEMA,
            scenario: under.scenario.to_owned(),
            engine: super::ENGINE.to_owned(),
            pack: under.pack.to_owned(),
            changed: under.changed,
            complete: under.complete,
            nodes: review.nodes,
            links: review.links,
            zones: review.zones,
            met: review.met(),
            of: review.needs.len(),
            needs: needs.collect(),
            findings: findings.collect(),
        }
    }

    pub(super) fn json(&self) -> String {
        // Texts, numbers and lists: serialising them has no way to fail.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }
}

/// What came of judging the board again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claims {
    /// Every claim holds.
    Same,
    /// Another version of the program or the pack judged it; the claims were not compared.
    OtherVersion(String),
    /// The same version comes to another result.
    Differ(Vec<String>),
    /// There was nothing to compare.
    Unchecked(String),
}

/// Compares what is claimed with what a review here says.
pub(super) fn compare(claimed: &ReviewText, here: &ReviewText) -> Claims {
    if claimed.engine != here.engine {
        return Claims::OtherVersion(format!("made with archlab {}, this is {}", claimed.engine, here.engine));
    }
    if claimed.pack != here.pack {
        return Claims::OtherVersion("made with another version of the course pack".to_owned());
    }
    let differences = differences(claimed, here);
    if differences.is_empty() { Claims::Same } else { Claims::Differ(differences) }
}

fn differences(claimed: &ReviewText, here: &ReviewText) -> Vec<String> {
    let mut out = Vec::new();
    for need in &here.needs {
        match claimed.needs.iter().find(|n| n.id == need.id) {
            None => out.push(format!("need {} is not in the claims", need.id)),
            Some(n) if n.met != need.met => {
                out.push(format!("need {}: claimed {}, found {}", need.id, met(n.met), met(need.met)));
            }
            Some(_) => {}
        }
    }
    let codes = |r: &ReviewText| r.findings.iter().map(|f| (f.code.clone(), f.nodes.clone())).collect::<Vec<_>>();
    if codes(claimed) != codes(here) {
        out.push("the findings are not those of this board".to_owned());
    }
    if claimed.complete != here.complete {
        out.push(format!("complete: claimed {}, found {}", claimed.complete, here.complete));
    }
    if out.is_empty() && claimed != here {
        out.push("the wording of the review was changed".to_owned());
    }
    out
}

fn met(yes: bool) -> &'static str {
    if yes { "met" } else { "not met" }
}
