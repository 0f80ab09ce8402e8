//! Writes the bundle of the open contract, reads it back, and notes it in the attempt.

use std::fs;

use crate::{
    content::Embedded,
    domain::{attempt::HandedIn, id::ScenarioId},
    store::Workspace,
    submission::{self, Here, Submission},
    tui::{model::Model, strings::host as say, theme::Role},
};

/// Writes the bundle and says what became of it.
pub(super) fn write(workspace: &Workspace, id: &ScenarioId, anyway: bool, model: &mut Model) {
    match made(workspace, id, anyway, model) {
        Ok(entry) => {
            model.say(Role::Good, say::handed_in(&entry.receipt, &entry.path));
            model.progress.handed_in.entry(id.clone()).or_insert_with(|| entry.at.clone());
            if let Some(attempt) = &mut model.attempt {
                attempt.handed_in.push(entry);
            }
            model.keep_attempt();
            model.keep_progress();
        }
        Err(why) => model.say(Role::Bad, why),
    }
}

fn made(workspace: &Workspace, id: &ScenarioId, anyway: bool, model: &mut Model) -> Result<HandedIn, String> {
    let (_, diagram) = super::host::diagram_of(model).ok_or_else(|| say::NO_BUNDLE.to_owned())?;
    let pack = model.pack.clone().ok_or_else(|| say::NO_BUNDLE.to_owned())?;
    let hash = if model.pack_hash.is_empty() { submission::pack_hash(&Embedded) } else { model.pack_hash.clone() };
    let flow = model.flow().ok_or_else(|| say::NO_BUNDLE.to_owned())?;
    let attempt = model.attempt.as_ref().filter(|a| &a.scenario == id).ok_or_else(|| say::NO_BUNDLE.to_owned())?;
    let what = Submission { flow: &flow, attempt, diagram: &diagram, at: &model.now, pack_hash: &hash, anyway };
    let bundle = submission::bundle(&what).map_err(|e| e.to_string())?;
    let path = workspace.write_bundle(id, &bundle.file_name, &bundle.bytes).map_err(|e| format!("{e} {}", e.hint()))?;
    // What counts is the file that will be handed in, so that file is read and checked.
    let read = fs::read(&path).map_err(|e| format!("{}: {e}", path.display()))?;
    let verified = submission::verify(&read, &Here { pack: &pack, pack_hash: &hash });
    if !verified.ok {
        let what = verified.problems.first().map_or_else(String::new, |p| p.what.clone());
        return Err(say::not_whole(&path.display().to_string(), &what));
    }
    Ok(HandedIn {
        at: model.now.clone(),
        path: path.display().to_string(),
        receipt: bundle.receipt,
        complete: bundle.complete,
        size: read.len() as u64,
    })
}
