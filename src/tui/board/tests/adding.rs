//! Searching and adding.

use super::*;
use crate::tui::{action::Action, testing::serve, testing::text_of};

#[test]
fn enter_adds_what_was_found_at_the_cursor_and_says_what_it_is() {
    let mut app = empty((80, 24));
    walk(&mut app, 2, 1);
    add(&mut app, "sftp server");
    assert_eq!(Cell::new(2, 1), node(&app, "sftp_server").at);
    assert!(said(&app).starts_with("Client SFTP server: "), "{}", said(&app));
}

#[test]
fn an_occupied_cell_sends_it_to_the_nearest_free_one() {
    let mut app = empty((80, 24));
    add(&mut app, "lambda");
    add(&mut app, "s3 bucket");
    assert_eq!(2, board(&app).nodes.len());
    assert_eq!(Cell::new(1, 0), cursor(&app), "the cursor goes along");
    assert!(board(&app).node_at(Cell::new(1, 0)).is_some());
    walk(&mut app, 0, 0);
    add(&mut app, "lambda");
    assert_eq!(Cell::new(0, 1), node(&app, "lambda_2").at);
}

#[test]
fn tab_lists_everything_or_what_suits() {
    let mut app = empty((120, 40));
    press(&mut app, "a");
    assert!(shows(&app, "21 suited"), "{}", screen_text(&app));
    press(&mut app, "Tab");
    assert!(shows(&app, "found"), "{}", screen_text(&app));
    press(&mut app, "Tab");
    assert!(shows(&app, "21 suited"), "{}", screen_text(&app));
    assert!(app.offered().contains(&"Tab"));
    type_text(&mut app, "queue");
    assert!(!app.offered().contains(&"Tab"), "a query looks through everything anyway");
}

#[test]
fn a_search_that_finds_nothing_says_so_and_stays_open() {
    let mut app = empty((80, 24));
    add(&mut app, "qqqqzzzz");
    assert!(board(&app).is_empty());
    assert!(shows(&app, "Nothing of that name"), "{}", screen_text(&app));
    press(&mut app, "Esc");
    assert!(app.offered().contains(&"a"));
}

#[test]
fn a_pasted_word_is_searched() {
    let mut app = empty((80, 24));
    press(&mut app, "a");
    app.input(crate::tui::app::Input::Paste("dynamodb".to_owned()));
    serve(&mut app);
    press(&mut app, "Enter");
    assert_eq!(1, board(&app).nodes.len());
    assert_eq!("dynamodb", node(&app, "dynamodb").component.as_str());
}

#[test]
fn where_the_list_has_no_place_of_its_own_its_key_opens_the_search() {
    let mut app = empty((80, 24));
    press(&mut app, "P");
    assert!(shows(&app, "Components"), "{}", screen_text(&app));
    press(&mut app, "Esc");
    let mut wide = empty((120, 40));
    assert!(shows(&wide, "Components"));
    press(&mut wide, "P");
    assert!(!shows(&wide, "Components"));
}

#[test]
fn a_double_click_in_the_list_adds() {
    let mut app = empty((120, 40));
    app.model.clock_ms = 10_000;
    let text = text_of(&crate::tui::testing::picture(&app));
    let (row, line) = text.lines().enumerate().find(|(_, l)| l.contains("Lambda function")).expect("it is listed");
    let column = line.chars().take_while(|c| *c != 'L').count();
    super::pointing::click(&mut app, (column as u16, row as u16));
    assert!(board(&app).is_empty(), "one click only selects");
    super::pointing::click(&mut app, (column as u16, row as u16));
    assert_eq!("lambda", node(&app, "lambda").component.as_str());
    crate::tui::testing::act(&mut app, Action::Board(crate::tui::action::BoardAction::Undo));
    assert!(board(&app).is_empty());
}
