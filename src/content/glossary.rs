//! The glossary: every term the lab uses, in plain words (`lessons/glossary.toml`).

use serde::Deserialize;

/// A term of the lab with its meaning.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// The term.
    pub term: String,
    /// Other names of the same thing.
    #[serde(default)]
    pub also: Vec<String>,
    /// One or two sentences.
    pub meaning: String,
}

/// The text form of the glossary.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GlossaryText {
    /// Format version.
    #[serde(rename = "schema")]
    pub(super) _schema: u32,
    /// The terms.
    #[serde(default)]
    pub(super) term: Vec<Term>,
}

/// The place of the glossary within a pack.
pub(super) const GLOSSARY: &str = "lessons/glossary.toml";

/// Brings terms into the order of a dictionary.
pub(super) fn in_order(mut terms: Vec<Term>) -> Vec<Term> {
    terms.sort_by_cached_key(|t| (t.term.to_lowercase(), t.term.clone()));
    terms
}
