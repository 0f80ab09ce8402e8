//! STUB
use crate::{
    domain::id::ScenarioId,
    tui::{action::Action, keymap::Context, model::Model, screen::Screen},
};
use ratatui::{buffer::Buffer, layout::Rect};
/// Stub.
pub struct ClientScreen(#[allow(dead_code)] ScenarioId);
impl ClientScreen {
    /// Stub.
    pub fn new(id: ScenarioId) -> Self {
        Self(id)
    }
}
impl Screen for ClientScreen {
    fn contexts(&self, _m: &Model) -> Vec<Context> {
        vec![Context::Contract]
    }
    fn act(&mut self, a: Action, _m: &mut Model) -> Option<Action> {
        Some(crate::tui::screens::move_stage(&self.0, crate::domain::attempt::Stage::Client, a))
    }
    fn draw(&self, _m: &Model, _a: Rect, _b: &mut Buffer) {}
}
