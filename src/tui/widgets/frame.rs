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
    words::{width, wrap},
};
use crate::{
    domain::{attempt::Stage, progress::Place},
    tui::{
        action::Action,
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

/// The header, laid out: what is drawn where, so that the mouse finds the same.
pub struct Header<'a> {
    left: Line<'a>,
    home: Rect,
    stages: Option<(Line<'a>, Rect)>,
    right: (Line<'a>, Rect),
}

/// Lays the header out: where am I, which stage, is it saved.
pub fn header<'a>(model: &Model, path: &[String], place: &Place, area: Rect) -> Header<'a> {
    let theme = model.theme();
    let g = Glyphs::pick(model.settings.ascii);
    let mut left = vec![Span::raw(" "), Span::styled("archlab", theme.style(Role::Accent))];
    // The name of the lab, without the blank before it.
    let home = left[1].width() as u16;
    for (i, part) in path.iter().enumerate() {
        left.push(Span::styled(format!(" {} ", g.step), theme.style(Role::Muted)));
        let role = if i + 1 == path.len() { Role::Title } else { Role::Text };
        left.push(Span::styled(part.clone(), theme.style(role)));
    }
    let left = Line::from(left);
    let lw = left.width() as u16;
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
    let fits = w > 0 && x + w + 1 + rw <= area.width;
    Header {
        left,
        home: Rect::new(area.x + 1, area.y, home, 1),
        stages: fits.then(|| (tabs, Rect::new(area.x + x, area.y, w, 1))),
        right: (right, Rect::new(area.x + area.width - rw, area.y, rw, 1)),
    }
}

impl Header<'_> {
    /// Draws it.
    pub fn draw(self, theme: &Theme, area: Rect, buf: &mut Buffer) {
        let bar = Rect { height: 1, ..area };
        buf.set_style(bar, theme.style(Role::Bar));
        Paragraph::new(self.left).render(bar, buf);
        if let Some((line, at)) = self.stages {
            Paragraph::new(line).render(at, buf);
        }
        Paragraph::new(self.right.0).render(self.right.1, buf);
    }

    /// Returns where a click at a place on the screen leads: home, or to the stage named there.
    pub fn action_at(&self, place: (u16, u16)) -> Option<Action> {
        if self.home.contains(place.into()) {
            return Some(Action::Go(Place::Home));
        }
        let (line, at) = self.stages.as_ref().filter(|(_, at)| at.contains(place.into()))?;
        let mut x = at.x;
        let name = line.spans.iter().find(|span| {
            x += span.width() as u16;
            place.0 < x
        })?;
        let stage = Stage::ALL.iter().find(|s| name.content.trim_matches(['[', ']']) == s.title());
        stage.copied().map(Action::Stage)
    }
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

/// A key in the footer with what it does, and where it stands.
pub struct Entry<'a> {
    /// What it does.
    pub binding: &'a Binding,
    /// Where it stands; a click there does the same as the key.
    pub at: Rect,
    key: String,
}

/// Returns the last line of the screen.
pub fn footer_line(area: Rect) -> Rect {
    Rect::new(area.x, area.y + area.height.saturating_sub(1), area.width, area.height.min(1))
}

/// Lays out the keys that work now, as far as they fit; none while a message has the line.
pub fn entries<'a>(model: &Model, mut keys: Vec<(&'a Binding, &str)>, area: Rect) -> Vec<Entry<'a>> {
    if model.notice.is_some() {
        return Vec::new();
    }
    let bar = footer_line(area);
    keys.retain(|(b, _)| b.footer > 0);
    keys.sort_by_key(|(b, _)| (b.footer < GENERAL, b.footer));
    let mut x = bar.x + 1;
    let mut place = |(binding, key): (&'a Binding, String)| {
        let columns = (width(&key) + 1 + width(binding.label)) as u16;
        let at = Rect { x, width: columns, ..bar };
        x += columns + GAP;
        Entry { binding, at, key }
    };
    fitting(keys, model.settings.ascii, usize::from(bar.width) - 1).into_iter().map(&mut place).collect()
}

/// Columns between two entries of the footer.
const GAP: u16 = 2;

/// Draws the footer: a message if there is one, otherwise the keys that work now.
pub fn footer(model: &Model, entries: &[Entry<'_>], area: Rect, buf: &mut Buffer) {
    let theme = model.theme();
    let bar = footer_line(area);
    buf.set_style(bar, theme.style(Role::Bar));
    if let Some(notice) = &model.notice {
        let g = Glyphs::pick(model.settings.ascii);
        let sign = match notice.role {
            Role::Good => g.yes,
            Role::Warn => g.warn,
            Role::Bad => g.no,
            _ => g.dot,
        };
        message(&theme, &format!("{sign} {}", notice.text), notice.role, area, buf);
        return;
    }
    for entry in entries {
        let key = Span::styled(entry.key.clone(), theme.style(Role::Key));
        Paragraph::new(Line::from(vec![key, Span::raw(format!(" {}", entry.binding.label))])).render(entry.at, buf);
    }
}

/// Draws a message in the footer; a long one grows upwards, so that all of it can be read.
fn message(theme: &Theme, text: &str, role: Role, area: Rect, buf: &mut Buffer) {
    let mut lines = wrap(text, usize::from(area.width).saturating_sub(2).max(1));
    lines.truncate(usize::from(area.height / 3).max(1));
    let rows = lines.len() as u16;
    let at = Rect { y: area.bottom() - rows, height: rows, ..area };
    Clear.render(at, buf);
    buf.set_style(at, theme.style(Role::Bar));
    let style = theme.style(role);
    let lines: Vec<Line> = lines.into_iter().map(|l| Line::styled(format!(" {l}"), style)).collect();
    Paragraph::new(lines).render(at, buf);
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
        let size = width(&key) + 1 + width(binding.label) + usize::from(GAP);
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
    fn a_long_message_is_there_to_the_last_word() {
        let area = Rect::new(0, 0, 20, 12);
        let mut buf = Buffer::empty(area);
        let theme = Theme::named(crate::tui::theme::ThemeName::Dark);
        message(&theme, "! one two three four five six", Role::Warn, area, &mut buf);
        let row = |y| (0..20).map(|x| buf[(x, y)].symbol()).collect::<String>();
        assert_eq!(" ! one two three", row(10).trim_end());
        assert_eq!(" four five six", row(11).trim_end());
        assert!((0..10).all(|y| row(y).trim().is_empty()));
    }

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
