//! The figures that a run for a lesson gives, and what each counts.
//!
//! Only their names; the engine works them out.

use serde::{Deserialize, Serialize};

use super::component::word_enum;

word_enum! {
    /// A figure that a run gives.
    Figure {
        /// Age of a record when it is usable: half of them are younger. Seconds.
        AgeMedian = "age_median",
        /// 95 of a hundred are younger. Seconds.
        AgeP95 = "age_p95",
        /// 99 of a hundred are younger. Seconds.
        AgeP99 = "age_p99",
        /// The oldest. Seconds.
        AgeWorst = "age_worst",
        /// Share that is right and in time. Per cent.
        OnTimeShare = "on_time_share",
        /// Records that were sent.
        Sent = "sent",
        /// Right and in time.
        OnTime = "on_time",
        /// Right and too late.
        Late = "late",
        /// Shown, and wrong.
        Wrong = "wrong",
        /// Kept where somebody is told.
        Parked = "parked",
        /// Refused and put aside.
        Rejected = "rejected",
        /// Kept in an archive and never sent on.
        ArchivedOnly = "archived_only",
        /// Gone.
        Lost = "lost",
        /// Still on its way.
        InFlight = "in_flight",
        /// Copies of what is there already.
        Extra = "extra",
        /// Rows that nobody expects.
        Unexpected = "unexpected",
        /// How often the part in question began to work.
        Begun = "begun",
        /// How often its work failed.
        Failed = "failed",
        /// Mean wait before it begins. Seconds.
        Wait = "wait",
        /// Share of the time in which it works, while anything arrives. Per cent.
        Busy = "busy",
        /// Most that waited before it at once.
        Longest = "longest",
        /// From the fault until a person is told. Seconds.
        Told = "told",
        /// From the fault until all is well. Seconds.
        Recovered = "recovered",
        /// Share that was rebuilt exactly and in time. Per cent.
        Rebuilt = "rebuilt",
        /// Records that the rebuilding did not bring back.
        Missing = "missing",
        /// How long rebuilding takes. Seconds.
        RebuildTime = "rebuild_time",
        /// How far back rebuilding can go. Seconds.
        ReachBack = "reach_back",
    }
}

word_enum! {
    /// What a figure counts.
    Measure {
        /// Seconds.
        Time = "time",
        /// Per cent.
        Share = "share",
        /// Things.
        Count = "count",
    }
}

impl Figure {
    /// Returns what the figure counts.
    pub fn measure(self) -> Measure {
        match self {
            Self::AgeMedian
            | Self::AgeP95
            | Self::AgeP99
            | Self::AgeWorst
            | Self::Wait
            | Self::Told
            | Self::Recovered
            | Self::RebuildTime
            | Self::ReachBack => Measure::Time,
            Self::OnTimeShare | Self::Busy | Self::Rebuilt => Measure::Share,
            _ => Measure::Count,
        }
    }
}
