//! Pictures of the run stage, of a run made by hand: they do not depend on what the engine draws.

use std::{collections::BTreeMap, sync::Arc};

use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use insta::assert_snapshot;

use super::running;
use crate::{
    domain::{
        attempt::Stage,
        kept::{KeptFault, KeptGauge, KeptLine, KeptReplay, KeptRun, Prediction},
        scenario::Quality,
    },
    sim::{
        agenda::{SECOND, Time},
        cause::Cause,
        play::Played,
        report::SinkReport,
        trace::{Entry, Happening as H, Place},
    },
    tui::{
        app::{App, Input},
        screens::testing::contract,
        testing::{is_drawn_as, press, screen_text},
        theme::Role,
    },
};

/// One report that gets through, one that fails and is put aside.
fn story(app: &App, first: &Entry) -> Vec<Entry> {
    let flow = app.model.flow().unwrap();
    let node = |label: &str| Place::Node((0..flow.nodes.len()).find(|&n| flow.label(n) == label).unwrap() as u16);
    let link = |from: &str, to: &str| {
        let found = flow.links.iter().position(|l| flow.label(l.from) == from && flow.label(l.to) == to);
        Place::Link(found.unwrap() as u16)
    };
    let base = Entry { stream: 0, records: 1200, cause: None, notice: false, ..*first };
    let at = |s: i64, emission: u32, place: Place, what: H| {
        let at = (6 * 3600 + s) * SECOND;
        Entry { at, until: at, place, what: Some(what), emission, ..base }
    };
    let moves = |s: i64, to: i64, emission: u32, place: Place| Entry {
        what: None,
        until: (6 * 3600 + to) * SECOND,
        ..at(s, emission, place, H::Ready)
    };
    let failed = |e: Entry, cause| Entry { cause: Some(cause), ..e };
    vec![
        at(40, 0, node("SFTP server"), H::Ready),
        at(120, 0, node("Fetch report"), H::Began),
        at(180, 0, node("Fetch report"), H::Done),
        moves(180, 182, 0, link("Fetch report", "Raw xlsx archive")),
        at(182, 0, node("Raw xlsx archive"), H::Kept),
        at(184, 0, node("Convert queue"), H::Queued),
        at(185, 0, node("Convert"), H::Began),
        at(200, 0, node("Convert"), H::Done),
        at(201, 0, node("Convert queue"), H::Handled),
        at(230, 0, node("Stock table"), H::Arrived),
        at(43_240, 1, node("SFTP server"), H::Ready),
        at(43_320, 1, node("Convert queue"), H::Queued),
        at(43_321, 1, node("Convert"), H::FaultBegan),
        failed(at(43_330, 1, node("Convert"), H::Failed), Cause::Threw),
        at(43_340, 2, node("Convert queue"), H::Queued),
        failed(at(43_350, 1, node("Load"), H::Dropped), Cause::TriesUsedUp),
    ]
}

fn account(real: &SinkReport) -> SinkReport {
    SinkReport {
        sent: 3600,
        on_time: 1200,
        late: 0,
        wrong: 0,
        parked: 0,
        rejected: 0,
        archived_only: 0,
        lost: 1200,
        in_flight: 1200,
        extra_copies: 0,
        unexpected: 0,
        freshness_s: crate::sim::report::FreshnessSeconds::default(),
        ..real.clone()
    }
}

fn kept(board: &str, percent: i32) -> KeptRun {
    let gauge = |percent: i32| KeptGauge {
        percent,
        low: percent - 120,
        high: percent + 120,
        target: 90,
        met: percent - 120 >= 9000,
        why: "1,200 of 3,600 rows reached Stock table in time.".to_owned(),
        nodes: Vec::new(),
        attempt: "Keep what comes in.".to_owned(),
    };
    let gauges = Quality::ALL.iter().zip([percent, 9_500, 9_700]);
    KeptRun {
        at: "2026-03-02T09:00:00Z".to_owned(),
        board: board.to_owned(),
        seed: 1,
        replications: 5,
        gauges: gauges.map(|(q, p)| (*q, gauge(p))).collect::<BTreeMap<_, _>>(),
        ledger: vec![KeptLine {
            node: "load".to_owned(),
            cause: Cause::TriesUsedUp.word().to_owned(),
            phrase: Cause::TriesUsedUp.phrase().to_owned(),
            class: "lost".to_owned(),
            records: 1200,
        }],
        faults: vec![KeptFault {
            id: "converter-down".to_owned(),
            applies: true,
            survived: percent > 9000,
            percent,
            windows: [10_000, percent, -1],
            late: 1200,
            told_s: Some(900),
            why: "1,200 rows at Convert: the code failed.".to_owned(),
            ..KeptFault::default()
        }],
        replays: vec![KeptReplay {
            id: "one-week".to_owned(),
            percent: 10_000,
            seconds: 47,
            reaches_back_s: 86_400,
            why: "Rebuilt.".to_owned(),
            ..KeptReplay::default()
        }],
        ..KeptRun::default()
    }
}

/// The stage with the run made by hand.
fn told(size: (u16, u16)) -> App {
    let mut app = running(size);
    let shown = app.model.running.shown.clone().unwrap();
    let entries = story(&app, &shown.played.entries[0]);
    let sinks = shown.played.sinks.iter().map(account).collect();
    let played = Played { entries, sinks, ..(*shown.played).clone() };
    let number = shown.number + 1000;
    let board = shown.board.clone();
    app.model.running.shown = Some(crate::tui::running::Shown { played: Arc::new(played), number, ..shown });
    let attempt = app.model.attempt.as_mut().unwrap();
    attempt.runs.clear();
    attempt.keep_run(kept("another", 4_250));
    attempt.keep_run(kept(&board, 9_900));
    attempt.keep_prediction(Prediction {
        fault: "converter-down".to_owned(),
        moment: "day 1  06:02:00".to_owned(),
        said: "It is gone".to_owned(),
        happened: "1,200 more late, nobody was told.".to_owned(),
        ..Prediction::default()
    });
    app.settle();
    app
}

#[test]
fn looks() {
    assert_snapshot!("narrow", screen_text(&contract(Stage::Run, true, (80, 24))));
    assert_snapshot!("wide", screen_text(&contract(Stage::Run, true, (120, 40))));
    for (name, size) in [("80", (80, 24)), ("120", (120, 40))] {
        let mut app = told(size);
        press(&mut app, "R . .");
        app.model.notice = None;
        assert_snapshot!(format!("board_{name}"), screen_text(&app));
        press(&mut app, ". . . . . . . . . . . . .");
        assert_snapshot!(format!("broken_{name}"), screen_text(&app));
        press(&mut app, "2");
        assert_snapshot!(format!("events_{name}"), screen_text(&app));
        press(&mut app, "3");
        assert_snapshot!(format!("result_{name}"), screen_text(&app));
        press(&mut app, "4");
        assert_snapshot!(format!("charts_{name}"), screen_text(&app));
        press(&mut app, "5");
        assert_snapshot!(format!("compare_{name}"), screen_text(&app));
        press(&mut app, "1 R f");
        assert_snapshot!(format!("faults_{name}"), screen_text(&app));
        press(&mut app, "c");
        assert_snapshot!(format!("predict_{name}"), screen_text(&app));
    }
}

#[test]
fn plain_signs_are_enough_and_what_is_lost_is_said_in_words() {
    let mut app = told((80, 24));
    app.model.settings.ascii = true;
    press(&mut app, "R . . . . . . . . . . . . . . . . .");
    let text = screen_text(&app);
    assert!(text.is_ascii(), "{text}");
    assert!(text.contains("1,200 lost"), "{text}");
    app.model.settings.ascii = false;
    assert!(is_drawn_as(&app, "✗ 1,200 lost", Role::Bad));
}

#[test]
fn the_mouse_does_what_the_keys_do() {
    let mut app = told((80, 24));
    let click = |app: &mut App, column: u16, row: u16| {
        let kind = MouseEventKind::Down(MouseButton::Left);
        app.input(Input::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }));
    };
    click(&mut app, 14, 1);
    assert!(screen_text(&app).contains("[2 Events]"), "{}", screen_text(&app));
    click(&mut app, 3, 1);
    click(&mut app, 5, 22);
    let early = screen_text(&app);
    click(&mut app, 70, 22);
    assert_ne!(early, screen_text(&app), "the scrub bar seeks");
    press(&mut app, "f");
    click(&mut app, 20, 8);
    assert!(screen_text(&app).contains("What shall break?") || screen_text(&app).contains("what will happen"));
}

#[test]
fn a_fault_can_wait_for_the_next_arrival() {
    let mut app = told((80, 24));
    press(&mut app, "R f c");
    assert!(screen_text(&app).contains("It strikes at day 1"), "{}", screen_text(&app));
    assert!(screen_text(&app).contains("instead."), "{}", screen_text(&app));
    press(&mut app, "Tab 3");
    let at: Time = app.model.running.shown.as_ref().unwrap().pulls[0].at.unwrap();
    assert!(at > 6 * 3600 * SECOND, "{at}");
}
