//! Disks and the machines that mount them: one zone, one machine, or a file system made for several.

use super::Draft;
use crate::domain::{
    board::ZoneKind,
    component::{Archetype, LinkKind},
    flow::{Flow, setting},
    id::ZoneId,
    query::Way,
    scenario::Quality,
    value::Value,
};

pub(super) fn look(flow: &Flow<'_>) -> Vec<Draft> {
    let disks = (0..flow.nodes.len()).filter(|&n| flow.is(n, Archetype::BlockVolume));
    disks.flat_map(|disk| elsewhere(flow, disk).into_iter().chain(shared(flow, disk))).collect()
}

/// The machines that mount a disk, whichever way the link is drawn.
fn machines(flow: &Flow<'_>, disk: usize) -> Vec<usize> {
    let mounts = |&m: &usize| flow.nodes[m].component.is_some_and(|c| c.runs_code);
    let mut all: Vec<usize> =
        flow.neighbours(disk, Way::Any, &[LinkKind::Attach, LinkKind::Push]).filter(mounts).collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn elsewhere(flow: &Flow<'_>, disk: usize) -> Option<Draft> {
    let home = zone(flow, disk);
    let away: Vec<usize> = machines(flow, disk).into_iter().filter(|&m| zone(flow, m) != home).collect();
    if away.is_empty() {
        return None;
    }
    let (names, label) = (flow.names(&away), flow.label(disk));
    let nodes: Vec<usize> = away.into_iter().chain([disk]).collect();
    Some(Draft::error("disk-in-another-zone").hurts(Quality::Resilience).at(&nodes).says(
        format!("{label} stands in another availability zone than {names}. A disk can only be mounted in its own zone, so the machine does not start."),
        format!("Draw {label} and its machine in the same subnet; for a second zone take a second disk."),
    ))
}

fn shared(flow: &Flow<'_>, disk: usize) -> Option<Draft> {
    let mounted = machines(flow, disk);
    if mounted.len() < 2 {
        return None;
    }
    let (names, label) = (flow.names(&mounted), flow.label(disk));
    let nodes: Vec<usize> = mounted.into_iter().chain([disk]).collect();
    let code = match setting::effective(flow, disk, "cluster_fs").map(|e| e.value) {
        Some(Value::Bool(true)) => return None,
        Some(_) => "plain-files-shared",
        None => "disk-shared",
    };
    let (message, hint) = if code == "disk-shared" {
        (
            format!(
                "{names} are to mount {label} together. This kind of disk serves one machine at a time; the second is refused."
            ),
            "Give each machine a disk of its own, take a kind that several can mount, or share files instead of a disk.",
        )
    } else {
        (
            format!(
                "{names} mount {label} with a file system that knows of one machine only. Each writes over what the others wrote."
            ),
            "Set that the disk carries a cluster file system, or give each machine a disk of its own.",
        )
    };
    Some(Draft::error(code).hurts(Quality::Resilience).at(&nodes).says(message, hint))
}

/// The availability zone a node is drawn in, as far as one is drawn.
fn zone(flow: &Flow<'_>, n: usize) -> Option<ZoneId> {
    let zones = flow.board.zones_at(flow.nodes[n].node.at);
    let of = |k: ZoneKind| zones.iter().rev().find(|z| z.kind == k);
    let zone = of(ZoneKind::Az).or_else(|| of(ZoneKind::PrivateSubnet)).or_else(|| of(ZoneKind::PublicSubnet))?;
    Some(zone.id.clone())
}
