//! Where a name may go on: a set of hashes in a few bits each.

/// Which letters some name goes on after: a set that may say yes too often, never no wrongly.
#[derive(Debug, Default)]
pub(super) struct Prefixes {
    bits: Vec<u64>,
    count: usize,
    all: Vec<u64>,
}

impl Prefixes {
    /// Makes room for so many hashes.
    pub(super) fn reserve(&mut self, more: usize) {
        self.all.reserve(more);
        self.grow(self.count + more);
    }

    pub(super) fn insert(&mut self, hash: u64) {
        self.all.push(hash);
        self.count += 1;
        if self.bits.len() * 4 < self.count {
            self.grow(self.count * 2);
        } else {
            self.set(hash);
        }
    }

    fn grow(&mut self, count: usize) {
        self.bits = vec![0; (count / 2).next_power_of_two()];
        for index in 0..self.all.len() {
            self.set(self.all[index]);
        }
    }

    fn set(&mut self, hash: u64) {
        let bit = self.bit(hash);
        self.bits[bit / 64] |= 1 << (bit % 64);
    }

    fn bit(&self, hash: u64) -> usize {
        (hash.wrapping_mul(0xff51_afd7_ed55_8ccd) >> 32) as usize & (self.bits.len() * 64 - 1)
    }

    pub(super) fn contains(&self, hash: u64) -> bool {
        if self.bits.is_empty() {
            return false;
        }
        let bit = self.bit(hash);
        self.bits[bit / 64] & 1 << (bit % 64) != 0
    }
}
