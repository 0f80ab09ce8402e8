//! Which board is meant: a file, a design of a pack, or the student's own attempt.
//!
//! Boards are only read here. What the student drew is never written back.

use std::{fs, path::Path};

use super::{Global, input, stop::Stop};
use crate::{
    content::{self, Pack, nearest},
    domain::{
        board::Board,
        scenario::{DesignKind, Scenario},
    },
    store::Desk,
};

/// A board that was named on the command line.
pub(super) struct Named {
    /// The board.
    pub(super) board: Board,
    /// A short name for people and files.
    pub(super) name: String,
    /// Whether the requirement has changed in the attempt it belongs to.
    pub(super) changed: bool,
    /// The file it was read from, with its text.
    pub(super) file: Option<(String, String)>,
}

/// Endings of the drawing tool's files.
const DRAWINGS: &[&str] = &[".drawio", ".xml", ".drawio.svg", ".drawio.png", ".svg", ".png"];

/// Finds the board that an argument names.
pub(super) fn find(argument: &str, pack: &Pack, global: &Global) -> Result<Named, Stop> {
    let lower = argument.to_lowercase();
    let ends = |ending: &str| lower.ends_with(ending);
    if DRAWINGS.iter().any(|ending| ends(ending)) {
        return Err(Stop::because(
            "reading files of diagrams.net is not part of this version; it comes with `import`",
            argument,
            "Give the .board.toml that lies beside it in the workspace.",
        ));
    }
    if ends(".toml") || Path::new(argument).is_file() {
        return from_file(Path::new(argument));
    }
    match argument.split_once('/') {
        Some((scenario, design)) => from_pack(argument, scenario, design, pack),
        None => from_attempt(argument, pack, global),
    }
}

fn from_file(path: &Path) -> Result<Named, Stop> {
    let bytes = fs::read(path).map_err(|e| Stop::file("read the board", path, &e))?;
    let shown = path.display().to_string();
    let Ok(text) = String::from_utf8(bytes) else {
        return Err(Stop::because(
            "the board is not text",
            shown,
            "Boards are TOML in UTF-8, with names ending in .board.toml.",
        ));
    };
    let (board, _) = content::board::read_named(&shown, &text).map_err(|p| Stop::problem(&p, &text))?;
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let name = name.trim_end_matches(".toml").trim_end_matches(".board").to_owned();
    Ok(Named { board, name, changed: false, file: Some((shown, text)) })
}

fn from_pack(argument: &str, scenario: &str, design: &str, pack: &Pack) -> Result<Named, Stop> {
    let found = scenario_of(pack, scenario)?;
    let Some(design) = found.design(design) else {
        let designs = found.designs.iter().filter(|d| d.info.kind != DesignKind::Material).map(|d| d.id.as_str());
        let hint = known("Its designs", &designs.collect::<Vec<_>>(), design);
        return Err(Stop::because(format!("`{scenario}` has no design `{design}`"), argument, hint));
    };
    Ok(Named { board: design.board.clone(), name: design.id.clone(), changed: false, file: None })
}

fn from_attempt(argument: &str, pack: &Pack, global: &Global) -> Result<Named, Stop> {
    let scenario = scenario_of(pack, argument)?;
    let dir = input::workspace_dir(global);
    let none = || {
        let hint = "Take the contract in the lab first, or name a design: `archlab list` shows them.";
        Stop::because(format!("there is no drawing for `{argument}` in the workspace"), dir.display().to_string(), hint)
    };
    if !dir.join(argument).is_dir() {
        return Err(none());
    }
    let workspace = input::workspace_if_any(global)?.ok_or_else(none)?;
    let read = workspace.open_desk(&Desk::Contract(scenario.id.clone()), &Board::named(&scenario.drawing));
    let changed = workspace.attempt(&scenario.id).value.is_changed();
    let board = read.value.history.board().clone();
    Ok(Named { name: board.name.clone(), board, changed, file: None })
}

/// Finds a scenario of the packs.
pub(super) fn scenario_of<'a>(pack: &'a Pack, id: &str) -> Result<&'a Scenario, Stop> {
    pack.scenario(id).ok_or_else(|| {
        let ids: Vec<&str> = pack.scenarios.iter().map(|s| s.id.as_str()).collect();
        let hint = known("Contracts", &ids, id);
        Stop::because(format!("there is no contract and no board file `{id}`"), id, hint)
    })
}

fn known(what: &str, names: &[&str], wrong: &str) -> String {
    match nearest(wrong, names.iter().copied()) {
        Some(near) => format!("Did you mean `{near}`?"),
        None if names.is_empty() => format!("{what}: none."),
        None => format!("{what}: {}.", names.join(", ")),
    }
}

/// Returns the contract to judge a board by: the one asked for, else the one the board names.
pub(super) fn contract<'a>(asked: Option<&str>, board: &Board, pack: &'a Pack) -> Result<Option<&'a Scenario>, Stop> {
    match asked {
        Some(id) => scenario_of(pack, id).map(Some),
        None => Ok(board.scenario.as_ref().and_then(|id| pack.scenario(id.as_str()))),
    }
}
