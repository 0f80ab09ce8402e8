//! What a run showed, in words: which node, fault or trial decided a figure, and one thing to try.

use super::{
    agenda::{SECOND, Time},
    cause::Cause,
    ordeal::{FaultRun, worst_hit},
    plant::Plant,
    reckon::{Account, Class, Line},
    report::{FreshnessSeconds, Hit, LedgerLine, Percent, ReplayReport, SinkReport, seconds},
    spans::Spans,
    trial::Rebuilt,
};
use crate::domain::{
    id::NodeId,
    workload::{Fault, Judge, Trial, TrialKind},
};

/// What is said of a figure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// What decided it.
    pub why: String,
    /// The nodes that did.
    pub nodes: Vec<NodeId>,
    /// One thing to try.
    pub attempt: String,
}

/// Said of a gauge for which nothing was run.
pub fn nothing() -> Said {
    Said { why: "Nothing was run that could show it.".to_owned(), ..Said::default() }
}

/// The accounts of a workload at a sink.
pub fn sink(plant: &Plant<'_>, a: &Account) -> SinkReport {
    let n = |class: Class| a.class(class).count();
    let [p50, p95, p99, max] = a.freshness.map(|t| t.map(seconds));
    SinkReport {
        node: a.station.map_or_else(String::new, |s| id(plant, s).to_string()),
        workload: plant.streams[a.stream].plan.id.clone(),
        sent: a.sent.count(),
        on_time: n(Class::OnTime),
        late: n(Class::Late),
        wrong: n(Class::Wrong),
        parked: n(Class::Parked),
        rejected: n(Class::Rejected),
        archived_only: n(Class::ArchivedOnly),
        lost: n(Class::Lost),
        in_flight: n(Class::InFlight),
        extra_copies: a.extra,
        unexpected: a.unexpected,
        freshness_s: FreshnessSeconds { p50, p95, p99, max },
    }
}

/// The ledger of every account, the largest lines first.
pub fn ledger(plant: &Plant<'_>, accounts: &[Account]) -> Vec<LedgerLine> {
    let mut lines: Vec<LedgerLine> =
        accounts.iter().flat_map(|a| a.ledger.iter().map(|l| ledger_line(plant, l))).collect();
    lines.sort_by(|a, b| b.records.cmp(&a.records).then_with(|| a.node.cmp(&b.node)).then(a.cause.cmp(&b.cause)));
    lines
}

fn ledger_line(plant: &Plant<'_>, l: &Line) -> LedgerLine {
    LedgerLine {
        node: l.station.map_or_else(String::new, |s| id(plant, s).to_string()),
        cause: l.cause,
        class: l.class,
        records: l.records.count(),
    }
}

/// Where, when and why most of the records that a fault hit did not arrive in time.
pub(super) fn worst(plant: &Plant<'_>, run: &FaultRun) -> Option<Hit> {
    let (line, ended) = run.worst.as_ref()?;
    Some(Hit { line: ledger_line(plant, line), when: plant.clock.reads(*ended) })
}

fn id<'a>(plant: &Plant<'a>, n: usize) -> &'a NodeId {
    &plant.flow.nodes[n].node.id
}

fn label<'a>(plant: &Plant<'a>, n: usize) -> &'a str {
    plant.flow.label(n)
}

/// Says what the largest line of a ledger says.
fn worst_line(plant: &Plant<'_>, a: &Account) -> Option<(String, Option<usize>, Cause)> {
    let worst = a.ledger.iter().max_by_key(|l| l.records.count())?;
    let records = &plant.streams[a.stream].plan.records;
    let at = worst.station.map_or_else(String::new, |s| format!(" at {}", label(plant, s)));
    let text = format!("{} {records}{at}: {}.", grouped(worst.records.count()), worst.cause.phrase());
    Some((text, worst.station, worst.cause))
}

/// What decided velocity.
pub fn velocity(plant: &Plant<'_>, accounts: &[Account]) -> Said {
    let share = |a: &&Account| Percent::of(a.on_time_of(&a.sent).unwrap_or(0.0));
    let Some(a) = accounts.iter().min_by_key(share) else { return nothing() };
    let records = &plant.streams[a.stream].plan.records;
    let Some(sink) = a.station else {
        return Said {
            why: format!("No node of this board is where the {records} are needed."),
            attempt: "Add the place where the client uses the data.".to_owned(),
            ..Said::default()
        };
    };
    let good = a.class(Class::OnTime).count();
    let mut why =
        format!("{} of {} {records} reached {} in time.", grouped(good), grouped(a.sent.count()), label(plant, sink));
    let mut nodes = vec![id(plant, sink).clone()];
    let mut attempt = String::new();
    if let Some((text, at, cause)) = worst_line(plant, a) {
        why = format!("{why} {text}");
        nodes.extend(at.map(|n| id(plant, n).clone()));
        remedy(cause).clone_into(&mut attempt);
    }
    Said { why, nodes, attempt }
}

/// What a fault did.
pub(super) fn fault(plant: &Plant<'_>, fault: &Fault, run: &FaultRun) -> Said {
    if !run.applies {
        return Said { why: format!("{}: no part of this board can suffer it.", fault.name), ..Said::default() };
    }
    if fault.judge == Judge::Unseen {
        return found_by_strangers(plant, fault);
    }
    let told =
        run.told.map_or_else(|| "Nobody was told.".to_owned(), |t| format!("A person was told after {}.", lasting(t)));
    if fault.judge == Judge::Told {
        return Said { why: format!("{}. {told}", fault.name), nodes: Vec::new(), attempt: watch(run) };
    }
    let hit = run.accounts.iter().filter_map(|a| worst_hit(a, &run.born[a.stream]).map(|l| (a, l)));
    let Some((a, line)) = hit.max_by_key(|(_, l)| l.records.count()) else {
        return Said { why: format!("{}. {} {told}", fault.name, all_well(plant, fault, run)), ..Said::default() };
    };
    let records = &plant.streams[a.stream].plan.records;
    let at = line.station.map_or_else(String::new, |s| format!(" at {}", label(plant, s)));
    let (n, phrase) = (grouped(line.records.count()), line.cause.phrase());
    let late = match line.class {
        Class::Late => format!(", the last {} after it was ready", lasting(a.held.longest)),
        _ => String::new(),
    };
    Said {
        why: format!("{}. {n} {records}{at}: {phrase}{late}.{} {told}", fault.name, kept_from_harm(fault, run)),
        nodes: line.station.map(|s| id(plant, s).clone()).into_iter().collect(),
        attempt: remedy(line.cause).to_owned(),
    }
}

/// Says which stores a stranger has found.
fn found_by_strangers(plant: &Plant<'_>, fault: &Fault) -> Said {
    let open: Vec<usize> = (0..plant.stations.len()).filter(|&n| plant.stations[n].exposed).collect();
    Said {
        why: format!(
            "{}. {} can be reached from the internet, with all that is in it.",
            fault.name,
            plant.flow.names(&open)
        ),
        nodes: open.iter().map(|&n| id(plant, n).clone()).collect(),
        attempt: remedy(Cause::Vandalised).to_owned(),
    }
}

/// Says that all that was hit arrived, and how long it took.
fn all_well(plant: &Plant<'_>, fault: &Fault, run: &FaultRun) -> String {
    if run.born.iter().all(Spans::is_empty) {
        return "Nothing was shown wrong.".to_owned();
    }
    let longest = run.accounts.iter().map(|a| (a.held.longest, a.stream)).max().unwrap_or_default();
    let usual = plant.streams[longest.1].plan.on_time_s;
    let took = format!("Everything arrived, the last {} after it was ready", lasting(longest.0));
    if longest.0 > usual * SECOND {
        format!("{took}; here the client accepts {}.", lasting((usual + fault.tolerance_s) * SECOND))
    } else {
        format!("{took}.")
    }
}

fn kept_from_harm(fault: &Fault, run: &FaultRun) -> &'static str {
    if fault.judge == Judge::Unharmed && run.harmed == 0 { " Nothing was shown wrong." } else { "" }
}

fn watch(run: &FaultRun) -> String {
    if run.told.is_some() {
        String::new()
    } else {
        "Let an alarm watch for what does not come, and lead it to a person.".to_owned()
    }
}

/// What a trial showed.
pub fn trial(plant: &Plant<'_>, trial: &Trial, rebuilt: &Rebuilt) -> Said {
    let said = replay(plant, trial, rebuilt);
    let attempt = match (rebuilt.from, rebuilt.wrong > 0, rebuilt.missing > 0) {
        (None, ..) => "Keep what comes in before anything changes it, with a way back into the pipeline.",
        (_, true, _) => "Go back to something kept before the step that was wrong, or load by key instead of adding.",
        (_, _, true) => "Look where the records stay on the way back, and whether the archive keeps every version.",
        _ => "",
    };
    let nodes = rebuilt.from.iter().chain(&rebuilt.stuck).map(|&n| id(plant, n).clone()).collect();
    Said { why: said.why, nodes, attempt: attempt.to_owned() }
}

/// What a trial showed, with its figures.
pub fn replay(plant: &Plant<'_>, trial: &Trial, rebuilt: &Rebuilt) -> ReplayReport {
    ReplayReport {
        id: trial.id.clone(),
        from_node: rebuilt.from.map_or_else(String::new, |n| id(plant, n).to_string()),
        percent: Percent::of(rebuilt.percent()),
        missing: rebuilt.missing,
        extra_copies: rebuilt.extra,
        wrong: rebuilt.wrong,
        seconds: rebuilt.took / SECOND,
        reaches_back_s: rebuilt.reaches_back / SECOND,
        why: how_rebuilt(plant, trial, rebuilt),
    }
}

fn how_rebuilt(plant: &Plant<'_>, trial: &Trial, rebuilt: &Rebuilt) -> String {
    let stuck: Vec<&str> = rebuilt.stuck.iter().map(|&n| label(plant, n)).collect();
    match rebuilt.from {
        _ if rebuilt.wanted == 0 => format!("{}: nothing had arrived that could be rebuilt.", trial.name),
        None if matches!(trial.does, TrialKind::Search { .. }) => {
            format!("{}: nothing that was kept can be searched.", trial.name)
        }
        None if stuck.is_empty() => format!("{}: no node keeps anything to rebuild it from.", trial.name),
        None => {
            format!("{}: {} keeps it, but there is no way back into the pipeline.", trial.name, stuck.join(" and "))
        }
        Some(n) if matches!(trial.does, TrialKind::Search { .. }) => {
            let (back, took) = (lasting(rebuilt.reaches_back), lasting(rebuilt.took));
            format!("{}: {} goes back {back} and answers in {took}.", trial.name, label(plant, n))
        }
        Some(n) if rebuilt.right == rebuilt.wanted => {
            format!("{}: rebuilt from {} in {}.", trial.name, label(plant, n), lasting(rebuilt.took))
        }
        Some(n) => format!(
            "{}: from {} {} of {} came back right; {} missing, {} wrong, {} there twice.",
            trial.name,
            label(plant, n),
            grouped(rebuilt.right),
            grouped(rebuilt.wanted),
            grouped(rebuilt.missing),
            grouped(rebuilt.wrong),
            grouped(rebuilt.extra),
        ),
    }
}

/// Says one thing to try against a cause.
fn remedy(cause: Cause) -> &'static str {
    match cause {
        Cause::NeverFetched => "Let something go and look often enough and long enough after the slot.",
        Cause::NotDrawn => "Draw where the data comes from.",
        Cause::NotSentOn | Cause::NoWay => "Follow the data from there: what tells the next part to take it?",
        Cause::TriesUsedUp | Cause::Threw | Cause::Down | Cause::TargetDown => {
            "Put something in front that holds the work until the part is back, and a place for what fails for good."
        }
        Cause::ReceiveLimit => "Let somebody be told of what is put aside, or give it more tries over a longer time.",
        Cause::TimedOut => "Give the code more time or more memory, or less to do at once.",
        Cause::LoginRefused => {
            "Keep the login where it can be changed without touching the code, and let somebody be told."
        }
        Cause::WrongFormat => "Turn it into a format the next part takes.",
        Cause::HalfWritten => "Wait until the file stands still, and take it again when its content has changed.",
        Cause::BadRow => "Put bad rows aside and let the others go on.",
        Cause::Doubled => "Let each full list take the place of the one before.",
        Cause::CutBySource => "Compare the number of rows with the last list and stop when it falls far short.",
        Cause::Overwritten => "Keep every version.",
        Cause::Late => "Look at the largest wait on the way: how often does something look, what waits for a batch?",
        Cause::Forged => "Let each sender show a certificate of its own, and turn away who has none.",
        Cause::Erased => "Lock what is kept, so that nobody can delete it before its time, and keep a copy elsewhere.",
        Cause::Vandalised => "Take the store out of reach of the internet.",
        Cause::Throttled => "Let it wait in front of what takes no more, or let that take more.",
        Cause::ConnectionsUsedUp => "Put a proxy between, or let fewer copies write at once.",
        Cause::Stale => "Let a schedule bring the list up to date.",
        Cause::TooLarge => "Keep the content in a bucket and send where it lies.",
        Cause::MemoryLost => "Let the work wait somewhere that survives the part.",
        Cause::Unreadable => "Nobody can open it; what counts is that somebody hears of it and asks for another.",
        Cause::RetentionOver => "Keep it longer, or let somebody be told before it is gone.",
        Cause::Spoiled => "Keep what came in before this step, so that it can be done again.",
        Cause::BadRowSkipped => "Put bad rows aside where somebody reads them.",
        Cause::LoopStopped => "Let what it writes go where it does not start it again.",
        _ => "Look at this node first.",
    }
}

/// Writes a number with a comma for every three digits.
pub fn grouped(n: u64) -> String {
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

/// Writes a length of time in the largest units that say something.
pub fn lasting(time: Time) -> String {
    let s = time / SECOND;
    match s {
        0 if time > 0 => format!("{} ms", time / 1000),
        0..120 => format!("{s} s"),
        120..7200 => format!("{} min", s / 60),
        7200..172_800 => format!("{} h {} min", s / 3600, s % 3600 / 60),
        _ => format!("{} days", s / 86_400),
    }
}
