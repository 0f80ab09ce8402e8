//! What the raster promises.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;
use crate::{
    content::board::read,
    diagram::route::{
        route,
        tests::{any_board, boards},
    },
};

const ZOOMS: [Metrics; 3] = [Metrics::FULL, Metrics::COMPACT, Metrics::MAP];

fn picture(board: &Board, metrics: &Metrics) -> Picture {
    let text = |l: &crate::domain::board::Link| l.carries.as_ref().map_or_else(|| l.label.clone(), ToString::to_string);
    let labels: BTreeMap<&LinkId, String> = board.links.values().map(|l| (&l.id, text(l))).collect();
    let wanted: Vec<Wanted<'_>> = labels.iter().map(|(link, label)| Wanted { link, label }).collect();
    draw(board, &route(board), metrics, &wanted)
}

/// Draws a board as text.
fn show(board: &Board, metrics: &Metrics) -> String {
    let picture = picture(board, metrics);
    let mut ink: BTreeMap<(i32, i32), char> = BTreeMap::new();
    ink.extend(picture.zones.iter().flat_map(Frame::cells).map(|at| (at, '.')));
    let mut masks: BTreeMap<(i32, i32), Mask> = BTreeMap::new();
    for step in picture.links.values().flat_map(|t| &t.steps) {
        let mask = masks.entry((step.x, step.y)).or_default();
        *mask = mask.with(step.mask);
    }
    ink.extend(masks.into_iter().map(|(at, mask)| (at, " ╵╶└╷│┌├╴┘─┴┐┤┬┼".chars().nth(mask.0.into()).unwrap())));
    ink.extend(picture.links.values().map(|t| (t.head_at(), ['▲', '▶', '▼', '◀'][t.head as usize])));
    let labels = picture.links.values().filter_map(|t| t.label.as_ref());
    for text in labels.chain(picture.zones.iter().filter_map(|f| f.title.as_ref())) {
        ink.extend((text.x..).zip(text.text.chars()).map(|(x, c)| ((x, text.y), c)));
    }
    for node in board.nodes.values() {
        let rect = metrics.node(node.at);
        ink.extend(cells(rect).into_iter().map(|at| (at, '█')));
        ink.extend((rect.x..rect.x + rect.w).zip(node.id.as_str().chars()).map(|(x, c)| ((x, rect.y), c)));
    }
    let (right, bottom) = ink.keys().fold((0, 0), |(x, y), at| (x.max(at.0), y.max(at.1)));
    let char_at = |x, y| ink.get(&(x, y)).copied().unwrap_or(' ');
    let line = |y: i32| (0..=right).map(|x| char_at(x, y)).collect::<String>().trim_end().to_owned();
    (0..=bottom).map(line).collect::<Vec<_>>().join("\n")
}

fn cells(rect: Rect) -> Vec<(i32, i32)> {
    (rect.y..rect.y + rect.h).flat_map(|y| (rect.x..rect.x + rect.w).map(move |x| (x, y))).collect()
}

fn text_cells(label: &Label) -> Vec<(i32, i32)> {
    (label.x..label.x + labels::width(&label.text)).map(|x| (x, label.y)).collect()
}

fn nothing_lies_on_a_node(board: &Board, metrics: &Metrics, picture: &Picture) {
    let mut touched: BTreeSet<(i32, i32)> = picture.zones.iter().flat_map(Frame::cells).collect();
    touched.extend(picture.links.values().flat_map(|t| t.steps.iter().map(|s| (s.x, s.y))));
    touched.extend(picture.links.values().filter_map(|t| t.label.as_ref()).flat_map(text_cells));
    touched.extend(picture.zones.iter().filter_map(|f| f.title.as_ref()).flat_map(text_cells));
    for node in board.nodes.values() {
        let hit = cells(metrics.node(node.at)).into_iter().find(|at| touched.contains(at));
        assert_eq!(None, hit, "on {} in {metrics:?}", node.id);
    }
}

fn texts_keep_apart(picture: &Picture) {
    let labels = picture.links.values().filter_map(|t| t.label.as_ref());
    let titles = picture.zones.iter().filter_map(|f| f.title.as_ref());
    let mut seen = BTreeSet::new();
    assert!(labels.chain(titles).flat_map(text_cells).all(|at| seen.insert(at)));
}

fn steps_are_joined(picture: &Picture) {
    for (id, trace) in &picture.links {
        for w in trace.steps.windows(2) {
            let side = Side::ALL.into_iter().find(|s| (w[0].x + s.step().0, w[0].y + s.step().1) == (w[1].x, w[1].y));
            let side = side.unwrap_or_else(|| panic!("{id}: a gap between {:?} and {:?}", w[0], w[1]));
            assert!(w[0].mask.has(side) && w[1].mask.has(side.opposite()), "{id}");
        }
    }
}

fn ends_touch_their_nodes(board: &Board, metrics: &Metrics, picture: &Picture) {
    for (id, trace) in &picture.links {
        let (x, y) = trace.head_at();
        let (dx, dy) = trace.head.step();
        let to = metrics.node(board.nodes[&board.links[id].to].at);
        assert!(to.contains(x + dx, y + dy), "{id} ends in the void");
    }
}

#[test]
fn the_boards_of_the_tests_look_like_this() {
    for (board, metrics) in boards().iter().flat_map(|b| ZOOMS.map(|m| (b, m))) {
        let name = format!("{}-{}", board.name.split(':').next().unwrap().to_lowercase(), metrics.node_w);
        insta::assert_snapshot!(name, show(board, &metrics));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_board_keeps_all_promises_in_any_zoom(board in any_board()) {
        for metrics in ZOOMS {
            let picture = picture(&board, &metrics);
            nothing_lies_on_a_node(&board, &metrics, &picture);
            texts_keep_apart(&picture);
            steps_are_joined(&picture);
            ends_touch_their_nodes(&board, &metrics, &picture);
        }
    }
}

#[test]
fn a_short_gap_cuts_the_label_and_keeps_the_arrowhead() {
    let text = r#"
        schema = 1
        name = "two"
        node = [
            { id = "a", component = "lambda", label = "A", at = [0, 0] },
            { id = "b", component = "lambda", label = "B", at = [1, 0] },
        ]
        link = [{ from = "a", to = "b", kind = "push", label = "a long label" }]
    "#;
    let text = show(&read(text).unwrap().0, &Metrics::FULL);
    assert!(text.contains("a lo…▶"), "{text}");
}

#[test]
fn only_wanted_links_are_drawn() {
    let board = boards().remove(2);
    let wanted =
        [Wanted { link: &LinkId::new("sftp-fetch"), label: "" }, Wanted { link: &LinkId::new("gone"), label: "" }];
    let picture = draw(&board, &route(&board), &Metrics::FULL, &wanted);
    assert_eq!(1, picture.links.len());
    assert_eq!(2, picture.zones.len());
}

#[test]
fn a_character_finds_its_cell_again() {
    for metrics in ZOOMS {
        let cell = Cell::new(3, 2);
        let rect = metrics.node(cell);
        assert!(cells(rect).into_iter().all(|(x, y)| metrics.cell_at(x, y) == cell));
    }
}

#[test]
fn titles_are_never_cut() {
    let mut written = 0;
    for (board, metrics) in boards().iter().flat_map(|b| ZOOMS.map(|m| (b, m))) {
        for frame in picture(board, &metrics).zones {
            let Some(title) = frame.title else { continue };
            let zone = &board.zones[&frame.zone];
            assert!(zone.titles().iter().any(|t| t == title.text.trim()), "{}: {}", board.name, title.text);
            written += 1;
        }
    }
    assert!(written > 20, "{written}");
}

#[test]
fn a_frame_knows_its_corners() {
    let frame = Frame { zone: "z".into(), rect: Rect { x: 1, y: 1, w: 4, h: 3 }, title: None };
    assert_eq!(vec![Side::North, Side::West], frame.edges_at(1, 1));
    assert_eq!(vec![Side::South], frame.edges_at(2, 3));
    assert!(frame.edges_at(2, 2).is_empty() && frame.edges_at(9, 1).is_empty());
    assert_eq!(10, frame.cells().into_iter().collect::<BTreeSet<_>>().len());
}
