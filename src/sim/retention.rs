//! How long logs keep things: what is too old is gone, read or not, and what nobody has read yet.
//! Reading itself is in [`super::reader`].

use super::{
    agenda::Time,
    cause::Cause,
    item::Item,
    log::{Segment, share},
    plant::{Kind, LogSpec},
    reader::Cursor,
    world::World,
};

impl World<'_> {
    /// What was kept as long as the log keeps things is gone, read or not.
    pub(super) fn expire_log(&mut self, n: usize, spec: &LogSpec, now: Time) {
        if spec.keep == 0 {
            return;
        }
        self.expire_unread(n, spec.keep, now);
        let oldest = now - spec.keep;
        while let Some(&segment) = self.states[n].log.segments.front().filter(|s| s.arrived < oldest) {
            let number = self.states[n].log.base;
            for lane in 0..self.states[n].log.lanes.len() {
                self.skip_expired(n, spec, (lane, number), &segment);
            }
            let log = &mut self.states[n].log;
            log.segments.pop_front();
            log.base += 1;
        }
    }

    /// What is too old in any log by then is gone.
    pub(super) fn expire_logs(&mut self, now: Time) {
        for n in 0..self.states.len() {
            if let Kind::Log(spec) = &self.station(n).kind {
                self.expire_log(n, spec, now);
            }
        }
    }

    fn skip_expired(&mut self, n: usize, spec: &LogSpec, (lane, number): (usize, u64), segment: &Segment) {
        let at = self.states[n].log.lanes[lane].at;
        if at.segment > number {
            return;
        }
        let (lo, hi) = share(spec, segment, lane % spec.shards);
        let from = (lo + if at.segment == number { at.offset } else { 0 }).min(hi);
        self.states[n].log.lanes[lane].skip_to(number + 1);
        if from < hi {
            let unread = Item { lo: from, hi, ..segment.parcel.item };
            self.lose(n, &unread, Cause::RetentionOver);
        }
    }

    /// Returns what some reader of a log has not read, with what is still kept.
    pub(super) fn unread(&self, n: usize, spec: &LogSpec) -> Vec<Item> {
        let log = &self.states[n].log;
        let mut unread = Vec::new();
        for (i, lane) in log.lanes.iter().enumerate() {
            let mut at = lane.at;
            while let Some(segment) = log.segment(at.segment) {
                let (lo, hi) = share(spec, segment, i % spec.shards);
                if lo + at.offset < hi {
                    unread.push(Item { lo: lo + at.offset, hi, ..segment.parcel.item });
                }
                at = Cursor { segment: at.segment + 1, offset: 0 };
            }
        }
        unread
    }
}
