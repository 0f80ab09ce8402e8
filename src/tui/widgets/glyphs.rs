//! The signs that are drawn: frames, arrows, ticks, in Unicode and in plain ASCII.

/// A set of signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glyphs {
    /// Whether only ASCII is used.
    pub ascii: bool,
    /// Something is met or done.
    pub yes: &'static str,
    /// Something is not met.
    pub no: &'static str,
    /// Something has begun.
    pub part: &'static str,
    /// Careful.
    pub warn: &'static str,
    /// The selected row.
    pub pointer: &'static str,
    /// Between steps of a path.
    pub step: &'static str,
    /// Between stages.
    pub dash: &'static str,
    /// An item of a list.
    pub dot: &'static str,
}

/// The usual signs.
pub const UNICODE: Glyphs =
    Glyphs {
        ascii: false, yes: "✓", no: "✗", part: "◐", warn: "▲", pointer: "▸", step: "▸", dash: "─", dot: "•"
    };

/// Signs for terminals that have only ASCII.
pub const ASCII: Glyphs =
    Glyphs { ascii: true, yes: "+", no: "x", part: "o", warn: "!", pointer: ">", step: ">", dash: "-", dot: "*" };

impl Glyphs {
    /// Returns the set to draw with.
    pub fn pick(ascii: bool) -> Self {
        if ascii { ASCII } else { UNICODE }
    }

    /// Returns the sign for a cell of lines: which of its four sides are joined, bits
    /// north 1, east 2, south 4, west 8.
    pub fn line(&self, sides: u8, dashed: bool) -> &'static str {
        if self.ascii {
            return match sides {
                0b0101 | 1 | 4 => {
                    if dashed {
                        ":"
                    } else {
                        "|"
                    }
                }
                0b1010 | 2 | 8 => {
                    if dashed {
                        "."
                    } else {
                        "-"
                    }
                }
                0 => " ",
                _ => "+",
            };
        }
        match (sides & 15, dashed) {
            (0b0101 | 1 | 4, false) => "│",
            (0b0101 | 1 | 4, true) => "┆",
            (0b1010 | 2 | 8, false) => "─",
            (0b1010 | 2 | 8, true) => "┄",
            (0b0011, _) => "╰",
            (0b0110, _) => "╭",
            (0b1100, _) => "╮",
            (0b1001, _) => "╯",
            (0b0111, _) => "├",
            (0b1110, _) => "┬",
            (0b1101, _) => "┤",
            (0b1011, _) => "┴",
            (0b1111, _) => "┼",
            _ => " ",
        }
    }

    /// Returns the arrowhead for a line that ends going this way: north 1, east 2, south 4, west 8.
    pub fn head(&self, way: u8) -> &'static str {
        match (way, self.ascii) {
            (1, false) => "▲",
            (2, false) => "▶",
            (4, false) => "▼",
            (8, false) => "◀",
            (1, true) => "^",
            (2, true) => ">",
            (4, true) => "v",
            (8, true) => "<",
            _ => " ",
        }
    }
}
