//! `archlab fidelity`: what a run holds and what it leaves out.

use clap::Args;
use serde::Serialize;

use super::{Global, JSON_SCHEMA, Outcome, input, out::Out, stop::Stop};
use crate::sim::fidelity;

/// Says what the model holds.
#[derive(Debug, Args)]
pub(super) struct Fidelity {
    /// Print JSON
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Page {
    schema: u32,
    #[serde(flatten)]
    held: fidelity::Fidelity,
}

impl Fidelity {
    /// Prints it.
    pub(super) fn run(&self, global: &Global, out: &mut Out) -> Result<Outcome, Stop> {
        let held = fidelity::of(&input::packs(global, out)?.catalogue);
        if self.json {
            out.json(&Page { schema: JSON_SCHEMA, held })?;
        } else {
            out.text(&held.text())?;
        }
        Ok(Outcome::Well)
    }
}
