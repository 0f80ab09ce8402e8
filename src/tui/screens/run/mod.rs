//! The run stage: what a run of this very board will do.
//!
//! This version has no simulation, and the screen says so. It shows what can be read off the
//! drawing (order, starts, formats, assumed settings, what does not go) and makes nothing up.

mod plan;
mod view;

#[cfg(test)]
mod tests;

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::{buffer::Buffer, layout::Rect};

use crate::{
    domain::{attempt::Stage, id::ScenarioId, progress::Place},
    tui::{
        action::{Action, Way},
        keymap::Context,
        model::Model,
        screen::Screen,
        screens::move_stage,
        widgets::scroll::Scroll,
    },
};
use plan::Plan;

/// What a run will do.
#[derive(Debug)]
pub struct RunScreen {
    id: ScenarioId,
    plan: Option<Plan>,
    /// The selected step.
    at: usize,
    steps: Scroll,
    notes: Scroll,
    /// Whether the keys scroll what is still open.
    on_notes: bool,
}

impl RunScreen {
    /// Opens the run stage of a contract.
    pub fn new(id: ScenarioId) -> Self {
        Self { id, plan: None, at: 0, steps: Scroll::default(), notes: Scroll::default(), on_notes: false }
    }

    fn len(&self) -> usize {
        self.plan.as_ref().map_or(0, |p| p.steps.len())
    }

    fn select(&mut self, by: isize) {
        if self.on_notes {
            self.notes.by(by);
        } else {
            self.at = self.at.saturating_add_signed(by).min(self.len().saturating_sub(1));
        }
    }

    /// Goes to the selected step on the board.
    fn show(&self, model: &mut Model) -> Option<Action> {
        let at = self.plan.as_ref()?.steps.get(self.at)?.at;
        if let Some(attempt) = &mut model.attempt {
            attempt.cursor = at;
            model.keep_attempt();
        }
        Some(Action::Go(Place::Contract(self.id.clone(), Stage::Build)))
    }
}

impl Screen for RunScreen {
    fn contexts(&self, _model: &Model) -> Vec<Context> {
        vec![Context::Run, Context::List, Context::Contract]
    }

    fn can(&self, action: &Action, _model: &Model) -> bool {
        match action {
            Action::Choose => self.len() > 0 && !self.on_notes,
            Action::Next => self.len() > 0,
            _ => true,
        }
    }

    fn act(&mut self, action: Action, model: &mut Model) -> Option<Action> {
        match action {
            Action::Move(Way::Up) => self.select(-1),
            Action::Move(Way::Down) => self.select(1),
            Action::Wheel(by) => self.select(by as isize),
            Action::Page(down) => self.select(if down { 5 } else { -5 }),
            Action::End(last) => self.select(if last { 1_000_000 } else { -1_000_000 }),
            Action::Next | Action::Previous => self.on_notes = !self.on_notes,
            Action::Choose if self.on_notes => {}
            Action::Choose => return self.show(model),
            other => return Some(move_stage(&self.id, Stage::Run, other)),
        }
        None
    }

    fn mouse(&mut self, event: MouseEvent, area: Rect, model: &mut Model) -> Option<Action> {
        match event.kind {
            MouseEventKind::ScrollDown => Some(Action::Wheel(1)),
            MouseEventKind::ScrollUp => Some(Action::Wheel(-1)),
            MouseEventKind::Down(MouseButton::Left) => {
                let step = view::step_at(self, model, area, (event.column, event.row))?;
                let again = self.at == step;
                (self.at, self.on_notes) = (step, false);
                again.then_some(Action::Choose)
            }
            _ => None,
        }
    }

    fn settle(&mut self, area: Rect, model: &mut Model) {
        self.plan = model.desk.as_ref().and_then(|desk| Some(plan::plan(&model.flow()?, &desk.review)));
        self.at = self.at.min(self.len().saturating_sub(1));
        view::settle(self, model, area);
    }

    fn draw(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        view::draw(self, model, area, buf);
    }

    fn path(&self, model: &Model) -> Vec<String> {
        model.scenario(&self.id).map(|s| s.title.clone()).into_iter().collect()
    }
}
