//! Tests of the interview on a small contract and small boards; the real contract is tested from
//! outside in `tests/interview.rs`.

mod answer;
mod hear;
mod last_run;
mod pose;
mod reply;
mod speech;

use std::sync::OnceLock;

use serde::Deserialize;

use crate::domain::{
    attempt::{AnswerGiven, Attempt},
    board::{Board, Link, Node},
    component::{Catalogue, CatalogueText, JobsText},
    flow::Flow,
    question::Question,
    scenario::{Interview, Scenario},
};

fn catalogue() -> &'static Catalogue {
    static CATALOGUE: OnceLock<Catalogue> = OnceLock::new();
    CATALOGUE.get_or_init(|| {
        let text: CatalogueText = toml::from_str(include_str!("../../../scenarios/components.toml")).unwrap();
        let jobs: JobsText = toml::from_str(include_str!("../../../scenarios/jobs.toml")).unwrap();
        Catalogue::new(text, jobs)
    })
}

fn scenario() -> Scenario {
    let mut scenario: Scenario = toml::from_str(SCENARIO).unwrap();
    scenario.interview = toml::from_str::<Interview>(INTERVIEW).unwrap();
    scenario
}

#[derive(Deserialize)]
struct Drawn {
    #[serde(default)]
    node: Vec<Node>,
    #[serde(default)]
    link: Vec<Link>,
}

fn board(text: &str) -> Board {
    let drawn: Drawn = toml::from_str(text).unwrap();
    let mut board = Board::named("test");
    board.nodes = drawn.node.into_iter().map(|n| (n.id.clone(), n)).collect();
    board.links = drawn.link.into_iter().map(|l| (l.id.clone(), l)).collect();
    board
}

/// Runs a test on the small contract and a board.
fn with_flow(drawn: &str, check: impl FnOnce(&Flow<'_>)) {
    let (scenario, board) = (scenario(), board(drawn));
    check(&Flow::of(&board, catalogue(), Some(&scenario)));
}

fn question(id: &str) -> Question {
    scenario().interview.question.into_iter().find(|q| q.id == id).unwrap()
}

fn attempt() -> Attempt {
    Attempt::new("small".into())
}

fn closed() -> AnswerGiven {
    AnswerGiven {
        at: String::new(),
        asked: String::new(),
        pointed: Vec::new(),
        pointed_right: None,
        number_milli: None,
        number_right: None,
        truth_milli: None,
        run: None,
        because: String::new(),
        reaction: String::new(),
        follow_up: String::new(),
        then: String::new(),
        heard: Vec::new(),
        confirmed: Vec::new(),
        closed: true,
    }
}

const SCENARIO: &str = r#"
schema = 1
id = "small"
order = 1
title = "Small"
client = "The Tea Shop, on the corner"
contact = "Ada Pot, owner"
pitch = "x"
minutes = 5
drawing = "tea"
time_zone = "UTC"
facts = []
suggests = []
[roles]
source = { component = "sftp_server" }
sink = { archetype = "warehouse" }
[change]
after_answers = 2
text = "Now with milk."
"#;

const INTERVIEW: &str = r#"
schema = 1
greeting = "Hello."
unknown = "I do not know."
farewell = "Goodbye."

[[question]]
id = "queue"
quality = "resilience"
when = { exists = { component = "sqs_standard" } }
nodes = { queue = { component = "sqs_standard" }, dead = { component = "sqs_dlq" } }
text = "What if {queue} fills up, and who reads {dead}?"
point = { say = "Point at {queue}.", nodes = { component = "sqs_standard" } }
number = { say = "How many minutes?", unit = "minutes", is = { product = { of = { component = "sqs_standard" }, key = "visibility_s", and = { component = "sqs_standard" }, times = "receive_limit", per = 60 } }, off = "It is {truth} for {queue}." }
model = "It waits."
[[question.listens]]
id = "waits"
text = "it waits"
words = [["queue", "{queue}"], ["wait", "stay in", "not lost"]]
backed_by = { exists = { component = "sqs_standard" } }
follow_up = "Where does it wait, {queue}?"
[[question.listens]]
id = "told"
text = "somebody is told"
words = [["alarm", "pager"]]
backed_by = { exists = { component = "cloudwatch_alarm" } }
follow_up = "Who is told?"
[question.fixtures]
good = ["It waits in the queue and an alarm rings.", "The queue lets it wait, then the pager rings.", "It is not lost in the queue, and we have an alarm."]
wrong = ["It does not wait in a queue.", "There is no alarm.", "Nothing."]
salad = "queue wait alarm pager"

[[question]]
id = "must"
quality = "velocity"
required = true
text = "Always asked."
number = { say = "How many stores?", unit = "stores", is = { count = { archetype = "object_store" } }, off = "I count {truth}." }
listens = []
model = "x"
fixtures = { good = [], wrong = [], salad = "" }

[[question]]
id = "later"
quality = "velocity"
phase = "after"
text = "Asked after the change."
listens = []
model = "x"
fixtures = { good = [], wrong = [], salad = "" }

[[question]]
id = "earlier"
quality = "velocity"
phase = "before"
nodes = { bucket = { component = "s3" } }
text = "Why {bucket}?"
listens = []
model = "x"
fixtures = { good = [], wrong = [], salad = "" }

[[reveal]]
id = "milk"
topic = "milk"
asks = ["Do you take milk?", "Is there milk in the tea?", "With or without milk?", "How much milk?", "Any milk?", "Milk first?"]
words = [["milk", "cream", "dairy"]]
reply = "Never."

[[reveal]]
id = "opening"
topic = "opening hours"
asks = ["When do you open?", "What are the opening hours?", "At what time does the shop open?", "Are you open on Sunday?", "How early do you open?", "When does it close?"]
words = [["open", "opening", "close", "hours"], ["when", "time", "hours", "early", "late", "sunday"]]
reply = "At seven."

[[vague]]
words = [["tea"]]
counter = "What about the tea?"
"#;
