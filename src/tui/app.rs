//! The app: the screen, the overlays on top of it, and the way an input takes through them.
//!
//! It knows no terminal and no file: flows of keys are tested on it directly. What has to happen
//! outside it leaves in the model as effects.

use crossterm::event::{KeyEvent, MouseButton, MouseEvent, MouseEventKind};
use ratatui::{buffer::Buffer, layout::Rect};

use super::{
    action::{Action, Effect},
    keymap::{self, Binding, Context},
    model::Model,
    screen::Screen,
    screens::{self, overlay},
    theme::{Role, ThemeName},
    widgets::frame,
};
use crate::domain::progress::Place;

/// Something that reaches the app.
#[derive(Debug)]
pub enum Input {
    /// A key was pressed.
    Key(KeyEvent),
    /// Text was pasted.
    Paste(String),
    /// The mouse did something.
    Mouse(MouseEvent),
    /// The terminal has another size.
    Resize(u16, u16),
}

/// The screen, the overlays on top, and the shared model.
pub struct App {
    /// What all screens share.
    pub model: Model,
    screen: Box<dyn Screen>,
    overlays: Vec<Box<dyn Screen>>,
    place: Place,
    wants_quit: bool,
}

/// The smallest terminal that anything is drawn in.
pub const SMALLEST: (u16, u16) = (72, 20);

impl App {
    /// Starts at the lab map.
    pub fn new(model: Model) -> Self {
        Self {
            model,
            screen: Box::new(screens::home::Home::default()),
            overlays: Vec::new(),
            place: Place::Home,
            wants_quit: false,
        }
    }

    /// Says whether the student wants to leave.
    pub fn wants_quit(&self) -> bool {
        self.wants_quit
    }

    /// Returns where the student is.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// Takes an input.
    pub fn input(&mut self, input: Input) {
        match input {
            Input::Key(key) => self.key(key),
            Input::Paste(text) => {
                let top = top(&mut self.screen, &mut self.overlays);
                top.paste(&text, &mut self.model);
            }
            Input::Mouse(event) => self.mouse(event),
            Input::Resize(w, h) => self.model.size = (w, h),
        }
        self.settle();
    }

    /// Lets what moves by itself go on, and settles everything for the next picture.
    pub fn tick(&mut self) {
        self.screen.tick(&mut self.model);
        self.settle();
    }

    /// Returns the milliseconds until the next picture is due; nothing while nothing moves.
    pub fn next_frame(&self) -> Option<u64> {
        self.screen.next_frame(&self.model)
    }

    fn key(&mut self, key: KeyEvent) {
        let top = top(&mut self.screen, &mut self.overlays);
        let contexts = contexts_of(top, &self.model);
        let bound = keymap::lookup(&contexts, key);
        let plain = keymap::is_plain(key);
        if top.is_typing() && (plain || bound.is_none()) {
            let stays_key = bound.is_some_and(|b| b.context != Context::Everywhere) && !keymap::is_character(key);
            if !stays_key {
                self.model.notice = None;
                top.type_key(key, &mut self.model);
                return;
            }
        }
        let Some(binding) = bound else { return };
        self.model.notice = None;
        self.act(binding.action.clone());
    }

    fn mouse(&mut self, event: MouseEvent) {
        let area = screen_rect(self.model.size);
        let body = frame::body(area);
        if matches!(event.kind, MouseEventKind::Down(_)) {
            let (bars, told) = (self.on_bars(event), self.model.notice.take());
            // A message lies over the keys: the first click there only takes it away.
            let on_message = told.is_some() && frame::footer_line(area).contains((event.column, event.row).into());
            if let Some(action) = bars {
                self.act(action);
            }
            if on_message || !body.contains((event.column, event.row).into()) {
                return;
            }
        }
        let action = match self.overlays.last_mut() {
            Some(over) => {
                let area = frame::overlay_area(over.wants(&self.model, body), body);
                over.mouse(event, area, &mut self.model)
            }
            None => self.screen.mouse(event, body, &mut self.model),
        };
        if let Some(action) = action {
            self.model.notice = None;
            self.act(action);
        }
    }

    /// Returns what a click on the header or the footer asks for: what is named there.
    fn on_bars(&self, event: MouseEvent) -> Option<Action> {
        let (area, place) = (screen_rect(self.model.size), (event.column, event.row));
        if event.kind != MouseEventKind::Down(MouseButton::Left) || is_too_small(area) {
            return None;
        }
        let entries = frame::entries(&self.model, self.keys_now(self.on_top()), area);
        if let Some(entry) = entries.iter().find(|e| e.at.contains(place.into())) {
            return Some(entry.binding.action.clone());
        }
        let leads = |a: &Action| matches!(a, Action::Go(_)) || self.contexts().contains(&Context::Contract);
        self.header(area).action_at(place).filter(|a| self.overlays.is_empty() && leads(a))
    }

    fn header(&self, area: Rect) -> frame::Header<'_> {
        frame::header(&self.model, &self.screen.path(&self.model), &self.place, area)
    }

    fn on_top(&self) -> &dyn Screen {
        self.overlays.last().map_or(self.screen.as_ref(), AsRef::as_ref)
    }

    /// Does an action: the top screen first, then the app itself.
    pub fn act(&mut self, action: Action) {
        // A screen may hand back another action; a chain longer than this would be a loop.
        let mut next = Some(action);
        for _ in 0..8 {
            let Some(action) = next.take() else { break };
            let handed = top(&mut self.screen, &mut self.overlays).act(action, &mut self.model);
            next = handed.and_then(|a| self.own(a));
        }
        self.settle();
    }

    /// What the app does by itself. Returns an action for the screen that is then on top.
    fn own(&mut self, action: Action) -> Option<Action> {
        match action {
            Action::Quit => self.quit(),
            Action::Back => self.back(),
            Action::Go(place) => self.go(place),
            Action::Help => self.overlays.push(Box::new(overlay::help::HelpPage::new(self.contexts()))),
            Action::Commands => {
                let contexts = self.contexts();
                self.overlays.push(Box::new(overlay::commands::Commands::new(
                    &contexts,
                    self.screen.as_ref(),
                    &self.model,
                )));
            }
            Action::Glossary => self.overlays.push(Box::new(overlay::glossary::GlossaryPage::default())),
            Action::Theme => self.next_theme(),
            Action::Mouse => self.toggle_mouse(),
            Action::Ascii => {
                self.model.settings.ascii = !self.model.settings.ascii;
                self.keep_settings();
            }
            Action::Close(then) => {
                self.overlays.pop();
                return then.map(|a| *a);
            }
            Action::Reset => self.ask_before_reset(),
            Action::Decide(d) => {
                self.overlays.push(Box::new(overlay::confirm::Confirm::new(&d.title, &d.text, d.answers)));
            }
            Action::ResetNow(desk) => self.model.effect(Effect::Reset(desk)),
            Action::ResetEverything => self.model.effect(Effect::ResetEverything),
            _ => {}
        }
        None
    }

    fn back(&mut self) {
        if self.overlays.pop().is_some() {
            return;
        }
        if self.place != Place::Home {
            self.go(Place::Home);
        }
    }

    fn quit(&mut self) {
        self.wants_quit = true;
        self.model.effect(Effect::Quit);
    }

    /// Goes to a place; leaving a board writes its diagram.
    pub fn go(&mut self, place: Place) {
        if place == self.place {
            return;
        }
        self.leave_board(&place);
        self.overlays.clear();
        match &place {
            Place::Home => self.screen = Box::new(screens::home::Home::at(&self.place, &self.model)),
            Place::Lesson(id) => {
                self.model.effect(Effect::OpenLesson(id.clone()));
                self.screen = Box::new(screens::lesson::LessonScreen::new(id.clone(), &self.model));
            }
            Place::Contract(id, stage) => {
                if !matches!(&self.place, Place::Contract(open, _) if open == id) {
                    self.model.effect(Effect::OpenContract(id.clone()));
                }
                self.screen = screens::stage(id.clone(), *stage, &self.model);
            }
        }
        if place != Place::Home && self.model.progress.place != place {
            self.model.progress.place = place.clone();
            self.model.keep_progress();
        }
        self.place = place;
    }

    fn leave_board(&mut self, to: &Place) {
        let Some(desk) = &self.model.desk else { return };
        let key = desk.key.clone();
        if desk.steps > desk.opened_at {
            self.model.effect(Effect::WriteDiagram(key.clone(), false));
        }
        let stays = matches!((&self.place, to), (Place::Contract(a, _), Place::Contract(b, _)) if a == b);
        if !stays {
            self.model.desk = None;
            self.model.attempt = None;
            self.model.running.forget();
            self.model.effect(Effect::StopMeasuring);
        }
    }

    fn next_theme(&mut self) {
        let next = self.model.theme().name.next();
        next.word().clone_into(&mut self.model.settings.theme);
        self.model.say(Role::Text, format!("Theme: {next}"));
        self.keep_settings();
    }

    fn toggle_mouse(&mut self) {
        let on = !self.model.settings.mouse;
        self.model.settings.mouse = on;
        self.model.effect(Effect::Mouse(on));
        self.model.say(Role::Text, if on { "Mouse on." } else { "Mouse off: the terminal selects text." });
        self.keep_settings();
    }

    fn keep_settings(&mut self) {
        let settings = self.model.settings.clone();
        self.model.effect(Effect::KeepSettings(settings));
    }

    fn ask_before_reset(&mut self) {
        let Some(desk) = self.model.desk.as_ref().map(|d| d.key.clone()) else { return };
        self.overlays.push(Box::new(overlay::confirm::Confirm::reset(desk)));
    }

    /// Shows an overlay; the runtime uses it for what only it knows.
    pub fn show(&mut self, over: Box<dyn Screen>) {
        self.overlays.push(over);
    }

    /// Returns the contexts of what is on top.
    pub fn contexts(&self) -> Vec<Context> {
        contexts_of(self.on_top(), &self.model)
    }

    /// Tells the screens where they will be drawn.
    pub fn settle(&mut self) {
        let body = frame::body(screen_rect(self.model.size));
        self.screen.settle(body, &mut self.model);
        for over in &mut self.overlays {
            let area = frame::overlay_area(over.wants(&self.model, body), body);
            over.settle(area, &mut self.model);
        }
    }

    /// Draws everything.
    pub fn draw(&self, area: Rect, buf: &mut Buffer) {
        let theme = self.model.theme();
        buf.set_style(area, theme.ground());
        if is_too_small(area) {
            frame::too_small(&theme, area, buf);
            return;
        }
        let body = frame::body(area);
        self.header(area).draw(&theme, area, buf);
        self.screen.draw(&self.model, body, buf);
        for over in &self.overlays {
            let at = frame::overlay_area(over.wants(&self.model, body), body);
            frame::clear(&theme, at, buf);
            over.draw(&self.model, at, buf);
        }
        let entries = frame::entries(&self.model, self.keys_now(self.on_top()), area);
        frame::footer(&self.model, &entries, area, buf);
        if self.model.settings.ascii {
            frame::plain(area, buf);
        }
    }

    /// Returns what the footer offers.
    #[cfg(test)]
    pub fn offered(&self) -> Vec<&'static str> {
        self.keys_now(self.on_top()).into_iter().filter(|(b, _)| b.footer > 0).map(|(_, key)| key).collect()
    }

    /// Returns what can be done now, each with a key that does it now.
    fn keys_now(&self, top: &dyn Screen) -> Vec<(&'static Binding, &'static str)> {
        let typing = top.is_typing();
        keymap::reachable(&contexts_of(top, &self.model))
            .into_iter()
            .filter(|(binding, _)| top.can(&binding.action, &self.model))
            .filter_map(|(binding, keys)| {
                let key = keys.into_iter().find(|k| !typing || !keymap::is_text(k))?;
                Some((binding, key))
            })
            .collect()
    }

    /// Returns where the terminal's cursor belongs.
    pub fn caret(&self, area: Rect) -> Option<(u16, u16)> {
        if is_too_small(area) {
            return None;
        }
        let body = frame::body(area);
        match self.overlays.last() {
            Some(over) => over.caret(&self.model, frame::overlay_area(over.wants(&self.model, body), body)),
            None => self.screen.caret(&self.model, body),
        }
    }
}

fn top<'a>(screen: &'a mut Box<dyn Screen>, overlays: &'a mut [Box<dyn Screen>]) -> &'a mut dyn Screen {
    match overlays.last_mut() {
        Some(over) => over.as_mut(),
        None => screen.as_mut(),
    }
}

fn contexts_of(top: &dyn Screen, model: &Model) -> Vec<Context> {
    let mut contexts = top.contexts(model);
    contexts.push(Context::Everywhere);
    contexts
}

fn is_too_small(area: Rect) -> bool {
    area.width < SMALLEST.0 || area.height < SMALLEST.1
}

fn screen_rect(size: (u16, u16)) -> Rect {
    Rect::new(0, 0, size.0, size.1)
}

/// Returns the theme that suits the terminal when the student chose none.
pub fn theme_for(no_colour: bool) -> ThemeName {
    if no_colour { ThemeName::Mono } else { ThemeName::Dark }
}
