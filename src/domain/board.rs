//! A board: nodes, links and zones on a grid, with the explanations that go with them.
//!
//! A board only holds what was drawn. What it means is in [`super::flow`], how it changes in
//! [`super::edit`], how it looks in `diagram` and `tui`.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{
    component::{LinkKind, word_enum},
    grid::{Area, Cell},
    id::{ComponentId, Format, JobId, LinkId, NodeId, NoteId, ScenarioId, ZoneId},
    scenario::Quality,
    value::Value,
};

word_enum! {
    /// What a zone stands for (design 9.6).
    ZoneKind {
        /// The provider's cloud.
        Cloud = "cloud",
        /// A region of it.
        Region = "region",
        /// A virtual private cloud: the outline of a network.
        Vpc = "vpc",
        /// An availability zone.
        Az = "az",
        /// A subnet that the internet can reach.
        PublicSubnet = "public_subnet",
        /// A subnet that it cannot.
        PrivateSubnet = "private_subnet",
        /// The client's own premises.
        Client = "client",
    }
}

impl ZoneKind {
    /// Returns the name people see.
    pub fn title(self) -> &'static str {
        match self {
            Self::Cloud => "AWS cloud",
            Self::Region => "Region",
            Self::Vpc => "VPC",
            Self::Az => "Availability zone",
            Self::PublicSubnet => "Public subnet",
            Self::PrivateSubnet => "Private subnet",
            Self::Client => "Client",
        }
    }

    /// Returns the name for where there is little room, as engineers write it on drawings.
    pub fn short(self) -> &'static str {
        match self {
            Self::Cloud => "AWS",
            Self::Region => "Reg",
            Self::Vpc => "VPC",
            Self::Az => "AZ",
            Self::PublicSubnet => "pub",
            Self::PrivateSubnet => "priv",
            Self::Client => "site",
        }
    }
}

/// A component placed on a board.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Node {
    /// Its name on this board; never changes, even when the label does.
    pub id: NodeId,
    /// What it is.
    pub component: ComponentId,
    /// What people read.
    pub label: String,
    /// Where it stands; no two nodes share a cell.
    pub at: Cell,
    /// What it does to what flows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub job: Option<JobId>,
    /// The settings the student stated.
    #[serde(default, rename = "set", skip_serializing_if = "BTreeMap::is_empty")]
    pub settings: BTreeMap<String, Value>,
}

/// A directed connection between two nodes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// Its name on this board.
    pub id: LinkId,
    /// Where the arrow starts.
    pub from: NodeId,
    /// Where the arrow ends.
    pub to: NodeId,
    /// What it is.
    pub kind: LinkKind,
    /// Which of the formats at its start it carries; none means all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub carries: Option<Format>,
    /// What people read; empty shows what it carries.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub label: String,
}

/// A rectangle round nodes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Zone {
    /// Its name on this board.
    pub id: ZoneId,
    /// What it stands for.
    pub kind: ZoneKind,
    /// What people read; empty shows the kind's title.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub label: String,
    /// The cells it holds. Two zones nest or are disjoint.
    pub area: Area,
    /// How many availability zones it spans.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub azs: u8,
}

fn one() -> u8 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_one(n: &u8) -> bool {
    *n == 1
}

impl Zone {
    /// Returns what people read.
    pub fn title(&self) -> &str {
        if self.label.is_empty() { self.kind.title() } else { &self.label }
    }

    /// Returns what can stand for the title, the most telling first: the title, the title with its
    /// kind abbreviated ("AZ a"), the kind abbreviated.
    pub fn titles(&self) -> Vec<String> {
        let (title, kind, short) = (self.title(), self.kind.title(), self.kind.short());
        let mut out = vec![title.to_owned()];
        if let Some(rest) = title.get(..kind.len()).filter(|t| t.eq_ignore_ascii_case(kind)) {
            out.push(format!("{short}{}", &title[rest.len()..]));
        }
        out.push(short.to_owned());
        out.dedup();
        out
    }
}

/// The student's explanation of one or several nodes and links: why this step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// Its name on this board.
    pub id: NoteId,
    /// The ids of the nodes and links it covers.
    pub covers: BTreeSet<String>,
    /// The explanation.
    pub text: String,
    /// The qualities it speaks of.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub qualities: BTreeSet<Quality>,
}

/// What a student draws.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Board {
    /// The name of the drawing, also of its files.
    pub name: String,
    /// The contract it is for, if any.
    pub scenario: Option<ScenarioId>,
    /// The nodes by id.
    pub nodes: BTreeMap<NodeId, Node>,
    /// The links by id.
    pub links: BTreeMap<LinkId, Link>,
    /// The zones by id.
    pub zones: BTreeMap<ZoneId, Zone>,
    /// The explanations by id.
    pub notes: BTreeMap<NoteId, Note>,
}

impl Board {
    /// Makes an empty board.
    pub fn named(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// Says whether nothing is drawn.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty() && self.links.is_empty() && self.zones.is_empty()
    }

    /// Finds the node that stands on a cell.
    pub fn node_at(&self, cell: Cell) -> Option<&Node> {
        self.nodes.values().find(|n| n.at == cell)
    }

    /// Returns the links that start or end at the node, in id order.
    pub fn links_of<'a>(&'a self, node: &'a NodeId) -> impl Iterator<Item = &'a Link> {
        self.links.values().filter(move |l| &l.from == node || &l.to == node)
    }

    /// Returns the zones that hold the cell, outermost first.
    pub fn zones_at(&self, cell: Cell) -> Vec<&Zone> {
        let mut zones: Vec<&Zone> = self.zones.values().filter(|z| z.area.contains(cell)).collect();
        zones.sort_by(|a, b| b.area.size().cmp(&a.area.size()).then_with(|| a.id.cmp(&b.id)));
        zones
    }

    /// Returns the smallest area that holds everything drawn, if anything is.
    pub fn bounds(&self) -> Option<Area> {
        let corners =
            self.nodes.values().map(|n| (n.at, n.at)).chain(self.zones.values().map(|z| (z.area.at, z.area.last())));
        corners
            .reduce(|(a, b), (c, d)| {
                (Cell::new(a.col.min(c.col), a.row.min(c.row)), Cell::new(b.col.max(d.col), b.row.max(d.row)))
            })
            .map(|(a, b)| Area::spanning(a, b))
    }

    /// Returns the explanation that covers a node or link, if one does.
    pub fn note_on(&self, id: &str) -> Option<&Note> {
        self.notes.values().find(|n| n.covers.contains(id))
    }

    /// Returns the label of a node, or its id where it is unknown.
    pub fn label<'a>(&'a self, id: &'a NodeId) -> &'a str {
        self.nodes.get(id).map_or(id.as_str(), |n| n.label.as_str())
    }
}
