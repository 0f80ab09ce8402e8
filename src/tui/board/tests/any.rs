//! Any keys in any order; and every key of the footer.

use proptest::prelude::*;

use super::*;
use crate::tui::{
    keymap::{BINDINGS, Context},
    testing::picture,
};

/// Every key of the editor's contexts.
fn keys() -> Vec<&'static str> {
    use Context::*;
    let own = [Grid, Board, Search, Begun, ZoneBegun, LinkAtHand, ZoneAtHand, Card, Line, Page];
    BINDINGS.iter().filter(|b| own.contains(&b.context)).flat_map(|b| b.keys.iter().copied()).collect()
}

/// Whether Esc would leave the board.
fn is_free(app: &App) -> bool {
    app.contexts().first() == Some(&Context::Board)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_keys_can_be_pressed_and_everything_can_be_undone(
        picked in proptest::collection::vec(any::<proptest::sample::Index>(), 1..50),
        narrow in any::<bool>(),
    ) {
        let keys = keys();
        let mut app = full(if narrow { (80, 24) } else { (120, 40) });
        let start = board(&app).clone();
        for index in picked {
            let key = keys[index.index(keys.len())];
            if key != "Esc" || !is_free(&app) {
                press(&mut app, key);
            }
        }
        picture(&app);
        while !is_free(&app) {
            press(&mut app, "Esc");
        }
        let end = board(&app).clone();
        let mut steps = 0;
        while app.model.desk.as_ref().unwrap().history.undoable().is_some() {
            press(&mut app, "u");
            steps += 1;
        }
        prop_assert_eq!(&start, board(&app));
        for _ in 0..steps {
            press(&mut app, "Ctrl-R");
        }
        prop_assert_eq!(&end, board(&app));
    }
}

/// Ways into every mode of the editor.
const MODES: [&str; 14] = [
    "",
    "Right",
    "w",
    "w Space",
    "w t",
    "w t t",
    "w Z",
    "w c",
    "w m",
    "z",
    "w Enter",
    "w Enter Down",
    "a",
    "w Space w Space",
];

#[test]
fn every_key_of_the_footer_does_something() {
    let mut dead = Vec::new();
    for mode in MODES {
        for drawn in [true, false] {
            let start = || {
                let mut app = if drawn { full((120, 40)) } else { empty((120, 40)) };
                press(&mut app, mode);
                app.model.notice = None;
                app
            };
            for key in start().offered() {
                let mut app = start();
                let before = (picture(&app), board(&app).clone(), app.contexts(), app.place().clone());
                press(&mut app, key);
                let same = app.model.board().is_some_and(|b| *b == before.1)
                    && (picture(&app), app.contexts(), app.place().clone()) == (before.0, before.2, before.3);
                if same && !app.wants_quit() {
                    dead.push(format!("{key} after “{mode}”, drawn: {drawn}"));
                }
            }
        }
    }
    assert!(dead.is_empty(), "{dead:#?}");
}

#[test]
fn an_empty_board_offers_only_what_it_can() {
    let app = empty((120, 40));
    let offered = app.offered();
    for key in ["c", "m", "e", "x", "u"] {
        assert!(!offered.contains(&key), "{key}");
    }
    for key in ["a", "z", "?"] {
        assert!(offered.contains(&key), "{key}");
    }
}
