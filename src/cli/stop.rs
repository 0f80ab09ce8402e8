//! Why a command could not do its work: what, where, what to try. Exit code 2.

use std::io;

use serde::Serialize;

use super::{JSON_SCHEMA, out::Out};
use crate::{
    content::{Problem, render},
    domain::text::clean,
    store::StoreError,
};

/// A command that cannot go on.
#[derive(Debug)]
pub(super) enum Stop {
    /// It cannot be done.
    Refused(Refusal),
    /// Nobody takes the output.
    Output(io::Error),
}

/// What cannot be done, where, and what to try.
#[derive(Debug, Serialize)]
pub(super) struct Refusal {
    what: String,
    r#where: String,
    hint: String,
    /// The same drawn for people, where there is something to draw.
    #[serde(skip)]
    drawn: Option<String>,
}

#[derive(Serialize)]
struct Document<'a> {
    schema: u32,
    error: &'a Refusal,
}

impl Stop {
    /// Refuses with a reason.
    pub(super) fn because(what: impl Into<String>, place: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Refused(Refusal { what: what.into(), r#where: place.into(), hint: hint.into(), drawn: None })
    }

    /// Refuses because of a problem in a file.
    pub(super) fn problem(problem: &Problem, text: &str) -> Self {
        let place = format!("{}:{}:{}", problem.file, problem.line, problem.column);
        let drawn = Some(render(problem, text));
        Self::Refused(Refusal { what: problem.message.clone(), r#where: place, hint: problem.hint.clone(), drawn })
    }

    /// Refuses because of what the file system said.
    pub(super) fn file(what: &str, path: &std::path::Path, error: &io::Error) -> Self {
        Self::because(
            format!("cannot {what}: {error}"),
            path.display().to_string(),
            "Check the path and its permissions.",
        )
    }

    /// Refuses because of what the workspace said.
    pub(super) fn store(error: &StoreError, place: &std::path::Path) -> Self {
        Self::because(error.to_string(), place.display().to_string(), error.hint())
    }

    /// Refuses arguments that make no sense.
    pub(super) fn usage(error: &clap::Error) -> Self {
        let drawn = error.render().to_string();
        let what = drawn.lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned();
        let hint = "`archlab --help` lists the commands.".to_owned();
        Self::Refused(Refusal { what, r#where: "arguments".to_owned(), hint, drawn: Some(drawn) })
    }

    /// Tells it, as JSON where that was asked for, and returns the exit code.
    pub(super) fn tell(&self, out: &mut Out, json: bool) -> u8 {
        match self {
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => 0,
            Self::Output(error) => {
                out.aside(&format!("archlab: cannot write the output: {error}"));
                2
            }
            Self::Refused(refusal) if json => {
                let told = out.json(&Document { schema: JSON_SCHEMA, error: refusal }).and_then(|()| out.flush());
                told.map_or_else(|stop| stop.tell(out, false), |()| 2)
            }
            Self::Refused(refusal) => {
                refusal.tell(out);
                2
            }
        }
    }
}

impl Refusal {
    fn tell(&self, out: &mut Out) {
        if let Some(drawn) = &self.drawn {
            out.aside(drawn.trim_end());
            return;
        }
        out.aside(&format!("archlab: {}", clean(&self.what)));
        for (name, text) in [("where", &self.r#where), ("try", &self.hint)] {
            if !text.is_empty() {
                out.aside(&format!("  {name}: {text}"));
            }
        }
    }
}
