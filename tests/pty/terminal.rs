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
        self.wait_for(what, |screen| Some(screen.contents()).filter(|text| shows(text)))
    }

    /// Waits until something is found on the screen, and returns it.
    fn wait_for<T>(&self, what: &str, find: impl Fn(&vt100::Screen) -> Option<T>) -> T {
        let deadline = Instant::now() + PATIENCE;
        let (lock, news) = &*self.shown;
        let mut shown = lock.lock().unwrap();
        loop {
            if let Some(found) = find(shown.parser.screen()) {
                return found;
            }
            let text = shown.parser.screen().contents();
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() || shown.closed {
                // The reader still wants the lock.
                drop(shown);
                panic!("waited for {what}; the screen shows:\n{text}");
            }
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
        self.wait("saved", says_saved)
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

    /// Clicks twice, fast.
    pub fn double_click(&mut self, place: (u16, u16)) {
        self.click(place, 0);
        self.click(place, 0);
    }

    /// Turns the wheel towards the end by one notch.
    pub fn wheel(&mut self, (x, y): (u16, u16)) {
        self.send(format!("\x1b[<65;{};{}M", x + 1, y + 1).as_bytes());
    }

    /// Clicks an entry of the footer as soon as it is offered.
    pub fn click_footer(&mut self, entry: &str) {
        let place = self.wait_for(&format!("{entry} in the footer"), |screen| {
            let last = screen.size().0.get() - 1;
            find_text(screen, entry, |row| row == last)
        });
        self.click(place, 0);
    }

    /// Turns the wheel at a place until a text is in sight, and returns where it stands.
    pub fn wheel_to(&mut self, place: (u16, u16), text: &str) -> (u16, u16) {
        loop {
            let before = self.see("");
            if before.contains(text) {
                return self.place_of(text);
            }
            self.wheel(place);
            // The header may change by itself, when something has been saved.
            let body = |screen: &str| screen.lines().skip(1).map(str::to_owned).collect::<Vec<_>>();
            self.wait(&format!("the list to go on to {text}"), |screen| body(screen) != body(&before));
        }
    }

    /// Finds a text on the screen: column and row of its first character.
    pub fn place_of(&self, text: &str) -> (u16, u16) {
        self.wait_for(text, |screen| find_text(screen, text, |_| true))
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

    /// Ends the program with `kill -9`: the library's own way asks politely first.
    #[cfg(unix)]
    pub fn kill(mut self) {
        self.signal("-KILL");
        self.child.wait().unwrap();
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
        // A failed test leaves nothing running; what has ended is left alone.
        if matches!(self.child.try_wait(), Ok(None)) {
            let _ = self.child.kill();
        }
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

/// Whether the header says that everything is on disk.
pub fn says_saved(screen: &str) -> bool {
    screen.lines().next().is_some_and(|l| l.trim_end().ends_with("saved") && !l.contains("NOT"))
}

/// Finds a text in the rows that are wanted: column and row of its first character.
fn find_text(screen: &vt100::Screen, text: &str, wanted: impl Fn(u16) -> bool) -> Option<(u16, u16)> {
    let rows = screen.rows(0, screen.size().1.get());
    rows.zip(0u16..).filter(|(_, y)| wanted(*y)).find_map(|(row, y)| {
        let x = row[..row.find(text)?].chars().count();
        Some((u16::try_from(x).ok()?, y))
    })
}

/// Returns how many bytes can be shown without showing half a picture, as a terminal that knows
/// synchronized updates does it.
fn whole_pictures(bytes: &[u8]) -> usize {
    const BEGIN: &[u8] = b"\x1b[?2026h";
    const END: &[u8] = b"\x1b[?2026l";
    let last = |mark: &[u8]| bytes.windows(mark.len()).rposition(|w| w == mark);
    match last(BEGIN) {
        Some(begin) if last(END).is_none_or(|end| end < begin) => begin,
        _ => {
            let half_a_mark = (1..BEGIN.len()).rev().find(|n| bytes.ends_with(&BEGIN[..*n]));
            bytes.len() - half_a_mark.unwrap_or(0)
        }
    }
}

fn follow(mut reader: Box<dyn Read + Send>, shown: &(Mutex<Shown>, Condvar)) {
    let mut buffer = [0; 16384];
    let mut waiting = Vec::new();
    loop {
        let read = reader.read(&mut buffer).unwrap_or(0);
        waiting.extend_from_slice(&buffer[..read]);
        let ready = if read == 0 { waiting.len() } else { whole_pictures(&waiting) };
        let mut now = shown.0.lock().unwrap();
        now.closed = read == 0;
        now.parser.process(&waiting[..ready]);
        waiting.drain(..ready);
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
