//! What the saver thread does: gathers orders, writes, answers who waits, tries again.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::mpsc::{Receiver, RecvTimeoutError},
    time::{Duration, Instant},
};

use crate::domain::{
    attempt::Attempt,
    edit::Step,
    id::ScenarioId,
    progress::{Progress, Settings},
};

use super::{Answer, Failure, Order, Report};
use crate::store::{error::StoreError, place::Desk, workspace::Workspace};

/// After how long without an edit the readable snapshot is written.
const QUIET: Duration = Duration::from_secs(2);
/// How long the saver waits before it tries again what failed.
const AGAIN: Duration = Duration::from_secs(1);

/// What is still to be written.
#[derive(Default)]
struct Queue {
    steps: BTreeMap<Desk, Vec<Step>>,
    /// Boards whose steps the workspace took in but could not write yet.
    stuck: BTreeSet<Desk>,
    /// Snapshots, and when they are due.
    snapshots: BTreeMap<Desk, Instant>,
    attempts: BTreeMap<ScenarioId, Attempt>,
    progress: Option<Progress>,
    settings: Option<Settings>,
}

impl Queue {
    /// Says whether everything but snapshots is written; the journals hold what those show.
    fn is_settled(&self) -> bool {
        self.steps.is_empty()
            && self.stuck.is_empty()
            && self.attempts.is_empty()
            && self.progress.is_none()
            && self.settings.is_none()
    }
}

/// The thread's own state.
pub(super) struct Work {
    workspace: Workspace,
    notify: Box<dyn Fn(Report) + Send>,
    queue: Queue,
    waiting: Vec<Answer>,
    stopping: Option<Answer>,
    /// When to try again.
    again: Option<Instant>,
    /// The failure told last; the same is not told twice in a row.
    told: Option<Failure>,
    /// How many orders that hold something to keep were taken.
    orders: u64,
}

impl Work {
    pub(super) fn new(workspace: Workspace, notify: Box<dyn Fn(Report) + Send>) -> Self {
        let queue = Queue::default();
        Self { workspace, notify, queue, waiting: Vec::new(), stopping: None, again: None, told: None, orders: 0 }
    }

    pub(super) fn run(mut self, inbox: &Receiver<Order>) {
        loop {
            match self.next(inbox) {
                Ok(order) => {
                    self.take(order);
                    while let Ok(order) = inbox.try_recv() {
                        self.take(order);
                    }
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => {
                    // Nobody is left to be told; what was handed over is written all the same.
                    drop(self.write(true));
                    return;
                }
            }
            let everything = self.stopping.is_some() || !self.waiting.is_empty();
            let settled_before = self.queue.is_settled();
            let result = self.write(everything);
            if result.is_ok() && !settled_before {
                (self.notify)(Report::Settled { orders: self.orders });
            }
            self.waiting.drain(..).for_each(|w| drop(w.send(result.clone())));
            if let Some(stopping) = self.stopping.take() {
                let done = result.is_ok();
                let _ = stopping.send(result);
                if done {
                    return;
                }
            }
        }
    }

    /// Waits for an order, but not beyond the next thing that is due.
    fn next(&self, inbox: &Receiver<Order>) -> Result<Order, RecvTimeoutError> {
        let due = self.queue.snapshots.values().chain(&self.again).min();
        match due {
            None => inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some(due) => inbox.recv_timeout(due.saturating_duration_since(Instant::now())),
        }
    }

    fn take(&mut self, order: Order) {
        self.orders += u64::from(order.is_content());
        let queue = &mut self.queue;
        match order {
            Order::Step(desk, step) => {
                queue.snapshots.insert(desk.clone(), Instant::now() + QUIET);
                queue.steps.entry(desk).or_default().push(step);
            }
            Order::Snapshot(desk) => drop(queue.snapshots.insert(desk, Instant::now())),
            Order::Attempt(attempt) => drop(queue.attempts.insert(attempt.scenario.clone(), *attempt)),
            Order::Progress(progress) => queue.progress = Some(*progress),
            Order::Settings(settings) => queue.settings = Some(settings),
            Order::Flush(answer) => self.waiting.push(answer),
            Order::Stop(answer) => self.stopping = Some(answer),
        }
    }

    /// Writes what there is. What fails stays in the queue; the first failure is the answer.
    fn write(&mut self, everything: bool) -> Result<(), Failure> {
        let mut failures: Vec<StoreError> = Vec::new();
        self.write_steps(&mut failures);
        self.write_documents(&mut failures);
        self.write_snapshots(everything, &mut failures);
        let passing = failures.iter().any(StoreError::may_pass);
        self.again = passing.then(|| Instant::now() + AGAIN);
        let Some(first) = failures.first().map(Failure::from) else {
            self.told = None;
            return Ok(());
        };
        if self.told.as_ref() != Some(&first) {
            (self.notify)(Report::Failed(first.clone()));
            self.told = Some(first.clone());
        }
        Err(first)
    }

    fn write_steps(&mut self, failures: &mut Vec<StoreError>) {
        let mut desks = std::mem::take(&mut self.queue.stuck);
        desks.extend(self.queue.steps.keys().cloned());
        for desk in desks {
            let mut steps = self.queue.steps.remove(&desk).unwrap_or_default();
            let (taken, result) = self.workspace.append_some(&desk, &steps);
            steps.drain(..taken);
            match result {
                Ok(revision) => {
                    (self.notify)(Report::Saved { desk: desk.clone(), revision });
                    if !steps.is_empty() {
                        failures.push(self.workspace.keep_misfits(&desk, &steps));
                    }
                }
                Err(e) => {
                    if e.may_pass() {
                        self.queue.stuck.insert(desk.clone());
                    }
                    if !steps.is_empty() {
                        self.queue.steps.insert(desk, steps);
                    }
                    failures.push(e);
                }
            }
        }
    }

    fn write_documents(&mut self, failures: &mut Vec<StoreError>) {
        let Self { workspace, queue, .. } = self;
        queue.attempts.retain(|_, attempt| workspace.save_attempt(attempt).map_err(|e| failures.push(e)).is_err());
        if queue.progress.as_ref().is_some_and(|p| workspace.save_progress(p).map_err(|e| failures.push(e)).is_ok()) {
            queue.progress = None;
        }
        if queue.settings.as_ref().is_some_and(|s| workspace.save_settings(s).map_err(|e| failures.push(e)).is_ok()) {
            queue.settings = None;
        }
    }

    fn write_snapshots(&mut self, everything: bool, failures: &mut Vec<StoreError>) {
        let Self { workspace, queue, .. } = self;
        let now = Instant::now();
        let mut later = BTreeMap::new();
        for (desk, due) in std::mem::take(&mut queue.snapshots) {
            let waits = queue.steps.contains_key(&desk) || queue.stuck.contains(&desk);
            if !waits && (everything || due <= now) {
                if let Err(e) = workspace.snapshot(&desk) {
                    later.extend(e.may_pass().then_some((desk, now + AGAIN)));
                    failures.push(e);
                }
            } else {
                later.insert(desk, due.max(if waits { now + AGAIN } else { due }));
            }
        }
        queue.snapshots = later;
    }
}
