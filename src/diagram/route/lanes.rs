//! Gives every stretch of every route its lane, so that routes side by side do not overlap.
//!
//! Stretches along one line that share a part of it get different lanes; stretches that do not
//! may reuse one. The order of lanes is chosen to keep crossings few: a stretch whose ends turn
//! left lies left of one whose ends turn right. No route changes its course here.

use std::collections::BTreeMap;

use super::{
    GapPlan, LabelSpot, Pos, Route, Routes, Track, TrackPoint,
    borders::{Borders, Common},
    lattice::Lattice,
    search::Path,
};
use crate::domain::id::LinkId;

/// Fine units per track; a lane's place within its track is a fraction of it.
const FINE: i32 = 64;

/// One straight stretch of a path.
#[derive(Clone, Debug)]
struct Stretch {
    horizontal: bool,
    /// The line it runs along: y position if horizontal, else x position.
    line: usize,
    /// First and last position along the line, in path direction.
    ends: (usize, usize),
    /// Whether an end lies on a node rather than at a corner.
    on_node: (bool, bool),
    /// Where the neighbouring stretches turn to at either end: -1 lower, 1 higher, 0 a node.
    turns: (i8, i8),
    /// The neighbouring stretches of the same path.
    neighbours: (Option<usize>, Option<usize>),
    band: usize,
    lane: u8,
    lanes: u8,
}

/// Lays all paths into lanes.
pub(super) fn lay(net: &Lattice, borders: &Borders, paths: &[(LinkId, Path)], common: &[Common]) -> Routes {
    let mut plans = [borders.plans(false), borders.plans(true)];
    let mut first = Vec::new();
    let mut all: Vec<Stretch> = Vec::new();
    for (_, path) in paths {
        first.push(all.len());
        cut(path, &mut all);
    }
    for ((at, common), (_, path)) in first.iter().zip(common).zip(paths) {
        for stretch in &mut all[*at..*at + path.corners.len() - 1] {
            stretch.band = band(net, stretch, common, &mut plans);
        }
    }
    let lines = by_line(&all);
    // Twice: the first round knows no neighbour's lane yet, the second orders by them.
    for _ in 0..2 {
        for members in lines.values() {
            settle(&mut all, members, net, &mut plans);
        }
    }
    let mut out = Routes::default();
    for ((id, path), at) in paths.iter().zip(&first) {
        let stretches = &all[*at..*at + path.corners.len() - 1];
        out.links.insert(id.clone(), assemble(net, path, stretches, &plans));
    }
    let [columns, rows] = plans;
    (out.columns, out.rows) = (columns, rows);
    out
}

fn cut(path: &Path, all: &mut Vec<Stretch>) {
    let corners = &path.corners;
    let (base, count) = (all.len(), corners.len() - 1);
    for i in 0..count {
        let (a, b) = (corners[i], corners[i + 1]);
        let horizontal = a.1 == b.1;
        let across = |p: (usize, usize)| if horizontal { p.1 } else { p.0 };
        let turn = |j: usize| (across(corners[j]) as i64 - across(a) as i64).signum() as i8;
        all.push(Stretch {
            horizontal,
            line: across(a),
            ends: if horizontal { (a.0, b.0) } else { (a.1, b.1) },
            on_node: (i == 0, i + 1 == count),
            turns: (if i == 0 { 0 } else { turn(i - 1) }, if i + 1 == count { 0 } else { turn(i + 2) }),
            neighbours: (i.checked_sub(1).map(|n| base + n), (i + 1 < count).then_some(base + i + 1)),
            band: 0,
            lane: 0,
            lanes: 0,
        });
    }
}

/// Finds the band a stretch keeps to in its gap, and makes sure the gap has a plan.
fn band(net: &Lattice, stretch: &Stretch, common: &Common, plans: &mut [BTreeMap<i32, GapPlan>; 2]) -> usize {
    let Track::Gap(gap) = track(net, stretch) else { return 0 };
    let plan = plans[usize::from(stretch.horizontal)]
        .entry(gap)
        .or_insert_with(|| GapPlan { bands: vec![0], ..GapPlan::default() });
    common.band(stretch.horizontal, gap, plan)
}

fn track(net: &Lattice, stretch: &Stretch) -> Track {
    if stretch.horizontal { net.y.track(stretch.line) } else { net.x.track(stretch.line) }
}

/// Groups stretches by the line and band they share; cells come before gaps, so that the order of
/// ports decides the order of lanes and not the other way round.
fn by_line(all: &[Stretch]) -> BTreeMap<(bool, bool, usize, usize), Vec<usize>> {
    let mut lines: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (i, s) in all.iter().enumerate() {
        lines.entry((s.line % 2 == 0, s.horizontal, s.line, s.band)).or_default().push(i);
    }
    lines
}

/// The part of the line a stretch covers, whole tracks at its corners, none of its nodes.
fn cover(s: &Stretch) -> (i32, i32) {
    let (low, high, low_node, high_node) = if s.ends.0 <= s.ends.1 {
        (s.ends.0, s.ends.1, s.on_node.0, s.on_node.1)
    } else {
        (s.ends.1, s.ends.0, s.on_node.1, s.on_node.0)
    };
    (low as i32 * FINE + if low_node { FINE } else { 0 }, high as i32 * FINE + if high_node { -1 } else { FINE - 1 })
}

fn overlap(a: &Stretch, b: &Stretch) -> bool {
    let (a, b) = (cover(a), cover(b));
    a.0 <= b.1 && b.0 <= a.1
}

/// Where an end of a stretch lies along its line, as finely as is known.
fn fine_end(all: &[Stretch], s: &Stretch, first: bool) -> i32 {
    let (end, neighbour) = if first { (s.ends.0, s.neighbours.0) } else { (s.ends.1, s.neighbours.1) };
    let within = neighbour.map(|n| &all[n]).filter(|n| n.lanes > 0);
    end as i32 * FINE + within.map_or(FINE / 2, |n| super::spread(n.lane, n.lanes, FINE))
}

/// Counts the crossings if `a` gets a lower lane than `b`.
fn crossings(all: &[Stretch], a: &Stretch, b: &Stretch) -> u32 {
    let inside = |p: i32, s: &Stretch| {
        let (p0, p1) = (fine_end(all, s, true), fine_end(all, s, false));
        p0.min(p1) < p && p < p0.max(p1)
    };
    let leg = |s: &Stretch, first: bool, towards: i8, other: &Stretch| {
        let turn = if first { s.turns.0 } else { s.turns.1 };
        u32::from(turn == towards && inside(fine_end(all, s, first), other))
    };
    leg(a, true, 1, b) + leg(a, false, 1, b) + leg(b, true, -1, a) + leg(b, false, -1, a)
}

/// Orders the stretches of one line and gives each the lowest lane above its lower neighbours.
fn settle(all: &mut [Stretch], members: &[usize], net: &Lattice, plans: &mut [BTreeMap<i32, GapPlan>; 2]) {
    let order = ordered(all, members);
    let mut lane: BTreeMap<usize, u8> = BTreeMap::new();
    for (k, &i) in order.iter().enumerate() {
        let beside = order[..k].iter().filter(|&&j| overlap(&all[i], &all[j]));
        let lowest = beside.map(|j| lane[j].saturating_add(1)).max().unwrap_or(0);
        lane.insert(i, lowest);
    }
    let total = lane.values().max().map_or(1, |l| l.saturating_add(1));
    match track(net, &all[members[0]]) {
        Track::Gap(gap) => {
            let (horizontal, band) = (all[members[0]].horizontal, all[members[0]].band);
            if let Some(slot) = plans[usize::from(horizontal)].get_mut(&gap).and_then(|p| p.bands.get_mut(band)) {
                *slot = total;
            }
            for (&i, &l) in &lane {
                (all[i].lane, all[i].lanes) = (l, total);
            }
        }
        Track::Cell(_) => {
            for cluster in clusters(all, members) {
                let total = cluster.iter().map(|i| lane[i]).max().map_or(1, |l| l.saturating_add(1));
                for i in cluster {
                    (all[i].lane, all[i].lanes) = (lane[&i], total);
                }
            }
        }
    }
}

/// Inserts one after the other where it causes the fewest crossings with those already there.
fn ordered(all: &[Stretch], members: &[usize]) -> Vec<usize> {
    let mut sorted = members.to_vec();
    sorted.sort_by_key(|&i| (cover(&all[i]), i));
    let mut order: Vec<usize> = Vec::new();
    for i in sorted {
        let (mut best, mut best_at, mut sum) = (0, order.len(), 0);
        for (k, &other) in order.iter().enumerate().rev().filter(|(_, other)| overlap(&all[i], &all[**other])) {
            // Moving before the other one trades one pair's order for the other.
            sum += i64::from(crossings(all, &all[i], &all[other])) - i64::from(crossings(all, &all[other], &all[i]));
            if sum < best {
                (best, best_at) = (sum, k);
            }
        }
        order.insert(best_at, i);
    }
    order
}

/// Splits the members of a cell line into sets that touch: only those share out the ports.
fn clusters(all: &[Stretch], members: &[usize]) -> Vec<Vec<usize>> {
    let mut sorted = members.to_vec();
    sorted.sort_by_key(|&i| cover(&all[i]));
    let mut out: Vec<Vec<usize>> = Vec::new();
    let mut reach = i32::MIN;
    for i in sorted {
        let (low, high) = cover(&all[i]);
        match out.last_mut() {
            Some(last) if low <= reach => last.push(i),
            _ => out.push(vec![i]),
        }
        reach = reach.max(high);
    }
    out
}

fn assemble(net: &Lattice, path: &Path, stretches: &[Stretch], plans: &[BTreeMap<i32, GapPlan>; 2]) -> Route {
    let pos = |s: &Stretch| match track(net, s) {
        track @ Track::Cell(_) => Pos { track, lane: s.lane, lanes: s.lanes.max(1) },
        track @ Track::Gap(gap) => {
            let plan = plans[usize::from(s.horizontal)].get(&gap);
            let slot = plan.map_or((0, 1), |p| (p.lane_slot(s.band, s.lane), p.slots().max(1)));
            Pos { track, lane: slot.0, lanes: slot.1 }
        }
    };
    let mut points = Vec::with_capacity(path.corners.len());
    for (i, &(x, y)) in path.corners.iter().enumerate() {
        let mut point = TrackPoint { x: middle(net.x.track(x)), y: middle(net.y.track(y)) };
        let beside = i.checked_sub(1).into_iter().chain((i < stretches.len()).then_some(i));
        for s in beside.map(|k| &stretches[k]) {
            *(if s.horizontal { &mut point.y } else { &mut point.x }) = pos(s);
        }
        points.push(point);
    }
    Route { points, leaves: path.leaves, enters: path.enters, label: label(stretches) }
}

fn middle(track: Track) -> Pos {
    Pos { track, lane: 0, lanes: 1 }
}

/// The longest horizontal stretch; of equals the one nearest to the start.
fn label(stretches: &[Stretch]) -> Option<LabelSpot> {
    let horizontal = stretches.iter().enumerate().filter(|(_, s)| s.horizontal);
    let best = horizontal.max_by_key(|(i, s)| (s.ends.0.abs_diff(s.ends.1), std::cmp::Reverse(*i)));
    best.map(|(segment, _)| LabelSpot { segment })
}
