//! STUB
use crate::tui::{action::Action, keymap::Context, model::Model, screen::Screen};
use ratatui::{buffer::Buffer, layout::Rect};
/// Stub.
#[derive(Default)]
pub struct GlossaryPage;
impl GlossaryPage {}
impl Screen for GlossaryPage {
    fn contexts(&self, _m: &Model) -> Vec<Context> {
        vec![Context::Overlay]
    }
    fn act(&mut self, a: Action, _m: &mut Model) -> Option<Action> {
        Some(a)
    }
    fn draw(&self, _m: &Model, _a: Rect, _b: &mut Buffer) {}
}
