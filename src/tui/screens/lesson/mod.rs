//! A lesson: its text with tasks on one side, a practice board on the other.
//!
//! One page at a time: the text since the task before, and the task. What the student does on the
//! board is judged after every step; what is found out goes to the progress in the model. This
//! screen draws no board and knows no key: the board is the editor's, keys are the keymap's.

mod card;
mod chart;
mod layout;
mod pages;
mod practice;
mod sheet;
mod view;
mod work;

use crossterm::event::{KeyEvent, MouseButton, MouseEvent, MouseEventKind};
use ratatui::{buffer::Buffer, layout::Rect};

use self::{layout::Areas, sheet::Sheet};
use crate::{
    domain::{
        id::LessonId,
        lesson::{Deed, Lesson, Task},
        progress::LessonRecord,
    },
    store::Desk,
    tui::{
        action::{Action, RunAction, Way},
        board::Editor,
        keymap::Context,
        model::Model,
        screen::Screen,
        strings::lesson as say,
        widgets::scroll::Scroll,
    },
};

/// What the lab said last about the task at hand.
#[derive(Clone, Debug, PartialEq, Eq)]
enum News {
    /// It is done.
    Done,
    /// It is not, and why.
    Wrong(String),
    /// A hint was opened.
    Hint(usize),
    /// The solution is to be seen.
    Solution(String),
    /// What to do next.
    Next(String),
}

/// A lesson.
#[expect(clippy::struct_excessive_bools, reason = "they are independent of each other")]
pub struct LessonScreen {
    id: LessonId,
    /// The page shown.
    at: usize,
    on_board: bool,
    wide: bool,
    scroll: Scroll,
    /// Nothing until the practice board is open.
    editor: Option<Editor>,
    /// The steps of the board that were judged.
    judged: u64,
    news: Option<News>,
    /// Scrolls to the news once it is known how long the text is.
    to_news: bool,
    /// The last open task was done on this page.
    finished: bool,
    /// The student was asked whether to show the solution already.
    sure: bool,
    /// The place of the task's knob.
    knob: usize,
    /// A run was ordered and has not come yet.
    waiting: bool,
}

impl LessonScreen {
    /// Opens a lesson where the student left it.
    pub fn new(id: LessonId, _model: &Model) -> Self {
        Self {
            id,
            at: 0,
            on_board: false,
            wide: false,
            scroll: Scroll::default(),
            editor: None,
            judged: 0,
            news: None,
            to_news: false,
            finished: false,
            sure: false,
            knob: 0,
            waiting: false,
        }
    }

    fn lesson<'m>(&self, model: &'m Model) -> Option<&'m Lesson> {
        model.lesson(&self.id)
    }

    fn record<'m>(&self, model: &'m Model) -> Option<&'m LessonRecord> {
        model.progress.lessons.get(&self.id)
    }

    fn task<'m>(&self, model: &'m Model) -> Option<&'m Task> {
        self.lesson(model)?.tasks().nth(self.at)
    }

    fn tasks(&self, model: &Model) -> usize {
        self.lesson(model).map_or(0, |l| l.tasks().count())
    }

    fn is_done(&self, model: &Model) -> bool {
        self.task(model).is_some_and(|t| pages::record_of(self.record(model), t).done)
    }

    fn is_open(&self, model: &Model) -> bool {
        self.editor.is_some() && self.task(model).is_some() && !self.is_done(model)
    }

    fn areas(&self, model: &Model, area: Rect) -> Areas {
        let strip = layout::strip_rows(area, self, model);
        Areas::of(area, self.on_board, strip)
    }

    /// Opens the practice board once it is there, and again after a reset.
    fn open(&mut self, model: &mut Model) {
        let desk = model.desk.as_ref().is_some_and(|d| d.key == Desk::Lesson(self.id.clone()));
        let Some(lesson) = self.lesson(model).filter(|_| desk) else { return };
        let record = self.record(model);
        if self.editor.is_some() && record.is_some() {
            return;
        }
        let last = record.map(|r| r.at_task.as_str()).unwrap_or_default();
        self.at = match lesson.tasks().position(|t| t.id == last) {
            Some(at) => at,
            None if record.is_some_and(|r| r.done) => lesson.tasks().count(),
            None => 0,
        };
        let cursor = record.and_then(|r| r.cursor);
        let mut editor = Editor::new(model).without_panes();
        if let Some(cell) = cursor {
            editor.put_cursor(cell);
        }
        self.editor = Some(editor);
        self.on_board = false;
        self.arrive(model);
    }

    /// Lets the board have an action first while it has the focus. Returns what is left of it.
    fn offer(&mut self, action: Action, model: &mut Model) -> Option<Action> {
        let for_board = matches!(action, Action::Board(_));
        let Some(editor) = self.editor.as_mut().filter(|_| self.on_board || for_board) else { return Some(action) };
        self.on_board = true;
        let left = editor.act(action, model);
        self.after_board(model);
        left
    }

    fn own(&mut self, action: Action, model: &mut Model) -> Option<Action> {
        match action {
            Action::Move(Way::Up) => self.scroll.by(-1),
            Action::Move(Way::Down) => self.scroll.by(1),
            Action::Page(down) => self.scroll.page(down),
            Action::End(last) => self.scroll.end(last),
            Action::Wheel(by) => self.scroll.by(by as isize),
            Action::Next | Action::Previous => self.on_board = !self.on_board && self.editor.is_some(),
            Action::Continue => return self.go_on(model),
            Action::NextStage => return self.next_page(model),
            Action::PreviousStage => self.turn_to(self.at.saturating_sub(1), model),
            Action::Pick(n) if self.practice(model).is_some() => self.foretell(n, model),
            Action::Pick(n) => self.answer(n, model),
            Action::Run(RunAction::Start) => self.start_run(model),
            Action::Move(way) => self.turn_knob(way, model),
            Action::Hint => self.open_hint(model),
            Action::Solution => self.show_solution(model),
            Action::Confirm => self.check(model),
            Action::ResetTask => self.reset_task(model),
            Action::Reset if self.editor.is_none() => {}
            Action::Back if self.on_board => self.on_board = false,
            Action::Back | Action::Go(_) | Action::Quit => {
                self.keep_cursor(model);
                return Some(action);
            }
            other => return Some(other),
        }
        None
    }

    /// Returns whether one line is being typed on the board: there the text is not to be gone to.
    fn is_naming(&self, model: &Model) -> bool {
        let editor = self.editor.as_ref().filter(|_| self.on_board);
        editor.is_some_and(|e| e.contexts(model).contains(&Context::Line))
    }

    /// The contexts of the text.
    fn reading(&self, model: &Model) -> Vec<Context> {
        let chooses = self.is_open(model) && self.task(model).is_some_and(|t| t.choose.is_some());
        let choices = (chooses || self.foretells(model).is_some()).then_some(Context::Choices);
        let knob = self.practice(model).map(|_| Context::Knob);
        choices.into_iter().chain(knob).chain([Context::Reading, Context::List]).collect()
    }

    fn sheet(&self, model: &Model, columns: usize) -> Sheet {
        match self.lesson(model) {
            Some(lesson) => sheet::of(self, lesson, model, columns),
            None => Sheet::default(),
        }
    }

    fn mouse_on_text(&mut self, event: MouseEvent, text: Rect, model: &Model) -> Option<Action> {
        match event.kind {
            MouseEventKind::ScrollDown => Some(Action::Wheel(2)),
            MouseEventKind::ScrollUp => Some(Action::Wheel(-2)),
            MouseEventKind::Down(MouseButton::Left) => {
                self.on_board = false;
                let column = layout::column(text);
                let line = self.scroll.top + usize::from(event.row.checked_sub(column.y)?);
                let sheet = self.sheet(model, usize::from(column.width));
                sheet.options.iter().position(|o| o.contains(&line)).map(Action::Pick)
            }
            _ => None,
        }
    }
}

impl Screen for LessonScreen {
    fn contexts(&self, model: &Model) -> Vec<Context> {
        let mut contexts = match &self.editor {
            Some(editor) if self.on_board => editor.contexts(model),
            _ => self.reading(model),
        };
        // While a name is typed its own keys are the only ones: Enter takes it, Tab would lose it.
        if !self.is_naming(model) {
            contexts.push(Context::Lesson);
        }
        contexts
    }

    fn act(&mut self, action: Action, model: &mut Model) -> Option<Action> {
        if action != Action::Solution {
            self.sure = false;
        }
        if matches!(action, Action::Help | Action::Commands) {
            self.note_deeds(&[Deed::Help], model);
        }
        let left = self.offer(action, model)?;
        self.own(left, model)
    }

    fn can(&self, action: &Action, model: &Model) -> bool {
        match action {
            Action::Confirm if self.is_naming(model) => true,
            Action::Hint => self.is_open(model) && self.hints_opened(model) < 3,
            Action::Solution => self.is_open(model) && self.has_solution(model),
            Action::Confirm => self.is_open(model) && self.task(model).is_some_and(|t| t.point.is_some()),
            Action::Run(RunAction::Start) => self.may_run(model),
            Action::Move(way @ (Way::Left | Way::Right)) if !self.on_board => self.can_turn(*way, model),
            Action::Pick(n) if self.practice(model).is_some() => self.foretells(model).is_some_and(|o| *n < o),
            Action::Pick(n) => self.task(model).and_then(|t| t.choose.as_ref()).is_some_and(|c| *n < c.options.len()),
            Action::NextStage | Action::Continue => self.lesson(model).is_some(),
            Action::PreviousStage => self.at > 0,
            Action::Next | Action::Previous | Action::Reset => self.editor.is_some(),
            Action::Board(_) | Action::Choose => self.editor.as_ref().is_some_and(|e| e.can(action, model)),
            _ if self.on_board => self.editor.as_ref().is_none_or(|e| e.can(action, model)),
            _ => true,
        }
    }

    fn is_typing(&self) -> bool {
        self.on_board && self.editor.as_ref().is_some_and(Screen::is_typing)
    }

    fn type_key(&mut self, key: KeyEvent, model: &mut Model) {
        if let Some(editor) = &mut self.editor {
            editor.type_key(key, model);
        }
        self.after_board(model);
    }

    fn paste(&mut self, text: &str, model: &mut Model) {
        if let Some(editor) = self.editor.as_mut().filter(|_| self.on_board) {
            editor.paste(text, model);
        }
        self.after_board(model);
    }

    fn mouse(&mut self, event: MouseEvent, area: Rect, model: &mut Model) -> Option<Action> {
        let areas = self.areas(model, area);
        let at = (event.column, event.row).into();
        if let Some(text) = areas.text.filter(|t| t.contains(at)) {
            return self.mouse_on_text(event, text, model);
        }
        let is_press = matches!(event.kind, MouseEventKind::Down(_));
        if areas.strip.is_some_and(|s| s.contains(at)) {
            return (is_press && self.on_board).then_some(Action::Next);
        }
        let (board, editor) = (areas.board?, self.editor.as_mut()?);
        self.on_board |= is_press;
        let action = editor.mouse(event, board, model);
        let left = action.and_then(|a| editor.act(a, model));
        self.after_board(model);
        left.and_then(|a| self.own(a, model))
    }

    fn settle(&mut self, area: Rect, model: &mut Model) {
        self.wide = layout::is_wide(area);
        self.open(model);
        self.take_seen(model);
        let areas = self.areas(model, area);
        if let Some(editor) = &mut self.editor {
            editor.set_focus(self.on_board);
            editor.settle(areas.board.unwrap_or(area), model);
        }
        let Some(text) = areas.text else { return };
        let column = layout::column(text);
        let lines = self.sheet(model, usize::from(column.width)).lines.len();
        self.scroll.settle(lines, usize::from(column.height));
        if std::mem::take(&mut self.to_news) {
            self.scroll.end(true);
        }
    }

    fn draw(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        view::draw(self, model, area, buf);
    }

    fn path(&self, model: &Model) -> Vec<String> {
        let title = model.heads.lessons.iter().find(|l| l.id == self.id).map(|l| l.title.clone());
        let title = title.unwrap_or_else(|| self.id.to_string());
        vec![say::PATH.to_owned(), crate::domain::text::clean_line(&title)]
    }

    fn caret(&self, model: &Model, area: Rect) -> Option<(u16, u16)> {
        let editor = self.editor.as_ref().filter(|_| self.on_board)?;
        editor.caret(model, self.areas(model, area).board?)
    }
}

#[cfg(test)]
mod tests;
