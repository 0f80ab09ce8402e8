//! Keys: their shares, and the parts of a log they go to.

use super::bench::contract;
use crate::sim::{
    draw::Dice,
    plant::{Keys, group, is_many, part_of, part_of_group},
};

fn keys(n: u32, skew: u32) -> Keys {
    let scenario = contract(r#"["00:00", 1000]"#, &format!("keys = {n}\nskew_milli = {skew}\n"), "");
    Keys::of(&scenario.workload[0])
}

#[test]
fn shares_follow_zipf_and_a_milder_skew_gives_the_market_its_top_symbol() {
    let share = |keys: &Keys, top: u32| {
        let n = 20_000u64;
        (0..n).filter(|&i| keys.of_record(Dice::new(1), 7, i) <= top).count() as f64 / n as f64
    };
    let zipf = keys(130, 1000);
    assert!((0.17..0.20).contains(&share(&zipf, 1)), "{}", share(&zipf, 1));
    let market = keys(130, 750);
    assert!((0.08..0.11).contains(&share(&market, 1)), "{}", share(&market, 1));
    assert!((0.24..0.30).contains(&share(&market, 5)), "{}", share(&market, 5));
    assert_eq!(keys(1, 1000).of_record(Dice::new(1), 7, 3), 1);
}

#[test]
fn a_key_goes_to_the_same_part_for_ever_and_many_keys_fill_all_parts() {
    let parts: Vec<usize> = (1..=5).map(|k| part_of(k, 8)).collect();
    assert_eq!(parts, (1..=5).map(|k| part_of(k, 8)).collect::<Vec<_>>());
    let mut filled = [0; 8];
    (1..=8000).for_each(|k| filled[part_of(k, 8)] += 1);
    assert!(filled.iter().all(|n| (880..1120).contains(n)), "{filled:?}");
}

#[test]
fn the_keys_of_a_part_stay_together_in_a_log_with_as_many_parts_or_fewer() {
    let cases = [(3, 8, 8, Some(3)), (7, 8, 4, Some(3)), (0, 32, 1, Some(0)), (1, 4, 8, None)];
    for (shard, of, parts, expected) in cases {
        assert_eq!(part_of_group(group(shard, of), parts), expected);
    }
    assert!(is_many(0) && is_many(group(0, 2)) && !is_many(130));
    assert_eq!(part_of_group(130, 8), None);
}
