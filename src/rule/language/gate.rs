//! What a text must hold for a regular expression to find anything in it: told once from the
//! expression (`gates.rs` asks it of every text).

use super::sieve::{self, Places, place};
use regex_syntax::hir::{Class, Hir, HirKind};
use std::collections::BTreeSet;

/// One of these must be in the text.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Demand {
    /// Strings, each as the letter groups that tell it.
    pub(super) grams: Vec<Vec<u16>>,
    /// Characters.
    pub(super) places: Places,
}

/// Demands of a pattern that are asked for.
pub(super) const MOST: usize = 4;

/// Strings beyond this many are not told apart.
const MOST_STRINGS: usize = 96;

/// What `pattern` demands of a text, all of it; nothing if it is no regular expression.
#[must_use]
pub(super) fn demands(pattern: &str) -> Vec<Demand> {
    let Ok(hir) = regex_syntax::parse(pattern) else { return Vec::new() };
    let mut told = tell(&hir);
    told.close();
    told.demands.sort_by_key(|demand| (cost(&demand.places), demand.grams.len()));
    told.demands.dedup();
    told.demands.truncate(MOST);
    told.demands
}

/// What is known of a part of an expression.
#[derive(Default)]
struct Told {
    /// All it can match, in lower case, if these are few.
    exact: Option<Vec<String>>,
    /// Whether these are only what its matches begin with.
    open: bool,
    demands: Vec<Demand>,
}

impl Told {
    /// Makes a demand of the strings, if it can be one.
    fn close(&mut self) {
        let strings = self.exact.take().unwrap_or_default();
        let sign =
            |string: &String| string.bytes().rfind(|byte| !byte.is_ascii_alphabetic() && *byte != b' ');
        if strings.is_empty() {
            return;
        }
        if strings.iter().all(|string| string.len() > 2) {
            let grams = strings.iter().map(|string| sieve::grams(string)).collect();
            self.demands.push(Demand { grams, places: [0; 2] });
        } else if let Some(signs) = strings.iter().map(sign).collect::<Option<Vec<u8>>>() {
            self.demands.push(demand(signs.into_iter()));
        }
    }
}

fn tell(hir: &Hir) -> Told {
    let empty = || Told { exact: Some(vec![String::new()]), ..Told::default() };
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => empty(),
        HirKind::Literal(literal) => {
            let Ok(text) = str::from_utf8(&literal.0) else { return Told::default() };
            // A small letter says little; of what stands for both cases a class is made.
            let telling = text.chars().filter(|c| !c.is_ascii_lowercase());
            let demands = telling.map(|c| demand([place(c)].into_iter())).collect();
            let exact = text.is_ascii().then(|| vec![text.to_ascii_lowercase()]);
            Told { exact, demands, ..Told::default() }
        }
        HirKind::Class(class) => of_class(class),
        HirKind::Capture(capture) => tell(&capture.sub),
        HirKind::Repetition(repetition) => {
            let mut told = tell(&repetition.sub);
            match (repetition.min, repetition.max) {
                (1, Some(1)) => {}
                (0, Some(1)) => {
                    told.demands.clear();
                    if let Some(exact) = &mut told.exact {
                        exact.push(String::new());
                    }
                }
                (0, _) => told = Told::default(),
                _ => told.open = true,
            }
            told
        }
        HirKind::Concat(parts) => {
            let mut all = empty();
            let mut whole = true;
            for part in parts {
                let told = tell(part);
                all.demands.extend(told.demands);
                all.exact = match (all.exact.take(), told.exact) {
                    (Some(before), Some(own)) if before.len() * own.len() <= MOST_STRINGS => {
                        let joined = before.iter().flat_map(|a| own.iter().map(move |b| format!("{a}{b}")));
                        Some(joined.collect())
                    }
                    (before, own) => {
                        all.exact = before;
                        all.close();
                        whole = false;
                        own
                    }
                };
                if told.open {
                    all.close();
                    whole = false;
                }
            }
            // What is known of the last parts alone is not all that this can match.
            if !whole {
                all.close();
            }
            all
        }
        HirKind::Alternation(parts) => {
            let (mut exact, mut open) = (Some(Vec::new()), false);
            let mut either = Some(Demand::default());
            for part in parts {
                let mut told = tell(part);
                open |= told.open;
                exact = exact.zip(told.exact.clone()).map(|(mut all, own)| {
                    all.extend(own);
                    all
                });
                told.close();
                let best =
                    told.demands.into_iter().min_by_key(|demand| (cost(&demand.places), demand.grams.len()));
                either = either.zip(best).map(|(mut all, own)| {
                    all.grams.extend(own.grams);
                    all.places = [all.places[0] | own.places[0], all.places[1] | own.places[1]];
                    all
                });
            }
            let exact = exact.filter(|strings| strings.len() <= MOST_STRINGS);
            // What the strings demand is demanded once they are closed.
            let demands = either.into_iter().filter(|_| exact.is_none()).collect();
            Told { exact, open, demands }
        }
    }
}

fn of_class(class: &Class) -> Told {
    let ranges: Vec<(char, char)> = match class {
        Class::Unicode(class) => class.iter().map(|range| (range.start(), range.end())).collect(),
        Class::Bytes(class) if class.is_ascii() => {
            class.iter().map(|range| (range.start().into(), range.end().into())).collect()
        }
        Class::Bytes(_) => return Told::default(),
    };
    // K and s have relatives beyond ASCII; a text that holds one passes every gate.
    let relative = |&(a, b): &(char, char)| a == b && matches!(a, '\u{212a}' | '\u{17f}');
    let own = || ranges.iter().filter(|range| !relative(range));
    if own().all(|(_, last)| last.is_ascii()) {
        let letters = own().flat_map(|&(first, last)| first..=last).map(|c| c.to_ascii_lowercase());
        let letters: BTreeSet<String> = letters.map(String::from).collect();
        if letters.len() <= 4 {
            return Told { exact: Some(letters.into_iter().collect()), ..Told::default() };
        }
    }
    // Few classes are as wide as that of all digits: for it alone, digits beyond ASCII are told
    // from other characters.
    let digit = |&(first, last): &(char, char)| {
        last.is_ascii() || last as u32 - (first as u32) < 64 && (first..=last).all(char::is_numeric)
    };
    let digits = ranges.iter().all(digit);
    let own = demand(own().flat_map(|&(first, last)| match digits && !last.is_ascii() {
        true => vec![sieve::ODD],
        false => sieve::places(first, last).collect(),
    }));
    Told { demands: if cost(&own.places) < 40 { vec![own] } else { Vec::new() }, ..Told::default() }
}

fn demand(own: impl Iterator<Item = u8>) -> Demand {
    let mut places = [0; 2];
    own.for_each(|place| sieve::set(&mut places, place));
    Demand { grams: Vec::new(), places }
}

/// How often a character of one of these places stands in a text, roughly.
fn cost(places: &Places) -> u32 {
    (0..128u8)
        .filter(|place| places[usize::from(place >> 6)] & 1 << (place & 63) != 0)
        .map(|place| match place {
            b'a'..=b'z' | b' ' | b'.' | b',' | b'\n' => 40,
            b'A'..=b'Z' | b'-' | b'\'' | b'"' | b':' => 8,
            b'0'..=b'9' | b'(' | b')' | b'/' => 3,
            _ => 1,
        })
        .sum()
}
