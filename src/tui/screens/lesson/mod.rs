//! STUB
use ratatui::{buffer::Buffer, layout::Rect};
use crate::{domain::id::LessonId, tui::{keymap::Context, model::Model, screen::Screen, action::Action}};
/// Stub.
pub struct LessonScreen(#[allow(dead_code)] LessonId);
impl LessonScreen { /// Stub.
 pub fn new(id: LessonId, _model: &Model) -> Self { Self(id) } }
impl Screen for LessonScreen {
 fn contexts(&self,_m:&Model)->Vec<Context>{ vec![Context::Contract] }
 fn act(&mut self,a:Action,_m:&mut Model)->Option<Action>{ Some(a) }
 fn draw(&self,_m:&Model,_a:Rect,_b:&mut Buffer){}
}
