//! Whether a single link can work at all (design 9.1 and 9.12).
//!
//! A pair is legal if the catalogue lists it, or if one end runs code and the other has an
//! interface to call. A row of wrong connections beats the code rule; its siblings by archetype do
//! not. Liveness (does anything start it?) is a matter of the whole board, see [`super::Flow`].

use crate::domain::component::{Archetype, Catalogue, Component, Connection, Io, LinkKind, Scope, WrongConnection};

/// What the catalogue says of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Legality<'a> {
    /// The pair is listed.
    Listed(&'a Connection),
    /// One end runs code, the other has an interface.
    ByCode,
    /// It is what one of the two is for: an alarm watches figures, a guard or a network part is
    /// attached, a notifier reaches people.
    ByNature,
    /// The row says why not; `true` when the row names a sibling of the pair.
    Wrong(&'a WrongConnection, bool),
    /// Nobody knows how this would work.
    Unlisted,
}

impl Legality<'_> {
    /// Says whether such a link can carry anything.
    pub fn is_legal(&self) -> bool {
        matches!(self, Self::Listed(_) | Self::ByCode | Self::ByNature)
    }
}

/// Judges a link between two components.
pub fn of<'a>(catalogue: &'a Catalogue, from: &Component, to: &Component, kind: LinkKind) -> Legality<'a> {
    if let Some(first) = catalogue.listed(&from.id, &to.id).next() {
        return listed(catalogue, (from, to), kind, first);
    }
    if let Some(w) = catalogue.wrong(&from.id, &to.id) {
        return Legality::Wrong(w, false);
    }
    if by_nature(from, to, kind) {
        return Legality::ByNature;
    }
    if by_code(from, to, kind) {
        return Legality::ByCode;
    }
    family(catalogue, from, to, false).map_or(Legality::Unlisted, |w| Legality::Wrong(w, true))
}

/// Judges a pair that the catalogue lists, perhaps as another kind than the one drawn.
fn listed<'a>(
    catalogue: &'a Catalogue,
    (from, to): (&Component, &Component),
    kind: LinkKind,
    first: &'a Connection,
) -> Legality<'a> {
    let rows = || catalogue.listed(&from.id, &to.id);
    if let Some(row) = rows().find(|c| c.kind == kind) {
        return Legality::Listed(row);
    }
    let acts_alone = matches!(kind, LinkKind::Push | LinkKind::Notice | LinkKind::Subscribe | LinkKind::Copy);
    if !acts_alone {
        return Legality::Listed(first);
    }
    match catalogue.wrong(&from.id, &to.id).filter(|w| w.alone) {
        Some(w) => Legality::Wrong(w, false),
        // What others must fetch hands over nothing, whatever the arrow says.
        None if is_passive(from.archetype) && rows().all(|c| c.kind == LinkKind::Pull) => {
            family(catalogue, from, to, true).map_or(Legality::Unlisted, |w| Legality::Wrong(w, true))
        }
        None => Legality::Listed(first),
    }
}

fn by_nature(from: &Component, to: &Component, kind: LinkKind) -> bool {
    use Archetype as A;
    let guards = |c: &Component| matches!(c.archetype, A::Guard | A::NetworkEdge);
    match kind {
        // Every service of the cloud publishes figures; a machine of the client's does not.
        LinkKind::Alert if matches!(to.archetype, A::Alarm | A::Watch) => from.scope != Scope::External,
        LinkKind::Alert if matches!(to.archetype, A::Person) => matches!(from.archetype, A::Notifier | A::Alarm),
        LinkKind::Alert if to.archetype == A::Notifier => {
            matches!(from.archetype, A::Notifier | A::Alarm | A::Workflow)
        }
        LinkKind::Attach => guards(from) || guards(to),
        // A step of a workflow can call any service; databases and disks have no such calls.
        LinkKind::Push | LinkKind::Control | LinkKind::Lookup => from.archetype == A::Workflow && is_service(to),
        _ => false,
    }
}

fn is_service(c: &Component) -> bool {
    use Archetype as A;
    let no_calls = [A::Warehouse, A::RelationalStore, A::BlockVolume, A::SharedFiles, A::FileServer, A::Guard];
    c.has_api && c.scope != Scope::External && !no_calls.contains(&c.archetype)
}

fn by_code(from: &Component, to: &Component, kind: LinkKind) -> bool {
    let called = |c: &Component| c.has_api || c.runs_code;
    match kind {
        // An event about an object, a subscription or a copy is a feature of the service: code
        // cannot add it from outside.
        LinkKind::Notice | LinkKind::Copy => false,
        // A reader that follows a queue or log needs code of its own.
        LinkKind::Subscribe => to.runs_code && from.has_api,
        // A job run again over what a store has kept fetches it there.
        LinkKind::Replay if to.runs_code && from.has_api => true,
        // The arrow follows the data: what waits to be called pulls nothing.
        LinkKind::Pull => (to.runs_code && from.has_api) || (from.runs_code && to.has_api && !is_passive(to.archetype)),
        _ => (from.runs_code && called(to)) || (to.runs_code && from.has_api && kind == LinkKind::Lookup),
    }
}

/// Looks for a row about siblings: same archetype at both ends. Archetypes whose members have
/// little in common pass nothing on.
fn family<'a>(catalogue: &'a Catalogue, from: &Component, to: &Component, alone: bool) -> Option<&'a WrongConnection> {
    if !is_family(from.archetype) || !is_family(to.archetype) {
        return None;
    }
    catalogue.wrong_connections().iter().find(|w| {
        w.alone == alone
            && catalogue.get(&w.from).is_some_and(|c| c.archetype == from.archetype)
            && catalogue.get(&w.to).is_some_and(|c| c.archetype == to.archetype)
    })
}

fn is_family(a: Archetype) -> bool {
    !matches!(
        a,
        Archetype::Source
            | Archetype::Lookup
            | Archetype::NetworkEdge
            | Archetype::Guard
            | Archetype::Watch
            | Archetype::Consumer
            | Archetype::Person
            | Archetype::Transfer
            | Archetype::QueryEngine
            | Archetype::Gateway
    )
}

/// Returns the kind that a new link between two components suggests by itself, where the catalogue
/// lists none.
pub fn natural_kind(from: &Component, to: &Component) -> LinkKind {
    use Archetype as A;
    match (from.archetype, to.archetype) {
        // A proxy stands in the way of the data; the rest of the network is scenery.
        (_, A::NetworkEdge) if from.runs_code && to.has_api => LinkKind::Push,
        (A::NetworkEdge, A::RelationalStore) if from.has_api => LinkKind::Push,
        (A::Guard | A::NetworkEdge | A::BlockVolume | A::SharedFiles, _)
        | (_, A::Guard | A::NetworkEdge | A::BlockVolume | A::SharedFiles) => LinkKind::Attach,
        (A::Scheduler | A::Workflow, _) => LinkKind::Control,
        (A::Alarm, _) | (_, A::Alarm | A::Person | A::Notifier) => LinkKind::Alert,
        // An interface that accepts files and rows passes them on; other look-ups only answer.
        (_, A::Lookup) if from.runs_code && to.accepts.iter().any(|f| f.as_str() == "rows") => LinkKind::Push,
        (A::Secret | A::Lookup, _) | (_, A::Secret | A::Lookup) => LinkKind::Lookup,
        (A::Archive, _) => LinkKind::Replay,
        (A::Queue | A::LogStream, _) => LinkKind::Subscribe,
        (A::ObjectStore, A::Queue | A::Function | A::EventBus | A::Workflow) => LinkKind::Notice,
        (_, A::Consumer) => LinkKind::Pull,
        (_, A::Transfer) if to.io == Io::Pull => LinkKind::Control,
        (_, A::BatchJob) if from.runs_code => LinkKind::Control,
        (f, _) if is_passive(f) => LinkKind::Pull,
        _ => LinkKind::Push,
    }
}

/// Says whether such a component never sends anything by itself.
pub fn is_passive(a: Archetype) -> bool {
    use Archetype as A;
    matches!(
        a,
        A::FileServer
            | A::ObjectStore
            | A::Warehouse
            | A::RelationalStore
            | A::KeyValueStore
            | A::SearchStore
            | A::BlockVolume
            | A::SharedFiles
            | A::Archive
            | A::Queue
            | A::LogStream
    )
}
