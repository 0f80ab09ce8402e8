//! Explaining a step: why it is there, and which of the three qualities that speaks of.

use std::collections::BTreeSet;

use crossterm::event::KeyEvent;
use ratatui_textarea::{TextArea, WrapMode};

use crate::{
    domain::{
        edit::{Step, compose},
        scenario::Quality,
    },
    tui::{action::Action, model::Model},
};

/// An explanation being written.
#[derive(Clone, Debug)]
pub(super) struct Explain {
    /// The nodes and links it covers.
    pub(super) ids: BTreeSet<String>,
    /// What people call them.
    pub(super) title: String,
    /// The text.
    pub(super) area: TextArea<'static>,
    /// The qualities it speaks of.
    pub(super) qualities: BTreeSet<Quality>,
}

impl Explain {
    /// Starts with what is already written about them. If they share an explanation with others,
    /// the whole of it is opened.
    pub(super) fn of(ids: BTreeSet<String>, model: &Model) -> Option<Self> {
        let board = model.board()?;
        let first = ids.iter().next()?;
        let shared = board.note_on(first).filter(|n| ids.is_subset(&n.covers));
        let (ids, text, qualities) = match shared {
            Some(n) => (n.covers.clone(), n.text.clone(), n.qualities.clone()),
            None => (ids, String::new(), BTreeSet::new()),
        };
        let names: Vec<String> = ids.iter().map(|id| compose::title_of(board, id)).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let title = crate::domain::flow::join_words(&names, "and");
        let mut area = TextArea::from(text.lines().map(str::to_owned));
        area.set_wrap_mode(WrapMode::WordOrGlyph);
        area.move_cursor(ratatui_textarea::CursorMove::Bottom);
        area.move_cursor(ratatui_textarea::CursorMove::End);
        Some(Self { ids, title, area, qualities })
    }

    pub(super) fn key(&mut self, key: KeyEvent) {
        self.area.input(key);
    }

    pub(super) fn paste(&mut self, text: &str) {
        self.area.insert_str(crate::domain::text::clean(text));
    }

    /// Ticks qualities; everything else comes back.
    pub(super) fn act(&mut self, action: Action) -> Option<Action> {
        match action {
            Action::Tick(n) => {
                if let Some(&q) = Quality::ALL.get(n)
                    && !self.qualities.remove(&q)
                {
                    self.qualities.insert(q);
                }
                None
            }
            Action::Next | Action::Previous => None,
            other => Some(other),
        }
    }

    /// Keeps the explanation. Returns whether anything changed.
    pub(super) fn keep(&self, model: &mut Model) -> bool {
        let Some(board) = model.board() else { return false };
        let text = self.area.lines().join("\n");
        let edit = compose::explain(board, &self.ids, &text, &self.qualities);
        model.take(Step::Do(edit))
    }
}
