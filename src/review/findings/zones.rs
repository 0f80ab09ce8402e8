//! Parts that stand in the wrong place: reachable from outside, or in a single zone.

use super::Draft;
use crate::domain::{
    board::{Zone, ZoneKind},
    component::{Archetype, Scope},
    flow::{Flow, setting},
    scenario::Quality,
    value::Value,
};

pub(super) fn look(flow: &Flow<'_>) -> Vec<Draft> {
    let mut out: Vec<Draft> = (0..flow.nodes.len()).filter_map(|n| exposed(flow, n)).collect();
    out.extend(single_zone(flow));
    out.extend(crossing(flow));
    out
}

fn exposed(flow: &Flow<'_>, n: usize) -> Option<Draft> {
    use Archetype as A;
    let keeps = [A::Warehouse, A::RelationalStore, A::KeyValueStore, A::SearchStore, A::SharedFiles, A::BlockVolume]
        .iter()
        .any(|&a| flow.is(n, a));
    // A bucket stands in no subnet; only its own door counts.
    let bucket = flow.is(n, A::ObjectStore);
    if !keeps && !bucket {
        return None;
    }
    let label = flow.label(n);
    let subnet = if bucket { None } else { public_subnet(flow, n) };
    let open = setting::effective(flow, n, "public").is_some_and(|e| e.value == Value::Bool(true));
    let message = match subnet {
        Some(zone) => {
            format!("{label} stands in {}, which the internet can reach. It holds the client's data.", zone.title())
        }
        None if open => {
            format!("{label} has a public address: anybody on the internet may try the door of the client's data.")
        }
        None => return None,
    };
    let zones: Vec<_> = subnet.iter().map(|z| &z.id).collect();
    Some(
        Draft::error("exposed-store")
            .hurts(Quality::Resilience)
            .at(&[n])
            .within(&zones)
            .says(message, format!("Put {label} into a private subnet and let only the parts that need it reach it.")),
    )
}

fn public_subnet<'f>(flow: &Flow<'f>, n: usize) -> Option<&'f Zone> {
    flow.board.zones_at(flow.nodes[n].node.at).into_iter().find(|z| z.kind == ZoneKind::PublicSubnet)
}

fn single_zone(flow: &Flow<'_>) -> Option<Draft> {
    let nodes: Vec<usize> = (0..flow.nodes.len()).filter(|&n| stands_alone(flow, n)).collect();
    if nodes.is_empty() {
        return None;
    }
    let names = flow.names(&nodes);
    let (live, go) = if nodes.len() == 1 { ("lives", "it goes") } else { ("live", "they go") };
    Some(Draft::warning("single-zone").hurts(Quality::Resilience).at(&nodes).says(
        format!("{names} {live} in one availability zone. When that zone fails {go} with it, and nothing takes over."),
        "Draw a second one in another zone, set how many zones it spans, or choose a part that spans them by itself.",
    ))
}

fn stands_alone(flow: &Flow<'_>, n: usize) -> bool {
    let node = &flow.nodes[n];
    let zonal = node.component.is_some_and(|c| c.scope == Scope::Az && c.archetype != Archetype::Zone);
    // A disk belongs to its machine; what is said of the machine holds for it.
    if !zonal || flow.is(n, Archetype::BlockVolume) {
        return false;
    }
    let spans = setting::effective(flow, n, "azs").is_some_and(|e| matches!(e.value, Value::Int(v) if v > 1));
    let zones = flow.board.zones_at(node.node.at);
    let in_wide_zone = zones.iter().any(|z| z.azs > 1);
    let twin = flow.nodes.iter().enumerate().any(|(m, other)| {
        m != n && other.node.component == node.node.component && !same_zone(&zones, &flow.board.zones_at(other.node.at))
    });
    !spans && !in_wide_zone && !twin
}

/// Says whether two places share an availability zone, as far as one is drawn; what is not drawn
/// is one zone.
fn same_zone(a: &[&Zone], b: &[&Zone]) -> bool {
    let bound = |zones: &[&Zone]| -> Option<crate::domain::id::ZoneId> {
        let kind = |k: ZoneKind| zones.iter().rev().find(|z| z.kind == k).map(|z| z.id.clone());
        kind(ZoneKind::Az).or_else(|| kind(ZoneKind::PrivateSubnet)).or_else(|| kind(ZoneKind::PublicSubnet))
    };
    bound(a) == bound(b)
}

fn crossing(flow: &Flow<'_>) -> Vec<Draft> {
    let zones: Vec<&Zone> = flow.board.zones.values().collect();
    let mut out = Vec::new();
    for (i, a) in zones.iter().enumerate() {
        for b in &zones[i + 1..] {
            let apart = !a.area.overlaps(b.area);
            if apart || a.area.encloses(b.area) || b.area.encloses(a.area) {
                continue;
            }
            let text =
                format!("The outlines {} and {} cross. A part in both could belong to either.", a.title(), b.title());
            let hint = "Let one lie wholly inside the other, or move them apart.";
            out.push(Draft::warning("zones-cross").within(&[&a.id, &b.id]).says(text, hint));
        }
    }
    out
}
