//! Queues: visibility, order, repeats, retention, dead letters.

use super::*;

const QUEUE: &str = "src websocket_feed
    w fargate_service job=pass
    q sqs_standard visibility_s=30 twice_per_million=0
    fn lambda job=work timeout_s=900 memory_mb=1769
    sink s3
    src -push-> w
    w -push-> q
    q -subscribe-> fn
    fn -push-> sink";

#[test]
fn a_message_that_takes_longer_than_it_stays_hidden_is_worked_on_twice() {
    let more = job("work", "pass", 40_000, "");
    let short = Scene { board: QUEUE, more: &more, ..Scene::default() }.run();
    assert_eq!(short.on_time(), short.sent);
    assert!(short.extra() >= short.sent, "{}", short.extra());
    let long = QUEUE.replace("visibility_s=30", "visibility_s=240");
    let long = Scene { board: &long, more: &more, ..Scene::default() }.run();
    assert_eq!((long.on_time(), long.extra()), (long.sent, 0));
}

#[test]
fn a_standard_queue_hands_out_twice_now_and_then_and_one_in_order_does_not() {
    let often = QUEUE.replace("twice_per_million=0", "twice_per_million=100000");
    let more = job("work", "pass", 100, "");
    let often = Scene { board: &often, more: &more, ..Scene::default() }.run();
    assert!((20..110).contains(&often.extra()), "{}", often.extra());
    let fifo = QUEUE.replace("sqs_standard visibility_s=30 twice_per_million=0", "sqs_fifo");
    let fifo = Scene { board: &fifo, more: &more, ..Scene::default() }.run();
    assert_eq!((fifo.on_time(), fifo.extra()), (fifo.sent, 0));
}

#[test]
fn a_queue_in_order_works_on_one_message_of_a_key_at_a_time() {
    let fifo = QUEUE.replace("sqs_standard visibility_s=30 twice_per_million=0", "sqs_fifo visibility_s=300");
    let more = job("work", "pass", 3000, "");
    let wide = Scene { board: QUEUE, more: &more, on_time_s: 10, ..Scene::default() }.run();
    wide.everything_on_time();
    let narrow = Scene { board: &fifo, more: &more, on_time_s: 10, ..Scene::default() }.run();
    assert!(narrow.on_time() < narrow.sent / 10, "{}", narrow.on_time());
    assert_eq!(narrow.lost(), 0);
}

#[test]
fn a_queue_in_order_takes_three_hundred_calls_a_second() {
    let fifo = QUEUE
        .replace("sqs_standard visibility_s=30 twice_per_million=0", "sqs_fifo")
        .replace("fargate_service job=pass", "fargate_service job=work");
    let more = job("work", "pass", 1, "");
    let arrives = r#"[["00:00", 600000], ["00:00:10", 0]]"#;
    let seen = Scene { board: &fifo, more: &more, arrives, on_time_s: 20_000, ..Scene::default() }.run();
    let refused = seen.because("w", Cause::Throttled);
    assert!((2000..3500).contains(&refused), "{refused}");
}

const DEAD: &str = "src websocket_feed
    w fargate_service job=pass
    q sqs_standard visibility_s=30 twice_per_million=0
    fn lambda job=work timeout_s=10 memory_mb=1769
    dead sqs_dlq
    alarm cloudwatch_alarm
    topic sns_standard
    who pager
    sink s3
    src -push-> w
    w -push-> q
    q -subscribe-> fn
    q -push-> dead
    dead -alert-> alarm
    alarm -alert-> topic
    topic -alert-> who
    fn -push-> sink";

#[test]
fn what_fails_too_often_is_put_aside_and_taken_up_again_by_people() {
    let more = job("work", "pass", 100, "") + &fault("\"throws\"", "lambda", 600);
    let seen = Scene { board: DEAD, more: &more, on_time_s: 7200, ..Scene::default() }.run();
    seen.everything_on_time();
    assert!(seen.told.iter().any(|t| t.0 == "dead"));
}

#[test]
fn nobody_takes_up_what_nobody_was_told_of() {
    let board = DEAD.replace("dead -alert-> alarm", "");
    let more = job("work", "pass", 100, "") + &fault("\"throws\"", "lambda", 600);
    let seen = Scene { board: &board, more: &more, on_time_s: 7200, ..Scene::default() }.run();
    assert!(seen.lost() > 100, "{}", seen.lost());
}

#[test]
fn without_a_limit_a_message_goes_round_until_it_is_good_or_old() {
    let more = job("work", "pass", 100, "") + &fault("\"throws\"", "lambda", 1200);
    let seen = Scene { board: QUEUE, more: &more, on_time_s: 7200, ..Scene::default() }.run();
    seen.everything_on_time();
    let board = QUEUE.replace("visibility_s=30", "visibility_s=30 retention_s=300");
    let seen = Scene { board: &board, more: &more, on_time_s: 7200, ..Scene::default() }.run();
    assert!(seen.because("q", Cause::RetentionOver) > 100);
}

#[test]
fn a_broker_keeps_messages_until_somebody_takes_them() {
    let board = QUEUE.replace("sqs_standard visibility_s=30 twice_per_million=0", "amazon_mq");
    let more = job("work", "pass", 100, "") + &fault("\"throws\"", "lambda", 1200);
    Scene { board: &board, more: &more, on_time_s: 7200, ..Scene::default() }.run().everything_on_time();
}

#[test]
fn a_repeat_within_five_minutes_is_dropped_by_a_queue_in_order() {
    let board = |queue: &str| {
        format!(
            "src agent_fleet
            gate api_gateway_http
            fn lambda job=slow timeout_s=60 memory_mb=1769
            q {queue}
            out lambda job=work timeout_s=60
            sink s3
            src -push-> gate
            gate -push-> fn
            fn -push-> q
            q -subscribe-> out
            out -push-> sink"
        )
    };
    // The caller gives up after half a minute and sends again what was done all the same.
    let more = job("work", "pass", 10, "") + &job("slow", "pass", 40_000, "");
    let run = |queue: &str| {
        let board = board(queue);
        Scene { board: &board, more: &more, stream: "spool_s = 60", on_time_s: 600, ..Scene::default() }.run()
    };
    let standard = run("sqs_standard twice_per_million=0");
    assert!(standard.extra() >= standard.sent, "{}", standard.extra());
    let fifo = run("sqs_fifo");
    assert_eq!((fifo.on_time(), fifo.extra()), (fifo.sent, 0));
}

#[test]
fn what_is_put_aside_is_kept_as_long_as_the_queue_for_it_keeps_things() {
    let board = DEAD.replace("dead -alert-> alarm", "").replace("dead sqs_dlq", "dead sqs_dlq retention_s=3600");
    let more = job("work", "pass", 100, "") + &fault("\"throws\"", "lambda", 600);
    let seen = Scene { board: &board, more: &more, on_time_s: 7200, ..Scene::default() }.run();
    assert!(seen.because("dead", Cause::RetentionOver) > 100, "{}", seen.lost());
}
