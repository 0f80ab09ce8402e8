//! What each node is in a run: which behaviour, with which figures of the catalogue and which
//! settings of the board.

use super::{
    Names,
    calls::Calls,
    code::{self, Code},
    log::{self, BufferSpec, Keys, LogSpec, Memory, Reading},
    ports::{Port, Watch},
    service::{self, Service},
};
use crate::{
    domain::{
        board::ZoneKind,
        component::{Archetype, Io, LinkKind, Scope},
        flow::{Flow, setting},
        value::Value,
    },
    sim::{
        agenda::{SECOND, Time},
        draw,
    },
};

/// A node in a run.
#[derive(Clone, Debug)]
pub struct Station {
    /// The number that draws about it are keyed by; follows the node's id alone.
    pub entity: u64,
    /// How it behaves.
    pub kind: Kind,
    /// What it does when it runs code, whatever else it is.
    pub code: Option<Code>,
    /// Formats it takes, by number; empty means any.
    pub accepts: Vec<u16>,
    /// Where what it gives goes in normal running.
    pub out: Vec<Port>,
    /// Where what failed goes.
    pub failure: Vec<Port>,
    /// The queues its code takes from, with the links.
    pub feeders: Vec<(usize, usize)>,
    /// How it reads logs.
    pub reading: Reading,
    /// What its job remembers of earlier records.
    pub memory: Memory,
    /// How a failure here reaches people.
    pub watch: Option<Watch>,
    /// Where people hear that nothing came.
    pub watches_absence: bool,
    /// It stands in one availability zone only.
    pub single_zone: bool,
    /// The internet can reach it.
    pub exposed: bool,
    /// It asks every sender for a certificate of its own.
    pub knows_senders: bool,
    /// Nobody can delete what it keeps before its time.
    pub locked: bool,
    /// How long it takes to come back after it was lost.
    pub recovery: Time,
    /// What it takes and what it survives.
    pub service: Service,
    /// What its code calls while it works, if it calls anything.
    pub calls: Option<Box<Calls>>,
    /// The connection that it holds open to a source, if it does.
    pub session: Option<Session>,
}

/// A connection to a source that sends by itself and keeps nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Session {
    /// Silence after which it dials again; 0 means that it does not listen for it.
    pub heartbeat: Time,
    /// Time until a copy that stands by has taken over.
    pub takeover: Time,
}

/// How a node behaves.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// Sends by itself.
    Source,
    /// Holds files that others fetch.
    FileServer,
    /// Starts things on a clock.
    Schedule(Timetable),
    /// Runs the student's code.
    Code,
    /// Runs steps one after the other: the stations, in order, and how often a step is tried.
    Workflow {
        /// The steps.
        steps: Vec<Port>,
        /// Tries after the first.
        retries: u8,
    },
    /// Keeps messages until they are deleted.
    Queue(QueueSpec),
    /// Keeps records in order for whoever reads them.
    Log(LogSpec),
    /// Collects and writes in one go.
    Buffer(BufferSpec),
    /// Keeps objects or rows.
    Store(StoreSpec),
    /// Hands on what it gets at once: gateways, proxies, interfaces, pipes.
    Pass,
    /// Hands on what it gets to whoever it is for, and tries again for so long.
    Bus {
        /// For how long.
        keeps: Time,
    },
    /// Tells people or subscribers.
    Notifier,
    /// Watches and raises the alarm.
    Alarm,
    /// Is told.
    Person,
    /// Takes no part in what flows.
    Inert,
}

/// When a schedule fires.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timetable {
    /// From the slot to the first time.
    pub after: Time,
    /// From one time to the next; 0 means once.
    pub every: Time,
    /// How long after the first time it goes on.
    pub look_for: Time,
    /// It follows the client's clock.
    pub local: bool,
}

/// The figures of a queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueueSpec {
    /// How long a received message stays hidden.
    pub visibility: Time,
    /// How often a message may be received; 0 means without end.
    pub receive_limit: u16,
    /// How long a message is kept.
    pub retention: Time,
    /// Nobody takes from it in normal running.
    pub parking: bool,
    /// It hands out the messages of a key one after the other.
    pub in_order: bool,
    /// A repeat within this time is dropped; 0 means that it is not.
    pub dedupe: Time,
    /// Messages among a million that are handed out twice.
    pub twice_per_million: i64,
}

/// The figures of a store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoreSpec {
    /// It keeps objects by name, of any format.
    pub objects: bool,
    /// Nobody goes through it for what is new, so many small things may be kept as one.
    pub coarse: bool,
    /// A second row of the same key takes the place of the first.
    pub by_key: bool,
    /// It keeps earlier versions.
    pub versions: bool,
    /// How long it keeps things; 0 means for ever.
    pub keep: Time,
}

/// Reads a node.
pub(super) fn of(flow: &Flow<'_>, (names, keys): (&Names, &[Keys]), n: usize) -> Station {
    let node = &flow.nodes[n];
    let scope = node.component.map(|c| c.scope);
    let recovery = node.component.map_or(0, |c| c.recovery_s.max(0)) * SECOND;
    let mut kind = kind(flow, n);
    if let Kind::Log(spec) = &mut kind {
        spec.share_out(keys);
    }
    Station {
        entity: draw::entity(node.node.id.as_str()),
        kind,
        code: code::of(flow, names, n),
        accepts: node.component.iter().flat_map(|c| &c.accepts).map(|f| names.number(f)).collect(),
        out: Vec::new(),
        failure: Vec::new(),
        feeders: Vec::new(),
        reading: log::reader(flow, n),
        memory: log::memory(flow, n),
        watch: None,
        watches_absence: false,
        single_zone: scope == Some(Scope::Az) && int(flow, n, "azs", 1) <= 1,
        exposed: exposed(flow, n),
        knows_senders: flag(flow, n, "own_certificates"),
        locked: flag(flow, n, "object_lock"),
        recovery,
        service: service::of(flow, n),
        calls: None,
        session: session(flow, n),
    }
}

/// A worker to which a source of records sends directly holds its connection.
fn session(flow: &Flow<'_>, n: usize) -> Option<Session> {
    let sends = |&&l: &&usize| {
        let link = &flow.links[l];
        link.live && link.link.kind == LinkKind::Push && flow.is(link.from, Archetype::Source)
    };
    let held = flow.is(n, Archetype::Worker) && flow.nodes[n].into.iter().any(|l| sends(&l));
    held.then(|| Session {
        heartbeat: int(flow, n, "heartbeat_s", 0).max(0) * SECOND,
        takeover: int(flow, n, "takeover_s", 30).max(0) * SECOND,
    })
}

pub(crate) fn kind(flow: &Flow<'_>, n: usize) -> Kind {
    use Archetype as A;
    let Some(c) = flow.nodes[n].component else { return Kind::Inert };
    match c.archetype {
        A::Source => Kind::Source,
        A::FileServer => Kind::FileServer,
        A::Scheduler => Kind::Schedule(timetable(flow, n)),
        A::Workflow => {
            Kind::Workflow { steps: Vec::new(), retries: int(flow, n, "step_retries", 0).clamp(0, 20) as u8 }
        }
        A::Function | A::Worker | A::BatchJob | A::Transfer | A::StreamProcessor => Kind::Code,
        A::Lookup if flow.nodes[n].job.is_some() => Kind::Code,
        // What reads a queue or a stream by itself holds nothing of its own.
        A::EventBus if c.io != Io::PullThenPush => Kind::Bus { keeps: c.retention_s.max(0) * SECOND },
        A::Lookup | A::Gateway | A::NetworkEdge | A::EventBus => Kind::Pass,
        A::Queue => Kind::Queue(queue(flow, n)),
        A::LogStream => Kind::Log(log::log(flow, n)),
        A::DeliveryBuffer => Kind::Buffer(log::buffer(flow, n)),
        A::ObjectStore
        | A::Warehouse
        | A::RelationalStore
        | A::KeyValueStore
        | A::SearchStore
        | A::BlockVolume
        | A::SharedFiles
        | A::Archive => Kind::Store(store(flow, n)),
        A::Notifier => Kind::Notifier,
        A::Alarm => Kind::Alarm,
        A::Person => Kind::Person,
        _ => Kind::Inert,
    }
}

fn timetable(flow: &Flow<'_>, n: usize) -> Timetable {
    let minutes = |key: &str, or: i64| int(flow, n, key, or).max(0) * 60 * SECOND;
    Timetable {
        after: minutes("after_min", 2),
        every: minutes("every_min", 0),
        look_for: minutes("look_for_min", 0),
        local: text(flow, n, "clock").as_deref() == Some("local"),
    }
}

fn queue(flow: &Flow<'_>, n: usize) -> QueueSpec {
    let node = &flow.nodes[n];
    let read = node.out.iter().any(|&l| flow.links[l].live && flow.links[l].bears);
    let c = node.component;
    let kept = c.map_or(345_600, |c| c.retention_s);
    let retention = int(flow, n, "retention_s", kept);
    let dedupe = int(flow, n, "dedupe_s", 0).max(0) * SECOND;
    QueueSpec {
        visibility: int(flow, n, "visibility_s", 30).max(0) * SECOND,
        receive_limit: int(flow, n, "receive_limit", 0).clamp(0, 1000) as u16,
        retention: if retention < 0 { Time::MAX } else { retention.max(1) * SECOND },
        in_order: flag(flow, n, "in_order"),
        dedupe,
        twice_per_million: int(flow, n, "twice_per_million", 0),
        parking: node.node.component.as_str() == "sqs_dlq" || !read,
    }
}

fn store(flow: &Flow<'_>, n: usize) -> StoreSpec {
    let objects = [Archetype::ObjectStore, Archetype::Archive, Archetype::SharedFiles, Archetype::BlockVolume];
    StoreSpec {
        objects: objects.iter().any(|&a| flow.is(n, a)),
        coarse: !flow.nodes[n].out.iter().any(|&l| flow.links[l].link.kind == LinkKind::Pull),
        by_key: flow.is(n, Archetype::KeyValueStore),
        versions: flag(flow, n, "versioning"),
        keep: int(flow, n, "expire_days", 0).max(0) * 86_400 * SECOND,
    }
}

/// What is kept is within reach of the internet when its door is open, when it stands in a public
/// subnet, or when it belongs in a network and no private subnet is drawn round it.
fn exposed(flow: &Flow<'_>, n: usize) -> bool {
    use Archetype as A;
    let Some(c) = flow.nodes[n].component else { return false };
    let behind_an_address =
        matches!(c.archetype, A::Warehouse | A::RelationalStore | A::SearchStore | A::KeyValueStore);
    let at = flow.nodes[n].node.at;
    let in_zone = |kind| flow.board.zones.values().any(|z| z.kind == kind && z.area.contains(at));
    let unfenced = matches!(c.scope, Scope::Vpc | Scope::Az) && !in_zone(ZoneKind::PrivateSubnet);
    let open = flag(flow, n, "public");
    behind_an_address && (in_zone(ZoneKind::PublicSubnet) || unfenced || open) || c.archetype == A::ObjectStore && open
}

/// Returns a whole-number setting that holds, or a figure when the node has no such setting.
pub(super) fn int(flow: &Flow<'_>, n: usize, key: &str, or: i64) -> i64 {
    match setting::effective(flow, n, key).map(|e| e.value) {
        Some(Value::Int(v)) => v,
        _ => or,
    }
}

/// Returns a switch that holds; a node without it has it off.
pub(super) fn flag(flow: &Flow<'_>, n: usize, key: &str) -> bool {
    setting::effective(flow, n, key).is_some_and(|e| e.value == Value::Bool(true))
}

/// Returns a word that holds.
pub(super) fn text(flow: &Flow<'_>, n: usize, key: &str) -> Option<String> {
    match setting::effective(flow, n, key)?.value {
        Value::Text(t) => Some(t),
        _ => None,
    }
}
