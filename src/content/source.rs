//! Where the text of a pack comes from: built into the program, or handed over by who read it.
//!
//! Reading folders of a disk is the work of `store`.

use std::collections::BTreeMap;

use include_dir::{Dir, include_dir};

/// The files of a pack, named by paths with forward slashes from the pack's own folder.
pub trait Source {
    /// Returns the text of a file, or nothing if there is no such file or it is not text.
    fn read(&self, path: &str) -> Option<String>;

    /// Returns the paths of all files below a folder, at any depth, sorted.
    fn list(&self, folder: &str) -> Vec<String>;
}

/// The pack that is built into the program.
#[derive(Clone, Copy, Debug, Default)]
pub struct Embedded;

static LESSONS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/lessons");
static SCENARIOS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/scenarios");

impl Embedded {
    /// Returns the text of a file without copying it.
    pub(crate) fn text(path: &str) -> Option<&'static str> {
        let (top, rest) = path.split_once('/')?;
        tree(top)?.get_file(rest)?.contents_utf8()
    }
}

fn tree(top: &str) -> Option<&'static Dir<'static>> {
    match top {
        "lessons" => Some(&LESSONS),
        "scenarios" => Some(&SCENARIOS),
        _ => None,
    }
}

impl Source for Embedded {
    fn read(&self, path: &str) -> Option<String> {
        Self::text(path).map(str::to_owned)
    }

    fn list(&self, folder: &str) -> Vec<String> {
        let (top, rest) = folder.split_once('/').unwrap_or((folder, ""));
        let Some(tree) = tree(top) else { return Vec::new() };
        let Some(dir) = (if rest.is_empty() { Some(tree) } else { tree.get_dir(rest) }) else { return Vec::new() };
        let mut paths = Vec::new();
        collect(dir, top, &mut paths);
        paths.sort();
        paths
    }
}

fn collect(dir: &Dir<'_>, top: &str, paths: &mut Vec<String>) {
    paths.extend(dir.files().filter_map(|f| f.path().to_str()).map(|p| format!("{top}/{p}")));
    for sub in dir.dirs() {
        collect(sub, top, paths);
    }
}

/// A pack whose files were already read, by path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Memory(pub BTreeMap<String, String>);

impl Memory {
    /// Copies every file of another source.
    pub fn of(source: &dyn Source) -> Self {
        let paths = ["lessons", "scenarios"].iter().flat_map(|folder| source.list(folder));
        Self(paths.filter_map(|path| source.read(&path).map(|text| (path, text))).collect())
    }
}

impl Source for Memory {
    fn read(&self, path: &str) -> Option<String> {
        self.0.get(path).cloned()
    }

    fn list(&self, folder: &str) -> Vec<String> {
        let prefix = format!("{folder}/");
        self.0.keys().filter(|path| path.starts_with(&prefix)).cloned().collect()
    }
}
