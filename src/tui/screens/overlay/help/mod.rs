//! The help page: every key that works where the student is, grouped, with a sentence each.
//!
//! It shows the keymap and nothing else; a key that is not in the table is not here.

use crossterm::event::{MouseEvent, MouseEventKind};
use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
    widgets::{Paragraph, Widget},
};

use crate::tui::{
    action::{Action, Way},
    keymap::{self, Binding, Context},
    model::Model,
    screen::Screen,
    strings::help as say,
    theme::Role,
    widgets::{
        frame::show_key,
        pane::Pane,
        scroll::Scroll,
        words::{width, wrap},
    },
};

/// The help page.
#[derive(Debug, Default)]
pub struct HelpPage {
    contexts: Vec<Context>,
    scroll: Scroll,
}

impl HelpPage {
    /// Explains the keys of these contexts, innermost first.
    pub fn new(contexts: Vec<Context>) -> Self {
        Self { contexts, scroll: Scroll::default() }
    }

    fn lines(&self, model: &Model, columns: usize) -> Vec<Line<'static>> {
        let theme = model.theme();
        let mut lines: Vec<Line<'static>> = Vec::new();
        let mut last = None;
        for (binding, keys) in keymap::reachable(&self.contexts) {
            if keys.is_empty() {
                continue;
            }
            let heading = say::group(binding.context);
            if last != Some(heading) {
                if last.is_some() {
                    lines.push(Line::default());
                }
                lines.push(Line::styled(heading, theme.style(Role::Title)));
                last = Some(heading);
            }
            lines.extend(row(model, binding, &keys, columns));
        }
        if lines.is_empty() {
            lines.push(Line::styled(say::NONE, theme.style(Role::Muted)));
        }
        lines
    }
}

/// Columns that the keys take; more of them push the sentence to the next line.
const KEYS: usize = 21;

fn row(model: &Model, binding: &Binding, keys: &[&str], columns: usize) -> Vec<Line<'static>> {
    let theme = model.theme();
    let shown: Vec<String> = keys.iter().map(|k| show_key(k, model.settings.ascii)).collect();
    let shown = shown.join(say::OR);
    let mut help = wrap(binding.help, columns.saturating_sub(KEYS + 2)).into_iter();
    let mut lines = Vec::new();
    let key = Span::styled(format!("  {shown}"), theme.style(Role::Key));
    if width(&shown) < KEYS {
        let pad = " ".repeat(KEYS - width(&shown));
        let first = Span::styled(help.next().unwrap_or_default(), theme.style(Role::Text));
        lines.push(Line::from(vec![key, Span::raw(pad), first]));
    } else {
        lines.push(Line::from(key));
    }
    let indent = " ".repeat(KEYS + 2);
    lines.extend(help.map(|text| Line::styled(format!("{indent}{text}"), theme.style(Role::Text))));
    lines
}

impl Screen for HelpPage {
    fn contexts(&self, _model: &Model) -> Vec<Context> {
        vec![Context::Overlay, Context::List]
    }

    fn act(&mut self, action: Action, _model: &mut Model) -> Option<Action> {
        match action {
            Action::Move(Way::Up) => self.scroll.by(-1),
            Action::Move(Way::Down) => self.scroll.by(1),
            Action::Page(down) => self.scroll.page(down),
            Action::End(last) => self.scroll.end(last),
            Action::Wheel(by) => self.scroll.by(by as isize),
            Action::Help => return Some(Action::Close(None)),
            other => return Some(other),
        }
        None
    }

    fn can(&self, action: &Action, _model: &Model) -> bool {
        *action != Action::Help
    }

    fn mouse(&mut self, event: MouseEvent, _area: Rect, _model: &mut Model) -> Option<Action> {
        match event.kind {
            MouseEventKind::ScrollDown => Some(Action::Wheel(3)),
            MouseEventKind::ScrollUp => Some(Action::Wheel(-3)),
            _ => None,
        }
    }

    fn settle(&mut self, area: Rect, model: &mut Model) {
        let inside = Pane::padded(area);
        let lines = self.lines(model, usize::from(inside.width)).len();
        self.scroll.settle(lines, usize::from(inside.height));
    }

    fn draw(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        let inside = Pane::padded(area);
        let lines = self.lines(model, usize::from(inside.width));
        Pane::new(model, say::TITLE).focus(true).right(self.scroll.note()).draw(area, buf);
        let window = self.scroll.window(lines.len(), usize::from(inside.height));
        Paragraph::new(lines[window].to_vec()).render(inside, buf);
    }

    fn wants(&self, _model: &Model, body: Rect) -> Option<(u16, u16)> {
        Some((body.width.min(92), body.height))
    }
}

#[cfg(test)]
mod tests;
