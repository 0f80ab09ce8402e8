//! Reading whole packs.

use super::*;

#[test]
fn the_built_in_pack_reads_without_a_problem() {
    let loaded = default_pack();
    assert_eq!(Vec::<Problem>::new(), loaded.problems);
    let catalogue = &loaded.pack.catalogue;
    assert_eq!(
        (103, 396, 73, 18),
        (
            catalogue.components().len(),
            catalogue.connections().len(),
            catalogue.wrong_connections().len(),
            catalogue.placements().len()
        )
    );
    assert!(!loaded.pack.glossary.is_empty());
}

#[test]
fn an_empty_pack_has_the_built_in_catalogue_and_nothing_else() {
    let loaded = load(&Memory::default());
    assert_eq!(Vec::<Problem>::new(), loaded.problems);
    assert_eq!(103, loaded.pack.catalogue.components().len());
    assert!(loaded.pack.lessons.is_empty() && loaded.pack.scenarios.is_empty());
}

/// Run with `cargo test --release --lib content:: -- --ignored --nocapture`.
#[test]
#[ignore = "prints how long reading takes; says nothing about right or wrong"]
fn how_long_reading_takes() {
    let times = |name: &str, read: &dyn Fn() -> usize| {
        let mut micros: Vec<u128> = (0..15)
            .map(|_| {
                let start = std::time::Instant::now();
                assert!(read() > 0);
                start.elapsed().as_micros()
            })
            .collect();
        micros.sort_unstable();
        eprintln!("{name:<14} median {} µs, slowest {} µs", micros[7], micros[14]);
    };
    times("default_heads", &|| default_heads().lessons.len());
    times("default_pack", &|| default_pack().pack.lessons.len());
    times("check", &|| check(&Embedded).len() + 1);
}
