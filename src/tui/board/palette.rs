//! The component list and its search: what suits the contract first, everything one key away.

use crossterm::event::KeyEvent;

use super::{Editor, Mode};
use crate::{
    domain::{edit::compose, grid::Cell, id::ComponentId, lesson::Deed},
    tui::{
        action::{Action, Way},
        model::Model,
        search::{self, Item},
        strings::board as say,
        theme::Role,
        widgets::{field::Field, list::Cursor},
    },
};

/// Where fewer components than this suit, the others follow below them instead of empty rows.
const FEW: usize = 12;

/// A search over the components.
#[derive(Clone, Debug, Default)]
pub(super) struct Search {
    /// What is typed.
    pub(super) field: Field,
    /// What was found, in order.
    pub(super) found: Vec<ComponentId>,
    /// The selected row.
    pub(super) at: Cursor,
    /// Whether everything is listed, not only what suits.
    pub(super) all: bool,
    /// Whether so little suits that the rest is listed below it.
    few: bool,
    /// For which contract or lesson the list was made.
    made_for: String,
}

impl Search {
    /// Opens the search as it was left, with an empty query.
    pub(super) fn open(last: &Self, model: &Model) -> Self {
        let mut it = Self { all: last.all, made_for: suited_key(model), ..Self::default() };
        it.find(model);
        it
    }

    /// Makes the resting list again when another contract or lesson was opened.
    pub(super) fn refresh(&mut self, model: &Model) {
        let key = suited_key(model);
        if self.made_for != key {
            self.made_for = key;
            self.find(model);
        }
    }

    fn find(&mut self, model: &Model) {
        let Some(pack) = &model.pack else { return };
        let suited = suited(model);
        let query = self.field.text();
        // A query looks through everything; what suits comes first among equals.
        self.few = suited.len() < FEW;
        let everything = self.is_wide();
        let mut ids: Vec<ComponentId> = suited;
        if everything {
            let rest: Vec<ComponentId> =
                pack.catalogue.components().iter().map(|c| c.id.clone()).filter(|id| !ids.contains(id)).collect();
            ids.extend(rest);
        }
        let parts: Vec<_> = ids
            .iter()
            .filter_map(|id| pack.catalogue.get(id))
            .filter(|c| c.archetype != crate::domain::component::Archetype::Zone)
            .collect();
        let items: Vec<Item> = parts
            .iter()
            .map(|c| Item {
                name: c.name.clone(),
                also: c.aliases.iter().cloned().chain([c.label.clone()]).collect(),
                more: format!("{} {} {}", c.uses.join(" "), c.role, c.category.word()),
            })
            .collect();
        self.found = search::rank(query, &items).into_iter().map(|h| parts[h.index].id.clone()).collect();
        self.at = Cursor::default();
    }

    /// Takes a key. Returns whether what is typed changed.
    pub(super) fn key(&mut self, key: KeyEvent, model: &Model) -> bool {
        let changed = self.field.key(key);
        if changed {
            self.find(model);
        }
        changed
    }

    pub(super) fn paste(&mut self, text: &str, model: &Model) {
        self.field.insert(text);
        self.find(model);
    }

    pub(super) fn act(&mut self, action: Action, model: &Model) -> Option<Action> {
        let len = self.found.len();
        match action {
            Action::Move(Way::Up) => self.at.step(-1, len),
            Action::Move(Way::Down) => self.at.step(1, len),
            Action::Page(down) => self.at.step(if down { 8 } else { -8 }, len),
            Action::Next => {
                self.all = !self.all;
                self.find(model);
            }
            Action::Wheel(by) => self.at.step(by as isize, len),
            other => return Some(other),
        }
        None
    }

    /// Says whether more is listed than what suits.
    pub(super) fn is_wide(&self) -> bool {
        self.all || self.few || !self.field.text().trim().is_empty()
    }

    /// Says whether there is a difference between what suits and everything.
    pub(super) fn can_widen(&self, model: &Model) -> bool {
        self.field.text().trim().is_empty() && suited(model).len() >= FEW
    }

    pub(super) fn settle(&mut self, rows: usize) {
        self.at.settle(self.found.len(), rows);
    }

    pub(super) fn selected(&self) -> Option<&ComponentId> {
        self.found.get(self.at.at)
    }
}

/// Returns what suits the open contract or lesson, in its order.
fn suited(model: &Model) -> Vec<ComponentId> {
    use crate::store::Desk;
    match model.desk.as_ref().map(|d| &d.key) {
        Some(Desk::Contract(id)) => model.scenario(id).map(|s| s.suggests.clone()).unwrap_or_default(),
        Some(Desk::Lesson(id)) => model.lesson(id).map(|l| l.head.suggests.clone()).unwrap_or_default(),
        None => Vec::new(),
    }
}

fn suited_key(model: &Model) -> String {
    format!("{:?} {}", model.desk.as_ref().map(|d| &d.key), model.pack.is_some())
}

impl Editor {
    /// Adds the component found and leaves the search.
    pub(super) fn add_found(&mut self, model: &mut Model) {
        let Mode::Search(search) = std::mem::take(&mut self.mode) else { return };
        self.suited.all = search.all;
        match search.selected().cloned() {
            Some(id) => self.add(&id, model),
            None => {
                model.say(Role::Text, say::NOTHING_FOUND);
                self.mode = Mode::Search(search);
            }
        }
    }

    /// Adds the n-th component of the list that is shown (mouse).
    pub(super) fn add_nth(&mut self, n: usize, model: &mut Model) {
        let found = match &self.mode {
            Mode::Search(s) => &s.found,
            _ => &self.suited.found,
        };
        if let Some(id) = found.get(n).cloned() {
            self.mode = Mode::Free;
            self.add(&id, model);
        }
    }

    fn add(&mut self, id: &ComponentId, model: &mut Model) {
        let Some(pack) = model.pack.clone() else { return };
        let (Some(component), Some(board)) = (pack.catalogue.get(id), model.board()) else { return };
        let at = free_cell(board, self.cursor);
        let edit = compose::add(board, component, at);
        if model.edit(edit) {
            self.go(at);
            self.did(Deed::Add);
            model.say(Role::Good, say::added(&component.name, &component.role));
        }
    }
}

/// Returns the cell itself if it is free, otherwise the nearest free one, to the right first.
fn free_cell(board: &crate::domain::board::Board, at: Cell) -> Cell {
    for reach in 0..40 {
        for (cols, rows) in [(reach, 0), (0, reach), (reach, reach), (0, -reach), (-reach, 0)] {
            let cell = at.shifted(cols, rows);
            if board.node_at(cell).is_none() {
                return cell;
            }
        }
    }
    at
}
