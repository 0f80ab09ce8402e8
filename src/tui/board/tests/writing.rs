//! Names and explanations.

use super::*;
use crate::{domain::scenario::Quality, tui::app::Input};

fn note<'a>(app: &'a App, id: &str) -> &'a str {
    board(app).note_on(id).map_or("", |n| n.text.as_str())
}

#[test]
fn a_node_and_the_drawing_are_renamed() {
    let mut app = full((80, 24));
    walk_to(&mut app, "raw");
    press(&mut app, "r End");
    type_text(&mut app, " of ours");
    press(&mut app, "Enter");
    assert_eq!("Raw xlsx archive of ours", node(&app, "raw").label);
    walk(&mut app, 0, 5);
    press(&mut app, "r");
    assert!(shows(&app, "Name of the drawing"), "{}", screen_text(&app));
    press(&mut app, "End");
    type_text(&mut app, "_two");
    press(&mut app, "Enter");
    assert_eq!("high_fashion_two", board(&app).name);
}

#[test]
fn an_empty_name_and_esc_change_nothing() {
    let mut app = full((80, 24));
    walk_to(&mut app, "raw");
    press(&mut app, "r");
    for _ in 0..30 {
        press(&mut app, "Backspace");
    }
    press(&mut app, "Enter r");
    type_text(&mut app, "no");
    press(&mut app, "Esc");
    assert_eq!("Raw xlsx archive", node(&app, "raw").label);
}

#[test]
fn esc_keeps_an_explanation_with_its_qualities() {
    let mut app = empty((80, 24));
    add(&mut app, "lambda");
    press(&mut app, "e");
    type_text(&mut app, "It fetches.");
    press(&mut app, "Enter F2 F3 F2 Esc");
    assert!(note(&app, "lambda").starts_with("It fetches."));
    assert_eq!(
        std::collections::BTreeSet::from([Quality::Resilience]),
        board(&app).note_on("lambda").unwrap().qualities
    );
    press(&mut app, "e");
    assert!(shows(&app, "It fetches."), "{}", screen_text(&app));
}

#[test]
fn an_explanation_outlives_every_way_out() {
    for leave in ["F5", "F7", "Ctrl-Q"] {
        let mut app = empty((80, 24));
        add(&mut app, "lambda");
        press(&mut app, "e");
        type_text(&mut app, "It fetches.");
        press(&mut app, leave);
        assert_eq!("It fetches.", note(&app, "lambda"), "{leave}");
    }
}

#[test]
fn a_click_beside_the_explanation_keeps_it() {
    let mut app = super::pointing::small();
    let queue = super::pointing::place_of(Cell::new(0, 0));
    walk_to(&mut app, "lambda");
    press(&mut app, "e");
    type_text(&mut app, "It fetches.");
    super::pointing::click(&mut app, queue);
    super::pointing::click(&mut app, queue);
    assert_eq!("It fetches.", note(&app, "lambda"));
}

#[test]
fn a_shared_explanation_opens_whole() {
    let mut app = full((80, 24));
    walk_to(&mut app, "csv");
    press(&mut app, "Space");
    walk_to(&mut app, "raw");
    press(&mut app, "Space e");
    assert!(!shows(&app, "The csv of every slot"), "each has its own");
    press(&mut app, "Esc Esc");
    walk_to(&mut app, "convert");
    press(&mut app, "e");
    assert!(shows(&app, "Convert queue") && shows(&app, "Why"), "{}", screen_text(&app));
    type_text(&mut app, " Good.");
    press(&mut app, "Esc");
    assert!(note(&app, "to_convert").ends_with(" Good."));
    assert_eq!(note(&app, "to_convert"), note(&app, "convert"));
}

#[test]
fn several_are_explained_together() {
    let mut app = full((80, 24));
    walk_to(&mut app, "csv");
    press(&mut app, "Space");
    walk_to(&mut app, "raw");
    press(&mut app, "Space e");
    type_text(&mut app, "Two archives.");
    press(&mut app, "Esc");
    assert_eq!(("Two archives.", "Two archives."), (note(&app, "csv"), note(&app, "raw")));
}

#[test]
fn no_key_of_the_form_is_dead() {
    let mut app = full((80, 24));
    walk_to(&mut app, "csv");
    press(&mut app, "e");
    assert!(!app.offered().contains(&"Tab"), "there is one field");
    app.input(Input::Paste("pasted".to_owned()));
    press(&mut app, "Esc");
    assert!(note(&app, "csv").ends_with("pasted"));
}
