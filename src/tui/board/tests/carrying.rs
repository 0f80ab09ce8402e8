//! Moving, copying and deleting, one or several; undo and redo.

use super::*;

#[test]
fn undo_brings_the_cursor_back_with_the_node() {
    let mut app = empty((80, 24));
    add(&mut app, "lambda");
    press(&mut app, "m l l Enter");
    assert_eq!((Cell::new(2, 0), Cell::new(2, 0)), (cursor(&app), node(&app, "lambda").at));
    press(&mut app, "u");
    assert_eq!((Cell::new(0, 0), Cell::new(0, 0)), (cursor(&app), node(&app, "lambda").at));
    press(&mut app, "Ctrl-R");
    assert_eq!(Cell::new(2, 0), cursor(&app));
}

#[test]
fn a_node_is_picked_up_and_put_down() {
    let mut app = full((120, 40));
    walk_to(&mut app, "alarm");
    press(&mut app, "m");
    assert!(shows(&app, "Moving the node"), "{}", screen_text(&app));
    press(&mut app, "Down Enter");
    assert_eq!(Cell::new(9, 5), node(&app, "alarm").at);
    assert_eq!(21, board(&app).links.len(), "its links come along");
}

#[test]
fn an_occupied_cell_refuses_and_another_can_be_tried() {
    let mut app = full((120, 40));
    walk_to(&mut app, "alarm");
    press(&mut app, "m Right Enter");
    assert!(said(&app).contains("Trouble already stands there"), "{}", said(&app));
    assert!(shows(&app, "Moving the node"), "it is still in hand");
    press(&mut app, "Down Enter");
    assert_eq!(Cell::new(10, 5), node(&app, "alarm").at);
}

#[test]
fn a_label_of_any_letters_can_stand_in_the_way() {
    let mut app = empty((80, 24));
    add(&mut app, "lambda");
    press(&mut app, "r Ctrl-U");
    for _ in 0..20 {
        press(&mut app, "Backspace");
    }
    type_text(&mut app, "Über alles");
    press(&mut app, "Enter Right");
    add(&mut app, "dynamodb");
    press(&mut app, "m Left Enter");
    assert!(said(&app).contains("ber alles already stands there"), "{}", said(&app));
}

#[test]
fn what_is_picked_up_can_be_left_where_it_was() {
    let mut app = full((120, 40));
    let before = board(&app).clone();
    walk_to(&mut app, "alarm");
    press(&mut app, "m Down Esc");
    assert_eq!(&before, board(&app));
    press(&mut app, "Up m Enter");
    assert_eq!(&before, board(&app));
    assert!(app.offered().contains(&"a"));
}

#[test]
fn a_copy_has_the_settings_of_the_original() {
    let mut app = full((120, 40));
    walk_to(&mut app, "fetch");
    press(&mut app, "y Down Enter");
    let copy = board(&app).node_at(Cell::new(2, 3)).expect("a copy");
    assert_eq!((&node(&app, "fetch").settings, &node(&app, "fetch").job), (&copy.settings, &copy.job));
    assert_eq!(21, board(&app).nodes.len());
}

#[test]
fn several_move_together() {
    let mut app = full((120, 40));
    walk_to(&mut app, "dead_convert");
    press(&mut app, "Space");
    walk_to(&mut app, "dead_load");
    press(&mut app, "Space");
    assert!(shows(&app, "2 nodes selected"), "{}", screen_text(&app));
    press(&mut app, "m Down Enter");
    assert_eq!((5, 5), (node(&app, "dead_convert").at.row, node(&app, "dead_load").at.row));
    press(&mut app, "u");
    assert_eq!((4, 4), (node(&app, "dead_convert").at.row, node(&app, "dead_load").at.row));
}

#[test]
fn several_are_deleted_together_with_their_links_and_come_back() {
    let mut app = full((120, 40));
    let before = board(&app).clone();
    press(&mut app, "Ctrl-A x");
    assert!(board(&app).nodes.is_empty() && board(&app).links.is_empty());
    assert!(said(&app).ends_with("Press u to bring it back."), "{}", said(&app));
    press(&mut app, "u");
    assert_eq!(&before, board(&app));
    assert!(said(&app).starts_with("Undone: "), "{}", said(&app));
    press(&mut app, "Ctrl-R");
    assert!(said(&app).starts_with("Done again: "), "{}", said(&app));
    assert!(board(&app).nodes.is_empty());
}

#[test]
fn there_is_nothing_to_undo_or_redo_or_delete_at_first() {
    let mut app = empty((80, 24));
    for (key, text) in
        [("u", "Nothing to undo."), ("U", "Nothing to redo."), ("x", "There is nothing under the cursor")]
    {
        press(&mut app, key);
        assert!(said(&app).starts_with(text), "{key}: {}", said(&app));
        assert!(!app.offered().contains(&key));
    }
}

#[test]
fn clearing_can_be_taken_back() {
    let mut app = full((120, 40));
    let before = board(&app).clone();
    press(&mut app, "X");
    assert!(board(&app).is_empty());
    press(&mut app, "u");
    assert_eq!(&before, board(&app));
}
