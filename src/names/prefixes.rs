//! The first letters of names: a set of hashes in a few bits each.

/// Spreads what a hash is made of over its upper bits.
pub(super) const SPREAD: u64 = 0xff51_afd7_ed55_8ccd;

/// Which first letters some name has: a set that may say yes too often, never no wrongly.
#[derive(Debug)]
pub(super) struct Prefixes {
    /// A power of two of them.
    bits: Vec<u64>,
}

impl Prefixes {
    /// A set for about so many hashes: with many more it says yes more often.
    pub(super) fn new(count: usize) -> Self {
        Prefixes { bits: vec![0; (count / 2).next_power_of_two()] }
    }

    pub(super) fn insert(&mut self, hash: u64) {
        let bit = self.bit(hash);
        self.bits[bit / 64] |= 1 << (bit % 64);
    }

    pub(super) fn contains(&self, hash: u64) -> bool {
        let bit = self.bit(hash);
        self.bits[bit / 64] & 1 << (bit % 64) != 0
    }

    fn bit(&self, hash: u64) -> usize {
        (hash.wrapping_mul(SPREAD) >> 32) as usize & (self.bits.len() * 64 - 1)
    }
}
