//! Proves the lessons of the default pack: every task can be done, none is done by itself.
//!
//! What the lessons say is for people to judge; this file checks what a program can.

use std::collections::{BTreeMap, BTreeSet};

use archlab::{
    content::{Embedded, Source, board, check, default_pack},
    domain::{
        board::{Board, Link, Node},
        component::{Catalogue, LinkKind},
        flow::{Flow, ask::ask},
        grid::Cell,
        id::{LinkId, NodeId},
        lesson::{Lesson, Part, Task, TaskRecord},
    },
    review::task::{Asked, judge},
};

/// The pane that lessons are read in is about this wide.
const COLUMNS: usize = 64;
/// The most lines of text before there is something to do.
const MOST_LINES: usize = 14;

fn catalogue() -> Catalogue {
    default_pack().pack.catalogue
}

fn lessons() -> Vec<Lesson> {
    default_pack().pack.lessons
}

fn boards() -> BTreeMap<String, Board> {
    let named = |path: String| {
        let (board, _) = board::read(&Embedded.read(&path)?).unwrap_or_else(|e| panic!("{path}: {e}"));
        Some((path, board))
    };
    Embedded.list("lessons/boards").into_iter().filter_map(named).collect()
}

/// Judges the task on a board after these deeds, with nothing selected.
fn judged(task: &Task, board: &Board, record: &TaskRecord) -> bool {
    let (catalogue, selected) = (catalogue(), BTreeSet::new());
    judge(&Asked { task, board, catalogue: &catalogue, record, selected: &selected }).done
}

/// Whether the drawing satisfies the task once everything was done that it asks to do.
fn drawn(task: &Task, board: &Board) -> bool {
    let record = TaskRecord { deeds: task.did.clone(), ..TaskRecord::default() };
    judged(task, board, &record)
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
fn the_pack_has_no_problem_with_its_lessons() {
    let problems: Vec<_> = check(&Embedded).into_iter().filter(|p| p.file.starts_with("lessons/")).collect();
    assert!(problems.is_empty(), "{problems:#?}");
    assert_eq!(4, lessons().len());
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
            let nothing = TaskRecord::default();
            assert!(!judged(t, &l.board, &nothing), "{}/{}: the untouched board passes", l.head.id, t.id);
            assert!(!judged(t, &board, &nothing), "{}/{}: done before it starts", l.head.id, t.id);
            assert!(!judged(t, &Board::default(), &nothing), "{}/{}: an empty board passes", l.head.id, t.id);
        }
    }
}

#[test]
fn what_is_pointed_at_is_there_and_not_everywhere() {
    let catalogue = catalogue();
    for l in &lessons() {
        for (t, board) in tasks(l) {
            let Some(point) = &t.point else { continue };
            let flow = Flow::of(&board, &catalogue, None);
            let right: BTreeSet<NodeId> = flow.ids(&flow.select(&point.nodes)).into_iter().collect();
            assert!((1..=2).contains(&right.len()), "{}/{}: {right:?}", l.head.id, t.id);
            let record = TaskRecord::default();
            for id in board.nodes.keys() {
                let selected = [id.clone()].into();
                let asked =
                    Asked { task: t, board: &board, catalogue: &catalogue, record: &record, selected: &selected };
                assert_eq!(right.contains(id), judge(&asked).done, "{}/{}: {id}", l.head.id, t.id);
            }
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
            for chosen in 0..c.options.len() {
                let record = TaskRecord { chosen: Some(chosen), ..TaskRecord::default() };
                assert_eq!(chosen == c.right, judged(t, &l.board, &record), "{}/{}", l.head.id, t.id);
            }
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
fn every_row_of_the_frame_and_of_the_drawing_tool_is_honoured() {
    let lessons = lessons();
    let cited: BTreeSet<&String> = lessons.iter().flat_map(|l| &l.head.facts).collect();
    let rows = (1..=8).map(|i| format!("L{i}")).chain((1..=24).map(|i| format!("D{i}")));
    let open: Vec<String> = rows.filter(|row| !cited.contains(row)).collect();
    assert!(open.is_empty(), "no lesson honours {open:?}");
    for l in &lessons {
        let mut of_tasks = l.tasks().flat_map(|t| &t.facts);
        assert!(of_tasks.all(|f| l.head.facts.contains(f)), "{}: a task honours what its lesson does not", l.head.id);
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

/// A task of a lesson, and the board it comes up on.
fn at_task(lesson: &str, id: &str) -> (Task, Board) {
    let lessons = lessons();
    let lesson = lessons.iter().find(|l| l.head.id.as_str() == lesson).expect("the lesson is there");
    let (task, board) = tasks(lesson).into_iter().find(|(t, _)| t.id == id).expect("the task is there");
    (task.clone(), board)
}

fn with(board: &Board, id: &str, component: &str) -> Board {
    let mut out = board.clone();
    let at = Cell::new(0, 10 + out.nodes.len() as i32);
    let (id, component) = (NodeId::new(id), component.into());
    out.nodes.insert(
        id.clone(),
        Node { id: id.clone(), component, label: id.to_string(), at, job: None, settings: BTreeMap::new() },
    );
    out
}

fn linked(board: &Board, links: &[(&str, &str, LinkKind)]) -> Board {
    let mut out = board.clone();
    for (from, to, kind) in links {
        let id = LinkId::new(format!("own-{from}-{to}"));
        let (from, to) = (NodeId::new(from), NodeId::new(to));
        out.links.insert(id.clone(), Link { id, from, to, kind: *kind, carries: None, label: String::new() });
    }
    out
}

fn without(board: &Board, from: &str, to: &str) -> Board {
    let mut out = board.clone();
    out.links.retain(|_, l| l.from.as_str() != from || l.to.as_str() != to);
    out
}

#[test]
fn anything_that_starts_the_fetch_gives_velocity() {
    let (task, board) = at_task("three-qualities", "build-velocity");
    for starter in ["eventbridge_scheduler", "step_functions_standard", "mwaa"] {
        let mut b = linked(&with(&board, "own", starter), &[("own", "fetch", LinkKind::Control)]);
        if starter == "step_functions_standard" {
            b = linked(&with(&b, "clock", "eventbridge_scheduler"), &[("clock", "own", LinkKind::Control)]);
        }
        assert!(drawn(&task, &b), "{starter}");
    }
    let at_server = linked(&with(&board, "own", "eventbridge_scheduler"), &[("own", "sftp", LinkKind::Control)]);
    assert!(!drawn(&task, &at_server), "a schedule cannot log in to a server");
    assert!(!drawn(&task, &with(&board, "own", "eventbridge_scheduler")), "a clock beside the pipeline starts nothing");
}

#[test]
fn dead_letters_count_only_where_failures_reach_them() {
    let (task, board) = at_task("three-qualities", "build-resilience");
    let parked = with(&board, "parked", "sqs_dlq");
    assert!(!drawn(&task, &parked), "a part that nothing reaches keeps nothing");
    assert!(drawn(&task, &linked(&parked, &[("convert", "parked", LinkKind::Push)])), "straight from the function");
    let solved = task.solved.clone().unwrap();
    assert!(!drawn(&task, &without(&solved, "queue", "convert")), "the way to the table must still work");
}

#[test]
fn an_archive_counts_only_before_the_transform() {
    let (task, board) = at_task("three-qualities", "build-replayability");
    let kept = with(&board, "kept", "s3");
    assert!(!drawn(&task, &kept));
    assert!(
        !drawn(&task, &linked(&kept, &[("convert", "kept", LinkKind::Push)])),
        "after the transform it is too late"
    );
    assert!(drawn(&task, &linked(&kept, &[("fetch", "kept", LinkKind::Push)])));
    let through = linked(&kept, &[("fetch", "kept", LinkKind::Push), ("kept", "queue", LinkKind::Notice)]);
    assert!(drawn(&task, &without(&through, "fetch", "queue")), "the bucket may give notice itself");
}

#[test]
fn the_data_of_the_template_really_flows_as_the_lesson_tells() {
    let (_, board) = at_task("reading-a-diagram", "where-it-starts");
    let catalogue = catalogue();
    let flow = Flow::of(&board, &catalogue, None);
    assert!(flow.links.iter().all(|l| l.live), "an arrow of the template goes nowhere");
    let way = r#"path = { from = { component = "mobile_app" }, via = [{ component = "eventbridge_bus" }, { component = "sns_standard" }, { component = "sqs_standard" }, { component = "lambda" }, { component = "firehose" }], to = { component = "s3" } }"#;
    assert!(ask(&flow, &toml::from_str(way).unwrap()).holds);
}
