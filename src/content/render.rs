//! Draws a problem with the lines it is about, as compilers do. No colour: the text goes to
//! terminals, files and tests alike.

use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet, renderer::DecorStyle};

use super::problem::Problem;
use crate::domain::{scenario::Severity, text::clean};

/// Draws a problem with the text of its file; ends with a newline.
pub fn render(problem: &Problem, text: &str) -> String {
    let level = match problem.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(clean(&problem.message));
    let mut group = match &problem.span {
        Some(span) if text.get(span.clone()).is_some() => {
            let mark = AnnotationKind::Primary.span(span.clone());
            title.element(Snippet::source(text).path(&problem.file).annotation(mark))
        }
        _ => title.element(Origin::path(&problem.file)),
    };
    if !problem.hint.is_empty() {
        group = group.element(Level::HELP.message(clean(&problem.hint)));
    }
    let mut out = Renderer::plain().decor_style(DecorStyle::Ascii).render(&[group]);
    out.push('\n');
    out
}
