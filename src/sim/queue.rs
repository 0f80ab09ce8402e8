//! Queues: messages that wait, are received, come back when nobody deletes them, and go aside when
//! that happens too often.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::{
    agenda::Time,
    cause::Cause,
    code::{Origin, Trigger},
    draw::Purpose,
    item::Parcel,
    plant::{Kind, Port, QueueSpec},
    trace::Happening,
    world::{Event, World},
};
use crate::domain::component::LinkKind;

/// A message.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Message {
    /// What it holds or points at.
    pub parcel: Parcel,
    /// How often it was received.
    pub receives: u16,
    /// Which receipt holds it now; 0 when nobody does.
    pub receipt: u16,
    /// Why it was not handled the last time.
    pub failed: Option<Cause>,
    /// Where it came from when it was put aside, and why.
    pub aside: Option<(usize, Cause)>,
    /// When it was put there.
    pub sent: Time,
}

/// What a repeat has in common with what it repeats.
type Identity = (u16, u32, u16, u64, u64);

fn identity(parcel: &Parcel) -> Identity {
    let i = &parcel.item;
    (i.stream, i.emission, i.format, i.lo, i.hi)
}

/// A queue in order looks so far for a message whose key is free (source key `sqs_fifo`).
const LOOKS_AHEAD: usize = 20_000;

/// The messages of a queue.
#[derive(Clone, Debug, Default)]
pub struct Queue {
    /// All of them, by number.
    pub messages: BTreeMap<u32, Message>,
    /// Those that can be received, oldest first.
    pub ready: VecDeque<u32>,
    /// Most there were at once.
    pub deepest: usize,
    /// Keys of which a message is being worked on, in a queue in order.
    busy: BTreeSet<u32>,
    /// What was sent lately, in a queue that drops repeats.
    lately: BTreeMap<Identity, Time>,
    /// An alarm is going to look at the age of the oldest.
    watched: bool,
    /// An event for the oldest message is planned.
    expires: bool,
    /// What people have taken up again already: what fails again stays aside.
    redriven: BTreeSet<(u16, u32)>,
    next: u32,
}

impl Queue {
    /// Takes the next message that can be received: the oldest, or, in a queue in order, the oldest
    /// of a key of which none is being worked on.
    fn next_ready(&mut self, in_order: bool) -> Option<u32> {
        if !in_order {
            return self.ready.pop_front();
        }
        let key = |m: &u32| self.messages.get(m).map(|m| m.parcel.item.key);
        let free = |m: &u32| key(m).is_none_or(|k| !self.busy.contains(&k));
        let place = self.ready.iter().take(LOOKS_AHEAD).position(free)?;
        self.ready.remove(place)
    }
}

impl<'p> World<'p> {
    /// Puts a message into a queue.
    pub(super) fn enqueue(&mut self, n: usize, parcel: Parcel) {
        let Kind::Queue(spec) = &self.station(n).kind else { return };
        let message = Message { parcel, receives: 0, receipt: 0, failed: None, aside: None, sent: self.now() };
        if spec.dedupe > 0 && self.is_repeat(n, spec.dedupe, &parcel) {
            return self.trace.note(self.now(), n, Happening::Handled, &parcel.item, &self.cuts, None);
        }
        self.enqueue_message(n, message);
        if spec.twice_per_million > 0 {
            let (key, entity) = (parcel.item.ordinal(), self.station(n).entity);
            if self.dice.between((0, 999_999), Purpose::Redelivery, entity, key) < spec.twice_per_million {
                self.enqueue_message(n, message);
            }
        }
    }

    /// Whether the same was sent a short time ago.
    fn is_repeat(&mut self, n: usize, dedupe: Time, parcel: &Parcel) -> bool {
        let now = self.now();
        let lately = &mut self.states[n].queue.lately;
        if lately.len() > 10_000 {
            lately.retain(|_, &mut at| now - at < dedupe);
        }
        let repeats = lately.get(&identity(parcel)).is_some_and(|&at| now - at < dedupe);
        if !repeats {
            lately.insert(identity(parcel), now);
        }
        repeats
    }

    fn enqueue_message(&mut self, n: usize, message: Message) {
        let Kind::Queue(spec) = &self.station(n).kind else { return };
        let queue = &mut self.states[n].queue;
        let number = queue.next;
        queue.next += 1;
        queue.messages.insert(number, message);
        queue.ready.push_back(number);
        queue.deepest = queue.deepest.max(queue.messages.len());
        let what = if message.aside.is_some() { Happening::Parked } else { Happening::Queued };
        let cause = message.aside.map(|(_, c)| c);
        self.trace.note(self.now(), n, what, &message.parcel.item, &self.cuts, cause);
        self.plan_expiry(n, spec);
        self.watch_queue(n);
        self.dispatch(n);
    }

    /// Puts what failed at a station where failed things go.
    pub(super) fn park(&mut self, from: usize, port: &'p Port, parcel: Parcel, cause: Cause) {
        match &self.station(port.to).kind {
            Kind::Queue(_) if !self.is_down(port.to) => {
                let aside = Some((from, cause));
                self.enqueue_message(
                    port.to,
                    Message { parcel, receives: 0, receipt: 0, failed: None, aside, sent: self.now() },
                );
                self.tell(port.to, cause, Some(parcel.item));
            }
            Kind::Queue(_) => self.lose(from, &parcel.item, cause),
            _ => self.tell(from, cause, Some(parcel.item)),
        }
    }

    /// Hands out messages as long as somebody has a free hand.
    pub(super) fn dispatch(&mut self, n: usize) {
        let Kind::Queue(spec) = &self.station(n).kind else { return };
        if self.is_down(n) {
            return;
        }
        while !self.states[n].queue.ready.is_empty() {
            let reads = |p: &&Port| matches!(p.kind, LinkKind::Subscribe | LinkKind::Push | LinkKind::Notice);
            let free = |p: &&Port| self.has_free_hand(p.to);
            let Some(port) = self.station(n).out.iter().filter(reads).find(free) else { break };
            let Some(number) = self.states[n].queue.next_ready(spec.in_order) else { break };
            self.receive(n, spec, port, number);
        }
    }

    fn has_free_hand(&self, n: usize) -> bool {
        if self.is_down(n) && self.station(n).code.is_none() {
            return false;
        }
        self.station(n).code.as_ref().is_none_or(|c| self.has_free_copy(n, c))
    }

    fn receive(&mut self, n: usize, spec: &QueueSpec, port: &'p Port, number: u32) {
        let Some(message) = self.states[n].queue.messages.get_mut(&number) else { return };
        message.receives = message.receives.saturating_add(1);
        message.receipt = message.receives;
        let (parcel, receipt) = (message.parcel, message.receipt);
        if spec.in_order && self.station(port.to).code.is_some() {
            self.states[n].queue.busy.insert(parcel.item.key);
        }
        if self.station(port.to).code.is_none() {
            self.states[n].queue.messages.remove(&number);
            return self.send(n, port, parcel);
        }
        self.after(spec.visibility, Event::Visible { station: n as u16, message: number, receipt });
        let link = port.links[0];
        let key = parcel.item.ordinal() ^ (u64::from(receipt) << 48);
        let delay = self.plant.tracks[link].draw(self.dice, Purpose::Link, link as u64, key);
        self.trace.moved(self.now(), delay, link, &parcel, &self.cuts);
        let origin = Origin::Message { queue: n as u16, message: number, receipt };
        let came = self.now();
        self.offer(port.to, Trigger { parcel: Some(parcel), origin, tries: (receipt - 1).min(250) as u8, came, delay });
    }

    /// Deletes a message that was handled. A receipt that ran out deletes it all the same.
    pub(super) fn delete(&mut self, n: usize, number: u32, _receipt: u16) {
        if let Some(message) = self.states[n].queue.messages.remove(&number) {
            self.states[n].queue.ready.retain(|&m| message.receipt != 0 || m != number);
            self.states[n].queue.busy.remove(&message.parcel.item.key);
            self.trace.note(self.now(), n, Happening::Handled, &message.parcel.item, &self.cuts, None);
        }
    }

    /// Takes down why a message was not handled.
    pub(super) fn note_failure(&mut self, n: usize, number: u32, cause: Cause) {
        if let Some(message) = self.states[n].queue.messages.get_mut(&number) {
            message.failed = Some(cause);
        }
    }

    /// A received message was not deleted in time: it shows again, or goes aside.
    pub(super) fn show_again(&mut self, n: usize, number: u32, receipt: u16) {
        let Kind::Queue(spec) = &self.station(n).kind else { return };
        let Some(message) = self.states[n].queue.messages.get_mut(&number) else { return };
        if message.receipt != receipt {
            return;
        }
        message.receipt = 0;
        let (parcel, cause) = (message.parcel, message.failed.unwrap_or(Cause::ReceiveLimit));
        self.states[n].queue.busy.remove(&parcel.item.key);
        let Some(message) = self.states[n].queue.messages.get(&number) else { return };
        let spent = spec.receive_limit > 0 && message.receives >= spec.receive_limit;
        if let (true, Some(port)) = (spent, self.station(n).failure.first()) {
            self.states[n].queue.messages.remove(&number);
            self.trace.note(self.now(), n, Happening::GivenUp, &parcel.item, &self.cuts, Some(cause));
            return self.park(n, port, parcel, cause);
        }
        let ready = &mut self.states[n].queue.ready;
        if spec.in_order {
            ready.push_front(number);
        } else {
            ready.push_back(number);
        }
        self.dispatch(n);
    }

    /// Plans to look at the oldest message when it has been kept long enough.
    fn plan_expiry(&mut self, n: usize, spec: &QueueSpec) {
        let queue = &mut self.states[n].queue;
        let Some((_, oldest)) = queue.messages.first_key_value() else { return };
        if !queue.expires && spec.retention < Time::MAX {
            queue.expires = true;
            self.agenda.plan(oldest.sent + spec.retention, Event::Expire { station: n as u16 });
        }
    }

    /// The oldest messages may have been kept as long as the queue keeps things.
    pub(super) fn expire(&mut self, n: usize) {
        let Kind::Queue(spec) = &self.station(n).kind else { return };
        let now = self.now();
        self.states[n].queue.expires = false;
        while let Some((&number, m)) = self.states[n].queue.messages.first_key_value() {
            if now - m.sent < spec.retention {
                break;
            }
            let item = m.parcel.item;
            let queue = &mut self.states[n].queue;
            queue.ready.retain(|&m| m != number);
            queue.messages.remove(&number);
            queue.busy.remove(&item.key);
            self.lose(n, &item, Cause::RetentionOver);
        }
        self.plan_expiry(n, spec);
    }

    /// Lets the alarm of a queue look at its depth now and at its age when that could be too much.
    fn watch_queue(&mut self, n: usize) {
        let service = &self.station(n).service;
        if self.station(n).watch.is_none() || matches!(&self.station(n).kind, Kind::Queue(q) if q.parking) {
            return;
        }
        if service.alarm_depth > 0 && self.states[n].queue.messages.len() >= service.alarm_depth {
            self.tell(n, Cause::Backlog, None);
        }
        if service.alarm_age > 0 && !self.states[n].queue.watched {
            self.states[n].queue.watched = true;
            self.after(service.alarm_age, Event::Aged { station: n as u16 });
        }
    }

    /// The alarm of a queue looks at the age of the oldest message.
    pub(super) fn look_at_age(&mut self, n: usize) {
        let (now, age) = (self.now(), self.station(n).service.alarm_age);
        let queue = &mut self.states[n].queue;
        let Some((_, oldest)) = queue.messages.first_key_value() else {
            queue.watched = false;
            return;
        };
        let sent = oldest.sent;
        if now - sent >= age {
            self.tell(n, Cause::Backlog, None);
        }
        let next = if now - sent >= age { now + age } else { sent + age };
        self.agenda.plan(next, Event::Aged { station: n as u16 });
    }

    /// Sends everything that was put aside back to where it came from, once. Says whether
    /// anything was sent.
    pub(super) fn redrive(&mut self, n: usize) -> bool {
        let queue = &self.states[n].queue;
        let name = |m: &Message| (m.parcel.item.stream, m.parcel.item.emission);
        let waits = |m: &Message| m.aside.is_some() && !queue.redriven.contains(&name(m));
        let aside: Vec<(u32, Message)> =
            queue.messages.iter().filter(|(_, m)| waits(m)).map(|(k, m)| (*k, *m)).collect();
        for &(number, message) in &aside {
            let Some((from, _)) = message.aside else { continue };
            let queue = &mut self.states[n].queue;
            queue.messages.remove(&number);
            queue.ready.retain(|&m| m != number);
            queue.redriven.insert(name(&message));
            self.trace.note(self.now(), n, Happening::Resent, &message.parcel.item, &self.cuts, None);
            self.send_back(from, message.parcel);
        }
        !aside.is_empty()
    }

    fn send_back(&mut self, from: usize, parcel: Parcel) {
        match &self.station(from).kind {
            Kind::Queue(_) => self.enqueue(from, parcel),
            _ => self.offer_event(from, Some(parcel)),
        }
    }
}
