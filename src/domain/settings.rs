//! Settings: what a service or a job can be set to, and which value holds on a board.
//!
//! Stated beats implied beats default (design 9.4). An implied value is read off the drawing and
//! is always listed as an assumption.

use serde::{Deserialize, Serialize};

use super::{component::LinkKind, query::Selector, value::Value};

/// What a setting may be.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum SettingKind {
    /// Yes or no.
    Switch,
    /// A whole number between the bounds, in the unit.
    Number {
        /// Smallest value.
        min: i64,
        /// Largest value.
        max: i64,
        /// Unit as shown: `s`, `min`, `MB`, or empty.
        #[serde(default)]
        unit: String,
    },
    /// One of the words.
    Choice(Vec<String>),
}

/// A value that the drawing implies when the node has such a neighbour.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Implied {
    /// The neighbour, on either end of a link.
    pub beside: Selector,
    /// The kinds of link that count; empty means any.
    #[serde(default)]
    pub by: Vec<LinkKind>,
    /// The value it implies.
    pub value: Value,
    /// Why, as shown: "a dead-letter queue is drawn".
    pub because: String,
}

/// A setting that a component or a job has.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SettingSpec {
    /// The key in files, such as `visibility_s`.
    pub id: String,
    /// The name people see.
    pub name: String,
    /// One sentence: what it changes.
    pub help: String,
    /// Which nodes have it (unused inside a job, where the job's nodes have it).
    #[serde(default)]
    pub of: Selector,
    /// What it may be.
    pub kind: SettingKind,
    /// The service's own default.
    pub default: Value,
    /// Values that the drawing implies, first match wins.
    #[serde(default)]
    pub implied_by: Vec<Implied>,
    /// Key of the source of the default; empty means a rule of thumb.
    #[serde(default)]
    pub source: String,
}

impl SettingSpec {
    /// Says whether the value fits the kind and its bounds.
    pub fn allows(&self, value: &Value) -> bool {
        match (&self.kind, value) {
            (SettingKind::Switch, Value::Bool(_)) => true,
            (SettingKind::Number { min, max, .. }, Value::Int(n)) => (min..=max).contains(&n),
            (SettingKind::Choice(words), Value::Text(t)) => words.contains(t),
            _ => false,
        }
    }
}

/// Where an effective value comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// The student set it.
    Stated,
    /// The drawing implies it, for the reason given.
    Implied(String),
    /// The service's own.
    Default,
}

/// The value of a setting that holds on a board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effective {
    /// The value.
    pub value: Value,
    /// Where it comes from.
    pub origin: Origin,
}
