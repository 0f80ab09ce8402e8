//! What surrounds every screen: header, footer, the place of overlays, the message when the
//! terminal is too small.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
    widgets::{Clear, Paragraph, Widget, Wrap},
};

use super::{
    glyphs::Glyphs,
    words::{cut, width},
};
use crate::{
    domain::{attempt::Stage, progress::Place},
    tui::{
        keymap::Binding,
        model::{Model, Saved},
        strings::frame as say,
        theme::{Role, Theme},
    },
};

/// Returns the area between header and footer.
pub fn body(area: Rect) -> Rect {
    Rect::new(area.x, area.y + 1, area.width, area.height.saturating_sub(2))
}

/// Returns where an overlay of a size stands in the body: centred, never larger than the body.
pub fn overlay_area(wants: Option<(u16, u16)>, body: Rect) -> Rect {
    let Some((w, h)) = wants else { return body };
    let (w, h) = (w.min(body.width), h.min(body.height));
    Rect::new(body.x + (body.width - w) / 2, body.y + (body.height - h) / 2, w, h)
}

/// Clears an area to the ground.
pub fn clear(theme: &Theme, area: Rect, buf: &mut Buffer) {
    Clear.render(area, buf);
    buf.set_style(area, theme.ground());
}

/// Draws the header: where am I, which stage, is it saved.
pub fn header(model: &Model, path: &[String], place: &Place, area: Rect, buf: &mut Buffer) {
    let theme = model.theme();
    let g = Glyphs::pick(model.settings.ascii);
    let bar = Rect { height: 1, ..area };
    buf.set_style(bar, theme.style(Role::Bar));
    let mut left = vec![Span::raw(" "), Span::styled("archlab", theme.style(Role::Accent))];
    for (i, part) in path.iter().enumerate() {
        left.push(Span::styled(format!(" {} ", g.step), theme.style(Role::Muted)));
        let role = if i + 1 == path.len() { Role::Title } else { Role::Text };
        left.push(Span::styled(part.clone(), theme.style(role)));
    }
    let left = Line::from(left);
    let lw = left.width() as u16;
    Paragraph::new(left).render(bar, buf);
    let tabs = match place {
        Place::Contract(_, stage) => stage_line(&theme, &g, *stage),
        _ => Line::default(),
    };
    let w = tabs.width() as u16;
    let room = area.width.saturating_sub(lw + 2 + w + 1);
    // Where room is short, the state of the needs shrinks first; "saved" always stays.
    let mut rights =
        [say::needs_met, say::needs_met_short, say::needs_left_out].map(|f| saved_line(model, &g, f)).into_iter();
    let right = rights.find(|r| r.width() as u16 <= room).unwrap_or_else(|| saved_line(model, &g, say::needs_left_out));
    let rw = (right.width() as u16).min(area.width);
    let x = (area.width.saturating_sub(w) / 2).max(lw + 2);
    let x = if x + w + 1 + rw > area.width { lw + 2 } else { x };
    if x + w + 1 + rw <= area.width {
        Paragraph::new(tabs).render(Rect::new(area.x + x, area.y, w, 1), buf);
    }
    Paragraph::new(right).render(Rect::new(area.x + area.width - rw, area.y, rw, 1), buf);
}

fn stage_line<'a>(theme: &Theme, g: &Glyphs, at: Stage) -> Line<'a> {
    let mut spans = Vec::new();
    for (i, stage) in Stage::ALL.iter().enumerate() {
        if i > 0 {
            spans.push(Span::styled(format!(" {} ", g.dash), theme.style(Role::Muted)));
        }
        if *stage == at {
            spans.push(Span::styled(format!("[{}]", stage.title()), theme.style(Role::Accent)));
        } else {
            spans.push(Span::styled(stage.title(), theme.style(Role::Text)));
        }
    }
    Line::from(spans)
}

fn saved_line<'a>(model: &Model, g: &Glyphs, needs: fn(usize, usize) -> String) -> Line<'a> {
    let theme = model.theme();
    let mut spans = Vec::new();
    if let (Some(desk), Some(_)) = (&model.desk, model.open_scenario()) {
        let needs = needs(desk.review.met(), desk.review.needs.len());
        if !needs.is_empty() {
            spans.push(Span::raw(format!("{needs} {} ", g.dot)));
        }
    }
    let (text, role) = match &model.saved {
        Saved::Yes => (say::SAVED, Role::Text),
        Saved::NotYet => (say::SAVING, Role::Warn),
        Saved::Failed(_) => (say::NOT_SAVED, Role::Bad),
        Saved::ReadOnly(_) => (say::READ_ONLY, Role::Warn),
    };
    spans.push(Span::styled(text, theme.style(role)));
    spans.push(Span::raw(" "));
    Line::from(spans)
}

/// Draws the footer: a message if there is one, otherwise the keys that work now.
pub fn footer(model: &Model, mut keys: Vec<(&Binding, &str)>, area: Rect, buf: &mut Buffer) {
    let theme = model.theme();
    let bar = Rect::new(area.x, area.y + area.height - 1, area.width, 1);
    buf.set_style(bar, theme.style(Role::Bar));
    if let Some(notice) = &model.notice {
        let g = Glyphs::pick(model.settings.ascii);
        let sign = match notice.role {
            Role::Good => g.yes,
            Role::Warn => g.warn,
            Role::Bad => g.no,
            _ => g.dot,
        };
        let text = cut(&format!(" {sign} {}", notice.text), usize::from(area.width));
        Paragraph::new(Line::styled(text, theme.style(notice.role))).render(bar, buf);
        return;
    }
    keys.retain(|(b, _)| b.footer > 0);
    keys.sort_by_key(|(b, _)| (b.footer < GENERAL, b.footer));
    let mut spans = vec![Span::raw(" ")];
    for (binding, key) in fitting(keys, model.settings.ascii, usize::from(area.width) - 1) {
        spans.push(Span::styled(key, theme.style(Role::Key)));
        spans.push(Span::raw(format!(" {}  ", binding.label)));
    }
    Paragraph::new(Line::from(spans)).render(bar, buf);
}

/// From this rank on a footer entry is general: help and all actions lead to the rest, so they
/// find room before anything else.
const GENERAL: u8 = 90;

/// Picks what fits, in the order given, and puts it back in the order of ranks.
fn fitting<'a>(keys: Vec<(&'a Binding, &str)>, ascii: bool, columns: usize) -> Vec<(&'a Binding, String)> {
    let mut room = columns;
    let mut chosen: Vec<(&Binding, String)> = Vec::new();
    for (binding, key) in keys {
        let key = show_key(key, ascii);
        let size = width(&key) + width(binding.label) + 3;
        if size <= room {
            room -= size;
            chosen.push((binding, key));
        }
    }
    chosen.sort_by_key(|(b, _)| b.footer);
    chosen
}

/// Writes a key as people read it.
pub fn show_key(key: &str, ascii: bool) -> String {
    if ascii {
        return key.to_owned();
    }
    key.replace("Left", "←")
        .replace("Right", "→")
        .replace("Up", "↑")
        .replace("Down", "↓")
        .replace("Pg↑", "PgUp")
        .replace("Pg↓", "PgDn")
}

/// Replaces the typographic signs of texts by plain ones of the same width, for terminals that
/// lack them.
pub fn plain(area: Rect, buf: &mut Buffer) {
    for place in area.positions() {
        let Some(cell) = buf.cell_mut(place) else { continue };
        let sign = match cell.symbol() {
            "…" => "~",
            "“" | "”" | "„" => "\"",
            "‘" | "’" => "'",
            "–" | "—" => "-",
            "•" => "*",
            "·" => ".",
            "→" => ">",
            "←" => "<",
            "×" => "x",
            _ => continue,
        };
        cell.set_symbol(sign);
    }
}

/// Says what the terminal needs.
pub fn too_small(theme: &Theme, area: Rect, buf: &mut Buffer) {
    let text = say::too_small(crate::tui::app::SMALLEST, (area.width, area.height));
    Paragraph::new(text).style(theme.ground()).wrap(Wrap { trim: true }).render(area, buf);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_signs_leave_no_typography() {
        let area = Rect::new(0, 0, 20, 1);
        let mut buf = Buffer::empty(area);
        buf.set_string(0, 0, "“a” – b’s… • → ·", ratatui::style::Style::default());
        plain(area, &mut buf);
        let text: String = area.positions().map(|p| buf[p].symbol()).collect();
        assert_eq!("\"a\" - b's~ * > .", text.trim_end());
    }
}
