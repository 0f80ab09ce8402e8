//! Draws the run stage: the tabs, the board with what moves on it, the clock with its scrub bar,
//! the lists.

use ratatui::{
    buffer::Buffer,
    layout::{Constraint, Layout, Rect},
    style::Style,
    text::{Line, Span},
    widgets::{Paragraph, Widget},
};

use super::{Play, RunScreen, View, charts, compare, draw_result, faults, playhead::SPEEDS, scene, telling};
use crate::tui::{
    model::Model,
    screen::Screen,
    strings::run as say,
    theme::Role,
    widgets::{
        glyphs::Glyphs,
        pane::Pane,
        words::{cut, width},
    },
};

/// A line of the list of events.
pub struct EventLine {
    /// The sign before it.
    pub sign: &'static str,
    /// How it is meant.
    pub role: Role,
    /// When.
    pub when: String,
    /// What happened.
    pub text: String,
}

/// Where everything stands.
#[derive(Clone, Copy, Debug, Default)]
pub struct Areas {
    /// The names of the views.
    pub tabs: Rect,
    /// The clock and the scrub bar.
    pub clock: Rect,
    /// The view.
    pub main: Rect,
    /// The list of events below the board, where there is room.
    pub events: Option<Rect>,
    /// The gauges below the board, where there is room.
    pub gauges: Option<Rect>,
    /// What is said of the selected row.
    pub detail: Option<Rect>,
}

/// Lays the stage out.
pub fn areas(view: View, area: Rect) -> Areas {
    let clock = if matches!(view, View::Board | View::Events | View::Charts) { 2 } else { 0 };
    let [tabs, main, clock] =
        area.layout(&Layout::vertical([Constraint::Length(1), Constraint::Min(3), Constraint::Length(clock)]));
    let mut it = Areas { tabs, clock, main, ..Areas::default() };
    match view {
        View::Board if area.height >= 30 => {
            let below = if area.height >= 44 { area.height * 2 / 5 } else { 11 };
            let [board, low] = main.layout(&Layout::vertical([Constraint::Min(12), Constraint::Length(below)]));
            it.main = board;
            if area.width >= 110 {
                let [events, gauges] = low.layout(&Layout::horizontal([Constraint::Fill(3), Constraint::Fill(2)]));
                (it.events, it.gauges) = (Some(events), Some(gauges));
            } else {
                it.events = Some(low);
            }
        }
        View::Result if area.width >= 110 => {
            let [rows, detail] = main.layout(&Layout::horizontal([Constraint::Fill(3), Constraint::Fill(2)]));
            (it.main, it.detail) = (rows, Some(detail));
        }
        View::Result if area.height >= 18 => {
            let [rows, detail] = main.layout(&Layout::vertical([Constraint::Min(6), Constraint::Length(8)]));
            (it.main, it.detail) = (rows, Some(detail));
        }
        _ => {}
    }
    it
}

/// Draws the stage.
pub fn draw(screen: &RunScreen, model: &Model, area: Rect, buf: &mut Buffer) {
    let it = areas(screen.view, area);
    tabs(screen, model, it.tabs, buf);
    match (screen.view, &screen.play) {
        (View::Plan, _) => screen.plan.draw(model, it.main, buf),
        (View::Result, _) => draw_result::result(screen, model, &it, buf),
        (View::Compare, _) => compare::draw(&screen.compared, &screen.compare, model, it.main, buf),
        (_, None) => nothing(model, it.main, buf),
        (View::Board, Some(play)) => board(screen, play, model, &it, buf),
        (View::Events, Some(play)) => events(screen, play, model, it.main, buf),
        (View::Charts, Some(play)) => charts::draw(play, screen.head.now(&play.line), model, it.main, buf),
    }
    if let Some(play) = screen.play.as_ref().filter(|_| it.clock.height > 0) {
        clock(screen, play, model, it.clock, buf);
    }
    if let (Some(dialog), Some(play), Some(scenario)) = (&screen.dialog, &screen.play, model.open_scenario()) {
        faults::draw(dialog, play, scenario, model, area, buf);
    }
}

fn nothing(model: &Model, area: Rect, buf: &mut Buffer) {
    Pane::new(model, "").draw(area, buf);
    let text = if model.running.is_waiting() { say::WORKING } else { say::NO_TRACE };
    let inside = Pane::padded(area);
    buf.set_stringn(inside.x, inside.y, text, inside.width.into(), model.theme().style(Role::Muted));
}

/// Returns where each tab stands.
pub fn tab_spots(area: Rect) -> Vec<(View, Rect)> {
    let mut x = area.x + 1;
    let mut out = Vec::new();
    for (i, view) in View::ALL.iter().enumerate() {
        let w = say::VIEWS[i].len() as u16 + 4;
        if x + w <= area.right() {
            out.push((*view, Rect::new(x, area.y, w, 1)));
        }
        x += w + 1;
    }
    out
}

fn tabs(screen: &RunScreen, model: &Model, area: Rect, buf: &mut Buffer) {
    let theme = model.theme();
    let mut end = area.x;
    for (i, (view, at)) in tab_spots(area).into_iter().enumerate() {
        let here = view == screen.view;
        let [l, r] = if here { ["[", "]"] } else { [" ", " "] };
        let number = Span::styled(format!("{l}{} ", i + 1), theme.style(if here { Role::Accent } else { Role::Key }));
        let role = if here { Role::Accent } else { Role::Text };
        let line = Line::from(vec![number, Span::styled(format!("{}{r}", say::VIEWS[i]), theme.style(role))]);
        Paragraph::new(line).render(at, buf);
        end = at.right();
    }
    if let Some((done, of)) = model.running.progress {
        let room = usize::from(area.right().saturating_sub(end + 2));
        let whole = format!("{} · {}", say::measuring(done, of), say::STOP_HINT);
        let text = if width(&whole) <= room { whole } else { cut(&say::measuring_short(done), room) };
        let x = area.right().saturating_sub(width(&text) as u16 + 1);
        buf.set_string(x, area.y, text, theme.style(Role::Warn));
    }
}

fn board(screen: &RunScreen, play: &Play, model: &Model, it: &Areas, buf: &mut Buffer) {
    screen.editor.draw(model, it.main, buf);
    let over = scene::overlay(play, &screen.head, model.settings.ascii);
    screen.editor.draw_over(&over, model, it.main, buf);
    status(screen, play, model, screen.editor.status_area(it.main, model), buf);
    if let Some(area) = it.events {
        events(screen, play, model, area, buf);
    }
    if let Some(area) = it.gauges {
        draw_result::gauges(screen, model, area, buf);
    }
}

/// The two lines below the board: what happened last, and what stands where the cursor is.
fn status(screen: &RunScreen, play: &Play, model: &Model, area: Rect, buf: &mut Buffer) {
    let theme = model.theme();
    buf.set_style(area, theme.ground());
    for y in area.y..area.bottom() {
        buf.set_string(area.x, y, " ".repeat(area.width.into()), theme.ground());
    }
    let columns = usize::from(area.width).saturating_sub(2);
    let passed = play.line.passed(&play.line.told, screen.head.moment);
    let last = passed.checked_sub(1).map(|i| &play.line.entries[play.line.told[i]]);
    let (text, role) = match last {
        Some(e) => {
            let (sign, role) = telling::sign(e, model.settings.ascii);
            (format!("{sign} {}", play.names.tell(e)), role)
        }
        None => (say::START.to_owned(), Role::Muted),
    };
    buf.set_string(area.x + 1, area.y, cut(&text, columns), theme.style(role));
    if area.height < 2 {
        return;
    }
    let here = model.board().and_then(|b| b.node_at(screen.editor.cursor()));
    let number = here.and_then(|n| play.names.number_of(n.id.as_str()));
    let text = match number {
        Some(n) => {
            let stands = play.line.stands(screen.head.moment);
            format!("{}: {}", play.names.labels[n], stands.get(n).map(scene::stands).unwrap_or_default())
        }
        None => say::LEGEND.to_owned(),
    };
    buf.set_string(area.x + 1, area.y + 1, cut(&text, columns), theme.style(Role::Muted));
}

fn events(screen: &RunScreen, play: &Play, model: &Model, area: Rect, buf: &mut Buffer) {
    let theme = model.theme();
    let title =
        screen.events.filter.as_ref().map_or(say::EVENTS.to_owned(), |f| format!("{}: {}", say::EVENTS, f.title));
    let of = format!("{} of {}", (screen.events.at.at + 1).min(screen.events.list.len()), screen.events.list.len());
    Pane::new(model, title).focus(screen.view == View::Events).right(of).draw(area, buf);
    let inside = Pane::padded(area);
    let columns = usize::from(inside.width);
    if screen.events.list.is_empty() {
        buf.set_stringn(inside.x, inside.y, say::NO_EVENTS, columns, theme.style(Role::Muted));
        return;
    }
    let ahead = play.line.end_of(screen.head.moment);
    let g = Glyphs::pick(model.settings.ascii);
    for (y, row) in screen.events.window(inside.height.into()).enumerate() {
        let Some(line) = screen.events.line(play, row, model.settings.ascii) else { continue };
        let at = Rect { y: inside.y + y as u16, height: 1, ..inside };
        let selected = row == screen.events.at.at;
        let pointer = if selected { g.pointer } else { " " };
        let text = format!("{pointer} {}  {} {}", line.when, line.sign, line.text);
        let later = screen.events.list[row] >= ahead;
        let style = match (selected, later) {
            (true, _) => theme.style(Role::Selected),
            (false, true) => theme.style(Role::Muted),
            (false, false) => theme.style(line.role),
        };
        bar(&text, style, selected, at, buf);
    }
}

pub(super) fn bar(text: &str, style: Style, full: bool, at: Rect, buf: &mut Buffer) {
    let columns = usize::from(at.width);
    let text = cut(text, columns);
    let pad = if full { " ".repeat(columns.saturating_sub(width(&text))) } else { String::new() };
    buf.set_string(at.x, at.y, text + &pad, style);
}

/// The clock, the speed, and the bar that shows how far the run has come.
fn clock(screen: &RunScreen, play: &Play, model: &Model, area: Rect, buf: &mut Buffer) {
    let theme = model.theme();
    let ascii = model.settings.ascii;
    let now = screen.head.now(&play.line);
    let state = match (screen.head.is_over(&play.line), screen.head.going, ascii) {
        (true, ..) => "end",
        (_, true, false) => "▶",
        (_, true, true) => ">",
        (_, false, false) => "‖",
        (_, false, true) => "=",
    };
    let faults: Vec<&str> =
        play.pulls.iter().filter_map(|p| play.fault_names.get(&p.fault).map(String::as_str)).collect();
    let calm = if faults.is_empty() { say::WITHOUT_FAULTS.to_owned() } else { faults.join(", ") };
    let faults = play.trial.clone().unwrap_or(calm);
    let speed = SPEEDS[screen.head.speed].name;
    let text = format!(" {state}  {}   {speed}   ", telling::clock(play.played.clock, now));
    let role = if screen.head.going { Role::Accent } else { Role::Title };
    buf.set_stringn(area.x, area.y, &text, area.width.into(), theme.style(role));
    let used = width(&text) as u16;
    let room = usize::from(area.width.saturating_sub(used + 1));
    let role = if play.pulls.is_empty() && play.trial.is_none() { Role::Muted } else { Role::Bad };
    buf.set_string(area.x + used, area.y, cut(&faults, room), theme.style(role));
    scrub(play, now, model, Rect { y: area.y + 1, height: 1, ..area }, buf);
}

/// Returns where the scrub bar runs.
pub fn scrub_area(clock: Rect) -> Rect {
    Rect { x: clock.x + 1, y: clock.y + 1, width: clock.width.saturating_sub(2), height: 1 }
}

fn scrub(play: &Play, now: i64, model: &Model, area: Rect, buf: &mut Buffer) {
    let theme = model.theme();
    let ascii = model.settings.ascii;
    let bar = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    let columns = i128::from(bar.width.max(1));
    let spot = |t: i64| (i128::from(t) * (columns - 1) / i128::from(play.line.horizon.max(1))) as u16;
    let here = spot(now);
    for x in 0..bar.width {
        let (sign, role) = match (x <= here, ascii) {
            (true, false) => ("━", Role::Accent),
            (true, true) => ("=", Role::Accent),
            (false, false) => ("─", Role::Grid),
            (false, true) => ("-", Role::Grid),
        };
        buf.set_string(bar.x + x, bar.y, sign, theme.style(role));
    }
    for &i in &play.line.incidents {
        let e = &play.line.entries[i];
        let (sign, role) = telling::sign(e, ascii);
        buf.set_string(bar.x + spot(e.at).min(bar.width.saturating_sub(1)), bar.y, sign, theme.style(role));
    }
    let knob = if ascii { "O" } else { "◉" };
    buf.set_string(bar.x + here.min(bar.width.saturating_sub(1)), bar.y, knob, theme.style(Role::Accent));
}
