//! The run stage: the board runs, the student watches, breaks things, and reads what came of it.
//!
//! Before the first run it says what a run will do ([`plan`]). Runs are worked out by the engine
//! outside the screen; here a trace is played ([`playhead`], [`scene`]), listed ([`events`]),
//! charted ([`charts`]) and judged ([`outcome`], [`compare`]). Nothing here draws a random number
//! or keeps time: the model's clock says how late it is.

mod acts;
mod charts;
mod compare;
mod debrief;
mod draw;
mod draw_result;
mod events;
mod faults;
mod mouse;
mod outcome;
mod plan;
mod plan_pane;
mod plan_view;
mod playhead;
mod scene;
mod telling;
mod timeline;

#[cfg(test)]
mod tests;

use std::{collections::BTreeMap, sync::Arc};

use crossterm::event::{KeyCode, KeyEvent, MouseEvent};
use ratatui::{buffer::Buffer, layout::Rect, text::Line};

use crate::{
    domain::{attempt::Attempt, grid::Cell, id::ScenarioId, text::clean_line},
    sim::{
        agenda::{SECOND, Time},
        play::{Played, Pull},
        trace::Happening,
    },
    tui::{
        action::Action,
        board::Editor,
        keymap::Context,
        model::Model,
        running::Left,
        screen::Screen,
        strings::run as say,
        theme::Role,
        widgets::{list::Cursor, pane::Pane, scroll::Scroll},
    },
};
use charts::Charts;
use events::Events;
use faults::Dialog;
use outcome::{Material, Row};
use plan_pane::PlanPane;
use playhead::Playhead;
use telling::Names;
use timeline::Timeline;

/// What the stage shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum View {
    /// The board with what moves on it.
    Board,
    /// What happened, line by line.
    Events,
    /// What came of it.
    Result,
    /// Freshness and what waited, over time.
    Charts,
    /// Two runs side by side.
    Compare,
    /// What a run will do.
    Plan,
}

impl View {
    const ALL: [Self; 6] = [Self::Board, Self::Events, Self::Result, Self::Charts, Self::Compare, Self::Plan];
}

/// A run that is being watched.
struct Play {
    played: Arc<Played>,
    line: Timeline,
    names: Names,
    charts: Charts,
    pulls: Vec<Pull>,
    /// The name of the replay trial after it.
    trial: Option<String>,
    /// Where the nodes stand.
    cells: Vec<Cell>,
    /// The names of the contract's faults by id.
    fault_names: BTreeMap<String, String>,
}

impl Play {
    /// Returns the moment shortly before a replay trial wipes what was shown.
    fn wiped(&self) -> Option<Time> {
        let wiped = self.line.entries.iter().find(|e| e.what == Some(Happening::Wiped))?;
        Some(wiped.at - 60 * SECOND)
    }
}

/// What was said of a fault that is being watched.
struct Watched {
    fault: String,
    said: String,
    when: Time,
    /// When to say what happened.
    reveal: Time,
    /// Whether it is kept with the attempt.
    kept: bool,
}

/// The run stage.
pub struct RunScreen {
    id: ScenarioId,
    view: View,
    /// What it shows where there is nothing to come back to.
    first: View,
    editor: Editor,
    placed: bool,
    plan: PlanPane,
    play: Option<Play>,
    /// The run of the same board without faults.
    calm: Option<Arc<Played>>,
    head: Playhead,
    events: Events,
    rows: Vec<Row>,
    rows_at: Cursor,
    /// The earlier run that is compared with, counted back.
    other: usize,
    compare: Scroll,
    compared: Vec<Line<'static>>,
    dialog: Option<Dialog>,
    /// Where to be once the run that was ordered is there.
    then: Option<Time>,
    watched: Option<Watched>,
    late: u64,
    /// The fingerprint of the board.
    current: String,
    seen: u64,
    /// What the rows were made of: runs, predictions, run watched, columns.
    made: (usize, usize, u64, u16, usize, String),
}

impl RunScreen {
    /// Opens the run stage of a contract.
    pub fn new(id: ScenarioId, model: &Model) -> Self {
        let measured = model.attempt.as_ref().is_some_and(|a| !a.runs.is_empty());
        let first = if measured { View::Result } else { View::Plan };
        let is_shown = |l: &Left| model.running.shown.as_ref().is_some_and(|s| s.number == l.shown);
        let left = model.running.left.filter(is_shown);
        Self {
            id,
            view: left.and_then(|l| View::ALL.get(l.view).copied()).unwrap_or(first),
            first,
            editor: Editor::new(model).read_only(),
            placed: false,
            plan: PlanPane::default(),
            play: None,
            calm: None,
            head: Playhead { speed: left.map_or(Playhead::default().speed, |l| l.speed), ..Playhead::default() },
            events: Events::default(),
            rows: Vec::new(),
            rows_at: Cursor { at: 1, top: 0 },
            other: 0,
            compare: Scroll::default(),
            compared: Vec::new(),
            dialog: None,
            then: left.map(|l| l.at),
            watched: None,
            late: model.clock_ms,
            current: String::new(),
            seen: 0,
            made: Default::default(),
        }
    }

    fn can_run(model: &Model) -> bool {
        let planned = model.open_scenario().is_some_and(|s| s.run.is_some() && s.workloads().next().is_some());
        planned && model.board().is_some_and(|b| !b.nodes.is_empty())
    }

    fn is_playing(&self) -> bool {
        self.head.going && self.play.is_some() && matches!(self.view, View::Board | View::Events | View::Charts)
    }

    /// Takes the run that the model shows, if it is a new one of this very board.
    fn take_run(&mut self, model: &Model) {
        let changed = model.attempt.as_ref().is_some_and(Attempt::is_changed);
        let shown = model.running.shown.as_ref().filter(|s| s.board == self.current && s.changed == changed);
        let Some(shown) = shown else {
            (self.play, self.calm, self.seen) = (None, None, 0);
            return;
        };
        if shown.number == self.seen {
            return;
        }
        let (Some(flow), Some(scenario)) = (model.flow(), model.open_scenario()) else { return };
        let names = Names::of(&flow, scenario);
        let line = Timeline::of(&shown.played, names.nodes.len());
        let charts = Charts::of(&line, &names);
        let fault_names = scenario.fault.iter().map(|f| (f.id.clone(), clean_line(&f.name))).collect();
        let trial = shown.trial.as_ref().map(|id| scenario.trials().find(|t| &t.id == id).map_or(id, |t| &t.name));
        let trial = trial.map(|name| clean_line(name));
        if shown.pulls.is_empty() && trial.is_none() {
            self.calm = Some(Arc::clone(&shown.played));
        }
        let cells = flow.nodes.iter().map(|n| n.node.at).collect();
        let (played, pulls) = (Arc::clone(&shown.played), shown.pulls.clone());
        let play = Play { played, line, names, charts, pulls, trial, cells, fault_names };
        // Whoever comes back is where they were; a trial just ordered begins where it wipes.
        let wiped = play.wiped().filter(|_| self.seen != 0);
        let then = wiped.or(self.then.take());
        self.head.go_to(then.map_or(0, |t| play.line.moment_at(t)));
        let filter = self.events.filter.take();
        self.events.narrow(filter, &play);
        self.seen = shown.number;
        self.play = Some(play);
        if then.is_some() {
            self.look();
        }
    }

    /// Notes where the run is being watched, for when the student comes back.
    fn keep_place(&self, model: &mut Model) {
        let Some(play) = &self.play else { return };
        let at = play.line.moments.get(self.head.moment).copied().unwrap_or(0);
        let view = View::ALL.iter().position(|v| *v == self.view).unwrap_or(0);
        model.running.left = Some(Left { shown: self.seen, at, view, speed: self.head.speed });
    }

    fn make_rows(&mut self, model: &Model, columns: u16) {
        let (Some(attempt), Some(scenario)) = (&model.attempt, model.open_scenario()) else { return };
        let last = attempt.runs.last().map_or(0, |r| r.number as usize);
        let made = (last, attempt.predictions.len(), self.seen, columns, self.other, self.current.clone());
        if self.made == made && !self.rows.is_empty() {
            return;
        }
        if self.made.0 != made.0 {
            // What was just measured is what one wants to see first.
            self.rows_at = Cursor { at: 1, top: 0 };
        }
        self.rows = self.rows_of(attempt, model);
        self.compared = compare::lines(model, scenario, &self.current, self.other, usize::from(columns));
        self.made = made;
        self.choose_row(0);
    }

    fn rows_of(&self, attempt: &Attempt, model: &Model) -> Vec<Row> {
        let Some(scenario) = model.open_scenario() else { return Vec::new() };
        let own = self.play.is_none().then(|| model.flow().map(|f| Names::of(&f, scenario))).flatten();
        let none = Names::default();
        let names = self.play.as_ref().map(|p| &p.names).or(own.as_ref()).unwrap_or(&none);
        let sinks = self.play.as_ref().map_or(&[][..], |p| &p.played.sinks[..]);
        outcome::rows(&Material { scenario, attempt, names, sinks, board: &self.current })
    }

    /// Moves the cursor of the result; it stands on no title.
    fn choose_row(&mut self, by: isize) {
        self.rows_at.step(by, self.rows.len());
        let can = |i: usize| self.rows.get(i).is_some_and(Row::can_be_chosen);
        let at = self.rows_at.at;
        let on = (at..self.rows.len()).find(|&i| can(i));
        let back = (0..at).rev().find(|&i| can(i));
        let found = if by < 0 { back.filter(|_| !can(at)).or(on) } else { on.or(back) };
        self.rows_at.at = found.unwrap_or(at);
    }

    fn settle_lists(&mut self, area: Rect, model: &Model) {
        let it = draw::areas(self.view, area);
        self.make_rows(model, Pane::padded(it.main).width);
        self.rows_at.settle(self.rows.len(), Pane::padded(it.main).height.into());
        self.compare.settle(self.compared.len(), Pane::padded(it.main).height.into());
        if let Some(play) = &self.play {
            self.events.follow(play, self.head.moment);
            let list = it.events.unwrap_or(it.main);
            self.events.at.settle(self.events.list.len(), Pane::padded(list).height.into());
        }
        if let (Some(Dialog::Which(cursor)), Some(scenario)) = (&mut self.dialog, model.open_scenario()) {
            let dialog = Dialog::Which(*cursor);
            let rows = Pane::padded(faults::area(&dialog, scenario, area)).height.saturating_sub(4);
            cursor.settle(dialog.len(scenario), rows.into());
        }
    }
}

impl Screen for RunScreen {
    fn contexts(&self, _model: &Model) -> Vec<Context> {
        match (&self.dialog, self.view) {
            (Some(Dialog::Which(_)), _) => vec![Context::Breaking, Context::List],
            (Some(Dialog::Predict { .. }), _) => vec![Context::Foretelling, Context::Choices, Context::List],
            (None, View::Board) => vec![Context::Playing, Context::Watching, Context::Run, Context::Contract],
            (None, View::Events) => {
                vec![Context::Listing, Context::List, Context::Playing, Context::Run, Context::Contract]
            }
            (None, View::Charts) => vec![Context::Playing, Context::Run, Context::Contract],
            (None, View::Result) => vec![Context::Outcome, Context::List, Context::Run, Context::Contract],
            (None, View::Compare) => vec![Context::Comparing, Context::List, Context::Run, Context::Contract],
            (None, View::Plan) => vec![Context::Planning, Context::List, Context::Run, Context::Contract],
        }
    }

    fn can(&self, action: &Action, model: &Model) -> bool {
        self.can_do(action, model)
    }

    fn act(&mut self, action: Action, model: &mut Model) -> Option<Action> {
        self.do_act(action, model)
    }

    fn is_typing(&self) -> bool {
        matches!(self.dialog, Some(Dialog::Which(_)))
    }

    fn type_key(&mut self, key: KeyEvent, model: &mut Model) {
        if let KeyCode::Char(letter) = key.code {
            self.pick_letter(letter, model);
        }
    }

    fn mouse(&mut self, event: MouseEvent, area: Rect, model: &mut Model) -> Option<Action> {
        self.take_mouse(event, area, model)
    }

    fn settle(&mut self, area: Rect, model: &mut Model) {
        self.current = model.board_print();
        if let Some(why) = model.running.refused.take() {
            model.say(Role::Warn, say::refusal(&why));
        }
        let came_back = self.seen == 0 && self.then.is_some();
        self.take_run(model);
        if came_back && self.play.is_none() && !model.running.is_waiting() {
            // The board that was being watched is no longer this one.
            (self.view, self.then) = (self.first, None);
        }
        self.keep_place(model);
        self.keep_guess(model);
        let it = draw::areas(self.view, area);
        if self.view == View::Plan {
            self.plan.honest = self.honest(model);
            self.plan.settle(it.main, model);
        }
        if self.view == View::Board && model.desk.is_some() {
            self.editor.settle(it.main, model);
            if !self.placed {
                self.placed = true;
                self.editor.with_labels();
                self.editor.settle(it.main, model);
                if self.head.moment > 0 {
                    self.look();
                    self.editor.settle(it.main, model);
                }
            }
        }
        self.settle_lists(area, model);
    }

    fn tick(&mut self, model: &mut Model) {
        let ms = model.clock_ms.saturating_sub(self.late);
        self.late = model.clock_ms;
        if self.is_playing() && self.dialog.is_none() {
            self.go_on(i64::try_from(ms).unwrap_or(0), model);
        }
    }

    fn next_frame(&self, _model: &Model) -> Option<u64> {
        (self.is_playing() && self.dialog.is_none()).then_some(32)
    }

    fn draw(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        draw::draw(self, model, area, buf);
    }

    fn path(&self, model: &Model) -> Vec<String> {
        model.scenario(&self.id).map(|s| s.title.clone()).into_iter().collect()
    }
}
