//! Times what a student feels: the first screen, a key, a frame, an edit, doing nothing.
//!
//! `cargo bench --bench lab` prints one table. The first part runs the program in a pseudo
//! terminal, the second calls the same code in this process. Limits are those of the design; the
//! table says which hold on this machine. It is a bench, not a test: nothing fails here.
#![allow(clippy::print_stdout, reason = "a bench prints its table")]
#![allow(clippy::unwrap_used, reason = "a bench that cannot go on stops")]

#[path = "../tests/pty/terminal.rs"]
mod terminal;

use std::{
    collections::BTreeSet,
    fs,
    hint::black_box,
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use archlab::{
    content::{self, Pack},
    diagram::route::route,
    domain::{
        board::Board,
        edit::{Edit, History, Step, compose},
        grid::{Area, Cell},
    },
    review,
    store::Desk,
    tui::{
        app::App,
        model::{Model, OpenDesk},
    },
};
use ratatui::{buffer::Buffer, layout::Rect};
use terminal::Terminal;

fn main() {
    println!("{:<58} {:>10} {:>10} {:>10}   limit", "what", "p50", "p99", "max");
    start();
    keys();
    idle();
    playing();
    let pack = Arc::new(content::default_pack().pack);
    let board = many(&pack, 100, 14);
    frames(&pack, &board);
    edits(&pack, &board);
    routing(&pack);
    reading();
}

fn row(what: &str, mut times: Vec<Duration>, limit: &str) {
    times.sort();
    let at = |p: usize| times[(times.len() * p / 100).min(times.len() - 1)];
    let ms = |d: Duration| format!("{:.2} ms", d.as_secs_f64() * 1000.0);
    println!("{what:<58} {:>10} {:>10} {:>10}   {limit}", ms(at(50)), ms(at(99)), ms(times[times.len() - 1]));
}

fn start() {
    let ws = tempfile::tempdir().unwrap_or_else(|e| panic!("no folder: {e}"));
    let times = (0..25)
        .map(|_| {
            let begin = Instant::now();
            let mut t = Terminal::lab((120, 36), ws.path());
            t.wait("the settled map", |s| s.contains("Finding your way") && s.contains("saved") && s.contains("quit"));
            let took = begin.elapsed();
            t.press("q");
            drop(t.left());
            took
        })
        .collect();
    row("process start to settled first screen, 120x36", times, "p50 <= 15 ms");
}

fn keys() {
    let ws = tempfile::tempdir().unwrap_or_else(|e| panic!("no folder: {e}"));
    let mut t = Terminal::lab((120, 36), ws.path());
    t.see("Reading an architecture diagram");
    let mut times = Vec::new();
    for i in 0..400 {
        let (key, seen) = if i % 2 == 0 { ("Down", "Finding your way") } else { ("Up", "The three qualities") };
        let begin = Instant::now();
        t.press(key);
        // The pane at the bottom names the selected lesson on its border.
        t.wait(seen, |s| s.lines().any(|l| l.contains("not begun") && l.contains(seen)));
        times.push(begin.elapsed());
    }
    row("key to painted answer on the map (through a pty)", times, "p50 <= 1 ms, p99 <= 3 ms");
    t.press("q");
    drop(t.left());
}

/// Processor ticks a process has used, user and system.
fn ticks(pid: u32) -> Option<u64> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let rest = stat.rsplit_once(')')?.1;
    let fields: Vec<&str> = rest.split_whitespace().collect();
    Some(fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?)
}

fn memory_kb(pid: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    status.lines().find(|l| l.starts_with("VmRSS"))?.split_whitespace().nth(1)?.parse().ok()
}

fn idle() {
    let ws = tempfile::tempdir().unwrap_or_else(|e| panic!("no folder: {e}"));
    let t = Terminal::lab((120, 36), ws.path());
    t.see("Lessons");
    let Some(pid) = t.pid() else { return };
    if !Path::new("/proc").exists() {
        return;
    }
    // Let the loader and the saver settle, then watch.
    std::thread::sleep(Duration::from_secs(3));
    let before = ticks(pid).unwrap_or(0);
    std::thread::sleep(Duration::from_secs(5));
    let used = ticks(pid).unwrap_or(0) - before;
    println!("{:<58} {used:>10} {:>10} {:>10}   0", "idle for five seconds, processor ticks of 10 ms", "", "");
    let kb = memory_kb(pid).unwrap_or(0);
    println!("{:<58} {:>10} {:>10} {:>10}   <= 20 MB", "resident memory with the course loaded, MB", kb / 1000, "", "");
}

/// A run of the first contract's board as it plays by itself: how often the picture changes, and
/// what it costs.
fn playing() {
    for size in [(80, 24), (120, 36), (200, 50)] {
        let ws = tempfile::tempdir().unwrap_or_else(|e| panic!("no folder: {e}"));
        let mut t = at_the_run(size, ws.path());
        t.press("Enter");
        t.see("report 1");
        let Some(pid) = t.pid() else { return };
        let (begin, before) = (Instant::now(), ticks(pid).unwrap_or(0));
        let (mut frames, mut last) = (0u32, String::new());
        while begin.elapsed() < Duration::from_secs(5) {
            let screen = t.wait("anything", |_| true);
            if screen != last {
                (frames, last) = (frames + 1, screen);
            }
            std::thread::sleep(Duration::from_millis(4));
        }
        let took = begin.elapsed().as_secs_f64();
        let share = (ticks(pid).unwrap_or(0) - before) as f64 / took;
        let what = format!("a run that plays, {}x{}: pictures a second, % of a core", size.0, size.1);
        println!("{what:<58} {:>10.1} {share:>9.1}% {:>10}   30, <= 15 %", f64::from(frames) / took, "");
        t.press("Ctrl-Q");
        drop(t.left());
    }
}

/// Opens the first contract with a finished board on its desk, at the run.
fn at_the_run(size: (u16, u16), workspace: &Path) -> Terminal {
    let pack = content::default_pack().pack;
    let scenario = &pack.scenarios[0];
    let mut board = scenario.design("function-chain").unwrap().board.clone();
    board.name.clone_from(&scenario.drawing);
    let home = workspace.join(scenario.id.as_str());
    fs::create_dir_all(&home).unwrap();
    fs::write(home.join(format!("{}.board.toml", scenario.drawing)), content::board::write(&board, None)).unwrap();
    let mut t = Terminal::lab(size, workspace);
    t.see("Lessons");
    t.press("Tab Enter");
    t.see("to the board");
    t.press("F7");
    t.see("Press Enter to run this board");
    t
}

/// A board with half as many links again as nodes, inside zones; the links lead all over it.
fn many(pack: &Pack, count: usize, width: usize) -> Board {
    let kinds = ["lambda", "sqs_standard", "s3", "sns_standard", "dynamodb"];
    let mut board = Board::named("many");
    for i in 0..count {
        let component = pack.catalogue.components().iter().find(|c| c.id.as_str() == kinds[i % kinds.len()]);
        let cell = Cell::new((i % width) as i32, (i / width) as i32);
        if let Some(edit) = component.and_then(|c| compose::add(&board, c, cell).ok()) {
            board.apply(&edit);
        }
    }
    let ids: Vec<_> = board.nodes.values().map(|n| (n.at, n.id.clone())).collect();
    for i in 0..count * 3 / 2 {
        let far = 1 + (i % 5) * width + (i / count) * (2 * width + 1);
        let (from, to) = (&ids[(i * 7) % count].1, &ids[(i * 7 + far) % count].1);
        if let Ok(edit) = compose::connect(&board, &pack.catalogue, from, to) {
            board.apply(&edit);
        }
    }
    for area in [(0, 0, 14, 8), (1, 1, 6, 6), (8, 1, 5, 6), (2, 2, 3, 3)] {
        if let Ok(edit) = compose::add_zone(&board, archlab::domain::board::ZoneKind::Vpc, "", Area::from(area)) {
            board.apply(&edit);
        }
    }
    board
}

fn app_on(pack: &Arc<Pack>, board: &Board, size: (u16, u16)) -> App {
    let id = pack.scenarios[0].id.clone();
    let mut model = Model { heads: pack.heads(), pack: Some(Arc::clone(pack)), size, ..Model::default() };
    "2026-01-01T00:00:00Z".clone_into(&mut model.now);
    let mut app = App::new(model);
    app.go(archlab::domain::progress::Place::Contract(id.clone(), archlab::domain::attempt::Stage::Build));
    app.model.effects.clear();
    app.model.attempt = Some(archlab::domain::attempt::Attempt::new(id.clone()));
    app.model.desk = Some(OpenDesk {
        key: Desk::Contract(id),
        history: History::starting_at(board.clone()),
        steps: 0,
        opened_at: 0,
        kept: 0,
        review: archlab::domain::verdict::Review::default(),
        routes: Arc::default(),
    });
    app.model.reconsider();
    app.settle();
    app
}

fn frames(pack: &Arc<Pack>, board: &Board) {
    let app = app_on(pack, board, (200, 50));
    let area = Rect::new(0, 0, 200, 50);
    let mut buf = Buffer::empty(area);
    let times = (0..400)
        .map(|_| {
            let begin = Instant::now();
            buf.reset();
            app.draw(area, black_box(&mut buf));
            begin.elapsed()
        })
        .collect();
    row("a frame of a board of 100 nodes, 150 links, 200x50", times, "<= 1 ms");
}

fn edits(pack: &Arc<Pack>, board: &Board) {
    let Some(node) = board.nodes.values().find(|n| n.at == Cell::new(5, 6)).map(|n| n.id.clone()) else { return };
    let size = format!("{} nodes, {} links", board.nodes.len(), board.links.len());
    let times = chain(app_on(pack, board, (200, 50)), |b, i| compose::relabel(b, &node, &format!("Step {i}")).ok());
    row(&format!("a label: review and picture, {size}"), times, "<= 5 ms");
    let moved = BTreeSet::from([node]);
    let times = chain(app_on(pack, board, (200, 50)), |b, i| {
        compose::shift_nodes(b, &moved, 0, if i % 2 == 0 { 1 } else { -1 }).ok()
    });
    row(&format!("a move: review, routes and picture, {size}"), times, "p50 <= 4 ms, p99 <= 5 ms");
    let scenario = pack.scenarios.first();
    let times = timed(200, || drop(black_box(review::review(board, &pack.catalogue, scenario, false))));
    row("  of which the review", times, "");
    row("  of which routing", timed(200, || drop(black_box(route(board)))), "");
}

/// Times edits from the key to the picture they leave.
fn chain(mut app: App, edit: impl Fn(&Board, usize) -> Option<Edit>) -> Vec<Duration> {
    let step = |i| {
        let edit = edit(app.model.board()?, i)?;
        let begin = Instant::now();
        app.model.take(Step::Do(edit));
        app.settle();
        Some(begin.elapsed())
    };
    (0..400).filter_map(step).collect()
}

fn timed(rounds: usize, mut run: impl FnMut()) -> Vec<Duration> {
    let once = |_| {
        let begin = Instant::now();
        run();
        begin.elapsed()
    };
    (0..rounds).map(once).collect()
}

fn routing(pack: &Pack) {
    for (count, width, rounds) in [(300, 24, 20), (1_000, 44, 5)] {
        let board = many(pack, count, width);
        let what = format!("routing of {count} nodes, {} links", board.links.len());
        row(&what, timed(rounds, || drop(black_box(route(&board)))), "");
    }
}

fn reading() {
    let times = (0..50)
        .map(|_| {
            let begin = Instant::now();
            black_box(content::default_heads());
            begin.elapsed()
        })
        .collect();
    row("titles of the course, read before the first screen", times, "<= 1 ms");
    let times = (0..20)
        .map(|_| {
            let begin = Instant::now();
            black_box(content::default_pack());
            begin.elapsed()
        })
        .collect();
    row("the whole course, read behind the first screen", times, "");
}
