//! What the selected row of the hand-in stage is about, in full.

use ratatui::text::Line;

use crate::{
    domain::{attempt::HandedIn, scenario::Quality, text::clean},
    submission::Item,
    tui::{
        model::Model,
        screens::handin::{
            HandInScreen,
            rows::{Row, StepLine},
        },
        strings::{handin as say, quality},
        theme::{Role, Theme},
        widgets::{
            glyphs::Glyphs,
            words::{width, wrap},
        },
    },
};

/// Columns of the border that a title leaves to the note on its right.
const BESIDE_TITLE: usize = 22;

fn fits_border(label: &str, columns: usize) -> bool {
    width(label) + BESIDE_TITLE <= columns
}

/// Returns the title of the pane: short where the label of a step would not fit on the border.
pub fn title(screen: &HandInScreen, columns: usize) -> String {
    match screen.row() {
        Some(Row::Item(_) | Row::Head(_)) | None => say::CHECKLIST.to_owned(),
        Some(Row::Person(_)) => say::PERSON.to_owned(),
        Some(Row::Quality(q)) => quality::title(*q).to_owned(),
        Some(Row::Step(i)) => match screen.steps.get(*i) {
            Some(s) if fits_border(&s.label, columns) => s.label.clone(),
            _ => say::step(i + 1),
        },
        Some(Row::Bundle(_) | Row::NoBundle) => say::BUNDLES.to_owned(),
    }
}

/// Returns the lines of the pane.
pub fn lines(screen: &HandInScreen, model: &Model, columns: usize) -> Vec<Line<'static>> {
    let text = Text { theme: model.theme(), columns };
    let attempt = model.attempt.as_ref();
    match screen.row() {
        Some(Row::Item(i)) => screen.items.get(*i).map(|item| of_item(&text, model, item)).unwrap_or_default(),
        Some(Row::Person(_)) => text.put(Role::Muted, say::PERSON_HELP),
        Some(Row::Quality(q)) => of_quality(&text, *q, attempt.and_then(|a| a.qualities.get(q))),
        Some(Row::Step(i)) => screen.steps.get(*i).map(|s| of_step(&text, s)).unwrap_or_default(),
        Some(Row::Bundle(i)) => {
            attempt.and_then(|a| a.handed_in.get(*i)).map(|h| of_bundle(&text, h)).unwrap_or_default()
        }
        Some(Row::NoBundle) => text.put(Role::Text, say::NO_BUNDLE),
        Some(Row::Head(_)) | None => Vec::new(),
    }
}

struct Text {
    theme: Theme,
    columns: usize,
}

impl Text {
    fn put(&self, role: Role, text: &str) -> Vec<Line<'static>> {
        let style = self.theme.style(role);
        wrap(clean(text).trim_end(), self.columns).into_iter().map(|l| Line::styled(l, style)).collect()
    }

    fn item(&self, (sign, role): (&str, Role), text: &str) -> Vec<Line<'static>> {
        let style = self.theme.style(role);
        let lines = wrap(&clean(text), self.columns.saturating_sub(2)).into_iter().enumerate();
        lines.map(|(i, l)| Line::styled(if i == 0 { format!("{sign} {l}") } else { format!("  {l}") }, style)).collect()
    }
}

fn of_item(text: &Text, model: &Model, item: &Item) -> Vec<Line<'static>> {
    let g = Glyphs::pick(model.settings.ascii);
    let mut out = text.put(Role::Title, &item.text);
    if item.done {
        out.extend(text.item((g.yes, Role::Good), say::COMPLETE));
        return out;
    }
    for missing in &item.missing {
        out.extend(text.item((g.no, Role::Bad), missing));
    }
    out.push(Line::default());
    out.extend(text.put(Role::Muted, say::where_to(item.deliverable)));
    out
}

fn of_quality(text: &Text, q: Quality, said: Option<&String>) -> Vec<Line<'static>> {
    let mut out = text.put(Role::Muted, say::prompt(q));
    out.push(Line::default());
    match said {
        Some(said) => out.extend(text.put(Role::Text, said)),
        None => out.extend(text.put(Role::Bad, say::NOTHING_YET)),
    }
    out
}

fn of_step(text: &Text, step: &StepLine) -> Vec<Line<'static>> {
    let mut out = Vec::new();
    // The whole label, where the border is too short for it.
    if !fits_border(&step.label, text.columns) {
        out.extend(text.put(Role::Title, &step.label));
        out.push(Line::default());
    }
    match &step.note {
        Some(note) => {
            out.extend(text.put(Role::Text, note));
            out.push(Line::default());
            out.extend(text.put(Role::Muted, say::SHOW_IT));
        }
        None => out.extend(text.put(Role::Bad, say::EXPLAIN_IT)),
    }
    out
}

fn of_bundle(text: &Text, handed_in: &HandedIn) -> Vec<Line<'static>> {
    let mut out = text.put(Role::Title, &say::receipt(&handed_in.receipt, handed_in.size));
    // A path is never wrapped at blanks it does not have; the pieces can be copied together.
    out.extend(text.put(Role::Accent, &handed_in.path));
    out.push(Line::default());
    out.extend(text.put(Role::Text, say::NOW_SEND));
    out.extend(text.put(Role::Key, &format!("archlab verify \"{}\"", handed_in.path)));
    out.push(Line::default());
    out.extend(text.put(Role::Muted, say::AGAIN));
    out
}
