//! What happened in a run, in order: what the Run stage plays and what the fingerprint is taken of.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{
    agenda::Time,
    cause::Cause,
    item::{Cuts, Item, Parcel},
};
use crate::domain::component::word_enum;

word_enum! {
    /// What happened at a station.
    Happening {
        /// A file began to be written.
        Writing = "writing",
        /// Records are there at the source.
        Ready = "ready",
        /// A schedule fired.
        Fired = "fired",
        /// Somebody looked and found nothing to take.
        NothingThere = "nothing_there",
        /// Code began to work.
        Began = "began",
        /// Code was done.
        Done = "done",
        /// Code failed.
        Failed = "failed",
        /// A message was put into a queue.
        Queued = "queued",
        /// A message was deleted because it was handled.
        Handled = "handled",
        /// A message left a queue because it was tried or kept long enough.
        GivenUp = "given_up",
        /// It was put aside where people can take it up.
        Parked = "parked",
        /// It is kept.
        Kept = "kept",
        /// It is usable where it is required.
        Arrived = "arrived",
        /// What is shown is wrong.
        ShownWrong = "shown_wrong",
        /// Rows were refused and put aside.
        Rejected = "rejected",
        /// Its way ended.
        Dropped = "dropped",
        /// An alarm went off.
        Alarmed = "alarmed",
        /// A person was told.
        Told = "told",
        /// A person did something about it.
        Acted = "acted",
        /// A fault began.
        FaultBegan = "fault_began",
        /// A fault ended.
        FaultEnded = "fault_ended",
        /// Kept records were sent again.
        Resent = "resent",
        /// What was shown of a period was destroyed.
        Wiped = "wiped",
        /// It is there again, compared and in use.
        Rebuilt = "rebuilt",
    }
}

/// Where something happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// At a node, by its number in the flow.
    Node(u16),
    /// On a link, by its number in the flow.
    Link(u16),
    /// Nowhere on the board.
    Nowhere,
}

/// One thing that happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// When, microseconds.
    pub at: Time,
    /// When it was over, for what travels.
    pub until: Time,
    /// Where.
    pub place: Place,
    /// What; nothing for what travels.
    pub what: Option<Happening>,
    /// Which workload.
    pub stream: u16,
    /// Which arrival of it.
    pub emission: u32,
    /// The first record.
    pub first: u64,
    /// How many records.
    pub records: u64,
    /// The format, by its number in the plant.
    pub format: u16,
    /// It only points at an item.
    pub notice: bool,
    /// Why.
    pub cause: Option<Cause>,
}

/// Takes down what happens, or nothing when nobody wants to see it.
#[derive(Clone, Debug, Default)]
pub struct Recorder {
    on: bool,
    /// What was taken down.
    pub entries: Vec<Entry>,
}

impl Recorder {
    /// Makes one that takes everything down.
    pub fn new(on: bool) -> Self {
        Self { on, entries: Vec::new() }
    }

    /// Takes down that a parcel travels.
    pub fn moved(&mut self, at: Time, takes: Time, link: usize, parcel: &Parcel, cuts: &Cuts) {
        if self.on {
            let mut entry = entry(at, Place::Link(link as u16), &parcel.item, cuts);
            entry.until = at + takes;
            entry.notice = parcel.held_at.is_some();
            self.entries.push(entry);
        }
    }

    /// Takes down that something happened to an item.
    pub fn note(&mut self, at: Time, node: usize, what: Happening, item: &Item, cuts: &Cuts, cause: Option<Cause>) {
        if self.on {
            let mut entry = entry(at, Place::Node(node as u16), item, cuts);
            (entry.what, entry.cause) = (Some(what), cause);
            self.entries.push(entry);
        }
    }

    /// Returns the SHA-256 of everything that was taken down.
    pub fn fingerprint(&self) -> String {
        fingerprint(&self.entries)
    }

    /// Takes down something that is about no item.
    pub fn mark(&mut self, at: Time, place: Place, what: Happening, cause: Option<Cause>) {
        if self.on {
            let (stream, emission, first, records) = (u16::MAX, u32::MAX, 0, 0);
            let what = Some(what);
            let (format, notice) = (u16::MAX, false);
            self.entries.push(Entry {
                at,
                until: at,
                place,
                what,
                stream,
                emission,
                first,
                records,
                format,
                notice,
                cause,
            });
        }
    }
}

/// Returns what was taken down as JSON lines.
pub fn lines(entries: &[Entry]) -> impl Iterator<Item = String> {
    // An entry is made of numbers and words, which always have a JSON form.
    entries.iter().map(|e| serde_json::to_string(e).unwrap_or_default())
}

/// Returns the SHA-256 of what was taken down, one JSON line per entry, as hex digits; `sha256sum`
/// of a trace file shows the same.
pub fn fingerprint(entries: &[Entry]) -> String {
    let mut hash = Sha256::new();
    for line in lines(entries) {
        hash.update(line.as_bytes());
        hash.update(b"\n");
    }
    hash.finalize().iter().fold(String::new(), |mut hex, byte| {
        // Writing into a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

fn entry(at: Time, place: Place, item: &Item, cuts: &Cuts) -> Entry {
    Entry {
        at,
        until: at,
        place,
        what: None,
        stream: item.stream,
        emission: item.emission,
        first: item.lo,
        records: cuts.count(item),
        format: item.format,
        notice: false,
        cause: None,
    }
}
