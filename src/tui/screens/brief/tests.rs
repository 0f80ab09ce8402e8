//! The letter, by keys and by picture.

use insta::assert_snapshot;

use crate::{
    domain::{attempt::Stage, progress::Place},
    tui::{
        action::Effect,
        app::Input,
        keymap::parse_key,
        screens::testing::{contract, id},
        testing::{draw_at_all_sizes, is_drawn_as, press, screen_text, serve},
        theme::Role,
    },
};

#[test]
fn enter_takes_the_contract_once_and_goes_to_the_board() {
    let mut app = contract(Stage::Brief, false, (80, 24));
    app.input(Input::Key(parse_key("Enter").unwrap()));
    let effects = serve(&mut app);
    assert!(effects.iter().any(|e| matches!(e, Effect::KeepAttempt(a) if !a.taken_at.is_empty())));
    assert!(effects.iter().any(|e| matches!(e, Effect::KeepProgress(_))));
    let id = id(&app);
    assert_eq!(&Place::Contract(id.clone(), Stage::Build), app.place());
    assert_eq!(Some("2026-03-02T09:00:00Z"), app.model.progress.taken.get(&id).map(String::as_str));
    app.model.now = "2026-03-09T09:00:00Z".to_owned();
    press(&mut app, "F5 Enter");
    assert_eq!("2026-03-02T09:00:00Z", app.model.attempt.as_ref().unwrap().taken_at, "the first time counts");
}

#[test]
fn the_letter_scrolls_to_its_end_and_back() {
    let mut app = contract(Stage::Brief, false, (80, 24));
    assert!(!screen_text(&app).contains("Line 39"));
    press(&mut app, "End");
    assert!(screen_text(&app).contains("Line 39"));
    press(&mut app, "Home Down");
    assert!(!screen_text(&app).contains("Dear architect"));
    press(&mut app, "Up");
    assert!(screen_text(&app).contains("Dear architect"));
}

#[test]
fn a_changed_requirement_stands_on_top_with_its_date() {
    let mut app = contract(Stage::Brief, false, (80, 24));
    app.model.attempt.as_mut().unwrap().changed_at = Some("2026-03-05T10:20:00Z".to_owned());
    let text = screen_text(&app);
    let change = text.find("Changed on 5 Mar 2026, 10:20").expect("the change is dated");
    assert!(change < text.find("Dear architect").unwrap());
    assert!(text.contains("Corrections come at any hour now."));
    assert!(is_drawn_as(&app, "Changed on", Role::Warn));
}

#[test]
fn tab_shows_the_contract_in_short_where_there_is_room_for_one_pane() {
    let mut app = contract(Stage::Brief, false, (80, 24));
    press(&mut app, "Tab");
    assert!(screen_text(&app).contains("You hand in"));
    press(&mut app, "Tab");
    assert!(!screen_text(&app).contains("You hand in"));
}

#[test]
fn looks() {
    assert_snapshot!("narrow", screen_text(&contract(Stage::Brief, false, (80, 24))));
    assert_snapshot!("wide", screen_text(&contract(Stage::Brief, false, (120, 40))));
}

#[test]
fn no_size_is_too_odd() {
    draw_at_all_sizes(&mut contract(Stage::Brief, true, (80, 24)));
}
