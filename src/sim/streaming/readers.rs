//! Batches of a log: what fails is tried again and blocks its shard, unless it is halved, reported
//! or given up.

use super::bench::{JOBS, contract, fault, for_a_minute, line, run};
use crate::sim::{cause::Cause, reckon::Class};

fn with_poison(reader: &str) -> super::bench::Outcome {
    let poison = fault("poison", "{ poison = { records = 1 } }", "{}", "00:00:30", 1);
    let scenario = contract(&for_a_minute(100), "", &format!("{JOBS}{poison}"));
    let board = line("kinesis_streams shards=1", &format!("lambda job=store mode=merge timeout_s=60 {reader}"));
    run(
        &format!(
            "{board}\ndlq sqs_dlq\nalarm cloudwatch_alarm\nops pager\nload -push-> dlq\ndlq -alert-> alarm\nalarm -alert-> ops"
        ),
        &scenario,
    )
}

#[test]
fn one_poison_record_blocks_its_shard_until_somebody_gives_it_up() {
    let blocked = with_poison("max_retries=-1");
    assert_eq!(blocked.sent(), 6000);
    assert!((2950..=3000).contains(&blocked.on_time()), "{:?}", blocked.counts());
    assert_eq!(blocked.class(Class::InFlight), 6000 - blocked.on_time());

    for reader in ["max_retries=2 bisect=yes", "max_retries=2 partial_failure=yes"] {
        let o = with_poison(reader);
        assert_eq!((o.on_time(), o.class(Class::Parked)), (5999, 1), "{reader} {:?}", o.counts());
        assert_eq!(o.because(Cause::BadRow, "dlq"), 1);
    }
}

#[test]
fn without_halving_the_whole_batch_goes_aside_with_the_poison_record() {
    let o = with_poison("max_retries=2 stream_window_s=1");
    // Somebody is told and sends all of it again, much later; the poison record comes back.
    let aside = o.class(Class::Parked) + o.class(Class::Late);
    assert_eq!(o.class(Class::Parked), 1, "{:?}", o.counts());
    assert!((50..=100).contains(&aside), "{:?}", o.counts());
    assert_eq!(o.on_time(), 6000 - aside);
}

#[test]
fn without_a_place_for_failed_records_they_are_lost() {
    let poison = fault("poison", "{ poison = { records = 3 } }", "{}", "00:00:30", 1);
    let mut scenario = contract(&for_a_minute(100), "cohort_us = 100000\n", &format!("{JOBS}{poison}"));
    let reader = "lambda job=store mode=merge timeout_s=60 max_retries=2 bisect=yes";
    scenario.run.as_mut().unwrap().days = 3;
    let o = run(&line("kinesis_streams shards=1", reader), &scenario);
    assert_eq!(o.because(Cause::BadRow, "load"), 3, "{:?}", o.counts());
    assert_eq!(o.on_time() + o.class(Class::Late), 17_997);
}

#[test]
fn a_store_that_is_down_delays_what_a_log_holds_and_loses_what_is_sent_directly() {
    let down = fault("db", "\"down\"", "{ component = \"aurora_postgres\" }", "00:00:20", 30);
    let scenario = contract(&for_a_minute(100), "", &format!("{JOBS}{down}"));
    let o = run(&line("kinesis_streams", "lambda job=store mode=merge timeout_s=60"), &scenario);
    assert_eq!(o.on_time() + o.class(Class::Late), 6000, "{:?}", o.counts());
    assert!(o.class(Class::Late) > 2000);
    let direct = "feed websocket_feed
                  load fargate_service job=store mode=merge concurrency=100
                  sink aurora_postgres
                  feed -push-> load
                  load -push-> sink";
    let gone = run(direct, &scenario).because(Cause::TargetDown, "load");
    assert!((2990..=3010).contains(&gone), "{gone}");
}

#[test]
fn each_reader_goes_along_by_itself() {
    // The archive's reader is down all day; the table gets everything.
    let down = fault("gone", "\"down\"", "{ component = \"lambda\" }", "00:00", 86_400);
    let scenario = contract(&for_a_minute(100), "", &format!("{JOBS}{down}"));
    let board = line("kinesis_streams", "fargate_service job=store mode=merge concurrency=9");
    let o = run(&format!("{board}\nslow lambda job=pass\nlog -subscribe-> slow"), &scenario);
    assert_eq!(o.on_time(), 6000);
}
