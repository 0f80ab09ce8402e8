//! STUB
use crate::{
    domain::id::ScenarioId,
    tui::{action::Action, keymap::Context, model::Model, screen::Screen},
};
use ratatui::{buffer::Buffer, layout::Rect};
/// Stub.
pub struct HandInScreen(#[allow(dead_code)] ScenarioId);
impl HandInScreen {
    /// Stub.
    pub fn new(id: ScenarioId) -> Self {
        Self(id)
    }
}
impl Screen for HandInScreen {
    fn contexts(&self, _m: &Model) -> Vec<Context> {
        vec![Context::Contract]
    }
    fn act(&mut self, a: Action, _m: &mut Model) -> Option<Action> {
        Some(crate::tui::screens::move_stage(&self.0, crate::domain::attempt::Stage::HandIn, a))
    }
    fn draw(&self, _m: &Model, _a: Rect, _b: &mut Buffer) {}
}
