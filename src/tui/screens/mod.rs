//! The screens, one folder each. A screen knows no other screen.

pub mod brief;
pub mod build;
pub mod client;
pub mod handin;
pub mod home;
pub mod lesson;
pub mod overlay;
pub mod run;
#[cfg(test)]
pub(super) mod testing;

use super::{model::Model, screen::Screen};
use crate::domain::{attempt::Stage, id::ScenarioId};

/// Makes the screen of a contract's stage.
pub fn stage(id: ScenarioId, stage: Stage, model: &Model) -> Box<dyn Screen> {
    match stage {
        Stage::Brief => Box::new(brief::BriefScreen::new(id)),
        Stage::Build => Box::new(build::BuildScreen::new(id, model)),
        Stage::Run => Box::new(run::RunScreen::new(id, model)),
        Stage::Client => Box::new(client::ClientScreen::new(id)),
        Stage::HandIn => Box::new(handin::HandInScreen::new(id)),
    }
}

/// What every stage does with the keys that move between stages; anything else comes back.
pub fn move_stage(id: &ScenarioId, at: Stage, action: super::action::Action) -> super::action::Action {
    use super::action::Action;
    use crate::domain::progress::Place;
    let go = |s: Stage| Action::Go(Place::Contract(id.clone(), s));
    let i = Stage::ALL.iter().position(|s| *s == at).unwrap_or(0);
    match action {
        Action::Stage(s) => go(s),
        Action::NextStage if i + 1 < Stage::ALL.len() => go(Stage::ALL[i + 1]),
        Action::PreviousStage if i > 0 => go(Stage::ALL[i - 1]),
        other => other,
    }
}
