//! How a run begins: an empty plant, the arrivals drawn, schedules and faults put on the agenda.

use super::{
    agenda::{Agenda, SECOND, Time},
    book::Book,
    draw::Dice,
    fault::Pulled,
    item::{Cuts, Shelf},
    people::Desk,
    plant::{Kind, Plant},
    source::{self, Arrivals},
    stream::Feed,
    trace::Recorder,
    workflow,
    world::{Event, State, World},
};
use crate::domain::workload::Arrival;

/// What a run is to be.
#[derive(Clone, Debug, Default)]
pub struct Setup<'p> {
    /// The seed.
    pub seed: u64,
    /// What goes wrong.
    pub faults: Vec<Pulled<'p>>,
    /// Somebody wants to see what happens.
    pub trace: bool,
    /// Records born in this time may be so much later.
    pub grace: Option<(Time, Time, Time)>,
    /// The one workload that this holds for; nothing means all.
    pub grace_of: Option<u16>,
}

impl<'p> World<'p> {
    /// Makes a run ready to go.
    pub fn open(plant: &'p Plant<'p>, setup: Setup<'p>) -> Self {
        let dice = Dice::new(setup.seed);
        let mut world = Self {
            plant,
            dice,
            agenda: Agenda::empty(),
            states: vec![State::default(); plant.stations.len()],
            parcels: Shelf::default(),
            tasks: Shelf::default(),
            held: Shelf::default(),
            executions: Shelf::default(),
            cuts: Cuts::none(),
            arrivals: Vec::new(),
            book: Book::of(plant),
            desk: Desk::default(),
            faults: setup.faults,
            trace: Recorder::new(setup.trace),
            made: Vec::new(),
            horizon: plant.horizon,
            resends: Vec::new(),
        };
        world.book.patience.grace = setup.grace;
        world.book.patience.grace_of = setup.grace_of;
        world.plan_arrivals();
        world.plan_schedules();
        world.plan_faults();
        world
    }

    fn plan_arrivals(&mut self) {
        for stream in 0..self.plant.streams.len() {
            let files = source::files(self.plant, stream, self.dice, &self.faults);
            for (number, e) in (0u32..).zip(&files) {
                let Some(ready) = e.ready else { continue };
                let stream = stream as u16;
                self.agenda.plan(e.written, Event::Written { stream, emission: number });
                self.agenda.plan(ready, Event::Ready { stream, emission: number });
            }
            self.plan_absence(stream, &files);
            if matches!(self.plant.streams[stream].plan.arrives, Arrival::Stream(_)) {
                self.agenda.plan(0, Event::Emit { stream: stream as u16 });
            }
            let feed = Feed::of(self.plant, stream, &self.faults);
            let slots = (0u32..).zip(&files).filter(|(number, e)| e.name == *number).count();
            self.arrivals.push(Arrivals { files, slots, feed, ..Arrivals::default() });
        }
    }

    fn plan_absence(&mut self, stream: usize, files: &[source::Emission]) {
        let wait = self.plant.run.people.absence_s * SECOND;
        for station in self.absence_watchers() {
            for (number, e) in (0u32..).zip(files).filter(|(number, e)| e.name == *number) {
                let event = Event::Missed { station: station as u16, stream: stream as u16, emission: number };
                self.agenda.plan(e.slot + wait, event);
            }
        }
    }

    fn plan_schedules(&mut self) {
        for (n, station) in self.plant.stations.iter().enumerate() {
            if let Kind::Schedule(table) = &station.kind {
                for at in workflow::firings(self.plant, table) {
                    self.agenda.plan(at, Event::Fire { station: n as u16 });
                }
            }
        }
    }

    pub(super) fn plan_faults(&mut self) {
        for i in 0..self.faults.len() {
            if !self.faults[i].targets.is_empty() || self.faults[i].is_everywhere() {
                self.agenda.plan(self.faults[i].starts, Event::Begins { fault: i as u16 });
            }
        }
    }
}
