//! Which questions the client can ask of this board, in the student's own labels.
//!
//! A question is asked only when its condition holds, its phase fits, it is not closed yet, and
//! each of its placeholders finds a node. This file judges no answers.

use std::collections::BTreeMap;

use crate::domain::{
    attempt::Attempt,
    flow::{Flow, ask, join_words},
    id::NodeId,
    question::{Number, NumberSource, Question},
    scenario::{Quality, Scenario},
    text::clean_line,
};

use super::{last_run::LastRun, number};

/// What the client says instead of a question that speaks of a run which is not there.
const WAITING: &str = "There is something I want to ask about what your design did when it ran.";

/// How many labels a sentence names before it says "and 3 more".
const NAMED: usize = 4;

/// A question with its placeholders filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posed {
    /// The question's id.
    pub id: String,
    /// The quality it is about.
    pub quality: Quality,
    /// The question, with the student's own labels.
    pub text: String,
    /// The nodes behind each placeholder.
    pub names: BTreeMap<String, Vec<NodeId>>,
    /// Whether it is one of those that must be answered.
    pub required: bool,
    /// What to point at on the board, if it is there.
    pub point: Option<String>,
    /// The number to give, if the board, or the run, has one.
    pub number: Option<Wanted>,
    /// What has to be run before the client can ask this, or before there is a number to give.
    pub run_first: Option<String>,
    /// Whether the client cannot ask it at all before that.
    pub waits: bool,
}

/// A number that the client wants to hear.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// What to give, as an instruction.
    pub say: String,
    /// Its unit.
    pub unit: String,
}

/// Returns the questions that fit the board and are not closed, required ones first.
pub fn open_questions(flow: &Flow<'_>, attempt: &Attempt) -> Vec<Posed> {
    posed(flow, attempt, LastRun::NotYet)
}

/// The same with the student's last run, of which some questions speak.
pub fn posed(flow: &Flow<'_>, attempt: &Attempt, last: LastRun<'_>) -> Vec<Posed> {
    let questions = flow.scenario.map_or(&[][..], |s| &s.interview.question);
    let open = questions.iter().filter(|q| is_open(q, attempt));
    let mut posed: Vec<Posed> = open.filter_map(|q| pose(flow, q, last)).collect();
    posed.sort_by_key(|p| (!p.required, p.waits));
    posed
}

/// Returns the question to ask next.
pub fn next_question(flow: &Flow<'_>, attempt: &Attempt) -> Option<Posed> {
    open_questions(flow, attempt).into_iter().next()
}

/// Says whether the client has heard enough to change their mind, and has not done so yet.
pub fn change_due(scenario: &Scenario, attempt: &Attempt) -> bool {
    let Some(change) = &scenario.change else { return false };
    let closed = |q: &&Question| attempt.answers.get(&q.id).is_some_and(|a| a.closed);
    let answered = scenario.interview.question.iter().filter(closed).count();
    !attempt.is_changed() && answered >= usize::try_from(change.after_answers).unwrap_or(usize::MAX)
}

fn is_open(question: &Question, attempt: &Attempt) -> bool {
    question.phase.counts(attempt.is_changed()) && !attempt.answers.get(&question.id).is_some_and(|a| a.closed)
}

fn pose(flow: &Flow<'_>, question: &Question, last: LastRun<'_>) -> Option<Posed> {
    if question.when.as_ref().is_some_and(|q| !ask::ask(flow, q).holds) {
        return None;
    }
    let names = Names::of(flow, question, last);
    if names.nodes.values().any(Vec::is_empty) {
        return None;
    }
    let of_run: Vec<&String> = figures_in(question, &question.text).collect();
    let waits = !of_run.is_empty() && last.run().is_none();
    if !waits && of_run.iter().any(|name| !names.figures.contains_key(*name)) {
        return None;
    }
    let wanted = |n: &Number| Wanted { say: names.fill(&n.say), unit: n.unit.clone() };
    let known = question.number.as_ref().filter(|n| !number::truths(flow, &n.is, last).is_empty());
    let number_of_run = question.number.as_ref().is_some_and(|n| matches!(n.is, NumberSource::Run(_)));
    Some(Posed {
        id: question.id.clone(),
        quality: question.quality,
        text: if waits { WAITING.to_owned() } else { names.fill(&question.text) },
        required: question.required,
        point: question.point.as_ref().filter(|p| !flow.select(&p.nodes).is_empty()).map(|p| names.fill(&p.say)),
        number: known.map(wanted),
        run_first: last.first().filter(|_| waits || number_of_run),
        waits,
        names: names.nodes,
    })
}

/// Returns the names of a question's figures that stand in a text.
pub(super) fn figures_in<'q>(question: &'q Question, text: &str) -> impl Iterator<Item = &'q String> {
    question.figures.keys().filter(move |name| text.contains(&format!("{{{name}}}")))
}

/// What the placeholders of a question stand for on a board and in its last run.
#[derive(Default)]
pub(super) struct Names {
    /// The nodes by placeholder.
    pub nodes: BTreeMap<String, Vec<NodeId>>,
    /// The labels by placeholder.
    pub labels: BTreeMap<String, Vec<String>>,
    /// The figures of the run by placeholder, as they stand in a sentence.
    pub figures: BTreeMap<String, String>,
}

impl Names {
    /// Finds the nodes and the figures that a question names.
    pub(super) fn of(flow: &Flow<'_>, question: &Question, last: LastRun<'_>) -> Self {
        let said = question.figures.iter().filter_map(|(name, f)| Some((name.clone(), last.words(flow, f)?)));
        let mut names = Self { figures: said.collect(), ..Self::default() };
        for (name, selector) in &question.nodes {
            let found = flow.select(selector);
            names.nodes.insert(name.clone(), flow.ids(&found));
            names.labels.insert(name.clone(), found.iter().map(|&n| label(flow, n)).collect());
        }
        names
    }

    /// Fills the `{name}` placeholders of a text; braces that name nothing stay as they are.
    pub(super) fn fill(&self, text: &str) -> String {
        let mut out = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let named = after.split_once('}').and_then(|(name, tail)| Some((self.stands_for(name)?, tail)));
            if let Some((words, tail)) = named {
                out.push_str(&words);
                rest = tail;
            } else {
                out.push('{');
                rest = after;
            }
        }
        out + rest
    }

    fn stands_for(&self, name: &str) -> Option<String> {
        let figure = || self.figures.get(name).cloned();
        self.labels.get(name).map(|labels| in_a_row(labels)).or_else(figure)
    }
}

/// Names labels in a sentence, each in quotes since labels can be anything, at most four of them.
fn in_a_row(labels: &[String]) -> String {
    let quoted: Vec<String> = labels.iter().map(|l| format!("\"{l}\"")).collect();
    let mut row: Vec<&str> = quoted.iter().map(String::as_str).collect();
    let more = format!("{} more", labels.len().saturating_sub(NAMED - 1));
    if labels.len() > NAMED {
        row.truncate(NAMED - 1);
        row.push(&more);
    }
    join_words(&row, "and")
}

/// Returns what people call a node: its label, or what it is where the label is empty.
pub(super) fn label(flow: &Flow<'_>, node: usize) -> String {
    let label = clean_line(flow.label(node));
    if !label.is_empty() {
        return label;
    }
    let n = &flow.nodes[node];
    n.component.map_or_else(|| n.node.id.to_string(), |c| c.label.clone())
}
