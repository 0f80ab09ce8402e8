//! A parsed stretch of TOML in which every key and value still knows where it stands.
//!
//! The checks read the typed values and ask this for the place to point at.

use std::ops::Range;

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{explain::Fragment, problem::Problem};

/// A located parse beside the typed one.
pub(crate) struct Doc<'a> {
    fragment: Fragment<'a>,
    root: Spanned<DeTable<'a>>,
}

/// A key with its value, anywhere in a document.
pub(crate) struct Entry<'d, 'a> {
    /// The keys and indices that lead to it, joined by dots.
    pub(crate) path: String,
    /// The key.
    pub(crate) key: &'d str,
    /// The value.
    pub(crate) value: &'d Spanned<DeValue<'a>>,
}

impl<'a> Doc<'a> {
    /// Parses a fragment; a broken one has been reported by who read it typed.
    pub(crate) fn of(fragment: Fragment<'a>) -> Option<Self> {
        let root = DeTable::parse(fragment.text()).ok()?;
        Some(Self { fragment, root })
    }

    /// Makes a problem at a path such as `need.3.id`, or at the nearest thing round it.
    pub(crate) fn problem(&self, path: &str, message: impl Into<String>) -> Problem {
        self.fragment.problem(self.span(path), message)
    }

    /// Makes a problem of a place within the fragment.
    pub(crate) fn problem_at(&self, span: Range<usize>, message: impl Into<String>) -> Problem {
        self.fragment.problem(span, message)
    }

    fn span(&self, path: &str) -> Range<usize> {
        let mut keys = path.split('.');
        let first = keys.next().unwrap_or_default();
        let Some(mut value) = self.root.get_ref().get(first) else { return 0..0 };
        for key in keys {
            match step(value, key) {
                Some(next) => value = next,
                None => break,
            }
        }
        value.span()
    }

    /// Returns every key with its value, at any depth, in the order of paths.
    pub(crate) fn entries(&self) -> Vec<Entry<'_, 'a>> {
        let mut found = Vec::new();
        collect(self.root.get_ref(), "", &mut found);
        found
    }

    /// Returns the tables of a list of tables at the top, such as every `[[need]]`.
    pub(crate) fn tables(&self, list: &str) -> Vec<&DeTable<'a>> {
        let array = self.root.get_ref().get(list).and_then(|v| v.get_ref().as_array());
        array.into_iter().flatten().filter_map(|v| v.get_ref().as_table()).collect()
    }
}

fn step<'d, 'a>(value: &'d Spanned<DeValue<'a>>, key: &str) -> Option<&'d Spanned<DeValue<'a>>> {
    match value.get_ref() {
        DeValue::Table(table) => table.get(key),
        DeValue::Array(list) => list.get(key.parse::<usize>().ok()?),
        _ => None,
    }
}

fn collect<'d, 'a>(table: &'d DeTable<'a>, path: &str, found: &mut Vec<Entry<'d, 'a>>) {
    for (key, value) in table {
        let key = key.get_ref().as_ref();
        let path = if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
        found.push(Entry { path: path.clone(), key, value });
        below(value, &path, found);
    }
}

fn below<'d, 'a>(value: &'d Spanned<DeValue<'a>>, path: &str, found: &mut Vec<Entry<'d, 'a>>) {
    match value.get_ref() {
        DeValue::Table(table) => collect(table, path, found),
        DeValue::Array(list) => {
            for (i, item) in list.iter().enumerate() {
                below(item, &format!("{path}.{i}"), found);
            }
        }
        _ => {}
    }
}

/// Returns the text of a value, or the texts of a list, each with its place.
pub(crate) fn texts<'d>(value: &'d Spanned<DeValue<'_>>) -> Vec<(&'d str, Range<usize>)> {
    match value.get_ref() {
        DeValue::String(text) => vec![(text.as_ref(), value.span())],
        DeValue::Array(list) => list.iter().filter_map(|v| v.get_ref().as_str().map(|text| (text, v.span()))).collect(),
        _ => Vec::new(),
    }
}

/// Returns the keys of a table, each with its place.
pub(crate) fn keys<'d>(value: &'d Spanned<DeValue<'_>>) -> Vec<(&'d str, Range<usize>)> {
    let table = value.get_ref().as_table();
    table.into_iter().flatten().map(|(key, _)| (key.get_ref().as_ref(), key.span())).collect()
}

/// Returns the text under a key of a table.
pub(crate) fn text_of<'d>(table: &'d DeTable<'_>, key: &str) -> Option<&'d str> {
    table.get(key)?.get_ref().as_str()
}

/// Returns the whole numbers in a list under a key of a table.
pub(crate) fn numbers_of(table: &DeTable<'_>, key: &str) -> Vec<i64> {
    let list = table.get(key).and_then(|v| v.get_ref().as_array());
    let number = |v: &Spanned<DeValue<'_>>| {
        let n = v.get_ref().as_integer()?;
        i64::from_str_radix(n.as_str(), n.radix()).ok()
    };
    list.into_iter().flatten().filter_map(number).collect()
}
