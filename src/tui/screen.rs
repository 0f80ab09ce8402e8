//! What every screen and overlay is to the app.

use crossterm::event::{KeyEvent, MouseEvent};
use ratatui::{buffer::Buffer, layout::Rect};

use super::{action::Action, keymap::Context, model::Model};

/// A screen or an overlay: state of its own, drawn from it and the model.
///
/// A screen never opens another one and never touches files: it returns the action that should
/// happen next, or leaves effects in the model.
pub trait Screen {
    /// Returns where in the keymap it is, innermost first.
    fn contexts(&self, model: &Model) -> Vec<Context>;

    /// Does an action. What is not its own it hands back.
    fn act(&mut self, action: Action, model: &mut Model) -> Option<Action>;

    /// Says whether an action would do something now; the footer leaves out what would not.
    fn can(&self, _action: &Action, _model: &Model) -> bool {
        true
    }

    /// Says whether plain keys are text now.
    fn is_typing(&self) -> bool {
        false
    }

    /// Takes a key as text.
    fn type_key(&mut self, _key: KeyEvent, _model: &mut Model) {}

    /// Takes pasted text.
    fn paste(&mut self, _text: &str, _model: &mut Model) {}

    /// Takes the mouse; `area` is where the screen is drawn.
    fn mouse(&mut self, _event: MouseEvent, _area: Rect, _model: &mut Model) -> Option<Action> {
        None
    }

    /// Is told where it will be drawn, after every input; keeps cursors and scrolls in sight.
    fn settle(&mut self, _area: Rect, _model: &mut Model) {}

    /// Draws itself.
    fn draw(&self, model: &Model, area: Rect, buf: &mut Buffer);

    /// Lets what moves by itself go on; [`Model::clock_ms`] says how late it is.
    fn tick(&mut self, _model: &mut Model) {}

    /// Returns the milliseconds until the next picture is due; nothing while nothing moves.
    fn next_frame(&self, _model: &Model) -> Option<u64> {
        None
    }

    /// Returns the path shown in the header, outermost first.
    fn path(&self, _model: &Model) -> Vec<String> {
        Vec::new()
    }

    /// Returns where the terminal's own cursor should blink, for text fields and screen readers.
    fn caret(&self, _model: &Model, _area: Rect) -> Option<(u16, u16)> {
        None
    }

    /// Says how large an overlay wants to be; nothing means the whole body.
    fn wants(&self, _model: &Model, _body: Rect) -> Option<(u16, u16)> {
        None
    }
}
