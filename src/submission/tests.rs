//! What a hand-in promises, tried on a reference design of the first contract.

mod bundles;
mod complete;
mod hostile;
mod runs;

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{Cursor, Write as _},
    sync::LazyLock,
};

use zip::{ZipWriter, write::SimpleFileOptions};

use super::*;
use crate::{
    content::{Pack, default_pack},
    domain::{
        attempt::{AnswerGiven, Asked, Student},
        board::Board,
        edit::compose,
        scenario::{DesignKind, Quality, Scenario},
    },
    interview,
};

const AT: &str = "2026-11-22T20:15:30Z";
const HASH: &str = "0123456789abcdef";

/// The built-in pack, with a client who asks the same few things whatever becomes of the real one.
static PACK: LazyLock<Pack> = LazyLock::new(|| {
    let mut pack = default_pack().pack;
    let scenario = pack.scenarios.iter_mut().find(|s| s.id.as_str() == "high-fashion").unwrap();
    scenario.interview = toml::from_str(include_str!("tests/client.toml")).unwrap();
    pack
});

fn scenario() -> &'static Scenario {
    PACK.scenario("high-fashion").unwrap()
}

fn here() -> Here<'static> {
    Here { pack: &PACK, pack_hash: HASH }
}

fn flow(board: &Board) -> Flow<'_> {
    Flow::of(board, &PACK.catalogue, Some(scenario()))
}

/// A reference design under a student's name, with every step explained.
fn drawn() -> Board {
    let design = scenario().designs.iter().find(|d| d.info.kind == DesignKind::Reference).unwrap();
    let mut board = Board { name: "Our plan".to_owned(), ..design.board.clone() };
    let all: BTreeSet<String> = board.nodes.keys().map(ToString::to_string).collect();
    let text = "It keeps the report\n# before it is changed.";
    assert!(board.apply(&compose::explain(&board, &all, text, &[Quality::Resilience].into())));
    board
}

fn talk(quality: Quality) -> String {
    format!("For {quality} we keep every report as it came and look at the time it takes to arrive.")
}

/// An attempt with everything that the contract asks for, whatever its client asks.
fn talked(board: &Board) -> Attempt {
    let flow = flow(board);
    let mut attempt = Attempt::new("high-fashion".into());
    attempt.students = vec![
        Student { name: "Ada Lovelace".to_owned(), id: "s1".to_owned() },
        Student { name: "Grace\nHopper".to_owned(), id: String::new() },
    ];
    attempt.qualities = Quality::ALL.iter().map(|q| (*q, talk(*q))).collect();
    for text in ["How many rows?", "Who reads it?", "What time zone?"] {
        attempt.asked.push(Asked { at: AT.into(), text: text.into(), revealed: None, reply: "So it is.".into() });
    }
    attempt.changed_at = Some(AT.to_owned());
    for posed in interview::open_questions(&flow, &attempt) {
        attempt.answers.insert(posed.id.clone(), answered(&posed.text));
    }
    attempt
}

fn answered(asked: &str) -> AnswerGiven {
    AnswerGiven {
        at: AT.to_owned(),
        asked: asked.to_owned(),
        pointed: vec![],
        pointed_right: None,
        number_milli: Some(-2500),
        number_right: Some(false),
        truth_milli: None,
        run: None,
        because: "because it is kept".to_owned(),
        reaction: String::new(),
        follow_up: String::new(),
        then: String::new(),
        heard: vec![],
        confirmed: vec![],
        closed: true,
    }
}

fn handed_in(board: &Board, attempt: &Attempt) -> Bundle {
    let flow = flow(board);
    let diagram = b"<mxfile/>";
    bundle(&Submission { flow: &flow, attempt, diagram, at: AT, pack_hash: HASH, anyway: true }).unwrap()
}

fn good() -> Bundle {
    let board = drawn();
    handed_in(&board, &talked(&board))
}

type Files = BTreeMap<String, Vec<u8>>;

/// Unpacks a bundle, lets its files be changed, and packs it again.
fn repacked(bytes: &[u8], change: impl FnOnce(&mut Files)) -> Vec<u8> {
    let mut files = unzip::open(bytes).unwrap();
    change(&mut files);
    packed(&files)
}

fn packed(files: &Files) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Finds the full name of a part.
fn part(files: &Files, path: &str) -> String {
    files.keys().find(|name| name.ends_with(path)).unwrap_or_else(|| panic!("{path}")).clone()
}

fn edit(files: &mut Files, path: &str, from: &str, to: &str) {
    let name = part(files, path);
    let text = String::from_utf8(files[&name].clone()).unwrap();
    assert!(text.contains(from), "{path} holds no {from:?}:\n{text}");
    files.insert(name, text.replace(from, to).into_bytes());
}

/// Makes the manifests and sums fit again, as somebody would who knows how.
fn resealed(files: &mut Files) {
    let top = files.keys().next().unwrap().split('/').next().unwrap().to_owned();
    let of = |files: &Files, payload: bool, name: &str| -> String {
        let inner = files.iter().map(|(p, b)| (p.split_once('/').unwrap().1, b));
        inner
            .filter(|(p, _)| p.starts_with("data/") == payload && *p != name && *p != bag::TAG_MANIFEST)
            .fold(String::new(), |text, (p, b)| text + &sha256(b) + "  " + p + "\n")
    };
    let manifest = of(files, true, "");
    let code = receipt::receipt(manifest.as_bytes());
    files.insert(format!("{top}/{}", bag::MANIFEST), manifest.into_bytes());
    let info = String::from_utf8(files[&format!("{top}/{}", bag::INFO)].clone()).unwrap();
    let payload: Vec<usize> = files.iter().filter(|(p, _)| p.contains("/data/")).map(|(_, b)| b.len()).collect();
    let fixed = info.lines().map(|row| match row.split_once(": ") {
        Some(("External-Identifier", _)) => format!("External-Identifier: {code}"),
        Some(("Payload-Oxum", _)) => format!("Payload-Oxum: {}.{}", payload.iter().sum::<usize>(), payload.len()),
        _ => row.to_owned(),
    });
    let fixed = fixed.collect::<Vec<_>>().join("\n") + "\n";
    files.insert(format!("{top}/{}", bag::INFO), fixed.into_bytes());
    let tags = of(files, false, "");
    files.insert(format!("{top}/{}", bag::TAG_MANIFEST), tags.into_bytes());
}
