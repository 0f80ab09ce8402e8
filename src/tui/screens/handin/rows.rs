//! What the list of the hand-in stage shows, read off board and attempt.

use crate::{
    domain::{
        grid::Cell,
        scenario::Quality,
        text::{clean_line, words},
    },
    review,
    submission::{self, Item},
    tui::{model::Model, strings::handin as say},
};

/// A row of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    /// The head of a section.
    Head(&'static str),
    /// A deliverable.
    Item(usize),
    /// Somebody who hands in.
    Person(usize),
    /// A quality.
    Quality(Quality),
    /// A step.
    Step(usize),
    /// A bundle that was written.
    Bundle(usize),
    /// No bundle was written.
    NoBundle,
}

/// A step with its explanation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepLine {
    /// The labels of its nodes.
    pub label: String,
    /// Where the first of them stands.
    pub at: Cell,
    /// The explanation, if there is one.
    pub note: Option<String>,
}

/// Returns the checklist. The diagram counts as saved: handing in writes it.
pub fn items(model: &Model) -> Vec<Item> {
    match (model.flow(), &model.attempt) {
        (Some(flow), Some(attempt)) => submission::completeness(&flow, attempt, true),
        _ => Vec::new(),
    }
}

/// Returns the steps in the order of the flow.
pub fn steps(model: &Model) -> Vec<StepLine> {
    let Some(flow) = model.flow() else { return Vec::new() };
    let line = |step: review::steps::Step| {
        let first = flow.board.nodes.get(step.nodes.first()?)?;
        let labels: Vec<String> = step.nodes.iter().map(|n| clean_line(flow.board.label(n))).collect();
        let note = step.note.and_then(|id| flow.board.notes.get(&id)).map(|n| n.text.trim().to_owned());
        Some(StepLine { label: labels.join(" + "), at: first.at, note: note.filter(|n| !n.is_empty()) })
    };
    review::steps::list(&flow).into_iter().filter_map(line).collect()
}

/// Returns the rows.
pub fn rows(model: &Model, items: &[Item], steps: &[StepLine]) -> Vec<Row> {
    let Some(attempt) = &model.attempt else { return Vec::new() };
    let mut rows = vec![Row::Head(say::CHECKLIST)];
    rows.extend((0..items.len()).map(Row::Item));
    rows.push(Row::Head(say::PEOPLE));
    rows.extend((0..attempt.students.len().max(1)).map(Row::Person));
    rows.push(Row::Head(say::QUALITIES));
    rows.extend(Quality::ALL.iter().map(|q| Row::Quality(*q)));
    rows.push(Row::Head(say::STEPS));
    rows.extend((0..steps.len()).map(Row::Step));
    rows.push(Row::Head(say::BUNDLES));
    rows.extend((0..attempt.handed_in.len()).rev().map(Row::Bundle));
    rows.extend(attempt.handed_in.is_empty().then_some(Row::NoBundle));
    rows
}

/// Counts the words said of a quality.
pub fn said(model: &Model, quality: Quality) -> usize {
    model.attempt.as_ref().and_then(|a| a.qualities.get(&quality)).map_or(0, |t| words(t).len())
}

/// Returns the quality that the least was said of.
pub fn shortest(model: &Model) -> Quality {
    Quality::ALL.iter().copied().min_by_key(|q| said(model, *q)).unwrap_or(Quality::Velocity)
}
