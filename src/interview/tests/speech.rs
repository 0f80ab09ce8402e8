//! Words, stems and numbers.

use crate::interview::speech::{split, stem};

fn stems(text: &str) -> String {
    split(text).iter().map(|w| w.stem.as_str()).collect::<Vec<_>>().join(" ")
}

#[test]
fn inflected_words_share_a_stem() {
    for family in [
        &["retry", "retries", "retried", "retrying"][..],
        &["store", "stores", "stored", "storing"],
        &["archive", "archives", "archived", "archiving"],
        &["stop", "stops", "stopped", "stopping"],
        &["lose", "loses", "lost", "losing"],
        &["keep", "keeps", "kept", "keeping"],
        &["match", "matches", "matched", "matching"],
        &["poll", "polls", "polled", "polling"],
        &["normalise", "normalize", "normalized"],
        &["process", "processes", "processing"],
    ] {
        for word in family {
            assert_eq!(stem(family[0]), stem(word), "{word}");
        }
    }
}

#[test]
fn different_words_keep_apart() {
    for (a, b) in
        [("bus", "but"), ("need", "new"), ("this", "thi"), ("loss", "lose"), ("late", "later"), ("news", "no")]
    {
        assert_ne!(stem(a), stem(b), "{a} {b}");
    }
}

#[test]
fn numbers_and_units_come_apart_and_clock_times_hold_together() {
    assert_eq!("80 mb 60000 row 0.5 percent", stems("80MB, 60,000 rows, 0.5 %"));
    assert_eq!("600 600 1800 5 minut s3 ec2", stems("06:00 0600 18:00 five minutes S3 EC2"));
    assert_eq!("1 2 3", stems("1,2,3"));
}

#[test]
fn contractions_become_two_words_and_email_one() {
    assert_eq!("it do not los email", stems("It don't lose e-mail"));
    assert_eq!("can not", stems("can't"));
}

#[test]
fn places_point_into_the_text() {
    let text = "Ünïcode wörks, ça va?";
    for word in split(text) {
        assert!(text.get(word.at.clone()).is_some(), "{word:?}");
    }
    assert!(split(text)[2].after_comma);
}
