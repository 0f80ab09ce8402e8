//! What counts as said: inflection, phrases, denial, lists of keywords.

use proptest::prelude::*;

use crate::interview::{hear::Said, phrase};

fn hears(text: &str, words: &[&[&str]]) -> Option<Vec<String>> {
    let words: Vec<Vec<String>> = words.iter().map(|g| g.iter().map(|w| (*w).to_owned()).collect()).collect();
    Said::new(text).hears(&phrase::groups(&words))
}

fn is_heard(text: &str, words: &[&[&str]]) -> bool {
    hears(text, words).is_some()
}

#[test]
fn every_group_must_be_heard_by_any_of_its_words() {
    let words: &[&[&str]] = &[&["queue", "buffer"], &["wait", "stay"]];
    assert!(is_heard("The message stays in the queue.", words));
    assert!(is_heard("It is buffered, and waiting is fine.", words));
    assert!(!is_heard("The message is in the queue.", words));
}

#[test]
fn matched_words_are_shown_as_they_were_written() {
    let matched = hears("It STAYS in the\n Queue until then.", &[&["stay queue"], &["queue"]]);
    assert_eq!(Some(vec!["STAYS in the Queue".to_owned(), "Queue".to_owned()]), matched);
}

#[test]
fn denied_words_are_not_heard() {
    for text in [
        "There is no queue.",
        "We do not have a queue.",
        "It works without any queue at all.",
        "It doesn't go into the queue.",
        "We never use the queue.",
        "It can't reach the queue.",
        "There is no bucket, queue or alarm here.",
        "Instead of a queue we call it directly.",
        "I do not think that the queue helps.",
        "Neither a bucket nor a queue is there.",
        "It fails to reach the queue.",
    ] {
        assert!(!is_heard(text, &[&["queue"]]), "{text}");
    }
}

#[test]
fn a_denial_reaches_no_further_than_its_thought() {
    for text in [
        "It is not lost, the queue has it.",
        "It is not gone because the queue has it.",
        "No problem, the queue has it.",
        "Not only the bucket but also the queue has it.",
        "No matter how late it is, the queue has it.",
        "It does not run. The queue has it.",
        "There is no queue at first, but then the queue has it.",
        "It never works without the queue.",
        "It is not lost in the queue.",
        "No report fails in the queue.",
        "It cannot fail since the queue has it.",
    ] {
        assert!(is_heard(text, &[&["queue"]]), "{text}");
    }
}

#[test]
fn authors_can_write_denials_as_phrases() {
    for text in ["Nothing is lost here.", "It can't get lost.", "It is not lost.", "We see no loss of data."] {
        assert!(is_heard(text, &[&["nothing lost", "not lost", "not get lost", "no loss"]]), "{text}");
    }
    assert!(!is_heard("Everything is lost at once.", &[&["nothing lost", "not lost", "no loss"]]));
}

#[test]
fn slips_in_long_words_are_forgiven_and_stars_take_any_ending() {
    assert!(is_heard("The merge is idempotant, so it is fine.", &[&["idempotent"]]));
    assert!(is_heard("That is about idempotency, you see.", &[&["idempoten*"]]));
    assert!(!is_heard("It was a good night for it.", &[&["light"]]));
}

#[test]
fn phrases_do_not_cross_sentences_or_content_words() {
    assert!(!is_heard("We have a dead phone. The letter came.", &[&["dead letter"]]));
    assert!(!is_heard("The dead red letter is here.", &[&["dead letter"]]));
    assert!(is_heard("It goes to the dead-letter queue.", &[&["dead letter"]]));
}

#[test]
fn a_heap_of_keywords_is_not_heard() {
    for text in [
        "queue retry alarm dead letter",
        "queue, retry, alarm, dead letter, archive, swap",
        "the queue and the retry and the alarm and the dead letter and the archive",
        "I know the answer: queue retry alarm pager archive bucket swap merge",
        "Queue. Retry. Alarm. Pager. Archive. Bucket.",
        "queue",
    ] {
        assert!(!is_heard(text, &[&["queue"]]), "{text}");
    }
}

#[test]
fn short_plain_sentences_are_heard() {
    for text in [
        "It waits in the queue.",
        "The queue keeps it.",
        "Queue keeps message until Redshift is back, then retries.",
        "In the queue; it is tried again after two minutes.",
        "The queue holds the message, the alarm wakes the pager, the pager wakes me.",
    ] {
        assert!(is_heard(text, &[&["queue"]]), "{text}");
    }
}

#[test]
fn nothing_said_is_nothing_heard() {
    assert!(Said::new(" \n").is_empty());
    assert!(!is_heard("", &[&["queue"]]));
    assert!(!is_heard("It waits in the queue.", &[]));
}

proptest! {
    #[test]
    fn no_text_and_no_phrase_panics(text in any::<String>(), phrase in any::<String>()) {
        let _ = hears(&text, &[&[&phrase], &["queue"]]);
        let _ = hears(&format!("no {text}, it {phrase} queue"), &[&[&phrase]]);
    }

    #[test]
    fn a_denied_word_stays_denied_whatever_came_before(before in "[a-z ]{0,40}") {
        let text = format!("{before}. There is no queue.");
        prop_assume!(!before.contains("queue"));
        prop_assert!(!is_heard(&text, &[&["queue"]]));
    }
}
