//! Scenarios: needs, rules, designs and the letter.

use std::collections::BTreeMap;

use super::{
    Looker,
    boards::{self, Against, allowed},
    interview,
    names::{self, Known},
    runs,
};
use crate::{
    content::{board, doc::Doc, pack::scenario_folders, problem::Problem, scenario::board_name},
    domain::scenario::{DesignInfo, DesignKind, Interview, Scenario},
};

/// The longest a need may be in the needs list.
const SHORT: usize = 30;

/// Checks every scenario's folder.
pub(super) fn check(looker: &Looker<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut ids: BTreeMap<String, String> = BTreeMap::new();
    for folder in scenario_folders(looker.source) {
        let file = format!("{folder}/scenario.toml");
        let Some(text) = looker.source.read(&file) else { continue };
        let Ok(scenario) = toml::from_str::<Scenario>(&text) else { continue };
        let known = looker.known.with_scenario(&scenario);
        problems.extend(looker.with_doc(&file, |doc| {
            let mut found = check_scenario(doc, &scenario, &known);
            found.extend(check_place(doc, &scenario, &folder));
            if let Some(other) = ids.insert(scenario.id.to_string(), file.clone()) {
                found.push(doc.problem("id", format!("{other} has the same id")));
            }
            found
        }));
        problems.extend(check_folder(looker, &folder, &scenario, &known));
    }
    problems
}

fn check_folder(looker: &Looker<'_>, folder: &str, scenario: &Scenario, known: &Known) -> Vec<Problem> {
    let brief = format!("{folder}/brief.md");
    let mut problems = Vec::new();
    if looker.source.read(&brief).is_some_and(|t| t.trim().is_empty()) {
        problems.push(Problem::whole(&brief, "the letter is empty"));
    }
    let client = format!("{folder}/client.toml");
    let text = looker.source.read(&client).unwrap_or_default();
    if let Ok(played) = toml::from_str::<Interview>(&text) {
        problems.extend(looker.with_doc(&client, |doc| interview::check(doc, &played, scenario, known)));
    }
    let mut references = 0;
    for file in looker.source.list(&format!("{folder}/designs")).iter().filter(|f| board_name(f).is_some()) {
        problems.extend(looker.with_doc(file, |doc| {
            let Ok((board, info)) = board::read(&looker.source.read(file).unwrap_or_default()) else {
                return Vec::new();
            };
            references += usize::from(info.as_ref().is_some_and(|i| i.kind == DesignKind::Reference));
            let catalogue = &looker.pack.catalogue;
            let mut found = boards::check(doc, &Against { board: &board, catalogue, scenario: Some(scenario), known });
            found.extend(info.iter().filter_map(|info| check_info(doc, info)));
            if board.scenario.as_ref() != Some(&scenario.id) {
                let problem = doc.problem("scenario", "the design does not name the scenario it belongs to");
                found.push(problem.hint(format!("Write `scenario = \"{}\"`.", scenario.id)));
            }
            found
        }));
    }
    if references < 2 {
        let problem =
            Problem::whole(&format!("{folder}/designs"), format!("{references} reference designs, two are needed"));
        problems.push(problem.hint("Show at least two different ways to meet every need.").warning());
    }
    problems
}

fn check_info(doc: &Doc<'_>, info: &DesignInfo) -> Option<Problem> {
    match (info.kind, &info.finding) {
        (DesignKind::Naive, None) => Some(
            doc.problem("design.kind", "a naive design must say which finding it raises")
                .hint("Add `finding = \"…\"`."),
        ),
        (DesignKind::Reference, Some(_)) => {
            Some(doc.problem("design.finding", "a reference design raises no finding").hint("Take `finding` out."))
        }
        _ => None,
    }
}

fn check_place(doc: &Doc<'_>, scenario: &Scenario, folder: &str) -> Option<Problem> {
    let name = folder.rsplit('/').next()?;
    let expected = format!("{}-{}", scenario.order, scenario.id);
    (name != expected).then(|| {
        doc.problem("id", format!("the folder is called `{name}`, not `{expected}`"))
            .hint("Name the folder by order and id.")
            .warning()
    })
}

fn check_scenario(doc: &Doc<'_>, scenario: &Scenario, known: &Known) -> Vec<Problem> {
    let mut problems = names::check(doc, known);
    for role in ["source", "sink"].iter().filter(|r| !scenario.roles.contains_key(**r)) {
        let problem = doc.problem("roles", format!("the scenario does not say what its `{role}` is"));
        problems.push(problem.hint(format!("Add `{role} = {{ component = … }}` under [roles].")));
    }
    problems.extend(check_needs(doc, scenario));
    problems.extend(check_rules(doc, scenario));
    problems.extend(check_jobs(doc, scenario));
    problems.extend(runs::check(doc, scenario, known));
    problems
}

fn check_needs(doc: &Doc<'_>, scenario: &Scenario) -> Vec<Problem> {
    let mut problems = Vec::new();
    if scenario.need.is_empty() {
        problems.push(doc.problem("id", "the client needs nothing").hint("Add at least one [[need]]."));
    }
    for (i, need) in scenario.need.iter().enumerate() {
        let length = need.short.chars().count();
        if length > SHORT {
            problems.push(
                doc.problem(
                    &format!("need.{i}.short"),
                    format!("{length} characters, the needs list has room for {SHORT}"),
                )
                .hint("Shorten it; the whole need stands in `text`."),
            );
        }
        if need.facts.is_empty() {
            let problem = doc.problem(&format!("need.{i}.facts"), "the need cites no fact of the lab");
            problems.push(problem.hint("Name the rows it honours, such as `facts = [\"F8\"]`."));
        }
    }
    problems
}

fn check_rules(doc: &Doc<'_>, scenario: &Scenario) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (i, rule) in scenario.rule.iter().enumerate() {
        for name in interview::placeholders(&rule.message).into_iter().filter(|n| *n != "nodes") {
            let problem = doc.problem(&format!("rule.{i}.message"), format!("nothing fills `{{{name}}}`"));
            problems.push(problem.hint("Only `{nodes}` stands for something here."));
        }
    }
    problems
}

fn check_jobs(doc: &Doc<'_>, scenario: &Scenario) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (i, job) in scenario.job.iter().enumerate() {
        for (s, spec) in job.setting.iter().enumerate().filter(|(_, spec)| !spec.allows(&spec.default)) {
            let problem =
                doc.problem(&format!("job.{i}.setting.{s}.default"), "the default is not allowed by its own kind");
            problems.push(problem.hint(allowed(spec)));
        }
    }
    problems
}
