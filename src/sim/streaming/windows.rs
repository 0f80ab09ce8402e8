//! Jobs over the last three records of a key: what they remember through a restart, and what
//! records out of order do to them.

use super::bench::{JOBS, Outcome, contract, fault, for_a_minute, run};
use crate::sim::{cause::Cause, reckon::Class};

fn board(trend: &str, mode: &str) -> String {
    format!(
        "feed agent_fleet
         log kinesis_streams
         trend {trend} job=trend
         flags kinesis_streams
         load fargate_service job=store mode={mode} concurrency=9
         sink aurora_postgres
         feed -push-> log
         log -subscribe-> trend
         trend -push-> flags
         flags -subscribe-> load
         load -push-> sink"
    )
}

fn restart(trend: &str, mode: &str) -> Outcome {
    let down = fault("restart", "\"down\"", "{ job = \"trend\" }", "00:00:30", 2);
    let scenario = contract(&for_a_minute(100), "keys = 10\nskew_milli = 0\n", &format!("{JOBS}{down}"));
    run(&board(trend, mode), &scenario)
}

#[test]
fn a_checkpoint_keeps_the_state_and_memory_alone_makes_the_first_flags_of_every_key_wrong() {
    let saved = restart("managed_flink checkpoint_s=20 concurrency=9", "merge");
    assert_eq!((saved.on_time() + saved.class(Class::Late), saved.extra()), (6000, 0), "{:?}", saved.counts());
    let memory = restart("managed_flink checkpoint_s=0 concurrency=9", "merge");
    assert_eq!(memory.because(Cause::StateLost, "trend"), 30, "three of each of ten keys");
    assert_eq!(memory.class(Class::Wrong), 30);
    let worker = restart("fargate_service concurrency=9", "merge");
    assert_eq!(worker.class(Class::Wrong), 30);
}

#[test]
fn what_is_read_again_from_a_checkpoint_stands_twice_unless_the_sink_merges() {
    let merged = restart("managed_flink checkpoint_s=20 concurrency=9", "merge");
    let appended = restart("managed_flink checkpoint_s=20 concurrency=9", "append");
    assert_eq!(merged.extra(), 0);
    assert!((500..=2000).contains(&appended.extra()), "{}", appended.extra());
}

#[test]
fn a_function_forgets_between_runs_unless_a_store_stands_beside_it() {
    let scenario = contract(&for_a_minute(100), "keys = 10\nskew_milli = 0\n", JOBS);
    let alone = run(&board("lambda timeout_s=60", "merge"), &scenario);
    assert!(alone.because(Cause::StateLost, "trend") > 3000, "{:?}", alone.counts());
    let helped = format!("{}\nlast dynamodb\ntrend -lookup-> last", board("lambda timeout_s=60", "merge"));
    assert_eq!(run(&helped, &scenario).class(Class::Wrong), 0);
}

#[test]
fn records_out_of_order_make_wrong_flags_unless_the_job_waits_for_them() {
    let disorder = fault("mixed", "{ out_of_order = { by_ms = 250 } }", "{}", "00:00", 60);
    let scenario = contract(&for_a_minute(500), "cohort_us = 100000\n", &format!("{JOBS}{disorder}"));
    let with =
        |lateness: u32| run(&board(&format!("managed_flink concurrency=9 lateness_ms={lateness}"), "merge"), &scenario);
    let (blind, short, long) = (with(0), with(100), with(250));
    // Those that come late and those that overtake them; the last one overtakes nobody.
    assert!((299..=300).contains(&blind.because(Cause::OutOfOrder, "trend")), "{:?}", blind.counts());
    let late = short.because(Cause::TooLate, "trend");
    assert!((50..140).contains(&late), "{late}");
    assert_eq!(short.class(Class::Wrong), 0);
    assert_eq!(long.on_time(), 30_000);
}
