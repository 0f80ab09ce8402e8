//! Listens to prose: which points were made, denied, or only dropped as keywords.
//!
//! A point is heard when each of its groups is, by any one of its words. A word that is denied
//! ("no queue", "does not retry") does not count, and neither does a bare list of keywords. This
//! says what was heard, never whether it is right.

use std::ops::Range;

use super::{
    glue,
    phrase::{self, Phrase},
    speech::{self, Word},
};

/// How many words a denial reaches.
const REACH: usize = 4;
/// So many content words in a row, with nothing that ties them together, are a list.
const RUN: usize = 6;
/// A text in which fewer words of a hundred tie it together is a list.
const LEAST_GLUE: usize = 17;

/// A text cut for listening.
pub(super) struct Said<'a> {
    text: &'a str,
    words: Vec<Word>,
    listed: Vec<bool>,
    salad: bool,
}

impl<'a> Said<'a> {
    /// Cuts a text.
    pub(super) fn new(text: &'a str) -> Self {
        let words = speech::split(text);
        let salad = is_salad(&words);
        let listed = listed(&words);
        Self { text, words, listed, salad }
    }

    /// Says whether nothing was said.
    pub(super) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Says whether it is a heap of words without a sentence.
    pub(super) fn is_salad(&self) -> bool {
        self.salad
    }

    /// Returns the matched words if every group is heard.
    pub(super) fn hears(&self, groups: &[Vec<Phrase>]) -> Option<Vec<String>> {
        if self.salad || groups.is_empty() {
            return None;
        }
        let mut matched: Vec<String> = Vec::new();
        for group in groups {
            let place = self.first_meant(group)?;
            let words = self.slice(&place);
            if !matched.contains(&words) {
                matched.push(words);
            }
        }
        Some(matched)
    }

    fn first_meant(&self, group: &[Phrase]) -> Option<Range<usize>> {
        let places = group.iter().flat_map(|p| p.places(&self.words, phrase::strictly));
        places.filter(|p| self.is_meant(p)).min_by_key(|p| (p.start, p.end))
    }

    fn is_meant(&self, place: &Range<usize>) -> bool {
        !is_denied(&self.words, place.start) && !place.clone().any(|i| self.listed[i])
    }

    fn slice(&self, place: &Range<usize>) -> String {
        let (from, to) = (self.words[place.start].at.start, self.words[place.end - 1].at.end);
        self.text.get(from..to).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// Says whether a denial reaches the word. Two denials cancel out.
fn is_denied(words: &[Word], at: usize) -> bool {
    let mut denied = false;
    let mut next = at;
    for k in (at.saturating_sub(REACH)..at).rev() {
        let word = &words[k];
        let over = word.sentence != words[at].sentence || ends_thought(words, next) || glue::turns(&word.norm);
        let negator = glue::denies(&word.norm, words.get(k + 1).map(|w| w.norm.as_str()));
        if over || (glue::is_bad(&word.stem) && !negator) {
            break;
        }
        denied ^= negator;
        next = k;
    }
    denied
}

/// Whether the comma before a word ends the thought. In "no queue, alarm or archive" it does not.
fn ends_thought(words: &[Word], at: usize) -> bool {
    words[at].after_comma && !words[at..].iter().take(4).any(|w| w.norm == "or" || w.norm == "nor")
}

fn is_salad(words: &[Word]) -> bool {
    let glue = words.iter().filter(|w| glue::is_function(&w.norm)).count();
    let acts = (0..words.len()).any(|i| glue::makes_clause(&words[i].norm) || is_acting(words, i));
    if words.len() < 4 {
        return !acts;
    }
    glue * 100 < words.len() * LEAST_GLUE || (words.len() - glue >= 5 && !acts)
}

/// Whether a word acts as a verb here: it is bent, or follows a small word.
fn is_acting(words: &[Word], at: usize) -> bool {
    let word = &words[at];
    let bent = word.norm.len() > word.stem.len() + usize::from(word.norm.ends_with('e'));
    let led = at > 0 && glue::makes_clause(&words[at - 1].norm);
    glue::is_verb(&word.stem) && (bent || led)
}

/// Marks the words that stand in a long row of bare content words.
fn listed(words: &[Word]) -> Vec<bool> {
    let mut listed = vec![false; words.len()];
    let mut start = 0;
    for end in 0..=words.len() {
        let broken = end == words.len() || glue::is_function(&words[end].norm) || is_acting(words, end);
        if broken {
            if end - start >= RUN {
                listed[start..end].fill(true);
            }
            start = end + 1;
        }
    }
    listed
}
