//! How much a student's question is like the phrasings of a fact.
//!
//! Whole numbers throughout, so that every machine finds the same fact. What is done with the
//! figures is decided in `reply`.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::question::Reveal;

use super::{
    glue,
    phrase::{Phrase, slips},
    speech::{self, Word},
};

/// Words of a question that say nothing of what it is about.
const EMPTY: &[&str] = &[
    "a",
    "about",
    "actually",
    "ah",
    "all",
    "allow",
    "allowed",
    "already",
    "also",
    "always",
    "am",
    "an",
    "and",
    "any",
    "approx",
    "approximately",
    "are",
    "ask",
    "assume",
    "at",
    "basically",
    "be",
    "been",
    "believe",
    "briefly",
    "but",
    "by",
    "can",
    "case",
    "certain",
    "completely",
    "consider",
    "could",
    "curious",
    "d",
    "dear",
    "did",
    "do",
    "does",
    "ever",
    "exactly",
    "excuse",
    "for",
    "from",
    "fully",
    "generally",
    "give",
    "got",
    "guess",
    "had",
    "hand",
    "hands",
    "has",
    "have",
    "hello",
    "here",
    "hey",
    "hi",
    "hope",
    "how",
    "i",
    "id",
    "if",
    "im",
    "imagine",
    "in",
    "insist",
    "into",
    "is",
    "it",
    "its",
    "ive",
    "just",
    "kind",
    "know",
    "let",
    "like",
    "ll",
    "madame",
    "main",
    "marchetti",
    "max",
    "maximum",
    "may",
    "maybe",
    "me",
    "might",
    "mind",
    "my",
    "need",
    "normally",
    "now",
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
    "possible",
    "possibly",
    "prefer",
    "probably",
    "question",
    "quick",
    "re",
    "really",
    "receive",
    "rely",
    "right",
    "roughly",
    "s",
    "say",
    "shall",
    "should",
    "so",
    "some",
    "somehow",
    "sometimes",
    "sorry",
    "speak",
    "suggest",
    "suppose",
    "sure",
    "talk",
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
    "today",
    "typical",
    "typically",
    "uh",
    "um",
    "understand",
    "us",
    "use",
    "used",
    "using",
    "usual",
    "usually",
    "ve",
    "want",
    "wanted",
    "was",
    "we",
    "well",
    "were",
    "what",
    "whats",
    "which",
    "will",
    "wish",
    "with",
    "wonder",
    "wondering",
    "would",
    "yes",
    "you",
    "your",
];

/// The weight of a word that no fact knows, and of a small word that none knows.
const STRANGE: u32 = 12;
const SMALL: u32 = 1;

/// A question, with its words set right and weighed.
pub(super) struct Asked {
    words: Vec<Word>,
    weights: Vec<u32>,
}

impl Asked {
    /// Says whether nothing in it matters.
    pub(super) fn is_empty(&self) -> bool {
        self.weights.iter().all(|w| *w == 0)
    }

    /// Says whether every group is touched by one of its phrases.
    pub(super) fn touches(&self, groups: &[Vec<Phrase>]) -> bool {
        let touched = |g: &Vec<Phrase>| g.iter().any(|p| !p.places(&self.words, is_same).is_empty());
        !groups.is_empty() && groups.iter().all(touched)
    }

    /// Returns how much of its weight falls on words of the groups or words that are known, percent.
    pub(super) fn share(&self, groups: &[Vec<Phrase>], known: &BTreeSet<String>) -> u32 {
        let mut hit: Vec<bool> = self.words.iter().map(|w| known.contains(&w.stem)).collect();
        for place in groups.iter().flatten().flat_map(|p| p.places(&self.words, is_same)) {
            hit[place].fill(true);
        }
        let weights = || hit.iter().zip(&self.weights);
        let all: u32 = weights().map(|(_, w)| w).sum();
        let explained: u32 = weights().filter(|(h, _)| **h).map(|(_, w)| w).sum();
        (explained * 100).checked_div(all).unwrap_or(100)
    }
}

/// How like a fact a question is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Likeness {
    /// Whether every word group of the fact is touched.
    pub groups: bool,
    /// How much of the question's weight the fact knows, percent.
    pub explains: u32,
    /// Likeness to its best phrasing, percent.
    pub alike: u32,
    /// How many words the question shares with that phrasing.
    pub shared: usize,
}

/// What a fact can be asked with.
struct Fact {
    groups: Vec<Vec<Phrase>>,
    asks: Vec<Vec<Word>>,
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

    /// Returns how many facts there are.
    pub(super) fn len(&self) -> usize {
        self.facts.len()
    }

    /// Reads a question. Mistyped and shortened words become the known word that they are nearest
    /// to; the names by which the client is addressed weigh nothing.
    pub(super) fn read(&self, text: &str, names: &[String]) -> Asked {
        let mut words = speech::split(text);
        let mut seen = BTreeSet::new();
        let mut weights = Vec::new();
        for word in &mut words {
            let empty = EMPTY.contains(&word.norm.as_str()) || names.contains(&word.stem);
            if !empty && let Some(known) = self.nearest(&word.stem) {
                word.stem = known.to_owned();
            }
            let counts = !empty && seen.insert(word.stem.clone());
            weights.push(if counts { self.weight(word) } else { 0 });
        }
        Asked { words, weights }
    }

    /// Compares a question with a fact.
    pub(super) fn compare(&self, fact: usize, asked: &Asked) -> Likeness {
        let fact = &self.facts[fact];
        let best = fact.asks.iter().map(|p| self.alike(&fact.groups, asked, p)).max().unwrap_or_default();
        Likeness {
            groups: asked.touches(&fact.groups),
            explains: asked.share(&fact.groups, &fact.known),
            alike: best.0,
            shared: best.1,
        }
    }

    fn nearest(&self, stem: &str) -> Option<&str> {
        if self.weights.contains_key(stem) || stem.bytes().any(|b| b.is_ascii_digit()) {
            return None;
        }
        let near = self.weights.keys().filter_map(|known| Some((distance(stem, known)?, known.len(), known)));
        near.min().map(|(_, _, known)| known.as_str())
    }

    fn weight(&self, word: &Word) -> u32 {
        let unknown = if glue::is_function(&word.norm) { SMALL } else { STRANGE };
        self.weights.get(&word.stem).copied().unwrap_or(unknown)
    }

    /// Twice the common weight by the weight of both, and how many words are common.
    fn alike(&self, groups: &[Vec<Phrase>], asked: &Asked, phrasing: &[Word]) -> (u32, usize) {
        let (ours, theirs) = (kin(groups, &asked.words), kin(groups, phrasing));
        let akin = |a: usize, p: usize| {
            asked.words[a].stem == phrasing[p].stem || ours[a].intersection(&theirs[p]).next().is_some()
        };
        let counts: Vec<usize> = (0..asked.words.len()).filter(|&a| asked.weights[a] > 0).collect();
        let matter: Vec<usize> = (0..phrasing.len()).filter(|&p| matters(&phrasing[p])).collect();
        let common: Vec<usize> = counts.iter().copied().filter(|&a| matter.iter().any(|&p| akin(a, p))).collect();
        let met = matter.iter().filter(|&&p| counts.iter().any(|&a| akin(a, p)));
        let weigh = |p: &usize| self.weight(&phrasing[*p]);
        let shared = common.iter().map(|&a| asked.weights[a]).sum::<u32>() + met.map(weigh).sum::<u32>();
        let both = counts.iter().map(|&a| asked.weights[a]).sum::<u32>() + matter.iter().map(weigh).sum::<u32>();
        ((shared * 100).checked_div(both).unwrap_or(0), common.len())
    }
}

/// The groups in which each word stands by itself: such words mean the same here.
fn kin(groups: &[Vec<Phrase>], words: &[Word]) -> Vec<BTreeSet<usize>> {
    let mut kin = vec![BTreeSet::new(); words.len()];
    for (i, group) in groups.iter().enumerate() {
        for place in group.iter().filter(|p| p.is_single()).flat_map(|p| p.places(words, is_same)) {
            kin[place.start].insert(i);
        }
    }
    kin
}

fn fact(reveal: &Reveal) -> Fact {
    let asks: Vec<Vec<Word>> = reveal.asks.iter().map(|a| speech::split(a)).collect();
    let groups = super::phrase::groups(&reveal.words);
    let stems = groups.iter().flatten().flat_map(Phrase::stems).map(str::to_owned);
    let known = asks.iter().flatten().filter(|w| matters(w)).map(|w| w.stem.clone()).chain(stems).collect();
    Fact { groups, asks, known }
}

fn matters(word: &Word) -> bool {
    !EMPTY.contains(&word.norm.as_str())
}

fn is_same(said: &str, sought: &str) -> bool {
    said == sought
}

/// How far a word is from a known one, if it is that word mistyped or cut short.
fn distance(asked: &str, known: &str) -> Option<usize> {
    let (a, k) = (asked.chars().count(), known.chars().count());
    let forgiven = match k {
        0..5 => 0,
        5..9 => 1,
        _ => 2,
    };
    let slips = slips(asked, known);
    let short = a >= 4 && k >= a + 2 && known.starts_with(asked);
    (slips <= forgiven).then_some(slips).or(short.then_some(3))
}
