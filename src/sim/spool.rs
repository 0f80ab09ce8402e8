//! Spools: what a source keeps while its connection is down or while nobody takes it, and how it
//! sends that later.
//!
//! A source without a spool loses what nobody takes.

use super::{
    agenda::{SECOND, Time},
    cause::Cause,
    item::{Item, Parcel},
    world::{Event, World},
};
use crate::domain::workload::Arrival;

/// What was refused is tried again so soon.
const AGAIN: Time = SECOND;

impl World<'_> {
    /// Lets an item leave its source, unless the connection is down: then it waits in the spool,
    /// if there is one.
    pub(super) fn leave(&mut self, source: usize, item: Item) {
        if self.asked(item.stream).is_some() {
            return self.wait_to_be_asked(source, item);
        }
        let (stream, down) = (usize::from(item.stream), self.is_down(source));
        let keeps = self.spools(item.stream);
        let first = self.arrivals[stream].feed.spool.is_empty();
        if !down && (keeps == 0 || first && !self.is_refused(source, &item)) {
            let taken = self.fan_out(source, Parcel::of(item));
            if keeps == 0 {
                self.note_gap(source, &item, taken);
            }
            return;
        }
        if keeps == 0 {
            self.note_gap(source, &item, false);
            return self.lose(source, &item, Cause::Disconnected);
        }
        self.arrivals[stream].feed.spool.push_back(item);
        self.drop_old_spool(source, item.stream, keeps);
        if !down {
            self.plan_drain(source, stream);
        }
    }

    /// Whether somebody on the way would not take it now.
    fn is_refused(&self, source: usize, item: &Item) -> bool {
        let ports = &self.station(source).out;
        ports.iter().any(|p| self.admits(p, item) && self.refusal(p, item).is_some())
    }

    fn plan_drain(&mut self, source: usize, stream: usize) {
        if !std::mem::replace(&mut self.arrivals[stream].feed.draining, true) {
            self.after(AGAIN, Event::Drain { station: source as u16, stream: stream as u16 });
        }
    }

    /// A source tries again what was refused, oldest first.
    pub(super) fn drain(&mut self, source: usize, stream: usize) {
        self.arrivals[stream].feed.draining = false;
        let keeps = self.spools(stream as u16);
        self.drop_old_spool(source, stream as u16, keeps);
        while let Some(item) = self.arrivals[stream].feed.spool.front().copied() {
            if self.is_down(source) {
                return;
            }
            if self.is_refused(source, &item) {
                return self.plan_drain(source, stream);
            }
            self.arrivals[stream].feed.spool.pop_front();
            self.fan_out(source, Parcel::of(item));
        }
    }

    fn drop_old_spool(&mut self, source: usize, stream: u16, keeps: Time) {
        let now = self.now();
        while let Some(old) = self.arrivals[usize::from(stream)].feed.spool.front().copied() {
            if now - old.born_last <= keeps {
                return;
            }
            self.arrivals[usize::from(stream)].feed.spool.pop_front();
            self.lose(source, &old, Cause::Disconnected);
        }
    }

    /// Returns how long the source of a stream keeps what nobody takes.
    pub(super) fn spools(&self, stream: u16) -> Time {
        match &self.plant.streams[usize::from(stream)].plan.arrives {
            Arrival::Stream(plan) => plan.spool_s.max(0) * SECOND,
            Arrival::Files(_) => 0,
        }
    }

    /// The connection is up again: what waited is sent.
    pub(super) fn empty_spools(&mut self) {
        for stream in 0..self.plant.streams.len() {
            let Some(&source) = self.plant.streams[stream].sources.first() else { continue };
            if self.is_down(source) {
                continue;
            }
            self.drain(source, stream);
        }
    }
}
