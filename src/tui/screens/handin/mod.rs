//! The hand-in stage: what is complete, what is missing and where, names, the three texts, the
//! bundle.
//!
//! What counts as complete is decided by `submission`; the bundle is written by the runtime.

mod edit;
mod rows;
mod view;

#[cfg(test)]
mod tests;

use crossterm::event::{KeyEvent, MouseButton, MouseEvent, MouseEventKind};
use ratatui::{buffer::Buffer, layout::Rect};

use crate::{
    domain::{
        attempt::{Stage, Student},
        grid::Cell,
        id::ScenarioId,
        progress::Place,
        scenario::{DeliverableKind, Quality},
    },
    submission::Item,
    tui::{
        action::{Action, Decision, Effect, Way},
        keymap::Context,
        model::Model,
        screen::Screen,
        screens::move_stage,
        strings::handin as say,
        theme::Role,
        widgets::{list::Cursor, scroll::Scroll},
    },
};
use edit::Edit;
use rows::{Row, StepLine};

/// The most people who hand in together.
const MOST: usize = 4;

/// What is handed in.
pub struct HandInScreen {
    id: ScenarioId,
    items: Vec<Item>,
    steps: Vec<StepLine>,
    rows: Vec<Row>,
    list: Cursor,
    detail: Scroll,
    edit: Option<Edit>,
    /// How many bundles there were when it was last looked.
    bundles: Option<usize>,
}

impl HandInScreen {
    /// Opens the hand-in of a contract.
    pub fn new(id: ScenarioId) -> Self {
        Self {
            id,
            items: Vec::new(),
            steps: Vec::new(),
            rows: Vec::new(),
            list: Cursor { at: 1, top: 0 },
            detail: Scroll::default(),
            edit: None,
            bundles: None,
        }
    }

    fn row(&self) -> Option<&Row> {
        self.rows.get(self.list.at)
    }

    /// Moves to the next row that can be selected.
    fn step(&mut self, by: isize) {
        let from = self.list;
        self.list.step(by, self.rows.len());
        let way = if by < 0 { -1 } else { 1 };
        while matches!(self.row(), Some(Row::Head(_))) {
            let before = self.list.at;
            self.list.step(way, self.rows.len());
            if self.list.at == before {
                self.list = from;
                break;
            }
        }
        self.detail.end(false);
    }

    fn end(&mut self, last: bool) {
        self.list.end(last, self.rows.len());
        self.step(if last { -1 } else { 1 });
        if last {
            self.list.end(true, self.rows.len());
        }
    }

    fn go_to(&mut self, row: &Row) {
        if let Some(at) = self.rows.iter().position(|r| r == row) {
            self.list.at = at;
        }
    }

    fn place(&self, stage: Stage) -> Action {
        Action::Go(Place::Contract(self.id.clone(), stage))
    }

    /// Goes to a cell of the board.
    fn show(&self, at: Cell, model: &mut Model) -> Action {
        if let Some(attempt) = &mut model.attempt {
            attempt.cursor = at;
            model.keep_attempt();
        }
        self.place(Stage::Build)
    }

    fn choose(&mut self, model: &mut Model) -> Option<Action> {
        match self.row()?.clone() {
            Row::Head(_) | Row::Bundle(_) | Row::NoBundle => None,
            Row::Item(i) => self.fix(i, model),
            Row::Person(i) => {
                self.edit = Some(Edit::person(i, model));
                None
            }
            Row::Quality(q) => {
                self.edit = Some(Edit::quality(q, model));
                None
            }
            Row::Step(i) => Some(self.show(self.steps.get(i)?.at, model)),
        }
    }

    /// Goes to where an item is completed.
    fn fix(&mut self, i: usize, model: &mut Model) -> Option<Action> {
        match self.items.get(i)?.deliverable {
            DeliverableKind::Diagram => Some(self.place(Stage::Build)),
            DeliverableKind::Answers | DeliverableKind::Questions => Some(self.place(Stage::Client)),
            DeliverableKind::Steps => match self.steps.iter().find(|s| s.note.is_none()) {
                Some(step) => Some(self.show(step.at, model)),
                None => Some(self.place(Stage::Build)),
            },
            DeliverableKind::Qualities => {
                let q = rows::shortest(model);
                self.go_to(&Row::Quality(q));
                self.edit = Some(Edit::quality(q, model));
                None
            }
        }
    }

    fn add_person(&mut self, model: &mut Model) {
        let Some(attempt) = &mut model.attempt else { return };
        if attempt.students.is_empty() {
            attempt.students.push(Student::default());
        }
        if attempt.students.len() >= MOST && attempt.students.iter().all(|s| !s.name.trim().is_empty()) {
            model.say(Role::Warn, say::FULL);
            return;
        }
        // Whoever has no name yet is written first.
        let at = attempt.students.iter().position(|s| s.name.trim().is_empty()).unwrap_or_else(|| {
            attempt.students.push(Student::default());
            attempt.students.len() - 1
        });
        self.rows = rows::rows(model, &self.items, &self.steps);
        self.go_to(&Row::Person(at));
        self.edit = Some(Edit::person(at, model));
    }

    fn remove_person(&mut self, model: &mut Model) {
        let Some(Row::Person(i)) = self.row().cloned() else { return };
        let Some(attempt) = &mut model.attempt else { return };
        if i < attempt.students.len() {
            attempt.students.remove(i);
            model.keep_attempt();
        }
    }

    /// Asks before gaps are handed in; otherwise writes the bundle.
    fn hand_in(&mut self, model: &mut Model) -> Option<Action> {
        let named = model.attempt.as_ref()?.students.iter().any(|s| !s.name.trim().is_empty());
        if !named {
            model.say(Role::Warn, say::NAME_FIRST);
            self.go_to(&Row::Person(0));
            return None;
        }
        let open: Vec<String> = self.items.iter().filter(|i| !i.done).map(|i| i.text.clone()).collect();
        if open.is_empty() {
            self.write(false, model);
            return None;
        }
        Some(Action::Decide(Box::new(Decision {
            title: say::ANYWAY_TITLE.to_owned(),
            text: say::anyway(&open),
            answers: vec![(say::NOT_YET.to_owned(), None), (say::ANYWAY.to_owned(), Some(Action::HandInAnyway))],
        })))
    }

    fn write(&mut self, anyway: bool, model: &mut Model) {
        model.say(Role::Text, say::WRITING);
        model.effect(Effect::WriteBundle(self.id.clone(), anyway));
    }

    /// Ends what is being typed; `keep` says whether a name is taken. Texts are always kept.
    fn end_edit(&mut self, keep: bool, model: &mut Model) {
        if let Some(edit) = self.edit.take() {
            edit.finish(keep, model);
        }
    }

    /// Goes from one quality to the next while writing.
    fn next_quality(&mut self, by: isize, model: &mut Model) {
        let Some(Edit::Quality(q, _)) = &self.edit else { return };
        let at = Quality::ALL.iter().position(|x| x == q).unwrap_or(0);
        let next = Quality::ALL[(at as isize + by).rem_euclid(Quality::ALL.len() as isize) as usize];
        self.end_edit(true, model);
        self.go_to(&Row::Quality(next));
        self.edit = Some(Edit::quality(next, model));
    }

    /// Goes to the bundle that was just written.
    fn show_new_bundle(&mut self, model: &Model) {
        let Some(attempt) = &model.attempt else { return };
        let written = attempt.handed_in.len();
        if self.bundles.is_some_and(|before| before < written) {
            self.go_to(&Row::Bundle(written - 1));
        }
        self.bundles = Some(written);
    }

    fn turn(&mut self, by: isize, model: &mut Model) {
        match &mut self.edit {
            Some(Edit::Person(p)) => p.on_id = !p.on_id,
            Some(Edit::Quality(..)) => self.next_quality(by, model),
            None => {}
        }
    }
}

impl Screen for HandInScreen {
    fn contexts(&self, _model: &Model) -> Vec<Context> {
        match &self.edit {
            Some(Edit::Person(_)) => vec![Context::NameLine, Context::Contract],
            Some(Edit::Quality(..)) => vec![Context::Writing, Context::Contract],
            None => vec![Context::HandIn, Context::List, Context::Contract],
        }
    }

    fn can(&self, action: &Action, model: &Model) -> bool {
        let people = model.attempt.as_ref().map_or(0, |a| a.students.len());
        match action {
            Action::Choose => !matches!(self.row(), None | Some(Row::Head(_) | Row::Bundle(_) | Row::NoBundle)),
            Action::AddPerson => matches!(self.row(), Some(Row::Person(_))) && people < MOST,
            Action::RemovePerson => matches!(self.row(), Some(Row::Person(_))) && people > 1,
            Action::HandIn => model.attempt.is_some(),
            Action::NextStage => false,
            _ => true,
        }
    }

    fn act(&mut self, action: Action, model: &mut Model) -> Option<Action> {
        match action {
            Action::Move(Way::Up) => self.step(-1),
            Action::Move(Way::Down) => self.step(1),
            Action::Wheel(by) => self.step(by as isize),
            // Where the text beside the list is longer than its pane, pages are pages of the text.
            Action::Page(down) if !self.detail.note().is_empty() => self.detail.page(down),
            Action::Page(down) => self.step(if down { 6 } else { -6 }),
            Action::End(last) => self.end(last),
            Action::Choose => return self.choose(model),
            Action::Confirm => self.end_edit(true, model),
            Action::Back if self.edit.is_some() => self.end_edit(false, model),
            Action::Next => self.turn(1, model),
            Action::Previous => self.turn(-1, model),
            Action::AddPerson => self.add_person(model),
            Action::RemovePerson => self.remove_person(model),
            Action::HandIn => return self.hand_in(model),
            Action::HandInAnyway => self.write(true, model),
            other => {
                let away = move_stage(&self.id, Stage::HandIn, other);
                if matches!(away, Action::Go(_) | Action::Quit) {
                    self.end_edit(true, model);
                }
                return Some(away);
            }
        }
        None
    }

    fn is_typing(&self) -> bool {
        self.edit.is_some()
    }

    fn type_key(&mut self, key: KeyEvent, model: &mut Model) {
        if let Some(edit) = &mut self.edit {
            edit.key(key, model);
        }
    }

    fn paste(&mut self, text: &str, model: &mut Model) {
        if let Some(edit) = &mut self.edit {
            edit.paste(text, model);
        }
    }

    fn mouse(&mut self, event: MouseEvent, area: Rect, _model: &mut Model) -> Option<Action> {
        match event.kind {
            MouseEventKind::ScrollDown if self.edit.is_none() => Some(Action::Wheel(1)),
            MouseEventKind::ScrollUp if self.edit.is_none() => Some(Action::Wheel(-1)),
            MouseEventKind::Down(MouseButton::Left) if self.edit.is_none() => {
                let row = view::row_at(self, area, (event.column, event.row))?;
                let again = self.list.at == row;
                self.list.at = row;
                again.then_some(Action::Choose)
            }
            _ => None,
        }
    }

    fn settle(&mut self, area: Rect, model: &mut Model) {
        if self.edit.is_none() || self.rows.is_empty() {
            self.items = rows::items(model);
            self.steps = rows::steps(model);
        }
        self.rows = rows::rows(model, &self.items, &self.steps);
        self.show_new_bundle(model);
        self.list.at = self.list.at.min(self.rows.len().saturating_sub(1));
        if matches!(self.row(), Some(Row::Head(_))) {
            self.step(-1);
        }
        if let Some(Edit::Quality(_, text)) = &mut self.edit {
            text.settle(&model.theme());
        }
        view::settle(self, model, area);
    }

    fn draw(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        view::draw(self, model, area, buf);
    }

    fn caret(&self, model: &Model, area: Rect) -> Option<(u16, u16)> {
        view::caret(self, model, area)
    }

    fn path(&self, model: &Model) -> Vec<String> {
        model.scenario(&self.id).map(|s| s.title.clone()).into_iter().collect()
    }
}
