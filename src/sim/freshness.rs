//! How long records took, for percentiles: a histogram with steps of less than one per cent.

use super::agenda::Time;

/// Steps within each doubling of time.
const STEPS: u64 = 128;

/// How many records took how long.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Freshness {
    counts: Vec<u64>,
    total: u64,
    longest: Time,
}

fn place(us: Time) -> usize {
    let us = us.max(0) as u64;
    if us < 2 * STEPS {
        return us as usize;
    }
    let doublings = u64::from(us.ilog2()) - 7;
    (doublings * STEPS + (us >> doublings)) as usize
}

/// The longest time of a place.
fn upper(place: usize) -> Time {
    let place = place as u64;
    if place < 2 * STEPS {
        return place as Time;
    }
    let doublings = place / STEPS - 1;
    let step = place - doublings * STEPS;
    (((step + 1) << doublings) - 1) as Time
}

impl Freshness {
    /// Adds records that took between the two times, evenly spread.
    pub fn add(&mut self, shortest: Time, longest: Time, records: u64) {
        self.longest = self.longest.max(longest);
        self.total += records;
        let parts = if shortest == longest { 1 } else { records.clamp(1, 8) };
        let mut rest = records;
        for part in 0..parts {
            let n = rest / (parts - part);
            rest -= n;
            let at = shortest
                + (longest - shortest) / parts as Time * part as Time
                + (longest - shortest) / (2 * parts as Time);
            self.count(place(at), n);
        }
    }

    fn count(&mut self, place: usize, records: u64) {
        if self.counts.len() <= place {
            self.counts.resize(place + 1, 0);
        }
        self.counts[place] += records;
    }

    /// Returns the time within which so many per cent of `sent` records arrived. Records that never
    /// arrived took for ever, so there may be no such time.
    pub fn percentile(&self, percent: u64, sent: u64) -> Option<Time> {
        let wanted = (u128::from(sent) * u128::from(percent)).div_ceil(100).max(1) as u64;
        let mut seen = 0;
        for (place, n) in self.counts.iter().enumerate() {
            seen += n;
            if seen >= wanted {
                return Some(upper(place).min(self.longest));
            }
        }
        None
    }

    /// Returns the longest time, unless some of `sent` records never arrived.
    pub fn longest(&self, sent: u64) -> Option<Time> {
        (self.total > 0 && self.total >= sent).then_some(self.longest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentile_is_within_a_hundredth_of_the_truth() {
        let mut f = Freshness::default();
        for us in 1..=100_000 {
            f.add(us * 37, us * 37, 1);
        }
        for p in [1, 50, 95, 99] {
            let truth = i64::try_from(p).unwrap() * 37_000;
            let said = f.percentile(p, 100_000).unwrap();
            assert!((said - truth).abs() * 100 <= truth, "{p}: {said} for {truth}");
        }
        assert_eq!(f.longest(100_000), Some(3_700_000));
    }

    #[test]
    fn what_never_arrived_took_for_ever() {
        let mut f = Freshness::default();
        f.add(5, 5, 90);
        assert_eq!((f.percentile(90, 100), f.percentile(91, 100), f.longest(100)), (Some(5), None, None));
    }

    #[test]
    fn a_cohort_is_spread_over_its_time() {
        let mut f = Freshness::default();
        f.add(0, 1_000_000, 1000);
        let median = f.percentile(50, 1000).unwrap();
        assert!((430_000..570_000).contains(&median), "{median}");
    }
}
