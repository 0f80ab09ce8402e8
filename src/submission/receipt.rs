//! Hashes and the receipt: a short code for exactly this content, easy to read out and to compare.
//!
//! It shows whether two bundles are the same. It shows nothing about who made them.

use sha2::{Digest as _, Sha256};

use crate::content::Source;

/// Crockford's digits: no I, L, O, U, so that nothing is misread.
const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Returns the SHA-256 of some bytes in hexadecimal.
pub(super) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

/// Returns the receipt of a payload manifest: four groups of four, 80 bits.
pub(super) fn receipt(manifest: &[u8]) -> String {
    let hash = Sha256::digest(manifest);
    let groups = hash.chunks(5).take(2).flat_map(|five| {
        let bits = five.iter().fold(0u64, |sum, byte| (sum << 8) | u64::from(*byte));
        [bits >> 20, bits & 0xf_ffff]
    });
    groups.map(group).collect::<Vec<_>>().join("-")
}

/// Writes twenty bits as four digits.
fn group(bits: u64) -> String {
    [15, 10, 5, 0].iter().map(|shift| char::from(DIGITS[((bits >> shift) & 31) as usize])).collect()
}

/// Returns the hash of everything a pack says, so that two machines know whether they judge by the
/// same words.
pub fn pack_hash(source: &dyn Source) -> String {
    let mut hash = Sha256::new();
    for folder in ["lessons", "scenarios"] {
        for path in source.list(folder) {
            let text = source.read(&path).unwrap_or_default();
            hash.update(format!("{path}\n{}\n", text.len()));
            hash.update(text);
        }
    }
    hash.finalize().iter().take(16).map(|b| format!("{b:02x}")).collect()
}
