//! An app without a terminal and without files, for tests of screens: keys go in by name, the
//! screen comes out as text. Boards are opened and reset in memory, as the runtime does it on disk.

use std::{ops::ControlFlow, sync::Arc};

use ratatui::{buffer::Buffer, layout::Rect, style::Style};

use super::{
    action::{Action, Effect},
    app::{App, Input},
    keymap::parse_key,
    model::{Model, OpenDesk},
    running::{self, Order},
    theme::Role,
};
use crate::{
    content::{self, Pack},
    diagram::route::Routes,
    domain::{attempt::Attempt, board::Board, edit::History, verdict::Review},
    store::Desk,
};

/// Starts the program at the lab map with the built-in course.
pub fn app(size: (u16, u16)) -> App {
    app_with(content::default_pack().pack, size)
}

/// Starts the program at the lab map with a course of its own.
pub fn app_with(pack: Pack, size: (u16, u16)) -> App {
    let heads = content::Heads {
        lessons: pack.lessons.iter().map(|l| l.head.clone()).collect(),
        scenarios: content::default_heads().scenarios,
    };
    let now = "2026-03-02T09:00:00Z".to_owned();
    let mut app = App::new(Model { heads, pack: Some(Arc::new(pack)), size, now, ..Model::default() });
    app.settle();
    app
}

/// Presses keys, named as in the keymap, with blanks between them.
pub fn press(app: &mut App, keys: &str) {
    for key in keys.split_whitespace() {
        let event = parse_key(key).unwrap_or_else(|| panic!("{key} is no key"));
        app.input(Input::Key(event));
        serve(app);
    }
}

/// Types a text, letter by letter.
pub fn type_text(app: &mut App, text: &str) {
    for c in text.chars() {
        app.input(Input::Key(crossterm::event::KeyEvent::from(crossterm::event::KeyCode::Char(c))));
        serve(app);
    }
}

/// Does an action, as a click or the palette would.
pub fn act(app: &mut App, action: Action) {
    app.act(action);
    serve(app);
}

/// Carries out what the app has left to do, as far as it needs no disk. Returns everything.
pub fn serve(app: &mut App) -> Vec<Effect> {
    let mut all = Vec::new();
    for _ in 0..4 {
        let effects = std::mem::take(&mut app.model.effects);
        for effect in &effects {
            if let Effect::Run(order) = effect {
                run(&mut app.model, order);
            }
            carry_out(&mut app.model, effect);
        }
        app.settle();
        all.extend(effects);
    }
    all
}

fn carry_out(model: &mut Model, effect: &Effect) {
    match effect {
        Effect::OpenLesson(id) => open(model, Desk::Lesson(id.clone())),
        Effect::OpenContract(id) => {
            model.attempt.get_or_insert_with(|| Attempt::new(id.clone()));
            open(model, Desk::Contract(id.clone()));
        }
        Effect::Reset(desk) => {
            match desk {
                Desk::Lesson(id) => drop(model.progress.lessons.remove(id)),
                Desk::Contract(id) => model.attempt = Some(Attempt::new(id.clone())),
            }
            open(model, desk.clone());
        }
        _ => {}
    }
}

/// Works a run out at once, as often as it takes to see something.
fn run(model: &mut Model, order: &Order) {
    let Some(pack) = model.pack.clone() else { return };
    let order = Order { replications: Some(1), ..order.clone() };
    running::work(&order, &pack, &mut |news| {
        model.hear_run(order.number, news);
        ControlFlow::Continue(())
    });
}

fn open(model: &mut Model, key: Desk) {
    let board = match &key {
        Desk::Lesson(id) => model.lesson(id).map(|l| l.board.clone()),
        Desk::Contract(id) => {
            model.scenario(id).map(|s| Board { scenario: Some(id.clone()), ..Board::named(s.drawing.clone()) })
        }
    };
    let history = History::starting_at(board.unwrap_or_default());
    let (review, routes) = (Review::default(), Arc::new(Routes::default()));
    model.desk = Some(OpenDesk { key, history, steps: 0, kept: 0, opened_at: 0, review, routes });
    model.reconsider();
}

/// Draws the screen.
pub fn picture(app: &App) -> Buffer {
    let area = Rect::new(0, 0, app.model.size.0, app.model.size.1);
    let mut buffer = Buffer::empty(area);
    app.draw(area, &mut buffer);
    buffer
}

/// Returns the screen as text, without blanks at the ends of lines.
pub fn screen_text(app: &App) -> String {
    text_of(&picture(app))
}

/// Returns a drawn screen as text.
pub fn text_of(buffer: &Buffer) -> String {
    let width = usize::from(buffer.area.width).max(1);
    let row = |cells: &[ratatui::buffer::Cell]| {
        let mut line = String::new();
        let mut skip = 0;
        for cell in cells {
            if skip == 0 {
                line.push_str(cell.symbol());
                skip = unicode_width::UnicodeWidthStr::width(cell.symbol()).saturating_sub(1);
            } else {
                skip -= 1;
            }
        }
        line.trim_end().to_owned()
    };
    buffer.content.chunks(width).map(row).collect::<Vec<_>>().join("\n")
}

/// Returns the style of the first place where a text is drawn, if it is.
pub fn style_of(app: &App, text: &str) -> Option<Style> {
    let buffer = picture(app);
    let lines = text_of(&buffer);
    let (y, line) = lines.lines().enumerate().find(|(_, l)| l.contains(text))?;
    let x = super::widgets::words::width(&line[..line.find(text)?]);
    Some(buffer[(x as u16, y as u16)].style())
}

/// Says whether a text is drawn with the foreground of a role.
pub fn is_drawn_as(app: &App, text: &str, role: Role) -> bool {
    let wanted = app.model.theme().style(role).fg;
    style_of(app, text).is_some_and(|s| s.fg == wanted)
}

/// Draws the screen at many sizes; what cannot be drawn would panic.
pub fn draw_at_all_sizes(app: &mut App) {
    for size in
        [(1, 1), (2, 40), (60, 15), (200, 3), (3, 60), (72, 20), (80, 24), (109, 30), (110, 20), (120, 40), (200, 60)]
    {
        app.input(Input::Resize(size.0, size.1));
        let drawn = picture(app);
        assert_eq!(usize::from(size.0) * usize::from(size.1), drawn.content.len());
        app.caret(drawn.area);
    }
}
