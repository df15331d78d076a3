//! Listed names, indexed when a text holds letters that they may begin with.
//!
//! A list of 50,000 names is indexed in a time that a commit of one post would notice, and of nearly
//! all of these names the post does not even hold the first letters. Names lie in drawers by these
//! letters; a drawer is indexed when it is first looked into.

use super::index::{Index, Match};
use super::prefixes::Prefixes;
use super::suffix::may_be_suffix;
use super::walk;
use crate::word::{Words, hash_bytes, hash_join};
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// Bytes of folded letters that a drawer goes by; shorter names go by all they have.
const HEAD: usize = 6;

/// Listed names by their first letters.
#[derive(Debug, Default)]
pub struct Shelf<'n> {
    names: Vec<Name<'n>>,
    drawers: FxHashMap<u64, Drawer>,
    /// The drawers that there are: a set that may say yes too often.
    heads: Prefixes,
    /// Whether some drawer goes by so many bytes.
    lengths: [bool; HEAD + 1],
}

#[derive(Debug)]
struct Name<'n> {
    text: &'n str,
    listed: u32,
    /// The name that was put into the same drawer before, by number from 1.
    before: u32,
}

#[derive(Debug, Default)]
struct Drawer {
    /// The name that was put into it last, by number from 1.
    last: u32,
    index: OnceLock<Box<Index>>,
}

impl<'n> Shelf<'n> {
    /// Makes room for so many names.
    pub fn reserve(&mut self, names: usize) {
        self.names.reserve(names);
        self.drawers.reserve(names / 4);
        self.heads.reserve(names);
    }

    /// Adds a spelling of the listed name `listed`. A text without letters adds nothing.
    pub fn add(&mut self, text: &'n str, listed: u32, words: &mut Words) {
        let mut heads = Heads::default();
        if !heads.of_ascii(text) {
            heads = Heads::default();
            let mut index = Index::default();
            index.add(text, listed, words);
            index.spellings().for_each(|spelling| heads.push(spelling.letters));
        }
        for head in &heads.all[..heads.count] {
            let drawer = self.drawers.entry(head.key()).or_default();
            self.names.push(Name { text, listed, before: drawer.last });
            drawer.last = self.names.len() as u32;
            self.heads.insert(head.key());
            self.lengths[head.length] = true;
        }
    }

    /// Every place where a listed name's letters stand between borders; at one start the longest
    /// comes first.
    pub fn find(&self, words: &Words, found: &mut Vec<Match>) {
        for start in 0..words.atoms().len() {
            let Some(inner) = walk::may_start(words, start) else { continue };
            let letters = words.letters(start..words.atoms().len()).as_bytes();
            let first = found.len();
            let mut heads = [Head::default(); HEAD];
            let mut head = Head::default();
            for (own, letter) in heads.iter_mut().zip(letters) {
                head = head.and(*letter);
                *own = head;
            }
            for head in heads[..letters.len().min(HEAD)].iter().rev().filter(|own| self.lengths[own.length]) {
                if let Some(index) = self.open(*head) {
                    walk::from(index, words, start, inner, found);
                }
            }
            if found.len() > first + 1 {
                found[first..].sort_by_key(|hit| hit.atoms.end);
                found[first..].reverse();
            }
        }
    }

    /// The index of the drawer that goes by `head`.
    fn open(&self, head: Head) -> Option<&Index> {
        if !self.heads.contains(head.key()) {
            return None;
        }
        let drawer = self.drawers.get(&head.key())?;
        let index = drawer.index.get_or_init(|| {
            let at = |number: u32| number.checked_sub(1).and_then(|at| self.names.get(at as usize));
            let names: Vec<&Name<'_>> =
                std::iter::successors(at(drawer.last), |name| at(name.before)).collect();
            let mut index = Index::default();
            let mut words = Words::default();
            let belongs = |letters: &[u8]| Head::of(letters).key() == head.key();
            for name in names.iter().rev() {
                index.add_where(name.text, name.listed, &mut words, &belongs);
            }
            Box::new(index)
        });
        Some(index)
    }
}

/// What a drawer goes by.
#[derive(Debug, Clone, Copy, Default)]
struct Head {
    hash: u64,
    length: usize,
}

impl Head {
    fn of(letters: &[u8]) -> Head {
        let length = letters.len().min(HEAD);
        Head { hash: hash_bytes(&letters[..length]), length }
    }

    fn and(self, letter: u8) -> Head {
        Head { hash: hash_join(self.hash, hash_bytes(&[letter]), 1), length: self.length + 1 }
    }

    fn key(self) -> u64 {
        self.hash ^ (self.length as u64) << 60
    }
}

/// The heads of one name in all its spellings.
#[derive(Default)]
struct Heads {
    all: [Head; HEAD + 1],
    count: usize,
}

impl Heads {
    fn push(&mut self, letters: &[u8]) {
        let head = Head::of(letters);
        let new = self.all[..self.count].iter().all(|own| own.key() != head.key());
        if new && self.count < self.all.len() {
            self.all[self.count] = head;
            self.count += 1;
        }
    }

    /// The heads of a name whose first letters are ASCII, without taking it apart; `false` if they
    /// cannot be told so.
    fn of_ascii(&mut self, text: &str) -> bool {
        let mut letters = [0; HEAD];
        let mut count = 0;
        let bytes = text.as_bytes();
        for (at, byte) in bytes.iter().enumerate() {
            if byte.is_ascii_alphanumeric() {
                letters[count] = byte.to_ascii_lowercase();
                count += 1;
                if count == HEAD {
                    break;
                }
            } else if !byte.is_ascii() || matches!(byte, b'&' | b'+') {
                return false;
            } else if count > 0 && may_be_suffix(&text[at..]) {
                // Without its legal suffix the name is as short as that.
                self.push(&letters[..count]);
            }
        }
        if count > 0 {
            self.push(&letters[..count]);
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn both(names: &[String], text: &str) -> (Vec<Match>, Vec<Match>) {
        let (mut shelf, mut index, mut own) = (Shelf::default(), Index::default(), Words::default());
        for (number, name) in names.iter().enumerate() {
            shelf.add(name, number as u32, &mut own);
            index.add(name, number as u32, &mut own);
        }
        let words = Words::of(text);
        let (mut on_shelf, mut indexed) = (Vec::new(), Vec::new());
        shelf.find(&words, &mut on_shelf);
        index.find(&words, &mut indexed);
        (on_shelf, indexed)
    }

    #[test]
    fn a_name_is_found_without_its_suffix_however_short_it_is() {
        for (name, text) in [("Dell Inc.", "at Dell"), ("BT plc", "BT today"), ("A.B. S.A.", "A.B. and AB")] {
            let (on_shelf, indexed) = both(&[name.to_owned()], text);
            assert!(!on_shelf.is_empty(), "{name}");
            assert_eq!(on_shelf, indexed, "{name}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(3_000))]
        #[test]
        fn a_shelf_finds_what_an_index_of_all_names_finds(
            names in proptest::collection::vec(
                "(#|@)?(a|ab|abc|Dell|Büro|Ä|café|cafe\u{301}|Lantern|O'Dell|B\\&V|U\\.S\\.|zéro|x)( |-|, |\\.|\\&| \\& |)\
                 (a|b|Inc|Mutual|Logistics|co|Freight|s|es)?( |, |)(Inc\\.|GmbH|S\\.A\\.|co|\\& Co\\.|ag|AG)?", 1..12),
            text in "((a|ab|abc|Dell|Buero|Büro|Ae|cafe|café|lantern|Lantern|O'Dell|ODell|BandV|B\\&V|US|U\\.S\\.|zero|x|\
                 Inc|Mutual|Logistics|co|Freight|GmbH|AG|s|es|and|the|#|@)( |-|, |\\.|\\& |\n|)){0,14}"
        ) {
            let (on_shelf, indexed) = both(&names, &text);
            prop_assert_eq!(on_shelf, indexed, "{:?} {:?}", names, text);
        }
    }
}
