//! Opens a zip from anywhere, in memory, trusting nothing it says about itself.
//!
//! Nothing is ever unpacked to a disk. What a real bundle never has is refused at once: links,
//! encrypted parts, names that climb out, doubled names, and sizes that no bundle reaches.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{Cursor, Read as _},
};

use thiserror::Error;
use zip::{ZipArchive, result::ZipError};

/// The largest file that is opened at all.
const FILE_LIMIT: usize = 64 * 1024 * 1024;
const ENTRY_LIMIT: usize = 256;
const ENTRY_SIZE_LIMIT: u64 = 16 * 1024 * 1024;
const TOTAL_LIMIT: u64 = 32 * 1024 * 1024;
/// Text deflates to a fiftieth at best; what unpacks to more than this is a bomb.
const RATIO_LIMIT: u64 = 200;
/// Below this size no ratio matters.
const RATIO_FROM: u64 = 256 * 1024;

/// Why a file is not opened.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum Unsafe {
    /// It is no zip, or a damaged one.
    #[error("it cannot be opened as a zip: {0}")]
    NotAZip(String),
    /// It is larger than any bundle.
    #[error("it is larger than any bundle: {0}")]
    TooLarge(String),
    /// A name in it could lead elsewhere.
    #[error("it holds a name that no bundle has: {0:?}")]
    BadName(String),
    /// Two parts of it have one name.
    #[error("it holds {0:?} twice")]
    Twice(String),
    /// A link to somewhere else.
    #[error("it holds a link: {0:?}")]
    Link(String),
    /// A part is encrypted.
    #[error("{0:?} in it is encrypted")]
    Encrypted(String),
}

impl From<ZipError> for Unsafe {
    fn from(e: ZipError) -> Self {
        Self::NotAZip(e.to_string())
    }
}

/// Opens a zip. Returns its files by name, without folders and without what a Mac adds.
pub(super) fn open(bytes: &[u8]) -> Result<BTreeMap<String, Vec<u8>>, Unsafe> {
    if bytes.len() > FILE_LIMIT {
        return Err(Unsafe::TooLarge(format!("{} bytes", bytes.len())));
    }
    let mut zip = ZipArchive::new(Cursor::new(bytes))?;
    if zip.len() > ENTRY_LIMIT {
        return Err(Unsafe::TooLarge(format!("{} parts", zip.len())));
    }
    if zip.has_duplicate_names() {
        return Err(Unsafe::Twice("a name".to_owned()));
    }
    let mut files = BTreeMap::new();
    let mut folded = BTreeSet::new();
    let mut total = 0;
    for index in 0..zip.len() {
        let Some(name) = looked_at(&mut zip, index)? else { continue };
        if !folded.insert(name.to_lowercase()) {
            return Err(Unsafe::Twice(name));
        }
        let content = unpacked(&mut zip, index, &name)?;
        total += content.len() as u64;
        if total > TOTAL_LIMIT {
            return Err(Unsafe::TooLarge("unpacked".to_owned()));
        }
        files.insert(name, content);
    }
    Ok(files)
}

/// Checks what an entry says of itself; nothing for entries that do not count.
fn looked_at(zip: &mut ZipArchive<Cursor<&[u8]>>, index: usize) -> Result<Option<String>, Unsafe> {
    let entry = zip.by_index_raw(index)?;
    let name = entry.name()?.into_owned();
    if !is_plain(&name) {
        return Err(Unsafe::BadName(name.chars().take(80).collect()));
    }
    if entry.is_symlink()
        || entry.unix_mode().is_some_and(|mode| !matches!(mode & 0o170_000, 0 | 0o100_000 | 0o040_000))
    {
        return Err(Unsafe::Link(name));
    }
    if entry.encrypted() {
        return Err(Unsafe::Encrypted(name));
    }
    let last = name.rsplit('/').next().unwrap_or_default();
    let of_a_mac = name.starts_with("__MACOSX/") || last == ".DS_Store" || last.starts_with("._");
    Ok((!entry.is_dir() && !of_a_mac).then_some(name))
}

fn is_plain(name: &str) -> bool {
    let parts = name.strip_suffix('/').unwrap_or(name).split('/');
    let fine = |part: &str| !part.is_empty() && part != "." && part != "..";
    name.len() <= 300
        && !name.contains(['\\', ':'])
        && !name.chars().any(char::is_control)
        && parts.into_iter().all(fine)
}

/// Unpacks an entry through limits of our own, whatever its header says.
fn unpacked(zip: &mut ZipArchive<Cursor<&[u8]>>, index: usize, name: &str) -> Result<Vec<u8>, Unsafe> {
    let entry = zip.by_index(index)?;
    let packed = entry.compressed_size().max(1);
    let mut content = Vec::new();
    let read = entry.take(ENTRY_SIZE_LIMIT + 1).read_to_end(&mut content);
    read.map_err(|e| Unsafe::NotAZip(format!("{name}: {e}")))?;
    let size = content.len() as u64;
    if size > ENTRY_SIZE_LIMIT || (size > RATIO_FROM && size / packed > RATIO_LIMIT) {
        return Err(Unsafe::TooLarge(format!("{name} unpacks to far more than it should")));
    }
    Ok(content)
}
