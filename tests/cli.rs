//! The commands as a shell sees them: exit codes, JSON, plain text, closed pipes.

#![allow(clippy::unwrap_used, reason = "a step that fails is a failed test")]

#[path = "cli/runs.rs"]
mod runs;

use std::{
    fs,
    path::Path,
    process::{Command, Output, Stdio},
};

use archlab::{
    content::default_pack,
    domain::{
        attempt::Attempt,
        board::Board,
        edit::{Edit, Step},
        scenario::DesignKind,
    },
    store::{Desk, Workspace},
};
use serde_json::Value;
use tempfile::TempDir;

fn archlab(workspace: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_archlab"));
    command.arg("--workspace").arg(workspace).args(args);
    command.stdin(Stdio::null()).output().unwrap()
}

fn run(args: &[&str]) -> (i32, String, String) {
    let dir = TempDir::new().unwrap();
    let out = archlab(&dir.path().join("none"), args);
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (out.status.code().unwrap(), text(out.stdout), text(out.stderr))
}

fn json(args: &[&str]) -> (i32, Value) {
    let (code, stdout, stderr) = run(args);
    let value = serde_json::from_str(&stdout).unwrap_or_else(|e| panic!("{args:?}: {e}\n{stdout}\n{stderr}"));
    (code, value)
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

const SMALL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/packs/small");

#[test]
fn list_names_lessons_contracts_and_designs() {
    let (code, listed) = json(&["--pack", SMALL, "list", "--json"]);
    assert_eq!((0, 1), (code, listed["schema"].as_i64().unwrap()));
    assert_eq!(vec!["lessons", "scenarios", "schema"], keys(&listed));
    let scenarios = listed["scenarios"].as_array().unwrap();
    let mini = scenarios.iter().find(|s| s["id"] == "mini").unwrap();
    assert_eq!(vec!["designs", "id", "state", "title"], keys(mini));
    assert_eq!("new", mini["state"]);
    let designs = mini["designs"].as_array().unwrap();
    assert_eq!(vec!["none", "one", "two"], designs.iter().map(|d| d["id"].as_str().unwrap()).collect::<Vec<_>>());
    assert_eq!(vec!["finding", "id", "kind", "title"], keys(&designs[0]));
    assert_eq!(
        ("naive", "nothing-starts-this"),
        (designs[0]["kind"].as_str().unwrap(), designs[0]["finding"].as_str().unwrap())
    );
    assert!(designs[1]["finding"].is_null());
    assert!(listed["lessons"].as_array().unwrap().iter().any(|l| l["id"] == "first" && l["state"] == "new"));
}

#[test]
fn list_shows_components_when_asked() {
    let (_, listed) = json(&["list", "--components", "--json"]);
    let components = listed["components"].as_array().unwrap();
    assert_eq!(103, components.len());
    assert!(components.iter().any(|c| c["id"] == "lambda" && c["serverless"] == true));
    let (code, text, _) = run(&["list", "--components"]);
    assert_eq!(0, code);
    assert!(text.contains("Lessons") && text.contains("Contracts") && text.contains("sftp_server"), "{text}");
}

#[test]
fn looking_makes_no_workspace() {
    let dir = TempDir::new().unwrap();
    let workspace = dir.path().join("work");
    for args in [&["list"][..], &["doctor"], &["check", SMALL]] {
        assert_eq!(Some(0), archlab(&workspace, args).status.code(), "{args:?}");
    }
    assert!(!workspace.exists());
}

#[test]
fn check_accepts_a_good_pack_and_points_at_the_fault_of_a_bad_one() {
    let (code, text, _) = run(&["check", SMALL]);
    assert_eq!(0, code, "{text}");
    let dir = TempDir::new().unwrap();
    let boards = dir.path().join("lessons/boards");
    fs::create_dir_all(&boards).unwrap();
    fs::write(boards.join("x.board.toml"), "schema = 1\nname = \"x\"\nnodde = []\n").unwrap();
    let (code, text, _) = run(&["check", dir.path().to_str().unwrap()]);
    assert_eq!(1, code);
    assert!(
        text.contains("lessons/boards/x.board.toml:3:1") && text.contains("^^^^^") && text.contains("`node`"),
        "{text}"
    );
}

#[test]
fn what_cannot_be_read_is_exit_2_with_a_reason() {
    for args in [&["check", "no/such/folder"][..], &["check", env!("CARGO_MANIFEST_DIR"), "x"], &["frobnicate"]] {
        let (code, stdout, stderr) = run(args);
        assert_eq!((2, ""), (code, stdout.as_str()), "{args:?}");
        assert!(!stderr.is_empty(), "{args:?}");
    }
}

#[test]
fn on_exit_2_json_says_what_where_and_what_to_try() {
    for args in [&["--pack", "no/such/folder", "list", "--json"][..], &["list", "--json", "--frobnicate"]] {
        let (code, error) = json(args);
        assert_eq!((2, 1), (code, error["schema"].as_i64().unwrap()));
        assert_eq!(vec!["hint", "what", "where"], keys(&error["error"]));
        assert!(error["error"]["what"].as_str().unwrap().len() > 10, "{error}");
    }
}

#[test]
fn nothing_that_is_printed_steers_a_terminal() {
    for args in [&["list", "--components"][..], &["doctor"], &["check", SMALL], &["--help"], &["review", "--help"]] {
        let (_, stdout, stderr) = run(args);
        assert!(!stdout.contains('\u{1b}') && !stderr.contains('\u{1b}'), "{args:?}");
    }
}

#[test]
fn doctor_reports_terminal_workspace_and_packs() {
    let (code, text, _) = run(&["doctor"]);
    assert_eq!(0, code);
    for word in ["Terminal", "Workspace", "Packs", "103", env!("CARGO_PKG_VERSION")] {
        assert!(text.contains(word), "{word} is missing in\n{text}");
    }
}

#[test]
fn fidelity_says_what_a_run_holds_and_what_it_leaves_out() {
    let (code, text, _) = run(&["fidelity"]);
    assert_eq!(0, code);
    for word in ["sqs_fifo", "Takes no part in a run", "Left out everywhere", "Prices"] {
        assert!(text.contains(word), "{word} is missing in\n{text}");
    }
    let (code, text, _) = run(&["fidelity", "--json"]);
    let page: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(0, code);
    assert_eq!(vec!["archetypes", "as_of", "left_out", "schema"], keys(&page));
    assert_eq!(vec!["archetype", "components", "does", "leaves_out", "takes_part"], keys(&page["archetypes"][0]));
}

#[test]
fn completions_and_the_manual_page_are_printed() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let (code, text, _) = run(&["completions", shell]);
        assert!(code == 0 && text.contains("archlab") && text.contains("list"), "{shell}");
    }
    let (code, page, _) = run(&["man"]);
    assert!(code == 0 && page.contains(".TH archlab 1"), "{page}");
}

#[test]
fn help_and_version_are_exit_0() {
    let (code, help, _) = run(&["--help"]);
    assert!(code == 0 && help.contains("--workspace") && help.contains("check"), "{help}");
    let (code, version, _) = run(&["--version"]);
    assert_eq!((0, format!("archlab {}\n", env!("CARGO_PKG_VERSION"))), (code, version));
}

#[test]
#[cfg(unix)]
fn a_closed_pipe_is_no_failure() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_archlab"))
        .args(["list", "--components", "--json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let out = child.wait_with_output().unwrap();
    assert_eq!((Some(0), ""), (out.status.code(), String::from_utf8_lossy(&out.stderr).as_ref()));
}

const FIRST: &str = "high-fashion";

fn designs(kind: &str) -> Vec<(String, Value)> {
    let (_, listed) = json(&["list", "--json"]);
    let scenarios = listed["scenarios"].as_array().unwrap().clone();
    let first = scenarios.into_iter().find(|s| s["id"] == FIRST).unwrap();
    let of_kind = first["designs"].as_array().unwrap().iter().filter(|d| d["kind"] == kind);
    of_kind.map(|d| (format!("{FIRST}/{}", d["id"].as_str().unwrap()), d["finding"].clone())).collect()
}

#[test]
fn review_passes_every_reference_design() {
    let designs = designs("reference");
    assert!(!designs.is_empty());
    for (design, _) in designs {
        let (code, reviewed) = json(&["review", &design, "--json"]);
        assert_eq!(0, code, "{design}: {reviewed}");
        assert_eq!(reviewed["met"], reviewed["of"]);
        let expected = ["findings", "links", "met", "needs", "nodes", "of", "scenario", "schema", "zones"];
        assert_eq!(expected.to_vec(), keys(&reviewed));
        assert_eq!(vec!["facts", "id", "met", "quality", "why"], keys(&reviewed["needs"][0]));
    }
}

#[test]
fn review_names_the_finding_of_every_naive_design() {
    for (design, finding) in designs("naive") {
        let (code, reviewed) = json(&["review", &design, "--json"]);
        assert_eq!(1, code, "{design}");
        let findings = reviewed["findings"].as_array().unwrap();
        let hit = findings.iter().find(|f| f["severity"] == "error").unwrap();
        assert_eq!(vec!["code", "hint", "message", "nodes", "severity"], keys(hit));
        assert_eq!(finding, hit["code"], "{design}");
        let (code, text, _) = run(&["review", &design]);
        assert!(code == 1 && text.contains(finding.as_str().unwrap()), "{text}");
    }
}

#[test]
fn review_reads_a_board_file_and_judges_by_the_contract_asked_for() {
    let dir = TempDir::new().unwrap();
    let file = dir.path().join("mine.board.toml");
    let text = "schema = 1\nname = \"mine\"\n\n[[node]]\nid = \"a\"\ncomponent = \"lambda\"\nlabel = \"\\u001b[31mA\"\nat = [0, 0]\n";
    fs::write(&file, text).unwrap();
    let path = file.to_str().unwrap();
    let (_, alone) = json(&["review", path, "--json"]);
    assert!(alone["scenario"].is_null() && alone["of"] == 0 && alone["nodes"] == 1, "{alone}");
    let (code, judged) = json(&["review", path, "--scenario", FIRST, "--json"]);
    assert_eq!((1, FIRST), (code, judged["scenario"].as_str().unwrap()));
    let (code, plain, _) = run(&["review", path, "--scenario", FIRST]);
    assert!(code == 1 && !plain.contains('\u{1b}'), "{plain}");
    assert_eq!(text, fs::read_to_string(&file).unwrap());
}

#[test]
fn review_tells_what_reading_a_board_forgives() {
    let dir = TempDir::new().unwrap();
    let file = dir.path().join("twice.board.toml");
    let node = "[[node]]\nid = \"a\"\ncomponent = \"lambda\"\nlabel = \"A\"\nat = [0, 0]\n";
    let link = "[[link]]\nfrom = \"a\"\nto = \"b\"\nkind = \"push\"\n";
    fs::write(&file, format!("schema = 1\nname = \"x\"\n{node}{node}{link}")).unwrap();
    let (_, stdout, stderr) = run(&["review", file.to_str().unwrap(), "--json"]);
    assert!(stderr.contains("`a` is there twice") && stderr.contains("there is no node `b`"), "{stderr}");
    assert!(serde_json::from_str::<Value>(&stdout).is_ok(), "{stdout}");
}

#[test]
fn review_says_why_it_cannot_read_a_board() {
    let dir = TempDir::new().unwrap();
    let write = |name: &str, text: &str| {
        let path = dir.path().join(name);
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let cases = [
        (write("a.board.toml", "schema = 1\nnmae = \"a\"\n"), "`nmae` is not known here"),
        (write("b.board.toml", "schema = 99\nname = \"a\"\nnew = true\n"), "written by a newer archlab"),
        (write("c.drawio", "<mxfile/>"), "diagrams.net"),
        ("missing.board.toml".to_owned(), "cannot read the board"),
        ("high-fasion".to_owned(), "no contract"),
        ("high-fashion/nothing".to_owned(), "no design"),
        (FIRST.to_owned(), "no drawing"),
    ];
    for (board, said) in cases {
        let (code, error) = json(&["review", &board, "--json"]);
        assert_eq!(2, code, "{board}");
        assert!(error["error"]["what"].as_str().unwrap().contains(said), "{board}: {error}");
        let (code, stdout, stderr) = run(&["review", &board]);
        assert!(code == 2 && stdout.is_empty() && stderr.contains(said), "{board}: {stderr}");
    }
}

/// Takes the first contract in a workspace and draws one of its reference designs.
fn taken(workspace: &Path) -> String {
    let pack = default_pack().pack;
    let scenario = pack.scenario(FIRST).unwrap();
    let design = scenario.designs.iter().find(|d| d.info.kind == DesignKind::Reference).unwrap();
    let store = Workspace::open(workspace).unwrap();
    let desk = Desk::Contract(scenario.id.clone());
    let empty = Board { scenario: Some(scenario.id.clone()), ..Board::named(&scenario.drawing) };
    store.open_desk(&desk, &empty);
    let drawn = Board { name: scenario.drawing.clone(), ..design.board.clone() };
    store.append(&desk, &Step::Do(Edit::between("draw", &empty, &drawn))).unwrap();
    store.save_attempt(&Attempt::new(scenario.id.clone())).unwrap();
    scenario.drawing.clone()
}

fn output(out: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (out.status.code().unwrap(), text(&out.stdout), text(&out.stderr))
}

#[test]
fn the_students_own_drawing_is_reviewed_by_the_contracts_name() {
    let dir = TempDir::new().unwrap();
    taken(dir.path());
    let (code, text, stderr) = output(&archlab(dir.path(), &["review", FIRST]));
    assert_eq!(0, code, "{text}{stderr}");
    let (_, listed, _) = output(&archlab(dir.path(), &["list", "--json"]));
    let listed: Value = serde_json::from_str(&listed).unwrap();
    assert_eq!("started", listed["scenarios"][0]["state"]);
}

#[test]
fn submit_says_what_is_missing_and_writes_nothing() {
    let dir = TempDir::new().unwrap();
    taken(dir.path());
    let bundles = dir.path().join("out");
    let args = ["submit", FIRST, "--out", bundles.to_str().unwrap()];
    let (code, text, stderr) = output(&archlab(dir.path(), &args));
    assert!(code == 1 && text.contains("Not complete yet") && text.contains("open"), "{text}{stderr}");
    assert!(!bundles.exists());
}

#[test]
fn a_bundle_made_anyway_is_whole_and_says_that_it_is_not_complete() {
    let dir = TempDir::new().unwrap();
    taken(dir.path());
    let bundles = dir.path().join("out");
    let out = bundles.to_str().unwrap();
    let args = ["submit", FIRST, "--anyway", "--student", "Ada", "--id", "7", "--student", "Bo", "--out", out];
    let (code, text, stderr) = output(&archlab(dir.path(), &args));
    assert!(code == 1 && text.contains("receipt"), "{text}{stderr}");
    let bundle = fs::read_dir(&bundles).unwrap().next().unwrap().unwrap().path();
    let path = bundle.to_str().unwrap();
    let (code, checked) = json(&["verify", path, "--json"]);
    let first = &checked["bundles"][0];
    assert_eq!((1, true, false), (code, first["ok"].as_bool().unwrap(), first["complete"].as_bool().unwrap()));
    assert_eq!("same", first["claims"]["state"], "{first}");
    assert_eq!(
        ("Ada", "7", "Bo"),
        (
            first["students"][0]["name"].as_str().unwrap(),
            first["students"][0]["id"].as_str().unwrap(),
            first["students"][1]["name"].as_str().unwrap(),
        )
    );
    let mut bytes = fs::read(&bundle).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0x55;
    fs::write(&bundle, bytes).unwrap();
    let (code, text, _) = run(&["verify", path]);
    assert!(code == 1 && text.contains("NOT whole"), "{text}");
}

#[test]
fn submit_and_verify_refuse_what_is_not_there() {
    for args in [&["submit", FIRST][..], &["submit", "nothing"], &["verify", "no/such.zip"]] {
        let (code, stdout, stderr) = run(args);
        assert!(code == 2 && stdout.is_empty() && stderr.contains("archlab:"), "{args:?}: {stderr}");
    }
}

#[test]
fn export_writes_a_diagram_and_keeps_what_was_there() {
    let dir = TempDir::new().unwrap();
    let out = dir.path().to_str().unwrap();
    let (design, _) = &designs("reference")[0];
    let args = ["export", design, "--to", "drawio", "--out", out];
    let (code, text, stderr) = run(&args);
    assert_eq!(0, code, "{stderr}");
    let path = Path::new(text.trim());
    let written = fs::read_to_string(path).unwrap();
    assert!(path.extension().is_some_and(|e| e == "drawio") && written.contains("<mxfile"));
    let again = run(&args);
    assert_eq!((0, ""), (again.0, again.2.as_str()));
    fs::write(path, "worked on").unwrap();
    let (code, _, stderr) = run(&args);
    assert!(code == 0 && stderr.contains(".bak"), "{stderr}");
    assert_eq!("worked on", fs::read_to_string(path.with_extension("drawio.bak")).unwrap());
    assert_eq!(written, fs::read_to_string(path).unwrap());
}

#[test]
fn export_of_pictures_says_that_it_cannot() {
    let (code, _, stderr) = run(&["export", FIRST, "--to", "svg"]);
    assert!(code == 2 && stderr.contains("svg"), "{stderr}");
}

#[test]
fn the_lab_says_so_where_there_is_no_terminal() {
    let (code, stdout, stderr) = run(&[]);
    assert!(code == 2 && stdout.is_empty() && stderr.contains("terminal"), "{stderr}");
}
