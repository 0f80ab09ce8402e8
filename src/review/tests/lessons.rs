//! Steps in flow order, what is unexplained, and tasks of lessons.

use std::collections::BTreeSet;

use super::support::{catalogue, designs, draw, high_fashion};
use crate::{
    domain::{
        board::Note,
        flow::Flow,
        id::NodeId,
        lesson::{Deed, Task, TaskRecord},
    },
    review::{steps, task},
};

#[test]
fn steps_follow_the_data_with_what_starts_or_serves_a_step_just_before_it() {
    let (catalogue, scenario) = (catalogue(), high_fashion());
    let (_, board, _) = designs().into_iter().find(|(name, ..)| name == "function-chain").unwrap();
    let flow = Flow::of(&board, &catalogue, Some(&scenario));
    let order: Vec<String> = steps::in_flow_order(&flow).iter().map(ToString::to_string).collect();
    let main = [
        "inventory",
        "sftp",
        "slots",
        "fetch",
        "raw",
        "to_convert",
        "convert",
        "csv",
        "to_load",
        "load",
        "sql",
        "stock",
        "shop",
    ];
    let places: Vec<usize> = main.iter().map(|id| order.iter().position(|o| o == id).unwrap()).collect();
    assert!(places.is_sorted(), "{order:?}");
    assert_eq!(board.nodes.len(), order.len());
    let listed = steps::list(&flow);
    assert_eq!(board.notes.len(), listed.len());
    assert_eq!((1..=listed.len()).collect::<Vec<_>>(), listed.iter().map(|s| s.number).collect::<Vec<_>>());
}

#[test]
fn a_part_counts_as_renamed_only_with_a_name_of_its_own() {
    let task = task(r#"renamed = { component = "lambda" }"#);
    let mut board = draw("f lambda \n b s3");
    let judged = |board: &crate::domain::board::Board| {
        let (record, selected) = (TaskRecord::default(), BTreeSet::new());
        let catalogue = catalogue();
        task::judge(&task::Asked { task: &task, board, catalogue: &catalogue, record: &record, selected: &selected })
    };
    for n in board.nodes.values_mut() {
        n.label = if n.id.as_str() == "f" { "Lambda".to_owned() } else { "Attic".to_owned() };
    }
    assert_eq!("Not yet: Lambda has no name of its own.", judged(&board).why, "the bucket's name does not count");
    board.nodes.get_mut(&NodeId::new("f")).unwrap().label = "Fetch".to_owned();
    assert!(judged(&board).done);
    board.nodes.clear();
    assert!(!judged(&board).done);
}

#[test]
fn one_text_may_cover_several_nodes_and_a_link_follows_its_ends() {
    let mut board = draw("s eventbridge_scheduler \n f lambda \n a sftp_server \n s -control-> f \n a -pull-> f");
    assert_eq!(vec!["a", "f", "s", "a-f"], steps::unexplained(&board));
    let note = |id: &str, covers: &[&str], text: &str| Note {
        id: id.into(),
        covers: covers.iter().map(|c| (*c).to_owned()).collect(),
        text: text.to_owned(),
        qualities: BTreeSet::new(),
    };
    board.notes.insert("n1".into(), note("n1", &["f", "s"], "The clock starts the fetch."));
    assert_eq!(vec!["a", "a-f"], steps::unexplained(&board));
    board.notes.insert("n2".into(), note("n2", &["a"], "  "));
    assert_eq!(vec!["a", "a-f"], steps::unexplained(&board), "a blank text explains nothing");
    board.notes.insert("n2".into(), note("n2", &["a"], "The server waits."));
    assert_eq!(Vec::<String>::new(), steps::unexplained(&board));
}

/// A task with nothing to do but what the text says.
fn task(conditions: &str) -> Task {
    toml::from_str(&format!(
        "id = \"t\"\ntitle = \"T\"\nsay = \"Do it.\"\nhints = [\"a\", \"b\", \"c\"]\ndone = \"Well done.\"\n{conditions}"
    ))
    .unwrap()
}

fn verdict(conditions: &str, lines: &str, record: &TaskRecord, selected: &[&str]) -> (bool, String) {
    let (task, board, catalogue) = (task(conditions), draw(lines), catalogue());
    let selected: BTreeSet<NodeId> = selected.iter().map(NodeId::new).collect();
    let asked = task::Asked { task: &task, board: &board, catalogue: &catalogue, record, selected: &selected };
    let verdict = task::judge(&asked);
    (verdict.done, verdict.why)
}

#[rustfmt::skip]
#[test]
fn a_task_is_done_when_every_condition_holds_and_says_what_is_open() {
    type Row<'a> = (&'a str, &'a str, TaskRecord, &'a [&'a str], (bool, &'a str));
    let fresh = TaskRecord::default();
    let searched = TaskRecord { deeds: vec![Deed::Search], ..TaskRecord::default() };
    let chose = |n| TaskRecord { chosen: Some(n), ..TaskRecord::default() };
    let check = "check = { exists = { component = \"lambda\" } }";
    let named = "named = \"practice_image\"";
    let did = "did = [\"search\", \"add\"]";
    let point = "[point]\nnodes = { component = \"s3\" }\nall = true\nwrong = \"Look for the bucket.\"";
    let choose = "[choose]\noptions = [\"x\", \"y\"]\nright = 1\nbecause = [\"No, x is a clock.\", \"Yes.\"]";
    let well = (true, "Well done.");
    let table: &[Row<'_>] = &[
        (check, "x s3", fresh.clone(), &[], (false, "Not yet: there is no Lambda on the board.")),
        (check, "x lambda", fresh.clone(), &[], well),
        (named, "x lambda", fresh.clone(), &[], (false, "Not yet: the drawing is called test, it should be practice_image.")),
        (did, "x lambda", fresh.clone(), &[], (false, "Still to do: search the component list and add a component.")),
        (did, "x lambda", searched, &[], (false, "Still to do: add a component.")),
        (point, "a s3 \n b s3 \n c lambda", fresh.clone(), &[], (false, "Select the part on the board, then confirm.")),
        (point, "a s3 \n b s3 \n c lambda", fresh.clone(), &["c"], (false, "Look for the bucket.")),
        (point, "a s3 \n b s3 \n c lambda", fresh.clone(), &["a", "c"], (false, "Look for the bucket.")),
        (point, "a s3 \n b s3 \n c lambda", fresh.clone(), &["a"], (false, "Right so far; one more belongs to it.")),
        (point, "a s3 \n b s3 \n c lambda", fresh.clone(), &["a", "b"], well),
        (choose, "", fresh, &[], (false, "Choose one of the answers.")),
        (choose, "", chose(0), &[], (false, "No, x is a clock.")),
        (choose, "", chose(9), &[], (false, "That is not it.")),
        (choose, "", chose(1), &[], well),
    ];
    for (conditions, lines, record, selected, (done, why)) in table {
        assert_eq!((*done, (*why).to_owned()), verdict(conditions, lines, record, selected), "{conditions}");
    }
}
