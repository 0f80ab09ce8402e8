//! Draws the conversation, the questions and the answer in the making.

use ratatui::{
    buffer::Buffer,
    layout::{Constraint, Layout, Rect},
    text::{Line, Span},
    widgets::{Paragraph, Widget, Wrap},
};

use super::{
    ClientScreen, Mode,
    form::{Form, Step},
    parts,
    question::{self, Row, State},
    talk,
};
use crate::{
    domain::attempt::Attempt,
    tui::{
        model::Model,
        screen::Screen,
        strings::{client as say, quality},
        theme::Role,
        widgets::{
            glyphs::Glyphs,
            pane::Pane,
            words::{cut, name_of, width, wrap},
        },
    },
};

/// Below this the panes stack.
const WIDE: u16 = 110;

/// Where the panes stand.
struct Areas {
    talk: Option<Rect>,
    card: Rect,
    list: Option<Rect>,
    ask: Option<Rect>,
}

fn areas(screen: &ClientScreen, area: Rect) -> Areas {
    let asks = matches!(screen.mode, Mode::Ask(_));
    if area.width >= WIDE {
        let side = (area.width * 9 / 20).clamp(46, 76);
        let [talk, right] = area.layout(&Layout::horizontal([Constraint::Fill(1), Constraint::Length(side)]));
        let (talk, ask) = if asks { split_ask(talk) } else { (talk, None) };
        let rows = card_rows(screen, side).max(6).min(right.height * 3 / 5);
        let [card, list] = right.layout(&Layout::vertical([Constraint::Length(rows), Constraint::Min(4)]));
        return Areas { talk: Some(talk), card, list: Some(list), ask };
    }
    if asks {
        let (talk, ask) = split_ask(area);
        return Areas { talk: Some(talk), card: Rect::default(), list: None, ask };
    }
    let rows = card_rows(screen, area.width).clamp(6, (area.height / 2).max(6));
    let [top, card] = area.layout(&Layout::vertical([Constraint::Min(4), Constraint::Length(rows)]));
    let (talk, list) = if screen.on_list { (None, Some(top)) } else { (Some(top), None) };
    // With nothing to choose from, what was said is worth more than an empty list.
    let (talk, list) = if screen.rows.is_empty() { (Some(top), None) } else { (talk, list) };
    Areas { talk, card, list, ask: None }
}

fn split_ask(area: Rect) -> (Rect, Option<Rect>) {
    let [talk, ask] = area.layout(&Layout::vertical([Constraint::Min(4), Constraint::Length(4)]));
    (talk, Some(ask))
}

fn card_rows(screen: &ClientScreen, columns: u16) -> u16 {
    let room = usize::from(columns.saturating_sub(4)).max(8);
    let text = screen.row().map_or(4, |r| {
        let model = if r.model.is_empty() { 0 } else { wrap(&r.model, room).len() + 2 };
        let first = parts::run_first(r).map_or(0, |f| wrap(&f, room).len());
        wrap(&r.text, room).len() + model + first
    });
    text as u16 + 5
}

/// Splits the body for an answer: the question, and what the step needs.
fn form_areas(area: Rect, row: &Row, step: Step) -> (Rect, Rect) {
    if area.width >= WIDE && step == Step::Point {
        let [board, card] = area.layout(&Layout::horizontal([Constraint::Fill(1), Constraint::Length(44)]));
        return (card, board);
    }
    let wide = area.width.min(110);
    let area =
        if step == Step::Point { area } else { Rect { x: area.x + (area.width - wide) / 2, width: wide, ..area } };
    let room = usize::from(area.width.saturating_sub(4)).max(8);
    let instruction = parts::instruction(row, step).map_or(0, |i| wrap(&i, room).len());
    let tall = (wrap(&row.text, room).len() + instruction) as u16 + 2;
    let most = (area.height / 2).max(4);
    let [card, rest] = area.layout(&Layout::vertical([Constraint::Length(tall.min(most)), Constraint::Min(3)]));
    (card, rest)
}

/// Returns where the board stands while the student points.
pub fn board_area(area: Rect, row: &Row) -> Rect {
    form_areas(area, row, Step::Point).1
}

/// Returns where the text of a step is typed.
fn text_area(form: &Form, model: &Model, rest: Rect) -> Rect {
    let inside = Pane::padded(rest);
    let above = parts::above(form, model, usize::from(inside.width)).len() as u16;
    let above = above.min(inside.height.saturating_sub(3));
    let below = inside.height.saturating_sub(above);
    let rows = if form.step == Step::Number { 1.min(below) } else { below.saturating_sub(2) };
    Rect { y: inside.y + above, height: rows, ..inside }
}

/// Finds the question at a place on the screen.
pub fn row_at(screen: &ClientScreen, area: Rect, (x, y): (u16, u16)) -> Option<usize> {
    let inside = Pane::inside(areas(screen, area).list?);
    if !inside.contains((x, y).into()) {
        return None;
    }
    let row = screen.list.top + usize::from(y - inside.y);
    (row < screen.rows.len()).then_some(row)
}

/// Brings scrolls and lists in step with the size of the window.
pub fn settle(screen: &mut ClientScreen, model: &mut Model, area: Rect) {
    let theme = model.theme();
    if let Mode::Answer(form) = &mut screen.mode {
        form.because.settle(&theme);
        form.then.settle(&theme);
        let (_, rest) = form_areas(area, &form.row, form.step);
        if let (Step::Point, Some(board)) = (form.step, &mut form.board) {
            board.settle(rest, model);
        }
        if form.step == Step::Points {
            let inside = Pane::padded(rest);
            let (lines, spans) = parts::points(form, model, usize::from(inside.width));
            form.scroll.settle(lines.len(), usize::from(inside.height));
            if let Some(span) = spans.get(form.at) {
                let from = if form.at == 0 { 0 } else { span.start };
                form.scroll.reveal(from..span.end);
            }
        }
        return;
    }
    let areas = areas(screen, area);
    if let Some(list) = areas.list {
        screen.list.settle(screen.rows.len(), usize::from(Pane::inside(list).height));
    }
    if let Some(pane) = areas.talk {
        let inside = Pane::padded(pane);
        let len = talk_lines(screen, model, usize::from(inside.width)).len();
        screen.talk.follow(len, usize::from(inside.height));
    }
}

fn talk_lines(screen: &ClientScreen, model: &Model, columns: usize) -> Vec<Line<'static>> {
    let (Some(scenario), Some(attempt)) = (model.scenario(&screen.id), &model.attempt) else {
        return vec![Line::styled(say::ONE_MOMENT, model.theme().style(Role::Muted))];
    };
    let mut said = talk::conversation(model, scenario, attempt);
    let open = screen.rows.iter().any(|r| matches!(r.state, State::Open | State::Draft));
    if all_done(scenario, attempt) && !open && !scenario.interview.farewell.is_empty() {
        said.push(talk::Said::new(talk::Who::Client, "", &scenario.interview.farewell));
    }
    talk::lines(model, scenario, &said, columns)
}

/// Draws the stage.
pub fn draw(screen: &ClientScreen, model: &Model, area: Rect, buf: &mut Buffer) {
    if let Mode::Answer(form) = &screen.mode {
        draw_form(form, model, area, buf);
        return;
    }
    let areas = areas(screen, area);
    if let Some(pane) = areas.talk {
        draw_talk(screen, model, pane, buf);
    }
    if let Some(pane) = areas.list {
        draw_list(screen, model, pane, buf);
    }
    if areas.card.height > 0 {
        draw_card(screen, model, areas.card, buf);
    }
    if let (Mode::Ask(asking), Some(pane)) = (&screen.mode, areas.ask) {
        Pane::new(model, say::ASK)
            .focus(true)
            .right(counts(screen, model, usize::from(pane.width).saturating_sub(20)))
            .draw(pane, buf);
        let inside = Pane::padded(pane);
        asking.field.draw(Rect { height: 1, ..inside }, model.theme().style(Role::Text), buf);
        let hint = Rect { y: inside.y + 1, height: 1, ..inside };
        let text = cut(say::ASK_HINT, usize::from(hint.width));
        Paragraph::new(Line::styled(text, model.theme().style(Role::Muted))).render(hint, buf);
    }
}

fn counts(screen: &ClientScreen, model: &Model, room: usize) -> String {
    let (Some(scenario), Some(attempt)) = (model.scenario(&screen.id), &model.attempt) else { return String::new() };
    let (closed, of) = question::required(scenario, attempt);
    let asked = attempt.questions_asked();
    let long = say::counts(closed, of, asked, scenario.ask_at_least);
    if width(&long) <= room { long } else { say::counts_short(closed, of, asked, scenario.ask_at_least) }
}

fn draw_talk(screen: &ClientScreen, model: &Model, pane: Rect, buf: &mut Buffer) {
    let name =
        model.scenario(&screen.id).map(|s| crate::domain::text::clean_line(name_of(&s.contact))).unwrap_or_default();
    let focus = matches!(screen.mode, Mode::Talk) && !screen.on_list;
    let name = cut(&name, usize::from(pane.width / 2));
    Pane::new(model, name).focus(focus).right(screen.talk.note()).draw(pane, buf);
    let inside = Pane::padded(pane);
    let lines = talk_lines(screen, model, usize::from(inside.width));
    let shown = &lines[screen.talk.window(lines.len(), usize::from(inside.height))];
    Paragraph::new(shown.to_vec()).render(inside, buf);
}

fn draw_list(screen: &ClientScreen, model: &Model, pane: Rect, buf: &mut Buffer) {
    let theme = model.theme();
    let focus = matches!(screen.mode, Mode::Talk) && screen.on_list;
    let room = usize::from(pane.width).saturating_sub(width(say::QUESTIONS) + 8);
    Pane::new(model, say::QUESTIONS).focus(focus).right(counts(screen, model, room)).draw(pane, buf);
    let inside = Pane::inside(pane);
    if screen.rows.is_empty() {
        Paragraph::new(say::NO_QUESTIONS).style(theme.style(Role::Muted)).render(Pane::padded(pane), buf);
    }
    for (y, i) in screen.list.window(screen.rows.len(), usize::from(inside.height)).enumerate() {
        let line = Rect::new(inside.x, inside.y + y as u16, inside.width, 1);
        let selected = i == screen.list.at;
        Paragraph::new(list_row(&screen.rows[i], model, selected, usize::from(inside.width))).render(line, buf);
        if selected {
            buf.set_style(line, theme.style(if focus { Role::Selected } else { Role::Marked }));
        }
    }
}

fn list_row(row: &Row, model: &Model, selected: bool, columns: usize) -> Line<'static> {
    let theme = model.theme();
    let g = Glyphs::pick(model.settings.ascii);
    let (sign, role) = match row.state {
        State::Open => (" ", Role::Muted),
        State::Draft => (g.part, Role::Warn),
        State::Answered | State::Stale => (g.yes, Role::Good),
        State::Waits => (g.dot, Role::Muted),
    };
    let pointer = if selected { g.pointer } else { " " };
    let tag = format!("{:<14}", quality::title(row.quality));
    let star = if row.required { "*" } else { " " };
    let used = width(pointer) + width(sign) + tag.len() + 5;
    Line::from(vec![
        Span::raw(format!("{pointer} ")),
        Span::styled(sign, theme.style(role)),
        Span::styled(format!(" {star} "), theme.style(Role::Warn)),
        Span::styled(tag, theme.style(Role::Muted)),
        Span::raw(cut(&row.text.replace('\n', " "), columns.saturating_sub(used))),
    ])
}

fn draw_card(screen: &ClientScreen, model: &Model, pane: Rect, buf: &mut Buffer) {
    let theme = model.theme();
    let Some(row) = screen.row() else {
        let name = model
            .scenario(&screen.id)
            .map(|s| crate::domain::text::clean_line(name_of(&s.contact)))
            .unwrap_or_default();
        Pane::new(model, name).right(counts(screen, model, usize::from(pane.width / 2))).draw(pane, buf);
        let text = nothing_to_ask(screen, model);
        Paragraph::new(text).style(theme.style(Role::Text)).wrap(Wrap { trim: true }).render(Pane::padded(pane), buf);
        return;
    };
    Pane::new(model, quality::title(row.quality)).right(parts::tags(row)).draw(pane, buf);
    let inside = Pane::padded(pane);
    let columns = usize::from(inside.width);
    let mut lines: Vec<Line> =
        wrap(&row.text, columns).into_iter().map(|l| Line::styled(l, theme.style(Role::Title))).collect();
    lines.push(Line::default());
    let (hint, role) = match row.state {
        State::Open => (say::ANSWER_IT, Role::Accent),
        State::Draft => (say::GO_ON, Role::Accent),
        State::Answered => (say::REOPEN, Role::Muted),
        State::Stale => (say::STALE, Role::Muted),
        State::Waits => (say::RUN_IT, Role::Warn),
    };
    if let Some(first) = parts::run_first(row) {
        lines.extend(wrap(&first, columns).into_iter().map(|l| Line::styled(l, theme.style(Role::Warn))));
    }
    lines.extend(wrap(hint, columns).into_iter().map(|l| Line::styled(l, theme.style(role))));
    if !row.model.is_empty() {
        lines.push(Line::default());
        lines.push(Line::styled(say::ONE_WAY, theme.style(Role::Muted)));
        lines.extend(wrap(&row.model, columns).into_iter().map(|l| Line::styled(l, theme.style(Role::Text))));
    }
    parts::fit(&mut lines, usize::from(inside.height));
    Paragraph::new(lines).render(inside, buf);
}

/// What the client says when there is no question.
fn nothing_to_ask(screen: &ClientScreen, model: &Model) -> String {
    let (Some(scenario), Some(attempt), Some(board)) = (model.scenario(&screen.id), &model.attempt, model.board())
    else {
        return say::ONE_MOMENT.to_owned();
    };
    if board.nodes.is_empty() {
        let source = scenario.offer.first().and_then(|o| model.pack.as_ref()?.catalogue.get(&o.component));
        return say::draw_first(source.map(|c| c.name.as_str()));
    }
    if all_done(scenario, attempt) { say::ALL_ANSWERED.to_owned() } else { say::NOTHING_NOW.to_owned() }
}

fn all_done(scenario: &crate::domain::scenario::Scenario, attempt: &Attempt) -> bool {
    let (closed, of) = question::required(scenario, attempt);
    closed == of
}

fn draw_form(form: &Form, model: &Model, area: Rect, buf: &mut Buffer) {
    let theme = model.theme();
    let (card, rest) = form_areas(area, &form.row, form.step);
    Pane::new(model, quality::title(form.row.quality)).right(parts::tags(&form.row)).draw(card, buf);
    let inside = Pane::padded(card);
    let columns = usize::from(inside.width);
    let mut lines: Vec<Line> =
        wrap(&form.row.text, columns).into_iter().map(|l| Line::styled(l, theme.style(Role::Title))).collect();
    if let Some(text) = parts::instruction(&form.row, form.step) {
        lines.extend(wrap(&text, columns).into_iter().map(|l| Line::styled(l, theme.style(Role::Accent))));
    }
    parts::fit(&mut lines, usize::from(inside.height));
    Paragraph::new(lines).render(inside, buf);
    match (form.step, &form.board) {
        (Step::Point, Some(board)) => board.draw(model, rest, buf),
        (Step::Points, _) => draw_points(form, model, rest, buf),
        _ => draw_text(form, model, rest, buf),
    }
}

fn frame(form: &Form, model: &Model, area: Rect, right: String, buf: &mut Buffer) {
    let steps = form.steps();
    let n = steps.iter().position(|s| *s == form.step).unwrap_or(0) + 1;
    let title = format!("{} {}", parts::title(form.step), say::step(n, steps.len()));
    Pane::new(model, title).focus(true).right(right).draw(area, buf);
}

fn draw_points(form: &Form, model: &Model, rest: Rect, buf: &mut Buffer) {
    frame(form, model, rest, form.scroll.note(), buf);
    let inside = Pane::padded(rest);
    let (lines, _) = parts::points(form, model, usize::from(inside.width));
    let shown = &lines[form.scroll.window(lines.len(), usize::from(inside.height))];
    Paragraph::new(shown.to_vec()).render(inside, buf);
}

fn draw_text(form: &Form, model: &Model, rest: Rect, buf: &mut Buffer) {
    let theme = model.theme();
    frame(form, model, rest, String::new(), buf);
    let inside = Pane::padded(rest);
    let at = text_area(form, model, rest);
    let mut above = parts::above(form, model, usize::from(inside.width));
    parts::fit(&mut above, usize::from(at.y - inside.y));
    Paragraph::new(above).render(inside, buf);
    let help = match form.step {
        Step::Number => {
            form.number.draw(parts::field(at), theme.style(Role::Title), buf);
            let unit = form.row.number.as_ref().map_or("", |n| n.unit.as_str());
            let field = parts::field(at);
            buf.set_stringn(field.right() + 1, field.y, unit, usize::from(inside.width / 2), theme.style(Role::Text));
            buf.set_style(field, theme.style(Role::Marked));
            say::NUMBER_HELP
        }
        Step::Then => {
            form.then.draw(at, buf);
            say::THEN_HELP
        }
        _ => {
            form.because.draw(at, buf);
            say::BECAUSE_HELP
        }
    };
    if inside.bottom() > at.bottom() {
        let line = Rect { y: inside.bottom() - 1, height: 1, ..inside };
        let help = cut(help, usize::from(line.width));
        Paragraph::new(Line::styled(help, theme.style(Role::Muted))).render(line, buf);
    }
}

/// Returns where the terminal's cursor belongs.
pub fn caret(screen: &ClientScreen, model: &Model, area: Rect) -> Option<(u16, u16)> {
    match &screen.mode {
        Mode::Talk => None,
        Mode::Ask(asking) => {
            let inside = Pane::padded(areas(screen, area).ask?);
            Some(asking.field.caret(Rect { height: 1, ..inside }))
        }
        Mode::Answer(form) => {
            let (_, rest) = form_areas(area, &form.row, form.step);
            let at = text_area(form, model, rest);
            match form.step {
                Step::Number => Some(form.number.caret(parts::field(at))),
                Step::Because => form.because.caret(at),
                Step::Then => form.then.caret(at),
                Step::Point => form.board.as_ref()?.caret(model, rest),
                Step::Points => None,
            }
        }
    }
}
