//! STUB
use crate::{
    domain::id::LessonId,
    tui::{action::Action, keymap::Context, model::Model, screen::Screen},
};
use ratatui::{buffer::Buffer, layout::Rect};
/// Stub.
pub struct LessonScreen(#[allow(dead_code)] LessonId);
impl LessonScreen {
    /// Stub.
    pub fn new(id: LessonId, _model: &Model) -> Self {
        Self(id)
    }
}
impl Screen for LessonScreen {
    fn contexts(&self, _m: &Model) -> Vec<Context> {
        vec![Context::Contract]
    }
    fn act(&mut self, a: Action, _m: &mut Model) -> Option<Action> {
        Some(a)
    }
    fn draw(&self, _m: &Model, _a: Rect, _b: &mut Buffer) {}
}
