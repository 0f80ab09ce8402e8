//! A trace made ready to be played: its moments in order, what stood where at each of them, what
//! went wrong when.
//!
//! Made once per run; a picture only looks things up. Knows no screen and no clock.

use std::ops::Range;

use crate::sim::{
    agenda::Time,
    cause::Cause,
    play::Played,
    trace::{Entry, Happening as H, Place},
};

/// What stands at a node.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stand {
    /// Items that wait.
    pub waiting: u32,
    /// Items put aside for people.
    pub aside: u32,
    /// Items being worked on.
    pub busy: u32,
    /// Items that went through, were kept or arrived.
    pub done: u32,
    /// Times that something failed.
    pub failed: u32,
    /// Records lost.
    pub lost: u64,
    /// Records refused and put aside.
    pub rejected: u64,
    /// Records shown wrong.
    pub wrong: u64,
    /// Why something failed, was put aside or was lost last.
    pub cause: Option<Cause>,
    /// A fault is at work here.
    pub struck: bool,
}

/// A trace made ready to be played.
#[derive(Clone, Debug, Default)]
pub struct Timeline {
    /// Everything that happened, in the order of time.
    pub entries: Vec<Entry>,
    /// The moments at which something happened.
    pub moments: Vec<Time>,
    /// The first entry of each moment, and one past the last.
    starts: Vec<usize>,
    /// Entries that are told, in order: travel and idle looks are left out.
    pub told: Vec<usize>,
    /// Entries that are incidents.
    pub incidents: Vec<usize>,
    /// When the run ends.
    pub horizon: Time,
    /// What stood where before every so many entries.
    snapshots: Vec<Vec<Stand>>,
    nodes: usize,
    /// The longest that something travels.
    longest: Time,
}

/// Entries between two snapshots.
const EVERY: usize = 2048;

impl Timeline {
    /// Makes a trace ready; `nodes` is how many the board has.
    pub fn of(played: &Played, nodes: usize) -> Self {
        let mut entries: Vec<Entry> = played.entries.iter().filter(|e| e.at <= played.horizon).copied().collect();
        entries.sort_by_key(|e| e.at);
        let mut line = Self { horizon: played.horizon, nodes, ..Self::default() };
        for (i, e) in entries.iter().enumerate() {
            if line.moments.last() != Some(&e.at) {
                line.moments.push(e.at);
                line.starts.push(i);
            }
        }
        line.starts.push(entries.len());
        line.told = (0..entries.len()).filter(|&i| is_told(&entries[i])).collect();
        line.incidents = (0..entries.len()).filter(|&i| is_incident(&entries[i])).collect();
        line.longest = entries.iter().map(|e| e.until - e.at).max().unwrap_or(0);
        line.entries = entries;
        line.take_snapshots();
        line
    }

    fn take_snapshots(&mut self) {
        let mut stands = vec![Stand::default(); self.nodes];
        let mut all = Vec::new();
        for (i, e) in self.entries.iter().enumerate() {
            if i % EVERY == 0 {
                all.push(stands.clone());
            }
            apply(&mut stands, e);
        }
        self.snapshots = all;
    }

    /// Returns the entries of a moment.
    pub fn at(&self, moment: usize) -> Range<usize> {
        match (self.starts.get(moment), self.starts.get(moment + 1)) {
            (Some(&from), Some(&to)) => from..to,
            _ => 0..0,
        }
    }

    /// Returns one past the last entry that has happened by a moment.
    pub fn end_of(&self, moment: usize) -> usize {
        self.at(moment).end
    }

    /// Returns what stands at each node once a moment has happened.
    pub fn stands(&self, moment: usize) -> Vec<Stand> {
        let end = self.end_of(moment);
        let from = end / EVERY;
        let Some(snapshot) = self.snapshots.get(from).or(self.snapshots.last()) else {
            return vec![Stand::default(); self.nodes];
        };
        let mut stands = snapshot.clone();
        let first = from.min(self.snapshots.len().saturating_sub(1)) * EVERY;
        for e in &self.entries[first.min(end)..end] {
            apply(&mut stands, e);
        }
        stands
    }

    /// Returns what travels at a time, begun by a moment.
    pub fn travelling(&self, moment: usize, now: Time) -> impl Iterator<Item = &Entry> {
        let end = self.end_of(moment);
        let earliest = now - self.longest;
        let first = self.entries[..end].partition_point(|e| e.at < earliest);
        self.entries[first..end].iter().filter(move |e| e.what.is_none() && e.until >= now)
    }

    /// Returns the last moment at or before a time.
    pub fn moment_at(&self, time: Time) -> usize {
        self.moments.partition_point(|&t| t <= time).saturating_sub(1)
    }

    /// Returns the moment of an entry.
    pub fn moment_of(&self, entry: usize) -> usize {
        self.starts.partition_point(|&s| s <= entry).saturating_sub(1)
    }

    /// Says whether anything but an idle look happens at a moment.
    pub fn is_quiet(&self, moment: usize) -> bool {
        self.entries[self.at(moment)].iter().all(|e| matches!(e.what, Some(H::Fired | H::NothingThere)))
    }

    /// Returns how many of these entries lie before the end of a moment.
    pub fn passed(&self, of: &[usize], moment: usize) -> usize {
        let end = self.end_of(moment);
        of.partition_point(|&i| i < end)
    }
}

/// Says whether an entry is worth a line.
fn is_told(e: &Entry) -> bool {
    !matches!(e.what, None | Some(H::Fired | H::NothingThere))
}

/// Says whether an entry is something gone wrong, or what people did about it.
pub fn is_incident(e: &Entry) -> bool {
    matches!(
        e.what,
        Some(
            H::Failed
                | H::Parked
                | H::ShownWrong
                | H::Rejected
                | H::Dropped
                | H::Alarmed
                | H::FaultBegan
                | H::FaultEnded
                | H::Wiped
                | H::Rebuilt
        )
    )
}

fn apply(stands: &mut [Stand], e: &Entry) {
    let (Place::Node(n), Some(what)) = (e.place, e.what) else { return };
    let Some(s) = stands.get_mut(usize::from(n)) else { return };
    s.cause = e.cause.or(s.cause);
    match what {
        H::Began => s.busy += 1,
        H::Done => {
            s.busy = s.busy.saturating_sub(1);
            s.done += 1;
        }
        H::Failed => {
            s.busy = s.busy.saturating_sub(1);
            s.failed += 1;
        }
        H::Queued => s.waiting += 1,
        H::Handled => {
            s.waiting = s.waiting.saturating_sub(1);
            s.done += 1;
        }
        H::GivenUp => s.waiting = s.waiting.saturating_sub(1),
        H::Parked => s.aside += 1,
        H::Resent => s.aside = s.aside.saturating_sub(1),
        H::Kept | H::Arrived | H::Ready => s.done += 1,
        H::ShownWrong => s.wrong += e.records,
        H::Rejected => s.rejected += e.records,
        H::Dropped => s.lost += e.records,
        H::FaultBegan => s.struck = true,
        H::FaultEnded | H::Rebuilt => s.struck = false,
        H::Wiped => *s = Stand { struck: true, ..Stand::default() },
        _ => {}
    }
}
