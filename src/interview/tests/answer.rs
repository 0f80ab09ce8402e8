//! Pointing, numbers, listening, and the one thing asked back.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::{
    domain::{id::NodeId, question::Hearing},
    interview::{Given, Heeded, listen, number},
};

/// Two tries of 150 seconds are five minutes.
const BOARD: &str = r#"
node = [
  { id = "a", component = "sqs_standard", label = "Inbox", at = [0, 0], set = { visibility_s = 150, receive_limit = 2 } },
  { id = "c", component = "sqs_dlq", label = "Dead", at = [2, 0] },
  { id = "d", component = "s3", label = "Store", at = [3, 0] },
]
"#;

fn answer(pointed: &[&str], milli: Option<i64>, because: &str) -> Heeded {
    let pointed: BTreeSet<NodeId> = pointed.iter().map(NodeId::new).collect();
    let mut out = None;
    with_flow(BOARD, |flow| {
        out = Some(listen(flow, &question("queue"), &Given { pointed: &pointed, number_milli: milli, because }));
    });
    out.unwrap()
}

#[test]
fn pointing_needs_one_right_node_and_nothing_else() {
    for (pointed, right, says) in [
        (&["a"][..], true, "I see the spot"),
        (&[], false, "not shown me"),
        (&["a", "d"], false, "You point at \"Store\""),
        (&["d", "c"], false, "You point at \"Dead\" and \"Store\""),
        (&["gone"], false, "no longer on the drawing"),
        (&["a", "gone"], false, "no longer on the drawing"),
    ] {
        let heeded = answer(pointed, None, "");
        assert_eq!(Some(right), heeded.pointed_right, "{pointed:?}");
        assert!(heeded.reaction.contains(says), "{pointed:?}: {}", heeded.reaction);
    }
}

#[test]
fn numbers_are_judged_within_a_fifth() {
    for (given, right) in [(5000, true), (6000, true), (4000, true), (6001, false), (3999, false), (-5000, false)] {
        let heeded = answer(&["a"], Some(given), "");
        assert_eq!((Some(right), Some(5000)), (heeded.number_right, heeded.truth_milli), "{given}");
    }
    assert!(number::is_near(0, 0) && !number::is_near(1, 0));
    assert!(!number::is_near(i64::MIN, i64::MAX));
}

#[test]
fn thousandths_are_written_as_people_do() {
    for (milli, text) in [(10_000, "10"), (2500, "2.5"), (-125, "-0.125"), (0, "0"), (1010, "1.01")] {
        assert_eq!(text, number::in_words(milli));
    }
}

#[test]
fn a_wrong_number_is_asked_back_before_anything_else() {
    let heeded = answer(&["a"], Some(60_000), "Nothing much.");
    assert_eq!(Some(r#"It is 5 for "Inbox"."#.to_owned()), heeded.follow_up);
    let heeded = answer(&["a"], None, "It waits in the queue and the alarm rings.");
    assert_eq!((Some(false), Some(r#"It is 5 for "Inbox"."#.to_owned())), (heeded.number_right, heeded.follow_up));
}

#[test]
fn then_the_first_point_that_was_not_heard_then_what_nothing_backs() {
    assert_eq!(
        Some(r#"Where does it wait, "Inbox"?"#.to_owned()),
        answer(&["a"], Some(5000), "I cannot say.").follow_up
    );
    assert_eq!(Some("Who is told?".to_owned()), answer(&["a"], Some(5000), "It waits in the queue.").follow_up);
    let heeded = answer(&["a"], Some(5000), "It waits in the queue and then the alarm rings.");
    assert_eq!([Hearing::Heard, Hearing::Unbacked], [heeded.heard[0].hearing, heeded.heard[1].hearing]);
    assert!(heeded.follow_up.unwrap().contains("Where on your drawing"));
    assert!(heeded.reaction.contains("nothing on your drawing backs it: somebody is told"));
}

#[test]
fn the_students_own_label_counts_as_a_word() {
    let heeded = answer(&["a"], Some(5000), "It waits in Inbox.");
    assert_eq!(
        (Hearing::Heard, vec!["Inbox".to_owned(), "waits".to_owned()]),
        (heeded.heard[0].hearing, heeded.heard[0].matched.clone())
    );
}

#[test]
fn silence_and_salad_are_named_as_such() {
    assert!(answer(&["a"], Some(5000), "").reaction.contains("have not heard a reason"));
    assert!(answer(&["a"], Some(5000), "queue wait alarm pager").reaction.contains("in a sentence"));
}

#[test]
fn a_number_that_the_board_does_not_have_is_not_judged() {
    let pointed = BTreeSet::new();
    with_flow("", |flow| {
        let heeded = listen(flow, &question("queue"), &Given { pointed: &pointed, number_milli: Some(1), because: "" });
        assert_eq!((None, None, None), (heeded.number_right, heeded.truth_milli, heeded.pointed_right));
        let counted = listen(flow, &question("must"), &Given { pointed: &pointed, number_milli: Some(0), because: "" });
        assert_eq!((Some(true), Some(0)), (counted.number_right, counted.truth_milli));
    });
}

#[test]
fn each_of_several_nodes_has_a_true_number() {
    let two = r#"
    node = [
      { id = "a", component = "sqs_standard", label = "A", at = [0, 0], set = { visibility_s = 60, receive_limit = 2 } },
      { id = "b", component = "sqs_standard", label = "B", at = [1, 0], set = { visibility_s = 600, receive_limit = 3 } },
    ]
    "#;
    for (given, right, truth) in [(2000, true, 2000), (30_000, true, 30_000), (9000, false, 2000)] {
        with_flow(two, |flow| {
            let given = Given { pointed: &BTreeSet::new(), number_milli: Some(given), because: "" };
            let heeded = listen(flow, &question("queue"), &given);
            assert_eq!((Some(right), Some(truth)), (heeded.number_right, heeded.truth_milli));
        });
    }
}

#[test]
fn a_whole_reaction_reads_like_speech() {
    let heeded = answer(&["a"], Some(5000), "It waits in the queue and the alarm rings.");
    assert_eq!(
        "Yes, I see the spot on your drawing. 5 minutes: that is what your drawing says too. I take away: it waits. \
         You mention this, but nothing on your drawing backs it: somebody is told.",
        heeded.reaction
    );
}

proptest! {
    #[test]
    fn prose_never_panics_and_is_never_called_right(text in any::<String>(), milli in any::<Option<i64>>()) {
        let heeded = answer(&["a"], milli, &text);
        for praise in ["correct", "right", "well done"] {
            prop_assert!(!heeded.reaction.to_lowercase().contains(praise));
        }
    }
}
