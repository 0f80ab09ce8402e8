//! Why a record did not arrive as it should: the words of the ledger.

use serde::{Deserialize, Serialize};

use crate::domain::component::word_enum;

word_enum! {
    /// Why something failed, was put aside or was lost.
    Cause {
        /// Nobody took it from the source.
        NeverFetched = "never_fetched",
        /// The source is not on the board.
        NotDrawn = "not_drawn",
        /// It lies in a store and nothing sends it on.
        NotSentOn = "not_sent_on",
        /// No live link leads on.
        NoWay = "no_way",
        /// The code threw an error.
        Threw = "threw",
        /// The part did not answer.
        Down = "down",
        /// What it writes to did not answer.
        TargetDown = "target_down",
        /// It took longer than the time-out.
        TimedOut = "timed_out",
        /// The login was refused.
        LoginRefused = "login_refused",
        /// The format is not one it takes.
        WrongFormat = "wrong_format",
        /// Half a file, read while it was written.
        HalfWritten = "half_written",
        /// It cannot be opened.
        Unreadable = "unreadable",
        /// A bad row stopped the whole item.
        BadRow = "bad_row",
        /// A bad row was put aside.
        BadRowAside = "bad_row_aside",
        /// A bad row was left out without a word.
        BadRowSkipped = "bad_row_skipped",
        /// It has far fewer rows than the one before.
        TooFewRows = "too_few_rows",
        /// The source left the rows out.
        CutBySource = "cut_by_source",
        /// The sink shows another figure beside it.
        Doubled = "doubled",
        /// It was written by a wrong version of the code.
        Spoiled = "spoiled",
        /// A stranger changed it.
        Vandalised = "vandalised",
        /// Somebody sent it who goes by another's name.
        Forged = "forged",
        /// Somebody with stolen keys deleted it.
        Erased = "erased",
        /// Every try of an asynchronous call failed.
        TriesUsedUp = "tries_used_up",
        /// It was received as often as allowed.
        ReceiveLimit = "receive_limit",
        /// It was kept as long as the part keeps things.
        RetentionOver = "retention_over",
        /// A newer file of the same name took its place.
        Overwritten = "overwritten",
        /// It went round until the service stopped the loop.
        LoopStopped = "loop_stopped",
        /// The part takes no more a second.
        Throttled = "throttled",
        /// Every connection that the database allows was in use.
        ConnectionsUsedUp = "connections_used_up",
        /// What was looked up was out of date.
        Stale = "stale",
        /// Too much waits, or it has waited too long.
        Backlog = "backlog",
        /// It is larger than the part takes.
        TooLarge = "too_large",
        /// It was in memory when the part died.
        MemoryLost = "memory_lost",
        /// The connection was down.
        Disconnected = "disconnected",
        /// A step of the workflow failed.
        StepFailed = "step_failed",
        /// The state it needs was gone.
        StateLost = "state_lost",
        /// There is nothing it could ask.
        NothingToAsk = "nothing_to_ask",
        /// Records that it is worked out from never came.
        Gap = "gap",
        /// It was worked out from the records of other keys.
        MixedKeys = "mixed_keys",
        /// It came after its window was closed.
        TooLate = "too_late",
        /// It was worked on out of order.
        OutOfOrder = "out_of_order",
        /// The disk is full.
        DiskFull = "disk_full",
        /// Machines that share a disk without knowing of each other wrote over it.
        Torn = "torn",
        /// It came after the last snapshot of a disk that was lost.
        SinceSnapshot = "since_snapshot",
        /// What it says was no longer so.
        Outdated = "outdated",
        /// Its owner had withdrawn it.
        Withdrawn = "withdrawn",
        /// Filtered out as the job says.
        Filtered = "filtered",
        /// Still on its way when the run ended.
        OnItsWay = "on_its_way",
        /// It arrived after the time the client accepts.
        Late = "late",
    }
}

impl Cause {
    /// Says it in a few words, to go after a number of records and a place.
    pub fn phrase(self) -> &'static str {
        match self {
            Self::NeverFetched => "nobody fetched it from the source",
            Self::NotDrawn => "the source is not on the board",
            Self::NotSentOn => "it lies there and nothing sends it on",
            Self::NoWay => "no live link leads on",
            Self::Threw => "the code failed",
            Self::Down => "it did not answer",
            Self::TargetDown => "what it writes to did not answer",
            Self::TimedOut => "it took longer than its time-out",
            Self::LoginRefused => "the login was refused",
            Self::WrongFormat => "it does not take this format",
            Self::HalfWritten => "half a file, read while it was written",
            Self::Unreadable => "the file cannot be opened",
            Self::BadRow => "a bad row stopped the whole file",
            Self::BadRowAside => "bad rows were put aside",
            Self::BadRowSkipped => "bad rows were left out without a word",
            Self::TooFewRows => "far fewer rows than last time, so it was stopped",
            Self::CutBySource => "the source left these rows out",
            Self::Doubled => "an older figure stands beside it",
            Self::Spoiled => "a wrong version of the code wrote it",
            Self::Vandalised => "a stranger changed it",
            Self::Forged => "somebody sent it who goes by another's name",
            Self::Erased => "somebody with stolen keys deleted it",
            Self::TriesUsedUp => "every try failed and the event was dropped",
            other => other.phrase_of_limits(),
        }
    }

    /// The rest of them: what was refused, kept too long or came too late.
    fn phrase_of_limits(self) -> &'static str {
        match self {
            Self::ReceiveLimit => "it was tried as often as the queue allows",
            Self::RetentionOver => "it was kept as long as things are kept there",
            Self::Overwritten => "a newer file of the same name took its place",
            Self::LoopStopped => "it went round until the loop was stopped",
            Self::Throttled => "no more is taken a second",
            Self::ConnectionsUsedUp => "every connection that the database allows was in use",
            Self::Stale => "what it was checked against was out of date",
            Self::Backlog => "it has waited too long, or too much waits",
            Self::TooLarge => "it is larger than what is taken there",
            Self::MemoryLost => "it was in memory when the part died",
            Self::Disconnected => "the connection was down",
            Self::StepFailed => "a step failed and the workflow gave up",
            Self::StateLost => "the state it needs was gone",
            Self::NothingToAsk => "there is nothing it could ask for them",
            Self::Gap => "records before it never came",
            Self::MixedKeys => "it was worked out from records of other keys",
            Self::TooLate => "it came after its window had closed",
            Self::OutOfOrder => "it was worked on out of order",
            Self::DiskFull => "the disk was full",
            Self::Torn => "machines that do not know of each other wrote over it",
            Self::SinceSnapshot => "it came after the last snapshot of a disk that was lost",
            Self::Outdated => "it was older than the client lets it count",
            Self::Withdrawn => "its owner had withdrawn it, and it came back",
            Self::Filtered => "filtered out, as the job says",
            Self::OnItsWay => "still on its way when the run ended",
            Self::Late => "it arrived later than the client accepts",
            _ => "it did not arrive",
        }
    }
}
