//! What a bundle says of a run is run again.

use std::{ops::ControlFlow, sync::LazyLock};

use super::*;
use crate::{
    domain::kept::KeptRun,
    sim::measure::{Choice, Which, measure},
};

/// One repetition of everything; enough to compare.
static RUN: LazyLock<KeptRun> = LazyLock::new(|| {
    let board = drawn();
    let choice = Choice { seed: 7, faults: Which::All, replications: Some(1) };
    let report = measure(&flow(&board), scenario(), &choice, &mut |_| ControlFlow::Continue(())).unwrap().unwrap();
    kept(&report, board_fingerprint(&board))
});

fn verified(change: impl Fn(&mut KeptRun)) -> Verified {
    let board = drawn();
    let mut attempt = talked(&board);
    let mut run = RUN.clone();
    change(&mut run);
    attempt.keep_run(run);
    verify(&handed_in(&board, &attempt).bytes, &here())
}

#[test]
fn a_run_that_was_made_as_it_says_agrees() {
    let verified = verified(|_| {});
    assert_eq!((&Claims::Same, true), (&verified.runs, verified.ok), "{:?}", verified.problems);
}

#[test]
fn a_figure_that_was_made_better_is_found() {
    let verified = verified(|run| run.gauges.get_mut(&Quality::Velocity).unwrap().percent = 1234);
    assert!(!verified.ok);
    assert!(matches!(&verified.runs, Claims::Differ(what) if what[0].starts_with("velocity: claimed 12.34 %")));
}

#[test]
fn a_run_of_another_board_or_engine_is_not_called_false() {
    let other = verified(|run| run.board = "0000".to_owned());
    assert!(other.ok && matches!(other.runs, Claims::Unchecked(_)), "{:?}", other.runs);
    let older = verified(|run| run.engine = "0.0.1".to_owned());
    assert!(older.ok && matches!(older.runs, Claims::OtherVersion(_)), "{:?}", older.runs);
    let endless = verified(|run| run.replications = 4_000_000);
    assert!(endless.ok && matches!(endless.runs, Claims::Unchecked(_)), "{:?}", endless.runs);
}

#[test]
fn the_report_says_what_was_measured() {
    let board = drawn();
    let mut attempt = talked(&board);
    attempt.keep_run(RUN.clone());
    let text = report::report(&report::Material {
        submission: &Submission {
            flow: &flow(&board),
            attempt: &attempt,
            diagram: b"",
            at: AT,
            pack_hash: HASH,
            anyway: true,
        },
        scenario: scenario(),
        items: &[],
        review: &crate::review::review_flow(&flow(&board), true),
        diagram: "x.drawio",
    });
    let section = text.split("## Measured by running it").nth(1).unwrap();
    assert!(section.contains("seed 7") && section.contains("velocity: ") && section.contains("converter-down: "));
}
