//! Edits and their inverses.

use proptest::prelude::*;

use super::*;
use crate::domain::{
    board::ZoneKind,
    component::LinkKind,
    edit::compose::Refusal,
    grid::{Area, Cell},
};

fn node(id: &str, col: i32, row: i32) -> Node {
    Node {
        id: id.into(),
        component: "lambda".into(),
        label: id.to_owned(),
        at: Cell::new(col, row),
        job: None,
        settings: BTreeMap::new(),
    }
}

fn board(ids: &[&str]) -> Board {
    let mut board = Board::named("b");
    for (i, id) in ids.iter().enumerate() {
        let n = node(id, i32::try_from(i).unwrap() * 2, 0);
        board.nodes.insert(n.id.clone(), n);
    }
    board
}

fn ids(list: &[&str]) -> std::collections::BTreeSet<String> {
    list.iter().map(ToString::to_string).collect()
}

#[test]
fn removing_a_node_takes_its_links_and_its_share_of_explanations_along_and_undo_brings_all_back() {
    let mut b = board(&["a", "b", "c"]);
    for (x, y) in [("a", "b"), ("b", "c")] {
        let e = compose::connect_as(&b, &x.into(), &y.into(), LinkKind::Push, None).unwrap();
        assert!(b.apply(&e));
    }
    assert!(b.apply(&compose::explain(&b, &ids(&["a", "b"]), "why", &std::collections::BTreeSet::default())));
    let before = b.clone();
    let e = compose::remove(&b, &ids(&["b"]));
    assert!(b.apply(&e));
    assert_eq!(2, b.nodes.len());
    assert!(b.links.is_empty());
    assert_eq!(ids(&["a"]), b.notes.values().next().unwrap().covers);
    assert!(b.apply(&e.inverse()));
    assert_eq!(before, b);
}

#[test]
fn an_edit_for_another_board_changes_nothing() {
    let mut b = board(&["a"]);
    let e = compose::relabel(&b, &"a".into(), "new").unwrap();
    let mut other = board(&["x"]);
    let untouched = other.clone();
    assert!(!other.apply(&e));
    assert_eq!(untouched, other);
    assert!(b.apply(&e));
    assert!(!b.apply(&e), "the same edit does not fit twice");
}

#[test]
fn an_edit_that_stops_fitting_half_way_leaves_no_trace() {
    let mut b = board(&["a", "b"]);
    let untouched = b.clone();
    let fits = [
        compose::rename_board(&b, "new name"),
        compose::relabel(&b, &"a".into(), "new").unwrap(),
        compose::remove(&b, &ids(&["b"])),
    ];
    let takes_the_place_of_b = Swap { was: Some(node("a", 0, 0)), is: Some(node("b", 9, 9)) };
    let ends = [Change::Node(Swap { was: Some(node("zz", 0, 0)), is: None }), Change::Node(takes_the_place_of_b)];
    for end in ends {
        for start in &fits {
            let changes = start.changes.iter().cloned().chain([end.clone(), end.clone()]).collect();
            assert!(!b.apply(&Edit { what: "half".to_owned(), changes }));
            assert_eq!(untouched, b);
        }
    }
}

#[test]
fn moving_refuses_an_occupied_cell_but_swaps_places_within_the_selection() {
    let b = board(&["a", "b"]);
    let one = [NodeId::from("a")].into();
    assert_eq!(Err(Refusal::Occupied("b".into())), compose::shift_nodes(&b, &one, 2, 0));
    let both = ["a".into(), "b".into()].into();
    let e = compose::shift_nodes(&b, &both, 2, 0).unwrap();
    let mut moved = b.clone();
    assert!(moved.apply(&e));
    assert_eq!(Cell::new(4, 0), moved.nodes["b"].at);
    assert!(compose::shift_nodes(&b, &both, -1, 0).unwrap().is_empty(), "the left edge stops the move");
}

#[test]
fn zones_nest_or_stand_apart() {
    let mut b = board(&[]);
    let outer = compose::add_zone(&b, ZoneKind::Cloud, "", Area::from((0, 0, 6, 4))).unwrap();
    assert!(b.apply(&outer));
    assert!(compose::add_zone(&b, ZoneKind::Vpc, "", Area::from((1, 1, 2, 2))).is_ok());
    assert!(compose::add_zone(&b, ZoneKind::Client, "", Area::from((8, 0, 2, 2))).is_ok());
    let cut = compose::add_zone(&b, ZoneKind::Vpc, "", Area::from((5, 3, 4, 4)));
    assert_eq!(Err(Refusal::CutsZone("AWS cloud".into())), cut);
    let same = compose::add_zone(&b, ZoneKind::Vpc, "", Area::from((0, 0, 6, 4)));
    assert!(same.is_err(), "two zones with one outline cannot be told apart");
}

#[test]
fn a_copy_brings_the_links_among_the_copied_nodes() {
    let mut b = board(&["a", "b", "c"]);
    for (x, y) in [("a", "b"), ("b", "c")] {
        let e = compose::connect_as(&b, &x.into(), &y.into(), LinkKind::Push, None).unwrap();
        assert!(b.apply(&e));
    }
    let e = compose::copy_nodes(&b, &["a".into(), "b".into()].into(), 0, 3).unwrap();
    assert!(b.apply(&e));
    assert_eq!((5, 3), (b.nodes.len(), b.links.len()));
}

/// A small language of random steps, so that undo is tested on what nobody thought of.
fn step(history: &History, seed: u16) -> Option<Step> {
    let b = history.board();
    let pick = b.nodes.keys().nth(usize::from(seed / 8) % b.nodes.len().max(1)).cloned();
    let other = b.nodes.keys().nth(usize::from(seed / 64) % b.nodes.len().max(1)).cloned();
    let edit = match seed % 8 {
        0 => return Some(Step::Undo),
        1 => return Some(Step::Redo),
        2 | 3 => {
            let id = format!("n{seed}");
            let n = node(&id, i32::from(seed % 97), i32::from(seed / 97 % 97));
            (b.node_at(n.at).is_none() && !b.nodes.contains_key(id.as_str()))
                .then(|| Edit { what: id, changes: vec![Change::Node(Swap { was: None, is: Some(n) })] })?
        }
        4 => compose::connect_as(b, &pick?, &other?, LinkKind::Push, None).ok()?,
        5 => compose::remove(b, &[pick?.to_string()].into()),
        6 => compose::shift_nodes(b, &[pick?].into(), i32::from(seed % 5) - 2, 1).ok()?,
        _ => compose::explain(
            b,
            &[pick?.to_string()].into(),
            &format!("t{seed}"),
            &std::collections::BTreeSet::default(),
        ),
    };
    Some(Step::Do(edit))
}

proptest! {
    #[test]
    fn undoing_everything_gives_the_start_and_redoing_everything_gives_the_end(
        seeds in prop::collection::vec(any::<u16>(), 0..80)
    ) {
        let mut history = History::default();
        for seed in seeds {
            if let Some(s) = step(&history, seed) {
                history.take(&s);
            }
        }
        while history.take(&Step::Redo) {}
        let end = history.board().clone();
        let mut undone = 0;
        while history.take(&Step::Undo) { undone += 1; }
        prop_assert_eq!(&Board::default(), history.board());
        for _ in 0..undone { prop_assert!(history.take(&Step::Redo)); }
        prop_assert_eq!(&end, history.board());
    }
}
