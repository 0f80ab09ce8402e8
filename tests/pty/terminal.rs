//! A real terminal for tests: the program runs in a pseudo terminal, a screen is kept of what it
//! draws, and a test waits for what that screen shows *now*. Nothing here sleeps.
#![allow(dead_code, reason = "tests and benches use different parts of it")]

use std::{
    io::{Read, Write},
    num::NonZeroU16,
    path::Path,
    sync::{Arc, Condvar, Mutex},
    time::{Duration, Instant},
};

use archlab::tui::keymap::parse_key;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// How long a screen may take to show what is waited for. A slow machine needs it; a passing test
/// does not.
const PATIENCE: Duration = Duration::from_secs(40);

/// What the screen shows, and whether the program has closed it.
struct Shown {
    parser: vt100::Parser,
    closed: bool,
}

/// A program in a terminal.
pub struct Terminal {
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    shown: Arc<(Mutex<Shown>, Condvar)>,
}

fn cells(n: u16) -> NonZeroU16 {
    NonZeroU16::new(n).unwrap_or(NonZeroU16::MIN)
}

impl Terminal {
    /// Starts the lab in a terminal of so many columns and rows.
    pub fn lab(size: (u16, u16), workspace: &Path) -> Self {
        Self::start(size, &["--workspace", &workspace.display().to_string()], &[])
    }

    /// Starts the program with arguments and environment.
    pub fn start((columns, rows): (u16, u16), args: &[&str], env: &[(&str, &str)]) -> Self {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_archlab"));
        command.args(args);
        command.env("TERM", "xterm-256color");
        command.env_remove("NO_COLOR");
        for (key, value) in env {
            command.env(key, value);
        }
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let reader = pair.master.try_clone_reader().unwrap();
        let writer = pair.master.take_writer().unwrap();
        let parser = vt100::Parser::new(cells(rows), cells(columns), 0);
        let shown = Arc::new((Mutex::new(Shown { parser, closed: false }), Condvar::new()));
        let feed = Arc::clone(&shown);
        std::thread::spawn(move || follow(reader, &feed));
        Self { master: pair.master, writer, child, shown }
    }

    /// Waits until the screen shows something, and returns its text.
    pub fn wait(&self, what: &str, shows: impl Fn(&str) -> bool) -> String {
        let deadline = Instant::now() + PATIENCE;
        let (lock, news) = &*self.shown;
        let mut shown = lock.lock().unwrap();
        loop {
            let text = shown.parser.screen().contents();
            if shows(&text) {
                return text;
            }
            let left = deadline.saturating_duration_since(Instant::now());
            assert!(!left.is_zero() && !shown.closed, "waited for {what}; the screen shows:\n{text}");
            shown = news.wait_timeout(shown, left).unwrap().0;
        }
    }

    /// Waits until a text is on the screen.
    pub fn see(&self, text: &str) -> String {
        self.wait(text, |screen| screen.contains(text))
    }

    /// Waits until a text is no longer on the screen.
    pub fn gone(&self, text: &str) -> String {
        self.wait(&format!("no {text}"), |screen| !screen.contains(text))
    }

    /// Waits until the header says that everything is on disk.
    pub fn saved(&self) -> String {
        self.wait("saved", |screen| {
            screen.lines().next().is_some_and(|l| l.trim_end().ends_with("saved") && !l.contains("NOT"))
        })
    }

    /// Presses keys, written as the key table writes them, separated by blanks.
    pub fn press(&mut self, keys: &str) {
        let bytes: Vec<u8> = keys
            .split_whitespace()
            .flat_map(|k| bytes_of(parse_key(k).unwrap_or_else(|| panic!("no key {k}"))))
            .collect();
        self.send(&bytes);
    }

    /// Types text as it stands.
    pub fn type_text(&mut self, text: &str) {
        self.send(text.as_bytes());
    }

    /// Sends bytes.
    pub fn send(&mut self, bytes: &[u8]) {
        // A program that has just left takes no more keys; the next wait tells.
        let _ = self.writer.write_all(bytes);
        let _ = self.writer.flush();
    }

    /// Presses, and lets go of, a mouse button at a column and row counted from 0.
    pub fn click(&mut self, (x, y): (u16, u16), button: u8) {
        let at = format!("{};{}", x + 1, y + 1);
        self.send(format!("\x1b[<{button};{at}M\x1b[<{button};{at}m").as_bytes());
    }

    /// Drags with a button from one place to another.
    pub fn drag(&mut self, from: (u16, u16), to: (u16, u16), button: u8) {
        let (a, b) = (format!("{};{}", from.0 + 1, from.1 + 1), format!("{};{}", to.0 + 1, to.1 + 1));
        let moving = button + 32;
        self.send(format!("\x1b[<{button};{a}M\x1b[<{moving};{b}M\x1b[<{button};{b}m").as_bytes());
    }

    /// Finds a text on the screen: column and row of its first character.
    pub fn place_of(&self, text: &str) -> (u16, u16) {
        self.see(text);
        let (lock, _) = &*self.shown;
        let shown = lock.lock().unwrap();
        let columns = shown.parser.screen().size().1.get();
        for (y, row) in shown.parser.screen().rows(0, columns).enumerate() {
            if let Some(at) = row.find(text) {
                let x = row[..at].chars().count();
                return (u16::try_from(x).unwrap(), u16::try_from(y).unwrap());
            }
        }
        panic!("{text} was there a moment ago")
    }

    /// Gives the terminal another size.
    pub fn resize(&mut self, (columns, rows): (u16, u16)) {
        let (lock, _) = &*self.shown;
        lock.lock().unwrap().parser.screen_mut().set_size(cells(rows), cells(columns));
        self.master.resize(PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }).unwrap();
    }

    /// Waits for the program to end; returns its exit code and how it left the terminal.
    pub fn left(mut self) -> Left {
        let code = self.child.wait().unwrap().exit_code();
        let (lock, news) = &*self.shown;
        let mut shown = lock.lock().unwrap();
        while !shown.closed {
            shown = news.wait(shown).unwrap();
        }
        let screen = shown.parser.screen();
        Left { code, alternate: screen.alternate_screen(), hidden: screen.hide_cursor(), text: screen.contents() }
    }

    /// Returns the number of the process.
    pub fn pid(&self) -> Option<u32> {
        self.child.process_id()
    }

    /// Ends the program as `kill -9` does.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
    }

    /// Sends a signal to the program.
    #[cfg(unix)]
    pub fn signal(&self, name: &str) {
        let id = self.child.process_id().unwrap().to_string();
        assert!(std::process::Command::new("kill").args([name, &id]).status().unwrap().success());
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // A failed test leaves nothing running.
        let _ = self.child.kill();
    }
}

/// How a program left its terminal.
#[derive(Debug)]
pub struct Left {
    pub code: u32,
    pub alternate: bool,
    pub hidden: bool,
    pub text: String,
}

fn follow(mut reader: Box<dyn Read + Send>, shown: &(Mutex<Shown>, Condvar)) {
    let mut buffer = [0; 16384];
    loop {
        let read = reader.read(&mut buffer).unwrap_or(0);
        let mut now = shown.0.lock().unwrap();
        if read == 0 {
            now.closed = true;
        } else {
            now.parser.process(&buffer[..read]);
        }
        shown.1.notify_all();
        if read == 0 {
            return;
        }
    }
}

/// Returns what a terminal sends for a key.
fn bytes_of(key: KeyEvent) -> Vec<u8> {
    let control = key.modifiers.contains(KeyModifiers::CONTROL);
    let text = match key.code {
        KeyCode::Char(c) if control => return vec![(c.to_ascii_uppercase() as u8) & 0x1f],
        KeyCode::Char(c) => c.to_string(),
        KeyCode::Enter => "\r".to_owned(),
        // The long form: a bare escape would join with the next key sent in the same breath.
        KeyCode::Esc => "\x1b[27u".to_owned(),
        KeyCode::Tab => "\t".to_owned(),
        KeyCode::BackTab => "\x1b[Z".to_owned(),
        KeyCode::Backspace => "\x7f".to_owned(),
        KeyCode::Delete => "\x1b[3~".to_owned(),
        KeyCode::Home => "\x1b[H".to_owned(),
        KeyCode::End => "\x1b[F".to_owned(),
        KeyCode::PageUp => "\x1b[5~".to_owned(),
        KeyCode::PageDown => "\x1b[6~".to_owned(),
        KeyCode::Up => "\x1b[A".to_owned(),
        KeyCode::Down => "\x1b[B".to_owned(),
        KeyCode::Right => "\x1b[C".to_owned(),
        KeyCode::Left => "\x1b[D".to_owned(),
        KeyCode::F(n @ 1..=4) => format!("\x1bO{}", char::from(b'P' + n - 1)),
        KeyCode::F(n) => format!("\x1b[{}~", [15, 17, 18, 19, 20, 21, 23, 24][usize::from(n) - 5]),
        other => panic!("no bytes for {other:?}"),
    };
    text.into_bytes()
}
