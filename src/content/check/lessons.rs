//! Lessons: every task can be judged, hinted at and shown solved.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Looker,
    boards::{self, Against},
    names, practice,
};
use crate::{
    content::{
        board,
        doc::Doc,
        explain::Fragment,
        lesson::{self, Piece, Pieces},
        pack::{BENCHES, bench_name, lesson_files},
        problem::Problem,
        scenario::{BOARD_ENDING, board_name},
    },
    domain::{
        lesson::{LessonHead, Task},
        practice::Shows,
    },
};

/// Checks every lesson and its boards.
pub(super) fn check(looker: &Looker<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut seen = Seen::default();
    for file in lesson_files(looker.source) {
        let Some(text) = looker.source.read(&file) else { continue };
        let Ok(pieces) = lesson::cut(&file, &text) else { continue };
        problems.extend(check_lesson(looker, &pieces, &mut seen));
    }
    for file in looker.source.list(BENCHES).iter().filter(|f| bench_name(f).is_some()) {
        problems.extend(looker.with_doc(file, |doc| practice::check_bench(looker, file, doc)));
    }
    for file in looker.source.list("lessons/boards").iter().filter(|f| board_name(f).is_some()) {
        problems.extend(looker.with_doc(file, |doc| check_board(looker, file, doc)));
    }
    problems
}

/// Ids and places in the course that are taken, with the file that took them.
#[derive(Default)]
struct Seen {
    ids: BTreeMap<String, String>,
    orders: BTreeMap<u32, String>,
}

fn check_lesson(looker: &Looker<'_>, pieces: &Pieces<'_>, seen: &mut Seen) -> Vec<Problem> {
    let mut problems = Vec::new();
    if let (Some(doc), Ok(head)) = (Doc::of(pieces.head), toml::from_str::<LessonHead>(pieces.head.text())) {
        problems.extend(names::check(&doc, looker.known));
        problems.extend(check_head(looker, &doc, &head));
        problems.extend(taken(&doc, &head, pieces.head.file, seen));
    }
    let mut ids = BTreeSet::new();
    for piece in &pieces.body {
        if let Piece::Shows(fragment) = piece {
            problems.extend(check_shows(looker, *fragment, pieces));
        }
        let Piece::Task(fragment) = piece else { continue };
        let (Some(doc), Ok(task)) = (Doc::of(*fragment), toml::from_str::<Task>(fragment.text())) else { continue };
        problems.extend(names::check(&doc, looker.known));
        problems.extend(check_task(looker, &doc, &task));
        if !ids.insert(task.id.clone()) {
            problems.push(doc.problem("id", format!("the lesson already has a task `{}`", task.id)));
        }
    }
    problems
}

/// A sentence that runs show to be true must stand in the lesson, word for word.
fn check_shows(looker: &Looker<'_>, fragment: Fragment<'_>, pieces: &Pieces<'_>) -> Vec<Problem> {
    let (Some(doc), Ok(shows)) = (Doc::of(fragment), toml::from_str::<Shows>(fragment.text())) else {
        return Vec::new();
    };
    let mut problems = names::check(&doc, looker.known);
    problems.extend(missing_board(looker, &doc, "board", &shows.board));
    problems.extend(shows.run.iter().flat_map(|run| practice::check(looker, &doc, run)));
    if shows.run.is_none() && shows.finding.is_none() {
        problems.push(doc.problem("says", "nothing shows this").hint("Add `run` or `finding`."));
    }
    if !pieces.says(&shows.says) {
        let problem = doc.problem("says", "this sentence does not stand in the lesson");
        problems.push(problem.hint("Copy it from the text or a task, word for word; line breaks do not matter."));
    }
    problems
}

fn check_head(looker: &Looker<'_>, doc: &Doc<'_>, head: &LessonHead) -> Vec<Problem> {
    let mut problems = Vec::new();
    problems.extend(head.board.as_ref().and_then(|name| missing_board(looker, doc, "board", name)));
    if head.before.as_ref().is_some_and(|id| looker.pack.scenario(id.as_str()).is_none()) {
        problems.push(doc.problem("before", "there is no such scenario in this pack").warning());
    }
    problems
}

fn taken(doc: &Doc<'_>, head: &LessonHead, file: &str, seen: &mut Seen) -> Vec<Problem> {
    let mut problems = Vec::new();
    if let Some(other) = seen.ids.insert(head.id.to_string(), file.to_owned()) {
        problems.push(doc.problem("id", format!("{other} has the same id")));
    }
    if let Some(other) = seen.orders.insert(head.order, file.to_owned()) {
        problems.push(doc.problem("order", format!("{other} has the same place in the course")).warning());
    }
    problems
}

fn missing_board(looker: &Looker<'_>, doc: &Doc<'_>, key: &str, name: &str) -> Option<Problem> {
    let path = format!("lessons/boards/{name}{BOARD_ENDING}");
    let found = looker.source.read(&path).is_some();
    (!found).then(|| {
        doc.problem(key, format!("there is no board `{name}`"))
            .hint(format!("Add {path}; write the name here without folder and ending."))
    })
}

fn check_task(looker: &Looker<'_>, doc: &Doc<'_>, task: &Task) -> Vec<Problem> {
    let mut problems = check_choose(doc, task);
    let on_board = task.check.is_some() || task.renamed.is_some();
    let judged = on_board || task.named.is_some() || !task.did.is_empty() || task.run.is_some();
    problems.extend(task.run.iter().flat_map(|run| practice::check(looker, doc, run)));
    if !judged && task.point.is_none() && task.choose.is_none() {
        problems.push(
            doc.problem("id", "nothing says when this task is done")
                .hint("Add `check`, `named`, `renamed`, `did`, `point`, `choose` or `run`."),
        );
    }
    problems.extend(task.start.as_ref().and_then(|name| missing_board(looker, doc, "start", name)));
    match &task.solution {
        Some(name) => problems.extend(missing_board(looker, doc, "solution", name)),
        None if on_board => problems.push(
            doc.problem("id", "the task checks the board but has no solution to load")
                .hint("Add `solution` with the name of a board in lessons/boards."),
        ),
        None => {}
    }
    let empty = (0..task.hints.len()).filter(|i| task.hints[*i].trim().is_empty());
    problems.extend(empty.map(|i| doc.problem(&format!("hints.{i}"), "this hint is empty")));
    problems
}

fn check_choose(doc: &Doc<'_>, task: &Task) -> Vec<Problem> {
    let Some(choose) = &task.choose else { return Vec::new() };
    let mut problems = Vec::new();
    if choose.options.len() < 2 {
        problems.push(doc.problem("choose.options", "a choice needs at least two options"));
    }
    if choose.right >= choose.options.len() {
        problems.push(
            doc.problem("choose.right", format!("there is no option {}", choose.right)).hint("Options count from 0."),
        );
    }
    if choose.because.len() != choose.options.len() {
        let (has, wants) = (choose.because.len(), choose.options.len());
        problems.push(
            doc.problem("choose.because", format!("{has} reasons for {wants} options"))
                .hint("Give one reason per option, in the same order."),
        );
    }
    problems
}

fn check_board(looker: &Looker<'_>, file: &str, doc: &Doc<'_>) -> Vec<Problem> {
    let text = looker.source.read(file).unwrap_or_default();
    let Ok((board, _)) = board::read(&text) else { return Vec::new() };
    let catalogue = &looker.pack.catalogue;
    boards::check(doc, &Against { board: &board, catalogue, scenario: None, known: looker.known })
}
