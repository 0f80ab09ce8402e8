//! Boards and packs for tests, in a few words.

use crate::{
    content::board,
    domain::{
        board::Board,
        scenario::{DesignInfo, Scenario, Severity},
        verdict::{Finding, Review},
    },
    review::review,
};

pub(crate) use crate::domain::sketch::{catalogue, draw};

/// The first contract, without its interview.
pub(crate) fn high_fashion() -> Scenario {
    static READ: std::sync::LazyLock<Scenario> = std::sync::LazyLock::new(|| {
        toml::from_str(include_str!("../../../scenarios/1-high-fashion/scenario.toml")).unwrap()
    });
    READ.clone()
}

/// Every design of the first contract: file name, board, what it says of itself.
pub(crate) fn designs() -> Vec<(String, Board, DesignInfo)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/1-high-fashion/designs");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|f| f.unwrap().path()).collect();
    files.sort();
    files
        .into_iter()
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().replace(".board.toml", "");
            let (board, info) =
                board::read(&std::fs::read_to_string(&path).unwrap()).unwrap_or_else(|e| panic!("{name}: {e}"));
            (name, board, info.unwrap())
        })
        .collect()
}

/// Reviews a drawing for the first contract.
pub(crate) fn judge(lines: &str) -> Review {
    review(&draw(lines), &catalogue(), Some(&high_fashion()), false)
}

/// The findings of a code.
pub(crate) fn of_code<'r>(review: &'r Review, code: &str) -> Vec<&'r Finding> {
    review.findings.iter().filter(|f| f.code == code).collect()
}

/// What a review says, for failing tests.
pub(crate) fn report(review: &Review) -> String {
    let needs = review.needs.iter().map(|n| format!("{} {}: {}", if n.met { "met " } else { "OPEN" }, n.id, n.why));
    let mark = |s| if s == Severity::Error { "ERROR" } else { "  ." };
    let findings =
        review.findings.iter().map(|f| format!("{} {} {:?}: {}", mark(f.severity), f.code, f.nodes, f.message));
    needs.chain(findings).collect::<Vec<_>>().join("\n")
}
