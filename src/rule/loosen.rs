//! Works the shape of a regular expression out, when the program is built: a table of states that
//! lets every text in that the expression finds something in, and few others.
//!
//! What makes an expression large is let go of, as little as will do: how often something may be
//! repeated, which words stand in a list of many, where words begin and end, and which character
//! beyond ASCII it is.

use regex_automata::dfa::{Automaton, StartKind, dense};
use regex_automata::nfa::thompson::{self, WhichCaptures};
use regex_automata::util::primitives::StateID;
use regex_automata::util::start;
use regex_automata::{Anchored, MatchKind};
use regex_syntax::hir::{Class, ClassBytes, ClassBytesRange, Hir, HirKind, Repetition};
use std::collections::BTreeMap;

/// Bytes of one shape at the most.
const LARGEST: usize = 10_000;

/// Bytes that may be spent on the way to it.
const ROOM: usize = 1 << 18;

/// Up to which count repetitions are counted, and up to how many letters alternatives are told
/// apart: from the closest likeness to the loosest.
const LIKENESS: [(u32, usize); 11] =
    [(8, 200), (4, 200), (2, 200), (4, 60), (2, 60), (2, 20), (1, 60), (2, 8), (1, 20), (1, 8), (1, 0)];

/// The shape of `pattern` as [`Shape`](super::shape::Shape) reads it; empty, which lets every text
/// in, if it is no regular expression or its loosest likeness is still too large.
#[must_use]
pub(crate) fn shape(pattern: &str) -> Vec<u8> {
    let Ok(hir) = regex_syntax::parse(pattern) else { return Vec::new() };
    let shapes = LIKENESS.iter().filter_map(|&(count, letters)| table(&Likeness { count, letters }.of(&hir)));
    shapes.into_iter().find(|table| table.len() <= LARGEST).unwrap_or_default()
}

struct Likeness {
    count: u32,
    letters: usize,
}

impl Likeness {
    fn of(&self, hir: &Hir) -> Hir {
        match hir.kind() {
            HirKind::Empty | HirKind::Look(_) => Hir::empty(),
            HirKind::Literal(literal) => {
                Hir::concat(literal.0.iter().map(|&byte| bytes([byte..=byte])).collect())
            }
            HirKind::Class(class) => of_class(class),
            HirKind::Capture(capture) => self.of(&capture.sub),
            HirKind::Repetition(own) => Hir::repetition(Repetition {
                min: own.min.min(self.count),
                max: own.max.filter(|&max| max <= self.count),
                greedy: true,
                sub: Box::new(self.of(&own.sub)),
            }),
            HirKind::Concat(parts) => Hir::concat(parts.iter().map(|part| self.of(part)).collect()),
            HirKind::Alternation(parts) if letters(hir) > self.letters => {
                let mut all = ClassBytes::empty();
                parts.iter().for_each(|part| collect(part, &mut all));
                let least = parts.iter().filter_map(|part| part.properties().minimum_len()).min();
                Hir::repetition(Repetition {
                    min: least.unwrap_or(0).min(3) as u32,
                    max: None,
                    greedy: true,
                    sub: Box::new(Hir::class(Class::Bytes(all))),
                })
            }
            HirKind::Alternation(parts) => Hir::alternation(parts.iter().map(|part| self.of(part)).collect()),
        }
    }
}

/// A class of bytes; those beyond ASCII are one.
fn bytes(ranges: impl IntoIterator<Item = std::ops::RangeInclusive<u8>>) -> Hir {
    let mut class = ClassBytes::empty();
    ranges.into_iter().for_each(|range| push(&mut class, (*range.start()).into(), (*range.end()).into()));
    Hir::class(Class::Bytes(class))
}

fn push(class: &mut ClassBytes, start: u32, end: u32) {
    if start < 128 {
        class.push(ClassBytesRange::new(start as u8, end.min(127) as u8));
    }
    if end > 127 {
        class.push(ClassBytesRange::new(128, 255));
    }
}

fn ranges(class: &Class) -> Vec<(u32, u32)> {
    match class {
        Class::Unicode(class) => class.iter().map(|own| (own.start().into(), own.end().into())).collect(),
        Class::Bytes(class) => class.iter().map(|own| (own.start().into(), own.end().into())).collect(),
    }
}

/// A class as bytes: a character beyond ASCII is one such byte or more.
fn of_class(class: &Class) -> Hir {
    let ranges = ranges(class);
    let ascii: Vec<_> =
        ranges.iter().filter(|(start, _)| *start < 128).map(|&(a, b)| a as u8..=b.min(127) as u8).collect();
    let mut parts = Vec::new();
    if ranges.iter().any(|(_, end)| *end > 127) {
        let sub = Box::new(bytes([128..=255]));
        parts.push(Hir::repetition(Repetition { min: 1, max: None, greedy: true, sub }));
    }
    if !ascii.is_empty() || parts.is_empty() {
        parts.push(bytes(ascii));
    }
    Hir::alternation(parts)
}

/// How many letters and classes are written out in a part of an expression.
fn letters(hir: &Hir) -> usize {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => 0,
        HirKind::Literal(literal) => literal.0.len(),
        HirKind::Class(_) => 1,
        HirKind::Capture(capture) => letters(&capture.sub),
        HirKind::Repetition(own) => letters(&own.sub) * own.max.unwrap_or(own.min + 1).clamp(1, 3) as usize,
        HirKind::Concat(parts) | HirKind::Alternation(parts) => parts.iter().map(letters).sum(),
    }
}

/// Every byte that a part of an expression can match.
fn collect(hir: &Hir, all: &mut ClassBytes) {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => literal.0.iter().for_each(|&byte| push(all, byte.into(), byte.into())),
        HirKind::Class(class) => ranges(class).into_iter().for_each(|(start, end)| push(all, start, end)),
        HirKind::Capture(capture) => collect(&capture.sub, all),
        HirKind::Repetition(own) => collect(&own.sub, all),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => {
            parts.iter().for_each(|part| collect(part, all))
        }
    }
}

/// The smallest automaton that finds the expression anywhere in a text, if it can be had: the class
/// of each byte; then for each state its followers, two bytes for each class. State 0 is the match,
/// state 1 the start.
fn table(hir: &Hir) -> Option<Vec<u8>> {
    let nfa = thompson::Config::new().utf8(false).which_captures(WhichCaptures::None);
    let nfa = thompson::Compiler::new().configure(nfa).build_from_hir(hir).ok()?;
    let config = dense::Config::new()
        .start_kind(StartKind::Unanchored)
        .match_kind(MatchKind::All)
        .determinize_size_limit(Some(4 * ROOM))
        .dfa_size_limit(Some(ROOM))
        .minimize(true);
    let dfa = dense::Builder::new().configure(config).build_from_nfa(&nfa).ok()?;
    let start = dfa.start_state(&start::Config::new().anchored(Anchored::No)).ok()?;
    // A match is told one byte late: a state from which the end of the text is one, is one.
    let matches = |state: StateID| dfa.is_match_state(state) || dfa.is_match_state(dfa.next_eoi_state(state));
    let mut numbers = BTreeMap::from([(start, 1_u16)]);
    let mut waiting = vec![start];
    let mut rows: Vec<[u16; 256]> = vec![[0; 256]];
    if matches(start) {
        return None;
    }
    while let Some(state) = waiting.get(rows.len() - 1).copied() {
        let mut row = [0; 256];
        for byte in 0..=255_u8 {
            let next = dfa.next_state(state, byte);
            if !matches(next) {
                let new = numbers.len() as u16 + 1;
                row[usize::from(byte)] = *numbers.entry(next).or_insert_with(|| {
                    waiting.push(next);
                    new
                });
            }
        }
        rows.push(row);
    }
    let mut columns: BTreeMap<Vec<u16>, u8> = BTreeMap::new();
    let mut classes = Vec::with_capacity(256);
    let mut first = Vec::new();
    for byte in 0..256 {
        let new = columns.len() as u8;
        let column = rows.iter().map(|row| row[byte]).collect();
        let class = *columns.entry(column).or_insert(new);
        if class == new {
            first.push(byte);
        }
        classes.push(class);
    }
    let cells = rows.iter().flat_map(|row| first.iter().map(|&byte| row[byte]));
    Some(classes.into_iter().chain(cells.flat_map(u16::to_le_bytes)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::built_in::{patterns, regex_of};
    use crate::rule::shape::Shape;
    use proptest::prelude::*;

    fn lets_in(pattern: &str, text: &str) -> bool {
        let table = shape(pattern);
        assert!(!table.is_empty(), "{pattern} has no shape");
        Shape::of_bytes(table.leak()).lets_in(text)
    }

    #[test]
    fn a_text_of_another_shape_is_kept_out() {
        let phone =
            r"(?i)\b(?:called|rang|phoned|number|mobile)\b[^.\n]{0,30}?\+?\(?\d{2,4}\)?[\d ()/-]{6,}\d";
        assert!(!lets_in(phone, "a number of 40 posts in 2026"));
        assert!(lets_in(phone, "my number is 0171 5550 199"));
        assert!(lets_in(phone, "MOBILE: 0171 ٣٣٣ ٣٣٣"));
        assert!(!lets_in(r"\b(?:10|5)/(?:10|5)\b", "5 of 10"));
    }

    #[test]
    fn a_match_at_the_very_end_is_let_in() {
        assert!(lets_in("a[bc]d$", "xx abd"));
        assert!(lets_in("^é?x{2}", "xx"));
    }

    proptest! {
        /// Of texts made of what the built-in patterns ask for.
        #[test]
        fn nothing_is_kept_out_that_a_built_in_pattern_finds(
            parts in proptest::collection::vec("[0-9]{1,5}|[A-Za-z]{1,6}|[ .,:/@#$€£<>()\\[\\]{}_-]|your|order|number|insert|quote|our internal|https://|corp|❤|é|ſ|ß|→", 0..14)
        ) {
            let text = parts.concat();
            for pattern in patterns() {
                let shape = Shape::of_bytes(shape_of(pattern));
                if regex_of(pattern).is_match(&text) {
                    prop_assert!(shape.lets_in(&text), "{} {text:?}", pattern);
                }
            }
        }
    }

    /// Shapes, each made once.
    fn shape_of(pattern: &str) -> &'static [u8] {
        static ALL: std::sync::Mutex<BTreeMap<String, &'static [u8]>> =
            std::sync::Mutex::new(BTreeMap::new());
        ALL.lock().unwrap().entry(pattern.to_owned()).or_insert_with(|| shape(pattern).leak())
    }
}
