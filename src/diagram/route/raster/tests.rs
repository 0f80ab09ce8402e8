//! What the raster promises.

use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::{
    content::board::read,
    diagram::route::{route, tests::crowded},
};

/// Draws a board as text, to be looked at.
fn show(board: &Board, metrics: &Metrics) -> String {
    let routes = route(board);
    let labels: BTreeMap<&LinkId, String> = board
        .links
        .values()
        .map(|l| (&l.id, l.carries.as_ref().map_or_else(|| l.label.clone(), ToString::to_string)))
        .collect();
    let wanted: Vec<Wanted<'_>> = labels.iter().map(|(link, label)| Wanted { link, label }).collect();
    let picture = draw(board, &routes, metrics, &wanted);
    let mut ink: BTreeMap<(i32, i32), char> = BTreeMap::new();
    for frame in &picture.zones {
        ink.extend(frame.cells().into_iter().map(|at| (at, '.')));
    }
    let mut masks: BTreeMap<(i32, i32), Mask> = BTreeMap::new();
    for step in picture.links.values().flat_map(|t| &t.steps) {
        let mask = masks.entry((step.x, step.y)).or_default();
        *mask = mask.with(step.mask);
    }
    ink.extend(masks.into_iter().map(|(at, mask)| (at, " ╵╶└╷│┌├╴┘─┴┐┤┬┼".chars().nth(mask.0.into()).unwrap())));
    for trace in picture.links.values() {
        ink.insert(
            trace.head_at(),
            match trace.head {
                Side::North => '▲',
                Side::East => '▶',
                Side::South => '▼',
                Side::West => '◀',
            },
        );
    }
    let texts = picture
        .links
        .values()
        .filter_map(|t| t.label.as_ref())
        .chain(picture.zones.iter().filter_map(|f| f.title.as_ref()));
    for text in texts {
        ink.extend((text.x..).zip(text.text.chars()).map(|(x, c)| ((x, text.y), c)));
    }
    for node in board.nodes.values() {
        let rect = metrics.node(node.at);
        for y in rect.y..rect.y + rect.h {
            ink.extend((rect.x..rect.x + rect.w).map(|x| ((x, y), '█')));
        }
        ink.extend((rect.x..rect.x + rect.w).zip(node.id.as_str().chars()).map(|(x, c)| ((x, rect.y), c)));
    }
    let (right, bottom) = ink.keys().fold((0, 0), |(x, y), at| (x.max(at.0), y.max(at.1)));
    let line = |y: i32| {
        (0..=right).map(|x| ink.get(&(x, y)).copied().unwrap_or(' ')).collect::<String>().trim_end().to_owned()
    };
    (0..=bottom).map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn look_at_the_crowded_board() {
    for metrics in [Metrics::FULL, Metrics::COMPACT, Metrics::MAP] {
        println!("{}\n", show(&crowded(), &metrics));
    }
}

#[test]
fn nothing_lies_on_a_node_in_any_zoom() {
    let board = crowded();
    let routes = route(&board);
    for metrics in [Metrics::FULL, Metrics::COMPACT, Metrics::MAP] {
        let wanted: Vec<Wanted<'_>> = board.links.keys().map(|link| Wanted { link, label: "a long label" }).collect();
        let picture = draw(&board, &routes, &metrics, &wanted);
        let mut touched: BTreeSet<(i32, i32)> = picture.zones.iter().flat_map(Frame::cells).collect();
        touched.extend(picture.links.values().flat_map(|t| t.steps.iter().map(|s| (s.x, s.y))));
        for node in board.nodes.values() {
            let rect = metrics.node(node.at);
            assert!(!touched.iter().any(|&(x, y)| rect.contains(x, y)), "{} in {metrics:?}", node.id);
        }
    }
}

#[test]
fn a_short_gap_cuts_the_label_and_keeps_the_arrowhead() {
    let (board, _) = read(
        r#"
        schema = 1
        name = "two"
        node = [
            { id = "a", component = "lambda", label = "A", at = [0, 0] },
            { id = "b", component = "lambda", label = "B", at = [1, 0] },
        ]
        link = [{ from = "a", to = "b", kind = "push", label = "a long label" }]
    "#,
    )
    .unwrap();
    let text = show(&board, &Metrics::FULL);
    assert!(text.contains("a lo…▶"), "{text}");
}
