//! What is typed in the hand-in stage: names and ids, and the texts about the qualities.

use crossterm::event::{KeyCode, KeyEvent};

use crate::{
    domain::{attempt::Student, scenario::Quality},
    tui::{
        model::Model,
        widgets::{field::Field, prose::Prose},
    },
};

/// Somebody's name and id, being typed.
#[derive(Clone, Debug)]
pub struct Person {
    /// Which one.
    pub at: usize,
    /// The name.
    pub name: Field,
    /// The id.
    pub id: Field,
    /// Whether the id is being typed.
    pub on_id: bool,
}

/// What is being typed.
#[derive(Clone, Debug)]
pub enum Edit {
    /// Somebody's name and id.
    Person(Person),
    /// The text about a quality.
    Quality(Quality, Box<Prose>),
}

impl Edit {
    /// Opens somebody's name and id.
    pub fn person(at: usize, model: &Model) -> Self {
        let student = model.attempt.as_ref().and_then(|a| a.students.get(at)).cloned().unwrap_or_default();
        Self::Person(Person { at, name: Field::with(&student.name), id: Field::with(&student.id), on_id: false })
    }

    /// Opens the text about a quality.
    pub fn quality(quality: Quality, model: &Model) -> Self {
        let text = model.attempt.as_ref().and_then(|a| a.qualities.get(&quality)).cloned().unwrap_or_default();
        Self::Quality(quality, Box::new(Prose::with(&text)))
    }

    /// Takes a key as text.
    pub fn key(&mut self, key: KeyEvent, model: &mut Model) {
        match self {
            Self::Person(p) => {
                p.field().key(key);
            }
            Self::Quality(..) => {
                let ends_word =
                    matches!(key.code, KeyCode::Char(c) if !c.is_alphanumeric()) || key.code == KeyCode::Enter;
                let changed = self.prose().is_some_and(|p| p.key(key));
                // Keeping once per word is often enough, and cheap.
                if changed && ends_word {
                    self.keep(model);
                }
            }
        }
    }

    /// Takes pasted text.
    pub fn paste(&mut self, text: &str, model: &mut Model) {
        match self {
            Self::Person(p) => {
                p.field().insert(text);
            }
            Self::Quality(_, prose) => {
                prose.insert(text);
                self.keep(model);
            }
        }
    }

    fn prose(&mut self) -> Option<&mut Prose> {
        match self {
            Self::Quality(_, prose) => Some(prose),
            Self::Person(_) => None,
        }
    }

    /// Ends the typing; a name is only taken if `keep` says so, a text always.
    pub fn finish(self, keep: bool, model: &mut Model) {
        match &self {
            Self::Quality(..) => self.keep(model),
            Self::Person(_) if keep => self.keep(model),
            Self::Person(p) => p.forget(model),
        }
    }

    fn keep(&self, model: &mut Model) {
        let Some(attempt) = &mut model.attempt else { return };
        match self {
            Self::Quality(q, prose) => {
                let text = prose.text();
                let before = attempt.qualities.get(q).map_or("", String::as_str);
                if before == text {
                    return;
                }
                if text.is_empty() {
                    attempt.qualities.remove(q)
                } else {
                    attempt.qualities.insert(*q, text)
                };
            }
            Self::Person(p) => {
                if attempt.students.len() <= p.at {
                    attempt.students.resize(p.at + 1, Student::default());
                }
                attempt.students[p.at] =
                    Student { name: p.name.text().trim().to_owned(), id: p.id.text().trim().to_owned() };
            }
        }
        model.keep_attempt();
    }
}

impl Person {
    fn field(&mut self) -> &mut Field {
        if self.on_id { &mut self.id } else { &mut self.name }
    }

    /// Takes a row off again that was added and left blank.
    fn forget(&self, model: &mut Model) {
        let Some(attempt) = &mut model.attempt else { return };
        let blank = attempt.students.get(self.at).is_some_and(|s| s.name.is_empty() && s.id.is_empty());
        if blank && attempt.students.len() > 1 {
            attempt.students.remove(self.at);
        }
    }
}
