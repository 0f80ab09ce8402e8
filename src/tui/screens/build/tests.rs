//! The Build stage as it looks, and its ways to the other stages.

use insta::assert_snapshot;

use crate::{
    domain::{attempt::Stage, progress::Place},
    tui::{
        screens::testing::{contract, id, stand_on},
        testing::{draw_at_all_sizes, press, screen_text},
    },
};

fn looks(keys: &str, size: (u16, u16)) -> String {
    let mut app = contract(Stage::Build, true, size);
    press(&mut app, keys);
    screen_text(&app)
}

#[test]
fn looks_finished() {
    assert_snapshot!("narrow", looks("w", (80, 24)));
    assert_snapshot!("wide", looks("w", (120, 40)));
}

#[test]
fn looks_with_a_card_and_with_a_form() {
    assert_snapshot!("card_narrow", looks("w w w Enter Down", (80, 24)));
    assert_snapshot!("form_narrow", looks("w e", (80, 24)));
    assert_snapshot!("search_narrow", looks("a q u e u e", (80, 24)));
    assert_snapshot!("needs_narrow", looks("N", (80, 24)));
}

#[test]
fn looks_empty() {
    assert_snapshot!("empty_narrow", screen_text(&contract(Stage::Build, false, (80, 24))));
}

#[test]
fn brackets_go_to_the_stages_beside_it() {
    let mut app = contract(Stage::Build, true, (80, 24));
    let id = id(&app);
    press(&mut app, "]");
    assert_eq!(&Place::Contract(id.clone(), Stage::Run), app.place());
    press(&mut app, "[ [");
    assert_eq!(&Place::Contract(id, Stage::Brief), app.place());
}

#[test]
fn the_cursor_is_where_it_was_left() {
    let mut app = contract(Stage::Build, true, (80, 24));
    press(&mut app, "w w w w");
    let at = app.model.attempt.as_ref().unwrap().cursor;
    press(&mut app, "] [");
    assert_eq!(at, app.model.attempt.as_ref().unwrap().cursor);
    press(&mut app, "]");
    stand_on(&mut app, "pager");
    press(&mut app, "[");
    assert!(screen_text(&app).contains("On-call pager:"), "{}", screen_text(&app));
}

#[test]
fn no_size_is_too_odd() {
    draw_at_all_sizes(&mut contract(Stage::Build, true, (80, 24)));
}
