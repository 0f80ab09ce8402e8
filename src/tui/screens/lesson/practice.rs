//! Running the practice board for a task: foretelling, running, turning the knob, taking what came
//! of it. The run itself is worked out elsewhere; its figures end up in the record of the task.

use std::collections::BTreeSet;

use ratatui::text::{Line, Span};

use super::{
    LessonScreen, News,
    card::{Lines, Look},
    chart,
};
use crate::{
    domain::{
        edit::{Edit, Step},
        lesson::{Task, TaskRecord},
        practice::{Practice, Predict},
    },
    review::task::amount,
    sim::practice::turned,
    tui::{
        action::{Action, RunAction, Way},
        keymap::{Context, key_of},
        model::Model,
        running::Trying,
        strings::practice as say,
        theme::Role,
    },
};

impl LessonScreen {
    pub(super) fn practice<'m>(&self, model: &'m Model) -> Option<&'m Practice> {
        self.task(model)?.run.as_ref()
    }

    /// Whether digits say what will happen.
    pub(super) fn foretells(&self, model: &Model) -> Option<usize> {
        let predict = self.practice(model)?.predict.as_ref()?;
        let open = self.editor.is_some() && self.task_record(model).runs.is_empty();
        open.then_some(predict.options.len())
    }

    /// Takes what the student says will happen.
    pub(super) fn foretell(&mut self, n: usize, model: &mut Model) {
        if self.foretells(model).is_some_and(|options| n < options) {
            self.change(model, |record| record.chosen = Some(n));
            self.tell(News::Next(say::FORETOLD.to_owned()));
        }
    }

    /// Whether the board can be run now: what is to be foretold was said.
    pub(super) fn may_run(&self, model: &Model) -> bool {
        let Some(practice) = self.practice(model) else { return false };
        self.editor.is_some() && (practice.predict.is_none() || self.task_record(model).chosen.is_some())
    }

    /// Orders the run of the task at hand.
    pub(super) fn start_run(&mut self, model: &mut Model) {
        let Some(practice) = self.practice(model) else { return };
        if let (false, Some(predict)) = (self.may_run(model), &practice.predict) {
            self.tell(News::Wrong(say::foretell(predict.options.len())));
            return;
        }
        let turn = practice.knob.as_ref().map(|k| self.knob.min(k.values.len().saturating_sub(1)));
        self.set_knob(turn, model);
        let Some(task) = self.task(model).map(|t| t.id.clone()) else { return };
        self.waiting = true;
        self.tell(News::Next(say::RUNNING.to_owned()));
        model.order_practice(Trying { lesson: self.id.clone(), task, turn });
    }

    fn set_knob(&mut self, turn: Option<usize>, model: &mut Model) {
        let Some((board, pack)) = model.board().zip(model.pack.as_ref()) else { return };
        let Some(practice) = self.practice(model) else { return };
        let edit = Edit::between(say::KNOB_EDIT, board, &turned(board, &pack.catalogue, practice, turn));
        model.take(Step::Do(edit));
        self.judged = model.desk.as_ref().map_or(0, |d| d.steps);
    }

    /// Where the knob would stand after a turn, if it goes that far.
    fn turned_to(&self, way: Way, model: &Model) -> Option<usize> {
        let knob = self.practice(model)?.knob.as_ref()?;
        let next = if way == Way::Left { self.knob.checked_sub(1)? } else { self.knob + 1 };
        (next < knob.values.len()).then_some(next)
    }

    /// Says whether the knob can be turned this way.
    pub(super) fn can_turn(&self, way: Way, model: &Model) -> bool {
        self.turned_to(way, model).is_some()
    }

    /// Turns the knob; once something was foretold, the board is run at once.
    pub(super) fn turn_knob(&mut self, way: Way, model: &mut Model) {
        if let Some(next) = self.turned_to(way, model) {
            self.knob = next;
            self.start_run(model);
        }
    }

    /// Takes what a run has shown, or why there was none.
    pub(super) fn take_seen(&mut self, model: &mut Model) {
        if let Some(why) = model.running.refused.take_if(|_| self.waiting) {
            self.waiting = false;
            self.tell(News::Wrong(why));
        }
        let Some((trying, seen)) = model.running.seen.take_if(|(t, _)| t.lesson == self.id) else { return };
        self.waiting = false;
        let lesson = model.progress.lessons.entry(self.id.clone()).or_default();
        lesson.tasks.entry(trying.task.clone()).or_default().keep_run(*seen);
        model.keep_progress();
        if self.task(model).is_some_and(|t| t.id == trying.task) {
            self.judge_run(model);
        }
    }

    fn judge_run(&mut self, model: &mut Model) {
        if !self.is_open(model) {
            self.tell(News::Done);
            return;
        }
        let record = self.task_record(model);
        match self.verdict(model, &record, &BTreeSet::new()) {
            Some(v) if v.done => self.praise(model),
            Some(v) => self.tell(News::Next(v.why)),
            None => {}
        }
    }
}

/// Sets what is to be foretold, the knob, and what the runs have shown.
pub(super) fn lines(screen: &LessonScreen, (task, record): (&Task, &TaskRecord), look: &Look, out: &mut Lines) {
    let Some(practice) = &task.run else { return };
    if let Some(predict) = &practice.predict {
        out.lines.push(Line::default());
        out.lines.extend(look.markdown(&predict.ask));
        guesses(practice, (predict, record), look, out);
    }
    if let Some(knob) = &practice.knob {
        let place = knob.labels.get(screen.knob).map_or("", String::as_str);
        out.lines.push(Line::default());
        out.lines.extend(look.text("", &say::knob(&knob.name, place, look.glyphs.ascii), Role::Accent));
    }
    out.lines.extend(chart::lines(practice, &record.runs, look));
    if let Some(last) = record.runs.last() {
        out.lines.extend(said_and_shown(practice, record, look));
        out.lines.extend(look.text("", &last.why, Role::Muted));
    }
}

fn guesses(practice: &Practice, (predict, record): (&Predict, &TaskRecord), look: &Look, out: &mut Lines) {
    let shown = practice.predicted(&record.runs).map(|s| s.figure(practice.main()));
    for (i, guess) in predict.options.iter().enumerate() {
        let from = out.lines.len();
        let chosen = record.chosen == Some(i);
        let (sign, role) = match (shown.map(|v| guess.holds(v)), chosen) {
            (Some(true), _) => (look.glyphs.yes, Role::Good),
            (Some(false), true) => (look.glyphs.no, Role::Bad),
            (None, true) => (look.glyphs.pointer, Role::Accent),
            _ => (" ", Role::Text),
        };
        let mut lines = look.text(&format!("{sign} {} ", i + 1), &guess.text, role);
        if let Some(first) = lines.first_mut().filter(|_| shown.is_none() && !chosen) {
            let rest: String = first.to_string().chars().skip(4).collect();
            let lead = Span::styled(format!("  {} ", i + 1), look.theme.style(Role::Key));
            *first = Line::from(vec![lead, Span::styled(rest, look.theme.style(role))]);
        }
        out.lines.extend(lines);
        out.options.push(from..out.lines.len());
    }
}

/// What the student said, beside what the run has shown.
fn said_and_shown(practice: &Practice, record: &TaskRecord, look: &Look) -> Vec<Line<'static>> {
    let guess = practice.predict.as_ref().zip(record.chosen).and_then(|(p, n)| p.options.get(n));
    let Some((guess, seen)) = guess.zip(practice.predicted(&record.runs)) else { return Vec::new() };
    let value = seen.figure(practice.main());
    let (right, shown) = (guess.holds(value), amount(practice.main(), value));
    look.text("", &say::you_said(guess.text.trim_end_matches('.'), right, &shown), Role::Text)
}

/// How to go on with a run.
pub(super) fn how_on(practice: &Practice, record: &TaskRecord, look: &Look) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    match &practice.predict {
        Some(predict) if record.chosen.is_none() => {
            lines.extend(look.text("", &say::foretell(predict.options.len()), Role::Accent));
        }
        _ => {
            let key = key_of(Context::Lesson, &Action::Run(RunAction::Start));
            lines.extend(look.text("", &say::run_it(key), Role::Accent));
        }
    }
    if practice.knob.is_some() {
        let key = |way| key_of(Context::Knob, &Action::Move(way));
        lines.extend(look.text("", &say::turn_it(key(Way::Left), key(Way::Right)), Role::Muted));
    }
    lines
}
