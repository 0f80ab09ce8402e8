//! Words for the three qualities.

use crate::domain::scenario::Quality;

/// The name of a quality.
pub fn title(quality: Quality) -> &'static str {
    match quality {
        Quality::Velocity => "Velocity",
        Quality::Resilience => "Resilience",
        Quality::Replayability => "Replayability",
    }
}

/// What a quality is about, in one line.
pub fn meaning(quality: Quality) -> &'static str {
    match quality {
        Quality::Velocity => "How fresh the data is where it is used.",
        Quality::Resilience => "What breaks, what it costs, how it comes back.",
        Quality::Replayability => "What can be built again from what was kept.",
    }
}
