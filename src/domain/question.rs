//! What the client asks, what the client knows, and how an answer is listened to (design 9.11).
//!
//! An answer points at nodes, gives a number where one exists, and says because. Points and numbers
//! are judged exactly; prose is only listened to, never scored.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    component::word_enum,
    figure::Figure,
    query::{Query, Selector},
    scenario::{Phase, Quality},
};

fn both() -> Phase {
    Phase::Both
}

/// A question of the client.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Its id within the scenario.
    pub id: String,
    /// The quality it is about.
    pub quality: Quality,
    /// The lab facts it honours.
    #[serde(default)]
    pub facts: Vec<String>,
    /// One of the five that must be answered.
    #[serde(default)]
    pub required: bool,
    /// Before or after the changed requirement.
    #[serde(default = "both")]
    pub phase: Phase,
    /// What must hold on the board for the question to make sense; nothing means always.
    #[serde(default)]
    pub when: Option<Query>,
    /// Named selectors for the `{name}` placeholders; a question with an unfilled placeholder is
    /// not asked.
    #[serde(default)]
    pub nodes: BTreeMap<String, Selector>,
    /// Figures of the student's last run for more `{name}` placeholders. A question that has one in
    /// its text waits until there is a run of the board as it stands.
    #[serde(default)]
    pub figures: BTreeMap<String, Figure>,
    /// The question, in the client's voice.
    pub text: String,
    /// What the student should select on the board.
    #[serde(default)]
    pub point: Option<Pointing>,
    /// The number the student should give.
    #[serde(default)]
    pub number: Option<Number>,
    /// What a good answer covers.
    pub listens: Vec<Listen>,
    /// What the client asks back when the student's last run shows it; the first that holds.
    #[serde(default)]
    pub in_run: Vec<InRun>,
    /// What a good answer sounds like, shown in the debrief.
    pub model: String,
    /// Answers that prove the listening right.
    pub fixtures: Fixtures,
}

/// Nodes that an answer must point at.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pointing {
    /// What to point at, as an instruction.
    pub say: String,
    /// The right nodes: at least one of them, and nothing else.
    pub nodes: Selector,
}

/// A number that an answer must give.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Number {
    /// What to give, as an instruction.
    pub say: String,
    /// The unit of the answer.
    pub unit: String,
    /// Where the true number comes from.
    pub is: NumberSource,
    /// What the client says when it is off by more than a fifth; `{truth}` is filled in.
    pub off: String,
}

/// Where the true number comes from.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[expect(clippy::large_enum_variant, reason = "a pack holds a few dozen; patterns stay readable")]
pub enum NumberSource {
    /// The effective value of a setting of the first such node, divided by `per`.
    Setting {
        /// Which node.
        of: Selector,
        /// Which setting.
        key: String,
        /// Divides the value, such as 60 for minutes.
        #[serde(default = "one")]
        per: i64,
    },
    /// How many such nodes are drawn.
    Count(Selector),
    /// The product of two settings of the first such nodes, divided by `per`.
    Product {
        /// Which node has the first factor.
        of: Selector,
        /// The first factor.
        key: String,
        /// Which node has the second factor.
        and: Selector,
        /// The second factor.
        times: String,
        /// Divides the product.
        #[serde(default = "one")]
        per: i64,
    },
    /// A figure of the student's last run.
    Run(Figure),
}

/// Something that a run may show and that the client then asks back about.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InRun {
    /// The figure.
    pub of: Figure,
    /// How large it must be, in its own unit.
    #[serde(default = "one")]
    pub at_least: i64,
    /// What the client asks; `{figure}` is filled in, and whatever the question names.
    pub say: String,
}

fn one() -> i64 {
    1
}

/// A point that the client listens for.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Listen {
    /// Its id within the question.
    pub id: String,
    /// The point, as shown after the answer.
    pub text: String,
    /// Groups of words: each group must be heard, by any one of its words or phrases.
    pub words: Vec<Vec<String>>,
    /// What on the board backs it; nothing means that words suffice.
    #[serde(default)]
    pub backed_by: Option<Query>,
    /// What the client asks when it was not heard.
    pub follow_up: String,
}

/// Answers written by the author that prove the listening right; the content check runs them.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fixtures {
    /// Answers in which every point must be heard; at least three.
    pub good: Vec<String>,
    /// Wrong or negated answers in which not all points may be heard; at least three.
    pub wrong: Vec<String>,
    /// All keywords without a sentence; must not be heard as an answer.
    pub salad: String,
}

/// A fact that the client tells when asked.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reveal {
    /// Its id within the scenario.
    pub id: String,
    /// What it is about, in a few words.
    pub topic: String,
    /// The lab facts or gaps it settles.
    #[serde(default)]
    pub facts: Vec<String>,
    /// How people may ask; at least five phrasings.
    pub asks: Vec<String>,
    /// Groups of words, as in [`Listen::words`].
    pub words: Vec<Vec<String>>,
    /// What the client says.
    pub reply: String,
}

/// A question too vague to answer, and what the client asks back.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vague {
    /// Words that mark it, all groups, as in [`Listen::words`].
    pub words: Vec<Vec<String>>,
    /// What the client asks back.
    pub counter: String,
}

word_enum! {
    /// What became of a point that the client listened for.
    Hearing {
        /// Heard, with the matched words.
        Heard = "heard",
        /// Mentioned, but nothing on the board backs it.
        Unbacked = "unbacked",
        /// Not heard.
        NotHeard = "not_heard",
    }
}

/// One point after an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heard {
    /// The point's id.
    pub id: String,
    /// What became of it.
    pub hearing: Hearing,
    /// The words of the answer that matched.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub matched: Vec<String>,
}
