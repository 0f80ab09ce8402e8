//! Words about what happened on disk.

/// A diagram was written.
pub fn written(path: &str, bytes: usize) -> String {
    format!("Written for draw.io: {path} ({} kB)", bytes.div_ceil(1000))
}

/// The diagram there is not the one we wrote.
pub fn changed_outside(path: &str) -> String {
    format!("{path} was changed outside archlab and is left as it is. Rename it, then press Ctrl-S again.")
}

/// Something was put aside.
pub fn reset(path: &str) -> String {
    format!("A fresh start. What you had is in {path}.")
}

/// The bundle could not be made.
pub const NO_BUNDLE: &str = "The bundle could not be made.";

/// The bundle was written and checked.
pub fn handed_in(receipt: &str, path: &str) -> String {
    format!("Handed in. Receipt {receipt}. The bundle is {path}.")
}

/// The bundle on disk is not what was written.
pub fn not_whole(path: &str, what: &str) -> String {
    format!("{path} was written but is not whole: {what}. Check the disk and try again.")
}
