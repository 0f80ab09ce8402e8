//! Checks a bundle: is it whole, what is in it, and does its board say what the bundle claims?
//!
//! Every trouble is told, not just the first. A bundle of another version is never called false;
//! its claims are not compared.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    content::{self, Pack},
    domain::{
        attempt::{ATTEMPT_SCHEMA, Attempt, Student},
        board::Board,
        flow::Flow,
        scenario::Scenario,
        text::clean_line,
    },
    review,
};

use super::{
    bag::{ANSWERS, BAGIT, BAGIT_TEXT, BOARD, INFO, MANIFEST, REPORT, REVIEW, TAG_MANIFEST},
    claims::{Claims, REVIEW_SCHEMA, ReviewText, Under, compare},
    complete::{Item, completeness},
    receipt::{receipt, sha256},
    runs, unzip,
};

/// What bundles are judged by here.
#[derive(Clone, Copy)]
pub struct Here<'a> {
    /// The course pack.
    pub pack: &'a Pack,
    /// Its hash, from [`super::pack_hash`].
    pub pack_hash: &'a str,
}

/// The largest board that is judged again; one hostile bundle must not hold up the others.
const PARTS_LIMIT: usize = 2000;

/// How bad a trouble is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// The bundle is damaged, was changed, or is none.
    Broken,
    /// Worth knowing; the bundle is whole.
    Note,
}

/// Something to tell about a bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// How bad it is.
    pub level: Level,
    /// What is the matter.
    pub what: String,
}

/// What checking a bundle found.
#[derive(Clone, Debug)]
pub struct Verified {
    /// Whether it is whole: nothing damaged, changed, added or taken away since it was made.
    pub ok: bool,
    /// Whether every deliverable is complete, as found here; as claimed where that cannot be told.
    pub complete: bool,
    /// The receipt of its content, computed anew.
    pub receipt: Option<String>,
    /// The contract it is for.
    pub scenario: Option<String>,
    /// Who handed it in.
    pub students: Vec<Student>,
    /// When, as it says.
    pub handed_in: String,
    /// The version that made it, as it says.
    pub version: String,
    /// What is the matter with it, worst first.
    pub problems: Vec<Trouble>,
    /// What came of judging its board again.
    pub claims: Claims,
    /// What came of running its board again.
    pub runs: Claims,
    /// What is complete and what is missing, where it could be judged.
    pub items: Vec<Item>,
    /// The board, if it can be read.
    pub board: Option<Board>,
    /// The answers, if they can be read.
    pub attempt: Option<Attempt>,
}

/// Checks a bundle from anywhere. Never panics, and never writes anything.
pub fn verify(bytes: &[u8], here: &Here<'_>) -> Verified {
    let mut check = Check { files: BTreeMap::new(), problems: Vec::new() };
    match unzip::open(bytes).map_err(|e| e.to_string()).and_then(without_top_folder) {
        Ok(files) => check.files = files,
        Err(what) => check.broken(what),
    }
    if check.problems.is_empty() {
        check.bag();
    }
    check.finish(here)
}

fn without_top_folder(files: BTreeMap<String, Vec<u8>>) -> Result<BTreeMap<String, Vec<u8>>, String> {
    let tops: BTreeSet<&str> = files.keys().map(|name| name.split('/').next().unwrap_or_default()).collect();
    if tops.len() != 1 || files.keys().any(|name| !name.contains('/')) {
        return Err("it is not a bundle of this lab: it must hold one folder with everything in it".to_owned());
    }
    let inner = |(name, bytes): (String, Vec<u8>)| {
        let path = name.split_once('/').map(|(_, rest)| rest.to_owned()).unwrap_or_default();
        (path, bytes)
    };
    Ok(files.into_iter().map(inner).collect())
}

struct Check {
    files: BTreeMap<String, Vec<u8>>,
    problems: Vec<Trouble>,
}

impl Check {
    fn broken(&mut self, what: impl Into<String>) {
        self.problems.push(Trouble { level: Level::Broken, what: what.into() });
    }

    fn note(&mut self, what: impl Into<String>) {
        self.problems.push(Trouble { level: Level::Note, what: what.into() });
    }

    fn text(&self, path: &str) -> Option<&str> {
        std::str::from_utf8(self.files.get(path)?).ok()
    }

    /// Checks the bag itself: its form, its manifests, its sums.
    fn bag(&mut self) {
        if self.text(BAGIT) != Some(BAGIT_TEXT) {
            self.broken(format!("{BAGIT} is missing or of another form"));
        }
        if self.files.contains_key("fetch.txt") {
            self.broken("fetch.txt asks to load something from elsewhere; bundles of this lab never do");
        }
        for needed in [INFO, MANIFEST, TAG_MANIFEST, BOARD, ANSWERS, REPORT, REVIEW] {
            if !self.files.contains_key(needed) {
                self.broken(format!("{needed} is missing"));
            }
        }
        self.manifest(MANIFEST, |path| path.starts_with("data/"));
        self.manifest(TAG_MANIFEST, |path| !path.starts_with("data/") && path != TAG_MANIFEST);
        self.oxum();
    }

    /// Compares a manifest with the files it must list: each exactly once, with its hash.
    fn manifest(&mut self, name: &str, covers: impl Fn(&str) -> bool) {
        let Some(text) = self.text(name).map(str::to_owned) else { return };
        let mut listed = BTreeSet::new();
        for row in text.lines() {
            let Some((hash, path)) = row.split_once("  ") else {
                self.broken(format!("{name} has a line that is none: {:?}", clean_line(row)));
                continue;
            };
            let said = clean_line(path);
            if !covers(path) || !listed.insert(path.to_owned()) {
                self.broken(format!("{name} lists {said} where it does not belong"));
                continue;
            }
            match self.files.get(path) {
                None => self.broken(format!("{said} is missing")),
                Some(bytes) if !sha256(bytes).eq_ignore_ascii_case(hash) => {
                    self.broken(format!("{said} was changed since the bundle was made"));
                }
                Some(_) => {}
            }
        }
        let added: Vec<String> =
            self.files.keys().filter(|p| covers(p) && !listed.contains(*p)).map(|p| clean_line(p)).collect();
        for path in added {
            self.broken(format!("{path} was added since the bundle was made"));
        }
    }

    fn oxum(&mut self) {
        let payload: Vec<usize> =
            self.files.iter().filter(|(path, _)| path.starts_with("data/")).map(|(_, bytes)| bytes.len()).collect();
        let found = format!("{}.{}", payload.iter().sum::<usize>(), payload.len());
        let stated = self.info("Payload-Oxum");
        if stated.is_some_and(|stated| stated != found) {
            self.broken("the payload is not as large as the bundle says (Payload-Oxum)");
        }
    }

    /// Returns the value of a key of `bag-info.txt`.
    fn info(&self, key: &str) -> Option<String> {
        let mut rows = self.text(INFO)?.lines().filter_map(|row| row.split_once(": "));
        rows.find(|(k, _)| *k == key).map(|(_, value)| clean_line(value))
    }

    fn parsed<T>(&mut self, path: &str, read: impl Fn(&str) -> Result<T, String>) -> Option<T> {
        let text = self.text(path)?.to_owned();
        read(&text).map_err(|e| self.broken(format!("{path} cannot be read: {}", clean_line(&e)))).ok()
    }

    fn finish(mut self, here: &Here<'_>) -> Verified {
        let board = self.parsed(BOARD, |t| content::board::read(t).map(|(b, _)| b).map_err(|e| e.message().to_owned()));
        let attempt = self.parsed(ANSWERS, read_attempt);
        let claimed = self.parsed(REVIEW, read_review);
        let receipt = self.files.get(MANIFEST).map(|bytes| receipt(bytes));
        if let (Some(found), Some(stated)) = (&receipt, self.info("External-Identifier"))
            && *found != stated
        {
            self.broken("the receipt in it is not that of its content");
        }
        let judged = judge(board.as_ref(), attempt.as_ref(), claimed.as_ref(), (here, self.has_diagram()));
        self.tell_claims(&judged);
        if attempt.as_ref().is_some_and(|a| a.students.is_empty()) {
            self.note("nobody is named in it");
        }
        self.problems.sort_by_key(|p| p.level);
        Verified {
            ok: self.problems.iter().all(|p| p.level != Level::Broken),
            complete: judged.complete,
            receipt,
            scenario: self.info("Archlab-Contract"),
            students: attempt.as_ref().map(|a| a.students.clone()).unwrap_or_default(),
            handed_in: self.info("Handed-In").unwrap_or_default(),
            version: self.info("Archlab-Version").unwrap_or_default(),
            problems: self.problems,
            claims: judged.claims,
            runs: judged.runs,
            items: judged.items,
            board,
            attempt,
        }
    }

    /// Tells what came of judging and running the board again.
    fn tell_claims(&mut self, judged: &Judged) {
        if let Claims::Differ(differences) = &judged.claims {
            let all = differences.join("; ");
            self.broken(format!("the review in it is not what this board gives: {all}"));
        }
        if let Claims::OtherVersion(why) | Claims::Unchecked(why) = &judged.claims {
            let why = format!("its review was not compared: {why}");
            self.note(why);
        }
        match &judged.runs {
            Claims::Differ(all) => {
                self.broken(format!("its run results are not those of this board: {}", all.join("; ")));
            }
            Claims::OtherVersion(why) | Claims::Unchecked(why) => {
                self.note(format!("its run results were not compared: {why}"));
            }
            Claims::Same => {}
        }
    }

    fn has_diagram(&self) -> bool {
        self.files
            .iter()
            .any(|(path, bytes)| path.starts_with("data/") && path.ends_with(".drawio") && !bytes.is_empty())
    }
}

fn read_attempt(text: &str) -> Result<Attempt, String> {
    let attempt: Attempt = toml::from_str(text).map_err(|e| e.message().to_owned())?;
    if attempt.schema > ATTEMPT_SCHEMA { Err("a newer archlab wrote it".to_owned()) } else { Ok(attempt) }
}

fn read_review(text: &str) -> Result<ReviewText, String> {
    let review: ReviewText = serde_json::from_str(text).map_err(|e| e.to_string())?;
    if review.schema > REVIEW_SCHEMA { Err("a newer archlab wrote it".to_owned()) } else { Ok(review) }
}

struct Judged {
    claims: Claims,
    runs: Claims,
    complete: bool,
    items: Vec<Item>,
}

/// Judges the board again. Without the same version, completeness is as claimed.
fn judge(
    board: Option<&Board>,
    attempt: Option<&Attempt>,
    claimed: Option<&ReviewText>,
    (here, has_diagram): (&Here<'_>, bool),
) -> Judged {
    let unchecked = |why: &str, complete| {
        let why = || Claims::Unchecked(why.to_owned());
        Judged { claims: why(), runs: why(), complete, items: vec![] }
    };
    let (Some(board), Some(attempt), Some(claimed)) = (board, attempt, claimed) else {
        return unchecked("it cannot be read", false);
    };
    if board.nodes.len() + board.links.len() + board.zones.len() + board.notes.len() > PARTS_LIMIT {
        return unchecked("its board is larger than any that is drawn by hand", claimed.complete);
    }
    let Some(scenario) = here.pack.scenario(attempt.scenario.as_str()) else {
        return unchecked("its contract is not in the course pack here", claimed.complete);
    };
    let flow = Flow::of(board, &here.pack.catalogue, Some(scenario));
    let items = completeness(&flow, attempt, has_diagram);
    let found = items.iter().all(|i| i.done);
    let claims = compare(claimed, &again(&flow, scenario, attempt, (here, found)));
    match claims {
        Claims::OtherVersion(_) => Judged { runs: claims.clone(), claims, complete: claimed.complete, items: vec![] },
        _ => Judged { claims, runs: runs::again(&flow, scenario, attempt), complete: found, items },
    }
}

fn again(flow: &Flow<'_>, scenario: &Scenario, attempt: &Attempt, (here, complete): (&Here<'_>, bool)) -> ReviewText {
    let changed = attempt.is_changed();
    let under = Under { scenario: scenario.id.as_str(), pack: here.pack_hash, changed, complete };
    ReviewText::of(&review::review_flow(flow, changed), &under)
}
