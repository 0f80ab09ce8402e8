//! Proves the lessons of the default pack: every task can be done, none is done by itself.
//!
//! What the lessons say is for people to judge; this file checks what a program can.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use archlab::{
    content::{Embedded, Pack, Source, board, check, default_pack},
    domain::{
        board::{Board, ZoneKind},
        component::Catalogue,
        edit::{Edit, compose},
        flow::{Flow, ask::ask},
        grid::{Area, Cell},
        id::NodeId,
        lesson::{Lesson, Part, Task, TaskRecord},
    },
    review::{
        review,
        task::{Asked, judge},
    },
    sim::practice,
};

/// The pane that lessons are read in is about this wide.
const COLUMNS: usize = 64;
/// The most lines of text before there is something to do.
const MOST_LINES: usize = 14;

static PACK: LazyLock<Pack> = LazyLock::new(|| default_pack().pack);

fn catalogue() -> &'static Catalogue {
    &PACK.catalogue
}

fn lessons() -> &'static [Lesson] {
    &PACK.lessons
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
    judge(&Asked { task, board, catalogue, record, selected: &selected }).done
}

/// Whether the drawing satisfies the task once everything was done and run that it asks for.
fn drawn(task: &Task, board: &Board) -> bool {
    judged(task, board, &practice::played(task, board, catalogue()))
}

/// Every task with the board it comes up on.
fn tasks(lesson: &Lesson) -> Vec<(&Task, Board)> {
    let mut board = lesson.board.clone();
    let mut out = Vec::new();
    for task in lesson.tasks() {
        if let Some(own) = task.begins_on(&lesson.board) {
            board = own.clone();
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
    assert_eq!(14, lessons().len());
}

#[test]
fn lessons_come_in_order_with_enough_to_do() {
    let lessons = lessons();
    let orders: Vec<u32> = lessons.iter().map(|l| l.head.order).collect();
    assert_eq!((1..=lessons.len() as u32).collect::<Vec<_>>(), orders);
    for l in lessons {
        assert!(l.tasks().count() >= 4, "{}", l.head.id);
        assert!((5..=12).contains(&l.head.minutes), "{}", l.head.id);
        let ids: BTreeSet<&str> = l.tasks().map(|t| t.id.as_str()).collect();
        assert_eq!(ids.len(), l.tasks().count(), "{}: two tasks share an id", l.head.id);
    }
}

#[test]
fn every_solution_solves_its_task() {
    for l in lessons() {
        for t in l.tasks() {
            let on_board = t.check.is_some() || t.named.is_some() || t.renamed.is_some();
            let has = t.solved.is_some();
            assert!(on_board == has || t.run.is_some(), "{}/{}: a board check has a solution", l.head.id, t.id);
            if let Some(solved) = &t.solved {
                assert!(drawn(t, solved), "{}/{}: the solution does not pass", l.head.id, t.id);
            }
        }
    }
}

#[test]
fn nothing_is_done_before_it_is_done() {
    for l in lessons() {
        for (t, board) in tasks(l) {
            let nothing = TaskRecord::default();
            assert!(!judged(t, &l.board, &nothing), "{}/{}: the untouched board passes", l.head.id, t.id);
            assert!(!judged(t, &board, &nothing), "{}/{}: done before it starts", l.head.id, t.id);
            assert!(!judged(t, &Board::default(), &nothing), "{}/{}: an empty board passes", l.head.id, t.id);
        }
    }
}

#[test]
fn runs_are_done_by_running_and_those_with_a_solution_only_by_drawing_it() {
    for l in lessons() {
        for (t, board) in tasks(l) {
            let Some(run) = &t.run else { continue };
            let name = format!("{}/{}", l.head.id, t.id);
            assert_eq!(t.solved.is_none(), drawn(t, &board), "{name}: as it comes up");
            let record = practice::played(t, t.solved.as_ref().unwrap_or(&board), catalogue());
            assert_eq!(run.turns().len(), record.runs.len(), "{name}: a run failed");
            assert!(!run.want.is_empty(), "{name}: whatever comes out is right");
            let not_run = TaskRecord { runs: Vec::new(), ..record.clone() };
            assert!(!judged(t, t.solved.as_ref().unwrap_or(&board), &not_run), "{name}: nothing was run");
            let Some(predict) = &run.predict else { continue };
            let silent = TaskRecord { chosen: None, ..record.clone() };
            assert!(!judged(t, t.solved.as_ref().unwrap_or(&board), &silent), "{name}: nothing was foretold");
            let value = run.predicted(&record.runs).expect("it was run").figure(run.main());
            let right = predict.options.iter().filter(|g| g.holds(value)).count();
            assert_eq!(1, right, "{name}: of the answers offered one comes true");
        }
    }
}

#[test]
fn what_lessons_say_of_behaviour_is_shown_by_a_run() {
    for l in lessons() {
        for s in &l.shows {
            let board = practice::with_settings(s.drawn.as_ref().expect("its board is there"), &s.differ);
            let plan = s.run.as_ref().and_then(|r| r.plan.as_deref());
            if let Some(code) = &s.finding {
                let found = review(&board, catalogue(), plan, false).findings;
                assert!(found.iter().any(|f| &f.code == code), "{}: {}\n{found:#?}", l.head.id, s.says);
            }
            let Some(run) = &s.run else { continue };
            assert!(!run.want.is_empty(), "{}: {}: nothing could be false", l.head.id, s.says);
            let seen = practice::run(&board, catalogue(), run, None).unwrap();
            let unmet = run.unmet(std::slice::from_ref(&seen));
            assert!(unmet.is_none(), "{}: {}\n{unmet:?} {:?}", l.head.id, s.says, seen.figures);
        }
    }
}

#[test]
fn what_is_pointed_at_is_there_and_not_everywhere() {
    let catalogue = catalogue();
    for l in lessons() {
        for (t, board) in tasks(l) {
            let Some(point) = &t.point else { continue };
            let flow = Flow::of(&board, catalogue, None);
            let right: BTreeSet<NodeId> = flow.ids(&flow.select(&point.nodes)).into_iter().collect();
            assert!((1..=2).contains(&right.len()), "{}/{}: {right:?}", l.head.id, t.id);
            let record = TaskRecord::default();
            for id in board.nodes.keys() {
                let selected = [id.clone()].into();
                let asked = Asked { task: t, board: &board, catalogue, record: &record, selected: &selected };
                assert_eq!(right.contains(id), judge(&asked).done, "{}/{}: {id}", l.head.id, t.id);
            }
        }
    }
}

#[test]
fn choices_are_explained() {
    for l in lessons() {
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
    for l in lessons() {
        for t in l.tasks() {
            let all: BTreeSet<&str> = t.hints.iter().map(|h| h.trim()).filter(|h| h.len() > 10).collect();
            assert_eq!(3, all.len(), "{}/{}", l.head.id, t.id);
            assert!(!t.done.trim().is_empty(), "{}/{}", l.head.id, t.id);
        }
    }
}

#[test]
fn there_is_never_much_to_read_at_once() {
    for l in lessons() {
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
    for l in lessons() {
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
    for l in lessons() {
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
    for l in lessons {
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
        let flow = Flow::of(&board, catalogue, None);
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

/// A board as a student changes it: by the same edits that the keys make.
struct Hand {
    board: Board,
    catalogue: &'static Catalogue,
}

impl Hand {
    fn on(board: &Board) -> Self {
        Self { board: board.clone(), catalogue: catalogue() }
    }

    fn apply(mut self, edit: &Edit) -> Self {
        assert!(self.board.apply(edit), "{}", edit.what);
        self
    }

    /// Adds a component on a free cell; its label is its id.
    fn adds(self, component: &str) -> Self {
        let found = self.catalogue.get(&component.into()).expect("the catalogue has it");
        let row = self.board.bounds().map_or(0, |b| b.last().row + 1);
        let edit = compose::add_as(&self.board, found, Cell::new(0, row), component).expect("the cell is free");
        self.apply(&edit)
    }

    fn named(&self, label: &str) -> NodeId {
        self.board.nodes.values().find(|n| n.label == label).unwrap_or_else(|| panic!("no {label}")).id.clone()
    }

    /// Connects two nodes by their labels, with the kind that the program chooses.
    fn joins(self, from: &str, to: &str) -> Self {
        let edit = compose::connect(&self.board, self.catalogue, &self.named(from), &self.named(to))
            .expect("both are there and not joined");
        self.apply(&edit)
    }

    fn cuts(self, from: &str, to: &str) -> Self {
        let (from, to) = (self.named(from), self.named(to));
        let links = self.board.links.values().filter(|l| l.from == from && l.to == to);
        let edit = compose::remove(&self.board, &links.map(|l| l.id.to_string()).collect());
        self.apply(&edit)
    }

    fn solves(&self, task: &Task) -> bool {
        drawn(task, &self.board)
    }
}

#[test]
fn the_last_hints_lead_there_key_by_key() {
    let (task, board) = at_task("finding-your-way", "first-part");
    assert!(Hand::on(&board).adds("lambda").solves(&task));
    let (task, board) = at_task("finding-your-way", "connect");
    assert!(Hand::on(&board).adds("s3").joins("Lambda", "s3").solves(&task));
    assert!(!Hand::on(&board).adds("s3").joins("s3", "Lambda").solves(&task), "the arrow points the wrong way");
    let (task, board) = at_task("the-drawing-tool", "add-lambda");
    assert!(Hand::on(&board).adds("lambda").solves(&task));
    let (task, board) = at_task("the-drawing-tool", "begin");
    assert!(Hand::on(&board).adds("sftp_server").adds("lambda").joins("sftp_server", "lambda").solves(&task));
    assert!(!Hand::on(&board).adds("sftp_server").adds("lambda").solves(&task), "the arrow is missing");
}

#[test]
fn one_outline_round_the_app_is_enough() {
    let (task, board) = at_task("reading-a-diagram", "draw-an-outline");
    let app = board.nodes["museum-app"].at;
    for kind in ZoneKind::ALL {
        let edit = compose::add_zone(&board, *kind, "", Area::spanning(app, app)).unwrap();
        assert!(Hand::on(&board).apply(&edit).solves(&task), "{kind}");
    }
    let beside = Area::new(Cell::new(0, 3), 1, 1);
    let edit = compose::add_zone(&board, ZoneKind::Client, "", beside).unwrap();
    assert!(!Hand::on(&board).apply(&edit).solves(&task), "an outline round nothing");
}

#[test]
fn a_clock_counts_only_where_it_starts_something() {
    let (task, board) = at_task("what-starts-a-hop", "add-a-clock");
    let clock = Hand::on(&board).adds("eventbridge_scheduler");
    assert!(!clock.solves(&task), "a clock beside the pipeline starts nothing");
    assert!(clock.joins("eventbridge_scheduler", "Load").solves(&task));
    let workflow = Hand::on(&board).adds("step_functions_standard").joins("step_functions_standard", "Load");
    assert!(!workflow.solves(&task), "nothing starts the workflow");
}

#[test]
fn dead_letters_count_only_where_failures_reach_them() {
    let (task, board) = at_task("retries-and-copies", "build-queue");
    let parked = Hand::on(&board).adds("sqs_dlq").joins("Convert", "sqs_dlq");
    assert!(!parked.solves(&task), "the sheet does not wait anywhere");
    let queue = Hand::on(&board).adds("sqs_standard").cuts("Fetch", "Convert").joins("Fetch", "sqs_standard");
    assert!(!queue.solves(&task), "nobody takes from the queue");
}

#[test]
fn an_archive_counts_only_before_the_transform() {
    let (task, board) = at_task("files-archive-replay", "keep-raw");
    let kept = || Hand::on(&board).adds("s3");
    assert!(!kept().joins("Convert", "s3").solves(&task), "after the transform it is too late");
    assert!(!kept().joins("Fetch", "s3").solves(&task), "nothing leads on from the bucket");
    assert!(kept().cuts("Fetch", "Convert").joins("Fetch", "s3").joins("s3", "Convert").solves(&task));
}

#[test]
fn the_data_of_the_template_really_flows_as_the_lesson_tells() {
    let (_, board) = at_task("reading-a-diagram", "where-it-starts");
    let catalogue = catalogue();
    let flow = Flow::of(&board, catalogue, None);
    assert!(flow.links.iter().all(|l| l.live), "an arrow of the template goes nowhere");
    let way = r#"path = { from = { component = "mobile_app" }, via = [{ component = "eventbridge_bus" }, { component = "sns_standard" }, { component = "sqs_standard" }, { component = "lambda" }, { component = "firehose" }], to = { component = "s3" } }"#;
    assert!(ask(&flow, &toml::from_str(way).unwrap()).holds);
}
