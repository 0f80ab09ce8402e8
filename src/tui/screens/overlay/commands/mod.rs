//! STUB
use crate::tui::{action::Action, keymap::Context, model::Model, screen::Screen};
use ratatui::{buffer::Buffer, layout::Rect};
/// Stub.
#[derive(Default)]
pub struct Commands;
impl Commands {
    /// Stub.
    pub fn new(_c: &[Context], _s: &dyn Screen, _m: &Model) -> Self {
        Self
    }
}
impl Screen for Commands {
    fn contexts(&self, _m: &Model) -> Vec<Context> {
        vec![Context::Overlay]
    }
    fn act(&mut self, a: Action, _m: &mut Model) -> Option<Action> {
        Some(a)
    }
    fn draw(&self, _m: &Model, _a: Rect, _b: &mut Buffer) {}
}
