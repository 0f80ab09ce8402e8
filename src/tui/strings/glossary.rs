//! Words of the glossary.

/// Title of the list.
pub const TITLE: &str = "Glossary";
/// Shown while nothing is typed.
pub const PROMPT: &str = "Type a word";
/// Shown where nothing fits.
pub const NOTHING: &str = "No term like that. Erase a letter or two.";
/// Shown while the course is being read.
pub const WAIT: &str = "The course is being read.";
/// Before the other names of a term.
pub const ALSO: &str = "also: ";

/// How many terms were found.
pub fn found(n: usize) -> String {
    match n {
        1 => "1 term".to_owned(),
        n => format!("{n} terms"),
    }
}
