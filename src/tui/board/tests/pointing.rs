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

/// Returns where a text of the last line is drawn.
fn in_footer(app: &App, text: &str) -> (u16, u16) {
    let screen = screen_text(app);
    let line = screen.lines().last().unwrap();
    let x = line[..line.find(text).unwrap_or_else(|| panic!("no {text} in {line}"))].chars().count();
    (x as u16, app.model.size.1 - 1)
}

#[test]
fn what_the_footer_offers_can_be_clicked() {
    let mut app = small();
    for (entry, key) in [("a add", "a"), ("z zone", "z"), ("? help", "?"), ("Ctrl-P", "Ctrl-P"), ("r rename", "r")] {
        let place = in_footer(&app, entry);
        click(&mut app, place);
        let clicked = screen_text(&app);
        press(&mut app, "Esc");
        press(&mut app, key);
        assert_eq!(clicked, screen_text(&app), "{entry}");
        press(&mut app, "Esc");
    }
    // Between two entries there is nothing.
    let (x, y) = in_footer(&app, "z zone");
    let before = screen_text(&app);
    click(&mut app, (x - 1, y));
    assert_eq!(before, screen_text(&app));
}

#[test]
fn a_click_on_a_message_takes_it_away_and_does_nothing_else() {
    let mut app = small();
    let place = in_footer(&app, "u undo");
    click(&mut app, place);
    assert!(said(&app).starts_with("Undone"), "{}", said(&app));
    click(&mut app, place);
    assert_eq!("", said(&app));
    assert_eq!(1, board(&app).nodes.len());
    click(&mut app, place);
    assert_eq!(0, board(&app).nodes.len());
}

#[test]
fn the_stages_in_the_header_can_be_clicked() {
    let mut app = small();
    for stage in Stage::ALL {
        let header = screen_text(&app).lines().next().unwrap().to_owned();
        let x = header[..header.find(stage.title()).unwrap()].chars().count() as u16;
        click(&mut app, (x, 0));
        assert!(screen_text(&app).contains(&format!("[{}]", stage.title())), "{}", screen_text(&app));
    }
}

#[test]
fn the_wheel_scrolls_the_resting_list_and_a_double_click_adds_what_is_shown() {
    let mut app = small();
    let shown =
        |app: &App, y: usize| screen_text(app).lines().nth(y).unwrap()[3..].chars().take(26).collect::<String>();
    let (first, fourth) = (shown(&app, 3), shown(&app, 6));
    mouse(&mut app, MouseEventKind::ScrollDown, (5, 6));
    assert_eq!(fourth, shown(&app, 3));
    mouse(&mut app, MouseEventKind::ScrollUp, (5, 6));
    assert_eq!(first, shown(&app, 3));
    mouse(&mut app, MouseEventKind::ScrollDown, (5, 6));
    click(&mut app, (5, 3));
    assert_eq!(2, board(&app).nodes.len(), "one click only selects");
    click(&mut app, (5, 3));
    assert_eq!(3, board(&app).nodes.len());
    click(&mut app, (5, 3));
    assert_eq!(3, board(&app).nodes.len(), "a third click is not another double click");
}

#[test]
fn the_name_in_the_header_leads_home() {
    let mut app = small();
    click(&mut app, (3, 0));
    assert_eq!(&crate::domain::progress::Place::Home, app.place());
}
