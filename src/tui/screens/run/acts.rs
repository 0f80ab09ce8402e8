//! What each action does in the run stage, and which of them would do something.

use super::{RunScreen, View, events::Filter, faults::Dialog, playhead::SPEEDS};
use crate::{
    domain::{attempt::Stage, progress::Place},
    sim::{
        agenda::Time,
        play::Pull,
        trace::{Happening as H, Place as At},
    },
    tui::{
        action::{Action, BoardAction, Effect, RunAction as R, Way},
        model::Model,
        running::Wanted,
        screen::Screen,
        screens::move_stage,
        strings::run as say,
        theme::Role,
    },
};

impl RunScreen {
    pub(super) fn can_do(&self, action: &Action, model: &Model) -> bool {
        let playing = self.play.is_some();
        match action {
            Action::Run(R::Start | R::Measure) => Self::can_run(model),
            Action::Run(R::Calm) => self.play.as_ref().is_some_and(|p| !p.pulls.is_empty() || p.trial.is_some()),
            Action::Run(R::Faults) => {
                playing
                    && model.open_scenario().is_some_and(|s| s.faults().next().is_some() || s.trials().next().is_some())
            }
            Action::Run(R::Faster) => playing && self.head.speed + 1 < SPEEDS.len(),
            Action::Run(R::Slower) => playing && self.head.speed > 0,
            Action::Run(R::Why) if self.view == View::Result => !self.rows.is_empty(),
            Action::Run(R::Stop) => model.running.is_measuring(),
            Action::Run(_) => playing,
            Action::Next => !matches!(self.dialog, Some(Dialog::Predict { or: None, .. })),
            Action::Choose if self.view == View::Plan => self.plan.cell().is_some(),
            Action::Choose => playing,
            _ => true,
        }
    }

    pub(super) fn do_act(&mut self, action: Action, model: &mut Model) -> Option<Action> {
        if self.dialog.is_some() {
            return self.in_dialog(action, model);
        }
        match action {
            Action::Run(act) => self.run_act(act, model),
            Action::Pick(n) => self.show(*View::ALL.get(n)?),
            Action::Next => self.show(self.beside(1)),
            Action::Previous => self.show(self.beside(View::ALL.len() - 1)),
            Action::Back if model.running.is_measuring() => self.run_act(R::Stop, model),
            Action::Back if self.events.filter.is_some() && self.view == View::Events => self.narrow(None),
            Action::Board(act) => return self.on_board(act, model),
            other => return self.in_view(other, model),
        }
        None
    }

    fn show(&mut self, view: View) {
        self.view = view;
    }

    fn beside(&self, by: usize) -> View {
        let at = View::ALL.iter().position(|v| *v == self.view).unwrap_or(0);
        View::ALL[(at + by) % View::ALL.len()]
    }

    fn on_board(&mut self, act: BoardAction, model: &mut Model) -> Option<Action> {
        self.editor.act(Action::Board(act), model)
    }

    fn in_view(&mut self, action: Action, model: &mut Model) -> Option<Action> {
        match (self.view, action) {
            (View::Plan, Action::Choose) => return self.show_on_board(model),
            (View::Plan, action) if self.plan.act(&action) => {}
            (View::Events, Action::Choose) => self.jump_to_event(),
            (View::Events, action) if self.move_events(&action) => {}
            (View::Result, action) if self.move_rows(&action) => {}
            (View::Compare, action) if self.move_compare(&action, model) => {}
            (_, other) => return Some(move_stage(&self.id, Stage::Run, other)),
        }
        None
    }

    /// Goes to the selected step on the board.
    fn show_on_board(&self, model: &mut Model) -> Option<Action> {
        let at = self.plan.cell()?;
        if let Some(attempt) = &mut model.attempt {
            attempt.cursor = at;
            model.keep_attempt();
        }
        Some(Action::Go(Place::Contract(self.id.clone(), Stage::Build)))
    }

    fn run_act(&mut self, act: R, model: &mut Model) {
        match act {
            R::Start => self.start(model),
            R::Measure => model.order_run(Wanted::Gauges),
            R::Stop => {
                model.running.stop();
                model.effect(Effect::StopMeasuring);
                model.say(Role::Text, say::STOPPED);
            }
            R::Faults => self.dialog = Some(Dialog::Which(crate::tui::widgets::list::Cursor::default())),
            R::Calm => self.order(Vec::new(), model),
            R::Why => self.why(model),
            R::Faster => self.head.speed = (self.head.speed + 1).min(SPEEDS.len() - 1),
            R::Slower => self.head.speed = self.head.speed.saturating_sub(1),
            other => self.travel(other, model),
        }
    }

    /// Moves about in the run.
    fn travel(&mut self, act: R, model: &mut Model) {
        let Some(play) = &self.play else { return };
        self.events.held = false;
        let line = &play.line;
        match act {
            R::Pause if self.head.going => self.head.going = false,
            R::Pause if !model.settings.motion => drop(self.head.jump(&line.told, true, line)),
            R::Pause => {
                if self.head.is_over(line) {
                    self.head.go_to(0);
                }
                self.head.going = true;
            }
            R::StepOn => drop(self.head.jump(&line.told, true, line)),
            R::StepBack => drop(self.head.jump(&line.told, false, line)),
            R::NextIncident if !self.head.jump(&line.incidents, true, line) => model.say(Role::Text, say::NO_MORE),
            R::PreviousIncident if !self.head.jump(&line.incidents, false, line) => {
                model.say(Role::Text, say::NONE_BEFORE);
            }
            R::Restart => self.head.go_to(0),
            R::Seek(place) => {
                let time = (i128::from(line.horizon) * i128::from(place) / 1000) as Time;
                self.head.go_to(line.moment_at(time));
            }
            _ => {}
        }
        self.look();
        self.reveal(model);
    }

    fn start(&mut self, model: &mut Model) {
        if !Self::can_run(model) {
            model.say(Role::Warn, self.honest(model));
            return;
        }
        self.view = View::Board;
        self.head = super::Playhead { going: model.settings.motion, ..super::Playhead::default() };
        self.order(Vec::new(), model);
        let changed = model.attempt.as_ref().is_some_and(crate::domain::attempt::Attempt::is_changed);
        let fresh = model
            .attempt
            .as_ref()
            .and_then(|a| a.runs.last())
            .is_some_and(|r| r.board == self.current && r.changed == changed);
        if !fresh && !model.running.is_measuring() {
            model.order_run(Wanted::Gauges);
        }
    }

    fn order(&mut self, pulls: Vec<Pull>, model: &mut Model) {
        self.then = self.play.as_ref().map(|p| self.head.now(&p.line));
        model.order_run(Wanted::Trace(pulls));
    }

    /// What is said above the plan.
    pub(super) fn honest(&self, model: &Model) -> &'static str {
        let last = model.attempt.as_ref().and_then(|a| a.runs.last());
        let changed = last.is_some_and(|r| r.board != self.current);
        if !Self::can_run(model) && model.board().is_some_and(|b| !b.nodes.is_empty()) {
            say::NO_WORKLOAD
        } else if !Self::can_run(model) {
            say::EMPTY
        } else if changed && self.play.is_none() {
            say::CHANGED
        } else {
            say::WILL
        }
    }

    /// Lets the run go on by so many milliseconds of the watcher.
    pub(super) fn go_on(&mut self, ms: i64, model: &mut Model) {
        let Some(play) = &self.play else { return };
        let (before, watching) = (self.head.moment, self.watched.is_some());
        self.head.go_on(ms, &play.line);
        if self.head.moment != before {
            self.events.held = false;
            self.look();
            self.reveal(model);
        }
        if self.head.going || watching {
            return;
        }
        model.say(Role::Text, say::OVER);
    }

    /// Brings what happens now into sight.
    pub(super) fn look(&mut self) {
        let Some(play) = &self.play else { return };
        let here = &play.line.entries[play.line.at(self.head.moment)];
        let at_node = here.iter().rev().find_map(|e| match (e.place, e.what) {
            (_, Some(H::Fired | H::NothingThere)) => None,
            (At::Node(n), _) => Some(usize::from(n)),
            _ => None,
        });
        let on_its_way = || {
            here.iter().rev().find_map(|e| match e.place {
                At::Link(l) => play.names.links.get(usize::from(l)).map(|l| l.1),
                _ => None,
            })
        };
        let node = at_node.or_else(on_its_way);
        if let Some(at) = node.and_then(|n| play.cells.get(n)) {
            self.editor.put_cursor(*at);
        }
    }

    pub(super) fn narrow(&mut self, filter: Option<Filter>) {
        if let Some(play) = &self.play {
            self.events.narrow(filter, play);
        }
    }

    fn move_events(&mut self, action: &Action) -> bool {
        let len = self.events.list.len();
        let by = match action {
            Action::Move(Way::Up) => -1,
            Action::Move(Way::Down) => 1,
            Action::Wheel(by) => *by as isize * 3,
            Action::Page(down) => {
                if *down {
                    10
                } else {
                    -10
                }
            }
            Action::End(last) => {
                if *last {
                    isize::MAX
                } else {
                    isize::MIN
                }
            }
            _ => return false,
        };
        (self.events.held, self.head.going) = (true, false);
        self.events.at.step(by, len);
        true
    }

    fn move_rows(&mut self, action: &Action) -> bool {
        match action {
            Action::Move(Way::Up) => self.choose_row(-1),
            Action::Move(Way::Down) => self.choose_row(1),
            Action::Wheel(by) => self.choose_row(*by as isize),
            Action::Page(down) => self.choose_row(if *down { 8 } else { -8 }),
            Action::End(last) => self.choose_row(if *last { 100_000 } else { -100_000 }),
            _ => return false,
        }
        true
    }

    fn move_compare(&mut self, action: &Action, model: &Model) -> bool {
        let runs = model.attempt.as_ref().map_or(0, |a| a.runs.len());
        match action {
            Action::Move(Way::Up) => self.compare.by(-1),
            Action::Move(Way::Down) => self.compare.by(1),
            Action::Move(Way::Left) => self.other = (self.other + 1).min(runs.saturating_sub(2)),
            Action::Move(Way::Right) => self.other = self.other.saturating_sub(1),
            Action::Wheel(by) => self.compare.by(*by as isize),
            Action::Page(down) => self.compare.page(*down),
            Action::End(last) => self.compare.end(*last),
            _ => return false,
        }
        true
    }

    fn jump_to_event(&mut self) {
        let Some(play) = &self.play else { return };
        let Some(&entry) = self.events.list.get(self.events.at.at) else { return };
        self.head.going = false;
        self.head.go_to(play.line.moment_of(entry));
        self.view = View::Board;
        self.look();
    }
}
