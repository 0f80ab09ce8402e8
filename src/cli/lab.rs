//! `archlab` without a command: opens the lab.

use std::sync::Arc;

use super::{Global, Outcome, input, out::Out, stop::Stop};
use crate::tui::{self, Options};

/// Opens the screens and stays until the student leaves.
pub(super) fn open(global: &Global, out: &mut Out) -> Result<Outcome, Stop> {
    // The built-in pack is read by the lab itself, behind its first screen.
    let added = !input::pack_dirs(global).is_empty();
    let pack = if added { Some(Arc::new(input::packs(global, out)?)) } else { None };
    let pack_hash = if pack.is_some() { input::pack_hash(global)? } else { String::new() };
    let options = Options { workspace: global.workspace.clone(), pack, pack_hash, theme: global.theme.clone() };
    let left = tui::run(&options).map_err(|error| {
        Stop::because(format!("{error:#}"), "", "`archlab doctor` reports on the terminal and the workspace.")
    });
    left.map(|()| Outcome::Well)
}
