//! The built-in pack keeps what it claims.

#![allow(clippy::unwrap_used, reason = "what is missing is a failed test")]

use archlab::{
    cli::claims,
    content::{Embedded, Problem, check, default_heads, default_pack},
    domain::scenario::DesignKind,
};

fn listed(problems: &[Problem]) -> String {
    problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_name_and_part_is_in_order() {
    let problems = check(&Embedded);
    assert!(problems.is_empty(), "\n{}", listed(&problems));
}

#[test]
fn every_claim_holds() {
    let problems = claims::broken(&default_pack().pack, &Embedded);
    assert!(problems.is_empty(), "\n{}", listed(&problems));
}

#[test]
fn every_contract_has_references_naive_designs_questions_and_facts() {
    for scenario in &default_pack().pack.scenarios {
        let count = |kind| scenario.designs.iter().filter(|d| d.info.kind == kind).count();
        assert!(count(DesignKind::Reference) >= 3, "{}: {} references", scenario.id, count(DesignKind::Reference));
        assert!(count(DesignKind::Naive) >= 8, "{}: {} naive designs", scenario.id, count(DesignKind::Naive));
        let interview = &scenario.interview;
        assert!(interview.question.len() >= 14, "{}: {} questions", scenario.id, interview.question.len());
        assert!(interview.reveal.len() >= 15, "{}: {} facts", scenario.id, interview.reveal.len());
    }
}

#[test]
fn heads_agree_with_the_whole_pack() {
    let (heads, pack) = (default_heads(), default_pack().pack);
    assert_eq!(pack.lessons.iter().map(|l| &l.head).collect::<Vec<_>>(), heads.lessons.iter().collect::<Vec<_>>());
    let short = |id: &str, title: &str, order| (id.to_owned(), title.to_owned(), order);
    assert_eq!(
        pack.scenarios.iter().map(|s| short(s.id.as_str(), &s.title, s.order)).collect::<Vec<_>>(),
        heads.scenarios.iter().map(|s| short(s.id.as_str(), &s.title, s.order)).collect::<Vec<_>>()
    );
}
