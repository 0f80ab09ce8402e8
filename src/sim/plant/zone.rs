//! Which zone is lost when one is, and what stands there.

use super::Plant;
use crate::domain::{board::ZoneKind, component::Scope, flow::Flow, id::ZoneId};

impl Plant<'_> {
    /// Returns the zone that is lost when one is: that of the first required node that stands in
    /// one, else the one in which most parts stand. None when no zone is drawn: then all is one.
    pub fn lost_zone(&self) -> Option<ZoneId> {
        let zonal = |&n: &usize| self.flow.nodes[n].component.is_some_and(|c| c.scope == Scope::Az);
        let sinks = self.streams.iter().flat_map(|s| s.sources.iter().chain(&s.sinks).copied());
        if let Some(zone) = sinks.filter(zonal).find_map(|n| zone_of(self.flow, n)) {
            return Some(zone);
        }
        let mut counts: std::collections::BTreeMap<ZoneId, usize> = std::collections::BTreeMap::new();
        for zone in (0..self.stations.len()).filter(zonal).filter_map(|n| zone_of(self.flow, n)) {
            *counts.entry(zone).or_default() += 1;
        }
        let most = counts.values().copied().max();
        counts.into_iter().find(|(_, n)| Some(*n) == most).map(|(zone, _)| zone)
    }

    /// Says whether a node stands in the lost zone, or where no zone is drawn.
    pub fn is_lost_with(&self, n: usize, lost: Option<&ZoneId>) -> bool {
        zone_of(self.flow, n).is_none_or(|zone| lost.is_none_or(|lost| *lost == zone))
    }
}

/// The one zone that a node stands in, as far as one is drawn.
fn zone_of(flow: &Flow<'_>, n: usize) -> Option<ZoneId> {
    let zones = flow.board.zones_at(flow.nodes[n].node.at);
    let of = |k: ZoneKind| zones.iter().rev().find(|z| z.kind == k && z.azs <= 1);
    let zone = of(ZoneKind::Az).or_else(|| of(ZoneKind::PrivateSubnet)).or_else(|| of(ZoneKind::PublicSubnet))?;
    Some(zone.id.clone())
}
