//! Steps whose job is missing, unknown or cannot be done there, and settings that mean nothing.

use super::Draft;
use crate::domain::{
    flow::{Flow, setting, words::with_article},
    query::Selector,
};

pub(super) fn look(flow: &Flow<'_>) -> Vec<Draft> {
    (0..flow.nodes.len())
        .flat_map(|n| [missing(flow, n), unknown(flow, n), misplaced(flow, n), odd_setting(flow, n)])
        .flatten()
        .collect()
}

fn missing(flow: &Flow<'_>, n: usize) -> Option<Draft> {
    let node = &flow.nodes[n];
    let works = node.component?.runs_code && node.node.job.is_none();
    let busy = node.into.iter().chain(&node.out).any(|&l| flow.links[l].live && flow.links[l].bears);
    let label = flow.label(n);
    (works && busy && flow.scenario.is_some()).then(|| {
        Draft::warning("missing-job").at(&[n]).says(
            format!(
                "{label} runs code, but the drawing does not say what it does. So it hands on what it gets, unchanged."
            ),
            format!("Choose the job of {label} in the inspector."),
        )
    })
}

fn unknown(flow: &Flow<'_>, n: usize) -> Option<Draft> {
    let node = &flow.nodes[n];
    let id = node.node.job.as_ref().filter(|_| node.job.is_none())?;
    Some(Draft::warning("unknown-job").at(&[n]).says(
        format!("{} has the job \"{id}\", which this contract does not know.", flow.label(n)),
        "Choose a job from the list in the inspector.",
    ))
}

fn misplaced(flow: &Flow<'_>, n: usize) -> Option<Draft> {
    let node = &flow.nodes[n];
    let (job, component) = (node.job?, node.component?);
    let anything = job.runs_on == Selector::default();
    let fits = if anything { component.runs_code } else { flow.describes(&job.runs_on, n) };
    (!fits).then(|| {
        Draft::error("job-cannot-run-here").at(&[n]).says(
            format!("{} is {} and cannot do the job \"{}\".", flow.label(n), with_article(&component.label), job.name),
            "Give that job to a part that runs code, such as a function, and let this part do what it is for.",
        )
    })
}

fn odd_setting(flow: &Flow<'_>, n: usize) -> Option<Draft> {
    let stated = &flow.nodes[n].node.settings;
    if stated.is_empty() {
        return None;
    }
    let specs = setting::specs(flow, n);
    let odd: Vec<String> = stated
        .iter()
        .filter(|(key, value)| !specs.iter().any(|s| &s.id == *key && s.allows(value)))
        .map(|(key, value)| format!("{key} = {value}"))
        .collect();
    (!odd.is_empty()).then(|| {
        Draft::note("setting-out-of-range").at(&[n]).says(
            format!("{} cannot be set like this, so the default holds: {}.", flow.label(n), odd.join(", ")),
            "Set it again in the inspector, which shows what is possible.",
        )
    })
}
