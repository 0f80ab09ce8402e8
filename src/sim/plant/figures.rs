//! Which figures of the catalogue count for which archetype: the tables the plant goes by, and
//! those by which `archlab fidelity` says so.

pub(crate) use super::station::kind;
use crate::domain::component::Archetype as A;

/// Those that refuse what is beyond their rate; the others are wide enough, or slow down in other
/// ways.
pub(crate) const RATED: &[A] =
    &[A::Gateway, A::KeyValueStore, A::SearchStore, A::EventBus, A::Notifier, A::Queue, A::Lookup, A::Person];

/// Those that refuse a message that is too large.
pub(crate) const SIZED: &[A] = &[
    A::Gateway,
    A::KeyValueStore,
    A::SearchStore,
    A::EventBus,
    A::Notifier,
    A::Queue,
    A::Function,
    A::Lookup,
    A::Transfer,
    A::ObjectStore,
];

/// Those that are restored after they were lost with their zone.
pub(crate) const RESTORED: &[A] = &[A::RelationalStore, A::KeyValueStore, A::SearchStore];

/// Those that need not stand in the way of anything: others ask them.
pub(crate) const ASKED: &[A] = &[A::Secret];

/// Those whose time-out cuts something off.
const TIMED: &[A] = &[A::Gateway, A::Worker, A::BatchJob, A::Transfer];

/// Those that keep things for a time.
const KEEPING: &[A] = &[A::Queue, A::Function, A::EventBus, A::LogStream, A::DeliveryBuffer];

/// Those that come back when a zone is lost.
const RECOVERING: &[A] =
    &[A::RelationalStore, A::KeyValueStore, A::SearchStore, A::Worker, A::Queue, A::LogStream, A::Warehouse];

/// Returns the names of the figures that a run uses of an archetype.
pub(crate) fn used(archetype: A) -> Vec<&'static str> {
    let tables = [
        ("throughput_per_s", RATED),
        ("payload_limit_bytes", SIZED),
        ("timeout_s", TIMED),
        ("retention_s", KEEPING),
        ("recovery_s", RECOVERING),
    ];
    let mut names: Vec<&str> = tables.iter().filter(|(_, t)| t.contains(&archetype)).map(|(name, _)| *name).collect();
    if !matches!(archetype, A::Source | A::Secret | A::Person | A::Alarm) {
        names.push("latency_ms");
    }
    if archetype == A::LogStream {
        names.push("throughput_per_s");
    }
    names
}
