//! Reads a scenario's folder: `scenario.toml`, `brief.md`, `client.toml` and its designs.

use super::{
    board,
    explain::Fragment,
    pack::{PACK_SCHEMA, Reading},
    problem::Problem,
};
use crate::domain::scenario::{Design, DesignInfo, DesignKind, Interview, Scenario};

/// The ending of board files.
pub(super) const BOARD_ENDING: &str = ".board.toml";

/// Reads the scenario in a folder. Without a readable `scenario.toml` there is none; anything else
/// that is missing is left empty and reported.
pub(super) fn read(reading: &mut Reading<'_>, folder: &str) -> Option<Scenario> {
    let mut scenario: Scenario = reading.toml(&format!("{folder}/scenario.toml"))?;
    scenario.brief = reading.required(&format!("{folder}/brief.md")).unwrap_or_default();
    let client = format!("{folder}/client.toml");
    scenario.interview = match reading.required(&client) {
        Some(text) => {
            reading.keep(Fragment::of_file(&client, &text).read::<Interview>(PACK_SCHEMA)).unwrap_or_default()
        }
        None => Interview::default(),
    };
    for file in reading.source.list(&format!("{folder}/designs")) {
        scenario.designs.extend(read_design(reading, &file));
    }
    Some(scenario)
}

fn read_design(reading: &mut Reading<'_>, file: &str) -> Option<Design> {
    let id = board_name(file)?.to_owned();
    let text = reading.required(file)?;
    let (board, info) = reading.keep(board::read_named(file, &text).map_err(|p| vec![p]))?;
    let Some(info) = info else {
        let problem = Problem::whole(file, "the board does not say what design it is")
            .hint("Add a table `[design]` with `kind`, `title` and `story`.");
        reading.problems.push(problem);
        let info = DesignInfo { kind: DesignKind::Material, title: id.clone(), story: String::new(), finding: None };
        return Some(Design { id, info, board });
    };
    Some(Design { id, info, board })
}

/// Returns the name of a board's file without folder and ending, if it is one.
pub(super) fn board_name(file: &str) -> Option<&str> {
    file.rsplit('/').next()?.strip_suffix(BOARD_ENDING)
}
