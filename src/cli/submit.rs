//! `archlab submit`: completeness, the bundle, a second look at it, the receipt.

use std::{fs, path::PathBuf};

use clap::Args;

use super::{Global, Outcome, board, export, input, out::Out, stop::Stop};
use crate::{
    content::Pack,
    domain::{
        attempt::{Attempt, HandedIn, Student},
        board::Board,
        flow::Flow,
        scenario::Scenario,
    },
    store::{Desk, Workspace, now, write_file},
    submission::{Bundle, Here, Item, Refused, Submission, bundle, verify},
};

/// Makes the bundle for handing in.
#[derive(Debug, Args)]
pub(super) struct Submit {
    /// The contract
    #[arg(value_name = "CONTRACT")]
    scenario: String,
    /// Your name; give it once per person where a pair hands in
    #[arg(long, value_name = "NAME")]
    student: Vec<String>,
    /// Your id, in the order of the names
    #[arg(long, value_name = "ID")]
    id: Vec<String>,
    /// Folder for the bundle, instead of the workspace
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Make the bundle even if something is missing
    #[arg(long)]
    anyway: bool,
}

/// What is handed in, read from the workspace.
struct Work<'a> {
    pack: &'a Pack,
    pack_hash: String,
    scenario: &'a Scenario,
    workspace: Workspace,
    attempt: Attempt,
    board: Board,
}

impl Submit {
    /// Hands in; wanting if something is missing.
    pub(super) fn run(&self, global: &Global, out: &mut Out) -> Result<Outcome, Stop> {
        let pack = input::packs(global, out)?;
        let scenario = board::scenario_of(&pack, &self.scenario)?;
        let mut work = Work::read(global, &pack, scenario, self.students())?;
        let at = now();
        let made = match work.bundle(&at, self.anyway) {
            Ok(made) => made,
            Err(Refused::Incomplete(items)) => {
                tell_missing(&items, out)?;
                return Ok(Outcome::Wanting);
            }
            Err(error) => return Err(Stop::because(error.to_string(), &self.scenario, "")),
        };
        let path = self.write(&work, &made)?;
        let items = work.look_again(&path)?;
        work.note(&made, &at, path.display().to_string(), out);
        if !made.complete {
            tell_missing(&items, out)?;
        }
        out.line(format!("bundle   {}", path.display()))?;
        out.line(format!("receipt  {}", made.receipt))?;
        Ok(Outcome::of(made.complete))
    }

    fn students(&self) -> Vec<Student> {
        let ids = self.id.iter().map(String::as_str).chain(std::iter::repeat(""));
        self.student.iter().zip(ids).map(|(name, id)| Student { name: name.clone(), id: id.to_owned() }).collect()
    }

    fn write(&self, work: &Work<'_>, made: &Bundle) -> Result<PathBuf, Stop> {
        let Some(dir) = &self.out else {
            let written = work.workspace.write_bundle(&work.scenario.id, &made.file_name, &made.bytes);
            return written.map_err(|e| Stop::store(&e, &work.workspace.dir()));
        };
        let path = dir.join(&made.file_name);
        write_file(&path, &made.bytes).map_err(|e| Stop::store(&e, &path))?;
        Ok(path)
    }
}

impl<'a> Work<'a> {
    fn read(global: &Global, pack: &'a Pack, scenario: &'a Scenario, students: Vec<Student>) -> Result<Self, Stop> {
        let dir = input::workspace_dir(global);
        let none = || {
            let what = format!("the contract `{}` was not taken in this workspace", scenario.id);
            Stop::because(
                what,
                dir.display().to_string(),
                "Take it in the lab, or give the right folder with --workspace.",
            )
        };
        if !dir.join(scenario.id.as_str()).is_dir() {
            return Err(none());
        }
        let workspace = input::workspace_if_any(global)?.ok_or_else(none)?;
        let mut attempt = workspace.attempt(&scenario.id).value;
        if !students.is_empty() {
            attempt.students = students;
        }
        let empty = Board { scenario: Some(scenario.id.clone()), ..Board::named(&scenario.drawing) };
        let read = workspace.open_desk(&Desk::Contract(scenario.id.clone()), &empty);
        let board = read.value.history.board().clone();
        let pack_hash = input::pack_hash(global)?;
        Ok(Self { pack, pack_hash, scenario, workspace, attempt, board })
    }

    fn bundle(&self, at: &str, anyway: bool) -> Result<Bundle, Refused> {
        let flow = Flow::of(&self.board, &self.pack.catalogue, Some(self.scenario));
        let diagram = export::diagram(&self.board, self.pack, Some(self.scenario));
        bundle(&Submission {
            flow: &flow,
            attempt: &self.attempt,
            diagram: diagram.as_bytes(),
            at,
            pack_hash: &self.pack_hash,
            anyway,
        })
    }

    /// Opens what was written as a stranger would.
    fn look_again(&self, path: &PathBuf) -> Result<Vec<Item>, Stop> {
        let bytes = fs::read(path).map_err(|e| Stop::file("read the bundle back", path, &e))?;
        let verified = verify(&bytes, &Here { pack: self.pack, pack_hash: &self.pack_hash });
        if verified.ok {
            return Ok(verified.items);
        }
        let what = verified.problems.first().map_or("it cannot be verified", |p| p.what.as_str());
        Err(Stop::because(
            format!("the bundle was written but is not whole: {what}"),
            path.display().to_string(),
            "Try again; check the disk.",
        ))
    }

    /// Notes the bundle in the workspace; one that lies there is valid without the note.
    fn note(&mut self, made: &Bundle, at: &str, path: String, out: &mut Out) {
        let entry = HandedIn {
            at: at.to_owned(),
            path,
            receipt: made.receipt.clone(),
            complete: made.complete,
            size: made.bytes.len() as u64,
        };
        self.attempt.handed_in.push(entry);
        let mut progress = self.workspace.progress().value;
        progress.handed_in.entry(self.scenario.id.clone()).or_insert_with(|| at.to_owned());
        let noted = self.workspace.save_attempt(&self.attempt).and_then(|()| self.workspace.save_progress(&progress));
        if let Err(error) = noted {
            out.aside(&format!("the bundle is fine, but the workspace could not note it: {error}"));
        }
    }
}

fn tell_missing(items: &[Item], out: &mut Out) -> Result<(), Stop> {
    out.line("Not complete yet:")?;
    for item in items {
        out.line(format!("  {}  {}", if item.done { "done" } else { "open" }, item.text))?;
        for missing in &item.missing {
            out.line(format!("        {missing}"))?;
        }
    }
    Ok(())
}
