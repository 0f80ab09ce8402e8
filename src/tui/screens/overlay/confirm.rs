//! A question before something is put aside. Enter on the safe answer is the default.

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::Line,
    widgets::{Paragraph, Widget, Wrap},
};

use crate::{
    store::Desk,
    tui::{
        action::{Action, Way},
        keymap::Context,
        model::Model,
        screen::Screen,
        strings::frame as say,
        theme::Role,
        widgets::{glyphs::Glyphs, pane::Pane},
    },
};

/// A question with answers; the first is the safe one.
pub struct Confirm {
    title: String,
    text: String,
    answers: Vec<(String, Option<Action>)>,
    at: usize,
}

impl Confirm {
    /// Asks a question.
    pub fn new(title: &str, text: &str, answers: Vec<(String, Option<Action>)>) -> Self {
        Self { title: title.to_owned(), text: text.to_owned(), answers, at: 0 }
    }

    /// Asks before a lesson or contract starts over; in a lesson, one task can start over alone.
    pub fn reset(desk: Desk) -> Self {
        let mut answers = vec![(say::KEEP.to_owned(), None)];
        let is_lesson = matches!(desk, Desk::Lesson(_));
        if is_lesson {
            answers.push((say::RESET_TASK.to_owned(), Some(Action::ResetTask)));
        }
        answers.push((say::START_OVER.to_owned(), Some(Action::ResetNow(desk))));
        Self::new(say::RESET_TITLE, if is_lesson { say::RESET_LESSON } else { say::RESET_TEXT }, answers)
    }

    /// Returns the line of an answer.
    fn line(&self, area: Rect, answer: usize) -> Rect {
        let inside = Pane::padded(area);
        let row = inside.bottom().saturating_sub((self.answers.len() - answer) as u16);
        Rect::new(inside.x, row, inside.width, 1)
    }
}

impl Screen for Confirm {
    fn contexts(&self, _model: &Model) -> Vec<Context> {
        vec![Context::Overlay, Context::List, Context::Dialog]
    }

    fn act(&mut self, action: Action, _model: &mut Model) -> Option<Action> {
        match action {
            Action::Move(Way::Up | Way::Left) => self.at = self.at.saturating_sub(1),
            Action::Move(Way::Down | Way::Right) => self.at = (self.at + 1).min(self.answers.len().saturating_sub(1)),
            Action::Choose => {
                let then = self.answers.get(self.at).and_then(|a| a.1.clone());
                return Some(Action::Close(then.map(Box::new)));
            }
            Action::Back => return Some(Action::Close(None)),
            Action::Quit => return Some(Action::Quit),
            _ => {}
        }
        None
    }

    /// One click selects an answer, a second one takes it.
    fn mouse(&mut self, event: MouseEvent, area: Rect, _model: &mut Model) -> Option<Action> {
        if event.kind != MouseEventKind::Down(MouseButton::Left) {
            return None;
        }
        let place = (event.column, event.row).into();
        let answer = (0..self.answers.len()).find(|&i| self.line(area, i).contains(place))?;
        let again = self.at == answer;
        self.at = answer;
        again.then_some(Action::Choose)
    }

    fn draw(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        let theme = model.theme();
        let g = Glyphs::pick(model.settings.ascii);
        Pane::new(model, self.title.clone()).focus(true).draw(area, buf);
        let inside = Pane::padded(area);
        let text = Rect { height: inside.height.saturating_sub(self.answers.len() as u16 + 1), ..inside };
        Paragraph::new(self.text.clone()).style(theme.style(Role::Text)).wrap(Wrap { trim: true }).render(text, buf);
        for (i, (answer, _)) in self.answers.iter().enumerate() {
            let line = self.line(area, i);
            let pointer = if i == self.at { g.pointer } else { " " };
            Paragraph::new(Line::raw(format!(" {pointer} {answer}"))).render(line, buf);
            if i == self.at {
                buf.set_style(line, theme.style(Role::Selected));
            }
        }
    }

    fn wants(&self, _model: &Model, body: Rect) -> Option<(u16, u16)> {
        let w = 64.min(body.width);
        let lines = crate::tui::widgets::words::wrap(&self.text, usize::from(w) - 4).len();
        Some((w, (lines + self.answers.len() + 3) as u16))
    }
}
