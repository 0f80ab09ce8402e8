//! The list of questions: those this board raises now, then those that are closed.

use crate::{
    domain::{
        attempt::Attempt,
        question::Question,
        scenario::{Quality, Scenario},
    },
    interview::{self, LastRun, Posed, Wanted},
    tui::model::Model,
};

/// How far a question is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Not answered.
    Open,
    /// An answer was begun.
    Draft,
    /// Answered; the board still raises it.
    Answered,
    /// Answered; the board no longer raises it.
    Stale,
    /// It speaks of a run of this board, and there is none.
    Waits,
}

/// A question as the list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The question's id.
    pub id: String,
    /// The quality it is about.
    pub quality: Quality,
    /// Whether it must be answered.
    pub required: bool,
    /// How far it is.
    pub state: State,
    /// The question, with the student's own labels.
    pub text: String,
    /// What to point at.
    pub point: Option<String>,
    /// The number to give.
    pub number: Option<Wanted>,
    /// What has to be run first, for the question or for its number.
    pub run_first: Option<String>,
    /// What a good answer sounds like; only for closed questions.
    pub model: String,
}

impl Row {
    fn of(posed: Posed, state: State) -> Self {
        Self {
            id: posed.id,
            quality: posed.quality,
            required: posed.required,
            state,
            text: posed.text,
            point: posed.point,
            number: posed.number,
            run_first: posed.run_first,
            model: String::new(),
        }
    }
}

/// Finds a question of a contract.
pub fn find<'a>(scenario: &'a Scenario, id: &str) -> Option<&'a Question> {
    scenario.interview.question.iter().find(|q| q.id == id)
}

/// Returns the questions: open ones in the client's order, then the closed ones in the order of
/// their answers. `board` is the fingerprint of the board as it stands.
pub fn rows(model: &Model, board: &str) -> Vec<Row> {
    let (Some(flow), Some(attempt)) = (model.flow(), &model.attempt) else { return Vec::new() };
    let Some(scenario) = flow.scenario else { return Vec::new() };
    let last = LastRun::of(attempt, board);
    let state = |p: &Posed| match attempt.answers.contains_key(&p.id) {
        _ if p.waits => State::Waits,
        true => State::Draft,
        false => State::Open,
    };
    // An empty board raises no question, whatever its condition says.
    let open = if flow.nodes.is_empty() { Vec::new() } else { interview::posed(&flow, attempt, last) };
    let mut rows: Vec<Row> = open
        .into_iter()
        .map(|p| {
            let state = state(&p);
            Row::of(p, state)
        })
        .collect();
    // As if nothing were closed: what the board raises now, with today's labels.
    let fresh = Attempt { answers: std::collections::BTreeMap::new(), ..attempt.clone() };
    let raised = interview::posed(&flow, &fresh, last);
    let mut closed: Vec<(&str, Row)> = Vec::new();
    for (id, answer) in attempt.answers.iter().filter(|(_, a)| a.closed) {
        let Some(question) = find(scenario, id) else { continue };
        let mut row = match raised.iter().find(|p| &p.id == id && !p.waits) {
            Some(posed) => Row::of(posed.clone(), State::Answered),
            None => stale(question, &answer.asked),
        };
        row.model.clone_from(&question.model);
        closed.push((&answer.at, row));
    }
    closed.sort_by(|a, b| a.0.cmp(b.0));
    rows.extend(closed.into_iter().map(|c| c.1));
    rows
}

fn stale(question: &Question, asked: &str) -> Row {
    Row {
        id: question.id.clone(),
        quality: question.quality,
        required: question.required,
        state: State::Stale,
        text: asked.to_owned(),
        point: None,
        number: None,
        run_first: None,
        model: String::new(),
    }
}

/// Counts the required questions: closed ones, and all of them.
pub fn required(scenario: &Scenario, attempt: &Attempt) -> (usize, usize) {
    let all = scenario.interview.question.iter().filter(|q| q.required);
    let closed = all.clone().filter(|q| attempt.answers.get(&q.id).is_some_and(|a| a.closed)).count();
    (closed, all.count())
}
