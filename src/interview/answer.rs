//! What becomes of an answer: pointing and number judged exactly, the prose listened to, one
//! reaction and at most one question back.
//!
//! The reaction may confirm what the board shows. It never calls prose right or wrong.

use std::collections::BTreeSet;

use crate::domain::{
    flow::{Flow, ask, join_words},
    id::NodeId,
    question::{Heard, Hearing, Listen, NumberSource, Question},
};

use super::{
    hear::Said,
    last_run::LastRun,
    number,
    phrase::Phrase,
    pose::{Names, figures_in, label},
};

/// An answer of the student.
#[derive(Clone, Copy, Debug)]
pub struct Given<'a> {
    /// The nodes pointed at.
    pub pointed: &'a BTreeSet<NodeId>,
    /// The number, in thousandths of its unit.
    pub number_milli: Option<i64>,
    /// The reason, in the student's own words.
    pub because: &'a str,
}

/// What became of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heeded {
    /// Whether the right nodes were pointed at; nothing where none were asked for.
    pub pointed_right: Option<bool>,
    /// Whether the number was within a fifth; nothing where the board has none.
    pub number_right: Option<bool>,
    /// The true number in thousandths, where the board has one.
    pub truth_milli: Option<i64>,
    /// What was heard of each point, in the question's order.
    pub heard: Vec<Heard>,
    /// The number of the run that the client spoke of, if it was one of the run.
    pub run: Option<u32>,
    /// What the client says.
    pub reaction: String,
    /// The one thing the client asks back, if any.
    pub follow_up: Option<String>,
}

/// Takes in an answer to a question, as if nothing had been run.
pub fn listen(flow: &Flow<'_>, question: &Question, given: &Given<'_>) -> Heeded {
    heed(flow, question, given, LastRun::NotYet)
}

/// Takes in an answer to a question, with the student's last run at hand.
pub fn heed(flow: &Flow<'_>, question: &Question, given: &Given<'_>, last: LastRun<'_>) -> Heeded {
    let names = Names::of(flow, question, last);
    let said = Said::new(given.because);
    let pointed = point(flow, question, given);
    let counted = count(flow, question, given, last);
    let shown = in_run(question, &names, last);
    let heard: Vec<Heard> = question.listens.iter().map(|l| hear(flow, l, &names, &said)).collect();
    let parts = [pointed.as_ref().map(|p| p.say.clone()), counted.say.clone(), Some(tell(question, &said, &heard))];
    Heeded {
        pointed_right: pointed.map(|p| p.right),
        number_right: counted.right,
        truth_milli: counted.truth,
        reaction: parts.into_iter().flatten().collect::<Vec<_>>().join(" "),
        run: last.run().filter(|_| speaks_of_run(question, shown.is_some())).map(|r| r.number),
        follow_up: follow_up(question, &counted, shown, &heard).map(|text| names.fill(&text)),
        heard,
    }
}

/// Says whether a question, or what came of it, is about the run.
fn speaks_of_run(question: &Question, shown: bool) -> bool {
    let counts = question.number.as_ref().is_some_and(|n| matches!(n.is, NumberSource::Run(_)));
    counts || shown || figures_in(question, &question.text).next().is_some()
}

/// Finds what the run shows that the client asks back about: the first thing whose figure is large
/// enough and whose words can all be filled in.
fn in_run(question: &Question, names: &Names, last: LastRun<'_>) -> Option<String> {
    question.in_run.iter().find_map(|shown| {
        let milli = last.milli(&shown.of)?;
        if milli < shown.at_least.saturating_mul(1000) {
            return None;
        }
        let say = shown.say.replace("{figure}", &number::for_people(milli));
        let known = figures_in(question, &say).all(|name| names.figures.contains_key(name));
        known.then_some(say)
    })
}

/// Reads a point's words, with the student's own labels for `{name}`.
pub(super) fn phrases(listen: &Listen, names: &Names) -> Vec<Vec<Phrase>> {
    let expand = |word: &String| match word.strip_prefix('{').and_then(|w| w.strip_suffix('}')) {
        Some(name) => names.labels.get(name).into_iter().flatten().map(|l| Phrase::new(l)).collect(),
        None => vec![Phrase::new(word)],
    };
    listen.words.iter().map(|group| group.iter().flat_map(expand).collect()).collect()
}

fn hear(flow: &Flow<'_>, listen: &Listen, names: &Names, said: &Said<'_>) -> Heard {
    let Some(matched) = said.hears(&phrases(listen, names)) else {
        return Heard { id: listen.id.clone(), hearing: Hearing::NotHeard, matched: Vec::new() };
    };
    let backed = listen.backed_by.as_ref().is_none_or(|q| ask::ask(flow, q).holds);
    let hearing = if backed { Hearing::Heard } else { Hearing::Unbacked };
    Heard { id: listen.id.clone(), hearing, matched }
}

/// The judgement of a finger on the board.
struct Pointed {
    right: bool,
    say: String,
}

fn point(flow: &Flow<'_>, question: &Question, given: &Given<'_>) -> Option<Pointed> {
    let right: BTreeSet<usize> = flow.select(&question.point.as_ref()?.nodes).into_iter().collect();
    if right.is_empty() {
        return None;
    }
    let known: Vec<usize> = given.pointed.iter().filter_map(|id| flow.find(id)).collect();
    let astray: Vec<String> =
        known.iter().filter(|n| !right.contains(n)).map(|&n| format!("\"{}\"", label(flow, n))).collect();
    let astray: Vec<&str> = astray.iter().map(String::as_str).collect();
    if given.pointed.is_empty() {
        let say = "You have not shown me where that is on the drawing.".to_owned();
        return Some(Pointed { right: false, say });
    }
    if known.len() == given.pointed.len() && astray.is_empty() {
        return Some(Pointed { right: true, say: "Yes, I see the spot on your drawing.".to_owned() });
    }
    let say = match &astray[..] {
        [] => "What you point at is no longer on the drawing.".to_owned(),
        some => format!("You point at {}, and I do not see it happen there.", join_words(some, "and")),
    };
    Some(Pointed { right: false, say })
}

/// The judgement of a number.
#[derive(Default)]
struct Counted {
    right: Option<bool>,
    truth: Option<i64>,
    say: Option<String>,
}

fn count(flow: &Flow<'_>, question: &Question, given: &Given<'_>, last: LastRun<'_>) -> Counted {
    let Some(wanted) = &question.number else { return Counted::default() };
    let truths = number::truths(flow, &wanted.is, last);
    let Some(&first) = truths.first() else { return Counted::default() };
    let Some(milli) = given.number_milli else {
        let say = "You have not given me a number.".to_owned();
        return Counted { right: Some(false), truth: Some(first), say: Some(say) };
    };
    let near = truths.iter().copied().find(|&t| number::is_near(milli, t));
    let what = if matches!(wanted.is, NumberSource::Run(_)) { "run" } else { "drawing" };
    let words = |t| if what == "run" { number::for_people(t) } else { number::in_words(t) };
    let say = near.map(|t| format!("{} {}: that is what your {what} says too.", words(t), wanted.unit));
    Counted { right: Some(near.is_some()), truth: near.or(Some(first)), say }
}

/// Says what was heard, without praise and without a mark.
fn tell(question: &Question, said: &Said<'_>, points: &[Heard]) -> String {
    if said.is_empty() {
        return "I have not heard a reason yet.".to_owned();
    }
    if said.is_salad() {
        return "Those are words I know, but I need them in a sentence: what happens, and why?".to_owned();
    }
    let texts = |hearing: Hearing| -> Vec<&str> {
        let ids = points.iter().filter(|h| h.hearing == hearing).map(|h| &h.id);
        ids.filter_map(|id| question.listens.iter().find(|l| &l.id == id)).map(|l| l.text.as_str()).collect()
    };
    let (made, unbacked) = (texts(Hearing::Heard), texts(Hearing::Unbacked));
    let heard = match &made[..] {
        [] => "I am listening, but the point I was waiting for has not come yet.".to_owned(),
        some => format!("I take away: {}.", some.join("; ")),
    };
    if unbacked.is_empty() {
        return heard;
    }
    format!("{heard} You mention this, but nothing on your drawing backs it: {}.", unbacked.join("; "))
}

/// Picks the one thing to ask back: a number that is off comes first, then what the run shows, then
/// what was not heard, then what the drawing does not back.
fn follow_up(question: &Question, counted: &Counted, shown: Option<String>, heard: &[Heard]) -> Option<String> {
    if counted.right == Some(false) {
        let number = question.number.as_ref()?;
        let words = if matches!(number.is, NumberSource::Run(_)) { number::for_people } else { number::in_words };
        return Some(number.off.replace("{truth}", &counted.truth.map(words).unwrap_or_default()));
    }
    if shown.is_some() {
        return shown;
    }
    let listen = |h: &Heard| question.listens.iter().find(|l| l.id == h.id);
    let missed = heard.iter().find(|h| h.hearing == Hearing::NotHeard).and_then(listen);
    if let Some(missed) = missed {
        return Some(missed.follow_up.clone());
    }
    let unbacked = heard.iter().any(|h| h.hearing == Hearing::Unbacked);
    unbacked.then(|| "Where on your drawing is that? Show me, or add it.".to_owned())
}
