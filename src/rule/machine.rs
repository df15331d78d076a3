//! The machine that runs a compiled phrase over words.
//!
//! It tries alternatives in order and counts its steps: whatever the phrase and the text, one
//! attempt ends after [`MOST_STEPS`], so that matching stays linear in the text.

use super::figures::Found;
use super::language::book::{Book, Mask, Op};
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
    /// What stands at each word.
    pub(super) here: &'t [Mask],
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
    frames: Vec<(u32, u32)>,
    /// Gaps that it has gone through: the instruction, the frame, the words that it went on at.
    gone: Vec<(u32, u32, Range<u32>)>,
}

#[derive(Debug, Clone, Copy)]
struct Thread {
    step: u32,
    at: u32,
    saved: u32,
    /// The frame of the word list it is in; 0 outside of all.
    frame: u32,
    /// A slot that was filled on the way to `at`, and the word it begins at.
    filled: Option<(Slot, u32)>,
    /// Punctuation may stand before the next word.
    loose: bool,
}

/// Whether two masks have a bit in common.
pub(super) fn meet(a: &Mask, b: &Mask) -> bool {
    a[0] & b[0] | a[1] & b[1] | a[2] & b[2] | a[3] & b[3] != 0
}

/// Leaves out the threads behind a gap, those from `from` on, at whose words the machine went on behind
/// the same gap before, in vain: the way there makes no difference. It went through `own` now.
fn leave_out(
    gone: &mut Vec<(u32, u32, Range<u32>)>,
    thread: &Thread,
    own: Range<u32>,
    from: usize,
    waiting: &mut Vec<Thread>,
) {
    match gone.iter_mut().find(|(step, frame, _)| (*step, *frame) == (thread.step, thread.frame)) {
        None => gone.push((thread.step, thread.frame, own)),
        Some((_, _, before)) => {
            let mut kept = from;
            for place in from..waiting.len() {
                if !before.contains(&waiting[place].at) {
                    waiting.swap(kept, place);
                    kept += 1;
                }
            }
            waiting.truncate(kept);
            *before = match own.start <= before.end && before.start <= own.end {
                true => own.start.min(before.start)..own.end.max(before.end),
                false => own,
            };
        }
    }
}

impl Text<'_> {
    /// Runs the instructions at `step` from word `start`.
    pub(super) fn run(&self, step: usize, start: usize, room: &mut Room) -> Option<Ran> {
        let Room { waiting, saved, frames, gone } = room;
        gone.clear();
        saved.clear();
        frames.clear();
        waiting.clear();
        let (step, at) = (step as u32, start as u32);
        waiting.push(Thread { step, at, saved: 0, frame: 0, filled: None, loose: true });
        let mut left = MOST_STEPS;
        while let Some(mut thread) = waiting.pop() {
            saved.truncate(thread.saved as usize);
            if let Some((slot, from)) = thread.filled {
                saved.push((slot, from as usize..thread.at as usize));
            }
            loop {
                left = left.checked_sub(1)?;
                let (op, argument) = Op::of(self.book.code[thread.step as usize]);
                match op {
                    Op::Done => {
                        if thread.at as usize > start {
                            return Some(Ran { words: start..thread.at as usize, slots: saved.clone() });
                        }
                        break;
                    }
                    Op::Jump => {
                        thread.step = argument;
                        continue;
                    }
                    Op::Call => {
                        frames.push((thread.step + 1, thread.frame));
                        thread.frame = frames.len() as u32;
                        thread.step = argument;
                        continue;
                    }
                    Op::Return => {
                        (thread.step, thread.frame) = frames[thread.frame as usize - 1];
                        continue;
                    }
                    Op::Split if self.ends(thread.step + 1, &thread, start) => {
                        thread.step = argument;
                        continue;
                    }
                    Op::Split => {
                        if !self.ends(argument, &thread, start) {
                            let saved = saved.len() as u32;
                            waiting.push(Thread { step: argument, saved, filled: None, ..thread });
                        }
                    }
                    Op::Choose => {
                        let mut ways = self.ways(argument, thread.at as usize);
                        let code = |way: u32| Op::of(self.book.code[(thread.step + 1 + way) as usize]).1;
                        let Some(first) = (ways != 0).then(|| ways.trailing_zeros()) else { break };
                        ways &= ways - 1;
                        let saved = saved.len() as u32;
                        while let Some(last) = ways.checked_ilog2() {
                            waiting.push(Thread { step: code(last), saved, filled: None, ..thread });
                            ways ^= 1 << last;
                        }
                        thread.step = code(first);
                        continue;
                    }
                    Op::Comma => thread.loose = true,
                    Op::LineStart => {
                        if !self.words.begins_line(thread.at as usize) {
                            break;
                        }
                    }
                    Op::LineEnd => {
                        if !self.words.gap(thread.at as usize).has(Gap::LINE) {
                            break;
                        }
                    }
                    Op::Gap => {
                        let from = waiting.len();
                        let own = self.skip(argument, start, &thread, saved.len() as u32, waiting);
                        leave_out(&mut *gone, &thread, own, from, waiting);
                        thread.loose = true;
                    }
                    Op::Slot => {
                        let slot = Slot::ALL[argument as usize];
                        let found = self.slot(slot, start, &thread, saved.len() as u32, waiting);
                        let Some(end) = found else { break };
                        saved.push((slot, thread.at as usize..end as usize));
                        thread.at = end;
                        thread.loose = false;
                    }
                    _ => {
                        if self.ends(thread.step, &thread, start) {
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

    /// Whether a thread ends at once at the instruction `step`: it asks for a word that is not there.
    #[inline(always)]
    fn ends(&self, step: u32, thread: &Thread, start: usize) -> bool {
        let at = thread.at as usize;
        let (op, argument) = Op::of(self.book.code[step as usize]);
        match op {
            Op::Choose => !self.may_choose(argument, at),
            Op::Call => match Op::of(self.book.code[argument as usize]) {
                (Op::Choose, branch) => !self.may_choose(branch, at),
                _ => false,
            },
            Op::Word | Op::Prefix | Op::Exact | Op::Hashtag | Op::Handle | Op::OneOf => {
                !(self.follows(at, start, thread.loose) && self.is(op, argument, at))
            }
            _ => false,
        }
    }

    /// Whether word `at` may begin an alternative of a branch.
    #[inline]
    fn may_choose(&self, branch: u32, at: usize) -> bool {
        let branch = self.book.branch(branch);
        let here = || self.here.get(at).is_some_and(|here| meet(here, &branch.told));
        branch.always != 0 || here() || self.words.list().get(at).is_some_and(|word| word.tag == Tag::At)
    }

    /// The alternatives of a branch that word `at` may begin, one bit each. Of a handle not all is
    /// known that it may be: it may begin every one.
    #[inline]
    fn ways(&self, branch: u32, at: usize) -> u64 {
        let branch = self.book.branch(branch);
        let Some(here) = self.here.get(at) else { return branch.always };
        let mut ways = branch.always;
        let mut before = branch.first as usize;
        for (told, here) in branch.told.iter().zip(here) {
            let mut both = told & here;
            while both != 0 {
                let bit = both.trailing_zeros();
                ways |= self.book.ways[before + (told & ((1 << bit) - 1)).count_ones() as usize];
                both &= both - 1;
            }
            before += told.count_ones() as usize;
        }
        if self.words.list()[at].tag == Tag::At { u64::MAX >> (64 - branch.count) } else { ways }
    }

    /// Lets the thread go on behind 1, 2, … `most` words of the sentence, the fewest first, where what
    /// comes next may stand. The answer is all places it might have gone on at.
    fn skip(
        &self,
        most: u32,
        start: usize,
        thread: &Thread,
        saved: u32,
        waiting: &mut Vec<Thread>,
    ) -> Range<u32> {
        let from = waiting.len();
        let last = (thread.at + most).min(self.words.list().len() as u32);
        let ends = |at: &u32| *at > 1 && self.words.gap(*at as usize - 1).has(Gap::END);
        let end = (thread.at + 1..=last).find(ends).unwrap_or(last + 1);
        for at in thread.at + 1..end {
            let next = Thread { step: thread.step + 1, at, loose: true, saved, filled: None, ..*thread };
            if !self.ends(next.step, &next, start) {
                waiting.push(next);
            }
        }
        waiting[from..].reverse();
        thread.at + 1..end
    }

    /// Where the slot that begins at the thread's word ends; further readings wait their turn.
    fn slot(
        &self,
        slot: Slot,
        start: usize,
        thread: &Thread,
        saved: u32,
        waiting: &mut Vec<Thread>,
    ) -> Option<u32> {
        let begin = thread.at;
        let at = begin as usize;
        if !self.follows(at, start, thread.loose) {
            return None;
        }
        match slot {
            Slot::Word => Some(begin + 1),
            Slot::Capital => self.words.list()[at].case.is_capital().then_some(begin + 1),
            Slot::Role => {
                let from = waiting.len();
                self.skip(4, start, &Thread { at: begin + 1, ..*thread }, saved, waiting);
                for longer in &mut waiting[from..] {
                    longer.filled = Some((slot, begin));
                }
                Some(begin + 1)
            }
            _ => {
                let mut ends =
                    self.starting(at).filter(|found| found.slot == slot).map(|found| found.words.end);
                let longest = ends.next()?;
                let from = waiting.len();
                waiting.extend(ends.filter(|end| *end < longest).map(|end| Thread {
                    step: thread.step + 1,
                    at: end as u32,
                    loose: false,
                    saved,
                    filled: Some((slot, begin)),
                    ..*thread
                }));
                waiting[from..].reverse();
                Some(longest as u32)
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
            Op::Prefix => self.words.form(word).starts_with(self.book.prefixes[argument as usize].as_ref()),
            Op::Exact => {
                self.text.get(word.range()).is_some_and(|own| own == self.book.exacts[argument as usize])
                    && word.case != Case::None
            }
            _ => false,
        }
    }
}
