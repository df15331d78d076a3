//! Where phrases are looked up: by words of which one must be there, and by what may stand on both
//! sides of it. What cues listen for has an
//! index, and the conditions of cues have another, which is asked only once a cue has been heard.

use super::book::{Mask, or};
use super::slots::Slot;
use crate::word::Array;

/// What a phrase may ask for at one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Symbol {
    /// A word of the vocabulary, by number.
    Word(u32),
    /// A word that begins so, by number.
    Prefix(u32),
    /// A slot.
    Slot(Slot),
}

impl Symbol {
    /// Which of the 256 bits of a [`Mask`] stands for it.
    #[must_use]
    pub fn bit(self) -> u8 {
        let number = match self {
            Symbol::Word(number) => number.wrapping_mul(3),
            Symbol::Prefix(number) => number.wrapping_mul(3).wrapping_add(1),
            Symbol::Slot(slot) => (slot.index() as u32).wrapping_mul(3).wrapping_add(2),
        };
        (number.wrapping_mul(0x9e37_79b1) >> 24) as u8
    }
}

/// Where a phrase is looked up by: one of its words, and how many words before it the phrase
/// begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    /// The phrase, by number.
    pub program: u32,
    /// At least so many words before.
    pub least: u8,
    /// At most so many words before.
    pub most: u8,
    /// What the word before it and the word behind it may be, as numbers of
    /// [`Book::masks`](super::book::Book::masks).
    pub sides: [u16; 2],
}

/// Lists of keys, one for each symbol of a kind, in one array.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Keys {
    ends: Array<u32>,
    keys: Array<[u32; 2]>,
}

impl Keys {
    /// The lists as one array.
    fn new(lists: &[Vec<(Key, [Mask; 2])>], number: &mut impl FnMut(&Mask) -> u16) -> Self {
        let (mut ends, mut keys) = (Vec::new(), Vec::new());
        for list in lists {
            keys.extend(list.iter().map(|(key, sides)| {
                let [before, behind] = sides.each_ref().map(&mut *number).map(u32::from);
                [key.program << 16 | u32::from(key.least) << 8 | u32::from(key.most), before << 16 | behind]
            }));
            ends.push(keys.len() as u32);
        }
        Keys { ends: ends.into(), keys: keys.into() }
    }

    /// The keys of symbol `number`.
    pub fn of(&self, number: usize) -> impl Iterator<Item = Key> + '_ {
        let start = number.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let end = self.ends.get(number).copied().unwrap_or(start);
        let keys = self.keys.get(start as usize..end as usize).unwrap_or_default();
        keys.iter().map(|&[key, sides]| Key {
            program: key >> 16,
            least: (key >> 8) as u8,
            most: key as u8,
            sides: [(sides >> 16) as u16, sides as u16],
        })
    }
}

/// What phrases are looked up by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Index {
    /// Keys of the words of the vocabulary.
    pub by_word: Keys,
    /// Keys of the prefixes.
    pub by_prefix: Keys,
    /// Keys of the slots.
    pub by_slot: Keys,
}

/// The two lists of a phrase's owners.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owned {
    /// Cues that listen for it.
    Head,
    /// Conditions of cues.
    Condition,
}

impl Index {
    /// The index as arrays.
    #[must_use]
    pub fn arrays(&self) -> [(&[u32], &[[u32; 2]]); 3] {
        [&self.by_word, &self.by_prefix, &self.by_slot].map(|keys| (&*keys.ends, &*keys.keys))
    }

    /// The index of the arrays that `next` gives, in the order of [`Index::arrays`].
    pub fn of_arrays(mut next: impl FnMut() -> Option<(Array<u32>, Array<[u32; 2]>)>) -> Option<Index> {
        let mut keys = || next().map(|(ends, keys)| Keys { ends, keys });
        Some(Index { by_word: keys()?, by_prefix: keys()?, by_slot: keys()? })
    }
}

/// An index as it grows.
#[derive(Debug, Default)]
pub(super) struct Growing {
    by_word: Vec<Vec<(Key, [Mask; 2])>>,
    by_prefix: Vec<Vec<(Key, [Mask; 2])>>,
    by_slot: Vec<Vec<(Key, [Mask; 2])>>,
}

impl Growing {
    /// Adds a key of `symbol`, with what may stand on both sides of it.
    pub(super) fn push(&mut self, symbol: Symbol, key: Key, sides: [Mask; 2]) {
        let (lists, at) = match symbol {
            Symbol::Word(word) => (&mut self.by_word, word as usize),
            Symbol::Prefix(prefix) => (&mut self.by_prefix, prefix as usize),
            Symbol::Slot(slot) => (&mut self.by_slot, slot.index()),
        };
        if lists.len() <= at {
            lists.resize_with(at + 1, Vec::new);
        }
        // The same word several times: one key that reaches as far as all of them.
        match lists[at].last_mut().filter(|(last, _)| last.program == key.program) {
            Some((last, before)) => {
                last.least = last.least.min(key.least);
                last.most = last.most.max(key.most);
                *before = std::array::from_fn(|side| or(&before[side], &sides[side]));
            }
            None => lists[at].push((key, sides)),
        }
    }

    /// The index of all that was added; `number` gives the number of a mask.
    pub(super) fn finish(&self, mut number: impl FnMut(&Mask) -> u16) -> Index {
        let [by_word, by_prefix, by_slot] =
            [&self.by_word, &self.by_prefix, &self.by_slot].map(|lists| Keys::new(lists, &mut number));
        Index { by_word, by_prefix, by_slot }
    }
}
