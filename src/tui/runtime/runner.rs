//! Works runs out on threads of their own, so that the screens stay responsive; what is no longer
//! wanted is told to stop.

use std::{
    ops::ControlFlow,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc::Sender,
    },
    thread,
    time::{Duration, Instant},
};

use super::events::Happening;
use crate::{
    content::Pack,
    tui::running::{News, Order, Wanted, work},
};

/// Progress is told no more often than this.
const EVERY: Duration = Duration::from_millis(100);

/// Starts and stops runs.
pub(super) struct Runner {
    send: Sender<Happening>,
    measuring: Arc<AtomicBool>,
    playing: Arc<AtomicBool>,
}

impl Runner {
    /// Makes one that tells its news there.
    pub(super) fn new(send: Sender<Happening>) -> Self {
        Self { send, measuring: Arc::default(), playing: Arc::default() }
    }

    /// Starts working an order out; the one before of its sort is told to stop.
    pub(super) fn start(&mut self, order: Order, pack: Arc<Pack>) {
        let go_on = Arc::new(AtomicBool::new(true));
        let slot = if matches!(order.wanted, Wanted::Gauges) { &mut self.measuring } else { &mut self.playing };
        std::mem::replace(slot, Arc::clone(&go_on)).store(false, Ordering::Relaxed);
        let send = self.send.clone();
        thread::spawn(move || {
            let mut told: Option<Instant> = None;
            work(&order, &pack, &mut |news| {
                if !go_on.load(Ordering::Relaxed) {
                    return ControlFlow::Break(());
                }
                let often = matches!(news, News::Progress(..)) && told.is_some_and(|t| t.elapsed() < EVERY);
                if !often {
                    told = Some(Instant::now());
                    if send.send(Happening::Run(order.number, news)).is_err() {
                        return ControlFlow::Break(());
                    }
                }
                ControlFlow::Continue(())
            });
        });
    }

    /// Tells whatever measures to stop.
    pub(super) fn stop(&self) {
        self.measuring.store(false, Ordering::Relaxed);
    }
}
