//! Walking through what the review has to say.

use super::Editor;
use crate::{
    domain::{scenario::Severity, verdict::Finding},
    tui::{model::Model, strings::board as say, theme::Role},
};

/// Returns the findings that show on the board by themselves. On the practice board of a lesson
/// only what cannot work does: a board that is being drawn step by step is not yet whole.
pub(super) fn shown(model: &Model) -> impl Iterator<Item = &Finding> {
    let least = if model.open_scenario().is_some() { Severity::Warning } else { Severity::Error };
    model.desk.iter().flat_map(|d| &d.review.findings).filter(move |f| f.severity <= least)
}

impl Editor {
    /// Goes to the next finding and puts the cursor on what it is about.
    pub(super) fn next_finding(&mut self, model: &mut Model) {
        let findings = model.desk.as_ref().map_or(&[][..], |d| &d.review.findings);
        if findings.is_empty() {
            model.say(Role::Good, say::NO_FINDINGS);
            return;
        }
        let next = self.finding.map_or(0, |f| (f + 1) % findings.len());
        let at = findings[next].nodes.first().and_then(|id| model.board()?.nodes.get(id)).map(|n| n.at);
        if let Some(cell) = at {
            self.cursor = cell;
        }
        (self.link, self.zone) = (None, None);
        self.finding = Some(next);
    }

    /// Returns the finding at hand, with its number and how many there are.
    pub(super) fn finding_at_hand<'a>(&self, model: &'a Model) -> Option<(usize, usize, &'a Finding)> {
        let findings = &model.desk.as_ref()?.review.findings;
        let at = self.finding?;
        Some((at + 1, findings.len(), findings.get(at)?))
    }
}
