//! The line at the top of a list that shrinks as one types, and the letters that matched.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::Style,
    text::{Line, Span},
    widgets::{Paragraph, Widget},
};

use super::{field::Field, glyphs::Glyphs};
use crate::tui::{model::Model, theme::Role};

/// Returns where the typed text stands in a pane.
pub fn query_area(inside: Rect) -> Rect {
    Rect {
        x: inside.x + 2.min(inside.width),
        width: inside.width.saturating_sub(2),
        height: 1.min(inside.height),
        ..inside
    }
}

/// Draws the line that is typed in, and a rule below it.
pub fn draw_query(model: &Model, query: &Field, prompt: &str, inside: Rect, buf: &mut Buffer) {
    let theme = model.theme();
    let g = Glyphs::pick(model.settings.ascii);
    if inside.height < 2 {
        return;
    }
    buf.set_stringn(inside.x, inside.y, "/", 1, theme.style(Role::Key));
    let at = query_area(inside);
    if query.text().is_empty() {
        Paragraph::new(prompt).style(theme.style(Role::Muted)).render(at, buf);
    } else {
        query.draw(at, theme.style(Role::Title), buf);
    }
    let rule = Line::styled(g.dash.repeat(usize::from(inside.width)), theme.style(Role::Border));
    Paragraph::new(rule).render(Rect { y: inside.y + 1, height: 1, ..inside }, buf);
}

/// Sets a text with some of its characters in another style.
pub fn marked(text: &str, at: &[usize], plain: Style, other: Style) -> Vec<Span<'static>> {
    let mut spans: Vec<Span<'static>> = Vec::new();
    let mut run = String::new();
    let mut in_run = false;
    for (i, c) in text.chars().enumerate() {
        let hit = at.binary_search(&i).is_ok();
        if hit != in_run && !run.is_empty() {
            spans.push(Span::styled(std::mem::take(&mut run), if in_run { other } else { plain }));
        }
        in_run = hit;
        run.push(c);
    }
    spans.push(Span::styled(run, if in_run { other } else { plain }));
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_letters_that_matched_stand_out_and_none_is_lost() {
        let other = Style::new().bold();
        let spans = marked("Écoute", &[0, 1, 5], Style::new(), other);
        let parts: Vec<(&str, bool)> = spans.iter().map(|s| (s.content.as_ref(), s.style == other)).collect();
        assert_eq!(vec![("Éc", true), ("out", false), ("e", true)], parts);
        assert_eq!(1, marked("", &[], Style::new(), other).len());
    }
}
