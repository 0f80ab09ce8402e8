//! Words of the board editor.

use crate::domain::{
    board::ZoneKind,
    component::LinkKind,
    flow::legality::Legality,
    settings::{SettingKind, SettingSpec},
};

/// The board is being read.
pub const OPENING: &str = "Opening the board…";
/// Shown on an empty board.
pub const WELCOME: [&str; 3] =
    ["An empty board.", "Press a, type what you are looking for,", "and press Enter to put it here."];
/// Nothing can be done here.
pub const NOTHING_HERE: &str = "There is nothing under the cursor. Move to a node first.";
/// No edit to take back.
pub const NOTHING_TO_UNDO: &str = "Nothing to undo.";
/// No edit to make again.
pub const NOTHING_TO_REDO: &str = "Nothing to redo.";
/// The board was cleared.
pub const CLEARED: &str = "The board is clear. Press u to bring everything back.";
/// A link needs a start.
pub const CONNECT_FROM: &str = "Move to the node where the arrow starts, then press c.";
/// A link needs an end.
pub const CONNECT_TO: &str = "Move to the node where the arrow ends, then press Enter. Esc cancels.";
/// How a link by code works.
pub const BY_CODE: &str = "your code makes the call";
/// How a link works that needs no listing.
pub const BY_NATURE: &str = "works by what the two are";
/// No zone is drawn here.
pub const NO_ZONE: &str = "No zone is drawn round this cell. Press z to draw one.";
/// Every need is met: what comes next.
pub const ALL_MET: &str =
    "Every need is met. Explain your steps with e, then press ] to see what will run and to meet the client.";
/// There is no choice of what a link carries.
pub const NO_FORMATS: &str = "Nothing reaches the start of this link yet, so there is no format to choose.";
/// The node has no links.
pub const NO_LINKS: &str = "This node has no links. Press c to draw one.";
/// The review has nothing to say.
pub const NO_FINDINGS: &str = "The review has nothing to complain about.";
/// The search found nothing.
pub const NOTHING_FOUND: &str = "Nothing of that name. Try another word, or fewer letters.";
/// Title of the component list.
pub const COMPONENTS: &str = "Components";
/// Everything is listed.
pub const ALL: &str = "found";
/// Only what suits is listed.
pub const SUITED: &str = "suited";
/// Where the query goes while nothing is typed.
pub const PALETTE_HINT: &str = "search and add";
/// Title of the needs list.
pub const NEEDS: &str = "Needs";
/// Title of an empty card.
pub const CARD: &str = "Card";
/// What the card is for.
pub const CARD_EMPTY: &str = "Move to a node or zone to see what it is. Enter opens its card, where you name it, give it a job and change its settings.";
/// Row names of the card.
pub const ROW_LABEL: &str = "Label";
/// The job.
pub const ROW_JOB: &str = "Job";
/// The kind of a zone.
pub const ROW_KIND: &str = "Kind";
/// How many availability zones.
pub const ROW_AZS: &str = "Zones spanned";
/// No job was chosen.
pub const NO_JOB: &str = "none yet";
/// What a job is.
pub const JOB_HELP: &str = "What this step does to what flows. Use the arrows to choose.";
/// What spanning zones means.
pub const AZS_HELP: &str = "How many availability zones it spans. Parts inside then survive the loss of one.";
/// The value is the service's own.
pub const DEFAULT: &str = "Default";
/// Names of facts.
pub const DELIVERY: &str = "Delivery";
/// Ordering.
pub const ORDERING: &str = "Order";
/// Retries.
pub const RETRIES: &str = "Retries";
/// Replay.
pub const REPLAY: &str = "Replay";
/// Before a common mistake.
pub const CAREFUL: &str = "Careful:";
/// Before the student's explanation.
pub const WHY: &str = "Why:";
/// No explanation yet.
pub const NOT_EXPLAINED: &str = "Not explained yet: press e.";
/// What to write.
pub const WHY_HINT: &str = "Why is this step here? What if it fails? What can be rebuilt from it?";
/// Before the qualities.
pub const SPEAKS_OF: &str = "Speaks of";
/// Names of what gets a name.
pub const NAME_NODE: &str = "Name of this node";
/// A zone.
pub const NAME_ZONE: &str = "Name of this zone";
/// The drawing.
pub const NAME_DRAWING: &str = "Name of the drawing (and of its files)";
/// Nothing stands there.
pub const EMPTY_CELL: &str = "Empty cell: a adds a component, z starts the outline of a zone, r names the drawing.";
/// Nothing stands there, on a board that is only pointed at.
pub const EMPTY_TO_POINT: &str = "Empty cell: w jumps to the next part of the drawing.";
/// Nothing travels.
pub const CARRIES_NOTHING: &str = "carries nothing yet";

/// An edit was taken back.
pub fn undone(what: &str) -> String {
    format!("Undone: {what}. Ctrl-R makes it again.")
}

/// An edit was made again.
pub fn redone(what: &str) -> String {
    format!("Done again: {what}.")
}

/// Something was deleted.
pub fn deleted(what: &str) -> String {
    let mut text = format!("{what}. Press u to bring it back.");
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}

/// A component was added.
pub fn added(name: &str, role: &str) -> String {
    format!("{name}: {role}")
}

/// What a link kind means, as a verb.
pub fn kind_words(kind: LinkKind) -> &'static str {
    match kind {
        LinkKind::Push => "hands over",
        LinkKind::Pull => "is read by",
        LinkKind::Subscribe => "is followed by",
        LinkKind::Notice => "gives notice to",
        LinkKind::Copy => "is copied to",
        LinkKind::Alert => "alerts",
        LinkKind::Control => "starts",
        LinkKind::Attach => "belongs to",
        LinkKind::Lookup => "is looked up",
        LinkKind::Replay => "replays into",
    }
}

/// A link was drawn.
pub fn linked(kind: LinkKind, how: &str) -> String {
    format!("{kind}: {how}. Press t for this node's links.")
}

/// A link would work.
pub fn would_link(kind: LinkKind, how: &str) -> String {
    format!("{kind}: {how}. Enter connects.")
}

/// A link was drawn that cannot work.
pub fn wrong_link(why: &str, instead: &str) -> String {
    format!("{why} {instead}")
}

/// A link that nobody knows.
pub fn unlisted(from: &str, to: &str) -> String {
    format!("No known way leads straight from {from} to {to}: nothing would flow.")
}

/// A link is begun.
pub fn connecting(from: &str) -> String {
    format!("From {from} to …  move to the node where the arrow ends.")
}

/// Nodes are carried.
pub fn carrying(n: usize, copy: bool) -> String {
    let what = if n == 1 { "the node".to_owned() } else { format!("{n} nodes") };
    format!(
        "{} {what}: move, then Enter puts {} down.",
        if copy { "Copying" } else { "Moving" },
        if n == 1 { "it" } else { "them" }
    )
}

/// A zone is outlined.
pub fn outlining(kind: &str) -> String {
    format!("{kind}: move to the opposite corner, Tab changes what it is, Enter draws it.")
}

/// Nodes are selected.
pub fn marked(n: usize) -> String {
    let nodes = if n == 1 { "node".to_owned() } else { "nodes".to_owned() };
    format!("{n} {nodes} selected: m moves, y copies, e explains, x deletes them together. Esc lets go.")
}

/// An empty cell inside zones.
pub fn in_zones(zones: &[&str]) -> String {
    format!("Inside {}. Enter opens the card of the innermost.", zones.join(" ▸ "))
}

/// How many findings there are.
pub fn findings(errors: usize, warnings: usize) -> String {
    let some = |n: usize, one: &str| format!("{n} {one}{}", if n == 1 { "" } else { "s" });
    match (errors, warnings) {
        (0, w) => format!("{}: press f", some(w, "warning")),
        (e, 0) => format!("{}: press f", some(e, "problem")),
        (e, w) => format!("{}, {}: press f", some(e, "problem"), some(w, "warning")),
    }
}

/// A value was read off the drawing.
pub fn implied(why: &str) -> String {
    format!("Assumed, because {why}")
}

/// A value is not allowed.
pub fn not_allowed(spec: &SettingSpec) -> String {
    match &spec.kind {
        SettingKind::Number { min, max, unit } => {
            format!("{} takes a whole number from {min} to {max} {unit}.", spec.name)
        }
        _ => format!("{} does not take that.", spec.name),
    }
}

/// Title of the explanation.
pub fn why(title: &str) -> String {
    format!("Why {title}?")
}

/// What travels.
pub fn carries(formats: &str) -> String {
    format!("carries {formats}")
}

/// What should travel but does not.
pub fn wants(format: &str) -> String {
    format!("should carry {format}, but none gets there")
}

/// A link in a sentence.
pub fn link(from: &str, to: &str, kind: LinkKind, carries: &str, legality: &Legality<'_>, live: bool) -> String {
    match legality {
        Legality::Wrong(row, _) => format!("{from} → {to} ({kind}): {} {}", row.why, row.instead),
        Legality::Unlisted => format!("{from} → {to} ({kind}): nobody knows how this would work, so nothing flows."),
        _ if live => format!("{from} {} {to} ({kind}); {carries}.", kind_words(kind)),
        _ => format!("{from} → {to} ({kind}): nothing starts this. Something must call, schedule or notify it."),
    }
}

/// What a kind of zone stands for.
pub fn zone_help(kind: ZoneKind) -> &'static str {
    match kind {
        ZoneKind::Cloud => "Everything that runs at the provider.",
        ZoneKind::Region => "One part of the world; regional services live here, outside the VPC.",
        ZoneKind::Vpc => "Your own network in the cloud.",
        ZoneKind::Az => "One data centre: what stands only here is gone when it is.",
        ZoneKind::PublicSubnet => "A part of the network that the internet can reach.",
        ZoneKind::PrivateSubnet => "A part of the network that the internet cannot reach.",
        ZoneKind::Client => "The client's own premises, outside the cloud.",
    }
}

/// A zone at hand.
pub fn zone(zone: &crate::domain::board::Zone) -> String {
    let kind = if zone.label.is_empty() { String::new() } else { format!(" ({})", zone.kind.title()) };
    format!("{}{kind}: {} Enter opens its card.", zone.title(), zone_help(zone.kind))
}
