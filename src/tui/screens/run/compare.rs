//! Two runs side by side: the last one and an earlier one, of this board or of another.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
    widgets::{Paragraph, Widget, Wrap},
};

use super::outcome::percent;
use crate::{
    domain::{
        kept::{KeptFault, KeptRun},
        scenario::{Quality, Scenario},
        text::clean_line,
    },
    tui::{
        model::Model,
        strings::{quality, run as say},
        theme::{Role, Theme},
        widgets::{
            glyphs::Glyphs,
            pane::Pane,
            scroll::Scroll,
            words::{cut, width},
        },
    },
};

/// Columns of a figure.
const FIGURE: usize = 16;

/// Returns the lines of the comparison; `other` counts back from the last run.
pub fn lines(model: &Model, scenario: &Scenario, board: &str, other: usize, columns: usize) -> Vec<Line<'static>> {
    let theme = model.theme();
    let runs = model.attempt.as_ref().map_or(&[][..], |a| &a.runs[..]);
    let Some((last, earlier)) = runs.split_last().filter(|(_, e)| !e.is_empty()) else {
        let text = crate::tui::widgets::words::wrap(say::ONE_RUN, columns);
        return text.into_iter().map(|l| Line::styled(l, theme.style(Role::Muted))).collect();
    };
    let other = &earlier[earlier.len() - 1 - other.min(earlier.len() - 1)];
    let name = |r: &KeptRun| say::run_name(r.number, &r.at, r.board == board);
    let table = Table { theme, ascii: model.settings.ascii, columns };
    let mut out = vec![
        Line::styled(cut(&name(last), columns), theme.style(Role::Title)),
        Line::styled(cut(&say::against(&name(other)), columns), theme.style(Role::Muted)),
        Line::default(),
    ];
    let heads = [format!("run {}", last.number), format!("run {}", other.number), "difference".to_owned()];
    out.push(table.row("", &heads.map(|h| (h, Role::Muted))));
    for q in Quality::ALL {
        let (a, b) = (last.gauges.get(q), other.gauges.get(q));
        let of = |g: Option<&crate::domain::kept::KeptGauge>| g.map(|g| (g.percent, g.met));
        out.push(table.pair(quality::title(*q), of(a), of(b)));
    }
    out.push(Line::default());
    out.push(Line::styled(say::FAULT_TABLE, theme.style(Role::Title)));
    for fault in scenario.faults() {
        let of = |r: &KeptRun| {
            let found: Option<&KeptFault> = r.faults.iter().find(|f| f.id == fault.id && f.applies);
            found.map(|f| (f.percent, f.survived))
        };
        out.push(table.pair(&clean_line(&fault.name), of(last), of(other)));
    }
    out.push(Line::default());
    out.push(Line::styled(say::REPLAYS, theme.style(Role::Title)));
    for trial in scenario.trials() {
        let of = |r: &KeptRun| r.replays.iter().find(|t| t.id == trial.id).map(|t| (t.percent, t.percent == 10_000));
        out.push(table.pair(&clean_line(&trial.name), of(last), of(other)));
    }
    out
}

/// Draws the comparison.
pub fn draw(lines: &[Line<'static>], scroll: &Scroll, model: &Model, area: Rect, buf: &mut Buffer) {
    Pane::new(model, say::COMPARE).focus(true).right(scroll.note()).draw(area, buf);
    let inside = Pane::padded(area);
    let shown = &lines[scroll.window(lines.len(), usize::from(inside.height))];
    Paragraph::new(shown.to_vec()).wrap(Wrap { trim: false }).render(inside, buf);
}

struct Table {
    theme: Theme,
    ascii: bool,
    columns: usize,
}

impl Table {
    fn row(&self, name: &str, cells: &[(String, Role); 3]) -> Line<'static> {
        let room = self.columns.saturating_sub(3 * FIGURE).clamp(8, 48);
        let name = cut(name, room.saturating_sub(1));
        let pad = " ".repeat(room.saturating_sub(width(&name)));
        let mut spans = vec![Span::raw(name + &pad)];
        for (text, role) in cells {
            let text = cut(text, FIGURE - 1);
            let pad = " ".repeat(FIGURE.saturating_sub(width(&text)));
            spans.push(Span::styled(text + &pad, self.theme.style(*role)));
        }
        Line::from(spans)
    }

    fn pair(&self, name: &str, a: Option<(i32, bool)>, b: Option<(i32, bool)>) -> Line<'static> {
        let g = Glyphs::pick(self.ascii);
        let cell = |x: Option<(i32, bool)>| match x {
            Some((p, true)) => (format!("{} {}", g.yes, percent(p)), Role::Good),
            Some((p, false)) => (format!("{} {}", g.no, percent(p)), Role::Bad),
            None => ("-".to_owned(), Role::Muted),
        };
        let difference = match (a, b) {
            (Some((a, _)), Some((b, _))) if a != b => {
                let sign = if a > b { "+" } else { "-" };
                let role = if a > b { Role::Good } else { Role::Bad };
                (format!("{sign}{}", percent((a - b).abs())), role)
            }
            (Some(_), Some(_)) => ("=".to_owned(), Role::Muted),
            _ => (String::new(), Role::Muted),
        };
        self.row(name, &[cell(a), cell(b), difference])
    }
}
