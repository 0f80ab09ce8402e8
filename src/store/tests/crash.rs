use std::path::Path;

use super::*;
use crate::{
    domain::attempt::Attempt,
    store::{DiagramWrite, faulty::Moment, files::Files as _},
};

/// What was acknowledged before the crash, and what may have been in flight.
struct Told {
    board: History,
    revision: u64,
    next: Option<Step>,
    talk: String,
    next_talk: String,
    drawn: usize,
}

impl Told {
    fn new() -> Self {
        let board = History::starting_at(start());
        Self { board, revision: 0, next: None, talk: String::new(), next_talk: String::new(), drawn: 0 }
    }

    fn step(&mut self, ws: &Workspace, step: &Step) -> Option<()> {
        self.next = Some(step.clone());
        let revision = ws.append(&desk(), step).ok()?;
        assert!(self.board.take(step));
        self.revision += 1;
        assert_eq!(self.revision, revision);
        self.next = None;
        Some(())
    }

    fn talk(&mut self, ws: &Workspace, text: &str) -> Option<()> {
        text.clone_into(&mut self.next_talk);
        let mut attempt = Attempt::new("high-fashion".into());
        text.clone_into(&mut attempt.taken_at);
        ws.save_attempt(&attempt).ok()?;
        text.clone_into(&mut self.talk);
        Some(())
    }

    fn draw(&mut self, ws: &Workspace) -> Option<()> {
        let name = self.board.board().name.clone();
        let bytes = format!("<mxfile drawn='{}'/>", self.drawn);
        let written = ws.write_diagram(&desk(), &name, bytes.as_bytes()).ok()?;
        assert!(matches!(written, DiagramWrite::Written(_)), "our own file is never taken for a stranger's");
        self.drawn += 1;
        Some(())
    }
}

/// A session with a bit of everything; stops at the first failure, as a crash would.
fn session(files: &Faulty, told: &mut Told) -> Option<()> {
    let ws = Workspace::open_with(Box::new(files.clone()), PathBuf::from("w")).ok()?;
    ws.open_desk(&desk(), &start());
    for number in 1..4 {
        told.step(&ws, &add(number))?;
    }
    told.talk(&ws, "one")?;
    told.draw(&ws)?;
    ws.snapshot(&desk()).ok()?;
    told.step(&ws, &name(&told.board, "Second name"))?;
    told.draw(&ws)?;
    told.step(&ws, &Step::Undo)?;
    told.step(&ws, &Step::Redo)?;
    told.talk(&ws, "two")?;
    ws.snapshot(&desk()).ok()?;
    drop(ws);
    let ws = Workspace::open_with(Box::new(files.clone()), PathBuf::from("w")).ok()?;
    let found = ws.open_desk(&desk(), &start());
    files.exists(Path::new("w")).then_some(())?;
    if found.value.revision != told.revision {
        return None;
    }
    told.step(&ws, &add(9))?;
    told.draw(&ws)?;
    told.step(&ws, &Step::Undo)?;
    ws.snapshot(&desk()).ok()?;
    told.talk(&ws, "three")
}

#[test]
fn a_crash_anywhere_loses_nothing_that_was_called_saved() {
    let whole = Faulty::default();
    session(&whole, &mut Told::new()).expect("runs through without a crash");
    let operations = whole.operations();
    assert!(operations > 60, "only {operations} operations");
    for operation in 0..operations {
        for moment in [Moment::Before, Moment::Within, Moment::After] {
            for power_cut in [false, true] {
                let case = format!("operation {operation}, {moment:?}, power cut {power_cut}");
                let files = Faulty::default();
                let mut told = Told::new();
                files.crash_at(operation, moment);
                assert!(session(&files, &mut told).is_none(), "{case}: did not crash");
                files.restart(power_cut);
                afterwards(&files, told, &case);
            }
        }
    }
}

fn afterwards(files: &Faulty, mut told: Told, case: &str) {
    let ws = open(files);
    let read = ws.open_desk(&desk(), &start());
    assert!(read.notices.is_empty(), "{case}: {:?}", read.notices);
    if read.value.revision == told.revision + 1 {
        assert!(told.board.take(&told.next.take().expect("something was in flight")), "{case}");
        told.revision += 1;
    }
    assert_eq!(told.revision, read.value.revision, "{case}");
    assert_eq!(told.board, read.value.history, "{case}");
    let attempt = ws.attempt(&"high-fashion".into());
    assert!(attempt.notices.is_empty(), "{case}: {:?}", attempt.notices);
    assert!([&told.talk, &told.next_talk].contains(&&attempt.value.taken_at), "{case}: {}", attempt.value.taken_at);
    let name = crate::store::stem(&told.board.board().name);
    for file in files.list(Path::new("w/high-fashion")).unwrap() {
        let named = file.starts_with(&name) || file.starts_with("attempt.") || file.starts_with('.');
        assert!(named, "{case}: {file} was left behind");
    }
    told.next = None;
    told.draw(&ws).unwrap_or_else(|| panic!("{case}: diagram"));
    told.step(&ws, &add(77)).unwrap_or_else(|| panic!("{case}: goes on"));
    drop(ws);
    assert_eq!(told.board, open(files).open_desk(&desk(), &start()).value.history, "{case}: after going on");
}
