//! Phrases compiled to a few instructions, and the machine that runs them over words.
//!
//! The machine tries alternatives in order and counts its steps: whatever the phrase and the
//! text, one attempt ends after [`MOST_STEPS`], so that matching stays linear in the text.

use super::phrase::Node;
use super::slots::{Found, Slot};
use crate::word::{Case, Gap, Tag, Words};
use std::ops::Range;

/// Steps one attempt may take.
const MOST_STEPS: usize = 4_000;

/// One instruction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    Word(u32),
    Prefix(u32),
    Exact(Box<str>),
    Hashtag(u32),
    Handle(u32),
    Slot(Slot),
    Comma,
    LineStart,
    LineEnd,
    /// Skip up to so many words.
    Gap(u8),
    /// Try the first, then the second.
    Split(u32, u32),
    Jump(u32),
    Done,
}

/// What a phrase is compiled with: its words as numbers.
pub(super) trait Vocabulary {
    fn word(&mut self, form: &str) -> u32;
    fn prefix(&mut self, form: &str) -> u32;
    fn list(&self, name: &str) -> Option<&[Vec<Node>]>;
}

/// A word list that is not there.
pub(super) struct NoList(pub(super) String);

/// Compiles `nodes` to `steps`.
pub(super) fn compile(nodes: &[Node], words: &mut dyn Vocabulary, depth: u8) -> Result<Vec<Step>, NoList> {
    let mut steps = Vec::new();
    sequence(nodes, words, depth, &mut steps)?;
    steps.push(Step::Done);
    Ok(steps)
}

fn sequence(
    nodes: &[Node],
    words: &mut dyn Vocabulary,
    depth: u8,
    steps: &mut Vec<Step>,
) -> Result<(), NoList> {
    for node in nodes {
        match node {
            Node::Word(form) => steps.push(Step::Word(words.word(form))),
            Node::Prefix(form) => steps.push(Step::Prefix(words.prefix(form))),
            Node::Exact(text) => steps.push(Step::Exact(text.as_str().into())),
            Node::Hashtag(form) => steps.push(Step::Hashtag(words.word(form))),
            Node::Handle(form) => steps.push(Step::Handle(words.word(form))),
            Node::Slot(slot) => match slot.list() {
                Some(name) => list(name, Some(*slot), words, depth, steps)?,
                None => steps.push(Step::Slot(*slot)),
            },
            Node::List(name) => list(name, None, words, depth, steps)?,
            Node::Gap(most) => steps.push(Step::Gap(*most)),
            Node::Comma => steps.push(Step::Comma),
            Node::LineStart => steps.push(Step::LineStart),
            Node::LineEnd => steps.push(Step::LineEnd),
            Node::Any(choices) => any(choices, words, depth, steps)?,
            Node::Maybe(choices) => {
                let split = steps.len();
                steps.push(Step::Done);
                any(choices, words, depth, steps)?;
                steps[split] = Step::Split(split as u32 + 1, steps.len() as u32);
            }
        }
    }
    Ok(())
}

fn list(
    name: &str,
    slot: Option<Slot>,
    words: &mut dyn Vocabulary,
    depth: u8,
    steps: &mut Vec<Step>,
) -> Result<(), NoList> {
    let Some(choices) = words.list(name).filter(|_| depth < 6) else { return Err(NoList(name.to_owned())) };
    let mut choices = choices.to_vec();
    if slot == Some(Slot::We) {
        choices.push(vec![Node::Slot(Slot::Employer)]);
    }
    any(&choices, words, depth + 1, steps)
}

fn any(
    choices: &[Vec<Node>],
    words: &mut dyn Vocabulary,
    depth: u8,
    steps: &mut Vec<Step>,
) -> Result<(), NoList> {
    let mut ends = Vec::new();
    for (index, choice) in choices.iter().enumerate() {
        let split = steps.len();
        let last = index + 1 == choices.len();
        if !last {
            steps.push(Step::Done);
        }
        sequence(choice, words, depth, steps)?;
        if !last {
            ends.push(steps.len());
            steps.push(Step::Done);
            steps[split] = Step::Split(split as u32 + 1, steps.len() as u32);
        }
    }
    let end = steps.len() as u32;
    for at in ends {
        steps[at] = Step::Jump(end);
    }
    Ok(())
}

/// The words of a text as the machine sees them.
pub(super) struct Text<'t> {
    pub(super) text: &'t str,
    pub(super) words: &'t Words,
    /// The vocabulary's number of each word; 0 if it has none.
    pub(super) numbers: &'t [u32],
    /// Slots found, sorted by their first word.
    pub(super) slots: &'t [Found],
    /// The vocabulary's prefixes, folded.
    pub(super) prefixes: &'t [String],
}

/// A match: the words it covers and the slots it filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Ran {
    pub(super) words: Range<usize>,
    pub(super) slots: Vec<(Slot, Range<usize>)>,
}

#[derive(Clone)]
struct Thread {
    step: usize,
    at: usize,
    /// Punctuation may stand before the next word.
    loose: bool,
    saved: usize,
    /// A slot that was filled on the way to `at`.
    filled: Option<(Slot, Range<usize>)>,
}

impl Text<'_> {
    /// Runs `steps` from word `start`.
    pub(super) fn run(&self, steps: &[Step], start: usize) -> Option<Ran> {
        let mut saved: Vec<(Slot, Range<usize>)> = Vec::new();
        let mut waiting = vec![Thread { step: 0, at: start, loose: true, saved: 0, filled: None }];
        let mut left = MOST_STEPS;
        while let Some(mut thread) = waiting.pop() {
            saved.truncate(thread.saved);
            saved.extend(thread.filled.take());
            loop {
                left = left.checked_sub(1)?;
                match &steps[thread.step] {
                    Step::Done => {
                        if thread.at > start {
                            return Some(Ran { words: start..thread.at, slots: saved });
                        }
                        break;
                    }
                    Step::Jump(to) => {
                        thread.step = *to as usize;
                        continue;
                    }
                    Step::Split(first, second) => {
                        waiting.push(Thread {
                            step: *second as usize,
                            saved: saved.len(),
                            filled: None,
                            ..thread
                        });
                        thread.step = *first as usize;
                        continue;
                    }
                    Step::Comma => thread.loose = true,
                    Step::LineStart => {
                        if !self.words.gap(thread.at).has(Gap::LINE_START.and(Gap::START)) {
                            break;
                        }
                    }
                    Step::LineEnd => {
                        if !self.words.gap(thread.at).has(Gap::LINE) {
                            break;
                        }
                    }
                    Step::Gap(most) => {
                        self.skip(*most, &thread, saved.len(), &mut waiting);
                        thread.loose = true;
                    }
                    Step::Slot(slot) => {
                        let Some(end) = self.slot(*slot, &thread, saved.len(), &mut waiting) else { break };
                        saved.push((*slot, thread.at..end));
                        thread.at = end;
                        thread.loose = false;
                    }
                    step => {
                        if !self.follows(thread.at, start, thread.loose) || !self.is(step, thread.at) {
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
    fn skip(&self, most: u8, thread: &Thread, saved: usize, waiting: &mut Vec<Thread>) {
        let from = waiting.len();
        for words in 1..=most as usize {
            let at = thread.at + words;
            if at > self.words.list().len()
                || (thread.at..at).any(|word| word > 0 && self.words.gap(word).has(Gap::END))
            {
                break;
            }
            waiting.push(Thread { step: thread.step + 1, at, loose: true, saved, filled: None });
        }
        waiting[from..].reverse();
    }

    /// Where the slot that begins at the thread's word ends; further readings wait their turn.
    fn slot(&self, slot: Slot, thread: &Thread, saved: usize, waiting: &mut Vec<Thread>) -> Option<usize> {
        if !self.follows(thread.at, usize::MAX, thread.loose || thread.at == 0) {
            return None;
        }
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
        at == start
            || loose && (start == usize::MAX || !gap.has(Gap::END))
            || !gap.has(Gap::END.and(Gap::COMMA).and(Gap::MARK))
    }

    fn is(&self, step: &Step, at: usize) -> bool {
        let word = &self.words.list()[at];
        match step {
            Step::Word(number) => self.numbers[at] == *number && word.tag != Tag::At,
            Step::Hashtag(number) => self.numbers[at] == *number && word.tag == Tag::Hash,
            Step::Handle(number) => self.numbers[at] == *number && word.tag == Tag::At,
            Step::Prefix(index) => self.words.form(word).starts_with(self.prefixes[*index as usize].as_str()),
            Step::Exact(text) => {
                self.text.get(word.range()).is_some_and(|own| own == &**text) && word.case != Case::None
            }
            _ => false,
        }
    }
}
