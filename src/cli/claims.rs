//! What a pack claims about itself, tried out: references meet every need and reach every target,
//! before and after the change, naive designs raise
//! their one error, lessons can be solved and are not solved yet, questions hear what they should.
//!
//! `archlab check` runs this after the content room found every name in order.

use std::{
    collections::BTreeSet,
    ops::{ControlFlow, Range},
};

use crate::{
    content::{Pack, Problem, Source},
    domain::{
        board::Board,
        component::Catalogue,
        flow::Flow,
        lesson::{Lesson, Task, TaskRecord},
        practice::Shows,
        scenario::{Design, DesignKind, Phase, Quality, Scenario},
        verdict::Review,
    },
    interview::fixtures,
    review::{
        review,
        task::{Asked, amount, judge},
    },
    sim::{
        measure::{Choice, measure},
        practice,
        report::Gauge,
    },
};

/// Returns every claim of a pack that does not hold.
pub fn broken(pack: &Pack, source: &dyn Source) -> Vec<Problem> {
    let mut problems = Vec::new();
    for scenario in &pack.scenarios {
        problems.extend(scenario.designs.iter().flat_map(|design| of_design(pack, source, scenario, design)));
        problems.extend(of_questions(source, scenario));
    }
    problems.extend(pack.lessons.iter().flat_map(|lesson| of_lesson(pack, source, lesson)));
    problems
}

fn of_design(pack: &Pack, source: &dyn Source, scenario: &Scenario, design: &Design) -> Vec<Problem> {
    let file = file_of(source, "scenarios", &format!("{}/designs/{}.board.toml", scenario.id, design.id));
    let reviewed = |changed| review(&design.board, &pack.catalogue, Some(scenario), changed);
    let said: Vec<String> = match design.info.kind {
        DesignKind::Material => Vec::new(),
        DesignKind::Naive => not_naive(&reviewed(false), design.info.finding.as_deref().unwrap_or_default()),
        DesignKind::Reference => {
            let mut said = not_a_reference(&reviewed(false), "");
            said.extend(misses(pack, scenario, design, false));
            if scenario.change.is_some() {
                said.extend(not_a_reference(&reviewed(true), " after the change"));
                if runs_otherwise(scenario) {
                    said.extend(misses(pack, scenario, design, true));
                }
            }
            said
        }
    };
    said.into_iter().map(|message| Problem::whole(&file, message)).collect()
}

fn not_a_reference(verdict: &Review, when: &str) -> Vec<String> {
    let open = verdict.needs.iter().filter(|n| !n.met);
    let needs = open.map(|n| format!("the reference design leaves `{}` open{when}: {}", n.id, n.why));
    let errors = verdict.errors().map(|f| format!("the reference design raises `{}`{when}: {}", f.code, f.message));
    needs.chain(errors).collect()
}

/// Whether a run after the change is another one than before it.
fn runs_otherwise(scenario: &Scenario) -> bool {
    let workloads = scenario.workload.iter().map(|w| w.phase);
    let faults = scenario.fault.iter().map(|f| f.phase);
    let mut phases = workloads.chain(faults).chain(scenario.trial.iter().map(|t| t.phase));
    phases.any(|p| p != Phase::Both) || scenario.run.as_ref().is_some_and(|r| r.target_after.is_some())
}

/// Runs a reference once with every fault and trial, before or after the change, and returns the
/// targets that it misses. More repetitions are for the tests of a pack.
fn misses(pack: &Pack, scenario: &Scenario, design: &Design, changed: bool) -> Vec<String> {
    if scenario.run.is_none() {
        return Vec::new();
    }
    let when = if changed { " after the change" } else { "" };
    let scenario = &*scenario.in_force(changed);
    let flow = Flow::of(&design.board, &pack.catalogue, Some(scenario));
    let choice = Choice { replications: Some(1), ..Choice::default() };
    let report = match measure(&flow, scenario, &choice, &mut |_| ControlFlow::Continue(())) {
        Ok(report) => report,
        Err(why) => return vec![format!("the reference design does not run{when}: {why}")],
    };
    let open = |q: &Quality| report.as_ref().map(|r| r.gauges.of(*q)).filter(|g| !g.met);
    let missed = Quality::ALL.iter().filter_map(|q| Some((q, open(q)?)));
    let say = |(q, g): (&Quality, &Gauge)| {
        format!("the reference design reaches {} of {} % in {q}{when}: {}", g.percent, g.target, g.why)
    };
    missed.map(say).collect()
}

fn not_naive(verdict: &Review, finding: &str) -> Vec<String> {
    let codes: Vec<&str> = verdict.errors().map(|f| f.code.as_str()).collect();
    if codes == [finding] {
        return Vec::new();
    }
    let raised = if codes.is_empty() { "no error".to_owned() } else { codes.join(", ") };
    vec![format!("the naive design should raise exactly one error, `{finding}`; it raises {raised}")]
}

fn of_questions(source: &dyn Source, scenario: &Scenario) -> Vec<Problem> {
    let file = file_of(source, "scenarios", &format!("{}/client.toml", scenario.id));
    let mut problems = Vec::new();
    for question in &scenario.interview.question {
        let said = fixtures::faults(question);
        problems.extend(said.into_iter().map(|message| located(source, &file, &question.id, message)));
    }
    problems
}

fn of_lesson(pack: &Pack, source: &dyn Source, lesson: &Lesson) -> Vec<Problem> {
    let file = file_of(source, "lessons", &format!("{}.md", lesson.head.id));
    let mut board = &lesson.board;
    let mut problems = Vec::new();
    for task in lesson.tasks() {
        board = task.begins_on(&lesson.board).unwrap_or(board);
        let said = of_task(pack, task, board);
        problems.extend(said.into_iter().map(|message| located(source, &file, &task.id, message)));
        board = task.solved.as_ref().unwrap_or(board);
    }
    for shows in &lesson.shows {
        problems.extend(of_shows(pack, shows).map(|message| located_by(source, &file, "says", &shows.says, message)));
    }
    problems
}

/// Tries a task on the board as it comes up, and solved.
fn of_task(pack: &Pack, task: &Task, board: &Board) -> Option<String> {
    let catalogue = &pack.catalogue;
    let (record, selected) = (TaskRecord::default(), BTreeSet::new());
    if judge(&Asked { task, board, catalogue, record: &record, selected: &selected }).done {
        return Some(format!("task `{}` is done before anything was done", task.id));
    }
    if let Some(message) = too_easy(task, board, catalogue) {
        return Some(message);
    }
    let mut board = task.solved.clone().unwrap_or_else(|| board.clone());
    if let (None, Some(name)) = (&task.solved, &task.named) {
        board.name.clone_from(name);
    }
    let chosen = task.choose.as_ref().map(|c| c.right);
    let played = practice::played(task, &board, catalogue);
    let record = TaskRecord { chosen: chosen.or(played.chosen), ..played };
    let flow = Flow::of(&board, catalogue, None);
    let right = task.point.as_ref().map(|p| flow.select(&p.nodes)).unwrap_or_default();
    let selected = flow.ids(&right).into_iter().collect();
    let verdict = judge(&Asked { task, board: &board, catalogue, record: &record, selected: &selected });
    if !verdict.done {
        return Some(format!("the solution of task `{}` does not pass: {}", task.id, verdict.why));
    }
    ambiguous(task, &record)
}

/// Where a solution is to be drawn, running the board as it comes up must not do.
fn too_easy(task: &Task, board: &Board, catalogue: &Catalogue) -> Option<String> {
    let record = practice::played(task, board, catalogue);
    let (selected, drawn) = (BTreeSet::new(), task.run.is_some() && task.solved.is_some());
    let done = drawn && judge(&Asked { task, board, catalogue, record: &record, selected: &selected }).done;
    done.then(|| format!("task `{}` is done by running the board as it comes up", task.id))
}

/// Of what can be foretold exactly one thing must come true.
fn ambiguous(task: &Task, record: &TaskRecord) -> Option<String> {
    let run = task.run.as_ref()?;
    let predict = run.predict.as_ref()?;
    let value = run.predicted(&record.runs)?.figure(run.main());
    let right = predict.options.iter().filter(|g| g.holds(value)).count();
    (right != 1).then(|| format!("{right} of the answers offered by task `{}` come true, it must be one", task.id))
}

/// Tries what a lesson says of a board: that a review finds something, or what a run shows.
fn of_shows(pack: &Pack, shows: &Shows) -> Option<String> {
    let board = practice::with_settings(shows.drawn.as_ref()?, &shows.differ);
    let plan = shows.run.as_ref().and_then(|r| r.plan.as_deref());
    if let Some(code) = &shows.finding {
        let found = review(&board, &pack.catalogue, plan, false).findings;
        if found.iter().all(|f| &f.code != code) {
            let codes: Vec<&str> = found.iter().map(|f| f.code.as_str()).collect();
            return Some(format!("the board `{}` does not raise `{code}`, but {}", shows.board, codes.join(", ")));
        }
    }
    let run = shows.run.as_ref()?;
    match practice::run(&board, &pack.catalogue, run, None) {
        Err(why) => Some(format!("the board `{}` cannot be run: {why}", shows.board)),
        Ok(seen) => {
            let want = run.unmet(std::slice::from_ref(&seen))?;
            let is = amount(want.figure, seen.figure(want.figure));
            Some(format!("a run of the board `{}` gives {}: {is}", shows.board, want.figure))
        }
    }
}

/// Finds the file below a folder whose path ends like this; folders carry a number in front.
fn file_of(source: &dyn Source, folder: &str, ending: &str) -> String {
    let is_it = |path: &String| path.strip_suffix(ending).is_some_and(|front| front.ends_with(['/', '-']));
    source.list(folder).into_iter().find(is_it).unwrap_or_else(|| format!("{folder}/{ending}"))
}

/// Points at the id of a task or question in its file.
fn located(source: &dyn Source, file: &str, id: &str, message: String) -> Problem {
    located_by(source, file, "id", id, message)
}

fn located_by(source: &dyn Source, file: &str, key: &str, value: &str, message: String) -> Problem {
    let text = source.read(file).unwrap_or_default();
    match span_of(&text, key, value) {
        Some(span) => Problem::at(file, &text, span, message),
        None => Problem::whole(file, message),
    }
}

fn span_of(text: &str, key: &str, value: &str) -> Option<Range<usize>> {
    let line = format!("\n{key} = \"{value}\"");
    let start = text.find(&line)? + 1;
    Some(start..start + line.len() - 1)
}
