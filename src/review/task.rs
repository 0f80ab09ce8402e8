//! Judges the tasks of lessons on the practice board.

use std::collections::BTreeSet;

use crate::domain::{
    board::Board,
    component::Catalogue,
    flow::{Flow, ask, join_words},
    id::NodeId,
    lesson::{Choose, Deed, Point, Task, TaskRecord},
    practice::{Figure, Measure, Practice, Seen, Want},
    query::{Query, Selector},
};

/// What a task is judged by.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The task.
    pub task: &'a Task,
    /// The practice board.
    pub board: &'a Board,
    /// The component list.
    pub catalogue: &'a Catalogue,
    /// What the student did so far.
    pub record: &'a TaskRecord,
    /// What is selected on the board, for tasks that ask to point.
    pub selected: &'a BTreeSet<NodeId>,
}

/// Whether a task is done, and what is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskVerdict {
    /// Whether it is done.
    pub done: bool,
    /// What was found, or what is missing.
    pub why: String,
}

impl TaskVerdict {
    fn missing(why: impl Into<String>) -> Self {
        Self { done: false, why: why.into() }
    }
}

/// Judges a task: every condition it states must hold.
pub fn judge(asked: &Asked<'_>) -> TaskVerdict {
    let Asked { task, .. } = asked;
    let checks = [
        task.check.as_ref().and_then(|q| unmet(asked, q)),
        task.named.as_ref().and_then(|name| misnamed(asked.board, name)),
        undone(&task.did, &asked.record.deeds),
        task.renamed.as_ref().and_then(|nodes| still_called(asked, nodes)),
        task.point.as_ref().and_then(|p| not_pointed(asked, p)),
        task.choose.as_ref().and_then(|c| not_chosen(c, asked.record.chosen)),
        task.run.as_ref().and_then(|p| not_seen(p, asked.record)),
    ];
    match checks.into_iter().flatten().next() {
        Some(why) => TaskVerdict::missing(why),
        None => TaskVerdict { done: true, why: task.done.clone() },
    }
}

fn unmet(asked: &Asked<'_>, query: &Query) -> Option<String> {
    let flow = Flow::of(asked.board, asked.catalogue, None);
    let answer = ask::ask(&flow, query);
    (!answer.holds).then(|| format!("Not yet: {}.", answer.why))
}

fn misnamed(board: &Board, name: &str) -> Option<String> {
    if board.name == name {
        return None;
    }
    Some(if board.name.is_empty() {
        format!("Not yet: the drawing has no name; call it {name}.")
    } else {
        format!("Not yet: the drawing is called {}, it should be {name}.", board.name)
    })
}

fn still_called(asked: &Asked<'_>, nodes: &Selector) -> Option<String> {
    let flow = Flow::of(asked.board, asked.catalogue, None);
    let chosen = flow.select(nodes);
    let brought = |n: usize| flow.nodes[n].component.map_or("", |c| c.label.as_str());
    let own = |n: usize| !matches!(flow.label(n).trim(), "") && flow.label(n).trim() != brought(n);
    match chosen.iter().copied().find(|n| !own(*n)) {
        _ if chosen.iter().copied().any(own) => None,
        Some(n) => Some(format!("Not yet: {} has no name of its own.", flow.label(n))),
        None => Some("Not yet: the part to be named is not on the board.".to_owned()),
    }
}

fn undone(wanted: &[Deed], deeds: &[Deed]) -> Option<String> {
    let open: Vec<&str> = wanted.iter().filter(|d| !deeds.contains(d)).map(|d| deed_words(*d)).collect();
    (!open.is_empty()).then(|| format!("Still to do: {}.", join_words(&open, "and")))
}

fn deed_words(deed: Deed) -> &'static str {
    match deed {
        Deed::Search => "search the component list",
        Deed::Add => "add a component",
        Deed::Connect => "connect two parts",
        Deed::Move => "move a part",
        Deed::Delete => "delete something",
        Deed::Rename => "give a name",
        Deed::Undo => "take an edit back",
        Deed::Redo => "bring it back again",
        Deed::Zoom => "change the zoom",
        Deed::Zone => "draw a zone",
        Deed::Explain => "write an explanation",
        Deed::Save => "write the .drawio file",
        Deed::Clear => "clear the board",
        Deed::Help => "open the help",
    }
}

fn not_pointed(asked: &Asked<'_>, point: &Point) -> Option<String> {
    if asked.selected.is_empty() {
        return Some("Select the part on the board, then confirm.".to_owned());
    }
    let flow = Flow::of(asked.board, asked.catalogue, None);
    let right: BTreeSet<NodeId> = flow.ids(&flow.select(&point.nodes)).into_iter().collect();
    if !asked.selected.is_subset(&right) {
        return Some(point.wrong.clone());
    }
    let open = right.len() - asked.selected.len();
    match (point.all, open) {
        (false, _) | (true, 0) => None,
        (true, 1) => Some("Right so far; one more belongs to it.".to_owned()),
        (true, n) => Some(format!("Right so far; {n} more belong to it.")),
    }
}

fn not_chosen(choose: &Choose, chosen: Option<usize>) -> Option<String> {
    let Some(chosen) = chosen else { return Some("Choose one of the answers.".to_owned()) };
    if chosen == choose.right {
        return None;
    }
    Some(choose.because.get(chosen).cloned().unwrap_or_else(|| "That is not it.".to_owned()))
}

/// What is missing of a run: that it was foretold, made with every place of the knob, and came out as
/// it should. The figures are those of the engine, kept in the record.
fn not_seen(practice: &Practice, record: &TaskRecord) -> Option<String> {
    if let (Some(predict), None) = (&practice.predict, record.chosen) {
        return Some(format!("Say first what you expect: {}", predict.ask));
    }
    if record.runs.is_empty() {
        return Some("Run it and see.".to_owned());
    }
    if let (Some(knob), Some(Some(turn))) = (&practice.knob, practice.open_turns(&record.runs).first()) {
        let label = knob.labels.get(*turn).map_or("", String::as_str);
        return Some(format!("Run it once more, with {}: {label}.", knob.name));
    }
    let want = practice.unmet(&record.runs)?;
    Some(off(want, record.runs.last()?))
}

fn off(want: &Want, seen: &Seen) -> String {
    let name = figure_words(want.figure);
    let is = |milli: i64| amount(want.figure, milli);
    let asked = match (want.at_least, want.at_most) {
        (Some(a), Some(b)) if a == b => format!("should be {}", is(a.0)),
        (Some(a), Some(b)) => format!("should be between {} and {}", is(a.0), is(b.0)),
        (Some(a), None) => format!("should be at least {}", is(a.0)),
        (None, Some(b)) => format!("should be at most {}", is(b.0)),
        (None, None) => String::new(),
    };
    format!("Not yet: in your last run, {name}: {}; it {asked}.", is(seen.figure(want.figure)))
}

/// Returns what a figure is called.
pub fn figure_words(figure: Figure) -> &'static str {
    match figure {
        Figure::AgeMedian => "age when usable, half of them below",
        Figure::AgeP95 => "age when usable, 95 of 100 below",
        Figure::AgeP99 => "age when usable, 99 of 100 below",
        Figure::AgeWorst => "age when usable, the oldest",
        Figure::OnTimeShare => "right and in time",
        Figure::Sent => "sent",
        Figure::OnTime => "arrived in time",
        Figure::Late => "arrived late",
        Figure::Wrong => "shown wrong",
        Figure::Parked => "put aside, with an alarm",
        Figure::Rejected => "refused, put aside",
        Figure::ArchivedOnly => "only in an archive",
        Figure::Lost => "lost",
        Figure::InFlight => "still on the way",
        Figure::Extra => "extra copies",
        Figure::Unexpected => "rows nobody expects",
        Figure::Begun => "times it was started",
        Figure::Failed => "times it failed",
        Figure::Wait => "mean wait in line",
        Figure::Busy => "busy",
        Figure::Longest => "longest line",
        Figure::Told => "until a person was told",
        Figure::Recovered => "until all was well",
        Figure::Rebuilt => "rebuilt exactly",
        Figure::Missing => "not rebuilt",
        Figure::RebuildTime => "time to rebuild",
        Figure::ReachBack => "reaches back",
    }
}

/// Says a figure in words of its measure; what never happens is said so.
pub fn amount(figure: Figure, milli: i64) -> String {
    if milli == i64::MAX {
        return "never".to_owned();
    }
    match figure.measure() {
        Measure::Count => grouped(milli / 1000),
        Measure::Share => format!("{} %", decimals(milli, 1)),
        Measure::Time => lasting(milli),
    }
}

/// Says a time in thousandths of a second: `240 ms`, `3.2 s`, `15.4 min`, `2.5 h`, `7 days`.
fn lasting(milli: i64) -> String {
    match milli {
        ..1000 => format!("{milli} ms"),
        1000..120_000 => format!("{} s", decimals(milli, 1)),
        120_000..7_200_000 => format!("{} min", decimals(milli / 60, 1)),
        7_200_000..172_800_000 => format!("{} h", decimals(milli / 3600, 1)),
        _ => format!("{} days", decimals(milli / 86_400, 1)),
    }
}

/// Thousandths as a number with at most so many decimals, rounded down.
fn decimals(milli: i64, places: u32) -> String {
    let unit = 1000 / 10_i64.pow(places);
    let (whole, part) = (milli / 1000, milli % 1000 / unit);
    if part == 0 { whole.to_string() } else { format!("{whole}.{part}") }
}

fn grouped(n: i64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}
