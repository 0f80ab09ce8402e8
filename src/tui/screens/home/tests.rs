//! The lab map, by keys and by picture.

use insta::assert_snapshot;

use crate::{
    domain::{attempt::Stage, progress::Place},
    tui::{
        app::App,
        testing::{app, draw_at_all_sizes, is_drawn_as, picture, press, screen_text},
        theme::Role,
    },
};

#[test]
fn looks() {
    assert_snapshot!("narrow", screen_text(&app((80, 24))));
    assert_snapshot!("wide", screen_text(&app((120, 40))));
}

#[test]
fn looks_on_the_contracts() {
    let mut app = app((80, 24));
    press(&mut app, "Right");
    assert_snapshot!("contracts_narrow", screen_text(&app));
}

#[test]
fn enter_opens_the_first_lesson_and_esc_comes_back_to_it() {
    let mut app = app((80, 24));
    press(&mut app, "Down Enter");
    let second = app.model.heads.lessons[1].id.clone();
    assert_eq!(&Place::Lesson(second), app.place());
    press(&mut app, "Esc");
    assert_eq!(&Place::Home, app.place());
    press(&mut app, "Enter");
    assert!(matches!(app.place(), Place::Lesson(id) if *id == app.model.heads.lessons[1].id));
}

#[test]
fn a_contract_opens_at_its_letter_and_resumes_where_it_was_left() {
    let mut app = app((80, 24));
    press(&mut app, "Tab Enter");
    assert!(matches!(app.place(), Place::Contract(_, Stage::Brief)));
    press(&mut app, "] Esc");
    assert!(screen_text(&app).contains("You stopped in"), "{}", screen_text(&app));
    press(&mut app, "r");
    assert!(matches!(app.place(), Place::Contract(_, Stage::Build)), "{:?}", app.place());
}

#[test]
fn lists_end_where_they_end() {
    let mut app = app((80, 24));
    press(&mut app, "Up");
    let first = screen_text(&app);
    press(&mut app, "End Down PgDn Home");
    assert_eq!(first, screen_text(&app));
}

#[test]
fn every_key_of_the_footer_does_something() {
    for way in ["", "Right", "Enter Esc"] {
        let start = || -> App {
            let mut app = app((120, 40));
            press(&mut app, way);
            app
        };
        for key in start().offered() {
            let mut app = start();
            let before = (picture(&app), app.place().clone());
            press(&mut app, key);
            assert!(app.wants_quit() || before != (picture(&app), app.place().clone()), "{key} after “{way}”");
        }
    }
}

#[test]
fn what_is_selected_stands_out_in_every_theme() {
    for theme in ["dark", "mono"] {
        let mut app = app((80, 24));
        theme.clone_into(&mut app.model.settings.theme);
        let title = app.model.heads.lessons[0].title.clone();
        let other = app.model.heads.lessons[1].title.clone();
        let (picked, plain) = (style(&app, &title), style(&app, &other));
        assert_ne!(picked, plain, "{theme}");
        assert!(is_drawn_as(&app, "archlab", Role::Accent));
    }
}

fn style(app: &App, text: &str) -> Option<ratatui::style::Style> {
    crate::tui::testing::style_of(app, text)
}

#[test]
fn no_size_is_too_odd() {
    draw_at_all_sizes(&mut app((80, 24)));
}
