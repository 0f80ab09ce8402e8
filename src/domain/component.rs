//! The catalogue: what can be placed on a board, what may be connected to what, and why not.
//!
//! The figures live in `scenarios/components.toml`, each with its source or marked as a rule of
//! thumb; this file only gives them types and look-ups. It draws nothing and runs nothing.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    id::{ComponentId, Format},
    scenario::Job,
    settings::SettingSpec,
};

/// A word from a closed list that is written in lower case with underscores in files.
macro_rules! word_enum {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $word)] $variant),* }

        impl $name {
            /// Every value, in the order in which people are shown them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// Returns the word used in files.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }

            /// Finds the value for a word of a file.
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|v| v.word() == word)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.word())
            }
        }
    };
}
pub(crate) use word_enum;

word_enum! {
    /// The shelf a component stands on in the component list.
    Category {
        /// Where data comes from, outside the cloud.
        Source = "source",
        /// What starts things: schedules, buses, workflows.
        Trigger = "trigger",
        /// Runs the student's code.
        Compute = "compute",
        /// Reshapes data at scale.
        Transform = "transform",
        /// Holds messages until somebody takes them.
        Queue = "queue",
        /// Holds an ordered log that several readers follow.
        Stream = "stream",
        /// Carries data to a place by itself.
        Delivery = "delivery",
        /// Objects and archives.
        StoreObject = "store_object",
        /// Analytical SQL.
        StoreWarehouse = "store_warehouse",
        /// Transactional SQL.
        StoreRelational = "store_relational",
        /// Key-value stores and caches.
        StoreNosql = "store_nosql",
        /// Full-text search.
        StoreSearch = "store_search",
        /// Disks.
        StoreBlock = "store_block",
        /// Shared file systems.
        StoreFile = "store_file",
        /// Metadata and queries over a lake.
        Catalog = "catalog",
        /// Models and language services.
        Ml = "ml",
        /// Tells people.
        Notification = "notification",
        /// Watches.
        Observability = "observability",
        /// Protects.
        Security = "security",
        /// Ways in, out and through.
        Network = "network",
        /// Who uses the result.
        Consumer = "consumer",
    }
}

word_enum! {
    /// How a component behaves; the engine has one model per archetype.
    Archetype {
        /// Sends data by itself from outside.
        Source = "source",
        /// Holds files and answers when asked; never pushes.
        FileServer = "file_server",
        /// Starts something on a clock.
        Scheduler = "scheduler",
        /// Runs steps one after the other, with retries.
        Workflow = "workflow",
        /// Routes events by rule.
        EventBus = "event_bus",
        /// Takes requests from outside and hands them on.
        Gateway = "gateway",
        /// Keeps messages until one reader deletes them.
        Queue = "queue",
        /// Keeps an ordered log for several readers.
        LogStream = "log_stream",
        /// Runs code when called, for minutes at most.
        Function = "function",
        /// Runs code all the time in a container or machine.
        Worker = "worker",
        /// Runs code once per job, however long.
        BatchJob = "batch_job",
        /// Collects by time and size, then delivers.
        DeliveryBuffer = "delivery_buffer",
        /// Copies whole files when told.
        Transfer = "transfer",
        /// Computes over a stream with state.
        StreamProcessor = "stream_processor",
        /// Keeps objects by name and can give notice of them.
        ObjectStore = "object_store",
        /// Analytical database.
        Warehouse = "warehouse",
        /// Transactional database.
        RelationalStore = "relational_store",
        /// Looks up and writes by key.
        KeyValueStore = "key_value_store",
        /// Finds by content.
        SearchStore = "search_store",
        /// A disk for one machine or a few.
        BlockVolume = "block_volume",
        /// A file system for many machines.
        SharedFiles = "shared_files",
        /// Sends messages to people or subscribers.
        Notifier = "notifier",
        /// Watches a figure and raises the alarm.
        Alarm = "alarm",
        /// An interface that answers when called.
        Lookup = "lookup",
        /// Reads and describes data that lies elsewhere.
        QueryEngine = "query_engine",
        /// Keeps credentials.
        Secret = "secret",
        /// Decides who may do what; carries no data.
        Guard = "guard",
        /// Records what happened.
        Watch = "watch",
        /// A way through the network.
        NetworkEdge = "network_edge",
        /// Keeps a copy to restore or replay from.
        Archive = "archive",
        /// A system that uses the result.
        Consumer = "consumer",
        /// Somebody who is told.
        Person = "person",
        /// Drawn as a zone, not as a node.
        Zone = "zone",
    }
}

word_enum! {
    /// What fails together with a component.
    Scope {
        /// Belongs to somebody else.
        External = "external",
        /// Everywhere.
        Global = "global",
        /// Survives the loss of a zone by itself.
        Regional = "regional",
        /// Lives in the subnets; can span zones.
        Vpc = "vpc",
        /// Lives in one zone.
        Az = "az",
    }
}

word_enum! {
    /// How data gets in and out of a component.
    Io {
        /// Produces data outside.
        Emit = "emit",
        /// Sends by itself.
        Push = "push",
        /// Must be called.
        PushIn = "push_in",
        /// Fetches.
        Pull = "pull",
        /// Others must fetch from it.
        PullOnly = "pull_only",
        /// Fetches, then sends.
        PullThenPush = "pull_then_push",
        /// Is written to and read from.
        Both = "both",
        /// Keeps.
        Store = "store",
        /// Is attached to a machine.
        Attach = "attach",
        /// Controls others.
        Control = "control",
        /// Groups others.
        Group = "group",
        /// Is part of the network.
        Network = "network",
    }
}

word_enum! {
    /// What a link is (design 9.1); the arrow follows the data, a control arrow follows the command.
    LinkKind {
        /// The sender hands data over.
        Push = "push",
        /// The receiver fetches data.
        Pull = "pull",
        /// The receiver follows a queue or a log.
        Subscribe = "subscribe",
        /// An event about an object; the receiver fetches the object.
        Notice = "notice",
        /// The service copies by itself (replication, life cycle, backup).
        Copy = "copy",
        /// Tells people or an alarm that something is wrong.
        Alert = "alert",
        /// Starts or steers without carrying data.
        Control = "control",
        /// Belongs to, protects, or is mounted on.
        Attach = "attach",
        /// Asks for one value (credential, verdict, key).
        Lookup = "lookup",
        /// The way back in for kept records.
        Replay = "replay",
    }
}

impl LinkKind {
    /// Says whether records of the client travel on such a link in normal running.
    pub fn carries_records(self) -> bool {
        matches!(self, Self::Push | Self::Pull | Self::Subscribe | Self::Notice | Self::Copy)
    }
}

word_enum! {
    /// Whether a listed connection works by configuration, under a condition, or with own code.
    Status {
        /// By configuration.
        Native = "native",
        /// Under the condition that `how` names.
        Conditional = "conditional",
        /// With code on one side.
        Code = "code",
    }
}

word_enum! {
    /// Which draw.io shape family draws the component.
    IconShape {
        /// A coloured square with a white glyph.
        Service = "service",
        /// The glyph alone in the category's colour.
        Resource = "resource",
        /// A frame.
        Group = "group",
    }
}

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
