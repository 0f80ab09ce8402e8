//! The one place that prints. Plain text, no colour.
//!
//! A reader that has heard enough closes the pipe; that is no failure (see [`super::stop`]).

use std::io::Write;

use serde::Serialize;

use super::stop::Stop;
use crate::domain::text::clean;

/// Where a command's output goes.
pub(super) struct Out {
    stdout: Box<dyn Write>,
    stderr: Box<dyn Write>,
}

impl Out {
    /// Prints to these.
    pub(super) fn new(stdout: impl Write + 'static, stderr: impl Write + 'static) -> Self {
        Self { stdout: Box::new(stdout), stderr: Box::new(stderr) }
    }

    /// Prints a line. What files and people wrote cannot steer the terminal.
    pub(super) fn line(&mut self, line: impl AsRef<str>) -> Result<(), Stop> {
        writeln!(self.stdout, "{}", clean(line.as_ref())).map_err(Stop::Output)
    }

    /// Prints text that the program itself made, as it is.
    pub(super) fn text(&mut self, text: &str) -> Result<(), Stop> {
        self.stdout.write_all(text.as_bytes()).map_err(Stop::Output)
    }

    /// Prints a JSON document.
    pub(super) fn json(&mut self, value: &impl Serialize) -> Result<(), Stop> {
        let text = serde_json::to_string_pretty(value).map_err(|e| Stop::Output(e.into()))?;
        self.text(&text)?;
        self.text("\n")
    }

    /// Says something beside the output; nobody depends on it being read.
    pub(super) fn aside(&mut self, line: &str) {
        let _ = writeln!(self.stderr, "{}", clean(line));
    }

    /// Says beside the output how far it is, over what was said so the last time.
    pub(super) fn meanwhile(&mut self, line: &str) {
        let _ = write!(self.stderr, "\r{:<40}\r{}", "", clean(line));
        let _ = self.stderr.flush();
    }

    /// Hands everything on.
    pub(super) fn flush(&mut self) -> Result<(), Stop> {
        self.stdout.flush().map_err(Stop::Output)
    }
}
