//! `archlab man`: the manual page, one page for all commands.

use clap::CommandFactory;
use clap_mangen::Man;

use super::{Cli, Outcome, out::Out, stop::Stop};

/// Prints the manual page.
pub(super) fn run(out: &mut Out) -> Result<Outcome, Stop> {
    let mut page = Vec::new();
    Man::new(Cli::command()).render(&mut page).map_err(Stop::Output)?;
    out.text(&String::from_utf8_lossy(&page))?;
    Ok(Outcome::Well)
}
