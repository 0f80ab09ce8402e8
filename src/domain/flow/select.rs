//! Which nodes a selector describes. Selectors mean the same everywhere: needs, findings, tasks,
//! questions, faults.

use crate::domain::{
    board::ZoneKind,
    component::{Archetype, Component, LinkKind, Scope},
    flow::{Flow, legality, setting},
    query::{Beside, Selector, Way},
    value::Value,
};

/// Selectors may name settings, and settings may be implied by neighbours that selectors name;
/// this bounds the walk.
pub(super) const DEPTH: u8 = 7;

impl Flow<'_> {
    /// Returns the indices of the nodes that the selector describes, in id order.
    pub fn select(&self, selector: &Selector) -> Vec<usize> {
        (0..self.nodes.len()).filter(|&n| self.describes(selector, n)).collect()
    }

    /// Says whether the selector describes the node.
    pub fn describes(&self, selector: &Selector, node: usize) -> bool {
        self.describes_at(selector, node, DEPTH)
    }

    pub(super) fn describes_at(&self, s: &Selector, n: usize, depth: u8) -> bool {
        let node = &self.nodes[n];
        let any = |list_empty: bool, hit: bool| list_empty || hit;
        let by_component =
            |list_empty: bool, hit: &dyn Fn(&Component) -> bool| any(list_empty, node.component.is_some_and(hit));
        any(s.component.is_empty(), s.component.contains(&node.node.component))
            && by_component(s.archetype.is_empty(), &|c| s.archetype.contains(&c.archetype))
            && by_component(s.category.is_empty(), &|c| s.category.contains(&c.category))
            && by_component(s.scope.is_empty(), &|c| s.scope.contains(&c.scope))
            && by_component(s.serverless.is_none(), &|c| s.serverless == Some(c.serverless))
            && any(s.role.is_empty(), s.role.iter().any(|r| self.plays(r, n, depth)))
            && any(s.job.is_empty(), node.node.job.as_ref().is_some_and(|j| s.job.contains(j)))
            && any(s.gets.is_empty(), s.gets.iter().any(|f| node.gets.contains(f)))
            && any(s.makes.is_empty(), s.makes.iter().any(|f| node.makes.contains(f)))
            && any(s.zone.is_empty(), self.stands_in(n, &s.zone))
            && s.fed.is_none_or(|fed| fed == self.is_fed(n))
            && (s.setting.is_empty() && s.setting_min.is_empty() || self.settings_hold(s, n, depth))
            && s.beside.as_ref().is_none_or(|b| depth > 0 && self.has_beside(b, n, depth - 1))
            && !s.except.iter().any(|e| self.describes_at(e, n, depth))
    }

    fn settings_hold(&self, s: &Selector, n: usize, depth: u8) -> bool {
        if depth == 0 {
            return false;
        }
        let get = |key: &str| setting::effective_at(self, n, key, depth - 1).map(|e| e.value);
        s.setting.iter().all(|(k, v)| get(k).as_ref() == Some(v))
            && s.setting_min.iter().all(|(k, min)| matches!(get(k), Some(Value::Int(v)) if v >= *min))
    }

    pub(super) fn has_beside(&self, b: &Beside, n: usize, depth: u8) -> bool {
        self.neighbours(n, b.way, &b.by).any(|other| self.describes_at(&b.node, other, depth))
    }

    /// Returns the nodes joined to a node by any link that way.
    pub fn beside(&self, n: usize, way: Way) -> impl Iterator<Item = usize> {
        self.neighbours(n, way, &[])
    }

    /// Returns the neighbours of a node that fit.
    pub(super) fn matching_beside(&self, b: &Beside, n: usize) -> Vec<usize> {
        self.neighbours(n, b.way, &b.by).filter(|&other| self.describes(&b.node, other)).collect()
    }

    pub(crate) fn neighbours(&self, n: usize, way: Way, by: &[LinkKind]) -> impl Iterator<Item = usize> {
        let node = &self.nodes[n];
        let out = node.out.iter().filter(move |_| way != Way::In).map(|&l| (l, self.links[l].to));
        let into = node.into.iter().filter(move |_| way != Way::Out).map(|&l| (l, self.links[l].from));
        out.chain(into)
            .filter(move |(l, _)| by.is_empty() || by.contains(&self.links[*l].link.kind))
            .map(|(_, other)| other)
    }

    /// Says whether something reaches the node on a live link.
    pub fn is_fed(&self, n: usize) -> bool {
        self.nodes[n].into.iter().any(|&l| self.links[l].live && self.links[l].bears)
    }

    fn stands_in(&self, n: usize, kinds: &[ZoneKind]) -> bool {
        let at = self.nodes[n].node.at;
        self.board.zones.values().any(|z| kinds.contains(&z.kind) && z.area.contains(at))
    }

    fn plays(&self, role: &str, n: usize, depth: u8) -> bool {
        if let Some(selector) = self.scenario.and_then(|s| s.roles.get(role)) {
            return depth > 0 && self.describes_at(selector, n, depth - 1);
        }
        self.nodes[n].component.is_some_and(|c| plays_built_in(role, c))
    }
}

/// Names of the roles that every board knows.
pub const BUILT_IN_ROLES: &[&str] =
    &["keeps", "buffer", "starter", "code", "passive", "notifier", "person", "external"];

fn plays_built_in(role: &str, c: &Component) -> bool {
    use Archetype as A;
    match role {
        "keeps" => matches!(
            c.archetype,
            A::ObjectStore
                | A::Warehouse
                | A::RelationalStore
                | A::KeyValueStore
                | A::SearchStore
                | A::BlockVolume
                | A::SharedFiles
                | A::Archive
        ),
        "buffer" => matches!(c.archetype, A::Queue | A::LogStream | A::DeliveryBuffer),
        "starter" => matches!(c.archetype, A::Scheduler | A::EventBus | A::Workflow),
        "code" => c.runs_code,
        "passive" => legality::is_passive(c.archetype),
        "notifier" => matches!(c.archetype, A::Notifier | A::Alarm),
        "person" => c.archetype == A::Person,
        "external" => c.scope == Scope::External,
        _ => false,
    }
}
