//! The conversation, by keys and by picture.

mod runs;

use insta::assert_snapshot;

use crate::{
    domain::{attempt::Stage, question::Hearing},
    tui::{
        app::App,
        screens::testing::{contract, stand_on},
        testing::{draw_at_all_sizes, is_drawn_as, press, screen_text, type_text},
        theme::Role,
    },
};

fn client(drawn: bool, size: (u16, u16)) -> App {
    contract(Stage::Client, drawn, size)
}

fn answer(app: &App) -> &crate::domain::attempt::AnswerGiven {
    &app.model.attempt.as_ref().unwrap().answers["clock"]
}

/// Answers the first question up to the points.
fn say(app: &mut App, why: &str) {
    stand_on(app, "eventbridge_scheduler");
    press(app, "a Enter");
    type_text(app, "1");
    press(app, "Enter");
    type_text(app, why);
    press(app, "Enter");
}

#[test]
fn an_answer_points_counts_says_why_and_is_closed() {
    let mut app = client(true, (80, 24));
    say(&mut app, "The schedule starts the fetch.");
    assert!(screen_text(&app).contains("What I listened for"), "{}", screen_text(&app));
    assert!(is_drawn_as(&app, "heard:", Role::Good));
    assert!(!answer(&app).closed);
    press(&mut app, "Space Enter");
    let a = answer(&app);
    assert!(a.closed);
    assert_eq!((Some(true), Some(true), Some(1000)), (a.pointed_right, a.number_right, a.number_milli));
    assert_eq!(vec!["schedule".to_owned()], a.confirmed);
    assert_eq!(Hearing::Heard, a.heard[0].hearing);
}

#[test]
fn what_was_not_heard_is_asked_back_once() {
    let mut app = client(true, (80, 24));
    say(&mut app, "It simply works.");
    assert!(screen_text(&app).contains("And what makes it begin?"), "{}", screen_text(&app));
    type_text(&mut app, "A clock triggers it.");
    press(&mut app, "Enter");
    assert_eq!("A clock triggers it.", answer(&app).then);
    assert_eq!(Hearing::Heard, answer(&app).heard[0].hearing, "both answers count");
    press(&mut app, "Shift-Tab Shift-Tab");
    type_text(&mut app, " Mostly.");
    press(&mut app, "Enter");
    assert!(screen_text(&app).contains("What I listened for"), "no second question back");
}

#[test]
fn the_question_back_may_be_left_alone() {
    let mut app = client(true, (80, 24));
    say(&mut app, "It simply works.");
    press(&mut app, "Enter");
    assert!(is_drawn_as(&app, "not heard", Role::Muted));
    press(&mut app, "Enter");
    assert!(answer(&app).closed && answer(&app).then.is_empty());
}

#[test]
fn a_draft_survives_leaving_and_is_taken_up_again() {
    let mut app = client(true, (80, 24));
    stand_on(&mut app, "eventbridge_scheduler");
    press(&mut app, "a Enter Enter");
    type_text(&mut app, "The clock sta");
    press(&mut app, "F6 F8");
    assert_eq!(("The clock sta", false), (answer(&app).because.as_str(), answer(&app).closed));
    assert!(screen_text(&app).contains("Your answer is begun."));
    press(&mut app, "Enter");
    type_text(&mut app, "rts it.");
    press(&mut app, "Esc");
    assert_eq!("The clock starts it.", answer(&app).because);
}

#[test]
fn keys_that_mean_something_elsewhere_are_text_in_an_answer() {
    let mut app = client(true, (80, 24));
    stand_on(&mut app, "eventbridge_scheduler");
    press(&mut app, "a Enter Enter");
    type_text(&mut app, "q]g? n");
    press(&mut app, "Alt-Enter x Esc");
    assert_eq!("q]g? n\nx", answer(&app).because);
}

#[test]
fn nonsense_in_the_number_is_told_and_an_empty_one_goes_on() {
    let mut app = client(true, (80, 24));
    stand_on(&mut app, "eventbridge_scheduler");
    press(&mut app, "a Enter");
    type_text(&mut app, "many");
    press(&mut app, "Enter");
    assert!(screen_text(&app).contains("That is no number."));
    press(&mut app, "Backspace Backspace Backspace Backspace Enter");
    assert!(screen_text(&app).contains("Say why"));
}

#[test]
fn a_closed_answer_opens_again_and_is_untouched_until_something_changes() {
    let mut app = client(true, (80, 24));
    say(&mut app, "The schedule starts the fetch.");
    press(&mut app, "Enter");
    let closed = answer(&app).clone();
    press(&mut app, "End Enter");
    assert!(screen_text(&app).contains("Say why"), "{}", screen_text(&app));
    press(&mut app, "Esc");
    assert_eq!(&closed, answer(&app));
    press(&mut app, "End Enter");
    type_text(&mut app, " Twice a day.");
    press(&mut app, "Enter Enter");
    assert_eq!("The schedule starts the fetch. Twice a day.", answer(&app).because);
    assert!(answer(&app).closed);
}

#[test]
fn enough_answers_bring_the_change_and_its_question() {
    let mut app = client(true, (120, 40));
    assert!(!screen_text(&app).contains("rebuild last week"));
    say(&mut app, "The schedule starts the fetch.");
    app.model.now = "2026-03-02T09:30:00Z".to_owned();
    press(&mut app, "Enter");
    assert_eq!(Some("2026-03-02T09:30:00Z"), app.model.attempt.as_ref().unwrap().changed_at.as_deref());
    let text = screen_text(&app);
    assert!(text.contains("Corrections come at any hour now.") && text.contains("rebuild last week"), "{text}");
    assert!(is_drawn_as(&app, "Odile: A change", Role::Warn), "{text}");
}

#[test]
fn the_client_tells_what_is_asked_and_remembers_the_questions() {
    let mut app = client(true, (80, 24));
    press(&mut app, "q");
    type_text(&mut app, "How large is a report?");
    press(&mut app, "Enter");
    assert!(screen_text(&app).contains("Sixty thousand rows"));
    assert_eq!(Some("size"), app.model.attempt.as_ref().unwrap().asked[0].revealed.as_deref());
    type_text(&mut app, "Do you like cats?");
    press(&mut app, "Enter Up Up");
    assert!(screen_text(&app).contains("I do not know."));
    press(&mut app, "Enter");
    let asked: Vec<&str> = app.model.attempt.as_ref().unwrap().asked.iter().map(|a| a.text.as_str()).collect();
    assert_eq!(vec!["How large is a report?", "Do you like cats?", "How large is a report?"], asked);
    press(&mut app, "Enter");
    assert!(screen_text(&app).contains("Write a question"));
}

#[test]
fn an_empty_board_is_told_what_to_draw_first() {
    let mut app = client(false, (80, 24));
    assert!(screen_text(&app).contains("nothing on the board yet"), "{}", screen_text(&app));
    press(&mut app, "a");
    assert!(screen_text(&app).contains("no question to answer"));
}

#[test]
fn looks() {
    let mut app = client(true, (80, 24));
    assert_snapshot!("questions_narrow", screen_text(&app));
    press(&mut app, "a");
    stand_on(&mut app, "eventbridge_scheduler");
    press(&mut app, "Esc a");
    assert_snapshot!("pointing_narrow", screen_text(&app));
    press(&mut app, "Esc");
    say(&mut app, "It simply works.");
    assert_snapshot!("asked_back_narrow", screen_text(&app));
    press(&mut app, "Enter");
    assert_snapshot!("points_narrow", screen_text(&app));
    press(&mut app, "Enter Tab");
    assert_snapshot!("talk_narrow", screen_text(&app));
    let mut app = client(true, (120, 40));
    say(&mut app, "The schedule starts the fetch.");
    press(&mut app, "Enter");
    assert_snapshot!("talk_wide", screen_text(&app));
}

#[test]
fn no_size_is_too_odd_for_any_step() {
    let mut app = client(true, (80, 24));
    draw_at_all_sizes(&mut app);
    stand_on(&mut app, "eventbridge_scheduler");
    for keys in ["a", "Enter", "Enter", "x Enter", "Enter", "Enter", "q"] {
        press(&mut app, keys);
        draw_at_all_sizes(&mut app);
    }
}
