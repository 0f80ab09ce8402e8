//! `archlab export`: the drawing as a file for other programs.

use std::{
    fs,
    path::{Path, PathBuf},
};

use clap::{Args, ValueEnum};

use super::{Global, Outcome, board, input, out::Out, stop::Stop};
use crate::{
    content::Pack,
    diagram::drawio::{self, Sheet},
    domain::{board::Board, flow::Flow, id::file_stem, scenario::Scenario},
    review::steps::in_flow_order,
    store::write_file,
};

/// Writes the drawing in other formats.
#[derive(Debug, Args)]
pub(super) struct Export {
    /// A .board.toml, CONTRACT/DESIGN, or CONTRACT for your own drawing
    board: String,
    /// Formats, separated by commas
    #[arg(long, value_name = "FORMAT", value_delimiter = ',', required = true)]
    to: Vec<Format>,
    /// Folder for the files
    #[arg(long, value_name = "DIR", default_value = ".")]
    out: PathBuf,
}

/// What a drawing can be written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A file that diagrams.net opens
    Drawio,
}

impl Export {
    /// Writes the files and prints their paths.
    pub(super) fn run(&self, global: &Global, out: &mut Out) -> Result<Outcome, Stop> {
        let pack = input::packs(global, out)?;
        let named = board::find(&self.board, &pack, global)?;
        let scenario = board::contract(None, &named.board, &pack)?;
        for format in &self.to {
            let Format::Drawio = format;
            let path = self.out.join(format!("{}.drawio", file_stem(&named.name)));
            let text = diagram(&named.board, &pack, scenario);
            write_beside(&path, text.as_bytes(), out)?;
            out.line(path.display().to_string())?;
        }
        Ok(Outcome::Well)
    }
}

/// Draws a board for diagrams.net, its steps numbered as the explanations are.
pub(super) fn diagram(board: &Board, pack: &Pack, scenario: Option<&Scenario>) -> String {
    let flow = Flow::of(board, &pack.catalogue, scenario);
    let steps = in_flow_order(&flow);
    drawio::write(&Sheet { scenario, steps: &steps, ..Sheet::of(board, &pack.catalogue) })
}

/// Writes a file; another one of that name may have been worked on, so it is kept beside.
fn write_beside(path: &Path, bytes: &[u8], out: &mut Out) -> Result<(), Stop> {
    let refused = |e| Stop::store(&e, path);
    match fs::read(path) {
        Ok(there) if there == bytes => return Ok(()),
        Ok(there) => {
            let kept = path.with_extension("drawio.bak");
            write_file(&kept, &there).map_err(refused)?;
            out.aside(&format!("the file that was there is now {}", kept.display()));
        }
        Err(_) => {}
    }
    write_file(path, bytes).map_err(refused)
}
