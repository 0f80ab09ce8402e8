//! Gateways, buses and notifiers.

use super::*;

const GATE: &str = "src agent_fleet
    gate api_gateway_http
    fn lambda job=work timeout_s=600 memory_mb=1769
    sink s3
    src -push-> gate
    gate -push-> fn
    fn -push-> sink";

#[test]
fn a_gateway_refuses_what_is_beyond_its_rate() {
    let board = GATE.replace("api_gateway_http", "api_gateway_http rate_per_s=5");
    let more = job("work", "pass", 100, "");
    let arrives = r#"[["00:00", 10000], ["00:01", 0]]"#;
    let seen = Scene { board: &board, more: &more, arrives, ..Scene::default() }.run();
    assert!((250..350).contains(&seen.because("src", Cause::Throttled)), "{}", seen.lost());
}

#[test]
fn the_caller_gets_the_error_and_nobody_else_tries_again() {
    let more = job("work", "pass", 100, "") + &fault("\"throws\"", "lambda", 120);
    let once = Scene { board: GATE, more: &more, ..Scene::default() }.run();
    assert!((115..125).contains(&once.because("fn", Cause::Threw)), "{}", once.lost());
    let keeps = Scene { board: GATE, more: &more, stream: "spool_s = 3600", on_time_s: 600, ..Scene::default() }.run();
    keeps.everything_on_time();
}

#[test]
fn who_waits_longer_than_the_gateway_does_tries_again_and_doubles() {
    let more = job("work", "pass", 40_000, "");
    let stream = "spool_s = 60";
    let slow = Scene { board: GATE, more: &more, stream, on_time_s: 600, ..Scene::default() }.run();
    assert_eq!(slow.on_time(), slow.sent);
    assert!(slow.extra() >= slow.sent, "{}", slow.extra());
    let more = job("work", "pass", 20_000, "");
    let quick = Scene { board: GATE, more: &more, stream, on_time_s: 600, ..Scene::default() }.run();
    assert_eq!(quick.extra(), 0);
}

#[test]
fn a_request_that_is_too_large_is_refused_at_the_door() {
    let more = job("work", "pass", 100, "");
    let stream = "bytes = 20000000";
    let seen = Scene { board: GATE, more: &more, stream, ..Scene::default() }.run();
    assert_eq!(seen.because("src", Cause::TooLarge), seen.sent);
}

const BUS: &str = "src websocket_feed
    w fargate_service job=pass
    bus eventbridge_bus
    job fargate_service job=work
    sink s3
    src -push-> w
    w -push-> bus
    bus -push-> job
    job -push-> sink";

#[test]
fn a_bus_tries_again_for_a_day() {
    let more = job("work", "pass", 10, "") + &fault("\"down\"", "s3", 1);
    let more = more.replace("component = \"s3\"", "job = \"work\"").replace("for_s = 1\n", "for_s = 3600\n");
    let arrives = r#"[["00:00", 1000], ["00:10", 0]]"#;
    let seen = Scene { board: BUS, more: &more, arrives, on_time_s: 3 * 3600, ..Scene::default() }.run();
    assert!(seen.lost() <= 1, "{}", seen.lost());
    let direct = BUS.replace("w -push-> bus\n", "").replace("bus -push-> job", "w -push-> job");
    let lost = Scene { board: &direct, more: &more, arrives, on_time_s: 3 * 3600, ..Scene::default() }.run();
    assert!(lost.lost() > 400, "{}", lost.lost());
}

#[test]
fn a_bus_puts_aside_what_is_hopeless() {
    let board = BUS.replace("job fargate_service job=work", "job rds_postgres").replace(
        "job -push-> sink",
        "dead sqs_dlq\nalarm cloudwatch_alarm\nwho pager\nbus -push-> dead\ndead -alert-> alarm\nalarm -alert-> who",
    );
    let seen = Scene { board: &board, ..Scene::default() }.run();
    assert_eq!(seen.count(Class::Parked) + seen.lost(), seen.sent);
}

#[test]
fn a_bus_hands_an_event_only_to_those_it_is_for() {
    let board = BUS.replace("bus -push-> job", "bus -push-> job json");
    let seen = Scene { board: &board, ..Scene::default() }.run();
    assert_eq!(seen.on_time(), 0);
    assert_eq!(seen.because("bus", Cause::NoWay), seen.sent);
}

#[test]
fn a_notifier_gives_every_subscriber_a_copy_and_waits_for_one_that_is_down() {
    let board = "src websocket_feed
        w fargate_service job=notify
        topic sns_standard
        a sqs_standard
        b sqs_standard
        fa lambda job=work
        fb lambda job=work
        sink s3
        other dynamodb
        src -push-> w
        w -push-> topic
        topic -push-> a
        topic -push-> b
        a -subscribe-> fa
        b -subscribe-> fb
        fa -push-> sink
        fb -push-> other";
    let more = job("work", "pass", 10, "") + &fault("\"down\"", "sqs_standard", 600);
    for sink in ["s3", "dynamodb"] {
        Scene { board, sink, more: &more, on_time_s: 3 * 3600, ..Scene::default() }.run().everything_on_time();
    }
}

#[test]
fn an_archive_beside_a_bus_sends_a_day_again() {
    let board =
        BUS.replace("sink s3", "sink dynamodb") + "\nkeep eventbridge_archive\nbus -copy-> keep\nkeep -replay-> bus";
    let trial = "[[trial]]\nid = \"t\"\nname = \"t\"\nstory = \"t\"\ndoes = \"wipe\"\ndays = 1\nwithin_s = 7200\n";
    let more = job("work", "pass", 10, "") + trial;
    let (_, missing) = Scene { board: &board, sink: "dynamodb", more: &more, ..Scene::default() }.rebuild();
    assert_eq!(missing, 0);
}
