//! The rules of the house, read off the sources: who may import whom, what a pure room may not
//! mention, how long a file or a function may be.
//!
//! The sources are read as text with strings and comments blanked, which is enough for code that is
//! formatted by rustfmt; nothing here understands macros.

#![allow(clippy::unwrap_used, reason = "a source that cannot be read is a failed test")]

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Rooms and what each may import. `tui` and `cli` see nearly everything.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("content", &["domain"]),
    ("review", &["domain"]),
    ("sim", &["domain"]),
    ("interview", &["domain"]),
    ("diagram", &["domain"]),
    ("submission", &["domain", "content", "review", "sim", "interview", "diagram"]),
    ("store", &["domain", "content", "submission"]),
    ("tui", &["domain", "content", "review", "sim", "interview", "diagram", "submission", "store"]),
    ("cli", &["domain", "content", "review", "sim", "interview", "diagram", "submission", "store", "tui"]),
];

/// Rooms, or files of rooms, that may meet the outside.
const IMPURE: &[&str] = &["store", "cli", "tui/runtime"];

/// What pure rooms never mention.
const OUTSIDE: &[&str] = &[
    "std::fs",
    "std::env",
    "std::net",
    "std::process",
    "std::thread",
    "std::time::Instant",
    "SystemTime",
    "Instant::now",
    "thread::spawn",
    "fs::read",
    "fs::write",
    "File::open",
    "env::var",
    "HashMap",
    "HashSet",
];

/// Terminal libraries, which live in `tui` alone.
const TERMINAL: &[&str] = &["ratatui", "crossterm"];

const LONGEST_FILE: usize = 400;
const LONGEST_FUNCTION: usize = 40;

/// Functions that may be longer, each with the reason.
const LONG_FUNCTIONS: &[(&str, &str, &str)] = &[];

/// A source file: its room, its path below `src`, its text, and its code without text and comments.
struct Source {
    room: String,
    path: String,
    text: String,
    code: String,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    walk(&root, &mut files);
    files.sort();
    assert!(files.len() > 50, "the sources were not found");
    files.iter().map(|file| read(&root, file)).collect()
}

fn walk(dir: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, files);
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
}

fn read(root: &Path, file: &Path) -> Source {
    let text = fs::read_to_string(file).unwrap();
    let path = file.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
    let of = path.split(['/', '.']).next().unwrap().to_owned();
    let code = blanked(&text);
    Source { room: of, path, text, code }
}

impl Source {
    /// Tests may be long and may meet the outside.
    fn is_test(&self) -> bool {
        self.path.ends_with("tests.rs") || self.path.contains("/tests/")
    }

    /// The code in front of an inline test module.
    fn shipped(&self) -> &str {
        self.code.split("#[cfg(test)]\nmod ").next().unwrap_or_default()
    }
}

/// Blanks comments, strings and character literals, keeping every line where it was.
fn blanked(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let chars: Vec<char> = text.chars().collect();
    let mut i = 0;
    while i < chars.len() {
        let end = skipped(&chars, i);
        if end == i {
            out.push(chars[i]);
            i += 1;
        } else {
            out.extend(chars[i..end].iter().map(|c| if *c == '\n' { '\n' } else { ' ' }));
            i = end;
        }
    }
    out
}

/// Returns where the comment, string or character literal that starts at `i` ends, or `i`.
fn skipped(chars: &[char], i: usize) -> usize {
    let next = chars.get(i + 1).copied().unwrap_or(' ');
    let before = if i == 0 { ' ' } else { chars[i - 1] };
    match chars[i] {
        '/' if next == '/' => find(chars, i, |c| c == '\n'),
        '/' if next == '*' => {
            (i + 2..chars.len()).find(|j| chars[*j - 1] == '*' && chars[*j] == '/').map_or(chars.len(), |j| j + 1)
        }
        '"' => string_end(chars, i),
        'r' if matches!(next, '"' | '#') && !before.is_alphanumeric() && before != '_' => raw_string_end(chars, i),
        '\'' if next == '\\' => (i + 3..chars.len()).find(|j| chars[*j] == '\'').map_or(chars.len(), |j| j + 1),
        '\'' if chars.get(i + 2) == Some(&'\'') => i + 3,
        _ => i,
    }
}

fn find(chars: &[char], from: usize, is: impl Fn(char) -> bool) -> usize {
    (from..chars.len()).find(|j| is(chars[*j])).unwrap_or(chars.len())
}

fn string_end(chars: &[char], start: usize) -> usize {
    let mut i = start + 1;
    while i < chars.len() && chars[i] != '"' {
        i += if chars[i] == '\\' { 2 } else { 1 };
    }
    (i + 1).min(chars.len())
}

fn raw_string_end(chars: &[char], start: usize) -> usize {
    let hashes = chars[start + 1..].iter().take_while(|c| **c == '#').count();
    let open = start + 1 + hashes;
    if chars.get(open) != Some(&'"') {
        return start;
    }
    let closes =
        |j: &usize| chars[*j] == '"' && chars[j + 1..].iter().take(hashes).filter(|c| **c == '#').count() == hashes;
    (open + 1..chars.len()).find(closes).map_or(chars.len(), |j| j + 1 + hashes)
}

fn fail_on(breaches: &[String], rule: &str) {
    assert!(breaches.is_empty(), "{rule}:\n  {}", breaches.join("\n  "));
}

/// The rooms that a file names, by `crate::room` or in a group `crate::{room, …}`.
fn imported(code: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let line = code[..at].matches('\n').count() + 1;
        let rest = &code[at + "crate::".len()..];
        match rest.strip_prefix('{') {
            Some(group) => found.extend(first_names(group).into_iter().map(|name| (line, name))),
            None => found.push((line, word(rest))),
        }
    }
    found
}

/// The first names of every path in a braced group.
fn first_names(group: &str) -> Vec<String> {
    let (mut depth, mut names, mut at_start) = (1, Vec::new(), true);
    for (i, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 1 => break,
            '}' => depth -= 1,
            ',' if depth == 1 => at_start = true,
            c if at_start && c.is_alphabetic() => {
                names.push(word(&group[i..]));
                at_start = false;
            }
            _ => {}
        }
    }
    names
}

fn word(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

#[test]
fn rooms_import_only_what_they_may() {
    let mut breaches = Vec::new();
    for source in sources().iter().filter(|s| !s.is_test()) {
        let Some((_, allowed)) = MAY_IMPORT.iter().find(|(room, _)| *room == source.room) else { continue };
        for (line, room) in imported(source.shipped()) {
            let is_room = MAY_IMPORT.iter().any(|(name, _)| *name == room);
            if is_room && room != source.room && !allowed.contains(&room.as_str()) {
                breaches.push(format!("src/{}:{line}: {} imports {room}", source.path, source.room));
            }
        }
    }
    fail_on(&breaches, "imports that the design forbids");
}

#[test]
fn every_room_is_known() {
    let rooms: Vec<&str> = MAY_IMPORT.iter().map(|(room, _)| *room).collect();
    let strangers: Vec<String> = sources()
        .iter()
        .filter(|s| !rooms.contains(&s.room.as_str()) && !matches!(s.path.as_str(), "lib.rs" | "main.rs"))
        .map(|s| s.path.clone())
        .collect();
    fail_on(&strangers, "files outside every room");
}

#[test]
fn pure_rooms_do_not_meet_the_outside() {
    let mut breaches = Vec::new();
    for source in sources().iter().filter(|s| !s.is_test() && s.path != "main.rs") {
        if IMPURE.iter().any(|room| source.path.starts_with(room)) {
            continue;
        }
        breaches.extend(mentions(source, OUTSIDE));
    }
    fail_on(&breaches, "pure rooms that mention files, clocks, threads, the environment or hash order");
}

#[test]
fn terminal_libraries_live_in_tui_alone() {
    let breaches: Vec<String> =
        sources().iter().filter(|s| s.room != "tui").flat_map(|s| mentions(s, TERMINAL)).collect();
    fail_on(&breaches, "terminal libraries outside tui");
}

fn mentions(source: &Source, words: &[&str]) -> Vec<String> {
    let lines = source.shipped().lines().enumerate();
    let hit = |line: &str| words.iter().find(|w| line.contains(**w)).copied();
    lines.filter_map(|(i, line)| Some(format!("src/{}:{}: {}", source.path, i + 1, hit(line)?))).collect()
}

#[test]
fn files_are_short_and_say_what_they_are_for() {
    let mut breaches = Vec::new();
    for source in sources() {
        if !source.text.starts_with("//!") && !source.is_test() {
            breaches.push(format!("src/{}: does not open with //!", source.path));
        }
        let lines = source.text.lines().count();
        if lines > LONGEST_FILE && !source.is_test() {
            breaches.push(format!("src/{}: {lines} lines, at most {LONGEST_FILE}", source.path));
        }
    }
    fail_on(&breaches, "files that are too long or do not say what they are for");
}

#[test]
fn functions_are_short() {
    let mut breaches = Vec::new();
    for source in sources().iter().filter(|s| !s.is_test()) {
        for (line, name, length) in functions(source.shipped()) {
            let excused = LONG_FUNCTIONS.iter().any(|(path, f, _)| *path == source.path && *f == name);
            if length > LONGEST_FUNCTION && !excused {
                breaches
                    .push(format!("src/{}:{line}: {name} has {length} lines, at most {LONGEST_FUNCTION}", source.path));
            }
        }
    }
    fail_on(&breaches, "functions that are too long");
}

/// Line, name and number of lines of every function with a body.
fn functions(code: &str) -> Vec<(usize, String, usize)> {
    let lines: Vec<&str> = code.lines().collect();
    let mut found = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        let Some(name) = function_name(line) else { continue };
        let indent = line.len() - line.trim_start().len();
        // rustfmt puts the closing brace of a body under the start of its function.
        let closing = format!("{}}}", " ".repeat(indent));
        let ends = |l: &&str| l.trim_end() == closing;
        if line.trim_end().ends_with('}') || line.trim_end().ends_with(';') {
            continue;
        }
        if let Some(length) = lines[i..].iter().position(ends) {
            found.push((i + 1, name, length + 1));
        }
    }
    found
}

fn function_name(line: &str) -> Option<String> {
    let bare = line.trim_start();
    let start = ["fn ", "pub fn ", "pub(crate) fn ", "pub(super) fn ", "const fn ", "pub const fn ", "async fn "];
    let rest = start.iter().find_map(|s| bare.strip_prefix(s))?;
    Some(word(rest))
}

#[test]
fn the_reader_of_sources_can_read() {
    assert_eq!("let a =        ;   ", blanked("let a = \"fs::x\"; //"));
    let code = blanked(
        "use crate::{\n    cli::run,\n    domain::{a, b},\n};\n// crate::tui\nlet s = \"crate::store\"; crate::sim::x();",
    );
    let rooms: Vec<String> = imported(&code).into_iter().map(|(_, room)| room).collect();
    assert_eq!(vec!["cli", "domain", "sim"], rooms);
    let code = "fn a() {\n    b();\n}\n\n    pub fn c(\n        x: u8,\n    ) -> u8 {\n        x\n    }\nfn d() {}\n";
    assert_eq!(vec![(1, "a".to_owned(), 3), (5, "c".to_owned(), 5)], functions(code));
    assert_eq!("x(   ,    , a)", blanked("x('a', '\"', a)"));
    assert_eq!("x::<'a>(    )", blanked("x::<'a>('\\n')"));
    assert_eq!("y(        )", blanked("y(r#\"a\"b\"#)"));
}
