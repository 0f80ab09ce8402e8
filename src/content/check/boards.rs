//! A board as an author wrote it: parts that lie on each other, links that lead nowhere.
//!
//! Whether the board is any good is the work of `review`.

use std::collections::BTreeMap;

use toml::de::DeTable;

use super::names::{self, Known, suggestion};
use crate::{
    content::{
        doc::{Doc, keys, numbers_of, text_of, texts},
        problem::Problem,
    },
    domain::{
        board::{Board, Zone},
        component::Catalogue,
        flow::{Flow, setting},
        grid::GRID_MAX,
        id::{NodeId, ZoneId},
        scenario::Scenario,
        settings::{SettingKind, SettingSpec},
    },
};

/// What a board is checked against.
pub(super) struct Against<'a> {
    pub(super) board: &'a Board,
    pub(super) catalogue: &'a Catalogue,
    pub(super) scenario: Option<&'a Scenario>,
    pub(super) known: &'a Known,
}

/// Checks a board's file.
pub(super) fn check(doc: &Doc<'_>, against: &Against<'_>) -> Vec<Problem> {
    let mut problems = names::check(doc, against.known);
    problems.extend(off_the_grid(doc));
    problems.extend(shared_cells(doc));
    problems.extend(shared_labels(doc));
    problems.extend(loose_ends(doc, against.board));
    problems.extend(crossing_zones(doc, against.board));
    problems.extend(settings(doc, against));
    problems
}

fn off_the_grid(doc: &Doc<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (list, key) in [("node", "at"), ("zone", "area")] {
        for (i, table) in doc.tables(list).iter().enumerate() {
            if numbers_of(table, key).iter().any(|n| !(0..=i64::from(GRID_MAX)).contains(n)) {
                problems.push(
                    doc.problem(&format!("{list}.{i}.{key}"), "this lies outside the grid")
                        .hint(format!("Columns and rows go from 0 to {GRID_MAX}.")),
                );
            }
        }
    }
    problems
}

fn shared_cells(doc: &Doc<'_>) -> Vec<Problem> {
    repeated(
        doc,
        "at",
        |node| Some(numbers_of(node, "at")),
        |first| (format!("`{first}` already stands in this cell"), "Move one of the two.".to_owned()),
    )
}

fn shared_labels(doc: &Doc<'_>) -> Vec<Problem> {
    let label = |node: &DeTable<'_>| text_of(node, "label").map(|l| l.trim().to_lowercase());
    let problems = repeated(doc, "label", label, |first| {
        (
            format!("`{first}` has the same label"),
            "Questions name nodes by their labels: tell the two apart.".to_owned(),
        )
    });
    problems.into_iter().map(Problem::warning).collect()
}

/// Reports nodes that have something in common with an earlier one.
fn repeated<K: Ord>(
    doc: &Doc<'_>,
    key: &str,
    of: impl Fn(&DeTable<'_>) -> Option<K>,
    say: impl Fn(&str) -> (String, String),
) -> Vec<Problem> {
    let mut seen: BTreeMap<K, String> = BTreeMap::new();
    let mut problems = Vec::new();
    for (i, node) in doc.tables("node").iter().enumerate() {
        let (Some(value), Some(id)) = (of(node), text_of(node, "id")) else { continue };
        if let Some(first) = seen.get(&value) {
            let (message, hint) = say(first);
            problems.push(doc.problem(&format!("node.{i}.{key}"), message).hint(hint));
        } else {
            seen.insert(value, id.to_owned());
        }
    }
    problems
}

fn loose_ends(doc: &Doc<'_>, board: &Board) -> Vec<Problem> {
    let ids: Vec<String> = board.nodes.keys().map(ToString::to_string).collect();
    let mut problems = Vec::new();
    for (i, link) in doc.tables("link").iter().enumerate() {
        for key in ["from", "to"] {
            let Some(end) = text_of(link, key).filter(|end| !board.nodes.contains_key(*end)) else { continue };
            let problem = doc.problem(&format!("link.{i}.{key}"), format!("there is no node `{end}`"));
            problems.push(problem.hint(suggestion(end, &ids)));
        }
        if text_of(link, "from").is_some_and(|from| Some(from) == text_of(link, "to")) {
            let problem = doc.problem(&format!("link.{i}.to"), "this link leads back to where it starts");
            problems.push(problem.hint("Give it another end, or take it out."));
        }
    }
    for note in doc.tables("note") {
        let covered = note.get("covers").into_iter().flat_map(texts);
        for (id, span) in covered.filter(|(id, _)| !board.nodes.contains_key(*id) && !board.links.contains_key(*id)) {
            problems.push(doc.problem_at(span, format!("there is no node or link `{id}`")).hint(suggestion(id, &ids)));
        }
    }
    problems
}

fn crossing_zones(doc: &Doc<'_>, board: &Board) -> Vec<Problem> {
    let tables = doc.tables("zone");
    let zones: Vec<Option<&Zone>> = tables.iter().map(|t| board.zones.get(&ZoneId::new(text_of(t, "id")?))).collect();
    let mut problems = Vec::new();
    for (i, zone) in zones.iter().enumerate() {
        let crossed = zones[..i].iter().flatten().find(|other| zone.is_some_and(|z| cross(z, other)));
        if let Some(other) = crossed {
            problems.push(
                doc.problem(&format!("zone.{i}.area"), format!("this zone and `{}` overlap in part", other.id))
                    .hint("Zones lie inside each other or apart."),
            );
        }
    }
    problems
}

fn cross(a: &Zone, b: &Zone) -> bool {
    a.area.overlaps(b.area) && !a.area.encloses(b.area) && !b.area.encloses(a.area)
}

fn settings(doc: &Doc<'_>, against: &Against<'_>) -> Vec<Problem> {
    let flow = Flow::of(against.board, against.catalogue, against.scenario);
    let mut problems = Vec::new();
    for (i, table) in doc.tables("node").iter().enumerate() {
        let Some(set) = table.get("set") else { continue };
        let Some(n) = text_of(table, "id").and_then(|id| flow.find(&NodeId::new(id))) else { continue };
        let specs = setting::specs(&flow, n);
        for (key, span) in keys(set) {
            let value = flow.nodes[n].node.settings.get(key);
            match specs.iter().find(|s| s.id == key) {
                None => {
                    let ids: Vec<String> = specs.iter().map(|s| s.id.clone()).collect();
                    let problem = doc.problem_at(span, format!("this node has no setting `{key}`"));
                    problems.push(problem.hint(suggestion(key, &ids)));
                }
                Some(spec) if value.is_some_and(|v| !spec.allows(v)) => problems.push(
                    doc.problem(&format!("node.{i}.set.{key}"), format!("`{key}` cannot be set to this"))
                        .hint(allowed(spec)),
                ),
                Some(_) => {}
            }
        }
    }
    problems
}

/// Says in words what a setting may be.
pub(super) fn allowed(spec: &SettingSpec) -> String {
    match &spec.kind {
        SettingKind::Switch => "It is true or false.".to_owned(),
        SettingKind::Number { min, max, unit } => {
            format!("It is a whole number from {min} to {max} {unit}").trim_end().to_owned() + "."
        }
        SettingKind::Choice(words) => format!("It is one of: {}.", words.join(", ")),
    }
}
