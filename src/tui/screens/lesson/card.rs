//! A task as the student reads it: as a card in the text, and in short above the board.

use std::ops::Range;

use ratatui::{
    style::Style,
    text::{Line, Span},
};

use super::{LessonScreen, News, pages, practice, work::mark_key};
use crate::{
    domain::lesson::{Choose, Task, TaskRecord},
    tui::{
        action::Action,
        keymap::{Context, key_of},
        model::Model,
        strings::lesson as say,
        theme::{Role, Theme},
        widgets::{
            glyphs::Glyphs,
            markdown,
            words::{cut, width, wrap},
        },
    },
};

/// What lines are made with.
#[derive(Clone, Copy)]
pub struct Look {
    /// The theme.
    pub theme: Theme,
    /// The signs.
    pub glyphs: Glyphs,
    /// How long a line may be.
    pub columns: usize,
}

impl Look {
    /// Takes the student's settings.
    pub fn of(model: &Model, columns: usize) -> Self {
        Self { theme: model.theme(), glyphs: Glyphs::pick(model.settings.ascii), columns }
    }

    /// Wraps a plain text; lines after the first are indented below it.
    pub fn text(&self, lead: &str, text: &str, role: Role) -> Vec<Line<'static>> {
        let style = self.theme.style(role);
        let indent = width(lead);
        let lines = wrap(&crate::domain::text::clean_line(text), self.columns.saturating_sub(indent).max(8));
        let line = |(i, l): (usize, String)| {
            let before = if i == 0 { lead.to_owned() } else { " ".repeat(indent) };
            Line::styled(format!("{before}{l}"), style)
        };
        lines.into_iter().enumerate().map(line).collect()
    }

    /// Sets Markdown.
    pub fn markdown(&self, text: &str) -> Vec<Line<'static>> {
        markdown::lines(text, self.columns, &self.theme, self.glyphs.ascii)
    }

    /// Puts lines in a frame. The lines must leave four columns for it.
    pub fn framed(&self, lines: Vec<Line<'static>>, (left, right): (&str, &str), style: Style) -> Vec<Line<'static>> {
        let [tl, tr, bl, br, side] =
            if self.glyphs.ascii { ["+", "+", "+", "+", "|"] } else { ["╭", "╮", "╰", "╯", "│"] };
        let dash = self.glyphs.dash;
        let inner = self.columns.saturating_sub(4);
        let left = cut(left, inner.saturating_sub(2));
        let room = inner.saturating_sub(width(&left));
        let right = if room > width(right) + 2 { format!(" {right} ") } else { String::new() };
        let gap = (inner + 1).saturating_sub(width(&left) + 2 + width(&right));
        let top = format!("{tl}{dash} {left} {}{right}{dash}{tr}", dash.repeat(gap.saturating_sub(1)));
        let mut out = vec![Line::styled(top, style)];
        for line in lines {
            let pad = " ".repeat(inner.saturating_sub(line.width()));
            let mut spans = vec![Span::styled(format!("{side} "), style)];
            spans.extend(line.spans.into_iter().map(|s| s.patch_style(line.style)));
            spans.extend([Span::raw(pad), Span::styled(format!(" {side}"), style)]);
            out.push(Line::from(spans));
        }
        out.push(Line::styled(format!("{bl}{}{br}", dash.repeat(self.columns.saturating_sub(2))), style));
        out
    }
}

/// A task with what is known of it.
pub struct Card<'a> {
    screen: &'a LessonScreen,
    task: &'a Task,
    record: TaskRecord,
}

/// Lines, and which of them stand for each answer offered.
#[derive(Default)]
pub struct Lines {
    /// The lines.
    pub lines: Vec<Line<'static>>,
    /// The lines of each answer.
    pub options: Vec<Range<usize>>,
}

impl<'a> Card<'a> {
    /// Looks the task at hand up.
    pub fn of(screen: &'a LessonScreen, model: &'a Model) -> Option<Self> {
        let task = screen.task(model)?;
        Some(Self { screen, task, record: pages::record_of(screen.record(model), task) })
    }

    /// Returns sign, word and role of its state.
    pub fn state(&self, glyphs: &Glyphs) -> (&'static str, &'static str, Role) {
        match (self.record.done, self.record.solution_seen) {
            (true, false) => (glyphs.yes, say::DONE, Role::Good),
            (true, true) => (glyphs.yes, say::SHOWN, Role::Good),
            (false, _) => (glyphs.part, say::OPEN, Role::Accent),
        }
    }

    /// Sets the task in a frame.
    pub fn lines(&self, look: &Look) -> Lines {
        let inner = Look { columns: look.columns.saturating_sub(4), ..*look };
        let mut card = self.body(&inner);
        let (sign, word, role) = self.state(&look.glyphs);
        let number = say::task(self.screen.at + 1);
        card.lines = look.framed(card.lines, (&number, &format!("{sign} {word}")), look.theme.style(role));
        for option in &mut card.options {
            *option = option.start + 1..option.end + 1;
        }
        card
    }

    fn body(&self, look: &Look) -> Lines {
        let mut out = Lines { lines: look.text("", &self.task.title, Role::Title), options: Vec::new() };
        out.lines.extend(look.markdown(&self.task.say));
        if let Some(choose) = &self.task.choose {
            out.lines.push(Line::default());
            self.options(choose, look, &mut out);
        }
        practice::lines(self.screen, (self.task, &self.record), look, &mut out);
        if self.record.hints > 0 {
            out.lines.push(Line::default());
        }
        for (i, hint) in self.task.hints.iter().take(usize::from(self.record.hints)).enumerate() {
            out.lines.extend(look.markdown(&format!("*{}*{hint}", say::hint(i + 1).trim_end()).replace(":*", ":* ")));
        }
        out.lines.push(Line::default());
        out.lines.extend(self.news(look));
        out.lines.extend(self.how_on(look));
        out
    }

    fn options(&self, choose: &Choose, look: &Look, out: &mut Lines) {
        for (i, option) in choose.options.iter().enumerate() {
            let from = out.lines.len();
            let chosen = self.record.chosen == Some(i);
            let (sign, role) = match (chosen, i == choose.right) {
                (true, true) => (look.glyphs.yes, Role::Good),
                (true, false) => (look.glyphs.no, Role::Bad),
                _ => (" ", Role::Text),
            };
            let lead = format!("{sign} {} ", i + 1);
            let mut lines = look.text(&lead, option, role);
            if let Some(first) = lines.first_mut().filter(|_| !chosen) {
                let rest: String = first.to_string().chars().skip(lead.chars().count()).collect();
                *first = Line::from(vec![
                    Span::styled(lead, look.theme.style(Role::Key)),
                    Span::styled(rest, look.theme.style(role)),
                ]);
            }
            out.lines.extend(lines);
            if let Some(because) = choose.because.get(i).filter(|_| chosen) {
                out.lines.extend(look.text("    ", because, Role::Text));
            }
            out.options.push(from..out.lines.len());
        }
    }

    /// What the lab said last; a hint stands among the hints already.
    fn news(&self, look: &Look) -> Vec<Line<'static>> {
        if self.record.done {
            return self.done(look);
        }
        match &self.screen.news {
            // The reason stands below the answer already.
            Some(News::Wrong(_)) if self.task.choose.is_some() => Vec::new(),
            Some(News::Wrong(why)) => look.text(&format!("{} ", look.glyphs.warn), why, Role::Warn),
            Some(News::Solution(text)) => look.text("", text, Role::Text),
            Some(News::Next(text)) => look.text("", text, Role::Accent),
            _ => Vec::new(),
        }
    }

    fn done(&self, look: &Look) -> Vec<Line<'static>> {
        let mut lines = Vec::new();
        if let (Some(News::Done), true) = (&self.screen.news, self.record.solution_seen && self.task.solved.is_some()) {
            lines.extend(look.text("", say::SOLUTION_LOADED, Role::Text));
        }
        let mut done = look.markdown(&self.task.done);
        if let Some(first) = done.first_mut() {
            first.spans.insert(0, Span::styled(format!("{} ", look.glyphs.yes), look.theme.style(Role::Good)));
            // The sign took two columns from the first line.
            if first.width() > look.columns {
                let narrow = Look { columns: look.columns.saturating_sub(2), ..*look };
                done = narrow.markdown(&self.task.done);
                indent(&mut done, (look.glyphs.yes, look.theme.style(Role::Good)));
            }
        }
        lines.extend(done);
        lines
    }

    /// How the student can go on from here.
    fn how_on(&self, look: &Look) -> Vec<Line<'static>> {
        let key = |action: Action| key_of(Context::Lesson, &action);
        if self.record.done {
            let text = if self.screen.finished {
                say::finish(key(Action::NextStage))
            } else {
                say::next(key(Action::NextStage))
            };
            return look.text("", &text, Role::Accent);
        }
        let mut lines = Vec::new();
        if let Some(choose) = &self.task.choose {
            lines.extend(look.text("", &say::answer(choose.options.len()), Role::Accent));
        }
        if self.task.point.is_some() {
            lines.extend(look.text("", &say::point(mark_key(), key(Action::Confirm)), Role::Accent));
        }
        if let Some(run) = &self.task.run {
            lines.extend(practice::how_on(run, &self.record, look));
        }
        if !self.screen.on_board && self.task.choose.is_none() {
            lines.extend(look.text("", &say::to_board(key(Action::Next)), Role::Muted));
        }
        let hint = match self.record.hints {
            0 => say::stuck(key(Action::Hint)),
            n @ 1..=2 => say::more_hints(key(Action::Hint), 3 - usize::from(n)),
            _ if self.task.solved.is_some() || self.task.choose.is_some() || self.task.point.is_some() => {
                say::solution(key(Action::Solution))
            }
            _ => say::NO_MORE_HINTS.to_owned(),
        };
        lines.extend(look.text("", &hint, Role::Muted));
        lines
    }
}

fn indent(lines: &mut [Line<'static>], (sign, style): (&'static str, Style)) {
    for (i, line) in lines.iter_mut().enumerate() {
        let lead = if i == 0 { Span::styled(format!("{sign} "), style) } else { Span::raw("  ") };
        line.spans.insert(0, lead);
    }
}

/// Returns the task in short for above the board: what the lab said last, then what to do.
pub fn strip(screen: &LessonScreen, model: &Model, columns: usize) -> Vec<Line<'static>> {
    let look = Look::of(model, columns);
    let Some(card) = Card::of(screen, model) else { return Vec::new() };
    let key = |action: Action| key_of(Context::Lesson, &action);
    if card.record.done {
        let mut lines = card.done(&look);
        lines.extend(card.how_on(&look));
        return lines;
    }
    let mut lines = match &screen.news {
        Some(News::Hint(n)) => {
            look.markdown(&format!("*{}* {}", say::hint(*n).trim_end(), card.task.hints[n.saturating_sub(1).min(2)]))
        }
        _ => card.news(&look),
    };
    lines.extend(look.markdown(&card.task.say));
    if let Some(choose) = &card.task.choose {
        lines.extend(look.text("", &say::answer_from_board(key(Action::Next), choose.options.len()), Role::Accent));
    }
    if card.task.point.is_some() {
        lines.extend(look.text("", &say::point(mark_key(), key(Action::Confirm)), Role::Accent));
    }
    if let Some(run) = &card.task.run {
        lines.extend(practice::how_on(run, &card.record, &look));
    }
    lines
}
