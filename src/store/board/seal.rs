//! The first line of a snapshot: which revision it shows, and a checksum of the rest.
//!
//! A snapshot whose seal is broken or missing was changed by somebody else.

use crate::{
    content,
    domain::board::Board,
    store::journal::{Revision, short_sum},
};

/// What the first line of a snapshot says.
#[derive(Clone, Copy)]
pub(super) struct Seal {
    pub(super) revision: Revision,
    /// Whether the rest is as this program wrote it.
    pub(super) intact: bool,
}

const SEAL: &str = "# archlab: revision ";

/// Writes a board under a seal.
pub(super) fn snapshot_text(board: &Board, revision: Revision) -> String {
    let body = content::board::write(board, None);
    let sum = short_sum(body.as_bytes());
    format!("{SEAL}{revision}, sum {sum}. Changed by hand, this file becomes one more edit.\n{body}")
}

impl Seal {
    /// Reads the seal, if there is one.
    pub(super) fn of(text: &str) -> Option<Self> {
        let (first, body) = text.split_once('\n')?;
        let (revision, rest) = first.strip_prefix(SEAL)?.split_once(", sum ")?;
        let sum = rest.split('.').next()?;
        Some(Self { revision: revision.parse().ok()?, intact: sum == short_sum(body.as_bytes()) })
    }
}
