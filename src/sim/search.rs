//! Searching what was kept for something that nobody looked for when it came: who can do it, how
//! far back, how long it takes.
//!
//! Nothing is sent anywhere; what lies where is what the run left.

use super::{
    agenda::{SECOND, Time},
    plant::Kind,
    store::Kept,
    trial::Rebuilt,
    world::World,
};
use crate::domain::{
    component::{Archetype, LinkKind},
    workload::Trial,
};

/// Bytes a second that a service goes through which reads many objects side by side, whole days at
/// once (a rule of thumb).
const SIDE_BY_SIDE: i128 = 2_000_000_000;
/// Bytes a second that one machine goes through (a rule of thumb).
const ALONE: i128 = 100_000_000;
/// Packed JSON is so many times smaller (a rule of thumb).
const PACKED: i128 = 8;
/// What people need to put the question (a rule of thumb).
const ASKING: Time = 300 * SECOND;
/// What a store needs that finds by content or by key (a rule of thumb).
const ANSWERING: Time = 60 * SECOND;
const DAY: Time = 86_400 * SECOND;

/// Searches so many days in the best way that is drawn.
pub(super) fn find(world: &World<'_>, trial: &Trial, back_days: i64) -> Rebuilt {
    let streams = &world.plant.streams;
    let named = |id: &String| streams.iter().position(|s| trial.of.contains(id) && &s.plan.id == id);
    let stream = trial.of.iter().find_map(named).unwrap_or(0);
    let sent = world.sent(stream).count();
    let mut best: Option<Rebuilt> = None;
    for n in 0..world.plant.stations.len() {
        let given = world.states[n].store.given.get(&(stream as u16)).copied().unwrap_or(0);
        // Who holds a part of it cannot say who had it.
        let Some(took) = takes(world, n, back_days).filter(|_| given * 10 >= sent * 9) else { continue };
        let days = reaches(world, n).min(back_days);
        let part = i128::from(sent) * i128::from(days) / i128::from(back_days.max(1));
        let right = if took <= trial.within_s * SECOND { part as u64 } else { 0 };
        if best.as_ref().is_none_or(|b| (right, -took) > (b.right, -b.took)) {
            best = Some(Rebuilt { from: Some(n), right, took, reaches_back: days * DAY, ..nothing(sent) });
        }
    }
    let best = best.unwrap_or(nothing(sent));
    Rebuilt { missing: sent - best.right, ..best }
}

fn nothing(wanted: u64) -> Rebuilt {
    Rebuilt {
        from: None,
        wanted,
        right: 0,
        missing: wanted,
        wrong: 0,
        extra: 0,
        took: 0,
        reaches_back: 0,
        stuck: Vec::new(),
    }
}

/// How many days back a station keeps things.
fn reaches(world: &World<'_>, n: usize) -> i64 {
    match &world.station(n).kind {
        Kind::Store(spec) if spec.keep == 0 => i64::MAX,
        Kind::Store(spec) => spec.keep / DAY,
        _ => 0,
    }
}

/// How long a search of what a station keeps takes, if anybody can search it.
fn takes(world: &World<'_>, n: usize, days: i64) -> Option<Time> {
    use Archetype as A;
    let (flow, store) = (world.plant.flow, &world.states[n].store);
    if !matches!(world.station(n).kind, Kind::Store(_)) || store.number == 0 {
        return None;
    }
    if [A::SearchStore, A::RelationalStore, A::KeyValueStore, A::Warehouse].iter().any(|&a| flow.is(n, a)) {
        return Some(ASKING + ANSWERING);
    }
    let pulls = |&&l: &&usize| flow.links[l].live && flow.links[l].link.kind == LinkKind::Pull;
    let read_by = |a: A| flow.nodes[n].out.iter().filter(pulls).any(|&l| flow.is(flow.links[l].to, a));
    let per_s = match (read_by(A::QueryEngine), read_by(A::Consumer)) {
        (true, _) => SIDE_BY_SIDE,
        (false, true) => ALONE,
        _ => return None,
    };
    let a_day = bytes(world, &store.kept()) * i128::from(DAY) / i128::from(world.plant.horizon.max(1));
    Some(ASKING + (a_day * i128::from(days) * i128::from(SECOND) / (PACKED * per_s)) as Time)
}

fn bytes(world: &World<'_>, kept: &[Kept]) -> i128 {
    let of =
        |k: &Kept| i128::from(world.plant.bytes(k.parcel.item.stream)) * i128::from(world.cuts.count(&k.parcel.item));
    kept.iter().map(of).sum()
}
