//! Words of texts that are longer than their pane.

/// How much of a text lies below.
pub fn more_below(lines: usize) -> String {
    format!("{lines} more below")
}

/// How much of a text lies above.
pub fn more_above(lines: usize) -> String {
    format!("{lines} above")
}
