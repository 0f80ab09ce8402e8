//! Draws the letter and the contract in short.

use ratatui::{
    buffer::Buffer,
    layout::{Constraint, Layout, Rect},
    text::{Line, Span},
    widgets::{Paragraph, Widget},
};

use super::BriefScreen;
use crate::{
    domain::{
        attempt::Attempt,
        id::ScenarioId,
        scenario::{Quality, Scenario},
        text::clean_line,
    },
    tui::{
        model::Model,
        strings::{brief as say, quality},
        theme::{Role, Theme},
        widgets::{
            dates::day_and_time,
            glyphs::Glyphs,
            markdown,
            pane::Pane,
            scroll::Scroll,
            words::{name_of, wrap},
        },
    },
};

/// The widest a letter is set: longer lines tire the eye.
const LETTER: u16 = 78;
/// Below this both panes share one place.
const WIDE: u16 = 110;

/// Where the panes stand; in a narrow window only one of them is there.
pub struct Areas {
    /// The letter.
    pub letter: Option<Rect>,
    /// The contract in short.
    pub facts: Option<Rect>,
}

/// Lays the panes out.
pub fn areas(area: Rect, on_facts: bool) -> Areas {
    if area.width < WIDE {
        let wide = area.width.min(LETTER + 8);
        let one = Rect { x: area.x + (area.width - wide) / 2, width: wide, ..area };
        return if on_facts {
            Areas { letter: None, facts: Some(one) }
        } else {
            Areas { letter: Some(one), facts: None }
        };
    }
    let side = (area.width / 3).clamp(38, 56);
    let wide = area.width.min(LETTER + 8 + side);
    let both = Rect { x: area.x + (area.width - wide) / 2, width: wide, ..area };
    let [letter, facts] = both.layout(&Layout::horizontal([Constraint::Fill(1), Constraint::Length(side)]));
    Areas { letter: Some(letter), facts: Some(facts) }
}

/// Returns where the text of a pane stands: a margin like that of a sheet.
pub fn page(pane: Rect) -> Rect {
    let inside = Pane::inside(pane);
    let margin = if inside.width > 60 { 3 } else { 1 };
    Rect::new(inside.x + margin, inside.y + 1, inside.width.saturating_sub(2 * margin), inside.height.saturating_sub(1))
}

/// Returns the lines of a pane.
pub fn text(id: &ScenarioId, model: &Model, pane: Rect, facts: bool) -> Vec<Line<'static>> {
    let theme = model.theme();
    let columns = usize::from(page(pane).width.min(LETTER));
    let Some(scenario) = model.scenario(id) else {
        let text = if model.pack.is_some() { say::UNKNOWN } else { say::ONE_MOMENT };
        return vec![Line::styled(text, theme.style(Role::Muted))];
    };
    if facts { in_short(scenario, model, columns) } else { letter(scenario, model, columns) }
}

fn letter(scenario: &Scenario, model: &Model, columns: usize) -> Vec<Line<'static>> {
    let theme = model.theme();
    let mut out = change(scenario, model, columns);
    out.extend(markdown::lines(&scenario.brief, columns, &theme, model.settings.ascii));
    out.push(Line::default());
    out
}

/// What the client changed, dated, above everything else.
fn change(scenario: &Scenario, model: &Model, columns: usize) -> Vec<Line<'static>> {
    let when = model.attempt.as_ref().and_then(|a| a.changed_at.as_deref());
    let (Some(when), Some(change)) = (when, &scenario.change) else { return Vec::new() };
    let theme = model.theme();
    let g = Glyphs::pick(model.settings.ascii);
    let head = format!("{} {}", g.warn, say::changed(&day_and_time(when)));
    let mut out = vec![Line::styled(head, theme.style(Role::Warn))];
    let bar = if g.ascii { "| " } else { "┃ " };
    for line in markdown::lines(&change.text, columns.saturating_sub(2), &theme, g.ascii) {
        let mut spans = vec![Span::styled(bar, theme.style(Role::Warn))];
        spans.extend(line.spans);
        out.push(Line::from(spans));
    }
    out.push(Line::styled(g.dash.repeat(columns), theme.style(Role::Border)));
    out.push(Line::default());
    out
}

fn in_short(scenario: &Scenario, model: &Model, columns: usize) -> Vec<Line<'static>> {
    let theme = model.theme();
    let g = Glyphs::pick(model.settings.ascii);
    let mut out = Vec::new();
    for (name, value) in [
        (say::CLIENT, scenario.client.clone()),
        (say::CONTACT, scenario.contact.clone()),
        (say::TAKES, say::minutes(scenario.minutes)),
        (say::CLOCK, scenario.time_zone.clone()),
    ] {
        out.extend(pair(&theme, name, &value, columns));
    }
    out.push(Line::default());
    out.push(Line::styled(say::DELIVERABLES, theme.style(Role::Title)));
    for d in &scenario.deliverable {
        out.extend(item(&theme, &g, &d.text, columns));
    }
    let changed = model.attempt.as_ref().is_some_and(Attempt::is_changed);
    for q in Quality::ALL {
        out.push(Line::default());
        out.extend(meaning(scenario, (*q, changed), (&theme, &g), columns));
    }
    out
}

fn meaning(
    scenario: &Scenario,
    (q, changed): (Quality, bool),
    (theme, g): (&Theme, &Glyphs),
    columns: usize,
) -> Vec<Line<'static>> {
    let mut out = vec![Line::styled(quality::title(q), theme.style(Role::Accent))];
    out.extend(wrap(quality::meaning(q), columns).into_iter().map(|l| Line::styled(l, theme.style(Role::Muted))));
    let mut needs = scenario.need.iter().filter(|n| n.quality == q && n.phase.counts(changed)).peekable();
    if needs.peek().is_none() {
        out.push(Line::styled(say::NO_NEED, theme.style(Role::Muted)));
    }
    for need in needs {
        out.extend(item(theme, g, &need.text, columns));
    }
    out
}

/// A name and a value, the value wrapped under itself.
fn pair(theme: &Theme, name: &str, value: &str, columns: usize) -> Vec<Line<'static>> {
    const NAME: usize = 9;
    let lines = wrap(&clean_line(value), columns.saturating_sub(NAME));
    let mut out = Vec::new();
    for (i, line) in lines.into_iter().enumerate() {
        let head = if i == 0 { name } else { "" };
        out.push(Line::from(vec![
            Span::styled(format!("{head:<NAME$}"), theme.style(Role::Muted)),
            Span::styled(line, theme.style(Role::Text)),
        ]));
    }
    out
}

fn item(theme: &Theme, g: &Glyphs, text: &str, columns: usize) -> Vec<Line<'static>> {
    let lines = wrap(&clean_line(text), columns.saturating_sub(2));
    let styled = |(i, line): (usize, String)| {
        let lead = if i == 0 { format!("{} ", g.dot) } else { "  ".to_owned() };
        Line::from(vec![Span::styled(lead, theme.style(Role::Muted)), Span::styled(line, theme.style(Role::Text))])
    };
    lines.into_iter().enumerate().map(styled).collect()
}

/// Draws both panes, or the one that there is room for.
pub fn draw(screen: &BriefScreen, model: &Model, area: Rect, buf: &mut Buffer) {
    let areas = areas(area, screen.on_facts);
    if let Some(pane) = areas.letter {
        let contact = model.scenario(&screen.id).map_or_else(String::new, |s| clean_line(name_of(&s.client)));
        let taken = model.attempt.as_ref().map(|a| a.taken_at.as_str()).filter(|t| !t.is_empty());
        let right = [taken.map(|t| say::taken(&day_and_time(t))), Some(screen.letter.note()).filter(|p| !p.is_empty())];
        let right = right.into_iter().flatten().collect::<Vec<_>>().join("  ");
        Pane::new(model, contact).focus(!screen.on_facts).right(right).draw(pane, buf);
        lines(&text(&screen.id, model, pane, false), &screen.letter, page(pane), buf);
    }
    if let Some(pane) = areas.facts {
        Pane::new(model, say::IN_SHORT).focus(screen.on_facts).right(screen.facts.note()).draw(pane, buf);
        lines(&text(&screen.id, model, pane, true), &screen.facts, page(pane), buf);
    }
}

fn lines(all: &[Line<'static>], scroll: &Scroll, area: Rect, buf: &mut Buffer) {
    let area = Rect { width: area.width.min(LETTER), ..area };
    let shown = &all[scroll.window(all.len(), usize::from(area.height))];
    Paragraph::new(shown.to_vec()).render(area, buf);
}
