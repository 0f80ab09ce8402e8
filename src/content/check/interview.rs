//! The client's side: questions that can be asked, listened to and proved; facts that can be found.
//!
//! Whether the fixtures are really heard as they should be is tried where the interview can be
//! played, not here.

use std::collections::BTreeSet;

use super::{
    figures,
    names::{self, Known},
};
use crate::{
    content::{doc::Doc, problem::Problem},
    domain::{
        question::{Question, Reveal},
        scenario::{Interview, Scenario},
    },
};

/// Fewest answers of each kind that prove the listening right.
const FIXTURES: usize = 3;
/// Fewest phrasings of a question to the client.
const PHRASINGS: usize = 5;
/// How many answers each contract requires.
const REQUIRED: usize = 5;

/// Checks the client's file.
pub(super) fn check(doc: &Doc<'_>, interview: &Interview, scenario: &Scenario, known: &Known) -> Vec<Problem> {
    let mut problems = names::check(doc, known);
    for (i, question) in interview.question.iter().enumerate() {
        let at = At { doc, path: format!("question.{i}") };
        problems.extend(placeholder_problems(&at, question));
        problems.extend(listening(&at, question));
        problems.extend(fixtures(&at, question));
        problems.extend(figures::check(&at, question, scenario));
    }
    for (i, reveal) in interview.reveal.iter().enumerate() {
        problems.extend(reveals(&At { doc, path: format!("reveal.{i}") }, reveal));
    }
    for (i, vague) in interview.vague.iter().enumerate() {
        problems.extend(word_groups(&At { doc, path: format!("vague.{i}") }, &vague.words));
    }
    let required = interview.question.iter().filter(|q| q.required).count();
    if !interview.question.is_empty() && required != REQUIRED {
        let problem = doc.problem("question", format!("{required} questions are required, a contract has {REQUIRED}"));
        problems.push(problem.hint("Set `required = true` on one about velocity, two about resilience, one about replayability and one after the change.").warning());
    }
    problems
}

/// A table of the file.
pub(super) struct At<'a, 'b> {
    doc: &'a Doc<'b>,
    path: String,
}

impl At<'_, '_> {
    /// Makes a problem at a key of the table.
    pub(super) fn problem(&self, key: &str, message: impl Into<String>) -> Problem {
        self.doc.problem(&format!("{}.{key}", self.path), message)
    }
}

/// Returns the names in braces; an unclosed brace reads as a name that nothing fills.
pub(super) fn placeholders(text: &str) -> Vec<&str> {
    text.split('{').skip(1).map(|rest| rest.split('}').next().unwrap_or(rest)).collect()
}

fn placeholder_problems(at: &At<'_, '_>, q: &Question) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut used: BTreeSet<&str> = BTreeSet::new();
    for name in placeholders(&q.text) {
        used.insert(name);
        if !q.nodes.contains_key(name) && !q.figures.contains_key(name) {
            let problem = at.problem("text", format!("nothing fills `{{{name}}}`"));
            problems.push(problem.hint(format!("Add `{name} = {{ … }}` under `nodes` of this question.")));
        }
    }
    let elsewhere = q.listens.iter().flat_map(|l| [&l.text, &l.follow_up]).chain([&q.model]);
    let pointing = q.point.iter().map(|p| &p.say).chain(q.number.iter().flat_map(|n| [&n.say, &n.off]));
    let shown = q.in_run.iter().map(|s| &s.say);
    used.extend(elsewhere.chain(pointing).chain(shown).flat_map(|text| placeholders(text)));
    for name in q.nodes.keys().filter(|n| !used.contains(n.as_str())) {
        let problem = at.problem(&format!("nodes.{name}"), format!("the question never uses `{{{name}}}`"));
        problems.push(problem.hint("Use it in `text`, or take it out."));
    }
    let off = q.number.as_ref().map(|n| placeholders(&n.off)).unwrap_or_default();
    for name in off.into_iter().filter(|n| *n != "truth" && !q.nodes.contains_key(*n)) {
        problems.push(
            at.problem("number.off", format!("nothing fills `{{{name}}}`")).hint("Use `{truth}` for the true number."),
        );
    }
    problems
}

fn listening(at: &At<'_, '_>, q: &Question) -> Vec<Problem> {
    let mut problems = Vec::new();
    if q.listens.is_empty() {
        let problem = at.problem("listens", "the client listens for nothing");
        problems.push(problem.hint("Add at least one point with `words`."));
    }
    for (i, point) in q.listens.iter().enumerate() {
        let here = At { doc: at.doc, path: format!("{}.listens.{i}", at.path) };
        problems.extend(word_groups(&here, &point.words));
    }
    problems
}

fn word_groups(at: &At<'_, '_>, groups: &[Vec<String>]) -> Option<Problem> {
    let hollow = groups.iter().any(|g| g.is_empty() || g.iter().any(|word| word.trim().is_empty()));
    (groups.is_empty() || hollow).then(|| {
        at.problem("words", "there are no words to listen for")
            .hint("Write groups of words, such as `words = [[\"queue\", \"buffer\"], [\"wait\", \"waits\"]]`.")
    })
}

fn fixtures(at: &At<'_, '_>, q: &Question) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (kind, answers) in [("good", &q.fixtures.good), ("wrong", &q.fixtures.wrong)] {
        if answers.len() < FIXTURES {
            let message = format!("{} {kind} answers, at least {FIXTURES} are needed", answers.len());
            problems.push(
                at.problem(&format!("fixtures.{kind}"), message).hint("Add answers as students would write them."),
            );
        }
    }
    if q.fixtures.salad.trim().is_empty() {
        let problem = at.problem("fixtures.salad", "there is no keyword salad");
        problems.push(problem.hint("Write all keywords in a row: it must not pass as an answer."));
    }
    problems
}

fn reveals(at: &At<'_, '_>, reveal: &Reveal) -> Vec<Problem> {
    let mut problems: Vec<Problem> = word_groups(at, &reveal.words).into_iter().collect();
    if reveal.asks.len() < PHRASINGS {
        let message = format!("{} ways to ask, at least {PHRASINGS} are needed", reveal.asks.len());
        problems.push(at.problem("asks", message).hint("Write more phrasings."));
    }
    if reveal.reply.trim().is_empty() {
        problems.push(at.problem("reply", "the client says nothing"));
    }
    problems
}
