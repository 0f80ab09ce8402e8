//! What the store promises, tried with files that fail on command.

mod boards;
mod crash;
mod disk;
mod documents;
mod resets;
mod saver;

use std::{collections::BTreeMap, path::PathBuf};

use super::{Desk, OpenBoard, Workspace, faulty::Faulty};
use crate::domain::{
    board::{Board, Node},
    edit::{Change, Edit, History, Step, Swap, compose},
    grid::Cell,
};

fn open(files: &Faulty) -> Workspace {
    Workspace::open_with(Box::new(files.clone()), PathBuf::from("w")).unwrap()
}

fn desk() -> Desk {
    Desk::Contract("high-fashion".into())
}

fn start() -> Board {
    Board { scenario: Some("high-fashion".into()), ..Board::named("report") }
}

fn opened(ws: &Workspace) -> OpenBoard {
    let read = ws.open_desk(&desk(), &start());
    assert_eq!(Vec::<super::Notice>::new(), read.notices);
    read.value
}

fn add(number: i32) -> Step {
    let node = Node {
        id: format!("n{number}").as_str().into(),
        component: "lambda".into(),
        label: format!("Node\n\"{number}\" ∑"),
        at: Cell::new(number % 300, number / 300),
        job: None,
        settings: BTreeMap::from([("retries".to_owned(), i64::from(number).into())]),
    };
    Step::Do(Edit { what: format!("add {number}"), changes: vec![Change::Node(Swap { was: None, is: Some(node) })] })
}

fn name(history: &History, name: &str) -> Step {
    Step::Do(compose::rename_board(history.board(), name))
}
