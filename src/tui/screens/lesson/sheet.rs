//! The text of one page as lines: Markdown, then the task's card, or on the last page the end.

use std::ops::Range;

use ratatui::text::Line;

use super::{
    LessonScreen,
    card::{Card, Look},
    pages::{self, Page},
};
use crate::{
    domain::lesson::Lesson,
    tui::{
        action::Action,
        keymap::{Context, key_of},
        model::Model,
        strings::lesson as say,
        theme::Role,
    },
};

/// The lines of a page.
#[derive(Default)]
pub struct Sheet {
    /// The lines.
    pub lines: Vec<Line<'static>>,
    /// The lines of each answer that can be clicked.
    pub options: Vec<Range<usize>>,
}

/// Sets the page that a screen shows.
pub fn of(screen: &LessonScreen, lesson: &Lesson, model: &Model, columns: usize) -> Sheet {
    let look = Look::of(model, columns);
    let pages = pages::pages(lesson);
    let empty = Page::default();
    let page = pages.get(screen.at).unwrap_or(&empty);
    let mut sheet = Sheet::default();
    for text in &page.texts {
        sheet.lines.extend(look.markdown(text));
        sheet.lines.push(Line::default());
    }
    match Card::of(screen, model) {
        Some(card) => {
            let above = sheet.lines.len();
            let card = card.lines(&look);
            sheet.lines.extend(card.lines);
            sheet.options = card.options.into_iter().map(|o| o.start + above..o.end + above).collect();
        }
        None => sheet.lines.extend(the_end(screen, lesson, model, &look)),
    }
    sheet
}

fn the_end(screen: &LessonScreen, lesson: &Lesson, model: &Model, look: &Look) -> Vec<Line<'static>> {
    let inner = Look { columns: look.columns.saturating_sub(4), ..*look };
    let open = pages::open_tasks(lesson, screen.record(model));
    let of = lesson.tasks().count();
    let mut lines = inner.text("", &say::tasks_done(of - open.len(), of), Role::Text);
    for &i in &open {
        if let Some(task) = lesson.tasks().nth(i) {
            lines.extend(inner.text(&format!("{} {} ", look.glyphs.part, say::task(i + 1)), &task.title, Role::Text));
        }
    }
    lines.push(Line::default());
    let key = key_of(Context::Lesson, &Action::NextStage);
    let first = open.first().and_then(|&i| lesson.tasks().nth(i));
    let name = first.map_or_else(|| pages::after(lesson, model).name, |task| say::first_open(&task.title));
    lines.extend(inner.text("", &say::what_next(key, &name), Role::Accent));
    let (title, role) = if open.is_empty() { (say::LESSON_DONE, Role::Good) } else { (say::ALMOST, Role::Accent) };
    let sign = if open.is_empty() { look.glyphs.yes } else { look.glyphs.part };
    look.framed(lines, (title, sign), look.theme.style(role))
}
