//! What a run will do, by keys and by picture.

use insta::assert_snapshot;

use crate::{
    domain::{
        attempt::Stage,
        edit::{Step, compose},
        progress::Place,
    },
    tui::{
        screens::testing::{contract, id},
        testing::{draw_at_all_sizes, is_drawn_as, press, screen_text},
        theme::Role,
    },
};

#[test]
fn it_says_that_nothing_runs_yet() {
    let app = contract(Stage::Run, true, (120, 40));
    assert!(screen_text(&app).contains("It does not run it yet"));
    assert!(is_drawn_as(&app, "This version judges", Role::Warn));
}

#[test]
fn an_empty_board_says_where_to_begin() {
    let app = contract(Stage::Run, false, (80, 24));
    assert!(screen_text(&app).contains("Press F6 to go to the"));
}

#[test]
fn enter_shows_the_selected_step_on_the_board() {
    let mut app = contract(Stage::Run, true, (80, 24));
    press(&mut app, "Down Enter");
    assert_eq!(&Place::Contract(id(&app), Stage::Build), app.place());
    let at = app.model.attempt.as_ref().unwrap().cursor;
    assert_eq!("SFTP server", app.model.board().unwrap().node_at(at).unwrap().label);
}

#[test]
fn what_lost_its_clock_is_said_to_stand_still() {
    let mut app = contract(Stage::Run, true, (120, 40));
    let board = app.model.board().unwrap();
    let clock = board.nodes.values().find(|n| n.component.as_str() == "eventbridge_scheduler").unwrap();
    let edit = compose::remove(board, &[clock.id.to_string()].into());
    app.model.take(Step::Do(edit));
    press(&mut app, "Down Down");
    let text = screen_text(&app);
    assert!(!text.contains("Every step gets going"));
    assert!(text.contains("nothing yet"), "{text}");
}

#[test]
fn the_last_step_can_be_reached() {
    let mut app = contract(Stage::Run, true, (80, 24));
    press(&mut app, "End");
    let last = app.model.board().unwrap().nodes.len();
    assert!(screen_text(&app).contains(&format!(" {last}  ")), "{}", screen_text(&app));
}

#[test]
fn looks() {
    assert_snapshot!("narrow", screen_text(&contract(Stage::Run, true, (80, 24))));
    assert_snapshot!("wide", screen_text(&contract(Stage::Run, true, (120, 40))));
}

#[test]
fn no_size_is_too_odd() {
    draw_at_all_sizes(&mut contract(Stage::Run, true, (80, 24)));
    draw_at_all_sizes(&mut contract(Stage::Run, false, (80, 24)));
}
