//! Breaking something on purpose: the list of faults, then what the student expects, then when it
//! strikes.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
    widgets::{Paragraph, Widget, Wrap},
};

use super::{Play, telling};
use crate::{
    domain::{
        scenario::Scenario,
        text::clean_line,
        workload::{Fault, FaultKind},
    },
    sim::{
        agenda::{SECOND, Time},
        trace::{Entry, Happening},
    },
    tui::{
        model::Model,
        strings::run as say,
        theme::Role,
        widgets::{
            frame,
            glyphs::Glyphs,
            list::Cursor,
            pane::Pane,
            words::{cut, width, wrap},
        },
    },
};

/// So long before an arrival a fault strikes that waits for one.
const LEAD: Time = 60 * SECOND;

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dialog {
    /// Which fault.
    Which(Cursor),
    /// What will happen: the fault and the selected answer; the last one is to say nothing.
    Predict {
        /// The fault's place in the contract.
        fault: usize,
        /// The selected answer.
        at: usize,
        /// When it will strike.
        when: Time,
        /// When else it could strike: shortly before the next arrival, or now.
        or: Option<Time>,
    },
}

impl Dialog {
    /// Returns how many rows it has.
    pub fn len(&self, scenario: &Scenario) -> usize {
        match self {
            Self::Which(_) => scenario.faults().count() + scenario.trials().count(),
            Self::Predict { fault, .. } => scenario.faults().nth(*fault).map_or(0, |f| f.predict.len() + 1),
        }
    }

    /// Moves in it.
    pub fn step(&mut self, by: isize, scenario: &Scenario) {
        let len = self.len(scenario);
        match self {
            Self::Which(cursor) => cursor.step(by, len),
            Self::Predict { at, .. } => *at = at.saturating_add_signed(by).min(len.saturating_sub(1)),
        }
    }

    /// Lets it strike at the other moment.
    pub fn change_moment(&mut self) {
        if let Self::Predict { when, or: Some(or), .. } = self {
            std::mem::swap(when, or);
        }
    }
}

/// Returns when a fault that is pulled now strikes: what changes an arrival strikes the next one.
pub fn strikes(fault: &Fault, now: Time, play: &Play, scenario: &Scenario) -> Time {
    let of_a_file = matches!(
        fault.does,
        FaultKind::Late { .. }
            | FaultKind::Missing
            | FaultKind::SlowWriting { .. }
            | FaultKind::Twice { .. }
            | FaultKind::Corrected { .. }
            | FaultKind::Poison { .. }
            | FaultKind::CutShort { .. }
    );
    let Some(run) = scenario.run.as_ref().filter(|r| of_a_file && !r.slots.is_empty()) else { return now };
    let slots = play.played.clock.slots(&run.slots, run.days, true);
    slots.into_iter().find(|&s| s > now).unwrap_or(now)
}

/// Returns a moment shortly before the next arrival, for a fault that would else find nothing to do.
pub fn before_the_next(when: Time, play: &Play) -> Option<Time> {
    let ready = |e: &&Entry| e.at > when + LEAD && matches!(e.what, Some(Happening::Ready));
    play.line.entries.iter().find(ready).map(|e| e.at - LEAD)
}

/// Returns where a dialog stands.
pub fn area(dialog: &Dialog, scenario: &Scenario, body: Rect) -> Rect {
    let rows = dialog.len(scenario) as u16;
    let (w, h) = match dialog {
        Dialog::Which(_) => (74, rows + 7),
        Dialog::Predict { .. } => (74, rows + 8),
    };
    frame::overlay_area(Some((w, h)), body)
}

/// Draws the dialog.
pub fn draw(dialog: &Dialog, play: &Play, scenario: &Scenario, model: &Model, body: Rect, buf: &mut Buffer) {
    let at = area(dialog, scenario, body);
    frame::clear(&model.theme(), at, buf);
    match dialog {
        Dialog::Which(cursor) => which(cursor, scenario, model, at, buf),
        Dialog::Predict { fault, at: answer, when, or } => {
            if let Some(fault) = scenario.faults().nth(*fault) {
                let mut moment = say::strikes(&telling::clock(play.played.clock, *when));
                if let Some(or) = or {
                    moment = format!("{moment} {}", say::or_strikes(&telling::clock(play.played.clock, *or)));
                }
                predict(fault, *answer, &moment, model, at, buf);
            }
        }
    }
}

/// Returns the first row of the list within a dialog.
pub fn first_row(dialog: &Dialog, scenario: &Scenario, body: Rect) -> (Rect, u16) {
    let at = area(dialog, scenario, body);
    let inside = Pane::padded(at);
    match dialog {
        Dialog::Which(_) => (inside, inside.y),
        Dialog::Predict { fault, .. } => {
            let story = scenario.faults().nth(*fault).map_or(0, |f| story_lines(f, usize::from(inside.width)).len());
            (inside, inside.y + story as u16 + 2)
        }
    }
}

/// A row of the list.
struct Choice<'a> {
    key: String,
    name: &'a str,
    story: &'a str,
}

/// Returns the faults with their letters, then the replay trials.
fn choices(scenario: &Scenario, ascii: bool) -> Vec<Choice<'_>> {
    let mark = say::TRIAL_MARK[usize::from(ascii)];
    let faults = scenario.faults().map(|f| Choice { key: f.letter.to_string(), name: &f.name, story: &f.story });
    let trials = scenario.trials().map(|t| Choice { key: mark.to_owned(), name: &t.name, story: &t.story });
    faults.chain(trials).collect()
}

fn which(cursor: &Cursor, scenario: &Scenario, model: &Model, at: Rect, buf: &mut Buffer) {
    let theme = model.theme();
    let g = Glyphs::pick(model.settings.ascii);
    Pane::new(model, say::FAULTS).focus(true).right(say::FAULTS_HELP).draw(at, buf);
    let inside = Pane::padded(at);
    let choices = choices(scenario, g.ascii);
    let story = choices.get(cursor.at).map(|c| wrap(&clean_line(c.story), usize::from(inside.width)));
    let rows = usize::from(inside.height).saturating_sub(4).max(1);
    for (y, i) in cursor.window(choices.len(), rows).enumerate() {
        let choice = &choices[i];
        let pointer = if i == cursor.at { g.pointer } else { " " };
        let columns = usize::from(inside.width);
        let text = cut(&clean_line(choice.name), columns.saturating_sub(6));
        let line = if i == cursor.at {
            let text = format!("{pointer} {}  {text}", choice.key);
            let pad = " ".repeat(columns.saturating_sub(width(&text)));
            Line::styled(text + &pad, theme.style(Role::Selected))
        } else {
            Line::from(vec![
                Span::raw("  "),
                Span::styled(choice.key.clone(), theme.style(Role::Key)),
                Span::raw(format!("  {text}")),
            ])
        };
        let row = Rect { y: inside.y + y as u16, height: 1, ..inside };
        Paragraph::new(line).render(row, buf);
    }
    let below = Rect { y: inside.bottom().saturating_sub(3), height: 3.min(inside.height), ..inside };
    let lines: Vec<Line> = story.unwrap_or_default().into_iter().map(Line::raw).collect();
    Paragraph::new(lines).style(theme.style(Role::Muted)).render(below, buf);
}

fn story_lines(fault: &Fault, columns: usize) -> Vec<String> {
    wrap(&format!("{}. {}", clean_line(&fault.name), clean_line(&fault.story)), columns)
}

fn predict(fault: &Fault, answer: usize, moment: &str, model: &Model, at: Rect, buf: &mut Buffer) {
    let theme = model.theme();
    let g = Glyphs::pick(model.settings.ascii);
    Pane::new(model, say::PREDICT).focus(true).draw(at, buf);
    let inside = Pane::padded(at);
    let columns = usize::from(inside.width);
    let mut lines: Vec<Line> = story_lines(fault, columns).into_iter().map(Line::raw).collect();
    lines.push(Line::styled(cut(moment, columns), theme.style(Role::Accent)));
    lines.push(Line::default());
    let answers = fault.predict.iter().map(|p| clean_line(p)).chain([say::SKIP.to_owned()]);
    for (i, text) in answers.enumerate() {
        let pointer = if i == answer { g.pointer } else { " " };
        let text = cut(&format!("{pointer} {}  {text}", i + 1), columns);
        let pad = " ".repeat(columns.saturating_sub(width(&text)));
        let role = if i == answer { Role::Selected } else { Role::Text };
        lines.push(Line::styled(text + &pad, theme.style(role)));
    }
    Paragraph::new(lines).wrap(Wrap { trim: false }).render(inside, buf);
}
