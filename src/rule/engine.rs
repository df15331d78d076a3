//! All phrases of all rules at once: which of them stand in a text, and where.
//!
//! Every phrase has keys: words of which one must be there. A text's words are looked up once;
//! only phrases whose key is there are looked at, of these only those of whose other words each
//! may be in the same sentence are run, near that key.
//!
//! Most phrases are conditions, of common words, and asked for only where a cue has been heard.

use super::figures::Found;
use super::language::book::{Book, Mask, Program, or};
use super::language::index::{Key, Owned, Symbol};
use super::language::measure::{self, REACH};
use super::machine::{Ran, Room, Text, meet};
use super::slots::Slot;
use super::wanted::{Asked, Wanted};
use crate::word::{Tag, Words};
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
        self.books.push(Listed { book, owners, heads, prefixes });
    }

    /// Asks for the phrases of the owners that are `wanted`.
    #[must_use]
    pub fn ask(&self, wanted: Wanted) -> Request {
        let asked = self
            .books
            .iter()
            .map(|listed| wanted.phrases(listed.book.programs.len(), listed.owners, &listed.book.phrases));
        Request { asked: asked.collect(), wanted }
    }

    /// Finds every phrase asked for that a cue listens for. `known` is new for each text.
    #[must_use]
    pub fn find(&self, text: &impl Readable, known: &mut Known, request: &Request) -> Vec<Hit> {
        let mut hits: Vec<Hit> = Vec::new();
        known.slots = text.named();
        sort(&mut known.slots);
        self.search(text, known, Owned::Head, request, |owner, ran| {
            hits.push(Hit { owner, words: ran.words.clone(), slots: ran.slots.clone() });
        });
        hits.sort_by(|a, b| {
            (a.words.start, a.owner, b.words.end).cmp(&(b.words.start, b.owner, a.words.end))
        });
        // A phrase whose trial was forgotten is found again.
        hits.dedup();
        hits
    }

    /// Finds the phrases of conditions that are asked for: their owners, each with the word that the
    /// phrase begins at, in any order. `known` is what [`Engine::find`] left of the same text.
    #[must_use]
    pub fn find_conditions(
        &self,
        text: &impl Readable,
        known: &mut Known,
        request: &Request,
    ) -> Vec<(u32, u32)> {
        let mut found = Vec::new();
        self.search(text, known, Owned::Condition, request, |owner, ran| {
            found.push((owner, ran.words.start as u32));
        });
        found
    }

    fn search(
        &self,
        text: &impl Readable,
        known: &mut Known,
        owned: Owned,
        request: &Request,
        mut tell: impl FnMut(u32, &Ran),
    ) {
        if text.words().list().is_empty() {
            return;
        }
        for (place, (listed, asked)) in self.books.iter().zip(&request.asked).enumerate() {
            if !asked.any {
                continue;
            }
            for listed in &self.books[known.sights.len().min(place + 1)..=place] {
                let sight = Sight::of(listed, text, known);
                known.sights.push(sight);
            }
            let sight = std::mem::take(&mut known.sights[place]);
            let tried = Tried([0; 512]);
            let room = Room::default();
            let mut search = Search { listed, text, owned, asked, known, sight, tried, room };
            search.run(|number, ran| {
                let owners = listed.book.owners(number, owned).iter().map(|own| listed.owners + own);
                owners.filter(|&owner| request.wanted.has(owner)).for_each(|owner| tell(owner, ran));
            });
            known.sights[place] = search.sight;
        }
    }
}

/// Which phrases are asked for.
#[derive(Debug)]
pub struct Request {
    /// Of whom.
    wanted: Wanted,
    /// Of each book.
    asked: Vec<Asked>,
}

/// What searches have found out about a text so far.
#[derive(Debug, Default)]
pub struct Known {
    slots: Vec<Found>,
    /// Which slots were looked for, one bit each.
    done: u32,
    /// What each book's phrases may find in the text.
    sights: Vec<Sight>,
}

/// A text as the phrases of a book see it.
#[derive(Debug, Default)]
struct Sight {
    /// The vocabulary's number of each word; 0 if it has none.
    numbers: Vec<u32>,
    /// Prefixes that words have: the word, the prefix.
    prefixes: Vec<(u32, u32)>,
    /// What stands at each word.
    here: Vec<Mask>,
    /// The sentence of each word.
    sentence: Vec<u32>,
    /// The words of each sentence, and what may stand among them.
    sentences: Vec<(Range<usize>, Mask)>,
}

fn sort(slots: &mut [Found]) {
    slots.sort_by_key(|found| (found.words.start, found.slot, usize::MAX - found.words.end));
}

/// One search: one book, one text.
struct Search<'s, T> {
    listed: &'s Listed,
    text: &'s T,
    owned: Owned,
    /// The phrases asked for.
    asked: &'s Asked,
    known: &'s mut Known,
    sight: Sight,
    tried: Tried,
    room: Room,
}

impl Sight {
    fn of(listed: &Listed, text: &impl Readable, known: &Known) -> Sight {
        let words = text.words();
        let count = words.list().len();
        let mut own = Sight {
            numbers: Vec::with_capacity(count),
            here: vec![Mask::default(); count],
            sentence: Vec::with_capacity(count),
            ..Sight::default()
        };
        listed.book.vocabulary.numbers(words, &mut own.numbers);
        for (number, range) in (0..).zip(words.sentences()) {
            own.sentence.extend(range.clone().map(|_| number));
            own.sentences.push((range, Mask::default()));
        }
        for (at, word) in words.list().iter().enumerate() {
            if own.numbers[at] > 0 {
                own.mark(at, Symbol::Word(own.numbers[at]));
            }
            if word.case.is_capital() {
                own.mark(at, Symbol::Slot(Slot::Capital));
            }
            if word.tag != Tag::At {
                listed.prefixes_of(words.form(word), |prefix| own.prefixes.push((at as u32, prefix)));
            }
        }
        for index in 0..own.prefixes.len() {
            let (at, prefix) = own.prefixes[index];
            own.mark(at as usize, Symbol::Prefix(prefix));
        }
        for Found { slot, words } in &known.slots {
            own.mark(words.start, Symbol::Slot(*slot));
        }
        for (range, mask) in &mut own.sentences {
            for slot in LOOKED_FOR.iter().filter(|slot| known.done & 1 << slot.index() == 0) {
                if text.may_hold(*slot, range) {
                    *mask = or(mask, &measure::bit(Symbol::Slot(*slot)));
                }
            }
        }
        own
    }

    fn mark(&mut self, at: usize, symbol: Symbol) {
        let bit = symbol.bit();
        let (word, own) = (usize::from(bit >> 6), 1 << (bit & 63));
        self.here[at][word] |= own;
        let (_, mask) = &mut self.sentences[self.sentence[at] as usize];
        mask[word] |= own;
    }
}

/// Which phrases were tried where, those tried long ago forgotten.
#[derive(Debug)]
struct Tried([u64; 512]);

impl Tried {
    /// Whether that phrase is known to have been tried from that word; from now on it is.
    fn again(&mut self, number: u32, start: usize) -> bool {
        let own = u64::from(number + 1) << 32 | start as u64;
        let place = &mut self.0[(own.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 55) as usize];
        std::mem::replace(place, own) == own
    }
}

impl<T: Readable> Search<'_, T> {
    /// Tells every phrase found, by number.
    fn run(&mut self, mut tell: impl FnMut(u32, &Ran)) {
        let (book, index) = (&self.listed.book, self.listed.book.lookup(self.owned));
        for at in 0..self.sight.numbers.len() {
            if self.sight.numbers[at] > 0 {
                for key in index.by_word.of(self.sight.numbers[at] as usize) {
                    self.look(at, key, &mut tell);
                }
            }
        }
        for number in 0..self.sight.prefixes.len() {
            let (at, prefix) = self.sight.prefixes[number];
            for key in index.by_prefix.of(prefix as usize) {
                self.look(at as usize, key, &mut tell);
            }
        }
        for &slot in Slot::ALL.iter() {
            let own = measure::bit(Symbol::Slot(slot));
            if !self.sight.sentences.iter().any(|(_, mask)| meet(mask, &own)) {
                continue;
            }
            let asked = |key: &Key| self.asked.has(key.program);
            let keys = || index.by_slot.of(slot.index()).filter(asked);
            let wanted = LOOKED_FOR.contains(&slot)
                && self
                    .sight
                    .sentences
                    .iter()
                    .filter(|(_, mask)| meet(mask, &own))
                    .any(|(_, mask)| keys().any(|key| self.may_stand(&book.program(key.program), mask)));
            if wanted {
                self.look_for(1 << slot.index());
            }
            let found = self.known.slots.iter().filter(|found| found.slot == slot);
            let places: Vec<usize> = found.map(|found| found.words.start).collect();
            for at in places {
                for key in index.by_slot.of(slot.index()) {
                    self.look(at, key, &mut tell);
                }
            }
        }
    }

    /// Runs a phrase near a key of it at word `at`, if it may stand there.
    #[inline]
    fn look(&mut self, at: usize, key: Key, tell: &mut impl FnMut(u32, &Ran)) {
        if !self.asked.has(key.program) {
            return;
        }
        let [before, behind] = key.sides.map(u32::from);
        if !(self.stands(at.wrapping_sub(1), before) && self.stands(at + 1, behind)) {
            return;
        }
        let program = &self.listed.book.program(key.program);
        let (sentence, mask) = &self.sight.sentences[self.sight.sentence[at] as usize];
        if !self.may_stand(program, mask) {
            return;
        }
        let most = u32::from(key.most).min(REACH) as usize;
        let from = sentence.start.max(at.saturating_sub(most));
        let Some(to) = at.checked_sub(usize::from(key.least)) else { return };
        if program.slots & !self.known.done != 0 {
            self.look_for(program.slots);
        }
        for start in from..=to {
            if self.may_begin(program, start) {
                self.attempt(key.program, program, start, tell);
            }
        }
    }

    fn attempt(&mut self, number: u32, program: &Program, start: usize, tell: &mut impl FnMut(u32, &Ran)) {
        if self.tried.again(number, start) {
            return;
        }
        let text = Text {
            book: &self.listed.book,
            text: self.text.text(),
            words: self.text.words(),
            numbers: &self.sight.numbers,
            here: &self.sight.here,
            slots: &self.known.slots,
        };
        if let Some(ran) = text.run(program.start as usize, start, &mut self.room) {
            tell(number, &ran);
        }
    }

    /// Whether the phrase may begin at word `start`, told by that word and the next, and by the line.
    #[inline]
    fn may_begin(&self, program: &Program, start: usize) -> bool {
        if program.line_start > 0 && !self.text.words().begins_line(start) {
            return false;
        }
        let [first, second] = program.opening;
        self.stands(start, first) && self.stands(start + 1, second)
    }

    /// Whether word `at` may be one that a mask stands for. A handle is no prefix to look a phrase up
    /// by, and yet may be one that it goes on with.
    #[inline]
    fn stands(&self, at: usize, mask: u32) -> bool {
        let handle = || self.text.words().list()[at].tag == Tag::At;
        let masks = &self.listed.book.masks;
        mask == 0 || self.sight.here.get(at).is_some_and(|here| meet(here, &masks[mask as usize]) || handle())
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
            let found = self.text.find(slot);
            let others = self.known.sights.iter_mut().filter(|sight| !sight.here.is_empty());
            for sight in others.chain([&mut self.sight]) {
                found.iter().for_each(|found| sight.mark(found.words.start, Symbol::Slot(slot)));
            }
            self.known.slots.extend(found);
        }
        sort(&mut self.known.slots);
    }
}

/// The slots that are looked for once a phrase asks for them.
const LOOKED_FOR: [Slot; 13] = [
    Slot::Org,
    Slot::Firm,
    Slot::Business,
    Slot::Given,
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
            if form.starts_with(self.book.prefixes[number as usize].as_ref()) {
                tell(number);
            }
        }
    }
}
