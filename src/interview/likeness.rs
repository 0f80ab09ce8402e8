//! How much a student's question is like the phrasings of a fact.
//!
//! Whole numbers throughout, so that every machine finds the same fact. What is done with the
//! figures is decided in `reply`.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::question::Reveal;

use super::{
    phrase::{Phrase, slips},
    speech::{self, Word},
};

/// Words of a question that say nothing of what it is about.
const EMPTY: &[&str] = &[
    "a",
    "about",
    "ah",
    "all",
    "also",
    "am",
    "an",
    "and",
    "any",
    "are",
    "ask",
    "at",
    "be",
    "been",
    "but",
    "by",
    "can",
    "could",
    "curious",
    "d",
    "dear",
    "did",
    "do",
    "does",
    "excuse",
    "for",
    "from",
    "give",
    "got",
    "had",
    "has",
    "have",
    "hello",
    "hey",
    "hi",
    "how",
    "i",
    "if",
    "in",
    "into",
    "is",
    "it",
    "its",
    "just",
    "kind",
    "know",
    "let",
    "like",
    "ll",
    "madame",
    "marchetti",
    "may",
    "maybe",
    "me",
    "might",
    "mind",
    "my",
    "need",
    "odile",
    "of",
    "oh",
    "ok",
    "okay",
    "on",
    "one",
    "or",
    "our",
    "please",
    "question",
    "re",
    "really",
    "s",
    "say",
    "shall",
    "should",
    "so",
    "some",
    "sorry",
    "sure",
    "tell",
    "thank",
    "thanks",
    "that",
    "the",
    "their",
    "them",
    "then",
    "there",
    "these",
    "they",
    "thing",
    "think",
    "this",
    "those",
    "to",
    "uh",
    "um",
    "understand",
    "us",
    "ve",
    "want",
    "was",
    "we",
    "well",
    "were",
    "what",
    "whats",
    "which",
    "will",
    "with",
    "wonder",
    "wondering",
    "would",
    "you",
    "your",
];

/// The weight of a word that no fact knows.
const STRANGE: u32 = 9;

/// A question, reduced to the words that matter.
pub(super) struct Asked {
    words: Vec<Word>,
    stems: Vec<String>,
}

impl Asked {
    /// Reads a question.
    pub(super) fn new(text: &str) -> Self {
        let words = speech::split(text);
        let stems = matter(&words);
        Self { words, stems }
    }

    /// Says whether every group is touched by one of its phrases, slips of the fingers forgiven.
    pub(super) fn touches(&self, groups: &[Vec<Phrase>]) -> bool {
        let touched = |g: &Vec<Phrase>| g.iter().any(|p| !p.places(&self.words, same).is_empty());
        !groups.is_empty() && groups.iter().all(touched)
    }

    /// Says whether nothing in it matters.
    pub(super) fn is_empty(&self) -> bool {
        self.stems.is_empty()
    }
}

/// How like a fact a question is, in percent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Likeness {
    /// Whether every word group of the fact is touched.
    pub groups: bool,
    /// How much of the question's weight the fact knows.
    pub explains: u32,
    /// Likeness to its best phrasing.
    pub alike: u32,
}

/// What a fact can be asked with.
struct Fact {
    groups: Vec<Vec<Phrase>>,
    kin: Vec<BTreeSet<String>>,
    asks: Vec<Vec<String>>,
    known: BTreeSet<String>,
}

/// All facts, with the weight of each word.
pub(super) struct Lore {
    facts: Vec<Fact>,
    weights: BTreeMap<String, u32>,
}

impl Lore {
    /// Reads the facts.
    pub(super) fn of(reveals: &[Reveal]) -> Self {
        let facts: Vec<Fact> = reveals.iter().map(fact).collect();
        let mut weights: BTreeMap<String, u32> = BTreeMap::new();
        for stem in facts.iter().flat_map(|f| &f.known) {
            *weights.entry(stem.clone()).or_default() += 1;
        }
        // The more facts know a word, the less it tells them apart.
        weights.values_mut().for_each(|n| *n = 11_u32.saturating_sub(*n).max(2));
        Self { facts, weights }
    }

    /// Compares a question with a fact.
    pub(super) fn compare(&self, fact: usize, asked: &Asked) -> Likeness {
        let fact = &self.facts[fact];
        Likeness {
            groups: asked.touches(&fact.groups),
            explains: self.share(asked, |w| fact.known.iter().any(|k| same(w, k))),
            alike: fact.asks.iter().map(|p| self.alike(&fact.kin, &asked.stems, p)).max().unwrap_or(0),
        }
    }

    /// Returns how much of a question's weight falls on such words, in percent.
    pub(super) fn share(&self, asked: &Asked, is: impl Fn(&str) -> bool) -> u32 {
        let all: u32 = asked.stems.iter().map(|w| self.weight(w)).sum();
        let hit: u32 = asked.stems.iter().filter(|w| is(w)).map(|w| self.weight(w)).sum();
        (hit * 100).checked_div(all).unwrap_or(0)
    }

    fn weight(&self, stem: &str) -> u32 {
        if let Some(&w) = self.weights.get(stem) {
            return w;
        }
        self.weights.iter().filter(|(k, _)| same(stem, k)).map(|(_, w)| *w).min().unwrap_or(STRANGE)
    }

    /// Twice the common weight by the weight of both.
    fn alike(&self, kin: &[BTreeSet<String>], asked: &[String], phrasing: &[String]) -> u32 {
        let akin =
            |a: &String, b: &String| same(a, b) || kin.iter().any(|k| k.contains(b) && k.iter().any(|w| same(a, w)));
        let sum = |words: &[String], others: &[String], all: bool| -> u32 {
            let counts = |w: &&String| all || others.iter().any(|o| akin(w, o) || akin(o, w));
            words.iter().filter(counts).map(|w| self.weight(w)).sum()
        };
        let common = sum(asked, phrasing, false) + sum(phrasing, asked, false);
        let both = sum(asked, phrasing, true) + sum(phrasing, asked, true);
        (common * 100).checked_div(both).unwrap_or(0)
    }
}

fn fact(reveal: &Reveal) -> Fact {
    let asks: Vec<Vec<String>> = reveal.asks.iter().map(|a| matter(&speech::split(a))).collect();
    let groups: Vec<Vec<Phrase>> = reveal.words.iter().map(|g| g.iter().map(|w| Phrase::new(w)).collect()).collect();
    let stems = groups.iter().flatten().flat_map(Phrase::stems).map(str::to_owned);
    let known = asks.iter().flatten().cloned().chain(stems).collect();
    // A single word and its neighbours in the group mean the same here.
    let single = |g: &Vec<Phrase>| g.iter().filter_map(Phrase::single).map(str::to_owned).collect();
    Fact { kin: groups.iter().map(single).collect(), groups, asks, known }
}

fn matter(words: &[Word]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for word in words.iter().filter(|w| !EMPTY.contains(&w.norm.as_str())) {
        if !out.contains(&word.stem) {
            out.push(word.stem.clone());
        }
    }
    out
}

/// Whether two stems are one word: alike, mistyped, or cut short.
pub(super) fn same(asked: &str, known: &str) -> bool {
    if asked == known {
        return true;
    }
    let (a, k) = (asked.chars().count(), known.chars().count());
    let number = asked.bytes().any(|b| b.is_ascii_digit());
    let allowed = match a.min(k) {
        0..4 => 0,
        4..8 => 1,
        _ => 2,
    };
    let short = a >= 4 && k >= a + 2 && known.starts_with(asked);
    !number && (short || slips(asked, known) <= allowed)
}
