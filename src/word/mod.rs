//! Words in the reader's eye: what a person sees as one word, whatever bytes it is made of.
//!
//! A text is taken apart in one pass into words and, within words, atoms: `HalvorsenLogistics`
//! is one word of two atoms. Between words stands a [`Gap`] that says what kind of border it is.
//! Every atom carries a hash that can be put together with its neighbours', so that a name of
//! several words is looked up without building its text.

mod fold;
mod kind;
mod read;
mod stop;
mod stored;
mod wrap;
mod vocabulary;

pub use fold::{fold, fold_char, is_invisible, is_mark};
pub(crate) use kind::unspaced;
pub use stored::{Aligned, Array, Reader, Writer};
pub use vocabulary::Vocabulary;

use std::ops::Range;

/// The zero-width space: nobody sees it, and yet a word may end there, or go on.
pub(crate) const SOFT_BORDER: char = '\u{200b}';

/// Whether letters meet where `before` ends and `next` begins, whatever stands between that nobody
/// sees: a sign taken away there leaves a soft border.
pub(crate) fn letters_meet(before: &str, next: &str) -> bool {
    let letter = char::is_alphanumeric;
    before.trim_end_matches(is_invisible).ends_with(letter)
        && next.trim_start_matches(is_invisible).starts_with(letter)
}

/// What stands between a word and the one before it; several can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Gap(u16);

impl Gap {
    /// Nothing has been said yet: the first word of a text.
    pub const START: Gap = Gap(1);
    /// White space, also a no-break space.
    pub const SPACE: Gap = Gap(1 << 1);
    /// A line break.
    pub const LINE: Gap = Gap(1 << 2);
    /// A hyphen or an underscore.
    pub const HYPHEN: Gap = Gap(1 << 3);
    /// An apostrophe between letters.
    pub const APOSTROPHE: Gap = Gap(1 << 4);
    /// A full stop that ends no sentence.
    pub const DOT: Gap = Gap(1 << 5);
    /// A comma, semicolon, colon, dash.
    pub const COMMA: Gap = Gap(1 << 6);
    /// A bracket, bar, slash or another mark that parts.
    pub const MARK: Gap = Gap(1 << 7);
    /// Quotation marks.
    pub const QUOTE: Gap = Gap(1 << 8);
    /// The end of a sentence, or an empty line.
    pub const END: Gap = Gap(1 << 9);
    /// The first word of a line.
    pub const LINE_START: Gap = Gap(1 << 10);
    /// A slash.
    pub const SLASH: Gap = Gap(1 << 11);

    /// Whether any of `other` holds.
    #[must_use]
    pub fn has(self, other: Gap) -> bool {
        self.0 & other.0 != 0
    }

    /// What holds but for `other`.
    #[must_use]
    pub const fn without(self, other: Gap) -> Gap {
        Gap(self.0 & !other.0)
    }

    /// Both.
    #[must_use]
    pub const fn and(self, other: Gap) -> Gap {
        Gap(self.0 | other.0)
    }

    /// Whether there is no border at all: the atoms of one word.
    #[must_use]
    pub fn is_none(self) -> bool {
        self.0 == 0
    }
}

/// How a word is capitalised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Case {
    /// No letter of two cases.
    #[default]
    None,
    /// `word`.
    Lower,
    /// `Word`, and a single capital letter.
    Capital,
    /// `WORD`, two letters or more.
    Upper,
    /// `wOrd`, `WordPress`.
    Mixed,
}

impl Case {
    /// Whether the word begins with, or holds, a capital letter.
    #[must_use]
    pub fn is_capital(self) -> bool {
        matches!(self, Case::Capital | Case::Upper | Case::Mixed)
    }
}

/// `#` or `@` before a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Tag {
    /// Neither.
    #[default]
    None,
    /// A hashtag.
    Hash,
    /// A handle.
    At,
}

/// One word.
#[derive(Debug, Clone, Copy)]
pub struct Word {
    /// First byte of the word in its text.
    pub start: u32,
    /// One past its last byte.
    pub end: u32,
    form: (u32, u32),
    /// What stands between the word before and this one.
    pub gap: Gap,
    /// How it is capitalised.
    pub case: Case,
    /// `#` or `@` before it.
    pub tag: Tag,
    /// Hash of the folded form.
    pub hash: u64,
    /// Its first atom.
    pub atom: u32,
}

impl Word {
    /// The bytes of the text.
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A part of a word that stands out by its capital or its digits.
#[derive(Debug, Clone, Copy)]
pub struct Atom {
    /// First byte in the text.
    pub start: u32,
    /// One past its last byte.
    pub end: u32,
    form: (u32, u32),
    /// The word it belongs to.
    pub word: u32,
    /// What stands before it: none within a word.
    pub gap: Gap,
    /// Whether it begins with a capital letter.
    pub capital: bool,
    /// Whether its script is written without spaces, so that it may end anywhere.
    pub unspaced: bool,
    /// Hash of the folded form.
    pub hash: u64,
}

impl Atom {
    /// Length of the folded form in bytes.
    #[must_use]
    pub fn len(&self) -> usize {
        (self.form.1 - self.form.0) as usize
    }

    /// Whether the folded form is empty; a reader makes no such atom.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.form.0 == self.form.1
    }
}

/// The words of one text.
#[derive(Debug, Clone, Default)]
pub struct Words {
    words: Vec<Word>,
    atoms: Vec<Atom>,
    forms: String,
    last: Gap,
    /// The words that begin a sentence, all but the first of the text.
    sentences: Vec<u32>,
}

impl Words {
    /// The folded words that stand whole among these bytes of the text, with one space between.
    #[must_use]
    pub fn plain(&self, bytes: Range<usize>) -> String {
        let first = self.list().partition_point(|word| (word.start as usize) < bytes.start);
        let mut out = String::with_capacity(bytes.len());
        for word in self.list()[first..].iter().take_while(|word| word.end as usize <= bytes.end) {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(self.form(word));
        }
        out
    }

    /// The words, in order.
    #[must_use]
    pub fn list(&self) -> &[Word] {
        &self.words
    }

    /// The atoms, in order.
    #[must_use]
    pub fn atoms(&self) -> &[Atom] {
        &self.atoms
    }

    /// The folded form of a word: lower-case letters and digits.
    #[must_use]
    pub fn form(&self, word: &Word) -> &str {
        &self.forms[word.form.0 as usize..word.form.1 as usize]
    }

    /// The folded form of an atom.
    #[must_use]
    pub fn atom_form(&self, atom: &Atom) -> &str {
        &self.forms[atom.form.0 as usize..atom.form.1 as usize]
    }

    /// The folded letters of neighbouring atoms, without any border.
    #[must_use]
    pub fn letters(&self, atoms: Range<usize>) -> &str {
        match (self.atoms.get(atoms.start), self.atoms[..atoms.end].last()) {
            (Some(first), Some(last)) if !atoms.is_empty() => {
                &self.forms[first.form.0 as usize..last.form.1 as usize]
            }
            _ => "",
        }
    }

    /// What stands before word `index`; past the last word, the end of the text.
    #[must_use]
    pub fn gap(&self, index: usize) -> Gap {
        self.words.get(index).map_or(Gap::END.and(Gap::LINE).and(self.last), |word| word.gap)
    }

    /// Whether word `index` begins a line or the text.
    #[must_use]
    pub fn begins_line(&self, index: usize) -> bool {
        self.gap(index).has(Gap::LINE_START.and(Gap::START))
    }

    /// The sentences, each by its words.
    pub fn sentences(&self) -> impl Iterator<Item = Range<usize>> {
        let from = |start: usize| (start < self.words.len()).then(|| start..self.sentence_end(start));
        std::iter::successors(from(0), move |sentence| from(sentence.end))
    }

    /// The first word of the sentence that holds word `index`.
    #[must_use]
    pub fn sentence_start(&self, index: usize) -> usize {
        let before = self.sentences.partition_point(|&at| at as usize <= index);
        before.checked_sub(1).map_or(0, |last| self.sentences[last] as usize)
    }

    /// One past the last word of the sentence that holds word `index`.
    #[must_use]
    pub fn sentence_end(&self, index: usize) -> usize {
        let before = self.sentences.partition_point(|&at| at as usize <= index);
        self.sentences.get(before).map_or(self.words.len(), |&at| at as usize)
    }
}

/// A hash of bytes that can be put together: the hash of `ab` follows from those of `a` and `b`.
#[must_use]
pub fn hash_bytes(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |hash, &byte| push(hash, byte))
}

/// The hash of two texts one after the other, `length` being the second one's in bytes.
#[must_use]
pub fn hash_join(first: u64, second: u64, length: usize) -> u64 {
    let power = POWERS.get(length).copied().unwrap_or_else(|| BASE.wrapping_pow(length as u32));
    first.wrapping_mul(power).wrapping_add(second)
}

const BASE: u64 = 0x9e37_79b9_7f4a_7c15;

/// What undoes a step of the hash: its base times this is 1.
pub(crate) const INVERSE: u64 = 0xf1de_83e1_9937_733d;

const POWERS: [u64; 64] = {
    let mut powers = [1u64; 64];
    let mut at = 1;
    while at < 64 {
        powers[at] = powers[at - 1].wrapping_mul(BASE);
        at += 1;
    }
    powers
};

fn push(hash: u64, byte: u8) -> u64 {
    hash.wrapping_mul(BASE).wrapping_add(byte as u64 + 1)
}

/// Folded words with one space between: for comparing texts by what they say.
#[must_use]
pub fn plain(text: &str) -> String {
    Words::of(text).plain(0..text.len())
}
