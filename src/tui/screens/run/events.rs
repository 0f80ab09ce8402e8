//! The list of what happened, line by line, and what narrows it down.

use super::{Play, telling::sign};
use crate::{
    sim::trace::{Entry, Place},
    tui::widgets::list::Cursor,
};

/// What narrows the list down.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// What is said of it.
    pub title: String,
    /// Only at this node.
    pub node: Option<usize>,
    /// Only for this cause.
    pub cause: Option<String>,
    /// Only what went wrong.
    pub incidents: bool,
}

impl Filter {
    fn lets(&self, e: &Entry) -> bool {
        let node = self.node.is_none_or(|n| e.place == Place::Node(n as u16));
        let cause = self.cause.as_ref().is_none_or(|c| e.cause.is_some_and(|x| x.word() == c));
        node && cause
    }
}

/// The list of what happened.
#[derive(Clone, Debug, Default)]
pub struct Events {
    /// The entries in it.
    pub list: Vec<usize>,
    /// The selected line.
    pub at: Cursor,
    /// What narrows it down.
    pub filter: Option<Filter>,
    /// Whether the student moves in it; else it follows the run.
    pub held: bool,
}

impl Events {
    /// Makes the list afresh.
    pub fn fill(&mut self, play: &Play) {
        let all =
            if self.filter.as_ref().is_some_and(|f| f.incidents) { &play.line.incidents } else { &play.line.told };
        let lets = |i: &&usize| self.filter.as_ref().is_none_or(|f| f.lets(&play.line.entries[**i]));
        self.list = all.iter().filter(lets).copied().collect();
        self.at.at = self.at.at.min(self.list.len().saturating_sub(1));
    }

    /// Narrows it down, or shows everything.
    pub fn narrow(&mut self, filter: Option<Filter>, play: &Play) {
        self.filter = filter;
        (self.at, self.held) = (Cursor::default(), self.filter.is_some());
        self.fill(play);
    }

    /// Follows the run while nobody moves in it.
    pub fn follow(&mut self, play: &Play, moment: usize) {
        if !self.held {
            self.at.at = play.line.passed(&self.list, moment).saturating_sub(1);
        }
    }

    /// Returns the lines that are drawn.
    pub fn window(&self, rows: usize) -> std::ops::Range<usize> {
        self.at.window(self.list.len(), rows)
    }

    /// Returns a line: sign, role, time and text.
    pub fn line(&self, play: &Play, row: usize, ascii: bool) -> Option<super::draw::EventLine> {
        let e = &play.line.entries[*self.list.get(row)?];
        let (sign, role) = sign(e, ascii);
        let when = super::telling::clock(play.played.clock, e.at);
        Some(super::draw::EventLine { sign, role, when, text: play.names.tell(e) })
    }
}
