//! `archlab check`: every problem of a pack, for authors.

use std::path::PathBuf;

use clap::Args;

use super::{Outcome, claims, input, out::Out, stop::Stop};
use crate::content::{self, Embedded, Memory, Problem, Source, render};

/// Finds every problem of a pack.
#[derive(Debug, Args)]
pub(super) struct Check {
    /// Folder of the pack; without it the built-in pack is checked
    #[arg(value_name = "PACK")]
    folder: Option<PathBuf>,
}

impl Check {
    /// Checks; wanting if there is an error.
    pub(super) fn run(&self, out: &mut Out) -> Result<Outcome, Stop> {
        let source = match &self.folder {
            Some(dir) => input::pack_files(dir)?,
            None => Memory::of(&Embedded),
        };
        let mut problems = content::check(&source);
        problems.extend(claims::broken(&content::load(&source).pack, &source));
        for problem in &problems {
            out.line(render(problem, &source.read(&problem.file).unwrap_or_default()))?;
        }
        let errors = problems.iter().filter(|p| p.is_error()).count();
        out.line(summary(&problems, errors))?;
        Ok(Outcome::of(errors == 0))
    }
}

fn summary(problems: &[Problem], errors: usize) -> String {
    let count = |n: usize, what: &str| format!("{n} {what}{}", if n == 1 { "" } else { "s" });
    match problems.len() {
        0 => "No problems.".to_owned(),
        all => format!("{}, {}.", count(errors, "error"), count(all - errors, "warning")),
    }
}
