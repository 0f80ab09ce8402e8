//! Carries out effects: opens boards, keeps what was done, writes diagrams and bundles.
//!
//! It owns the workspace and the saver. The app never sees either.

use std::sync::Arc;

use crate::{
    content::Pack,
    diagram::{drawio, route::Routes},
    domain::board::Board,
    review,
    store::{Desk, DiagramWrite, Notice, Report, Saver, Workspace},
    tui::{
        action::Effect,
        app::App,
        model::{Model, OpenDesk, Saved},
        strings::host as say,
        theme::Role,
    },
};

/// The workspace and the saver.
pub struct Host {
    workspace: Workspace,
    saver: Saver,
}

impl Host {
    /// Starts the saver; its reports go to `notify`.
    pub fn new(workspace: Workspace, notify: impl Fn(Report) + Send + 'static) -> Self {
        let saver = Saver::start(workspace.clone(), notify);
        Self { workspace, saver }
    }

    /// Reads what the first screen needs.
    pub fn read_first(&self, model: &mut Model) {
        let settings = self.workspace.settings();
        let progress = self.workspace.progress();
        model.settings = settings.value;
        model.progress = progress.value;
        model.workspace = self.workspace.dir().display().to_string();
        if self.workspace.is_read_only() {
            let note = self.workspace.lock_note().unwrap_or_default();
            model.say(Role::Warn, note.clone());
            model.saved = Saved::ReadOnly(note);
        }
        tell(model, settings.notices.iter().chain(&progress.notices));
    }

    /// Takes the course; what waited for it is opened.
    pub fn take_pack(&mut self, pack: Arc<Pack>, app: &mut App) {
        app.model.pack = Some(pack);
        let waiting = Desk::at(app.place());
        if let Some(desk) = waiting.filter(|_| app.model.desk.is_none()) {
            self.open(&desk, &mut app.model);
        }
        app.settle();
    }

    /// Carries out an effect.
    pub(super) fn run(&mut self, effect: Effect, app: &mut App) {
        let model = &mut app.model;
        match effect {
            // Runs are the runner's.
            Effect::Quit | Effect::Mouse(_) | Effect::Run(_) | Effect::StopMeasuring => {}
            Effect::Append(desk, step) => self.saver.append(&desk, step),
            Effect::KeepAttempt(attempt) => {
                unsaved(model);
                self.saver.attempt(*attempt);
            }
            Effect::KeepProgress(progress) => {
                unsaved(model);
                self.saver.progress(*progress);
            }
            Effect::KeepSettings(settings) => {
                unsaved(model);
                self.saver.settings(settings);
            }
            Effect::OpenLesson(id) => self.open(&Desk::Lesson(id), model),
            Effect::OpenContract(id) => self.open(&Desk::Contract(id), model),
            Effect::WriteDiagram(desk, asked) => self.write_diagram(&desk, asked, model),
            Effect::WriteBundle(id, anyway) => super::bundle::write(&self.workspace, &id, anyway, model),
            Effect::Reset(desk) => self.reset(&desk, model),
            Effect::ResetEverything => self.reset_everything(model),
        }
    }

    /// Opens a board, and the attempt if it is a contract's. Waits for the course if need be.
    fn open(&mut self, desk: &Desk, model: &mut Model) {
        let Some(pack) = model.pack.clone() else { return };
        let Some(first) = first_board(desk, &pack) else { return };
        // What the saver still holds for this board must be on disk before it is read again.
        if let Err(failure) = self.saver.flush() {
            model.say(Role::Bad, format!("{} {}", failure.what, failure.hint));
        }
        let opened = self.workspace.open_desk(desk, &first);
        if let Desk::Contract(id) = desk {
            let attempt = self.workspace.attempt(id);
            model.attempt = Some(attempt.value);
            tell(model, attempt.notices.iter());
        }
        tell(model, opened.notices.iter());
        if let Some(why) = opened.value.read_only {
            model.say(Role::Warn, why.clone());
            model.saved = Saved::ReadOnly(why);
        }
        model.desk = Some(OpenDesk {
            key: desk.clone(),
            steps: opened.value.revision,
            kept: opened.value.saved_revision,
            opened_at: opened.value.revision,
            history: opened.value.history,
            review: crate::domain::verdict::Review::default(),
            routes: Arc::new(Routes::default()),
        });
        model.reconsider();
    }

    /// Takes the saver's word.
    pub fn heed(&mut self, report: &Report, model: &mut Model) {
        match report {
            Report::Saved { desk, revision } => {
                if let Some(open) = model.desk.as_mut().filter(|d| &d.key == desk) {
                    open.kept = open.kept.max(*revision);
                }
            }
            Report::Settled { orders } => {
                let all = *orders >= self.saver.sent() && model.desk.as_ref().is_none_or(|d| d.kept >= d.steps);
                if all && !matches!(model.saved, Saved::ReadOnly(_)) {
                    model.saved = Saved::Yes;
                }
            }
            Report::Failed(failure) => {
                let text = format!("{} {}", failure.what, failure.hint);
                model.say(Role::Bad, text.clone());
                model.saved = Saved::Failed(text);
            }
        }
    }

    fn write_diagram(&mut self, desk: &Desk, asked: bool, model: &mut Model) {
        let Some((name, bytes)) = diagram_of(model) else { return };
        match self.workspace.write_diagram(desk, &name, &bytes) {
            Ok(DiagramWrite::Written(path)) if asked => {
                model.say(Role::Good, say::written(&path.display().to_string(), bytes.len()));
            }
            Ok(DiagramWrite::Written(_)) => {}
            Ok(DiagramWrite::ChangedOutside(path)) => {
                model.say(Role::Warn, say::changed_outside(&path.display().to_string()));
            }
            Err(error) => model.say(Role::Bad, format!("{error} {}", error.hint())),
        }
    }

    fn reset(&mut self, desk: &Desk, model: &mut Model) {
        if let Err(failure) = self.saver.flush() {
            model.say(Role::Bad, format!("{} {}", failure.what, failure.hint));
            return;
        }
        let done = match desk {
            Desk::Lesson(id) => self.workspace.reset_lesson(id),
            Desk::Contract(id) => self.workspace.reset_scenario(id),
        };
        match done {
            Ok(path) => {
                // The store has taken it out of the progress as well.
                model.progress = self.workspace.progress().value;
                let open = model.desk.as_ref().is_some_and(|d| &d.key == desk);
                if open {
                    self.open(desk, model);
                }
                model.say(Role::Good, say::reset(&path.display().to_string()));
            }
            Err(error) => model.say(Role::Bad, format!("{error} {}", error.hint())),
        }
    }

    fn reset_everything(&mut self, model: &mut Model) {
        if let Err(failure) = self.saver.flush() {
            model.say(Role::Bad, format!("{} {}", failure.what, failure.hint));
            return;
        }
        match self.workspace.reset_all() {
            Ok(path) => {
                model.progress = self.workspace.progress().value;
                model.say(Role::Good, say::reset(&path.display().to_string()));
            }
            Err(error) => model.say(Role::Bad, format!("{error} {}", error.hint())),
        }
    }

    /// Writes what is left before the program ends: the diagram, the cursor, everything queued.
    pub fn finish(mut self, model: &Model) -> anyhow::Result<()> {
        if let Some(attempt) = &model.attempt {
            self.saver.attempt(attempt.clone());
        }
        if let Some(desk) = &model.desk {
            if desk.steps > desk.opened_at
                && let Some((name, bytes)) = diagram_of(model)
            {
                // The board itself is what counts; a diagram that cannot be written now is
                // written the next time.
                let _ = self.workspace.write_diagram(&desk.key, &name, &bytes);
            }
            self.saver.snapshot(&desk.key);
        }
        self.saver.stop().map_err(|f| anyhow::anyhow!("{} {}", f.what, f.hint))
    }

    /// Returns the folder of the workspace.
    pub fn dir(&self) -> std::path::PathBuf {
        self.workspace.dir()
    }
}

fn unsaved(model: &mut Model) {
    if !matches!(model.saved, Saved::ReadOnly(_)) {
        model.saved = Saved::NotYet;
    }
}

/// Returns the board a lesson or contract begins with.
fn first_board(desk: &Desk, pack: &Pack) -> Option<Board> {
    match desk {
        Desk::Lesson(id) => {
            let lesson = pack.lessons.iter().find(|l| &l.head.id == id)?;
            Some(Board { name: lesson.head.drawing.clone(), scenario: None, ..lesson.board.clone() })
        }
        Desk::Contract(id) => {
            let scenario = pack.scenarios.iter().find(|s| &s.id == id)?;
            Some(Board { scenario: Some(id.clone()), ..Board::named(scenario.drawing.clone()) })
        }
    }
}

/// Returns the name and the text of the open board's diagram.
pub(super) fn diagram_of(model: &Model) -> Option<(String, Vec<u8>)> {
    let (pack, desk) = (model.pack.as_ref()?, model.desk.as_ref()?);
    let flow = model.flow()?;
    let steps = review::steps::in_flow_order(&flow);
    let revision = desk.steps.to_string();
    let sheet = drawio::Sheet {
        scenario: model.open_scenario(),
        revision: Some(&revision),
        steps: &steps,
        ..drawio::Sheet::of(desk.board(), &pack.catalogue)
    };
    let text = drawio::write(&sheet);
    Some((desk.board().name.clone(), text.into_bytes()))
}

fn tell<'a>(model: &mut Model, notices: impl Iterator<Item = &'a Notice>) {
    for notice in notices {
        model.say(Role::Warn, notice.to_string());
    }
}
