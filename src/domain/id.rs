//! Names that point at things: one type per kind, so that a node id is never passed for a zone id.
//!
//! Ids are short texts chosen by people or derived from labels. They are cheap to clone and sort
//! by their text, which keeps every output in a stable order.

use std::{borrow::Borrow, fmt, sync::Arc};

use serde::{Deserialize, Serialize};

macro_rules! id_type {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Arc<str>);

        impl $name {
            /// Makes the id from its text.
            pub fn new(text: impl AsRef<str>) -> Self {
                Self(Arc::from(text.as_ref()))
            }

            /// Returns the text of the id.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self::new(text)
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{:?}", &*self.0)
            }
        }
    )*};
}

id_type! {
    /// Names an entry of the catalogue, such as `lambda`.
    ComponentId,
    /// Names a node on one board.
    NodeId,
    /// Names a link on one board.
    LinkId,
    /// Names a zone on one board.
    ZoneId,
    /// Names an explanation on one board.
    NoteId,
    /// Names what a node does to what flows, such as `convert`.
    JobId,
    /// Names what travels on a link: `xlsx`, `csv`, `tick` …
    Format,
    /// Names a client's contract, such as `high-fashion`.
    ScenarioId,
    /// Names a lesson, such as `finding-your-way`.
    LessonId,
}

/// Turns any text into an id: lower case letters, digits and single underscores.
///
/// ```
/// assert_eq!(archlab::domain::id::slug("S3 raw / archive"), "s3_raw_archive");
/// assert_eq!(archlab::domain::id::slug("∑"), "x");
/// ```
pub fn slug(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        if c.is_ascii_alphanumeric() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with('_') {
            out.push('_');
        }
    }
    let cut = out.trim_end_matches('_').len();
    out.truncate(cut.min(40));
    if out.is_empty() {
        out.push('x');
    }
    out
}

/// Returns `base`, or `base_2`, `base_3` … : the first that `taken` does not hold.
pub fn fresh(base: &str, taken: impl Fn(&str) -> bool) -> String {
    if !taken(base) {
        return base.to_owned();
    }
    (2..=u32::MAX).map(|n| format!("{base}_{n}")).find(|name| !taken(name)).unwrap_or_else(|| base.to_owned())
}

/// Returns the file name, without ending, for something with this name: a [`slug`] that every
/// system accepts.
///
/// ```
/// assert_eq!(archlab::domain::id::file_stem("My Plan: v2?"), "my_plan_v2");
/// assert_eq!(archlab::domain::id::file_stem("../.."), "x");
/// assert_eq!(archlab::domain::id::file_stem("CON"), "con_file");
/// ```
pub fn file_stem(name: &str) -> String {
    let stem = slug(name);
    if is_device(&stem) { format!("{stem}_file") } else { stem }
}

/// Says whether Windows would open a device by this name, whatever its ending.
pub fn is_device(name: &str) -> bool {
    let numbered = |p: &str| name.strip_prefix(p).is_some_and(|n| n.len() == 1 && n.as_bytes()[0].is_ascii_digit());
    matches!(name, "con" | "prn" | "aux" | "nul") || numbered("com") || numbered("lpt")
}
