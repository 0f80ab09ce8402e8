//! A client's contract: who wants what, which needs that gives, what the client asks and knows.
//!
//! All of it is data from `scenario.toml` and its neighbours. This room names the parts; `content`
//! reads them, `review` judges needs and rules, `interview` plays the client.

use std::{borrow::Cow, collections::BTreeMap};

use serde::{Deserialize, Serialize};

pub use super::job::{Effect, Job, Spread};
use super::{
    board::Board,
    component::word_enum,
    id::{ComponentId, Format, JobId, ScenarioId},
    query::{Query, Selector, one_or_many},
    question::{Question, Reveal, Vague},
    workload::{Fault, RunPlan, Targets, Trial, Workload},
};

word_enum! {
    /// The three things this lab looks at, again and again.
    Quality {
        /// How fresh data is where it is used.
        Velocity = "velocity",
        /// What breaks, what is lost, how it comes back.
        Resilience = "resilience",
        /// What can be rebuilt from what was kept.
        Replayability = "replayability",
    }
}

word_enum! {
    /// Which side of the changed requirement something belongs to.
    Phase {
        /// Before and after.
        Both = "both",
        /// Only until the requirement changes.
        Before = "before",
        /// Only once it has changed.
        After = "after",
    }
}

impl Phase {
    /// Says whether it counts now.
    pub fn counts(self, changed: bool) -> bool {
        match self {
            Self::Both => true,
            Self::Before => !changed,
            Self::After => changed,
        }
    }
}

fn both() -> Phase {
    Phase::Both
}

/// Something the client requires, checkable on a board.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Need {
    /// Its id within the scenario.
    pub id: String,
    /// A few words for the needs list, at most 30 characters.
    pub short: String,
    /// The need as the client would say it.
    pub text: String,
    /// The lab facts it honours.
    pub facts: Vec<String>,
    /// The quality it serves most.
    pub quality: Quality,
    /// Before or after the changed requirement.
    #[serde(default = "both")]
    pub phase: Phase,
    /// What must hold on the board.
    pub check: Query,
    /// What to try when it does not hold; says no solution outright.
    pub hint: String,
}

word_enum! {
    /// How bad a finding is.
    Severity {
        /// It cannot work, or breaks what the client demands.
        Error = "error",
        /// It works until something happens.
        Warning = "warning",
        /// Worth knowing.
        Note = "note",
    }
}

/// A finding that a scenario looks for, beside those every board is checked for.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Its code, such as `csv-not-kept`.
    pub code: String,
    /// How bad it is.
    pub severity: Severity,
    /// The quality it hurts.
    pub quality: Quality,
    /// Before or after the changed requirement.
    #[serde(default = "both")]
    pub phase: Phase,
    /// When it is raised.
    pub when: Query,
    /// The nodes it is about.
    pub blame: Selector,
    /// What is the matter and why it matters; `{nodes}` stands for the labels.
    pub message: String,
    /// What to try.
    pub hint: String,
}

/// What a source has to give.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Offer {
    /// The component.
    pub component: ComponentId,
    /// The formats.
    #[serde(default, deserialize_with = "one_or_many")]
    pub formats: Vec<Format>,
    /// Calls a second that the client's contract with it allows; 0 means what the catalogue says.
    #[serde(default)]
    pub per_s: i64,
}

/// The requirement that changes half-way.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChangedNeed {
    /// How many answers the client waits for before changing their mind.
    pub after_answers: u32,
    /// The message, in the client's voice.
    pub text: String,
}

/// Something that must be in the bundle.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deliverable {
    /// Which check completes it.
    pub id: DeliverableKind,
    /// As the student reads it.
    pub text: String,
    /// The lab facts it honours.
    pub facts: Vec<String>,
}

word_enum! {
    /// The checks that complete a deliverable.
    DeliverableKind {
        /// The diagram is drawn and saved.
        Diagram = "diagram",
        /// Every step is explained.
        Steps = "steps",
        /// The three qualities are talked through.
        Qualities = "qualities",
        /// The required questions are answered.
        Answers = "answers",
        /// The client was asked.
        Questions = "questions",
    }
}

word_enum! {
    /// What a design of a pack is for.
    DesignKind {
        /// Meets every need; one of several that do.
        Reference = "reference",
        /// Has one deliberate fault and the finding that names it.
        Naive = "naive",
        /// Material for lessons.
        Material = "material",
    }
}

/// What a design file says about itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DesignInfo {
    /// What it is for.
    pub kind: DesignKind,
    /// A few words.
    pub title: String,
    /// Why somebody would draw it, and what it teaches.
    #[serde(default)]
    pub story: String,
    /// The code of the one finding of severity error it must raise (naive designs).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finding: Option<String>,
}

/// A board of a pack with what it is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Design {
    /// Its file name without the ending.
    pub id: String,
    /// What it is for.
    pub info: DesignInfo,
    /// The drawing.
    pub board: Board,
}

/// The head of a scenario: what a list needs, without the designs and the interview.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// Format version.
    pub schema: u32,
    /// Its id.
    pub id: ScenarioId,
    /// Its place in the story, from 1.
    pub order: u32,
    /// Its title.
    pub title: String,
    /// Who the client is.
    pub client: String,
    /// Who speaks for the client in the interview.
    pub contact: String,
    /// One sentence for the map.
    pub pitch: String,
    /// How long it takes, minutes.
    pub minutes: u32,
    /// The file name a new drawing gets.
    pub drawing: String,
    /// Time zone of every clock time in it.
    pub time_zone: String,
    /// Every lab fact it honours.
    pub facts: Vec<String>,
    /// Components that suit it, in the order shown.
    pub suggests: Vec<ComponentId>,
    /// Named selectors, at least `source` and `sink`.
    pub roles: BTreeMap<String, Selector>,
    /// What the sources have.
    #[serde(default)]
    pub offer: Vec<Offer>,
    /// Jobs beside the general ones.
    #[serde(default)]
    pub job: Vec<Job>,
    /// What the client requires.
    #[serde(default)]
    pub need: Vec<Need>,
    /// Findings beside the general ones.
    #[serde(default)]
    pub rule: Vec<Rule>,
    /// How it is run; a scenario without it cannot be run.
    #[serde(default)]
    pub run: Option<RunPlan>,
    /// What arrives.
    #[serde(default)]
    pub workload: Vec<Workload>,
    /// What can go wrong.
    #[serde(default)]
    pub fault: Vec<Fault>,
    /// What is destroyed and must be rebuilt.
    #[serde(default)]
    pub trial: Vec<Trial>,
    /// The requirement that changes.
    #[serde(default)]
    pub change: Option<ChangedNeed>,
    /// What is handed in.
    #[serde(default)]
    pub deliverable: Vec<Deliverable>,
    /// How many questions the student must ask.
    #[serde(default)]
    pub ask_at_least: u32,
    /// Notes for the teacher, Markdown.
    #[serde(default)]
    pub teacher: String,
    /// Notes for whoever presents the plan, Markdown.
    #[serde(default)]
    pub speaker: String,
    /// Whether the requirement has changed; a contract as it is read has not. See
    /// [`Scenario::in_force`].
    #[serde(skip)]
    pub changed: bool,
    /// The letter of the client, Markdown (`brief.md`).
    #[serde(skip)]
    pub brief: String,
    /// What the client asks and knows (`client.toml`).
    #[serde(skip)]
    pub interview: Interview,
    /// The designs of the pack.
    #[serde(skip)]
    pub designs: Vec<Design>,
}

/// What the client asks and what the client knows (`client.toml`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Interview {
    /// Format version.
    #[serde(default)]
    pub schema: u32,
    /// First words of the client.
    #[serde(default)]
    pub greeting: String,
    /// Said when a question is about something nobody knows.
    #[serde(default)]
    pub unknown: String,
    /// Said when every question is answered.
    #[serde(default)]
    pub farewell: String,
    /// The questions.
    #[serde(default)]
    pub question: Vec<Question>,
    /// The facts revealed when asked.
    #[serde(default)]
    pub reveal: Vec<Reveal>,
    /// Counter-questions to vague questions.
    #[serde(default)]
    pub vague: Vec<Vague>,
}

impl Scenario {
    /// Returns the contract as it stands before or after the changed requirement: what arrives,
    /// what breaks, what is destroyed and the targets follow from it.
    pub fn in_force(&self, changed: bool) -> Cow<'_, Self> {
        if self.changed == changed { Cow::Borrowed(self) } else { Cow::Owned(Self { changed, ..self.clone() }) }
    }

    /// Returns the side of the changed requirement that counts now.
    pub fn phase(&self) -> Phase {
        if self.changed { Phase::After } else { Phase::Before }
    }

    /// Returns what arrives now.
    pub fn workloads(&self) -> impl Iterator<Item = &Workload> {
        self.workload.iter().filter(|w| w.phase.counts(self.changed))
    }

    /// Returns what can break now.
    pub fn faults(&self) -> impl Iterator<Item = &Fault> {
        self.fault.iter().filter(|f| f.phase.counts(self.changed))
    }

    /// Returns what can be destroyed now and must be rebuilt.
    pub fn trials(&self) -> impl Iterator<Item = &Trial> {
        self.trial.iter().filter(|t| t.phase.counts(self.changed))
    }

    /// Returns what each quality must reach now; nothing where there is no run.
    pub fn targets(&self) -> Option<Targets> {
        let run = self.run.as_ref()?;
        Some(run.target_after.filter(|_| self.changed).unwrap_or(run.target))
    }

    /// Finds a job of the scenario.
    pub fn job(&self, id: &JobId) -> Option<&Job> {
        self.job.iter().find(|j| &j.id == id)
    }

    /// Finds a design.
    pub fn design(&self, id: &str) -> Option<&Design> {
        self.designs.iter().find(|d| d.id == id)
    }

    /// Returns how many calls a second the client's contract with a component allows; 0 is no say.
    pub fn allowance(&self, component: &ComponentId) -> i64 {
        self.offer.iter().find(|o| &o.component == component).map_or(0, |o| o.per_s)
    }

    /// Returns what a component has to give in this scenario.
    pub fn offers(&self, component: &ComponentId) -> &[Format] {
        self.offer.iter().find(|o| &o.component == component).map_or(&[], |o| &o.formats)
    }
}
