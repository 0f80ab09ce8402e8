//! What wakes the loop: the terminal, signals, the saver, the course when it is loaded.

use std::{
    sync::{Arc, mpsc::Sender},
    thread,
};

use crossterm::event::Event;

use crate::{
    content::{self, Pack},
    store::Report,
    tui::running::News,
};

/// Something that happened outside.
pub(super) enum Happening {
    /// The terminal has something to say.
    Terminal(Event),
    /// The saver has something to say.
    Report(Report),
    /// The course is loaded.
    Pack(Arc<Pack>),
    /// A run has come further.
    Run(u64, News),
    /// The next picture is due.
    Frame,
    /// Somebody asked the program to end.
    Leave,
}

/// Starts the threads that wait for the terminal and for the course.
pub(super) fn start_readers(send: &Sender<Happening>, pack: Option<Arc<Pack>>) {
    let terminal = send.clone();
    thread::spawn(move || {
        while let Ok(event) = crossterm::event::read() {
            if terminal.send(Happening::Terminal(event)).is_err() {
                return;
            }
        }
        // The terminal is gone; there is nobody left to draw for.
        drop(terminal.send(Happening::Leave));
    });
    let course = send.clone();
    thread::spawn(move || {
        let pack = pack.unwrap_or_else(|| Arc::new(content::default_pack().pack));
        drop(course.send(Happening::Pack(pack)));
    });
}

/// Listens for signals that ask the program to end; before the terminal is taken, so that none
/// of them can leave it taken.
#[cfg(unix)]
pub(super) fn on_signals(send: Sender<Happening>) {
    use signal_hook::{
        consts::{SIGHUP, SIGINT, SIGTERM},
        iterator::Signals,
    };
    let Ok(mut signals) = Signals::new([SIGHUP, SIGINT, SIGTERM]) else { return };
    thread::spawn(move || {
        if signals.forever().next().is_some() {
            drop(send.send(Happening::Leave));
        }
    });
}

#[cfg(not(unix))]
pub(super) fn on_signals(_send: Sender<Happening>) {}
