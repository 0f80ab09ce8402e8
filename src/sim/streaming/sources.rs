//! Streams at their source: what a dropped connection costs, bursts, doubles, several sources, and
//! cohorts against single records.

use super::bench::{JOBS, Outcome, contract, fault, for_a_minute, line, run};
use crate::sim::{cause::Cause, reckon::Class};

const READER: &str = "fargate_service job=store mode=merge concurrency=100";

fn drop_for(seconds: u32, stream: &str) -> Outcome {
    let drop = fault("drop", "\"disconnected\"", "{ role = \"source\" }", "00:00:20", seconds);
    run(&line("kinesis_streams", READER), &contract(&for_a_minute(100), stream, &format!("{JOBS}{drop}")))
}

#[test]
fn what_is_sent_while_the_connection_is_down_is_lost_unless_the_source_spools() {
    for cohort in ["", "cohort_us = 100000\n"] {
        let lost = drop_for(8, cohort);
        assert_eq!(lost.because(Cause::Disconnected, "feed"), 800, "{:?}", lost.counts());
        let spooled = drop_for(8, &format!("{cohort}spool_s = 60\n"));
        assert_eq!(spooled.class(Class::Lost), 0, "{:?}", spooled.counts());
        assert!(spooled.class(Class::Late) > 200);
        let overrun = drop_for(30, &format!("{cohort}spool_s = 10\n"));
        let gone = overrun.because(Cause::Disconnected, "feed");
        assert!((1980..=2000).contains(&gone), "{gone}");
    }
}

#[test]
fn doubles_are_copies_in_a_table_that_appends_and_nothing_in_one_that_merges() {
    let scenario = contract(&for_a_minute(500), "cohort_us = 100000\ntwice_per_million = 2000\n", JOBS);
    let append = "fargate_service job=store mode=append concurrency=100";
    let appended = run(&line("kinesis_streams", append), &scenario);
    let merged = run(&line("kinesis_streams", READER), &scenario);
    assert_eq!((appended.extra(), merged.extra()), (60, 0));
    assert_eq!((appended.on_time(), merged.on_time()), (30_000, 30_000));
    let by_key = line("kinesis_streams", append).replace("aurora_postgres", "dynamodb");
    assert_eq!(run(&by_key, &scenario).extra(), 0);
}

#[test]
fn several_sources_share_what_comes() {
    let down = fault("one", "\"disconnected\"", "{ component = \"websocket_feed\" }", "00:00", 60);
    let scenario = contract(&for_a_minute(100), "", &format!("{JOBS}{down}"));
    let board = format!(
        "{}\nother websocket_feed\nin fargate_service job=pass concurrency=100\nother -push-> in\nin -push-> log",
        line("kinesis_streams", READER)
    );
    let o = run(&board, &scenario);
    assert_eq!((o.on_time(), o.because(Cause::Disconnected, "other")), (3000, 3000));
}

#[test]
fn cohorts_and_single_records_come_to_equal_accounts() {
    let faults = [
        String::new(),
        fault("drop", "\"disconnected\"", "{ role = \"source\" }", "00:00:20", 8),
        fault("burst", "{ burst = { times = 5 } }", "{}", "00:00:20", 10),
        fault("poison", "{ poison = { records = 2 } }", "{}", "00:00:30", 1),
        fault("db", "\"down\"", "{ component = \"aurora_postgres\" }", "00:00:20", 20),
    ];
    let readers = [READER, "lambda job=store mode=merge timeout_s=60 max_retries=2 partial_failure=yes"];
    for fault in &faults {
        for reader in readers.iter().filter(|r| r.starts_with("fargate") || fault.contains("poison")) {
            if fault.contains("poison") && reader.starts_with("fargate") {
                continue;
            }
            let at = |stream: &str| {
                let scenario = contract(&for_a_minute(400), stream, &format!("{JOBS}{fault}"));
                run(&line("kinesis_streams shards=1", reader), &scenario).counts()
            };
            let (single, cohort) = (at(""), at("cohort_us = 100000\n"));
            if fault.contains("\"db\"") {
                // Which records are late depends on when a batch was tried; how many arrive does not.
                assert_eq!(single[0] + single[1], cohort[0] + cohort[1], "{fault}");
                assert!(single[1] > 0 && single[1].abs_diff(cohort[1]) <= 40, "{single:?} {cohort:?}");
            } else {
                assert_eq!(single, cohort, "{fault}");
            }
        }
    }
}

#[test]
fn a_day_of_cohorts_through_six_nodes_is_accounted_for_to_the_last_tick() {
    // 500,000 ticks here; `cargo test --release -- --ignored` does fifty million.
    six_nodes(24, 20_800);
}

#[test]
#[ignore = "for release builds: fifty million ticks"]
fn fifty_million_ticks_through_six_nodes() {
    six_nodes(2_400, 20_834);
}

fn six_nodes(seconds: u32, per_s: u32) {
    let (minutes, rest) = (seconds / 60, seconds % 60);
    let until = format!("{:02}:{:02}:{rest:02}", minutes / 60, minutes % 60);
    let rate = format!(r#"["00:00", {}], ["{until}", 0]"#, u64::from(per_s) * 1000);
    let stream = "cohort_us = 1000000\nkeys = 5000\nskew_milli = 0\nbytes = 300\n";
    let o = run(super::bench::SIX, &contract(&rate, stream, JOBS));
    let all = u64::from(seconds) * u64::from(per_s);
    assert_eq!((o.sent(), o.on_time()), (all, all), "{:?}", o.counts());
}
