//! What the model holds and what it leaves out, drawn from the catalogue and from the engine's own
//! tables.
//!
//! Whether an archetype takes part is read off the engine, which figures count for it off the
//! tables that the engine itself goes by. Only the sentences are written by hand, in [`words`].

mod words;

use std::fmt::Write as _;

use serde::Serialize;

use super::plant::{Kind, figures};
use crate::domain::{
    board::{Board, Node},
    component::{Archetype, Catalogue, Component},
    flow::{Flow, setting},
    grid::Cell,
    value::Value,
};

/// What the model holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fidelity {
    /// When the figures were last checked.
    pub as_of: String,
    /// One entry per archetype that the catalogue has.
    pub archetypes: Vec<Modelled>,
    /// What is left out everywhere.
    pub left_out: Vec<&'static str>,
}

/// How an archetype is modelled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Modelled {
    /// Its word.
    pub archetype: &'static str,
    /// Whether it takes part in a run.
    pub takes_part: bool,
    /// What it does in a run.
    pub does: &'static [&'static str],
    /// What it does in life and not in a run.
    pub leaves_out: &'static [&'static str],
    /// Its components.
    pub components: Vec<Part>,
}

/// A component and its figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Part {
    /// Its id.
    pub id: String,
    /// Figures of the catalogue that a run uses.
    pub uses: Vec<Figure>,
    /// Figures of the catalogue that it does not use.
    pub ignores: Vec<Figure>,
    /// What can be set, with the default.
    pub settings: Vec<Figure>,
}

/// A figure and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Figure {
    /// Its name.
    pub name: String,
    /// Its value, as people read it.
    pub value: String,
    /// Backed by a source; else it is a rule of thumb.
    pub documented: bool,
}

/// Draws up what the model holds.
pub fn of(catalogue: &Catalogue) -> Fidelity {
    let archetypes = Archetype::ALL.iter().filter_map(|&a| modelled(catalogue, a)).collect();
    Fidelity { as_of: catalogue.as_of().to_owned(), archetypes, left_out: words::EVERYWHERE.to_vec() }
}

fn modelled(catalogue: &Catalogue, archetype: Archetype) -> Option<Modelled> {
    let all = || catalogue.components().iter().filter(|c| c.archetype == archetype);
    let first = all().next()?;
    let takes_part = takes_part(catalogue, first);
    let (does, leaves_out) = words::of(archetype);
    let components = all().map(|c| part(catalogue, c, takes_part)).collect();
    Some(Modelled { archetype: archetype.word(), takes_part, does, leaves_out, components })
}

/// Whether the engine has a behaviour for a component, standing alone on a board, or asks it when
/// something else works.
fn takes_part(catalogue: &Catalogue, c: &Component) -> bool {
    let board = alone(c);
    let flow = Flow::of(&board, catalogue, None);
    figures::kind(&flow, 0) != Kind::Inert || figures::ASKED.contains(&c.archetype)
}

/// A board with nothing but this component.
fn alone(c: &Component) -> Board {
    let mut board = Board::named("alone");
    let node = Node {
        id: "it".into(),
        component: c.id.clone(),
        label: c.label.clone(),
        at: Cell::new(0, 0),
        job: None,
        settings: std::collections::BTreeMap::new(),
    };
    board.nodes.insert("it".into(), node);
    board
}

fn part(catalogue: &Catalogue, c: &Component, takes_part: bool) -> Part {
    let used = if takes_part { figures::used(c.archetype) } else { Vec::new() };
    let (uses, ignores) = stated(c).into_iter().partition(|f| used.contains(&f.name.as_str()));
    let board = alone(c);
    let flow = Flow::of(&board, catalogue, None);
    let settings = setting::all(&flow, 0).into_iter().map(|(spec, effective)| Figure {
        name: spec.id.clone(),
        value: said(&effective.value),
        documented: !spec.source.is_empty(),
    });
    Part { id: c.id.as_str().to_owned(), uses, ignores, settings: settings.collect() }
}

fn said(value: &Value) -> String {
    match value {
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        Value::Int(n) => n.to_string(),
        Value::Text(t) => t.clone(),
    }
}

/// The figures that the catalogue states of a component.
fn stated(c: &Component) -> Vec<Figure> {
    let plain = |n: i64| match n {
        0 => String::new(),
        -1 => "no limit".to_owned(),
        n => n.to_string(),
    };
    let pair = if c.latency_ms == (0, 0) { String::new() } else { format!("{}/{}", c.latency_ms.0, c.latency_ms.1) };
    let all = [
        ("latency_ms", pair),
        ("timeout_s", plain(c.timeout_s)),
        ("throughput_per_s", plain(c.throughput_per_s)),
        ("payload_limit_bytes", plain(c.payload_limit_bytes)),
        ("retention_s", plain(c.retention_s)),
        ("retention_max_s", plain(c.retention_max_s)),
        ("recovery_s", plain(c.recovery_s)),
    ];
    all.into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| Figure {
            name: name.to_owned(),
            value,
            documented: c.documented.iter().any(|d| d == name),
        })
        .collect()
}

impl Fidelity {
    /// Says it in plain text.
    pub fn text(&self) -> String {
        let mut out = String::new();
        let _ = writeln!(out, "What a run holds, and what it leaves out");
        let _ = writeln!(out, "Figures as of {}. A star marks a rule of thumb; the others have a source.", self.as_of);
        for m in self.archetypes.iter().filter(|m| m.takes_part) {
            let _ = writeln!(out, "\n{}", m.archetype);
            sentences(&mut out, "does", m.does);
            sentences(&mut out, "leaves out", m.leaves_out);
            for c in &m.components {
                component(&mut out, c);
            }
        }
        let _ = writeln!(out, "\nTakes no part in a run");
        for m in self.archetypes.iter().filter(|m| !m.takes_part) {
            let ids: Vec<&str> = m.components.iter().map(|c| c.id.as_str()).collect();
            let why = m.leaves_out.first().copied().unwrap_or_default();
            let _ = writeln!(out, "  {} ({}): {why}", m.archetype, ids.join(", "));
        }
        let _ = writeln!(out, "\nLeft out everywhere");
        for line in &self.left_out {
            let _ = writeln!(out, "  - {line}");
        }
        out
    }
}

fn sentences(out: &mut String, name: &str, lines: &[&str]) {
    for (i, line) in lines.iter().enumerate() {
        let head = if i == 0 { name } else { "" };
        let _ = writeln!(out, "  {head:<11} {line}");
    }
}

fn component(out: &mut String, c: &Part) {
    let _ = writeln!(out, "  {}", c.id);
    for (name, all) in [("uses", &c.uses), ("can be set", &c.settings), ("ignores", &c.ignores)] {
        if !all.is_empty() {
            let list: Vec<String> = all.iter().map(Figure::said).collect();
            let _ = writeln!(out, "    {name:<11} {}", list.join(", "));
        }
    }
}

impl Figure {
    fn said(&self) -> String {
        format!("{} {}{}", self.name, self.value, if self.documented { "" } else { "*" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::sketch;

    #[test]
    fn every_archetype_that_the_engine_handles_is_described_and_no_other_claims_to_do_anything() {
        for m in of(&sketch::catalogue()).archetypes {
            assert_eq!(m.takes_part, !m.does.is_empty(), "{}", m.archetype);
            assert!(!m.leaves_out.is_empty(), "{} leaves nothing out?", m.archetype);
        }
    }

    #[test]
    fn components_of_an_archetype_all_take_part_or_none_does() {
        let catalogue = sketch::catalogue();
        for m in of(&catalogue).archetypes {
            for c in catalogue.components().iter().filter(|c| c.archetype.word() == m.archetype) {
                assert_eq!(takes_part(&catalogue, c), m.takes_part, "{}", c.id);
            }
        }
    }

    #[test]
    fn each_figure_of_the_catalogue_is_either_used_or_ignored() {
        let catalogue = sketch::catalogue();
        for m in of(&catalogue).archetypes {
            for (part, c) in
                m.components.iter().zip(catalogue.components().iter().filter(|c| c.archetype.word() == m.archetype))
            {
                assert_eq!(part.uses.len() + part.ignores.len(), stated(c).len(), "{}", part.id);
                assert!(m.takes_part || part.uses.is_empty());
            }
        }
    }

    #[test]
    fn the_text_names_every_component_and_marks_rules_of_thumb() {
        let catalogue = sketch::catalogue();
        let text = of(&catalogue).text();
        for c in catalogue.components() {
            assert!(text.contains(c.id.as_str()), "{}", c.id);
        }
        assert!(text.contains("timeout_s 29,") || text.contains("timeout_s 29\n"), "29 seconds are documented");
        assert!(text.contains("throughput_per_s 5000*"), "a rule of thumb has its star");
    }
}
