//! Questions about the student's last run: waiting for it, held against it, asked back about it.

use std::sync::Arc;

use super::*;
use crate::{
    domain::{
        edit::compose,
        kept::{KeptFault, KeptHit, KeptLine, KeptRun, KeptSink},
        scenario::Interview,
    },
    tui::app::Input,
};

const ABOUT_RUNS: &str = r#"
[[question]]
id = "two-hours"
quality = "resilience"
nodes = { converter = { job = "convert" } }
figures = { minutes = { fault = { id = "converter-down", what = "recovered", per = 60 } } }
text = "{converter} failed for two hours and the last row was there after {minutes} minutes. Why?"
model = "It lay in the queue."
listens = []
[question.fixtures]
good = []
wrong = []
salad = ""

[[question]]
id = "fresh"
quality = "velocity"
figures = { where = { fault = { id = "converter-down", what = "node" } }, when = { fault = { id = "converter-down", what = "when" } } }
text = "How fresh is the table?"
number = { say = "After how many minutes were 95 of 100 rows there, in your run?", unit = "minutes", is = { run = { sink = { what = "p95", per = 60 } } }, off = "Your own run says {truth}. What did you forget?" }
model = "Three minutes."
[[question.in_run]]
of = { fault = { id = "converter-down", what = "lost" } }
say = "In your run {figure} rows were lost at {where} at {when}. Why?"
[[question.listens]]
id = "poll"
text = "the wait for the next look"
words = [["wait*", "look*"]]
follow_up = "What takes longest?"
[question.fixtures]
good = []
wrong = []
salad = ""
"#;

/// The stage with questions about runs alone.
fn about_runs(size: (u16, u16)) -> App {
    let mut app = client(true, size);
    let mut pack = (**app.model.pack.as_ref().unwrap()).clone();
    pack.scenarios[0].interview.question = toml::from_str::<Interview>(ABOUT_RUNS).unwrap().question;
    app.model.pack = Some(Arc::new(pack));
    app.settle();
    app
}

/// Keeps a run of the board as it stands, in which so many rows were lost.
fn keep_run(app: &mut App, lost: u64) {
    let board = app.model.board_print();
    let converter =
        app.model.board().unwrap().nodes.values().find(|n| n.job.as_ref().is_some_and(|j| j.as_str() == "convert"));
    let line = KeptLine { node: converter.unwrap().id.to_string(), ..KeptLine::default() };
    let fault = KeptFault {
        id: "converter-down".to_owned(),
        applies: true,
        lost,
        recovered_s: Some(9000),
        worst: Some(KeptHit { line, day: 4, time_s: 24_000 }),
        ..KeptFault::default()
    };
    let sink = KeptSink { sent: 100, fresh_ms: [60_000, 180_000, 200_000, 900_000], ..KeptSink::default() };
    let run = KeptRun { board, faults: vec![fault], sinks: vec![sink], ..KeptRun::default() };
    app.model.attempt.as_mut().unwrap().keep_run(run);
    app.settle();
}

fn given(app: &App, id: &str) -> crate::domain::attempt::AnswerGiven {
    app.model.attempt.as_ref().unwrap().answers[id].clone()
}

/// Answers the question about freshness with a number.
fn say_fresh(app: &mut App, minutes: &str) {
    press(app, "a");
    type_text(app, minutes);
    press(app, "Enter");
    type_text(app, "The wait for the next look.");
    press(app, "Enter");
}

#[test]
fn a_question_about_the_run_waits_until_there_is_one() {
    let mut app = about_runs((80, 24));
    press(&mut app, "End");
    assert!(screen_text(&app).contains("You have not run this drawing yet."), "{}", screen_text(&app));
    assert!(screen_text(&app).contains("after a run"));
    press(&mut app, "a");
    assert!(screen_text(&app).contains("F7 goes to the Run stage"), "{}", screen_text(&app));
    keep_run(&mut app, 0);
    press(&mut app, "Home");
    assert!(screen_text(&app).contains("there after 150 minutes"), "{}", screen_text(&app));
    let board = app.model.board().unwrap();
    let (node, _) = board.nodes.iter().find(|(_, n)| n.component.as_str() == "s3").unwrap();
    let edit = compose::relabel(board, &node.clone(), "Another name");
    assert!(app.model.edit(edit));
    app.input(Input::Resize(80, 24));
    press(&mut app, "End");
    assert!(screen_text(&app).contains("changed since run 1"), "{}", screen_text(&app));
}

#[test]
fn a_number_is_held_against_the_run_and_kept_with_it() {
    let mut app = about_runs((80, 24));
    keep_run(&mut app, 0);
    press(&mut app, "Down");
    say_fresh(&mut app, "3");
    let a = given(&app, "fresh");
    assert_eq!((Some(true), Some(3000), Some(1)), (a.number_right, a.truth_milli, a.run));
    assert!(a.reaction.contains("3 minutes: that is what your run says too."), "{}", a.reaction);
    let mut app = about_runs((80, 24));
    keep_run(&mut app, 0);
    press(&mut app, "Down");
    say_fresh(&mut app, "15");
    assert!(screen_text(&app).contains("Your own run says 3. What did you forget?"), "{}", screen_text(&app));
    assert_eq!(Some(false), given(&app, "fresh").number_right);
}

#[test]
fn what_was_lost_in_the_run_is_asked_back_about_and_the_answer_kept_with_its_time() {
    let mut app = about_runs((80, 24));
    keep_run(&mut app, 1204);
    press(&mut app, "Down");
    say_fresh(&mut app, "3");
    let text = screen_text(&app).replace('\n', " ");
    assert!(text.contains("1,204 rows were lost at") && text.contains("06:40 on day 4"), "{text}");
    app.model.now = "2026-03-02T09:45:00Z".to_owned();
    type_text(&mut app, "It looked once and gave up.");
    press(&mut app, "Enter Enter");
    let a = given(&app, "fresh");
    assert_eq!(("2026-03-02T09:45:00Z", Some(1), true), (a.at.as_str(), a.run, a.closed));
    assert!(a.follow_up.starts_with("In your run 1,204 rows") && a.then.starts_with("It looked once"));
}

#[test]
fn without_a_run_no_number_is_asked_for_and_the_client_says_why() {
    let mut app = about_runs((80, 24));
    assert!(screen_text(&app).contains("No number is asked for here yet."), "{}", screen_text(&app));
    press(&mut app, "a");
    assert!(screen_text(&app).contains("Say why"), "{}", screen_text(&app));
}

#[test]
fn looks() {
    let mut app = about_runs((80, 24));
    press(&mut app, "End");
    assert_snapshot!("waiting_for_a_run_narrow", screen_text(&app));
    for (name, size) in [("narrow", (80, 24)), ("wide", (120, 40))] {
        let mut app = about_runs(size);
        keep_run(&mut app, 1204);
        press(&mut app, "Down");
        say_fresh(&mut app, "3");
        assert_snapshot!(format!("asked_back_about_the_run_{name}"), screen_text(&app));
    }
}
