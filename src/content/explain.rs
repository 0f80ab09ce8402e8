//! Turns what the TOML parser says into problems that an author can act on.
//!
//! The parser reports one mistake of type per file and stops; mistakes of spelling (syntax) are all
//! reported together.

use std::ops::Range;

use serde::de::DeserializeOwned;
use toml::de::{DeTable, Error};

use super::{nearest::nearest, problem::Problem};

/// A stretch of TOML within a file: the whole file, or the head or a task of a lesson.
#[derive(Clone, Copy)]
pub(crate) struct Fragment<'a> {
    /// The file's name.
    pub(crate) file: &'a str,
    /// The text of the whole file.
    pub(crate) whole: &'a str,
    /// Where the fragment starts in it.
    pub(crate) start: usize,
    /// Where it ends.
    pub(crate) end: usize,
}

impl<'a> Fragment<'a> {
    /// Makes a fragment of a whole file.
    pub(crate) fn of_file(file: &'a str, whole: &'a str) -> Self {
        Self { file, whole, start: 0, end: whole.len() }
    }

    /// Returns the text of the fragment.
    pub(crate) fn text(&self) -> &'a str {
        self.whole.get(self.start..self.end).unwrap_or_default()
    }

    /// Makes a problem of a place within the fragment.
    pub(crate) fn problem(&self, span: Range<usize>, message: impl Into<String>) -> Problem {
        Problem::at(self.file, self.whole, span.start + self.start..span.end + self.start, message)
    }

    /// Reads the fragment, unless a newer program wrote it or it is wrong.
    pub(crate) fn read<T: DeserializeOwned>(&self, newest: u32) -> Result<T, Vec<Problem>> {
        if let Some(problem) = self.too_new(newest) {
            return Err(vec![problem]);
        }
        toml::from_str(self.text()).map_err(|error| self.explain_all(&error))
    }

    fn explain_all(&self, typed: &Error) -> Vec<Problem> {
        let (_, spelling) = DeTable::parse_recoverable(self.text());
        if spelling.is_empty() { vec![self.explain(typed)] } else { spelling.iter().map(|e| self.explain(e)).collect() }
    }

    /// Explains one error of the parser.
    pub(crate) fn explain(&self, error: &Error) -> Problem {
        let span = error.span().unwrap_or(0..0);
        let (message, hint) = match (error.message(), self.text().get(span.clone())) {
            ("duplicate key", Some(key)) => (format!("`{key}` is stated twice"), "Keep one of the two.".to_owned()),
            (message, _) => in_plain_words(message),
        };
        self.problem(span, message).hint(hint)
    }

    /// Says so if the fragment states a schema that this program does not know.
    pub(crate) fn too_new(&self, newest: u32) -> Option<Problem> {
        let (stated, span) = stated_schema(self.text())?;
        (stated > i64::from(newest)).then(|| {
            self.problem(span, format!("written by a newer archlab: schema {stated}, this one reads up to {newest}"))
                .hint("Update archlab to read this file. It was left untouched.")
        })
    }
}

/// Finds `schema = N` before the first table, without parsing the rest.
fn stated_schema(text: &str) -> Option<(i64, Range<usize>)> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_start();
        if bare.starts_with('[') {
            return None;
        }
        if let Some(value) = bare.strip_prefix("schema").and_then(|r| r.trim_start().strip_prefix('=')) {
            let digits: String = value.trim_start().chars().take_while(char::is_ascii_digit).collect();
            return Some((digits.parse().ok()?, at..at + line.trim_end().len()));
        }
        at += line.len();
    }
    None
}

/// Rewrites a message of the parser; returns it with what to try.
fn in_plain_words(message: &str) -> (String, String) {
    let quoted = backquoted(message);
    match quoted.split_first() {
        Some((word, known)) if message.starts_with("unknown field") => (
            format!("`{word}` is not known here"),
            did_you_mean(word, known).unwrap_or_else(|| "Nothing of that name belongs here: take it out.".to_owned()),
        ),
        Some((word, known)) if message.starts_with("unknown variant") => (
            format!("`{word}` is not one of the words that can stand here"),
            did_you_mean(word, known).unwrap_or_default(),
        ),
        Some((word, _)) if message.starts_with("missing field") => {
            (format!("`{word}` is missing"), format!("Add `{word} = …` to this table."))
        }
        _ if message.starts_with("invalid type") || message.starts_with("invalid value") => {
            (message.to_owned(), "Write a value of the kind that is expected.".to_owned())
        }
        _ => (message.to_owned(), "This is not well-formed TOML: look for a quote, bracket or comma.".to_owned()),
    }
}

fn did_you_mean(word: &str, known: &[&str]) -> Option<String> {
    if known.is_empty() {
        return None;
    }
    let list = known.join(", ");
    Some(match nearest(word, known.iter().copied()) {
        Some(near) => format!("Did you mean `{near}`? Known here: {list}."),
        None => format!("Known here: {list}."),
    })
}

fn backquoted(message: &str) -> Vec<&str> {
    message.split('`').skip(1).step_by(2).collect()
}
