//! Draws what the client needs, met or not, and how many things the review has to say.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
    widgets::{Paragraph, Widget},
};

use crate::{
    domain::scenario::Severity,
    tui::{
        model::Model,
        strings::board as say,
        theme::Role,
        widgets::{
            glyphs::Glyphs,
            pane::Pane,
            words::{cut, wrap},
        },
    },
};

/// Draws the list.
pub(super) fn draw(model: &Model, area: Rect, buf: &mut Buffer) {
    let Some(desk) = &model.desk else { return };
    let theme = model.theme();
    let g = Glyphs::pick(model.settings.ascii);
    let review = &desk.review;
    Pane::new(model, say::NEEDS).right(format!("{}/{}", review.met(), review.needs.len())).draw(area, buf);
    let inside = Pane::padded(area);
    let columns = usize::from(inside.width);
    let mut lines: Vec<Line> = Vec::new();
    // Open needs come first: they are what there is to do.
    let (open, met): (Vec<_>, Vec<_>) = review.needs.iter().partition(|n| !n.met);
    for need in open.iter().chain(&met) {
        let (sign, role, text) =
            if need.met { (g.yes, Role::Good, Role::Muted) } else { (g.no, Role::Bad, Role::Text) };
        let short = cut(&need.short, columns.saturating_sub(2));
        let sign = Span::styled(format!("{sign} "), theme.style(role));
        lines.push(Line::from(vec![sign, Span::styled(short, theme.style(text))]));
    }
    let errors = review.errors().count();
    let warnings = review.findings.iter().filter(|f| f.severity == Severity::Warning).count();
    if errors + warnings > 0 {
        let text = say::findings(errors, warnings);
        let at = usize::from(inside.height).saturating_sub(1);
        lines.truncate(at.saturating_sub(1));
        lines.resize(at, Line::default());
        let role = if errors > 0 { Role::Bad } else { Role::Warn };
        lines.push(Line::styled(cut(&text, columns), theme.style(role)));
    } else if open.is_empty() && !review.needs.is_empty() {
        lines.push(Line::default());
        lines.extend(wrap(say::ALL_MET, columns).into_iter().map(|l| Line::styled(l, theme.style(Role::Accent))));
    } else if let Some(first) = open.first() {
        hint(&mut lines, first, inside, &theme);
    }
    Paragraph::new(lines).render(inside, buf);
}

/// Shows the hint of the first open need where there is room below the list.
fn hint(
    lines: &mut Vec<Line>,
    need: &crate::domain::verdict::NeedVerdict,
    inside: Rect,
    theme: &crate::tui::theme::Theme,
) {
    let wrapped = wrap(&need.hint, usize::from(inside.width));
    if lines.len() + wrapped.len() < usize::from(inside.height) {
        lines.push(Line::default());
        lines.extend(wrapped.into_iter().map(|l| Line::styled(l, theme.style(Role::Muted))));
    }
}
