//! Lesson and board by mouse alone: after the start not one key is sent.

use crate::{folder, terminal::Terminal};

/// How far apart the cells of a board are at full zoom, columns and rows.
const CELL: (u16, u16) = (20, 6);

/// Adds a component from the open list, wherever in the list it stands.
fn add_from(t: &mut Terminal, list: (u16, u16), component: &str) {
    let entry = t.wheel_to(list, component);
    t.double_click(entry);
}

/// Takes a row of the list of all actions.
fn choose_action(t: &mut Terminal, name: &str) {
    t.click_footer("all actions");
    let query = t.place_of("Type a few letters");
    let row = t.wheel_to((query.0, query.1 + 3), name);
    t.double_click(row);
}

fn quit(mut t: Terminal) {
    choose_action(&mut t, "quit ");
    assert_eq!(0, t.left().code);
}

/// Clicks an empty cell and waits until the footer is the one of an empty cell.
fn empty_cell(t: &mut Terminal, place: (u16, u16)) {
    t.click(place, 0);
    t.wait("an empty cell and its keys", |s| s.contains("Empty cell: a adds") && s.contains("all actions"));
}

/// Goes from a finished task to the next.
fn go_on(t: &mut Terminal, praise: &str) {
    let text = t.place_of(praise);
    t.click(text, 0);
    t.click_footer("Enter go on");
}

/// Four tasks of the lesson about finding your way, then the board of the first contract and its stages.
pub fn lesson_and_board() {
    let ws = folder();
    let mut t = Terminal::lab((130, 36), ws.path());
    lesson(&mut t);
    t.click_footer("Esc back");
    let contract = t.place_of("High fashion");
    t.double_click(contract);
    t.click_footer("to the board");
    t.see("An empty board");
    board(&mut t);
    stages(&mut t);
    t.saved();
    quit(t);
}

fn lesson(t: &mut Terminal) {
    let first = t.place_of("Finding your way");
    t.double_click(first);
    t.see("Find Lambda and add it");
    let start = t.place_of("An empty board.");
    t.click(start, 0);
    t.click_footer("a add");
    let list = t.place_of("Lambda function");
    t.double_click(list);
    go_on(t, "There it is.");
    let lambda = t.place_of("┃λ Lambda");
    t.see("Carry it somewhere else");
    t.drag(lambda, (lambda.0 + CELL.0, lambda.1), 0);
    go_on(t, "Moved.");
    t.see("Add a bucket and connect the two");
    let lambda = t.place_of("λ Lambda");
    let below = (lambda.0, lambda.1 + CELL.1);
    empty_cell(t, below);
    t.click_footer("a add");
    add_from(t, list, "S3 bucket (Standard)");
    let bucket = t.place_of("┃◊ S3 bucket");
    t.drag(lambda, bucket, 2);
    go_on(t, "You have drawn a pipeline.");
    t.see("Take it back, then change your mind");
    empty_cell(t, (lambda.0 - CELL.0, lambda.1));
    t.click_footer("u undo");
    t.see("Undone: ");
    empty_cell(t, (lambda.0 - CELL.0, lambda.1 + CELL.1));
    choose_action(t, "redo");
    let text = t.place_of("Nothing is lost here.");
    t.click(text, 0);
}

/// Adds, links, moves, outlines and takes back.
fn board(t: &mut Terminal) {
    let scheduler = t.place_of("EventBridge Scheduler");
    t.double_click(scheduler);
    let clock = t.place_of("◔ Scheduler");
    let at = |cols: u16, rows: u16| (clock.0 + cols * CELL.0, clock.1 + rows * CELL.1);
    t.click(at(2, 0), 0);
    let lambda = t.place_of("Lambda function");
    t.double_click(lambda);
    let lambda = t.place_of("┃λ Lambda");
    assert!(lambda.0 > clock.0 + CELL.0, "it stands where the board was clicked");
    // The right button draws a link from one to the other.
    t.drag(clock, lambda, 2);
    t.see("Press t for this node's links");
    // So does the footer, one step after the other.
    t.click(at(2, 2), 0);
    add_from(t, scheduler, "SNS topic");
    let topic = t.place_of("┃» SNS topic");
    t.click(lambda, 0);
    t.click_footer("c connect");
    t.click(topic, 0);
    t.see("▼");
    t.drag(lambda, (lambda.0, lambda.1 + CELL.1), 0);
    t.wait("the node one row lower", |s| {
        s.lines().nth(usize::from(lambda.1 + CELL.1)).is_some_and(|l| l.contains("┃λ Lambda"))
    });
    zone_and_undo(t, [at(0, 2), at(1, 3), at(3, 1), at(4, 1)]);
}

fn zone_and_undo(t: &mut Terminal, [corner, other, outside, beside]: [(u16, u16); 4]) {
    empty_cell(t, corner);
    t.click_footer("z zone");
    t.click_footer("kind");
    t.click(other, 0);
    t.wait("the outline of a region", |s| s.contains("┄ Region ┄"));
    empty_cell(t, outside);
    t.click_footer("u undo");
    t.see("Undone: ");
    t.gone("┄ Region ┄");
    empty_cell(t, beside);
    choose_action(t, "redo");
    t.see("Done again: draw Region.");
}

/// The stages stand in the header.
fn stages(t: &mut Terminal) {
    let run = t.place_of("Run");
    t.click(run, 0);
    t.see("[Run]");
    t.click_footer("show on board");
    t.see("[Build]");
    let client = t.place_of("Client");
    t.click(client, 0);
    t.see("[Client]");
    t.click_footer("next stage");
    t.see("[Hand in]");
}

/// Where the terminal is narrow, the list lies over the board.
pub fn narrow() {
    let ws = folder();
    let mut t = Terminal::lab((80, 24), ws.path());
    let lesson = t.place_of("Finding your way");
    t.double_click(lesson);
    t.see("Find Lambda and add it");
    t.click_footer("text / board");
    t.click_footer("a add");
    let entry = t.place_of("Lambda function");
    add_from(&mut t, entry, "Lambda function");
    let strip = t.place_of("There it is.");
    t.click(strip, 0);
    t.see("Let us put something on it.");
    let home = t.place_of("archlab");
    t.click(home, 0);
    let contract = t.place_of("High fashion");
    t.double_click(contract);
    t.click_footer("to the board");
    let start = t.place_of("An empty board");
    t.click(start, 0);
    t.click_footer("a add");
    t.click_footer("all / suited");
    let list = t.place_of("Client SFTP server");
    add_from(&mut t, list, "Athena");
    let node = t.place_of("┃⊢ Athena");
    t.click(node, 0);
    t.saved();
    quit(t);
}
