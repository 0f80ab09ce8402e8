//! Ports: from each station to the stations that get what it gives, past everything that only
//! hands on; and from each station to the people who are told when it fails.

use std::collections::{BTreeSet, VecDeque};

use super::{Kind, Plant, calls};
use crate::{
    domain::{
        component::{Archetype, LinkKind},
        flow::Flow,
        id::Format,
        scenario::Effect,
    },
    sim::{
        agenda::{MILLI, Time},
        draw::Span,
    },
};

/// A way from one station to the next that keeps or handles what arrives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Port {
    /// The station it leads to.
    pub to: usize,
    /// The links of the way, in order.
    pub links: Vec<usize>,
    /// The stations in between, which must be up.
    pub past: Vec<usize>,
    /// What the first link is.
    pub kind: LinkKind,
    /// The one format it carries, if it says.
    pub carries: Option<Format>,
}

/// How a failure at a station reaches people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Watch {
    /// The links of the way, in order.
    pub links: Vec<usize>,
    /// The person at its end.
    pub person: usize,
    /// An alarm stands on the way, which looks once a minute.
    pub alarm: bool,
}

/// How many parts may stand between two stations.
const FARTHEST: usize = 8;

/// Finds every port of a plant.
pub(super) fn connect(plant: &mut Plant<'_>) {
    for n in 0..plant.stations.len() {
        let (out, failure) = of_station(plant, n);
        if let Kind::Workflow { steps, .. } = &mut plant.stations[n].kind {
            *steps = in_order(plant.flow, out.iter().filter(|p| p.kind == LinkKind::Control).cloned().collect());
        }
        for port in &out {
            note_caller(plant, n, port);
            if port.kind == LinkKind::Subscribe && matches!(plant.stations[n].kind, Kind::Queue(_)) {
                plant.stations[port.to].feeders.push((n, port.links[0]));
            }
        }
        let watch = watch(plant, n);
        let absence = watch.is_some() && fetches(plant, n);
        let station = &mut plant.stations[n];
        (station.out, station.failure) = (out, failure);
        (station.watch, station.watches_absence) = (watch, absence);
    }
    for n in 0..plant.stations.len() {
        plant.stations[n].calls = calls::of(plant, n).map(Box::new);
    }
}

/// Where a gateway stands last before code, whoever sends waits for the answer.
fn note_caller(plant: &mut Plant<'_>, n: usize, port: &Port) {
    // A broker that keeps what it took has answered already.
    let waits = |g: usize| {
        plant.flow.is(g, Archetype::Gateway) && plant.flow.nodes[g].component.is_some_and(|c| c.retention_s == 0)
    };
    let Some(&gateway) = port.past.last().filter(|&&g| waits(g)) else { return };
    if let Some(code) = &mut plant.stations[port.to].code {
        code.callers.push((n, gateway));
    }
}

fn of_station(plant: &Plant<'_>, n: usize) -> (Vec<Port>, Vec<Port>) {
    let flow = plant.flow;
    let mut found = (Vec::new(), Vec::new());
    for &l in &flow.nodes[n].out {
        let link = &flow.links[l];
        if !link.live || !(link.bears || link.link.kind == LinkKind::Control) {
            continue;
        }
        let out_of_subnet = plant.stations[n].service.way_out.filter(|_| plant.stations[link.to].service.outside);
        let start = Port {
            to: link.to,
            links: vec![l],
            past: out_of_subnet.into_iter().collect(),
            kind: link.link.kind,
            carries: link.link.carries.clone().or_else(|| only_format(link)),
        };
        let side = if for_failures(plant, n, link.to) { &mut found.1 } else { &mut found.0 };
        follow(plant, start, side);
    }
    found
}

/// The one format of an alert that carries records.
fn only_format(link: &crate::domain::flow::FlowLink<'_>) -> Option<Format> {
    if link.link.kind == LinkKind::Alert && link.formats.len() == 1 { link.formats.first().cloned() } else { None }
}

/// Whether what goes from one station to the other is what failed.
fn for_failures(plant: &Plant<'_>, from: usize, to: usize) -> bool {
    let gives_news = plant.stations[from].code.as_ref().is_some_and(|c| {
        matches!(c.effect, Effect::Notify | Effect::Filter | Effect::Match | Effect::Score) || !c.turns.is_empty()
    });
    match &plant.stations[to].kind {
        Kind::Queue(q) => q.parking && !matches!(plant.stations[from].kind, Kind::Source | Kind::Pass),
        Kind::Notifier | Kind::Person | Kind::Alarm => {
            let runs =
                plant.stations[from].code.is_some() || matches!(plant.stations[from].kind, Kind::Workflow { .. });
            runs && !gives_news
        }
        _ => false,
    }
}

/// Goes on past stations that only hand on.
fn follow(plant: &Plant<'_>, port: Port, found: &mut Vec<Port>) {
    if plant.stations[port.to].kind != Kind::Pass || port.past.len() >= FARTHEST {
        found.push(port);
        return;
    }
    let onward = plant.flow.nodes[port.to].out.iter().filter(|&&l| {
        let link = &plant.flow.links[l];
        link.live && link.bears && !port.past.contains(&link.to)
    });
    let mut dead_end = true;
    for &l in onward {
        dead_end = false;
        let mut further = port.clone();
        further.past.push(port.to);
        further.links.push(l);
        further.to = plant.flow.links[l].to;
        further.carries = plant.flow.links[l].link.carries.clone().or(further.carries);
        follow(plant, further, found);
    }
    if dead_end {
        found.push(port);
    }
}

/// Whether a station, or a step of it, fetches from a server of files.
fn fetches(plant: &Plant<'_>, n: usize) -> bool {
    let pulls = |n: usize| {
        let code = plant.stations[n].code.as_ref();
        code.is_some_and(|c| c.pulls.iter().any(|&(from, _)| plant.stations[from].kind == Kind::FileServer))
    };
    pulls(n) || plant.flow.nodes[n].out.iter().any(|&l| plant.flow.is_step(l) && pulls(plant.flow.links[l].to))
}

/// Finds the shortest way from a station to a person along alerts, or along what it pushes to
/// those who tell.
fn watch(plant: &Plant<'_>, n: usize) -> Option<Watch> {
    let flow = plant.flow;
    let mut seen = BTreeSet::from([n]);
    let mut ways = VecDeque::from([(n, Vec::new(), false)]);
    while let Some((at, links, alarm)) = ways.pop_front() {
        for &l in &flow.nodes[at].out {
            let link = &flow.links[l];
            let to = link.to;
            let tells = matches!(plant.stations[to].kind, Kind::Notifier | Kind::Alarm | Kind::Person);
            let kind = link.link.kind;
            let goes = kind == LinkKind::Alert || tells && matches!(kind, LinkKind::Push | LinkKind::Subscribe);
            if !link.legality.is_legal() || !goes || !tells || !seen.insert(to) {
                continue;
            }
            let mut links = links.clone();
            links.push(l);
            if plant.stations[to].kind == Kind::Person {
                return Some(Watch { links, person: to, alarm });
            }
            ways.push_back((to, links, alarm || plant.stations[to].kind == Kind::Alarm));
        }
    }
    None
}

/// Puts the steps of a workflow in the order of what they need: a step after those that make what
/// it takes, checks before changes, else from left to right as drawn.
fn in_order(flow: &Flow<'_>, steps: Vec<Port>) -> Vec<Port> {
    let job = |p: &Port| flow.nodes[p.to].job;
    let makes_for = |a: &Port, b: &Port| match (job(a), job(b)) {
        (Some(a), Some(b)) => {
            a.makes.iter().any(|f| b.takes.contains(f)) && !b.makes.iter().any(|f| a.takes.contains(f))
        }
        _ => false,
    };
    let rank = |p: &Port| match job(p).map(|j| j.effect) {
        Some(Effect::Pass) => 0,
        Some(Effect::Validate) => 1,
        Some(Effect::Load) => 3,
        Some(Effect::Notify) => 4,
        _ => 2,
    };
    let mut rest = steps;
    rest.sort_by_key(|p| (rank(p), flow.nodes[p.to].node.at.col, flow.nodes[p.to].node.at.row));
    let mut ordered = Vec::new();
    while !rest.is_empty() {
        let free = rest.iter().position(|p| !rest.iter().any(|other| other != p && makes_for(other, p)));
        ordered.push(rest.remove(free.unwrap_or(0)));
    }
    ordered
}

/// Returns how long a link takes: the catalogue's figure for the pair, else what the far end needs
/// to take something in. Loads and fetches have that in their working time, readers of a log in
/// their polling. Records on one connection to a log stay in order, so each takes as long.
pub(super) fn latency(flow: &Flow<'_>, l: usize) -> Span {
    let link = &flow.links[l];
    let (from, to) = (&flow.nodes[link.from], &flow.nodes[link.to]);
    let listed = flow
        .catalogue
        .listed(&from.node.component, &to.node.component)
        .filter(|c| c.kind == link.link.kind)
        .find_map(|c| c.latency_ms);
    if flow.is(link.to, Archetype::LogStream) || flow.is(link.to, Archetype::DeliveryBuffer) {
        return Span::Fixed(INTO_LOG);
    }
    let read = flow.is(link.from, Archetype::LogStream) && !keeps_tables(flow, link.to);
    let instant = matches!(link.link.kind, LinkKind::Pull | LinkKind::Control | LinkKind::Attach)
        || read
        || from.job.is_some_and(|j| j.effect == Effect::Load)
        || flow.is(link.from, Archetype::Lookup)
        // Handed over is handed over; how long people take to look is a matter of people.
        || flow.is(link.to, Archetype::Person)
        // The time of an archive is the time to get something out of it.
        || (flow.is(link.to, Archetype::Archive) && listed.is_none());
    if instant {
        return Span::Fixed(0);
    }
    let own = to.component.map(|c| c.latency_ms);
    // A table that follows a log is refreshed now and then, whatever reading takes.
    let refreshed = flow.is(link.from, Archetype::LogStream) && flow.is(link.to, Archetype::Warehouse);
    Span::of_ms(if refreshed { own.or(listed) } else { listed.or(own) }.unwrap_or((0, 0)))
}

/// From the sender to a log or a delivery buffer that has taken the record.
const INTO_LOG: Time = 10 * MILLI;

/// Whether a node reads a log by itself, as fast as it can.
fn keeps_tables(flow: &Flow<'_>, n: usize) -> bool {
    flow.is(n, Archetype::Warehouse) || flow.is(n, Archetype::SearchStore)
}
