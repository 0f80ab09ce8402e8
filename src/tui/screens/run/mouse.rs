//! The mouse in the run stage: tabs, the scrub bar, lists, the board. Everything has a key as well.

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Rect;

use super::{
    RunScreen, View,
    draw::{areas, scrub_area, tab_spots},
    faults,
};
use crate::tui::{
    action::{Action, BoardAction, RunAction},
    model::Model,
    screen::Screen,
    widgets::pane::Pane,
};

impl RunScreen {
    pub(super) fn take_mouse(&mut self, event: MouseEvent, area: Rect, model: &mut Model) -> Option<Action> {
        let place = (event.column, event.row);
        let it = areas(self.view, area);
        match event.kind {
            MouseEventKind::ScrollDown => return Some(Action::Wheel(1)),
            MouseEventKind::ScrollUp => return Some(Action::Wheel(-1)),
            MouseEventKind::Down(MouseButton::Left) => {}
            MouseEventKind::Drag(MouseButton::Left) if it.clock.contains(place.into()) => {
                return Some(seek(it.clock, place.0));
            }
            _ => return None,
        }
        if self.dialog.is_some() {
            return self.click_dialog(area, place, model);
        }
        if let Some((view, _)) = tab_spots(it.tabs).into_iter().find(|(_, at)| at.contains(place.into())) {
            return View::ALL.iter().position(|v| *v == view).map(Action::Pick);
        }
        if it.clock.contains(place.into()) {
            let bar = scrub_area(it.clock).contains(place.into());
            return Some(if bar { seek(it.clock, place.0) } else { Action::Run(RunAction::Pause) });
        }
        self.click_view(event, area, model)
    }

    fn click_dialog(&mut self, area: Rect, (x, y): (u16, u16), model: &Model) -> Option<Action> {
        let (dialog, scenario) = (self.dialog.as_ref()?, model.open_scenario()?);
        let at = faults::area(dialog, scenario, area);
        if !at.contains((x, y).into()) {
            return Some(Action::Back);
        }
        let (inside, first) = faults::first_row(dialog, scenario, area);
        if !inside.contains((x, y).into()) || y < first {
            return None;
        }
        let top = if let faults::Dialog::Which(cursor) = dialog { cursor.top } else { 0 };
        let row = usize::from(y - first) + top;
        (row < dialog.len(scenario)).then_some(Action::Pick(row))
    }

    fn click_view(&mut self, event: MouseEvent, area: Rect, model: &mut Model) -> Option<Action> {
        let it = areas(self.view, area);
        let place = (event.column, event.row);
        let list = if self.view == View::Events { Some(it.main) } else { it.events };
        if let Some(inside) = list.map(Pane::padded).filter(|l| l.contains(place.into())) {
            let row = self.events.at.top + usize::from(place.1 - inside.y);
            let again = self.events.at.at == row && self.events.held;
            if row < self.events.list.len() {
                (self.events.at.at, self.events.held, self.head.going) = (row, true, false);
            }
            return again.then_some(Action::Choose);
        }
        match self.view {
            View::Plan => self.plan.mouse(event, it.main, model),
            View::Board => match self.editor.mouse(event, it.main, model) {
                Some(Action::Board(act @ BoardAction::PointAt(_))) => Some(Action::Board(act)),
                _ => None,
            },
            View::Result => {
                let inside = Pane::padded(it.main);
                let row = self.rows_at.top + usize::from(place.1.saturating_sub(inside.y));
                let on = inside.contains(place.into()) && self.rows.get(row).is_some_and(super::Row::can_be_chosen);
                let again = self.rows_at.at == row;
                if on {
                    self.rows_at.at = row;
                }
                (on && again).then_some(Action::Run(RunAction::Why))
            }
            _ => None,
        }
    }
}

fn seek(clock: Rect, x: u16) -> Action {
    let bar = scrub_area(clock);
    let along = u32::from(x.saturating_sub(bar.x)) * 1000 / u32::from(bar.width.max(1));
    Action::Run(RunAction::Seek(along.min(1000) as u16))
}
