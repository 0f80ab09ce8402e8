//! The figures of log streams and delivery buffers, and the keys of streams of records: how uneven
//! they are and which part of a log each goes to.

use super::station::{flag, int, text};
use crate::{
    domain::{
        component::{Archetype, LinkKind},
        flow::{Flow, setting},
        workload::{Arrival, Workload},
    },
    sim::{
        agenda::{MILLI, SECOND, Time},
        draw::{Dice, Purpose},
    },
};

/// One whole, in the fixed point that shares are counted in.
const WHOLE: u64 = 1 << 32;

/// The keys of a stream and their shares.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keys {
    /// Where the share of each key ends, of [`WHOLE`]; empty when there is one key.
    ends: Vec<u64>,
}

impl Keys {
    /// Works out the shares of a workload's keys.
    pub(in crate::sim) fn of(plan: &Workload) -> Self {
        let Arrival::Stream(stream) = &plan.arrives else { return Self::default() };
        if stream.keys < 2 {
            return Self::default();
        }
        let skew = stream.skew_milli as f64 / 1000.0;
        let weights: Vec<f64> = (1..=stream.keys).map(|k| libm::pow(f64::from(k), -skew)).collect();
        let all: f64 = weights.iter().sum();
        let mut sum = 0.0;
        let end = |w: &f64| {
            sum += w;
            libm::rint(sum / all * WHOLE as f64) as u64
        };
        Self { ends: weights.iter().map(end).collect() }
    }

    /// Counts the keys.
    pub fn count(&self) -> u32 {
        self.ends.len().max(1) as u32
    }

    /// Returns the key of a record, from 1.
    pub fn of_record(&self, dice: Dice, entity: u64, record: u64) -> u32 {
        if self.ends.is_empty() {
            return 1;
        }
        let drawn = dice.bits(Purpose::Key, entity, record) >> 32;
        1 + self.ends.partition_point(|&end| end <= drawn).min(self.ends.len() - 1) as u32
    }

    /// Returns where the records of each part end when they go to parts by key, of [`WHOLE`].
    fn by_part(&self, parts: usize) -> Vec<u64> {
        let mut shares = vec![0; parts];
        let mut before = 0;
        for (key, &end) in (1u32..).zip(&self.ends) {
            shares[part_of(u64::from(key), parts)] += end - before;
            before = end;
        }
        let mut sum = 0;
        shares
            .iter()
            .map(|share| {
                sum += share;
                sum
            })
            .collect()
    }
}

/// Returns the part that a key belongs to, the same in every run.
pub fn part_of(key: u64, parts: usize) -> usize {
    let spread = Dice::new(0).bits(Purpose::Share, 0, key);
    ((u128::from(spread) * parts as u128) >> 64) as usize
}

/// Marks the keys that belong to one part of so many, when they travel together.
const GROUP: u32 = 1 << 31;

/// Stands for all keys of one part of so many.
pub fn group(shard: usize, parts: usize) -> u32 {
    GROUP | (parts as u32 & 0x7fff) << 16 | shard as u32 & 0xffff
}

/// Returns the part of `parts` in which all keys of a group are; nothing when they are in several,
/// or when it is no group.
pub fn part_of_group(key: u32, parts: usize) -> Option<usize> {
    let (shard, of) = ((key & 0xffff) as usize, ((key & !GROUP) >> 16) as usize);
    (key & GROUP != 0 && parts <= of).then(|| (2 * shard + 1) * parts / (2 * of))
}

/// Says whether an item with this key holds records of several keys.
pub fn is_many(key: u32) -> bool {
    key == 0 || key & GROUP != 0
}

/// The figures of a log stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogSpec {
    /// Its parts.
    pub shards: usize,
    /// Records that a part takes a second.
    pub records_per_s: u64,
    /// Bytes that a part takes a second.
    pub bytes_per_s: u64,
    /// The limit grows with what comes.
    pub elastic: bool,
    /// Small records are packed, so that only bytes count.
    pub packed: bool,
    /// Largest record, bytes.
    pub largest: i64,
    /// How long it keeps records; 0 means for ever.
    pub keep: Time,
    /// From writing to reading, with so many readers that share a lane.
    pub reading: Time,
    /// Records go to parts by their key.
    pub by_key: bool,
    /// Where the records of each part end, per workload, of a whole of 2³².
    shares: Vec<Vec<u64>>,
}

impl LogSpec {
    /// Works out which share of each workload goes to which part.
    pub(super) fn share_out(&mut self, keys: &[Keys]) {
        let shards = self.shards as u64;
        let even: Vec<u64> = (1..=shards).map(|i| WHOLE * i / shards).collect();
        let by_key = self.by_key;
        let of = |k: &Keys| if by_key && k.count() > 1 { k.by_part(shards as usize) } else { even.clone() };
        self.shares = keys.iter().map(of).collect();
    }

    /// Returns the records of `lo..hi` that belong to a part when they have all keys.
    pub fn share(&self, stream: u16, shard: usize, lo: u64, hi: u64) -> (u64, u64) {
        let ends = &self.shares[usize::from(stream)];
        let at = |share: u64| lo + ((u128::from(hi - lo) * u128::from(share)) >> 32) as u64;
        let from = if shard == 0 { 0 } else { ends[shard - 1] };
        (at(from), at(ends[shard]))
    }
}

/// Reads a log stream.
pub(super) fn log(flow: &Flow<'_>, n: usize) -> LogSpec {
    let c = flow.nodes[n].component;
    let per_s = c.map_or(1000, |c| c.throughput_per_s).max(1) as u64;
    let has = |key: &str| setting::effective(flow, n, key).is_some();
    let (shards, each, elastic) = if has("shards") {
        (int(flow, n, "shards", 1), per_s, false)
    } else if has("partitions") {
        let parts = int(flow, n, "partitions", 1).max(1);
        (parts, per_s / parts as u64, false)
    } else {
        // A stream takes as much from the start as it was warmed up for (source key `kds_warm`).
        (4, per_s.max(int(flow, n, "warm_mb", 0).max(0) as u64 * 1000) / 4, true)
    };
    let shards = shards.clamp(1, 10_000) as usize;
    LogSpec {
        shards,
        records_per_s: each.max(1).max(warm(flow, n) * 1000 / shards as u64),
        bytes_per_s: (each.max(1) * 1024).max(warm(flow, n) * 1_000_000 / shards as u64),
        elastic,
        packed: flag(flow, n, "aggregation"),
        largest: c.map_or(0, |c| c.payload_limit_bytes),
        keep: kept_s(flow, n).max(0) * SECOND,
        reading: reading(flow, n),
        by_key: text(flow, n, "partition_by").as_deref() != Some("chance"),
        shares: Vec::new(),
    }
}

/// Megabytes a second that an elastic log was made ready for beforehand, a thousand records each
/// (source key `kds_warm`).
fn warm(flow: &Flow<'_>, n: usize) -> u64 {
    int(flow, n, "warm_mb_per_s", 0).max(0) as u64
}

fn kept_s(flow: &Flow<'_>, n: usize) -> i64 {
    let listed = flow.nodes[n].component.map_or(86_400, |c| c.retention_s);
    int(flow, n, "stream_retention_s", int(flow, n, "topic_retention_s", listed))
}

/// From writing to reading: a lane of its own takes 70 ms (source key `kds_efo`); readers that
/// share one take the catalogue's first figure each, up to the second (source key `kds_latency`).
fn reading(flow: &Flow<'_>, n: usize) -> Time {
    if flag(flow, n, "enhanced_fan_out") {
        return 70 * MILLI;
    }
    let (one, most) = flow.nodes[n].component.map_or((200, 1000), |c| c.latency_ms);
    let reads = |&&l: &&usize| flow.links[l].live && flow.links[l].bears;
    let readers = flow.nodes[n].out.iter().filter(reads).count().max(1) as i64;
    (one * readers).min(most) * MILLI
}

/// The figures of a delivery buffer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BufferSpec {
    /// Written after so long at the latest.
    pub time: Time,
    /// Written when it holds so many bytes.
    pub bytes: u64,
    /// Delivery is tried again for so long.
    pub keep: Time,
}

/// Reads a delivery buffer.
pub(super) fn buffer(flow: &Flow<'_>, n: usize) -> BufferSpec {
    let kept = flow.nodes[n].component.map_or(0, |c| c.retention_s);
    // A connector that keeps nothing itself waits, and its place in the log waits with it.
    let keep = if kept > 0 { kept } else { 7 * 86_400 };
    BufferSpec {
        time: int(flow, n, "buffer_s", int(flow, n, "flush_s", 300)).max(0) * SECOND,
        bytes: int(flow, n, "buffer_mb", 5).max(1) as u64 * 1_000_000,
        keep: keep * SECOND,
    }
}

/// How a station reads a log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Most records in a batch.
    pub batch: u64,
    /// How long it waits for a batch to fill.
    pub window: Time,
    /// Tries after the first; nothing means without end.
    pub retries: Option<u16>,
    /// A failed batch is halved.
    pub bisect: bool,
    /// The code says which record failed.
    pub partial: bool,
    /// State and place are saved so often; 0 means never.
    pub checkpoint: Time,
}

/// Reads how a station reads logs.
pub(super) fn reader(flow: &Flow<'_>, n: usize) -> Reading {
    let retries = int(flow, n, "max_retries", -1);
    Reading {
        batch: int(flow, n, "stream_batch", int(flow, n, "reader_batch", 1000)).max(1) as u64,
        window: int(flow, n, "stream_window_s", 0).max(0) * SECOND,
        retries: (retries >= 0).then_some(retries.min(10_000) as u16),
        bisect: flag(flow, n, "bisect"),
        partial: flag(flow, n, "partial_failure"),
        checkpoint: if flow.is(n, Archetype::StreamProcessor) {
            int(flow, n, "checkpoint_s", 0).max(0) * SECOND
        } else {
            0
        },
    }
}

/// What a job over the last records of a key remembers, and where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Memory {
    /// Earlier records of the same key that it needs; 0 when it needs none.
    pub records: u64,
    /// How far records may be out of order; 0 when it takes them as they come.
    pub lateness: Time,
    /// Where it remembers them.
    pub place: MemoryPlace,
    /// It takes the last records of the whole stream for those of a key.
    pub mixes_keys: bool,
    /// It reads the records of a key from several parts at once, so they have no order.
    pub scattered: bool,
}

/// Where earlier records are remembered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MemoryPlace {
    /// For one run of the code.
    #[default]
    Run,
    /// As long as the code is up.
    Process,
    /// In a store beside it, or in checkpoints.
    Store,
}

/// Reads what the job of a node remembers.
pub(super) fn memory(flow: &Flow<'_>, n: usize) -> Memory {
    use crate::domain::{job::Effect, query::Way};
    if flow.nodes[n].job.is_none_or(|j| j.effect != Effect::Window) {
        return Memory::default();
    }
    let beside = flow.beside(n, Way::Any).any(|o| flow.is(o, Archetype::KeyValueStore));
    let place = if beside || reader(flow, n).checkpoint > 0 {
        MemoryPlace::Store
    } else if flow.is(n, Archetype::Function) {
        MemoryPlace::Run
    } else {
        MemoryPlace::Process
    };
    let chance = |&l: &usize| {
        let from = flow.links[l].from;
        let by_chance = flow.is(from, Archetype::LogStream) && !log(flow, from).by_key;
        by_chance && flow.links[l].live && flow.links[l].link.kind == LinkKind::Subscribe
    };
    Memory {
        records: int(flow, n, "window_records", 3).max(0) as u64,
        lateness: int(flow, n, "lateness_ms", 0).max(0) * MILLI,
        place,
        mixes_keys: text(flow, n, "window_per").as_deref() == Some("stream"),
        scattered: flow.nodes[n].into.iter().any(chance),
    }
}
