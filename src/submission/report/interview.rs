//! The interview in the report: what the client asked and was told, what was asked of the client.

use crate::domain::{
    attempt::AnswerGiven,
    question::{Heard, Hearing, Question},
};

use super::{Material, page::Page};

pub(super) fn answers(m: &Material<'_>, page: &mut Page) {
    page.heading(2, "The client asked");
    let given = &m.submission.attempt.answers;
    if given.is_empty() {
        page.paragraph("Nothing was answered.");
    }
    let mut answered: Vec<(&String, &AnswerGiven)> = given.iter().collect();
    answered.sort_by_key(|(id, answer)| (answer.at.as_str(), id.as_str()));
    for (id, answer) in answered {
        let question = m.scenario.interview.question.iter().find(|q| &q.id == id);
        one(m, question, answer, page);
    }
}

fn one(m: &Material<'_>, question: Option<&Question>, answer: &AnswerGiven, page: &mut Page) {
    let about = question.map(|q| format!(" ({})", q.quality.word())).unwrap_or_default();
    page.heading(3, &format!("{}{about}", answer.asked));
    page.paragraph(&format!("Answered at {}.", answer.at));
    if !answer.pointed.is_empty() {
        let labels: Vec<&str> = answer.pointed.iter().map(|id| m.submission.flow.board.label(id)).collect();
        page.item(&format!("pointed at {}{}", labels.join(", "), judged(answer.pointed_right)));
    }
    if let Some(milli) = answer.number_milli {
        let unit = question.and_then(|q| q.number.as_ref()).map(|n| format!(" {}", n.unit)).unwrap_or_default();
        page.item(&format!("number given: {}{unit}{}", decimal(milli), judged(answer.number_right)));
        if let Some(truth) = answer.truth_milli {
            let by = if answer.run.is_some() { "the run" } else { "the drawing" };
            page.item(&format!("{by} says: {}{unit}", decimal(truth)));
        }
    }
    if let Some(number) = answer.run {
        page.item(&spoken_of(m, number));
    }
    page.quote(&answer.because);
    if !answer.follow_up.is_empty() {
        page.paragraph(&format!("Then the client asked: {}", answer.follow_up));
        page.quote(&answer.then);
    }
    if !answer.reaction.is_empty() {
        page.paragraph(&format!("The client said: {}", answer.reaction));
    }
    if !answer.heard.is_empty() {
        page.paragraph("What was heard of the points that a client listens for. This is no mark.");
    }
    for heard in &answer.heard {
        page.item(&point(question, answer, heard));
    }
}

/// Names the run that an answer was held against.
fn spoken_of(m: &Material<'_>, number: u32) -> String {
    let run = m.submission.attempt.runs.iter().find(|r| r.number == number);
    match run {
        Some(r) => format!("held against run {number} of {}, seed {}, trace {}", r.at, r.seed, r.trace_sha256),
        None => format!("held against run {number}, which is no longer kept"),
    }
}

fn judged(right: Option<bool>) -> &'static str {
    match right {
        Some(true) => ": right",
        Some(false) => ": not right",
        None => "",
    }
}

/// Writes thousandths as a decimal number.
fn decimal(milli: i64) -> String {
    let sign = if milli < 0 { "-" } else { "" };
    let (whole, rest) = (milli.unsigned_abs() / 1000, milli.unsigned_abs() % 1000);
    let digits = format!("{rest:03}");
    let digits = digits.trim_end_matches('0');
    if digits.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{digits}") }
}

fn point(question: Option<&Question>, answer: &AnswerGiven, heard: &Heard) -> String {
    let listen = question.and_then(|q| q.listens.iter().find(|l| l.id == heard.id));
    let text = listen.map_or(heard.id.as_str(), |l| l.text.as_str());
    let how = match heard.hearing {
        Hearing::Heard => format!("heard in \"{}\"", heard.matched.join(", ")),
        Hearing::Unbacked => "mentioned, nothing on the board backs it".to_owned(),
        Hearing::NotHeard => "not heard".to_owned(),
    };
    let confirmed = if answer.confirmed.contains(&heard.id) { "; the student says: I made this point" } else { "" };
    format!("{text}: {how}{confirmed}")
}

pub(super) fn questions(m: &Material<'_>, page: &mut Page) {
    page.heading(2, "Asked of the client");
    let attempt = m.submission.attempt;
    if attempt.asked.is_empty() {
        page.paragraph("Nothing was asked.");
    }
    for (i, asked) in attempt.asked.iter().enumerate() {
        page.numbered(i + 1, &asked.text);
        page.below(&format!("{} ({})", asked.reply, asked.at));
    }
    if let (Some(at), Some(change)) = (&attempt.changed_at, &m.scenario.change) {
        page.paragraph(&format!("The requirement changed at {at}:"));
        page.quote(&change.text);
    }
}
