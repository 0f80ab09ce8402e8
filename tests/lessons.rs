//! Proves the lessons of the default pack: every task can be done, none is done by itself.
//!
//! What the lessons say is for people to judge; this file checks what a program can.

use std::collections::{BTreeMap, BTreeSet};

use archlab::{
    content::board,
    domain::{
        board::Board,
        component::{Catalogue, CatalogueText, JobsText},
        flow::{Flow, ask::ask},
        lesson::{Lesson, LessonHead, Part, Task},
    },
};

/// The pane that lessons are read in is about this wide.
const COLUMNS: usize = 64;
/// The most lines of text before there is something to do.
const MOST_LINES: usize = 14;

fn root() -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("lessons")
}

fn read(path: &std::path::Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn catalogue() -> Catalogue {
    let text: CatalogueText = toml::from_str(include_str!("../scenarios/components.toml")).unwrap();
    Catalogue::new(text, JobsText::default())
}

fn boards() -> BTreeMap<String, Board> {
    let mut out = BTreeMap::new();
    for entry in std::fs::read_dir(root().join("boards")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().strip_suffix(".board.toml").unwrap().to_owned();
        let (board, _) = board::read(&read(&path)).unwrap_or_else(|e| panic!("{name}: {e}"));
        out.insert(name, board);
    }
    out
}

fn lessons() -> Vec<Lesson> {
    let boards = boards();
    let mut paths: Vec<_> = std::fs::read_dir(root()).unwrap().map(|e| e.unwrap().path()).collect();
    paths.retain(|p| p.extension().is_some_and(|e| e == "md"));
    paths.sort();
    paths.iter().map(|p| lesson(&read(p), &boards)).collect()
}

fn lesson(text: &str, boards: &BTreeMap<String, Board>) -> Lesson {
    let (head, mut rest) = text.strip_prefix("+++\n").unwrap().split_once("\n+++\n").unwrap();
    let head: LessonHead = toml::from_str(head).unwrap();
    let mut parts = Vec::new();
    while let Some((before, after)) = rest.split_once("```task\n") {
        let (task, after) = after.split_once("\n```\n").unwrap();
        parts.push(Part::Text(before.to_owned()));
        let mut task: Task = toml::from_str(task).unwrap_or_else(|e| panic!("{}: {e}", head.id));
        task.solved = task.solution.as_ref().map(|s| boards.get(s).unwrap_or_else(|| panic!("no board {s}")).clone());
        parts.push(Part::Task(Box::new(task)));
        rest = after;
    }
    parts.push(Part::Text(rest.to_owned()));
    let start = head.board.as_ref().map(|b| boards[b].clone()).unwrap_or_default();
    let board = Board { name: head.drawing.clone(), ..start };
    Lesson { head, parts, board }
}

/// Whether the drawing alone satisfies the task.
fn drawn(task: &Task, board: &Board) -> bool {
    let catalogue = catalogue();
    let flow = Flow::of(board, &catalogue, None);
    task.check.as_ref().is_none_or(|q| ask(&flow, q).holds) && task.named.as_ref().is_none_or(|n| *n == board.name)
}

/// Whether the task asks for something that a board alone cannot show.
fn asks_more(task: &Task) -> bool {
    !task.did.is_empty() || task.point.is_some() || task.choose.is_some()
}

/// Every task with the board it comes up on.
fn tasks(lesson: &Lesson) -> Vec<(&Task, Board)> {
    let mut board = lesson.board.clone();
    let mut out = Vec::new();
    for task in lesson.tasks() {
        if task.fresh {
            board = lesson.board.clone();
        }
        out.push((task, board.clone()));
        if let Some(solved) = &task.solved {
            board = solved.clone();
        }
    }
    out
}

#[test]
fn lessons_come_in_order_with_enough_to_do() {
    let lessons = lessons();
    let orders: Vec<u32> = lessons.iter().map(|l| l.head.order).collect();
    assert_eq!((1..=lessons.len() as u32).collect::<Vec<_>>(), orders);
    for l in &lessons {
        assert!(l.tasks().count() >= 4, "{}", l.head.id);
        assert!((8..=12).contains(&l.head.minutes), "{}", l.head.id);
        let ids: BTreeSet<&str> = l.tasks().map(|t| t.id.as_str()).collect();
        assert_eq!(ids.len(), l.tasks().count(), "{}: two tasks share an id", l.head.id);
    }
}

#[test]
fn every_solution_solves_its_task() {
    for l in &lessons() {
        for t in l.tasks() {
            let on_board = t.check.is_some() || t.named.is_some();
            assert_eq!(on_board, t.solved.is_some(), "{}/{}: a board check has a solution", l.head.id, t.id);
            if let Some(solved) = &t.solved {
                assert!(drawn(t, solved), "{}/{}: the solution does not pass", l.head.id, t.id);
            }
        }
    }
}

#[test]
fn nothing_is_done_before_it_is_done() {
    for l in &lessons() {
        for (t, board) in tasks(l) {
            assert!(asks_more(t) || !drawn(t, &l.board), "{}/{}: the untouched board passes", l.head.id, t.id);
            assert!(asks_more(t) || !drawn(t, &board), "{}/{}: done before it starts", l.head.id, t.id);
        }
    }
}

#[test]
fn what_is_pointed_at_is_there_and_not_everywhere() {
    let catalogue = catalogue();
    for l in &lessons() {
        for (t, board) in tasks(l) {
            let Some(point) = &t.point else { continue };
            let right = Flow::of(&board, &catalogue, None).select(&point.nodes).len();
            assert!((1..board.nodes.len()).contains(&right), "{}/{}: {right} nodes", l.head.id, t.id);
        }
    }
}

#[test]
fn choices_are_explained() {
    for l in &lessons() {
        for t in l.tasks() {
            let Some(c) = &t.choose else { continue };
            assert!(c.right < c.options.len() && c.options.len() == c.because.len(), "{}/{}", l.head.id, t.id);
            assert!(c.options.len() >= 3, "{}/{}: a coin would do", l.head.id, t.id);
        }
    }
}

#[test]
fn hints_are_three_different_steps() {
    for l in &lessons() {
        for t in l.tasks() {
            let all: BTreeSet<&str> = t.hints.iter().map(|h| h.trim()).filter(|h| h.len() > 10).collect();
            assert_eq!(3, all.len(), "{}/{}", l.head.id, t.id);
            assert!(!t.done.trim().is_empty(), "{}/{}", l.head.id, t.id);
        }
    }
}

#[test]
fn there_is_never_much_to_read_at_once() {
    for l in &lessons() {
        for part in &l.parts {
            let Part::Text(text) = part else { continue };
            assert!(lines(text) <= MOST_LINES, "{}: {} lines in\n{text}", l.head.id, lines(text));
        }
        for t in l.tasks() {
            assert!(lines(&t.say) <= 6, "{}/{}: say less", l.head.id, t.id);
        }
    }
}

/// Counts the lines of a text once its paragraphs fill the pane; empty lines do not count.
fn lines(text: &str) -> usize {
    let (mut count, mut used, mut figure) = (0, 0, false);
    for line in text.lines() {
        let fence = line.starts_with("```");
        figure ^= fence;
        let starts = figure || line.trim().is_empty() || line.starts_with(['#', '-', '>']);
        used = if starts { 0 } else { used };
        for word in line.split_whitespace().filter(|_| !fence) {
            let room = used > 0 && (figure || used + 1 + word.len() <= COLUMNS);
            count += usize::from(!room);
            used = if room { used + 1 + word.len() } else { word.len() };
        }
    }
    count
}

#[test]
fn text_is_plain_and_narrow_figures_stay_whole() {
    for l in &lessons() {
        for part in &l.parts {
            let Part::Text(text) = part else { continue };
            assert!(text.is_ascii(), "{}: {text}", l.head.id);
            assert!(!text.contains('<') && !text.contains("!["), "{}: no HTML, no pictures", l.head.id);
            let mut figure = false;
            for line in text.lines() {
                figure ^= line.starts_with("```");
                assert!(!figure || line.len() <= 44, "{}: too wide: {line}", l.head.id);
            }
        }
    }
}

#[test]
fn every_fact_cited_exists() {
    let rows = [('P', 11), ('L', 8), ('D', 24), ('F', 18), ('W', 10), ('N', 12), ('R', 11), ('Z', 13)];
    let known: BTreeSet<String> = rows.iter().flat_map(|(c, n)| (1..=*n).map(move |i| format!("{c}{i}"))).collect();
    for l in &lessons() {
        for fact in l.head.facts.iter().chain(l.tasks().flat_map(|t| &t.facts)) {
            assert!(known.contains(fact), "{}: {fact}", l.head.id);
        }
        assert!(l.tasks().all(|t| !t.facts.is_empty()), "{}: a task cites nothing", l.head.id);
    }
}

#[test]
fn boards_are_drawn_well() {
    let catalogue = catalogue();
    for (name, board) in boards() {
        let cells: BTreeSet<_> = board.nodes.values().map(|n| n.at).collect();
        assert_eq!(cells.len(), board.nodes.len(), "{name}: two nodes share a cell");
        let zones: Vec<_> = board.zones.values().map(|z| z.area).collect();
        for (i, a) in zones.iter().enumerate() {
            let clean = |b: &&archlab::domain::grid::Area| !a.overlaps(**b) || a.encloses(**b) || b.encloses(*a);
            assert!(zones[i + 1..].iter().all(|b| clean(&b)), "{name}: zones cut each other");
        }
        let flow = Flow::of(&board, &catalogue, None);
        assert!(flow.nodes.iter().all(|n| n.component.is_some()), "{name}: unknown component");
        assert_eq!(flow.links.len(), board.links.len(), "{name}: a loose link");
        for link in &flow.links {
            assert!(link.legality.is_legal(), "{name}: {} does nothing: {:?}", link.link.id, link.legality);
        }
    }
}
