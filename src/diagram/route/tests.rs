//! What routing promises.

use super::*;
use crate::content::board::read;

/// A board with nested zones, parallel links, back links, a loop and an alert.
pub(super) fn crowded() -> Board {
    read(include_str!("../../../tests/boards/crowded.board.toml")).unwrap().0
}

#[test]
fn every_link_gets_a_route_between_its_own_nodes() {
    let board = crowded();
    let routes = route(&board);
    assert_eq!(board.links.len(), routes.links.len());
    for (id, route) in &routes.links {
        let link = &board.links[id];
        let (first, last) = (route.points[0], route.points[route.points.len() - 1]);
        let cell = |p: TrackPoint| (p.x.track, p.y.track);
        let at = |n: &NodeId| (Track::Cell(board.nodes[n].at.col), Track::Cell(board.nodes[n].at.row));
        assert_eq!((at(&link.from), at(&link.to)), (cell(first), cell(last)), "{id}");
    }
}
