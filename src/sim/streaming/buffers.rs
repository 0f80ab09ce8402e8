//! Delivery buffers: when they write, what they keep while the store is down, and when that ends.

use super::bench::{JOBS, contract, fault, for_a_minute, run};
use crate::sim::{cause::Cause, reckon::Class};

fn board(buffer: &str) -> String {
    format!(
        "feed agent_fleet
         buffer {buffer}
         sink s3
         feed -push-> buffer
         buffer -push-> sink"
    )
}

#[test]
fn a_buffer_writes_after_its_time_or_when_it_is_full() {
    // 100 a second of 10,000 bytes: a megabyte a second.
    let fresh = |buffer: &str| {
        let mut scenario = contract(&for_a_minute(100), "cohort_us = 100000\nbytes = 10000\n", JOBS);
        scenario.workload[0].on_time_s = 400;
        let o = run(&board(buffer), &scenario);
        assert_eq!(o.on_time(), 6000);
        o.median_ms() / 1000
    };
    let cases =
        [("firehose", 2, 3), ("firehose buffer_s=30 buffer_mb=128", 12, 18), ("firehose buffer_mb=128", 266, 275)];
    for (buffer, from, to) in cases {
        let median = fresh(buffer);
        assert!((from..=to).contains(&median), "{buffer}: {median} s");
    }
}

#[test]
fn a_buffer_keeps_what_it_holds_for_a_day_while_the_store_is_down() {
    let outage = |hours: u32| {
        let down = fault("store", "\"down\"", "{ component = \"s3\" }", "00:00", hours * 3600);
        let mut scenario = contract(&for_a_minute(100), "cohort_us = 100000\n", &format!("{JOBS}{down}"));
        scenario.run.as_mut().unwrap().days = 3;
        run(&board("firehose"), &scenario)
    };
    let ten = outage(10);
    assert_eq!(ten.class(Class::Lost), 0, "{:?}", ten.counts());
    let two_days = outage(47);
    assert_eq!(two_days.because(Cause::RetentionOver, "buffer"), 6000, "{:?}", two_days.counts());
    assert_eq!(two_days.class(Class::Late) + two_days.on_time(), 12_000);
}
