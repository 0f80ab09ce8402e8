//! The run stage, by keys and by picture.

mod looks;

use super::{
    playhead::{Playhead, SPEEDS},
    timeline::Timeline,
};
use crate::{
    domain::{
        attempt::Stage,
        edit::{Step, compose},
        progress::Place,
    },
    tui::{
        app::App,
        screens::testing::{contract, id},
        testing::{draw_at_all_sizes, is_drawn_as, press, screen_text},
        theme::Role,
    },
};

/// The stage with a run that stands at its beginning.
fn running(size: (u16, u16)) -> App {
    let mut app = contract(Stage::Run, true, size);
    press(&mut app, "Enter Space");
    app
}

#[test]
fn before_the_first_run_it_says_what_will_run() {
    let mut app = contract(Stage::Run, true, (120, 40));
    assert!(screen_text(&app).contains("Press Enter to run this board"));
    assert!(is_drawn_as(&app, "Press Enter to run", Role::Warn));
    press(&mut app, "Down o");
    assert_eq!(&Place::Contract(id(&app), Stage::Build), app.place());
    let at = app.model.attempt.as_ref().unwrap().cursor;
    assert_eq!("SFTP server", app.model.board().unwrap().node_at(at).unwrap().label);
}

#[test]
fn an_empty_board_says_where_to_begin() {
    let mut app = contract(Stage::Run, false, (80, 24));
    assert!(screen_text(&app).contains("Press F6 to go to the"));
    press(&mut app, "Enter f Space");
    assert!(app.model.running.shown.is_none());
}

#[test]
fn what_lost_its_clock_is_said_to_stand_still() {
    let mut app = contract(Stage::Run, true, (120, 40));
    let board = app.model.board().unwrap();
    let clock = board.nodes.values().find(|n| n.component.as_str() == "eventbridge_scheduler").unwrap();
    let edit = compose::remove(board, &[clock.id.to_string()].into());
    app.model.take(Step::Do(edit));
    press(&mut app, "Down Down");
    let text = screen_text(&app);
    assert!(!text.contains("Every step gets going"));
    assert!(text.contains("nothing yet"), "{text}");
}

#[test]
fn enter_runs_the_board_and_keeps_what_was_measured() {
    let app = running((120, 40));
    let runs = &app.model.attempt.as_ref().unwrap().runs;
    assert_eq!((1, 3), (runs[0].number, runs[0].gauges.len()));
    assert!(!runs[0].trace_sha256.is_empty() && !runs[0].faults.is_empty());
    let text = screen_text(&app);
    assert!(text.contains("[1 Board]") && text.contains("day 1") && text.contains("no fault pulled"), "{text}");
}

#[test]
fn a_run_is_walked_through_step_by_step_and_back() {
    let mut app = running((120, 40));
    press(&mut app, "R . . .");
    let there = screen_text(&app);
    press(&mut app, ". ,");
    assert_eq!(there, screen_text(&app));
    press(&mut app, "n");
    assert_ne!(there, screen_text(&app));
    press(&mut app, "p");
    assert!(screen_text(&app).contains("Nothing went wrong before."), "{}", screen_text(&app));
}

#[test]
fn a_fault_is_pulled_by_its_letter_after_a_prediction_that_is_kept() {
    let mut app = running((80, 24));
    press(&mut app, "R . . . . . f");
    assert!(screen_text(&app).contains("What shall break?"), "{}", screen_text(&app));
    press(&mut app, "c");
    assert!(screen_text(&app).contains("First: what will happen?"), "{}", screen_text(&app));
    press(&mut app, "3");
    let shown = app.model.running.shown.as_ref().unwrap();
    assert_eq!("converter-down", shown.pulls[0].fault);
    let said = &app.model.attempt.as_ref().unwrap().predictions[0];
    assert_eq!("It is gone", said.said);
    assert!(!said.happened.is_empty() && !said.moment.is_empty());
    assert!(screen_text(&app).contains("The converter fails for two hours"), "{}", screen_text(&app));
    press(&mut app, "Space x");
    assert!(app.model.running.shown.as_ref().unwrap().pulls.is_empty());
}

#[test]
fn what_comes_before_a_fault_is_the_same_without_it() {
    let mut app = running((120, 40));
    let calm = app.model.running.shown.clone().unwrap().played;
    press(&mut app, "R n f c s");
    let shown = app.model.running.shown.clone().unwrap();
    let at = shown.pulls[0].at.unwrap();
    let before = |p: &crate::sim::play::Played| p.entries.iter().take_while(|e| e.at < at).copied().collect::<Vec<_>>();
    assert_eq!(before(&calm), before(&shown.played));
    assert_ne!(calm.entries, shown.played.entries);
    assert_eq!("", app.model.attempt.as_ref().unwrap().predictions[0].said);
}

#[test]
fn every_number_leads_to_its_events() {
    let mut app = running((120, 40));
    press(&mut app, "3");
    let text = screen_text(&app);
    for part in ["Velocity", "Resilience", "Replayability", "Faults, each in a run", "Replay trials", "Try:"] {
        assert!(text.contains(part) || part == "Try:", "{part}\n{text}");
    }
    press(&mut app, "Enter");
    assert!(screen_text(&app).contains("[2 Events]"), "{}", screen_text(&app));
    assert!(screen_text(&app).contains("only at"), "{}", screen_text(&app));
    press(&mut app, "Enter");
    assert!(screen_text(&app).contains("[1 Board]"));
    press(&mut app, "2 Esc 3 Down Enter");
    assert_eq!(1, app.model.running.shown.as_ref().unwrap().pulls.len(), "the worst fault is shown");
}

#[test]
fn two_runs_stand_side_by_side() {
    let mut app = running((120, 40));
    press(&mut app, "5");
    assert!(screen_text(&app).contains("There is one run at most"));
    press(&mut app, "M");
    let text = screen_text(&app);
    assert!(text.contains("run 2") && text.contains("run 1") && text.contains('='), "{text}");
}

#[test]
fn a_board_that_has_changed_is_not_played_on() {
    let mut app = running((120, 40));
    let board = app.model.board().unwrap();
    let node = board.nodes.keys().next().unwrap().clone();
    let edit = compose::relabel(board, &node, "Something else");
    assert!(app.model.edit(edit));
    press(&mut app, "1");
    assert!(screen_text(&app).contains("There is no run of this board yet"), "{}", screen_text(&app));
    press(&mut app, "3");
    assert!(screen_text(&app).contains("of an earlier board"), "{}", screen_text(&app));
}

#[test]
fn nothing_moves_unless_a_run_is_played() {
    let mut app = contract(Stage::Run, true, (120, 40));
    assert_eq!(None, app.next_frame());
    press(&mut app, "Enter");
    assert_eq!(Some(32), app.next_frame());
    press(&mut app, "Space");
    assert_eq!(None, app.next_frame());
    press(&mut app, "Space 3");
    assert_eq!(None, app.next_frame(), "the result does not move");
}

#[test]
fn time_goes_on_with_the_clock_and_no_further_than_the_end() {
    let mut app = contract(Stage::Run, true, (120, 40));
    press(&mut app, "Enter");
    let first = screen_text(&app);
    for _ in 0..40 {
        app.model.clock_ms += 100;
        app.tick();
    }
    assert_ne!(first, screen_text(&app));
    press(&mut app, "> > >");
    for _ in 0..2000 {
        app.model.clock_ms += 33;
        app.tick();
    }
    assert_eq!(None, app.next_frame());
    assert!(screen_text(&app).contains("The run is over"), "{}", screen_text(&app));
}

#[test]
fn without_motion_space_goes_step_by_step() {
    let mut app = contract(Stage::Run, true, (120, 40));
    app.model.settings.motion = false;
    press(&mut app, "Enter Space Space");
    assert_eq!(None, app.next_frame());
    assert!(screen_text(&app).contains("is ready at"), "{}", screen_text(&app));
}

#[test]
fn a_moment_stands_as_long_as_it_takes_to_be_seen() {
    let app = running((80, 24));
    let played = app.model.running.shown.as_ref().unwrap().played.clone();
    let line = Timeline::of(&played, app.model.board().unwrap().nodes.len());
    let mut took = Vec::new();
    for speed in 0..SPEEDS.len() {
        let mut head = Playhead { speed, going: true, ..Playhead::default() };
        let mut frames = 0;
        let mut last = 0;
        while head.going && frames < 1_000_000 {
            head.go_on(33, &line);
            let now = head.now(&line);
            assert!(now >= last, "time goes backwards");
            (last, frames) = (now, frames + 1);
        }
        took.push(frames);
    }
    assert!(took.windows(2).all(|w| w[0] >= w[1]), "{took:?}");
    assert!(took[5] < 400, "{took:?}");
}

#[test]
fn stands_are_the_same_whether_walked_or_looked_up() {
    let app = running((80, 24));
    let played = app.model.running.shown.as_ref().unwrap().played.clone();
    let line = Timeline::of(&played, app.model.board().unwrap().nodes.len());
    let last = line.moments.len() - 1;
    assert_eq!(line.entries.len(), line.end_of(last));
    let waiting: u32 = line.stands(last).iter().map(|s| s.waiting + s.busy).sum();
    assert_eq!(0, waiting, "nothing waits at the end of a quiet run");
    for (i, t) in line.moments.iter().enumerate().step_by(97) {
        assert_eq!(i, line.moment_at(*t));
        assert_eq!(i, line.moment_of(line.at(i).start));
    }
}

#[test]
fn a_replay_trial_is_played_from_its_row_and_from_the_list() {
    let mut app = running((120, 40));
    press(&mut app, "3 End Up");
    let rows = screen_text(&app);
    assert!(rows.contains("The table is wiped: rebuild a week"), "{rows}");
    press(&mut app, "Enter");
    let shown = app.model.running.shown.clone().unwrap();
    assert_eq!((Some("one-week"), 0), (shown.trial.as_deref(), shown.pulls.len()));
    assert!(screen_text(&app).contains("day 14  "), "{}", screen_text(&app));
    press(&mut app, "n");
    assert!(screen_text(&app).contains("is wiped"), "{}", screen_text(&app));
    press(&mut app, ". .");
    assert!(screen_text(&app).contains("sends again"), "{}", screen_text(&app));
    press(&mut app, "2 End");
    assert!(screen_text(&app).contains("is rebuilt, compared and in use again"), "{}", screen_text(&app));
    press(&mut app, "1 x");
    assert_eq!(None, app.model.running.shown.as_ref().unwrap().trial);
    press(&mut app, "f Down Down");
    assert!(screen_text(&app).contains("▸ ↻  The table is wiped"), "{}", screen_text(&app));
    press(&mut app, "Enter");
    assert_eq!(Some("one-week"), app.model.running.shown.as_ref().unwrap().trial.as_deref());
}

#[test]
fn whoever_comes_back_finds_the_run_where_they_left_it() {
    let mut app = running((120, 40));
    press(&mut app, "R n > . .");
    app.model.notice = None;
    let there = screen_text(&app);
    press(&mut app, "F6 F7");
    app.model.notice = None;
    assert_eq!(there, screen_text(&app));
    press(&mut app, "4 F8 F7");
    assert!(screen_text(&app).contains("[4 Charts]"), "{}", screen_text(&app));
    press(&mut app, "F6");
    let board = app.model.board().unwrap();
    let node = board.nodes.keys().next().unwrap().clone();
    let edit = compose::relabel(board, &node, "Something else");
    assert!(app.model.edit(edit));
    press(&mut app, "F7");
    assert!(screen_text(&app).contains("[3 Result]"), "{}", screen_text(&app));
}

#[test]
fn after_the_change_what_was_measured_before_says_so_and_its_own_faults_can_be_pulled() {
    let mut app = running((120, 40));
    press(&mut app, "f");
    assert!(!screen_text(&app).contains("The correction"));
    let mut pack = (**app.model.pack.as_ref().unwrap()).clone();
    pack.scenarios[0].fault[1].phase = crate::domain::scenario::Phase::After;
    "The correction".clone_into(&mut pack.scenarios[0].fault[1].name);
    app.model.pack = Some(std::sync::Arc::new(pack));
    press(&mut app, "Esc f t");
    assert!(screen_text(&app).contains("No fault has the letter t"), "{}", screen_text(&app));
    app.model.attempt.as_mut().unwrap().changed_at = Some(app.model.now.clone());
    app.model.reconsider();
    press(&mut app, "Esc 3");
    assert!(screen_text(&app).contains("before the requirement changed"), "{}", screen_text(&app));
    press(&mut app, "M");
    let last = app.model.attempt.as_ref().unwrap().runs.last().unwrap().clone();
    assert!(last.changed && last.faults.iter().any(|f| f.id == "cut-short"));
    assert!(!screen_text(&app).contains("before the requirement changed"), "{}", screen_text(&app));
    press(&mut app, "Enter Space f");
    assert!(screen_text(&app).contains("The correction"), "{}", screen_text(&app));
}

#[test]
fn no_size_is_too_odd() {
    draw_at_all_sizes(&mut contract(Stage::Run, false, (80, 24)));
    let mut app = running((80, 24));
    for view in ["1", "2", "3", "4", "5", "6", "1 f", "d"] {
        press(&mut app, view);
        draw_at_all_sizes(&mut app);
    }
}
