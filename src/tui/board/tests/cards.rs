//! The card: label, job, settings.

use super::*;
use crate::{domain::value::Value, tui::app::Input};

/// Opens the card of a node and goes to a row.
fn card(id: &str, row: &str) -> App {
    let mut app = full((120, 40));
    walk_to(&mut app, id);
    press(&mut app, "Enter");
    go_to(&mut app, row);
    app
}

fn go_to(app: &mut App, row: &str) {
    for _ in 0..30 {
        if screen_text(app).lines().any(|l| l.contains(&format!("▸{row}"))) {
            return;
        }
        press(app, "Down");
    }
    panic!("no row {row}: {}", screen_text(app));
}

fn setting(app: &App, id: &str, key: &str) -> Option<Value> {
    node(app, id).settings.get(key).cloned()
}

fn erase(app: &mut App) {
    for _ in 0..40 {
        press(app, "Backspace");
    }
}

#[test]
fn the_label_is_typed_or_pasted() {
    let mut app = card("fetch", "Label");
    press(&mut app, "Enter");
    erase(&mut app);
    type_text(&mut app, "Go and ");
    app.input(Input::Paste("look".to_owned()));
    press(&mut app, "Enter");
    assert_eq!("Go and look", node(&app, "fetch").label);
    press(&mut app, "Enter");
    type_text(&mut app, " twice");
    press(&mut app, "Esc");
    assert_eq!("Go and look", node(&app, "fetch").label, "Esc leaves it");
}

#[test]
fn the_job_is_turned() {
    let mut app = card("fetch", "Job");
    let was = node(&app, "fetch").job.clone();
    press(&mut app, "Right");
    assert_ne!(was, node(&app, "fetch").job);
    press(&mut app, "Left");
    assert_eq!(was, node(&app, "fetch").job);
}

#[test]
fn a_number_is_typed_within_its_bounds() {
    let mut app = card("fetch", "time-out");
    press(&mut app, "Enter");
    erase(&mut app);
    type_text(&mut app, "120");
    press(&mut app, "Enter");
    assert_eq!(Some(Value::Int(120)), setting(&app, "fetch", "timeout_s"));
    for wrong in ["99999999", "-3", "many"] {
        press(&mut app, "Enter");
        erase(&mut app);
        type_text(&mut app, wrong);
        press(&mut app, "Enter");
        assert!(said(&app).contains("takes a whole number from"), "{wrong}: {}", said(&app));
        assert_eq!(Some(Value::Int(120)), setting(&app, "fetch", "timeout_s"));
    }
    press(&mut app, "Right");
    assert_eq!(Some(Value::Int(150)), setting(&app, "fetch", "timeout_s"));
}

#[test]
fn a_setting_returns_to_its_default_and_then_there_is_nothing_to_return() {
    let mut app = card("fetch", "time-out");
    assert!(app.offered().contains(&"Backspace"));
    press(&mut app, "Backspace");
    assert_eq!(None, setting(&app, "fetch", "timeout_s"));
    assert!(shows(&app, "Default"), "{}", screen_text(&app));
    assert!(!app.offered().contains(&"Backspace"));
}

#[test]
fn every_switch_and_choice_of_the_board_turns_and_comes_round() {
    let mut app = full((120, 40));
    let ids: Vec<String> = board(&app).nodes.keys().map(ToString::to_string).collect();
    for id in ids {
        walk_to(&mut app, &id);
        press(&mut app, "Enter Down Right");
        let turned = board(&app).clone();
        press(&mut app, "Left Right");
        assert_eq!(&turned, board(&app), "{id}");
        press(&mut app, "Esc");
    }
}

#[test]
fn nothing_is_turned_where_there_is_nothing_to_turn() {
    let mut app = card("fetch", "Label");
    assert!(!app.offered().contains(&"Left") && !app.offered().contains(&"Backspace"));
    press(&mut app, "Down");
    assert!(app.offered().contains(&"Left"));
}

#[test]
fn an_empty_cell_has_no_card_but_a_search() {
    let mut app = empty((80, 24));
    press(&mut app, "Enter");
    assert!(shows(&app, "Components"), "{}", screen_text(&app));
}

#[test]
fn the_card_pane_opens_the_card_where_it_has_no_place_of_its_own() {
    for size in [(80, 24), (120, 40), (200, 50)] {
        let mut app = full(size);
        walk_to(&mut app, "fetch");
        press(&mut app, "I");
        assert!(shows(&app, "Lambda function") && shows(&app, "time-out"), "{size:?} {}", screen_text(&app));
    }
}
