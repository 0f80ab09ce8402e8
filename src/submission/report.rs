//! `report.md`: the hand-in as a text that a teacher can read from top to bottom.
//!
//! It repeats what the other files of the bundle hold and adds nothing of its own. Texts of the
//! student stand as quotations, so that none of them can pose as a part of the report.

mod interview;
mod page;
mod steps;

use crate::{
    domain::{
        attempt::Student,
        scenario::{Quality, Scenario},
        settings::Origin,
        text::clean_line,
        verdict::Review,
    },
    sim::report::Percent,
};

use self::page::Page;
use super::{ENGINE, Submission, complete::Item, runs};

/// Everything the report is written from.
pub(super) struct Material<'a> {
    pub submission: &'a Submission<'a>,
    pub scenario: &'a Scenario,
    pub items: &'a [Item],
    pub review: &'a Review,
    /// Name of the diagram file in the bundle.
    pub diagram: &'a str,
}

/// Writes the report.
pub(super) fn report(material: &Material<'_>) -> String {
    let mut page = Page::default();
    for section in [
        head,
        completeness,
        steps::write,
        measured,
        talk,
        interview::answers,
        interview::questions,
        needs,
        findings,
        assumptions,
        about,
    ] {
        section(material, &mut page);
    }
    page.finish()
}

fn head(m: &Material<'_>, page: &mut Page) {
    let board = m.submission.flow.board;
    page.heading(1, &format!("{}: {}", m.scenario.title, board.name));
    let names: Vec<String> = m.submission.attempt.students.iter().map(person).collect();
    let names = if names.is_empty() { "nobody named".to_owned() } else { names.join(", ") };
    page.paragraph(&format!("Handed in by {names} at {}.", m.submission.at));
    let Scenario { pitch, client, contact, .. } = m.scenario;
    page.paragraph(&format!("{pitch} The client is {client}, represented by {contact}."));
    page.paragraph(&format!(
        "The diagram is `{}`: {}, {}, {}.",
        m.diagram,
        count(board.nodes.len(), "component"),
        count(board.links.len(), "connection"),
        count(board.zones.len(), "outline"),
    ));
}

/// Returns a name with its id.
pub(super) fn person(student: &Student) -> String {
    let (name, id) = (clean_line(&student.name), clean_line(&student.id));
    if id.is_empty() { name } else { format!("{name} ({id})") }
}

fn completeness(m: &Material<'_>, page: &mut Page) {
    page.heading(2, "Complete?");
    for item in m.items {
        page.tick(item.done, &item.text);
        for missing in &item.missing {
            page.below(&format!("missing: {missing}"));
        }
    }
}

fn talk(m: &Material<'_>, page: &mut Page) {
    for quality in Quality::ALL {
        page.heading(2, &capital(quality.word()));
        page.quote(m.submission.attempt.qualities.get(quality).map_or("", String::as_str));
    }
}

fn measured(m: &Material<'_>, page: &mut Page) {
    page.heading(2, "Measured by running it");
    let Some(run) = runs::last(m.submission.attempt, m.submission.flow.board) else {
        page.paragraph("This board was not run.");
        return;
    };
    let phase = if run.changed { "After the changed requirement" } else { "Before the changed requirement" };
    let phase = if m.scenario.change.is_some() { format!("{phase}: ") } else { String::new() };
    page.paragraph(&format!(
        "{phase}run {} of {}, {}, seed {}, engine {}, trace {}.",
        run.number,
        run.at,
        count(run.replications as usize, "repetition"),
        run.seed,
        run.engine,
        run.trace_sha256
    ));
    for (quality, g) in &run.gauges {
        let (percent, low, high) = (Percent(g.percent), Percent(g.low), Percent(g.high));
        let text = format!("{quality}: {percent} ({low} to {high}; target {} %). {}", g.target, g.why);
        page.tick(g.met, &text);
    }
    for f in &run.faults {
        let share = if f.applies { Percent(f.percent).to_string() } else { "does not apply".to_owned() };
        page.item(&format!("{}: {share}. {}", f.id, f.why));
    }
    for r in &run.replays {
        page.item(&format!("{}: {}. {}", r.id, Percent(r.percent), r.why));
    }
}

fn needs(m: &Material<'_>, page: &mut Page) {
    page.heading(2, &format!("Needs: {} of {} met", m.review.met(), m.review.needs.len()));
    for need in &m.review.needs {
        let facts = if need.facts.is_empty() { String::new() } else { format!(" ({})", need.facts.join(", ")) };
        page.tick(need.met, &format!("{}{facts} Why: {}", need.text, need.why));
    }
}

fn findings(m: &Material<'_>, page: &mut Page) {
    page.heading(2, "Findings");
    if m.review.findings.is_empty() {
        page.paragraph("None.");
    }
    for f in &m.review.findings {
        let labels: Vec<&str> = f.nodes.iter().map(|id| m.submission.flow.board.label(id)).collect();
        let at = if labels.is_empty() { String::new() } else { format!(" [{}]", labels.join(", ")) };
        page.item(&format!("{} {}{at}: {} {}", f.severity.word(), f.code, f.message, f.hint));
    }
}

fn assumptions(m: &Material<'_>, page: &mut Page) {
    page.heading(2, "Assumptions");
    page.paragraph("Settings that the drawing implies and nobody stated.");
    if m.review.assumed.is_empty() {
        page.paragraph("None.");
    }
    for a in &m.review.assumed {
        let because = match &a.because {
            Origin::Implied(because) => because.as_str(),
            Origin::Stated => "it is stated",
            Origin::Default => "it is the default",
        };
        let label = m.submission.flow.board.label(&a.node);
        page.item(&format!("{label}: {} = {}, because {because}", a.setting, a.value));
    }
}

fn about(m: &Material<'_>, page: &mut Page) {
    page.heading(2, "About this bundle");
    page.paragraph(&format!(
        "Made by archlab {ENGINE} with the course pack {}. Needs and findings are what this version says of the \
         drawing; what was measured can be run again with the seed and the engine it names.",
        m.submission.pack_hash
    ));
    page.paragraph(
        "The receipt is in `bag-info.txt`. It and the checksums show whether anything was damaged or changed since \
         the bundle was made. They do not show who did the work.",
    );
}

fn count(n: usize, what: &str) -> String {
    if n == 1 { format!("1 {what}") } else { format!("{n} {what}s") }
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
