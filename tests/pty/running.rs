//! A run in a real terminal: started, stopped, broken on purpose, and read.

use super::{folder, terminal::Terminal};

/// Opens the first contract with a finished board on its desk, at the run.
fn at_the_run(size: (u16, u16), workspace: &std::path::Path) -> Terminal {
    let pack = archlab::content::default_pack().pack;
    let scenario = &pack.scenarios[0];
    let mut board = scenario.design("function-chain").unwrap().board.clone();
    board.name.clone_from(&scenario.drawing);
    let home = workspace.join(scenario.id.as_str());
    std::fs::create_dir_all(&home).unwrap();
    let text = archlab::content::board::write(&board, None);
    std::fs::write(home.join(format!("{}.board.toml", scenario.drawing)), text).unwrap();
    let mut t = Terminal::lab(size, workspace);
    t.see("Lessons");
    t.press("Tab Enter");
    t.see("to the board");
    t.press("F7");
    t.see("Press Enter to run this board");
    t
}

#[test]
fn a_run_is_started_stopped_broken_and_read() {
    let ws = folder();
    let mut t = at_the_run((100, 30), ws.path());
    t.press("Enter");
    t.see("[1 Board]");
    // It plays by itself: the clock passes the first report without a key.
    t.see("report 1");
    t.press("Space");
    t.press("R . . . .");
    t.see("06:0");
    t.press("f");
    t.see("What shall break?");
    t.press("c");
    t.see("First: what will happen?");
    t.press("1");
    t.see("You said: The report waits");
    t.press("> > >");
    t.see("It happened:");
    t.press("3");
    t.see("[3 Result]");
    t.press("End");
    t.see("The converter fails");
    t.press("Esc");
    t.press("Ctrl-Q");
    assert_eq!(0, t.left().code);
    let kept = std::fs::read_to_string(ws.path().join("high-fashion/attempt.toml")).unwrap();
    assert!(kept.contains("converter-down") && kept.contains("The report waits"), "{kept}");
}

#[test]
fn measuring_is_stopped_by_escape_and_the_screen_stays_responsive() {
    let ws = folder();
    let mut t = at_the_run((80, 24), ws.path());
    // Nothing is waited for in between: the answer comes while every fault is being run.
    t.press("M Esc");
    t.see("Stopped measuring");
    t.press("M Down o");
    t.see("[Build]");
    t.press("Ctrl-Q");
    assert_eq!(0, t.left().code);
}
