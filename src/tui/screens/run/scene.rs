//! What the board shows at a moment of a run: sparks on links, what stands at nodes.

use super::{Play, playhead::Playhead, telling, timeline::Stand};
use crate::{
    sim::{
        agenda::Time,
        trace::{Entry, Place},
    },
    tui::{
        board::over::{Mark, Overlay, Spark},
        strings::run as say,
        theme::Role,
    },
};

/// Puts together what lies over the board.
pub fn overlay(play: &Play, head: &Playhead, ascii: bool) -> Overlay {
    let mut over = Overlay::default();
    sparks(&mut over, play, head, ascii);
    for (n, stand) in play.line.stands(head.moment).iter().enumerate() {
        let Some(id) = play.names.nodes.get(n) else { continue };
        let (foot, role) = foot(stand, ascii);
        over.nodes.insert(id.clone(), Mark { lit: None, foot, role });
    }
    for e in &play.line.entries[play.line.at(head.moment)] {
        let (Place::Node(n), Some(_)) = (e.place, e.what) else { continue };
        let Some(mark) = play.names.nodes.get(usize::from(n)).and_then(|id| over.nodes.get_mut(id)) else { continue };
        let role = match telling::sign(e, ascii).1 {
            Role::Text => Role::Accent,
            other => other,
        };
        mark.lit = Some(if mark.lit == Some(Role::Bad) { Role::Bad } else { role });
    }
    over
}

fn sparks(over: &mut Overlay, play: &Play, head: &Playhead, ascii: bool) {
    let now = head.now(&play.line);
    let part = head.part(&play.line);
    let begun = play.line.at(head.moment);
    let fresh = play.line.entries[begun].iter().filter(|e| e.what.is_none() && e.until <= now);
    // What is quicker than the next moment is still shown all the way.
    let quick = fresh.map(|e| (e, part));
    let slow = play.line.travelling(head.moment, now).filter(|e| e.until > now).map(|e| (e, along(e, now)));
    for (e, along) in quick.chain(slow) {
        let Place::Link(l) = e.place else { continue };
        let Some((id, _)) = play.names.links.get(usize::from(l)) else { continue };
        let sign = match (e.notice, ascii) {
            (true, false) => "○",
            (true, true) => "o",
            (false, false) => "●",
            (false, true) => "@",
        };
        over.links.entry(id.clone()).or_default().push(Spark { along, sign, role: Role::Accent });
    }
}

fn along(e: &Entry, now: Time) -> u16 {
    let whole = (e.until - e.at).max(1);
    (i128::from(now - e.at) * 1000 / i128::from(whole)).clamp(0, 1000) as u16
}

/// Says in a few characters what stands at a node; the worst of it first.
fn foot(s: &Stand, ascii: bool) -> (String, Role) {
    let (bad, warn, bar) = if ascii { ("x", "!", "#") } else { ("✗", "▲", "▮") };
    if s.struck {
        (format!("{bad} {}", say::STRUCK), Role::Bad)
    } else if s.lost > 0 {
        (format!("{bad} {}", say::lost(s.lost)), Role::Bad)
    } else if s.wrong > 0 {
        (format!("{bad} {}", say::wrong(s.wrong)), Role::Bad)
    } else if s.aside > 0 {
        (format!("{warn} {}", say::aside(s.aside)), Role::Warn)
    } else if s.waiting > 0 {
        (format!("{} {}", bar.repeat(s.waiting.min(3) as usize), say::waits(s.waiting)), Role::Accent)
    } else if s.busy > 0 {
        (say::BUSY.to_owned(), Role::Accent)
    } else if s.rejected > 0 {
        (format!("{warn} {}", say::refused(s.rejected)), Role::Warn)
    } else if s.failed > 0 {
        (format!("{warn} {}", say::failed(s.failed)), Role::Warn)
    } else if s.done > 0 {
        (say::times_done(s.done), Role::Muted)
    } else {
        (String::new(), Role::Muted)
    }
}

/// Says in a line what stands at a node.
pub fn stands(s: &Stand) -> String {
    let mut parts = Vec::new();
    let mut add = |n: u64, text: String| {
        if n > 0 {
            parts.push(text);
        }
    };
    add(s.busy.into(), say::BUSY.to_owned());
    add(s.waiting.into(), say::waiting(s.waiting));
    add(s.aside.into(), say::aside(s.aside));
    add(s.done.into(), say::times_done(s.done));
    add(s.failed.into(), say::failed(s.failed));
    add(s.rejected, say::refused(s.rejected));
    add(s.wrong, say::wrong(s.wrong));
    add(s.lost, say::lost(s.lost));
    if let Some(cause) = s.cause {
        parts.push(cause.phrase().to_owned());
    }
    say::stands(&parts)
}
