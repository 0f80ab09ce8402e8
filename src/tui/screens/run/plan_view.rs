//! Draws what a run will do.

use std::ops::Range;

use ratatui::{
    buffer::Buffer,
    layout::{Constraint, Layout, Rect},
    text::{Line, Span},
    widgets::{Paragraph, Widget, Wrap},
};

use super::{
    plan::{Plan, Step, Tone},
    plan_pane::PlanPane,
};
use crate::{
    domain::{component::Category, scenario::Quality},
    tui::{
        model::Model,
        strings::{quality, run as say},
        theme::{Role, Theme},
        widgets::{
            glyphs::Glyphs,
            pane::Pane,
            scroll::Scroll,
            words::{cut, width, wrap},
        },
    },
};

/// Below this both panes share one place.
const WIDE: u16 = 110;

struct Areas {
    honest: Rect,
    steps: Option<Rect>,
    notes: Option<Rect>,
}

fn areas(screen: &PlanPane, area: Rect) -> Areas {
    let on_notes = screen.on_notes;
    let wide = area.width.min(150);
    let area = Rect { x: area.x + (area.width - wide) / 2, width: wide, ..area };
    let tall = wrap(screen.honest, usize::from(wide.saturating_sub(2)).max(8)).len() as u16;
    let [honest, rest] = area.layout(&Layout::vertical([Constraint::Length(tall), Constraint::Min(3)]));
    let honest = Rect { x: honest.x + 1, width: honest.width.saturating_sub(2), ..honest };
    if area.width < WIDE {
        let (steps, notes) = if on_notes { (None, Some(rest)) } else { (Some(rest), None) };
        return Areas { honest, steps, notes };
    }
    let [steps, notes] = rest.layout(&Layout::horizontal([Constraint::Fill(3), Constraint::Fill(2)]));
    Areas { honest, steps: Some(steps), notes: Some(notes) }
}

/// Brings scrolls and selection in step with the size of the window.
pub fn settle(screen: &mut PlanPane, model: &Model, area: Rect) {
    let areas = areas(screen, area);
    let Some(plan) = &screen.plan else { return };
    if let Some(pane) = areas.steps {
        let inside = Pane::padded(pane);
        let (lines, spans) = step_lines(plan, screen.at, model, usize::from(inside.width));
        screen.steps.settle(lines.len(), usize::from(inside.height));
        if let Some(span) = spans.get(screen.at) {
            screen.steps.reveal(span.clone());
        }
    }
    if let Some(pane) = areas.notes {
        let inside = Pane::padded(pane);
        let lines = note_lines(plan, model, usize::from(inside.width));
        screen.notes.settle(lines.len(), usize::from(inside.height));
    }
}

/// Finds the step at a place on the screen.
pub fn step_at(screen: &PlanPane, model: &Model, area: Rect, (x, y): (u16, u16)) -> Option<usize> {
    let inside = Pane::padded(areas(screen, area).steps?);
    if !inside.contains((x, y).into()) {
        return None;
    }
    let line = screen.steps.top + usize::from(y - inside.y);
    let (_, spans) = step_lines(screen.plan.as_ref()?, screen.at, model, usize::from(inside.width));
    spans.iter().position(|s| s.contains(&line))
}

/// Draws the stage.
pub fn draw(screen: &PlanPane, model: &Model, area: Rect, buf: &mut Buffer) {
    let theme = model.theme();
    let areas = areas(screen, area);
    Paragraph::new(screen.honest).style(theme.style(Role::Warn)).wrap(Wrap { trim: true }).render(areas.honest, buf);
    let empty = screen.plan.as_ref().is_none_or(|p| p.steps.is_empty());
    if let Some(pane) = areas.steps {
        let count = if empty { String::new() } else { count(screen) };
        Pane::new(model, say::TITLE).focus(!screen.on_notes).right(count).draw(pane, buf);
        let inside = Pane::padded(pane);
        match &screen.plan {
            Some(plan) if !empty => {
                let (lines, _) = step_lines(plan, screen.at, model, usize::from(inside.width));
                window(&lines, &screen.steps, inside, buf);
            }
            plan => {
                let text = if plan.is_some() { say::EMPTY } else { say::ONE_MOMENT };
                Paragraph::new(text).style(theme.style(Role::Muted)).wrap(Wrap { trim: true }).render(inside, buf);
            }
        }
    }
    if let Some(pane) = areas.notes {
        Pane::new(model, say::OPEN).focus(screen.on_notes).right(screen.notes.note()).draw(pane, buf);
        let inside = Pane::padded(pane);
        if let Some(plan) = &screen.plan {
            window(&note_lines(plan, model, usize::from(inside.width)), &screen.notes, inside, buf);
        }
    }
}

fn count(screen: &PlanPane) -> String {
    let (steps, more) = (say::steps(screen.len()), screen.steps.note());
    if more.is_empty() { steps } else { format!("{steps}, {more}") }
}

fn window(lines: &[Line<'static>], scroll: &Scroll, area: Rect, buf: &mut Buffer) {
    let shown = &lines[scroll.window(lines.len(), usize::from(area.height))];
    Paragraph::new(shown.to_vec()).render(area, buf);
}

/// Returns the lines of all steps, and which lines belong to which step.
fn step_lines(plan: &Plan, at: usize, model: &Model, columns: usize) -> (Vec<Line<'static>>, Vec<Range<usize>>) {
    let mut lines = Vec::new();
    let mut spans = Vec::new();
    for (i, step) in plan.steps.iter().enumerate() {
        let from = lines.len();
        lines.push(head(step, i, at == i, model, columns));
        for (tone, text) in &step.lines {
            lines.extend(body(model, *tone, text, columns));
        }
        spans.push(from..lines.len());
        lines.push(Line::default());
    }
    lines.pop();
    (lines, spans)
}

fn head(step: &Step, i: usize, selected: bool, model: &Model, columns: usize) -> Line<'static> {
    let theme = model.theme();
    let g = Glyphs::pick(model.settings.ascii);
    let pointer = if selected { g.pointer } else { " " };
    let sign = if g.ascii { &step.glyph.1 } else { &step.glyph.0 };
    let lead = format!("{pointer} {:>2}  ", i + 1);
    let room = columns.saturating_sub(width(&lead) + width(sign) + 1);
    let label = cut(&step.label, room);
    let does = cut(&format!("  {}", step.does), room.saturating_sub(width(&label)));
    if selected {
        let text = format!("{lead}{sign} {label}{does}");
        let pad = " ".repeat(columns.saturating_sub(width(&text)));
        return Line::styled(text + &pad, theme.style(Role::Selected));
    }
    Line::from(vec![
        Span::styled(lead, theme.style(Role::Muted)),
        Span::styled(format!("{sign} "), theme.category(category(model, step))),
        Span::styled(label, theme.style(Role::Title)),
        Span::styled(does, theme.style(Role::Muted)),
    ])
}

fn category(model: &Model, step: &Step) -> Category {
    let node = model.board().and_then(|b| b.nodes.get(&step.node));
    let found = node.and_then(|n| model.pack.as_ref()?.catalogue.get(&n.component));
    found.map_or(Category::Source, |c| c.category)
}

fn body(model: &Model, tone: Tone, text: &str, columns: usize) -> Vec<Line<'static>> {
    let g = Glyphs::pick(model.settings.ascii);
    let (sign, role) = match tone {
        Tone::Plain => (g.dot, Role::Text),
        Tone::Assumed => ("~", Role::Muted),
        Tone::Bad => (g.no, Role::Bad),
    };
    item(&model.theme(), (sign, role), text, (6, columns))
}

/// A line with a sign before it, wrapped under itself.
fn item(
    theme: &Theme,
    (sign, role): (&str, Role),
    text: &str,
    (indent, columns): (usize, usize),
) -> Vec<Line<'static>> {
    let style = theme.style(role);
    let wrapped = wrap(text, columns.saturating_sub(indent + 2)).into_iter().enumerate();
    wrapped
        .map(|(i, line)| {
            let lead = if i == 0 { format!("{}{sign} ", " ".repeat(indent)) } else { " ".repeat(indent + 2) };
            Line::styled(lead + &line, style)
        })
        .collect()
}

fn note_lines(plan: &Plan, model: &Model, columns: usize) -> Vec<Line<'static>> {
    let theme = model.theme();
    let g = Glyphs::pick(model.settings.ascii);
    let mut out = vec![Line::styled(say::NOT_GOING, theme.style(Role::Title))];
    if plan.steps.is_empty() {
        out.extend(item(&theme, (g.dot, Role::Muted), say::EMPTY, (0, columns)));
    } else if plan.stuck.is_empty() {
        out.extend(item(&theme, (g.yes, Role::Good), say::ALL_GOES, (0, columns)));
    }
    for text in &plan.stuck {
        out.extend(item(&theme, (g.no, Role::Bad), text, (0, columns)));
    }
    out.push(Line::default());
    out.push(Line::styled(say::ASSUMED, theme.style(Role::Title)));
    if plan.assumed.is_empty() {
        out.extend(item(&theme, (g.dot, Role::Muted), say::NOTHING_ASSUMED, (0, columns)));
    }
    for text in &plan.assumed {
        out.extend(item(&theme, ("~", Role::Text), text, (0, columns)));
    }
    out.push(Line::default());
    out.push(Line::styled(say::MEASURES, theme.style(Role::Title)));
    for (q, text) in Quality::ALL.iter().zip(say::MEASURED) {
        let text = format!("{}: {text}", quality::title(*q));
        out.extend(item(&theme, (g.dot, Role::Muted), &text, (0, columns)));
    }
    out
}
