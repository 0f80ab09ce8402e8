//! Which questions fit a board.

use crate::interview::{change_due, next_question, open_questions};

use super::*;

const QUEUES: &str = r#"
node = [
  { id = "a", component = "sqs_standard", label = "Inbox", at = [0, 0] },
  { id = "b", component = "sqs_standard", label = "Outbox", at = [1, 0] },
  { id = "c", component = "sqs_dlq", label = "Lost {queue}", at = [2, 0] },
]
"#;

fn ids(text: &str, attempt: &Attempt) -> Vec<String> {
    let mut out = Vec::new();
    with_flow(text, |flow| out = open_questions(flow, attempt).into_iter().map(|p| p.id).collect());
    out
}

#[test]
fn an_empty_board_gets_only_what_needs_no_node() {
    assert_eq!(vec!["must"], ids("", &attempt()));
}

#[test]
fn required_questions_come_first() {
    assert_eq!(vec!["must", "queue"], ids(QUEUES, &attempt()));
    with_flow(QUEUES, |flow| assert_eq!("must", next_question(flow, &attempt()).unwrap().id));
}

#[test]
fn a_placeholder_without_a_node_silences_the_question() {
    let lone = r#"node = [{ id = "a", component = "sqs_standard", label = "Inbox", at = [0, 0] }]"#;
    assert_eq!(vec!["must"], ids(lone, &attempt()));
}

#[test]
fn placeholders_name_the_students_own_nodes() {
    with_flow(QUEUES, |flow| {
        let posed = open_questions(flow, &attempt()).into_iter().find(|p| p.id == "queue").unwrap();
        assert_eq!(r#"What if "Inbox" and "Outbox" fills up, and who reads "Lost {queue}"?"#, posed.text);
        assert_eq!(Some(r#"Point at "Inbox" and "Outbox"."#.to_owned()), posed.point);
        assert_eq!(2, posed.names["queue"].len());
    });
}

#[test]
fn many_nodes_are_not_all_named_and_empty_labels_say_what_they_are() {
    let nodes: Vec<String> = (0..6)
        .map(|i| format!("{{ id = \"s{i}\", component = \"s3\", label = \"{}\", at = [{i}, 0] }}", ["", "B"][i % 2]))
        .collect();
    with_flow(&format!("node = [{}]", nodes.join(",")), |flow| {
        let posed = open_questions(flow, &attempt()).into_iter().find(|p| p.id == "earlier").unwrap();
        assert_eq!(
            r#"Why "S3", "B", "S3" and 3 more?"#,
            posed.text.replace("S3 storage", "S3").replace("S3 bucket", "S3")
        );
    });
}

#[test]
fn phases_and_closed_answers_are_respected() {
    let bucket = r#"node = [{ id = "a", component = "s3", label = "B", at = [0, 0] }]"#;
    let mut attempt = attempt();
    assert_eq!(vec!["must", "earlier"], ids(bucket, &attempt));
    attempt.changed_at = Some("2026-01-01T00:00:00Z".into());
    assert_eq!(vec!["must", "later"], ids(bucket, &attempt));
    attempt.answers.insert("must".into(), closed());
    assert_eq!(vec!["later"], ids(bucket, &attempt));
    attempt.answers.insert("later".into(), AnswerGiven { closed: false, ..closed() });
    assert_eq!(vec!["later"], ids(bucket, &attempt));
}

#[test]
fn the_change_waits_for_closed_answers_to_known_questions() {
    let scenario = scenario();
    let mut attempt = attempt();
    attempt.answers.insert("must".into(), closed());
    attempt.answers.insert("stranger".into(), closed());
    attempt.answers.insert("queue".into(), AnswerGiven { closed: false, ..closed() });
    assert!(!change_due(&scenario, &attempt));
    attempt.answers.insert("queue".into(), closed());
    assert!(change_due(&scenario, &attempt));
    attempt.changed_at = Some("2026-01-01T00:00:00Z".into());
    assert!(!change_due(&scenario, &attempt));
    attempt.changed_at = None;
    assert!(!change_due(&Scenario { change: None, ..scenario }, &attempt));
}

#[test]
fn without_a_contract_nothing_is_asked() {
    let board = board(QUEUES);
    assert_eq!(None, next_question(&Flow::of(&board, catalogue(), None), &attempt()));
}
