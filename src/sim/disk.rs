//! Disks of machines: what a machine makes is kept on the disk it mounts; what a snapshot brings
//! back when the disk's zone is lost, and what came after the last one.

use super::{
    agenda::Time,
    cause::Cause,
    item::{Condition, Item, Parcel},
    plant::{Kind, Snapshots},
    world::{Event, World},
};

impl World<'_> {
    /// Returns the disk on which a machine keeps an item, if it is required there and no arrow of
    /// its own leads to it.
    fn disk_for(&self, n: usize, item: &Item) -> Option<usize> {
        let disk = self.station(n).service.disk?;
        let stream = &self.plant.streams[usize::from(item.stream)];
        let fits = stream.plan.as_format.as_ref().is_none_or(|f| self.plant.format(item.format) == f);
        let drawn = self.station(n).out.iter().any(|p| p.to == disk);
        (fits && !drawn && stream.sinks.contains(&disk)).then_some(disk)
    }

    /// Says whether something was made for a disk that is down.
    pub(super) fn lacks_disk(&self, n: usize, made: &[Item]) -> bool {
        made.iter().any(|item| self.disk_for(n, item).is_some_and(|d| self.is_down(d)))
    }

    /// Keeps an item on the disk of the machine that made it; says whether there is one for it.
    pub(super) fn keep_on_disk(&mut self, n: usize, mut item: Item) -> bool {
        let Some(disk) = self.disk_for(n, &item) else { return false };
        if self.station(disk).service.torn {
            item.condition = item.condition.with(Condition::TORN);
            self.book.blame.insert((item.stream, Cause::Torn), disk);
        }
        self.deliver(n, disk, Parcel::of(item));
        true
    }

    /// A disk was lost with its zone: if there are snapshots, and machines that start elsewhere by
    /// themselves, a new disk is filled from the last one.
    pub(super) fn restore_disk(&mut self, disk: usize) {
        let Some(Snapshots { restore, .. }) = self.station(disk).service.snapshots else { return };
        let machines: Vec<usize> = self.machines_of(disk);
        if !machines.is_empty() && machines.iter().all(|&m| self.station(m).service.fails_over) {
            self.after(restore, Event::Restored { station: disk as u16 });
        }
    }

    fn machines_of(&self, disk: usize) -> Vec<usize> {
        (0..self.plant.stations.len()).filter(|&n| self.station(n).service.disk == Some(disk)).collect()
    }

    /// A new disk is there: what came after the last snapshot is not on it, and is read again from
    /// the logs that still have it.
    pub(super) fn disk_restored(&mut self, disk: usize) {
        let Some(Snapshots { every, restore }) = self.station(disk).service.snapshots else { return };
        let (now, hit) = (self.now(), &mut self.states[disk].hit);
        if hit.down == 0 {
            return;
        }
        hit.down -= 1;
        let lost = now - restore;
        let taken = lost - lost % every.max(1);
        self.forget_since(disk, taken);
        for machine in self.machines_of(disk) {
            self.read_again(machine, taken);
        }
        self.all_go_on();
    }

    fn forget_since(&mut self, disk: usize, taken: Time) {
        let (now, until) = (self.now(), self.now().saturating_add(1));
        for sink in self.book.sinks.iter_mut().filter(|s| s.station == disk) {
            let mut gone = sink.right();
            gone = gone.meet(&self.arrivals[sink.stream].born(taken, until));
            for r in gone.ranges() {
                sink.on_time.remove(r);
                sink.late.remove(r);
            }
            let (records, last) =
                self.book.dropped.entry((sink.stream as u16, disk, Cause::SinceSnapshot)).or_default();
            records.join(&gone);
            *last = now;
        }
    }

    fn read_again(&mut self, machine: usize, taken: Time) {
        for log in 0..self.plant.stations.len() {
            let Kind::Log(spec) = &self.station(log).kind else { continue };
            if self.station(log).out.iter().all(|p| p.to != machine) {
                continue;
            }
            let kept: Vec<Parcel> = self.states[log]
                .log
                .history
                .kept(self.now(), spec.keep)
                .filter(|k| k.since >= taken)
                .map(|k| k.parcel)
                .collect();
            for parcel in kept {
                self.rewind(log, parcel);
            }
        }
    }
}
