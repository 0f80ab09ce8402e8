//! The list of what a run of this very board will do, before there is one.

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::{buffer::Buffer, layout::Rect};

use super::{
    plan::{self, Plan},
    plan_view as view,
};
use crate::{
    domain::grid::Cell,
    tui::{
        action::{Action, Way},
        model::Model,
        strings::run as say,
        widgets::scroll::Scroll,
    },
};

/// What a run will do.
#[derive(Debug)]
pub struct PlanPane {
    pub(super) plan: Option<Plan>,
    /// After how many steps on the board it was read.
    read_at: Option<(u64, bool)>,
    /// The selected step.
    pub(super) at: usize,
    pub(super) steps: Scroll,
    pub(super) notes: Scroll,
    /// Whether the keys scroll what is still open.
    pub(super) on_notes: bool,
    /// What is said above it.
    pub(super) honest: &'static str,
}

impl Default for PlanPane {
    fn default() -> Self {
        Self {
            plan: None,
            read_at: None,
            at: 0,
            steps: Scroll::default(),
            notes: Scroll::default(),
            on_notes: false,
            honest: say::WILL,
        }
    }
}

impl PlanPane {
    /// Returns how many steps there are.
    pub fn len(&self) -> usize {
        self.plan.as_ref().map_or(0, |p| p.steps.len())
    }

    /// Moves between the steps and what is still open.
    pub fn change_side(&mut self) {
        self.on_notes = !self.on_notes;
    }

    /// Moves in the list.
    pub fn act(&mut self, action: &Action) -> bool {
        match action {
            Action::Move(Way::Up) => self.select(-1),
            Action::Move(Way::Down) => self.select(1),
            Action::Move(_) => self.change_side(),
            Action::Wheel(by) => self.select(*by as isize),
            Action::Page(down) => self.select(if *down { 5 } else { -5 }),
            Action::End(last) => self.select(if *last { 1_000_000 } else { -1_000_000 }),
            _ => return false,
        }
        true
    }

    fn select(&mut self, by: isize) {
        if self.on_notes {
            self.notes.by(by);
        } else {
            self.at = self.at.saturating_add_signed(by).min(self.len().saturating_sub(1));
        }
    }

    /// Returns where the selected step stands on the board.
    pub fn cell(&self) -> Option<Cell> {
        Some(self.plan.as_ref()?.steps.get(self.at)?.at).filter(|_| !self.on_notes)
    }

    /// Takes the mouse; a second click on a step is a choice.
    pub fn mouse(&mut self, event: MouseEvent, area: Rect, model: &Model) -> Option<Action> {
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

    /// Reads the plan off the board again where that has changed.
    pub fn settle(&mut self, area: Rect, model: &Model) {
        let read_at = model.desk.as_ref().map(|d| (d.steps, model.pack.is_some()));
        if self.read_at != read_at || self.plan.is_none() {
            self.plan = model.desk.as_ref().and_then(|desk| Some(plan::plan(&model.flow()?, &desk.review)));
            self.read_at = read_at;
        }
        self.at = self.at.min(self.len().saturating_sub(1));
        view::settle(self, model, area);
    }

    /// Draws it.
    pub fn draw(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        view::draw(self, model, area, buf);
    }
}
