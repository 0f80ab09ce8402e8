//! Single TOML files: settings, progress, attempts. Each keeps one version before.
//!
//! A file that cannot be read stays where it is, untouched, until somebody corrects or removes it;
//! meanwhile saves go to a rescue file beside it, which is read instead.

use std::path::{Path, PathBuf};

use serde::{Serialize, de::DeserializeOwned};

use crate::domain::{
    attempt::{ATTEMPT_SCHEMA, Attempt},
    id::ScenarioId,
    progress::{PROGRESS_SCHEMA, Progress, Settings},
};

use super::{
    error::{Notice, Read, StoreError},
    files::write_atomic,
    journal::short_sum,
    place::scenario_folder,
    workspace::{Inner, Workspace},
};

/// A kind of file with a format number.
trait Document: Serialize + DeserializeOwned {
    const NEWEST: u32;
    fn schema(&self) -> u32;
}

macro_rules! document {
    ($type:ty, $newest:expr) => {
        impl Document for $type {
            const NEWEST: u32 = $newest;
            fn schema(&self) -> u32 {
                self.schema
            }
        }
    };
}

document!(Settings, 1);
document!(Progress, PROGRESS_SCHEMA);
document!(Attempt, ATTEMPT_SCHEMA);

const SETTINGS: &str = "settings.toml";
const PROGRESS: &str = "progress.toml";

impl Workspace {
    /// Reads how the student likes the program to look.
    pub fn settings(&self) -> Read<Settings> {
        self.inner().read_document(Path::new(SETTINGS), Settings::default)
    }

    /// Saves how the student likes the program to look.
    pub fn save_settings(&self, settings: &Settings) -> Result<(), StoreError> {
        self.inner().save_document(Path::new(SETTINGS), settings)
    }

    /// Reads where the student is in the course.
    pub fn progress(&self) -> Read<Progress> {
        let start = || Progress { schema: PROGRESS_SCHEMA, ..Progress::default() };
        self.inner().read_document(Path::new(PROGRESS), start)
    }

    /// Saves where the student is in the course.
    pub fn save_progress(&self, progress: &Progress) -> Result<(), StoreError> {
        self.inner().save_document(Path::new(PROGRESS), progress)
    }

    /// Reads the work on one contract; a new attempt where there is none.
    pub fn attempt(&self, id: &ScenarioId) -> Read<Attempt> {
        match attempt_path(id) {
            Ok(path) => self.inner().read_document(&path, || Attempt::new(id.clone())),
            Err(_) => Read::plain(Attempt::new(id.clone())),
        }
    }

    /// Saves the work on one contract.
    pub fn save_attempt(&self, attempt: &Attempt) -> Result<(), StoreError> {
        self.inner().save_document(&attempt_path(&attempt.scenario)?, attempt)
    }
}

fn attempt_path(id: &ScenarioId) -> Result<PathBuf, StoreError> {
    Ok(scenario_folder(id)?.join("attempt.toml"))
}

/// What is wrong with a text.
pub(super) struct Fault {
    pub(super) at: Option<(usize, usize)>,
    pub(super) message: String,
}

impl Fault {
    /// Points at the place in the text that a TOML error is about.
    pub(super) fn of(text: &str, error: &toml::de::Error) -> Self {
        let at = error.span().map(|span| line_and_column(text, span.start));
        Self { at, message: error.message().trim().to_owned() }
    }
}

fn line_and_column(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    (line, column)
}

fn parse<T: Document>(bytes: &[u8]) -> Result<T, Fault> {
    let text = std::str::from_utf8(bytes)
        .map_err(|e| Fault { at: Some((line_of(bytes, e.valid_up_to()), 1)), message: "it is not text".to_owned() })?;
    if let Some(n) = newer_schema(text, T::NEWEST) {
        let message = format!(
            "a newer archlab wrote it (format {n}; this one reads up to {}). Nothing in it is changed.",
            T::NEWEST
        );
        return Err(Fault { at: None, message });
    }
    let value: T = toml::from_str(text).map_err(|e| Fault::of(text, &e))?;
    debug_assert!(value.schema() <= T::NEWEST, "checked above");
    Ok(value)
}

fn line_of(bytes: &[u8], offset: usize) -> usize {
    bytes[..offset].split(|b| *b == b'\n').count()
}

/// Finds the format number of a file of which nothing else may be understood.
pub(super) fn newer_schema(text: &str, newest: u32) -> Option<u64> {
    let line = text.lines().find_map(|l| l.trim().strip_prefix("schema")?.trim_start().strip_prefix('='))?;
    let digits = line.split('#').next()?.trim().replace('_', "");
    digits.parse::<u64>().ok().filter(|n| *n > u64::from(newest))
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    path.with_extension(ending)
}

impl Inner {
    fn read_document<T: Document>(&mut self, path: &Path, start: impl FnOnce() -> T) -> Read<T> {
        let fault = match self.read_known(path) {
            Ok(Some(bytes)) => match parse(&bytes) {
                Ok(value) => return Read { value, notices: self.retire_rescue(path) },
                Err(fault) => self.unreadable(path, &bytes, &fault),
            },
            Ok(None) => {
                // A crash between two renames leaves only the version before, which is the last
                // that was called saved.
                let before = self.stand_in(path, &["rescue.toml", "prev.toml"]).map(|(value, _)| value);
                return Read::plain(before.unwrap_or_else(start));
            }
            Err(e) => Notice { path: path.to_owned(), at: None, message: e.to_string(), aside: None },
        };
        self.blocked.insert(path.to_owned(), fault.message.clone());
        let (value, used) = match self.stand_in(path, &["rescue.toml", "prev.toml"]) {
            Some((value, name)) => (value, format!("{name} is used instead.")),
            None => (start(), "It starts afresh for now.".to_owned()),
        };
        let rescue = beside(path, "rescue.toml");
        let message = format!("{} {used} The file stays as it is; saves go to {}.", fault.message, rescue.display());
        Read { value, notices: vec![Notice { message, ..fault }] }
    }

    /// Reads a file and remembers how it looked; a file that is not there is no error.
    pub(super) fn read_known(&mut self, path: &Path) -> Result<Option<Vec<u8>>, StoreError> {
        let full = self.full(path);
        match self.files.read(&full) {
            Ok(bytes) => {
                self.known.insert(path.to_owned(), short_sum(&bytes));
                self.blocked.remove(path);
                Ok(Some(bytes))
            }
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(e) => Err(StoreError::io("read", &full)(e)),
        }
    }

    /// Copies what cannot be read aside and says so.
    pub(super) fn unreadable(&self, path: &Path, bytes: &[u8], fault: &Fault) -> Notice {
        let aside = if self.is_writer() { self.keep_copy("unreadable", path, bytes).ok() } else { None };
        let end = if fault.message.ends_with('.') { "" } else { "." };
        Notice {
            path: path.to_owned(),
            at: fault.at,
            message: format!("cannot be read: {}{end}", fault.message),
            aside,
        }
    }

    fn stand_in<T: Document>(&self, path: &Path, endings: &[&str]) -> Option<(T, String)> {
        endings.iter().find_map(|ending| {
            let other = beside(path, ending);
            let bytes = self.files.read(&self.full(&other)).ok()?;
            Some((parse(&bytes).ok()?, other.display().to_string()))
        })
    }

    /// A file that can be read again ends the use of its rescue file.
    fn retire_rescue(&mut self, path: &Path) -> Vec<Notice> {
        let rescue = beside(path, "rescue.toml");
        if !self.is_writer() || !self.files.exists(&self.full(&rescue)) {
            return Vec::new();
        }
        let name = rescue.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let Ok(aside) = self.move_aside(&rescue, &name) else { return Vec::new() };
        let message = format!("can be read again and is used. What was saved meanwhile was in {}.", rescue.display());
        vec![Notice { path: path.to_owned(), at: None, message, aside: Some(aside) }]
    }

    fn save_document<T: Document>(&mut self, path: &Path, value: &T) -> Result<(), StoreError> {
        // Texts, numbers and maps with text keys: this has no way to fail.
        let text = toml::to_string(value).unwrap_or_default();
        let rescue = beside(path, "rescue.toml");
        let target = if self.blocked.contains_key(path) { &rescue } else { path };
        self.put(target, text.as_bytes())
    }

    /// Replaces a file of ours. Should somebody else have changed it meanwhile, what they wrote is
    /// kept aside.
    pub(super) fn put(&mut self, path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
        self.may_write()?;
        let full = self.full(path);
        let sum = short_sum(bytes);
        if let Ok(there) = self.files.read(&full) {
            let found = short_sum(&there);
            if found == sum {
                self.known.insert(path.to_owned(), sum);
                return Ok(());
            }
            if self.known.get(path) != Some(&found) {
                self.keep_copy("changed-outside", path, &there)?;
            }
        }
        let previous = self.full(&beside(path, "prev.toml"));
        write_atomic(self.files.as_ref(), &full, bytes, Some(&previous)).map_err(StoreError::io("save", &full))?;
        self.known.insert(path.to_owned(), sum);
        Ok(())
    }
}
