//! Kills a process that is saving, again and again, and looks at what it left behind.
//!
//! The child is this very test binary, started again with a folder to work in. It edits by a fixed
//! script and prints what the saver reports as saved. `ARCHLAB_KILL_ROUNDS` sets how often.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::{
    env, fs,
    io::{BufRead, BufReader},
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use archlab::{
    domain::{
        attempt::Attempt,
        board::{Board, Node},
        edit::{Change, Edit, History, Step, Swap, compose},
        grid::Cell,
    },
    store::{Desk, Report, Saver, Workspace},
};

const CHILD: &str = "ARCHLAB_KILL_FOLDER";
/// So many rounds share a workspace before the next one begins.
const ROUNDS_PER_WORKSPACE: u64 = 20;

fn desk() -> Desk {
    Desk::Contract("high-fashion".into())
}

fn start() -> Board {
    Board { scenario: Some("high-fashion".into()), ..Board::named("report") }
}

/// A small generator of numbers, so that a failing round can be run again.
fn mix(seed: u64) -> u64 {
    let mut z = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// The step that leads from one revision to the next: the same in parent and child.
fn step(history: &History, revision: u64) -> Step {
    let board = history.board();
    match mix(revision) % 10 {
        0 if history.undoable().is_some() => Step::Undo,
        1 if history.redoable().is_some() => Step::Redo,
        2 => Step::Do(compose::rename_board(board, &format!("plan {}", mix(revision) % 7))),
        3 if !board.nodes.is_empty() => {
            let ids = board.nodes.keys().take(2).map(ToString::to_string).collect();
            Step::Do(compose::explain(board, &ids, &format!("because {revision}\nit must"), &[].into()))
        }
        _ => {
            let number = i32::try_from(revision).unwrap();
            let node = Node {
                id: format!("n{revision}").as_str().into(),
                component: "lambda".into(),
                label: format!("Step {revision}"),
                at: Cell::new(number % 400, number / 400),
                job: None,
                settings: [].into(),
            };
            Step::Do(Edit { what: "add".to_owned(), changes: vec![Change::Node(Swap { was: None, is: Some(node) })] })
        }
    }
}

/// Not a test of its own: what the killed process does.
#[test]
fn child() {
    let Ok(folder) = env::var(CHILD) else { return };
    let ws = Workspace::open(folder).unwrap();
    let found = ws.open_desk(&desk(), &start()).value;
    let (mut history, mut revision) = (found.history, found.revision);
    let saver = Saver::start(ws.clone(), |report| match report {
        Report::Saved { revision, .. } => println!("\nsaved {revision}"),
        Report::Settled { .. } => {}
        Report::Failed(failure) => println!("\nfailed {failure:?}"),
    });
    loop {
        let next = step(&history, revision);
        assert!(history.take(&next));
        revision += 1;
        saver.append(&desk(), next);
        if revision.is_multiple_of(5) {
            let mut attempt = Attempt::new("high-fashion".into());
            attempt.taken_at = revision.to_string();
            saver.attempt(attempt);
            saver.snapshot(&desk());
            saver.flush().unwrap();
            let name = &history.board().name;
            ws.write_diagram(&desk(), name, format!("<mxfile revision='{revision}'/>").as_bytes()).unwrap();
            println!("\ntalk {revision}");
        }
    }
}

/// What the child had printed when it died.
#[derive(Default)]
struct Told {
    saved: u64,
    talk: u64,
}

fn run_and_kill(folder: &Path, seed: u64) -> Told {
    let mut child = Command::new(env::current_exe().unwrap())
        .args(["--exact", "child", "--nocapture", "--test-threads=1"])
        .env(CHILD, folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut told = Told::default();
    let mut listen = |line: &str| match line.split_once(' ') {
        Some(("saved", n)) => told.saved = n.parse().unwrap(),
        Some(("talk", n)) => told.talk = n.parse().unwrap(),
        Some(("failed", why)) => panic!("seed {seed}: the child could not save: {why}"),
        _ => {}
    };
    for _ in 0..mix(seed) % 40 {
        listen(&lines.next().expect("the child goes on until it is killed").unwrap());
    }
    let end = Instant::now() + Duration::from_micros(mix(seed ^ 1) % 4000);
    while Instant::now() < end {
        std::hint::spin_loop();
    }
    child.kill().unwrap();
    child.wait().unwrap();
    lines.for_each(|line| listen(&line.unwrap()));
    told
}

#[test]
fn what_was_reported_as_saved_survives_being_killed_at_any_time() {
    let rounds = env::var("ARCHLAB_KILL_ROUNDS").ok().and_then(|n| n.parse().ok()).unwrap_or(40);
    let mut folder = tempfile::tempdir().unwrap();
    let mut expected = (History::starting_at(start()), 0);
    let (mut total, mut talk) = (0, 0);
    for round in 0..rounds {
        if round % ROUNDS_PER_WORKSPACE == 0 {
            folder = tempfile::tempdir().unwrap();
            expected = (History::starting_at(start()), 0);
            talk = 0;
        }
        let told = run_and_kill(folder.path(), round);
        talk = talk.max(told.talk);
        total += told.saved.saturating_sub(expected.1);
        look_at(folder.path(), &told, talk, &mut expected, round);
    }
    assert!(total > rounds, "hardly anything was saved: {total} steps in {rounds} rounds");
}

fn look_at(folder: &Path, told: &Told, talk: u64, (history, revision): &mut (History, u64), round: u64) {
    let ws = Workspace::open(folder).unwrap();
    assert!(!ws.is_read_only(), "round {round}: the lock of a killed process is free");
    let read = ws.open_desk(&desk(), &start());
    assert!(read.notices.is_empty(), "round {round}: {:?}", read.notices);
    assert!(read.value.revision >= told.saved, "round {round}: {} of {}", read.value.revision, told.saved);
    while *revision < read.value.revision {
        assert!(history.take(&step(history, *revision)));
        *revision += 1;
    }
    assert_eq!((&*history, *revision), (&read.value.history, read.value.revision), "round {round}");
    let attempt = ws.attempt(&"high-fashion".into());
    assert!(attempt.notices.is_empty(), "round {round}: {:?}", attempt.notices);
    assert!(attempt.value.taken_at.parse().unwrap_or(0) >= talk, "round {round}: attempt");
    every_file_is_readable(&folder.join("high-fashion"), round);
}

fn every_file_is_readable(folder: &Path, round: u64) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        let text = fs::read_to_string(&path).unwrap();
        if name.starts_with('.') {
            continue; // a temporary file that never got its name
        }
        match path.extension().and_then(|e| e.to_str()) {
            Some("toml") => drop(text.parse::<toml::Table>().unwrap_or_else(|e| panic!("round {round}, {name}: {e}"))),
            Some("drawio") => assert!(text.ends_with("/>"), "round {round}, {name}"),
            _ => {}
        }
    }
}
