//! The help page by keys.

use super::*;
use crate::tui::testing::*;

#[test]
fn it_lists_the_keys_of_the_place_grouped_and_scrolls() {
    let mut app = app((80, 24));
    press(&mut app, "?");
    let text = screen_text(&app);
    assert!(text.contains("The lab map") && text.contains("Opens the lesson or contract."), "{text}");
    assert!(text.contains("more below"), "{text}");
    press(&mut app, "End");
    let text = screen_text(&app);
    assert!(text.contains("Keeps everything and leaves."), "{text}");
    press(&mut app, "?");
    assert!(!screen_text(&app).contains(say::TITLE));
}

#[test]
fn every_key_that_works_is_on_it() {
    let app = app((80, 24));
    for contexts in [vec![Context::Board, Context::Grid, Context::Lesson, Context::Everywhere], vec![Context::Search]] {
        let page = HelpPage::new(contexts.clone());
        let lines: Vec<String> = page.lines(&app.model, 80).iter().map(ToString::to_string).collect();
        let text = lines.join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
        for (binding, keys) in keymap::reachable(&contexts) {
            assert!(keys.is_empty() || text.contains(binding.help), "{}", binding.help);
        }
    }
}

#[test]
fn without_keys_it_says_so() {
    let app = app((80, 24));
    assert_eq!(say::NONE, HelpPage::new(vec![]).lines(&app.model, 40)[0].to_string());
}

#[test]
fn every_size_can_be_drawn() {
    let mut app = app((80, 24));
    press(&mut app, "?");
    draw_at_all_sizes(&mut app);
}

#[test]
fn keys_stand_out_and_their_sentences_are_aligned() {
    let mut app = app((80, 24));
    press(&mut app, "?");
    assert!(is_drawn_as(&app, "Enter", Role::Key));
    assert!(is_drawn_as(&app, "The lab map", Role::Title));
    let text = screen_text(&app);
    let column = |what: &str| text.lines().find_map(|l| l.find(what).map(|at| width(&l[..at])));
    assert_eq!(column("Opens the lesson"), column("Moves to the contracts"));
}
