//! Words of the header and footer.

/// Everything is on disk.
pub const SAVED: &str = "saved";
/// Some of it is on its way.
pub const SAVING: &str = "saving…";
/// It could not be written.
pub const NOT_SAVED: &str = "NOT SAVED";
/// Another window writes.
pub const READ_ONLY: &str = "read-only";

/// How many needs are met.
pub fn needs_met(met: usize, of: usize) -> String {
    format!("{met} of {of} needs")
}

/// The same where there is little room.
pub fn needs_met_short(met: usize, of: usize) -> String {
    format!("{met}/{of}")
}

/// The same where there is none.
pub fn needs_left_out(_met: usize, _of: usize) -> String {
    String::new()
}

/// The terminal is too small.
pub fn too_small(needs: (u16, u16), has: (u16, u16)) -> String {
    format!(
        "archlab needs {} × {} characters. This window has {} × {}: make it larger, or its letters smaller.",
        needs.0, needs.1, has.0, has.1
    )
}

/// Title of the question before a reset.
pub const RESET_TITLE: &str = "Start over?";
/// The question before a reset.
pub const RESET_TEXT: &str = "What you did here is put aside in the backups folder of the workspace, and you begin with a fresh board. Nothing is deleted.";
/// The question before a lesson or one of its tasks starts over.
pub const RESET_LESSON: &str = "One task: its hints are closed and the board goes back to where the task began; undo brings your board back. The whole lesson: what you did is put aside in the backups folder of the workspace, and you begin with the first task.";
/// Starts one task of a lesson over.
pub const RESET_TASK: &str = "Start this task over";
/// Starts one lesson or contract over, from the map.
pub fn reset_this(title: &str) -> String {
    format!("Put “{title}” aside and start it over")
}

/// Starts everything over.
pub const RESET_EVERYTHING: &str = "Put everything aside: all lessons and contracts";
/// The safe answer.
pub const KEEP: &str = "Keep everything as it is";
/// The other answer.
pub const START_OVER: &str = "Put it aside and start over";

/// The theme that was asked for does not exist.
pub fn unknown_theme(name: &str) -> String {
    format!("There is no theme “{name}”. There are dark, light, projector and mono.")
}
