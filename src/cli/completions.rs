//! `archlab completions`: what a shell needs to complete commands and options.

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::{Cli, Outcome, out::Out, stop::Stop};

/// Prints completions for a shell.
#[derive(Debug, Args)]
pub(super) struct Completions {
    /// The shell
    shell: Shell,
}

impl Completions {
    /// Prints.
    pub(super) fn run(&self, out: &mut Out) -> Result<Outcome, Stop> {
        let mut bytes = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "archlab", &mut bytes);
        out.text(&String::from_utf8_lossy(&bytes))?;
        Ok(Outcome::Well)
    }
}
