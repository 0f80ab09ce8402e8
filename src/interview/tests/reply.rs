//! Questions of the student to the client.

use proptest::prelude::*;

use super::*;
use crate::interview::{Reply, ask, fixtures};

fn told(text: &str) -> String {
    match ask(&scenario(), text) {
        Reply::Revealed { id, .. } => id,
        Reply::Counter { .. } => "counter".into(),
        Reply::Unknown { .. } => "unknown".into(),
    }
}

#[test]
fn facts_are_told_when_asked_in_other_words() {
    for (text, id) in [
        ("milk?", "milk"),
        ("Would you like some cream?", "milk"),
        ("Hello Ada, thanks for having me. I was curious: do you take mlik, or rather cream?", "milk"),
        ("opening hours pls", "opening"),
        ("At which time do you close on Sundays", "opening"),
        ("when does teh shop opne?", "opening"),
    ] {
        assert_eq!(id, told(text), "{text}");
    }
}

#[test]
fn strange_questions_reveal_nothing() {
    for text in ["", "???", "Do you like dogs?", "open sesame", "what time is it", "zzz zzz", "Ada Pot", "the and of"] {
        assert_eq!("unknown", told(text), "{text}");
    }
}

#[test]
fn vague_questions_get_one_back() {
    assert_eq!("counter", told("Tell me about the tea."));
    assert_eq!(Reply::Counter { text: "What about the tea?".into() }, ask(&scenario(), "tea"));
    assert_eq!(Reply::Unknown { text: "I do not know.".into() }, ask(&scenario(), "why is the moon round"));
}

#[test]
fn fixtures_are_checked_both_ways() {
    assert_eq!(Vec::<String>::new(), fixtures::faults(&question("queue")));
    let mut bad = question("queue");
    bad.fixtures.good[0] = "It does not wait.".into();
    bad.fixtures.wrong = vec!["It waits in the queue and an alarm rings.".into()];
    bad.fixtures.salad = "It waits in the queue and an alarm rings.".into();
    let faults = fixtures::faults(&bad);
    assert_eq!(5, faults.len(), "{faults:#?}");
}

proptest! {
    #[test]
    fn no_question_panics(text in any::<String>()) {
        let _ = told(&text);
    }

    #[test]
    fn words_that_no_fact_knows_reveal_nothing(text in "[qxz]{3,9}( [qxz]{3,9}){0,6}") {
        prop_assert_eq!("unknown", told(&text));
    }
}
