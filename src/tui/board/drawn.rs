//! What lies between the nodes, ready to be painted: made after an edit or a zoom, read by every
//! frame.

use std::collections::BTreeMap;

use super::{Editor, findings, zoom::Zoom};
use crate::{
    diagram::route::raster::{self, Frame, Wanted},
    domain::{
        component::LinkKind,
        flow::{Flow, FlowLink},
        id::{LinkId, NodeId},
        scenario::Severity,
    },
    tui::{model::Model, theme::Role},
};

/// A character of a line.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Stroke {
    /// Its sides: north 1, east 2, south 4, west 8.
    pub(super) sides: u8,
    /// The sides of an arrowhead, if it is one.
    pub(super) head: u8,
    pub(super) dashed: bool,
    pub(super) role: Option<Role>,
}

/// A text on the plane.
#[derive(Clone, Debug)]
pub(super) struct Label {
    pub(super) x: i32,
    pub(super) y: i32,
    pub(super) text: String,
    pub(super) role: Role,
}

/// What the picture depends on: edits so far, zoom, node under the cursor, link at hand, and
/// whether the course is loaded.
type Key = (u64, Zoom, Option<NodeId>, Option<LinkId>, bool);

/// Everything between the nodes.
#[derive(Clone, Debug, Default)]
pub(super) struct Drawn {
    key: Option<Key>,
    pub(super) strokes: BTreeMap<(i32, i32), Stroke>,
    pub(super) labels: Vec<Label>,
    /// The characters of each link, in the direction of its arrow.
    pub(super) ways: BTreeMap<LinkId, Vec<(i32, i32)>>,
    pub(super) frames: Vec<Frame>,
    /// The worst that the review says of a node.
    pub(super) badges: BTreeMap<NodeId, Severity>,
}

impl Editor {
    /// Makes the picture again if what it shows has changed.
    pub(super) fn redraw(&mut self, model: &Model) {
        let Some(desk) = &model.desk else { return };
        let here = self.under(model);
        let key = (desk.steps, self.zoom, here, self.link.clone(), model.pack.is_some());
        if self.drawn.key.as_ref() == Some(&key) {
            return;
        }
        let Some(flow) = model.flow() else { return };
        let mut drawn = Drawn { badges: badges(model), ..Drawn::default() };
        let shown: Vec<&FlowLink<'_>> = flow.links.iter().filter(|l| self.shows(&flow, l, key.2.as_ref())).collect();
        let texts: Vec<String> = shown.iter().map(|l| text_of(l, self.zoom)).collect();
        let wanted: Vec<Wanted<'_>> =
            shown.iter().zip(&texts).map(|(l, t)| Wanted { link: &l.link.id, label: t }).collect();
        let picture = raster::draw(desk.board(), &desk.routes, &self.zoom.metrics(), &wanted);
        for link in &shown {
            if let Some(trace) = picture.links.get(&link.link.id) {
                let at_hand = self.link.as_ref() == Some(&link.link.id);
                drawn.add(trace, link, at_hand);
            }
        }
        drawn.frames = picture.zones;
        drawn.key = Some(key);
        self.drawn = drawn;
    }

    /// Control links show on their selected node only; they would hide the flow of data.
    fn shows(&self, flow: &Flow<'_>, link: &FlowLink<'_>, here: Option<&NodeId>) -> bool {
        let touches = here.is_some_and(|h| h == &link.link.from || h == &link.link.to);
        let quiet = matches!(link.link.kind, LinkKind::Attach | LinkKind::Lookup) && flow.links.len() > 12;
        !quiet || touches || self.link.as_ref() == Some(&link.link.id)
    }
}

impl Drawn {
    fn add(&mut self, trace: &raster::Trace, link: &FlowLink<'_>, at_hand: bool) {
        let role = if at_hand { Role::Accent } else { role_of(link) };
        let dashed = !link.link.kind.carries_records();
        let head = trace.head_at();
        for step in &trace.steps {
            let stroke = self.strokes.entry((step.x, step.y)).or_default();
            stroke.sides |= step.mask.0;
            stroke.dashed = dashed && (stroke.role.is_none() || stroke.dashed);
            if stroke.role.is_none() || at_hand {
                stroke.role = Some(role);
            }
            if (step.x, step.y) == head {
                stroke.head = 1 << trace.head as u8;
            }
        }
        self.ways.insert(link.link.id.clone(), trace.steps.iter().map(|s| (s.x, s.y)).collect());
        if let Some(label) = &trace.label {
            self.labels.push(Label { x: label.x, y: label.y, text: label.text.clone(), role: label_role(role) });
        }
    }
}

fn label_role(line: Role) -> Role {
    if matches!(line, Role::LinkDead | Role::Accent) { line } else { Role::LinkLabel }
}

/// Whether a link works is told by its colour *and* by a mark in its label.
fn role_of(link: &FlowLink<'_>) -> Role {
    if !link.legality.is_legal() || !link.live {
        Role::LinkDead
    } else if link.link.kind.carries_records() {
        Role::Link
    } else {
        Role::LinkQuiet
    }
}

fn text_of(link: &FlowLink<'_>, zoom: Zoom) -> String {
    if zoom == Zoom::Map {
        return String::new();
    }
    let mut text = if !link.link.label.is_empty() {
        link.link.label.clone()
    } else if link.formats.is_empty() {
        match link.link.kind {
            LinkKind::Push | LinkKind::Pull | LinkKind::Subscribe | LinkKind::Copy => String::new(),
            kind => kind.word().to_owned(),
        }
    } else {
        let formats: Vec<&str> = link.formats.iter().map(crate::domain::id::Format::as_str).collect();
        formats.join(" ")
    };
    if !link.legality.is_legal() {
        text.insert(0, '✗');
    } else if !link.live {
        text.insert(0, '?');
    }
    crate::domain::text::clean_line(&text)
}

fn badges(model: &Model) -> BTreeMap<NodeId, Severity> {
    let mut out = BTreeMap::new();
    for finding in findings::shown(model) {
        for node in &finding.nodes {
            let worst = out.entry(node.clone()).or_insert(finding.severity);
            *worst = (*worst).min(finding.severity);
        }
    }
    out
}
