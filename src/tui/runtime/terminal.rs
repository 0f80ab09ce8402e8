//! The terminal itself: taken over at the start, given back on every way out.

use std::io::{self, Stdout, stdout};

use crossterm::{
    cursor, event, execute, queue,
    terminal::{self, EnterAlternateScreen, LeaveAlternateScreen},
};
use ratatui::{Terminal, backend::CrosstermBackend};

use crate::tui::app::App;

/// The terminal while the lab is open.
pub(super) struct Screen {
    terminal: Terminal<CrosstermBackend<Stdout>>,
    mouse: bool,
}

impl Screen {
    /// Takes the terminal over. A panic gives it back before it is reported.
    pub(super) fn enter(mouse: bool) -> io::Result<Self> {
        let report = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            give_back();
            report(info);
        }));
        terminal::enable_raw_mode()?;
        let setup = || -> io::Result<Terminal<CrosstermBackend<Stdout>>> {
            execute!(stdout(), EnterAlternateScreen, event::EnableBracketedPaste, cursor::Hide)?;
            if mouse {
                execute!(stdout(), event::EnableMouseCapture)?;
            }
            Terminal::new(CrosstermBackend::new(stdout()))
        };
        match setup() {
            Ok(terminal) => Ok(Self { terminal, mouse }),
            Err(error) => {
                give_back();
                Err(error)
            }
        }
    }

    /// Returns columns and rows.
    pub(super) fn size(&self) -> io::Result<(u16, u16)> {
        self.terminal.size().map(|s| (s.width, s.height))
    }

    /// Switches the mouse on or off.
    pub(super) fn mouse(&mut self, on: bool) -> io::Result<()> {
        if on == self.mouse {
            return Ok(());
        }
        self.mouse = on;
        if on { execute!(stdout(), event::EnableMouseCapture) } else { execute!(stdout(), event::DisableMouseCapture) }
    }

    /// Draws the app. Terminals that know how show the new picture at once, never half of it.
    pub(super) fn draw(&mut self, app: &App) -> io::Result<()> {
        queue!(stdout(), terminal::BeginSynchronizedUpdate)?;
        self.terminal.draw(|frame| {
            let area = frame.area();
            app.draw(area, frame.buffer_mut());
            if let Some(at) = app.caret(area) {
                frame.set_cursor_position(at);
            }
        })?;
        execute!(stdout(), terminal::EndSynchronizedUpdate)
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        give_back();
    }
}

/// Leaves the terminal as it was found. Errors have no one to be told to.
fn give_back() {
    let _ = execute!(
        stdout(),
        terminal::EndSynchronizedUpdate,
        event::DisableMouseCapture,
        event::DisableBracketedPaste,
        LeaveAlternateScreen,
        cursor::Show
    );
    let _ = terminal::disable_raw_mode();
}
