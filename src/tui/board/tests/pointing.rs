//! The mouse.

use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

use super::*;
use crate::tui::{app::Input, board::zoom::Zoom, testing::serve};

fn mouse(app: &mut App, kind: MouseEventKind, (column, row): (u16, u16)) {
    app.input(Input::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }));
    serve(app);
}

/// Clicks a place of the screen.
pub(super) fn click(app: &mut App, place: (u16, u16)) {
    mouse(app, MouseEventKind::Down(MouseButton::Left), place);
    mouse(app, MouseEventKind::Up(MouseButton::Left), place);
}

/// Returns where a cell of the small board is drawn.
pub(super) fn place_of(cell: Cell) -> (u16, u16) {
    let metrics = Zoom::Full.metrics();
    let found = (0..30).flat_map(|y| (0..80).map(move |x| (x, y))).find(|&(x, y)| metrics.cell_at(x, y) == cell);
    let (x, y) = found.expect("it is in sight");
    // The lists stand on the left; then comes the frame.
    (crate::tui::board::areas::SIDE + 1 + x as u16, 2 + y as u16)
}

/// A small board whose cells all stay in sight.
pub(super) fn small() -> App {
    let mut app = empty((120, 40));
    app.model.clock_ms = 10_000;
    add(&mut app, "sqs standard");
    walk(&mut app, 2, 0);
    add(&mut app, "lambda");
    walk(&mut app, 2, 2);
    app
}

#[test]
fn a_click_points() {
    let mut app = small();
    let place = place_of(Cell::new(2, 0));
    click(&mut app, place);
    assert_eq!(Cell::new(2, 0), cursor(&app));
}

#[test]
fn a_double_click_opens_the_card_or_on_an_empty_cell_the_search() {
    let mut app = small();
    let node_at = place_of(Cell::new(2, 0));
    click(&mut app, node_at);
    click(&mut app, node_at);
    assert!(shows(&app, "time-out"), "{}", screen_text(&app));
    press(&mut app, "Esc");
    let free = place_of(Cell::new(1, 1));
    click(&mut app, free);
    app.model.clock_ms += 10_000;
    click(&mut app, free);
    assert!(app.offered().contains(&"a"), "two slow clicks are no double click");
    click(&mut app, free);
    assert!(!app.offered().contains(&"a"), "{}", screen_text(&app));
}

#[test]
fn dragging_moves_and_refuses_where_something_stands() {
    let mut app = small();
    let (from, to) = (place_of(Cell::new(2, 0)), place_of(Cell::new(1, 1)));
    mouse(&mut app, MouseEventKind::Down(MouseButton::Left), from);
    mouse(&mut app, MouseEventKind::Drag(MouseButton::Left), to);
    mouse(&mut app, MouseEventKind::Up(MouseButton::Left), to);
    assert_eq!(Cell::new(1, 1), node(&app, "lambda").at);
    walk(&mut app, 2, 2);
    let queue = place_of(Cell::new(0, 0));
    let from = place_of(Cell::new(1, 1));
    mouse(&mut app, MouseEventKind::Down(MouseButton::Left), from);
    mouse(&mut app, MouseEventKind::Drag(MouseButton::Left), queue);
    mouse(&mut app, MouseEventKind::Up(MouseButton::Left), queue);
    assert_eq!(Cell::new(1, 1), node(&app, "lambda").at);
    assert!(said(&app).contains("already stands there"), "{}", said(&app));
}

#[test]
fn dragging_with_the_right_button_connects() {
    let mut app = small();
    let (from, to) = (place_of(Cell::new(0, 0)), place_of(Cell::new(2, 0)));
    mouse(&mut app, MouseEventKind::Down(MouseButton::Right), from);
    mouse(&mut app, MouseEventKind::Drag(MouseButton::Right), to);
    mouse(&mut app, MouseEventKind::Up(MouseButton::Right), to);
    assert!(link(&app, "sqs_standard", "lambda").is_some());
}

#[test]
fn a_click_finishes_a_begun_link() {
    let mut app = small();
    let to = place_of(Cell::new(2, 0));
    walk(&mut app, 0, 0);
    press(&mut app, "c");
    click(&mut app, to);
    assert!(link(&app, "sqs_standard", "lambda").is_some(), "{}", screen_text(&app));
}

#[test]
fn the_wheel_moves_and_the_mouse_outside_the_board_does_nothing() {
    let mut app = small();
    let before = cursor(&app);
    mouse(&mut app, MouseEventKind::ScrollDown, (60, 10));
    assert_eq!(before.shifted(0, 1), cursor(&app));
    for place in [(0, 0), (119, 39), (500, 500)] {
        click(&mut app, place);
    }
    assert_eq!(2, board(&app).nodes.len());
}
