//! What to look a phrase up by: the symbols of its rarest part, each with what may stand on both
//! sides of it.

use super::book::{Mask, or};
use super::index::{Key, Symbol};
use super::measure::{ANY, Part, REACH, in_first_sentence, is_name, length, may_be, slot_cost};

/// A symbol that a phrase is looked up by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keyed {
    /// The symbol.
    pub symbol: Symbol,
    /// Where the phrase begins, told from the word that is the symbol.
    pub key: Key,
    /// What may stand before that word, and behind it.
    pub sides: [Side; 2],
}

/// What may stand on one side of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Side {
    /// The symbols.
    mask: Mask,
    /// Whether the part of a phrase that is known so far may have nothing there.
    open: bool,
}

impl Side {
    /// Nothing is known yet.
    const OPEN: Side = Side { mask: [0; 4], open: true };

    /// Any word.
    const ANY: Side = Side { mask: ANY, open: false };

    /// The symbols; all where there may be nothing.
    #[must_use]
    pub fn mask(self) -> Mask {
        if self.open { ANY } else { self.mask }
    }

    /// What stands there, or, where that may be nothing, what `further` says.
    fn or(self, further: impl FnOnce() -> Side) -> Side {
        if self.open { self.with(further()) } else { self }
    }

    /// Either of both, open as `other` is.
    fn with(self, other: Side) -> Side {
        Side { mask: or(&self.mask, &other.mask), open: other.open }
    }
}

/// The two ends of a sequence.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    First,
    Last,
}

/// What the word at one end of a sequence may be.
fn at(end: End, parts: &[Part]) -> Side {
    let walk = |side: Side, part: &Part| side.or(|| at_part(end, part));
    match end {
        End::First => parts.iter().fold(Side::OPEN, walk),
        End::Last => parts.iter().rev().fold(Side::OPEN, walk),
    }
}

fn at_part(end: End, part: &Part) -> Side {
    match part {
        // Names are known before others are looked for.
        Part::Slot(slot) if end == End::Last || !is_name(*slot) => Side::ANY,
        Part::Is { .. } | Part::Slot(_) => Side { mask: may_be(part), open: false },
        Part::Gap(_) => Side { mask: ANY, open: true },
        Part::Comma | Part::Line(_) => Side::OPEN,
        Part::Any(own) | Part::List(own) | Part::Maybe(own) => {
            let none = Side { mask: [0; 4], open: matches!(part, Part::Maybe(_)) };
            own.choices.iter().fold(none, |all, choice| {
                let own = at(end, choice);
                Side { open: all.open || own.open, ..all.with(own) }
            })
        }
    }
}

/// What to look a phrase up by: the symbols of its rarest part. `None` if it has none.
#[must_use]
pub fn keys(parts: &[Part]) -> Option<Vec<Keyed>> {
    let sure = in_first_sentence(parts);
    let (_, at, mut keys) = best(parts)?;
    for Keyed { key, .. } in &mut keys {
        if at >= sure || u32::from(key.most) > REACH {
            (key.least, key.most) = (0, REACH as u8);
        }
    }
    Some(keys)
}

/// The rarest part of a sequence: what its symbols cost, which part it is, its symbols as keys.
type Best = (u32, usize, Vec<Keyed>);

/// What the symbols of the rarest part of a sequence cost, which part it is, and its symbols with
/// how many words before them the sequence begins.
fn best(parts: &[Part]) -> Option<Best> {
    let mut best: Option<Best> = None;
    for (at, part) in parts.iter().enumerate() {
        if let Some((cost, keys)) = symbols(part)
            && best.as_ref().is_none_or(|(least, ..)| cost < *least)
        {
            best = Some((cost, at, keys));
        }
    }
    let (_, place, keys) = best.as_mut()?;
    let (before, behind) = (&parts[..*place], &parts[*place + 1..]);
    let (least, most) = length(before);
    for Keyed { key, sides: [left, right], .. } in keys {
        key.least = (u32::from(key.least) + least).min(255) as u8;
        key.most = (u32::from(key.most) + most).min(255) as u8;
        *left = left.or(|| at(End::Last, before));
        *right = right.or(|| at(End::First, behind));
    }
    best
}

fn symbols(part: &Part) -> Option<(u32, Vec<Keyed>)> {
    let alone = |symbol: Symbol, behind: Side| {
        let key = Key { program: 0, least: 0, most: 0, sides: [0; 2] };
        vec![Keyed { symbol, key, sides: [Side::OPEN, behind] }]
    };
    match part {
        Part::Is { symbol, cost, .. } => Some((*cost, alone((*symbol)?, Side::OPEN))),
        // A slot may cover any words behind its first.
        Part::Slot(slot) => Some((slot_cost(*slot)?, alone(Symbol::Slot(*slot), Side::ANY))),
        Part::Any(own) | Part::List(own) => {
            let mut all = (0, Vec::new());
            for choice in &own.choices {
                let (cost, _, keys) = best(choice)?;
                all.0 += cost;
                all.1.extend(keys);
            }
            Some(all)
        }
        Part::Gap(_) | Part::Comma | Part::Line(_) | Part::Maybe(_) => None,
    }
}
