//! Handing in: what is complete, the bundle with its readable report, and checking a bundle.
//!
//! A bundle is a `BagIt` 1.0 bag (RFC 8493) in a zip: plain text that stock tools can check. The same
//! inputs give the same bytes; times and names are inputs. Its hashes show damage or change after
//! export. They do not show who did the work, and nothing here claims that they do.
//!
//! - [`completeness`]: which deliverables are done, and what each still misses.
//! - [`bundle`]: everything in one file, with a receipt.
//! - [`verify`]: opens a stranger's bundle safely, checks it, and judges its board again.
//!
//! Nothing is read from or written to disk here; that is the work of `store` and the command line.

mod bag;
mod claims;
mod complete;
mod receipt;
mod report;
mod runs;
mod unzip;
mod verify;

#[cfg(test)]
mod tests;

use thiserror::Error;

use crate::domain::{attempt::Attempt, flow::Flow};

pub use claims::Claims;
pub use complete::{Item, completeness};
pub use receipt::{pack_hash, sha256};
pub use runs::{board_fingerprint, kept};
pub use unzip::Unsafe;
pub use verify::{Here, Level, Trouble, Verified, verify};

/// The version that bundles name as the one that made them.
pub const ENGINE: &str = env!("CARGO_PKG_VERSION");

/// The largest payload that is handed in, in bytes; far above what a board and its texts need.
pub const PAYLOAD_LIMIT: usize = 16 * 1024 * 1024;

/// Everything a bundle is made of.
#[derive(Clone, Copy)]
pub struct Submission<'a> {
    /// The board, read by its contract.
    pub flow: &'a Flow<'a>,
    /// Answers, questions, talk and names.
    pub attempt: &'a Attempt,
    /// The `.drawio` file.
    pub diagram: &'a [u8],
    /// When it is handed in, ISO 8601.
    pub at: &'a str,
    /// The hash of the pack in use, from [`pack_hash`].
    pub pack_hash: &'a str,
    /// Whether to make the bundle even if something is missing; the bundle then says so.
    pub anyway: bool,
}

/// A bundle, ready to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bundle {
    /// The name the file should have.
    pub file_name: String,
    /// The zip.
    pub bytes: Vec<u8>,
    /// The code that stands for exactly this content.
    pub receipt: String,
    /// Whether every deliverable was complete.
    pub complete: bool,
}

/// Why no bundle was made.
#[derive(Debug, Error)]
pub enum Refused {
    /// Something is missing.
    #[error("{}", missing(.0))]
    Incomplete(Vec<Item>),
    /// The board was not read by a contract.
    #[error("only the board of a contract can be handed in")]
    NoContract,
    /// It is far larger than a board and its texts can be.
    #[error("the content is {0} bytes, and {PAYLOAD_LIMIT} are allowed; shorten the texts or the drawing")]
    TooLarge(usize),
    /// The zip could not be made.
    #[error("the zip could not be made: {0}")]
    Zip(#[from] zip::result::ZipError),
}

fn missing(items: &[Item]) -> String {
    let open: Vec<&str> = items.iter().filter(|i| !i.done).map(|i| i.text.as_str()).collect();
    format!("not complete yet: {}", open.join("; "))
}

/// Makes the bundle: checks completeness and size, then writes report, board and answers into it.
pub fn bundle(submission: &Submission<'_>) -> Result<Bundle, Refused> {
    let items = completeness(submission.flow, submission.attempt, !submission.diagram.is_empty());
    let complete = items.iter().all(|i| i.done);
    if !complete && !submission.anyway {
        return Err(Refused::Incomplete(items));
    }
    let contents = bag::Contents::of(submission, &items).ok_or(Refused::NoContract)?;
    let size = contents.payload_size();
    if size > PAYLOAD_LIMIT {
        return Err(Refused::TooLarge(size));
    }
    Ok(Bundle {
        file_name: format!("{}.zip", contents.folder),
        bytes: bag::zipped(&contents)?,
        receipt: contents.receipt,
        complete,
    })
}
