//! All phrases of all rules at once: which of them stand in a text, and where.
//!
//! Every phrase has keys: words of which one must be there. A text's words are looked up once;
//! only phrases whose key is there are looked at, of these only those of whose other words each
//! may be in the same sentence are run, near that key.

use super::figures::Found;
use super::language::book::{Book, Key, Mask, Program, Symbol};
use super::language::measure::REACH;
use super::machine::{Ran, Room, Text, meet};
use super::slots::Slot;
use crate::word::{Gap, Tag, Words};
use rustc_hash::FxHashSet;
use std::ops::Range;

/// Phrases ready to be looked for.
#[derive(Debug, Default)]
pub struct Engine {
    books: Vec<Listed>,
}

/// A book with what finds its prefixes.
#[derive(Debug)]
struct Listed {
    book: Book,
    /// Owners of this book's phrases count from here.
    owners: u32,
    /// For each two first letters of a prefix a bit.
    heads: Vec<u64>,
    /// The prefixes by their first three letters, sorted.
    prefixes: Vec<([u8; 3], u32)>,
    /// The slots that some phrase is looked up by.
    slots: Vec<Slot>,
}

/// A phrase found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Whom the phrase was added for.
    pub owner: u32,
    /// The words it covers.
    pub words: Range<usize>,
    /// The slots it filled.
    pub slots: Vec<(Slot, Range<usize>)>,
}

/// A text that phrases are looked for in.
pub trait Readable {
    /// What people read.
    fn text(&self) -> &str;
    /// Its words.
    fn words(&self) -> &Words;
    /// The slots that names fill, in any order.
    fn named(&self) -> Vec<Found>;
    /// The places of a slot that is no name's, in any order.
    fn find(&self, slot: Slot) -> Vec<Found>;
    /// Whether a slot that is no name's may begin among `words`: cheap, and never wrongly no.
    fn may_hold(&self, slot: Slot, words: &Range<usize>) -> bool;
}

impl Engine {
    /// Adds the phrases of a book, whose owners count from `owners`.
    pub fn add(&mut self, book: Book, owners: u32) {
        let mut heads = vec![0; 1 << 10];
        let mut prefixes = Vec::new();
        for (number, prefix) in book.prefixes.iter().enumerate() {
            if let Some(head) = prefix.as_bytes().first_chunk::<3>() {
                let bit = head_bit(head);
                heads[bit / 64] |= 1 << (bit % 64);
                prefixes.push((*head, number as u32));
            }
        }
        prefixes.sort_unstable();
        let slots =
            Slot::ALL.iter().copied().filter(|slot| book.by_slot.of(slot.index()).next().is_some()).collect();
        self.books.push(Listed { book, owners, heads, prefixes, slots });
    }

    /// Finds every phrase in a text.
    #[must_use]
    pub fn find(&self, text: &impl Readable) -> Vec<Hit> {
        let mut hits: Vec<Hit> = Vec::new();
        if !text.words().list().is_empty() {
            let mut slots = text.named();
            sort(&mut slots);
            let mut known = Known { slots, done: 0 };
            for listed in &self.books {
                Search::new(listed, text, &mut known).run(&mut hits);
            }
        }
        hits.sort_by(|a, b| {
            (a.words.start, a.owner, b.words.end).cmp(&(b.words.start, b.owner, a.words.end))
        });
        hits
    }
}

/// Slots found so far.
struct Known {
    slots: Vec<Found>,
    /// Which slots were looked for, one bit each.
    done: u32,
}

fn sort(slots: &mut [Found]) {
    slots.sort_by_key(|found| (found.words.start, found.slot, usize::MAX - found.words.end));
}

/// One search: one book, one text.
struct Search<'s, T> {
    listed: &'s Listed,
    text: &'s T,
    known: &'s mut Known,
    numbers: Vec<u32>,
    /// Prefixes that words have: the word, the prefix.
    prefixes: Vec<(u32, u32)>,
    /// What stands at each word.
    here: Vec<Mask>,
    /// The sentence of each word.
    sentence: Vec<u32>,
    /// The words of each sentence, and what may stand among them.
    sentences: Vec<(Range<usize>, Mask)>,
    tried: FxHashSet<(u32, u32)>,
    room: Room,
}

impl<'s, T: Readable> Search<'s, T> {
    fn new(listed: &'s Listed, text: &'s T, known: &'s mut Known) -> Self {
        let mut search = Search {
            listed,
            text,
            known,
            numbers: Vec::with_capacity(text.words().list().len()),
            prefixes: Vec::new(),
            here: Vec::with_capacity(text.words().list().len()),
            sentence: Vec::with_capacity(text.words().list().len()),
            sentences: Vec::new(),
            tried: FxHashSet::default(),
            room: Room::default(),
        };
        search.take_apart();
        search
    }

    fn take_apart(&mut self) {
        let words = self.text.words();
        self.listed.book.vocabulary.numbers(words, &mut self.numbers);
        let mut start = 0;
        for (at, word) in words.list().iter().enumerate() {
            if at > 0 && word.gap.has(Gap::END) {
                self.sentences.push((start..at, Mask::default()));
                start = at;
            }
            self.sentence.push(self.sentences.len() as u32);
            self.here.push(Mask::default());
            if word.tag != Tag::At {
                self.listed.prefixes_of(words.form(word), |prefix| self.prefixes.push((at as u32, prefix)));
            }
        }
        self.sentences.push((start..words.list().len(), Mask::default()));
        for at in 0..self.numbers.len() {
            if self.numbers[at] > 0 {
                self.mark(at, Symbol::Word(self.numbers[at]));
            }
        }
        for index in 0..self.prefixes.len() {
            let (at, prefix) = self.prefixes[index];
            self.mark(at as usize, Symbol::Prefix(prefix));
        }
        for index in 0..self.known.slots.len() {
            let Found { slot, words } = &self.known.slots[index];
            let (slot, at) = (*slot, words.start);
            self.mark(at, Symbol::Slot(slot));
        }
        for (range, mask) in &mut self.sentences {
            for slot in LOOKED_FOR.iter().filter(|slot| self.known.done & 1 << slot.index() == 0) {
                if self.text.may_hold(*slot, range) {
                    let bit = Symbol::Slot(*slot).bit();
                    mask[usize::from(bit >> 6)] |= 1 << (bit & 63);
                }
            }
        }
    }

    fn mark(&mut self, at: usize, symbol: Symbol) {
        let bit = symbol.bit();
        let (word, own) = (usize::from(bit >> 6), 1 << (bit & 63));
        self.here[at][word] |= own;
        let (_, mask) = &mut self.sentences[self.sentence[at] as usize];
        mask[word] |= own;
    }

    fn run(mut self, hits: &mut Vec<Hit>) {
        let book = &self.listed.book;
        for at in 0..self.numbers.len() {
            if self.numbers[at] > 0 {
                for key in book.by_word.of(self.numbers[at] as usize) {
                    self.look(at, key, hits);
                }
            }
        }
        for index in 0..self.prefixes.len() {
            let (at, prefix) = self.prefixes[index];
            for key in book.by_prefix.of(prefix as usize) {
                self.look(at as usize, key, hits);
            }
        }
        for &slot in &self.listed.slots {
            let keys = || book.by_slot.of(slot.index());
            let wanted = LOOKED_FOR.contains(&slot)
                && self.sentences.iter().any(|(_, mask)| {
                    keys().any(|key| self.may_stand(&book.programs[key.program as usize], mask))
                });
            if wanted {
                self.look_for(1 << slot.index());
            }
            let places: Vec<usize> = self
                .known
                .slots
                .iter()
                .filter(|found| found.slot == slot)
                .map(|found| found.words.start)
                .collect();
            for at in places {
                for key in keys() {
                    self.look(at, key, hits);
                }
            }
        }
    }

    /// Runs a phrase near a key of it at word `at`, if it may stand there.
    #[inline]
    fn look(&mut self, at: usize, key: Key, hits: &mut Vec<Hit>) {
        let program = &self.listed.book.programs[key.program as usize];
        let (sentence, mask) = &self.sentences[self.sentence[at] as usize];
        if !self.may_stand(program, mask) {
            return;
        }
        let most = u32::from(key.most).min(REACH) as usize;
        let from = sentence.start.max(at.saturating_sub(most));
        let Some(to) = at.checked_sub(usize::from(key.least)) else { return };
        for start in from..=to {
            if self.may_begin(program, start) {
                self.attempt(key.program, program, start, hits);
            }
        }
    }

    fn attempt(&mut self, number: u32, program: &Program, start: usize, hits: &mut Vec<Hit>) {
        if !self.tried.insert((number, start as u32)) {
            return;
        }
        if program.slots & !self.known.done != 0 {
            self.look_for(program.slots);
        }
        let text = Text {
            book: &self.listed.book,
            text: self.text.text(),
            words: self.text.words(),
            numbers: &self.numbers,
            here: &self.here,
            slots: &self.known.slots,
        };
        if let Some(Ran { words, slots }) = text.run(program.start as usize, start, &mut self.room) {
            let owners = &self.listed.book.owners[program.owners as usize..];
            if let Some((&count, owners)) = owners.split_first() {
                let all = owners.iter().take(count as usize);
                hits.extend(all.map(|own| Hit {
                    owner: self.listed.owners + own,
                    words: words.clone(),
                    slots: slots.clone(),
                }));
            }
        }
    }

    /// Whether the phrase may begin at word `start`, told by that word and the next.
    #[inline]
    fn may_begin(&self, program: &Program, start: usize) -> bool {
        let [first, second] = program.opening;
        let masks = &self.listed.book.masks;
        let stands = |at: usize, mask: u32| {
            mask == 0 || self.here.get(at).is_some_and(|here| meet(here, &masks[mask as usize]))
        };
        // A handle is no prefix to look a phrase up by, and yet one that goes on with it.
        let handle = || self.text.words().list().get(start + 1).is_some_and(|word| word.tag == Tag::At);
        stands(start, first) && (stands(start + 1, second) || handle())
    }

    /// Whether every word that the phrase cannot do without may be in the sentence.
    fn may_stand(&self, program: &Program, sentence: &Mask) -> bool {
        let needs = &self.listed.book.needs[program.needs as usize..][..program.need_count as usize];
        needs.iter().all(|need| meet(need, sentence))
    }

    /// Looks for the places of slots that no name fills.
    fn look_for(&mut self, slots: u32) {
        let new = slots & !self.known.done;
        for &slot in LOOKED_FOR.iter().filter(|slot| new & 1 << slot.index() != 0) {
            self.known.done |= 1 << slot.index();
            self.known.slots.extend(self.text.find(slot));
        }
        sort(&mut self.known.slots);
    }
}

/// The slots that are looked for once a phrase asks for them.
const LOOKED_FOR: [Slot; 11] = [
    Slot::Org,
    Slot::Firm,
    Slot::Money,
    Slot::Percent,
    Slot::Number,
    Slot::Large,
    Slot::Date,
    Slot::Year,
    Slot::Quarter,
    Slot::Time,
    Slot::Url,
];

fn head_bit(head: &[u8; 3]) -> usize {
    (usize::from(head[0]) * 31 * 31 + usize::from(head[1]) * 31 + usize::from(head[2])) & 0xffff
}

impl Listed {
    /// Tells each prefix that a folded word has.
    fn prefixes_of(&self, form: &str, mut tell: impl FnMut(u32)) {
        let Some(head) = form.as_bytes().first_chunk::<3>() else { return };
        let bit = head_bit(head);
        if self.heads[bit / 64] & 1 << (bit % 64) == 0 {
            return;
        }
        let first = self.prefixes.partition_point(|(own, _)| own < head);
        for &(_, number) in self.prefixes[first..].iter().take_while(|(own, _)| own == head) {
            if form.starts_with(&self.book.prefixes[number as usize]) {
                tell(number);
            }
        }
    }
}
