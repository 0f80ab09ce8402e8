//! Queues: messages that wait, are received, come back when nobody deletes them, and go aside when
//! that happens too often.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::{
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
}

/// The messages of a queue.
#[derive(Clone, Debug, Default)]
pub struct Queue {
    /// All of them, by number.
    pub messages: BTreeMap<u32, Message>,
    /// Those that can be received, oldest first.
    pub ready: VecDeque<u32>,
    /// Most there were at once.
    pub deepest: usize,
    /// What people have taken up again already: what fails again stays aside.
    redriven: BTreeSet<(u16, u32)>,
    next: u32,
}

impl<'p> World<'p> {
    /// Puts a message into a queue.
    pub(super) fn enqueue(&mut self, n: usize, parcel: Parcel) {
        self.enqueue_message(n, Message { parcel, receives: 0, receipt: 0, failed: None, aside: None });
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
        self.after(spec.retention, Event::Expire { station: n as u16, message: number });
        self.dispatch(n);
    }

    /// Puts what failed at a station where failed things go.
    pub(super) fn park(&mut self, from: usize, port: &'p Port, parcel: Parcel, cause: Cause) {
        match &self.station(port.to).kind {
            Kind::Queue(_) if !self.is_down(port.to) => {
                let aside = Some((from, cause));
                self.enqueue_message(port.to, Message { parcel, receives: 0, receipt: 0, failed: None, aside });
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
            let Some(number) = self.states[n].queue.ready.pop_front() else { break };
            self.receive(n, spec, port, number);
        }
    }

    fn has_free_hand(&self, n: usize) -> bool {
        if self.is_down(n) && self.station(n).code.is_none() {
            return false;
        }
        self.station(n).code.as_ref().is_none_or(|c| self.states[n].work.busy < c.lanes)
    }

    fn receive(&mut self, n: usize, spec: &QueueSpec, port: &'p Port, number: u32) {
        let Some(message) = self.states[n].queue.messages.get_mut(&number) else { return };
        message.receives = message.receives.saturating_add(1);
        message.receipt = message.receives;
        let (parcel, receipt) = (message.parcel, message.receipt);
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
        let spent = spec.receive_limit > 0 && message.receives >= spec.receive_limit;
        if let (true, Some(port)) = (spent, self.station(n).failure.first()) {
            self.states[n].queue.messages.remove(&number);
            return self.park(n, port, parcel, cause);
        }
        self.states[n].queue.ready.push_back(number);
        self.dispatch(n);
    }

    /// A message was kept as long as the queue keeps things.
    pub(super) fn expire(&mut self, n: usize, number: u32) {
        let queue = &mut self.states[n].queue;
        queue.ready.retain(|&m| m != number);
        if let Some(message) = queue.messages.remove(&number) {
            self.lose(n, &message.parcel.item, Cause::RetentionOver);
        }
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
