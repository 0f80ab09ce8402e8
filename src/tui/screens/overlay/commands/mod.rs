//! The command palette: everything that can be done here, found by a few letters.
//!
//! It makes its rows from the keymap and the places of the lab; it does nothing itself but hand
//! the chosen action on.

mod view;

use crossterm::event::{KeyEvent, MouseButton, MouseEvent, MouseEventKind};
use ratatui::{buffer::Buffer, layout::Rect};

use crate::{
    domain::{attempt::Stage, progress::Place},
    tui::{
        action::{Action, Way},
        keymap::{self, Context},
        model::Model,
        screen::Screen,
        search::{self, Hit, Item},
        strings::commands as say,
        theme::Role,
        widgets::{field::Field, list::Cursor},
    },
};

/// Something that can be done.
struct Row {
    name: String,
    about: String,
    key: &'static str,
    action: Action,
    /// Whether it would do something now.
    can: bool,
}

/// The command palette.
pub struct Commands {
    rows: Vec<Row>,
    query: Field,
    hits: Vec<Hit>,
    cursor: Cursor,
}

impl Commands {
    /// Lists what can be done in these contexts of a screen, and where one can go.
    pub fn new(contexts: &[Context], screen: &dyn Screen, model: &Model) -> Self {
        let mut rows = of_keymap(contexts, &|action| screen.can(action, model));
        rows.extend(places(model));
        let mut palette = Self { rows, query: Field::default(), hits: Vec::new(), cursor: Cursor::default() };
        palette.search();
        palette
    }

    fn search(&mut self) {
        let item = |r: &Row| Item { name: r.name.clone(), more: r.about.clone(), ..Item::default() };
        let items: Vec<Item> = self.rows.iter().map(item).collect();
        self.hits = search::rank(self.query.text(), &items);
        self.cursor = Cursor::default();
    }

    fn selected(&self) -> Option<&Row> {
        self.rows.get(self.hits.get(self.cursor.at)?.index)
    }

    fn choose(&self, model: &mut Model) -> Option<Action> {
        let row = self.selected()?;
        if row.can {
            return Some(Action::Close(Some(Box::new(row.action.clone()))));
        }
        model.say(Role::Warn, say::refused(&row.name));
        None
    }
}

fn of_keymap(contexts: &[Context], can: &dyn Fn(&Action) -> bool) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for (binding, keys) in keymap::reachable(contexts) {
        // The palette itself is open already, and one row per action is enough.
        if binding.action == Action::Commands || rows.iter().any(|r| r.action == binding.action) {
            continue;
        }
        rows.push(Row {
            name: binding.label.to_owned(),
            about: binding.help.to_owned(),
            key: keys.first().copied().unwrap_or_default(),
            action: binding.action.clone(),
            can: can(&binding.action),
        });
    }
    // Moving about is quicker done with its keys than found here.
    rows.sort_by_key(|r| is_moving(&r.action));
    rows
}

fn is_moving(action: &Action) -> bool {
    use crate::tui::action::BoardAction as B;
    matches!(
        action,
        Action::Move(_)
            | Action::Page(_)
            | Action::End(_)
            | Action::Board(B::Cursor(_) | B::Jump(_) | B::NextNode | B::PreviousNode)
    )
}

fn places(model: &Model) -> Vec<Row> {
    let go = |name: String, about: &str, place: Place| Row {
        name,
        about: about.to_owned(),
        key: "",
        action: Action::Go(place),
        can: true,
    };
    let mut rows = vec![go(say::GO_HOME.to_owned(), say::HOME_ABOUT, Place::Home)];
    for lesson in &model.heads.lessons {
        rows.push(go(say::go_lesson(&lesson.title), &lesson.pitch, Place::Lesson(lesson.id.clone())));
    }
    for head in &model.heads.scenarios {
        for stage in Stage::ALL {
            let place = Place::Contract(head.id.clone(), *stage);
            rows.push(go(say::go_stage(&head.title, *stage), &head.pitch, place));
        }
    }
    rows
}

impl Screen for Commands {
    fn contexts(&self, _model: &Model) -> Vec<Context> {
        vec![Context::Find, Context::Overlay]
    }

    fn act(&mut self, action: Action, model: &mut Model) -> Option<Action> {
        let len = self.hits.len();
        match action {
            Action::Move(Way::Up) => self.cursor.step(-1, len),
            Action::Move(Way::Down) => self.cursor.step(1, len),
            Action::Page(down) => self.cursor.step(if down { 10 } else { -10 }, len),
            Action::Wheel(by) => self.cursor.step(by as isize, len),
            Action::Choose => return self.choose(model),
            Action::Commands => return Some(Action::Close(None)),
            other => return Some(other),
        }
        None
    }

    fn can(&self, action: &Action, _model: &Model) -> bool {
        match action {
            Action::Choose => !self.hits.is_empty(),
            Action::Commands => false,
            _ => true,
        }
    }

    fn is_typing(&self) -> bool {
        true
    }

    fn type_key(&mut self, key: KeyEvent, _model: &mut Model) {
        if self.query.key(key) {
            self.search();
        }
    }

    fn paste(&mut self, text: &str, _model: &mut Model) {
        if self.query.insert(text) {
            self.search();
        }
    }

    fn mouse(&mut self, event: MouseEvent, area: Rect, _model: &mut Model) -> Option<Action> {
        match event.kind {
            MouseEventKind::ScrollDown => Some(Action::Wheel(1)),
            MouseEventKind::ScrollUp => Some(Action::Wheel(-1)),
            MouseEventKind::Down(MouseButton::Left) => {
                let row = view::row_at(self, area, (event.column, event.row))?;
                let again = self.cursor.at == row;
                self.cursor.at = row;
                again.then_some(Action::Choose)
            }
            _ => None,
        }
    }

    fn settle(&mut self, area: Rect, _model: &mut Model) {
        let rows = view::Areas::of(area).list.height;
        self.cursor.settle(self.hits.len(), usize::from(rows));
    }

    fn draw(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        view::draw(self, model, area, buf);
    }

    fn caret(&self, _model: &Model, area: Rect) -> Option<(u16, u16)> {
        Some(self.query.caret(view::Areas::of(area).query))
    }

    fn wants(&self, _model: &Model, body: Rect) -> Option<(u16, u16)> {
        Some((body.width.min(96), body.height.min(26)))
    }
}

#[cfg(test)]
mod tests;
