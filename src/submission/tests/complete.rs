use super::*;
use crate::domain::scenario::DeliverableKind;

fn missing(board: &Board, attempt: &Attempt, kind: DeliverableKind) -> Vec<String> {
    let flow = flow(board);
    completeness(&flow, attempt, true).into_iter().find(|i| i.deliverable == kind).unwrap().missing
}

#[test]
fn a_finished_attempt_misses_nothing() {
    let board = drawn();
    let items = completeness(&flow(&board), &talked(&board), true);
    assert_eq!(scenario().deliverable.len(), items.len());
    assert!(items.iter().all(|i| i.done && i.missing.is_empty()), "{items:?}");
}

#[test]
fn an_empty_board_completes_nothing_about_the_drawing() {
    let board = Board::named("empty");
    let attempt = Attempt::new("high-fashion".into());
    for kind in DeliverableKind::ALL {
        assert!(!missing(&board, &attempt, *kind).is_empty(), "{kind}");
    }
    let unsaved = completeness(&flow(&board), &attempt, false);
    assert!(unsaved[0].missing.contains(&"save the diagram".to_owned()));
}

#[test]
fn steps_without_an_explanation_are_named_by_their_labels() {
    let mut board = drawn();
    let note = board.notes.values().next().unwrap().clone();
    let id = board.nodes.keys().next().unwrap().clone();
    board.notes.get_mut(&note.id).unwrap().covers.remove(id.as_str());
    let label = board.label(&id).to_owned();
    let found = missing(&board, &talked(&board), DeliverableKind::Steps);
    assert!(found.contains(&format!("explain {label}")), "{found:?}");
}

#[test]
fn the_qualities_need_words_of_their_own() {
    let board = drawn();
    let cases = [
        ("too short", "velocity: 2 of at least 12 words"),
        ("so so so so so so so so so so so so so", "velocity: the same few words again and again"),
    ];
    for (text, expected) in cases {
        let mut attempt = talked(&board);
        attempt.qualities.insert(Quality::Velocity, text.to_owned());
        assert_eq!(vec![expected], missing(&board, &attempt, DeliverableKind::Qualities));
    }
    let mut attempt = talked(&board);
    attempt.qualities.insert(Quality::Resilience, talk(Quality::Velocity));
    let expected = vec!["resilience: the same text as for velocity"];
    assert_eq!(expected, missing(&board, &attempt, DeliverableKind::Qualities));
}

#[test]
fn the_same_question_asked_thrice_counts_once() {
    let board = drawn();
    let mut attempt = talked(&board);
    let same = attempt.asked[0].clone();
    attempt.asked = vec![same.clone(), same.clone(), same];
    assert_eq!(vec!["ask the client 2 more questions"], missing(&board, &attempt, DeliverableKind::Questions));
    let items = crate::submission::completeness(&flow(&board), &attempt, true);
    assert_eq!(Some(2), items.iter().find(|i| i.deliverable == DeliverableKind::Questions).map(|i| i.left));
}

#[test]
fn every_required_question_that_fits_the_board_must_be_answered() {
    let board = drawn();
    let mut attempt = talked(&board);
    let required: Vec<String> =
        scenario().interview.question.iter().filter(|q| q.required).map(|q| q.id.clone()).collect();
    for id in required {
        let Some(answer) = attempt.answers.remove(&id) else { continue };
        let found = missing(&board, &attempt, DeliverableKind::Answers);
        assert!(found.iter().any(|m| m.starts_with("answer: ")), "{id}: {found:?}");
        attempt.answers.insert(id, answer);
    }
}

#[test]
fn the_changed_requirement_must_have_been_heard() {
    let board = drawn();
    let mut attempt = talked(&board);
    attempt.changed_at = None;
    assert_eq!(vec!["the client has news: go and talk to them"], missing(&board, &attempt, DeliverableKind::Answers));
    attempt.answers.retain(|id, _| id != "why" && id != "after");
    let found = missing(&board, &attempt, DeliverableKind::Answers);
    assert!(found.contains(&"the client has news after one more answer".to_owned()), "{found:?}");
}
