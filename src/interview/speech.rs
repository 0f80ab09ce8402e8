//! Cuts text into words with their stems, keeping where sentences and thoughts end.
//!
//! Stemming is light on purpose: plural, `-ing`, `-ed`, a silent `e`, a few irregular forms. Both
//! the author's words and the student's pass through here, so it need only be consistent, not right.

use std::ops::Range;

use crate::domain::text::fold;

use super::glue;

/// A word as it was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// In lower case, without accents and apostrophes.
    pub norm: String,
    /// What is compared.
    pub stem: String,
    /// Where it stands in the text, in bytes.
    pub at: Range<usize>,
    /// Which sentence it belongs to.
    pub sentence: usize,
    /// Whether a comma, bracket or dash stands before it.
    pub after_comma: bool,
}

/// Cuts text into words.
pub(super) fn split(text: &str) -> Vec<Word> {
    let mut cutter = Cutter { chars: text.char_indices().collect(), ..Cutter::default() };
    for i in 0..cutter.chars.len() {
        cutter.take(i);
    }
    cutter.end_word(text.len());
    cutter.words
}

/// Returns the stem of a folded word.
pub(super) fn stem(norm: &str) -> String {
    let plain = glue::plain(norm);
    if !plain.bytes().all(|b| b.is_ascii_lowercase()) {
        return unpad(plain).to_owned();
    }
    let mut word = without_plural(plain);
    without_ending(&mut word);
    if word.len() >= 4 && word.ends_with('e') {
        word.pop();
    }
    if word.len() > 5 && word.ends_with("ly") {
        word.truncate(word.len() - 2);
    }
    if word.len() > 4 && word.ends_with("iz") {
        word.truncate(word.len() - 1);
        word.push('s');
    }
    word
}

/// Drops leading zeros of numbers, so that 0600 and 600 are one.
fn unpad(word: &str) -> &str {
    if word.len() > 1 && word.bytes().all(|b| b.is_ascii_digit()) {
        let cut = word.trim_start_matches('0');
        return if cut.is_empty() { "0" } else { cut };
    }
    word
}

fn without_plural(word: &str) -> String {
    let n = word.len();
    let hissing = ["sses", "ches", "shes", "xes"].iter().any(|e| word.ends_with(e));
    if n > 4 && (word.ends_with("ies") || word.ends_with("ied")) {
        return format!("{}y", &word[..n - 3]);
    }
    if n > 4 && hissing {
        return word[..n - 2].to_owned();
    }
    let bare = ["ss", "us", "is"].iter().any(|e| word.ends_with(e));
    if n > 3 && word.ends_with('s') && !bare { word[..n - 1].to_owned() } else { word.to_owned() }
}

fn without_ending(word: &mut String) {
    for ending in ["ing", "ed"] {
        let Some(root) = word.strip_suffix(ending) else { continue };
        let spoken = root.bytes().any(|b| b"aeiouy".contains(&b));
        if root.len() < 3 || !spoken || word.ends_with("eed") {
            continue;
        }
        let mut root = root.to_owned();
        let bytes = root.as_bytes();
        let (last, before) = (bytes[bytes.len() - 1], bytes[bytes.len() - 2]);
        if last == before && !b"lszfe".contains(&last) {
            root.pop();
        }
        *word = root;
        return;
    }
}

/// Walks over the characters of a text.
#[derive(Default)]
struct Cutter {
    chars: Vec<(usize, char)>,
    words: Vec<Word>,
    word: String,
    start: usize,
    sentence: usize,
    after_comma: bool,
}

impl Cutter {
    fn take(&mut self, i: usize) {
        let (at, c) = self.chars[i];
        if c.to_lowercase().any(|l| fold(l).is_some()) {
            self.take_letter(at, c);
            return;
        }
        if c == '\'' || c == '’' {
            return;
        }
        if self.joins_digits(i) {
            if c == '.' {
                self.word.push('.');
            }
            return;
        }
        self.end_word(at);
        match c {
            '%' => self.add("percent", at..at + 1),
            '&' | '+' => self.add("and", at..at + 1),
            '.' | '!' | '?' | ';' | ':' => self.sentence += 1,
            ',' | '(' | ')' | '—' | '–' | '\n' => self.after_comma = true,
            '-' if self.stands_alone(i) => self.after_comma = true,
            _ => {}
        }
    }

    fn take_letter(&mut self, at: usize, c: char) {
        // "8MB" is a number and a unit, but "S3" is one name.
        let counts = self.word.bytes().next().is_some_and(|b| b.is_ascii_digit());
        if counts && c.is_alphabetic() {
            self.end_word(at);
        }
        if self.word.is_empty() {
            self.start = at;
        }
        self.word.extend(c.to_lowercase().filter_map(fold));
    }

    /// Whether a mark stands inside a number: 60,000 · 0.5 · 06:00.
    fn joins_digits(&self, i: usize) -> bool {
        let digit = |k: usize| self.chars.get(k).is_some_and(|(_, c)| c.is_ascii_digit());
        let inside = i > 0 && digit(i - 1) && digit(i + 1) && !self.word.is_empty();
        match self.chars[i].1 {
            '.' | ':' => inside,
            ',' => inside && digit(i + 2) && digit(i + 3) && !digit(i + 4),
            _ => false,
        }
    }

    fn stands_alone(&self, i: usize) -> bool {
        let blank = |k: Option<usize>| k.and_then(|k| self.chars.get(k)).is_none_or(|(_, c)| c.is_whitespace());
        blank(i.checked_sub(1)) && blank(Some(i + 1))
    }

    fn end_word(&mut self, end: usize) {
        if self.word.is_empty() {
            return;
        }
        let word = std::mem::take(&mut self.word);
        let at = self.start..end;
        if let Some((first, second)) = glue::contraction(&word) {
            self.add(first, at.clone());
            self.add(second, at);
        } else if word == "mail" && self.words.last().is_some_and(|w| w.norm == "e" && w.at.end + 1 == at.start) {
            let start = self.words.pop().map_or(at.start, |w| w.at.start);
            self.add("email", start..at.end);
        } else {
            self.add(&word, at);
        }
    }

    fn add(&mut self, norm: &str, at: Range<usize>) {
        let after_comma = std::mem::take(&mut self.after_comma);
        self.words.push(Word { norm: norm.to_owned(), stem: stem(norm), at, sentence: self.sentence, after_comma });
    }
}
