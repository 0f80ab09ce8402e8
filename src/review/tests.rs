//! Tests of the review: small boards per finding, the designs of the pack, hostile boards.

mod designs;
mod findings;
mod hostile;
mod lessons;
mod others;
pub(crate) mod support;
