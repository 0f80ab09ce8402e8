//! Cleaning and folding of text that comes from files and people.
//!
//! Widths and wrapping belong to the screens and exporters, not here.

/// Replaces control characters (all but a newline) by blanks and drops characters that reverse or
/// hide text, so that a label from a file can never steer a terminal.
pub fn clean(text: &str) -> String {
    text.chars().filter(|c| !is_invisible(*c)).map(|c| if c != '\n' && c.is_control() { ' ' } else { c }).collect()
}

/// As [`clean`], and on one line: newlines and runs of blanks become single blanks.
pub fn clean_line(text: &str) -> String {
    clean(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Splits text into lower-case words without accents of the Latin range: the form in which
/// searches and interviews compare words.
pub fn words(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut word = String::new();
    for c in text.chars().flat_map(char::to_lowercase) {
        match fold(c) {
            Some(f) => word.push(f),
            None if c == '\'' || c == '’' => {}
            None if !word.is_empty() => out.push(std::mem::take(&mut word)),
            None => {}
        }
    }
    if !word.is_empty() {
        out.push(word);
    }
    out
}

/// Returns the character without its accent if it is a letter or digit, otherwise nothing.
pub fn fold(c: char) -> Option<char> {
    Some(match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => 'a',
        'ç' => 'c',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ñ' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' => 'o',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        'ý' | 'ÿ' => 'y',
        c if c.is_alphanumeric() => c,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escape_sequences_and_direction_marks_lose_their_power() {
        assert_eq!("a [31mb", clean("a\u{1b}[31mb\u{202e}"));
        assert_eq!("a b", clean_line(" a\n\t b "));
    }

    #[test]
    fn words_fold_case_accents_and_apostrophes() {
        assert_eq!(vec!["dont", "ecoute", "s3", "2"], words("Don't ÉCOUTE, s3—2"));
    }
}
