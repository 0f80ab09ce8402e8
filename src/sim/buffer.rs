//! Delivery buffers: they collect what comes and write it in one go, after some time or when it is
//! large enough; what the store behind does not take they keep for a while.

use super::{
    agenda::{SECOND, Time},
    cause::Cause,
    item::Parcel,
    plant::{BufferSpec, Kind, Port},
    trace::Happening,
    world::{Event, World},
};
use crate::domain::component::LinkKind;

/// What a delivery buffer holds.
#[derive(Clone, Debug, Default)]
pub struct Buffer {
    /// What was collected.
    pub held: Vec<Parcel>,
    bytes: u64,
    /// Which filling this is.
    filling: u32,
    /// Objects written so far.
    objects: u32,
    /// The store behind does not take anything.
    refused: bool,
}

/// Delivery is tried again so soon.
const AGAIN: Time = 30 * SECOND;
/// How far back it is looked for what a parcel goes on from.
const LOOK_BACK: usize = 32;
/// Records further apart than this are no one object.
const LONGEST_GAP: Time = 900 * SECOND;
/// Marks the names of objects that a buffer has written.
const NAMES: u32 = 1 << 31;

impl Buffer {
    fn add(&mut self, parcel: Parcel) {
        let from = self.held.len().saturating_sub(LOOK_BACK);
        let next = &parcel.item;
        let goes_on = |p: &&mut Parcel| {
            let a = &p.item;
            let same =
                (a.stream, a.format, a.condition, a.hops) == (next.stream, next.format, next.condition, next.hops);
            let near = next.born - a.born_last <= LONGEST_GAP;
            same && near && a.cut == 0 && next.cut == 0 && a.hi == next.lo && p.held_at == parcel.held_at
        };
        if let Some(p) = self.held[from..].iter_mut().rev().find(goes_on) {
            p.item.hi = next.hi;
            p.item.born = p.item.born.min(next.born);
            p.item.born_last = p.item.born_last.max(next.born_last);
            p.item.key = if p.item.key == next.key { next.key } else { 0 };
        } else {
            self.held.push(parcel);
        }
    }

    /// Takes everything out, in the order of the records, what follows one another together.
    fn empty(&mut self) -> Vec<Parcel> {
        let mut parts = std::mem::take(&mut self.held);
        parts.sort_by_key(|p| (p.item.stream, p.item.format, p.item.lo, p.item.hi));
        for p in parts {
            self.add(p);
        }
        self.bytes = 0;
        self.filling = self.filling.wrapping_add(1);
        std::mem::take(&mut self.held)
    }
}

impl<'p> World<'p> {
    /// Collects something.
    pub(super) fn collect(&mut self, n: usize, parcel: Parcel) {
        let Kind::Buffer(spec) = &self.station(n).kind else { return };
        if self.is_down(n) {
            return self.lose(n, &parcel.item, Cause::TargetDown);
        }
        let bytes = self.plant.bytes(parcel.item.stream).max(1) * self.cuts.count(&parcel.item);
        self.trace.note(self.agenda.now(), n, Happening::Queued, &parcel.item, &self.cuts, None);
        let buffer = &mut self.states[n].buffer;
        let first = buffer.held.is_empty();
        buffer.add(parcel);
        buffer.bytes += bytes;
        let (full, filling) = (buffer.bytes >= spec.bytes, buffer.filling);
        if full && !buffer.refused {
            self.flush(n, filling);
        } else if first {
            self.after(spec.time, Event::Flush { station: n as u16, filling });
        }
    }

    /// Writes what was collected, unless it was written already.
    pub(super) fn flush(&mut self, n: usize, filling: u32) {
        let Kind::Buffer(spec) = &self.station(n).kind else { return };
        let buffer = &self.states[n].buffer;
        if buffer.filling != filling || buffer.held.is_empty() {
            return;
        }
        let goes = |p: &&Port| matches!(p.kind, LinkKind::Push | LinkKind::Copy | LinkKind::Subscribe);
        let ports: Vec<&'p Port> = self.station(n).out.iter().filter(goes).collect();
        let refusal = buffer.held.iter().find_map(|held| {
            let mut open = ports.iter().filter(|p| self.admits(p, &held.item));
            open.find_map(|p| self.refusal(p, &held.item))
        });
        if let Some(cause) = refusal.or(self.is_down(n).then_some(Cause::Down)) {
            return self.not_taken(n, spec, cause, filling);
        }
        let buffer = &mut self.states[n].buffer;
        buffer.refused = false;
        let parts = buffer.empty();
        for mut parcel in parts {
            let buffer = &mut self.states[n].buffer;
            parcel.item.name = NAMES | buffer.objects;
            buffer.objects = buffer.objects.wrapping_add(1) & !NAMES;
            self.deliver_object(n, &ports, parcel);
        }
    }

    fn deliver_object(&mut self, n: usize, ports: &[&'p Port], parcel: Parcel) {
        let mut sent = false;
        for port in ports {
            if self.admits(port, &parcel.item) {
                sent = true;
                self.send(n, port, parcel);
            }
        }
        if !sent {
            self.lose(n, &parcel.item, Cause::NoWay);
        }
    }

    /// The store behind took nothing: it is tried again for as long as the buffer keeps things.
    fn not_taken(&mut self, n: usize, spec: &BufferSpec, cause: Cause, filling: u32) {
        let now = self.now();
        let buffer = &mut self.states[n].buffer;
        buffer.refused = true;
        let too_old = |p: &Parcel| now - p.item.born_last >= spec.keep;
        let (old, rest): (Vec<Parcel>, Vec<Parcel>) = std::mem::take(&mut buffer.held).into_iter().partition(too_old);
        buffer.held = rest;
        self.tell(n, cause, None);
        for parcel in old {
            self.give_up(n, parcel, Cause::RetentionOver);
        }
        let buffer = &mut self.states[n].buffer;
        if buffer.held.is_empty() {
            buffer.refused = false;
            buffer.empty();
        } else {
            self.after(AGAIN, Event::Flush { station: n as u16, filling });
        }
    }
}
