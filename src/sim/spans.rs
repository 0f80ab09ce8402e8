//! Sets of records as ranges of their numbers, for accounts that are exact however many records
//! travel together.

use std::ops::Range;

/// A set of record numbers, kept as ranges in order that neither touch nor overlap.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spans {
    ranges: Vec<Range<u64>>,
}

impl Spans {
    /// Makes the set of one range.
    pub fn of(range: Range<u64>) -> Self {
        let mut it = Self::default();
        it.add(range);
        it
    }

    /// Says whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    /// Counts the records.
    pub fn count(&self) -> u64 {
        self.ranges.iter().map(|r| r.end - r.start).sum()
    }

    /// Returns the ranges in order.
    pub fn ranges(&self) -> &[Range<u64>] {
        &self.ranges
    }

    /// Says whether a record is in it.
    pub fn contains(&self, record: u64) -> bool {
        let i = self.ranges.partition_point(|r| r.end <= record);
        self.ranges.get(i).is_some_and(|r| r.start <= record)
    }

    /// Adds a range and returns how many of its records were not in it yet.
    pub fn add(&mut self, range: Range<u64>) -> u64 {
        if range.is_empty() {
            return 0;
        }
        match self.ranges.last_mut() {
            // Most sets grow at their end.
            Some(last) if last.end == range.start => {
                last.end = range.end;
                range.end - range.start
            }
            Some(last) if range.start < last.end => self.add_within(range),
            _ => {
                let added = range.end - range.start;
                self.ranges.push(range);
                added
            }
        }
    }

    fn add_within(&mut self, range: Range<u64>) -> u64 {
        // Everything from `first` to before `end` touches the range.
        let first = self.ranges.partition_point(|r| r.end < range.start);
        let end = self.ranges.partition_point(|r| r.start <= range.end);
        let mut merged = range.clone();
        let mut known = 0;
        for r in &self.ranges[first..end] {
            known += r.end.min(range.end).saturating_sub(r.start.max(range.start));
            merged = merged.start.min(r.start)..merged.end.max(r.end);
        }
        self.ranges.splice(first..end, [merged]);
        range.end - range.start - known
    }

    /// Adds every record of another set.
    pub fn join(&mut self, other: &Self) {
        for r in &other.ranges {
            self.add(r.clone());
        }
    }

    /// Takes a range out.
    pub fn remove(&mut self, range: &Range<u64>) {
        if range.is_empty() {
            return;
        }
        let first = self.ranges.partition_point(|r| r.end <= range.start);
        let end = self.ranges.partition_point(|r| r.start < range.end);
        if first >= end {
            return;
        }
        let left = self.ranges[first].start..range.start;
        let right = range.end..self.ranges[end - 1].end;
        let rest = [left, right].into_iter().filter(|r| r.start < r.end);
        self.ranges.splice(first..end, rest);
    }

    /// Returns the records that are in this set and not in the other.
    #[must_use]
    pub fn without(&self, other: &Self) -> Self {
        let mut rest = self.clone();
        for r in &other.ranges {
            rest.remove(r);
        }
        rest
    }

    /// Returns the records that are in both.
    #[must_use]
    pub fn meet(&self, other: &Self) -> Self {
        let (mut i, mut j, mut both) = (0, 0, Self::default());
        while let (Some(a), Some(b)) = (self.ranges.get(i), other.ranges.get(j)) {
            both.add(a.start.max(b.start)..a.end.min(b.end));
            if a.end < b.end { i += 1 } else { j += 1 }
        }
        both
    }

    /// Returns the records of a range that are in it.
    #[must_use]
    pub fn within(&self, range: &Range<u64>) -> Self {
        let first = self.ranges.partition_point(|r| r.end <= range.start);
        let end = self.ranges.partition_point(|r| r.start < range.end);
        let clip = |r: &Range<u64>| r.start.max(range.start)..r.end.min(range.end);
        Self { ranges: self.ranges[first..end.max(first)].iter().map(clip).collect() }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    fn numbers(s: &Spans) -> BTreeSet<u64> {
        s.ranges.iter().flat_map(Clone::clone).collect()
    }

    proptest! {
        #[test]
        fn spans_are_sets_of_numbers(steps in prop::collection::vec((any::<bool>(), 0u64..60, 0u64..12), 0..40),
                                     other in prop::collection::vec((0u64..60, 0u64..9), 0..8)) {
            let (mut spans, mut truth) = (Spans::default(), BTreeSet::new());
            for (add, from, len) in steps {
                let range = from..from + len;
                if add {
                    let new = range.clone().filter(|n| !truth.contains(n)).count() as u64;
                    prop_assert_eq!(spans.add(range.clone()), new);
                    truth.extend(range);
                } else {
                    spans.remove(&range);
                    truth.retain(|n| !range.contains(n));
                }
                prop_assert_eq!(numbers(&spans), truth.clone());
                prop_assert!(spans.ranges.windows(2).all(|w| w[0].end < w[1].start));
            }
            let mut second = Spans::default();
            for (from, len) in other {
                second.add(from..from + len);
            }
            let b = numbers(&second);
            prop_assert_eq!(numbers(&spans.meet(&second)), truth.intersection(&b).copied().collect());
            prop_assert_eq!(numbers(&spans.without(&second)), truth.difference(&b).copied().collect());
            prop_assert_eq!(numbers(&spans.within(&(10..31))), truth.iter().copied().filter(|n| (10..31).contains(n)).collect());
            prop_assert_eq!(spans.count(), truth.len() as u64);
            prop_assert_eq!(spans.contains(17), truth.contains(&17));
        }
    }
}
