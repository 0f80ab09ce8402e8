//! `archlab` without a command: opens the lab.

use std::sync::Arc;

use super::{Global, Outcome, input, out::Out, stop::Stop};
use crate::tui;

/// Opens the screens and stays until the student leaves.
pub(super) fn open(global: &Global, out: &mut Out) -> Result<Outcome, Stop> {
    // Packs from disk are read before the screen is taken, so that their problems can be told.
    // The built-in one alone is loaded behind the first screen.
    let packs = if input::pack_dirs(global).is_empty() { None } else { Some(Arc::new(input::packs(global, out)?)) };
    let options = tui::Options { workspace: global.workspace.clone(), pack: packs, theme: global.theme.clone() };
    let hint = "`archlab doctor` looks at the terminal and the workspace, `archlab --help` lists the commands.";
    match tui::run(&options) {
        Ok(()) => Ok(Outcome::Well),
        Err(error) => Err(Stop::because(format!("{error:#}"), "", hint)),
    }
}
