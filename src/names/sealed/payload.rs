//! What a match has to know of a sealed spelling, in 26 bytes whatever it is.

use crate::names::Shape;

/// Length in bytes.
pub(super) const LENGTH: usize = 26;

/// Bytes at the end that are zero in every payload: what has others was not masked by this name.
const CHECK: usize = 4;

/// What is known of one spelling.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Payload {
    /// Whose name it is, by number within the list.
    pub(super) listed: u32,
    /// What the policy says of the name.
    pub(super) mark: u8,
    /// How it was written; its length is that of the letters.
    pub(super) shape: Shape,
    /// Bit `n` tells of a border after `n` bytes of letters.
    pub(super) bounds: u128,
}

impl Payload {
    pub(super) fn masked(&self, mask: &[u8; 32]) -> [u8; LENGTH] {
        let Shape { handle, acronym, words, stripped, capital, length: _ } = self.shape;
        let flags = [handle, acronym, stripped, capital];
        let mut bytes = [0; LENGTH];
        bytes[..4].copy_from_slice(&self.listed.to_le_bytes());
        bytes[4] = self.mark;
        bytes[5] = words;
        bytes[6] = (0..).zip(flags).map(|(bit, flag)| u8::from(flag) << bit).sum();
        bytes[7..22].copy_from_slice(&self.bounds.to_le_bytes()[..15]);
        std::array::from_fn(|at| bytes[at] ^ mask[at])
    }

    /// Takes the mask off; `None` if it is the mask of other letters. `length` is that of the
    /// letters in bytes.
    pub(super) fn unmasked(masked: &[u8; LENGTH], mask: &[u8; 32], length: u8) -> Option<Self> {
        let bytes: [u8; LENGTH] = std::array::from_fn(|at| masked[at] ^ mask[at]);
        let flag = |bit: u8| bytes[6] & 1 << bit != 0;
        let mut bounds = [0; 16];
        bounds[..15].copy_from_slice(&bytes[7..22]);
        (bytes[LENGTH - CHECK..] == [0; CHECK]).then(|| Payload {
            listed: u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]),
            mark: bytes[4],
            shape: Shape {
                words: bytes[5],
                handle: flag(0),
                acronym: flag(1),
                stripped: flag(2),
                capital: flag(3),
                length,
            },
            bounds: u128::from_le_bytes(bounds),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_masked_comes_back_with_the_same_mask_alone() {
        let shape = Shape { handle: true, words: 3, capital: true, length: 9, ..Shape::default() };
        let payload = Payload { listed: 70_000, mark: 5, shape, bounds: 1 << 119 | 1 << 3 };
        let masked = payload.masked(&[0xa5; 32]);
        assert_eq!(Payload::unmasked(&masked, &[0xa5; 32], 9), Some(payload));
        assert_eq!(Payload::unmasked(&masked, &[0xa6; 32], 9), None);
    }
}
