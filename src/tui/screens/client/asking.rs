//! A question of the student's own, being typed, with those asked before.

use crossterm::event::KeyEvent;

use crate::{
    domain::attempt::Asked,
    interview::{self, Reply},
    tui::{model::Model, strings::client as say, theme::Role, widgets::field::Field},
};

/// A question being typed.
#[derive(Debug, Default)]
pub struct Asking {
    /// The line.
    pub field: Field,
    /// How far back in the questions asked before; 0 is the new one.
    back: usize,
    /// The new one, while an old one is shown.
    kept: String,
}

impl Asking {
    /// Starts with what was left unasked.
    pub fn with(text: &str) -> Self {
        Self { field: Field::with(text), ..Self::default() }
    }

    /// Takes a key as text.
    pub fn key(&mut self, key: KeyEvent) {
        if self.field.key(key) {
            self.back = 0;
        }
    }

    /// Shows a question asked before (`true`) or after the one shown.
    pub fn recall(&mut self, earlier: bool, model: &Model) {
        let asked: &[Asked] = model.attempt.as_ref().map_or(&[], |a| &a.asked);
        let back = if earlier { (self.back + 1).min(asked.len()) } else { self.back.saturating_sub(1) };
        if back == self.back {
            return;
        }
        if self.back == 0 {
            self.field.text().clone_into(&mut self.kept);
        }
        self.back = back;
        let text = if back == 0 { self.kept.as_str() } else { asked[asked.len() - back].text.as_str() };
        self.field = Field::with(text);
    }

    /// Asks. Returns whether something was asked.
    pub fn ask(&mut self, model: &mut Model) -> bool {
        let text = self.field.text().trim().to_owned();
        if text.is_empty() {
            model.say(Role::Warn, say::ASK_SOMETHING);
            return false;
        }
        let Some(reply) = model.open_scenario().map(|s| interview::ask(s, &text)) else { return false };
        let (revealed, reply) = match reply {
            Reply::Revealed { id, text } => (Some(id), text),
            Reply::Counter { text } | Reply::Unknown { text } => (None, text),
        };
        let at = model.now.clone();
        let Some(attempt) = &mut model.attempt else { return false };
        attempt.asked.push(Asked { at, text, revealed, reply });
        model.keep_attempt();
        *self = Self::default();
        true
    }
}
