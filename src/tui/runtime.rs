//! The loop between the terminal and the app: the only part of the screens that touches the
//! outside.
//!
//! One thread reads the terminal, one saves, one loads the course once; all of them send events to
//! this loop, which sleeps while there are none. The screen is drawn once per batch of events.

mod bundle;
mod events;
pub mod host;
mod runner;
mod terminal;

use std::{
    io::IsTerminal,
    path::PathBuf,
    sync::mpsc,
    time::{Duration, Instant},
};

use anyhow::{Context as _, bail};
use crossterm::event::{Event, KeyEventKind};

use self::{
    events::{Happening, on_signals, start_readers},
    host::Host,
    runner::Runner,
    terminal::Screen,
};
use super::{
    action::Effect,
    app::{App, Input, theme_for},
    model::Model,
    theme::{Role, ThemeName},
};
use crate::{content, store::Workspace};

/// How to start.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The workspace, if not the usual one.
    pub workspace: Option<PathBuf>,
    /// A pack from disk instead of the built-in one, already loaded.
    pub pack: Option<std::sync::Arc<content::Pack>>,
    /// The hash of that pack, for bundles.
    pub pack_hash: String,
    /// The theme for this sitting.
    pub theme: Option<String>,
}

/// Opens the lab and stays until the student leaves.
pub fn run(options: &Options) -> anyhow::Result<()> {
    check_terminal()?;
    let start = Instant::now();
    let dir = options.workspace.clone().unwrap_or_else(Workspace::default_dir);
    let workspace =
        Workspace::open(&dir).with_context(|| format!("The workspace {} cannot be opened.", dir.display()))?;
    let (send, receive) = mpsc::channel();
    let mut host = Host::new(workspace, {
        let send = send.clone();
        // A closed channel means that the program is leaving; nobody waits for the report then.
        move |report| drop(send.send(Happening::Report(report)))
    });
    let mut app = App::new(first_model(options, &host));
    on_signals(send.clone());
    let mut screen = Screen::enter(app.model.settings.mouse)?;
    app.model.size = screen.size()?;
    app.settle();
    screen.draw(&app)?;
    start_readers(&send, options.pack.clone());
    let mut outside = Outside { host: &mut host, runner: Runner::new(send.clone()) };
    let result = turn(&mut app, &mut outside, &mut screen, &receive, start);
    let left = host.finish(&app.model);
    drop(screen);
    result?;
    left
}

/// Returns the columns and rows of the terminal, if there is one.
pub fn terminal_size() -> Option<(u16, u16)> {
    crossterm::terminal::size().ok()
}

fn check_terminal() -> anyhow::Result<()> {
    if !std::io::stdin().is_terminal() || !std::io::stdout().is_terminal() {
        bail!(
            "archlab draws on a terminal, and this is none. Its commands work anywhere: try `archlab list` or `archlab --help`."
        );
    }
    if std::env::var("TERM").is_ok_and(|t| t == "dumb") {
        bail!(
            "This terminal (TERM=dumb) cannot place the cursor. The commands work in it: try `archlab list` or `archlab --help`."
        );
    }
    Ok(())
}

fn first_model(options: &Options, host: &Host) -> Model {
    let no_colour = std::env::var("NO_COLOR").is_ok_and(|v| !v.is_empty());
    let mut model = Model {
        heads: options.pack.as_deref().map_or_else(content::default_heads, content::Pack::heads),
        ..Model::default()
    };
    model.pack_hash.clone_from(&options.pack_hash);
    host.read_first(&mut model);
    let asked = options.theme.as_deref().and_then(ThemeName::from_word);
    let kept = ThemeName::from_word(&model.settings.theme);
    let theme = asked.or(if no_colour { None } else { kept }).unwrap_or_else(|| theme_for(no_colour));
    theme.word().clone_into(&mut model.settings.theme);
    if let Some(unknown) = options.theme.as_deref().filter(|_| asked.is_none()) {
        model.say(Role::Warn, super::strings::frame::unknown_theme(unknown));
    }
    model
}

/// What carries effects out.
struct Outside<'a> {
    host: &'a mut Host,
    runner: Runner,
}

impl Outside<'_> {
    /// Carries out everything the app has left to do: runs here, the rest by the host.
    fn run_effects(&mut self, app: &mut App) {
        for effect in std::mem::take(&mut app.model.effects) {
            match effect {
                Effect::Run(order) => {
                    if let Some(pack) = app.model.pack.clone() {
                        self.runner.start(*order, pack);
                    }
                }
                Effect::StopMeasuring => self.runner.stop(),
                other => self.host.run(other, app),
            }
        }
        app.settle();
    }
}

/// Waits for something to happen: for ever while nothing moves, else until the next picture is due,
/// counted from when the last one was begun.
fn wait(app: &App, receive: &mpsc::Receiver<Happening>, begun: Instant) -> Option<Happening> {
    let Some(ms) = app.next_frame() else { return receive.recv().ok() };
    match receive.recv_timeout(Duration::from_millis(ms).saturating_sub(begun.elapsed())) {
        Ok(happening) => Some(happening),
        Err(mpsc::RecvTimeoutError::Timeout) => Some(Happening::Frame),
        Err(mpsc::RecvTimeoutError::Disconnected) => None,
    }
}

/// Takes events until the student leaves.
fn turn(
    app: &mut App,
    outside: &mut Outside<'_>,
    screen: &mut Screen,
    receive: &mpsc::Receiver<Happening>,
    start: Instant,
) -> anyhow::Result<()> {
    let mut begun = start;
    while let Some(first) = wait(app, receive, begun) {
        begun = Instant::now();
        let mut next = Some(first);
        // Whatever has piled up is taken in one go and drawn once.
        while let Some(happening) = next {
            app.model.clock_ms = u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX);
            app.model.now = crate::store::now();
            take(app, outside.host, happening);
            // Settling may leave more to do (a task that is done now); a chain that does not end
            // after a few rounds waits for the next input.
            for _ in 0..4 {
                if app.model.effects.is_empty() {
                    break;
                }
                outside.run_effects(app);
            }
            if app.wants_quit() {
                return Ok(());
            }
            next = receive.try_recv().ok();
        }
        app.model.size = screen.size()?;
        app.tick();
        screen.mouse(app.model.settings.mouse)?;
        screen.draw(app)?;
    }
    Ok(())
}

fn take(app: &mut App, host: &mut Host, happening: Happening) {
    match happening {
        Happening::Terminal(Event::Key(key)) if key.kind != KeyEventKind::Release => app.input(Input::Key(key)),
        Happening::Terminal(Event::Mouse(mouse)) => app.input(Input::Mouse(mouse)),
        Happening::Terminal(Event::Paste(text)) => app.input(Input::Paste(text)),
        Happening::Terminal(Event::Resize(w, h)) => app.input(Input::Resize(w, h)),
        Happening::Terminal(_) => {}
        Happening::Report(report) => host.heed(&report, &mut app.model),
        Happening::Pack(pack) => host.take_pack(pack, app),
        Happening::Run(number, news) => app.model.hear_run(number, news),
        Happening::Frame => {}
        Happening::Leave => app.act(super::action::Action::Quit),
    }
}
