//! The bench on which streaming boards are tried: a board in a few words, a workload with what it
//! changes, faults, and the accounts with their balance checked.

use crate::{
    domain::{component::LinkKind, flow::Flow, scenario::Scenario, sketch},
    sim::{
        balance::assert_balanced,
        cause::Cause,
        fault::Pulled,
        opening::Setup,
        plant::Plant,
        reckon::{Account, Class},
        trial::{self, Rebuilt},
        world::World,
    },
};

const HEAD: &str = r#"
schema = 1
id = "bench"
order = 9
title = "Bench"
client = "Bench"
contact = "Bench"
pitch = "Bench."
minutes = 1
drawing = "bench"
time_zone = "UTC"
facts = []
suggests = []
offer = [{ component = "websocket_feed", formats = "tick" }, { component = "agent_fleet", formats = "tick" }]

[roles]
source = { component = ["websocket_feed", "agent_fleet"] }
sink = { component = ["aurora_postgres", "dynamodb", "redshift_serverless", "s3"] }
"#;

/// A contract with one stream of ticks, in TOML; `stream` and `more` are put in as they are.
pub fn contract(hours_on: &str, stream: &str, more: &str) -> Scenario {
    let text = format!(
        r#"
{HEAD}
[run]
days = 1
utc_offset_min = 0
target = {{ velocity = 90, resilience = 90, replayability = 90 }}

[[workload]]
id = "ticks"
item = "tick"
records = "ticks"
at = {{ role = "source" }}
format = "tick"
to = {{ role = "sink" }}
on_time_s = 5
[workload.arrives.stream]
per_s_milli = [{hours_on}]
{stream}
{more}
"#
    );
    toml::from_str(&text).unwrap()
}

/// A stream that comes for a minute from midnight on, so many a second.
pub fn for_a_minute(per_s: u32) -> String {
    format!(r#"["00:00", {}], ["00:01", 0]"#, u64::from(per_s) * 1000)
}

/// A fault in TOML.
pub fn fault(id: &str, does: &str, on: &str, at: &str, for_s: u32) -> String {
    format!(
        r#"
[[fault]]
id = "{id}"
letter = "x"
name = "{id}"
story = "It happens."
does = {does}
on = {on}
at = {{ day = 1, time = "{at}" }}
for_s = {for_s}
"#
    )
}

/// What a run came to, by class, with the ledger by cause.
#[derive(Debug)]
pub struct Outcome {
    account: Account,
    labels: Vec<String>,
}

impl Outcome {
    pub fn sent(&self) -> u64 {
        self.account.sent.count()
    }

    pub fn class(&self, class: Class) -> u64 {
        self.account.class(class).count()
    }

    pub fn on_time(&self) -> u64 {
        self.class(Class::OnTime)
    }

    pub fn extra(&self) -> u64 {
        self.account.extra
    }

    /// How many records the ledger puts down to a cause, at a node.
    pub fn because(&self, cause: Cause, node: &str) -> u64 {
        let here = |s: Option<usize>| s.is_some_and(|s| self.labels[s] == node);
        self.account.ledger.iter().filter(|l| l.cause == cause && here(l.station)).map(|l| l.records.count()).sum()
    }

    /// The counts of the classes, in their order.
    pub fn counts(&self) -> Vec<u64> {
        Class::ALL.iter().map(|&c| self.class(c)).collect()
    }

    pub fn median_ms(&self) -> i64 {
        self.account.freshness[0].map_or(i64::MAX, |t| t / 1000)
    }
}

/// Runs a board to the end of its day, with every fault of the contract.
pub fn run(board: &str, scenario: &Scenario) -> Outcome {
    let (board, catalogue) = (sketch::draw(board), sketch::catalogue());
    let flow = Flow::of(&board, &catalogue, Some(scenario));
    for link in &flow.links {
        assert!(link.live || link.link.kind == LinkKind::Replay, "{:?} is not live: {:?}", link.link.id, link.legality);
    }
    let plant = Plant::of(&flow, scenario).unwrap();
    let faults = scenario.fault.iter().map(|f| Pulled::of(&plant, f, None)).collect();
    let mut world = World::open(&plant, Setup { seed: 1, faults, ..Setup::default() });
    world.run_until(plant.horizon);
    let accounts = world.reckon();
    for account in &accounts {
        assert_balanced(account, &scenario.title);
    }
    let labels = flow.nodes.iter().map(|n| n.node.label.clone()).collect();
    Outcome { account: accounts.into_iter().next().unwrap(), labels }
}

/// Runs the first trial of a contract.
pub fn rebuild(board: &str, scenario: &Scenario) -> Rebuilt {
    let (board, catalogue) = (sketch::draw(board), sketch::catalogue());
    let flow = Flow::of(&board, &catalogue, Some(scenario));
    let plant = Plant::of(&flow, scenario).unwrap();
    let trial = &scenario.trial[0];
    let spoiling = trial::deploy_fault(trial, scenario.run.as_ref().unwrap().days);
    trial::attempt(&plant, trial, spoiling.as_ref(), 1)
}

/// A trial in TOML.
pub fn wipe(days: u32, within_s: u32) -> String {
    format!(
        "[[trial]]\nid = \"wipe\"\nname = \"wipe\"\nstory = \"Gone.\"\ndoes = \"wipe\"\ndays = {days}\nwithin_s = {within_s}\n"
    )
}

/// Jobs of the bench: store ticks as rows (five milliseconds a batch), and a trend over three.
pub const JOBS: &str = r#"
[[job]]
id = "store"
name = "store"
summary = "Stores ticks as rows."
effect = "load"
makes = ["rows"]
service_ms = [5, 5]
spread = "fixed"
[[job.setting]]
id = "mode"
name = "load mode"
help = "Twice."
kind = { choice = ["append", "merge", "swap"] }
default = "append"

[[job]]
id = "trend"
name = "trend"
summary = "Up or down."
effect = "window"
service_ms = [5, 5]
spread = "fixed"
[[job.setting]]
id = "lateness_ms"
name = "lateness"
help = "Wait."
kind = { number = { min = 0, max = 3600000 } }
default = 0
"#;

/// Ticks through a log into a table; the parts that matter are named by the test.
pub fn line(log: &str, reader: &str) -> String {
    format!(
        "feed agent_fleet
         log {log}
         load {reader}
         sink aurora_postgres
         feed -push-> log
         log -subscribe-> load
         load -push-> sink"
    )
}

/// Six nodes for fifty million ticks: source, log, trend, log, load, table.
pub const SIX: &str = "feed agent_fleet
     log kinesis_streams shards=32
     trend managed_flink job=trend concurrency=100 reader_batch=10000
     flags kinesis_streams shards=32
     load fargate_service job=store mode=merge concurrency=100 reader_batch=10000
     sink aurora_postgres
     feed -push-> log
     log -subscribe-> trend
     trend -push-> flags
     flags -subscribe-> load
     load -push-> sink";
