//! What the writer promises.

use super::*;
use crate::{
    content::board::read,
    domain::component::{CatalogueText, JobsText},
};

pub(super) fn catalogue() -> Catalogue {
    let text: CatalogueText = toml::from_str(include_str!("../../../scenarios/components.toml")).unwrap();
    Catalogue::new(text, JobsText::default())
}

#[test]
fn the_crowded_board_is_well_formed() {
    let (board, _) = read(include_str!("../../../tests/boards/crowded.board.toml")).unwrap();
    let catalogue = catalogue();
    let text = write(&Sheet::of(&board, &catalogue));
    let document = roxmltree::Document::parse(&text).unwrap();
    assert_eq!("mxfile", document.root_element().tag_name().name());
}
