//! `archlab doctor`: what the program sees of the terminal, the workspace and the packs.
//!
//! It repairs nothing.

use std::io::IsTerminal;

use super::{Global, Outcome, input, out::Out, stop::Stop};
use crate::{
    content::{default_pack, load},
    store::Workspace,
    tui,
};

/// Reports.
pub(super) fn run(global: &Global, out: &mut Out) -> Result<Outcome, Stop> {
    out.line(format!("archlab {}", env!("CARGO_PKG_VERSION")))?;
    out.line("\nTerminal")?;
    for (name, value) in terminal() {
        out.line(format!("  {name:<14}{value}"))?;
    }
    out.line("\nWorkspace")?;
    for (name, value) in workspace(global) {
        out.line(format!("  {name:<14}{value}"))?;
    }
    out.line("\nPacks")?;
    for (name, value) in packs(global) {
        out.line(format!("  {name:<14}{value}"))?;
    }
    Ok(Outcome::Well)
}

type Rows = Vec<(&'static str, String)>;

fn terminal() -> Rows {
    let var = |name: &str| std::env::var(name).ok().filter(|v| !v.is_empty());
    let size = match tui::terminal_size() {
        Some((columns, rows)) if columns >= 80 && rows >= 24 => format!("{columns} columns, {rows} rows"),
        Some((columns, rows)) => format!("{columns} columns, {rows} rows; the lab needs 80 and 24"),
        None => "unknown".to_owned(),
    };
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(|n| var(n)).unwrap_or_else(|| "not set".to_owned());
    let utf8 = locale.to_lowercase().replace('-', "").contains("utf8");
    let colours = match (var("NO_COLOR"), var("COLORTERM")) {
        (Some(_), _) => "none (NO_COLOR is set)".to_owned(),
        (None, Some(term)) if term == "truecolor" || term == "24bit" => "16 million".to_owned(),
        _ => "as many as the terminal type says".to_owned(),
    };
    vec![
        ("screen", if std::io::stdout().is_terminal() { "yes" } else { "no, the output goes elsewhere" }.to_owned()),
        ("size", size),
        ("type", var("TERM").unwrap_or_else(|| "not set".to_owned())),
        ("colours", colours),
        (
            "language",
            if utf8 { locale } else { format!("{locale}; without UTF-8, choose ASCII drawing in the settings") },
        ),
    ]
}

fn workspace(global: &Global) -> Rows {
    let dir = input::workspace_dir(global);
    let mut rows = vec![("folder", dir.display().to_string())];
    if !dir.is_dir() {
        rows.push(("state", "not there yet; the lab makes it when it opens".to_owned()));
        return rows;
    }
    let state = match Workspace::open(&dir) {
        Ok(open) => open.lock_note().unwrap_or_else(|| "can be written".to_owned()),
        Err(error) => error.to_string(),
    };
    rows.push(("state", state));
    rows
}

fn packs(global: &Global) -> Rows {
    let built_in = default_pack();
    let count = |loaded: &crate::content::Loaded| {
        let (lessons, scenarios) = (loaded.pack.lessons.len(), loaded.pack.scenarios.len());
        format!("{lessons} lessons, {scenarios} contracts, {} problems", loaded.problems.len())
    };
    let mut rows = vec![
        ("built in", count(&built_in)),
        (
            "components",
            format!("{}, checked {}", built_in.pack.catalogue.components().len(), built_in.pack.catalogue.as_of()),
        ),
    ];
    for dir in input::pack_dirs(global) {
        let found = match input::pack_files(&dir) {
            Ok(files) => count(&load(&files)),
            Err(_) => "cannot be read".to_owned(),
        };
        rows.push(("added", format!("{}: {found}", dir.display())));
    }
    rows
}
