//! Looks closer than reading does: does every name lead somewhere, is every part complete?
//!
//! One file per kind of file. Whether a reference design meets its needs or a fixture is heard is
//! behaviour of other rooms and not asked here.

mod boards;
mod catalogue;
mod figures;
mod interview;
mod lessons;
mod names;
mod practice;
mod runs;
mod scenarios;

#[cfg(test)]
mod tests;

use super::{
    board,
    explain::Fragment,
    glossary::GLOSSARY,
    pack::{JOBS, Loaded, Pack, load},
    problem::Problem,
    source::Source,
};
use crate::{content::doc::Doc, domain::scenario::Scenario};
use names::Known;

/// Finds every problem of a pack, in the order of files and lines.
pub fn check(source: &dyn Source) -> Vec<Problem> {
    let Loaded { pack, mut problems } = load(source);
    let known = Known::of_pack(&pack);
    let looker = Looker { source, pack: &pack, known: &known };
    problems.extend(catalogue::check(&looker));
    problems.extend(looker.plain(JOBS));
    problems.extend(looker.plain(GLOSSARY));
    problems.extend(glossary_gaps(&looker));
    problems.extend(lessons::check(&looker));
    problems.extend(scenarios::check(&looker));
    problems.sort_by(|a, b| (&a.file, a.line, a.column, &a.message).cmp(&(&b.file, b.line, b.column, &b.message)));
    problems.dedup();
    problems
}

/// Finds what reading a board silently forgives: parts of the same id, links that lead nowhere,
/// nodes in one cell, settings that a node does not have.
pub fn check_board(file: &str, text: &str, pack: &Pack, scenario: Option<&Scenario>) -> Vec<Problem> {
    let (Ok((board, _)), Some(doc)) = (board::read(text), Doc::of(Fragment::of_file(file, text))) else {
        return Vec::new();
    };
    let general = Known::of_pack(pack);
    let known = scenario.map_or_else(|| general.clone(), |s| general.with_scenario(s));
    let against = boards::Against { board: &board, catalogue: &pack.catalogue, scenario, known: &known };
    boards::check(&doc, &against)
}

/// What every check needs.
struct Looker<'a> {
    source: &'a dyn Source,
    pack: &'a Pack,
    known: &'a Known,
}

impl Looker<'_> {
    /// Reads a file once more, located; nothing if it is missing or broken, which reading reports.
    fn with_doc(&self, file: &str, look: impl FnOnce(&Doc<'_>) -> Vec<Problem>) -> Vec<Problem> {
        let Some(text) = self.source.read(file) else { return Vec::new() };
        Doc::of(Fragment::of_file(file, &text)).map_or_else(Vec::new, |doc| look(&doc))
    }

    /// Checks names and repeated ids of a file.
    fn plain(&self, file: &str) -> Vec<Problem> {
        self.with_doc(file, |doc| names::check(doc, self.known))
    }
}

fn glossary_gaps(looker: &Looker<'_>) -> Vec<Problem> {
    looker.with_doc(GLOSSARY, |doc| {
        let mut problems = Vec::new();
        for (i, term) in doc.tables("term").iter().enumerate() {
            for key in ["term", "meaning"] {
                if super::doc::text_of(term, key).is_some_and(|t| t.trim().is_empty()) {
                    problems.push(doc.problem(&format!("term.{i}.{key}"), format!("`{key}` is empty")));
                }
            }
        }
        problems
    })
}
