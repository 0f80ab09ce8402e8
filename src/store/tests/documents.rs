use super::*;
use crate::{
    domain::{
        attempt::{Asked, Attempt, Stage, Student},
        progress::{Place, Progress},
        scenario::Quality,
    },
    store::{StoreError, faulty::Faulty},
};

const FILE: &str = "w/high-fashion/attempt.toml";

fn attempt(word: &str) -> Attempt {
    let mut attempt = Attempt::new("high-fashion".into());
    attempt.taken_at = word.to_owned();
    attempt.students.push(Student { name: "Ada \"L\"".to_owned(), id: String::new() });
    attempt.qualities.insert(Quality::Velocity, "two\nlines".to_owned());
    attempt.asked.push(Asked { at: "t".into(), text: "why".into(), revealed: None, reply: "so".into() });
    attempt.changed_at = Some("2026-11-22T00:00:00Z".to_owned());
    attempt
}

#[test]
fn documents_come_back_as_they_were_saved() {
    let files = Faulty::default();
    let ws = open(&files);
    let mut progress = Progress { schema: 1, ..Progress::default() };
    progress.place = Place::Contract("high-fashion".into(), Stage::Client);
    progress.lessons.entry("one".into()).or_default().cursor = Some(Cell::new(3, 4));
    let mut settings = ws.settings().value;
    settings.theme = "mono".to_owned();
    ws.save_attempt(&attempt("a")).unwrap();
    ws.save_progress(&progress).unwrap();
    ws.save_settings(&settings).unwrap();
    drop(ws);
    let ws = open(&files);
    assert_eq!(attempt("a"), ws.attempt(&"high-fashion".into()).value);
    assert_eq!(progress, ws.progress().value);
    assert_eq!(settings, ws.settings().value);
}

#[test]
fn the_version_before_is_kept_and_stands_in_for_one_that_cannot_be_read() {
    let files = Faulty::default();
    let ws = open(&files);
    ws.save_attempt(&attempt("first")).unwrap();
    ws.save_attempt(&attempt("second")).unwrap();
    drop(ws);
    let broken = files.text(FILE).replace("stage = ", "stage ");
    files.set_text(FILE, &broken);

    let ws = open(&files);
    let read = ws.attempt(&"high-fashion".into());
    assert_eq!("first", read.value.taken_at);
    let notice = &read.notices[0];
    assert_eq!(Some(4), notice.at.map(|(line, _)| line), "{notice}");
    assert_eq!(broken, files.text(&format!("w/{}", notice.aside.as_ref().unwrap().display())));

    ws.save_attempt(&attempt("third")).unwrap();
    assert_eq!(broken, files.text(FILE), "never overwritten");
    drop(ws);
    let ws = open(&files);
    assert_eq!("third", ws.attempt(&"high-fashion".into()).value.taken_at, "saves went beside it");
    drop(ws);

    files.set_text(FILE, &broken.replace("stage ", "stage = "));
    let ws = open(&files);
    let read = ws.attempt(&"high-fashion".into());
    assert_eq!("second", read.value.taken_at, "corrected by hand, it counts again");
    assert!(read.notices[0].aside.is_some(), "what was saved meanwhile is kept");
    drop(ws);
    assert!(open(&files).attempt(&"high-fashion".into()).notices.is_empty());
}

#[test]
fn a_file_of_a_newer_program_is_never_overwritten() {
    let files = Faulty::default();
    let newer = "schema = 7\nsomething = \"new\"\n";
    files.set_text("w/settings.toml", newer);
    let ws = open(&files);
    let read = ws.settings();
    assert!(read.notices[0].message.contains("newer archlab"), "{}", read.notices[0]);
    ws.save_settings(&read.value).unwrap();
    assert_eq!(newer, files.text("w/settings.toml"));
    assert!(files.paths().contains(&"w/settings.rescue.toml".to_owned()));
}

#[test]
fn bytes_that_are_no_text_are_told_with_their_line() {
    let files = Faulty::default();
    let ws = open(&files);
    ws.save_attempt(&attempt("x")).unwrap();
    let mut bytes = files.text(FILE).into_bytes();
    bytes.insert(30, 0xff);
    crate::store::Files::write(&files, FILE.as_ref(), &bytes).unwrap();
    let read = open(&files).attempt(&"high-fashion".into());
    assert_eq!(Some((2, 1)), read.notices[0].at);
}

#[test]
fn a_change_from_outside_while_the_lab_is_open_is_kept_aside() {
    let files = Faulty::default();
    let ws = open(&files);
    ws.save_attempt(&attempt("mine")).unwrap();
    files.set_text(FILE, "schema = 1\n# theirs\n");
    ws.save_attempt(&attempt("mine again")).unwrap();
    let kept = files.paths().into_iter().find(|p| p.contains("changed-outside")).unwrap();
    assert!(files.text(&kept).contains("theirs"));
}

#[test]
fn the_second_window_reads_and_says_who_writes() {
    let files = Faulty::default();
    let first = open(&files);
    first.save_attempt(&attempt("a")).unwrap();
    let second = open(&files);
    assert!(second.is_read_only());
    assert!(second.lock_note().unwrap().contains("process"), "{:?}", second.lock_note());
    assert_eq!("a", second.attempt(&"high-fashion".into()).value.taken_at);
    assert!(second.open_desk(&desk(), &start()).value.read_only.is_some());
    assert!(matches!(second.append(&desk(), &add(1)), Err(StoreError::ReadOnly(_))));
    assert!(matches!(second.save_attempt(&attempt("b")), Err(StoreError::ReadOnly(_))));
    drop(first);
    assert!(!open(&files).is_read_only());
}

#[test]
fn a_folder_that_cannot_be_written_opens_read_only_and_says_why() {
    let files = Faulty::default();
    open(&files).save_attempt(&attempt("a")).unwrap();
    files.set_read_only(true);
    let ws = open(&files);
    assert!(ws.lock_note().unwrap().contains("read-only"), "{:?}", ws.lock_note());
    assert_eq!("a", ws.attempt(&"high-fashion".into()).value.taken_at);
    assert!(ws.save_attempt(&attempt("b")).is_err());
}

#[test]
fn a_full_disk_leaves_the_old_version_whole() {
    let files = Faulty::default();
    let ws = open(&files);
    ws.save_attempt(&attempt("old")).unwrap();
    files.set_space(Some(10));
    assert!(ws.save_attempt(&attempt("new")).unwrap_err().to_string().contains("disk is full"));
    assert_eq!("old", ws.attempt(&"high-fashion".into()).value.taken_at);
    files.set_space(None);
    ws.save_attempt(&attempt("new")).unwrap();
    assert_eq!("new", ws.attempt(&"high-fashion".into()).value.taken_at);
}
