//! What the client makes of the student's last run: figures in questions, numbers held against it,
//! what it shows asked back about, and which run counts.

use std::collections::BTreeSet;

use super::*;
use crate::{
    domain::{
        figure::Figure,
        kept::{KeptFault, KeptHit, KeptLine, KeptRun},
        question::InRun,
    },
    interview::{Given, Heeded, LastRun, Posed, heed, posed},
};

const BOARD: &str = r#"
node = [
  { id = "a", component = "sqs_standard", label = "Inbox", at = [0, 0] },
  { id = "c", component = "sqs_dlq", label = "Dead", at = [2, 0] },
  { id = "d", component = "s3", label = "Store", at = [3, 0] },
]
"#;

/// A run in which the converter's failing lost so many records at the inbox.
fn run(lost: u64) -> KeptRun {
    let line = KeptLine { node: "a".to_owned(), phrase: "it was kept too short".to_owned(), ..KeptLine::default() };
    let fault = KeptFault {
        id: "down".to_owned(),
        applies: true,
        lost,
        recovered_s: (lost == 0).then_some(5400),
        worst: (lost > 0).then_some(KeptHit { line, day: 4, time_s: 24_000 }),
        ..KeptFault::default()
    };
    KeptRun { number: 3, board: "print".to_owned(), faults: vec![fault], ..KeptRun::default() }
}

fn figure(text: &str) -> Figure {
    toml::from_str(text).unwrap()
}

/// The small contract, whose first question speaks of runs.
fn speaking() -> Scenario {
    let mut scenario = scenario();
    let q = &mut scenario.interview.question[0];
    q.figures = [
        ("where".to_owned(), figure("fault = { id = \"down\", what = \"node\" }")),
        ("when".to_owned(), figure("fault = { id = \"down\", what = \"when\" }")),
        ("why".to_owned(), figure("fault = { id = \"down\", what = \"cause\" }")),
    ]
    .into();
    q.in_run = vec![InRun {
        of: figure("fault = { id = \"down\", what = \"lost\" }"),
        at_least: 2,
        say: "In your run {figure} rows were lost at {where} at {when}: {why}. Why?".to_owned(),
    }];
    q.number = None;
    let must = &mut scenario.interview.question[1];
    must.number = toml::from_str(
        "say = \"How long?\"\nunit = \"minutes\"\nis = { run = { fault = { id = \"down\", what = \"recovered\", per = 60 } } }\n\
         off = \"Your run says {truth}.\"",
    )
    .unwrap();
    let earlier = &mut scenario.interview.question[3];
    earlier.figures =
        [("minutes".to_owned(), figure("fault = { id = \"down\", what = \"recovered\", per = 60 }"))].into();
    earlier.text = "It took {minutes} minutes until {bucket} had it. Why?".to_owned();
    scenario
}

fn asked(attempt: &Attempt) -> Vec<Posed> {
    let (scenario, board) = (speaking(), board(BOARD));
    let flow = Flow::of(&board, catalogue(), Some(&scenario));
    posed(&flow, attempt, LastRun::of(attempt, "print"))
}

fn heard(id: &str, number: Option<i64>, because: &str, last: LastRun<'_>) -> Heeded {
    let (scenario, board) = (speaking(), board(BOARD));
    let flow = Flow::of(&board, catalogue(), Some(&scenario));
    let question = scenario.interview.question.iter().find(|q| q.id == id).unwrap();
    let pointed = BTreeSet::from(["a".into()]);
    heed(&flow, question, &Given { pointed: &pointed, number_milli: number, because }, last)
}

fn with_run(run: KeptRun) -> Attempt {
    let mut attempt = attempt();
    attempt.runs.push(run);
    attempt
}

const GOOD: &str = "It waits in the queue and an alarm rings.";

#[test]
fn what_the_run_shows_is_asked_back_with_its_figures_before_what_was_not_heard() {
    let run = run(1204);
    let heeded = heard("queue", None, "Nothing happens.", LastRun::This(&run));
    let said = r#"In your run 1,204 rows were lost at "Inbox" at 06:40 on day 4: it was kept too short. Why?"#;
    assert_eq!((Some(said.to_owned()), Some(3)), (heeded.follow_up, heeded.run));
}

#[test]
fn a_run_that_shows_too_little_or_does_not_count_is_not_spoken_of() {
    let (quiet, loud) = (run(1), run(1204));
    for last in
        [LastRun::This(&quiet), LastRun::NotYet, LastRun::OfAnotherBoard(&loud), LastRun::BeforeTheChange(&loud)]
    {
        let heeded = heard("queue", None, "It waits in the queue.", last);
        assert_eq!((Some("Who is told?".to_owned()), None), (heeded.follow_up, heeded.run), "{last:?}");
    }
}

#[test]
fn a_number_is_held_against_the_run_within_a_fifth() {
    let run = run(0);
    for (given, right) in [(90_000, true), (108_000, true), (72_000, true), (108_001, false), (71_999, false)] {
        let heeded = heard("must", Some(given), "Because.", LastRun::This(&run));
        assert_eq!((Some(right), Some(90_000), Some(3)), (heeded.number_right, heeded.truth_milli, heeded.run));
        assert_eq!(right, heeded.reaction.contains("90 minutes: that is what your run says too."));
        assert_eq!(!right, heeded.follow_up == Some("Your run says 90.".to_owned()), "{given}");
    }
    let nothing = heard("must", Some(90_000), "Because.", LastRun::NotYet);
    assert_eq!((None, None, None), (nothing.number_right, nothing.truth_milli, nothing.run));
}

#[test]
fn only_the_last_run_of_this_board_under_this_contract_counts() {
    let mut attempt = attempt();
    assert_eq!(LastRun::NotYet, LastRun::of(&attempt, "print"));
    let other = KeptRun { board: "other".to_owned(), number: 1, ..KeptRun::default() };
    attempt.runs.push(other.clone());
    assert_eq!(LastRun::OfAnotherBoard(&other), LastRun::of(&attempt, "print"));
    let (first, second) = (run(0), KeptRun { number: 4, ..run(5) });
    attempt.runs.extend([first, second.clone(), KeptRun { number: 5, ..other }]);
    assert_eq!(LastRun::This(&second), LastRun::of(&attempt, "print"));
    attempt.changed_at = Some("2026-03-02T09:00:00Z".to_owned());
    assert_eq!(LastRun::BeforeTheChange(&second), LastRun::of(&attempt, "print"));
    assert!(LastRun::of(&attempt, "print").first().unwrap().contains("Run 4 was before"));
    let after = KeptRun { number: 6, changed: true, ..run(0) };
    attempt.runs.push(after.clone());
    assert_eq!((LastRun::This(&after), None), (LastRun::of(&attempt, "print"), LastRun::of(&attempt, "print").first()));
}

#[test]
fn a_question_about_the_run_waits_for_one_and_then_names_its_figure() {
    let find = |posed: Vec<Posed>, id: &str| posed.into_iter().find(|p| p.id == id);
    let waiting = find(asked(&attempt()), "earlier").unwrap();
    assert!(waiting.waits && !waiting.text.contains('{'), "{}", waiting.text);
    assert_eq!(Some("You have not run this drawing yet. Run it, then come back.".to_owned()), waiting.run_first);
    let there = find(asked(&with_run(run(0))), "earlier").unwrap();
    assert_eq!((r#"It took 90 minutes until "Store" had it. Why?"#, false), (there.text.as_str(), there.waits));
    assert_eq!(None, find(asked(&with_run(run(7))), "earlier"), "it never recovered, so there is no such figure");
    let changed = find(asked(&with_run(KeptRun { board: "other".to_owned(), ..run(0) })), "earlier").unwrap();
    assert!(changed.run_first.unwrap().contains("changed since run 3"));
}

#[test]
fn a_number_that_only_a_run_has_is_asked_for_once_there_is_one() {
    let number = |attempt: &Attempt| {
        let posed = asked(attempt).into_iter().find(|p| p.id == "must").unwrap();
        (posed.number.is_some(), posed.run_first.is_some(), posed.waits)
    };
    assert_eq!((false, true, false), number(&attempt()));
    assert_eq!((true, false, false), number(&with_run(run(0))));
}

#[test]
fn without_trouble_a_good_answer_leaves_nothing_open() {
    let run = run(0);
    let heeded = heard("queue", None, GOOD, LastRun::This(&run));
    assert_eq!(Some("Where on your drawing is that? Show me, or add it."), heeded.follow_up.as_deref());
}
