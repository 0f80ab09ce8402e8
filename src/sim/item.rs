//! What travels in a run: items with the ranges of origin records they carry, and parcels that
//! hold an item or point at one.
//!
//! Records have numbers, counted per workload; their values are functions of (seed, number) and
//! are stored nowhere.

use super::{agenda::Time, spans::Spans};

/// What has happened to an item, one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Condition(u32);

impl Condition {
    /// Read while it was written: half of it is missing.
    pub const HALF: Self = Self(1);
    /// Nobody can open it.
    pub const UNREADABLE: Self = Self(1 << 1);
    /// The source itself left rows out; it looks whole.
    pub const SHORT: Self = Self(1 << 2);
    /// A wrong version of the code wrote it.
    pub const SPOILED: Self = Self(1 << 3);
    /// On its way in a replay.
    pub const REPLAYED: Self = Self(1 << 4);
    /// Its bad rows were taken out already.
    pub const CLEANED: Self = Self(1 << 5);

    /// Left its source out of order.
    pub const SHUFFLED: Self = Self(1 << 6);
    /// Worked out without the earlier records it needs.
    pub const FORGOT: Self = Self(1 << 7);
    /// Worked out while records were out of order.
    pub const CONFUSED: Self = Self(1 << 8);
    /// What was looked up for it was out of date.
    pub const STALE: Self = Self(1 << 9);

    /// Never came on its connection; a history has it, or had.
    pub const MISSED: Self = Self(1 << 16);
    /// Worked out while records before it were missing.
    pub const GAPPED: Self = Self(1 << 17);
    /// Worked out from the records of other keys.
    pub const MIXED: Self = Self(1 << 18);

    /// Says whether the bit is set.
    pub fn has(self, bit: Self) -> bool {
        self.0 & bit.0 != 0
    }

    /// A copy that a store made by itself; copies are not copied on (source key `s3_repl`).
    pub const COPIED: Self = Self(1 << 10);

    /// Only what changed in it needs work; the rest is known.
    pub const SIFTED: Self = Self(1 << 11);
    /// What it says, or what it was brought together with, was no longer so.
    pub const OUTDATED: Self = Self(1 << 12);
    /// Whatever is old in it is superseded by what is new in it.
    pub const NEWEST: Self = Self(1 << 13);
    /// Added to something that people were told of before.
    pub const GROUPED: Self = Self(1 << 19);
    /// Sent by somebody who goes by another's name.
    pub const FORGED: Self = Self(1 << 20);

    /// Several machines wrote over one another.
    pub const TORN: Self = Self(1 << 14);

    /// Says whether its records are as they should be, whatever way they came.
    pub fn is_sound(self) -> bool {
        let harmless =
            Self::REPLAYED.0 | Self::CLEANED.0 | Self::SIFTED.0 | Self::NEWEST.0 | Self::MISSED.0 | Self::GROUPED.0;
        self.0 & !harmless == 0
    }

    /// Sets a bit.
    #[must_use]
    pub fn with(self, bit: Self) -> Self {
        Self(self.0 | bit.0)
    }

    /// Clears a bit.
    #[must_use]
    pub fn less(self, bit: Self) -> Self {
        Self(self.0 & !bit.0)
    }
}

/// A file or message with the records in it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Item {
    /// Which workload it comes from.
    pub stream: u16,
    /// Its format, as a number of the plant.
    pub format: u16,
    /// Which arrival of the workload it is, from 0.
    pub emission: u32,
    /// The name it is kept under: a corrected file has the name of the one it corrects.
    pub name: u32,
    /// Its first record.
    pub lo: u64,
    /// One past its last record.
    pub hi: u64,
    /// Records of the range that are not in it: an entry of the run's list of cuts; 0 is none.
    pub cut: u32,
    /// When its first record was ready at the source.
    pub born: Time,
    /// When its last record was.
    pub born_last: Time,
    /// The key of its records; 0 stands for all keys, a group for those of one part of a log.
    pub key: u32,
    /// What has happened to it.
    pub condition: Condition,
    /// How many times code has handled it.
    pub hops: u16,
}

impl Item {
    /// Returns the part of it with these records; they are born at equal distances.
    #[must_use]
    pub fn slice(&self, lo: u64, hi: u64) -> Self {
        let steps = i128::from(self.hi - self.lo).max(2) - 1;
        let width = i128::from(self.born_last - self.born);
        let born = |record: u64| self.born + (width * i128::from(record - self.lo) / steps) as Time;
        Self { lo, hi, born: born(lo), born_last: born(hi.max(lo + 1) - 1), ..*self }
    }

    /// Returns the number that draws about it are keyed by.
    pub fn ordinal(&self) -> u64 {
        (u64::from(self.emission) << 8) | (u64::from(self.stream) & 0xff)
    }
}

/// Something handed from station to station.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Parcel {
    /// The item itself, or the item it points at.
    pub item: Item,
    /// Where the item lies, when the parcel only points at it.
    pub held_at: Option<u16>,
}

impl Parcel {
    /// Wraps an item that travels itself.
    pub fn of(item: Item) -> Self {
        Self { item, held_at: None }
    }
}

/// The lists of records that were taken out of items.
#[derive(Clone, Debug)]
pub struct Cuts(Vec<Spans>);

impl Cuts {
    /// Starts with the empty cut, number 0.
    pub fn none() -> Self {
        Self(vec![Spans::default()])
    }

    /// Returns the records of an item.
    pub fn records(&self, item: &Item) -> Spans {
        let all = Spans::of(item.lo..item.hi);
        if item.cut == 0 { all } else { all.without(&self.0[item.cut as usize]) }
    }

    /// Counts the records of an item.
    pub fn count(&self, item: &Item) -> u64 {
        let all = item.hi - item.lo;
        if item.cut == 0 { all } else { all - self.0[item.cut as usize].within(&(item.lo..item.hi)).count() }
    }

    /// Takes more records out of an item.
    pub fn take_out(&mut self, item: &mut Item, records: &Spans) {
        if records.is_empty() {
            return;
        }
        let mut cut = self.0[item.cut as usize].clone();
        cut.join(records);
        item.cut = self.0.len() as u32;
        self.0.push(cut);
    }
}

/// Things in numbered places that are used again.
#[derive(Clone, Debug)]
pub struct Shelf<T> {
    places: Vec<Option<T>>,
    free: Vec<u32>,
}

impl<T> Default for Shelf<T> {
    fn default() -> Self {
        Self { places: Vec::new(), free: Vec::new() }
    }
}

impl<T> Shelf<T> {
    /// Puts something on the shelf and returns its place.
    pub fn put(&mut self, thing: T) -> u32 {
        if let Some(place) = self.free.pop() {
            self.places[place as usize] = Some(thing);
            place
        } else {
            self.places.push(Some(thing));
            (self.places.len() - 1) as u32
        }
    }

    /// Takes something off the shelf.
    pub fn take(&mut self, place: u32) -> Option<T> {
        let thing = self.places.get_mut(place as usize)?.take();
        if thing.is_some() {
            self.free.push(place);
        }
        thing
    }

    /// Takes something off the shelf as [`Shelf::take`] does, copying it once only: on the way of
    /// every event this counts.
    pub fn lift(&mut self, place: u32) -> Option<T>
    where
        T: Copy,
    {
        let there = self.places.get_mut(place as usize)?;
        let thing = (*there)?;
        *there = None;
        self.free.push(place);
        Some(thing)
    }

    /// Looks at something.
    pub fn get(&self, place: u32) -> Option<&T> {
        self.places.get(place as usize)?.as_ref()
    }

    /// Looks at something to change it.
    pub fn get_mut(&mut self, place: u32) -> Option<&mut T> {
        self.places.get_mut(place as usize)?.as_mut()
    }

    /// Returns everything on the shelf in the order of the places, to change it.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.places.iter_mut().flatten()
    }

    /// Returns everything on the shelf in the order of the places.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.places.iter().flatten()
    }
}
