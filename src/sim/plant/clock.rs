//! The client's clock: from days and times of day to microseconds since the run began.

use crate::{
    domain::workload::{ClockChange, DayTime, Moment, RunPlan, Stream},
    sim::agenda::{DAY, SECOND, Time},
};

/// The client's clock in a run that begins at midnight of its first day.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    change: Option<ClockChange>,
}

impl Clock {
    /// Reads the clock of a plan.
    pub fn of(run: &RunPlan) -> Self {
        Self { change: run.clock_change }
    }

    /// Returns the length of so many days.
    pub fn days(self, days: i64) -> Time {
        days.saturating_mul(DAY)
    }

    /// Returns when the client's clock shows this moment.
    pub fn local(self, moment: Moment) -> Time {
        self.standing(moment) - self.shift_at(self.standing(moment))
    }

    /// Returns when a clock that is never put forward shows this moment.
    pub fn standing(self, moment: Moment) -> Time {
        (moment.day - 1).saturating_mul(DAY).saturating_add(moment.time.0 * SECOND)
    }

    fn shift_at(self, standing: Time) -> Time {
        match self.change {
            Some(c) if standing >= self.standing(c.at) => c.by_min * 60 * SECOND,
            _ => 0,
        }
    }

    /// Returns what the client's clock shows at a moment of the run.
    pub fn reads(self, at: Time) -> Moment {
        let shift = match self.change {
            Some(c) if at >= self.standing(c.at) => c.by_min * 60 * SECOND,
            _ => 0,
        };
        let standing = at + shift;
        Moment { day: standing.div_euclid(DAY) + 1, time: DayTime(standing.rem_euclid(DAY) / SECOND) }
    }

    /// Says whether records of a stream come on the day of a moment.
    pub fn comes_on(self, plan: &Stream, at: Time) -> bool {
        plan.on_days.is_empty() || plan.on_days.contains(&self.reads(at).day)
    }

    /// Returns the next moment at which a stream that has paused may go on: its next rate of that
    /// day, or the next midnight. A stream of one rate is looked at again soon.
    pub fn goes_on(self, plan: &Stream, at: Time) -> Time {
        let now = self.reads(at);
        let later = plan.per_s_milli.iter().map(|r| r.0).filter(|&t| t > now.time && self.comes_on(plan, at)).min();
        match (later, plan.per_s_milli.len()) {
            (None, 0 | 1) if plan.on_days.is_empty() => at,
            (Some(time), _) => self.local(Moment { time, ..now }),
            (None, _) => self.local(Moment { day: now.day + 1, time: DayTime(0) }),
        }
    }

    /// Returns every moment of the slots, on the client's clock or on one that stands, in order.
    pub fn slots(self, slots: &[DayTime], days: i64, local: bool) -> Vec<Time> {
        let of_day = |day: i64| slots.iter().map(move |&time| Moment { day, time });
        let all = (1..=days).flat_map(of_day);
        all.map(|m| if local { self.local(m) } else { self.standing(m) }).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clock() -> Clock {
        let at = Moment { day: 2, time: DayTime(2 * 3600) };
        Clock { change: Some(ClockChange { at, by_min: 60 }) }
    }

    #[test]
    fn six_in_the_morning_comes_an_hour_earlier_once_the_clock_is_put_forward() {
        let hours: Vec<i64> = clock().slots(&[DayTime(6 * 3600)], 3, true).iter().map(|t| t / SECOND / 3600).collect();
        assert_eq!(hours, [6, 29, 53]);
        let standing: Vec<i64> =
            clock().slots(&[DayTime(6 * 3600)], 3, false).iter().map(|t| t / SECOND / 3600).collect();
        assert_eq!(standing, [6, 30, 54]);
    }

    #[test]
    fn reading_the_clock_undoes_setting_it() {
        for (day, hour) in [(1, 6), (2, 1), (2, 4), (3, 23)] {
            let moment = Moment { day, time: DayTime(hour * 3600) };
            assert_eq!(clock().reads(clock().local(moment)), moment);
        }
    }
}
