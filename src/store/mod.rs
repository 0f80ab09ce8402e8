//! The workspace on disk: boards with their journals, attempts, progress, settings, backups.
//!
//! Three promises. What was called saved is there after `kill -9`. A file that cannot be read is
//! told about, copied aside and never overwritten. What a reset or a repair takes away lies in
//! `backups/`.
//!
//! - [`Workspace`] opens a folder and reads and writes what is in it. Cloning it is cheap.
//! - [`Saver`] does the writing in a thread of its own and reports what is saved.
//! - [`Desk`] names a board: of a lesson or of a contract.
//!
//! What boards, attempts and bundles *mean* is no business of this room. Besides the command line
//! reading what it is given, this is the only room that touches files.

mod aside;
mod board;
mod diagram;
mod document;
mod error;
mod export;
mod files;
mod journal;
mod place;
mod reset;
mod saver;
mod workspace;

pub use crate::domain::id::file_stem as stem;
pub use board::OpenBoard;
pub use diagram::DiagramWrite;
pub use error::{Notice, Read, StoreError};
pub use export::write_file;
pub use files::{Disk, Files, Lock};
pub use journal::Revision;
pub use place::Desk;
pub use saver::{Failure, Report, Saver};
pub use workspace::{Workspace, now};

#[cfg(test)]
mod faulty;
#[cfg(test)]
mod tests;
