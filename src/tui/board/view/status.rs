//! Draws the two lines below the grid: what is under the cursor, and what there is to say of it.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
    widgets::{Paragraph, Widget},
};

use crate::{
    domain::{board::Link, flow::Flow, id::LinkId, scenario::Severity},
    tui::{
        board::{Editor, Mode, findings},
        model::Model,
        strings::board as say,
        theme::Role,
        widgets::{glyphs::Glyphs, words::wrap},
    },
};

/// Draws the lines.
pub(super) fn draw(editor: &Editor, model: &Model, area: Rect, buf: &mut Buffer) {
    let theme = model.theme();
    let g = Glyphs::pick(model.settings.ascii);
    let columns = usize::from(area.width).saturating_sub(1);
    let (role, text) = editor.status_text(model);
    let sign = match role {
        Role::Bad => format!("{} ", g.no),
        Role::Warn => format!("{} ", g.warn),
        Role::Good => format!("{} ", g.yes),
        _ => String::new(),
    };
    let mut lines = wrap(&format!("{sign}{text}"), columns);
    if lines.len() > 2 {
        // A finding may need more room than the two lines: it grows upwards over the grid.
        let rows = (lines.len() as u16).min(6);
        let over = Rect { y: area.bottom().saturating_sub(rows), height: rows, ..area };
        crate::tui::widgets::frame::clear(&theme, over, buf);
        lines.truncate(usize::from(rows));
        render(lines, over, theme.style(role), buf);
        return;
    }
    render(lines, area, theme.style(role), buf);
}

fn render(lines: Vec<String>, area: Rect, style: ratatui::style::Style, buf: &mut Buffer) {
    let lines: Vec<Line> =
        lines.into_iter().map(|l| Line::from(vec![Span::raw(" "), Span::styled(l, style)])).collect();
    Paragraph::new(lines).render(area, buf);
}

impl Editor {
    /// Returns what the status lines say, most urgent first.
    pub(in crate::tui::board) fn status_text(&self, model: &Model) -> (Role, String) {
        if let Some((n, of, finding)) = self.finding_at_hand(model) {
            let role = if finding.severity == Severity::Error { Role::Bad } else { Role::Warn };
            return (role, format!("{n}/{of}  {} {}", finding.message, finding.hint));
        }
        match &self.mode {
            Mode::Connect(from) => {
                let label = model.board().map_or("", |b| b.label(from)).to_owned();
                return self.preview(model).unwrap_or((Role::Accent, say::connecting(&label)));
            }
            Mode::Carry { ids, copy, .. } => return (Role::Accent, say::carrying(ids.len(), *copy)),
            Mode::Outline { kind, .. } => return (Role::Accent, say::outlining(kind.title())),
            // The form lies over these lines.
            Mode::Explain(_) | Mode::Rename(_) => return (Role::Text, String::new()),
            _ => {}
        }
        if let Some(zone) = self.zone.as_ref().and_then(|z| model.board()?.zones.get(z)) {
            return (Role::Accent, say::zone(zone));
        }
        if let Some(text) = self.link.as_ref().and_then(|id| link_text(id, model)) {
            return text;
        }
        self.here_text(model)
    }

    fn here_text(&self, model: &Model) -> (Role, String) {
        let Some(board) = model.board() else { return (Role::Muted, String::new()) };
        if !self.marked.is_empty() {
            return (Role::Accent, say::marked(self.marked.len()));
        }
        let Some(node) = board.node_at(self.cursor) else {
            let zones: Vec<&str> = board.zones_at(self.cursor).iter().map(|z| z.title()).collect();
            let empty = if self.read_only { say::EMPTY_TO_POINT } else { say::EMPTY_CELL };
            let plain = zones.is_empty() || self.read_only;
            return (Role::Muted, if plain { empty.to_owned() } else { say::in_zones(&zones) });
        };
        let worst = findings::shown(model).find(|f| f.nodes.contains(&node.id));
        if let Some(f) = worst {
            let role = if f.severity == Severity::Error { Role::Bad } else { Role::Warn };
            // Most findings name their nodes themselves; saying the name twice reads like a stutter.
            let named = f.message.contains(node.label.as_str());
            return (role, if named { f.message.clone() } else { format!("{}: {}", node.label, f.message) });
        }
        let component = model.pack.as_ref().and_then(|p| p.catalogue.get(&node.component));
        let what = component.map_or_else(|| node.component.to_string(), |c| format!("{}. {}", c.name, c.role));
        (Role::Text, format!("{}: {what}", node.label))
    }
}

fn link_text(id: &LinkId, model: &Model) -> Option<(Role, String)> {
    let flow = model.flow()?;
    let link = flow.links.iter().find(|l| &l.link.id == id)?;
    let role = if !link.legality.is_legal() {
        Role::Bad
    } else if link.live {
        Role::Text
    } else {
        Role::Warn
    };
    Some((role, describe(&flow, link.link, link)))
}

fn describe(flow: &Flow<'_>, drawn: &Link, link: &crate::domain::flow::FlowLink<'_>) -> String {
    let formats: Vec<&str> = link.formats.iter().map(crate::domain::id::Format::as_str).collect();
    let carries = match (&drawn.carries, formats.is_empty()) {
        (_, false) => say::carries(&formats.join(", ")),
        (Some(f), true) => say::wants(f.as_str()),
        (None, true) => say::CARRIES_NOTHING.to_owned(),
    };
    say::link(flow.label(link.from), flow.label(link.to), drawn.kind, &carries, &link.legality, link.live)
}
