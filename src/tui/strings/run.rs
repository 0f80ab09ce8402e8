//! Words of the run stage.

mod plan;

pub use plan::*;

use crate::sim::{
    cause::Cause,
    say::{grouped, lasting},
    trace::Happening as H,
};

/// Title of the list of steps.
pub const TITLE: &str = "What a run will do";
/// Title of what is still open.
pub const OPEN: &str = "Before it can run";
/// What can be done before there is a run.
pub const WILL: &str = "Press Enter to run this board: you watch every report travel, break things on purpose, and see the three \
                        qualities in figures. Below is what will run, read off your drawing.";
/// The contract has no workload.
pub const NO_WORKLOAD: &str = "This contract says nothing about what arrives and when, so its board cannot be run yet. Below is what \
                               can be read off your drawing.";
/// The board has changed since it was run.
pub const CHANGED: &str = "The board has changed since the last run. Press Enter to run it as it stands now.";
/// Nothing is drawn.
pub const EMPTY: &str =
    "Nothing is drawn yet, so there is nothing to run. Press F6 to go to the board and put the first part down.";
/// The board is not open yet.
pub const ONE_MOMENT: &str = "One moment: the board is being opened.";
/// The views of the stage.
pub const VIEWS: [&str; 6] = ["Board", "Events", "Result", "Charts", "Compare", "Plan"];

/// The run is being worked out.
pub const WORKING: &str = "One moment: the run is being worked out.";

/// What a thing that happened is called, after the name of the node.
pub fn happened(what: H, notice: bool) -> &'static str {
    match what {
        H::Writing => "is being written",
        H::Ready => "is ready",
        H::Fired => "fired",
        H::NothingThere => "looked and found nothing",
        H::Began => "begins with",
        H::Done => "is done with",
        H::Failed => "fails with",
        H::Queued if notice => "holds the news of",
        H::Queued => "takes in",
        H::Handled => "ticks off",
        H::GivenUp => "gives up on",
        H::Parked => "puts aside",
        H::Kept => "keeps",
        H::Arrived => "now shows",
        H::ShownWrong => "shows wrong figures in",
        H::Rejected => "puts bad rows aside:",
        H::Dropped => "loses",
        H::Alarmed => "raises an alarm",
        H::Told => "is told",
        H::Acted => "is taken up again by a person",
        H::FaultBegan => "the fault begins",
        H::FaultEnded => "the fault is over",
        H::Resent => "sends again",
        H::Wiped => "is wiped: what it showed of that time is gone",
        H::Rebuilt => "is rebuilt, compared and in use again",
    }
}

/// A cause after what happened.
pub fn because(cause: Cause) -> String {
    format!(": {}", cause.phrase())
}

/// An amount of records of an arrival.
pub fn amount(records: u64, word: &str, item: &str, emission: u32) -> String {
    format!("{item} {} ({} {word})", emission + 1, grouped(records))
}

/// A day of the client's clock.
pub fn day(day: i64, time: i64) -> String {
    format!("day {day}  {:02}:{:02}:{:02}", time / 3600, time / 60 % 60, time % 60)
}

/// What stands at a node, for the line below the board.
pub fn stands(parts: &[String]) -> String {
    if parts.is_empty() { "nothing has come here yet".to_owned() } else { parts.join(" · ") }
}

/// Something that waits, in short.
pub fn waits(n: u32) -> String {
    format!("{n} wait")
}
/// A number in at most seven characters.
pub fn short(n: u64) -> String {
    match n {
        0..100_000 => grouped(n),
        100_000..10_000_000 => format!("{}k", grouped(n / 1000)),
        _ => format!("{}M", grouped(n / 1_000_000)),
    }
}
/// Something that waits.
pub fn waiting(n: u32) -> String {
    format!("{n} waiting")
}
/// Something put aside.
pub fn aside(n: u32) -> String {
    format!("{n} aside")
}
/// Something lost.
pub fn lost(n: u64) -> String {
    format!("{} lost", short(n))
}
/// Something refused.
pub fn refused(n: u64) -> String {
    format!("{} refused", short(n))
}
/// Something wrong.
pub fn wrong(n: u64) -> String {
    format!("{} wrong", short(n))
}
/// Something that failed.
pub fn failed(n: u32) -> String {
    format!("{n} failed")
}
/// Something in work.
pub const BUSY: &str = "working";
/// A fault is at work.
pub const STRUCK: &str = "fault";
/// Times that something went through.
pub fn times_done(n: u32) -> String {
    format!("{n} done")
}

/// The legend of the board.
pub const LEGEND: &str =
    "records travel, notices travel, numbers below a node: what waits, was put aside or got lost there";
/// The run is over.
pub const OVER: &str = "The run is over. 3 shows what came of it, R runs it again from the start, f breaks something.";
/// Before the first thing happens.
pub const START: &str = "Space lets the run go on. f breaks something, > goes faster, n goes to the next incident.";

/// How far measuring has come.
pub fn measuring(done: u32, of: u32) -> String {
    match of {
        0 => "measuring".to_owned(),
        _ if done < of => format!("measuring: run {done} of about {of}"),
        // The first rounds were not sure enough, and nobody knows how many it takes.
        _ => format!("measuring: {done} runs so far"),
    }
}
/// How far measuring has come, where room is short.
pub fn measuring_short(done: u32) -> String {
    format!("{done} runs…")
}
/// How to stop measuring.
pub const STOP_HINT: &str = "Esc stops";
/// The figures are not measured.
pub const NOT_MEASURED: &str = "Not measured yet. Press M to measure all faults and trials; it takes some seconds.";
/// The figures are of another board.
pub const STALE: &str = "of an earlier board";

/// Title of the list of faults.
pub const FAULTS: &str = "What shall break?";
/// Help of the list of faults.
pub const FAULTS_HELP: &str = "Its letter, or Enter.";
/// The mark of a replay trial in that list, with and without pictures.
pub const TRIAL_MARK: [&str; 2] = ["↻", "@"];
/// A replay trial is being shown.
pub fn tried(name: &str) -> String {
    format!("{name}. Space goes on; n goes to the wiping and to the end.")
}
/// Shown above results that were measured before the requirement changed.
pub const BEFORE_THE_CHANGE: &str = "Measured before the requirement changed. M measures again.";
/// A fault this board cannot suffer.
pub const NOT_HERE: &str = "nothing on this board can suffer it";
/// Title of the prediction.
pub const PREDICT: &str = "First: what will happen?";
/// The answer that is none.
pub const SKIP: &str = "I would rather just see";
/// When a fault strikes.
pub fn strikes(moment: &str) -> String {
    format!("It strikes at {moment}.")
}
/// When else it could strike.
pub fn or_strikes(moment: &str) -> String {
    format!("Tab: {moment} instead.")
}
/// A fault was pulled.
pub fn pulled(name: &str, said: &str) -> String {
    if said.is_empty() { format!("{name}. Watch what happens.") } else { format!("{name}. You said: {said}. Watch.") }
}
/// What was said.
pub fn you_said(said: &str) -> String {
    if said.is_empty() { "You said nothing beforehand.".to_owned() } else { format!("You said: {said}.") }
}
/// What happened.
pub fn it_happened(what: &str) -> String {
    format!("It happened: {what}")
}
/// Nothing was different.
pub const NO_DIFFERENCE: &str = "nothing came later, got lost or went wrong because of it.";
/// How a run with faults differs from the one without, in records.
pub fn difference(more: &[(u64, &str)], told: Option<i64>) -> String {
    let mut parts: Vec<String> = more.iter().map(|(n, what)| format!("{} more {what}", grouped(*n))).collect();
    match told {
        Some(t) => parts.push(format!("a person was told after {}", lasting(t))),
        None => parts.push("nobody was told".to_owned()),
    }
    format!("{}.", parts.join(", "))
}

/// Head of the gauges before anything was measured.
pub const GAUGES: &str = "The three qualities";
/// Head of the gauges of a run.
pub fn gauges_of(number: u32, times: u32, seed: u64, current: bool) -> String {
    let stale = if current { String::new() } else { format!(", {STALE}") };
    let times = if times == 1 { "once".to_owned() } else { format!("{times} times") };
    format!("The three qualities: run {number}, {times} from seed {seed}{stale}")
}
/// Head of the accounts.
pub const ACCOUNTS: &str = "Where every record went (the run you watch)";
/// Head of the ledger.
pub const LEDGER: &str = "What did not arrive in time, where and why (no fault pulled)";
/// Nothing in the ledger.
pub const LEDGER_EMPTY: &str = "Nothing. Every record was there in time.";
/// Head of the faults.
pub const FAULT_TABLE: &str = "Faults, each in a run of its own";
/// Head of the trials.
pub const REPLAYS: &str = "Replay trials";
/// Head of what was said beforehand.
pub const GUESSES: &str = "What you said, and what happened";
/// There is no sink.
pub const NO_SINK: &str = "no place where it is needed";
/// It was never on the board.
pub const NOT_ON_BOARD: &str = "outside the board";
/// It never happened.
pub const NEVER_SHORT: &str = "never";
/// The classes of records, then copies and rows that nobody expects.
pub const CLASSES: [&str; 10] = [
    "on time",
    "late",
    "wrong",
    "put aside",
    "refused",
    "only archived",
    "lost",
    "on their way",
    "there twice",
    "not expected",
];
/// One thing to try.
pub fn try_this(text: &str) -> String {
    format!("Try: {text}")
}
/// An interval in words.
pub fn interval(low: &str, high: &str, target: i32) -> String {
    format!(
        "Run again with other seeds it lies between {low} and {high}. The client asks for {target} %; the lower end counts."
    )
}
/// An interval in short.
pub fn short_interval(low: &str, high: &str, target: i32) -> String {
    format!("({low} to {high}; target {target} %)")
}
/// How fresh records were.
pub fn fresh([half, most, nearly, last]: &[String; 4]) -> String {
    format!("Half of it was there after {half}, 95 % after {most}, 99 % after {nearly}, the last after {last}.")
}
/// A line of the ledger in a sentence.
pub fn ledger_detail(records: &str, node: &str, why: &str) -> String {
    format!("{records} records at {node}: {why}. Enter shows the moments behind it.")
}
/// Whether a fault was survived.
pub fn survived(yes: bool) -> &'static str {
    if yes { "survived" } else { "not survived" }
}
/// Shares around a fault.
pub fn windows(before: &str, during: &str, after: &str) -> String {
    format!("In time of what was sent before: {before}, meanwhile: {during}, after: {after}.")
}
/// What a fault cost.
pub fn cost(counts: &[u64; 5]) -> String {
    let words = ["lost", "wrong", "late", "put aside", "there twice"];
    let some: Vec<String> =
        counts.iter().zip(words).filter(|(n, _)| **n > 0).map(|(n, w)| format!("{} {w}", grouped(*n))).collect();
    if some.is_empty() { "It cost nothing.".to_owned() } else { format!("It cost: {}.", some.join(", ")) }
}
/// When a person was told and when all was there.
pub fn told_and_back(told: &str, back: &str) -> String {
    format!("A person was told: {told}. All of it was there again: {back}.")
}
/// It was rebuilt from nowhere.
pub const FROM_NOWHERE: &str = "from nowhere";
/// Where it was rebuilt from.
pub fn from(label: &str) -> String {
    format!("from {label}")
}
/// What came back.
pub fn rebuilt(missing: u64, extra: u64, wrong: u64) -> String {
    format!("Missing {}, there twice {}, wrong {}.", grouped(missing), grouped(extra), grouped(wrong))
}
/// How long it took.
pub fn took(time: &str, back: &str) -> String {
    format!("It took {time}. What it was rebuilt from goes back {back}.")
}

/// Title of the chart of freshness.
pub const FRESHNESS: &str = "From ready to usable, each arrival";
/// What its columns mean.
pub const FRESHNESS_KEY: &str = "one column per arrival · x never came · line: the client's limit";
/// How many came late.
pub fn freshness_note(all: usize, late: usize, never: usize) -> String {
    format!("{all} arrivals, {late} late, {never} never")
}
/// Title of the chart of what waits.
pub const BACKLOG: &str = "Waiting or put aside, all nodes";
/// The most that waited.
pub fn most(n: u32) -> String {
    format!("most at once: {n}")
}
/// The days below the chart.
pub fn days(n: i64) -> String {
    format!("day 1 to day {n}")
}

/// Title of the comparison.
pub const COMPARE: &str = "This run beside an earlier one";
/// There is nothing to compare.
pub const ONE_RUN: &str = "There is one run at most. Change the board, press M to measure again, and compare here.";
/// A run in the head of a column.
pub fn run_name(number: u32, at: &str, same: bool) -> String {
    let board = if same { "this board" } else { "another board" };
    format!("run {number}, {}, {board}", at.get(..16).unwrap_or(at).replace('T', " "))
}
/// Which run stands on the right.
pub fn against(of: &str) -> String {
    format!("beside {of}")
}

/// Title of the list of what happened.
pub const EVENTS: &str = "What happened";
/// No event passes.
pub const NO_EVENTS: &str = "Nothing of this kind happened. Esc shows everything again.";
/// Only what went wrong.
pub const ONLY_INCIDENTS: &str = "only what went wrong";
/// Only at a node.
pub fn only_at(node: &str) -> String {
    format!("only at {node}")
}
/// There is no trace to look at.
pub const NO_TRACE: &str = "There is no run of this board yet. Press Enter to run it.";
/// There are no more incidents.
pub const NO_MORE: &str = "Nothing more went wrong.";
/// There are none before.
pub const NONE_BEFORE: &str = "Nothing went wrong before.";
/// The run is watched as it was measured, without faults.
pub const WITHOUT_FAULTS: &str = "no fault pulled";

/// Measuring was stopped.
pub const STOPPED: &str = "Stopped measuring. M begins again.";
/// The board cannot be run.
pub fn refusal(why: &str) -> String {
    format!("It does not run: {why}.")
}
/// No fault has this letter.
pub fn no_letter(letter: char) -> String {
    format!("No fault has the letter {letter}.")
}
/// Everything on the board.
pub const EVERYWHERE: &str = "the whole board";
/// The figures are being measured.
pub const MEASURING: &str = "Every fault and every replay trial is being run, again and again, until the figures are sure enough. \
                             You can watch and break things meanwhile.";
/// The lower end of an interval.
pub fn at_least(low: &str) -> String {
    format!(" (from {low})")
}
/// What the client asks for.
pub fn target(percent: i32) -> String {
    format!("target {percent} %")
}
