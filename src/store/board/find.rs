//! Finding a board that may be in any state: torn, damaged, renamed half-way, changed by hand.
//!
//! Whatever is found, a board comes back, and what could not be taken is told and kept.

use std::path::Path;

use crate::{
    content,
    domain::{
        board::Board,
        edit::{Edit, Step},
        id::file_stem,
    },
};

use super::{OpenDesk, seal::Seal};
use crate::store::{
    document::{Fault, newer_schema},
    error::Notice,
    journal::{self, Rest, Unreadable},
    workspace::Inner,
};

impl Inner {
    pub(super) fn find(&mut self, folder: &Path, default: &Board, notices: &mut Vec<Notice>) -> OpenDesk {
        let names = self.files.list(&self.full(folder)).unwrap_or_default();
        let wanted = file_stem(&default.name);
        let found = pick(&names, ".journal", &wanted).and_then(|name| {
            let others = names.iter().filter(|n| n.ends_with(".journal")).count() - 1;
            self.by_journal(folder, &name, default, notices).inspect(|open| {
                if others > 0 {
                    notices.push(news(
                        &open.file("journal"),
                        "is the board that is opened; other journals lie beside it.",
                    ));
                }
            })
        });
        let mut open = found.unwrap_or_else(|| self.by_snapshot(folder, &names, default, notices));
        if self.is_writer() && open.on_disk.is_some() && open.refuse.is_none() {
            let name = file_stem(&open.history.board().name);
            if open.stem != name && self.rename_files(folder, &open.stem, &name).is_ok() {
                open.stem = name;
            }
        }
        open
    }

    fn by_journal(
        &mut self,
        folder: &Path,
        stem: &str,
        default: &Board,
        notices: &mut Vec<Notice>,
    ) -> Option<OpenDesk> {
        let path = folder.join(format!("{stem}.journal"));
        let refused = |inner: &mut Self, notices: &mut Vec<Notice>, reason: String| {
            notices.push(news(&path, &format!("is left untouched: {reason} The board can be looked at, not changed.")));
            let names = [format!("{stem}.board.toml")];
            let open = inner.by_snapshot(folder, &names, default, notices);
            Some(OpenDesk { stem: stem.to_owned(), refuse: Some(reason), ..open })
        };
        let bytes = match self.files.read(&self.full(&path)) {
            Ok(bytes) => bytes,
            Err(e) => return refused(self, notices, format!("it cannot be read ({e}).")),
        };
        match journal::read(&bytes) {
            Ok(read) => {
                let mut open = self.replay(folder, stem, (&bytes, read), notices);
                self.reconcile(&mut open, notices);
                Some(open)
            }
            Err(Unreadable::Newer(n)) => {
                refused(self, notices, format!("a newer archlab wrote it (format {n}, this one reads 1)."))
            }
            Err(Unreadable::Damaged | Unreadable::Empty) if self.is_writer() => {
                let aside = self.move_aside(&path, &format!("{stem}.journal")).ok()?;
                let message = "is damaged at its start; the board comes from its last snapshot, without undo.";
                notices.push(Notice { aside: Some(aside), at: Some((1, 1)), ..news(&path, message) });
                None
            }
            Err(_) => None,
        }
    }

    fn replay(
        &mut self,
        folder: &Path,
        stem: &str,
        (bytes, read): (&[u8], journal::Journal),
        notices: &mut Vec<Notice>,
    ) -> OpenDesk {
        let mut open = OpenDesk { stem: stem.to_owned(), ..OpenDesk::starting_at(folder, read.base) };
        let mut rest = read.rest;
        let mut end = read.start;
        for (number, (step, after)) in read.steps.into_iter().enumerate() {
            if !open.history.take(&step) {
                rest = Rest::Damaged(number + 2);
                break;
            }
            end = after;
        }
        let good = usize::try_from(end.length).unwrap_or(bytes.len()).min(bytes.len());
        self.put_rest_aside(&open.file("journal"), bytes, good, &rest, notices);
        open.log = bytes[..good].to_vec();
        open.on_disk = Some(end.length);
        open.saved = end.revision;
        open.end = end;
        open
    }

    /// A line that was cut off was never called saved: kept, without a word. Damage is told.
    fn put_rest_aside(&self, path: &Path, bytes: &[u8], good: usize, rest: &Rest, notices: &mut Vec<Notice>) {
        match rest {
            Rest::Nothing => {}
            Rest::Torn => {
                if self.is_writer() {
                    let _ = self.keep_copy("torn", path, &bytes[good..]);
                }
            }
            Rest::Damaged(line) => {
                let aside = if self.is_writer() { self.keep_copy("damaged", path, bytes).ok() } else { None };
                let message = "is damaged here; what was done up to this line is there, the rest is not.";
                notices.push(Notice { at: Some((*line, 1)), aside, ..news(path, message) });
            }
        }
    }

    /// Compares the snapshot with the journal; what was changed outside becomes one more edit.
    fn reconcile(&mut self, open: &mut OpenDesk, notices: &mut Vec<Notice>) {
        let path = open.file("board.toml");
        let Ok(Some(bytes)) = self.read_known(&path) else { return };
        let text = String::from_utf8_lossy(&bytes);
        let seal = Seal::of(&text);
        if seal.is_some_and(|s| s.intact && s.revision <= open.saved) {
            open.snapshot = seal.map(|s| s.revision);
            return;
        }
        let outside = match read_board(&text) {
            Ok(board) => board,
            Err(fault) => {
                self.blocked.insert(path.clone(), fault.message.clone());
                let mut notice = self.unreadable(&path, &bytes, &fault);
                notice
                    .message
                    .push_str(" The board comes from its journal and is complete. Correct or delete the file.");
                return notices.push(notice);
            }
        };
        open.unsealed = true;
        let ahead = seal.is_some_and(|s| s.intact);
        let what = if ahead { "take over the newer snapshot" } else { "change outside" };
        let edit = Edit::between(what, open.history.board(), &outside);
        if edit.is_empty() || !open.take(&Step::Do(edit)) {
            return;
        }
        notices.push(news(
            &path,
            &format!("is not what the journal says: \"{what}\" was added as one edit; undo takes it back."),
        ));
    }

    fn by_snapshot(&mut self, folder: &Path, names: &[String], default: &Board, notices: &mut Vec<Notice>) -> OpenDesk {
        let fresh = || OpenDesk::starting_at(folder, default.clone());
        let Some(stem) = pick(names, ".board.toml", &file_stem(&default.name)) else { return fresh() };
        let path = folder.join(format!("{stem}.board.toml"));
        let Ok(Some(bytes)) = self.read_known(&path) else { return fresh() };
        match read_board(&String::from_utf8_lossy(&bytes)) {
            Ok(board) => OpenDesk { unsealed: true, ..Self::on_base(folder, &stem, board, default) },
            Err(fault) => {
                self.blocked.insert(path.clone(), fault.message.clone());
                let mut notice = self.unreadable(&path, &bytes, &fault);
                let before = self.files.read(&self.full(&folder.join(format!("{stem}.board.prev.toml"))));
                let before = before.ok().and_then(|b| read_board(&String::from_utf8_lossy(&b)).ok());
                notice.message.push_str(match before {
                    Some(_) => " The version before is used instead; correct or delete this one.",
                    None => " The board starts afresh meanwhile; correct or delete the file.",
                });
                notices.push(notice);
                before.map_or_else(fresh, |board| Self::on_base(folder, &stem, board, default))
            }
        }
    }

    /// Starts a journal on a board from a file; which contract it is for, the desk knows better.
    fn on_base(folder: &Path, stem: &str, board: Board, default: &Board) -> OpenDesk {
        let board = Board { scenario: default.scenario.clone(), ..board };
        OpenDesk { stem: stem.to_owned(), ..OpenDesk::starting_at(folder, board) }
    }
}

fn news(path: &Path, message: &str) -> Notice {
    Notice { path: path.to_owned(), at: None, message: message.to_owned(), aside: None }
}

/// Chooses the wanted name, or else the first, among the names with the ending.
fn pick(names: &[String], ending: &str, wanted: &str) -> Option<String> {
    let stems = || names.iter().filter(|n| !n.starts_with('.')).filter_map(|n| n.strip_suffix(ending));
    stems().find(|s| *s == wanted).or_else(|| stems().next()).map(str::to_owned)
}

fn read_board(text: &str) -> Result<Board, Fault> {
    if let Some(n) = newer_schema(text, content::board::BOARD_SCHEMA) {
        return Err(Fault { at: None, message: format!("a newer archlab wrote it (format {n})") });
    }
    content::board::read(text).map(|(board, _)| board).map_err(|e| Fault::of(text, &e))
}
