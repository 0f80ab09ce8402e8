//! How wide text is drawn and where it breaks, by the metrics of Helvetica and its twins.
//!
//! Good enough to keep captions narrow and labels off icons; exact widths are the reader's own.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Widths of the printable ASCII characters in thousandths of the font size.
const WIDTHS: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
    556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
    260, 334, 584,
];

/// Returns the width of a text in pixels, rounded up.
pub(super) fn width(text: &str, font_size: i32) -> i32 {
    let thousandths: i64 = text.graphemes(true).map(|g| i64::from(grapheme(g))).sum();
    let pixels = (thousandths * i64::from(font_size) + 999) / 1000;
    i32::try_from(pixels).unwrap_or(i32::MAX)
}

fn grapheme(g: &str) -> u32 {
    let ascii = g.bytes().next().filter(u8::is_ascii).and_then(|b| WIDTHS.get(usize::from(b.wrapping_sub(32))));
    match ascii {
        Some(w) if g.len() == 1 => u32::from(*w),
        _ if g.width() >= 2 => 1300,
        _ => 620,
    }
}

/// Breaks a text into lines that are neither longer nor wider than asked; words longer than a
/// line are broken too.
pub(super) fn wrap(text: &str, most_chars: usize, most_px: i32, font_size: i32) -> Vec<String> {
    let fits = |line: &str| line.graphemes(true).count() <= most_chars && width(line, font_size) <= most_px;
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let joined = lines.last().map(|l| format!("{l} {word}")).filter(|l| fits(l));
        match (joined, lines.last_mut()) {
            (Some(longer), Some(last)) => *last = longer,
            _ => lines.extend(pieces(word, &fits)),
        }
    }
    lines
}

fn pieces(word: &str, fits: &impl Fn(&str) -> bool) -> Vec<String> {
    let mut out = vec![String::new()];
    for g in word.graphemes(true) {
        let last = out.len() - 1;
        if out[last].is_empty() || fits(&format!("{}{g}", out[last])) {
            out[last].push_str(g);
        } else {
            out.push(g.to_owned());
        }
    }
    out
}

/// Escapes a text for a label that is HTML; the XML of the file escapes it once more.
pub(super) fn html(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_to_both_limits_and_lose_nothing() {
        for (text, lines) in [
            ("Raw archive, versioned and locked", vec!["Raw archive,", "versioned and", "locked"]),
            ("Donaudampfschifffahrt", vec!["Donaudampfschi", "fffahrt"]),
            ("WWWWWWWWWWWWWW", vec!["WWWWWWWWW", "WWWWW"]),
            ("  ", vec![]),
        ] {
            assert_eq!(lines, wrap(text, 14, 104, 12), "{text}");
        }
    }

    #[test]
    fn html_is_harmless() {
        assert_eq!("R&amp;D &lt;b&gt; &quot;x&quot;", html("R&D <b> \"x\""));
    }
}
