//! Which phrases are asked for, where not all of them are.

/// Owners whose phrases are asked for.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// One bit each.
    owners: Vec<u64>,
}

impl Wanted {
    /// Asks for the phrase of `owner` too.
    pub fn add(&mut self, owner: u32) {
        let at = owner as usize / 64;
        if self.owners.len() <= at {
            self.owners.resize(at + 1, 0);
        }
        self.owners[at] |= 1 << (owner % 64);
    }

    /// Whether nothing is asked for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.owners.is_empty()
    }

    /// Whether the phrase of `owner` is asked for.
    pub(super) fn has(&self, owner: u32) -> bool {
        self.owners.get(owner as usize / 64).is_some_and(|bits| bits & 1 << (owner % 64) != 0)
    }

    /// Which of a book's `count` phrases that are. Its owners count from `first`, and `phrases` holds
    /// the phrase of each.
    pub(super) fn phrases(&self, count: usize, first: u32, phrases: &[u32]) -> Asked {
        let mut asked = Asked { phrases: vec![0; count / 64 + 1], any: false };
        for owner in self.all() {
            if let Some(&phrase) = owner.checked_sub(first).and_then(|own| phrases.get(own as usize)) {
                asked.phrases[phrase as usize / 64] |= 1 << (phrase % 64);
                asked.any = true;
            }
        }
        asked
    }

    fn all(&self) -> impl Iterator<Item = u32> {
        let own = |(at, &bits): (usize, &u64)| {
            (0..64).filter(move |bit| bits & 1 << bit != 0).map(move |bit| 64 * at as u32 + bit)
        };
        self.owners.iter().enumerate().filter(|(_, bits)| **bits != 0).flat_map(own)
    }
}

/// The phrases of a book that are asked for, one bit each.
#[derive(Debug)]
pub(super) struct Asked {
    phrases: Vec<u64>,
    /// Whether any is.
    pub(super) any: bool,
}

impl Asked {
    /// Whether that phrase is.
    #[inline]
    pub(super) fn has(&self, phrase: u32) -> bool {
        self.phrases.get(phrase as usize / 64).is_some_and(|bits| bits & 1 << (phrase % 64) != 0)
    }
}
