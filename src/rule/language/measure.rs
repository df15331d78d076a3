//! What can be told of a phrase without a text: what it begins with, what it cannot do without,
//! how far apart its words may stand.

use super::book::{Mask, Op, or};
use super::index::Symbol;
use super::slots::Slot;
use std::cell::Cell;
use std::rc::Rc;

/// A part of a phrase, its words as numbers.
#[derive(Debug, Clone)]
pub enum Part {
    /// One word.
    Is {
        /// The instruction that tells it.
        op: Op,
        /// Its argument.
        argument: u32,
        /// What it asks for; `None` for any word.
        symbol: Option<Symbol>,
        /// How often that stands in a text, roughly.
        cost: u32,
    },
    /// A slot.
    Slot(Slot),
    /// Up to so many words between.
    Gap(u8),
    /// A comma may stand here.
    Comma,
    /// A place in a line: the instruction.
    Line(Op),
    /// One of these.
    Any(Rc<Choices>),
    /// One of these, or nothing.
    Maybe(Rc<Choices>),
    /// One of a word list, which many phrases share.
    List(Rc<Choices>),
}

/// Alternatives.
#[derive(Debug, Default)]
pub struct Choices {
    /// Each a sequence.
    pub choices: Vec<Vec<Part>>,
    /// Where the instructions of a word list stand.
    pub code: Cell<Option<u32>>,
}

impl Choices {
    /// Whether each is a single word.
    pub fn is_one_word(&self) -> bool {
        self.choices.iter().all(|choice| matches!(choice[..], [Part::Is { op: Op::Word, .. }]))
    }
}

/// How far a phrase may reach before a key, in words. (A key further away is looked for from
/// where the sentence begins, at most so far.)
pub const REACH: u32 = 40;

/// How many words a slot may cover, beyond any reach.
const MANY: u32 = 1000;

impl Part {
    fn choices(&self) -> Option<&Choices> {
        match self {
            Part::Any(choices) | Part::Maybe(choices) | Part::List(choices) => Some(choices),
            _ => None,
        }
    }
}

/// The fewest and the most words that a sequence covers.
#[must_use]
pub fn length(parts: &[Part]) -> (u32, u32) {
    let mut all = (0, 0);
    for part in parts {
        let (least, most) = match part {
            Part::Is { .. } => (1, 1),
            Part::Slot(Slot::Role) => (1, 5),
            Part::Slot(_) => (1, MANY),
            Part::Gap(most) => (0, u32::from(*most)),
            Part::Comma | Part::Line(_) => (0, 0),
            Part::Any(own) | Part::List(own) => of_choices(own),
            Part::Maybe(own) => (0, of_choices(own).1),
        };
        all = (all.0 + least, (all.1 + most).min(MANY));
    }
    all
}

fn of_choices(own: &Choices) -> (u32, u32) {
    let lengths = own.choices.iter().map(|choice| length(choice));
    lengths.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))).unwrap_or_default()
}

/// Whether a match may run on into the next sentence within `parts`: at a slot behind a gap or a
/// comma. `loose` is whether one stands right before and, afterwards, whether one does at the end.
fn crosses(parts: &[Part], loose: &mut bool) -> bool {
    let mut any = false;
    for part in parts {
        match part {
            Part::Slot(_) => {
                any |= *loose;
                *loose = false;
            }
            Part::Is { op: Op::Slot, .. } => {
                any |= *loose;
                *loose = false;
            }
            Part::Is { .. } => *loose = false,
            Part::Gap(_) | Part::Comma => *loose = true,
            Part::Line(_) => {}
            Part::Any(own) | Part::List(own) | Part::Maybe(own) => {
                let mut after = *loose && matches!(part, Part::Maybe(_));
                for choice in &own.choices {
                    let mut own_loose = *loose;
                    any |= crosses(choice, &mut own_loose);
                    after |= own_loose;
                }
                *loose = after;
            }
        }
    }
    any
}

/// How many of `parts` certainly stand in the sentence that the phrase begins in.
#[must_use]
pub fn in_first_sentence(parts: &[Part]) -> usize {
    let mut loose = false;
    parts.iter().position(|part| crosses(std::slice::from_ref(part), &mut loose)).unwrap_or(parts.len())
}

/// What the first and the second word of a sequence may be: the symbols of each place. A place that
/// any word may stand at, or none, has all bits.
#[must_use]
pub fn opening(parts: &[Part]) -> [Mask; 2] {
    let mut places = Places::default();
    let ends = places.walk(parts, Places::FIRST);
    for at in 0..2 {
        if ends & 1 << at != 0 {
            places.any_from(at);
        }
    }
    places.masks
}

/// What the first word of a part may be, of a text whose slots have been looked for.
#[must_use]
pub fn may_be(part: &Part) -> Mask {
    match part {
        Part::Is { symbol: Some(symbol), .. } => bit(*symbol),
        Part::Is { op: Op::Slot, argument, .. } if *argument == Slot::Capital.index() as u32 => {
            bit(Symbol::Slot(Slot::Capital))
        }
        Part::Slot(slot) if *slot != Slot::Role => bit(Symbol::Slot(*slot)),
        _ => ANY,
    }
}

/// Whether a sequence stands at the start of a line alone.
#[must_use]
pub fn begins_line(parts: &[Part]) -> bool {
    match parts.first() {
        Some(Part::Line(Op::LineStart)) => true,
        Some(Part::Any(own)) => own.choices.iter().all(|choice| begins_line(choice)),
        _ => false,
    }
}

/// The first two places of a sequence, as they are filled by walking over its parts.
#[derive(Default)]
struct Places {
    masks: [Mask; 2],
}

impl Places {
    /// Where a walk begins: bit 0 is the first place, bit 1 the second, bit 2 all behind.
    const FIRST: u8 = 1;

    /// Walks over `parts` from the places `from`; the answer is the places it may end before.
    fn walk(&mut self, parts: &[Part], from: u8) -> u8 {
        parts.iter().fold(from, |from, part| match part {
            Part::Is { .. } => {
                self.place(from, &may_be(part));
                next(from)
            }
            Part::Slot(_) => {
                self.place(from, &may_be(part));
                self.place(next(from), &ANY);
                next(from) | next(next(from))
            }
            Part::Gap(_) => {
                self.place(from | next(from), &ANY);
                from | next(from) | next(next(from))
            }
            Part::Comma | Part::Line(_) => from,
            Part::Any(own) | Part::List(own) | Part::Maybe(own) => {
                let none = if matches!(part, Part::Maybe(_)) { from } else { 0 };
                own.choices.iter().fold(none, |ends, choice| ends | self.walk(choice, from))
            }
        })
    }

    fn place(&mut self, places: u8, mask: &Mask) {
        let wanted = self.masks.iter_mut().enumerate().filter(|(at, _)| places & 1 << at != 0);
        for (_, own) in wanted {
            *own = or(own, mask);
        }
    }

    fn any_from(&mut self, first: usize) {
        self.masks[first..].fill(ANY);
    }
}

/// Every word.
pub const ANY: Mask = [u64::MAX; 4];

/// The places one further on.
fn next(places: u8) -> u8 {
    places << 1 & 0b110 | places & 0b100
}

/// Whether a slot is found by the policy's names, before any phrase is looked for.
#[must_use]
pub fn is_name(slot: Slot) -> bool {
    matches!(
        slot,
        Slot::Brand | Slot::Employer | Slot::Party | Slot::Tool | Slot::Project | Slot::Term | Slot::Employee
    )
}

/// The slots of a sequence that are found when a phrase asks for them, one bit each.
#[must_use]
pub fn slots(parts: &[Part]) -> u32 {
    parts.iter().fold(0, |bits, part| {
        bits | match part {
            Part::Slot(Slot::Role) => 0,
            Part::Slot(slot) if !is_name(*slot) => 1 << slot.index(),
            part => part
                .choices()
                .map_or(0, |own| own.choices.iter().fold(0, |bits, choice| bits | slots(choice))),
        }
    })
}

/// Sets of words of which each must be there, those that say most first.
#[must_use]
pub fn needs(parts: &[Part]) -> Vec<Mask> {
    let mut needs: Vec<Mask> = parts.iter().filter_map(need).filter(|need| weight(need) < 160).collect();
    needs.sort_by_key(weight);
    needs.dedup();
    needs.truncate(4);
    needs
}

fn need(part: &Part) -> Option<Mask> {
    match part {
        Part::Is { symbol: Some(symbol), .. } => Some(bit(*symbol)),
        Part::Slot(Slot::Role) => None,
        Part::Slot(slot) => Some(bit(Symbol::Slot(*slot))),
        Part::Any(own) | Part::List(own) => {
            let mut all = Mask::default();
            for choice in &own.choices {
                let best = choice.iter().filter_map(need).min_by_key(weight)?;
                all = or(&all, &best);
            }
            Some(all)
        }
        Part::Is { .. } | Part::Gap(_) | Part::Comma | Part::Line(_) | Part::Maybe(_) => None,
    }
}

/// The mask in which the bit of one symbol is set.
#[must_use]
pub fn bit(symbol: Symbol) -> Mask {
    let mut mask = Mask::default();
    mask[usize::from(symbol.bit() >> 6)] = 1 << (symbol.bit() & 63);
    mask
}

pub(super) fn weight(mask: &Mask) -> u32 {
    mask.iter().map(|bits| bits.count_ones()).sum()
}

/// How often a slot stands in a text, roughly; `None` for slots that are any word.
pub(super) fn slot_cost(slot: Slot) -> Option<u32> {
    match slot {
        Slot::Word | Slot::Capital | Slot::Role => None,
        Slot::Org | Slot::Firm | Slot::Business => Some(300),
        Slot::Number => Some(200),
        Slot::Brand | Slot::Employer => Some(60),
        _ => Some(40),
    }
}
