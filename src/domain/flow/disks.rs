//! Disks on a drawn board: a machine mounts one, and what the machine makes lies on it. What happens
//! to a disk in a run is not here.

use super::Flow;
use crate::domain::component::{Archetype, LinkKind};

impl Flow<'_> {
    /// A disk is in use once a machine that mounts it is.
    pub(super) fn start_disks(&mut self) -> bool {
        let mut grew = false;
        for i in 0..self.links.len() {
            let waits = |&(m, d): &(usize, usize)| self.nodes[m].started && !self.nodes[d].started;
            if let Some((_, disk)) = self.mount(i).filter(waits) {
                self.nodes[disk].started = true;
                grew = true;
            }
        }
        grew
    }

    /// Returns the machine and the disk of a link that mounts one, whichever way it is drawn.
    pub fn mount(&self, link: usize) -> Option<(usize, usize)> {
        let l = &self.links[link];
        if l.link.kind != LinkKind::Attach || !l.legality.is_legal() {
            return None;
        }
        let disk = |n: usize| self.is(n, Archetype::BlockVolume) || self.is(n, Archetype::SharedFiles);
        let runs = |n: usize| self.nodes[n].component.is_some_and(|c| c.runs_code);
        [(l.from, l.to), (l.to, l.from)].into_iter().find(|&(m, d)| runs(m) && disk(d))
    }

    /// What a machine makes lies on the disk it mounts.
    pub(super) fn write_to_disk(&mut self, i: usize) -> bool {
        let Some((machine, disk)) = self.mount(i).filter(|&(m, _)| self.nodes[m].started) else { return false };
        let made = self.nodes[machine].makes.clone();
        let grew = !made.is_subset(&self.nodes[disk].gets);
        self.nodes[disk].gets.extend(made);
        grew
    }
}
