//! A small pack, spoilt in one place at a time: every problem is found, located and understandable.

use std::collections::BTreeMap;

use include_dir::{Dir, include_dir};
use proptest::prelude::*;

use crate::content::{Embedded, Memory, Problem, Source, board, check, load, render};

static SMALL: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/tests/packs/small");

fn small() -> Memory {
    fn walk(dir: &Dir<'_>, files: &mut BTreeMap<String, String>) {
        for file in dir.files() {
            files.insert(file.path().display().to_string(), file.contents_utf8().unwrap().to_owned());
        }
        dir.dirs().for_each(|sub| walk(sub, files));
    }
    let mut files = BTreeMap::new();
    walk(&SMALL, &mut files);
    Memory(files)
}

const LESSON: &str = "lessons/01-first.md";
const START: &str = "lessons/boards/start.board.toml";
const SOLVED: &str = "lessons/boards/solved.board.toml";
const JOBS: &str = "scenarios/jobs.toml";
const SCENARIO: &str = "scenarios/1-mini/scenario.toml";
const CLIENT: &str = "scenarios/1-mini/client.toml";
const DESIGN: &str = "scenarios/1-mini/designs/one.board.toml";
const NAIVE: &str = "scenarios/1-mini/designs/none.board.toml";

/// File, what is replaced, by what, where the mark must start (in the new text), what is said.
type Spoilt = (&'static str, &'static str, &'static str, &'static str, &'static str);

const SPOILT: &[Spoilt] = &[
    // Spelling and types.
    (SCENARIO, "title = \"Mini\"", "title = \"Mini", "\n", "invalid"),
    (SCENARIO, "minutes = 10", "minutes = \"ten\"", "\"ten\"", "invalid type"),
    (SCENARIO, "pitch = ", "ptich = ", "ptich", "`ptich` is not known here"),
    (SCENARIO, "severity = \"warning\"", "severity = \"warnin\"", "\"warnin\"", "`warnin` is not one of the words"),
    (SCENARIO, "minutes = 10\n", "", "", "`minutes` is missing"),
    (SCENARIO, "order = 1", "order = 1\norder = 2", "order = 2", "`order` is stated twice"),
    (SCENARIO, "schema = 1", "schema = 7", "schema = 7", "written by a newer archlab"),
    (SCENARIO, "carrying = \"xlsx\"", "caring = \"xlsx\"", "caring", "`caring` is not known here"),
    (DESIGN, "schema = 1", "schema = 9", "schema = 9", "written by a newer archlab"),
    (LESSON, "minutes = 5", "minutes = five", "five", "invalid"),
    (LESSON, "title = \"Pick one\"", "titel = \"Pick one\"", "titel", "`titel` is not known here"),
    (LESSON, "suggests = [\"lambda\", \"s3\"]\n+++", "suggests = [\"lambda\", \"s3\"]", "+++", "the head never ends"),
    (LESSON, "```text\na -> b\n```", "````text\na -> b\n```", "````text", "this block never ends"),
    // Names that lead nowhere.
    (SCENARIO, "suggests = [\"sftp_server\"", "suggests = [\"sftp_sever\"", "\"sftp_sever\"", "is no component"),
    (SCENARIO, "{ component = \"s3\" }", "{ component = \"s33\" }", "\"s33\"", "`s33` is no component"),
    (SCENARIO, "{ job = \"load\" }", "{ job = \"laod\" }", "\"laod\"", "`laod` is no job"),
    (SCENARIO, "to = { role = \"sink\" }", "to = { role = \"snk\" }", "\"snk\"", "`snk` is no role"),
    (SCENARIO, "carrying = \"xlsx\"", "carrying = \"xslx\"", "\"xslx\"", "`xslx` is no format"),
    (SCENARIO, "setting = { retries = 0 }", "setting = { retires = 0 }", "retires", "`retires` is no setting"),
    (SCENARIO, "facts = [\"F12\"]", "facts = [\"F19\"]", "\"F19\"", "`F19` is not a fact"),
    (LESSON, "facts = [\"D14\"", "facts = [\"D014\"", "\"D014\"", "`D014` is not a fact"),
    (CLIENT, "key = \"retries\"", "key = \"retry\"", "\"retry\"", "`retry` is no setting"),
    (JOBS, "role = \"code\"", "role = \"coder\"", "\"coder\"", "`coder` is no role"),
    (LESSON, "board = \"start\"", "board = \"strat\"", "\"strat\"", "there is no board `strat`"),
    (LESSON, "solution = \"solved\"", "solution = \"sloved\"", "\"sloved\"", "there is no board `sloved`"),
    (DESIGN, "to = \"fetch\"", "to = \"fetcher\"", "\"fetcher\"", "there is no node `fetcher`"),
    (SOLVED, "covers = [\"convert\"]", "covers = [\"convret\"]", "\"convret\"", "there is no node or link"),
    // Things that are there twice, or lie on each other.
    (SCENARIO, "id = \"loaded\"", "id = \"kept\"", "\"kept\"\nshort = \"rows", "`kept` is there twice"),
    (DESIGN, "id = \"fetch\"", "id = \"shop\"", "\"shop\"\ncomponent = \"lambda\"", "`shop` is there twice"),
    (LESSON, "id = \"pick\"", "id = \"add\"", "\"add\"\ntitle = \"Pick", "already has a task `add`"),
    ("lessons/glossary.toml", "term = \"archive\"", "term = \"queue\"", "\"queue\"\nmeaning = \"What", "there twice"),
    (SOLVED, "at = [2, 1]", "at = [1, 1]", "[1, 1]\nset", "`raw` already stands in this cell"),
    (SOLVED, "label = \"Convert\"", "label = \"raw\"", "\"raw\"\njob", "`raw` has the same label"),
    (START, "area = [1, 1, 2, 1]", "area = [3, 2, 4, 4]", "[3, 2, 4, 4]", "overlap in part"),
    (START, "at = [1, 1]", "at = [-1, 1]", "[-1, 1]", "outside the grid"),
    (DESIGN, "to = \"fetch\"", "to = \"shop\"", "\"shop\"\nkind", "leads back to where it starts"),
    // Parts that are missing or make no sense.
    (SOLVED, "retries = 2", "retries = 9", "9", "cannot be set to this"),
    (SOLVED, "retries = 2", "visibility_s = 9", "visibility_s", "no setting `visibility_s`"),
    (LESSON, "right = 0", "right = 2", "2\nbecause", "there is no option 2"),
    (LESSON, "because = [\"It keeps objects.\", ", "because = [", "[\"It keeps messages", "1 reasons for 2 options"),
    (LESSON, "solution = \"solved\"\n", "", "\"add\"", "no solution to load"),
    (LESSON, "check = { exists = { component = \"lambda\" } }\n", "", "\"add\"", "nothing says when this task is done"),
    (LESSON, "\"Type lam.\"", "\"\"", "\"\", \"Press", "this hint is empty"),
    (SCENARIO, "source = { component = \"sftp_server\" }\n", "", "", "what its `source` is"),
    (
        SCENARIO,
        "short = \"original kept\"",
        "short = \"the original file is kept as it came\"",
        "\"the original",
        "has room for 30",
    ),
    (SCENARIO, "message = \"{nodes} gives", "message = \"{node} gives", "\"{node}", "nothing fills `{node}`"),
    (NAIVE, "finding = \"nothing-starts-this\"\n", "", "\"naive\"", "must say which finding"),
    (NAIVE, "scenario = \"mini\"", "scenario = \"mini2\"", "\"mini2\"", "does not name the scenario"),
    (CLIENT, "when {worker} dies", "when {walker} dies", "\"What happens", "nothing fills `{walker}`"),
    (CLIENT, "when {worker} dies", "when it dies", "{ job", "never uses `{worker}`"),
    (
        CLIENT,
        "words = [[\"tried again\", \"run again\", \"retry\", \"retries\"], [\"notice\", \"message\"]]",
        "words = []",
        "[]",
        "no words to listen for",
    ),
    (CLIENT, "words = [[\"fast\"]]", "words = [[]]", "[[]]", "no words to listen for"),
    (CLIENT, "good = [\"The notice is tried again.\", ", "good = [", "[\"The service", "2 good answers"),
    (CLIENT, "\"It is lost.\", ", "", "[\"Nothing happens.\"", "2 wrong answers"),
    (
        CLIENT,
        "is = { setting = { of = { archetype = \"function\" }, key = \"retries\" } }",
        "is = { run = { fault = { id = \"gone\", what = \"lost\" } } }",
        "{ fault",
        "`gone` is no fault",
    ),
    (
        CLIENT,
        "is = { setting = { of = { archetype = \"function\" }, key = \"retries\" } }",
        "is = { run = { trial = { id = \"gone\", what = \"took\" } } }",
        "{ trial",
        "`gone` is no trial",
    ),
    (
        CLIENT,
        "is = { setting = { of = { archetype = \"function\" }, key = \"retries\" } }",
        "is = { run = { sink = { what = \"lots\" } } }",
        "\"lots\"",
        "is not one of the words",
    ),
    (
        CLIENT,
        "is = { setting = { of = { archetype = \"function\" }, key = \"retries\" } }",
        "is = { run = { sink = { what = \"p95\", per = 0 } } }",
        "{ sink",
        "divided by this",
    ),
    (
        CLIENT,
        "nodes = { worker = { job = \"convert\" } }",
        "nodes = { worker = { job = \"convert\" } }\nfigures = { p = { sink = { what = \"p95\" } } }",
        "{ sink",
        "never uses `{p}`",
    ),
    (
        CLIENT,
        "[[question.listens]]",
        "[[question.in_run]]\nof = { sink = { what = \"lost\" } }\nsay = \"In your run {lots}.\"\n[[question.listens]]",
        "\"In your run",
        "nothing fills `{lots}`",
    ),
    (CLIENT, "salad = \"notice message retry retries\"", "salad = \"\"", "\"\"", "no keyword salad"),
    (CLIENT, "\"How big?\", ", "", "[\"How large", "4 ways to ask"),
];

fn spoil(pack: &Memory, (file, from, to, ..): &Spoilt) -> Memory {
    let mut spoilt = pack.clone();
    let text = spoilt.0.get_mut(*file).unwrap();
    assert!(text.contains(from), "{file} no longer holds {from:?}");
    *text = text.replacen(from, to, 1);
    spoilt
}

/// The warning about required questions is part of so small a contract.
fn problems(pack: &Memory) -> Vec<Problem> {
    check(pack).into_iter().filter(|p| !p.message.contains("questions are required")).collect()
}

#[test]
fn the_small_pack_is_fine() {
    assert_eq!(Vec::<Problem>::new(), problems(&small()));
}

#[test]
fn every_spoilt_place_is_found_and_pointed_at() {
    let pack = small();
    for spoilt in SPOILT {
        let (file, _, to, mark, said) = spoilt;
        let broken = spoil(&pack, spoilt);
        let found = problems(&broken);
        let hit = found.iter().find(|p| p.file == *file && p.message.contains(said));
        let Some(problem) = hit else { panic!("{file}: {to:?} should say {said:?}, said {found:#?}") };
        let text = &broken.0[*file];
        let span = problem.span.clone().unwrap_or_else(|| panic!("{said:?} has no place"));
        assert!(text[span.start..].starts_with(mark), "{said:?} points at {:?}", &text[span.start..].lines().next());
        let line = text[..span.start].matches('\n').count() + 1;
        assert_eq!((line, true), (problem.line, problem.column >= 1), "{said:?}");
        let drawn = render(problem, text);
        assert!(drawn.contains(&problem.message) && drawn.contains(file) && !drawn.contains('\u{1b}'), "{drawn}");
    }
}

/// What a run of the small contract could be.
const RUN: &str = r#"
[run]
days = 3
utc_offset_min = 0
target = { velocity = 90, resilience = 90, replayability = 90 }

[[workload]]
id = "reports"
item = "report"
records = "rows"
at = { role = "source" }
format = "xlsx"
to = { role = "sink" }
on_time_s = 900

[workload.arrives.files]
ready = [{ share = 900, after_s = [60, 120] }, { share = 100, after_s = [120, 300] }]
writing_s = [20, 90]
rows = [10, 20, 30]
kept_s = 86400
twice = 20

[[fault]]
id = "late"
letter = "l"
name = "It is late"
story = "It is late."
does = "missing"
at = { day = 2, time = "06:00" }
predict = ["yes", "no"]

[[fault]]
id = "down"
letter = "d"
name = "It is down"
story = "It is down."
does = "down"
on = { role = "sink" }
at = { day = 2, time = "06:00" }
for_s = 60
predict = ["yes", "no"]

[[trial]]
id = "wipe"
name = "Wiped"
story = "Wiped."
does = { bad_deploy = { job = "load" } }
days = 2
within_s = 60
"#;

/// What is replaced in it, by what, and what is said.
const SPOILT_RUN: &[(&str, &str, &str)] = &[
    ("share = 900", "share = 950", "add up to 1050"),
    ("after_s = [60, 120]", "after_s = [160, 120]", "ends before it begins"),
    ("twice = 20", "twice = 2000", "is no share"),
    ("rows = [10, 20, 30]", "rows = [30, 20, 10]", "in this order"),
    ("format = \"xlsx\"", "format = \"xslx\"", "is no format"),
    ("on_time_s = 900", "on_time_s = 0", "in no time"),
    ("letter = \"d\"", "letter = \"l\"", "pulls another fault"),
    ("letter = \"d\"", "letter = \"D\"", "no such letter"),
    ("predict = [\"yes\", \"no\"]", "predict = []", "nothing to choose from"),
    ("id = \"down\"", "id = \"late\"", "is there twice"),
    ("for_s = 60\n", "for_s = 600000\n", "not within the run"),
    ("day = 2", "day = 4", "not within the run"),
    ("does = \"missing\"", "does = \"missing\"\nworkload = \"report\"", "is no workload"),
    ("on = { role = \"sink\" }", "on = { role = \"snk\" }", "is no role"),
    ("job = \"load\"", "job = \"laod\"", "is no job"),
    ("days = 2\nwithin", "days = 9\nwithin", "no last 9 days"),
    ("within_s = 60", "within_s = 0", "rebuilt in no time"),
    ("velocity = 90", "velocity = 900", "no per cent"),
    ("days = 3", "days = 0", "one day to ten years"),
];

#[test]
fn what_is_said_about_runs_is_checked() {
    let with = |run: &str| {
        let mut pack = small();
        pack.0.get_mut(SCENARIO).unwrap().push_str(run);
        problems(&pack)
    };
    assert_eq!(Vec::<Problem>::new(), with(RUN));
    for (from, to, said) in SPOILT_RUN {
        assert!(RUN.contains(from), "{from:?}");
        let found = with(&RUN.replacen(from, to, 1));
        let hit = found.iter().find(|p| p.message.contains(said));
        assert!(hit.is_some_and(|p| p.file == SCENARIO && p.line > 50), "{to:?} should say {said:?}, said {found:#?}");
    }
    let without = RUN.split_once("[[workload]]").map_or(RUN, |(_, rest)| rest);
    let found = with(&format!("[[workload]]{without}"));
    assert!(found.iter().any(|p| p.message.contains("no [run]")), "{found:#?}");
}

#[test]
fn a_slip_is_answered_with_the_nearest_word() {
    let pack = small();
    for (i, near) in [(2, "`pitch`"), (13, "`sftp_server`"), (15, "`load`"), (25, "`fetch`")] {
        let found = problems(&spoil(&pack, &SPOILT[i]));
        assert!(found.iter().any(|p| p.hint.contains(&format!("Did you mean {near}?"))), "{found:#?}");
    }
}

#[test]
fn files_that_are_missing_are_named() {
    for file in ["scenarios/1-mini/brief.md", CLIENT] {
        let mut pack = small();
        pack.0.remove(file);
        let found = problems(&pack);
        assert!(found.iter().any(|p| p.file == file && p.message.contains("missing")), "{found:#?}");
    }
}

#[test]
fn a_catalogue_is_checked_where_the_pack_has_one() {
    let text = Embedded.read("scenarios/components.toml").unwrap();
    let glyph = text.find("\nglyph = \"").unwrap() + 10;
    let end = glyph + text[glyph..].find('"').unwrap();
    let wide = format!("{}📦{}", &text[..glyph], &text[end..]);
    let unknown = text.replacen("\nto = \"lambda\"", "\nto = \"lambada\"", 1);
    for (text, said) in [(wide, "exactly one column"), (unknown, "`lambada` is no component")] {
        let mut pack = small();
        pack.0.insert("scenarios/components.toml".to_owned(), text);
        let found = problems(&pack);
        assert!(found.iter().any(|p| p.message.contains(said) && p.line > 1), "{found:#?}");
    }
}

#[test]
fn a_problem_is_drawn_with_its_line() {
    let pack = spoil(&small(), &SPOILT[2]);
    let found = problems(&pack);
    insta::assert_snapshot!(render(&found[0], &pack.0[SCENARIO]));
}

proptest! {
    // Each case checks the whole pack.
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn cut_files_never_panic(at in 0.0f64..1.0, which in 0usize..14) {
        let mut pack = small();
        let file = pack.0.keys().nth(which % pack.0.len()).unwrap().clone();
        let text = pack.0.get_mut(&file).unwrap();
        let end = text.floor_char_boundary((text.len() as f64 * at) as usize);
        text.truncate(end);
        for problem in check(&pack) {
            let text = pack.0.get(&problem.file).cloned().unwrap_or_default();
            prop_assert!(!render(&problem, &text).is_empty());
        }
    }

    #[test]
    fn scribbled_files_never_panic(at in 0.0f64..1.0, which in 0usize..14, scribble in "\\PC{0,12}") {
        let mut pack = small();
        let file = pack.0.keys().nth(which % pack.0.len()).unwrap().clone();
        let text = pack.0.get_mut(&file).unwrap();
        let start = text.floor_char_boundary((text.len() as f64 * at) as usize);
        text.insert_str(start, &scribble);
        for problem in check(&pack) {
            let text = pack.0.get(&problem.file).cloned().unwrap_or_default();
            prop_assert!(!render(&problem, &text).is_empty());
        }
    }

}

proptest! {
    #[test]
    fn any_text_is_a_board_or_a_problem(text in "(\\PC|\n){0,200}") {
        if let Err(problem) = board::read_named("x.board.toml", &text) {
            prop_assert!(!render(&problem, &text).is_empty());
        }
    }
}

#[test]
fn loading_leaves_out_only_what_cannot_be_read() {
    let loaded = load(&spoil(&small(), &SPOILT[10]));
    assert!(loaded.pack.lessons.is_empty());
    assert_eq!(1, loaded.pack.scenarios.len());
    assert_eq!(1, loaded.problems.len());
}
