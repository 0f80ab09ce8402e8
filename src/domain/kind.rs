//! The closed lists of words of the catalogue: shelves, behaviours, scopes, kinds of link.
//!
//! Words only; what components of each kind do is in `flow` and the engine.

use serde::{Deserialize, Serialize};

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
