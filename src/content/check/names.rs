//! Names that must lead somewhere, and ids that must be there once.
//!
//! One word means one thing in every file (a `component` is always an id of the catalogue, a `job`
//! always a job), so one walk over a document finds them all, however deep a selector lies.

use std::{collections::BTreeSet, ops::Range};

use toml::de::DeValue;

use crate::{
    content::{
        doc::{Doc, Entry, keys, text_of, texts},
        nearest::nearest,
        pack::Pack,
        problem::Problem,
    },
    domain::{
        flow::BUILT_IN_ROLES,
        scenario::{Job, Scenario},
    },
};

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Component,
    Job,
    Role,
    Format,
    Setting,
    Fact,
}

/// Keys whose texts (or, for tables, keys) name something.
const PLACES: &[(&str, Kind)] = &[
    ("component", Kind::Component),
    ("suggests", Kind::Component),
    ("job", Kind::Job),
    ("role", Kind::Role),
    ("gets", Kind::Format),
    ("makes", Kind::Format),
    ("takes", Kind::Format),
    ("carrying", Kind::Format),
    ("carries", Kind::Format),
    ("setting", Kind::Setting),
    ("setting_min", Kind::Setting),
    ("key", Kind::Setting),
    ("times", Kind::Setting),
    ("facts", Kind::Fact),
];

/// The rows of the original lab: letter and how many there are.
const FACTS: &[(char, u32)] = &[('L', 8), ('D', 24), ('F', 18), ('W', 10), ('N', 12), ('R', 11), ('Z', 13), ('P', 11)];

/// Every name there is, as seen from one file.
#[derive(Clone, Debug, Default)]
pub(super) struct Known {
    components: BTreeSet<String>,
    jobs: BTreeSet<String>,
    roles: BTreeSet<String>,
    formats: BTreeSet<String>,
    settings: BTreeSet<String>,
}

impl Known {
    /// Collects what every file of a pack may name.
    pub(super) fn of_pack(pack: &Pack) -> Self {
        let mut known = Self {
            components: pack.catalogue.components().iter().map(|c| c.id.to_string()).collect(),
            roles: BUILT_IN_ROLES.iter().map(|r| (*r).to_owned()).collect(),
            settings: pack.catalogue.settings().iter().map(|s| s.id.clone()).collect(),
            ..Self::default()
        };
        known.formats.extend(pack.catalogue.components().iter().flat_map(|c| &c.accepts).map(ToString::to_string));
        known.add_jobs(pack.catalogue.general_jobs());
        let takes = pack.catalogue.general_jobs().iter().flat_map(|j| &j.takes);
        known.formats.extend(takes.map(ToString::to_string));
        known
    }

    /// Adds what a scenario brings.
    pub(super) fn with_scenario(&self, scenario: &Scenario) -> Self {
        let mut known = self.clone();
        known.add_jobs(&scenario.job);
        known.roles.extend(scenario.roles.keys().cloned());
        known.formats.extend(scenario.offer.iter().flat_map(|o| &o.formats).map(ToString::to_string));
        known
    }

    fn add_jobs(&mut self, jobs: &[Job]) {
        for job in jobs {
            self.jobs.insert(job.id.to_string());
            self.formats.extend(job.makes.iter().map(ToString::to_string));
            self.settings.extend(job.setting.iter().map(|s| s.id.clone()));
        }
    }

    fn names(&self, kind: Kind) -> &BTreeSet<String> {
        match kind {
            Kind::Component => &self.components,
            Kind::Job => &self.jobs,
            Kind::Role => &self.roles,
            Kind::Setting => &self.settings,
            Kind::Format | Kind::Fact => &self.formats,
        }
    }

    /// Says what is wrong with a name, with a hint; nothing if it leads somewhere.
    fn objection(&self, kind: Kind, name: &str) -> Option<(String, String)> {
        if kind == Kind::Fact {
            return (!is_fact(name)).then(|| {
                (
                    format!("`{name}` is not a fact of the lab"),
                    "Facts are L1-8, D1-24, F1-18, W1-10, N1-12, R1-11, Z1-13, P1-11.".to_owned(),
                )
            });
        }
        let names = self.names(kind);
        if names.contains(name) {
            return None;
        }
        let what = match kind {
            Kind::Component => "component",
            Kind::Job => "job",
            Kind::Role => "role",
            Kind::Setting => "setting",
            Kind::Format | Kind::Fact => "format that anything offers or makes",
        };
        Some((format!("`{name}` is no {what} here"), suggestion(name, names)))
    }

    /// Says whether anything offers or makes a format.
    pub(super) fn has_format(&self, format: &str) -> bool {
        self.formats.contains(format)
    }

    /// Returns every format that anything offers or makes.
    pub(super) fn formats(&self) -> &BTreeSet<String> {
        &self.formats
    }

    /// Says whether there is such a component.
    pub(super) fn has_component(&self, id: &str) -> bool {
        self.components.contains(id)
    }
}

/// A hint that names the nearest known name, or the first few.
pub(super) fn suggestion<'a>(name: &str, known: impl IntoIterator<Item = &'a String>) -> String {
    let known: Vec<&str> = known.into_iter().map(String::as_str).collect();
    match nearest(name, known.iter().copied()) {
        Some(near) => format!("Did you mean `{near}`?"),
        None if known.is_empty() => "None is defined.".to_owned(),
        None if known.len() <= 12 => format!("Known here: {}.", known.join(", ")),
        None => "`archlab list --components` shows the components; jobs and settings stand in scenarios/jobs.toml and scenario.toml.".to_owned(),
    }
}

fn is_fact(name: &str) -> bool {
    let mut chars = name.chars();
    let letter = chars.next();
    let number = chars.as_str();
    let plain = !number.starts_with(['0', '+']);
    FACTS
        .iter()
        .any(|(l, last)| Some(*l) == letter && plain && number.parse::<u32>().is_ok_and(|n| (1..=*last).contains(&n)))
}

/// Checks every name of a document and that no id is there twice.
pub(super) fn check(doc: &Doc<'_>, known: &Known) -> Vec<Problem> {
    let entries = doc.entries();
    let mut problems: Vec<Problem> = entries.iter().flat_map(|entry| check_entry(doc, known, entry)).collect();
    problems.extend(entries.iter().flat_map(|entry| repeated(doc, entry)));
    problems
}

fn check_entry(doc: &Doc<'_>, known: &Known, entry: &Entry<'_, '_>) -> Vec<Problem> {
    let Some((_, kind)) = PLACES.iter().find(|(key, _)| *key == entry.key) else { return Vec::new() };
    if defines_formats(entry) || entry.path.ends_with(".is.setting") {
        return Vec::new();
    }
    let mut named: Vec<(&str, Range<usize>)> = texts(entry.value);
    if *kind == Kind::Setting {
        named.extend(keys(entry.value));
    }
    let object = |(name, span): (&str, Range<usize>)| {
        known.objection(*kind, name).map(|(message, hint)| doc.problem_at(span, message).hint(hint))
    };
    named.into_iter().filter_map(object).collect()
}

/// A job's own `makes` brings formats into the world; a selector's only speaks of them.
fn defines_formats(entry: &Entry<'_, '_>) -> bool {
    let depth = entry.path.split('.').count();
    entry.key == "makes" && entry.path.starts_with("job.") && depth == 3
}

/// The names of those whom a setting is for: parts that differ may each have one of the same id,
/// with a default of its own.
fn of_whom(item: &toml::Spanned<DeValue<'_>>) -> Vec<String> {
    let of = item.get_ref().as_table().and_then(|t| t.get("of")).and_then(|of| of.get_ref().as_table());
    let names = of.into_iter().flat_map(|of| of.iter()).flat_map(|(_, value)| texts(value));
    names.map(|(name, _)| name.to_owned()).collect()
}

/// Reports ids that a list of tables has twice.
fn repeated(doc: &Doc<'_>, entry: &Entry<'_, '_>) -> Vec<Problem> {
    let DeValue::Array(list) = entry.value.get_ref() else { return Vec::new() };
    let mut problems = Vec::new();
    for key in ["id", "code", "term"] {
        let mut seen = BTreeSet::new();
        for (i, item) in list.iter().enumerate() {
            let Some(id) = item.get_ref().as_table().and_then(|t| text_of(t, key)) else { continue };
            if !seen.insert((id, of_whom(item))) {
                let problem = doc.problem(&format!("{}.{i}.{key}", entry.path), format!("`{id}` is there twice"));
                problems.push(problem.hint(format!("Give each `{}` its own `{key}`.", entry.key)));
            }
        }
    }
    problems
}
