//! How much a student's question is like the phrasings of a fact.
//!
//! Whole numbers throughout, so that every machine finds the same fact. What is done with the
//! figures is decided in `reply`.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::question::Reveal;

use super::{
    glue,
    phrase::{self, Phrase, slips},
    speech::{self, Word},
};

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
    asks: Vec<Vec<Meant>>,
    known: BTreeSet<String>,
}

/// A word that matters: its stem, and the groups in which it stands by itself. Words of one group
/// mean the same here.
struct Meant {
    stem: String,
    kin: BTreeSet<usize>,
}

impl Meant {
    fn is_akin(&self, other: &Self) -> bool {
        self.stem == other.stem || !self.kin.is_disjoint(&other.kin)
    }
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
        for n in weights.values_mut() {
            *n = 11_u32.saturating_sub(*n).max(2);
        }
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
            let empty = glue::says_nothing(&word.norm) || names.contains(&word.stem);
            if !empty && let Some(known) = self.nearest(word) {
                word.stem = known.to_owned();
            }
            let counts = !empty && seen.insert(word.stem.clone());
            weights.push(if counts { self.weight(&word.stem, &word.norm) } else { 0 });
        }
        Asked { words, weights }
    }

    /// Compares a question with a fact.
    pub(super) fn compare(&self, fact: usize, asked: &Asked) -> Likeness {
        let fact = &self.facts[fact];
        let mut ours = meant(&fact.groups, &asked.words);
        let mut weights = asked.weights.iter();
        ours.retain(|_| weights.next().is_some_and(|w| *w > 0));
        let best = fact.asks.iter().map(|phrasing| self.alike(&ours, phrasing)).max().unwrap_or_default();
        Likeness {
            groups: asked.touches(&fact.groups),
            explains: asked.share(&fact.groups, &fact.known),
            alike: best.0,
            shared: best.1,
        }
    }

    fn nearest(&self, word: &Word) -> Option<&str> {
        if self.weights.contains_key(&word.stem) || word.stem.bytes().any(|b| b.is_ascii_digit()) {
            return None;
        }
        let far = |known: &str| [&word.stem, &word.norm].into_iter().filter_map(|w| distance(w, known)).min();
        let near = self.weights.keys().filter_map(|known| Some((far(known)?, known.len(), known)));
        near.min().map(|(_, _, known)| known.as_str())
    }

    fn weight(&self, stem: &str, norm: &str) -> u32 {
        let unknown = if glue::is_function(norm) { SMALL } else { STRANGE };
        self.weights.get(stem).copied().unwrap_or(unknown)
    }

    /// Twice the common weight by the weight of both in percent, and how many words are common.
    fn alike(&self, ours: &[Meant], theirs: &[Meant]) -> (u32, usize) {
        let weigh = |words: &mut dyn Iterator<Item = &Meant>| words.map(|m| self.weight(&m.stem, &m.stem)).sum::<u32>();
        let met = |m: &&Meant, others: &[Meant]| others.iter().any(|o| m.is_akin(o));
        let common =
            weigh(&mut ours.iter().filter(|m| met(m, theirs))) + weigh(&mut theirs.iter().filter(|m| met(m, ours)));
        let both = weigh(&mut ours.iter()) + weigh(&mut theirs.iter());
        let shared = ours.iter().filter(|m| met(m, theirs)).count();
        ((common * 100).checked_div(both).unwrap_or(0), shared)
    }
}

/// Reads words together with the groups in which each stands by itself.
fn meant(groups: &[Vec<Phrase>], words: &[Word]) -> Vec<Meant> {
    let bare = |w: &Word| Meant { stem: w.stem.clone(), kin: BTreeSet::new() };
    let mut meant: Vec<Meant> = words.iter().map(bare).collect();
    for (i, group) in groups.iter().enumerate() {
        for place in group.iter().filter(|p| p.is_single()).flat_map(|p| p.places(words, is_same)) {
            meant[place.start].kin.insert(i);
        }
    }
    meant
}

fn fact(reveal: &Reveal) -> Fact {
    let groups = phrase::groups(&reveal.words);
    let mut known: BTreeSet<String> = groups.iter().flatten().flat_map(Phrase::stems).map(str::to_owned).collect();
    let mut asks = Vec::new();
    for text in &reveal.asks {
        let mut words = speech::split(text);
        words.retain(|w| !glue::says_nothing(&w.norm));
        known.extend(words.iter().map(|w| w.stem.clone()));
        asks.push(meant(&groups, &words));
    }
    Fact { groups, asks, known }
}

fn is_same(said: &str, sought: &str) -> bool {
    said == sought
}

/// How far a word is from a known one, if it is that word mistyped or cut short.
fn distance(asked: &str, known: &str) -> Option<usize> {
    if asked.chars().next() != known.chars().next() {
        return None;
    }
    let (a, k) = (asked.chars().count(), known.chars().count());
    let slips = slips(asked, known);
    let forgiven = match k {
        0..3 => 0,
        3..5 => usize::from(is_shuffled(asked, known)),
        5..9 => 1,
        _ => 2,
    };
    let short = a >= 4 && k >= a + 2 && known.starts_with(asked);
    (slips <= forgiven).then_some(slips).or(short.then_some(3))
}

/// Whether both words have the same letters.
fn is_shuffled(a: &str, b: &str) -> bool {
    let sorted = |w: &str| {
        let mut letters: Vec<char> = w.chars().collect();
        letters.sort_unstable();
        letters
    };
    sorted(a) == sorted(b)
}
