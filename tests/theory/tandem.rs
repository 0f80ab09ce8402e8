//! Boards of queueing theory: a source and servers in a row, run through the engine like any board.
#![allow(dead_code, reason = "each user takes what it needs")]
#![allow(clippy::unwrap_used, reason = "a model that cannot be read is a failed test")]

use archlab::{
    domain::{
        board::{Board, Link, Node},
        component::{Catalogue, CatalogueText, JobsText, LinkKind},
        flow::Flow,
        grid::Cell,
        scenario::Scenario,
        value::Value,
    },
    sim::play::{Once, once},
};

/// A source and servers in a row.
#[derive(Clone, Copy, Debug)]
pub struct Model {
    /// Arrivals a second, in thousandths.
    pub per_s_milli: i64,
    /// Mean working time, milliseconds.
    pub service_ms: i64,
    /// How it is spread: `exponential`, `fixed`, or log-normal with this 99th percentile.
    pub spread: Spread,
    /// Servers at each station.
    pub servers: i64,
    /// Stations in a row.
    pub stations: usize,
    /// Days it runs.
    pub days: i64,
    /// Microseconds of records that travel together; 0 means each on its own.
    pub cohort_us: i64,
}

/// How working times are spread.
#[derive(Clone, Copy, Debug)]
pub enum Spread {
    /// Exponential.
    Exponential,
    /// Always the same.
    Fixed,
    /// Log-normal with this 99th percentile in milliseconds; the mean is then the median.
    LogNormal(i64),
}

/// A model ready to run.
pub struct Bench {
    board: Board,
    catalogue: Catalogue,
    scenario: Scenario,
}

impl Model {
    /// Draws it. The parts are those of the catalogue, with links that take no time and without limits,
    /// because theory knows none.
    pub fn draw(self) -> Bench {
        let mut parts: CatalogueText = toml::from_str(include_str!("../../scenarios/components.toml")).unwrap();
        for c in &mut parts.component {
            c.latency_ms = (0, 0);
            c.has_api = true;
            (c.throughput_per_s, c.payload_limit_bytes) = (0, 0);
        }
        for c in &mut parts.connection {
            c.latency_ms = None;
        }
        let jobs: JobsText = toml::from_str(include_str!("../../scenarios/jobs.toml")).unwrap();
        let mut board = Board::named("tandem");
        add(&mut board, "source", "websocket_feed", 0, None);
        let mut last = "source".to_owned();
        for i in 0..self.stations {
            let id = format!("server{i}");
            add(&mut board, &id, "fargate_service", i as i32 + 1, Some(self.servers));
            link(&mut board, &last, &id);
            last = id;
        }
        add(&mut board, "sink", "dynamodb", self.stations as i32 + 1, None);
        link(&mut board, &last, "sink");
        let scenario = toml::from_str(&self.scenario()).unwrap();
        Bench { board, catalogue: Catalogue::new(parts, jobs), scenario }
    }

    fn scenario(self) -> String {
        let (spread, p99) = match self.spread {
            Spread::Exponential => ("exponential", self.service_ms),
            Spread::Fixed => ("fixed", self.service_ms),
            Spread::LogNormal(p99) => ("log_normal", p99),
        };
        let spacing = if self.cohort_us > 0 { "even" } else { "poisson" };
        format!(
            r#"
schema = 1
id = "theory"
order = 1
title = "Theory"
client = "Nobody"
contact = "Nobody"
pitch = "A row of servers"
minutes = 1
drawing = "tandem"
time_zone = "UTC"
facts = []
suggests = []
[roles]
source = {{ component = "websocket_feed" }}
sink = {{ component = "dynamodb" }}
[[offer]]
component = "websocket_feed"
formats = "tick"
[[job]]
id = "serve"
name = "serve"
summary = "Serves."
service_ms = [{service}, {p99}]
spread = "{spread}"
[run]
days = {days}
utc_offset_min = 0
target = {{ velocity = 90, resilience = 90, replayability = 90 }}
[[workload]]
id = "customers"
records = "customers"
item = "customer"
at = {{ role = "source" }}
format = "tick"
to = {{ role = "sink" }}
on_time_s = 3600
[workload.arrives.stream]
per_s_milli = [["00:00", {rate}]]
spacing = "{spacing}"
cohort_us = {cohort}
"#,
            service = self.service_ms,
            days = self.days,
            rate = self.per_s_milli,
            cohort = self.cohort_us,
        )
    }
}

impl Bench {
    /// Runs it once; what happened in the warm-up is left out of the figures.
    pub fn run(&self, seed: u64, warm_up_s: i64) -> Once {
        let flow = Flow::of(&self.board, &self.catalogue, Some(&self.scenario));
        once(&flow, &self.scenario, seed, warm_up_s * 1_000_000).unwrap()
    }
}

fn add(board: &mut Board, id: &str, component: &str, col: i32, copies: Option<i64>) {
    let mut node = Node {
        id: id.into(),
        component: component.into(),
        label: id.to_owned(),
        at: Cell::new(col, 0),
        job: None,
        settings: std::collections::BTreeMap::new(),
    };
    if let Some(copies) = copies {
        node.job = Some("serve".into());
        node.settings.insert("copies".to_owned(), Value::Int(copies));
    }
    board.nodes.insert(id.into(), node);
}

fn link(board: &mut Board, from: &str, to: &str) {
    let id = format!("{from}-{to}");
    let kind = LinkKind::Push;
    let link =
        Link { id: id.as_str().into(), from: from.into(), to: to.into(), kind, carries: None, label: String::new() };
    board.links.insert(id.as_str().into(), link);
}
