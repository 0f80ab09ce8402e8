//! Tests of the services: small boards that show what sets each archetype apart, on the accounts.
//!
//! Every run here is checked for what must hold in any run: the classes sum to what was sent, and
//! the ledger names a place and a cause for every record that is not on time.

mod functions;
mod gateways;
mod lookups;
mod network;
mod people;
mod queues;
mod stores;

use super::{
    agenda::SECOND,
    balance::assert_balanced,
    cause::Cause,
    fault::Pulled,
    opening::Setup,
    plant::Plant,
    reckon::{Account, Class},
    trial,
    world::World,
};
use crate::domain::{flow::Flow, scenario::Scenario, sketch};

/// A contract with places for what a scene is about.
const CONTRACT: &str = r#"
schema = 1
id = "scene"
order = 1
title = "Scene"
client = "Nobody"
contact = "Nobody"
pitch = "A scene"
minutes = 1
drawing = "scene"
time_zone = "UTC"
facts = []
suggests = []
[roles]
source = { archetype = "source" }
sink = { component = "{sink}" }
[[offer]]
component = "websocket_feed"
formats = "tick"
[[offer]]
component = "agent_fleet"
formats = "tick"
[run]
days = 1
utc_offset_min = 0
target = { velocity = 90, resilience = 90, replayability = 90 }
[[workload]]
id = "ticks"
records = "ticks"
item = "tick"
at = { role = "source" }
format = "tick"
to = { role = "sink" }
on_time_s = {on_time}
[workload.arrives.stream]
per_s_milli = {arrives}
{stream}
{more}
"#;

/// What is to be run.
struct Scene<'a> {
    board: &'a str,
    /// The component where records are required.
    sink: &'a str,
    /// Records a second in thousandths, from each time of day on.
    arrives: &'a str,
    /// More of the stream: `bytes = …`, `spool_s = …`.
    stream: &'a str,
    /// More of the contract: faults, trials, jobs.
    more: &'a str,
    /// What arrives must be there within so many seconds.
    on_time_s: i64,
    seed: u64,
}

impl Default for Scene<'_> {
    fn default() -> Self {
        let arrives = r#"[["00:00", 1000], ["00:10", 0]]"#;
        Self { board: "", sink: "s3", arrives, stream: "", more: "", on_time_s: 60, seed: 1 }
    }
}

/// What came out.
struct Seen {
    accounts: Vec<Account>,
    sent: u64,
    names: Vec<String>,
    told: Vec<(String, Cause, i64)>,
}

impl Scene<'_> {
    fn contract(&self) -> Scenario {
        let text = CONTRACT
            .replace("{sink}", self.sink)
            .replace("{on_time}", &self.on_time_s.to_string())
            .replace("{arrives}", self.arrives)
            .replace("{stream}", self.stream)
            .replace("{more}", self.more);
        toml::from_str(&text).unwrap()
    }

    /// Runs it with every fault of the contract.
    fn run(&self) -> Seen {
        let (board, catalogue, scenario) = (sketch::draw(self.board), sketch::catalogue(), self.contract());
        let flow = Flow::of(&board, &catalogue, Some(&scenario));
        let plant = Plant::of(&flow, &scenario).unwrap();
        let faults: Vec<Pulled<'_>> = scenario.fault.iter().map(|f| Pulled::of(&plant, f, None)).collect();
        let mut world = World::open(&plant, Setup { seed: self.seed, faults, ..Setup::default() });
        // At the last moment the next day's first record would leave.
        world.run_until(plant.horizon - 1);
        let accounts = world.reckon();
        for account in &accounts {
            assert_balanced(account, self.board);
        }
        let names: Vec<String> = (0..flow.nodes.len()).map(|n| flow.label(n).to_owned()).collect();
        let told = world.book.heard.iter().map(|h| (names[h.station].clone(), h.cause, h.at / SECOND)).collect();
        let sent = accounts[0].sent.count();
        Seen { accounts, sent, names, told }
    }

    /// Runs its first trial and returns how many seconds the rebuilding took, and how many records
    /// were not rebuilt.
    fn rebuild(&self) -> (i64, u64) {
        let (board, catalogue, scenario) = (sketch::draw(self.board), sketch::catalogue(), self.contract());
        let flow = Flow::of(&board, &catalogue, Some(&scenario));
        let plant = Plant::of(&flow, &scenario).unwrap();
        let rebuilt = trial::attempt(&plant, &scenario.trial[0], None, self.seed);
        (rebuilt.took / SECOND, rebuilt.missing)
    }
}

impl Seen {
    fn count(&self, class: Class) -> u64 {
        self.accounts[0].class(class).count()
    }

    fn on_time(&self) -> u64 {
        self.count(Class::OnTime)
    }

    fn lost(&self) -> u64 {
        self.count(Class::Lost)
    }

    fn extra(&self) -> u64 {
        self.accounts[0].extra
    }

    /// Records that the ledger puts down to a cause at a node.
    fn because(&self, node: &str, cause: Cause) -> u64 {
        let here = |s: Option<usize>| s.is_some_and(|n| self.names[n] == node);
        self.accounts[0].ledger.iter().filter(|l| here(l.station) && l.cause == cause).map(|l| l.records.count()).sum()
    }

    fn everything_on_time(&self) {
        let why: Vec<_> = self.accounts[0]
            .ledger
            .iter()
            .map(|l| (l.station.map(|n| &self.names[n]), l.cause, l.class, l.records.count()))
            .collect();
        assert_eq!(self.on_time(), self.sent, "{why:?}");
    }

    /// The time within which 99 of 100 records arrived.
    fn slowest_s(&self) -> i64 {
        self.accounts[0].freshness[2].map_or(i64::MAX, |t| t / SECOND)
    }

    fn longest_s(&self) -> i64 {
        self.accounts[0].freshness[3].map_or(i64::MAX, |t| t / SECOND)
    }
}

/// A fault from 00:02 on the nodes of a component.
fn fault(does: &str, on: &str, for_s: i64) -> String {
    format!(
        "[[fault]]\nid = \"f\"\nletter = \"f\"\nname = \"f\"\nstory = \"f\"\ndoes = {does}\non = {{ component = \"{on}\" }}\nat = {{ day = 1, time = \"00:02\" }}\nfor_s = {for_s}\n"
    )
}

/// A job that takes so long, always.
fn job(id: &str, effect: &str, ms: i64, settings: &str) -> String {
    format!(
        "[[job]]\nid = \"{id}\"\nname = \"{id}\"\nsummary = \"Works.\"\neffect = \"{effect}\"\nservice_ms = [{ms}, {ms}]\nspread = \"fixed\"\n{settings}\n"
    )
}
