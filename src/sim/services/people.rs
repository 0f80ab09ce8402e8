//! Alarms on queues, functions and stores.

use super::*;

const WATCHED: &str = "src websocket_feed
    w fargate_service job=pass
    q sqs_standard visibility_s=60 alarm_age_s=300
    fn lambda job=work
    alarm cloudwatch_alarm
    who pager
    sink s3
    src -push-> w
    w -push-> q
    q -subscribe-> fn
    q -alert-> alarm
    alarm -alert-> who
    fn -push-> sink";

fn run(board: &str, does: &str, on: &str) -> Seen {
    let more = job("work", "pass", 100, "") + &fault(does, on, 1800);
    Scene { board, more: &more, on_time_s: 7200, ..Scene::default() }.run()
}

#[test]
fn an_alarm_on_a_queue_goes_off_when_the_oldest_message_has_waited_too_long() {
    let seen = run(WATCHED, "\"throws\"", "lambda");
    let first = seen.told.iter().find(|t| t.0 == "q").unwrap();
    assert_eq!(first.1, Cause::Backlog);
    assert!((120 + 300..120 + 300 + 400).contains(&first.2), "{}", first.2);
    let quiet = run(WATCHED, "\"throws\"", "dynamodb");
    assert!(quiet.told.is_empty());
}

#[test]
fn an_alarm_on_the_length_of_a_queue_goes_off_sooner() {
    let board = WATCHED.replace("alarm_age_s=300", "alarm_age_s=0 alarm_depth=20");
    let seen = run(&board, "\"throws\"", "lambda");
    let first = seen.told.iter().find(|t| t.0 == "q").unwrap();
    assert!((140..140 + 300).contains(&first.2), "{}", first.2);
}

#[test]
fn an_alarm_on_a_function_goes_off_when_it_fails() {
    let board = WATCHED.replace("q -alert-> alarm", "fn -alert-> alarm");
    assert!(run(&board, "\"throws\"", "lambda").told.iter().any(|t| t.0 == "fn" && t.1 == Cause::Threw));
}

#[test]
fn an_alarm_on_a_store_goes_off_when_it_refuses() {
    let board = WATCHED.replace("q -alert-> alarm", "sink -alert-> alarm");
    let seen = run(&board, "\"disk_full\"", "s3");
    assert!(seen.told.iter().any(|t| t.0 == "sink" && t.1 == Cause::DiskFull), "{:?}", seen.told);
}

#[test]
fn without_an_alarm_nobody_hears_of_it() {
    let board = WATCHED.replace("q -alert-> alarm", "");
    assert!(run(&board, "\"throws\"", "lambda").told.is_empty());
}
