//! What code calls while it works: look-ups with a cache beside them, a ledger, databases with a
//! limit of connections, warehouses that sleep.

use super::{Kind, Plant, station::int};
use crate::domain::{
    component::{Archetype, LinkKind},
    job::Effect,
    query::Way,
};

/// What the code of a station calls.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calls {
    /// What it asks about each record.
    pub asks: Vec<usize>,
    /// Lists that it holds in memory, and where they lie.
    pub lists: Vec<usize>,
    /// Where it remembers answers.
    pub cache: Option<usize>,
    /// Where it writes down what it has taken.
    pub ledger: Option<usize>,
    /// Databases that give each copy at work a connection.
    pub databases: Vec<usize>,
    /// What may be asleep when it writes there.
    pub wakes: Vec<usize>,
    /// Tries after the first when what it asks says no.
    pub retries: u32,
    /// Records that it asks about in one call.
    pub per_call: i64,
}

/// Finds what the code of a station calls.
pub(super) fn of(plant: &Plant<'_>, n: usize) -> Option<Calls> {
    let code = plant.stations[n].code.as_ref()?;
    let flow = plant.flow;
    let beside =
        |by: &'static [LinkKind], a: Archetype| flow.neighbours(n, Way::Any, by).filter(move |&o| flow.is(o, a));
    let ledger = match (code.claims, code.heeds_withdrawn) {
        (true, _) => beside(&[], Archetype::KeyValueStore).next(),
        (_, true) => beside(&[LinkKind::Lookup], Archetype::KeyValueStore).next(),
        _ => None,
    };
    let by: &[LinkKind] =
        if code.effect == Effect::Repair { &[LinkKind::Lookup, LinkKind::Pull] } else { &[LinkKind::Lookup] };
    let mut asks: Vec<usize> =
        beside(by, Archetype::Lookup).filter(|&o| plant.stations[o].kind == Kind::Pass).collect();
    let by_key = beside(&[LinkKind::Lookup], Archetype::KeyValueStore).find(|&o| Some(o) != ledger);
    let cache = by_key.filter(|_| !asks.is_empty());
    if asks.is_empty() {
        asks.extend(by_key);
        asks.extend(beside(&[LinkKind::Lookup], Archetype::RelationalStore));
        asks.extend(beside(&[LinkKind::Lookup], Archetype::SearchStore));
    }
    asks.sort_unstable();
    asks.dedup();
    let direct = |p: &&super::Port| !p.past.iter().any(|&o| plant.stations[o].service.pools);
    let ports = || plant.stations[n].out.iter();
    let limited = |p: &&super::Port| plant.stations[p.to].service.connections > 0;
    let sleeps = |p: &&super::Port| plant.stations[p.to].service.idle > 0;
    let calls = Calls {
        asks,
        lists: beside(&[LinkKind::Lookup], Archetype::ObjectStore).collect(),
        cache,
        ledger,
        databases: ports().filter(limited).filter(direct).map(|p| p.to).collect(),
        wakes: ports().filter(sleeps).map(|p| p.to).collect(),
        retries: int(flow, n, "lookup_retries", 3).clamp(0, 10) as u32,
        per_call: int(flow, n, "per_call", 1).max(1),
    };
    let none = Calls { retries: calls.retries, per_call: calls.per_call, ..Calls::default() };
    (calls != none).then_some(calls)
}
