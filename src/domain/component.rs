//! The catalogue: what can be placed on a board, what may be connected to what, and why not.
//!
//! The figures live in `scenarios/components.toml`, each with its source or marked as a rule of
//! thumb; this file only gives them types and look-ups. It draws nothing and runs nothing.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{
    id::{ComponentId, Format},
    scenario::Job,
    settings::SettingSpec,
};

pub(crate) use super::kind::word_enum;
pub use super::kind::{Archetype, Category, IconShape, Io, LinkKind, Scope, Status};

/// How a component is drawn in diagrams.net.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Icon {
    /// The shape family.
    pub shape: IconShape,
    /// The stencil, such as `mxgraph.aws4.lambda`.
    pub stencil: String,
    /// The fill colour as `#rrggbb`.
    pub fill: String,
    /// Width in draw.io pixels.
    pub width: u16,
    /// Height in draw.io pixels.
    pub height: u16,
}

/// An entry of the catalogue.
///
/// Figures: 0 means none or not applicable, -1 means no limit. A field named in `documented` is
/// backed by `sources`; every other figure is a rule of thumb.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the fields are the catalogue's own words, explained in its header")]
pub struct Component {
    pub id: ComponentId,
    pub name: String,
    pub label: String,
    #[serde(default)]
    pub aliases: Vec<String>,
    #[serde(default, rename = "use")]
    pub uses: Vec<String>,
    pub category: Category,
    pub archetype: Archetype,
    pub role: String,
    pub glyph: char,
    pub ascii: char,
    pub monogram: String,
    pub serverless: bool,
    pub scope: Scope,
    pub io: Io,
    pub runs_code: bool,
    pub has_api: bool,
    #[serde(default)]
    pub accepts: Vec<Format>,
    #[serde(default)]
    pub emits: Vec<String>,
    pub payload_limit_bytes: i64,
    pub timeout_s: i64,
    pub retention_s: i64,
    pub retention_max_s: i64,
    pub throughput_per_s: i64,
    pub recovery_s: i64,
    pub latency_ms: (i64, i64),
    pub delivery: String,
    pub ordering: String,
    pub retries: String,
    pub dead_letter: String,
    pub durability: String,
    pub replay: String,
    #[serde(default)]
    pub placement: String,
    #[serde(default)]
    pub mistakes: Vec<String>,
    #[serde(default)]
    pub faults: Vec<String>,
    #[serde(default)]
    pub documented: Vec<String>,
    #[serde(default)]
    pub sources: Vec<String>,
    pub icon: Icon,
}

/// A connection that the catalogue lists as possible.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the fields are the catalogue's own words, explained in its header")]
pub struct Connection {
    pub from: ComponentId,
    pub to: ComponentId,
    pub kind: LinkKind,
    pub mode: String,
    pub status: Status,
    pub how: String,
    pub source: String,
    pub latency_ms: Option<(i64, i64)>,
}

/// A connection that the catalogue lists as wrong, with the reason and what to draw instead.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WrongConnection {
    /// Where the arrow starts.
    pub from: ComponentId,
    /// Where the arrow ends.
    pub to: ComponentId,
    /// Why it does not work.
    pub why: String,
    /// What to draw instead.
    pub instead: String,
    /// True when the pair also works as a pull or under a condition, and is wrong only as an
    /// arrow that acts by itself.
    pub alone: bool,
    /// Key of the source.
    pub source: String,
}

/// A rule about where components may stand.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the fields are the catalogue's own words, explained in its header")]
pub struct PlacementRule {
    pub id: String,
    pub applies_to: Vec<ComponentId>,
    pub rule: String,
    pub source: String,
}

/// The text form of the catalogue, before it is indexed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "one field per table of the file")]
pub struct CatalogueText {
    pub schema: u32,
    pub as_of: String,
    #[serde(default)]
    pub sources: BTreeMap<String, String>,
    #[serde(default)]
    pub component: Vec<Component>,
    #[serde(default)]
    pub connection: Vec<Connection>,
    #[serde(default)]
    pub wrong: Vec<WrongConnection>,
    #[serde(default)]
    pub placement: Vec<PlacementRule>,
}

/// Jobs that every scenario offers and settings by archetype (`scenarios/jobs.toml`).
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JobsText {
    /// Format version.
    pub schema: u32,
    /// The general jobs.
    #[serde(default)]
    pub job: Vec<Job>,
    /// Settings that components have by what they are.
    #[serde(default)]
    pub setting: Vec<SettingSpec>,
}

/// The indexed catalogue: components, connections, general jobs and settings.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    text: CatalogueText,
    jobs: JobsText,
    index: BTreeMap<ComponentId, usize>,
    listed: BTreeMap<(ComponentId, ComponentId), Vec<usize>>,
    wrong: BTreeMap<(ComponentId, ComponentId), usize>,
}

impl Catalogue {
    /// Indexes the parsed text. Later entries of the same id are ignored; the content check
    /// reports them.
    pub fn new(text: CatalogueText, jobs: JobsText) -> Self {
        let mut it = Self { text, jobs, ..Self::default() };
        for (i, c) in it.text.component.iter().enumerate() {
            it.index.entry(c.id.clone()).or_insert(i);
        }
        for (i, c) in it.text.connection.iter().enumerate() {
            it.listed.entry((c.from.clone(), c.to.clone())).or_default().push(i);
        }
        for (i, w) in it.text.wrong.iter().enumerate() {
            it.wrong.entry((w.from.clone(), w.to.clone())).or_insert(i);
        }
        it
    }

    /// Finds a component.
    pub fn get(&self, id: &ComponentId) -> Option<&Component> {
        self.index.get(id).map(|&i| &self.text.component[i])
    }

    /// Returns every component in catalogue order.
    pub fn components(&self) -> &[Component] {
        &self.text.component
    }

    /// Returns every listed connection in catalogue order.
    pub fn connections(&self) -> &[Connection] {
        &self.text.connection
    }

    /// Returns every connection listed as wrong.
    pub fn wrong_connections(&self) -> &[WrongConnection] {
        &self.text.wrong
    }

    /// Returns the placement rules.
    pub fn placements(&self) -> &[PlacementRule] {
        &self.text.placement
    }

    /// Returns the citation behind a source key.
    pub fn source(&self, key: &str) -> Option<&str> {
        self.text.sources.get(key).map(String::as_str)
    }

    /// Returns the month the figures were last checked, `YYYY-MM`.
    pub fn as_of(&self) -> &str {
        &self.text.as_of
    }

    /// Returns the listed connections from one component to another.
    pub fn listed(&self, from: &ComponentId, to: &ComponentId) -> impl Iterator<Item = &Connection> {
        self.listed.get(&(from.clone(), to.clone())).into_iter().flatten().map(|&i| &self.text.connection[i])
    }

    /// Finds the row that lists the pair as wrong, by name only; families are a matter of
    /// [`super::flow::legality`].
    pub fn wrong(&self, from: &ComponentId, to: &ComponentId) -> Option<&WrongConnection> {
        self.wrong.get(&(from.clone(), to.clone())).map(|&i| &self.text.wrong[i])
    }

    /// Returns the jobs that every scenario offers.
    pub fn general_jobs(&self) -> &[Job] {
        &self.jobs.job
    }

    /// Returns the settings that belong to components rather than to jobs.
    pub fn settings(&self) -> &[SettingSpec] {
        &self.jobs.setting
    }
}
