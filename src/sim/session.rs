//! Connections that somebody has to hold open: who notices that one has fallen silent, who takes
//! over when the reader dies, and copies of code that are killed one at a time.

use super::{
    agenda::Time,
    cause::Cause,
    world::{Event, World},
};

impl World<'_> {
    /// Returns how long it takes until somebody notices that a connection is silent, and who does.
    pub(super) fn notices_silence(&self, source: usize) -> Option<(Time, usize)> {
        let readers = self.station(source).out.iter().filter(|p| !self.is_down(p.to));
        let looks = readers.filter_map(|p| {
            let session = self.station(p.to).session.filter(|s| s.heartbeat > 0)?;
            Some((session.heartbeat, p.to))
        });
        looks.min()
    }

    /// A connection has fallen silent. Whoever listens for a heartbeat dials again; returns when.
    pub(super) fn falls_silent(&mut self, source: usize) -> Option<Time> {
        let (after, reader) = self.notices_silence(source)?;
        self.tell(reader, Cause::Disconnected, None);
        Some(self.now() + after)
    }

    /// How long a station is away when the copy that holds a connection dies: until another one
    /// takes over, or until it has started again.
    pub(super) fn takes_over(&self, n: usize) -> Option<Time> {
        let session = self.station(n).session?;
        let lanes = self.station(n).code.as_ref().map_or(1, |c| c.lanes);
        Some(if lanes > 1 { session.takeover } else { self.station(n).recovery })
    }

    /// One copy of the code on a station dies, with what it had in memory.
    pub(super) fn kill_copy(&mut self, n: usize) {
        let lanes = self.station(n).code.as_ref().map_or(1, |c| c.lanes);
        let shares = self.station(n).session.is_none() && lanes > 1;
        let away = self.takes_over(n).unwrap_or(self.station(n).recovery);
        if shares {
            self.states[n].hit.fewer += 1;
        } else {
            self.states[n].hit.down += 1;
            self.forget_state(n);
        }
        self.forget_memory(n, if shares { lanes as usize } else { 1 });
        self.after(away, Event::Back { station: n as u16, copies: u16::from(shares) });
    }
}
