//! Which names have an entry already.

use crate::policy::draft::folded;
use crate::policy::{Kind, Listed};
use rustc_hash::{FxBuildHasher, FxHashMap};
use std::collections::hash_map::Entry;
use std::hash::BuildHasher;
use std::mem::{Discriminant, discriminant};

/// Where an entry of each name is in the policy's listed names: by a hash of the kind and the name,
/// which costs no copy of it, and by the name itself where another has the same hash.
#[derive(Default)]
pub(super) struct Known {
    by_hash: FxHashMap<u32, u32>,
    others: FxHashMap<(Discriminant<Kind>, String), usize>,
}

impl Known {
    /// Makes room for so many names.
    pub(super) fn reserve(&mut self, names: usize) {
        self.by_hash.reserve(names);
    }

    /// The entry that `name` has; if it has none, it gets entry `new`, which is then told beside it.
    pub(super) fn get(&mut self, kind: Kind, name: &str, new: usize, listed: &[Listed]) -> (usize, bool) {
        let kind = discriminant(&kind);
        let hash = FxBuildHasher.hash_one((kind, hash(name)));
        let at = match self.by_hash.entry((hash >> 32) as u32) {
            Entry::Vacant(place) => {
                place.insert(new as u32);
                return (new, true);
            }
            Entry::Occupied(place) => *place.get() as usize,
        };
        let name = folded(name);
        let own = listed.get(at).filter(|own| discriminant(&own.kind) == kind);
        let mut names = own.into_iter().flat_map(Listed::names);
        if names.any(|own| folded(own) == name) {
            return (at, false);
        }
        match self.others.entry((kind, name)) {
            Entry::Vacant(place) => (*place.insert(new), true),
            Entry::Occupied(place) => (*place.get(), false),
        }
    }
}

/// A hash of a name as [`folded`] reads it.
fn hash(name: &str) -> u64 {
    // Nearly every name of a long list is read by its case alone.
    hash_of_even(name.as_bytes()).unwrap_or_else(|| {
        let folded = folded(name);
        hash_of_even(folded.as_bytes()).unwrap_or_else(|| FxBuildHasher.hash_one(folded))
    })
}

/// A hash, whatever the case, of a text in ASCII that has single spaces between its words and no
/// other white space; eight bytes at a time.
fn hash_of_even(text: &[u8]) -> Option<u64> {
    const EACH: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * EACH;
    const ODD: u64 = 0x9e37_79b9_7f4a_7c15;
    let (chunks, rest) = text.as_chunks::<8>();
    let mut last = [b'_'; 8];
    last[..rest.len()].copy_from_slice(rest);
    let (mut hash, mut before, mut wrong) = (text.len() as u64, 0x80, 0);
    for chunk in chunks.iter().chain([&last]) {
        let bytes = u64::from_le_bytes(*chunk);
        // No byte of ASCII carries into the next: a high bit remains where one is large enough.
        let control = !bytes.wrapping_add((0x80 - 0x20) * EACH);
        let space = !bytes.wrapping_add((0x80 - 0x21) * EACH) & HIGH;
        wrong |= bytes | control | space & (space << 8 | before);
        if wrong & HIGH != 0 {
            return None;
        }
        before = space >> 56;
        hash = (hash ^ (bytes | (0x20 * EACH))).wrapping_mul(ODD).rotate_left(29);
    }
    text.last().is_some_and(|&last| last != b' ').then_some(hash)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(5_000))]
        #[test]
        fn names_that_are_read_alike_have_one_hash(
            one in "([aAbB@`ſé\u{1}\u{7f}]|  ?|\t|\u{a0}){0,12}", other in "([aAbB@`]|  ?|\t){0,12}"
        ) {
            prop_assert_eq!(hash(&one), hash(&folded(&one)));
            if folded(&one) == folded(&other) {
                prop_assert_eq!(hash(&one), hash(&other));
            }
        }
    }

    #[test]
    fn a_name_that_shares_its_hash_with_another_has_an_entry_of_its_own() {
        let (at, grave) = ("a@", "a`");
        assert_eq!(hash(at), hash(grave));
        let mut known = Known::default();
        let listed = [at, grave].map(|name| Listed::new(Kind::Customer, name));
        for _ in 0..2 {
            assert_eq!(known.get(Kind::Customer, "A@", 0, &listed).0, 0);
            assert_eq!(known.get(Kind::Customer, "A`", 1, &listed).0, 1);
            assert_eq!(known.get(Kind::Supplier, "a@", 2, &listed).0, 2);
        }
    }
}
