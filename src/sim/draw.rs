//! Random numbers that stay where they are: each is a function of seed, purpose, entity and
//! ordinal, so that taking one cause away shifts no other draw.
//!
//! There is no generator with a state to share or to get out of step. Times are computed with
//! `libm`, which gives the same bits on every machine.

use super::agenda::{MILLI, Time};

/// What a number is drawn for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u64)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Purpose {
    Ready = 1,
    Writing,
    Rows,
    Twice,
    Corrected,
    BadRows,
    BadRowCount,
    BadRowPlace,
    Unreadable,
    Arrival,
    Key,
    Service,
    ColdStart,
    Link,
    Told,
    Redelivery,
    Value,
    Share,
    Lookup,
    Disorder,
    Withdrawn,
}

/// The seed of one run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dice(u64);

/// The 64-bit finaliser of `SplitMix64` (Steele, Lea, Flood 2014): every input bit moves every
/// output bit.
const fn mix(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

impl Dice {
    /// Takes a seed.
    pub fn new(seed: u64) -> Self {
        Self(mix(seed.wrapping_add(GOLDEN)))
    }

    /// Returns the seed of a repetition of the run.
    #[must_use]
    pub fn repetition(seed: u64, number: u32) -> u64 {
        if number == 0 { seed } else { mix(seed ^ mix(u64::from(number).wrapping_mul(GOLDEN))) }
    }

    /// Draws 64 bits.
    pub fn bits(self, purpose: Purpose, entity: u64, ordinal: u64) -> u64 {
        let of_entity = mix(self.0 ^ entity.wrapping_mul(GOLDEN) ^ ((purpose as u64) << 56));
        mix(of_entity.wrapping_add(ordinal.wrapping_add(1).wrapping_mul(GOLDEN)))
    }

    /// Draws from above 0 up to 1.
    pub fn unit(self, purpose: Purpose, entity: u64, ordinal: u64) -> f64 {
        let bits = self.bits(purpose, entity, ordinal) >> 11;
        (bits + 1) as f64 * (1.0 / 9_007_199_254_740_992.0)
    }

    /// Draws a whole number from `low` to `high`, both included.
    pub fn between(self, (low, high): (i64, i64), purpose: Purpose, entity: u64, ordinal: u64) -> i64 {
        if high <= low {
            return low;
        }
        let width = high.abs_diff(low) + 1;
        let drawn = (u128::from(self.bits(purpose, entity, ordinal)) * u128::from(width)) >> 64;
        low.wrapping_add(drawn as i64)
    }

    /// Says whether something that happens to so many thousandths happens.
    pub fn happens(self, thousandths: i64, purpose: Purpose, entity: u64, ordinal: u64) -> bool {
        self.between((0, 999), purpose, entity, ordinal) < thousandths
    }
}

/// Returns the number a text stands for, the same on every machine (FNV-1a).
pub fn entity(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// How a length of time is spread.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Span {
    /// Always so long, microseconds.
    Fixed(Time),
    /// Exponential with this mean, microseconds.
    Exponential(f64),
    /// Log-normal: median in microseconds, and the standard deviation of its logarithm.
    LogNormal(f64, f64),
}

/// The standard score of the 99th percentile.
const Z99: f64 = 2.326_347_874_040_841;

impl Span {
    /// Makes a log-normal span from its median and its 99th percentile in milliseconds.
    pub fn of_ms((median, p99): (i64, i64)) -> Self {
        if median <= 0 || p99 <= median {
            return Self::Fixed(median.max(0).saturating_mul(MILLI));
        }
        let spread = libm::log(p99 as f64 / median as f64) / Z99;
        Self::LogNormal(median as f64 * MILLI as f64, spread)
    }

    /// Makes it so many thousandths as long.
    #[must_use]
    pub fn times(self, thousandths: i64) -> Self {
        let factor = thousandths as f64 / 1000.0;
        match self {
            Self::Fixed(t) => Self::Fixed(t.saturating_mul(thousandths) / 1000),
            Self::Exponential(mean) => Self::Exponential(mean * factor),
            Self::LogNormal(median, spread) => Self::LogNormal(median * factor, spread),
        }
    }

    /// Draws a length.
    #[inline]
    pub fn draw(self, dice: Dice, purpose: Purpose, entity: u64, ordinal: u64) -> Time {
        // Most lengths in a run are fixed: those of links.
        if let Self::Fixed(t) = self { t } else { self.draw_spread(dice, purpose, entity, ordinal) }
    }

    fn draw_spread(self, dice: Dice, purpose: Purpose, entity: u64, ordinal: u64) -> Time {
        match self {
            Self::Fixed(t) => t,
            Self::Exponential(mean) => to_time(-libm::log(dice.unit(purpose, entity, ordinal)) * mean),
            Self::LogNormal(median, spread) => {
                let z = normal(
                    dice.unit(purpose, entity, ordinal.wrapping_mul(2)),
                    dice.unit(purpose, entity, ordinal.wrapping_mul(2).wrapping_add(1)),
                );
                // Beyond four deviations the tail is longer than anything that was ever measured.
                to_time(median * libm::exp(spread * z.clamp(-4.0, 4.0)))
            }
        }
    }
}

fn to_time(us: f64) -> Time {
    libm::rint(us).clamp(0.0, 9.0e15) as Time
}

/// Turns two draws into one of the standard normal distribution (Box and Muller 1958).
fn normal(u: f64, v: f64) -> f64 {
    libm::sqrt(-2.0 * libm::log(u)) * libm::cos(2.0 * std::f64::consts::PI * v)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draw_depends_on_each_of_its_four_names() {
        let base = Dice::new(1).bits(Purpose::Service, 7, 3);
        assert_eq!(base, Dice::new(1).bits(Purpose::Service, 7, 3));
        for other in [
            Dice::new(2).bits(Purpose::Service, 7, 3),
            Dice::new(1).bits(Purpose::Rows, 7, 3),
            Dice::new(1).bits(Purpose::Service, 8, 3),
            Dice::new(1).bits(Purpose::Service, 7, 4),
        ] {
            assert_ne!(base, other);
        }
    }

    #[test]
    fn draws_are_the_same_numbers_for_ever() {
        // A change of these breaks every recorded run.
        assert_eq!(Dice::new(1).bits(Purpose::Service, entity("convert"), 0), 10_694_784_902_883_569_866);
        assert_eq!(Span::of_ms((8000, 30000)).draw(Dice::new(1), Purpose::Service, 1, 1), 20_896_989);
    }

    #[test]
    fn spans_have_the_median_and_the_percentile_they_were_made_from() {
        let span = Span::of_ms((8000, 30_000));
        let mut drawn: Vec<Time> = (0..20_001).map(|i| span.draw(Dice::new(3), Purpose::Service, 1, i)).collect();
        drawn.sort_unstable();
        let (median, p99) = (drawn[10_000] / MILLI, drawn[19_800] / MILLI);
        assert!((7_850..8_150).contains(&median), "{median}");
        assert!((28_500..31_500).contains(&p99), "{p99}");
    }

    #[test]
    fn whole_numbers_keep_to_their_bounds() {
        let dice = Dice::new(5);
        let drawn: Vec<i64> = (0..2000).map(|i| dice.between((-3, 4), Purpose::Rows, 1, i)).collect();
        assert_eq!((drawn.iter().min(), drawn.iter().max()), (Some(&-3), Some(&4)));
        assert_eq!(dice.between((9, 2), Purpose::Rows, 1, 1), 9);
    }
}
