//! The index of listed names: a hash of each name's letters, looked up at every word.
//!
//! A name's key is its folded letters without any border, so that `Halvorsen Logistics`,
//! `halvorsen-logistics` and `#HalvorsenLogistics` meet in one entry. Where the borders stand is
//! kept beside it and checked against the text, so that `not able` is never `Notable`.

use super::border::{Crossing, crossing};
use super::suffix::without_suffix;
use super::walk::{self, LONGEST_ENDING, Letters, Lookup, Place};
use crate::word::{Atom, Words, hash_join};
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;

/// Listed names by the hash of their letters.
#[derive(Debug, Default)]
pub struct Index {
    entries: Vec<Entry>,
    keys: Vec<u8>,
    bounds: Vec<u8>,
    by_hash: FxHashMap<u64, u32>,
    /// After which letters some name goes on.
    prefixes: FxHashSet<u64>,
    longest: usize,
}

/// One spelling of one listed name.
#[derive(Debug)]
struct Entry {
    key: Range<u32>,
    bounds: Range<u32>,
    next: Option<u32>,
    listed: u32,
    shape: Shape,
}

/// A spelling as the index holds it.
#[derive(Debug)]
pub(super) struct Spelling<'i> {
    /// Its folded letters.
    pub(super) letters: &'i [u8],
    bounds: &'i [u8],
    /// Which listed name it is.
    pub(super) listed: u32,
    /// How it was written.
    pub(super) shape: Shape,
}

impl Spelling<'_> {
    /// Its borders: after how many bytes of letters, and whether punctuation stands there.
    pub(super) fn bounds(&self) -> impl Iterator<Item = (usize, bool)> {
        self.bounds.iter().map(|at| (usize::from(at & !HARD), at & HARD != 0))
    }
}

/// How a name was written in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Shape {
    /// `@name`.
    pub handle: bool,
    /// A single word, five letters at most, all capitals: an acronym.
    pub acronym: bool,
    /// How many words it has.
    pub words: u8,
    /// What remains of a name whose legal suffix (`Inc.`, `GmbH`) was taken off.
    pub stripped: bool,
    /// Whether it was listed with a capital letter.
    pub capital: bool,
    /// Length of the folded letters in bytes.
    pub length: u8,
}

/// A place in a text where a listed name's letters stand between borders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// Which listed name it is: the number it was added with.
    pub listed: u32,
    /// How the name was written in the list.
    pub shape: Shape,
    /// Atoms of the text.
    pub atoms: Range<usize>,
    /// It begins or ends within a word, at a capital: `#TeamTidewater`.
    pub inner: bool,
    /// The text adds a plural ending.
    pub plural: bool,
}

const PUNCTUATED: u64 = 0x5bd1_e995_9d1f_3a67;
/// Letters of the longest name that is listed, in bytes.
pub(super) const LONGEST: usize = 120;

/// Marks a border with punctuation, in the byte that says where it is.
const HARD: u8 = 0x80;

impl Index {
    /// Adds a spelling of the listed name `listed`. A text without letters adds nothing.
    pub fn add(&mut self, text: &str, listed: u32, words: &mut Words) {
        self.add_where(text, listed, words, &|_| true);
    }

    /// Adds a spelling of the listed name `listed`, in those forms of it whose letters are wanted.
    pub(super) fn add_where(
        &mut self,
        text: &str,
        listed: u32,
        words: &mut Words,
        wanted: &dyn Fn(&[u8]) -> bool,
    ) {
        self.add_spelling(text, listed, words, wanted);
        if !text.is_ascii() && text.chars().any(|c| "äöüåøÄÖÜÅØ".contains(c)) {
            let spelled = text
                .replace(['ä', 'Ä'], "ae")
                .replace(['ö', 'Ö', 'ø', 'Ø'], "oe")
                .replace(['ü', 'Ü'], "ue")
                .replace(['å', 'Å'], "aa");
            self.add_spelling(&spelled, listed, words, wanted);
        }
    }

    fn add_spelling(&mut self, text: &str, listed: u32, words: &mut Words, wanted: &dyn Fn(&[u8]) -> bool) {
        words.fill(text);
        let all = words.atoms().len();
        if wanted(words.letters(0..all).as_bytes()) {
            self.add_atoms(text, listed, words, all, false);
        }
        let kept = without_suffix(words);
        if kept > 0 && kept < all && wanted(words.letters(0..kept).as_bytes()) {
            self.add_atoms(text, listed, words, kept, true);
        }
    }

    fn add_atoms(&mut self, text: &str, listed: u32, words: &Words, count: usize, stripped: bool) {
        let atoms = &words.atoms()[..count];
        let length: usize = atoms.iter().map(Atom::len).sum();
        if length == 0 || length > LONGEST {
            return;
        }
        let key_start = self.keys.len() as u32;
        let bounds_start = self.bounds.len() as u32;
        let mut hash = 0;
        for (index, atom) in atoms.iter().enumerate() {
            if index > 0 {
                let at = (self.keys.len() as u32 - key_start) as u8;
                let hard = crossing(atoms, index) == Crossing::Hard;
                self.bounds.push(if hard { at | HARD } else { at });
                // A comma of the list may be missing in a text.
                self.prefixes.insert(hash);
                if hard {
                    self.prefixes.insert(hash ^ PUNCTUATED);
                }
            }
            self.keys.extend_from_slice(words.atom_form(atom).as_bytes());
            hash = hash_join(hash, atom.hash, atom.len());
        }
        let letters = || text.chars().filter(|c| c.is_alphabetic());
        let own_words = atoms.iter().filter(|atom| !atom.gap.is_none()).count();
        let shape = Shape {
            handle: text.trim_start().starts_with('@'),
            acronym: length <= 5
                && atoms.len() == 1
                && letters().all(char::is_uppercase)
                && letters().count() > 1,
            words: own_words.min(255) as u8,
            stripped,
            capital: text.chars().any(char::is_uppercase),
            length: length as u8,
        };
        let key = key_start..self.keys.len() as u32;
        let first = self.by_hash.get(&hash).copied();
        let bounds = bounds_start..self.bounds.len() as u32;
        let is_same = |entry: &Entry| {
            entry.listed == listed
                && self.key(entry) == self.slice(&key)
                && self.bounds_of(entry) == &self.bounds[bounds.start as usize..bounds.end as usize]
        };
        if self.chain(first).any(is_same) {
            self.keys.truncate(key_start as usize);
            self.bounds.truncate(bounds_start as usize);
            return;
        }
        self.entries.push(Entry { key, bounds, next: first, listed, shape });
        self.by_hash.insert(hash, self.entries.len() as u32 - 1);
        self.longest = self.longest.max(length + LONGEST_ENDING);
    }

    /// Whether no name was added.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Every place where a listed name's letters stand between borders; at one start the longest
    /// comes first.
    pub fn find(&self, words: &Words, found: &mut Vec<Match>) {
        if !self.is_empty() {
            walk::find(self, words, found);
        }
    }

    /// Every spelling, in the order they were added.
    pub(super) fn spellings(&self) -> impl Iterator<Item = Spelling<'_>> {
        self.entries.iter().map(|entry| Spelling {
            letters: self.key(entry),
            bounds: self.bounds_of(entry),
            listed: entry.listed,
            shape: entry.shape,
        })
    }

    fn chain(&self, first: Option<u32>) -> impl Iterator<Item = &Entry> {
        std::iter::successors(first.map(|at| &self.entries[at as usize]), |entry| {
            entry.next.map(|at| &self.entries[at as usize])
        })
    }

    fn key(&self, entry: &Entry) -> &[u8] {
        self.slice(&entry.key)
    }

    fn bounds_of(&self, entry: &Entry) -> &[u8] {
        &self.bounds[entry.bounds.start as usize..entry.bounds.end as usize]
    }

    fn slice(&self, key: &Range<u32>) -> &[u8] {
        &self.keys[key.start as usize..key.end as usize]
    }
}

impl Lookup for Index {
    type Found = Match;

    fn longest(&self) -> usize {
        self.longest
    }

    fn goes_on(&self, letters: Letters<'_>, hard: bool) -> bool {
        self.prefixes.contains(&if hard { letters.hash ^ PUNCTUATED } else { letters.hash })
    }

    fn probe(&self, letters: Letters<'_>, plural: usize, place: &Place<'_>, found: &mut Vec<Match>) {
        let (text, ending) = letters.text.as_bytes().split_at(letters.text.len() - plural);
        let hash = ending.iter().rev().fold(letters.hash, |hash, &byte| {
            hash.wrapping_sub(u64::from(byte) + 1).wrapping_mul(crate::word::INVERSE)
        });
        let first = self.by_hash.get(&hash).copied();
        for entry in self.chain(first).filter(|entry| self.key(entry) == text) {
            let own = self.bounds_of(entry);
            let bounded = |at: usize| own.iter().any(|own| usize::from(own & !HARD) == at);
            // The set of beginnings may say yes too often.
            let mut hard = place.hard_borders();
            if hard.all(|at| own.contains(&(at as u8 | HARD)))
                && place.borders_agree(entry.shape, own.len(), bounded, plural)
            {
                found.push(place.found(entry.listed, entry.shape, plural));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index(names: &[&str]) -> Index {
        let mut index = Index::default();
        let mut words = Words::default();
        for (number, name) in names.iter().enumerate() {
            index.add(name, number as u32, &mut words);
        }
        index
    }

    fn found<'t>(names: &[&str], text: &'t str) -> Vec<&'t str> {
        let words = Words::of(text);
        let mut found = Vec::new();
        index(names).find(&words, &mut found);
        found
            .iter()
            .map(|hit| {
                let atoms = &words.atoms()[hit.atoms.clone()];
                &text[atoms[0].start as usize..atoms[atoms.len() - 1].end as usize]
            })
            .collect()
    }

    #[test]
    fn one_name_is_found_in_every_spelling() {
        for text in [
            "Halvorsen Logistics",
            "halvorsen logistics",
            "HALVORSEN LOGISTICS",
            "Halvorsen-Logistics",
            "#HalvorsenLogistics",
            "#halvorsenlogistics",
            "@halvorsen_logistics",
            "Halvorsen\nLogistics",
            "Halvorsen\u{a0}Logistics",
            "Hal\u{ad}vorsen Logis\u{200b}tics",
            "Ｈalvorsen Logistics",
            "Hаlvorsen Logistics",
            "Halvorsen Logistics'",
            "l’Halvorsen Logistics",
            "Halvorsen Logistics’한테",
            "한국’Halvorsen Logistics",
            "H A L V O R S E N   L O G I S T I C S",
            "on H a l v o r s e n Logistics",
        ] {
            assert_eq!(found(&["Halvorsen Logistics"], text).len(), 1, "{text}");
        }
        assert_eq!(found(&["Bright & Vale"], "with Bright and Vale today"), ["Bright and Vale"]);
        assert_eq!(
            found(&["O'Dell Freight"], "ODell Freight, O’Dell Freight's"),
            ["ODell Freight", "O’Dell Freight"]
        );
        assert_eq!(found(&["Nørreby Energi"], "Norreby Energi Noerreby Energi").len(), 2);
        assert_eq!(found(&["U.S. Tax Court"], "the US Tax Court, the U.S. Tax Court").len(), 2);
        assert_eq!(found(&["tender shortlist"], "on the tender short-list"), ["tender short-list"]);
        assert_eq!(found(&["Lantern, Inc."], "Lantern, Inc. and Lantern").len(), 3);
        assert_eq!(found(&["Pell, Orme & Co."], "Pell, Orme & Co. or Pell Orme & Co. again").len(), 4);
    }

    #[test]
    fn a_name_is_never_found_inside_a_longer_word() {
        assert!(found(&["Lantern"], "Lanternfish lanterns").iter().all(|text| *text == "lanterns"));
        assert!(found(&["Notable"], "we are not able to").is_empty());
        assert!(found(&["Dell"], "O'Dell").is_empty());
        assert!(found(&["Ad Hoc"], "an adhoc answer").is_empty());
        assert!(found(&["Tidewater Mutual"], "Tidewater. Mutual respect").is_empty());
        assert!(found(&["IBM"], "part I B M of the plan").is_empty());
        assert!(found(&["Abcde"], "answers A, B, C, D, E").is_empty());
        assert!(found(&["Tidewater Mutual"], "Tidewater, mutual").is_empty());
    }

    #[test]
    fn a_name_may_be_listed_as_one_word_and_as_two() {
        let mut index = Index::default();
        for name in ["Oatgrove", "Oat Grove"] {
            index.add(name, 7, &mut Words::default());
        }
        let mut hits = Vec::new();
        index.find(&Words::of("blue Oat Grove cartons, oatgrove tins, #OatGrove"), &mut hits);
        assert_eq!(hits.len(), 4, "the hashtag is a spelling of both: {hits:?}");
    }

    #[test]
    fn a_legal_suffix_may_be_left_out() {
        assert_eq!(found(&["Fabrikam GmbH"], "Fabrikam today"), ["Fabrikam"]);
        assert_eq!(found(&["Contoso S.A."], "at Contoso"), ["Contoso"]);
        assert_eq!(found(&["Löwenhäuser GmbH"], "at Loewenhaeuser"), ["Loewenhaeuser"]);
    }
}
