//! The lab map: lessons and contracts with their state, and where to go on.

#[cfg(test)]
mod tests;
mod view;

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::{buffer::Buffer, layout::Rect};

use crate::{
    domain::{attempt::Stage, lesson::State, progress::Place},
    store::Desk,
    tui::{
        action::{Action, Decision, Way},
        keymap::Context,
        model::Model,
        screen::Screen,
        strings::frame as say,
        widgets::list::Cursor,
    },
};

/// The lab map.
#[derive(Debug, Default)]
pub struct Home {
    contracts: bool,
    lessons_at: Cursor,
    contracts_at: Cursor,
}

impl Home {
    /// Starts with the cursor on the place the student comes from.
    pub fn at(from: &Place, model: &Model) -> Self {
        let mut home = Self::default();
        match from {
            Place::Lesson(id) => home.lessons_at.at = model.heads.lessons.iter().position(|l| &l.id == id).unwrap_or(0),
            Place::Contract(id, _) => {
                home.contracts = true;
                home.contracts_at.at = model.heads.scenarios.iter().position(|s| &s.id == id).unwrap_or(0);
            }
            Place::Home => {}
        }
        home
    }

    fn selected(&self, model: &Model) -> Option<Place> {
        if self.contracts {
            let head = model.heads.scenarios.get(self.contracts_at.at)?;
            let stage = if model.progress.taken.contains_key(&head.id) { Stage::Build } else { Stage::Brief };
            Some(Place::Contract(head.id.clone(), stage))
        } else {
            model.heads.lessons.get(self.lessons_at.at).map(|l| Place::Lesson(l.id.clone()))
        }
    }

    fn cursor(&mut self, model: &Model) -> (&mut Cursor, usize) {
        if self.contracts {
            (&mut self.contracts_at, model.heads.scenarios.len())
        } else {
            (&mut self.lessons_at, model.heads.lessons.len())
        }
    }

    fn resume(model: &Model) -> Option<Place> {
        let place = &model.progress.place;
        let known = match place {
            Place::Home => false,
            Place::Lesson(id) => model.heads.lessons.iter().any(|l| &l.id == id),
            Place::Contract(id, _) => model.heads.scenarios.iter().any(|s| &s.id == id),
        };
        known.then(|| place.clone())
    }
}

fn lesson_state(model: &Model, n: usize) -> State {
    let Some(head) = model.heads.lessons.get(n) else { return State::New };
    match model.progress.lessons.get(&head.id) {
        Some(r) if r.done => State::Done,
        Some(_) => State::Started,
        None => State::New,
    }
}

fn contract_state(model: &Model, n: usize) -> State {
    let Some(head) = model.heads.scenarios.get(n) else { return State::New };
    if model.progress.handed_in.contains_key(&head.id) {
        State::Done
    } else if model.progress.taken.contains_key(&head.id) {
        State::Started
    } else {
        State::New
    }
}

impl Screen for Home {
    fn contexts(&self, _model: &Model) -> Vec<Context> {
        vec![Context::Home, Context::List]
    }

    fn can(&self, action: &Action, model: &Model) -> bool {
        match action {
            Action::Continue => Self::resume(model).is_some(),
            Action::Next => !self.contracts,
            Action::Previous => self.contracts,
            Action::Back => false,
            _ => true,
        }
    }

    fn act(&mut self, action: Action, model: &mut Model) -> Option<Action> {
        match action {
            Action::Move(Way::Up) => self.step(-1, model),
            Action::Move(Way::Down) => self.step(1, model),
            Action::Page(down) => self.step(if down { 8 } else { -8 }, model),
            Action::End(last) => {
                let (cursor, len) = self.cursor(model);
                cursor.end(last, len);
            }
            Action::Next => self.contracts = true,
            Action::Previous => self.contracts = false,
            Action::Choose => return self.selected(model).map(Action::Go),
            Action::Continue => return Self::resume(model).map(Action::Go),
            Action::Wheel(by) => self.step(by as isize, model),
            Action::Reset => return self.ask_reset(model),
            Action::Back => {}
            other => return Some(other),
        }
        None
    }

    fn mouse(&mut self, event: MouseEvent, area: Rect, model: &mut Model) -> Option<Action> {
        match event.kind {
            MouseEventKind::ScrollDown => Some(Action::Wheel(1)),
            MouseEventKind::ScrollUp => Some(Action::Wheel(-1)),
            MouseEventKind::Down(MouseButton::Left) => {
                let (contracts, row) = view::row_at(area, self, model, (event.column, event.row))?;
                let again = self.contracts == contracts && self.cursor(model).0.at == row;
                self.contracts = contracts;
                self.cursor(model).0.at = row;
                again.then_some(Action::Choose)
            }
            _ => None,
        }
    }

    fn settle(&mut self, area: Rect, model: &mut Model) {
        let areas = view::areas(area, view::rows(model));
        let rows = usize::from(areas.lessons.height.saturating_sub(2));
        self.lessons_at.settle(model.heads.lessons.len(), rows);
        self.contracts_at.settle(model.heads.scenarios.len(), rows);
    }

    fn draw(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        view::draw(self, model, area, buf);
    }
}

impl Home {
    /// Asks what is to be put aside.
    fn ask_reset(&self, model: &Model) -> Option<Action> {
        let (title, desk) = if self.contracts {
            let head = model.heads.scenarios.get(self.contracts_at.at)?;
            (&head.title, Desk::Contract(head.id.clone()))
        } else {
            let head = model.heads.lessons.get(self.lessons_at.at)?;
            (&head.title, Desk::Lesson(head.id.clone()))
        };
        let answers = vec![
            (say::KEEP.to_owned(), None),
            (say::reset_this(title), Some(Action::ResetNow(desk))),
            (say::RESET_EVERYTHING.to_owned(), Some(Action::ResetEverything)),
        ];
        let (title, text) = (say::RESET_TITLE.to_owned(), say::RESET_TEXT.to_owned());
        Some(Action::Decide(Box::new(Decision { title, text, answers })))
    }

    fn step(&mut self, by: isize, model: &Model) {
        let (cursor, len) = self.cursor(model);
        cursor.step(by, len);
    }
}
