//! The bag: payload, manifests and tags, and the zip round them, byte for byte the same each time.
//!
//! Only writing; reading a bag, which may come from anywhere, is in [`super::unzip`] and
//! [`super::verify`].

use std::{
    collections::BTreeMap,
    io::{Cursor, Write as _},
};

use zip::{CompressionMethod, DateTime, ZipWriter, result::ZipError, write::SimpleFileOptions};

use crate::{
    content,
    domain::{
        attempt::{Attempt, Stage},
        grid::Cell,
        id::{file_stem, slug},
        text::clean_line,
    },
    review,
};

use super::{
    ENGINE, Submission,
    claims::{ReviewText, Under},
    complete::Item,
    receipt::{receipt, sha256},
    report::{Material, person, report},
};

/// Where the parts lie in a bag.
pub(super) const BOARD: &str = "data/board.board.toml";
pub(super) const ANSWERS: &str = "data/answers.toml";
pub(super) const REPORT: &str = "data/report.md";
pub(super) const REVIEW: &str = "data/review.json";
pub(super) const MANIFEST: &str = "manifest-sha256.txt";
pub(super) const TAG_MANIFEST: &str = "tagmanifest-sha256.txt";
pub(super) const INFO: &str = "bag-info.txt";
pub(super) const BAGIT: &str = "bagit.txt";
/// The one text that every bag of this form starts with.
pub(super) const BAGIT_TEXT: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

/// A bag, file by file.
pub(super) struct Contents {
    /// The one folder at the top.
    pub folder: String,
    files: BTreeMap<String, Vec<u8>>,
    pub receipt: String,
}

impl Contents {
    /// Gathers everything; nothing where the board was not read by a contract.
    pub(super) fn of(s: &Submission<'_>, items: &[Item]) -> Option<Self> {
        let scenario = s.flow.scenario?;
        let complete = items.iter().all(|i| i.done);
        let changed = s.attempt.is_changed();
        let found = review::review_flow(s.flow, changed);
        let under = Under { scenario: scenario.id.as_str(), pack: s.pack_hash, changed, complete };
        let diagram = format!("{}.drawio", file_stem(&s.flow.board.name));
        let material = Material { submission: s, scenario, items, review: &found, diagram: &diagram };
        let mut files = BTreeMap::from([
            (BOARD.to_owned(), content::board::write(s.flow.board, None).into_bytes()),
            (ANSWERS.to_owned(), answers(s.attempt).into_bytes()),
            (REPORT.to_owned(), report(&material).into_bytes()),
            (REVIEW.to_owned(), ReviewText::of(&found, &under).json().into_bytes()),
        ]);
        if !s.diagram.is_empty() {
            files.insert(format!("data/{diagram}"), s.diagram.to_vec());
        }
        let manifest = manifest(&files);
        let receipt = receipt(manifest.as_bytes());
        let info = info(s, scenario.id.as_str(), &files, (&receipt, complete));
        let tags = BTreeMap::from([
            (BAGIT.to_owned(), BAGIT_TEXT.as_bytes().to_vec()),
            (INFO.to_owned(), info.into_bytes()),
            (MANIFEST.to_owned(), manifest.into_bytes()),
        ]);
        let tag_manifest = self::manifest(&tags).into_bytes();
        files.extend(tags);
        files.insert(TAG_MANIFEST.to_owned(), tag_manifest);
        Some(Self { folder: folder(s), files, receipt })
    }

    /// Returns the bytes of the payload.
    pub(super) fn payload_size(&self) -> usize {
        self.files.iter().filter(|(path, _)| path.starts_with("data/")).map(|(_, bytes)| bytes.len()).sum()
    }
}

/// Contract, names and time: so that a teacher's folder sorts by student.
fn folder(s: &Submission<'_>) -> String {
    let names: Vec<&str> = s.attempt.students.iter().map(|p| p.name.as_str()).collect();
    let who = if names.is_empty() { "unnamed".to_owned() } else { slug(&names.join(" ")) };
    let when: String = s.at.chars().filter(char::is_ascii_alphanumeric).take(16).collect();
    format!("{}-{who}-{when}", s.attempt.scenario)
}

/// The attempt without what is nobody's business: cursor, stage, places on the student's disk.
fn answers(attempt: &Attempt) -> String {
    let public = Attempt { stage: Stage::HandIn, cursor: Cell::new(0, 0), handed_in: Vec::new(), ..attempt.clone() };
    // Texts, numbers and maps with text keys: this has no way to fail.
    toml::to_string(&public).unwrap_or_default()
}

fn manifest(files: &BTreeMap<String, Vec<u8>>) -> String {
    files.iter().fold(String::new(), |text, (path, bytes)| text + &sha256(bytes) + "  " + path + "\n")
}

fn info(s: &Submission<'_>, scenario: &str, payload: &BTreeMap<String, Vec<u8>>, end: (&str, bool)) -> String {
    let bytes: usize = payload.values().map(Vec::len).sum();
    let date: String = s.at.chars().take(10).collect();
    let mut rows = vec![
        ("Bag-Software-Agent", format!("archlab {ENGINE}")),
        ("Bagging-Date", date),
        ("External-Identifier", end.0.to_owned()),
        ("Payload-Oxum", format!("{bytes}.{}", payload.len())),
        ("Archlab-Version", ENGINE.to_owned()),
        ("Archlab-Contract", scenario.to_owned()),
        ("Archlab-Complete", if end.1 { "yes" } else { "no" }.to_owned()),
        ("Pack-Hash", s.pack_hash.to_owned()),
        ("Handed-In", s.at.to_owned()),
    ];
    rows.extend(s.attempt.students.iter().map(|student| ("Student", person(student))));
    rows.iter().fold(String::new(), |text, (key, value)| text + key + ": " + &clean_line(value) + "\n")
}

/// Zips a bag: sorted names, one fixed time, one fixed level.
pub(super) fn zipped(contents: &Contents) -> Result<Vec<u8>, ZipError> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(6))
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in &contents.files {
        zip.start_file(format!("{}/{path}", contents.folder), options)?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}
