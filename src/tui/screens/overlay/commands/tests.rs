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
    let text = screen_text(&app);
    assert!(text.contains("jkq?g"), "{text}");
    let footer = text.lines().last().unwrap_or_default();
    assert!(footer.contains("F1 help") && !footer.contains("? help"), "{footer}");
    assert!(!app.wants_quit());
}

#[test]
fn every_size_can_be_drawn() {
    let mut app = app((80, 24));
    press(&mut app, "Ctrl-P Down Down");
    draw_at_all_sizes(&mut app);
}

#[test]
fn a_row_shows_name_sentence_and_key_and_the_whole_sentence_stands_below() {
    let mut app = app((80, 24));
    press(&mut app, "Ctrl-P");
    type_text(&mut app, "theme");
    let text = screen_text(&app);
    let row = text.lines().find(|l| l.contains("▸ theme")).unwrap_or_default();
    assert!(row.contains("Changes to the next") && row.contains("Ctrl-T"), "{row}");
    let whole = keymap::BINDINGS.iter().find(|b| b.action == Action::Theme).map(|b| b.help).unwrap_or_default();
    assert!(text.contains(whole), "{text}");
    assert!(is_drawn_as(&app, "▸ theme", Role::Selected));
}
