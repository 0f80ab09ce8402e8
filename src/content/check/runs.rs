//! What a contract says about runs: workloads, faults, trials. Shares that add up, moments that
//! lie within the run, letters that can be told apart.
//!
//! Names of roles, jobs and components are checked with all others in [`super::names`].

use std::collections::BTreeSet;

use super::names::{Known, suggestion};
use crate::{
    content::{doc::Doc, problem::Problem},
    domain::{
        id::Format,
        scenario::{Phase, Scenario},
        workload::{Arrival, Fault, Files, Moment, RunPlan, Targets, Trial, Workload},
    },
};

/// Checks the run data of a scenario.
pub(super) fn check(doc: &Doc<'_>, scenario: &Scenario, known: &Known) -> Vec<Problem> {
    let Some(run) = &scenario.run else { return without_plan(doc, scenario) };
    let mut problems = check_plan(doc, run);
    if scenario.workload.is_empty() {
        let problem = doc.problem("run", "nothing arrives in this run");
        problems.push(problem.hint("Add at least one [[workload]]."));
    }
    for (i, workload) in scenario.workload.iter().enumerate() {
        problems.extend(check_workload(doc, &format!("workload.{i}"), workload, known));
    }
    problems.extend(check_phases(doc, scenario, run));
    let mut letters = BTreeSet::new();
    for (i, fault) in scenario.fault.iter().enumerate() {
        let at = format!("fault.{i}");
        problems.extend(check_fault(doc, &at, fault, scenario));
        problems.extend(check_moment(doc, &at, (fault.at, fault.for_s), run));
        if !letters.insert(fault.letter) {
            let problem = doc.problem(&format!("{at}.letter"), format!("`{}` pulls another fault", fault.letter));
            problems.push(problem.hint("Give each fault a letter of its own."));
        }
    }
    for (i, trial) in scenario.trial.iter().enumerate() {
        problems.extend(check_trial(doc, &format!("trial.{i}"), trial, run));
    }
    problems
}

/// Checks the run data of a lesson, where nothing is chosen in the Run stage.
pub(super) fn check_bench(doc: &Doc<'_>, bench: &Scenario, known: &Known) -> Vec<Problem> {
    let Some(run) = &bench.run else { return Vec::new() };
    let mut problems = check_plan(doc, run);
    for (i, workload) in bench.workload.iter().enumerate() {
        problems.extend(check_workload(doc, &format!("workload.{i}"), workload, known));
    }
    for (i, fault) in bench.fault.iter().enumerate() {
        problems.extend(check_moment(doc, &format!("fault.{i}"), (fault.at, fault.for_s), run));
    }
    for (i, trial) in bench.trial.iter().enumerate() {
        problems.extend(check_trial(doc, &format!("trial.{i}"), trial, run));
    }
    problems
}

fn without_plan(doc: &Doc<'_>, scenario: &Scenario) -> Vec<Problem> {
    let parts =
        [("workload", scenario.workload.len()), ("fault", scenario.fault.len()), ("trial", scenario.trial.len())];
    let unused = parts.iter().find(|(_, n)| *n > 0);
    let say = |(part, _): &(&str, usize)| {
        let problem = doc.problem(&format!("{part}.0.id"), "there is no [run] that it could be part of");
        problem.hint("Add [run] with days, slots and targets.")
    };
    unused.map(say).into_iter().collect()
}

fn check_plan(doc: &Doc<'_>, run: &RunPlan) -> Vec<Problem> {
    let mut problems = Vec::new();
    if !(1..=3660).contains(&run.days) {
        problems.push(doc.problem("run.days", "a run lasts from one day to ten years"));
    }
    problems.extend(check_targets(doc, "target", run.target));
    problems.extend(run.target_after.iter().flat_map(|t| check_targets(doc, "target_after", *t)));
    problems
}

fn check_targets(doc: &Doc<'_>, key: &str, targets: Targets) -> Vec<Problem> {
    let targets =
        [("velocity", targets.velocity), ("resilience", targets.resilience), ("replayability", targets.replayability)];
    let wrong = targets.iter().filter(|(_, t)| !(0..=100).contains(t));
    let say = |(name, target): &(&str, i32)| {
        let problem = doc.problem(&format!("run.{key}.{name}"), format!("{target} is no per cent"));
        problem.hint("Write a number from 0 to 100.")
    };
    wrong.map(say).collect()
}

/// What is said of after the change makes sense only in a contract that changes; and before it, as
/// after it, something must arrive.
fn check_phases(doc: &Doc<'_>, scenario: &Scenario, run: &RunPlan) -> Vec<Problem> {
    let mut problems = Vec::new();
    let phases = [
        ("workload", scenario.workload.iter().map(|w| w.phase).collect::<Vec<_>>()),
        ("fault", scenario.fault.iter().map(|f| f.phase).collect()),
        ("trial", scenario.trial.iter().map(|t| t.phase).collect()),
    ];
    if scenario.change.is_some() {
        let arrives = |changed| phases[0].1.iter().any(|p| p.counts(changed));
        let always = arrives(false) && arrives(true);
        if !phases[0].1.is_empty() && !always {
            problems.push(doc.problem("workload.0.id", "before or after the change nothing arrives"));
        }
        return problems;
    }
    for (table, list) in &phases {
        for i in (0..list.len()).filter(|i| list[*i] != Phase::Both) {
            let problem = doc.problem(&format!("{table}.{i}.phase"), "nothing changes in this contract");
            problems.push(problem.hint("Add [change], or take `phase` out."));
        }
    }
    if run.target_after.is_some() {
        problems.push(doc.problem("run.target_after", "nothing changes in this contract"));
    }
    problems
}

fn check_workload(doc: &Doc<'_>, at: &str, workload: &Workload, known: &Known) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut format = |key: &str, format: &Format| {
        if !known.has_format(format.as_str()) {
            let message = format!("`{format}` is no format that anything offers or makes");
            problems
                .push(doc.problem(&format!("{at}.{key}"), message).hint(suggestion(format.as_str(), known.formats())));
        }
    };
    format("format", &workload.format);
    workload.as_format.iter().for_each(|f| format("as_format", f));
    if workload.on_time_s <= 0 {
        problems.push(doc.problem(&format!("{at}.on_time_s"), "nothing arrives in no time"));
    }
    if let Arrival::Files(files) = &workload.arrives {
        problems.extend(check_files(doc, &format!("{at}.arrives.files"), files));
    }
    problems
}

fn check_files(doc: &Doc<'_>, at: &str, files: &Files) -> Vec<Problem> {
    let mut problems = Vec::new();
    let sum: i64 = files.ready.iter().map(|r| r.share).sum();
    if !(0..=1000).contains(&sum) || files.ready.iter().any(|r| r.share < 0) {
        let problem = doc.problem(&format!("{at}.ready"), format!("the shares add up to {sum}"));
        problems.push(problem.hint("Shares are thousandths; what is missing to 1000 never comes."));
    }
    if files.ready.iter().any(|r| r.after_s.0 > r.after_s.1) {
        problems.push(doc.problem(&format!("{at}.ready"), "a span ends before it begins"));
    }
    let shares = [
        ("twice", files.twice),
        ("corrected", files.corrected),
        ("with_bad_rows", files.with_bad_rows),
        ("unreadable", files.unreadable),
    ];
    for (key, share) in shares.iter().filter(|(_, s)| !(0..=1000).contains(s)) {
        let problem = doc.problem(&format!("{at}.{key}"), format!("{share} is no share"));
        problems.push(problem.hint("Shares are thousandths, from 0 to 1000."));
    }
    let (fewest, usual, most) = files.rows;
    if !(1 <= fewest && fewest <= usual && usual <= most) {
        problems.push(doc.problem(&format!("{at}.rows"), "rows are fewest, usual and most, in this order"));
    }
    problems
}

fn check_fault(doc: &Doc<'_>, at: &str, fault: &Fault, scenario: &Scenario) -> Vec<Problem> {
    let mut problems = Vec::new();
    if !(fault.letter.is_ascii_lowercase() || fault.letter.is_ascii_digit()) {
        let problem = doc.problem(&format!("{at}.letter"), "the Run stage has no such letter");
        problems.push(problem.hint("Use a small letter from a to z, or a digit."));
    }
    if fault.predict.len() < 2 {
        let problem = doc.problem(&format!("{at}.id"), "there is nothing to choose from beforehand");
        problems.push(problem.hint("Add `predict` with two or more things that could happen."));
    }
    if let Some(id) = fault.workload.as_ref().filter(|id| scenario.workload.iter().all(|w| &w.id != *id)) {
        let ids: Vec<String> = scenario.workload.iter().map(|w| w.id.clone()).collect();
        let problem = doc.problem(&format!("{at}.workload"), format!("`{id}` is no workload here"));
        problems.push(problem.hint(suggestion(id, &ids)));
    }
    problems
}

fn check_moment(doc: &Doc<'_>, at: &str, (moment, for_s): (Moment, i64), run: &RunPlan) -> Option<Problem> {
    let ends = (moment.day - 1).saturating_mul(86_400) + moment.time.0 + for_s;
    let outside = moment.day < 1 || for_s < 0 || ends > run.days.saturating_mul(86_400);
    outside.then(|| {
        let problem = doc.problem(&format!("{at}.at"), "this is not within the run");
        problem.hint(format!("The run has the days 1 to {}.", run.days))
    })
}

fn check_trial(doc: &Doc<'_>, at: &str, trial: &Trial, run: &RunPlan) -> Vec<Problem> {
    let mut problems = Vec::new();
    let days = trial.run_days.unwrap_or(run.days);
    if !(1..=days).contains(&trial.days) {
        let problem =
            doc.problem(&format!("{at}.days"), format!("a run of {days} days has no last {} days", trial.days));
        problems.push(problem.hint("Destroy fewer days, or let the trial run longer with `run_days`."));
    }
    if trial.within_s <= 0 {
        problems.push(doc.problem(&format!("{at}.within_s"), "nothing is rebuilt in no time"));
    }
    problems
}
