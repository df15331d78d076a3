//! Keyed digests.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// HMAC-SHA-256 (RFC 2104) with a key taken in once.
#[derive(Clone)]
pub(super) struct Digests(Hmac<Sha256>);

/// What is stored of one run of letters: 16 bytes that find it, and 4 bytes for each way that a
/// longer name goes on after it.
#[derive(Debug, Clone, Copy)]
pub(super) struct LetterDigest {
    pub(super) id: [u8; 16],
    /// Over white space.
    pub(super) soft: u32,
    /// Over punctuation.
    pub(super) hard: u32,
}

/// Bytes that stand before what is no name. The letters of names hold no zero byte.
const OTHER: &[u8] = b"\0";

impl Digests {
    pub(super) fn new(key: &[u8; 32]) -> Self {
        // A key shorter than the hash's block is filled up with zeros.
        let mut block = [0; 64];
        block[..32].copy_from_slice(key);
        Digests(Hmac::new((&block).into()))
    }

    /// The digest of several texts, one after the other.
    pub(super) fn of(&self, parts: &[&[u8]]) -> [u8; 32] {
        let mut mac = self.0.clone();
        for part in parts {
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }

    /// The digest of letters. The `nth` name with the same letters, from 0, has another one.
    pub(super) fn letters(&self, letters: &[u8], nth: u8) -> LetterDigest {
        let digest = match nth {
            0 => self.of(&[letters]),
            nth => self.of(&[letters, &[0, nth]]),
        };
        let word =
            |at: usize| u32::from_le_bytes([digest[at], digest[at + 1], digest[at + 2], digest[at + 3]]);
        LetterDigest { id: std::array::from_fn(|at| digest[at]), soft: word(16), hard: word(20) }
    }

    /// What masks the entry of those letters.
    pub(super) fn mask(&self, letters: &[u8], nth: u8) -> [u8; 32] {
        self.of(&[OTHER, b"mask", &[nth], letters])
    }

    /// What proves that a file is whole.
    pub(super) fn proof(&self, text: &str) -> [u8; 32] {
        self.of(&[OTHER, b"file", text.as_bytes()])
    }

    /// A number for the name `listed` that says nothing without the key.
    pub(super) fn pseudonym(&self, listed: u32) -> u64 {
        let digest = self.of(&[OTHER, b"name", &listed.to_le_bytes()]);
        u64::from_le_bytes(std::array::from_fn(|at| digest[at]))
    }

    /// Bytes that look like any entry and are none.
    pub(super) fn filler(&self, number: u32) -> [u8; 64] {
        let halves = [0, 1].map(|half| self.of(&[OTHER, b"filler", &[half], &number.to_le_bytes()]));
        std::array::from_fn(|at| halves[at / 32][at % 32])
    }
}

impl std::fmt::Debug for Digests {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Digests")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use data_encoding::HEXLOWER;

    #[test]
    fn digests_are_those_of_the_standard() {
        // RFC 4231, test case 1 (its key of 20 bytes is padded with zeros to any length up to 64).
        let mut key = [0; 32];
        key[..20].fill(0x0b);
        assert_eq!(
            HEXLOWER.encode(&Digests::new(&key).of(&[b"Hi ", b"There"])),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
        );
    }
}
