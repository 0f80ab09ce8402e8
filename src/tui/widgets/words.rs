//! Measuring, cutting and wrapping text by the columns it takes in a terminal.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Returns the columns a text takes.
pub fn width(text: &str) -> usize {
    text.width()
}

/// Cuts a text to so many columns; a cut is shown by an ellipsis.
pub fn cut(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = 0;
    for g in text.graphemes(true) {
        let w = g.width();
        if used + w + 1 > columns {
            break;
        }
        used += w;
        out.push_str(g);
    }
    if columns > 0 {
        out.push('…');
    }
    out
}

/// Wraps a text at blanks into lines of at most so many columns; longer words are cut into pieces.
/// Newlines in the text stay.
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(1);
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        for word in paragraph.split_whitespace() {
            push_word(&mut lines, &mut line, word, columns);
        }
        lines.push(line);
    }
    lines
}

fn push_word(lines: &mut Vec<String>, line: &mut String, word: &str, columns: usize) {
    if !line.is_empty() && width(line) + 1 + width(word) > columns {
        lines.push(std::mem::take(line));
    }
    if width(word) > columns {
        for g in word.graphemes(true) {
            if width(line) + g.width() > columns {
                lines.push(std::mem::take(line));
            }
            line.push_str(g);
        }
        return;
    }
    if !line.is_empty() {
        line.push(' ');
    }
    line.push_str(word);
}

/// Returns the name of somebody described as "name, what they are": what stands before the comma.
pub fn name_of(text: &str) -> &str {
    text.split(',').next().unwrap_or(text).trim()
}

/// Wraps a label into at most two lines of so many columns; what does not fit is cut with an
/// ellipsis.
pub fn two_lines(label: &str, columns: usize) -> [String; 2] {
    let mut lines = wrap(label, columns).into_iter();
    let first = lines.next().unwrap_or_default();
    let rest: Vec<String> = lines.collect();
    let second = rest.join(" ");
    [first, cut(&second, columns)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_and_combined_characters_count_as_they_show() {
        assert_eq!("日本…", cut("日本語です", 5));
        assert_eq!("abc", cut("abc", 3));
        assert_eq!("", cut("abc", 0));
        assert_eq!("e\u{301}…", cut("e\u{301}ab", 2));
    }

    #[test]
    fn wrapping_keeps_every_word_and_no_line_is_too_long() {
        let text = "the quick brown fox jumpsoverthelazydog\nand rests";
        for columns in 1..30 {
            let lines = wrap(text, columns);
            assert!(lines.iter().all(|l| width(l) <= columns), "{columns}: {lines:?}");
            let joined: String = lines.concat().split_whitespace().collect();
            assert_eq!(text.split_whitespace().collect::<String>(), joined);
        }
    }

    #[test]
    fn a_label_takes_two_lines_at_most() {
        assert_eq!(["SFTP".to_owned(), "server".to_owned()], two_lines("SFTP server", 10));
        assert_eq!(["Managed".to_owned(), "transfer …".to_owned()], two_lines("Managed transfer connector", 10));
    }
}
