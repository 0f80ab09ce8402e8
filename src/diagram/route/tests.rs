//! What routing promises.

use proptest::prelude::*;

use super::*;
use crate::{
    content::board::read,
    domain::{
        board::{Link, Node, Zone, ZoneKind},
        component::LinkKind,
        grid::{Area, Cell},
        id::{ComponentId, Format, NodeId, ZoneId},
    },
};

/// Boards with nested zones, parallel links, back links, loops and all kinds of links.
pub(crate) fn boards() -> Vec<Board> {
    let texts = [
        include_str!("../../../tests/boards/crowded.board.toml"),
        include_str!("../../../tests/boards/parallel.board.toml"),
        include_str!("../../../tests/boards/small.board.toml"),
    ];
    texts.into_iter().map(|t| read(t).unwrap().0).collect()
}

fn node(i: usize, at: Cell) -> Node {
    let component = ["lambda", "s3", "sftp_server", "nowhere", "vpc", "iam_role"][i % 6];
    let label = format!("Node {i} \"<&>\" 🚚");
    Node {
        id: NodeId::new(format!("n{i}")),
        component: ComponentId::new(component),
        label,
        at,
        job: None,
        settings: BTreeMap::new(),
    }
}

fn link(i: usize, (from, to, kind): (usize, usize, usize)) -> Link {
    let id = LinkId::new(format!("l{i:02}"));
    let kind = LinkKind::ALL[kind % LinkKind::ALL.len()];
    let (from, to) = (NodeId::new(format!("n{from}")), NodeId::new(format!("n{to}")));
    Link { id, from, to, kind, carries: Some(Format::new("xlsx")), label: "to & fro".repeat(i % 3) }
}

fn zone(i: usize, area: Area) -> Zone {
    let kind = ZoneKind::ALL[i % ZoneKind::ALL.len()];
    Zone { id: ZoneId::new(format!("z{i}")), kind, label: String::new(), area, azs: 1 + (i % 3) as u8 }
}

/// Any board: nodes on cells of their own, links between any two, zones that nest or are disjoint.
pub(crate) fn any_board() -> impl Strategy<Value = Board> {
    let cells = prop::collection::btree_set((0..9i32, 0..7i32), 1..24);
    let links = prop::collection::vec((0..24usize, 0..24usize, 0..10usize), 0..40);
    let zones = prop::collection::vec((0..9i32, 0..7i32, 1..7i32, 1..6i32), 0..7);
    (cells, links, zones).prop_map(|(cells, links, zones)| {
        let mut board = Board::named("any");
        for (i, at) in cells.iter().enumerate() {
            board.nodes.insert(NodeId::new(format!("n{i}")), node(i, (*at).into()));
        }
        for (i, (a, b, kind)) in links.into_iter().enumerate() {
            let link = link(i, (a % cells.len(), b % cells.len(), kind));
            board.links.insert(link.id.clone(), link);
        }
        for (i, area) in zones.into_iter().enumerate() {
            let area = Area::from(area);
            let fits = |z: &Zone| z.area.encloses(area) || area.encloses(z.area) || !z.area.overlaps(area);
            if board.zones.values().all(fits) {
                board.zones.insert(ZoneId::new(format!("z{i}")), zone(i, area));
            }
        }
        board
    })
}

fn order(track: Track) -> i32 {
    match track {
        Track::Cell(c) => 2 * c + 1,
        Track::Gap(c) => 2 * c,
    }
}

/// One straight piece: whether it is level, its line, and what it covers along it.
fn pieces(route: &Route) -> Vec<(bool, Pos, i32, i32)> {
    let piece = |w: &[TrackPoint]| {
        let level = w[0].y == w[1].y;
        let (line, a, b) = if level { (w[0].y, w[0].x, w[1].x) } else { (w[0].x, w[0].y, w[1].y) };
        let (a, b) = (order(a.track), order(b.track));
        (level, line, a.min(b), a.max(b))
    };
    route.points.windows(2).map(piece).collect()
}

fn ends_stand_on_their_nodes(board: &Board, routes: &Routes) {
    assert_eq!(board.links.len(), routes.links.len());
    for (id, route) in &routes.links {
        let link = &board.links[id];
        let cell = |p: &TrackPoint| (p.x.track, p.y.track);
        let at = |n: &NodeId| (Track::Cell(board.nodes[n].at.col), Track::Cell(board.nodes[n].at.row));
        assert_eq!(at(&link.from), cell(&route.points[0]), "{id}");
        assert_eq!(at(&link.to), cell(&route.points[route.points.len() - 1]), "{id}");
    }
}

fn neighbours_share_one_axis(routes: &Routes) {
    for (id, route) in &routes.links {
        for w in route.points.windows(2) {
            assert!((w[0].x == w[1].x) != (w[0].y == w[1].y), "{id}: {w:?}");
        }
        assert!(route.points.iter().flat_map(|p| [p.x, p.y]).all(|p| p.lane < p.lanes), "{id}");
    }
}

fn nothing_passes_a_node(board: &Board, routes: &Routes) {
    for (id, route) in &routes.links {
        let pieces = pieces(route);
        for (i, (level, line, low, high)) in pieces.iter().enumerate() {
            let Track::Cell(c) = line.track else { continue };
            for n in board.nodes.values() {
                let (across, along) = if *level { (n.at.row, n.at.col) } else { (n.at.col, n.at.row) };
                let (at, last) = (2 * along + 1, pieces.len() - 1);
                let own = (i == 0 || i == last) && (at == *low || at == *high);
                assert!(across != c || own || at < *low || at > *high, "{id} passes {}", n.id);
            }
        }
    }
}

fn nothing_lies_on_another(routes: &Routes) {
    let all: Vec<_> = routes.links.iter().flat_map(|(id, r)| pieces(r).into_iter().map(move |p| (id, p))).collect();
    for (i, (id, a)) in all.iter().enumerate() {
        for (other, b) in &all[i + 1..] {
            let same = a.0 == b.0 && a.1 == b.1 && id != other;
            assert!(!same || a.2.max(b.2) >= a.3.min(b.3), "{id} lies on {other}: {a:?} {b:?}");
        }
    }
}

#[test]
fn the_boards_of_the_tests_keep_all_promises() {
    for board in boards() {
        let routes = route(&board);
        ends_stand_on_their_nodes(&board, &routes);
        neighbours_share_one_axis(&routes);
        nothing_passes_a_node(&board, &routes);
        nothing_lies_on_another(&routes);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_board_keeps_all_promises(board in any_board()) {
        let routes = route(&board);
        ends_stand_on_their_nodes(&board, &routes);
        neighbours_share_one_axis(&routes);
        nothing_passes_a_node(&board, &routes);
        nothing_lies_on_another(&routes);
        prop_assert_eq!(routes, route(&board));
    }
}

#[test]
fn a_link_without_an_end_is_left_out() {
    let mut board = boards().remove(2);
    board.nodes.remove("raw");
    let routes = route(&board);
    assert_eq!(vec!["clock-fetch", "sftp-fetch"], routes.links.keys().map(LinkId::as_str).collect::<Vec<_>>());
}

#[test]
fn a_far_node_changes_no_route() {
    let mut board = boards().remove(0);
    let before = route(&board);
    board.nodes.insert(NodeId::new("n0"), node(0, Cell::new(40, 30)));
    assert_eq!(before.links, route(&board).links);
}

#[test]
fn neighbours_are_joined_straight_and_in_the_middle() {
    let board = boards().remove(2);
    let route = &route(&board).links["sftp-fetch"];
    assert_eq!((Side::East, Side::West, 2), (route.leaves, route.enters, route.points.len()));
    assert_eq!(Pos::middle_of(0), route.points[0].y);
}

#[test]
fn parallel_links_get_ports_of_their_own() {
    let board = boards().remove(1);
    let routes = route(&board);
    let port = |id: &str| (routes.links[id].leaves, routes.links[id].points[0].y, routes.links[id].points[0].x);
    assert_ne!(port("l1"), port("l2"));
    assert_ne!(port("l2"), port("l3"));
}

#[test]
fn an_empty_board_has_no_routes() {
    let routes = route(&Board::named("empty"));
    assert_eq!((0, 0, 0), (routes.links.len(), routes.columns.len(), routes.rows.len()));
}

#[test]
fn slots_of_a_gap_are_told_apart() {
    let plan = GapPlan { closing: 1, opening: 2, bands: vec![1, 2, 0, 1] };
    assert_eq!(
        vec![Slot::Lane, Slot::Closing, Slot::Lane, Slot::Lane, Slot::Opening, Slot::Opening, Slot::Lane],
        plan.layout()
    );
    assert_eq!(7, plan.slots());
    assert_eq!((1, 4, 5), (plan.closing_slot(0), plan.opening_slot(0), plan.opening_slot(1)));
    assert_eq!((0, 3, 6), (plan.lane_slot(0, 0), plan.lane_slot(1, 1), plan.lane_slot(3, 0)));
}

#[test]
fn a_line_stays_inside_the_zone_that_holds_both_ends() {
    let text = r#"
        schema = 1
        name = "inside"
        zone = [{ id = "z", kind = "vpc", area = [0, 0, 3, 1] }]
        node = [
            { id = "a", component = "lambda", label = "A", at = [0, 0] },
            { id = "b", component = "lambda", label = "B", at = [1, 0] },
            { id = "c", component = "lambda", label = "C", at = [2, 0] },
        ]
        link = [{ id = "over", from = "a", to = "c", kind = "push" }]
    "#;
    let routes = route(&read(text).unwrap().0);
    let over = routes.links["over"].points[1].y;
    let plan = |gap: i32| &routes.rows[&gap];
    match over.track {
        Track::Gap(0) => assert!(over.lane > plan(0).opening_slot(0)),
        Track::Gap(1) => assert!(over.lane < plan(1).closing_slot(0)),
        other => panic!("{other:?}"),
    }
}

fn moved(board: &mut Board, id: &str, to: Cell) {
    board.nodes.get_mut(id).unwrap().at = to;
}

type Change = (&'static str, fn(&mut Board));

#[test]
fn what_changes_the_picture_is_routed_afresh() {
    let changes: [Change; 8] = [
        ("a node moves", |b| moved(b, "raw", Cell::new(7, 5))),
        ("a node comes", |b| drop(b.nodes.insert(NodeId::new("n0"), node(0, Cell::new(6, 6))))),
        ("a node goes", |b| drop(b.nodes.remove("raw"))),
        ("a link comes", |b| {
            let link = Link { id: LinkId::new("new"), ..b.links["sftp-fetch"].clone() };
            b.links.insert(link.id.clone(), link);
        }),
        ("a link goes", |b| drop(b.links.remove("sftp-fetch"))),
        ("a link turns round", |b| {
            let link = b.links.get_mut("sftp-fetch").unwrap();
            std::mem::swap(&mut link.from, &mut link.to);
        }),
        ("a zone comes", |b| drop(b.zones.insert(ZoneId::new("z0"), zone(0, Area::from((0, 0, 9, 9)))))),
        ("a zone grows", |b| b.zones.values_mut().next().unwrap().area.cols += 1),
    ];
    for (what, change) in changes {
        let mut board = boards().remove(2);
        let before = route(&board);
        change(&mut board);
        assert_eq!(Some(route(&board)), reroute(&board, &before), "{what}");
    }
}

#[test]
fn what_moves_no_line_keeps_the_routes() {
    let changes: [Change; 6] = [
        ("a label", |b| "Other".clone_into(&mut b.nodes.get_mut("raw").unwrap().label)),
        ("a setting", |b| {
            let set = &mut b.nodes.get_mut("raw").unwrap().settings;
            set.insert("versioning".to_owned(), crate::domain::value::Value::Bool(true));
        }),
        ("a component", |b| b.nodes.get_mut("raw").unwrap().component = ComponentId::new("lambda")),
        ("the label of a link", |b| "to".clone_into(&mut b.links.get_mut("sftp-fetch").unwrap().label)),
        ("the title of a zone", |b| "Home".clone_into(&mut b.zones.values_mut().next().unwrap().label)),
        ("nothing", |_| ()),
    ];
    for (what, change) in changes {
        let mut board = boards().remove(2);
        let before = route(&board);
        change(&mut board);
        assert_eq!(None, reroute(&board, &before), "{what}");
        assert_eq!(before, route(&board), "{what}");
    }
}

/// A node goes elsewhere, a link comes or goes, a zone grows: what people do between two looks.
fn disturb(board: &mut Board, (what, which, at): (usize, usize, (i32, i32))) {
    match what % 5 {
        0 | 1 => {
            let free = !board.nodes.values().any(|n| n.at == Cell::from(at));
            let count = board.nodes.len();
            if let Some(node) = board.nodes.values_mut().nth(which % count).filter(|_| free) {
                node.at = at.into();
            }
        }
        2 => {
            let end = |i: i32| i.unsigned_abs() as usize % board.nodes.len();
            let link = link(100 + which, (end(at.0), end(at.1), which));
            board.links.insert(link.id.clone(), link);
        }
        3 => {
            let id = board.links.keys().nth(which % board.links.len().max(1)).cloned();
            board.links.retain(|l, _| Some(l) != id.as_ref());
        }
        _ => {
            if let Some(zone) = board.zones.values_mut().next() {
                zone.area.cols += 1;
            }
        }
    }
}

proptest! {
    #[test]
    fn what_is_taken_over_is_what_a_new_search_finds(
        board in any_board(),
        steps in prop::collection::vec((0..5usize, 0..24usize, (0..9i32, 0..7i32)), 1..6),
    ) {
        let mut board = board;
        let mut routes = route(&board);
        for step in steps {
            disturb(&mut board, step);
            if let Some(next) = reroute(&board, &routes) {
                routes = next;
            }
            prop_assert_eq!(&route(&board), &routes);
        }
    }
}

#[test]
fn what_is_taken_over_on_a_crowded_board_is_what_a_new_search_finds() {
    let mut board = Board::named("crowded");
    for i in 0..40 {
        board.nodes.insert(NodeId::new(format!("n{i}")), node(i, Cell::new(i as i32 % 8, i as i32 / 8)));
    }
    for i in 0..search::CROWDED + 5 {
        let link = link(i, (i % 40, (i * 7 + 1 + i / 40) % 40, 0));
        board.links.insert(link.id.clone(), link);
    }
    let mut routes = route(&board);
    for (i, at) in (0..8).flat_map(|i| [(i, (i, 6)), (i, (i, 0))]) {
        moved(&mut board, &format!("n{i}"), at.into());
        // Links go until the board is no longer crowded.
        board.links.remove(&LinkId::new(format!("l{i:02}")));
        routes = reroute(&board, &routes).unwrap();
        assert_eq!(route(&board), routes, "{i}");
    }
}
