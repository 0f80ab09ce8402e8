//! STUB
use crate::{
    domain::id::ScenarioId,
    tui::{action::Action, keymap::Context, model::Model, screen::Screen},
};
use ratatui::{buffer::Buffer, layout::Rect};
/// Stub.
pub struct RunScreen(#[allow(dead_code)] ScenarioId);
impl RunScreen {
    /// Stub.
    pub fn new(id: ScenarioId) -> Self {
        Self(id)
    }
}
impl Screen for RunScreen {
    fn contexts(&self, _m: &Model) -> Vec<Context> {
        vec![Context::Contract]
    }
    fn act(&mut self, a: Action, _m: &mut Model) -> Option<Action> {
        Some(crate::tui::screens::move_stage(&self.0, crate::domain::attempt::Stage::Run, a))
    }
    fn draw(&self, _m: &Model, _a: Rect, _b: &mut Buffer) {}
}
