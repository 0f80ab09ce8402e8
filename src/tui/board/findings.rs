//! Walking through what the review has to say.

use super::Editor;
use crate::{
    domain::verdict::Finding,
    tui::{model::Model, strings::board as say, theme::Role},
};

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
