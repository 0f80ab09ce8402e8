//! The proof an author owes for each question: good answers are heard, wrong ones and keyword
//! salads are not. `archlab check` and the tests run it.
//!
//! No board is needed: what would back a point on a board is taken as drawn.

use crate::domain::question::Question;

use super::{answer::phrases, hear::Said, pose::Names};

/// Returns what is wrong with a question's fixtures, as sentences; nothing when they prove it right.
pub fn faults(question: &Question) -> Vec<String> {
    let f = &question.fixtures;
    let mut out = Vec::new();
    for (kind, list) in [("good", &f.good), ("wrong", &f.wrong)] {
        if list.len() < 3 {
            out.push(format!("question `{}` has {} {kind} answers; it needs 3", question.id, list.len()));
        }
    }
    for text in &f.good {
        let missed = missed(question, text);
        if !missed.is_empty() {
            out.push(format!(
                "question `{}`: {} not heard in the good answer \"{text}\"",
                question.id,
                missed.join(", ")
            ));
        }
    }
    for text in f.wrong.iter().chain([&f.salad]) {
        if missed(question, text).is_empty() {
            out.push(format!("question `{}`: every point is heard in the wrong answer \"{text}\"", question.id));
        }
    }
    if heard_any(question, &f.salad) {
        out.push(format!("question `{}`: the salad is heard as an answer", question.id));
    }
    out
}

fn nobody() -> Names {
    Names::default()
}

fn missed<'a>(question: &'a Question, text: &str) -> Vec<&'a str> {
    let said = Said::new(text);
    let not_heard = question.listens.iter().filter(|l| said.hears(&phrases(l, &nobody())).is_none());
    not_heard.map(|l| l.id.as_str()).collect()
}

fn heard_any(question: &Question, text: &str) -> bool {
    missed(question, text).len() < question.listens.len()
}
