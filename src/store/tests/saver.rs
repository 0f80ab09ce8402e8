use std::sync::mpsc::{Receiver, channel};

use super::*;
use crate::{
    domain::attempt::Attempt,
    store::{Report, Saver},
};

fn started(ws: &Workspace) -> (Saver, Receiver<Report>) {
    let (tell, told) = channel();
    (Saver::start(ws.clone(), move |report| drop(tell.send(report))), told)
}

#[test]
fn what_was_handed_over_is_on_disk_after_flush_and_snapshots_after_stop() {
    let files = Faulty::default();
    let ws = open(&files);
    let mut history = opened(&ws).history;
    let (mut saver, told) = started(&ws);
    for number in 1..50 {
        assert!(history.take(&add(number)));
        saver.append(&desk(), add(number));
    }
    saver.attempt(Attempt::new("high-fashion".into()));
    saver.flush().unwrap();
    let reports: Vec<Report> = told.try_iter().collect();
    assert!(reports.contains(&Report::Saved { desk: desk(), revision: 49 }), "{reports:?}");
    saver.stop().unwrap();
    drop((saver, ws));
    assert!(files.text("w/high-fashion/report.board.toml").contains("n49"));
    assert_eq!(history, opened(&open(&files)).history);
}

#[test]
fn a_full_disk_is_told_and_nothing_is_dropped() {
    let files = Faulty::default();
    let ws = open(&files);
    opened(&ws);
    let (mut saver, told) = started(&ws);
    saver.append(&desk(), add(1));
    saver.flush().unwrap();
    files.set_space(Some(50));
    saver.append(&desk(), add(2));
    let failure = saver.flush().unwrap_err();
    assert!(failure.what.contains("disk is full"), "{failure:?}");
    saver.append(&desk(), add(3));
    assert!(saver.stop().is_err(), "stopping says that something is unsaved");
    files.set_space(None);
    saver.flush().unwrap();
    assert!(told.try_iter().any(|r| r == Report::Failed(failure.clone())));
    saver.stop().unwrap();
    drop((saver, ws));
    assert_eq!(3, opened(&open(&files)).revision);
}

#[test]
fn it_tries_again_by_itself() {
    let files = Faulty::default();
    let ws = open(&files);
    opened(&ws);
    let (saver, told) = started(&ws);
    files.set_space(Some(50));
    saver.append(&desk(), add(1));
    assert!(matches!(told.recv().unwrap(), Report::Failed(_)));
    files.set_space(None);
    assert_eq!(Report::Saved { desk: desk(), revision: 1 }, told.recv().unwrap());
    assert!(matches!(told.recv().unwrap(), Report::Settled { .. }));
}

#[test]
fn a_step_that_does_not_fit_is_kept_aside_and_told() {
    let files = Faulty::default();
    let ws = open(&files);
    opened(&ws);
    let (saver, _told) = started(&ws);
    saver.append(&desk(), add(1));
    saver.append(&desk(), add(1));
    assert!(saver.flush().is_err());
    assert!(saver.flush().is_ok(), "it does not block what follows");
    assert!(files.paths().iter().any(|p| p.contains("backups/misfit")));
}

#[test]
fn a_read_only_window_says_so_instead_of_saving() {
    let files = Faulty::default();
    let _first = open(&files);
    let second = open(&files);
    second.open_desk(&desk(), &start());
    let (saver, _told) = started(&second);
    saver.append(&desk(), add(1));
    assert!(saver.flush().unwrap_err().what.contains("read-only"));
}
