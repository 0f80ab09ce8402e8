//! A board made ready to run: stations with their parameters, ports that lead from one to the
//! next, the clock of the client.
//!
//! Everything that does not change during a run is worked out here, once. Station `n` is node `n`
//! of the [`Flow`], track `l` is its link `l`.

mod calls;
mod clock;
mod code;
pub(crate) mod figures;
mod log;
mod ports;
mod service;
mod station;
mod zone;

use std::collections::BTreeMap;

pub use calls::Calls;
pub use clock::Clock;
pub use code::{BadRow, Code, LoadMode, Runs, Turn};
pub use log::{BufferSpec, Keys, LogSpec, Memory, MemoryPlace, Reading, group, is_many, part_of, part_of_group};
pub use ports::{Port, Watch};
pub use service::{Service, Snapshots};
pub use station::{Kind, QueueSpec, Session, Station, StoreSpec, Timetable};

use super::{agenda::Time, draw::Span};
use crate::domain::{
    flow::Flow,
    id::Format,
    scenario::{Effect, Scenario},
    workload::{Arrival, RunPlan, Targets, Workload},
};

/// Why a board cannot be run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unrunnable {
    /// The contract says nothing about runs.
    #[error("this contract has no workload yet, so there is nothing to run")]
    NoWorkload,
    /// Nothing is drawn.
    #[error("the board is empty; add the parts of your pipeline first")]
    EmptyBoard,
}

/// A workload with the stations where it appears and where it is required.
#[derive(Clone, Debug)]
pub struct Stream<'a> {
    /// The workload.
    pub plan: &'a Workload,
    /// Its format.
    pub format: u16,
    /// Its keys.
    pub keys: Keys,
    /// Stations where it appears.
    pub sources: Vec<usize>,
    /// Stations where it is required.
    pub sinks: Vec<usize>,
    /// Stations that must keep it as it came.
    pub archives: Vec<usize>,
}

/// A board made ready to run.
#[derive(Clone, Debug)]
pub struct Plant<'a> {
    /// The drawing and what it means.
    pub flow: &'a Flow<'a>,
    /// How it is run.
    pub run: &'a RunPlan,
    /// The contract.
    pub scenario: &'a Scenario,
    /// What each quality must reach.
    pub target: Targets,
    /// The client's clock.
    pub clock: Clock,
    /// One station per node.
    pub stations: Vec<Station>,
    /// How long each link takes.
    pub tracks: Vec<Span>,
    /// The formats, by number.
    pub formats: Vec<Format>,
    /// The workloads.
    pub streams: Vec<Stream<'a>>,
    /// When the run ends.
    pub horizon: Time,
}

impl<'a> Plant<'a> {
    /// Makes a board ready.
    pub fn of(flow: &'a Flow<'a>, scenario: &'a Scenario) -> Result<Self, Unrunnable> {
        let run = scenario.run.as_ref().filter(|_| scenario.workloads().next().is_some());
        let run = run.ok_or(Unrunnable::NoWorkload)?;
        if flow.nodes.is_empty() {
            return Err(Unrunnable::EmptyBoard);
        }
        let names = Names::of(flow, scenario);
        let streams: Vec<Stream<'_>> = scenario
            .workloads()
            .map(|plan| Stream {
                plan,
                format: names.number(&plan.format),
                keys: Keys::of(plan),
                sources: flow.select(&plan.at),
                sinks: flow.select(&plan.to),
                archives: plan.kept.iter().flat_map(|k| flow.select(&k.at)).collect(),
            })
            .collect();
        let keys: Vec<Keys> = streams.iter().map(|s| s.keys.clone()).collect();
        let clock = Clock::of(run);
        let horizon = clock.days(run.days);
        let stations = (0..flow.nodes.len()).map(|n| station::of(flow, (&names, &keys), n)).collect();
        let tracks = (0..flow.links.len()).map(|l| ports::latency(flow, l)).collect();
        let formats = names.formats;
        let target = scenario.targets().unwrap_or(run.target);
        let mut plant = Self { flow, run, scenario, target, clock, stations, tracks, formats, streams, horizon };
        plant.load_lists_in_turn();
        ports::connect(&mut plant);
        Ok(plant)
    }

    /// A full list takes the place of the one before, and the table is locked meanwhile: lists are
    /// loaded one after the other, however many copies of the code there are.
    fn load_lists_in_turn(&mut self) {
        if self.streams.iter().any(|s| s.plan.snapshot) {
            for code in self.stations.iter_mut().filter_map(|s| s.code.as_mut()) {
                if code.effect == Effect::Load && code.mode != LoadMode::Append {
                    code.lanes = 1;
                }
            }
        }
    }

    /// Makes the same board ready for a run of so many days.
    #[must_use]
    pub fn lasting(&self, days: i64) -> Self {
        Self { horizon: self.clock.days(days), ..self.clone() }
    }

    /// Returns the bytes of a record of a workload; 0 when nobody says.
    pub fn bytes(&self, stream: u16) -> u64 {
        match &self.streams[usize::from(stream)].plan.arrives {
            Arrival::Stream(s) => s.bytes.max(0) as u64,
            Arrival::Files(_) => 0,
        }
    }

    /// Says whether a workload is a stream of records.
    pub fn is_stream(&self, stream: u16) -> bool {
        matches!(self.streams[usize::from(stream)].plan.arrives, Arrival::Stream(_))
    }

    /// Returns a format by its number.
    pub fn format(&self, number: u16) -> &Format {
        &self.formats[usize::from(number)]
    }
}

/// The formats of a run and their numbers.
pub(super) struct Names {
    formats: Vec<Format>,
    numbers: BTreeMap<Format, u16>,
}

impl Names {
    fn of(flow: &Flow<'_>, scenario: &Scenario) -> Self {
        let mut it = Self { formats: Vec::new(), numbers: BTreeMap::new() };
        for w in scenario.workloads() {
            it.add(&w.format);
            it.add_all(w.as_format.as_ref());
        }
        for n in &flow.nodes {
            it.add_all(n.gets.iter().chain(&n.makes).chain(&n.rejects));
            it.add_all(n.component.iter().flat_map(|c| &c.accepts));
            it.add_all(n.job.iter().flat_map(|j| j.takes.iter().chain(&j.makes).chain(&j.reports)));
        }
        for l in flow.board.links.values() {
            it.add_all(l.carries.as_ref());
        }
        it
    }

    fn add_all<'f>(&mut self, formats: impl IntoIterator<Item = &'f Format>) {
        for f in formats {
            self.add(f);
        }
    }

    fn add(&mut self, format: &Format) {
        if !self.numbers.contains_key(format) {
            self.numbers.insert(format.clone(), self.formats.len() as u16);
            self.formats.push(format.clone());
        }
    }

    /// Returns the number of a format; one that nobody mentions gets a number of no format.
    pub(super) fn number(&self, format: &Format) -> u16 {
        self.numbers.get(format).copied().unwrap_or(u16::MAX)
    }
}
