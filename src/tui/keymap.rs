//! Every key, once: where it works, what it does, what the footer and the help page call it.
//!
//! Footer, help, command palette and the README's table are made from [`BINDINGS`]. Screens never
//! look at keys, except for text being typed.

use std::collections::BTreeSet;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use serde::{Deserialize, Serialize};

use super::action::Action;

mod table;
pub use table::BINDINGS;

use crate::domain::component::word_enum;

word_enum! {
    /// Where a key works. The innermost context that knows a key wins.
    Context {
        /// Everywhere.
        Everywhere = "everywhere",
        /// The lab map.
        Home = "home",
        /// A lesson, text or board.
        Lesson = "lesson",
        /// The text of a lesson, when it has the focus.
        Reading = "reading",
        /// A task that asks for one of several answers.
        Choices = "choices",
        /// A task that runs the board, when the text has the focus.
        Knob = "run of a task",
        /// Any stage of a contract.
        Contract = "contract",
        /// The client's letter.
        Brief = "brief",
        /// A board to look at and point at.
        Pointing = "pointing",
        /// A board, when nothing has been begun.
        Board = "board",
        /// A board in any mode: moving the cursor and the view.
        Grid = "grid",
        /// The component search.
        Search = "search",
        /// While a link, a move or a zone is begun.
        Begun = "begun",
        /// While a zone is drawn.
        ZoneBegun = "zone begun",
        /// A link of the node under the cursor is at hand.
        LinkAtHand = "link at hand",
        /// A zone at the cursor is at hand.
        ZoneAtHand = "zone at hand",
        /// The card of a node.
        Card = "card",
        /// A line of text.
        Line = "line",
        /// Several lines of text.
        Page = "page",
        /// The run stage.
        Run = "run",
        /// The run stage, before there is a run.
        Planning = "plan",
        /// A run that is being watched.
        Playing = "watching",
        /// The board of a run that is being watched.
        Watching = "board of the run",
        /// The list of what happened.
        Listing = "events",
        /// What came of a run.
        Outcome = "result",
        /// Two runs side by side.
        Comparing = "compare",
        /// The list of faults.
        Breaking = "faults",
        /// What will happen when a fault strikes.
        Foretelling = "prediction",
        /// The client stage.
        Client = "client",
        /// Writing an answer.
        AnswerText = "answer",
        /// Writing a question to the client.
        AskLine = "question",
        /// The points after an answer.
        Points = "points",
        /// The hand-in stage.
        HandIn = "hand in",
        /// Writing a name or an id.
        NameLine = "name",
        /// Writing about a quality.
        Writing = "writing",
        /// Any list that can be moved in.
        List = "list",
        /// A question with answers.
        Dialog = "dialog",
        /// Any overlay.
        Overlay = "overlay",
        /// A list that shrinks as one types.
        Find = "find",
    }
}

/// A key with what it does.
pub struct Binding {
    /// Where it works.
    pub context: Context,
    /// The keys, the first is shown.
    pub keys: &'static [&'static str],
    /// What it does.
    pub action: Action,
    /// A word or two for the footer and the command list.
    pub label: &'static str,
    /// A sentence for the help page.
    pub help: &'static str,
    /// Its place in the footer; 0 keeps it out.
    pub footer: u8,
}

/// Finds what a key does in these contexts, innermost first.
pub fn lookup(contexts: &[Context], key: KeyEvent) -> Option<&'static Binding> {
    let name = key_name(key)?;
    contexts.iter().find_map(|c| BINDINGS.iter().find(|b| b.context == *c && b.keys.contains(&name.as_str())))
}

/// Returns the bindings of these contexts, innermost first, in table order.
pub fn of(contexts: &[Context]) -> impl Iterator<Item = &'static Binding> {
    contexts.iter().flat_map(|c| BINDINGS.iter().filter(move |b| b.context == *c))
}

/// Returns the bindings that can be reached in these contexts, each with the keys that no inner
/// context takes for something else; a binding that lost all its keys comes with none.
pub fn reachable(contexts: &[Context]) -> Vec<(&'static Binding, Vec<&'static str>)> {
    let mut taken = BTreeSet::new();
    let mut seen = BTreeSet::new();
    let mut out = Vec::new();
    for context in contexts.iter().filter(|c| seen.insert(**c)) {
        let here: Vec<&Binding> = BINDINGS.iter().filter(|b| b.context == *context).collect();
        let free = |b: &Binding| b.keys.iter().copied().filter(|k| !taken.contains(k)).collect();
        out.extend(here.iter().map(|b| (*b, free(b))));
        taken.extend(here.iter().flat_map(|b| b.keys.iter().copied()));
    }
    out
}

/// Says whether a key goes into a text while one is being typed.
pub fn is_text(key: &str) -> bool {
    key.chars().count() == 1 || TEXT_KEYS.contains(&key)
}

/// Keys that move or erase within a text.
const TEXT_KEYS: [&str; 7] = ["Space", "Backspace", "Del", "Left", "Right", "Home", "End"];

/// Whether a text field takes the key: everything but Esc, Ctrl, Alt and function keys.
pub fn is_plain(key: KeyEvent) -> bool {
    !matches!(key.code, KeyCode::Esc | KeyCode::F(_))
        && !key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT)
}

/// Whether a key writes, erases or moves within a line.
pub fn is_character(key: KeyEvent) -> bool {
    matches!(
        key.code,
        KeyCode::Char(_)
            | KeyCode::Backspace
            | KeyCode::Delete
            | KeyCode::Left
            | KeyCode::Right
            | KeyCode::Home
            | KeyCode::End
    )
}

/// Returns the key that does an action in one context, as the table writes it.
pub fn key_of(context: Context, action: &Action) -> &'static str {
    BINDINGS.iter().find(|b| b.context == context && b.action == *action).map_or("", |b| b.keys[0])
}

/// Names a key as the table writes it: `a`, `Z`, `Ctrl-R`, `Enter`, `Left`, `F1`.
pub fn key_name(key: KeyEvent) -> Option<String> {
    let base = match key.code {
        KeyCode::Char(' ') => "Space".to_owned(),
        KeyCode::Char(c) if key.modifiers.contains(KeyModifiers::CONTROL) => c.to_ascii_uppercase().to_string(),
        KeyCode::Char(c) => c.to_string(),
        KeyCode::Enter => "Enter".to_owned(),
        KeyCode::Esc => "Esc".to_owned(),
        KeyCode::Tab => "Tab".to_owned(),
        KeyCode::BackTab => "Shift-Tab".to_owned(),
        KeyCode::Backspace => "Backspace".to_owned(),
        KeyCode::Delete => "Del".to_owned(),
        KeyCode::Home => "Home".to_owned(),
        KeyCode::End => "End".to_owned(),
        KeyCode::PageUp => "PgUp".to_owned(),
        KeyCode::PageDown => "PgDn".to_owned(),
        KeyCode::Left => "Left".to_owned(),
        KeyCode::Right => "Right".to_owned(),
        KeyCode::Up => "Up".to_owned(),
        KeyCode::Down => "Down".to_owned(),
        KeyCode::F(n) => format!("F{n}"),
        _ => return None,
    };
    let shift_matters =
        matches!(key.code, KeyCode::Left | KeyCode::Right | KeyCode::Up | KeyCode::Down | KeyCode::Enter);
    let mut name = String::new();
    if key.modifiers.contains(KeyModifiers::CONTROL) {
        name.push_str("Ctrl-");
    }
    if key.modifiers.contains(KeyModifiers::ALT) {
        name.push_str("Alt-");
    }
    if shift_matters && key.modifiers.contains(KeyModifiers::SHIFT) {
        name.push_str("Shift-");
    }
    Some(name + &base)
}

/// Parses a key as the table writes it; the inverse of [`key_name`], for scripts of keys.
pub fn parse_key(name: &str) -> Option<KeyEvent> {
    let mut rest = name;
    let mut modifiers = KeyModifiers::NONE;
    for (prefix, m) in [("Ctrl-", KeyModifiers::CONTROL), ("Alt-", KeyModifiers::ALT), ("Shift-", KeyModifiers::SHIFT)]
    {
        if let Some(r) = rest.strip_prefix(prefix).filter(|r| !r.is_empty()) {
            modifiers |= m;
            rest = r;
        }
    }
    let code = match rest {
        "Space" => KeyCode::Char(' '),
        "Enter" => KeyCode::Enter,
        "Esc" => KeyCode::Esc,
        "Tab" if modifiers.contains(KeyModifiers::SHIFT) => {
            return Some(KeyEvent::new(KeyCode::BackTab, KeyModifiers::SHIFT));
        }
        "Tab" => KeyCode::Tab,
        "Backspace" => KeyCode::Backspace,
        "Del" => KeyCode::Delete,
        "Home" => KeyCode::Home,
        "End" => KeyCode::End,
        "PgUp" => KeyCode::PageUp,
        "PgDn" => KeyCode::PageDown,
        "Left" => KeyCode::Left,
        "Right" => KeyCode::Right,
        "Up" => KeyCode::Up,
        "Down" => KeyCode::Down,
        _ => {
            let mut chars = rest.chars();
            match (chars.next(), chars.next()) {
                (Some(c), None) if modifiers.contains(KeyModifiers::CONTROL) => KeyCode::Char(c.to_ascii_lowercase()),
                (Some(c), None) => KeyCode::Char(c),
                (Some('F'), Some(_)) => KeyCode::F(rest[1..].parse().ok()?),
                _ => return None,
            }
        }
    };
    Some(KeyEvent::new(code, modifiers))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn no_key_means_two_things_in_one_context() {
        let mut seen: BTreeMap<(Context, &str), &str> = BTreeMap::new();
        for b in BINDINGS {
            for key in b.keys {
                let before = seen.insert((b.context, key), b.label);
                assert_eq!(None, before, "{key} in {} is {} and {:?}", b.context, b.label, before);
            }
        }
    }

    #[test]
    fn every_key_of_the_table_can_be_pressed() {
        for b in BINDINGS {
            for key in b.keys {
                let event = parse_key(key).unwrap_or_else(|| panic!("{key} is no key"));
                assert_eq!(Some((*key).to_owned()), key_name(event));
            }
        }
    }

    #[test]
    fn a_key_taken_by_an_inner_context_is_not_offered_by_an_outer_one() {
        let contexts = [Context::Board, Context::Lesson, Context::Everywhere, Context::Board];
        let reachable = reachable(&contexts);
        let hint = reachable.iter().find(|(b, _)| b.action == Action::Hint);
        assert_eq!(Some(vec!["i"]), hint.map(|(_, keys)| keys.clone()));
        let mut keys: Vec<_> = reachable.iter().flat_map(|(_, keys)| keys).collect();
        let all = keys.len();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(all, keys.len());
    }

    #[test]
    fn a_key_can_be_named_in_a_sentence() {
        assert_eq!("i", key_of(Context::Lesson, &Action::Hint));
        assert_eq!("", key_of(Context::Lesson, &Action::Quit));
    }

    #[test]
    fn every_binding_explains_itself() {
        for b in BINDINGS {
            assert!(!b.label.is_empty() && b.label.len() <= 16, "{}", b.label);
            assert!(b.help.ends_with('.') && b.help.len() > 8, "{}", b.help);
        }
    }
}
