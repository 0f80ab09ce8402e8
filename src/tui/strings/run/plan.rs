//! Words of the list of what a run will do.

use crate::domain::component::LinkKind;

/// Head of the list of what does not go.
pub const NOT_GOING: &str = "Does not go yet";
/// Everything goes.
pub const ALL_GOES: &str = "Every step gets going and every arrow carries something.";
/// Head of the list of assumed settings.
pub const ASSUMED: &str = "Settings it will assume";
/// Nothing is assumed.
pub const NOTHING_ASSUMED: &str = "None. What is not set on a card counts with the service's own default.";
/// Head of what a run will measure.
pub const MEASURES: &str = "What a run will measure";
/// What is measured for each quality.
pub const MEASURED: [&str; 3] = [
    "how long a record takes from where it is made to where it is used, against the client's target;",
    "what is lost, late or doubled when each fault of the contract strikes, and how long it takes to recover;",
    "whether the result can be built again from what your design keeps, record for record.",
];

/// A step that starts by itself.
pub const BY_ITSELF: &str = "starts by itself";
/// A step that nothing starts.
pub const NEVER: &str = "nothing starts it";
/// A step without a way to be started but that needs none.
pub const WAITS: &str = "is there for others to use";

/// How many steps there are.
pub fn steps(n: usize) -> String {
    if n == 1 { "1 step".to_owned() } else { format!("{n} steps") }
}

/// What starts a step.
pub fn started_by(names: &str) -> String {
    format!("started by {names}")
}

/// What reaches a step.
pub fn gets(what: &str, from: &str, kind: LinkKind) -> String {
    match kind {
        LinkKind::Pull => format!("fetches {what} from {from}"),
        LinkKind::Subscribe => format!("follows {from} for {what}"),
        LinkKind::Notice => format!("is told of {what} by {from}"),
        LinkKind::Copy => format!("is sent copies of {what} by {from}"),
        _ => format!("is handed {what} by {from}"),
    }
}

/// What a step hands on.
pub fn hands_on(what: &str, to: &str, kind: LinkKind) -> String {
    match kind {
        LinkKind::Pull => format!("holds {what} until {to} fetches it"),
        LinkKind::Subscribe => format!("holds {what} for {to}"),
        LinkKind::Notice => format!("tells {to} of {what}"),
        LinkKind::Copy => format!("copies {what} to {to}"),
        _ => format!("hands {what} to {to}"),
    }
}

/// What a step asks for single values.
pub fn leans_on(names: &str) -> String {
    format!("asks {names}")
}

/// What a step cannot take.
pub fn turns_away(what: &str) -> String {
    format!("turns {what} away: it cannot take that")
}

/// A link without formats.
pub const NOTHING_YET: &str = "nothing yet";

/// A setting that is assumed.
pub fn assumes(setting: &str, value: &str, because: &str) -> String {
    if because.is_empty() { format!("{setting}: {value}") } else { format!("{setting}: {value}, because {because}") }
}

/// A link that carries nothing.
pub fn dead_link(from: &str, to: &str) -> String {
    format!("{from} to {to}: nothing travels on this arrow")
}

/// A step that nothing starts.
pub fn dead_step(name: &str) -> String {
    format!("{name}: nothing starts it")
}
