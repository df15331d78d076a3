//! Listed names, indexed when a text holds letters that they may begin with.
//!
//! A list of 50,000 names is indexed in a time that a commit of one post would notice, and of nearly
//! all of these names the post does not even hold the first letters. Names lie in drawers by these
//! letters; a drawer is indexed when it is first looked into.

use super::index::{Index, Match};
use super::prefixes::{Prefixes, SPREAD};
use super::suffix::may_be_suffix;
use super::walk;
use crate::word::{Words, hash_bytes, hash_join};
use std::cmp::Reverse;
use std::sync::OnceLock;

/// Bytes of folded letters that a drawer goes by; shorter names go by all they have.
const HEAD: usize = 6;

/// Drawers of a board. Memory that is touched costs as much time as the names do, so what an open
/// drawer needs is made a board at a time.
const BOARD: usize = 64;

/// The spellings of a listed name, by its number.
pub type Spellings<'f, 'n> = dyn Fn(u32) -> Vec<&'n str> + 'f;

/// No drawer.
const NONE: usize = usize::MAX;

type Board = OnceLock<Box<[OnceLock<Box<Index>>; BOARD]>>;

/// Listed names by their first letters.
#[derive(Debug)]
pub struct Shelf {
    names: Vec<Name>,
    /// The name that was put into each drawer last, by number from 1. A power of two of them.
    drawers: Vec<u32>,
    boards: Vec<Board>,
    /// The first letters that there are: a set that may say yes too often.
    heads: Prefixes,
    /// Whether some name goes by so many bytes.
    lengths: [bool; HEAD + 1],
}

/// A spelling of a listed name. Its text is asked for when its drawer is opened.
#[derive(Debug)]
struct Name {
    listed: u32,
    /// The name that was put into the same drawer before, by number from 1.
    before: u32,
}

impl Shelf {
    /// A shelf with drawers for about so many names.
    #[must_use]
    pub fn new(names: usize) -> Self {
        let drawers = (names / 2).next_power_of_two().max(BOARD);
        Shelf {
            names: Vec::with_capacity(names),
            drawers: vec![0; drawers],
            boards: std::iter::repeat_with(Board::default).take(drawers / BOARD).collect(),
            heads: Prefixes::new(names),
            lengths: Default::default(),
        }
    }

    /// Adds a spelling of the listed name `listed`. A text without letters adds nothing.
    pub fn add(&mut self, text: &str, listed: u32, words: &mut Words) {
        let mut heads = Heads::default();
        if !heads.of_ascii(text) {
            heads = Heads::default();
            let mut index = Index::default();
            index.add(text, listed, words);
            index.spellings().for_each(|spelling| heads.push(spelling.letters));
        }
        for (at, head) in heads.all[..heads.count].iter().enumerate() {
            self.heads.insert(head.key());
            self.lengths[head.length] = true;
            let drawer = self.drawer(*head);
            if heads.all[..at].iter().any(|own| self.drawer(*own) == drawer) {
                continue;
            }
            self.names.push(Name { listed, before: self.drawers[drawer] });
            self.drawers[drawer] = self.names.len() as u32;
        }
    }

    /// Every place where a listed name's letters stand between borders; at one start the longest
    /// comes first. `spellings` are those that were added of a listed name.
    pub fn find<'n>(&self, words: &Words, spellings: &Spellings<'_, 'n>, found: &mut Vec<Match>) {
        for start in 0..words.atoms().len() {
            let Some(inner) = walk::may_start(words, start) else { continue };
            let letters = words.letters(start..words.atoms().len()).as_bytes();
            let first = found.len();
            let mut opened = [NONE; HEAD];
            let mut head = Head::default();
            for (own, letter) in opened.iter_mut().zip(letters) {
                head = head.and(*letter);
                if self.lengths[head.length] && self.heads.contains(head.key()) {
                    *own = self.drawer(head);
                }
            }
            for (at, drawer) in opened.iter().enumerate().rev() {
                if *drawer != NONE && !opened[at + 1..].contains(drawer) {
                    walk::from(self.open(*drawer, spellings), words, start, inner, found);
                }
            }
            if found.len() > first + 1 {
                // Of two that end at one place the one with the longer ending taken off comes first, from
                // whichever drawers they are.
                found[first..].sort_by_key(|hit| (hit.atoms.end, Reverse(hit.shape.length)));
                found[first..].reverse();
            }
        }
    }

    /// The drawer that names with these first letters lie in, among others.
    fn drawer(&self, head: Head) -> usize {
        (head.key().wrapping_mul(SPREAD) >> 32) as usize & (self.drawers.len() - 1)
    }

    /// The index of a drawer.
    fn open<'n>(&self, drawer: usize, spellings: &Spellings<'_, 'n>) -> &Index {
        let board = self.boards[drawer / BOARD].get_or_init(|| Box::new([const { OnceLock::new() }; BOARD]));
        board[drawer % BOARD].get_or_init(|| {
            let at = |number: u32| number.checked_sub(1).and_then(|at| self.names.get(at as usize));
            let names = std::iter::successors(at(self.drawers[drawer]), |name| at(name.before));
            let mut listed: Vec<u32> = names.map(|name| name.listed).collect();
            listed.dedup();
            let mut index = Index::default();
            let mut words = Words::default();
            let belongs = |letters: &[u8]| self.drawer(Head::of(letters)) == drawer;
            for own in listed.into_iter().rev() {
                for text in spellings(own) {
                    index.add_where(text, own, &mut words, &belongs);
                }
            }
            Box::new(index)
        })
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
        let bytes = text.as_bytes();
        let first = bytes.first_chunk::<HEAD>();
        if let Some(first) = first.filter(|first| first.iter().all(u8::is_ascii_alphanumeric)) {
            self.push(&first.map(|letter| letter.to_ascii_lowercase()));
            return true;
        }
        let mut letters = [0; HEAD];
        let mut count = 0;
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
        let (mut shelf, mut index, mut own) = (Shelf::new(0), Index::default(), Words::default());
        for (number, name) in names.iter().enumerate() {
            shelf.add(name, number as u32, &mut own);
            index.add(name, number as u32, &mut own);
        }
        let words = Words::of(text);
        let (mut on_shelf, mut indexed) = (Vec::new(), Vec::new());
        shelf.find(&words, &|number| vec![names[number as usize].as_str()], &mut on_shelf);
        index.find(&words, &mut indexed);
        (on_shelf, indexed)
    }

    #[test]
    fn two_names_in_two_drawers_keep_their_order() {
        let (on_shelf, indexed) = both(&["Ä".to_owned(), "a".to_owned()], "Aes");
        assert!(on_shelf.len() > 1);
        assert_eq!(on_shelf, indexed);
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
