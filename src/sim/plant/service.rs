//! The limits and habits of a service that are figures of the catalogue or settings of the board:
//! how much it takes, how it survives the loss of a zone, what it keeps by key.

use super::{
    figures,
    station::{flag, int},
};
use crate::{
    domain::{
        board::ZoneKind,
        component::{Archetype, Io, LinkKind, Scope},
        flow::{Flow, setting},
        query::Way,
    },
    sim::{
        agenda::{SECOND, Time},
        draw::Span,
    },
};

/// What a service takes and what it survives.
#[derive(Clone, Debug)]
pub struct Service {
    /// Calls, messages or records it takes a second; 0 means as many as come.
    pub per_s: i64,
    /// The largest message it takes, bytes; 0 means any.
    pub payload: i64,
    /// There is something in the way of what is sent here: a rate or a size.
    pub limited: bool,
    /// Connections it holds at once; 0 means any number.
    pub connections: u32,
    /// It stands in the way of connections and lends a few to many.
    pub pools: bool,
    /// What has the same key takes the place of what was there.
    pub by_key: bool,
    /// It belongs to somebody else or lies outside the subnets.
    pub outside: bool,
    /// The only way out of the subnet it stands in.
    pub way_out: Option<usize>,
    /// The disk or file system that is attached to it.
    pub disk: Option<usize>,
    /// Several machines mount it and none knows of the others.
    pub torn: bool,
    /// The snapshots that are taken of it.
    pub snapshots: Option<Snapshots>,
    /// Copies stand in several zones, so that it comes back by itself when one of them is lost.
    pub fails_over: bool,
    /// Time to wake up after it has had nothing to do for [`Service::idle`]; 0 means none.
    pub resume: Span,
    /// How long it must have had nothing to do before it sleeps; 0 means it never does.
    pub idle: Time,
    /// Time until what it keeps can be read again.
    pub restore: Span,
    /// How long one call takes.
    pub latency: Span,
    /// Per cent of look-ups that it answers when it stands beside one who looks things up.
    pub hit_percent: i64,
    /// A caller waits for the answer no longer than this; 0 means for ever.
    pub waits: Time,
    /// An alarm goes off when something has waited here so long; 0 means it does not.
    pub alarm_age: Time,
    /// An alarm goes off when so many wait here; 0 means it does not.
    pub alarm_depth: usize,
}

/// Copies of a disk from which a new one can be filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Snapshots {
    /// One is taken so often.
    pub every: Time,
    /// Time until a new disk can be worked with.
    pub restore: Time,
}

/// From a snapshot to a disk of some hundred gigabytes that reads at full speed, when it was made
/// ready beforehand, and when its blocks come as they are read (source keys `ebs_fsr`, `ebs_lazy`;
/// the figures are rules of thumb).
const RESTORED_AT_ONCE: Time = 420 * SECOND;
const RESTORED_AS_READ: Time = 1500 * SECOND;

/// The snapshots drawn beside a disk.
fn snapshots(flow: &Flow<'_>, n: usize) -> Option<Snapshots> {
    let beside = |d: usize| flow.neighbours(d, Way::Out, &[LinkKind::Copy]);
    let taken = beside(n).find(|&o| flow.is(n, Archetype::BlockVolume) && flow.is(o, Archetype::Archive))?;
    let restore = if flag(flow, taken, "fast_restore") { RESTORED_AT_ONCE } else { RESTORED_AS_READ };
    Some(Snapshots { every: int(flow, taken, "snapshot_min", 60).max(1) * 60 * SECOND, restore })
}

/// Reads the figures of a node.
pub(super) fn of(flow: &Flow<'_>, n: usize) -> Service {
    let (per_s, payload) = (rate(flow, n), payload(flow, n));
    let a = |a| flow.is(n, a);
    Service {
        per_s,
        payload,
        limited: per_s > 0 || payload > 0,
        connections: int(flow, n, "connections", 0).clamp(0, 100_000) as u32,
        pools: a(Archetype::NetworkEdge) && flow.nodes[n].component.is_some_and(|c| c.has_api),
        by_key: a(Archetype::KeyValueStore) || flag(flow, n, "unique_keys"),
        outside: !stands_in_subnets(flow, n),
        way_out: way_out(flow, n),
        disk: disk(flow, n),
        torn: torn(flow, n),
        snapshots: snapshots(flow, n),
        fails_over: fails_over(flow, n),
        resume: Span::Fixed(int(flow, n, "resume_s", 0) * SECOND),
        idle: int(flow, n, "sleeps_after_s", 0) * SECOND,
        restore: if a(Archetype::Archive) { latency(flow, n) } else { Span::Fixed(0) },
        latency: latency(flow, n),
        hit_percent: int(flow, n, "hit_percent", 0).clamp(0, 100),
        waits: if a(Archetype::Gateway) { figure(flow, n, |c| c.timeout_s) * SECOND } else { 0 },
        alarm_age: int(flow, n, "alarm_age_s", 0).max(0) * SECOND,
        alarm_depth: int(flow, n, "alarm_depth", 0).max(0) as usize,
    }
}

fn figure(flow: &Flow<'_>, n: usize, of: impl Fn(&crate::domain::component::Component) -> i64) -> i64 {
    flow.nodes[n].component.map_or(0, of).max(0)
}

fn latency(flow: &Flow<'_>, n: usize) -> Span {
    Span::of_ms(flow.nodes[n].component.map_or((0, 0), |c| c.latency_ms))
}

/// How much it takes a second before it refuses, if it does.
fn rate(flow: &Flow<'_>, n: usize) -> i64 {
    let Some(c) = flow.nodes[n].component else { return 0 };
    let usual = if figures::RATED.contains(&c.archetype) { c.throughput_per_s.max(0) } else { 0 };
    let allowed = flow.scenario.map_or(0, |s| s.allowance(&c.id));
    match int(flow, n, "rate_per_s", int(flow, n, "messages_per_s", 0)) {
        0 if allowed > 0 => allowed,
        0 => usual,
        set => set,
    }
}

/// The largest message; stores that keep whole files measure them elsewhere.
fn payload(flow: &Flow<'_>, n: usize) -> i64 {
    flow.nodes[n]
        .component
        .filter(|c| figures::SIZED.contains(&c.archetype))
        .map_or(0, |c| c.payload_limit_bytes.max(0))
}

/// Whether it can be reached from a subnet without a way out.
fn stands_in_subnets(flow: &Flow<'_>, n: usize) -> bool {
    let Some(c) = flow.nodes[n].component else { return true };
    let has_endpoint = flow.neighbours(n, Way::Any, &[LinkKind::Attach]).any(|o| {
        flow.nodes[o].component.is_some_and(|c| c.archetype == Archetype::NetworkEdge && c.scope != Scope::Az)
    });
    matches!(c.scope, Scope::Vpc | Scope::Az) || has_endpoint || in_private(flow, n).is_some()
}

/// The private subnet a node is drawn in.
fn in_private<'f>(flow: &'f Flow<'_>, n: usize) -> Option<&'f crate::domain::board::Zone> {
    let at = flow.nodes[n].node.at;
    flow.board.zones.values().find(|z| z.kind == ZoneKind::PrivateSubnet && z.area.contains(at))
}

/// The one part in the network of a single zone through which a node in a private subnet gets out.
/// Where none is drawn, or several, no single part can cut it off.
fn way_out(flow: &Flow<'_>, n: usize) -> Option<usize> {
    let c = flow.nodes[n].component?;
    if !(c.runs_code && in_private(flow, n).is_some()) {
        return None;
    }
    let leads_out = |&o: &usize| {
        let c = flow.nodes[o].component;
        c.is_some_and(|c| c.archetype == Archetype::NetworkEdge && c.io == Io::Network && c.scope == Scope::Az)
    };
    let mut ways = (0..flow.nodes.len()).filter(leads_out);
    let first = ways.next();
    if ways.next().is_some() { None } else { first }
}

/// A disk that several machines can mount, without a file system that was made for it.
fn torn(flow: &Flow<'_>, n: usize) -> bool {
    let mounts = |&m: &usize| flow.nodes[m].component.is_some_and(|c| c.runs_code);
    let machines = flow.neighbours(n, Way::Any, &[LinkKind::Attach]).filter(mounts).count();
    let several = setting::effective(flow, n, "cluster_fs").is_some();
    several && !flag(flow, n, "cluster_fs") && machines > 1
}

/// The disk or file system that a machine has. A disk belongs to one machine, of the same zone, or
/// to several there when it is of a kind that can be shared; a shared file system serves all.
fn disk(flow: &Flow<'_>, n: usize) -> Option<usize> {
    let machine = flow.nodes[n].component.is_some_and(|c| c.runs_code);
    let beside = |n: usize| flow.neighbours(n, Way::Any, &[LinkKind::Attach]);
    let serves = |&d: &usize| flow.is(d, Archetype::SharedFiles) || flow.is(d, Archetype::BlockVolume);
    let first = |d: usize| beside(d).filter(|&m| flow.nodes[m].component.is_some_and(|c| c.runs_code)).min();
    let shared = |d: usize| setting::effective(flow, d, "cluster_fs").is_some();
    let mine = |&d: &usize| {
        let near = subnet(flow, d) == subnet(flow, n);
        flow.is(d, Archetype::SharedFiles) || (near && (shared(d) || first(d) == Some(n)))
    };
    if machine { beside(n).filter(serves).find(mine) } else { None }
}

fn subnet<'f>(flow: &'f Flow<'_>, n: usize) -> Option<&'f crate::domain::id::ZoneId> {
    let at = flow.nodes[n].node.at;
    let is_subnet = |k| matches!(k, ZoneKind::PrivateSubnet | ZoneKind::PublicSubnet);
    flow.board.zones.values().find(|z| is_subnet(z.kind) && z.area.contains(at)).map(|z| &z.id)
}

fn fails_over(flow: &Flow<'_>, n: usize) -> bool {
    let Some(c) = flow.nodes[n].component else { return false };
    let spans = c.scope == Scope::Vpc || (c.scope == Scope::Az && int(flow, n, "azs", 1) > 1);
    spans && c.recovery_s > 0
}
