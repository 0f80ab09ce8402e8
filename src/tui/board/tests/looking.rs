//! Looking round: jumps, zooms, findings, panes, and boards that must not change.

use std::collections::BTreeSet;

use super::*;
use crate::{
    domain::id::NodeId,
    tui::{
        action::{Action, BoardAction as B},
        board::Editor,
        keymap::BINDINGS,
        screen::Screen,
        testing::{draw_at_all_sizes, is_drawn_as},
        theme::Role,
    },
};

#[test]
fn jumps_go_to_the_next_node_that_way() {
    let mut app = full((120, 40));
    walk_to(&mut app, "fetch");
    for (key, id) in [("L", "raw"), ("H", "fetch"), ("J", "ledger"), ("K", "fetch"), ("Shift-Right", "raw")] {
        press(&mut app, key);
        assert_eq!(node(&app, id).at, cursor(&app), "{key}");
    }
}

#[test]
fn every_node_is_reached_in_reading_order_and_back() {
    let mut app = full((120, 40));
    let mut seen = BTreeSet::new();
    for _ in 0..20 {
        press(&mut app, "w");
        seen.insert(cursor(&app));
    }
    assert_eq!(20, seen.len());
    let last = cursor(&app);
    press(&mut app, "w b");
    assert_eq!(last, cursor(&app));
}

#[test]
fn zooms_show_more_and_come_back() {
    let mut app = full((120, 40));
    press(&mut app, "+ +");
    assert!(!app.offered().contains(&"+"));
    let near = screen_text(&app);
    press(&mut app, "-");
    assert_ne!(near, screen_text(&app));
    press(&mut app, "- -");
    let far = screen_text(&app);
    press(&mut app, "+ + +");
    assert_ne!(far, screen_text(&app));
    press(&mut app, "0");
    let fitted = screen_text(&app);
    press(&mut app, "- 0");
    assert_eq!(fitted, screen_text(&app));
}

#[test]
fn findings_come_round_one_by_one() {
    let mut app = empty((120, 40));
    add(&mut app, "sftp server");
    press(&mut app, "Right");
    add(&mut app, "lambda");
    press(&mut app, "Left c Right Enter");
    let count = app.model.desk.as_ref().unwrap().review.findings.len();
    assert!(count > 1, "a bad board has findings");
    for n in 1..=count {
        press(&mut app, "f");
        assert!(shows(&app, &format!("{n}/{count} ")), "{n}: {}", screen_text(&app));
    }
    press(&mut app, "f");
    assert!(shows(&app, &format!("1/{count} ")));
    press(&mut app, "c");
    assert!(!shows(&app, &format!("1/{count} ")), "a begun link has the word: {}", screen_text(&app));
}

#[test]
fn a_board_without_findings_says_so() {
    let mut app = empty((80, 24));
    app.model.desk.as_mut().unwrap().review.findings.clear();
    press(&mut app, "f");
    assert!(said(&app).contains("nothing to complain"), "{}", said(&app));
}

#[test]
fn the_needs_are_shown_and_hidden() {
    for size in [(80, 24), (120, 40)] {
        let mut app = full(size);
        let before = screen_text(&app);
        press(&mut app, "N");
        assert_ne!(before, screen_text(&app), "{size:?}");
        press(&mut app, "N");
        assert_eq!(before, screen_text(&app), "{size:?}");
    }
}

#[test]
fn a_board_to_point_at_cannot_be_changed() {
    let mut app = full((120, 40));
    walk_to(&mut app, "raw");
    let before = board(&app).clone();
    let mut editor = Editor::new(&app.model).read_only();
    let area = ratatui::layout::Rect::new(0, 0, 100, 30);
    for binding in BINDINGS.iter().filter(|b| matches!(b.action, Action::Board(_) | Action::Confirm)) {
        for _ in 0..2 {
            editor.act(binding.action.clone(), &mut app.model);
            editor.settle(area, &mut app.model);
        }
    }
    editor.act(Action::Board(B::AddFoundAt(0)), &mut app.model);
    assert_eq!(&before, board(&app));
    assert!(editor.take_deeds().iter().all(|d| *d == crate::domain::lesson::Deed::Zoom));
}

#[test]
fn what_is_looked_at_is_selected_and_in_sight() {
    let app = full((120, 40));
    let mut editor = Editor::new(&app.model);
    let ids = [NodeId::new("oncall"), NodeId::new("topic")];
    editor.look_at(&ids, &app.model);
    assert_eq!(ids.iter().cloned().collect::<BTreeSet<_>>(), editor.selected(&app.model));
    assert_eq!(node(&app, "oncall").at, editor.cursor());
}

#[test]
fn colours_have_meanings_in_every_theme() {
    for theme in ["dark", "mono"] {
        let mut app = full((120, 40));
        theme.clone_into(&mut app.model.settings.theme);
        walk(&mut app, 0, 5);
        assert!(is_drawn_as(&app, "Empty cell:", Role::Muted), "{theme}: {}", screen_text(&app));
        assert!(is_drawn_as(&app, "archlab", Role::Accent), "{theme}");
        walk_to(&mut app, "raw");
        press(&mut app, "Space");
        assert!(is_drawn_as(&app, "1 node selected", Role::Accent), "{theme}: {}", screen_text(&app));
    }
}

#[test]
fn no_size_is_too_odd() {
    draw_at_all_sizes(&mut empty((80, 24)));
    for keys in ["", "a", "w e", "w r", "w Enter", "w c", "w m", "z", "N", "w t", "w Z", "f", "-", "- -", "I"] {
        let mut app = full((80, 24));
        press(&mut app, keys);
        draw_at_all_sizes(&mut app);
    }
}
