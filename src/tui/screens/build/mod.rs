//! The Build stage: the board of a contract.

#[cfg(test)]
mod tests;

use crossterm::event::{KeyEvent, MouseEvent};
use ratatui::{buffer::Buffer, layout::Rect};

use crate::{
    domain::{attempt::Stage, id::ScenarioId},
    tui::{action::Action, board::Editor, keymap::Context, model::Model, screen::Screen, screens::move_stage},
};

/// The Build stage.
pub struct BuildScreen {
    id: ScenarioId,
    editor: Editor,
}

impl BuildScreen {
    /// Opens the board of a contract.
    pub fn new(id: ScenarioId, model: &Model) -> Self {
        Self { id, editor: Editor::new(model) }
    }
}

impl Screen for BuildScreen {
    fn contexts(&self, model: &Model) -> Vec<Context> {
        let mut contexts = self.editor.contexts(model);
        contexts.push(Context::Contract);
        contexts
    }

    fn act(&mut self, action: Action, model: &mut Model) -> Option<Action> {
        self.editor.act(action, model).map(|a| move_stage(&self.id, Stage::Build, a))
    }

    fn can(&self, action: &Action, model: &Model) -> bool {
        self.editor.can(action, model)
    }

    fn is_typing(&self) -> bool {
        self.editor.is_typing()
    }

    fn type_key(&mut self, key: KeyEvent, model: &mut Model) {
        self.editor.type_key(key, model);
    }

    fn paste(&mut self, text: &str, model: &mut Model) {
        self.editor.paste(text, model);
    }

    fn mouse(&mut self, event: MouseEvent, area: Rect, model: &mut Model) -> Option<Action> {
        self.editor.mouse(event, area, model)
    }

    fn settle(&mut self, area: Rect, model: &mut Model) {
        self.editor.settle(area, model);
    }

    fn draw(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        self.editor.draw(model, area, buf);
    }

    fn path(&self, model: &Model) -> Vec<String> {
        model.heads.scenarios.iter().filter(|s| s.id == self.id).map(|s| s.title.clone()).collect()
    }

    fn caret(&self, model: &Model, area: Rect) -> Option<(u16, u16)> {
        self.editor.caret(model, area)
    }
}
