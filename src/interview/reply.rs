//! Answers the student's free questions from what the client knows.
//!
//! A question is compared with every phrasing of every fact, word by word: rare words weigh more
//! than common ones, words of one group count as the same, and slips of the fingers are forgiven.
//! A fact is told only when it explains most of what was asked; when in doubt the client says that
//! they do not know, and a question too vague to answer gets one back.

use crate::domain::scenario::Scenario;

use super::{
    likeness::{Asked, Likeness, Lore},
    phrase::Phrase,
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
const EXPLAINS_SOME: u32 = 40;
/// The same when they are not, and the likeness to one phrasing that is then asked for, percent.
const EXPLAINS_MOST: u32 = 60;
const ALIKE: u32 = 58;
/// How much of a question a vague one's words must explain, percent.
const VAGUE_ENOUGH: u32 = 50;

/// Answers a question of the student.
pub fn ask(scenario: &Scenario, text: &str) -> Reply {
    let lore = Lore::of(&scenario.interview.reveal);
    let best = thoughts(text).into_iter().filter_map(|t| best_fact(scenario, &lore, t)).max_by_key(|b| b.0);
    if let Some((_, fact)) = best {
        let reveal = &scenario.interview.reveal[fact];
        return Reply::Revealed { id: reveal.id.clone(), text: reveal.reply.clone() };
    }
    if let Some(counter) = counter(scenario, &lore, text) {
        return Reply::Counter { text: counter };
    }
    Reply::Unknown { text: scenario.interview.unknown.clone() }
}

/// The whole text, and each of its sentences and longer clauses: people wrap questions in courtesy.
fn thoughts(text: &str) -> Vec<&str> {
    let mut out = vec![text];
    out.extend(text.split(['.', '?', '!', ';', '\n']).filter(|s| !s.trim().is_empty() && *s != text));
    let clauses = text.split([',', ':', '.', '?', '!', ';', '\n']);
    out.extend(clauses.filter(|s| s.split_whitespace().count() >= 3 && *s != text));
    out
}

fn best_fact(scenario: &Scenario, lore: &Lore, text: &str) -> Option<(u32, usize)> {
    let asked = Asked::new(text);
    if asked.is_empty() {
        return None;
    }
    let rate = |(i, likeness): (usize, Likeness)| {
        let strong = likeness.groups && likeness.explains >= EXPLAINS_SOME;
        let alike = likeness.explains >= EXPLAINS_MOST && likeness.alike >= ALIKE;
        let score = likeness.alike + likeness.explains / 2 + if likeness.groups { 40 } else { 0 };
        (strong || alike).then_some((score, i))
    };
    let facts = (0..scenario.interview.reveal.len()).map(|i| (i, lore.compare(i, &asked)));
    facts.filter_map(rate).max_by_key(|(score, i)| (*score, std::cmp::Reverse(*i)))
}

fn counter(scenario: &Scenario, lore: &Lore, text: &str) -> Option<String> {
    let asked = Asked::new(text);
    let fits = |groups: &[Vec<String>]| {
        let groups: Vec<Vec<Phrase>> = groups.iter().map(|g| g.iter().map(|w| Phrase::new(w)).collect()).collect();
        let words: Vec<&str> = groups.iter().flatten().flat_map(Phrase::stems).collect();
        asked.touches(&groups) && lore.share(&asked, |w| words.contains(&w)) >= VAGUE_ENOUGH
    };
    scenario.interview.vague.iter().find(|v| fits(&v.words)).map(|v| v.counter.clone())
}
