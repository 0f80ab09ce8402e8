//! What all screens share: the course, the open board, the attempt, the settings.
//!
//! The model holds no screen and no terminal. Effects wait in [`Model::effects`] until the runtime
//! takes them.

use std::sync::Arc;

use crate::{
    content::{Heads, Pack},
    diagram::route::{Routes, reroute},
    domain::{
        attempt::Attempt,
        board::Board,
        edit::{Edit, History, Step},
        flow::Flow,
        id::{LessonId, ScenarioId},
        lesson::Lesson,
        progress::{Progress, Settings},
        scenario::Scenario,
        verdict::Review,
    },
    review,
    store::Desk,
};

use super::{
    action::Effect,
    running::{News, Running, Trying, Wanted},
    theme::{Role, Theme, ThemeName},
};

/// Whether what was done is on disk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Saved {
    /// Everything is.
    #[default]
    Yes,
    /// Some of it is on its way.
    NotYet,
    /// It could not be written; the text says why and what to try.
    Failed(String),
    /// Another window holds the workspace.
    ReadOnly(String),
}

/// The seed of every first run.
pub const SEED: u64 = 1;

/// A message in the status line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The message.
    pub text: String,
    /// How it is meant: [`Role::Good`], [`Role::Warn`], [`Role::Bad`] or [`Role::Text`].
    pub role: Role,
}

/// A board that is being worked on, with what follows from it.
#[derive(Clone, Debug)]
pub struct OpenDesk {
    /// Where it is kept.
    pub key: Desk,
    /// The board and everything that was done to it.
    pub history: History,
    /// Counts the steps since the journal began.
    pub steps: u64,
    /// How many there were when it was opened.
    pub opened_at: u64,
    /// How many of them are known to be on disk.
    pub kept: u64,
    /// What the review says of it.
    pub review: Review,
    /// Where its links run.
    pub routes: Arc<Routes>,
}

impl OpenDesk {
    /// Returns the board as it stands.
    pub fn board(&self) -> &Board {
        self.history.board()
    }
}

/// What all screens share.
#[derive(Debug, Default)]
pub struct Model {
    /// Titles of lessons and contracts, known from the first frame.
    pub heads: Heads,
    /// The course; nothing for the first few milliseconds.
    pub pack: Option<Arc<Pack>>,
    /// The hash of the course, if it is not the built-in one.
    pub pack_hash: String,
    /// How the student likes it.
    pub settings: Settings,
    /// Where the student is.
    pub progress: Progress,
    /// The open board.
    pub desk: Option<OpenDesk>,
    /// The attempt of the open contract.
    pub attempt: Option<Attempt>,
    /// Whether everything is on disk.
    pub saved: Saved,
    /// What the status line says.
    pub notice: Option<Notice>,
    /// The time, ISO 8601, as of the last input.
    pub now: String,
    /// Milliseconds since the program started, as of the last input; tells double clicks.
    pub clock_ms: u64,
    /// The size of the terminal.
    pub size: (u16, u16),
    /// Where the workspace lies, as shown to people.
    pub workspace: String,
    /// Runs of the open board.
    pub running: Running,
    /// The open contract as it stands after the changed requirement, once that has come.
    pub after: Option<Box<Scenario>>,
    /// What has to happen outside.
    pub effects: Vec<Effect>,
}

impl Model {
    /// Returns the theme in use.
    pub fn theme(&self) -> Theme {
        Theme::named(ThemeName::from_word(&self.settings.theme).unwrap_or(ThemeName::Dark))
    }

    /// Says something in the status line.
    pub fn say(&mut self, role: Role, text: impl Into<String>) {
        self.notice = Some(Notice { text: text.into(), role });
    }

    /// Leaves something to be done outside.
    pub fn effect(&mut self, effect: Effect) {
        self.effects.push(effect);
    }

    /// Finds a contract.
    pub fn scenario(&self, id: &ScenarioId) -> Option<&Scenario> {
        self.pack.as_ref()?.scenarios.iter().find(|s| &s.id == id)
    }

    /// Finds a lesson.
    pub fn lesson(&self, id: &LessonId) -> Option<&Lesson> {
        self.pack.as_ref()?.lessons.iter().find(|l| &l.head.id == id)
    }

    /// Returns the contract that the open board is for, as it stands before or after the changed
    /// requirement.
    pub fn open_scenario(&self) -> Option<&Scenario> {
        let changed = self.attempt.as_ref().is_some_and(Attempt::is_changed);
        match &self.desk.as_ref()?.key {
            Desk::Contract(id) => {
                let after = self.after.as_deref().filter(|s| changed && &s.id == id);
                after.or_else(|| self.scenario(id))
            }
            Desk::Lesson(_) => None,
        }
    }

    /// Returns the open board, or nothing.
    pub fn board(&self) -> Option<&Board> {
        self.desk.as_ref().map(OpenDesk::board)
    }

    /// Reads the open board.
    pub fn flow(&self) -> Option<Flow<'_>> {
        let pack = self.pack.as_ref()?;
        Some(Flow::of(self.board()?, &pack.catalogue, self.open_scenario()))
    }

    /// Takes a step on the open board and keeps it. Returns whether it changed anything.
    pub fn take(&mut self, step: Step) -> bool {
        let Some(desk) = &mut self.desk else { return false };
        if matches!(&step, Step::Do(edit) if edit.is_empty()) || !desk.history.take(&step) {
            return false;
        }
        desk.steps += 1;
        let key = desk.key.clone();
        if !matches!(self.saved, Saved::ReadOnly(_)) {
            self.saved = Saved::NotYet;
            self.effect(Effect::Append(key, step));
        }
        self.reconsider();
        true
    }

    /// Makes an edit, or says why it cannot be made.
    pub fn edit(&mut self, edit: Result<Edit, crate::domain::edit::compose::Refusal>) -> bool {
        match edit {
            Ok(edit) => self.take(Step::Do(edit)),
            Err(refusal) => {
                let mut text = refusal.to_string();
                // A refusal may begin with a label, and a label with any letter.
                if let Some(first) = text.get_mut(..1) {
                    first.make_ascii_uppercase();
                }
                self.say(Role::Warn, text + ".");
                false
            }
        }
    }

    /// Judges the open board afresh, and routes it where it looks different.
    pub fn reconsider(&mut self) {
        let changed = self.attempt.as_ref().is_some_and(Attempt::is_changed);
        let Some(pack) = self.pack.clone() else { return };
        let Some(desk) = &mut self.desk else { return };
        let scenario = match &desk.key {
            Desk::Contract(id) => pack.scenarios.iter().find(|s| &s.id == id),
            Desk::Lesson(_) => None,
        };
        if let Some(s) = scenario.filter(|s| changed && self.after.as_ref().is_none_or(|a| a.id != s.id)) {
            self.after = Some(Box::new(s.in_force(true).into_owned()));
        }
        desk.review = review::review(desk.history.board(), &pack.catalogue, scenario, changed);
        if let Some(routes) = reroute(desk.history.board(), &desk.routes) {
            desk.routes = Arc::new(routes);
        }
    }

    /// Orders a run of the open board; the first seed is the same for everybody.
    pub fn order_run(&mut self, wanted: Wanted) {
        let Some(desk) = &self.desk else { return };
        let Desk::Contract(id) = desk.key.clone() else { return };
        let changed = self.attempt.as_ref().is_some_and(Attempt::is_changed);
        let order = self.running.order(desk.history.board(), (id, changed), SEED, wanted);
        self.effect(Effect::Run(Box::new(order)));
    }

    /// Orders the run of a task on the open practice board.
    pub fn order_practice(&mut self, trying: Trying) {
        let Some(desk) = &self.desk else { return };
        let none = ScenarioId::from(trying.lesson.as_str());
        let order = self.running.order(desk.history.board(), (none, false), SEED, Wanted::Practice(trying));
        self.effect(Effect::Run(Box::new(order)));
    }

    /// Takes news of a run; what was measured is kept with the attempt.
    pub fn hear_run(&mut self, number: u64, news: News) {
        let Some(mut run) = self.running.hear(number, news) else { return };
        run.at.clone_from(&self.now);
        if let Some(attempt) = &mut self.attempt {
            attempt.keep_run(run);
            self.keep_attempt();
        }
    }

    /// Returns the fingerprint of the open board as it is run.
    pub fn board_print(&mut self) -> String {
        let Some(desk) = &self.desk else { return String::new() };
        self.running.print_of(desk.history.board(), desk.steps).to_owned()
    }

    /// Keeps the attempt as it stands.
    pub fn keep_attempt(&mut self) {
        if let Some(attempt) = &self.attempt {
            self.effects.push(Effect::KeepAttempt(Box::new(attempt.clone())));
        }
    }

    /// Keeps the progress as it stands.
    pub fn keep_progress(&mut self) {
        self.effects.push(Effect::KeepProgress(Box::new(self.progress.clone())));
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::{diagram::route::route, domain::edit::compose, tui::testing};

    /// A contract with a drawn board on its desk.
    fn model() -> Model {
        let mut app = testing::app((120, 36));
        let pack = app.model.pack.clone().unwrap();
        let board = pack.lessons.iter().map(|l| &l.board).find(|b| b.links.len() > 2).unwrap();
        app.model.desk = Some(OpenDesk {
            key: Desk::Contract(pack.scenarios[0].id.clone()),
            history: History::starting_at(board.clone()),
            steps: 0,
            opened_at: 0,
            kept: 0,
            review: Review::default(),
            routes: Arc::default(),
        });
        app.model.reconsider();
        app.model
    }

    fn routes(model: &Model) -> Arc<Routes> {
        Arc::clone(&model.desk.as_ref().unwrap().routes)
    }

    #[test]
    fn a_label_keeps_the_routes() {
        let mut model = model();
        let before = routes(&model);
        let node = model.board().unwrap().nodes.keys().next().unwrap().clone();
        assert!(model.edit(compose::relabel(model.board().unwrap(), &node, "Other")));
        assert!(Arc::ptr_eq(&before, &routes(&model)));
    }

    #[test]
    fn a_move_makes_new_routes_and_taking_it_back_the_old_ones() {
        let mut model = model();
        let before = routes(&model);
        let link = model.board().unwrap().links.values().next().unwrap().clone();
        let edit = compose::shift_nodes(model.board().unwrap(), &BTreeSet::from([link.from]), 0, 9);
        assert!(model.edit(edit));
        assert_eq!(route(model.board().unwrap()), *routes(&model));
        assert_ne!(before, routes(&model));
        assert!(model.take(Step::Undo));
        assert_eq!(before, routes(&model));
    }
}
