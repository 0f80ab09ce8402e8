//! Answers the student's free questions from what the client knows.
//!
//! A question is compared with every phrasing of every fact, word by word: rare words weigh more
//! than common ones, words of one group count as the same, and slips of the fingers are forgiven.
//! A fact is told only when it explains most of what was asked; when in doubt the client says that
//! they do not know, and a question too vague to answer gets one back.

use std::{cmp::Reverse, collections::BTreeSet};

use crate::domain::scenario::Scenario;

use super::{
    likeness::{Asked, Lore},
    phrase, speech,
};

/// What the client says to a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// A fact the client knows.
    Revealed {
        /// The fact's id.
        id: String,
        /// What the client says.
        text: String,
    },
    /// A question back: what was asked is too vague.
    Counter {
        /// What the client asks.
        text: String,
    },
    /// Nobody at the client's knows, or the question was not understood.
    Unknown {
        /// What the client says.
        text: String,
    },
}

/// How much of a question a fact must explain when all its word groups are heard, percent.
const EXPLAINS_SOME: u32 = 50;
/// The same when they are not, and the likeness to one phrasing that is then asked for, percent.
const EXPLAINS_MOST: u32 = 60;
const ALIKE: u32 = 58;
/// How much of a question a vague one's words must explain, percent.
const VAGUE_ENOUGH: u32 = 50;

/// Answers a question of the student.
pub fn ask(scenario: &Scenario, text: &str) -> Reply {
    let lore = Lore::of(&scenario.interview.reveal);
    let names = names(scenario);
    let facts = thoughts(text).into_iter().filter_map(|t| best_fact(&lore, &lore.read(t, &names)));
    if let Some((_, Reverse(fact))) = facts.max() {
        let reveal = &scenario.interview.reveal[fact];
        return Reply::Revealed { id: reveal.id.clone(), text: reveal.reply.clone() };
    }
    match counter(scenario, &lore.read(text, &names)) {
        Some(counter) => Reply::Counter { text: counter.to_owned() },
        None => Reply::Unknown { text: scenario.interview.unknown.clone() },
    }
}

/// The whole text, and each of its sentences and longer clauses: people wrap questions in courtesy.
fn thoughts(text: &str) -> BTreeSet<&str> {
    let sentences = text.split(['.', '?', '!', ';', '\n']);
    let clauses = text.split([',', ':', '.', '?', '!', ';', '\n']).filter(|c| c.split_whitespace().count() >= 3);
    sentences.chain(clauses).chain([text]).map(str::trim).collect()
}

/// The stems of what the client and the contact are called.
fn names(scenario: &Scenario) -> Vec<String> {
    let name = |text: &str| text.split(',').next().map(speech::split).unwrap_or_default();
    [&scenario.contact, &scenario.client].into_iter().flat_map(|t| name(t)).map(|w| w.stem).collect()
}

fn best_fact(lore: &Lore, asked: &Asked) -> Option<(u32, Reverse<usize>)> {
    if asked.is_empty() {
        return None;
    }
    let rate = |i: usize| {
        let likeness = lore.compare(i, asked);
        let strong = likeness.groups && likeness.explains >= EXPLAINS_SOME;
        let alike = likeness.explains >= EXPLAINS_MOST && likeness.alike >= ALIKE && likeness.shared > 1;
        let score = likeness.alike + likeness.explains / 2 + if likeness.groups { 40 } else { 0 };
        (strong || alike).then_some((score, Reverse(i)))
    };
    (0..lore.len()).filter_map(rate).max()
}

fn counter<'a>(scenario: &'a Scenario, asked: &Asked) -> Option<&'a str> {
    let fits = |words: &[Vec<String>]| {
        let groups = phrase::groups(words);
        asked.touches(&groups) && asked.share(&groups, &BTreeSet::new()) >= VAGUE_ENOUGH
    };
    scenario.interview.vague.iter().find(|v| fits(&v.words)).map(|v| v.counter.as_str())
}
