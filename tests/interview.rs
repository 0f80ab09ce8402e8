//! The interview of the first contract from outside: its fixtures, its facts in other words, its
//! questions on the pack's own designs.

use std::collections::BTreeSet;

use archlab::{
    content::{Pack, default_pack},
    domain::{
        attempt::Attempt,
        board::Board,
        flow::Flow,
        scenario::{DesignKind, Phase, Quality, Scenario},
    },
    interview::{Given, Posed, Reply, ask, fixtures, listen, open_questions},
};

fn pack() -> Pack {
    default_pack().pack
}

fn fashion(pack: &Pack) -> &Scenario {
    pack.scenarios.iter().find(|s| s.id.as_str() == "high-fashion").expect("the pack has it")
}

fn posed(pack: &Pack, board: &Board, changed: bool) -> Vec<Posed> {
    let scenario = fashion(pack);
    let mut attempt = Attempt::new(scenario.id.clone());
    attempt.changed_at = changed.then(|| "2026-03-03T06:50:00Z".to_owned());
    open_questions(&Flow::of(board, &pack.catalogue, Some(scenario)), &attempt)
}

#[test]
fn every_fixture_of_every_contract_behaves() {
    let faults: Vec<String> =
        pack().scenarios.iter().flat_map(|s| &s.interview.question).flat_map(fixtures::faults).collect();
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn the_five_required_questions_are_the_ones_the_design_names() {
    let pack = pack();
    let questions = &fashion(&pack).interview.question;
    let required: Vec<_> = questions.iter().filter(|q| q.required).map(|q| (q.quality, q.phase)).collect();
    let count = |quality, phase| required.iter().filter(|r| **r == (quality, phase)).count();
    assert_eq!(5, required.len());
    assert_eq!(1, count(Quality::Velocity, Phase::Both));
    assert_eq!(2, count(Quality::Resilience, Phase::Both));
    assert_eq!(1, count(Quality::Replayability, Phase::Both));
    assert_eq!(1, required.iter().filter(|r| r.1 == Phase::After).count());
    assert!(questions.len() >= 16);
}

#[test]
fn ids_are_unique_and_facts_have_enough_phrasings() {
    let pack = pack();
    let interview = &fashion(&pack).interview;
    let questions: BTreeSet<&str> = interview.question.iter().map(|q| q.id.as_str()).collect();
    let reveals: BTreeSet<&str> = interview.reveal.iter().map(|r| r.id.as_str()).collect();
    assert_eq!((interview.question.len(), interview.reveal.len()), (questions.len(), reveals.len()));
    assert!(reveals.len() >= 18 && interview.vague.len() >= 5);
    for reveal in &interview.reveal {
        assert!(reveal.asks.len() >= 6, "{}", reveal.id);
    }
}

#[test]
fn every_phrasing_of_an_author_finds_its_own_fact() {
    let pack = pack();
    for reveal in &fashion(&pack).interview.reveal {
        for text in &reveal.asks {
            assert_eq!(reveal.id, told(fashion(&pack), text), "{text}");
        }
    }
}

fn told(scenario: &Scenario, text: &str) -> String {
    match ask(scenario, text) {
        Reply::Revealed { id, .. } => id,
        Reply::Counter { .. } => "?".into(),
        Reply::Unknown { .. } => "-".into(),
    }
}

/// Lines of `expected|question`: a fact, `?` for a question back, `!` for anything but a fact.
#[test]
fn phrasings_nobody_wrote_down_find_their_fact_and_nonsense_finds_none() {
    let pack = pack();
    let scenario = fashion(&pack);
    let written: BTreeSet<&String> = scenario.interview.reveal.iter().flat_map(|r| &r.asks).collect();
    let mut seen = std::collections::BTreeMap::<&str, usize>::new();
    for line in include_str!("data/high-fashion-asks.txt").lines() {
        let (expected, text) = line.split_once('|').unwrap();
        assert!(!written.contains(&text.to_owned()), "{text} is written in client.toml");
        let told = told(scenario, text);
        let fits = if expected == "!" { told == "?" || told == "-" } else { told == expected };
        assert!(fits, "{text:?}: expected {expected}, told {told}");
        *seen.entry(expected).or_default() += 1;
    }
    assert!(seen["!"] >= 15 && seen["?"] >= 5);
    for reveal in &scenario.interview.reveal {
        assert!(seen.get(reveal.id.as_str()).is_some_and(|n| *n >= 4), "{}", reveal.id);
    }
}

#[test]
fn an_empty_board_is_asked_only_what_names_no_part_of_it() {
    let pack = pack();
    let asked: Vec<String> = posed(&pack, &Board::named("empty"), false).into_iter().map(|p| p.id).collect();
    assert_eq!(Vec::<String>::new(), asked);
}

#[test]
fn reference_designs_get_all_required_questions_and_most_others() {
    let pack = pack();
    let scenario = fashion(&pack);
    for design in scenario.designs.iter().filter(|d| d.info.kind == DesignKind::Reference) {
        for changed in [false, true] {
            let questions = posed(&pack, &design.board, changed);
            let required = questions.iter().filter(|p| p.required).count();
            assert_eq!(if changed { 5 } else { 4 }, required, "{}", design.id);
            assert!(questions.len() >= 16, "{}: {}", design.id, questions.len());
            assert!(questions[..required].iter().all(|p| p.required));
        }
    }
}

#[test]
fn no_question_shows_a_placeholder_and_each_names_nodes_of_the_board() {
    let pack = pack();
    for design in &fashion(&pack).designs {
        for p in posed(&pack, &design.board, true).into_iter().filter(|p| !p.waits) {
            assert!(!p.text.contains('{'), "{}: {}", design.id, p.text);
            let labels = p.names.values().flatten().map(|id| &design.board.nodes[id].label);
            assert!(
                p.names.values().flatten().count() > 4 || labels.into_iter().all(|l| p.text.contains(l.as_str())),
                "{}",
                p.text
            );
        }
    }
}

#[test]
fn the_truth_is_accepted_as_a_number_and_the_right_nodes_as_a_finger() {
    let pack = pack();
    let scenario = fashion(&pack);
    let design = scenario.design("function-chain").unwrap();
    let flow = Flow::of(&design.board, &pack.catalogue, Some(scenario));
    let (mut numbers, mut fingers) = (0, 0);
    for question in &scenario.interview.question {
        let none = BTreeSet::new();
        let because = &question.fixtures.good[0];
        let first = listen(&flow, question, &Given { pointed: &none, number_milli: None, because });
        let pointed = question.point.iter().flat_map(|p| flow.ids(&flow.select(&p.nodes))).collect();
        let given = Given { pointed: &pointed, number_milli: first.truth_milli, because };
        let heeded = listen(&flow, question, &given);
        assert!(heeded.number_right != Some(false) && heeded.pointed_right != Some(false), "{}", question.id);
        numbers += usize::from(heeded.number_right == Some(true));
        fingers += usize::from(heeded.pointed_right == Some(true));
    }
    assert!(numbers >= 5 && fingers >= 8, "{numbers} numbers, {fingers} fingers");
}

#[test]
fn a_good_answer_on_a_good_board_leaves_nothing_open() {
    let pack = pack();
    let scenario = fashion(&pack);
    let board = &scenario.design("function-chain").unwrap().board;
    let flow = Flow::of(board, &pack.catalogue, Some(scenario));
    for question in scenario.interview.question.iter().filter(|q| q.number.is_none() && q.point.is_none()) {
        for because in &question.fixtures.good {
            let given = Given { pointed: &BTreeSet::new(), number_milli: None, because };
            let heeded = listen(&flow, question, &given);
            assert_eq!(None, heeded.follow_up, "{}: {because}", question.id);
        }
    }
}

#[test]
fn the_letter_gives_no_hidden_fact_away() {
    let pack = pack();
    let brief = &fashion(&pack).brief;
    for hidden in ["New York", "two days", "60,000", "seven years", "fifteen", "vendor", "snapshot", "budget"] {
        assert!(!brief.contains(hidden), "{hidden}");
    }
    for given in
        ["0600", "1800", ".xlsx", "csv", "SFTP", "Postgres (Redshift)", "Serverless", "Event-driven", "diagram"]
    {
        assert!(brief.contains(given), "{given}");
    }
    assert!(brief.lines().count() <= 45 && brief.lines().all(|l| l.chars().count() <= 76));
}

#[test]
fn the_conversation_over_a_reference_design_reads_well() {
    let pack = pack();
    let board = &fashion(&pack).design("function-chain").unwrap().board;
    let line = |p: &Posed| {
        let point = p.point.as_ref().map(|t| format!("\n    [point] {t}")).unwrap_or_default();
        let number = p.number.as_ref().map(|n| format!("\n    [{}] {}", n.unit, n.say)).unwrap_or_default();
        format!("{}{}: {}{point}{number}", if p.required { "* " } else { "  " }, p.id, p.text)
    };
    let text: Vec<String> = posed(&pack, board, true).iter().map(line).collect();
    insta::assert_snapshot!(text.join("\n"));
}
