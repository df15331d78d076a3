//! Compiled phrases as plain arrays: made once, when the program is built, and used where they lie.

use super::index::{Array, Index, Owned};
use crate::word::Words;
use bytemuck::Pod;
use std::borrow::Cow;

#[cfg(target_endian = "big")]
compile_error!("the book of phrases is used as the build script wrote it: lowest byte first");

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
    /// Go on there.
    Jump,
    /// Go through the part that stands there, then go on here.
    Call,
    /// The part is done.
    Return,
    /// The next word must be one of those that mask stands for.
    Guard,
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
        Op::Jump,
        Op::Call,
        Op::Return,
        Op::Guard,
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
}

impl Program {
    /// Its fields in their order.
    #[must_use]
    pub fn to_array(self) -> [u32; 7] {
        let Program { start, owners, needs, need_count, slots, opening: [first, second] } = self;
        [start, owners, needs, need_count, slots, first, second]
    }
}

/// The words that phrases know, by number from 1; 0 is every other word.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Vocabulary {
    table: Array<u32>,
    ends: Array<u32>,
    forms: Cow<'static, str>,
}

impl Vocabulary {
    /// Adds a folded word and gives its number.
    pub fn add(&mut self, form: &str) -> u32 {
        if let Some(number) = self.number(crate::word::hash_bytes(form.as_bytes()), form) {
            return number;
        }
        self.forms.to_mut().push_str(form);
        self.ends.to_mut().push(self.forms.len() as u32);
        let number = self.ends.len() as u32;
        if self.table.len() < 2 * self.ends.len() {
            self.table = vec![0; (4 * self.ends.len()).next_power_of_two()].into();
            for own in 1..=number {
                self.place(own);
            }
        } else {
            self.place(number);
        }
        number
    }

    fn place(&mut self, number: u32) {
        let mut at = self.home(crate::word::hash_bytes(self.form(number).as_bytes()));
        while self.table[at] != 0 {
            at = (at + 1) % self.table.len();
        }
        self.table.to_mut()[at] = number;
    }

    fn home(&self, hash: u64) -> usize {
        (hash.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize & (self.table.len() - 1)
    }

    fn form(&self, number: u32) -> &str {
        let at = number as usize - 1;
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.forms[start as usize..self.ends[at] as usize]
    }

    /// The number of a folded word with that hash.
    #[must_use]
    pub fn number(&self, hash: u64, form: &str) -> Option<u32> {
        if self.table.is_empty() {
            return None;
        }
        let mut at = self.home(hash);
        loop {
            match self.table[at] {
                0 => return None,
                number if self.form(number) == form => return Some(number),
                _ => at = (at + 1) & (self.table.len() - 1),
            }
        }
    }

    /// The number of each word of a text; 0 where it has none.
    pub fn numbers(&self, words: &Words, numbers: &mut Vec<u32>) {
        numbers.clear();
        numbers.extend(
            words.list().iter().map(|word| self.number(word.hash, words.form(word)).unwrap_or_default()),
        );
    }
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
    pub programs: Array<[u32; 7]>,
    /// For each phrase, sets of which each must have a word in the sentence.
    pub needs: Array<Mask>,
    /// Sets of words of which one must stand at a place; the first is of all words.
    pub masks: Array<Mask>,
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
        out.array(&self.vocabulary.table);
        out.array(&self.vocabulary.ends);
        out.text(&self.vocabulary.forms);
        out.text(&self.prefixes.join("\n"));
        out.text(&self.exacts.join("\n"));
        [&self.code, &self.sets, &self.owners, &self.phrases].into_iter().for_each(|array| out.array(array));
        out.array(&self.programs);
        [&self.needs, &self.masks].into_iter().for_each(|array| out.array(array));
        for index in [&self.heads, &self.conditions] {
            for (ends, keys) in index.arrays() {
                out.array(ends);
                out.array(keys);
            }
        }
        out.0
    }

    /// The book that `bytes` hold, which is not copied where they lie as memory wants them; `None` if
    /// they are no book's.
    #[must_use]
    pub fn of_bytes(bytes: &'static [u8]) -> Option<Book> {
        let mut from = Reader(bytes);
        let (table, ends) = (from.array()?, from.array()?);
        let vocabulary = Vocabulary { table, ends, forms: from.text()?.into() };
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
            heads: Index::of_arrays(|| from.array().zip(from.array()))?,
            conditions: Index::of_arrays(|| from.array().zip(from.array()))?,
        })
    }

    /// Phrase `number`.
    #[must_use]
    #[inline]
    pub fn program(&self, number: u32) -> Program {
        let [start, owners, needs, need_count, slots, first, second] = self.programs[number as usize];
        Program { start, owners, needs, need_count, slots, opening: [first, second] }
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

/// Arrays and texts one after the other, each behind its length in bytes, at multiples of eight.
#[derive(Default)]
struct Writer(Vec<u8>);

impl Writer {
    fn array<T: Pod>(&mut self, array: &[T]) {
        self.bytes(bytemuck::cast_slice(array));
    }

    fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.0.extend((bytes.len() as u64).to_le_bytes());
        self.0.extend(bytes);
        self.0.resize(self.0.len().next_multiple_of(8), 0);
    }
}

struct Reader(&'static [u8]);

impl Reader {
    fn array<T: Pod>(&mut self) -> Option<Array<T>> {
        let bytes = self.bytes()?;
        let copied = |_| Cow::Owned(bytemuck::pod_collect_to_vec(bytes));
        Some(bytemuck::try_cast_slice(bytes).map_or_else(copied, Cow::Borrowed))
    }

    fn text(&mut self) -> Option<&'static str> {
        str::from_utf8(self.bytes()?).ok()
    }

    fn bytes(&mut self) -> Option<&'static [u8]> {
        let (length, rest) = self.0.split_first_chunk::<8>()?;
        let length = usize::try_from(u64::from_le_bytes(*length)).ok()?;
        let bytes = rest.get(..length)?;
        self.0 = rest.get(length.next_multiple_of(8)..)?;
        Some(bytes)
    }
}
