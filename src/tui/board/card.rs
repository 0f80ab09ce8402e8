//! The card of what is under the cursor: label, job, settings with what holds and why, and what
//! the catalogue says of it.

use crossterm::event::KeyEvent;

use super::{Editor, Mode, rename::Rename};
use crate::{
    domain::{
        board::{Node, Zone, ZoneKind},
        edit::compose,
        flow::{Flow, setting},
        id::{JobId, NodeId, ZoneId},
        scenario::Job,
        settings::{Effective, Origin, SettingKind, SettingSpec},
        value::Value,
    },
    tui::{
        action::{Action, Way},
        model::Model,
        strings::board as say,
        theme::Role,
        widgets::{field::Field, list::Cursor},
    },
};

/// What a row of the card changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum RowKind {
    Label,
    Job(Vec<Option<JobId>>),
    Setting(Box<SettingSpec>),
    ZoneKind,
    ZoneLabel,
    ZoneAzs,
}

/// A row of the card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) name: String,
    pub(super) value: String,
    /// Where the value comes from, or what the row means.
    pub(super) because: String,
    pub(super) kind: RowKind,
    /// Whether it is a setting that the student chose.
    pub(super) stated: bool,
}

/// What the card shows; made after every input, so that drawing only reads it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Shown {
    pub(super) title: String,
    pub(super) rows: Vec<Row>,
    /// What the catalogue says, paragraph by paragraph.
    pub(super) about: Vec<String>,
    /// The explanation the student wrote, if any.
    pub(super) note: Option<String>,
    pub(super) node: Option<NodeId>,
    pub(super) zone: Option<ZoneId>,
}

impl Shown {
    /// Reads what is under the cursor.
    pub(super) fn of(editor: &Editor, model: &Model) -> Option<Self> {
        let board = model.board()?;
        if let Some(zone) = editor.zone.as_ref().and_then(|z| board.zones.get(z)) {
            return Some(Self::zone(zone));
        }
        if let Some(node) = board.node_at(editor.cursor) {
            return Self::node(node, model);
        }
        let zone = board.zones_at(editor.cursor).last().copied()?;
        Some(Self::zone(zone))
    }

    fn node(node: &Node, model: &Model) -> Option<Self> {
        let flow = model.flow()?;
        let n = flow.find(&node.id)?;
        let component = flow.nodes[n].component;
        let mut rows = vec![Row {
            name: say::ROW_LABEL.to_owned(),
            value: node.label.clone(),
            because: String::new(),
            kind: RowKind::Label,
            stated: false,
        }];
        let jobs = jobs_for(&flow, n);
        if jobs.len() > 1 {
            let job = flow.nodes[n].job;
            rows.push(Row {
                name: say::ROW_JOB.to_owned(),
                value: job.map_or_else(|| say::NO_JOB.to_owned(), |j| j.name.clone()),
                because: job.map_or_else(|| say::JOB_HELP.to_owned(), |j| j.summary.clone()),
                kind: RowKind::Job(jobs),
                stated: false,
            });
        }
        rows.extend(setting::all(&flow, n).into_iter().map(|(spec, effective)| setting_row(spec, &effective)));
        let about = component.map(about).unwrap_or_default();
        let note = model.board()?.note_on(node.id.as_str()).map(|n| n.text.clone());
        let title = component.map_or_else(|| node.component.to_string(), |c| c.name.clone());
        Some(Self { title, rows, about, note, node: Some(node.id.clone()), zone: None })
    }

    fn zone(zone: &Zone) -> Self {
        let row = |name: &str, value: String, because: &str, kind| Row {
            name: name.to_owned(),
            value,
            because: because.to_owned(),
            kind,
            stated: false,
        };
        let rows = vec![
            row(say::ROW_KIND, zone.kind.title().to_owned(), say::zone_help(zone.kind), RowKind::ZoneKind),
            row(say::ROW_LABEL, zone.title().to_owned(), "", RowKind::ZoneLabel),
            row(say::ROW_AZS, zone.azs.to_string(), say::AZS_HELP, RowKind::ZoneAzs),
        ];
        Self { title: zone.title().to_owned(), rows, zone: Some(zone.id.clone()), ..Self::default() }
    }
}

fn setting_row(spec: &SettingSpec, effective: &Effective) -> Row {
    let unit = match &spec.kind {
        SettingKind::Number { unit, .. } if !unit.is_empty() => format!(" {unit}"),
        _ => String::new(),
    };
    let origin = match &effective.origin {
        Origin::Stated => String::new(),
        Origin::Default => say::DEFAULT.to_owned(),
        Origin::Implied(why) => say::implied(why),
    };
    let because = if origin.is_empty() { spec.help.clone() } else { format!("{origin}. {}", spec.help) };
    Row {
        name: spec.name.clone(),
        value: format!("{}{unit}", effective.value),
        because,
        kind: RowKind::Setting(Box::new(spec.clone())),
        stated: matches!(effective.origin, Origin::Stated),
    }
}

/// Returns "no job" and every job that the node can do.
fn jobs_for(flow: &Flow<'_>, n: usize) -> Vec<Option<JobId>> {
    let can = |job: &Job| {
        let anything = job.runs_on == crate::domain::query::Selector::default();
        if anything { flow.nodes[n].component.is_some_and(|c| c.runs_code) } else { flow.describes(&job.runs_on, n) }
    };
    let mut out = vec![None];
    let own = flow.scenario.map_or(&[][..], |s| &s.job);
    for job in own.iter().chain(flow.catalogue.general_jobs()) {
        let id = Some(job.id.clone());
        if can(job) && !out.contains(&id) {
            out.push(id);
        }
    }
    out
}

fn about(c: &crate::domain::component::Component) -> Vec<String> {
    let mut out = vec![c.role.clone()];
    let facts = [
        (say::DELIVERY, &c.delivery),
        (say::ORDERING, &c.ordering),
        (say::RETRIES, &c.retries),
        (say::REPLAY, &c.replay),
    ];
    for (name, fact) in facts {
        if !fact.is_empty() && !matches!(fact.as_str(), "not applicable" | "none") {
            out.push(format!("{name}: {fact}"));
        }
    }
    if !c.placement.is_empty() {
        out.push(c.placement.clone());
    }
    out.extend(c.mistakes.iter().map(|m| format!("{} {m}", say::CAREFUL)));
    out
}

/// The card while it has the focus.
#[derive(Clone, Debug, Default)]
pub(super) struct Card {
    pub(super) at: Cursor,
    /// A number or label being typed.
    pub(super) typed: Option<Field>,
}

impl Card {
    /// Opens the card of what is under the cursor.
    pub(super) fn open(editor: &Editor, model: &Model) -> Option<Self> {
        Shown::of(editor, model).map(|_| Self::default())
    }

    pub(super) fn is_typing(&self) -> bool {
        self.typed.is_some()
    }

    pub(super) fn stop_typing(&mut self) {
        self.typed = None;
    }

    pub(super) fn key(&mut self, key: KeyEvent) {
        if let Some(field) = &mut self.typed {
            field.key(key);
        }
    }

    pub(super) fn paste(&mut self, text: &str) {
        if let Some(field) = &mut self.typed {
            field.insert(text);
        }
    }

    /// Says whether an action would do something to the row at hand.
    pub(super) fn can(&self, action: &Action, shown: &Shown) -> bool {
        let Some(row) = shown.rows.get(self.at.at) else { return true };
        match action {
            Action::Move(Way::Left | Way::Right) => !matches!(row.kind, RowKind::Label | RowKind::ZoneLabel),
            Action::Reset => row.stated,
            _ => true,
        }
    }

    /// Goes to a row; what was being typed into another one is forgotten.
    pub(super) fn point_at(&mut self, row: usize) {
        if self.at.at != row {
            self.typed = None;
        }
        self.at.at = row;
    }
}

impl Editor {
    pub(super) fn card_act(&mut self, action: Action, model: &mut Model) -> Option<Action> {
        let Some(shown) = Shown::of(self, model) else {
            self.mode = Mode::Free;
            return None;
        };
        let Mode::Card(card) = &mut self.mode else { return Some(action) };
        let len = shown.rows.len();
        let row = shown.rows.get(card.at.at).cloned();
        match (action, row) {
            (Action::Move(Way::Up), _) => card.at.step(-1, len),
            (Action::Move(Way::Down), _) => card.at.step(1, len),
            (Action::Pick(n), _) => card.at.at = n.min(len.saturating_sub(1)),
            (Action::Move(Way::Left), Some(row)) => turn(&shown, &row, -1, model),
            (Action::Move(Way::Right), Some(row)) => turn(&shown, &row, 1, model),
            (Action::Choose, Some(row)) => self.change(&shown, &row, model),
            (Action::Confirm, Some(row)) => self.take_typed(&shown, &row, model),
            (Action::Reset, Some(row)) => reset(&shown, &row, model),
            (other, _) => return Some(other),
        }
        None
    }

    /// Enter on a row: names and numbers are typed, everything else takes the next value.
    fn change(&mut self, shown: &Shown, row: &Row, model: &mut Model) {
        let typed = match &row.kind {
            RowKind::Label => Some(Field::with(&row.value)),
            RowKind::ZoneLabel => {
                let rename = shown.zone.as_ref().and_then(|z| Rename::zone(z, model));
                if let Some(rename) = rename {
                    self.mode = Mode::Rename(rename);
                }
                return;
            }
            RowKind::Setting(spec) if matches!(spec.kind, SettingKind::Number { .. }) => {
                let digits: String = row.value.chars().take_while(|c| c.is_ascii_digit() || *c == '-').collect();
                Some(Field::with(&digits))
            }
            _ => None,
        };
        match (&mut self.mode, typed) {
            (Mode::Card(card), Some(field)) => card.typed = Some(field),
            _ => turn(shown, row, 1, model),
        }
    }

    fn take_typed(&mut self, shown: &Shown, row: &Row, model: &mut Model) {
        let Mode::Card(card) = &mut self.mode else { return };
        let Some(field) = card.typed.take() else { return };
        let (Some(node), Some(board)) = (&shown.node, model.board()) else { return };
        let text = field.text().trim();
        match &row.kind {
            RowKind::Label if !text.is_empty() => {
                let edit = compose::relabel(board, node, text);
                if model.edit(edit) {
                    self.did(crate::domain::lesson::Deed::Rename);
                }
            }
            RowKind::Setting(spec) => match text.parse::<i64>().map(Value::Int) {
                Ok(value) if spec.allows(&value) => {
                    let edit = compose::set(board, node, &spec.id, Some(value));
                    model.edit(edit);
                }
                _ => model.say(Role::Warn, say::not_allowed(spec)),
            },
            _ => {}
        }
    }
}

/// Takes the next value of a row, or the one before.
fn turn(shown: &Shown, row: &Row, by: isize, model: &mut Model) {
    let Some(board) = model.board() else { return };
    let edit = match (&row.kind, &shown.node, &shown.zone) {
        (RowKind::Job(jobs), Some(node), _) => {
            let now = board.nodes.get(node).and_then(|n| n.job.clone());
            compose::set_job(board, node, step(jobs, &now, by))
        }
        (RowKind::Setting(spec), Some(node), _) => {
            let Some(now) = value_now(model, node, &spec.id) else { return };
            compose::set(board, node, &spec.id, Some(next_value(spec, &now, by)))
        }
        (RowKind::ZoneKind, _, Some(zone)) => {
            compose::alter_zone(board, zone, |z| z.kind = step(ZoneKind::ALL, &z.kind, by))
        }
        (RowKind::ZoneAzs, _, Some(zone)) => {
            compose::alter_zone(board, zone, |z| z.azs = if by > 0 { (z.azs + 1).min(6) } else { z.azs.max(2) - 1 })
        }
        _ => return,
    };
    model.edit(edit);
}

fn reset(shown: &Shown, row: &Row, model: &mut Model) {
    let (Some(node), Some(board), RowKind::Setting(spec)) = (&shown.node, model.board(), &row.kind) else { return };
    let edit = compose::set(board, node, &spec.id, None);
    model.edit(edit);
}

fn value_now(model: &Model, node: &NodeId, key: &str) -> Option<Value> {
    let flow = model.flow()?;
    setting::effective(&flow, flow.find(node)?, key).map(|e| e.value)
}

fn step<T: Clone + PartialEq>(all: &[T], now: &T, by: isize) -> T {
    let at = all.iter().position(|x| x == now).unwrap_or(0);
    all[at.saturating_add_signed(by + all.len().cast_signed()) % all.len().max(1)].clone()
}

fn next_value(spec: &SettingSpec, now: &Value, by: isize) -> Value {
    match (&spec.kind, now) {
        (SettingKind::Switch, Value::Bool(b)) => Value::Bool(!b),
        (SettingKind::Choice(words), Value::Text(t)) if !words.is_empty() => Value::Text(step(words, t, by)),
        (SettingKind::Number { min, max, .. }, Value::Int(n)) => Value::Int(round_step(*n, by > 0).clamp(*min, *max)),
        _ => spec.default.clone(),
    }
}

/// Steps through numbers as people do: 1, 2, 3 … 10, 15, 20 … 100, 150 …
fn round_step(n: i64, up: bool) -> i64 {
    let size = match n {
        ..=9 => 1,
        10..=59 => 5,
        60..=599 => 30,
        600..=3599 => 300,
        3600..=86_399 => 3600,
        _ => 86_400,
    };
    if up {
        n.saturating_add(size)
    } else {
        n.saturating_sub(if n == 10 || n == 60 || n == 600 || n == 3600 || n == 86_400 { size_below(n) } else { size })
    }
}

fn size_below(n: i64) -> i64 {
    match n {
        10 => 1,
        60 => 5,
        600 => 30,
        3600 => 300,
        _ => 3600,
    }
}
