//! The interview in the report: what the client asked and was told, what was asked of the client.

use crate::domain::{
    attempt::AnswerGiven,
    question::{Heard, Hearing, Question},
};

use super::{Material, line, quoted};

pub(super) fn answers(m: &Material<'_>) -> String {
    let mut out = "## The client asked\n\n".to_owned();
    let given = &m.submission.attempt.answers;
    if given.is_empty() {
        out += "Nothing was answered.\n";
    }
    let known = &m.scenario.interview.question;
    let mut answered: Vec<(&String, &AnswerGiven)> = given.iter().collect();
    answered.sort_by_key(|(id, answer)| (answer.at.as_str(), id.as_str()));
    for (id, answer) in answered {
        out += &one_answer(m, known.iter().find(|q| &q.id == id), answer);
    }
    out
}

fn one_answer(m: &Material<'_>, question: Option<&Question>, answer: &AnswerGiven) -> String {
    let about = question.map(|q| format!(" ({})", q.quality.word())).unwrap_or_default();
    let mut out = format!("### {}{about}\n\n{}\n\n", line(&answer.asked), line(&answer.at));
    out += &pointed(m, answer);
    out += &number(question, answer);
    out += &quoted(&answer.because);
    if !answer.follow_up.is_empty() {
        out += &format!("\nThen the client asked: {}\n\n{}", line(&answer.follow_up), quoted(&answer.then));
    }
    if !answer.heard.is_empty() {
        out += "\nWhat was heard of the points that a client listens for. This is no mark.\n\n";
    }
    for heard in &answer.heard {
        out += &point(question, answer, heard);
    }
    out + "\n"
}

fn pointed(m: &Material<'_>, answer: &AnswerGiven) -> String {
    if answer.pointed.is_empty() {
        return String::new();
    }
    let labels: Vec<&str> = answer.pointed.iter().map(|id| m.submission.flow.board.label(id)).collect();
    line(&format!("- pointed at {}{}", labels.join(", "), judged(answer.pointed_right))) + "\n\n"
}

fn number(question: Option<&Question>, answer: &AnswerGiven) -> String {
    let Some(milli) = answer.number_milli else { return String::new() };
    let unit = question.and_then(|q| q.number.as_ref()).map(|n| format!(" {}", n.unit)).unwrap_or_default();
    line(&format!("- number given: {}{unit}{}", decimal(milli), judged(answer.number_right))) + "\n\n"
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
    line(&format!("- {text}: {how}{confirmed}")) + "\n"
}

pub(super) fn questions(m: &Material<'_>) -> String {
    let mut out = "## Asked of the client\n\n".to_owned();
    let asked = &m.submission.attempt.asked;
    if asked.is_empty() {
        out += "Nothing was asked.\n";
    }
    for (i, a) in asked.iter().enumerate() {
        let reply = format!("{} ({})", line(&a.reply), line(&a.at));
        out += &format!("{}. {}\n   - {reply}\n", i + 1, line(&a.text));
    }
    if let (Some(at), Some(change)) = (&m.submission.attempt.changed_at, &m.scenario.change) {
        out += &format!("\nThe requirement changed at {}:\n\n{}", line(at), quoted(&change.text));
    }
    out
}
