//! Which settings a node has and which value holds: stated beats implied beats default.

use crate::domain::{
    flow::{Flow, select::DEPTH},
    query::Way,
    settings::{Effective, Origin, SettingSpec},
    verdict::Assumed,
};

/// Returns the settings a node has: those of its job first, then those of what it is.
pub fn specs<'a>(flow: &Flow<'a>, node: usize) -> Vec<&'a SettingSpec> {
    specs_at(flow, node, DEPTH)
}

fn specs_at<'a>(flow: &Flow<'a>, node: usize, depth: u8) -> Vec<&'a SettingSpec> {
    let of_job = flow.nodes[node].job.into_iter().flat_map(|j| &j.setting);
    let of_component = flow.catalogue.settings().iter().filter(|s| flow.describes_at(&s.of, node, depth));
    of_job.chain(of_component).collect()
}

/// Returns the value of a setting that holds for a node, if it has that setting.
pub fn effective(flow: &Flow<'_>, node: usize, key: &str) -> Option<Effective> {
    effective_at(flow, node, key, DEPTH)
}

pub(super) fn effective_at(flow: &Flow<'_>, node: usize, key: &str, depth: u8) -> Option<Effective> {
    let of_job = || flow.nodes[node].job.into_iter().flat_map(|j| &j.setting).find(|s| s.id == key);
    let named = flow.catalogue.settings().iter().filter(|s| s.id == key);
    let of_component = || named.clone().find(|s| flow.describes_at(&s.of, node, depth));
    let spec = of_job().or_else(of_component)?;
    Some(value_of(flow, node, spec, depth))
}

fn value_of(flow: &Flow<'_>, node: usize, spec: &SettingSpec, depth: u8) -> Effective {
    if let Some(stated) = flow.nodes[node].node.settings.get(&spec.id).filter(|v| spec.allows(v)) {
        return Effective { value: stated.clone(), origin: Origin::Stated };
    }
    let implied = spec.implied_by.iter().find(|i| {
        depth > 0 && flow.neighbours(node, Way::Any, &i.by).any(|n| flow.describes_at(&i.beside, n, depth - 1))
    });
    match implied {
        Some(i) => Effective { value: i.value.clone(), origin: Origin::Implied(i.because.clone()) },
        None => Effective { value: spec.default.clone(), origin: Origin::Default },
    }
}

/// Returns every setting with the value that holds, for the inspector.
pub fn all<'a>(flow: &Flow<'a>, node: usize) -> Vec<(&'a SettingSpec, Effective)> {
    specs(flow, node).into_iter().map(|s| (s, value_of(flow, node, s, DEPTH))).collect()
}

/// Lists the settings that the drawing implies; what is stated or default is no assumption.
pub fn assumed(flow: &Flow<'_>) -> Vec<Assumed> {
    let mut out = Vec::new();
    for n in 0..flow.nodes.len() {
        for (spec, effective) in all(flow, n) {
            if matches!(effective.origin, Origin::Implied(_)) {
                out.push(Assumed {
                    node: flow.nodes[n].node.id.clone(),
                    setting: spec.id.clone(),
                    value: effective.value,
                    because: effective.origin,
                });
            }
        }
    }
    out
}
