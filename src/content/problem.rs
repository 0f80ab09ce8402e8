//! A problem in a file of a pack: what, where, and what to try.
//!
//! How a problem looks in a terminal is a matter of [`super::render`].

use std::{fmt, ops::Range};

use crate::domain::scenario::Severity;

/// Something wrong in a file, with the place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file, as the pack names it.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// The bytes of the file it is about; nothing means the file as a whole.
    pub span: Option<Range<usize>>,
    /// How bad it is. Only errors make a pack unfit.
    pub severity: Severity,
    /// What is the matter.
    pub message: String,
    /// What to try.
    pub hint: String,
}

impl Problem {
    /// Makes a problem of a place in a text; a span beyond the text is cut to it.
    pub fn at(file: &str, text: &str, span: Range<usize>, message: impl Into<String>) -> Self {
        let span = on_characters(text, span);
        let before = &text[..span.start];
        let line_start = before.rfind('\n').map_or(0, |i| i + 1);
        Self {
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
            span: Some(span),
            ..Self::whole(file, message)
        }
    }

    /// Makes a problem of a whole file, such as one that is missing.
    pub fn whole(file: &str, message: impl Into<String>) -> Self {
        Self {
            file: file.to_owned(),
            line: 1,
            column: 1,
            span: None,
            severity: Severity::Error,
            message: message.into(),
            hint: String::new(),
        }
    }

    /// Adds what to try.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// Lowers it to something that works until it does not.
    #[must_use]
    pub fn warning(mut self) -> Self {
        self.severity = Severity::Warning;
        self
    }

    /// Says whether it makes a pack unfit.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: {}: {}", self.file, self.line, self.column, self.severity, self.message)?;
        if self.hint.is_empty() { Ok(()) } else { write!(f, " ({})", self.hint) }
    }
}

impl std::error::Error for Problem {}

/// Cuts a span to the text and widens it to whole characters.
fn on_characters(text: &str, span: Range<usize>) -> Range<usize> {
    let start = text.floor_char_boundary(span.start.min(text.len()));
    let end = text.ceil_char_boundary(span.end.clamp(start, text.len()));
    start..end
}
