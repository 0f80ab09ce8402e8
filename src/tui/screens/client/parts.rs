//! Pieces of the answer form as lines of text.

use std::ops::Range;

use ratatui::{
    layout::Rect,
    text::{Line, Span},
};

use super::{
    form::{Form, Step},
    question::{self, Row, State},
};
use crate::{
    domain::question::{Heard, Hearing},
    tui::{
        model::Model,
        strings::client as say,
        theme::Role,
        widgets::{glyphs::Glyphs, words::wrap},
    },
};

/// The name of a step.
pub fn title(step: Step) -> &'static str {
    match step {
        Step::Point => say::STEP_POINT,
        Step::Number => say::STEP_NUMBER,
        Step::Because => say::STEP_BECAUSE,
        Step::Then => say::STEP_THEN,
        Step::Points => say::STEP_POINTS,
    }
}

/// What a step asks for, beyond the question itself.
pub fn instruction(row: &Row, step: Step) -> Option<String> {
    match step {
        Step::Point => row.point.as_ref().map(|p| format!("{p} {}", say::POINT_HELP)),
        Step::Number => row.number.as_ref().map(|n| n.say.clone()),
        Step::Because if row.number.is_none() => run_first(row),
        Step::Because | Step::Then | Step::Points => None,
    }
}

/// What has to be run first, for the question or for its number.
pub fn run_first(row: &Row) -> Option<String> {
    let first = row.run_first.as_ref()?;
    Some(if row.state == State::Waits { first.clone() } else { say::no_number(first) })
}

/// What stands at the right of a question's frame.
pub fn tags(row: &Row) -> String {
    let state = match row.state {
        State::Open => say::OPEN,
        State::Draft => say::DRAFT,
        State::Answered | State::Stale => say::ANSWERED,
        State::Waits => say::WAITS,
    };
    if row.required { format!("{}, {state}", say::REQUIRED) } else { state.to_owned() }
}

/// Returns where a number is typed.
pub fn field(area: Rect) -> Rect {
    Rect { width: area.width.min(14), height: area.height.min(1), ..area }
}

/// Cuts lines to so many; a cut is shown.
pub fn fit(lines: &mut Vec<Line<'_>>, rows: usize) {
    if lines.len() > rows {
        lines.truncate(rows);
        if let Some(last) = lines.last_mut() {
            last.spans.push(Span::raw(" …"));
        }
    }
}

/// What stands above the text being typed: the client's reaction and what the client asks back.
pub fn above(form: &Form, model: &Model, columns: usize) -> Vec<Line<'static>> {
    if form.step != Step::Then {
        return Vec::new();
    }
    let theme = model.theme();
    let mut out: Vec<Line> =
        wrap(&form.reaction, columns).into_iter().map(|l| Line::styled(l, theme.style(Role::Text))).collect();
    out.extend(wrap(&form.answer.follow_up, columns).into_iter().map(|l| Line::styled(l, theme.style(Role::Accent))));
    out.push(Line::default());
    out
}

/// Returns the points with what was heard of each, and which lines belong to which point.
pub fn points(form: &Form, model: &Model, columns: usize) -> (Vec<Line<'static>>, Vec<Range<usize>>) {
    let theme = model.theme();
    let mut out: Vec<Line> =
        wrap(&form.reaction, columns).into_iter().map(|l| Line::styled(l, theme.style(Role::Text))).collect();
    out.extend(wrap(say::POINTS_HELP, columns).into_iter().map(|l| Line::styled(l, theme.style(Role::Muted))));
    let mut spans = Vec::new();
    for (i, heard) in form.answer.heard.iter().enumerate() {
        out.push(Line::default());
        let from = out.len();
        out.extend(point(form, (i, heard), model, columns));
        spans.push(from..out.len());
    }
    (out, spans)
}

fn point(form: &Form, (i, heard): (usize, &Heard), model: &Model, columns: usize) -> Vec<Line<'static>> {
    let theme = model.theme();
    let g = Glyphs::pick(model.settings.ascii);
    let selected = i == form.at;
    let ticked = form.answer.confirmed.contains(&heard.id);
    let pointer = if selected { g.pointer } else { " " };
    let tick = if ticked { format!("[{}]", if g.ascii { "x" } else { g.yes }) } else { "[ ]".to_owned() };
    let text = model
        .open_scenario()
        .and_then(|s| question::find(s, &form.row.id))
        .and_then(|q| q.listens.iter().find(|l| l.id == heard.id))
        .map_or_else(|| heard.id.clone(), |l| l.text.clone());
    let style = theme.style(if selected { Role::Selected } else { Role::Text });
    let mut out = Vec::new();
    for (n, line) in wrap(&text, columns.saturating_sub(6)).into_iter().enumerate() {
        let lead = if n == 0 { format!("{pointer} {tick} ") } else { " ".repeat(6) };
        let pad = columns.saturating_sub(crate::tui::widgets::words::width(&line) + 6);
        out.push(Line::styled(format!("{lead}{line}{}", " ".repeat(pad)), style));
    }
    let (sign, word, role) = match heard.hearing {
        Hearing::Heard => (g.yes, say::HEARD, Role::Good),
        Hearing::Unbacked => (g.part, say::UNBACKED, Role::Warn),
        Hearing::NotHeard => (g.dot, say::NOT_HEARD, Role::Muted),
    };
    let mut text = format!("{sign} {word}");
    if !heard.matched.is_empty() {
        text = format!("{text}: {}", say::matched(&heard.matched));
    }
    let lines = wrap(&text, columns.saturating_sub(8)).into_iter();
    out.extend(lines.map(|l| Line::styled(format!("      {l}"), theme.style(role))));
    out
}
