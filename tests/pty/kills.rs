//! The real program, edited by a script of keys and killed at any moment.
//!
//! What the header calls saved has to be there afterwards; of what came later, the board may hold
//! as many edits as reached the disk, in order. `ARCHLAB_KILL_ROUNDS` sets how often. The disk is
//! looked at in a copy, so that it is the program that finds what the kill left.

use std::{
    collections::BTreeSet,
    env, fs,
    path::Path,
    time::{Duration, Instant},
};

use archlab::{
    content::{self, Pack},
    domain::{
        board::Board,
        edit::{History, Step, compose},
        grid::Cell,
        id::{NodeId, ScenarioId},
    },
    store::{Desk, Workspace},
};

use crate::{
    draw::Do,
    folder, paths,
    terminal::{Terminal, says_saved},
};

/// So many rounds share a workspace before the next one begins.
const ROUNDS_PER_WORKSPACE: u64 = 50;
/// The part of the board that is drawn on, columns and rows.
const FIELD: (i32, i32) = (6, 4);
const PARTS: [&str; 4] = ["lambda", "s3", "sqs_standard", "dynamodb"];

/// Edits, and the same edits as keys.
struct Script<'a> {
    pack: &'a Pack,
    start: Board,
    /// What is surely on disk.
    kept: (History, u64),
    /// What the screen has been sent since then.
    sent: Vec<Step>,
    history: History,
    cursor: Cell,
    seed: u64,
    /// How often a part, and how often the drawing, got a name.
    names: [u64; 2],
}

impl<'a> Script<'a> {
    fn new(pack: &'a Pack, seed: u64) -> Self {
        let scenario = &pack.scenarios[0];
        let start = Board { scenario: Some(scenario.id.clone()), ..Board::named(scenario.drawing.clone()) };
        let history = History::starting_at(start.clone());
        let kept = (history.clone(), 0);
        Self { pack, start, kept, sent: Vec::new(), history, cursor: Cell::new(0, 0), seed, names: [0, 0] }
    }

    fn roll(&mut self, sides: u64) -> u64 {
        self.seed = self.seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.seed;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % sides
    }

    fn board(&self) -> &Board {
        self.history.board()
    }

    fn cell(&mut self) -> Cell {
        let col = self.roll(FIELD.0.unsigned_abs().into());
        let row = self.roll(FIELD.1.unsigned_abs().into());
        Cell::new(i32::try_from(col).unwrap(), i32::try_from(row).unwrap())
    }

    fn free_cell(&mut self) -> Cell {
        loop {
            let cell = self.cell();
            if self.board().node_at(cell).is_none() {
                return cell;
            }
        }
    }

    fn node(&mut self) -> Option<(NodeId, Cell)> {
        let len = self.board().nodes.len() as u64;
        let n = if len == 0 { return None } else { self.roll(len) };
        self.board().nodes.values().nth(usize::try_from(n).unwrap()).map(|n| (n.id.clone(), n.at))
    }

    /// Returns a name that was not given for a while, to a part or to the drawing.
    fn name(&mut self, drawing: bool) -> String {
        let given = &mut self.names[usize::from(drawing)];
        *given += 1;
        format!("{} {}", if drawing { "plan" } else { "part" }, *given % 10)
    }

    fn go(&mut self, to: Cell) -> Do {
        let (dx, dy) = (to.col - self.cursor.col, to.row - self.cursor.row);
        self.cursor = to;
        let across = if dx < 0 { "h " } else { "l " }.repeat(dx.unsigned_abs() as usize);
        Do::Press(across + &if dy < 0 { "k " } else { "j " }.repeat(dy.unsigned_abs() as usize))
    }

    /// Takes a step in the mirror, if it would change anything.
    fn take(&mut self, step: Step) -> bool {
        let changes = !matches!(&step, Step::Do(edit) if edit.is_empty()) && self.history.take(&step);
        if changes {
            self.sent.push(step);
        }
        changes
    }

    /// Makes up an edit that can be made, and returns its keys.
    fn edit(&mut self) -> Vec<Do> {
        loop {
            let few = self.board().nodes.len() < 10;
            let keys = match self.roll(8) {
                0..=2 if few => self.add(),
                3 => self.rename(),
                4 => self.carry(),
                5 => self.link(),
                6 => self.delete(),
                7 => self.undo(),
                _ => None,
            };
            if let Some(keys) = keys {
                return keys;
            }
        }
    }

    fn add(&mut self) -> Option<Vec<Do>> {
        let part = PARTS[usize::try_from(self.roll(4)).unwrap()];
        let cell = self.free_cell();
        let component = self.pack.catalogue.get(&part.into())?;
        let edit = compose::add(self.board(), component, cell).ok()?;
        let name = component.name.clone();
        self.take(Step::Do(edit)).then(|| vec![self.go(cell), press("a"), Do::Type(name), press("Enter")])
    }

    fn rename(&mut self) -> Option<Vec<Do>> {
        let (id, at) = self.node()?;
        let name = self.name(false);
        let edit = compose::relabel(self.board(), &id, &name).ok()?;
        self.take(Step::Do(edit)).then(|| vec![self.go(at), press("r"), Do::Type(name), press("Enter")])
    }

    fn carry(&mut self) -> Option<Vec<Do>> {
        let (id, at) = self.node()?;
        let to = self.free_cell();
        let edit = compose::shift_nodes(self.board(), &[id].into(), to.col - at.col, to.row - at.row).ok()?;
        self.take(Step::Do(edit)).then(|| vec![self.go(at), press("m"), self.go(to), press("Enter")])
    }

    fn link(&mut self) -> Option<Vec<Do>> {
        let ((from, a), (to, b)) = (self.node()?, self.node()?);
        let edit = compose::connect(self.board(), &self.pack.catalogue, &from, &to).ok()?;
        self.take(Step::Do(edit)).then(|| vec![self.go(a), press("c"), self.go(b), press("Enter")])
    }

    fn delete(&mut self) -> Option<Vec<Do>> {
        let (id, at) = self.node()?;
        let edit = compose::remove(self.board(), &BTreeSet::from([id.to_string()]));
        self.take(Step::Do(edit)).then(|| vec![self.go(at), press("x")])
    }

    fn undo(&mut self) -> Option<Vec<Do>> {
        let before = self.board().nodes.clone();
        let taken = self.take(Step::Undo);
        // The cursor goes along with a node that is put back.
        let back = self.board().nodes.values().find(|n| before.get(&n.id).is_some_and(|was| was.at != n.at));
        self.cursor = back.map_or(self.cursor, |n| n.at);
        taken.then(|| vec![press("u")])
    }

    /// Names the drawing: the title on the screen then tells that everything before is done.
    fn mark(&mut self) -> Vec<Do> {
        let (name, cell) = (self.name(true), self.free_cell());
        let edit = compose::rename_board(self.board(), &name);
        assert!(self.take(Step::Do(edit)), "two names in a row differ");
        vec![self.go(cell), press("r"), Do::Type(name), press("Enter")]
    }

    fn revision(&self) -> u64 {
        self.kept.1 + self.sent.len() as u64
    }
}

fn press(keys: &str) -> Do {
    Do::Press(keys.to_owned())
}

fn send(t: &mut Terminal, keys: Vec<Do>) {
    for what in keys {
        match what {
            Do::Press(keys) => t.press(&keys),
            Do::Type(text) => t.type_text(&text),
        }
    }
}

/// Kills the program in the middle of its work, again and again.
#[expect(clippy::print_stdout, reason = "for those who run many rounds and want to know where they hit")]
pub fn rounds() {
    let rounds = env::var("ARCHLAB_KILL_ROUNDS").ok().and_then(|n| n.parse().ok()).unwrap_or(6);
    let pack = content::default_pack().pack;
    let (mut ws, mut script) = (folder(), Script::new(&pack, 0));
    // Kills after none, some and all of the edits that the screen had not yet called saved.
    let (mut none, mut some, mut all) = (0, 0, 0);
    for round in 0..rounds {
        if round > 0 && round % ROUNDS_PER_WORKSPACE == 0 {
            (ws, script) = (folder(), Script::new(&pack, round));
        }
        let mut t = open(ws.path(), &script);
        let sure = be_sure(&mut t, &mut script);
        go_on_and_die(t, &mut script);
        let sent = script.revision();
        look_at(ws.path(), &mut script, sure, round);
        match script.kept.1 {
            kept if kept == sent => all += 1,
            kept if kept == sure => none += 1,
            _ => some += 1,
        }
    }
    println!("{rounds} kills: {none} before, {some} amid and {all} after the edits not yet called saved");
    let mut t = open(ws.path(), &script);
    t.press("Ctrl-Q");
    assert_eq!(0, t.left().code);
}

fn title_is(screen: &str, name: &str) -> bool {
    screen.lines().nth(1).is_some_and(|l| l.contains(&format!(" {name} ")))
}

/// Whether nothing lies over the keys: the program has nothing to complain of.
fn is_content(screen: &str) -> bool {
    screen.lines().last().is_some_and(|l| l.contains("all actions"))
}

/// Opens the board as a student would after a crash.
fn open(folder: &Path, script: &Script) -> Terminal {
    let mut t = Terminal::lab((100, 30), folder);
    if script.kept.1 == 0 {
        paths::open_board(&mut t);
    } else {
        t.wait("the map without a complaint", |s| s.contains("You stopped in") && is_content(s));
        t.press("r");
    }
    let (name, first_time) = (&script.board().name, script.kept.1 == 0);
    // The first time it congratulates where the keys stand.
    t.wait("the board without a complaint", |s| title_is(s, name) && (first_time || is_content(s)));
    t.saved();
    t
}

/// Edits until the header says that all of it is saved. Returns how many steps that are.
fn be_sure(t: &mut Terminal, script: &mut Script) -> u64 {
    for _ in 0..=script.roll(3) {
        send(t, script.edit());
    }
    send(t, script.mark());
    let name = &script.board().name;
    t.wait("everything saved", |s| title_is(s, name) && says_saved(s));
    script.revision()
}

/// Goes on editing, nobody knows how far, and kills.
fn go_on_and_die(mut t: Terminal, script: &mut Script) {
    for _ in 0..script.roll(6) {
        send(&mut t, script.edit());
        if script.roll(5) == 0 {
            t.press("Ctrl-S");
        }
    }
    if script.roll(6) == 0 {
        t.press("Esc");
    }
    let end = Instant::now() + Duration::from_micros(script.roll(80_000));
    while Instant::now() < end {
        std::hint::spin_loop();
    }
    t.kill();
}

/// Compares what the kill left with what was saved, in a copy of the workspace.
fn look_at(folder: &Path, script: &mut Script, sure: u64, round: u64) {
    let copy = crate::folder();
    copy_files(folder, copy.path(), round);
    let id: ScenarioId = script.start.scenario.clone().unwrap();
    let ws = Workspace::open(copy.path()).unwrap();
    assert!(!ws.is_read_only(), "round {round}: the lock of a killed program is free");
    let read = ws.open_desk(&Desk::Contract(id.clone()), &script.start);
    let (attempt, progress, settings) = (ws.attempt(&id), ws.progress(), ws.settings());
    let notices = [read.notices, attempt.notices, progress.notices, settings.notices].concat();
    assert!(notices.is_empty(), "round {round}: {notices:?}");
    let found = read.value.revision;
    assert!((sure..=script.revision()).contains(&found), "round {round}: {found} of {sure} to {}", script.revision());
    let (mut history, before) = script.kept.clone();
    let arrived = usize::try_from(found - before).unwrap();
    script.sent.drain(..).take(arrived).for_each(|step| assert!(history.take(&step)));
    assert_eq!(history, read.value.history, "round {round}, revision {found}");
    script.history = history.clone();
    script.kept = (history, found);
    script.cursor = attempt.value.cursor;
}

/// Copies a folder, and looks at every file of it on the way.
fn copy_files(from: &Path, to: &Path, round: u64) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let (path, name) = entry.map(|e| (e.path(), e.file_name())).unwrap();
        if path.is_dir() {
            copy_files(&path, &to.join(name), round);
            continue;
        }
        let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("round {round}, {}: {e}", path.display()));
        // A name with a dot in front is a temporary file that never got its own.
        let is_temporary = name.to_string_lossy().starts_with('.');
        match path.extension().and_then(|e| e.to_str()) {
            Some("toml") if !is_temporary => {
                drop(text.parse::<toml::Table>().unwrap_or_else(|e| panic!("round {round}, {}: {e}", path.display())));
            }
            Some("drawio") if !is_temporary => assert!(text.trim_end().ends_with("</mxfile>"), "round {round}"),
            _ => {}
        }
        fs::write(to.join(name), text).unwrap();
    }
}
