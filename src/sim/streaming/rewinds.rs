//! Replay trials with logs: readers go back as far as the log reaches.

use super::bench::{JOBS, contract, for_a_minute, line, rebuild, wipe};

const READER: &str = "fargate_service job=store mode=merge concurrency=100 reader_batch=10000";

#[test]
fn a_log_gives_back_what_it_still_keeps() {
    let trial = format!("{JOBS}{}", wipe(2, 3600));
    let mut scenario = contract(&for_a_minute(100), "cohort_us = 100000\n", &trial);
    scenario.run.as_mut().unwrap().days = 3;
    let with =
        |retention: u32| rebuild(&line(&format!("kinesis_streams stream_retention_s={retention}"), READER), &scenario);
    let (week, day) = (with(7 * 86_400), with(86_400));
    assert_eq!((week.wanted, week.right, week.extra), (12_000, 12_000, 0));
    assert!(week.from.is_some() && week.took > 0);
    assert_eq!((day.right, day.missing), (6000, 6000), "of two days, one is gone");
}

#[test]
fn a_rewind_into_a_table_that_appends_doubles_only_what_was_on_its_way() {
    let trial = format!("{JOBS}{}", wipe(1, 3600));
    let mut scenario = contract(r#"["00:00", 10000]"#, "cohort_us = 1000000\n", &trial);
    scenario.run.as_mut().unwrap().days = 1;
    let appends = READER.replace("merge", "append");
    let o = rebuild(&line("kinesis_streams stream_retention_s=604800", &appends), &scenario);
    assert_eq!(o.right, o.wanted);
    assert_eq!(o.extra, 864_000 - o.wanted, "what was on its way when the rewind began comes twice");
}
