//! The saver: a thread that writes, so that no key waits for a disk.
//!
//! Steps that arrive together share one sync; of attempts, progress and settings only the newest is
//! written. What cannot be written stays in the queue and is tried again. The thread decides
//! nothing about content.

mod work;

use std::{
    cell::Cell,
    sync::mpsc::{Sender, channel},
    thread::JoinHandle,
};

use crate::domain::{
    attempt::Attempt,
    edit::Step,
    progress::{Progress, Settings},
};

use self::work::Work;
use super::{error::StoreError, journal::Revision, place::Desk, workspace::Workspace};

/// What the saver tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Report {
    /// The steps of a board up to this revision are on disk.
    Saved {
        /// The board.
        desk: Desk,
        /// How many steps are on disk.
        revision: Revision,
    },
    /// Everything that was handed over is on disk, counted in orders as by [`Saver::sent`]: a
    /// later order may already be on its way.
    Settled {
        /// How many orders that is.
        orders: u64,
    },
    /// Something could not be written; it stays in the queue unless the hint says otherwise.
    Failed(Failure),
}

/// What could not be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What happened.
    pub what: String,
    /// What to try.
    pub hint: String,
}

impl From<&StoreError> for Failure {
    fn from(e: &StoreError) -> Self {
        Self { what: e.to_string(), hint: e.hint() }
    }
}

/// The answer to a flush.
type Answer = Sender<Result<(), Failure>>;

enum Order {
    Step(Desk, Step),
    Snapshot(Desk),
    Attempt(Box<Attempt>),
    Progress(Box<Progress>),
    Settings(Settings),
    Flush(Answer),
    Stop(Answer),
}

impl Order {
    /// Says whether it holds something to keep.
    fn is_content(&self) -> bool {
        matches!(self, Self::Step(..) | Self::Attempt(_) | Self::Progress(_) | Self::Settings(_))
    }
}

/// The handle to the saver thread. Dropping it writes what is left and ends the thread.
pub struct Saver {
    orders: Sender<Order>,
    sent: Cell<u64>,
    thread: Option<JoinHandle<()>>,
}

impl Saver {
    /// Starts the thread; `notify` is called from it.
    pub fn start(workspace: Workspace, notify: impl Fn(Report) + Send + 'static) -> Self {
        let (orders, inbox) = channel();
        let work = Work::new(workspace, Box::new(notify));
        let thread = std::thread::Builder::new().name("saver".to_owned()).spawn(move || work.run(&inbox));
        Self { orders, sent: Cell::new(0), thread: thread.ok() }
    }

    /// Hands over a step of an open desk.
    pub fn append(&self, desk: &Desk, step: Step) {
        self.send(Order::Step(desk.clone(), step));
    }

    /// Asks for the readable snapshot of a desk now; it comes by itself after a quiet moment.
    pub fn snapshot(&self, desk: &Desk) {
        self.send(Order::Snapshot(desk.clone()));
    }

    /// Hands over an attempt.
    pub fn attempt(&self, attempt: Attempt) {
        self.send(Order::Attempt(Box::new(attempt)));
    }

    /// Hands over the progress.
    pub fn progress(&self, progress: Progress) {
        self.send(Order::Progress(Box::new(progress)));
    }

    /// Hands over the settings.
    pub fn settings(&self, settings: Settings) {
        self.send(Order::Settings(settings));
    }

    /// Returns how many steps, attempts, progresses and settings were handed over.
    pub fn sent(&self) -> u64 {
        self.sent.get()
    }

    /// Waits until everything handed over so far is on disk, or says why it is not.
    pub fn flush(&self) -> Result<(), Failure> {
        self.wait(Order::Flush)
    }

    /// Writes everything, snapshots too, and ends the thread. On failure it can be called again
    /// once the cause is gone: what is unsaved stays in the queue.
    pub fn stop(&mut self) -> Result<(), Failure> {
        if self.thread.is_none() {
            return Ok(());
        }
        self.wait(Order::Stop)?;
        self.join();
        Ok(())
    }

    /// A saver without a thread (the system gave none) reports so on every flush.
    fn send(&self, order: Order) {
        if order.is_content() {
            self.sent.set(self.sent.get() + 1);
        }
        let _ = self.orders.send(order);
    }

    fn wait(&self, order: impl FnOnce(Answer) -> Order) -> Result<(), Failure> {
        let (reply, answer) = channel();
        self.send(order(reply));
        answer.recv().unwrap_or_else(|_| {
            let hint = "Close the lab and start it again; what was shown as saved is safe.".to_owned();
            Err(Failure { what: "the saver has stopped".to_owned(), hint })
        })
    }

    fn join(&mut self) {
        let (closed, _) = channel();
        self.orders = closed;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Drop for Saver {
    fn drop(&mut self) {
        let _ = self.stop();
        self.join();
    }
}
