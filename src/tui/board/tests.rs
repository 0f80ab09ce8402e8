//! The board editor by keys and by mouse, on the Build stage of a contract.

mod adding;
mod any;
mod cards;
mod carrying;
mod linking;
mod looking;
mod pointing;
mod writing;
mod zoning;

use crate::{
    domain::{
        attempt::Stage,
        board::{Board, Link, Node},
        grid::Cell,
    },
    tui::{
        app::App,
        screens::testing::contract,
        testing::{press, screen_text, type_text},
    },
};

/// Opens the Build stage on an empty board.
fn empty(size: (u16, u16)) -> App {
    contract(Stage::Build, false, size)
}

/// Opens the Build stage on a finished board.
fn full(size: (u16, u16)) -> App {
    contract(Stage::Build, true, size)
}

fn board(app: &App) -> &Board {
    app.model.board().expect("a board is open")
}

fn node<'a>(app: &'a App, id: &str) -> &'a Node {
    &board(app).nodes[id]
}

fn link<'a>(app: &'a App, from: &str, to: &str) -> Option<&'a Link> {
    board(app).links.values().find(|l| l.from.as_str() == from && l.to.as_str() == to)
}

fn cursor(app: &App) -> Cell {
    app.model.attempt.as_ref().expect("a contract is open").cursor
}

/// Walks to a cell.
fn walk(app: &mut App, col: i32, row: i32) {
    let at = cursor(app);
    let mut go = |n: i32, back: &str, on: &str| {
        for _ in 0..n.abs() {
            press(app, if n < 0 { back } else { on });
        }
    };
    go(col - at.col, "Left", "Right");
    go(row - at.row, "Up", "Down");
    assert_eq!(Cell::new(col, row), cursor(app));
}

/// Walks to a node.
fn walk_to(app: &mut App, id: &str) {
    let at = node(app, id).at;
    walk(app, at.col, at.row);
}

/// Adds what a search for a word finds first.
fn add(app: &mut App, word: &str) {
    press(app, "a");
    type_text(app, word);
    press(app, "Enter");
}

/// Says whether the screen shows a text, however it is wrapped.
fn shows(app: &App, text: &str) -> bool {
    let screen = screen_text(app).replace(['│', '\n'], " ");
    screen.split_whitespace().collect::<Vec<_>>().join(" ").contains(text)
}

/// Returns the message of the last key.
fn said(app: &App) -> &str {
    app.model.notice.as_ref().map_or("", |n| n.text.as_str())
}
