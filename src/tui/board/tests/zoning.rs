//! Zones: outlines, kinds, taking at hand.

use super::*;
use crate::domain::board::ZoneKind;

#[test]
fn an_outline_is_drawn_from_corner_to_corner() {
    let mut app = empty((120, 40));
    press(&mut app, "z");
    assert!(shows(&app, "move to the opposite corner"), "{}", screen_text(&app));
    press(&mut app, "Right Right Down Enter");
    let zone = board(&app).zones.values().next().expect("a zone");
    assert_eq!((ZoneKind::Cloud, 3, 2), (zone.kind, zone.area.cols, zone.area.rows));
}

#[test]
fn tab_changes_what_the_outline_stands_for() {
    let mut app = empty((120, 40));
    press(&mut app, "z");
    let mut titles = std::collections::BTreeSet::new();
    for _ in ZoneKind::ALL {
        press(&mut app, "Tab");
        titles.extend(ZoneKind::ALL.iter().map(|k| k.title()).filter(|t| shows(&app, &format!("{t}: move"))));
    }
    assert_eq!(ZoneKind::ALL.len(), titles.len());
    press(&mut app, "Tab Right Enter");
    assert_ne!(ZoneKind::Cloud, board(&app).zones.values().next().unwrap().kind);
}

#[test]
fn outlines_that_cross_are_refused_and_can_go_on() {
    let mut app = empty((120, 40));
    press(&mut app, "z Right Down Enter z Right Enter");
    assert_eq!(1, board(&app).zones.len());
    assert!(said(&app).contains("cut through"), "{}", said(&app));
    press(&mut app, "Esc");
    assert!(app.offered().contains(&"z"));
}

#[test]
fn zones_under_a_node_are_taken_from_the_innermost_out() {
    let mut app = full((120, 40));
    walk_to(&mut app, "stock");
    for title in ["Private subnet", "VPC", "AWS cloud", "Private subnet"] {
        press(&mut app, "Z");
        assert!(shows(&app, &format!("{title}: ")), "{title}: {}", screen_text(&app));
    }
    press(&mut app, "x");
    assert!(!board(&app).zones.contains_key("private"));
    assert!(board(&app).nodes.contains_key("stock"), "what is inside stays");
    walk(&mut app, 0, 5);
    press(&mut app, "Z");
    assert!(said(&app).contains("No zone"), "{}", said(&app));
}

#[test]
fn a_zone_has_a_card_and_a_name() {
    let mut app = full((120, 40));
    walk_to(&mut app, "stock");
    press(&mut app, "Z Enter Down Down Right");
    assert_eq!(3, board(&app).zones["private"].azs);
    press(&mut app, "Left Left Left Left");
    assert_eq!(1, board(&app).zones["private"].azs);
    press(&mut app, "Up Up Right");
    assert_ne!(ZoneKind::PrivateSubnet, board(&app).zones["private"].kind);
    press(&mut app, "Esc Z r");
    type_text(&mut app, " of ours");
    press(&mut app, "Enter");
    assert!(board(&app).zones.values().any(|z| z.label.ends_with("of ours")));
}
