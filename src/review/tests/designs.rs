//! Every design of the pack is what it says it is.

use super::support::{catalogue, designs, high_fashion, report};
use crate::{
    domain::scenario::DesignKind,
    review::{review, steps},
};

#[test]
fn references_meet_every_need_before_and_after_the_change_without_an_error() {
    let (catalogue, scenario) = (catalogue(), high_fashion());
    let mut seen = 0;
    for (name, board, info) in designs() {
        if info.kind != DesignKind::Reference {
            continue;
        }
        seen += 1;
        for changed in [false, true] {
            let r = review(&board, &catalogue, Some(&scenario), changed);
            println!("== {name} changed={changed}\n{}", report(&r));
            assert!(r.all_met() && r.errors().count() == 0, "{name}:\n{}", report(&r));
        }
        assert_eq!(Vec::<String>::new(), steps::unexplained(&board), "{name}");
    }
    assert!(seen >= 1);
}

#[test]
fn naive_designs_raise_exactly_the_error_they_are_for() {
    let (catalogue, scenario) = (catalogue(), high_fashion());
    for (name, board, info) in designs() {
        if info.kind != DesignKind::Naive {
            continue;
        }
        let r = review(&board, &catalogue, Some(&scenario), false);
        println!("== {name}\n{}", report(&r));
        let errors: Vec<&str> = r.errors().map(|f| f.code.as_str()).collect();
        assert_eq!(vec![info.finding.as_deref().unwrap()], errors, "{name}:\n{}", report(&r));
    }
}
