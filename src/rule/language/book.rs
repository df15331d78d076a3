//! Compiled phrases as plain arrays: made once, when the program is built, and used where they lie.

use super::index::{Index, Owned};
use crate::word::{Array, Reader, Vocabulary, Writer};
use std::borrow::Cow;

/// Bits that stand for the words of a sentence or of a part of a phrase: each word sets one, so a
/// bit that is missing tells for certain that the word is.
pub type Mask = [u64; 4];

/// One instruction, in the lowest byte of a number; the rest of the number is its argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Op {
    /// The phrase is found.
    Done,
    /// The word with that number.
    Word,
    /// A word with that prefix.
    Prefix,
    /// A word exactly so.
    Exact,
    /// The word with that number, as a hashtag.
    Hashtag,
    /// The word with that number, as a handle.
    Handle,
    /// That slot.
    Slot,
    /// One of the words of that set.
    OneOf,
    /// A comma, dash or colon may stand here.
    Comma,
    /// The start of a line.
    LineStart,
    /// The end of a line.
    LineEnd,
    /// Skip up to so many words.
    Gap,
    /// Try what follows, then what stands there.
    Split,
    /// Try the alternatives that the branch with that number lets through. As many instructions as
    /// it has alternatives follow, each where one begins.
    Choose,
    /// Go on there.
    Jump,
    /// Go through the part that stands there, then go on here.
    Call,
    /// The part is done.
    Return,
}

impl Op {
    /// Each behind its number; behind the last, what ends nothing wrongly.
    const ALL: [Op; 32] = [
        Op::Done,
        Op::Word,
        Op::Prefix,
        Op::Exact,
        Op::Hashtag,
        Op::Handle,
        Op::Slot,
        Op::OneOf,
        Op::Comma,
        Op::LineStart,
        Op::LineEnd,
        Op::Gap,
        Op::Split,
        Op::Choose,
        Op::Jump,
        Op::Call,
        Op::Return,
        Op::Done,
        Op::Done,
        Op::Done,
        Op::Done,
        Op::Done,
        Op::Done,
        Op::Done,
        Op::Done,
        Op::Done,
        Op::Done,
        Op::Done,
        Op::Done,
        Op::Done,
        Op::Done,
        Op::Done,
    ];

    /// The instruction with its argument, below 2^24.
    #[must_use]
    pub fn with(self, argument: u32) -> u32 {
        argument << 8 | self as u32
    }

    /// The instruction and the argument of a number.
    #[must_use]
    #[inline]
    pub fn of(code: u32) -> (Op, u32) {
        (Op::ALL[(code & 31) as usize], code >> 8)
    }
}

/// A phrase ready to run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Program {
    /// Its first instruction.
    pub start: u32,
    /// Where those it was added for begin in [`Book::owners`], what cues listen for before
    /// conditions.
    pub owners: u32,
    /// Where its needs begin in [`Book::needs`].
    pub needs: u32,
    /// How many they are.
    pub need_count: u32,
    /// The slots it asks for, one bit each.
    pub slots: u32,
    /// What its first and its second word may be, as numbers of [`Book::masks`].
    pub opening: [u32; 2],
    /// 1 if it stands at the start of a line alone.
    pub line_start: u32,
}

impl Program {
    /// Its fields in their order.
    #[must_use]
    pub fn to_array(self) -> [u32; 8] {
        let Program { start, owners, needs, need_count, slots, opening: [first, second], line_start } = self;
        [start, owners, needs, need_count, slots, first, second, line_start]
    }
}

/// Alternatives, and by which word each may be tried.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Branch {
    /// What some of them may begin with.
    pub told: Mask,
    /// Those that may begin with anything, one bit each.
    pub always: u64,
    /// Where its ways begin in [`Book::ways`]: for each bit of `told` the alternatives that may begin
    /// with it, one bit each.
    pub first: u64,
    /// How many alternatives there are.
    pub count: u64,
}

impl Branch {
    /// Its fields in their order.
    #[must_use]
    pub fn to_array(self) -> [u64; 7] {
        let Branch { told: [a, b, c, d], always, first, count } = self;
        [a, b, c, d, always, first, count]
    }
}

/// The bits of both masks.
#[must_use]
pub fn or(a: &Mask, b: &Mask) -> Mask {
    std::array::from_fn(|at| a[at] | b[at])
}

/// Whether a mask has that bit.
#[must_use]
pub fn has(mask: &Mask, bit: u8) -> bool {
    mask[usize::from(bit >> 6)] & 1 << (bit & 63) != 0
}

/// Compiled phrases.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Book {
    /// The words that phrases know.
    pub vocabulary: Vocabulary,
    /// Beginnings of words, folded.
    pub prefixes: Vec<Cow<'static, str>>,
    /// Words as written.
    pub exacts: Vec<Cow<'static, str>>,
    /// The instructions of all phrases.
    pub code: Array<u32>,
    /// Sets of words: how many, then their numbers in order.
    pub sets: Array<u32>,
    /// Those whom phrases were added for: how many, then each; of one phrase two such lists, of what
    /// cues listen for and of their conditions.
    pub owners: Array<u32>,
    /// The phrase of each of those, by number.
    pub phrases: Array<u32>,
    /// The phrases, the fields of a [`Program`] in their order.
    pub programs: Array<[u32; 8]>,
    /// For each phrase, sets of which each must have a word in the sentence.
    pub needs: Array<Mask>,
    /// Sets of words of which one must stand at a place; the first is of all words.
    pub masks: Array<Mask>,
    /// The alternatives of phrases, the fields of a [`Branch`] in their order.
    pub branches: Array<[u64; 7]>,
    /// Which alternatives to try, branch by branch.
    pub ways: Array<u64>,
    /// Where the phrases that cues listen for are looked up.
    pub heads: Index,
    /// Where the phrases of their conditions are.
    pub conditions: Index,
}

impl Book {
    /// The book as bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Writer::default();
        self.vocabulary.write(&mut out);
        out.text(&self.prefixes.join("\n"));
        out.text(&self.exacts.join("\n"));
        [&self.code, &self.sets, &self.owners, &self.phrases].into_iter().for_each(|array| out.array(array));
        out.array(&self.programs);
        [&self.needs, &self.masks].into_iter().for_each(|array| out.array(array));
        out.array(&self.branches);
        out.array(&self.ways);
        for index in [&self.heads, &self.conditions] {
            for (ends, keys) in index.arrays() {
                out.array(ends);
                out.array(keys);
            }
        }
        out.into_bytes()
    }

    /// The book that `bytes` hold, which is not copied where they lie as memory wants them; `None` if
    /// they are no book's.
    #[must_use]
    pub fn of_bytes(bytes: &'static [u8]) -> Option<Book> {
        let mut from = Reader::new(bytes);
        let vocabulary = Vocabulary::read(&mut from)?;
        let lines = |text: &'static str| text.lines().map(Cow::Borrowed).collect();
        Some(Book {
            vocabulary,
            prefixes: lines(from.text()?),
            exacts: lines(from.text()?),
            code: from.array()?,
            sets: from.array()?,
            owners: from.array()?,
            phrases: from.array()?,
            programs: from.array()?,
            needs: from.array()?,
            masks: from.array()?,
            branches: from.array()?,
            ways: from.array()?,
            heads: Index::of_arrays(|| from.array().zip(from.array()))?,
            conditions: Index::of_arrays(|| from.array().zip(from.array()))?,
        })
    }

    /// Phrase `number`.
    #[must_use]
    #[inline]
    pub fn program(&self, number: u32) -> Program {
        let [start, owners, needs, need_count, slots, first, second, line_start] =
            self.programs[number as usize];
        Program { start, owners, needs, need_count, slots, opening: [first, second], line_start }
    }

    /// Branch `number`.
    #[must_use]
    #[inline]
    pub fn branch(&self, number: u32) -> Branch {
        let [a, b, c, d, always, first, count] = self.branches[number as usize];
        Branch { told: [a, b, c, d], always, first, count }
    }

    /// Those whom phrase `number` was added for.
    #[must_use]
    pub fn owners(&self, number: u32, owned: Owned) -> &[u32] {
        let list = |at: usize| {
            let count = self.owners.get(at).map_or(0, |&count| count as usize);
            self.owners.get(at + 1..at + 1 + count).unwrap_or_default()
        };
        let first = self.program(number).owners as usize;
        match owned {
            Owned::Head => list(first),
            Owned::Condition => list(first + 1 + list(first).len()),
        }
    }

    /// What phrases are looked up by.
    #[must_use]
    pub fn lookup(&self, owned: Owned) -> &Index {
        match owned {
            Owned::Head => &self.heads,
            Owned::Condition => &self.conditions,
        }
    }
}
