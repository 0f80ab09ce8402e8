//! A small contract of its own for the tests of the stages, so that they do not depend on what
//! authors write.

use crate::{
    content::{self, Pack},
    domain::{
        attempt::Stage,
        board::Board,
        edit::History,
        fault::Fault,
        grid::Cell,
        id::ScenarioId,
        progress::Place,
        scenario::{ChangedNeed, Interview},
    },
    tui::{
        app::App,
        testing::{app_with, serve},
    },
};

const INTERVIEW: &str = r#"
greeting = "Good morning. Show me what you have."
unknown = "I do not know."
farewell = "That was all."

[[question]]
id = "clock"
quality = "velocity"
required = true
text = "What starts the fetch?"
point = { say = "Point at it.", nodes = { component = "eventbridge_scheduler" } }
number = { say = "How many clocks are there?", unit = "clocks", is = { count = { component = "eventbridge_scheduler" } }, off = "I count {truth}." }
model = "A schedule starts it, as the server calls nobody."
[[question.listens]]
id = "schedule"
text = "a schedule starts the fetch"
words = [["schedule*", "clock"], ["start*", "trigger*"]]
follow_up = "And what makes it begin?"
[question.fixtures]
good = []
wrong = []
salad = ""

[[question]]
id = "rebuild"
quality = "replayability"
required = true
phase = "after"
text = "From what do you rebuild last week?"
model = "From the raw archive."
[[question.listens]]
id = "raw"
text = "the raw reports are kept"
words = [["raw", "archive*"], ["kept", "keep*", "store*"]]
follow_up = "What do you keep?"
[question.fixtures]
good = []
wrong = []
salad = ""

[[reveal]]
id = "size"
topic = "size of a report"
asks = ["how large is a report", "how many rows has a report", "what size is the file", "how big is the report", "how many megabytes"]
words = [["large", "big", "size", "rows", "megabytes"], ["report", "file"]]
reply = "Sixty thousand rows, ten megabytes."
"#;

const FAULTS: &str = r#"
[[fault]]
id = "converter-down"
letter = "c"
name = "The converter fails for two hours"
story = "Until eight it throws an error at whatever it gets."
does = "throws"
on = { role = "converter" }
at = { day = 4, time = "05:50" }
for_s = 7200
tolerance_s = 10800
predict = ["The report waits", "It is taken up by hand", "It is gone"]

[[fault]]
id = "cut-short"
letter = "t"
name = "A third of the list"
story = "The report looks whole and is not."
does = { cut_short = { to_percent = 30 } }
at = { day = 4, time = "06:00" }
for_s = 3600
judge = "unharmed"
predict = ["It is stopped", "Two thirds are sold out"]
"#;

#[derive(serde::Deserialize)]
struct Faults {
    fault: Vec<Fault>,
}

/// Returns the built-in course with a small first contract.
fn small_pack() -> Pack {
    let mut pack = content::default_pack().pack;
    let scenario = &mut pack.scenarios[0];
    "A clothing house, with a web shop".clone_into(&mut scenario.client);
    "Odile, who buys".clone_into(&mut scenario.contact);
    let lines: Vec<String> = (1..40).map(|n| format!("Line {n} of the letter.\n")).collect();
    scenario.brief = format!("# Dear architect\n\n{}", lines.join("\n"));
    scenario.need.truncate(2);
    scenario.fault = toml::from_str::<Faults>(FAULTS).unwrap().fault;
    scenario.trial.truncate(1);
    scenario.change = Some(ChangedNeed { after_answers: 1, text: "Corrections come at any hour now.".to_owned() });
    scenario.ask_at_least = 2;
    scenario.interview = toml::from_str::<Interview>(INTERVIEW).unwrap();
    pack
}

/// Opens a stage of the small contract, on an empty board or on a finished one.
pub fn contract(stage: Stage, drawn: bool, size: (u16, u16)) -> App {
    let mut app = app_with(small_pack(), size);
    let id = id(&app);
    app.go(Place::Contract(id.clone(), Stage::Brief));
    serve(&mut app);
    if drawn {
        draw(&mut app, &id);
    }
    app.go(Place::Contract(id, stage));
    serve(&mut app);
    app
}

/// Returns the id of the small contract.
pub fn id(app: &App) -> ScenarioId {
    app.model.pack.as_ref().unwrap().scenarios[0].id.clone()
}

fn draw(app: &mut App, id: &ScenarioId) {
    let board: Board = app.model.scenario(id).unwrap().design("function-chain").unwrap().board.clone();
    app.model.desk.as_mut().unwrap().history = History::starting_at(board);
    app.model.reconsider();
}

/// Puts the board's cursor on a node.
pub fn stand_on(app: &mut App, component: &str) {
    let at = app.model.board().unwrap().nodes.values().find(|n| n.component.as_str() == component).map(|n| n.at);
    app.model.attempt.as_mut().unwrap().cursor = at.unwrap_or(Cell::new(0, 0));
}
