//! The hand-in, by keys and by picture.

use insta::assert_snapshot;

use crate::{
    domain::{
        attempt::{HandedIn, Stage},
        edit::{Step, compose},
        progress::Place,
        scenario::Quality,
    },
    tui::{
        action::Effect,
        app::{App, Input},
        keymap::parse_key,
        screens::testing::{contract, id},
        testing::{draw_at_all_sizes, is_drawn_as, press, screen_text, serve, type_text},
        theme::Role,
    },
};

fn hand_in(drawn: bool, size: (u16, u16)) -> App {
    contract(Stage::HandIn, drawn, size)
}

/// Presses one key and returns what is left to be done outside.
fn effects_of(app: &mut App, key: &str) -> Vec<Effect> {
    app.input(Input::Key(parse_key(key).unwrap()));
    serve(app)
}

/// Moves to the row of the first person and writes a name.
fn name(app: &mut App, who: &str) {
    press(app, "Down Down Down Down Down Enter");
    type_text(app, who);
    press(app, "Enter");
}

#[test]
fn nobody_hands_in_without_a_name() {
    let mut app = hand_in(true, (80, 24));
    let effects = effects_of(&mut app, "w");
    assert!(!effects.iter().any(|e| matches!(e, Effect::WriteBundle(..))));
    assert!(screen_text(&app).contains("Whose work is it?"));
    press(&mut app, "Enter");
    type_text(&mut app, "Ada");
    press(&mut app, "Tab");
    type_text(&mut app, "s-17");
    press(&mut app, "Enter");
    let students = &app.model.attempt.as_ref().unwrap().students;
    assert_eq!(("Ada", "s-17"), (students[0].name.as_str(), students[0].id.as_str()));
}

#[test]
fn gaps_are_named_before_they_are_handed_in() {
    let mut app = hand_in(true, (80, 24));
    name(&mut app, "Ada");
    assert!(!effects_of(&mut app, "w").iter().any(|e| matches!(e, Effect::WriteBundle(..))));
    assert!(screen_text(&app).contains("Hand in with gaps?"));
    assert!(
        !effects_of(&mut app, "Enter").iter().any(|e| matches!(e, Effect::WriteBundle(..))),
        "the first answer is safe"
    );
    press(&mut app, "w Down");
    let effects = effects_of(&mut app, "Enter");
    assert!(effects.contains(&Effect::WriteBundle(id(&app), true)), "{effects:?}");
}

#[test]
fn pairs_are_added_and_taken_off() {
    let mut app = hand_in(true, (80, 24));
    name(&mut app, "Ada");
    press(&mut app, "a");
    type_text(&mut app, "Grace");
    press(&mut app, "Enter");
    let names =
        |app: &App| app.model.attempt.as_ref().unwrap().students.iter().map(|s| s.name.clone()).collect::<Vec<_>>();
    assert_eq!(vec!["Ada", "Grace"], names(&app));
    press(&mut app, "a Esc");
    assert_eq!(2, names(&app).len(), "a row left blank is not kept");
    press(&mut app, "x");
    assert_eq!(1, names(&app).len());
}

#[test]
fn enter_on_what_is_missing_goes_where_it_is_done() {
    for (down, stage) in [(0, Stage::Build), (1, Stage::Build), (3, Stage::Client), (4, Stage::Client)] {
        let mut app = hand_in(true, (80, 24));
        for _ in 0..down {
            press(&mut app, "Down");
        }
        press(&mut app, "Enter");
        assert_eq!(&Place::Contract(id(&app), stage), app.place(), "item {down}");
    }
}

#[test]
fn a_step_without_explanation_is_gone_to_on_the_board() {
    let mut app = hand_in(true, (80, 24));
    let board = app.model.board().unwrap();
    let clock = board.nodes.values().find(|n| n.component.as_str() == "eventbridge_scheduler").unwrap().clone();
    let edit = compose::explain(board, &[clock.id.to_string()].into(), "", &[].into());
    app.model.take(Step::Do(edit));
    app.settle();
    press(&mut app, "Down Enter");
    assert_eq!(clock.at, app.model.attempt.as_ref().unwrap().cursor);
}

#[test]
fn the_texts_are_written_one_after_the_other_and_kept() {
    let mut app = hand_in(true, (80, 24));
    press(&mut app, "Down Down Enter");
    type_text(&mut app, "Minutes.");
    press(&mut app, "Tab");
    type_text(&mut app, "A queue\u{20}");
    press(&mut app, "F6");
    let said = &app.model.attempt.as_ref().unwrap().qualities;
    assert_eq!(Some("Minutes."), said.get(&Quality::Velocity).map(String::as_str));
    assert_eq!(Some("A queue"), said.get(&Quality::Resilience).map(String::as_str), "leaving keeps it");
}

#[test]
fn a_written_bundle_shows_its_receipt_and_what_to_do_with_it() {
    let mut app = hand_in(true, (80, 24));
    app.model.attempt.as_mut().unwrap().handed_in.push(HandedIn {
        at: "2026-03-02T12:00:00Z".to_owned(),
        path: "/home/ada/archlab/bundle.zip".to_owned(),
        receipt: "K7QX-22PM".to_owned(),
        complete: true,
        size: 48_213,
    });
    app.settle();
    let text = screen_text(&app);
    assert!(
        text.contains("Receipt: K7QX-22PM, 48 kB") && text.contains("bundle.zip") && text.contains("archlab verify"),
        "{text}"
    );
}

#[test]
fn a_long_step_is_named_in_full_beside_the_list() {
    let mut app = hand_in(true, (80, 24));
    press(&mut app, "End Up");
    let text = screen_text(&app);
    assert!(text.contains(" Step 9 ") && text.contains("On-call pager"), "{text}");
}

#[test]
fn a_quality_is_ticked_once_enough_is_said_of_it() {
    let mut app = hand_in(true, (80, 24));
    let row = |app: &App| screen_text(app).lines().find(|l| l.contains("Velocity  ")).unwrap_or_default().to_owned();
    assert!(row(&app).contains('✗'));
    for (text, sign) in [("Fresh", '◐'), ("one two three four five six seven eight nine ten eleven twelve", '✓')] {
        app.model.attempt.as_mut().unwrap().qualities.insert(Quality::Velocity, text.to_owned());
        app.settle();
        press(&mut app, "Down Up");
        assert!(row(&app).contains(sign), "{}", row(&app));
    }
}

#[test]
fn signs_have_their_roles() {
    let app = hand_in(true, (120, 40));
    assert!(is_drawn_as(&app, "Who hands in", Role::Accent));
    assert!(is_drawn_as(&app, "✗ Velocity, resilience", Role::Bad));
}

#[test]
fn looks() {
    let mut app = hand_in(true, (80, 24));
    assert_snapshot!("narrow", screen_text(&app));
    press(&mut app, "Down Down Enter");
    assert_snapshot!("writing_narrow", screen_text(&app));
    assert_snapshot!("wide", screen_text(&hand_in(true, (120, 40))));
}

#[test]
fn no_size_is_too_odd() {
    let mut app = hand_in(true, (80, 24));
    draw_at_all_sizes(&mut app);
    press(&mut app, "Down Down Enter");
    draw_at_all_sizes(&mut app);
    draw_at_all_sizes(&mut hand_in(false, (80, 24)));
}
