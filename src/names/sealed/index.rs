//! Looking the words of a text up in a sealed list.

use super::Key;
use super::digest::Digests;
use super::file::{Broken, SealedFile};
use super::payload::{self, Payload};
use crate::names::Match;
use crate::names::index::LONGEST;
use crate::names::walk::{self, LONGEST_ENDING, Letters, Lookup, Place};
use crate::word::Words;
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use std::hash::Hasher;
use std::sync::{Mutex, PoisonError};

/// What stands for the number of names; no name has such letters.
pub(super) const COUNT: &[u8] = b"\0count";

/// A sealed list that is open for looking up.
#[derive(Debug)]
pub struct Sealed {
    digests: Digests,
    entries: FxHashMap<[u8; 16], [u8; payload::LENGTH]>,
    prefixes: FxHashSet<u32>,
    names: u32,
    seen: Seen,
}

/// A sealed name found in a text.
#[derive(Debug, Clone)]
pub struct Unsealed {
    /// Where, and whose name it is by number within the list.
    pub hit: Match,
    /// What the policy said of the name when it was sealed.
    pub mark: u8,
    /// The name in folded words, as the list has it.
    pub name: String,
    /// A number for whose name it is that says nothing without the key.
    pub pseudonym: u64,
}

impl Sealed {
    /// Opens `file` with `key`, which must be the one it was sealed with.
    ///
    /// # Errors
    /// If the file is not as it was sealed.
    pub fn open(file: &SealedFile, key: &Key) -> Result<Self, Broken> {
        let digests = key.digests(&file.kind);
        if !file.is_whole(&digests) {
            return Err(Broken::Changed);
        }
        let mut sealed = Sealed {
            digests,
            entries: file.entries.iter().copied().collect(),
            prefixes: file.prefixes.iter().copied().collect(),
            names: 0,
            seen: Seen::default(),
        };
        let count = sealed.payloads(COUNT).next().map(|(_, payload)| payload.listed);
        sealed.names = count.ok_or(Broken::Changed)?;
        Ok(sealed)
    }

    /// How many names it holds, their other spellings not counted.
    #[must_use]
    pub fn names(&self) -> u32 {
        self.names
    }

    /// Every place where a sealed name's letters stand between borders; at one start the longest
    /// comes first.
    pub fn find(&self, words: &Words, found: &mut Vec<Unsealed>) {
        walk::find(self, words, found);
    }

    /// Whose names `text` is, all of it.
    pub fn numbers(&self, text: &str) -> Vec<u32> {
        let words = Words::of(text);
        let mut found = Vec::new();
        self.find(&words, &mut found);
        let whole = |one: &&Unsealed| one.hit.atoms == (0..words.atoms().len());
        found.iter().filter(whole).map(|one| one.hit.listed).collect()
    }

    /// The spellings with those letters.
    fn payloads(&self, letters: &[u8]) -> impl Iterator<Item = (u8, Payload)> {
        (0..=u8::MAX).map_while(move |nth| {
            let masked = self.entries.get(&self.digests.letters(letters, nth).id)?;
            let mask = self.digests.mask(letters, nth);
            Some((nth, Payload::unmasked(masked, &mask, letters.len().min(255) as u8)?))
        })
    }

    fn known(&self, letters: &str) -> Known {
        self.seen.get(letters, || {
            let digest = self.digests.letters(letters.as_bytes(), 0);
            Known {
                name: self.entries.contains_key(&digest.id),
                soft: self.prefixes.contains(&digest.soft),
                hard: self.prefixes.contains(&digest.hard),
            }
        })
    }
}

impl Lookup for Sealed {
    type Found = Unsealed;

    fn longest(&self) -> usize {
        LONGEST + LONGEST_ENDING
    }

    fn goes_on(&self, letters: Letters<'_>, hard: bool) -> bool {
        let known = self.known(letters.text);
        if hard { known.hard } else { known.soft }
    }

    fn goes_on_unspaced(&self, letters: Letters<'_>) -> bool {
        self.known(letters.text).soft
    }

    fn probe(&self, letters: Letters<'_>, plural: usize, place: &Place<'_>, found: &mut Vec<Unsealed>) {
        // A plural ending is one or two ASCII letters.
        let letters = &letters.text[..letters.text.len() - plural];
        if !self.known(letters).name {
            return;
        }
        for (_, payload) in self.payloads(letters.as_bytes()) {
            let Payload { listed, mark, shape, bounds } = payload;
            let bounded = |at: usize| at < 128 && bounds & 1 << at != 0;
            if place.borders_agree(shape, bounds.count_ones() as usize, bounded, plural) {
                found.push(Unsealed {
                    hit: place.found(listed, shape, plural),
                    mark,
                    name: spaced(letters, bounded),
                    pseudonym: self.digests.pseudonym(listed),
                });
            }
        }
    }
}

/// `letters` with a space at every border.
fn spaced(letters: &str, bounded: impl Fn(usize) -> bool) -> String {
    letters.char_indices().fold(String::new(), |mut out, (at, c)| {
        if bounded(at) {
            out.push(' ');
        }
        out.push(c);
        out
    })
}

/// What is known of letters.
#[derive(Debug, Clone, Copy)]
struct Known {
    name: bool,
    soft: bool,
    hard: bool,
}

/// Letters that were looked up before: a text is made of few words, and a digest costs more than
/// remembering. The maps are many so that threads seldom wait for each other.
#[derive(Debug)]
struct Seen([Mutex<FxHashMap<Box<str>, Known>>; 64]);

/// How many letters one map remembers.
const REMEMBERED: usize = 8192;

impl Default for Seen {
    fn default() -> Self {
        Seen(std::array::from_fn(|_| Mutex::default()))
    }
}

impl Seen {
    fn get(&self, letters: &str, ask: impl FnOnce() -> Known) -> Known {
        let mut hasher = FxHasher::default();
        hasher.write(letters.as_bytes());
        let map = &self.0[(hasher.finish() >> 58) as usize];
        let mut map = map.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = map.get(letters) {
            return *known;
        }
        let known = ask();
        if map.len() >= REMEMBERED {
            map.clear();
        }
        map.insert(letters.into(), known);
        known
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
