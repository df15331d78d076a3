//! The index of listed names: a hash of each name's letters, looked up at every word.
//!
//! A name's key is its folded letters without any border, so that `Halvorsen Logistics`,
//! `halvorsen-logistics` and `#HalvorsenLogistics` meet in one entry. Where the borders stand is
//! kept beside it and checked against the text, so that `not able` is never `Notable`.

use super::border::{Crossing, crossing};
use super::prefixes::Prefixes;
use super::suffix::without_suffix;
use crate::word::{Atom, Gap, Tag, Words, hash_join};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Listed names by the hash of their letters.
#[derive(Debug, Default)]
pub struct Index {
    entries: Vec<Entry>,
    keys: Vec<u8>,
    bounds: Vec<u8>,
    by_hash: FxHashMap<u64, u32>,
    prefixes: Prefixes,
    longest: usize,
}

/// One spelling of one listed name.
#[derive(Debug, Clone)]
pub struct Entry {
    key: Range<u32>,
    bounds: Range<u32>,
    next: Option<u32>,
    /// Which listed name it is: the number it was added with.
    pub listed: u32,
    /// How it was written in the list.
    pub shape: Shape,
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
    /// Which entry.
    pub entry: u32,
    /// Atoms of the text.
    pub atoms: Range<usize>,
    /// It begins or ends within a word, at a capital: `#TeamTidewater`.
    pub inner: bool,
    /// The text adds a plural ending.
    pub plural: bool,
}

const PUNCTUATED: u64 = 0x5bd1_e995_9d1f_3a67;
const LONGEST: usize = 120;

impl Index {
    /// Adds a spelling of the listed name `listed`. A text without letters adds nothing.
    pub fn add(&mut self, text: &str, listed: u32, words: &mut Words) {
        self.add_spelling(text, listed, words);
        if text.chars().any(|c| "äöüåøÄÖÜÅØ".contains(c)) {
            let spelled = text
                .replace(['ä', 'Ä'], "ae")
                .replace(['ö', 'Ö', 'ø', 'Ø'], "oe")
                .replace(['ü', 'Ü'], "ue")
                .replace(['å', 'Å'], "aa");
            self.add_spelling(&spelled, listed, words);
        }
    }

    fn add_spelling(&mut self, text: &str, listed: u32, words: &mut Words) {
        words.fill(text);
        self.add_atoms(text, listed, words, words.atoms().len(), false);
        let kept = without_suffix(words);
        if kept > 0 && kept < words.atoms().len() {
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
                let hard = crossing(atom.gap, &atoms[index - 1]) == Crossing::Hard;
                self.bounds.push(at);
                self.prefixes.insert(if hard { hash ^ PUNCTUATED } else { hash });
            }
            self.keys.extend_from_slice(words.atom_form(atom).as_bytes());
            hash = hash_join(hash, atom.hash, atom.len());
        }
        let letters = text.chars().filter(|c| c.is_alphabetic());
        let own_words = atoms.iter().filter(|atom| !atom.gap.is_none()).count();
        let shape = Shape {
            handle: text.trim_start().starts_with('@'),
            acronym: length <= 5
                && atoms.len() == 1
                && letters.clone().all(char::is_uppercase)
                && letters.count() > 1,
            words: own_words.min(255) as u8,
            stripped,
            capital: text.chars().any(char::is_uppercase),
            length: length as u8,
        };
        let key = key_start..self.keys.len() as u32;
        let first = self.by_hash.get(&hash).copied();
        if self.chain(first).any(|entry| entry.listed == listed && self.key(entry) == self.slice(&key)) {
            self.keys.truncate(key_start as usize);
            self.bounds.truncate(bounds_start as usize);
            return;
        }
        let bounds = bounds_start..self.bounds.len() as u32;
        self.entries.push(Entry { key, bounds, next: first, listed, shape });
        self.by_hash.insert(hash, self.entries.len() as u32 - 1);
        self.longest = self.longest.max(length + 2);
    }

    /// The entry with that number.
    #[must_use]
    pub fn entry(&self, number: u32) -> &Entry {
        &self.entries[number as usize]
    }

    /// Whether no name was added.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Every place where a listed name's letters stand between borders; at one start the longest
    /// comes first.
    pub fn find(&self, words: &Words, found: &mut Vec<Match>) {
        if self.entries.is_empty() {
            return;
        }
        for start in 0..words.atoms().len() {
            if let Some(inner) = self.may_start(words, start) {
                let first = found.len();
                self.walk(words, start, inner, found);
                found[first..].reverse();
            }
        }
    }

    fn walk(&self, words: &Words, start: usize, inner: bool, found: &mut Vec<Match>) {
        let atoms = words.atoms();
        let (mut hash, mut length) = (0, 0);
        for at in start..atoms.len() {
            let atom = &atoms[at];
            if at > start && !self.may_cross(hash, atom, &atoms[at - 1]) {
                return;
            }
            hash = hash_join(hash, atom.hash, atom.len());
            length += atom.len();
            if length > self.longest {
                return;
            }
            if let Some(inner_end) = may_end(atoms, at) {
                let place = Place { words, start, end: at + 1, inner: inner || inner_end };
                self.probe(hash, &place, 0, found);
                if words.atom_form(atom).ends_with('s') && atom.len() > 2 {
                    self.probe_plural(hash, &place, found);
                }
            }
        }
    }

    /// Whether a name may go on over the border before `atom`, the letters so far hashing to
    /// `hash`.
    fn may_cross(&self, hash: u64, atom: &Atom, before: &Atom) -> bool {
        match crossing(atom.gap, before) {
            Crossing::Within | Crossing::Tight => true,
            Crossing::Space => self.prefixes.contains(hash),
            Crossing::Hard => self.prefixes.contains(hash ^ PUNCTUATED),
        }
    }

    fn may_start(&self, words: &Words, at: usize) -> Option<bool> {
        let atoms = words.atoms();
        let atom = &atoms[at];
        if atom.gap.is_none() {
            let before = &atoms[at.checked_sub(1)?];
            let free = atom.unspaced || before.unspaced;
            return (free || atom.capital || words.atom_form(before).ends_with(char::is_numeric))
                .then_some(!free);
        }
        let bound = atom.gap.has(Gap::APOSTROPHE) && !atom.gap.has(Gap::SPACE);
        if bound && at > 0 {
            let before = words.atom_form(&atoms[at - 1]);
            return matches!(
                before,
                "l" | "d"
                    | "qu"
                    | "j"
                    | "m"
                    | "n"
                    | "s"
                    | "t"
                    | "c"
                    | "dell"
                    | "nell"
                    | "all"
                    | "sull"
                    | "un"
            )
            .then_some(false);
        }
        Some(false)
    }

    fn probe(&self, hash: u64, place: &Place<'_>, plural: usize, found: &mut Vec<Match>) {
        let first = self.by_hash.get(&hash).copied();
        let mut number = first;
        while let Some(at) = number {
            let entry = &self.entries[at as usize];
            number = entry.next;
            if self.fits(entry, place, plural) {
                found.push(Match {
                    entry: at,
                    atoms: place.start..place.end,
                    inner: place.inner,
                    plural: plural > 0,
                });
            }
        }
    }

    fn probe_plural(&self, hash: u64, place: &Place<'_>, found: &mut Vec<Match>) {
        let inverse = crate::word::INVERSE;
        let less = |hash: u64, byte: u8| hash.wrapping_sub(u64::from(byte) + 1).wrapping_mul(inverse);
        let one = less(hash, b's');
        self.probe(one, place, 1, found);
        let last = &place.words.atoms()[place.end - 1];
        if place.words.atom_form(last).ends_with("es") {
            self.probe(less(one, b'e'), place, 2, found);
        }
    }

    /// Whether the letters are the entry's, and the borders of both agree.
    fn fits(&self, entry: &Entry, place: &Place<'_>, plural: usize) -> bool {
        let atoms = &place.words.atoms()[place.start..place.end];
        let mut key = self.key(entry);
        let own = &self.bounds[entry.bounds.start as usize..entry.bounds.end as usize];
        let mut own_seen = 0;
        let mut at = 0usize;
        let tagged = place.words.list()[atoms[0].word as usize].tag != Tag::None;
        for (index, atom) in atoms.iter().enumerate() {
            let form = place.words.atom_form(atom).as_bytes();
            let form =
                if index + 1 == atoms.len() { &form[..form.len().saturating_sub(plural)] } else { form };
            let Some(rest) = key.strip_prefix(form) else { return false };
            if index > 0 {
                let bounded = own.contains(&(at.min(255) as u8));
                own_seen += usize::from(bounded);
                let tight = match crossing(atom.gap, &atoms[index - 1]) {
                    Crossing::Within => true,
                    Crossing::Tight => {
                        !atom.gap.has(Gap::HYPHEN) || atom.gap.has(Gap::LINE) || atoms[0].capital
                    }
                    Crossing::Space => false,
                    Crossing::Hard => false,
                };
                if !bounded && !tight {
                    return false;
                }
            }
            at += form.len();
            key = rest;
        }
        // Written as one word: a hashtag, a handle, capitals within, or too long to be another.
        let run_together = own_seen < own.len();
        key.is_empty() && (!run_together || tagged || own_seen > 0 || entry.shape.words < 2 || at >= 9)
    }

    fn chain(&self, first: Option<u32>) -> impl Iterator<Item = &Entry> {
        std::iter::successors(first.map(|at| &self.entries[at as usize]), |entry| {
            entry.next.map(|at| &self.entries[at as usize])
        })
    }

    fn key(&self, entry: &Entry) -> &[u8] {
        self.slice(&entry.key)
    }

    fn slice(&self, key: &Range<u32>) -> &[u8] {
        &self.keys[key.start as usize..key.end as usize]
    }
}

struct Place<'w> {
    words: &'w Words,
    start: usize,
    end: usize,
    inner: bool,
}

/// Whether a name may end behind atom `at`; the answer tells whether it ends within a word.
fn may_end(atoms: &[Atom], at: usize) -> Option<bool> {
    let Some(next) = atoms.get(at + 1) else { return Some(false) };
    if next.gap.is_none() {
        let free = atoms[at].unspaced || next.unspaced;
        return Some(!free);
    }
    let bound = next.gap.has(Gap::APOSTROPHE) && !next.gap.has(Gap::SPACE);
    (!bound || next.len() <= 2).then_some(false)
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
        assert_eq!(found(&["Lantern, Inc."], "Lantern, Inc. and Lantern").len(), 3);
    }

    #[test]
    fn a_name_is_never_found_inside_a_longer_word() {
        assert!(found(&["Lantern"], "Lanternfish lanterns").iter().all(|text| *text == "lanterns"));
        assert!(found(&["Notable"], "we are not able to").is_empty());
        assert!(found(&["Dell"], "O'Dell").is_empty());
        assert!(found(&["Ad Hoc"], "an adhoc answer").is_empty());
        assert!(found(&["Tidewater Mutual"], "Tidewater. Mutual respect").is_empty());
        assert!(found(&["Tidewater Mutual"], "Tidewater, mutual").is_empty());
    }

    #[test]
    fn a_legal_suffix_may_be_left_out() {
        assert_eq!(found(&["Fabrikam GmbH"], "Fabrikam today"), ["Fabrikam"]);
        assert_eq!(found(&["Contoso S.A."], "at Contoso"), ["Contoso"]);
        assert_eq!(found(&["Löwenhäuser GmbH"], "at Loewenhaeuser"), ["Loewenhaeuser"]);
    }
}
