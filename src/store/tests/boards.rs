use proptest::prelude::*;

use super::*;
use crate::store::StoreError;

const JOURNAL: &str = "w/high-fashion/report.journal";
const BOARD: &str = "w/high-fashion/report.board.toml";

/// Three nodes saved, with a snapshot.
fn three(files: &Faulty) -> History {
    let ws = open(files);
    opened(&ws);
    ws.append_all(&desk(), &[add(1), add(2), add(3)]).unwrap();
    ws.snapshot(&desk()).unwrap();
    opened(&ws).history
}

#[test]
fn undo_reaches_back_across_restarts() {
    let files = Faulty::default();
    three(&files);
    let ws = open(&files);
    assert_eq!(3, opened(&ws).saved_revision);
    for _ in 0..3 {
        ws.append(&desk(), &Step::Undo).unwrap();
    }
    assert!(matches!(ws.append(&desk(), &Step::Undo), Err(StoreError::Misfit)));
    ws.append(&desk(), &Step::Redo).unwrap();
    drop(ws);
    let found = opened(&open(&files));
    assert_eq!((7, 1), (found.revision, found.history.board().nodes.len()));
    assert_eq!(Some("add 2"), found.history.redoable());
}

#[test]
fn looking_at_a_board_writes_nothing() {
    let files = Faulty::default();
    opened(&open(&files));
    assert_eq!(Vec::<String>::new(), files.paths());
}

#[test]
fn a_torn_last_line_is_dropped_without_a_word_and_kept_aside() {
    let files = Faulty::default();
    let whole = three(&files);
    let journal = files.text(JOURNAL);
    files.set_text(JOURNAL, &format!("{journal}4 abc {{\"do\":"));
    let ws = open(&files);
    assert_eq!(whole, opened(&ws).history);
    assert!(files.paths().iter().any(|p| p.contains("backups/torn-")), "{:?}", files.paths());
    ws.append(&desk(), &add(4)).unwrap();
    drop(ws);
    assert_eq!(4, opened(&open(&files)).revision, "the torn line is gone");
}

#[test]
fn a_damaged_line_stops_the_replay_there_and_says_so() {
    let files = Faulty::default();
    three(&files);
    let journal = files.text(JOURNAL).replace("add 2", "add 7");
    files.set_text(JOURNAL, &journal);
    files.delete(BOARD);
    let ws = open(&files);
    let read = ws.open_desk(&desk(), &start());
    assert_eq!(1, read.value.history.board().nodes.len());
    assert_eq!(Some((3, 1)), read.notices[0].at);
    let aside = read.notices[0].aside.clone().unwrap();
    assert_eq!(journal, files.text(&format!("w/{}", aside.display())));
}

#[test]
fn a_snapshot_that_is_ahead_of_a_damaged_journal_comes_back_as_one_edit() {
    let files = Faulty::default();
    let whole = three(&files);
    files.set_text(JOURNAL, &files.text(JOURNAL).replace("add 2", "add 7"));
    let read = open(&files).open_desk(&desk(), &start());
    assert_eq!(whole.board(), read.value.history.board());
    assert_eq!(Some("take over the newer snapshot"), read.value.history.undoable());
    assert_eq!(2, read.notices.len());
}

#[test]
fn a_journal_whose_first_line_is_damaged_moves_aside_and_the_snapshot_stands_in() {
    let files = Faulty::default();
    let whole = three(&files);
    files.set_text(JOURNAL, "rubbish\n");
    let ws = open(&files);
    let read = ws.open_desk(&desk(), &start());
    assert_eq!(whole.board(), read.value.history.board());
    assert!(read.notices[0].aside.is_some());
    ws.append(&desk(), &add(4)).unwrap();
    drop(ws);
    assert_eq!(4, opened(&open(&files)).history.board().nodes.len());
}

#[test]
fn a_newer_journal_is_shown_but_never_written_to() {
    let files = Faulty::default();
    let whole = three(&files);
    let newer = files.text(JOURNAL).replace("\"journal\":1", "\"journal\":2");
    files.set_text(JOURNAL, &newer);
    let ws = open(&files);
    let read = ws.open_desk(&desk(), &start());
    assert_eq!(whole.board(), read.value.history.board());
    assert!(read.value.read_only.unwrap().contains("newer archlab"));
    assert!(matches!(ws.append(&desk(), &add(4)), Err(StoreError::Untouched { .. })));
    assert_eq!(newer, files.text(JOURNAL));
}

#[test]
fn a_board_changed_by_hand_becomes_one_edit_that_undo_takes_back() {
    let files = Faulty::default();
    let before = three(&files);
    files.set_text(BOARD, &files.text(BOARD).replace("\"lambda\"", "\"fargate\""));
    let read = open(&files).open_desk(&desk(), &start());
    assert_eq!(1, read.notices.len());
    assert_eq!(4, read.value.saved_revision);
    assert!(read.value.history.board().nodes.values().all(|n| n.component.as_str() == "fargate"));
    let mut again = opened(&open(&files));
    assert_eq!(Some("change outside"), again.history.undoable());
    assert!(again.history.take(&Step::Undo));
    assert_eq!(before.board(), again.history.board());
}

#[test]
fn a_change_by_hand_is_taken_over_once_even_if_no_snapshot_follows() {
    for disk_full in [false, true] {
        let files = Faulty::default();
        three(&files);
        files.set_text(BOARD, &files.text(BOARD).replace("\"lambda\"", "\"fargate\""));
        files.set_space(disk_full.then_some(0));
        let ws = open(&files);
        assert_eq!(1, ws.open_desk(&desk(), &start()).notices.len());
        assert_eq!(disk_full, ws.append(&desk(), &add(4)).is_err());
        files.set_space(None);
        ws.append(&desk(), &add(5)).unwrap();
        drop(ws);
        let found = opened(&open(&files)).history;
        assert_eq!((5, Some("add 5")), (found.board().nodes.len(), found.undoable()));
    }
}

#[test]
fn without_a_journal_an_unreadable_board_file_gives_way_to_the_version_before() {
    let files = Faulty::default();
    three(&files);
    let ws = open(&files);
    opened(&ws);
    ws.append(&desk(), &add(4)).unwrap();
    ws.snapshot(&desk()).unwrap();
    drop(ws);
    files.delete(JOURNAL);
    files.set_text(BOARD, "rubbish");
    let ws = open(&files);
    let read = ws.open_desk(&desk(), &start());
    assert_eq!((3, 1), (read.value.history.board().nodes.len(), read.notices.len()));
    ws.append(&desk(), &add(5)).unwrap();
    ws.snapshot(&desk()).unwrap();
    assert_eq!("rubbish", files.text(BOARD));
}

#[test]
fn a_board_file_that_cannot_be_read_is_told_with_line_and_column_and_left_alone() {
    let files = Faulty::default();
    let whole = three(&files);
    let broken = files.text(BOARD).replace("schema = 1", "schema = = 1");
    files.set_text(BOARD, &broken);
    let ws = open(&files);
    let read = ws.open_desk(&desk(), &start());
    assert_eq!(whole, read.value.history);
    assert_eq!(Some((2, 10)), read.notices[0].at, "{}", read.notices[0]);
    ws.append(&desk(), &add(4)).unwrap();
    ws.snapshot(&desk()).unwrap();
    assert_eq!(broken, files.text(BOARD));
    drop(ws);
    files.delete(BOARD);
    let ws = open(&files);
    assert_eq!(4, opened(&ws).revision);
    ws.snapshot(&desk()).unwrap();
    assert!(files.text(BOARD).contains("n4"), "once it is out of the way, snapshots go on");
}

#[test]
fn renaming_the_drawing_renames_its_files() {
    let files = Faulty::default();
    let ws = open(&files);
    let mut history = opened(&ws).history;
    for step in [add(1), name(&History::starting_at(start()), "My Plan")] {
        assert!(history.take(&step));
        ws.write_diagram(&desk(), "report", b"<mxfile/>").unwrap();
        ws.append(&desk(), &step).unwrap();
        ws.snapshot(&desk()).unwrap();
    }
    let there: Vec<String> = files.paths().into_iter().filter(|p| !p.contains("prev")).collect();
    let expected = ["my_plan.board.toml", "my_plan.drawio", "my_plan.drawio.sha256", "my_plan.journal"];
    assert_eq!(expected.map(|n| format!("w/high-fashion/{n}")).to_vec(), there);
    drop(ws);
    assert_eq!(history, opened(&open(&files)).history);
}

#[test]
fn renaming_to_a_name_that_is_taken_loses_nothing() {
    let files = Faulty::default();
    let ws = open(&files);
    let history = opened(&ws).history;
    ws.append(&desk(), &add(1)).unwrap();
    ws.snapshot(&desk()).unwrap();
    ws.write_diagram(&desk(), "report", b"older").unwrap();
    for (ending, text) in [("journal", "theirs 1"), ("board.toml", "theirs 2"), ("drawio", "newer")] {
        files.set_text(&format!("w/high-fashion/taken.{ending}"), text);
    }
    ws.append(&desk(), &name(&history, "Taken")).unwrap();
    drop(ws);
    assert_eq!("Taken", opened(&open(&files)).history.board().name);
    assert_eq!("newer", files.text("w/high-fashion/taken.drawio"));
    for text in ["theirs 1", "theirs 2", "older"] {
        assert!(files.paths().iter().any(|p| p.contains("backups") && files.text(p) == text), "{text}");
    }
}

#[test]
fn a_board_file_alone_is_enough_to_go_on_from() {
    let files = Faulty::default();
    let whole = three(&files);
    files.delete(JOURNAL);
    let ws = open(&files);
    assert_eq!(whole.board(), opened(&ws).history.board());
    ws.append(&desk(), &add(4)).unwrap();
    drop(ws);
    assert_eq!(4, opened(&open(&files)).history.board().nodes.len());
}

#[test]
fn a_journal_that_somebody_takes_away_meanwhile_is_written_anew() {
    let files = Faulty::default();
    let ws = open(&files);
    opened(&ws);
    ws.append_all(&desk(), &[add(1), add(2)]).unwrap();
    files.delete(JOURNAL);
    ws.append(&desk(), &add(3)).unwrap();
    drop(ws);
    assert_eq!(3, opened(&open(&files)).revision);
}

#[test]
fn what_does_not_fit_on_a_full_disk_goes_out_once_there_is_space() {
    let files = Faulty::default();
    let ws = open(&files);
    opened(&ws);
    ws.append(&desk(), &add(1)).unwrap();
    files.set_space(Some(40));
    let error = ws.append(&desk(), &add(2)).unwrap_err();
    assert!(error.to_string().contains("the disk is full") && error.hint().contains("Free some space"));
    files.set_space(None);
    assert_eq!(2, ws.append_all(&desk(), &[]).unwrap());
    drop(ws);
    assert_eq!(2, opened(&open(&files)).revision);
}

#[test]
fn the_same_folder_on_another_machine_is_the_same_work() {
    let files = Faulty::default();
    let whole = three(&files);
    let moved = Faulty::default();
    for path in files.paths() {
        assert!(!files.text(&path).contains("w/"), "{path} holds a path");
        moved.set_text(&path.replacen("w/", "elsewhere/", 1), &files.text(&path));
    }
    let ws = Workspace::open_with(Box::new(moved), PathBuf::from("elsewhere")).unwrap();
    assert_eq!(whole, opened(&ws).history);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_script_with_reopening_anywhere_equals_the_history_in_memory(script in prop::collection::vec(0u8..8, 0..60)) {
        let files = Faulty::default();
        let mut ws = open(&files);
        let mut history = opened(&ws).history;
        for (i, what) in script.into_iter().enumerate() {
            let number = i32::try_from(i).unwrap();
            let step = match what {
                0 => {
                    drop(ws);
                    ws = open(&files);
                    prop_assert_eq!(&history, &opened(&ws).history);
                    continue;
                }
                1 => { ws.snapshot(&desk()).unwrap(); continue; }
                2 => Step::Undo,
                3 => Step::Redo,
                4 => name(&history, ["a", "b", "report", "Con"][i % 4]),
                _ => add(number),
            };
            prop_assert_eq!(history.take(&step), ws.append(&desk(), &step).is_ok());
        }
        drop(ws);
        prop_assert_eq!(&history, &opened(&open(&files)).history);
    }
}
