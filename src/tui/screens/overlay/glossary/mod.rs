//! The glossary: the words of the lab and what they mean, found by typing.
//!
//! The terms come from the pack.

use crossterm::event::{KeyEvent, MouseButton, MouseEvent, MouseEventKind};
use ratatui::{
    buffer::Buffer,
    layout::{Constraint, Layout, Rect},
    text::{Line, Span},
    widgets::{Paragraph, Widget, Wrap},
};

use crate::{
    content::Term,
    tui::{
        action::{Action, Way},
        keymap::Context,
        model::Model,
        screen::Screen,
        search::{self, Hit, Item},
        strings::glossary as say,
        theme::Role,
        widgets::{
            field::Field,
            find,
            glyphs::Glyphs,
            list::Cursor,
            markdown,
            pane::Pane,
            words::{cut, wrap},
        },
    },
};

/// The glossary.
#[derive(Debug, Default)]
pub struct GlossaryPage {
    query: Field,
    /// What was found; nothing before the first search.
    hits: Option<Vec<Hit>>,
    cursor: Cursor,
}

impl GlossaryPage {
    fn search(&mut self, model: &Model) {
        let item = |t: &Term| Item { name: t.term.clone(), also: t.also.clone(), more: t.meaning.clone() };
        let items: Vec<Item> = terms(model).iter().map(item).collect();
        let hits = search::rank(self.query.text(), &items);
        self.hits = model.pack.is_some().then_some(hits);
    }

    fn search_afresh(&mut self, model: &Model) {
        self.cursor = Cursor::default();
        self.search(model);
    }

    fn hits(&self) -> &[Hit] {
        self.hits.as_deref().unwrap_or_default()
    }
}

fn terms(model: &Model) -> &[Term] {
    model.pack.as_ref().map_or(&[], |p| &p.glossary)
}

struct Areas {
    terms: Rect,
    meaning: Rect,
}

impl Areas {
    fn of(area: Rect) -> Self {
        let split = if area.width >= 70 {
            Layout::horizontal([Constraint::Length(30), Constraint::Min(20)])
        } else {
            Layout::vertical([Constraint::Min(5), Constraint::Length(8)])
        };
        let [terms, meaning] = area.layout(&split);
        Self { terms, meaning }
    }

    fn list(&self) -> Rect {
        let inside = Pane::padded(self.terms);
        Rect { y: inside.y + 2.min(inside.height), height: inside.height.saturating_sub(2), ..inside }
    }
}

impl Screen for GlossaryPage {
    fn contexts(&self, _model: &Model) -> Vec<Context> {
        vec![Context::Find, Context::Overlay]
    }

    fn act(&mut self, action: Action, _model: &mut Model) -> Option<Action> {
        let len = self.hits().len();
        match action {
            Action::Move(Way::Up) => self.cursor.step(-1, len),
            Action::Move(Way::Down) => self.cursor.step(1, len),
            Action::Page(down) => self.cursor.step(if down { 10 } else { -10 }, len),
            Action::Wheel(by) => self.cursor.step(by as isize, len),
            Action::Choose | Action::Glossary => return Some(Action::Close(None)),
            other => return Some(other),
        }
        None
    }

    fn can(&self, action: &Action, _model: &Model) -> bool {
        !matches!(action, Action::Choose | Action::Glossary)
    }

    fn is_typing(&self) -> bool {
        true
    }

    fn type_key(&mut self, key: KeyEvent, model: &mut Model) {
        if self.query.key(key) {
            self.search_afresh(model);
        }
    }

    fn paste(&mut self, text: &str, model: &mut Model) {
        if self.query.insert(text) {
            self.search_afresh(model);
        }
    }

    fn mouse(&mut self, event: MouseEvent, area: Rect, _model: &mut Model) -> Option<Action> {
        match event.kind {
            MouseEventKind::ScrollDown => Some(Action::Wheel(1)),
            MouseEventKind::ScrollUp => Some(Action::Wheel(-1)),
            MouseEventKind::Down(MouseButton::Left) => {
                let list = Areas::of(area).list();
                if list.contains((event.column, event.row).into()) {
                    self.cursor.at = self.cursor.top + usize::from(event.row - list.y);
                }
                None
            }
            _ => None,
        }
    }

    fn settle(&mut self, area: Rect, model: &mut Model) {
        if self.hits.is_none() {
            self.search(model);
        }
        let rows = Areas::of(area).list().height;
        self.cursor.settle(self.hits().len(), usize::from(rows));
    }

    fn draw(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        let areas = Areas::of(area);
        self.draw_terms(model, &areas, buf);
        self.draw_meaning(model, areas.meaning, buf);
    }

    fn caret(&self, _model: &Model, area: Rect) -> Option<(u16, u16)> {
        Some(self.query.caret(find::query_area(Pane::padded(Areas::of(area).terms))))
    }

    fn wants(&self, _model: &Model, body: Rect) -> Option<(u16, u16)> {
        Some((body.width.min(96), body.height.min(26)))
    }
}

impl GlossaryPage {
    fn draw_terms(&self, model: &Model, areas: &Areas, buf: &mut Buffer) {
        let theme = model.theme();
        let g = Glyphs::pick(model.settings.ascii);
        Pane::new(model, say::TITLE).focus(true).right(say::found(self.hits().len())).draw(areas.terms, buf);
        find::draw_query(model, &self.query, say::PROMPT, Pane::padded(areas.terms), buf);
        let list = areas.list();
        if self.hits().is_empty() {
            let text = if model.pack.is_some() { say::NOTHING } else { say::WAIT };
            Paragraph::new(text).style(theme.style(Role::Muted)).wrap(Wrap { trim: true }).render(list, buf);
        }
        let terms = terms(model);
        for (y, i) in self.cursor.window(self.hits().len(), usize::from(list.height)).enumerate() {
            let hit = &self.hits()[i];
            let Some(term) = terms.get(hit.index) else { continue };
            let line = Rect { y: list.y + y as u16, height: 1, ..list };
            let selected = i == self.cursor.at;
            let mut spans = vec![Span::raw(format!("{} ", if selected { g.pointer } else { " " }))];
            let name = cut(&term.term, usize::from(list.width).saturating_sub(2));
            spans.extend(find::marked(&name, &hit.at, theme.style(Role::Text), theme.style(Role::Key)));
            Paragraph::new(Line::from(spans)).render(line, buf);
            if selected {
                buf.set_style(line, theme.style(Role::Selected));
            }
        }
    }

    fn draw_meaning(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        let theme = model.theme();
        let term = self.hits().get(self.cursor.at).and_then(|hit| terms(model).get(hit.index));
        let Some(term) = term else {
            Pane::new(model, "").draw(area, buf);
            return;
        };
        let inside = Pane::padded(area);
        let columns = usize::from(inside.width);
        let title = cut(&term.term, columns);
        Pane::new(model, title).draw(area, buf);
        let mut lines = markdown::lines(&term.meaning, columns, &theme, model.settings.ascii);
        if !term.also.is_empty() {
            lines.push(Line::default());
            let also = format!("{}{}", say::ALSO, term.also.join(", "));
            lines.extend(wrap(&also, columns).into_iter().map(|l| Line::styled(l, theme.style(Role::Muted))));
        }
        Paragraph::new(lines).render(inside, buf);
    }
}

#[cfg(test)]
mod tests;
