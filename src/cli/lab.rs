//! `archlab` without a command: opens the lab.

use super::{Global, Outcome, stop::Stop};

/// Opens the screens.
pub(super) fn open(_global: &Global) -> Result<Outcome, Stop> {
    let hint = "`archlab list` shows what the lab holds, `archlab --help` every command.";
    Err(Stop::because("the screens of the lab are not part of this build yet", "archlab", hint))
}
