//! What strangers do: they send under another's name, and with stolen keys they delete what is kept.
//!
//! What they do to a table that the internet can reach is in [`super::store`].

use super::{
    cause::Cause,
    item::{Condition, Item},
    plant::Port,
    trace::Happening,
    world::World,
};

impl World<'_> {
    /// Whether somebody on the way asks senders for a certificate of their own, and this one has
    /// none.
    pub(super) fn is_turned_away(&mut self, port: &Port, item: &Item) -> bool {
        if !item.condition.has(Condition::FORGED) {
            return false;
        }
        let guard = port.past.iter().copied().chain([port.to]).find(|&n| self.station(n).knows_senders);
        if let Some(n) = guard {
            self.trace.note(self.now(), n, Happening::Rejected, item, &self.cuts, Some(Cause::Forged));
        }
        guard.is_some()
    }

    /// Deletes everything that a store keeps, unless it is locked; then people hear that somebody
    /// has tried.
    pub(super) fn erase(&mut self, n: usize) {
        self.tell(n, Cause::Erased, None);
        if self.station(n).locked {
            return;
        }
        let now = self.now();
        let kept = self.states[n].store.kept();
        self.states[n].store = super::store::Store::default();
        for k in kept {
            let records = self.cuts.records(&k.parcel.item);
            if let Some(sink) = self.book.sink(k.parcel.item.stream, n) {
                for gone in records.ranges() {
                    sink.on_time.remove(gone);
                    sink.late.remove(gone);
                }
            }
            self.trace.note(now, n, Happening::Dropped, &k.parcel.item, &self.cuts, Some(Cause::Erased));
            self.book.drop(&k.parcel.item, &records, n, Cause::Erased, now);
        }
    }
}
