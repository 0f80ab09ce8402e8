//! `archlab list`: what the lab holds and how far the student is.

use clap::Args;
use serde::Serialize;

use super::{Global, JSON_SCHEMA, Outcome, input, out::Out, stop::Stop};
use crate::{
    content::Pack,
    domain::{
        component::Component,
        lesson::State,
        progress::Progress,
        scenario::{DesignKind, Scenario},
    },
};

/// Lists lessons, contracts and their designs.
#[derive(Debug, Args)]
pub(super) struct List {
    /// Also list every component
    #[arg(long)]
    components: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Listed<'a> {
    schema: u32,
    lessons: Vec<ListedLesson<'a>>,
    scenarios: Vec<ListedScenario<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    components: Option<Vec<ListedComponent<'a>>>,
}

#[derive(Serialize)]
struct ListedLesson<'a> {
    id: &'a str,
    title: &'a str,
    state: State,
}

#[derive(Serialize)]
struct ListedScenario<'a> {
    id: &'a str,
    title: &'a str,
    state: State,
    designs: Vec<ListedDesign<'a>>,
}

#[derive(Serialize)]
struct ListedDesign<'a> {
    id: &'a str,
    kind: DesignKind,
    title: &'a str,
    finding: Option<&'a str>,
}

#[derive(Serialize)]
struct ListedComponent<'a> {
    id: &'a str,
    name: &'a str,
    label: &'a str,
    category: &'a str,
    archetype: &'a str,
    serverless: bool,
}

impl List {
    /// Lists.
    pub(super) fn run(&self, global: &Global, out: &mut Out) -> Result<Outcome, Stop> {
        let pack = input::packs(global, out)?;
        let progress = input::workspace_if_any(global)?.map(|w| w.progress().value).unwrap_or_default();
        let states = States { progress: &progress, taken: input::taken(global, &pack) };
        let components = self.components.then(|| pack.catalogue.components().iter().map(listed_component).collect());
        let listed = Listed {
            schema: JSON_SCHEMA,
            lessons: listed_lessons(&pack, &states),
            scenarios: pack.scenarios.iter().map(|s| listed_scenario(s, &states)).collect(),
            components,
        };
        if self.json {
            out.json(&listed)?;
        } else {
            listed.print(out)?;
        }
        Ok(Outcome::Well)
    }
}

/// How far the student is with everything.
struct States<'a> {
    progress: &'a Progress,
    /// Contracts for which there is an attempt.
    taken: Vec<String>,
}

fn listed_lessons<'a>(pack: &'a Pack, states: &States<'_>) -> Vec<ListedLesson<'a>> {
    let state = |id| match states.progress.lessons.get(id) {
        None => State::New,
        Some(record) if record.done => State::Done,
        Some(_) => State::Started,
    };
    let heads = pack.lessons.iter().map(|l| &l.head);
    heads.map(|h| ListedLesson { id: h.id.as_str(), title: &h.title, state: state(&h.id) }).collect()
}

fn listed_scenario<'a>(scenario: &'a Scenario, states: &States<'_>) -> ListedScenario<'a> {
    let id = scenario.id.as_str();
    let state = if states.progress.handed_in.contains_key(&scenario.id) {
        State::Done
    } else if states.progress.taken.contains_key(&scenario.id) || states.taken.iter().any(|t| t == id) {
        State::Started
    } else {
        State::New
    };
    let shown = scenario.designs.iter().filter(|d| d.info.kind != DesignKind::Material);
    let designs = shown.map(|d| ListedDesign {
        id: &d.id,
        kind: d.info.kind,
        title: &d.info.title,
        finding: d.info.finding.as_deref(),
    });
    ListedScenario { id, title: &scenario.title, state, designs: designs.collect() }
}

fn listed_component(c: &Component) -> ListedComponent<'_> {
    ListedComponent {
        id: c.id.as_str(),
        name: &c.name,
        label: &c.label,
        category: c.category.word(),
        archetype: c.archetype.word(),
        serverless: c.serverless,
    }
}

impl Listed<'_> {
    fn print(&self, out: &mut Out) -> Result<(), Stop> {
        out.line("Lessons")?;
        for lesson in &self.lessons {
            out.line(format!("  {:<24}{:<10}{}", lesson.id, lesson.state.word(), lesson.title))?;
        }
        out.line("\nContracts")?;
        for scenario in &self.scenarios {
            out.line(format!("  {:<24}{:<10}{}", scenario.id, scenario.state.word(), scenario.title))?;
            for design in &scenario.designs {
                let name = format!("{}/{}", scenario.id, design.id);
                let finding = design.finding.map(|f| format!(" ({f})")).unwrap_or_default();
                out.line(format!("    {name:<34}{:<10}{}{finding}", design.kind.word(), design.title))?;
            }
        }
        let Some(components) = &self.components else { return Ok(()) };
        out.line("\nComponents")?;
        for component in components {
            out.line(format!("  {:<30}{:<18}{}", component.id, component.category, component.name))?;
        }
        Ok(())
    }
}
