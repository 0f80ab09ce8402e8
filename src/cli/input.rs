//! What commands are given: packs, workspaces, boards. Read here, understood elsewhere.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use super::{Global, out::Out, stop::Stop};
use crate::{
    content::{Embedded, Memory, Pack, default_pack, load},
    store::Workspace,
};

/// The largest file of a pack that is read; real ones are a hundredth of it.
const FILE_LIMIT: u64 = 16 * 1024 * 1024;
/// How deep the folders of a pack go, with room to spare.
const DEPTH: usize = 6;

/// Returns the folder of the workspace, which may not be there yet.
pub(super) fn workspace_dir(global: &Global) -> PathBuf {
    global.workspace.clone().unwrap_or_else(Workspace::default_dir)
}

/// Opens the workspace if there is one; looking something up makes none.
pub(super) fn workspace_if_any(global: &Global) -> Result<Option<Workspace>, Stop> {
    let dir = workspace_dir(global);
    if !dir.is_dir() {
        return Ok(None);
    }
    Workspace::open(&dir).map(Some).map_err(|e| Stop::store(&e, &dir))
}

/// Reads the built-in pack and every pack that was added.
pub(super) fn packs(global: &Global, out: &mut Out) -> Result<Pack, Stop> {
    let mut pack = default_pack().pack;
    for dir in pack_dirs(global) {
        let more = load(&pack_files(&dir)?);
        let errors = more.problems.iter().filter(|p| p.is_error()).count();
        if errors > 0 {
            let dir = dir.display();
            out.aside(&format!(
                "{dir}: {errors} problems, what they concern is left out; `archlab check {dir}` shows them"
            ));
        }
        pack = pack.with(more.pack);
    }
    Ok(pack)
}

/// Returns the folders of added packs: those in the workspace, then those on the command line.
pub(super) fn pack_dirs(global: &Global) -> Vec<PathBuf> {
    let own = workspace_dir(global).join("packs");
    let mut dirs: Vec<PathBuf> =
        fs::read_dir(own).into_iter().flatten().flatten().map(|e| e.path()).filter(|p| p.is_dir()).collect();
    dirs.sort();
    dirs.extend(global.pack.iter().cloned());
    dirs
}

/// Reads the lessons and scenarios of a folder into memory.
pub(super) fn pack_files(dir: &Path) -> Result<Memory, Stop> {
    let mut files = BTreeMap::new();
    let tops = ["lessons", "scenarios"].map(|top| (top, dir.join(top)));
    if !tops.iter().any(|(_, path)| path.is_dir()) {
        let what = if dir.is_dir() { "this is no pack" } else { "there is no such folder" };
        let hint = "A pack is a folder with a folder `lessons`, a folder `scenarios`, or both.";
        return Err(Stop::because(what, dir.display().to_string(), hint));
    }
    for (name, path) in tops {
        walk(&path, name, DEPTH, &mut files).map_err(|e| Stop::file("read the pack", &path, &e))?;
    }
    Ok(Memory(files))
}

fn walk(dir: &Path, name: &str, depth: usize, files: &mut BTreeMap<String, String>) -> io::Result<()> {
    if depth == 0 || !dir.is_dir() {
        return Ok(());
    }
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        let Ok(base) = entry.file_name().into_string() else { continue };
        let (path, inner) = (entry.path(), format!("{name}/{base}"));
        if path.is_dir() {
            walk(&path, &inner, depth - 1, files)?;
        } else if entry.metadata()?.len() <= FILE_LIMIT
            && let Ok(text) = String::from_utf8(fs::read(&path)?)
        {
            files.insert(inner, text);
        }
    }
    Ok(())
}

/// Returns the contracts that the workspace has an attempt for.
pub(super) fn taken(global: &Global, pack: &Pack) -> Vec<String> {
    let dir = workspace_dir(global);
    let ids = pack.scenarios.iter().map(|s| s.id.to_string());
    ids.filter(|id| dir.join(id).join("attempt.toml").is_file()).collect()
}

/// Returns the hash by which bundles name the pack in use: that of the pack added last.
pub(super) fn pack_hash(global: &Global) -> Result<String, Stop> {
    match pack_dirs(global).last() {
        Some(dir) => Ok(crate::submission::pack_hash(&pack_files(dir)?)),
        None => Ok(crate::submission::pack_hash(&Embedded)),
    }
}
