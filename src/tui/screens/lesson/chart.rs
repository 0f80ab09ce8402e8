//! What the runs of a task have shown, as lines: bars side by side, how old the data was over time,
//! what became of the records, how far back one can go, and the other figures below.

use ratatui::text::{Line, Span};

use super::card::Look;
use crate::{
    domain::practice::{Chart, Figure, Practice, Seen},
    review::task::{amount, figure_words},
    tui::{
        strings::practice as say,
        theme::Role,
        widgets::words::{cut, width},
    },
};

/// The classes of records with the sign that stands for each in a bar, in the order of a bar.
const CLASSES: [(Figure, &str, &str, Role); 8] = [
    (Figure::OnTime, "█", "#", Role::Good),
    (Figure::Late, "▒", "~", Role::Warn),
    (Figure::Wrong, "×", "x", Role::Bad),
    (Figure::Parked, "P", "P", Role::Warn),
    (Figure::Rejected, "R", "R", Role::Warn),
    (Figure::ArchivedOnly, "A", "A", Role::Warn),
    (Figure::InFlight, "…", ".", Role::Muted),
    (Figure::Lost, "·", "-", Role::Bad),
];
/// The longest label before a bar.
const LABEL: usize = 12;
/// Rows of a line over time, for few runs and for many.
const TALL: usize = 4;

/// Sets what the runs have shown.
pub fn lines(practice: &Practice, runs: &[Seen], look: &Look) -> Vec<Line<'static>> {
    if runs.is_empty() {
        return Vec::new();
    }
    let drawing = Drawing { practice, runs, look };
    let mut lines = vec![Line::default()];
    match practice.chart {
        Chart::Staircase => lines.extend(drawing.staircase()),
        Chart::Shares => lines.extend(drawing.shares()),
        Chart::Bars | Chart::Reach => lines.extend(drawing.bars()),
    }
    lines.extend(drawing.others());
    lines
}

struct Drawing<'a> {
    practice: &'a Practice,
    runs: &'a [Seen],
    look: &'a Look,
}

impl Drawing<'_> {
    fn label(&self, i: usize) -> String {
        let of_knob = |turn: usize| self.practice.knob.as_ref()?.labels.get(turn).cloned();
        let label = self.runs[i].turn.and_then(of_knob).unwrap_or_else(|| say::run(i + 1));
        cut(&label, LABEL)
    }

    fn label_width(&self) -> usize {
        (0..self.runs.len()).map(|i| width(&self.label(i))).max().unwrap_or(0)
    }

    fn heading(&self, figure: Figure) -> Line<'static> {
        Line::styled(capital(figure_words(figure)), self.look.theme.style(Role::Title))
    }

    fn bars(&self) -> Vec<Line<'static>> {
        let figure = self.practice.main();
        let values: Vec<i64> = self.runs.iter().map(|r| r.figure(figure)).collect();
        let most = self.scale(figure, &values);
        let words: Vec<String> = values.iter().map(|&v| amount(figure, v)).collect();
        let after = words.iter().map(|w| width(w)).max().unwrap_or(0);
        let labels = self.label_width();
        let room = self.look.columns.saturating_sub(labels + after + 4).max(4);
        let mut lines = vec![self.heading(figure)];
        for (i, value) in values.iter().enumerate() {
            let bar = self.bar(*value, most, room);
            let label = format!("{:labels$}  ", self.label(i));
            let spans = [
                Span::styled(label, self.look.theme.style(Role::Muted)),
                Span::styled(bar, self.look.theme.style(Role::Accent)),
                Span::styled(format!("  {}", words[i]), self.look.theme.style(Role::Text)),
            ];
            lines.push(Line::from(spans.to_vec()));
        }
        lines
    }

    /// What a whole bar stands for.
    fn scale(&self, figure: Figure, values: &[i64]) -> i64 {
        let most = values.iter().filter(|v| **v < i64::MAX).max().copied().unwrap_or(0);
        match (self.practice.chart, figure.measure()) {
            (Chart::Reach, _) => most.max(self.asked_back()),
            (_, crate::domain::practice::Measure::Share) => 100_000,
            _ => most.max(1),
        }
    }

    /// How far back the trial asks one to go.
    fn asked_back(&self) -> i64 {
        let id = self.practice.trial.as_deref().unwrap_or_default();
        let plan = self.practice.plan.as_ref().and_then(|p| p.trial.iter().find(|t| t.id == id));
        plan.map_or(1, |t| t.days * 86_400_000)
    }

    fn bar(&self, value: i64, most: i64, room: usize) -> String {
        let (full, empty) = if self.look.glyphs.ascii { ("#", ".") } else { ("█", "·") };
        let share = i128::from(value.min(most)) * room as i128 / i128::from(most.max(1));
        let mut cells = (share.max(0) as usize).min(room);
        if cells == 0 && value > 0 {
            cells = 1;
        }
        match self.practice.chart {
            // Now is at the right; a bar reaches back to the left.
            Chart::Reach => format!("{}{}", empty.repeat(room - cells), full.repeat(cells)),
            _ => format!("{}{}", full.repeat(cells), " ".repeat(room - cells)),
        }
    }

    fn staircase(&self) -> Vec<Line<'static>> {
        let most = self.runs.iter().flat_map(|r| &r.line).max().copied().unwrap_or(1).max(1);
        let rows = if self.runs.len() > 2 { 2 } else { TALL };
        let room = self.look.columns.saturating_sub(2).max(8);
        let mut lines = vec![Line::styled(say::STAIRCASE, self.look.theme.style(Role::Title))];
        for (i, run) in self.runs.iter().enumerate() {
            let worst = run.line.iter().max().copied().unwrap_or(0);
            let text = say::up_to(&self.label(i), &amount(Figure::AgeWorst, worst));
            lines.push(Line::styled(text, self.look.theme.style(Role::Muted)));
            for row in steps(&run.line, most, (room, rows), self.look.glyphs.ascii) {
                lines.push(Line::styled(format!("  {row}"), self.look.theme.style(Role::Accent)));
            }
        }
        lines
    }

    fn shares(&self) -> Vec<Line<'static>> {
        let labels = self.label_width();
        let room = self.look.columns.saturating_sub(labels + 2).max(8);
        let mut lines = vec![Line::styled(say::SHARES, self.look.theme.style(Role::Title))];
        let mut met: Vec<usize> = Vec::new();
        for (i, run) in self.runs.iter().enumerate() {
            let label = format!("{:labels$}  ", self.label(i));
            let mut spans = vec![Span::styled(label, self.look.theme.style(Role::Muted))];
            for (class, cells) in cells_of(run, room) {
                let (_, sign, plain, role) = CLASSES[class];
                let sign = if self.look.glyphs.ascii { plain } else { sign };
                spans.push(Span::styled(sign.repeat(cells), self.look.theme.style(role)));
                met.push(class);
            }
            lines.push(Line::from(spans));
        }
        met.sort_unstable();
        met.dedup();
        for class in met {
            let (figure, sign, plain, role) = CLASSES[class];
            let sign = if self.look.glyphs.ascii { plain } else { sign };
            let text = say::legend(figure_words(figure), &self.in_turn(figure));
            lines.extend(self.look.text(&format!("{sign} "), &text, role));
        }
        lines
    }

    /// The figures beside the one that is drawn.
    fn others(&self) -> Vec<Line<'static>> {
        let drawn = |f: &Figure| match self.practice.chart {
            Chart::Bars | Chart::Reach => *f == self.practice.main(),
            Chart::Shares => CLASSES.iter().any(|c| c.0 == *f),
            Chart::Staircase => false,
        };
        let beside = self.practice.figures.iter().filter(|f| !drawn(f));
        let line =
            |f: &Figure| self.look.text("", &capital(&say::legend(figure_words(*f), &self.in_turn(*f))), Role::Text);
        beside.flat_map(line).collect()
    }

    fn in_turn(&self, figure: Figure) -> String {
        let step = if self.look.glyphs.ascii { " > " } else { " → " };
        self.runs.iter().map(|r| amount(figure, r.figure(figure))).collect::<Vec<_>>().join(step)
    }
}

/// How many cells each class has in a bar of so many: one at least where there is any.
fn cells_of(run: &Seen, room: usize) -> Vec<(usize, usize)> {
    let count = |i: usize| run.figures.get(&CLASSES[i].0).copied().unwrap_or(0);
    let all: i64 = (0..CLASSES.len()).map(count).sum::<i64>().max(1);
    let cells = |i: usize| (i128::from(count(i)) * room as i128 / i128::from(all)) as usize;
    let mut out: Vec<(usize, usize)> =
        (0..CLASSES.len()).filter(|&i| count(i) > 0).map(|i| (i, cells(i).max(1))).collect();
    let used: usize = out.iter().map(|c| c.1).sum();
    if let Some(longest) = out.iter_mut().max_by_key(|c| c.1) {
        longest.1 = (longest.1 + room).saturating_sub(used).max(1);
    }
    out
}

/// A line over time as rows of characters, the top row first.
fn steps(line: &[i64], most: i64, (columns, rows): (usize, usize), ascii: bool) -> Vec<String> {
    let levels: Vec<char> =
        if ascii { " .:#".chars().collect() } else { " ▁▂▃▄▅▆▇█".chars().collect() };
    let fine = levels.len() - 1;
    let height = |c: usize| {
        let value = line[c * line.len() / columns.max(1)];
        (i128::from(value) * (fine * rows) as i128 / i128::from(most)).max(i128::from(value > 0)) as usize
    };
    let row = |r: usize| (0..columns).map(|c| levels[height(c).saturating_sub(r * fine).min(fine)]).collect();
    (0..rows).rev().map(row).collect()
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
