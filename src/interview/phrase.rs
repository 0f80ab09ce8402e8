//! Finds an author's word or phrase in what was said.
//!
//! A phrase is found when its words come in order with at most three small words between them, so
//! that "stays queue" is found in "it stays in the queue". A star at the end of a word stands for
//! any ending. Whether the words were meant or denied is judged in `hear`.

use std::ops::Range;

use super::{
    glue,
    speech::{self, Word},
};

/// Small words that may stand between the words of a phrase.
const GAP: usize = 3;

/// Says whether a said stem counts as the one looked for.
pub(super) type Same = fn(&str, &str) -> bool;

/// Whether two stems are one word to a strict ear: one slip is forgiven in long words.
pub(super) fn strictly(said: &str, sought: &str) -> bool {
    said == sought || (sought.len() >= 7 && slips(said, sought) <= 1)
}

/// A word or several that are looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Phrase(Vec<Part>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Part {
    stem: String,
    open: bool,
}

impl Phrase {
    /// Reads a phrase as an author writes it.
    pub(super) fn new(text: &str) -> Self {
        let mut parts = Vec::new();
        for chunk in text.split_whitespace() {
            let words = speech::split(chunk);
            let last = words.len().saturating_sub(1);
            for (i, word) in words.into_iter().enumerate() {
                let open = i == last && chunk.ends_with('*');
                parts.push(Part { stem: if open { word.norm } else { word.stem }, open });
            }
        }
        Self(parts)
    }

    /// Returns every place where the phrase stands, as ranges of word indices; `same` says which
    /// stems (said, looked for) count as one word.
    pub(super) fn places(&self, said: &[Word], same: Same) -> Vec<Range<usize>> {
        if self.0.is_empty() {
            return Vec::new();
        }
        (0..said.len()).filter_map(|i| self.end_from(said, i, same).map(|end| i..end)).collect()
    }

    /// Says whether it is a single word.
    pub(super) fn is_single(&self) -> bool {
        self.0.len() == 1
    }

    /// Returns the stems it is made of.
    pub(super) fn stems(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|p| p.stem.as_str())
    }

    fn end_from(&self, said: &[Word], start: usize, same: Same) -> Option<usize> {
        let sentence = said[start].sentence;
        let mut at = start;
        for (i, part) in self.0.iter().enumerate() {
            let mut gap = 0;
            while !part.fits(said.get(at)?, same) {
                if i == 0 || gap == GAP || !may_stand_between(&said[at]) {
                    return None;
                }
                gap += 1;
                at += 1;
            }
            if said[at].sentence != sentence {
                return None;
            }
            at += 1;
        }
        Some(at)
    }
}

impl Part {
    fn fits(&self, word: &Word, same: Same) -> bool {
        if self.open { word.norm.starts_with(&self.stem) } else { same(&word.stem, &self.stem) }
    }
}

fn may_stand_between(word: &Word) -> bool {
    glue::is_function(&word.norm) && !glue::denies(&word.norm, None) && !glue::turns(&word.norm)
}

/// Reads an author's groups of words.
pub(super) fn groups(words: &[Vec<String>]) -> Vec<Vec<Phrase>> {
    words.iter().map(|group| group.iter().map(|w| Phrase::new(w)).collect()).collect()
}

/// Counts the slips of the fingers between two words: a letter too many, too few, wrong, or two
/// swapped. Words that begin differently, or differ much in length, are simply different.
pub(super) fn slips(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.first() != b.first() || a.len().abs_diff(b.len()) > 2 || a.len().max(b.len()) > 40 {
        return usize::MAX;
    }
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    for (i, row) in rows.iter_mut().enumerate() {
        row[0] = i;
    }
    rows[0] = (0..=b.len()).collect();
    for i in 1..=a.len() {
        for j in 1..=b.len() {
            let changed = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut best = changed.min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            rows[i][j] = best;
        }
    }
    rows[a.len()][b.len()]
}
