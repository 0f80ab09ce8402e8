//! Figures of a run in a client's file: do the faults and trials exist, on the same side of the
//! changed requirement, and is a number asked where a number is meant?

use std::collections::BTreeSet;

use super::{
    interview::{At, placeholders},
    names::suggestion,
};
use crate::{
    content::problem::Problem,
    domain::{
        figure::Figure,
        question::{NumberSource, Question},
        scenario::{Phase, Scenario},
    },
};

/// Checks what a question says of runs.
pub(super) fn check(at: &At<'_, '_>, q: &Question, scenario: &Scenario) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (name, figure) in &q.figures {
        problems.extend(of_figure(at, &format!("figures.{name}"), (figure, q.phase), scenario));
    }
    let number = q.number.as_ref().and_then(|n| match &n.is {
        NumberSource::Run(figure) => Some(("number.is.run".to_owned(), figure)),
        _ => None,
    });
    let shown = q.in_run.iter().enumerate().map(|(i, shown)| (format!("in_run.{i}.of"), &shown.of));
    for (key, figure) in number.into_iter().chain(shown) {
        problems.extend(of_figure(at, &key, (figure, q.phase), scenario));
        if !figure.is_number() {
            let problem = at.problem(&key, "this figure is no number");
            problems.push(problem.hint("Names and words can stand in `figures`, for placeholders."));
        }
    }
    problems.extend(of_words(at, q));
    problems
}

fn of_figure(at: &At<'_, '_>, key: &str, (figure, phase): (&Figure, Phase), scenario: &Scenario) -> Vec<Problem> {
    let mut problems = Vec::new();
    if figure.per() <= 0 {
        problems.push(at.problem(key, "nothing can be divided by this").hint("Write `per` as a number above 0."));
    }
    let (what, id, known): (_, _, Vec<(String, Phase)>) = match figure {
        Figure::Sink { .. } => return problems,
        Figure::Fault { id, .. } => ("fault", id, scenario.fault.iter().map(|f| (f.id.clone(), f.phase)).collect()),
        Figure::Trial { id, .. } => ("trial", id, scenario.trial.iter().map(|t| (t.id.clone(), t.phase)).collect()),
    };
    match known.iter().find(|(k, _)| k == id) {
        None => {
            let ids: Vec<String> = known.into_iter().map(|(id, _)| id).collect();
            problems.push(at.problem(key, format!("`{id}` is no {what} here")).hint(suggestion(id, &ids)));
        }
        Some((_, side)) if *side != Phase::Both && *side != phase => {
            let problem = at.problem(key, format!("`{id}` is run only {side} the change, the question is not"));
            problems.push(problem.hint(format!("Give the question `phase = \"{side}\"`.")));
        }
        Some(_) => {}
    }
    problems
}

/// Placeholders of what the run shows, figures that nothing uses, and required questions that
/// would have to wait for a run.
fn of_words(at: &At<'_, '_>, q: &Question) -> Vec<Problem> {
    let mut problems = Vec::new();
    let in_text: BTreeSet<&str> = placeholders(&q.text).into_iter().collect();
    let mut used = in_text.clone();
    for (i, shown) in q.in_run.iter().enumerate() {
        for name in placeholders(&shown.say) {
            used.insert(name);
            if name != "figure" && !q.figures.contains_key(name) && !q.nodes.contains_key(name) {
                let problem = at.problem(&format!("in_run.{i}.say"), format!("nothing fills `{{{name}}}`"));
                problems.push(problem.hint("Use `{figure}`, or add the name under `figures` of this question."));
            }
        }
    }
    for name in q.figures.keys() {
        if !used.contains(name.as_str()) {
            let problem = at.problem(&format!("figures.{name}"), format!("the question never uses `{{{name}}}`"));
            problems.push(problem.hint("Use it in `text` or in `say` of an `in_run`, or take it out."));
        }
        if q.required && in_text.contains(name.as_str()) {
            let problem = at.problem("text", "a required question cannot wait for a run");
            problems.push(problem.hint("Move the figure into `number` or `in_run`."));
        }
    }
    problems
}
