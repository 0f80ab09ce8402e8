//! One run: the state of every station, the events between them, and the loop that lets them
//! happen.
//!
//! What a station does with an event is in the file of its kind. Nothing here knows a component
//! by name.

use super::{
    agenda::{Agenda, Time},
    asked::Counter,
    book::Book,
    buffer::Buffer,
    cause::Cause,
    code::{Task, Work},
    draw::{Dice, Purpose},
    fault::{Hit, Pulled},
    item::{Cuts, Item, Parcel, Shelf},
    limit::Bucket,
    log::Log,
    people::Desk,
    plant::{Kind, Plant, Port, Station},
    queue::Queue,
    relay::Held,
    source::Arrivals,
    store::Store,
    trace::{Happening, Recorder},
    trial::Resend,
    workflow::{Execution, Failed},
};
use crate::domain::component::LinkKind;

/// Something that is due. Stations, streams, faults and the rest are named by their numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the numbers of what they are named after")]
pub enum Event {
    /// The next records of a stream are there.
    Emit { stream: u16 },
    /// A file begins to be written.
    Written { stream: u16, emission: u32 },
    /// A file is complete.
    Ready { stream: u16, emission: u32 },
    /// A schedule fires.
    Fire { station: u16 },
    /// A parcel reaches a station.
    Arrive { from: u16, to: u16, parcel: u32 },
    /// A task has used its time.
    Done { task: u32 },
    /// A failed task is tried again.
    Again { task: u32 },
    /// A received message shows again.
    Visible { station: u16, message: u32, receipt: u16 },
    /// The oldest message has been kept long enough.
    Expire { station: u16 },
    /// An alarm looks at what has waited long.
    Aged { station: u16 },
    /// What was refused is tried again.
    HandOver { held: u32 },
    /// A lost part, or so many copies of it, is there again.
    Back { station: u16, copies: u16 },
    /// A step of a workflow begins.
    Step { execution: u32 },
    /// A fault begins.
    Begins { fault: u16 },
    /// A fault ends.
    Ends { fault: u16 },
    /// Somebody looks whether a file was taken.
    Missed { station: u16, stream: u16, emission: u32 },
    /// A message reaches a person.
    Told { notice: u32 },
    /// A person has done something about it.
    Act { notice: u32 },
    /// A record that left out of order is on its way at last.
    Straggle { parcel: u32 },
    /// A reader looks at a part of a log.
    Read { station: u16, lane: u32 },
    /// Senders try again to write to a log what they hold.
    Unhold { station: u16 },
    /// A source tries again to send what it keeps.
    Drain { station: u16, stream: u16 },
    /// A delivery buffer writes what it has collected.
    Flush { station: u16, filling: u32 },
    /// A new disk has been filled from a snapshot.
    Restored { station: u16 },
    /// Kept records are sent again in a replay trial.
    Resend { number: u32 },
}

/// What changes at a station during a run.
#[derive(Clone, Debug, Default)]
pub struct State {
    /// What is wrong with it now.
    pub hit: Hit,
    /// What its code is doing.
    pub work: Work,
    /// The messages it holds.
    pub queue: Queue,
    /// What it keeps.
    pub store: Store,
    /// The records in it, in order.
    pub log: Log,
    /// What it collects.
    pub buffer: Buffer,
    /// Runs of a workflow that failed and can be taken up again.
    pub failed: Vec<Failed>,
    /// What may still be taken of its rate.
    pub bucket: Bucket,
    /// What waits here until somebody asks.
    pub asked: Counter,
    /// When it was last used, for what falls asleep.
    pub used: Option<Time>,
}

/// One run.
#[derive(Clone, Debug)]
pub struct World<'p> {
    /// The board made ready.
    pub plant: &'p Plant<'p>,
    /// The random numbers.
    pub dice: Dice,
    /// What is due.
    pub agenda: Agenda<Event>,
    /// The state of each station.
    pub states: Vec<State>,
    /// What is under way between stations.
    pub parcels: Shelf<(usize, Parcel)>,
    /// What code is working on, or will try again.
    pub tasks: Shelf<Task>,
    /// What was refused and is tried again.
    pub held: Shelf<Held>,
    /// Runs of workflows.
    pub executions: Shelf<Execution>,
    /// Records taken out of items.
    pub cuts: Cuts,
    /// What has arrived or will, per stream.
    pub arrivals: Vec<Arrivals>,
    /// The accounts.
    pub book: Book,
    /// What people know and do.
    pub desk: Desk,
    /// The faults of this run.
    pub faults: Vec<Pulled<'p>>,
    /// What happened, if somebody wants to see it.
    pub trace: Recorder,
    /// What the task at hand has made; kept to be used again.
    pub made: Vec<Item>,
    /// When the run ends.
    pub horizon: Time,
    /// What is sent again in a replay trial.
    pub resends: Vec<Resend>,
}

impl<'p> World<'p> {
    /// Returns the time.
    pub fn now(&self) -> Time {
        self.agenda.now()
    }

    /// Returns what does not change at a station.
    pub fn station(&self, n: usize) -> &'p Station {
        &self.plant.stations[n]
    }

    /// Plans an event so long from now.
    pub fn after(&mut self, delay: Time, event: Event) {
        self.agenda.plan(self.now().saturating_add(delay), event);
    }

    /// Lets everything happen that is due by then.
    pub fn run_until(&mut self, until: Time) {
        while let Some(event) = self.agenda.next(until) {
            self.happen(event);
        }
        self.expire_logs(until);
    }

    fn happen(&mut self, event: Event) {
        match event {
            Event::Done { task } => self.finish(task),
            Event::Arrive { from, to, parcel } => self.land(from, to, parcel),
            Event::Emit { stream } => self.emit(usize::from(stream)),
            Event::Written { stream, emission } => self.file_begins(usize::from(stream), emission),
            Event::Ready { stream, emission } => self.file_ready(usize::from(stream), emission),
            Event::Fire { station } => self.fire(usize::from(station)),
            Event::Again { task } => self.begin_again(task),
            Event::Visible { station, message, receipt } => self.show_again(usize::from(station), message, receipt),
            Event::Expire { station } => self.expire(usize::from(station)),
            Event::Aged { station } => self.look_at_age(usize::from(station)),
            Event::HandOver { held } => self.hand_over_again(held),
            Event::Back { station, copies } => self.is_back(usize::from(station), copies),
            Event::Step { execution } => self.step(execution),
            Event::Begins { fault } => self.fault_begins(usize::from(fault)),
            Event::Ends { fault } => self.fault_ends(usize::from(fault)),
            Event::Missed { station, stream, emission } => {
                self.look_for_absence(usize::from(station), usize::from(stream), emission);
            }
            Event::Told { notice } => self.person_told(notice),
            Event::Act { notice } => self.person_acts(notice),
            Event::Straggle { parcel } => self.straggle(parcel),
            Event::Read { station, lane } => self.read(usize::from(station), lane as usize),
            Event::Unhold { station } => self.unhold(usize::from(station)),
            Event::Drain { station, stream } => self.drain(usize::from(station), usize::from(stream)),
            Event::Flush { station, filling } => self.flush(usize::from(station), filling),
            Event::Restored { station } => self.disk_restored(usize::from(station)),
            Event::Resend { number } => self.resend(number),
        }
    }

    /// Says whether a station does not answer.
    pub fn is_down(&self, n: usize) -> bool {
        self.states[n].hit.down > 0
    }

    /// Says why a port would not take an item now.
    pub fn refusal(&self, port: &Port, item: &Item) -> Option<Cause> {
        self.refusal_of(port, item, port.kind == LinkKind::Notice)
    }

    /// Says why a port would not take an item, or a notice of it, now.
    pub(super) fn refusal_of(&self, port: &Port, item: &Item, notice: bool) -> Option<Cause> {
        if self.is_down(port.to) || port.past.iter().any(|&n| self.is_down(n)) {
            return Some(Cause::TargetDown);
        }
        let target = self.station(port.to);
        if (target.service.limited || !port.past.is_empty())
            && let Some(cause) = self.beyond_limits(port, item, notice)
        {
            return Some(cause);
        }
        let takes = target.accepts.is_empty() || target.accepts.contains(&item.format);
        match &target.kind {
            Kind::Store(_) if self.states[port.to].hit.full > 0 => Some(Cause::DiskFull),
            Kind::Store(_) if !takes => Some(Cause::WrongFormat),
            _ => None,
        }
    }

    /// Says whether a port carries items of this format.
    pub fn admits(&self, port: &Port, item: &Item) -> bool {
        port.carries.as_ref().is_none_or(|f| self.plant.format(item.format) == f)
    }

    /// Sends a parcel through a port; it arrives after the links have taken their time.
    pub fn send(&mut self, from: usize, port: &'p Port, parcel: Parcel) {
        if self.station(port.to).service.limited || !port.past.is_empty() {
            self.use_rates(port, &parcel);
        }
        self.hand(from, port, parcel);
    }

    /// Lets a parcel travel through a port.
    fn hand(&mut self, from: usize, port: &'p Port, parcel: Parcel) {
        let mut delay = 0;
        for &l in &port.links {
            let key = parcel.item.ordinal() ^ (u64::from(parcel.item.hops) << 40);
            let takes = self.plant.tracks[l].draw(self.dice, Purpose::Link, l as u64, key);
            self.trace.moved(self.agenda.now() + delay, takes, l, &parcel, &self.cuts);
            delay += takes;
        }
        if delay == 0 {
            self.deliver(from, port.to, parcel);
            return;
        }
        let place = self.parcels.put((port.to, parcel));
        self.after(delay, Event::Arrive { from: from as u16, to: port.to as u16, parcel: place });
    }

    fn land(&mut self, from: u16, to: u16, place: u32) {
        if let Some((_, parcel)) = self.parcels.lift(place) {
            self.deliver(usize::from(from), usize::from(to), parcel);
        }
    }

    /// Hands a parcel to the station it was sent to.
    pub fn deliver(&mut self, from: usize, to: usize, parcel: Parcel) {
        match &self.station(to).kind {
            Kind::Code => self.offer_from(from, to, parcel),
            Kind::Store(_) => self.put(from, to, parcel),
            Kind::Queue(_) => self.enqueue(to, parcel),
            Kind::Log(_) => self.append(from, to, parcel),
            Kind::Buffer(_) => self.collect(to, parcel),
            Kind::Workflow { .. } => self.start_execution(to, Some(parcel)),
            Kind::Bus { .. } | Kind::Notifier => self.relay(to, parcel),
            Kind::Alarm => _ = self.fan_out(to, parcel),
            Kind::Pass if !self.station(to).out.is_empty() => _ = self.fan_out(to, parcel),
            Kind::Person => self.reach_person(to, &parcel.item),
            Kind::Schedule(_) if self.station(to).code.is_some() => self.offer_event(to, Some(parcel)),
            _ => self.lose(to, &parcel.item, Cause::NoWay),
        }
    }

    /// Hands a parcel to every port of a station that carries it. Says whether anybody took it.
    pub fn fan_out(&mut self, from: usize, parcel: Parcel) -> bool {
        let mut taken = false;
        for port in &self.station(from).out {
            if !self.admits(port, &parcel.item) || self.is_turned_away(port, &parcel.item) {
                continue;
            }
            if self.went_before(from, port, &parcel.item) {
                // One door takes a message once, however many ways lead on from it.
                taken = true;
                self.hand(from, port, parcel);
                continue;
            }
            match self.refusal_of(port, &parcel.item, parcel.held_at.is_some()) {
                Some(cause) => self.lose(from, &parcel.item, cause),
                None => {
                    taken = true;
                    self.send(from, port, parcel);
                }
            }
        }
        taken
    }

    /// Whether an earlier port with the same door carries the item as well, so that the door has
    /// taken it already.
    fn went_before(&self, from: usize, port: &'p Port, item: &Item) -> bool {
        let Some(door) = port.past.first() else { return false };
        let before = self.station(from).out.iter().take_while(|p| *p != port);
        !self.is_down(port.to) && before.filter(|p| self.admits(p, item)).any(|p| p.past.first() == Some(door))
    }

    /// Writes down that an item's way ended here.
    pub fn lose(&mut self, at: usize, item: &Item, cause: Cause) {
        let records = self.cuts.records(item);
        if matches!(cause, Cause::MemoryLost | Cause::Down) && self.station(at).session.is_some() {
            self.dies_with_the_reader(item);
        }
        self.trace.note(self.now(), at, Happening::Dropped, item, &self.cuts, Some(cause));
        self.book.drop(item, &records, at, cause, self.agenda.now());
    }
}
