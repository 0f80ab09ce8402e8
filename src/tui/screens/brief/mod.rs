//! STUB
use crate::{
    domain::id::ScenarioId,
    tui::{action::Action, keymap::Context, model::Model, screen::Screen},
};
use ratatui::{buffer::Buffer, layout::Rect};
/// Stub.
pub struct BriefScreen(#[allow(dead_code)] ScenarioId);
impl BriefScreen {
    /// Stub.
    pub fn new(id: ScenarioId) -> Self {
        Self(id)
    }
}
impl Screen for BriefScreen {
    fn contexts(&self, _m: &Model) -> Vec<Context> {
        vec![Context::Contract]
    }
    fn act(&mut self, a: Action, _m: &mut Model) -> Option<Action> {
        Some(crate::tui::screens::move_stage(&self.0, crate::domain::attempt::Stage::Brief, a))
    }
    fn draw(&self, _m: &Model, _a: Rect, _b: &mut Buffer) {}
}
