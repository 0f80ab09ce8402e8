//! Text to domain: reads packs, boards and lessons, with problems that point at file, line, column.
//!
//! Reading never panics and never half-loads: it returns the value and the problems.

pub mod board;

#[cfg(test)]
mod tests {
    use crate::domain::component::CatalogueText;

    #[test]
    fn the_catalogue_parses_with_all_its_rows() {
        let text: CatalogueText = toml::from_str(include_str!("../../scenarios/components.toml")).unwrap();
        assert_eq!(
            (103, 387, 73, 18),
            (text.component.len(), text.connection.len(), text.wrong.len(), text.placement.len())
        );
    }
}
