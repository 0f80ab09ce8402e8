//! The command palette by keys.

use super::*;
use crate::tui::testing::*;

#[test]
fn a_few_letters_and_enter_do_what_was_meant() {
    let mut app = app((80, 24));
    press(&mut app, "Ctrl-P");
    type_text(&mut app, "gloss");
    press(&mut app, "Enter");
    assert!(screen_text(&app).contains("Glossary"), "{}", screen_text(&app));
}

#[test]
fn one_can_go_anywhere_from_it() {
    let mut app = app((80, 24));
    let lesson = app.model.heads.lessons[1].clone();
    press(&mut app, "Ctrl-P");
    type_text(&mut app, &lesson.title);
    press(&mut app, "Enter");
    assert_eq!(&Place::Lesson(lesson.id), app.place());
    press(&mut app, "Ctrl-P");
    type_text(&mut app, "fashion client");
    press(&mut app, "Enter");
    assert_eq!(&Place::Contract("high-fashion".into(), Stage::Client), app.place());
    press(&mut app, "Ctrl-P");
    type_text(&mut app, "lab map");
    press(&mut app, "Enter");
    assert_eq!(&Place::Home, app.place());
}

#[test]
fn what_cannot_be_done_now_is_dimmed_and_says_so() {
    let mut app = app((80, 24));
    press(&mut app, "Ctrl-P");
    type_text(&mut app, "resume");
    assert!(is_drawn_as(&app, say::NOT_NOW, Role::Selected) && screen_text(&app).contains(say::NOT_NOW));
    press(&mut app, "Enter");
    assert!(screen_text(&app).contains("nothing to work on"), "{}", screen_text(&app));
    assert_eq!(&Place::Home, app.place());
}

#[test]
fn nothing_found_says_what_to_do() {
    let mut app = app((80, 24));
    press(&mut app, "Ctrl-P");
    type_text(&mut app, "zzzz");
    assert!(screen_text(&app).contains(say::NOTHING));
    press(&mut app, "Enter Down PgDn Up");
    press(&mut app, "Ctrl-P");
    assert!(!screen_text(&app).contains(say::TITLE));
}

#[test]
fn keys_that_are_letters_are_typed() {
    let mut app = app((80, 24));
    press(&mut app, "Ctrl-P");
    type_text(&mut app, "jkq?g");
    assert!(screen_text(&app).contains("jkq?g"), "{}", screen_text(&app));
    assert!(!app.wants_quit());
}

#[test]
fn every_size_can_be_drawn() {
    let mut app = app((80, 24));
    press(&mut app, "Ctrl-P Down Down");
    draw_at_all_sizes(&mut app);
}

#[test]
fn it_looks_like_this() {
    let mut app = app((80, 24));
    press(&mut app, "Ctrl-P");
    type_text(&mut app, "le");
    insta::assert_snapshot!(screen_text(&app));
}
