//! The conversation so far, in the order in which it happened.

use ratatui::text::{Line, Span};

use crate::{
    domain::{
        attempt::{AnswerGiven, Attempt},
        question::Hearing,
        scenario::Scenario,
        text::{clean, clean_line},
    },
    tui::{
        model::Model,
        strings::client as say,
        theme::Role,
        widgets::{
            dates::day_and_time,
            glyphs::Glyphs,
            words::{name_of, wrap},
        },
    },
};

use super::{number, question};

/// Who speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// The client.
    Client,
    /// The client, with a requirement that changes.
    Change,
    /// The student.
    Student,
}

/// Something that was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Who said it.
    pub who: Who,
    /// When, ISO 8601.
    pub at: String,
    /// The words.
    pub text: String,
    /// What goes with them: what was pointed at, what was heard.
    pub note: String,
}

impl Said {
    /// Makes something that was said.
    pub fn new(who: Who, at: &str, text: &str) -> Self {
        Self { who, at: at.to_owned(), text: text.to_owned(), note: String::new() }
    }
}

/// Returns what was said so far.
pub fn conversation(model: &Model, scenario: &Scenario, attempt: &Attempt) -> Vec<Said> {
    let mut parts: Vec<Vec<Said>> = Vec::new();
    let spoken = attempt.answers.iter().filter(|(_, a)| a.closed || !a.heard.is_empty());
    for (id, answer) in spoken {
        parts.push(exchange(model, scenario, id, answer));
    }
    for asked in &attempt.asked {
        parts.push(vec![
            Said::new(Who::Student, &asked.at, &asked.text),
            Said::new(Who::Client, &asked.at, &asked.reply),
        ]);
    }
    if let (Some(at), Some(change)) = (&attempt.changed_at, &scenario.change) {
        parts.push(vec![Said::new(Who::Change, at, &change.text)]);
    }
    // Stable: what has the same time stays in the order answer, question, change.
    parts.sort_by(|a, b| a[0].at.cmp(&b[0].at));
    let mut out = Vec::new();
    if !scenario.interview.greeting.is_empty() {
        out.push(Said::new(Who::Client, &attempt.taken_at, &scenario.interview.greeting));
    }
    out.extend(parts.into_iter().flatten());
    out
}

fn exchange(model: &Model, scenario: &Scenario, id: &str, answer: &AnswerGiven) -> Vec<Said> {
    let at = &answer.at;
    let mut out = vec![Said::new(Who::Client, at, &answer.asked)];
    let mut because = Said::new(Who::Student, at, &answer.because);
    because.note = beside(model, scenario, id, answer);
    out.push(because);
    // The reaction is to everything said: it comes before what the client asks back only while that
    // has no answer.
    let asked_back = answer.follow_up.as_str();
    if answer.then.is_empty() {
        out.push(Said::new(Who::Client, at, format!("{} {asked_back}", answer.reaction).trim()));
    } else {
        out.push(Said::new(Who::Client, at, asked_back));
        out.push(Said::new(Who::Student, at, &answer.then));
        out.push(Said::new(Who::Client, at, &answer.reaction));
    }
    out.retain(|s| s.who == Who::Student || !s.text.is_empty());
    if let Some(last) = out.iter_mut().rfind(|s| s.who == Who::Student && !answer.heard.is_empty()) {
        let heard = answer.heard.iter().filter(|h| h.hearing == Hearing::Heard).count();
        let count = say::points_heard(heard, answer.heard.len());
        last.note = if last.note.is_empty() { count } else { format!("{}, {count}", last.note) };
    }
    out
}

/// What was pointed at and which number was given.
fn beside(model: &Model, scenario: &Scenario, id: &str, answer: &AnswerGiven) -> String {
    let mut parts = Vec::new();
    if !answer.pointed.is_empty() {
        let label = |n| model.board().map_or_else(String::new, |b| clean_line(b.label(n)));
        let names: Vec<String> = answer.pointed.iter().map(label).collect();
        parts.push(say::pointed_at(&names.join(", "), answer.pointed_right));
    }
    if let Some(milli) = answer.number_milli {
        let unit = question::find(scenario, id).and_then(|q| q.number.as_ref()).map_or("", |n| n.unit.as_str());
        parts.push(say::number_given(&number::show(milli), unit, answer.number_right));
    }
    parts.join(", ")
}

/// Sets the conversation in lines.
pub fn lines(model: &Model, scenario: &Scenario, said: &[Said], columns: usize) -> Vec<Line<'static>> {
    let mut out = Vec::new();
    for s in said {
        out.extend(bubble(model, scenario, s, columns));
        out.push(Line::default());
    }
    out.pop();
    out
}

fn bubble(model: &Model, scenario: &Scenario, said: &Said, columns: usize) -> Vec<Line<'static>> {
    let theme = model.theme();
    let g = Glyphs::pick(model.settings.ascii);
    let inset = columns / 6;
    let indent = if said.who == Who::Student { " ".repeat(inset) } else { String::new() };
    let room = columns.saturating_sub(inset + 2);
    let (name, role) = match said.who {
        Who::Client => (clean_line(name_of(&scenario.contact)), Role::Accent),
        Who::Change => (format!("{} {}: {}", g.warn, clean_line(name_of(&scenario.contact)), say::CHANGE), Role::Warn),
        Who::Student => (student(model), Role::Zone),
    };
    let bar = if g.ascii { "| " } else { "┃ " };
    let mut head = vec![Span::raw(indent.clone()), Span::styled(name, theme.style(role))];
    if !said.at.is_empty() {
        head.push(Span::styled(format!("  {}", day_and_time(&said.at)), theme.style(Role::Muted)));
    }
    let mut out = vec![Line::from(head)];
    let words = if said.who == Who::Change { Role::Title } else { Role::Text };
    let mut put = |text: &str, role_of_text| {
        for line in wrap(text, room) {
            out.push(Line::from(vec![
                Span::raw(indent.clone()),
                Span::styled(bar, theme.style(role)),
                Span::styled(line, theme.style(role_of_text)),
            ]));
        }
    };
    put(clean(&said.text).trim_end(), words);
    if !said.note.is_empty() {
        put(&said.note, Role::Muted);
    }
    out
}

fn student(model: &Model) -> String {
    let names: Vec<String> =
        model.attempt.iter().flat_map(|a| &a.students).map(|s| clean_line(&s.name)).filter(|n| !n.is_empty()).collect();
    if names.is_empty() { say::YOU.to_owned() } else { names.join(" and ") }
}
