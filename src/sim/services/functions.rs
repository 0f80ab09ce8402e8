//! Functions, workers, batch jobs.

use super::*;

const THROUGH_FUNCTION: &str = "src agent_fleet
    gate api_gateway_http
    fn lambda job=work timeout_s=60 memory_mb=1769
    sink s3
    src -push-> gate
    gate -push-> fn
    fn -push-> sink";

#[test]
fn a_function_starts_as_many_copies_as_there_is_work() {
    let more = job("work", "pass", 20_000, "");
    Scene { board: THROUGH_FUNCTION, more: &more, ..Scene::default() }.run().everything_on_time();
}

#[test]
fn with_one_copy_and_a_caller_who_waits_the_second_caller_is_refused() {
    let board = THROUGH_FUNCTION.replace("timeout_s=60", "timeout_s=60 concurrency=1");
    let more = job("work", "pass", 20_000, "");
    let seen = Scene { board: &board, more: &more, ..Scene::default() }.run();
    assert!(seen.lost() > seen.sent * 9 / 10, "{}", seen.lost());
    assert_eq!(seen.because("fn", Cause::Throttled), seen.lost());
}

#[test]
fn a_run_that_takes_longer_than_its_time_out_is_cut_off() {
    let board = THROUGH_FUNCTION.replace("timeout_s=60", "timeout_s=3");
    let more = job("work", "pass", 20_000, "");
    let seen = Scene { board: &board, more: &more, ..Scene::default() }.run();
    assert_eq!(seen.because("fn", Cause::TimedOut), seen.sent);
}

#[test]
fn the_first_call_pays_for_the_start_and_the_next_one_does_not() {
    let more = job("work", "pass", 100, "");
    let arrives = r#"[["00:00", 1000], ["00:00:01", 0]]"#;
    let few = Scene { board: THROUGH_FUNCTION, more: &more, arrives, ..Scene::default() }.run();
    let many = Scene { board: THROUGH_FUNCTION, more: &more, ..Scene::default() }.run();
    let median = |s: &Seen| s.accounts[0].freshness[0].unwrap();
    assert!(median(&few) > median(&many) + 100_000, "{} {}", median(&few), median(&many));
}

#[test]
fn an_event_of_more_than_a_megabyte_is_refused_and_a_call_is_not() {
    let bus = "src agent_fleet
        gate api_gateway_http
        bus sns_standard
        fn lambda job=work
        sink s3
        src -push-> gate
        gate -push-> fn
        fn -push-> sink";
    let event = "src websocket_feed
        w fargate_service
        fn lambda job=work timeout_s=60 memory_mb=1769
        sink s3
        src -push-> w
        w -push-> fn
        fn -push-> sink";
    let more = job("work", "pass", 100, "");
    let stream = "bytes = 2000000";
    let call = Scene { board: bus, more: &more, stream, ..Scene::default() }.run();
    call.everything_on_time();
    let event = Scene { board: event, more: &more, stream, ..Scene::default() }.run();
    assert_eq!(event.because("w", Cause::TooLarge), event.sent);
}

#[test]
fn many_copies_finish_out_of_order_and_all_arrive() {
    let more = "[[job]]\nid = \"work\"\nname = \"work\"\nsummary = \"Works.\"\nservice_ms = [2000, 20000]\n";
    let arrives = r#"[["00:00", 10000], ["00:02", 0]]"#;
    let seen = Scene { board: THROUGH_FUNCTION, more, arrives, ..Scene::default() }.run();
    seen.everything_on_time();
    let [median, _, p99, _] = seen.accounts[0].freshness;
    assert!(p99.unwrap() > 4 * median.unwrap());
}

const WORKERS: &str = "src websocket_feed
    w fargate_service job=work copies=4
    sink s3
    src -push-> w
    w -push-> sink";

#[test]
fn half_of_the_copies_live_on_when_a_zone_is_lost_and_keep_what_they_have() {
    let more = job("work", "pass", 3000, "") + &fault("\"zone_lost\"", "s3", 600);
    let seen = Scene { board: WORKERS, more: &more, on_time_s: 600, ..Scene::default() }.run();
    let lost = seen.because("w", Cause::MemoryLost);
    assert!((1..=3).contains(&lost), "{lost}");
    let single = WORKERS.replace("fargate_service", "ec2_instance");
    let single = Scene { board: &single, more: &more, on_time_s: 600, ..Scene::default() }.run();
    assert!(single.lost() > 400, "{}", single.lost());
}

#[test]
fn what_a_worker_works_on_dies_with_it() {
    let more = job("work", "pass", 3000, "") + &fault("\"down\"", "fargate_service", 1);
    let seen = Scene { board: WORKERS, more: &more, on_time_s: 600, ..Scene::default() }.run();
    assert!(seen.because("w", Cause::MemoryLost) >= 1);
}

#[test]
fn a_batch_job_takes_minutes_to_start_and_does_one_thing_at_a_time() {
    let board = "src websocket_feed
        w fargate_service job=pass
        q sqs_standard visibility_s=43200
        bus eventbridge_bus
        job glue_python_shell job=work
        sink s3
        src -push-> w
        w -push-> bus
        bus -push-> job
        job -push-> sink";
    let board = board.replace("glue_python_shell", "aws_batch");
    let more = job("work", "pass", 1000, "");
    let arrives = r#"[["00:00", 20], ["00:02", 0]]"#;
    let one = Scene { board: &board, more: &more, arrives, on_time_s: 20_000, ..Scene::default() }.run();
    one.everything_on_time();
    assert!(one.accounts[0].freshness[0].unwrap() > 25 * SECOND);
    let wide = board.replace("job=work\n", "job=work copies=5\n");
    let wide = Scene { board: &wide, more: &more, arrives, on_time_s: 20_000, ..Scene::default() }.run();
    wide.everything_on_time();
    assert!(wide.longest_s() < one.longest_s(), "{} {}", wide.longest_s(), one.longest_s());
}

#[test]
fn a_job_that_fails_is_started_again_as_often_as_it_is_told_to() {
    let board = "src websocket_feed
        w fargate_service job=pass
        bus eventbridge_bus
        job aws_batch job=work
        sink s3
        src -push-> w
        w -push-> bus
        bus -push-> job
        job -push-> sink";
    let more = job("work", "pass", 1000, "") + &fault("\"throws\"", "aws_batch", 600);
    let arrives = r#"[["00:00", 0], ["00:02:10", 20], ["00:04", 0]]"#;
    let none = Scene { board, more: &more, arrives, on_time_s: 20_000, ..Scene::default() }.run();
    assert!(none.lost() > 0);
    let again = board.replace("job=work\n", "job=work job_retries=10\n");
    let again = Scene { board: &again, more: &more, arrives, on_time_s: 20_000, ..Scene::default() }.run();
    again.everything_on_time();
}

const EVENTS: &str = "src websocket_feed
    w fargate_service job=pass
    fn lambda job=work timeout_s=60 memory_mb=1769
    sink s3
    src -push-> w
    w -push-> fn
    fn -push-> sink";

#[test]
fn an_event_that_failed_is_tried_again_after_one_minute_and_after_two_more() {
    let scene = |board: &str, for_s| {
        let more = job("work", "pass", 100, "") + &fault("\"throws\"", "lambda", for_s);
        Scene { board, more: &more, on_time_s: 600, ..Scene::default() }.run()
    };
    scene(EVENTS, 150).everything_on_time();
    let long = scene(EVENTS, 400);
    // Three tries within three minutes: who came more than three minutes before the end is gone.
    assert!((200..240).contains(&long.because("fn", Cause::Threw)), "{}", long.lost());
    let never = scene(&EVENTS.replace("timeout_s=60", "timeout_s=60 retries=0"), 150);
    assert!((145..155).contains(&never.because("fn", Cause::Threw)), "{}", never.lost());
}
