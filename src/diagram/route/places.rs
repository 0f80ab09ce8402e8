//! A set of places of a lattice, one bit for each. It knows nothing of what lies there.

/// A set of places.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Places(Vec<u64>);

impl Places {
    /// The empty set over so many places.
    pub(super) fn none(places: usize) -> Self {
        Self(vec![0; places.div_ceil(64)])
    }

    #[inline]
    pub(super) fn add(&mut self, at: usize) {
        self.0[at / 64] |= 1 << (at % 64);
    }

    pub(super) fn take(&mut self, at: usize) {
        self.0[at / 64] &= !(1 << (at % 64));
    }

    /// Says whether two sets over as many places have a place in common.
    pub(super) fn meets(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).any(|(a, b)| a & b != 0)
    }
}
