//! An answer in the making: point, number, because, one thing back, the points.
//!
//! Every step is kept in the attempt at once as an answer that is not closed, so that leaving,
//! quitting or losing the terminal loses nothing.

use std::collections::BTreeSet;

use crossterm::event::KeyEvent;

use crate::{
    domain::{attempt::AnswerGiven, id::NodeId},
    interview::{self, Given, Heeded, LastRun},
    tui::{
        board::Editor,
        model::Model,
        strings::client as say,
        theme::Role,
        widgets::{field::Field, prose::Prose, scroll::Scroll},
    },
};

use super::{
    number,
    question::{self, Row},
};

/// The steps of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Select nodes on the board.
    Point,
    /// Give a number.
    Number,
    /// Say why.
    Because,
    /// Answer what the client asks back.
    Then,
    /// Go through the points.
    Points,
}

/// An answer in the making.
pub struct Form {
    /// The question.
    pub row: Row,
    /// Where the student is.
    pub step: Step,
    /// The answer so far.
    pub answer: AnswerGiven,
    /// What was there when it was opened.
    before: Option<AnswerGiven>,
    /// The board to point at.
    pub board: Option<Editor>,
    /// The fingerprint of the board, which tells its last run.
    pub board_print: String,
    /// The number being typed.
    pub number: Field,
    /// The reason being typed.
    pub because: Prose,
    /// The answer to what the client asks back.
    pub then: Prose,
    /// What the client says to the answer.
    pub reaction: String,
    /// The point under the cursor.
    pub at: usize,
    /// Which part of the points is in sight.
    pub scroll: Scroll,
}

impl Form {
    /// Opens the answer to a question, where it was left.
    pub fn open(row: Row, model: &Model) -> Self {
        let before = model.attempt.as_ref().and_then(|a| a.answers.get(&row.id)).cloned();
        let answer = before.clone().unwrap_or_else(|| fresh(&row, &model.now));
        let mut form = Self {
            step: Step::Because,
            board: None,
            board_print: String::new(),
            number: Field::with(&answer.number_milli.map(number::show).unwrap_or_default()),
            because: Prose::with(&answer.because).hint(say::BECAUSE_HINT),
            then: Prose::with(&answer.then),
            reaction: String::new(),
            at: 0,
            scroll: Scroll::default(),
            row,
            answer,
            before,
        };
        form.go(form.first_step(), model);
        form
    }

    fn first_step(&self) -> Step {
        let closed = self.before.as_ref().is_some_and(|a| a.closed);
        let astray = self.answer.pointed.is_empty() || self.answer.pointed_right == Some(false);
        if self.row.point.is_some() && astray {
            Step::Point
        } else if self.row.number.is_some()
            && !closed
            && self.answer.because.is_empty()
            && self.answer.number_milli.is_none()
        {
            Step::Number
        } else if closed || self.answer.heard.is_empty() {
            Step::Because
        } else {
            self.after_because()
        }
    }

    fn after_because(&self) -> Step {
        if !self.answer.follow_up.is_empty() && self.answer.then.is_empty() { Step::Then } else { Step::Points }
    }

    /// Returns the steps of this question.
    pub fn steps(&self) -> Vec<Step> {
        let mut steps = Vec::new();
        steps.extend(self.row.point.is_some().then_some(Step::Point));
        steps.extend(self.row.number.is_some().then_some(Step::Number));
        steps.push(Step::Because);
        steps.extend((!self.answer.follow_up.is_empty()).then_some(Step::Then));
        steps.push(Step::Points);
        steps
    }

    /// Goes to a step.
    fn go(&mut self, step: Step, model: &Model) {
        self.step = step;
        if step == Step::Point && self.board.is_none() {
            let mut board = Editor::new(model).read_only();
            if !self.answer.pointed.is_empty() {
                board.look_at(&self.answer.pointed, model);
            }
            self.board = Some(board);
        }
        if matches!(step, Step::Then | Step::Points) && self.reaction.is_empty() {
            self.reaction = match self.answer.reaction.as_str() {
                "" => self.listen(model).map(|h| h.reaction).unwrap_or_default(),
                kept => kept.to_owned(),
            };
        }
    }

    /// Goes to the step before; from the first it stays.
    pub fn back(&mut self, model: &Model) {
        let steps = self.steps();
        let at = steps.iter().position(|s| *s == self.step).unwrap_or(0);
        if let Some(before) = at.checked_sub(1).and_then(|i| steps.get(i)) {
            self.go(*before, model);
        }
    }

    /// Says whether plain keys are text now.
    pub fn is_typing(&self) -> bool {
        matches!(self.step, Step::Number | Step::Because | Step::Then)
    }

    /// Takes a key as text.
    pub fn key(&mut self, key: KeyEvent, model: &mut Model) {
        let ends_word = matches!(key.code, crossterm::event::KeyCode::Char(c) if !c.is_alphanumeric());
        let changed = match self.step {
            Step::Number => self.number.key(key),
            Step::Because => self.because.key(key),
            Step::Then => self.then.key(key),
            Step::Point | Step::Points => false,
        };
        // Keeping once per word is often enough, and cheap.
        if changed && ends_word {
            self.keep(model);
        }
    }

    /// Takes pasted text.
    pub fn paste(&mut self, text: &str, model: &mut Model) {
        match self.step {
            Step::Number => self.number.insert(text),
            Step::Because => self.because.insert(text),
            Step::Then => self.then.insert(text),
            Step::Point | Step::Points => return,
        };
        self.keep(model);
    }

    /// Takes what this step asked for. Returns whether the question is closed.
    pub fn confirm(&mut self, model: &mut Model) -> bool {
        match self.step {
            Step::Point => self.take_pointing(model),
            Step::Number => self.take_number(model),
            Step::Because => self.take_because(model),
            Step::Then => self.take_then(model),
            Step::Points => {
                self.close(model);
                return true;
            }
        }
        false
    }

    fn take_pointing(&mut self, model: &mut Model) {
        let pointed = self.board.as_ref().map(|b| b.selected(model)).unwrap_or_default();
        if pointed.is_empty() {
            model.say(Role::Warn, say::POINT_FIRST);
            return;
        }
        self.answer.pointed = pointed.into_iter().collect();
        self.board = None;
        self.keep(model);
        let next = if self.row.number.is_some() { Step::Number } else { Step::Because };
        self.go(next, model);
    }

    fn take_number(&mut self, model: &mut Model) {
        let text = self.number.text().trim();
        if !text.is_empty() && number::read(text).is_none() {
            model.say(Role::Warn, say::NO_NUMBER);
            return;
        }
        self.keep(model);
        self.go(Step::Because, model);
    }

    fn take_because(&mut self, model: &mut Model) {
        if self.because.text().is_empty() {
            model.say(Role::Warn, say::SAY_SOMETHING);
            return;
        }
        self.hear(model);
        self.go(self.after_because(), model);
    }

    fn take_then(&mut self, model: &mut Model) {
        self.hear(model);
        self.go(Step::Points, model);
    }

    /// Lets the client listen to everything said so far.
    fn hear(&mut self, model: &mut Model) {
        self.gather();
        let Some(heeded) = self.listen(model) else { return };
        self.answer.asked.clone_from(&self.row.text);
        self.answer.at.clone_from(&model.now);
        self.answer.pointed_right = heeded.pointed_right;
        self.answer.number_right = heeded.number_right;
        self.answer.truth_milli = heeded.truth_milli;
        self.answer.run = heeded.run;
        self.answer.heard = heeded.heard;
        self.answer.reaction.clone_from(&heeded.reaction);
        self.reaction = heeded.reaction;
        // The client asks back once per question, not once per try.
        if self.answer.follow_up.is_empty() {
            self.answer.follow_up = heeded.follow_up.unwrap_or_default();
        }
        self.at = 0;
        self.keep(model);
    }

    fn listen(&self, model: &Model) -> Option<Heeded> {
        let flow = model.flow()?;
        let question = question::find(flow.scenario?, &self.row.id)?;
        let pointed: BTreeSet<NodeId> = self.answer.pointed.iter().cloned().collect();
        let because = match self.answer.then.as_str() {
            "" => self.answer.because.clone(),
            then => format!("{}\n{then}", self.answer.because),
        };
        let given = Given { pointed: &pointed, number_milli: self.answer.number_milli, because: &because };
        let last = model.attempt.as_ref().map_or(LastRun::NotYet, |a| LastRun::of(a, &self.board_print));
        Some(interview::heed(&flow, question, &given, last))
    }

    /// Ticks, or unticks, the point under the cursor.
    pub fn tick(&mut self, model: &mut Model) {
        let Some(id) = self.answer.heard.get(self.at).map(|h| h.id.clone()) else { return };
        match self.answer.confirmed.iter().position(|c| *c == id) {
            Some(i) => {
                self.answer.confirmed.remove(i);
            }
            None => self.answer.confirmed.push(id),
        }
        self.keep(model);
    }

    fn close(&mut self, model: &mut Model) {
        self.gather();
        self.answer.closed = true;
        self.answer.at.clone_from(&model.now);
        let id = self.row.id.clone();
        if let Some(attempt) = &mut model.attempt {
            attempt.answers.insert(id, self.answer.clone());
            model.keep_attempt();
        }
    }

    fn gather(&mut self) {
        self.answer.because = self.because.text();
        self.answer.then = self.then.text();
        self.answer.number_milli = number::read(self.number.text());
    }

    /// Keeps the answer as it stands, not closed. An answer that says nothing yet, or the same as
    /// before, is left alone.
    pub fn keep(&mut self, model: &mut Model) {
        self.gather();
        let a = &self.answer;
        let blank = a.because.is_empty() && a.pointed.is_empty() && a.number_milli.is_none();
        let same = self.before.as_ref().is_some_and(|b| {
            let (at, reaction) = (b.at.clone(), b.reaction.clone());
            AnswerGiven { closed: b.closed, at, reaction, ..a.clone() } == *b
        });
        if same || (blank && self.before.is_none()) {
            return;
        }
        self.answer.closed = false;
        let (id, answer) = (self.row.id.clone(), self.answer.clone());
        let Some(attempt) = &mut model.attempt else { return };
        if attempt.answers.get(&id) != Some(&answer) {
            attempt.answers.insert(id, answer);
            model.keep_attempt();
        }
    }
}

fn fresh(row: &Row, now: &str) -> AnswerGiven {
    AnswerGiven { at: now.to_owned(), asked: row.text.clone(), ..AnswerGiven::default() }
}
