//! The client stage: a conversation about the student's own board.
//!
//! The client asks what this board raises and nothing else; the student answers in steps (see
//! [`form`]) and asks back (see [`asking`]). What an answer covers is judged by `interview`, never
//! here.

mod asking;
mod form;
mod number;
mod parts;
mod question;
mod talk;
mod view;

#[cfg(test)]
mod tests;

use crossterm::event::{KeyEvent, MouseButton, MouseEvent, MouseEventKind};
use ratatui::{buffer::Buffer, layout::Rect};

use crate::{
    domain::{attempt::Stage, id::ScenarioId},
    interview,
    tui::{
        action::{Action, BoardAction, Way},
        keymap::Context,
        model::Model,
        screen::Screen,
        screens::move_stage,
        strings::client as say,
        theme::Role,
        widgets::{list::Cursor, scroll::Scroll},
    },
};
use asking::Asking;
use form::{Form, Step};
use question::{Row, State};

/// What the student is doing.
enum Mode {
    /// Reading, choosing a question.
    Talk,
    /// Asking.
    Ask(Asking),
    /// Answering.
    Answer(Box<Form>),
}

/// The conversation with the client.
pub struct ClientScreen {
    id: ScenarioId,
    mode: Mode,
    rows: Vec<Row>,
    list: Cursor,
    talk: Scroll,
    /// Whether the keys move in the list of questions.
    on_list: bool,
    /// A question that was typed and not asked.
    unasked: String,
}

impl ClientScreen {
    /// Opens the conversation of a contract.
    pub fn new(id: ScenarioId) -> Self {
        Self {
            id,
            mode: Mode::Talk,
            rows: Vec::new(),
            list: Cursor::default(),
            talk: Scroll::default(),
            on_list: true,
            unasked: String::new(),
        }
    }

    fn row(&self) -> Option<&Row> {
        self.rows.get(self.list.at)
    }

    fn answer(&mut self, model: &mut Model) {
        match self.row() {
            Some(row) if row.state == State::Stale => model.say(Role::Warn, say::STALE),
            Some(row) if row.state == State::Waits => model.say(Role::Warn, say::RUN_IT),
            Some(row) => self.mode = Mode::Answer(Box::new(Form::open(row.clone(), model))),
            None => model.say(Role::Warn, say::NONE_TO_ANSWER),
        }
    }

    /// Leaves what was begun; everything typed is kept.
    fn leave(&mut self, model: &mut Model) {
        match &mut self.mode {
            Mode::Answer(form) => {
                form.keep(model);
                model.say(Role::Text, say::KEPT);
            }
            Mode::Ask(asking) => asking.field.text().clone_into(&mut self.unasked),
            Mode::Talk => {}
        }
        self.mode = Mode::Talk;
    }

    fn confirm(&mut self, model: &mut Model) {
        match &mut self.mode {
            Mode::Answer(form) => {
                form.board_print = model.board_print();
                if form.confirm(model) {
                    self.mode = Mode::Talk;
                    self.list.at = 0;
                    self.talk.end(true);
                    model.say(Role::Good, say::CLOSED);
                }
            }
            Mode::Ask(asking) => {
                if asking.ask(model) {
                    self.talk.end(true);
                }
            }
            Mode::Talk => {}
        }
    }

    /// Lets the requirement change once enough has been answered.
    fn change(&mut self, model: &mut Model) {
        let due = match (model.scenario(&self.id), &model.attempt) {
            (Some(scenario), Some(attempt)) => interview::change_due(scenario, attempt),
            _ => false,
        };
        if !due {
            return;
        }
        let now = model.now.clone();
        if let Some(attempt) = &mut model.attempt {
            attempt.changed_at = Some(now);
        }
        model.keep_attempt();
        model.reconsider();
        model.say(Role::Warn, say::CHANGED);
        self.talk.end(true);
    }

    fn step(&mut self, by: isize, model: &Model) {
        match &mut self.mode {
            Mode::Answer(form) => {
                form.at = form.at.saturating_add_signed(by).min(form.answer.heard.len().saturating_sub(1));
            }
            Mode::Ask(asking) => asking.recall(by < 0, model),
            Mode::Talk if self.on_list => self.list.step(by, self.rows.len()),
            Mode::Talk => self.talk.by(by),
        }
    }

    fn page(&mut self, down: bool) {
        match &mut self.mode {
            Mode::Talk if self.on_list => self.list.step(if down { 5 } else { -5 }, self.rows.len()),
            _ => self.talk.page(down),
        }
    }

    fn end(&mut self, last: bool) {
        match &mut self.mode {
            Mode::Talk if self.on_list => self.list.end(last, self.rows.len()),
            Mode::Answer(form) => form.at = if last { form.answer.heard.len().saturating_sub(1) } else { 0 },
            _ => self.talk.end(last),
        }
    }

    fn on_board(&mut self, action: BoardAction, model: &mut Model) -> Option<Action> {
        match &mut self.mode {
            Mode::Answer(form) => form.board.as_mut()?.act(Action::Board(action), model),
            _ => Some(Action::Board(action)),
        }
    }

    /// What happens to actions that lead away: what was begun is kept first.
    fn lead_away(&mut self, action: Action, model: &mut Model) -> Action {
        let away = move_stage(&self.id, Stage::Client, action);
        if matches!(away, Action::Go(_) | Action::Quit) {
            match &mut self.mode {
                Mode::Answer(form) => form.keep(model),
                Mode::Ask(_) | Mode::Talk => {}
            }
        }
        away
    }

    fn click(&mut self, event: MouseEvent, area: Rect) -> Option<Action> {
        let row = view::row_at(self, area, (event.column, event.row))?;
        let again = self.on_list && self.list.at == row;
        self.on_list = true;
        self.list.at = row;
        again.then_some(Action::Answer)
    }
}

impl Screen for ClientScreen {
    fn contexts(&self, model: &Model) -> Vec<Context> {
        let own = match &self.mode {
            Mode::Talk => vec![Context::Client, Context::List],
            Mode::Ask(_) => vec![Context::AskLine],
            Mode::Answer(form) => match (form.step, &form.board) {
                (Step::Points, _) => vec![Context::Points, Context::List],
                (Step::Point, Some(board)) => board.contexts(model),
                _ => vec![Context::AnswerText],
            },
        };
        [own, vec![Context::Contract]].concat()
    }

    fn can(&self, action: &Action, _model: &Model) -> bool {
        match action {
            Action::Answer => self.row().is_some_and(|r| !matches!(r.state, State::Stale | State::Waits)),
            Action::Next if matches!(self.mode, Mode::Talk) => self.list.at + 1 < self.rows.len(),
            Action::Previous => match &self.mode {
                Mode::Talk => self.list.at > 0,
                Mode::Answer(form) => form.steps().first() != Some(&form.step),
                Mode::Ask(_) => false,
            },
            _ => true,
        }
    }

    fn act(&mut self, action: Action, model: &mut Model) -> Option<Action> {
        match action {
            Action::Answer => self.answer(model),
            Action::Ask => self.mode = Mode::Ask(Asking::with(&std::mem::take(&mut self.unasked))),
            Action::Confirm => self.confirm(model),
            Action::Choose => {
                if let Mode::Answer(form) = &mut self.mode {
                    form.tick(model);
                }
            }
            Action::Back if !matches!(self.mode, Mode::Talk) => self.leave(model),
            Action::Previous => match &mut self.mode {
                Mode::Answer(form) => form.back(model),
                _ => self.list.step(-1, self.rows.len()),
            },
            Action::Next => self.list.step(1, self.rows.len()),
            Action::Continue => self.on_list = !self.on_list,
            Action::Move(Way::Up) => self.step(-1, model),
            Action::Move(Way::Down) => self.step(1, model),
            Action::Wheel(by) => self.talk.by(by as isize),
            Action::Page(down) => self.page(down),
            Action::End(last) => self.end(last),
            Action::Board(b) => return self.on_board(b, model),
            other => return Some(self.lead_away(other, model)),
        }
        None
    }

    fn is_typing(&self) -> bool {
        match &self.mode {
            Mode::Talk => false,
            Mode::Ask(_) => true,
            Mode::Answer(form) => form.is_typing(),
        }
    }

    fn type_key(&mut self, key: KeyEvent, model: &mut Model) {
        match &mut self.mode {
            Mode::Talk => {}
            Mode::Ask(asking) => asking.key(key),
            Mode::Answer(form) => form.key(key, model),
        }
    }

    fn paste(&mut self, text: &str, model: &mut Model) {
        match &mut self.mode {
            Mode::Talk => {}
            Mode::Ask(asking) => {
                asking.field.insert(text);
            }
            Mode::Answer(form) => form.paste(text, model),
        }
    }

    fn mouse(&mut self, event: MouseEvent, area: Rect, model: &mut Model) -> Option<Action> {
        if let Mode::Answer(form) = &mut self.mode
            && let (Step::Point, Some(board)) = (form.step, &mut form.board)
        {
            return board.mouse(event, view::board_area(area, &form.row), model);
        }
        match event.kind {
            MouseEventKind::ScrollDown => Some(Action::Wheel(2)),
            MouseEventKind::ScrollUp => Some(Action::Wheel(-2)),
            MouseEventKind::Down(MouseButton::Left) if matches!(self.mode, Mode::Talk) => self.click(event, area),
            _ => None,
        }
    }

    fn settle(&mut self, area: Rect, model: &mut Model) {
        if matches!(self.mode, Mode::Talk) {
            self.change(model);
            let board = model.board_print();
            self.rows = question::rows(model, &board);
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
