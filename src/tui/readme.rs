//! Keeps the README true: its picture is the real screen, its table of keys the real keymap.
//!
//! When one of these tests fails it prints what the README should hold.

use std::fmt::Write;

use super::{
    keymap::{BINDINGS, Context},
    testing::{app, press, screen_text, serve},
};
use crate::domain::{attempt::Stage, edit::History, progress::Place};

const README: &str = include_str!("../../README.md");

/// The contexts a newcomer meets, in the order of the table.
const SHOWN: [(Context, &str); 9] = [
    (Context::Everywhere, "Everywhere"),
    (Context::Home, "The map"),
    (Context::Lesson, "A lesson"),
    (Context::Contract, "A contract"),
    (Context::Grid, "Moving on the board"),
    (Context::Board, "Drawing"),
    (Context::LinkAtHand, "A link at hand"),
    (Context::Client, "The client"),
    (Context::HandIn, "Handing in"),
];

#[test]
fn the_table_of_keys_is_the_keymap() {
    let mut table = String::new();
    for (context, title) in SHOWN {
        let _ = writeln!(table, "\n**{title}**\n\n| key | does |\n| --- | --- |");
        for b in BINDINGS.iter().filter(|b| b.context == context) {
            let keys: Vec<String> = b.keys.iter().map(|k| format!("`{k}`")).collect();
            let _ = writeln!(table, "| {} | {} |", keys.join(" "), b.help);
        }
    }
    assert!(README.contains(table.trim()), "the README should hold:\n{}", table.trim());
}

#[test]
fn the_picture_is_the_real_screen() {
    let mut app = app((116, 30));
    let id = app.model.heads.scenarios[0].id.clone();
    app.go(Place::Contract(id.clone(), Stage::Brief));
    serve(&mut app);
    let board = app.model.scenario(&id).unwrap().design("function-chain").unwrap().board.clone();
    app.model.desk.as_mut().unwrap().history = History::starting_at(board);
    app.model.reconsider();
    app.go(Place::Contract(id, Stage::Build));
    serve(&mut app);
    press(&mut app, "w w w w w w +");
    app.model.notice = None;
    let shown: Vec<String> = screen_text(&app).lines().map(|l| l.trim_end().to_owned()).collect();
    let picture = shown.join("\n");
    assert!(README.contains(picture.trim_end()), "the README should hold:\n{picture}");
}
