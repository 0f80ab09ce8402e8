//! A lesson played by keys, with a small course of its own.

mod course;
mod mouse;

use self::course::{LESSON, start, start_with};
use super::*;
use crate::{
    domain::progress::Place,
    tui::{
        action::Effect,
        app::{App, Input},
        testing::*,
        theme::Role,
    },
};

fn record(app: &App) -> &LessonRecord {
    &app.model.progress.lessons["small"]
}

fn is_done(app: &App, task: &str) -> bool {
    record(app).tasks.get(task).is_some_and(|t| t.done)
}

fn shows(app: &App, text: &str) -> bool {
    let screen = screen_text(app);
    let flat = screen.replace(['│', '\n'], " ").split_whitespace().collect::<Vec<_>>().join(" ");
    flat.contains(text)
}

/// Adds a Lambda on the board from the text of the first task.
fn add_lambda(app: &mut App) {
    press(app, "Tab Down Down a");
    type_text(app, "lambda");
    press(app, "Enter");
}

#[test]
fn a_task_is_done_by_doing_it_on_the_board() {
    let mut app = start((80, 24));
    assert!(shows(&app, "task 1 of 4"));
    add_lambda(&mut app);
    assert!(is_done(&app, "add"), "{}", screen_text(&app));
    assert!(shows(&app, "Well found."), "{}", screen_text(&app));
    assert!(shows(&app, "Task 1 is done. Press n to go on"), "{}", screen_text(&app));
    press(&mut app, "n");
    assert_eq!("which", record(&app).at_task);
    assert!(is_drawn_as(&app, "✓", Role::Good));
}

#[test]
fn a_name_typed_on_the_board_replaces_the_old_one_and_its_keys_are_shown() {
    let mut app = start((80, 24));
    add_lambda(&mut app);
    press(&mut app, "r");
    assert!(shows(&app, "Enter take Esc cancel"), "{}", screen_text(&app));
    assert!(!shows(&app, "Tab text / board"), "{}", screen_text(&app));
    type_text(&mut app, "Fetch");
    press(&mut app, "Tab Enter");
    let board = app.model.board().unwrap();
    assert_eq!(vec!["Fetch", "Fetch", "Store"], board.nodes.values().map(|n| n.label.as_str()).collect::<Vec<_>>());
}

#[test]
fn the_list_does_not_hide_the_cell_the_component_goes_to() {
    let mut app = start((80, 24));
    press(&mut app, "Tab Down a");
    assert!(shows(&app, "┏━━ ━━┓"), "{}", screen_text(&app));
    press(&mut app, "Esc Right Right Right a");
    assert!(shows(&app, "┏━━ ━━┓"), "{}", screen_text(&app));
}

#[test]
fn what_is_done_is_kept() {
    let mut app = start((120, 40));
    press(&mut app, "Tab Down Down a");
    type_text(&mut app, "lambda");
    app.input(Input::Key(crate::tui::keymap::parse_key("Enter").unwrap()));
    let effects = serve(&mut app);
    let mut kept = effects.iter().filter_map(|e| match e {
        Effect::KeepProgress(p) => p.lessons.get("small"),
        _ => None,
    });
    assert!(kept.next_back().is_some_and(|l| l.tasks["add"].done));
}

#[test]
fn the_board_alone_is_not_enough_where_deeds_are_asked_for() {
    let mut app = start((120, 40));
    // The starting board holds a Lambda already; it was not searched and added.
    assert!(!is_done(&app, "add"));
    press(&mut app, "F5");
    assert!(shows(&app, "Not there yet"), "{}", screen_text(&app));
}

#[test]
fn hints_open_one_by_one_and_are_counted() {
    let mut app = start((80, 24));
    press(&mut app, "i");
    assert!(shows(&app, "Hint 1: Look at the keys below."), "{}", screen_text(&app));
    press(&mut app, "F2");
    assert!(shows(&app, "Hint 2"), "{}", screen_text(&app));
    press(&mut app, "Tab i");
    assert!(shows(&app, "Hint 3"), "{}", screen_text(&app));
    assert_eq!(3, record(&app).tasks["add"].hints);
    press(&mut app, "i");
    assert_eq!(3, record(&app).tasks["add"].hints);
    assert!(shows(&app, "Ctrl-L shows a solution"), "{}", screen_text(&app));
}

#[test]
fn the_solution_asks_first_and_can_be_taken_back() {
    let mut app = start((120, 40));
    press(&mut app, "Ctrl-L");
    assert_eq!(2, app.model.board().unwrap().nodes.len());
    assert!(shows(&app, "once more"), "{}", screen_text(&app));
    press(&mut app, "i Ctrl-L");
    assert_eq!(2, app.model.board().unwrap().nodes.len(), "another key in between takes the question back");
    press(&mut app, "Ctrl-L");
    assert_eq!(1, app.model.board().unwrap().nodes.len());
    assert_eq!("small", app.model.board().unwrap().name);
    assert!(is_done(&app, "add") && record(&app).tasks["add"].solution_seen);
    assert!(shows(&app, "done with the solution"), "{}", screen_text(&app));
    press(&mut app, "Tab u");
    assert_eq!(2, app.model.board().unwrap().nodes.len());
}

#[test]
fn after_the_last_hint_the_solution_comes_without_asking() {
    let mut app = start((120, 40));
    press(&mut app, "i i i Ctrl-L");
    assert!(record(&app).tasks["add"].solution_seen);
}

#[test]
fn a_wrong_answer_gets_its_reason_and_the_right_one_is_done() {
    let mut app = start((80, 24));
    press(&mut app, "n 1");
    assert!(!is_done(&app, "which"));
    assert!(shows(&app, "A bucket keeps files."), "{}", screen_text(&app));
    assert!(is_drawn_as(&app, "✗", Role::Bad));
    press(&mut app, "9 2");
    assert!(is_done(&app, "which"));
    assert!(shows(&app, "It runs your code."), "{}", screen_text(&app));
    assert_eq!(Some(1), record(&app).tasks["which"].chosen);
}

#[test]
fn pointing_is_checked_when_asked() {
    let mut app = start((120, 40));
    press(&mut app, "n n Tab Right F5");
    assert!(shows(&app, "Nothing is selected yet"), "{}", screen_text(&app));
    press(&mut app, "Left F5");
    assert!(shows(&app, "That one keeps nothing."), "{}", screen_text(&app));
    assert!(!is_done(&app, "point"));
    press(&mut app, "Right Right");
    assert!(!is_done(&app, "point"), "looking is not pointing");
    press(&mut app, "F5");
    assert!(is_done(&app, "point"), "{}", screen_text(&app));
}

#[test]
fn the_solution_of_pointing_selects_the_nodes() {
    let mut app = start((120, 40));
    press(&mut app, "n n Ctrl-L Ctrl-L");
    assert!(!is_done(&app, "point"));
    press(&mut app, "F5");
    assert!(is_done(&app, "point"), "{}", screen_text(&app));
}

#[test]
fn a_fresh_task_starts_with_the_lessons_board_once() {
    let mut app = start((120, 40));
    add_lambda(&mut app);
    assert_eq!(3, app.model.board().unwrap().nodes.len());
    press(&mut app, "n n");
    assert_eq!("point", record(&app).at_task);
    assert_eq!(2, app.model.board().unwrap().nodes.len());
    press(&mut app, "Tab u p n");
    assert_eq!(3, app.model.board().unwrap().nodes.len(), "coming back changes nothing");
}

#[test]
fn the_last_task_leads_to_the_end_and_on() {
    let mut app = start((80, 24));
    add_lambda(&mut app);
    press(&mut app, "n 2 n Tab Up Up Right Right F5 n Tab Down a");
    type_text(&mut app, "s3");
    press(&mut app, "Enter u");
    assert!(is_done(&app, "back"), "{}", screen_text(&app));
    assert!(record(&app).done);
    assert!(shows(&app, "That was the last task"), "{}", screen_text(&app));
    press(&mut app, "n");
    assert!(shows(&app, "Lesson done") && shows(&app, "All 4 tasks are done."), "{}", screen_text(&app));
    assert!(shows(&app, "That was all of it."));
    press(&mut app, "n");
    assert_eq!(&Place::Home, app.place());
}

#[test]
fn the_end_names_what_is_open_and_goes_back_to_it() {
    let mut app = start((80, 24));
    press(&mut app, "n 2 n n n");
    assert!(shows(&app, "1 of 4 tasks are done"), "{}", screen_text(&app));
    assert!(shows(&app, "Take something back"));
    press(&mut app, "n");
    assert_eq!("add", record(&app).at_task);
}

#[test]
fn a_lesson_resumes_at_its_task_and_cursor() {
    let mut app = start((80, 24));
    press(&mut app, "n n Tab Right Down Esc Esc");
    assert_eq!(&Place::Home, app.place());
    assert_eq!(Some((1, 1).into()), record(&app).cursor);
    press(&mut app, "Enter Tab");
    assert!(shows(&app, "task 3 of 4"), "{}", screen_text(&app));
    press(&mut app, "Up Right F5");
    assert!(is_done(&app, "point"), "{}", screen_text(&app));
}

#[test]
fn a_task_starts_over_alone() {
    let mut app = start((120, 40));
    add_lambda(&mut app);
    press(&mut app, "F8 Down Enter");
    assert!(!is_done(&app, "add"));
    assert_eq!(2, app.model.board().unwrap().nodes.len());
    press(&mut app, "u");
    assert_eq!(3, app.model.board().unwrap().nodes.len());
}

#[test]
fn a_lesson_starts_over_after_a_question() {
    let mut app = start((120, 40));
    add_lambda(&mut app);
    press(&mut app, "n F8 Enter");
    assert!(is_done(&app, "add"), "the first answer keeps everything");
    press(&mut app, "F8 Down Down Enter");
    assert!(!is_done(&app, "add"), "{}", screen_text(&app));
    assert!(shows(&app, "task 1 of 4"), "{}", screen_text(&app));
    assert_eq!(2, app.model.board().unwrap().nodes.len());
}

#[test]
fn asking_for_help_is_a_deed() {
    let lesson = LESSON.replace("did = [\"search\", \"add\"]", "did = [\"help\"]");
    let lesson = lesson.replace("[check.exists]\ncomponent = \"lambda\"\n", "");
    let mut app = start_with(&lesson.replace("solution = \"lambda\"\n", ""), (80, 24));
    press(&mut app, "? Esc");
    assert!(is_done(&app, "add"), "{}", screen_text(&app));
}

#[test]
fn reading_goes_on_with_one_key() {
    let mut app = start((80, 24));
    press(&mut app, "Enter");
    assert!(!shows(&app, "Welcome"), "the board has the screen: {}", screen_text(&app));
    press(&mut app, "Tab i i i");
    assert!(shows(&app, "Hint 3"), "{}", screen_text(&app));
}

/// A part of the screen, so that these tests see the lesson and not the board or the footer.
fn part(app: &App, rows: std::ops::Range<usize>, columns: usize) -> String {
    let lines = screen_text(app);
    let cut = |l: &str| l.chars().take(columns).collect::<String>().trim_end().to_owned();
    lines.lines().skip(rows.start).take(rows.len()).map(cut).collect::<Vec<_>>().join("\n")
}

#[test]
fn text_and_board_stand_side_by_side_where_there_is_room() {
    let mut app = start((120, 40));
    insta::assert_snapshot!("beside_the_board", part(&app, 0..14, 50));
    assert_eq!(Some(Role::BorderFocus), border_of_text(&app));
    press(&mut app, "Tab");
    assert_eq!(Some(Role::Border), border_of_text(&app));
    assert!(shows(&app, "Welcome") && shows(&app, "full zoom"), "{}", screen_text(&app));
}

fn border_of_text(app: &App) -> Option<Role> {
    let fg = picture(app)[(0, 1)].fg;
    [Role::BorderFocus, Role::Border].into_iter().find(|r| app.model.theme().style(*r).fg == Some(fg))
}

#[test]
fn the_text_has_the_screen_where_there_is_none() {
    let mut app = start((80, 24));
    insta::assert_snapshot!("alone", part(&app, 0..23, 80));
    press(&mut app, "i n 1");
    insta::assert_snapshot!("a_wrong_answer", part(&app, 1..16, 80));
    press(&mut app, "n n n");
    insta::assert_snapshot!("the_end", part(&app, 1..16, 80));
}

#[test]
fn the_task_stays_in_sight_above_the_board() {
    let mut app = start((80, 24));
    press(&mut app, "i Tab");
    insta::assert_snapshot!("above_the_board", part(&app, 1..6, 80));
    let footer = screen_text(&app).lines().last().unwrap_or_default().to_owned();
    assert!(footer.contains("Tab text / board") && footer.contains("a add"), "{footer}");
}

#[test]
fn plain_signs_are_plain() {
    let mut app = start((120, 40));
    press(&mut app, "F4 i n 1");
    let text = screen_text(&app);
    let other: String = text.chars().filter(|c| !c.is_ascii() && !"…“”".contains(*c)).collect();
    assert_eq!("", other, "{text}");
}

#[test]
fn every_size_can_be_drawn() {
    let mut app = start((80, 24));
    draw_at_all_sizes(&mut app);
    press(&mut app, "Tab i n n n n");
    draw_at_all_sizes(&mut app);
}

#[test]
fn it_waits_calmly_for_its_board() {
    let mut app = start((80, 24));
    app.model.desk = None;
    let fresh = LessonScreen::new("small".into(), &app.model);
    let area = Rect::new(0, 0, 80, 22);
    let mut buffer = Buffer::empty(area);
    fresh.draw(&app.model, area, &mut buffer);
    assert!(text_of(&buffer).contains(say::OPENING));
    let unknown = LessonScreen::new("gone".into(), &app.model);
    unknown.draw(&app.model, area, &mut buffer);
    assert!(text_of(&buffer).contains("no lesson of this name"));
    act(&mut app, Action::Go(Place::Lesson("gone".into())));
    press(&mut app, "n i Ctrl-L F5 Tab Enter F8 Esc");
    assert_eq!(&Place::Home, app.place());
}

#[test]
fn a_click_answers_and_a_click_on_the_board_takes_the_focus() {
    let mut app = start((120, 40));
    press(&mut app, "n");
    let text = screen_text(&app);
    let (y, line) = text.lines().enumerate().find(|(_, l)| l.contains("2 Lambda")).expect("the answer is shown");
    let x = crate::tui::widgets::words::width(&line[..line.find("2 Lambda").unwrap()]);
    click(&mut app, (x as u16 + 3, y as u16));
    assert!(is_done(&app, "which"));
}

fn click(app: &mut App, (column, row): (u16, u16)) {
    for kind in [MouseEventKind::Down(MouseButton::Left), MouseEventKind::Up(MouseButton::Left)] {
        let modifiers = crossterm::event::KeyModifiers::NONE;
        app.input(Input::Mouse(MouseEvent { kind, column, row, modifiers }));
        serve(app);
    }
}

#[test]
fn what_comes_next_is_the_core_path_then_the_contract() {
    let app = app((80, 24));
    let next = |id: &str| pages::after(app.model.lesson(&id.into()).expect("a lesson"), &app.model).place;
    let lessons: Vec<_> = app.model.heads.lessons.iter().filter(|l| l.core).map(|l| l.id.clone()).collect();
    for pair in lessons.windows(2) {
        assert_eq!(Place::Lesson(pair[1].clone()), next(pair[0].as_str()));
    }
    let last = lessons.last().expect("core lessons");
    assert!(matches!(next(last.as_str()), Place::Contract(..)), "{:?}", next(last.as_str()));
}

#[test]
fn every_lesson_of_the_course_can_be_shown_and_finished() {
    let mut app = app((80, 24));
    let lessons: Vec<Lesson> = app.model.pack.as_ref().unwrap().lessons.clone();
    for lesson in &lessons {
        let id = lesson.head.id.clone();
        act(&mut app, Action::Go(Place::Lesson(id.clone())));
        for task in lesson.tasks() {
            assert_eq!(task.id, app.model.progress.lessons[&id].at_task);
            press(&mut app, "i i i Ctrl-L");
            let footer = screen_text(&app).lines().last().unwrap_or_default().to_owned();
            assert!(!footer.contains('…'), "{footer}");
            if task.point.is_some() {
                press(&mut app, "F5");
            }
            if let Some(run) = &task.run {
                press(&mut app, if run.predict.is_some() { "1 F7" } else { "F7" });
                run.turns().iter().skip(1).for_each(|_| press(&mut app, "Right"));
            }
            let record = &app.model.progress.lessons[&id].tasks[&task.id];
            let by_doing = !task.did.is_empty() && task.solved.is_none();
            assert!(record.done || by_doing, "{id}: {}\n{}", task.id, screen_text(&app));
            press(&mut app, "n");
        }
        assert!(shows(&app, "the end"), "{}", screen_text(&app));
        press(&mut app, "Esc Esc");
        assert_eq!(&Place::Home, app.place());
    }
}
