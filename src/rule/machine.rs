//! The machine that runs a compiled phrase over words.
//!
//! It tries alternatives in order and counts its steps: whatever the phrase and the text, one
//! attempt ends after [`MOST_STEPS`], so that matching stays linear in the text.

use super::figures::Found;
use super::language::book::{Book, Op};
use super::slots::Slot;
use crate::word::{Case, Gap, Tag, Words};
use std::ops::Range;

/// Steps one attempt may take.
const MOST_STEPS: usize = 4_000;

/// The words of a text as the machine sees them.
pub(super) struct Text<'t> {
    pub(super) book: &'t Book,
    pub(super) text: &'t str,
    pub(super) words: &'t Words,
    /// The vocabulary's number of each word; 0 if it has none.
    pub(super) numbers: &'t [u32],
    /// Slots found, sorted by their first word.
    pub(super) slots: &'t [Found],
}

/// A match: the words it covers and the slots it filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Ran {
    pub(super) words: Range<usize>,
    pub(super) slots: Vec<(Slot, Range<usize>)>,
}

/// Memory that attempts use one after the other.
#[derive(Debug, Default)]
pub(super) struct Room {
    waiting: Vec<Thread>,
    saved: Vec<(Slot, Range<usize>)>,
    /// Where the machine goes on behind a word list, and the list around it, by number from 1.
    frames: Vec<(usize, usize)>,
}

#[derive(Debug, Clone)]
struct Thread {
    step: usize,
    at: usize,
    /// Punctuation may stand before the next word.
    loose: bool,
    saved: usize,
    /// The frame of the word list it is in; 0 outside of all.
    frame: usize,
    /// A slot that was filled on the way to `at`.
    filled: Option<(Slot, Range<usize>)>,
}

impl Text<'_> {
    /// Runs the instructions at `step` from word `start`.
    pub(super) fn run(&self, step: usize, start: usize, room: &mut Room) -> Option<Ran> {
        let Room { waiting, saved, frames } = room;
        saved.clear();
        frames.clear();
        waiting.clear();
        waiting.push(Thread { step, at: start, loose: true, saved: 0, frame: 0, filled: None });
        let mut left = MOST_STEPS;
        while let Some(mut thread) = waiting.pop() {
            saved.truncate(thread.saved);
            saved.extend(thread.filled.take());
            loop {
                left = left.checked_sub(1)?;
                let (op, argument) = Op::of(self.book.code[thread.step]);
                match op {
                    Op::Done => {
                        if thread.at > start {
                            return Some(Ran { words: start..thread.at, slots: saved.clone() });
                        }
                        break;
                    }
                    Op::Jump => {
                        thread.step = argument as usize;
                        continue;
                    }
                    Op::Call => {
                        frames.push((thread.step + 1, thread.frame));
                        thread.frame = frames.len();
                        thread.step = argument as usize;
                        continue;
                    }
                    Op::Return => {
                        (thread.step, thread.frame) = frames[thread.frame - 1];
                        continue;
                    }
                    Op::Split => {
                        waiting.push(Thread {
                            step: argument as usize,
                            saved: saved.len(),
                            filled: None,
                            ..thread
                        });
                    }
                    Op::Comma => thread.loose = true,
                    Op::LineStart => {
                        if !self.words.gap(thread.at).has(Gap::LINE_START.and(Gap::START)) {
                            break;
                        }
                    }
                    Op::LineEnd => {
                        if !self.words.gap(thread.at).has(Gap::LINE) {
                            break;
                        }
                    }
                    Op::Gap => {
                        self.skip(argument as usize, &thread, saved.len(), waiting);
                        thread.loose = true;
                    }
                    Op::Slot => {
                        let slot = Slot::ALL[argument as usize];
                        if !self.follows(thread.at, start, thread.loose) {
                            break;
                        }
                        let Some(end) = self.slot(slot, &thread, saved.len(), waiting) else { break };
                        saved.push((slot, thread.at..end));
                        thread.at = end;
                        thread.loose = false;
                    }
                    _ => {
                        let stands =
                            self.follows(thread.at, start, thread.loose) && self.is(op, argument, thread.at);
                        if !stands {
                            break;
                        }
                        thread.at += 1;
                        thread.loose = false;
                    }
                }
                thread.step += 1;
            }
        }
        None
    }

    /// Lets the thread go on behind 1, 2, … `most` words of the sentence, the fewest first.
    fn skip(&self, most: usize, thread: &Thread, saved: usize, waiting: &mut Vec<Thread>) {
        let from = waiting.len();
        for at in thread.at + 1..=(thread.at + most).min(self.words.list().len()) {
            if at > 1 && self.words.gap(at - 1).has(Gap::END) {
                break;
            }
            let Thread { step, frame, .. } = *thread;
            waiting.push(Thread { step: step + 1, at, loose: true, saved, frame, filled: None });
        }
        waiting[from..].reverse();
    }

    /// Where the slot that begins at the thread's word ends; further readings wait their turn.
    fn slot(&self, slot: Slot, thread: &Thread, saved: usize, waiting: &mut Vec<Thread>) -> Option<usize> {
        match slot {
            Slot::Word => Some(thread.at + 1),
            Slot::Capital => self.words.list()[thread.at].case.is_capital().then_some(thread.at + 1),
            Slot::Role => {
                let from = waiting.len();
                self.skip(4, &Thread { at: thread.at + 1, ..thread.clone() }, saved, waiting);
                for longer in &mut waiting[from..] {
                    longer.filled = Some((slot, thread.at..longer.at));
                }
                Some(thread.at + 1)
            }
            _ => {
                let mut ends =
                    self.starting(thread.at).filter(|found| found.slot == slot).map(|found| found.words.end);
                let longest = ends.next()?;
                let from = waiting.len();
                waiting.extend(ends.filter(|end| *end < longest).map(|at| Thread {
                    step: thread.step + 1,
                    at,
                    loose: false,
                    saved,
                    filled: Some((slot, thread.at..at)),
                    ..thread.clone()
                }));
                waiting[from..].reverse();
                Some(longest)
            }
        }
    }

    fn starting(&self, at: usize) -> impl Iterator<Item = &Found> {
        let first = self.slots.partition_point(|found| found.words.start < at);
        self.slots[first..].iter().take_while(move |found| found.words.start == at)
    }

    /// Whether word `at` may come next: there is one, in the same sentence, and no punctuation
    /// parts it unless the phrase allows that.
    fn follows(&self, at: usize, start: usize, loose: bool) -> bool {
        if at >= self.words.list().len() {
            return false;
        }
        let gap = self.words.gap(at);
        at == start || loose && !gap.has(Gap::END) || !gap.has(Gap::END.and(Gap::COMMA).and(Gap::MARK))
    }

    fn is(&self, op: Op, argument: u32, at: usize) -> bool {
        let word = &self.words.list()[at];
        match op {
            Op::Word => self.numbers[at] == argument && word.tag != Tag::At,
            Op::OneOf => {
                let count = self.book.sets[argument as usize] as usize;
                let set = &self.book.sets[argument as usize + 1..][..count];
                word.tag != Tag::At && set.binary_search(&self.numbers[at]).is_ok()
            }
            Op::Hashtag => self.numbers[at] == argument && word.tag == Tag::Hash,
            Op::Handle => self.numbers[at] == argument && word.tag == Tag::At,
            Op::Prefix => self.words.form(word).starts_with(self.book.prefixes[argument as usize].as_str()),
            Op::Exact => {
                self.text.get(word.range()).is_some_and(|own| own == self.book.exacts[argument as usize])
                    && word.case != Case::None
            }
            _ => false,
        }
    }
}
