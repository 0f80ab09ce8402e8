//! The catalogue file: glyphs that fit a cell, connections between components that exist, sources
//! that are cited.

use std::collections::BTreeMap;

use toml::de::DeTable;
use unicode_width::UnicodeWidthStr;

use super::{Looker, names};
use crate::content::{
    doc::{Doc, text_of, texts},
    pack::COMPONENTS,
    problem::Problem,
};

/// Checks the pack's own catalogue, if it has one.
pub(super) fn check(looker: &Looker<'_>) -> Vec<Problem> {
    looker.with_doc(COMPONENTS, |doc| {
        let mut problems = repeated_ids(doc);
        problems.extend(glyphs(doc));
        problems.extend(same_labels(doc));
        problems.extend(ends(doc, looker.known));
        problems.extend(sources(doc, looker));
        problems
    })
}

fn repeated_ids(doc: &Doc<'_>) -> Vec<Problem> {
    // The words of the catalogue mean other things than those of scenarios (`role` is a sentence
    // there), so only ids are looked at.
    names::check(doc, &names::Known::default()).into_iter().filter(|p| p.message.ends_with("there twice")).collect()
}

fn glyphs(doc: &Doc<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (i, component) in doc.tables("component").iter().enumerate() {
        let path = |key: &str| format!("component.{i}.{key}");
        if text_of(component, "glyph").is_some_and(|g| g.width() != 1) {
            problems.push(
                doc.problem(&path("glyph"), "the glyph does not fill exactly one column of a terminal")
                    .hint("Choose a narrow character that is no emoji."),
            );
        }
        if text_of(component, "ascii").is_some_and(|a| !a.chars().all(|c| c.is_ascii_graphic())) {
            problems.push(doc.problem(&path("ascii"), "the fallback glyph is not a visible ASCII character"));
        }
        if text_of(component, "label").is_some_and(|l| l.trim().is_empty()) {
            problems.push(doc.problem(&path("label"), "the label is empty"));
        }
    }
    problems
}

fn same_labels(doc: &Doc<'_>) -> Vec<Problem> {
    let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
    let mut problems = Vec::new();
    for (i, component) in doc.tables("component").iter().enumerate() {
        let (Some(name), Some(id)) = (text_of(component, "name"), text_of(component, "id")) else { continue };
        if let Some(first) = seen.insert(name, id) {
            problems.push(
                doc.problem(&format!("component.{i}.name"), format!("`{first}` has the same name"))
                    .hint("Give it a name that tells the two apart."),
            );
        }
    }
    problems
}

fn ends(doc: &Doc<'_>, known: &names::Known) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut look = |list: &str, i: usize, key: &str, table: &DeTable<'_>| {
        let Some(value) = table.get(key) else { return };
        for (id, span) in texts(value) {
            if !known.has_component(id) {
                let problem = doc.problem_at(span, format!("`{id}` is no component of the catalogue"));
                problems.push(problem.hint(format!("Correct `{key}` of {list} {}, or add the component.", i + 1)));
            }
        }
    };
    for (list, ends) in
        [("connection", &["from", "to"][..]), ("wrong", &["from", "to"]), ("placement", &["applies_to"])]
    {
        for (i, table) in doc.tables(list).iter().enumerate() {
            for key in ends {
                look(list, i, key, table);
            }
        }
    }
    problems
}

fn sources(doc: &Doc<'_>, looker: &Looker<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (list, key) in
        [("component", "sources"), ("connection", "source"), ("wrong", "source"), ("placement", "source")]
    {
        let cited = doc.tables(list).into_iter().filter_map(|t| t.get(key)).flat_map(texts);
        for (name, span) in cited {
            if !name.is_empty() && looker.pack.catalogue.source(name).is_none() {
                problems.push(
                    doc.problem_at(span, format!("`{name}` is not among the sources"))
                        .hint("Add it under `[sources]` at the top of the file."),
                );
            }
        }
    }
    problems
}
