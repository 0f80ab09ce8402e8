//! Where a run is being watched: at which moment, how far to the next, how fast.
//!
//! What happens in milliseconds is slowed down so that it can be seen, and waits are cut short so
//! that nobody has to sit through a night. The clock on the screen always tells the true time.

use super::timeline::Timeline;
use crate::sim::agenda::Time;

/// How fast a run is watched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Speed {
    /// What people see.
    pub name: &'static str,
    /// Milliseconds of the run in one of the watcher's; 0 for as fast as it can be shown.
    times: i64,
    /// Shortest time on the screen of something that travels, ms.
    travel: i64,
    /// Longest time on the screen of a wait, ms.
    wait: i64,
}

/// The speeds, slowest first.
pub const SPEEDS: [Speed; 6] = [
    Speed { name: "1×", times: 1, travel: 900, wait: 5000 },
    Speed { name: "10×", times: 10, travel: 700, wait: 2500 },
    Speed { name: "60×", times: 60, travel: 450, wait: 1200 },
    Speed { name: "600×", times: 600, travel: 220, wait: 600 },
    Speed { name: "3600×", times: 3600, travel: 90, wait: 250 },
    Speed { name: "max", times: 0, travel: 0, wait: 0 },
];

/// At full speed a run takes about so many pictures.
const PICTURES: usize = 360;

/// Where a run is being watched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Playhead {
    /// The moment that has happened last.
    pub moment: usize,
    /// Milliseconds on the screen since then.
    pub since: i64,
    /// Which of [`SPEEDS`].
    pub speed: usize,
    /// Whether it goes on by itself.
    pub going: bool,
}

impl Default for Playhead {
    fn default() -> Self {
        Self { moment: 0, since: 0, speed: 2, going: false }
    }
}

impl Playhead {
    /// Goes on by so many milliseconds of the watcher.
    pub fn go_on(&mut self, ms: i64, line: &Timeline) {
        if SPEEDS[self.speed].times == 0 {
            self.since = 0;
            self.moment += line.moments.len() / PICTURES + 1;
        } else {
            self.since += ms.clamp(0, 500);
            while self.moment + 1 < line.moments.len() && self.since >= self.lasts(line) {
                self.since -= self.lasts(line);
                self.moment += 1;
            }
        }
        if self.moment + 1 >= line.moments.len() {
            self.go_to(line.moments.len().saturating_sub(1));
            self.going = false;
        }
    }

    /// Returns how long the screen stays between this moment and the next, ms.
    fn lasts(&self, line: &Timeline) -> i64 {
        let speed = SPEEDS[self.speed];
        let (Some(now), Some(next)) = (line.moments.get(self.moment), line.moments.get(self.moment + 1)) else {
            return 1;
        };
        let true_ms = (next - now) / 1000;
        if line.is_quiet(self.moment + 1) {
            return (true_ms / speed.times.max(1)).min(speed.wait / 12);
        }
        let moves = line.travelling(self.moment, *now).next().is_some();
        let least = if moves { speed.travel } else { speed.travel / 8 };
        (true_ms / speed.times.max(1)).clamp(least.min(speed.wait), speed.wait)
    }

    /// Returns the time of the run.
    pub fn now(&self, line: &Timeline) -> Time {
        let Some(&from) = line.moments.get(self.moment) else { return 0 };
        let Some(&to) = line.moments.get(self.moment + 1) else { return from };
        let lasts = self.lasts(line).max(1);
        let part = self.since.clamp(0, lasts);
        from + (i128::from(to - from) * i128::from(part) / i128::from(lasts)) as Time
    }

    /// Returns how far it is to the next moment, in thousandths of what can be seen travelling.
    pub fn part(&self, line: &Timeline) -> u16 {
        let lasts = self.lasts(line).min(SPEEDS[self.speed].travel).max(1);
        (self.since.clamp(0, lasts) * 1000 / lasts) as u16
    }

    /// Goes to a moment and waits there.
    pub fn go_to(&mut self, moment: usize) {
        (self.moment, self.since) = (moment, 0);
    }

    /// Goes to the next or last entry of a list; says whether there was one.
    pub fn jump(&mut self, of: &[usize], on: bool, line: &Timeline) -> bool {
        let here = line.at(self.moment);
        let found = if on {
            of.get(of.partition_point(|&i| i < here.end))
        } else {
            of.partition_point(|&i| i < here.start).checked_sub(1).and_then(|i| of.get(i))
        };
        let Some(&entry) = found else { return false };
        self.going = false;
        self.go_to(line.moment_of(entry));
        true
    }

    /// Says whether the run is at its end.
    pub fn is_over(&self, line: &Timeline) -> bool {
        self.moment + 1 >= line.moments.len()
    }
}
