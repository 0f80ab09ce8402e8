//! What a student does in a lesson, and what the lab says to it: deeds, checks, hints, answers,
//! solutions, going on, starting over. All of it ends up in the progress in the model.

use std::collections::BTreeSet;

use super::{LessonScreen, News, pages};
use crate::{
    domain::{
        board::Board,
        edit::{Edit, Step, compose},
        flow::Flow,
        id::NodeId,
        lesson::{Choose, Deed, Task, TaskRecord},
        query::Selector,
    },
    review::task::{Asked, TaskVerdict, judge},
    tui::{
        action::{Action, BoardAction},
        keymap::{Context, key_of},
        model::Model,
        strings::lesson as say,
        theme::Role,
    },
};

impl LessonScreen {
    /// Changes the record of the task at hand and keeps it.
    pub(super) fn change(&self, model: &mut Model, change: impl FnOnce(&mut TaskRecord)) {
        let Some(id) = self.task(model).map(|t| t.id.clone()) else { return };
        let lesson = model.progress.lessons.entry(self.id.clone()).or_default();
        let record = lesson.tasks.entry(id).or_default();
        let before = record.clone();
        change(record);
        if *record != before {
            model.keep_progress();
        }
    }

    pub(super) fn task_record(&self, model: &Model) -> TaskRecord {
        self.task(model).map(|t| pages::record_of(self.record(model), t)).unwrap_or_default()
    }

    pub(super) fn hints_opened(&self, model: &Model) -> usize {
        usize::from(self.task_record(model).hints)
    }

    pub(super) fn has_solution(&self, model: &Model) -> bool {
        self.task(model).is_some_and(|t| t.solved.is_some() || t.point.is_some() || t.choose.is_some())
    }

    /// Begins a page.
    pub(super) fn arrive(&mut self, model: &mut Model) {
        (self.news, self.finished, self.sure, self.waiting) = (None, false, false, false);
        self.knob = self.task_record(model).runs.last().and_then(|r| r.turn).unwrap_or(0);
        self.scroll.end(false);
        let own = |t: &Task| t.fresh || t.started.is_some();
        let task = self.task(model).map(|t| (t.id.clone(), own(t), t.choose.is_some() || t.run.is_some()));
        let (id, fresh, choose) = task.unwrap_or_default();
        if !self.wide || choose || id.is_empty() {
            self.on_board = false;
        }
        let lesson = model.progress.lessons.entry(self.id.clone()).or_default();
        let first_time = !id.is_empty() && !lesson.tasks.contains_key(&id);
        if first_time {
            lesson.tasks.insert(id.clone(), TaskRecord::default());
        }
        lesson.at_task = id;
        model.keep_progress();
        if first_time && fresh {
            self.start_fresh(model);
        }
        self.judged = model.desk.as_ref().map_or(0, |d| d.steps);
        self.judge_quietly(model);
        self.mark_lesson(model);
    }

    /// Puts the task's own board on the desk, or the lesson's, where the task asks for it.
    fn start_fresh(&self, model: &mut Model) {
        let Some((lesson, task)) = self.lesson(model).zip(self.task(model)) else { return };
        let Some(board) = task.begins_on(&lesson.board).map(|b| named_as(&lesson.board, b)) else { return };
        if put_on_board(model, &board, say::FRESH_EDIT) {
            model.say(Role::Text, say::FRESH);
        }
    }

    /// Looks at what the board did since the last time.
    pub(super) fn after_board(&mut self, model: &mut Model) {
        let Some(editor) = &mut self.editor else { return };
        let deeds = editor.take_deeds();
        let steps = model.desk.as_ref().map_or(0, |d| d.steps);
        if deeds.is_empty() && steps == self.judged {
            return;
        }
        self.judged = steps;
        if matches!(self.news, Some(News::Wrong(_))) {
            self.news = None;
        }
        self.note_deeds(&deeds, model);
    }

    /// Notes deeds for the task at hand and judges it.
    pub(super) fn note_deeds(&mut self, deeds: &[Deed], model: &mut Model) {
        if !self.is_open(model) {
            return;
        }
        self.change(model, |record| {
            for deed in deeds {
                if !record.deeds.contains(deed) {
                    record.deeds.push(*deed);
                }
            }
        });
        self.judge_quietly(model);
    }

    pub(super) fn verdict(
        &self,
        model: &Model,
        record: &TaskRecord,
        selected: &BTreeSet<NodeId>,
    ) -> Option<TaskVerdict> {
        let catalogue = &model.pack.as_ref()?.catalogue;
        let (task, board) = (self.task(model)?, model.board()?);
        Some(judge(&Asked { task, board, catalogue, record, selected }))
    }

    /// Judges without a word when it is not done; pointing waits until the student confirms.
    fn judge_quietly(&mut self, model: &mut Model) {
        let waits = |t: &Task| t.point.is_some() || t.choose.is_some() || t.run.is_some();
        if !self.is_open(model) || self.task(model).is_some_and(waits) {
            return;
        }
        let record = self.task_record(model);
        if self.verdict(model, &record, &BTreeSet::new()).is_some_and(|v| v.done) {
            self.praise(model);
        }
    }

    /// Checks the task because the student asked.
    pub(super) fn check(&mut self, model: &mut Model) {
        if !self.is_open(model) {
            return;
        }
        let selected = self.editor.as_ref().map(|e| e.selected(model)).unwrap_or_default();
        let points = self.task(model).is_some_and(|t| t.point.is_some());
        if points && selected.is_empty() {
            self.tell(News::Wrong(say::nothing_selected(mark_key())));
            return;
        }
        let record = self.task_record(model);
        match self.verdict(model, &record, &selected) {
            Some(v) if v.done => self.praise(model),
            Some(v) if points => self.tell(News::Wrong(v.why)),
            Some(v) => self.tell(News::Wrong(say::not_yet(&v.why))),
            None => {}
        }
    }

    pub(super) fn tell(&mut self, news: News) {
        self.news = Some(news);
        self.to_news = true;
    }

    pub(super) fn praise(&mut self, model: &mut Model) {
        self.change(model, |record| record.done = true);
        self.tell(News::Done);
        self.finished = self.mark_lesson(model);
        let key = key_of(Context::Lesson, &Action::NextStage);
        let text = if self.finished { say::praise_last(key) } else { say::praise(self.at + 1, key) };
        model.say(Role::Good, text);
    }

    /// Marks the lesson as done once nothing in it is open. Returns whether that happened now.
    fn mark_lesson(&self, model: &mut Model) -> bool {
        let Some(lesson) = self.lesson(model) else { return false };
        let done = pages::open_tasks(lesson, self.record(model)).is_empty();
        let Some(record) = model.progress.lessons.get_mut(&self.id) else { return false };
        let now = done && !record.done;
        if record.done != done {
            record.done = done;
            model.keep_progress();
        }
        now
    }

    pub(super) fn open_hint(&mut self, model: &mut Model) {
        if !self.is_open(model) {
            return;
        }
        let opened = self.hints_opened(model);
        if opened >= 3 {
            let key = key_of(Context::Lesson, &Action::Solution);
            let text = if self.has_solution(model) { say::solution(key) } else { say::NO_MORE_HINTS.to_owned() };
            model.say(Role::Text, text);
            return;
        }
        self.change(model, |record| record.hints += 1);
        self.tell(News::Hint(opened + 1));
    }

    pub(super) fn show_solution(&mut self, model: &mut Model) {
        if !self.is_open(model) {
            return;
        }
        if !self.has_solution(model) {
            model.say(Role::Text, say::NO_SOLUTION);
            return;
        }
        if self.hints_opened(model) < 3 && !self.sure {
            self.sure = true;
            model.say(Role::Warn, say::sure(key_of(Context::Lesson, &Action::Solution)));
            return;
        }
        self.sure = false;
        self.change(model, |record| record.solution_seen = true);
        match self.task(model).cloned() {
            Some(Task { choose: Some(choose), .. }) => self.answer(choose.right, model),
            Some(Task { point: Some(point), .. }) => self.mark_right(&point.nodes, model),
            _ => self.load_solution(model),
        }
    }

    fn mark_right(&mut self, nodes: &Selector, model: &mut Model) {
        let ids = model.flow().map(|flow: Flow<'_>| flow.ids(&flow.select(nodes))).unwrap_or_default();
        if let Some(editor) = &mut self.editor {
            editor.look_at(&ids, model);
        }
        self.on_board = true;
        self.tell(News::Solution(say::solution_marked(key_of(Context::Lesson, &Action::Confirm))));
    }

    fn load_solution(&mut self, model: &mut Model) {
        let Some(task) = self.task(model) else { return };
        let Some((board, solved)) = model.board().zip(task.solved.as_ref()) else { return };
        // The drawing keeps its name, unless the name is what the task is about.
        let name = task.named.as_ref().unwrap_or(&board.name).clone();
        let next = Board { name, scenario: board.scenario.clone(), ..solved.clone() };
        let edit = Edit::between(say::SOLUTION_EDIT, board, &next);
        model.take(Step::Do(edit));
        self.judged = model.desk.as_ref().map_or(0, |d| d.steps);
        self.tell(News::Solution(say::SOLUTION_LOADED.to_owned()));
        // Who sees the solution need not press the keys as well; the record says that it was seen.
        let did = self.task(model).map(|t| t.did.clone()).unwrap_or_default();
        let record = TaskRecord { deeds: did, ..self.task_record(model) };
        if self.verdict(model, &record, &BTreeSet::new()).is_some_and(|v| v.done) {
            self.praise(model);
        }
    }

    /// Takes one of the answers offered.
    pub(super) fn answer(&mut self, n: usize, model: &mut Model) {
        let choose: Option<Choose> = self.task(model).and_then(|t| t.choose.clone());
        let Some(choose) = choose.filter(|c| n < c.options.len() && self.is_open(model)) else { return };
        self.change(model, |record| record.chosen = Some(n));
        let record = self.task_record(model);
        match self.verdict(model, &record, &BTreeSet::new()) {
            Some(v) if v.done => self.praise(model),
            _ => self.tell(News::Wrong(choose.because.get(n).cloned().unwrap_or_default())),
        }
    }

    /// Turns to a page.
    pub(super) fn turn_to(&mut self, page: usize, model: &mut Model) {
        if page != self.at && page <= self.tasks(model) {
            self.at = page;
            self.arrive(model);
        }
    }

    /// Goes to the next page; from the last one, to what comes after the lesson.
    pub(super) fn next_page(&mut self, model: &mut Model) -> Option<Action> {
        let last = self.tasks(model);
        if self.at < last {
            self.turn_to(if self.finished { last } else { self.at + 1 }, model);
            return None;
        }
        let lesson = self.lesson(model)?;
        if let Some(&open) = pages::open_tasks(lesson, self.record(model)).first() {
            self.turn_to(open, model);
            return None;
        }
        let place = pages::after(lesson, model).place;
        self.keep_cursor(model);
        Some(Action::Go(place))
    }

    /// Goes on from the text: reads on, then to the board, from a finished task to the next page.
    pub(super) fn go_on(&mut self, model: &mut Model) -> Option<Action> {
        if self.scroll.below() > 0 {
            self.scroll.page(true);
            return None;
        }
        if !self.is_open(model) {
            return self.next_page(model);
        }
        if self.may_run(model) && self.task_record(model).runs.is_empty() {
            self.start_run(model);
            return None;
        }
        match self.task(model).and_then(|t| t.choose.as_ref()) {
            Some(choose) => {
                let text = say::answer(choose.options.len());
                model.say(Role::Text, text);
            }
            None => self.on_board = true,
        }
        None
    }

    /// Starts the task at hand over: its record, and the board as it was meant to be found.
    pub(super) fn reset_task(&mut self, model: &mut Model) {
        let (Some(lesson), Some(task)) = (self.lesson(model), self.task(model)) else { return };
        let id = task.id.clone();
        let before = lesson.tasks().take(self.at).collect::<Vec<_>>();
        let left = |t: &&Task| t.solved.clone().or_else(|| t.begins_on(&lesson.board).cloned());
        let own = task.begins_on(&lesson.board).cloned();
        let board = own.or_else(|| before.iter().rev().find_map(left)).unwrap_or_else(|| lesson.board.clone());
        let board = named_as(&lesson.board, &board);
        put_on_board(model, &board, say::FRESH_EDIT);
        if let Some(record) = model.progress.lessons.get_mut(&self.id) {
            record.tasks.insert(id, TaskRecord::default());
            record.done = false;
        }
        self.arrive(model);
        model.say(Role::Text, say::FRESH);
    }

    /// Keeps where the cursor stands, for when the student returns.
    pub(super) fn keep_cursor(&self, model: &mut Model) {
        let Some(editor) = &self.editor else { return };
        let cursor = editor.cursor();
        let Some(record) = model.progress.lessons.get_mut(&self.id) else { return };
        if record.cursor != Some(cursor) {
            record.cursor = Some(cursor);
            model.keep_progress();
        }
    }
}

/// A board under the drawing's name of the lesson.
fn named_as(lesson: &Board, board: &Board) -> Board {
    Board { name: lesson.name.clone(), scenario: None, ..board.clone() }
}

/// Replaces what is drawn, as one edit that can be taken back.
fn put_on_board(model: &mut Model, with: &Board, what: &str) -> bool {
    let Some(board) = model.board() else { return false };
    let edit = compose::replace(board, with, what);
    model.take(Step::Do(edit))
}

/// The key that selects a node on the board.
pub(super) fn mark_key() -> &'static str {
    key_of(Context::Board, &Action::Board(BoardAction::Mark))
}
