//! The one query language over boards: selectors and five predicates (design 9.5).
//!
//! Needs, findings, lesson tasks, the `when` of questions, placeholders, fault targets and replay
//! sources are all written in it. This file holds the words; [`super::flow::ask`] answers them.
//!
//! In files:
//!
//! ```toml
//! check = { path = { from = { role = "source" }, via = [{ job = "convert" }], to = { role = "sink" }, carrying = "csv" } }
//! check = { all = [ { exists = { component = "sftp_server" } }, { not = { exists = { serverless = false, scope = ["az", "vpc"] } } } ] }
//! ```

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};

use super::{
    board::ZoneKind,
    component::{Archetype, Category, LinkKind, Scope},
    id::{ComponentId, Format, JobId},
    value::Value,
};

/// Describes nodes: every stated field must hold, and within a list one entry is enough.
/// An empty selector describes every node.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Selector {
    /// Is one of these components.
    #[serde(deserialize_with = "one_or_many")]
    pub component: Vec<ComponentId>,
    /// Behaves as one of these.
    #[serde(deserialize_with = "one_or_many")]
    pub archetype: Vec<Archetype>,
    /// Stands on one of these shelves.
    #[serde(deserialize_with = "one_or_many")]
    pub category: Vec<Category>,
    /// Plays one of these roles: built in (`keeps buffer starter code passive notifier person
    /// external`) or named by the scenario (`[roles]`, such as `source`, `sink`).
    #[serde(deserialize_with = "one_or_many")]
    pub role: Vec<String>,
    /// Does one of these jobs.
    #[serde(deserialize_with = "one_or_many")]
    pub job: Vec<JobId>,
    /// One of these formats reaches it on a live link (for a source: it has it).
    #[serde(deserialize_with = "one_or_many")]
    pub gets: Vec<Format>,
    /// One of these formats leaves it or stays in it.
    #[serde(deserialize_with = "one_or_many")]
    pub makes: Vec<Format>,
    /// Stands inside a zone of one of these kinds, at any depth.
    #[serde(deserialize_with = "one_or_many")]
    pub zone: Vec<ZoneKind>,
    /// Survives what these say.
    #[serde(deserialize_with = "one_or_many")]
    pub scope: Vec<Scope>,
    /// Runs without servers to look after, or not.
    pub serverless: Option<bool>,
    /// Something reaches it on a live link, or not.
    pub fed: Option<bool>,
    /// These settings have these effective values.
    pub setting: BTreeMap<String, Value>,
    /// These numeric settings are at least this large.
    pub setting_min: BTreeMap<String, i64>,
    /// It has a link of these kinds (any end) to a node that this describes.
    pub beside: Option<Box<Beside>>,
    /// None of these describe it.
    #[serde(deserialize_with = "one_or_many")]
    pub except: Vec<Selector>,
}

/// A neighbour that a selected node must have.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Beside {
    /// What the neighbour is.
    pub node: Selector,
    /// Kinds of link that count; empty means any.
    #[serde(default, deserialize_with = "one_or_many")]
    pub by: Vec<LinkKind>,
    /// Which way the link points, seen from the selected node.
    #[serde(default)]
    pub way: Way,
}

/// Which way a link points, seen from a node.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// Either way.
    #[default]
    Any,
    /// Into the node.
    In,
    /// Out of the node.
    Out,
}

/// A statement about a board that holds or does not.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[expect(clippy::large_enum_variant, reason = "a pack holds a few hundred; patterns stay readable")]
pub enum Query {
    /// All of them hold.
    All(Vec<Query>),
    /// At least one holds.
    Any(Vec<Query>),
    /// It does not hold.
    Not(Box<Query>),
    /// There is such a node.
    Exists(Selector),
    /// There is a way along live links.
    Path(Box<PathQuery>),
    /// On every way from `from` to `then` (and there is one), a `first` comes before.
    Before(Box<BeforeQuery>),
    /// All such nodes (and there is one) stand inside such a zone.
    Inside(Box<InsideQuery>),
    /// So many such nodes are drawn.
    Count(Box<CountQuery>),
}

/// The words of [`Query::Path`].
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PathQuery {
    /// Where it starts.
    pub from: Selector,
    /// Where it ends; at least one link away.
    pub to: Selector,
    /// Nodes it must pass in this order, each strictly between the ends.
    #[serde(default)]
    pub via: Vec<Selector>,
    /// Nodes it must not pass (the ends are exempt).
    #[serde(default)]
    pub avoiding: Option<Selector>,
    /// The last link carries one of these formats.
    #[serde(default, deserialize_with = "one_or_many")]
    pub carrying: Vec<Format>,
    /// Kinds of link it may use; empty means those that carry records.
    #[serde(default, deserialize_with = "one_or_many")]
    pub by: Vec<LinkKind>,
    /// At most so many links long; 1 means directly.
    #[serde(default)]
    pub within: Option<u16>,
    /// Every `from` must have such a way, not just one.
    #[serde(default)]
    pub each: bool,
}

/// The words of [`Query::Before`].
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BeforeQuery {
    /// Where the ways start.
    pub from: Selector,
    /// What must come first.
    pub first: Selector,
    /// What it must come before.
    pub then: Selector,
    /// It is enough that a node on the way, before `then`, hands directly to a `first`.
    #[serde(default)]
    pub beside: bool,
    /// Kinds of link; empty means those that carry records.
    #[serde(default, deserialize_with = "one_or_many")]
    pub by: Vec<LinkKind>,
}

/// The words of [`Query::Inside`].
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InsideQuery {
    /// The nodes.
    pub nodes: Selector,
    /// The kinds of zone, one of which must hold each node.
    #[serde(deserialize_with = "one_or_many")]
    pub zone: Vec<ZoneKind>,
}

/// The words of [`Query::Count`].
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountQuery {
    /// The nodes.
    pub of: Selector,
    /// The fewest that satisfy it.
    #[serde(default)]
    pub min: Option<u32>,
    /// The most that satisfy it.
    #[serde(default)]
    pub max: Option<u32>,
}

/// Reads `x` or `[x, y]` as a list.
pub(crate) fn one_or_many<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    struct Seen<T>(std::marker::PhantomData<T>);
    impl<'de, T: Deserialize<'de>> serde::de::Visitor<'de> for Seen<T> {
        type Value = Vec<T>;
        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("one value or a list of them")
        }
        fn visit_str<E: serde::de::Error>(self, v: &str) -> Result<Vec<T>, E> {
            T::deserialize(serde::de::value::StrDeserializer::new(v)).map(|t| vec![t])
        }
        fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut seq: A) -> Result<Vec<T>, A::Error> {
            let mut out = Vec::new();
            while let Some(t) = seq.next_element()? {
                out.push(t);
            }
            Ok(out)
        }
        fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<Vec<T>, A::Error> {
            T::deserialize(serde::de::value::MapAccessDeserializer::new(map)).map(|t| vec![t])
        }
    }
    deserializer.deserialize_any(Seen(std::marker::PhantomData))
}

/// The answer to a query: whether it holds, and which nodes show it or come nearest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Whether it holds.
    pub holds: bool,
    /// Nodes that show why it holds, or the nearest miss, in flow order.
    pub nodes: Vec<super::id::NodeId>,
    /// A sentence fragment that says why, in the labels of the board.
    pub why: String,
}
