//! The glossary by keys.

use super::*;
use crate::tui::testing::*;

#[test]
fn typing_finds_a_term_by_its_name_or_another_one() {
    let mut app = app((80, 24));
    press(&mut app, "g");
    let all = app.model.pack.as_ref().unwrap().glossary.len();
    assert!(all > 20 && screen_text(&app).contains(&say::found(all)), "{}", screen_text(&app));
    type_text(&mut app, "extract transform load");
    assert!(screen_text(&app).contains("Take data out of one place"), "{}", screen_text(&app));
    press(&mut app, "Esc");
    assert!(!screen_text(&app).contains(say::TITLE));
}

#[test]
fn the_selected_term_is_explained() {
    let mut app = app((120, 40));
    press(&mut app, "g Down Down");
    let term = app.model.pack.as_ref().unwrap().glossary[2].clone();
    let start: String = term.meaning.chars().take(20).collect();
    assert!(screen_text(&app).contains(&start), "{}", screen_text(&app));
    press(&mut app, "Up PgDn PgUp Enter");
    assert!(!screen_text(&app).contains(say::TITLE));
}

#[test]
fn every_meaning_fits_beside_the_list() {
    let app = app((80, 24));
    let theme = app.model.theme();
    for term in &app.model.pack.as_ref().unwrap().glossary {
        let lines = markdown::lines(&term.meaning, 42, &theme, false).len();
        assert!(lines <= 14, "{} takes {lines} lines", term.term);
    }
}

#[test]
fn before_the_course_is_read_it_says_so() {
    let mut app = app((80, 24));
    app.model.pack = None;
    press(&mut app, "g");
    assert!(screen_text(&app).contains(say::WAIT), "{}", screen_text(&app));
    type_text(&mut app, "x");
}

#[test]
fn nothing_found_says_what_to_do_and_every_size_can_be_drawn() {
    let mut app = app((80, 24));
    press(&mut app, "g");
    draw_at_all_sizes(&mut app);
    type_text(&mut app, "qqqq");
    app.input(crate::tui::app::Input::Resize(80, 24));
    let flat = screen_text(&app).replace(['│', '┃'], " ").split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(flat.contains("No term like that."), "{flat}");
    draw_at_all_sizes(&mut app);
}
