//! The brief stage: the client's letter, and the contract in short beside it.

mod view;

#[cfg(test)]
mod tests;

use crossterm::event::{MouseEvent, MouseEventKind};
use ratatui::{buffer::Buffer, layout::Rect};

use crate::{
    domain::{attempt::Stage, id::ScenarioId, progress::Place},
    tui::{
        action::{Action, Way},
        keymap::Context,
        model::Model,
        screen::Screen,
        screens::move_stage,
        strings::brief as say,
        theme::Role,
        widgets::scroll::Scroll,
    },
};

/// The letter of a contract.
#[derive(Debug)]
pub struct BriefScreen {
    id: ScenarioId,
    letter: Scroll,
    facts: Scroll,
    /// Whether the keys scroll the contract in short.
    on_facts: bool,
}

impl BriefScreen {
    /// Opens the letter of a contract.
    pub fn new(id: ScenarioId) -> Self {
        Self { id, letter: Scroll::default(), facts: Scroll::default(), on_facts: false }
    }

    fn scroll(&mut self) -> &mut Scroll {
        if self.on_facts { &mut self.facts } else { &mut self.letter }
    }

    /// Takes the contract, the first time, and goes to the board.
    fn take(&self, model: &mut Model) -> Option<Action> {
        let title = model.scenario(&self.id)?.title.clone();
        let now = model.now.clone();
        let Some(attempt) = &mut model.attempt else {
            model.say(Role::Warn, say::ONE_MOMENT);
            return None;
        };
        if attempt.taken_at.is_empty() {
            attempt.taken_at.clone_from(&now);
            model.keep_attempt();
            model.say(Role::Good, say::now_yours(&title));
        }
        if !model.progress.taken.contains_key(&self.id) {
            model.progress.taken.insert(self.id.clone(), now);
            model.keep_progress();
        }
        Some(Action::Go(Place::Contract(self.id.clone(), Stage::Build)))
    }
}

impl Screen for BriefScreen {
    fn contexts(&self, _model: &Model) -> Vec<Context> {
        vec![Context::Brief, Context::List, Context::Contract]
    }

    fn can(&self, action: &Action, model: &Model) -> bool {
        match action {
            Action::Continue => model.scenario(&self.id).is_some(),
            Action::PreviousStage => false,
            _ => true,
        }
    }

    fn act(&mut self, action: Action, model: &mut Model) -> Option<Action> {
        match action {
            Action::Move(Way::Up) => self.scroll().by(-1),
            Action::Move(Way::Down) => self.scroll().by(1),
            Action::Wheel(by) => self.scroll().by(by as isize),
            Action::Page(down) => self.scroll().page(down),
            Action::End(last) => self.scroll().end(last),
            Action::Next | Action::Previous => self.on_facts = !self.on_facts,
            Action::Continue => return self.take(model),
            other => return Some(move_stage(&self.id, Stage::Brief, other)),
        }
        None
    }

    fn mouse(&mut self, event: MouseEvent, area: Rect, _model: &mut Model) -> Option<Action> {
        let by = match event.kind {
            MouseEventKind::ScrollDown => 3,
            MouseEventKind::ScrollUp => -3,
            _ => return None,
        };
        if let Some(facts) = view::areas(area, self.on_facts).facts {
            self.on_facts = facts.contains((event.column, event.row).into());
        }
        Some(Action::Wheel(by))
    }

    fn settle(&mut self, area: Rect, model: &mut Model) {
        let areas = view::areas(area, self.on_facts);
        for (scroll, pane, facts) in [(&mut self.letter, areas.letter, false), (&mut self.facts, areas.facts, true)] {
            if let Some(pane) = pane {
                let rows = usize::from(view::page(pane).height);
                scroll.settle(view::text(&self.id, model, pane, facts).len(), rows);
            }
        }
    }

    fn draw(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        view::draw(self, model, area, buf);
    }

    fn path(&self, model: &Model) -> Vec<String> {
        model.scenario(&self.id).map(|s| s.title.clone()).into_iter().collect()
    }
}
