//! Words of the brief stage.

/// Title of the pane with the contract in short.
pub const IN_SHORT: &str = "The contract in short";
/// Who the client is.
pub const CLIENT: &str = "Client";
/// Who speaks for the client.
pub const CONTACT: &str = "Contact";
/// How long it takes.
pub const TAKES: &str = "Takes";
/// Which clock counts.
pub const CLOCK: &str = "Clock";
/// What is handed in.
pub const DELIVERABLES: &str = "You hand in";
/// Shown until the contract has been read from the pack.
pub const ONE_MOMENT: &str = "One moment: the contract is being opened.";
/// The contract is not in any pack.
pub const UNKNOWN: &str = "No pack holds this contract. Press Esc to go back to the map.";
/// Nothing else is needed from this quality.
pub const NO_NEED: &str = "The letter asks for nothing of this kind.";

/// How long something takes.
pub fn minutes(n: u32) -> String {
    format!("about {n} minutes")
}

/// What stands above the letter once the requirement has changed.
pub fn changed(when: &str) -> String {
    format!("Changed on {when}")
}

/// What the frame says once the contract has been taken.
pub fn taken(when: &str) -> String {
    format!("taken {when}")
}

/// Said when the contract is taken.
pub fn now_yours(title: &str) -> String {
    format!("“{title}” is yours. N shows what the client needs, F5 the letter.")
}
