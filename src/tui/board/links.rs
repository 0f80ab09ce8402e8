//! The link at hand: choosing one of a node's links and changing it.

use super::Editor;
use crate::{
    domain::{
        component::LinkKind,
        edit::compose,
        id::{Format, LinkId},
    },
    tui::{action::BoardAction as B, model::Model, strings::board as say, theme::Role},
};

impl Editor {
    /// Takes the next link of the node under the cursor.
    pub(super) fn next_link(&mut self, model: &mut Model) {
        let links: Vec<LinkId> = match (self.under(model), model.board()) {
            (Some(node), Some(board)) => board.links_of(&node).map(|l| l.id.clone()).collect(),
            _ => Vec::new(),
        };
        if links.is_empty() {
            model.say(Role::Text, say::NO_LINKS);
            return;
        }
        let next =
            self.link.as_ref().and_then(|l| links.iter().position(|x| x == l)).map_or(0, |i| (i + 1) % links.len());
        (self.zone, self.finding) = (None, None);
        self.link = Some(links[next].clone());
    }

    /// Turns the link at hand round, or changes its kind or what it carries.
    pub(super) fn alter_link(&mut self, act: &B, model: &mut Model) {
        let (Some(id), Some(board)) = (self.link.clone(), model.board()) else { return };
        let formats = offered_formats(&id, model);
        if *act == B::LinkCarries && formats.len() == 1 {
            model.say(Role::Text, say::NO_FORMATS);
            return;
        }
        let edit = compose::alter_link(board, &id, |link| match act {
            B::Turn => std::mem::swap(&mut link.from, &mut link.to),
            B::LinkKind => link.kind = after(LinkKind::ALL, &link.kind),
            _ => {
                let now = formats.iter().position(|f| *f == link.carries).unwrap_or(0);
                link.carries.clone_from(&formats[(now + 1) % formats.len()]);
            }
        });
        model.edit(edit);
    }
}

fn after<T: Copy + PartialEq>(all: &[T], now: &T) -> T {
    let at = all.iter().position(|x| x == now).unwrap_or(0);
    all[(at + 1) % all.len()]
}

/// Everything, then each format that its start has.
fn offered_formats(id: &LinkId, model: &Model) -> Vec<Option<Format>> {
    let mut out = vec![None];
    if let Some(flow) = model.flow()
        && let Some(link) = flow.links.iter().find(|l| &l.link.id == id)
    {
        let from = &flow.nodes[link.from];
        let formats: std::collections::BTreeSet<&Format> = from.gets.iter().chain(&from.makes).collect();
        out.extend(formats.into_iter().cloned().map(Some));
    }
    out
}
