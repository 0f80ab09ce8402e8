//! From a number to its events, and from a prediction to what happened.

use super::{
    Play, RunScreen, View, Watched,
    events::Filter,
    faults::{self, Dialog},
    outcome::About,
    telling,
};
use crate::{
    domain::{kept::Prediction, scenario::Quality, text::clean_line},
    sim::{
        agenda::{SECOND, Time},
        play::{Played, Pull},
        trace::Happening as H,
    },
    tui::{
        action::{Action, RunAction, Way},
        model::Model,
        running::Wanted,
        strings::run as say,
        theme::Role,
    },
};

/// After a fault is over, what it did has shown itself by then.
const SETTLED: Time = 3600 * SECOND;

impl RunScreen {
    /// Shows what is behind the number at hand.
    pub(super) fn why(&mut self, model: &mut Model) {
        if self.view != View::Result {
            return self.why_here(model);
        }
        let Some(row) = self.rows.get(self.rows_at.at) else { return };
        match row.about.clone() {
            About::Gauge(Quality::Resilience) => self.watch_worst(model),
            About::Gauge(q) => {
                let run = model.attempt.as_ref().and_then(|a| a.runs.last());
                let node = run.and_then(|r| r.gauges.get(&q)).and_then(|g| g.nodes.last()).map(ToString::to_string);
                self.only(node.as_deref(), None, model);
            }
            About::Sink(node) => self.only(Some(&node), None, model),
            About::Replay(id) => self.watch_trial(&id, model),
            About::Ledger { node, cause } => self.only(Some(&node), Some(cause), model),
            About::Fault(id) | About::Guess(id) => self.watch_fault(&id, model),
            About::Head | About::Note => {}
        }
    }

    /// What happened at the node under the cursor; on the list, only what went wrong.
    fn why_here(&mut self, model: &mut Model) {
        if self.view == View::Events {
            let filter = Filter { title: say::ONLY_INCIDENTS.to_owned(), incidents: true, ..Filter::default() };
            let filter = self.events.filter.is_none().then_some(filter);
            return self.narrow(filter);
        }
        let here = model.board().and_then(|b| b.node_at(self.editor.cursor())).map(|n| n.id.to_string());
        self.only(here.as_deref(), None, model);
    }

    fn only(&mut self, node: Option<&str>, cause: Option<String>, model: &mut Model) {
        let Some(play) = &self.play else {
            model.say(Role::Text, say::NO_TRACE);
            return;
        };
        let number = node.and_then(|id| play.names.number_of(id));
        let mut title = number.map_or_else(|| say::EVERYWHERE.to_owned(), |n| say::only_at(&play.names.labels[n]));
        let named = |c: &String| play.line.entries.iter().any(|e| e.cause.is_some_and(|x| x.word() == c));
        let cause = cause.filter(named);
        if let Some(cause) = &cause {
            title = format!("{title}, {}", cause.replace('_', " "));
        }
        self.narrow(Some(Filter { title, node: number, cause, incidents: false }));
        (self.view, self.head.going) = (View::Events, false);
    }

    fn watch_worst(&mut self, model: &mut Model) {
        let run = model.attempt.as_ref().and_then(|a| a.runs.last());
        let worst = run.and_then(|r| r.faults.iter().filter(|f| f.applies).min_by_key(|f| f.percent));
        if let Some(id) = worst.map(|f| f.id.clone()) {
            self.watch_fault(&id, model);
        }
    }

    /// Shows a fault at its own moment, from just before it.
    fn watch_fault(&mut self, id: &str, model: &mut Model) {
        let (Some(play), Some(scenario)) = (&self.play, model.open_scenario()) else {
            model.say(Role::Text, say::NO_TRACE);
            return;
        };
        let Some(fault) = scenario.fault.iter().find(|f| f.id == id) else { return };
        let when = play.played.clock.local(fault.at);
        let name = clean_line(&fault.name);
        model.order_run(Wanted::Trace(vec![Pull { fault: id.to_owned(), at: None }]));
        self.then = Some(when - 60 * SECOND);
        (self.view, self.head.going, self.events.filter) = (View::Board, false, None);
        model.say(Role::Text, say::pulled(&name, ""));
    }

    /// Shows a replay trial, from just before everything is destroyed.
    fn watch_trial(&mut self, id: &str, model: &mut Model) {
        let (Some(_), Some(scenario)) = (&self.play, model.open_scenario()) else {
            model.say(Role::Text, say::NO_TRACE);
            return;
        };
        let Some(trial) = scenario.trials().find(|t| t.id == id) else { return };
        let name = clean_line(&trial.name);
        model.order_run(Wanted::Trial(id.to_owned()));
        (self.view, self.head.going, self.events.filter) = (View::Board, false, None);
        model.say(Role::Text, say::tried(&name));
    }

    pub(super) fn in_dialog(&mut self, action: Action, model: &mut Model) -> Option<Action> {
        let scenario = model.open_scenario()?;
        let dialog = self.dialog.as_mut()?;
        match action {
            Action::Back => self.dialog = None,
            Action::Next => dialog.change_moment(),
            Action::Move(Way::Up) => dialog.step(-1, scenario),
            Action::Move(Way::Down) => dialog.step(1, scenario),
            Action::Page(down) => dialog.step(if down { 5 } else { -5 }, scenario),
            Action::Wheel(by) => dialog.step(by as isize, scenario),
            Action::End(last) => dialog.step(if last { 1000 } else { -1000 }, scenario),
            Action::Choose => match dialog {
                Dialog::Which(cursor) => {
                    let fault = cursor.at;
                    self.ask(fault, model);
                }
                Dialog::Predict { at, .. } => {
                    let at = *at;
                    self.pull(at, model);
                }
            },
            Action::Pick(n) if n < dialog.len(scenario) => match dialog {
                Dialog::Which(_) => self.ask(n, model),
                Dialog::Predict { .. } => self.pull(n, model),
            },
            Action::Run(RunAction::Calm) => self.pull(usize::MAX, model),
            Action::Pick(_) => {}
            other => return Some(other),
        }
        None
    }

    /// Takes the letter of a fault.
    pub(super) fn pick_letter(&mut self, letter: char, model: &mut Model) {
        let at = model.open_scenario().and_then(|s| s.faults().position(|f| f.letter == letter));
        match at {
            Some(at) => self.ask(at, model),
            None => model.say(Role::Warn, say::no_letter(letter)),
        }
    }

    /// Asks what will happen, before it does.
    fn ask(&mut self, fault: usize, model: &mut Model) {
        let (Some(play), Some(scenario)) = (&self.play, model.open_scenario()) else { return };
        let Some(found) = scenario.faults().nth(fault) else {
            let trial = scenario.trials().nth(fault - scenario.faults().count()).map(|t| t.id.clone());
            self.dialog = None;
            return trial.into_iter().for_each(|id| self.watch_trial(&id, model));
        };
        let when = faults::strikes(found, self.head.now(&play.line), play, scenario);
        let or = (when == self.head.now(&play.line)).then(|| faults::before_the_next(when, play)).flatten();
        self.dialog = Some(Dialog::Predict { fault, at: 0, when, or });
    }

    /// Pulls the fault: the run is worked out again with it, the same up to that moment.
    fn pull(&mut self, answer: usize, model: &mut Model) {
        let Some(Dialog::Predict { fault, when, .. }) = self.dialog.take() else { return };
        let (Some(play), Some(scenario)) = (&self.play, model.open_scenario()) else { return };
        let Some(fault) = scenario.faults().nth(fault) else { return };
        let said = fault.predict.get(answer).map(|p| clean_line(p)).unwrap_or_default();
        let name = clean_line(&fault.name);
        let mut pulls = play.pulls.clone();
        pulls.push(Pull { fault: fault.id.clone(), at: Some(when) });
        let reveal = when + fault.for_s * SECOND + SETTLED;
        self.watched = Some(Watched { fault: fault.id.clone(), said: said.clone(), when, reveal, kept: false });
        self.then = Some(self.head.now(&play.line));
        model.order_run(Wanted::Trace(pulls));
        self.view = View::Board;
        self.head.going = model.settings.motion;
        model.say(Role::Accent, say::pulled(&name, &said));
    }

    /// Keeps what was said beside what happened, once the run with the fault is there.
    pub(super) fn keep_guess(&mut self, model: &mut Model) {
        let (Some(play), Some(calm), Some(watched)) = (&self.play, &self.calm, &mut self.watched) else { return };
        if watched.kept || play.pulls.last().is_none_or(|p| p.fault != watched.fault) {
            return;
        }
        watched.kept = true;
        let prediction = Prediction {
            at: model.now.clone(),
            board: self.current.clone(),
            fault: watched.fault.clone(),
            moment: telling::clock(play.played.clock, watched.when),
            said: watched.said.clone(),
            happened: happened(play, calm, watched.when),
        };
        if let Some(attempt) = &mut model.attempt {
            attempt.keep_prediction(prediction);
            model.keep_attempt();
        }
    }

    /// Says what happened beside what was said, once it has.
    pub(super) fn reveal(&mut self, model: &mut Model) {
        let (Some(play), Some(watched)) = (&self.play, &self.watched) else { return };
        let over = self.head.now(&play.line) >= watched.reveal || self.head.is_over(&play.line);
        let last = model.attempt.as_ref().and_then(|a| a.predictions.last());
        let Some(last) = last.filter(|_| over && watched.kept) else { return };
        let text = format!("{} {}", say::you_said(&last.said), say::it_happened(&last.happened));
        self.watched = None;
        model.say(Role::Accent, text);
    }
}

/// Says how a run with a fault differs from the one without.
fn happened(play: &Play, calm: &Played, when: Time) -> String {
    type Of = fn(&crate::sim::report::SinkReport) -> u64;
    let counts: [Of; 8] = [
        |s| s.late,
        |s| s.wrong,
        |s| s.parked,
        |s| s.rejected,
        |s| s.archived_only,
        |s| s.lost,
        |s| s.in_flight,
        |s| s.extra_copies,
    ];
    let sum = |p: &Played, of: Of| p.sinks.iter().map(of).sum::<u64>();
    let more: Vec<(u64, &str)> = counts
        .iter()
        .zip(&say::CLASSES[1..])
        .map(|(of, word)| (sum(&play.played, *of).saturating_sub(sum(calm, *of)), *word))
        .filter(|(n, _)| *n > 0)
        .collect();
    let told = |line: &[crate::sim::trace::Entry]| {
        line.iter().filter(|e| e.what == Some(H::Told) && e.at >= when).map(|e| e.at).min()
    };
    let told = told(&play.line.entries).filter(|t| told(&calm.entries) != Some(*t)).map(|t| t - when);
    if more.is_empty() && told.is_none() { say::NO_DIFFERENCE.to_owned() } else { say::difference(&more, told) }
}
