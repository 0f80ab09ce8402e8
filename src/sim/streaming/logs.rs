//! What a log takes a second, shard by shard, how fast it hands on, and how long it keeps what
//! nobody reads.

use super::bench::{JOBS, contract, fault, for_a_minute, line, run};
use crate::sim::{cause::Cause, reckon::Class};

const EVEN: &str = "cohort_us = 100000\nkeys = 100000\nskew_milli = 0\n";

#[test]
fn a_log_takes_what_its_shards_take_and_a_sender_without_retry_loses_the_rest() {
    // 3,000 a second for a minute; a shard takes 1,000 records a second.
    for (shards, arrive) in [(1, 60_000), (2, 120_000), (8, 180_000)] {
        let scenario = contract(&for_a_minute(3000), EVEN, JOBS);
        let log = format!("kinesis_streams shards={shards}");
        let o = run(&line(&log, "fargate_service job=store mode=merge concurrency=100"), &scenario);
        assert_eq!(o.sent(), 180_000);
        let got = o.on_time();
        assert!(got.abs_diff(arrive) <= arrive / 20, "{shards} shards: {got} of {arrive}");
        assert_eq!(o.because(Cause::Throttled, "log"), 180_000 - got);
    }
}

#[test]
fn a_burst_of_ten_seconds_is_lost_on_one_shard_and_held_by_eight() {
    let burst = fault("open", "{ burst = { times = 5 } }", "{}", "00:00:20", 10);
    let scenario = contract(&for_a_minute(800), EVEN, &format!("{JOBS}{burst}"));
    let with = |shards: u32| {
        let log = format!("kinesis_streams shards={shards}");
        run(&line(&log, "fargate_service job=store mode=merge concurrency=100"), &scenario)
    };
    let lost = with(1).because(Cause::Throttled, "log");
    assert!((29_900..30_100).contains(&lost), "{lost}");
    assert_eq!(with(8).on_time(), 800 * 50 + 4000 * 10);
}

#[test]
fn records_of_one_key_go_to_one_shard_however_many_there_are() {
    // One hot key of half of everything: 1,500 of 3,000 a second on a shard that takes 1,000.
    let hot = "cohort_us = 100000\nkeys = 2\nskew_milli = 0\n";
    let scenario = contract(&for_a_minute(3000), hot, JOBS);
    let reader = "fargate_service job=store mode=merge concurrency=100";
    let by_key = run(&line("kinesis_streams shards=24", reader), &scenario);
    assert!(by_key.because(Cause::Throttled, "log") > 50_000);
    for spread in ["partition_by=chance", "aggregation=yes"] {
        let o = run(&line(&format!("kinesis_streams shards=24 {spread}"), reader), &scenario);
        assert_eq!(o.on_time(), 180_000, "{spread}");
    }
}

#[test]
fn a_sender_that_retries_loses_nothing_and_is_late_instead() {
    let scenario = contract(&for_a_minute(3000), EVEN, JOBS);
    let board = "feed websocket_feed
                 in fargate_service job=pass concurrency=1000
                 log kinesis_streams shards=2
                 load fargate_service job=store mode=merge concurrency=100
                 sink aurora_postgres
                 feed -push-> in
                 in -push-> log
                 log -subscribe-> load
                 load -push-> sink";
    let o = run(board, &scenario);
    assert_eq!(o.class(Class::Lost), 0);
    assert_eq!(o.on_time() + o.class(Class::Late), 180_000);
    assert!(o.class(Class::Late) > 100_000);
}

#[test]
fn a_log_that_grows_takes_four_thousand_at_first() {
    let scenario = contract(&for_a_minute(8000), EVEN, JOBS);
    let o = run(&line("kinesis_on_demand", "fargate_service job=store mode=merge concurrency=100"), &scenario);
    let got = o.on_time();
    assert!(got.abs_diff(240_000) < 12_000, "{got}");
}

#[test]
fn a_lane_of_its_own_is_faster_than_a_shared_one_and_five_share_slowly() {
    let scenario = contract(&for_a_minute(10), "", JOBS);
    let median =
        |log: &str| run(&line(log, "fargate_service job=store mode=merge concurrency=9"), &scenario).median_ms();
    let alone = median("kinesis_streams");
    let own_lane = median("kinesis_streams enhanced_fan_out=yes");
    assert_eq!(alone - own_lane, 130, "{alone} {own_lane}");
    assert!((200..300).contains(&alone), "{alone}");
    let five = run(
        "feed agent_fleet
         log kinesis_streams
         load fargate_service job=store mode=merge
         b lambda job=pass
         c lambda job=pass
         d lambda job=pass
         e lambda job=pass
         sink aurora_postgres
         feed -push-> log
         log -subscribe-> load
         log -subscribe-> b
         log -subscribe-> c
         log -subscribe-> d
         log -subscribe-> e
         load -push-> sink",
        &scenario,
    );
    assert!((1000..1100).contains(&five.median_ms()), "{}", five.median_ms());
}

#[test]
fn seven_days_of_retention_bridge_a_consumer_that_is_down_for_three_and_one_day_does_not() {
    let down = fault("gone", "\"down\"", "{ component = \"fargate_service\" }", "12:00", 3 * 86_400);
    let mut scenario = contract(r#"["00:00", 1000]"#, "cohort_us = 60000000\n", &format!("{JOBS}{down}"));
    scenario.run.as_mut().unwrap().days = 5;
    let with = |retention: u32| {
        let log = format!("kinesis_streams stream_retention_s={retention}");
        run(&line(&log, "fargate_service job=store mode=merge concurrency=9 reader_batch=10000"), &scenario)
    };
    let (week, day) = (with(7 * 86_400), with(86_400));
    assert_eq!((week.class(Class::Lost), day.class(Class::Lost) > 170_000), (0, true), "{:?}", day.counts());
    assert_eq!(day.because(Cause::RetentionOver, "log"), day.class(Class::Lost));
    assert!(week.class(Class::Late) > 250_000);
}

#[test]
fn a_throttled_log_takes_its_share_of_what_it_takes() {
    let slow = fault("slow", "{ throttled = { to_percent = 10 } }", "{ archetype = \"log_stream\" }", "00:00:20", 10);
    let scenario = contract(&for_a_minute(900), EVEN, &format!("{JOBS}{slow}"));
    let o = run(&line("kinesis_streams shards=1", "fargate_service job=store mode=merge concurrency=100"), &scenario);
    let lost = o.because(Cause::Throttled, "log");
    assert!((7_900..8_200).contains(&lost), "{lost}");
}
