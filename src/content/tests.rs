//! Reading whole packs.

use super::*;

#[test]
fn the_built_in_pack_reads_without_a_problem() {
    let loaded = default_pack();
    assert_eq!(Vec::<Problem>::new(), loaded.problems);
    let catalogue = &loaded.pack.catalogue;
    assert_eq!(
        (103, 392, 73, 18),
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
