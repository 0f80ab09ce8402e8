//! What the code on a node does: its job, how long it takes, how many copies run, what happens
//! when it fails.

use super::{
    Names,
    station::{flag, int, text},
};
use crate::{
    domain::{
        component::{Archetype, Component, LinkKind},
        flow::Flow,
        query::Way,
        scenario::{Effect, Job, Spread},
        workload::Workload,
    },
    sim::{
        agenda::{MILLI, SECOND, Time},
        draw::Span,
    },
};

/// What sort of machinery runs the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Runs {
    /// Called; runs for minutes at most; retried by the service when called asynchronously.
    Function,
    /// Runs all the time and takes what it is given from its own memory.
    Worker,
    /// Started per job.
    Batch,
    /// A service that does one thing when told.
    Service,
}

/// What a step does with a row that makes no sense.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadRow {
    /// The whole item fails.
    Stop,
    /// The row is put aside where somebody reads it.
    Reject,
    /// The row is left out without a word.
    Skip,
}

/// How rows get into a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoadMode {
    /// Beside what is there.
    Append,
    /// By key.
    Merge,
    /// The new list takes the place of the old.
    Swap,
}

/// What a job makes of the records of a workload.
#[derive(Clone, Debug)]
pub struct Turn {
    /// The workload.
    pub stream: u16,
    /// The formats, by number.
    pub into: Vec<u16>,
    /// It is missed when what the job looks up is out of date.
    pub by_list: bool,
}

/// What the code on a station does.
#[derive(Clone, Debug)]
pub struct Code {
    /// The machinery.
    pub runs: Runs,
    /// How many copies run at once.
    pub lanes: u32,
    /// The time a copy needs before its first work.
    pub cold: Span,
    /// How long a copy stays ready without work.
    pub warm: Time,
    /// When a run is cut off; 0 means never.
    pub timeout: Time,
    /// Tries after the first when it was called asynchronously.
    pub retries: u8,
    /// Working time of one item.
    pub service: Span,
    /// The time is for so many records and grows with them; 0 means for any item.
    pub per_records: i64,
    /// What it does to records.
    pub effect: Effect,
    /// Formats it takes, by number; empty means any.
    pub takes: Vec<u16>,
    /// The format it makes, by number, if it changes it.
    pub makes: Option<u16>,
    /// The formats it makes of the records of a workload that it tells apart, by number.
    pub turns: Vec<Turn>,
    /// News of the same key within this time is added to the first; 0 means that it is not.
    pub groups: Time,
    /// Who waits for its answer, and the gateway in between.
    pub callers: Vec<(usize, usize)>,
    /// How long an event waits for a copy before it is given up; 0 means for ever.
    pub keeps: Time,
    /// Stations it fetches from when told to start, with the links.
    pub pulls: Vec<(usize, usize)>,
    /// It logs in with a key from a store of secrets.
    pub has_secret: bool,
    /// It waits until a file stands still.
    pub size_check: bool,
    /// It takes each file once.
    pub claims: bool,
    /// It takes a file again when its content has changed.
    pub reloads: bool,
    /// What it does with a bad row.
    pub bad_row: BadRow,
    /// How it loads.
    pub mode: LoadMode,
    /// It stops a list that is far shorter than the last one.
    pub guard: bool,
    /// It leaves alone until its time who has refused a call.
    pub waits_when_refused: bool,
    /// It goes on with the other users when the permission of some has run out.
    pub skips_expired: bool,
    /// Calls that it makes in one round, at most; 0 means as many as it gets.
    pub most_calls: i64,
    /// It leaves out what is older than this; 0 means that it does not look.
    pub fresh: Time,
    /// It works on what has changed and passes the rest on.
    pub on_change: bool,
    /// Of what waits it works on the newest of each key.
    pub newest: bool,
    /// It leaves out what its owner has withdrawn.
    pub heeds_withdrawn: bool,
    /// The format in which it says which records never came, if it looks.
    pub reports: Option<u16>,
    /// Rows that it writes to a database with one statement; 0 means that statements do not count.
    pub rows_per_insert: i64,
}

impl Code {
    /// Says whether a bad row makes it fail.
    pub fn stops_at_bad_rows(&self) -> bool {
        use Effect as E;
        let reads =
            matches!(self.effect, E::Convert | E::Split | E::Window | E::Enrich | E::Score | E::Match | E::Load);
        reads && self.bad_row == BadRow::Stop
    }
}

/// Reads the code of a node, if it runs any.
pub(super) fn of(flow: &Flow<'_>, names: &Names, n: usize) -> Option<Code> {
    let node = &flow.nodes[n];
    let (c, job) = (node.component?, node.job);
    let runs = runs(flow, n)?;
    let (service, per_records) = working_time(flow, n, job, runs);
    Some(Code {
        runs,
        lanes: lanes(flow, n, runs),
        cold: cold_start(c, runs),
        warm: 600 * SECOND,
        timeout: if runs == Runs::Function { int(flow, n, "timeout_s", 3) } else { c.timeout_s.max(0) } * SECOND,
        retries: retries(flow, n, runs),
        service,
        per_records,
        effect: job.map_or(Effect::Pass, |j| j.effect),
        takes: job.iter().flat_map(|j| &j.takes).map(|f| names.number(f)).collect(),
        makes: job.and_then(|j| j.makes.first()).map(|f| names.number(f)),
        turns: turns(flow, names, job),
        groups: int(flow, n, "group_min", 0).max(0) * 60 * SECOND,
        callers: Vec::new(),
        keeps: if runs == Runs::Function { c.retention_s.max(0) * SECOND } else { 0 },
        pulls: pulls(flow, n),
        has_secret: flow.beside(n, Way::Any).any(|o| flow.is(o, Archetype::Secret)),
        size_check: flag(flow, n, "size_check"),
        claims: flag(flow, n, "claim_slot"),
        reloads: text(flow, n, "same_name").as_deref() == Some("reload"),
        bad_row: bad_row(flow, n),
        mode: mode(flow, n),
        guard: flag(flow, n, "row_count_guard"),
        waits_when_refused: text(flow, n, "on_refusal").as_deref() == Some("wait"),
        skips_expired: text(flow, n, "on_expired").as_deref() == Some("skip"),
        most_calls: int(flow, n, "most_calls", 0),
        fresh: int(flow, n, "fresh_min", 0).max(0) * 60 * SECOND,
        on_change: flag(flow, n, "on_change"),
        newest: flag(flow, n, "newest_only"),
        heeds_withdrawn: flag(flow, n, "heeds_withdrawn"),
        reports: job.and_then(|j| j.reports.as_ref()).filter(|_| flag(flow, n, "gap_check")).map(|f| names.number(f)),
        rows_per_insert: int(flow, n, "rows_per_insert", 0),
    })
}

/// How long a new copy takes to be ready.
fn cold_start(c: &Component, runs: Runs) -> Span {
    match runs {
        Runs::Function => Span::of_ms((300, 1000)),
        // A job waits until machines are there.
        Runs::Batch => Span::of_ms(c.latency_ms),
        _ => Span::Fixed(0),
    }
}

/// What the job makes of the records of each workload that it names.
fn turns(flow: &Flow<'_>, names: &Names, job: Option<&Job>) -> Vec<Turn> {
    let workloads = flow.scenario.map_or(&[][..], |s| &s.workload);
    let named = |id: &str| job.into_iter().flat_map(|j| &j.turns).find(|t| t.workload.iter().any(|w| w == id));
    let turn = |(stream, w): (u16, &Workload)| {
        let t = named(&w.id)?;
        Some(Turn { stream, into: t.into.iter().map(|f| names.number(f)).collect(), by_list: t.by_list })
    };
    (0u16..).zip(workloads).filter_map(turn).collect()
}

fn bad_row(flow: &Flow<'_>, n: usize) -> BadRow {
    match text(flow, n, "on_bad_row").as_deref() {
        Some("reject") => BadRow::Reject,
        Some("skip") => BadRow::Skip,
        _ => BadRow::Stop,
    }
}

fn mode(flow: &Flow<'_>, n: usize) -> LoadMode {
    match text(flow, n, "mode").as_deref() {
        Some("merge") => LoadMode::Merge,
        Some("swap") => LoadMode::Swap,
        _ => LoadMode::Append,
    }
}

fn runs(flow: &Flow<'_>, n: usize) -> Option<Runs> {
    use Archetype as A;
    match flow.nodes[n].component?.archetype {
        A::Function => Some(Runs::Function),
        A::Worker | A::StreamProcessor => Some(Runs::Worker),
        A::BatchJob => Some(Runs::Batch),
        A::Transfer => Some(Runs::Service),
        A::Lookup | A::Scheduler if flow.nodes[n].job.is_some() => Some(Runs::Service),
        _ => None,
    }
}

/// Copies at once: a setting where there is one, else a thousand for functions (the account's
/// default) and one for everything else.
fn lanes(flow: &Flow<'_>, n: usize, runs: Runs) -> u32 {
    let (key, usual) = if runs == Runs::Function { ("concurrency", 1000) } else { ("copies", 1) };
    int(flow, n, key, usual).clamp(1, 100_000) as u32
}

fn retries(flow: &Flow<'_>, n: usize, runs: Runs) -> u8 {
    let key = if runs == Runs::Function { "retries" } else { "job_retries" };
    let usual = if runs == Runs::Function { 2 } else { 0 };
    int(flow, n, key, usual).clamp(0, 20) as u8
}

/// Memory in MB at which a function has one whole processor; below it works in proportion
/// (source key `la_quotas`).
const WHOLE_PROCESSOR_MB: i64 = 1769;

fn working_time(flow: &Flow<'_>, n: usize, job: Option<&Job>, runs: Runs) -> (Span, i64) {
    let Some(job) = job else {
        let c = flow.nodes[n].component.map_or((20, 200), |c| c.latency_ms);
        return (Span::of_ms(c), 0);
    };
    let span = match job.spread {
        Spread::LogNormal => Span::of_ms(job.service_ms),
        Spread::Exponential => Span::Exponential(job.service_ms.0 as f64 * MILLI as f64),
        Spread::Fixed => Span::Fixed(job.service_ms.0 * MILLI),
    };
    let counts = matches!(job.effect, Effect::Convert | Effect::Split | Effect::Window | Effect::Score | Effect::Match);
    let memory = int(flow, n, "memory_mb", WHOLE_PROCESSOR_MB).max(1);
    if runs == Runs::Function && counts && memory < WHOLE_PROCESSOR_MB {
        (span.times(WHOLE_PROCESSOR_MB * 1000 / memory), job.per_records)
    } else {
        (span, job.per_records)
    }
}

/// What a node fetches itself when it is told to start.
fn pulls(flow: &Flow<'_>, n: usize) -> Vec<(usize, usize)> {
    let live = |&&l: &&usize| flow.links[l].live && flow.links[l].link.kind == LinkKind::Pull;
    flow.nodes[n].into.iter().filter(live).map(|&l| (flow.links[l].from, l)).collect()
}
