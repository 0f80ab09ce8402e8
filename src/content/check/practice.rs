//! Runs within lessons: the bench is there, its fault and trial too, and the knob has places.

use super::{Looker, names, names::suggestion, runs};
use crate::{
    content::{doc::Doc, pack::BENCHES, problem::Problem},
    domain::{
        practice::{Bench, Knob, Practice},
        scenario::Scenario,
    },
};

/// Checks the run of a task or of a sentence.
pub(super) fn check(looker: &Looker<'_>, doc: &Doc<'_>, run: &Practice) -> Vec<Problem> {
    let mut problems = Vec::new();
    if run.figures.is_empty() {
        problems.push(doc.problem("run.figures", "this run shows nothing").hint("Name at least one figure."));
    }
    problems.extend(run.knob.iter().flat_map(|knob| check_knob(doc, knob)));
    if run.predict.as_ref().is_some_and(|p| p.options.len() < 2) {
        problems.push(doc.problem("run.predict.options", "a choice needs at least two options"));
    }
    match bench(looker, &run.bench) {
        Some(bench) => problems.extend(check_against(doc, run, &bench)),
        None => {
            let problem = doc.problem("run.bench", format!("there is no bench `{}`", run.bench));
            problems.push(problem.hint(format!("Add {BENCHES}/{}.toml.", run.bench)));
        }
    }
    problems
}

fn bench(looker: &Looker<'_>, name: &str) -> Option<Scenario> {
    let text = looker.source.read(&format!("{BENCHES}/{name}.toml"))?;
    toml::from_str::<Bench>(&text).ok().map(|b| b.scenario(name))
}

fn check_against(doc: &Doc<'_>, run: &Practice, bench: &Scenario) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut must_be = |key: &str, id: Option<&str>, known: Vec<String>| {
        if let Some(id) = id.filter(|id| known.iter().all(|k| k != id)) {
            let problem = doc.problem(&format!("run.{key}"), format!("the bench `{}` has no `{id}`", run.bench));
            problems.push(problem.hint(suggestion(id, &known)));
        }
    };
    must_be("fault", run.fault.as_deref(), bench.fault.iter().map(|f| f.id.clone()).collect());
    must_be("trial", run.trial.as_deref(), bench.trial.iter().map(|t| t.id.clone()).collect());
    let load = run.knob.as_ref().and_then(|k| k.load.as_deref());
    must_be("knob.load", load, bench.workload.iter().map(|w| w.id.clone()).collect());
    problems
}

fn check_knob(doc: &Doc<'_>, knob: &Knob) -> Vec<Problem> {
    let mut problems = Vec::new();
    if knob.turns.is_some() == knob.load.is_some() {
        let problem = doc.problem("run.knob", "a knob turns one thing");
        problems.push(problem.hint("Write `turns` with nodes and a setting, or `load` with a workload."));
    }
    if knob.values.len() < 2 || knob.labels.len() != knob.values.len() {
        let problem = doc.problem("run.knob.values", "a knob has two places or more, each with a label");
        problems.push(problem.hint("Give as many labels as values."));
    }
    problems
}

/// Checks a bench.
pub(super) fn check_bench(looker: &Looker<'_>, file: &str, doc: &Doc<'_>) -> Vec<Problem> {
    let text = looker.source.read(file).unwrap_or_default();
    let Ok(bench) = toml::from_str::<Bench>(&text) else { return Vec::new() };
    let bench = bench.scenario(file);
    let known = looker.known.with_scenario(&bench);
    let mut problems = names::check(doc, &known);
    problems.extend(runs::check_bench(doc, &bench, &known));
    problems
}
