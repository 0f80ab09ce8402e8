//! A lesson by mouse.

use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

use crate::tui::{
    app::{App, Input},
    testing::{app, press, screen_text, serve},
};

fn mouse(app: &mut App, kind: MouseEventKind, (column, row): (u16, u16)) {
    app.input(Input::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }));
    serve(app);
}

fn click(app: &mut App, text: &str) {
    let screen = screen_text(app);
    let (y, line) = screen.lines().enumerate().filter(|(_, l)| l.contains(text)).last().unwrap();
    let x = line[..line.find(text).unwrap()].chars().count();
    let place = (x as u16, y as u16);
    mouse(app, MouseEventKind::Down(MouseButton::Left), place);
    mouse(app, MouseEventKind::Up(MouseButton::Left), place);
}

#[test]
fn a_task_is_done_and_left_by_mouse() {
    let mut app = app((130, 36));
    app.model.clock_ms = 10_000;
    press(&mut app, "Down Enter");
    click(&mut app, "An empty board.");
    click(&mut app, "a add");
    click(&mut app, "Lambda function");
    click(&mut app, "Lambda function");
    assert!(screen_text(&app).contains("There it is."), "{}", screen_text(&app));
    click(&mut app, "There it is.");
    click(&mut app, "go on");
    assert!(screen_text(&app).contains("Carry it somewhere else"), "{}", screen_text(&app));
}

#[test]
fn a_question_is_answered_by_mouse_and_one_click_alone_puts_nothing_aside() {
    let mut app = app((130, 36));
    press(&mut app, "Enter F8");
    let asked = screen_text(&app);
    assert!(asked.contains("Start over?"), "{asked}");
    click(&mut app, "Put it aside and start over");
    assert!(screen_text(&app).contains("Start over?"));
    click(&mut app, "Keep everything as it is");
    assert!(screen_text(&app).contains("Start over?"), "the other answer was selected");
    click(&mut app, "Keep everything as it is");
    assert!(!screen_text(&app).contains("Start over?"));
}
