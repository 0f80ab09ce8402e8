//! Hashes and the receipt: a short code for exactly this content, easy to read out and to compare.
//!
//! It shows whether two bundles are the same. It shows nothing about who made them.

use sha2::{Digest as _, Sha256};

use crate::content::Source;

/// Crockford's digits: no I, L, O, U, so that nothing is misread.
const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Returns the SHA-256 of some bytes in hexadecimal, as `sha256sum` prints it.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        for half in [byte >> 4, byte & 15] {
            out.extend(char::from_digit(u32::from(half), 16));
        }
    }
    out
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
    hex(&hash.finalize()[..16])
}
