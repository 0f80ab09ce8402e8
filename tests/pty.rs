//! The program in a real terminal: whole paths, and every way in and out.
//!
//! Each test waits for what the screen shows; none of them sleeps. Behaviour of single screens is
//! tested without a terminal, beside the screens.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![allow(clippy::needless_for_each, clippy::needless_pass_by_value, reason = "scripts read better so")]

#[path = "pty/by_mouse.rs"]
mod by_mouse;
#[path = "pty/draw.rs"]
mod draw;
#[path = "pty/kills.rs"]
mod kills;
#[path = "pty/paths.rs"]
mod paths;
#[path = "pty/running.rs"]
mod running;
#[path = "pty/terminal.rs"]
mod terminal;

use std::process::{Command, Stdio};

use terminal::Terminal;

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

/// Opens the first contract's board and puts a function on it.
fn board_with_a_function(ws: &tempfile::TempDir) -> Terminal {
    let mut t = Terminal::lab((100, 30), ws.path());
    paths::open_board(&mut t);
    t.press("a");
    t.type_text("lambda");
    t.press("Enter");
    t.see("λ Lambda");
    t
}

#[test]
fn it_opens_on_the_map_and_leaves_the_terminal_as_it_was() {
    let ws = folder();
    let mut t = Terminal::lab((80, 24), ws.path());
    t.see("Lessons");
    t.see("Finding your way");
    t.press("q");
    let left = t.left();
    assert_eq!((0, false, false), (left.code, left.alternate, left.hidden), "{}", left.text);
}

#[test]
fn ctrl_c_and_a_signal_leave_as_cleanly_as_q() {
    for way in ["Ctrl-C", "-TERM", "-HUP"] {
        let ws = folder();
        let mut t = Terminal::lab((80, 24), ws.path());
        t.see("Lessons");
        if way.starts_with('-') {
            t.signal(way);
        } else {
            t.press(way);
        }
        let left = t.left();
        assert_eq!((0, false, false), (left.code, left.alternate, left.hidden), "{way}: {}", left.text);
    }
}

#[test]
fn a_terminal_that_cannot_be_drawn_on_is_told_what_else_works() {
    let ws = folder();
    let args = ["--workspace", &ws.path().display().to_string()];
    let t = Terminal::start((80, 24), &args, &[("TERM", "dumb")]);
    let left = t.left();
    assert_eq!((2, false), (left.code, left.alternate));
    assert!(left.text.contains("archlab list"), "{}", left.text);
    let piped = Command::new(env!("CARGO_BIN_EXE_archlab")).args(args).stdin(Stdio::null()).output().unwrap();
    assert_eq!(Some(2), piped.status.code());
    let told = String::from_utf8_lossy(&piped.stderr).into_owned();
    assert!(told.contains("archlab list") && !told.contains('\u{1b}'), "{told}");
}

#[test]
fn any_size_is_survived_and_small_ones_say_what_is_needed() {
    let ws = folder();
    let mut t = Terminal::lab((80, 24), ws.path());
    t.see("Lessons");
    t.resize((60, 15));
    t.see("needs 72 × 20");
    t.resize((2, 1));
    t.resize((1, 1));
    t.resize((200, 50));
    t.see("Lessons");
    // A storm of 300 sizes, with keys in between.
    for i in 0..300u16 {
        t.resize((1 + (i * 37) % 180, 1 + (i * 17) % 55));
        if i % 25 == 0 {
            t.press("Down");
        }
    }
    t.resize((80, 24));
    t.see("Lessons");
    t.press("q");
    assert_eq!(0, t.left().code);
}

#[test]
fn a_second_window_reads_only_and_says_so() {
    let ws = folder();
    let mut first = Terminal::lab((100, 30), ws.path());
    first.see("Lessons");
    let mut second = Terminal::lab((100, 30), ws.path());
    second.see("read-only");
    second.press("q");
    assert_eq!(0, second.left().code);
    first.press("q");
    assert_eq!(0, first.left().code);
}

#[test]
fn what_was_called_saved_is_there_after_kill_9_with_its_undo() {
    let ws = folder();
    let mut t = board_with_a_function(&ws);
    t.press("l l a");
    t.type_text("s3");
    t.press("Enter");
    t.see("S3 bucket");
    t.saved();
    t.kill();
    let mut again = Terminal::lab((100, 30), ws.path());
    again.see("You stopped in");
    again.press("r");
    again.see("λ Lambda");
    again.see("S3 bucket");
    again.press("u");
    again.see("Undone: add S3 bucket");
    again.press("Ctrl-R");
    again.see("Done again: add S3 bucket");
    again.saved();
    again.press("Ctrl-Q");
    assert_eq!(0, again.left().code);
}

#[test]
fn lesson_tasks_and_a_board_are_done_by_mouse_alone() {
    by_mouse::lesson_and_board();
}

#[test]
fn the_list_that_lies_over_a_narrow_board_is_used_by_mouse_alone() {
    by_mouse::narrow();
}

#[test]
fn what_the_header_calls_saved_survives_kill_9_at_any_moment() {
    kills::rounds();
}

#[test]
fn the_whole_path_by_keyboard_at_80_by_24() {
    paths::whole_path();
}

#[test]
fn a_contract_started_over_from_the_map_is_fresh_and_lies_in_the_backups() {
    let ws = folder();
    let mut t = board_with_a_function(&ws);
    t.saved();
    t.press("Esc");
    t.see("Contracts");
    t.press("Del");
    t.see("Put everything aside");
    t.press("Down Enter");
    t.see("A fresh start.");
    t.press("Enter");
    t.see("to the board");
    t.press("Enter");
    t.see("An empty board");
    t.press("Ctrl-Q");
    assert_eq!(0, t.left().code);
    let kept = std::fs::read_dir(ws.path().join("backups")).unwrap().count();
    assert!(kept > 0, "the backup holds what was put aside");
}
