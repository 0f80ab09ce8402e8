//! Links: drawing, judging, taking at hand, changing.

use super::*;
use crate::{
    domain::component::LinkKind,
    tui::{testing::is_drawn_as, theme::Role},
};

fn pair(from: &str, to: &str) -> App {
    let mut app = empty((120, 40));
    add(&mut app, from);
    walk(&mut app, 1, 0);
    add(&mut app, to);
    walk(&mut app, 0, 0);
    app
}

#[test]
fn a_link_that_works_is_said_to_work() {
    let mut app = pair("sqs standard", "lambda");
    press(&mut app, "c");
    assert!(shows(&app, "to the node where the arrow ends"), "{}", screen_text(&app));
    press(&mut app, "Right");
    assert!(shows(&app, "✓ subscribe: "), "{}", screen_text(&app));
    press(&mut app, "Enter");
    assert_eq!(1, board(&app).links.len());
    assert_eq!(LinkKind::Subscribe, board(&app).links.values().next().unwrap().kind);
    assert!(said(&app).starts_with("subscribe: "), "{}", said(&app));
    assert_eq!(Role::Good, app.model.notice.as_ref().unwrap().role);
}

#[test]
fn a_link_that_cannot_work_is_drawn_and_says_why() {
    let mut app = pair("sftp server", "s3 bucket");
    press(&mut app, "c Right");
    let before = screen_text(&app);
    press(&mut app, "Enter");
    assert_eq!(1, board(&app).links.len());
    assert_eq!(Role::Warn, app.model.notice.as_ref().unwrap().role, "{}", said(&app));
    assert!(said(&app).len() > 20 && before.contains(&said(&app)[..20]), "the preview said the same: {before}");
}

#[test]
fn a_link_needs_two_different_nodes() {
    let mut app = pair("sqs standard", "lambda");
    press(&mut app, "c Enter");
    assert!(board(&app).links.is_empty());
    assert!(said(&app).contains("two different nodes"), "{}", said(&app));
    press(&mut app, "c Right Right Enter");
    assert!(said(&app).contains("where the arrow ends"), "{}", said(&app));
    press(&mut app, "Left Enter");
    assert_eq!(1, board(&app).links.len(), "the link was still begun");
    press(&mut app, "Left c Right Enter");
    assert!(said(&app).contains("already connected"), "{}", said(&app));
}

#[test]
fn connecting_from_nowhere_asks_for_a_start() {
    let mut app = empty((80, 24));
    press(&mut app, "c");
    assert!(said(&app).contains("where the arrow starts"));
    assert!(!app.offered().contains(&"c"));
}

#[test]
fn esc_leaves_a_begun_link_as_it_was() {
    let mut app = pair("sqs standard", "lambda");
    press(&mut app, "c Right Esc");
    assert!(board(&app).links.is_empty());
    assert!(app.offered().contains(&"c"));
}

#[test]
fn the_link_at_hand_can_be_changed_in_every_way() {
    let mut app = full((120, 40));
    walk_to(&mut app, "raw");
    press(&mut app, "t t");
    assert!(shows(&app, "Raw xlsx archive gives notice to Convert queue"), "{}", screen_text(&app));
    press(&mut app, "f");
    let carries = link(&app, "raw", "to_convert").unwrap().carries.clone();
    assert_ne!(Some("xlsx"), carries.as_ref().map(crate::domain::id::Format::as_str));
    press(&mut app, "r");
    assert!(link(&app, "raw", "to_convert").is_none());
    assert!(link(&app, "to_convert", "raw").is_some());
    press(&mut app, "r Tab");
    assert_ne!(LinkKind::Notice, link(&app, "raw", "to_convert").unwrap().kind);
    press(&mut app, "x");
    assert!(link(&app, "raw", "to_convert").is_none());
    press(&mut app, "u u u u u");
    assert_eq!(LinkKind::Notice, link(&app, "raw", "to_convert").unwrap().kind);
}

#[test]
fn the_links_of_a_node_come_round_and_are_let_go() {
    let mut app = full((120, 40));
    walk_to(&mut app, "raw");
    press(&mut app, "t");
    let first = screen_text(&app);
    press(&mut app, "t t");
    assert_eq!(first, screen_text(&app));
    press(&mut app, "Esc");
    assert!(!shows(&app, "next link"), "{}", screen_text(&app));
    walk(&mut app, 0, 0);
    press(&mut app, "t");
    assert!(said(&app).contains("no links"), "{}", said(&app));
}

#[test]
fn a_link_without_a_format_to_choose_says_so() {
    let mut app = pair("sqs standard", "lambda");
    press(&mut app, "c Right Enter t f");
    assert!(said(&app).contains("no format to choose"), "{}", said(&app));
}

#[test]
fn only_one_thing_is_at_hand() {
    let mut app = full((120, 40));
    walk_to(&mut app, "raw");
    press(&mut app, "t Z x");
    assert_eq!(4, board(&app).zones.len());
    assert!(link(&app, "fetch", "raw").is_some(), "the zone was at hand, not the link");
    press(&mut app, "u");
    walk_to(&mut app, "raw");
    press(&mut app, "Z t x");
    assert_eq!(5, board(&app).zones.len());
    assert_eq!(20, board(&app).links.len());
}

#[test]
fn a_link_that_cannot_work_is_drawn_in_the_colour_of_problems() {
    for theme in ["dark", "mono"] {
        let mut app = pair("sftp server", "s3 bucket");
        theme.clone_into(&mut app.model.settings.theme);
        press(&mut app, "c Right Enter");
        app.model.notice = None;
        press(&mut app, "t");
        assert!(is_drawn_as(&app, "✗ SFTP server", Role::Bad), "{theme}: {}", screen_text(&app));
    }
}
