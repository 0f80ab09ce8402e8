//! The journal of a board as text: a first line with the board it starts from, then one line per
//! step, each with its number and a checksum that covers the line before as well.
//!
//! Pure text in and out. A journal that was cut off in the middle of a line (a crash, a full disk)
//! is told apart from one that was damaged.

use serde::{Deserialize, Serialize};

use crate::{
    content,
    domain::{board::Board, edit::Step},
    submission::sha256,
};

/// The newest form of journals that this program writes.
pub const JOURNAL_SCHEMA: u32 = 1;

/// How many steps a board has taken since its journal began.
pub type Revision = u64;

#[derive(Serialize, Deserialize)]
struct Head {
    journal: u32,
    base: String,
}

/// Where writing goes on: after which line and with which checksum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct End {
    /// Bytes that are good.
    pub length: u64,
    /// Steps so far.
    pub revision: Revision,
    sum: String,
}

/// Why the rest of a journal was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rest {
    /// Everything was taken.
    Nothing,
    /// The last line was never finished, so it was never called saved.
    Torn,
    /// A line is not what was written; its number from 1.
    Damaged(usize),
}

/// A journal that was read.
#[derive(Clone, Debug)]
pub struct Journal {
    /// The board it starts from.
    pub base: Board,
    /// Where the first line ends.
    pub start: End,
    /// The good steps, each with where its line ends.
    pub steps: Vec<(Step, End)>,
    /// What was left.
    pub rest: Rest,
}

/// Why nothing of a journal could be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// A newer program wrote it; with the number of its form.
    Newer(u32),
    /// The first line is damaged.
    Damaged,
    /// Not even the first line is finished.
    Empty,
}

/// Starts a journal: its text so far, and where it ends.
pub fn start(base: &Board) -> (String, End) {
    let head = Head { journal: JOURNAL_SCHEMA, base: content::board::write(base, None) };
    // Two plain fields: serialising them has no way to fail.
    let json = serde_json::to_string(&head).unwrap_or_default();
    let sum = checksum("", 0, &json);
    let text = format!("0 {sum} {json}\n");
    let length = text.len() as u64;
    (text, End { length, revision: 0, sum })
}

/// Adds a step: returns the line and where the journal ends then.
pub fn line(end: &End, step: &Step) -> (String, End) {
    let revision = end.revision + 1;
    // Steps are texts, numbers and maps with text keys: serialising them has no way to fail.
    let json = serde_json::to_string(step).unwrap_or_default();
    let sum = checksum(&end.sum, revision, &json);
    let text = format!("{revision} {sum} {json}\n");
    let length = end.length + text.len() as u64;
    (text, End { length, revision, sum })
}

/// Reads a journal as far as it is good.
pub fn read(bytes: &[u8]) -> Result<Journal, Unreadable> {
    let mut lines = bytes.split_inclusive(|b| *b == b'\n');
    let first = lines.next().filter(|l| l.ends_with(b"\n")).ok_or(Unreadable::Empty)?;
    let (json, sum) = opened(first, "", 0).ok_or_else(|| newer(first))?;
    let head: Head = serde_json::from_str(json).map_err(|_| newer(first))?;
    if head.journal > JOURNAL_SCHEMA {
        return Err(Unreadable::Newer(head.journal));
    }
    let (base, _) = content::board::read(&head.base).map_err(|_| Unreadable::Damaged)?;
    let start = End { length: first.len() as u64, revision: 0, sum: sum.to_owned() };
    let mut end = start.clone();
    let mut steps = Vec::new();
    let mut rest = Rest::Nothing;
    for bytes in lines {
        let Some((step, next)) = step_of(bytes, &end) else {
            let torn = !bytes.ends_with(b"\n");
            rest = if torn { Rest::Torn } else { Rest::Damaged(steps.len() + 2) };
            break;
        };
        end = next.clone();
        steps.push((step, next));
    }
    Ok(Journal { base, start, steps, rest })
}

fn step_of(bytes: &[u8], end: &End) -> Option<(Step, End)> {
    let revision = end.revision + 1;
    let (json, sum) = opened(bytes, &end.sum, revision)?;
    let step = serde_json::from_str(json).ok()?;
    Some((step, End { length: end.length + bytes.len() as u64, revision, sum: sum.to_owned() }))
}

/// Returns the JSON and the checksum of a finished line with the expected number, if they agree.
fn opened<'a>(bytes: &'a [u8], before: &str, number: Revision) -> Option<(&'a str, &'a str)> {
    let text = std::str::from_utf8(bytes).ok()?.strip_suffix('\n')?;
    let (found, rest) = text.split_once(' ')?;
    let (sum, json) = rest.split_once(' ')?;
    (found.parse() == Ok(number) && sum == checksum(before, number, json)).then_some((json, sum))
}

/// A first line that does not open may still say that it is of a newer form.
fn newer(first: &[u8]) -> Unreadable {
    let text = String::from_utf8_lossy(first);
    let json = text.find('{').and_then(|i| serde_json::from_str::<serde_json::Value>(&text[i..]).ok());
    let schema = json.and_then(|v| v.get("journal")?.as_u64()).and_then(|n| u32::try_from(n).ok());
    schema.filter(|n| *n > JOURNAL_SCHEMA).map_or(Unreadable::Damaged, Unreadable::Newer)
}

/// Twelve hexadecimal digits: enough to tell damage, short enough to read past.
fn checksum(before: &str, number: Revision, json: &str) -> String {
    short_sum(format!("{before} {number} {json}").as_bytes())
}

/// Returns the first twelve hexadecimal digits of the SHA-256 of some bytes.
pub fn short_sum(bytes: &[u8]) -> String {
    let mut sum = sha256(bytes);
    sum.truncate(12);
    sum
}
