//! Answers in words for people: what a selector looks for, what was found, what nearly fits and
//! where a way ends. Decides nothing; [`super::ask`] does.

use crate::domain::{
    component::{Archetype, LinkKind},
    flow::{Flow, join_words, setting},
    id::{ComponentId, Format, JobId},
    query::{PathQuery, Selector},
    value::Value,
};

/// Describes what a selector looks for: "S3 bucket", "converter", "step with the job load".
pub fn describe(flow: &Flow<'_>, s: &Selector) -> String {
    let what = nouns(flow, s);
    let what: Vec<&str> = what.iter().take(4).map(String::as_str).collect();
    let mut text = if what.is_empty() { "step".to_owned() } else { join_words(&what, "or") };
    if !s.job.is_empty() {
        let jobs: Vec<&str> = s.job.iter().map(JobId::as_str).collect();
        text = format!("{text} with the job {}", join_words(&jobs, "or"));
    }
    if !s.gets.is_empty() {
        text = format!("{text} that gets {}", formats(&s.gets));
    }
    if !s.makes.is_empty() {
        text = format!("{text} that gives {}", formats(&s.makes));
    }
    text
}

/// The most telling words that a selector has for what it looks for.
fn nouns(flow: &Flow<'_>, s: &Selector) -> Vec<String> {
    let name = |id: &ComponentId| flow.catalogue.get(id).map_or_else(|| id.to_string(), |c| c.label.clone());
    let spaced = |word: &str| word.replace('_', " ");
    if !s.component.is_empty() {
        return s.component.iter().map(name).collect();
    }
    if !s.archetype.is_empty() {
        return s.archetype.iter().map(|a| spaced(a.word())).collect();
    }
    if !s.role.is_empty() {
        return s.role.iter().map(|r| role_words(r)).collect();
    }
    s.category.iter().map(|c| spaced(c.word())).collect()
}

fn role_words(role: &str) -> String {
    match role {
        "keeps" => "store".to_owned(),
        "code" => "step that runs code".to_owned(),
        "passive" => "passive store".to_owned(),
        other => other.replace('_', " "),
    }
}

fn formats(list: &[Format]) -> String {
    join_words(&list.iter().map(Format::as_str).collect::<Vec<_>>(), "or")
}

/// Puts "a" or "an" before a description, as it is spoken.
pub fn with_article(text: &str) -> String {
    let word = text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let spelt = word.len() > 1 && word.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit()) && word != "NAT";
    let vowels = if spelt { "AEFHILMNORSX" } else { "AEIOaeio" };
    let an = word.chars().next().is_some_and(|c| vowels.contains(c));
    format!("{} {text}", if an { "an" } else { "a" })
}

/// "is" or "are".
pub fn are(nodes: &[usize]) -> &'static str {
    if nodes.len() == 1 { "is" } else { "are" }
}

/// Says what the nodes were found by: a neighbour, a setting, or simply being there.
pub fn witness(flow: &Flow<'_>, s: &Selector, nodes: &[usize]) -> String {
    let names = flow.names(nodes);
    if let Some(b) = &s.beside {
        let mut others: Vec<usize> = nodes.iter().flat_map(|&n| flow.matching_beside(b, n)).collect();
        others.sort_unstable();
        others.dedup();
        return format!("{names} {} linked to {}", are(nodes), flow.names(&others));
    }
    let settings = nodes.first().map_or_else(Vec::new, |&n| setting::all(flow, n));
    let keys = s.setting.keys().chain(s.setting_min.keys());
    let shown = keys.filter_map(|k| settings.iter().find(|(spec, _)| &spec.id == k));
    let shown: Vec<String> = shown.map(|(spec, e)| format!("{}: {}", spec.name, e.value)).collect();
    if shown.is_empty() { format!("{names} {} there", are(nodes)) } else { format!("{names} ({})", shown.join(", ")) }
}

/// Nothing fits a selector: names the nodes that would but for one thing, or says that there is
/// none at all.
pub fn nearly(flow: &Flow<'_>, s: &Selector) -> (Vec<usize>, String) {
    let roles = s.role.iter().filter_map(|r| flow.scenario.and_then(|sc| sc.roles.get(r)));
    let by_one_thing = [s].into_iter().chain(roles).find_map(|s| relaxed(flow, s));
    by_one_thing.unwrap_or_else(|| (Vec::new(), format!("there is no {} on the board", describe(flow, s))))
}

/// A condition of a selector that may be the only thing missing, and the selector without it.
type Relaxed = (fn(&mut Selector), fn(&Flow<'_>, &Selector, &[usize]) -> String);

const RELAXED: &[Relaxed] = &[
    (|s| s.gets.clear(), |flow, s, n| format!("{} {} no {}", flow.names(n), one(n, "gets", "get"), formats(&s.gets))),
    (
        |s| s.makes.clear(),
        |flow, s, n| format!("{} {} no {}", flow.names(n), one(n, "gives", "give"), formats(&s.makes)),
    ),
    (|s| s.beside = None, unlinked),
    (
        |s| {
            s.setting.clear();
            s.setting_min.clear();
        },
        |flow, s, n| format!("{}: {}", flow.names(n), unmet_settings(flow, s, n[0])),
    ),
    (
        |s| s.except.retain(|e| e.setting.is_empty()),
        |flow, s, n| format!("{}: {}", flow.names(n), unwanted_settings(flow, s, n[0])),
    ),
];

fn relaxed(flow: &Flow<'_>, s: &Selector) -> Option<(Vec<usize>, String)> {
    RELAXED.iter().find_map(|(relax, say)| {
        let mut wider = s.clone();
        relax(&mut wider);
        if wider == *s || wider == Selector::default() {
            return None;
        }
        let nodes = flow.select(&wider);
        (!nodes.is_empty()).then(|| (nodes.clone(), say(flow, s, &nodes)))
    })
}

fn one(nodes: &[usize], one: &'static str, many: &'static str) -> &'static str {
    if nodes.len() == 1 { one } else { many }
}

fn unlinked(flow: &Flow<'_>, s: &Selector, nodes: &[usize]) -> String {
    let what = s.beside.as_ref().map_or_else(String::new, |b| describe(flow, &b.node));
    format!("{} {} not linked to any {what}", flow.names(nodes), are(nodes))
}

/// Names the settings that keep a node out: "load mode is append, wanted merge".
fn unmet_settings(flow: &Flow<'_>, s: &Selector, node: usize) -> String {
    let specs = setting::all(flow, node);
    let name = |key: &str| specs.iter().find(|(spec, _)| spec.id == key).map_or(key, |(spec, _)| &spec.name).to_owned();
    let now = |key: &str| specs.iter().find(|(spec, _)| spec.id == key).map(|(_, e)| e.value.clone());
    let is = |key: &str| now(key).map_or_else(|| "not set".to_owned(), |v| v.to_string());
    let exact = s.setting.iter().filter(|(k, v)| now(k).as_ref() != Some(v));
    let exact = exact.map(|(k, v)| format!("{} is {}, wanted {v}", name(k), is(k)));
    let short = s.setting_min.iter().filter(|(k, min)| !matches!(now(k), Some(Value::Int(v)) if v >= **min));
    let short = short.map(|(k, min)| format!("{} is {}, wanted at least {min}", name(k), is(k)));
    exact.chain(short).collect::<Vec<_>>().join("; ")
}

/// Names the settings that a node should not have: "load mode is append".
fn unwanted_settings(flow: &Flow<'_>, s: &Selector, node: usize) -> String {
    let specs = setting::all(flow, node);
    let unwanted = s.except.iter().flat_map(|e| &e.setting);
    let held = unwanted.filter_map(|(k, v)| specs.iter().find(|(spec, e)| &spec.id == k && e.value == *v));
    held.map(|(spec, e)| format!("{} is {}", spec.name, e.value)).collect::<Vec<_>>().join("; ")
}

/// Says where a way ends, what does not follow, and what holds it up there. `last` is the query
/// when only its end is missing.
pub fn stuck(flow: &Flow<'_>, node: usize, next: &Selector, last: Option<&PathQuery>) -> String {
    let carrying = last.filter(|q| !q.carrying.is_empty());
    let carrying = carrying.map_or_else(String::new, |q| format!(" with {}", formats(&q.carrying)));
    let by = last.map_or(&[][..], |q| &q.by);
    let held = held_up(flow, node, by).map_or_else(String::new, |why| format!(" ({why})"));
    let next = with_article(&describe(flow, next));
    let direct = if last.is_some_and(|q| q.within == Some(1)) { "direct " } else { "" };
    format!("from {} no {direct}way leads on to {next}{carrying}{held}", flow.label(node))
}

/// Says what keeps the first arrow that leads on from a node from going, if one is kept.
pub fn held_up(flow: &Flow<'_>, node: usize, by: &[LinkKind]) -> Option<String> {
    let counts = |kind: LinkKind| if by.is_empty() { kind.carries_records() } else { by.contains(&kind) };
    flow.nodes[node].out.iter().filter(|&&l| counts(flow.links[l].link.kind)).find_map(|&l| {
        let link = &flow.links[l];
        let to = flow.label(link.to);
        if !link.legality.is_legal() {
            Some(format!("the arrow to {to} cannot work"))
        } else if !link.live {
            let waits = if link.link.kind == LinkKind::Pull { to } else { flow.label(node) };
            Some(format!("nothing starts {waits}"))
        } else if flow.rejects_all(l) {
            Some(format!("{to} cannot take {}", formats(&link.formats.iter().cloned().collect::<Vec<_>>())))
        } else {
            None
        }
    })
}

/// Says whether a node stands beside the main way: where failed work waits, or who is told.
pub fn is_aside(flow: &Flow<'_>, node: usize) -> bool {
    let aside = [Archetype::Notifier, Archetype::Alarm, Archetype::Person, Archetype::Watch, Archetype::Archive];
    flow.nodes[node].node.component.as_str() == "sqs_dlq" || aside.iter().any(|&a| flow.is(node, a))
}
