//! What a text must hold for a regular expression to find anything in it: told once from the
//! expression (`gates.rs` asks it of every text).

use super::sieve;
use regex_syntax::hir::{Class, Hir, HirKind};

/// One of these must be in the text.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Demand {
    /// Strings, each as the letter groups that tell it.
    pub(super) grams: Vec<Vec<u16>>,
    /// Bytes, one bit each; those beyond ASCII are one.
    pub(super) bytes: [u64; 2],
}

/// Strings beyond this many are not told apart.
const MOST: usize = 96;

/// What `pattern` demands of a text, all of it; nothing if it is no regular expression.
#[must_use]
pub(super) fn demands(pattern: &str) -> Vec<Demand> {
    let Ok(hir) = regex_syntax::parse(pattern) else { return Vec::new() };
    let mut told = tell(&hir);
    told.close();
    told.demands.sort_by_key(|demand| (cost(&demand.bytes), demand.grams.len()));
    told.demands.dedup();
    told.demands.truncate(4);
    told.demands
}

/// What is known of a part of an expression.
#[derive(Default)]
struct Told {
    /// All it can match, in lower case, if these are few.
    exact: Option<Vec<String>>,
    demands: Vec<Demand>,
}

impl Told {
    /// Makes a demand of the strings, if it can be one.
    fn close(&mut self) {
        let strings = self.exact.take().unwrap_or_default();
        if !strings.is_empty() && strings.iter().all(|string| string.len() > 2) {
            let grams = strings.iter().map(|string| sieve::grams(string)).collect();
            self.demands.push(Demand { grams, bytes: [0; 2] });
        }
    }
}

fn tell(hir: &Hir) -> Told {
    let empty = || Told { exact: Some(vec![String::new()]), demands: Vec::new() };
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => empty(),
        HirKind::Literal(literal) => match str::from_utf8(&literal.0) {
            Ok(text) if text.is_ascii() => {
                let bytes = text.bytes().filter(|byte| !byte.is_ascii_alphanumeric());
                let demands = bytes.map(|byte| demand([byte].into_iter())).collect();
                Told { exact: Some(vec![text.to_ascii_lowercase()]), demands }
            }
            _ => Told { exact: None, demands: vec![demand([0x80].into_iter())] },
        },
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
                _ => told.close(),
            }
            told
        }
        HirKind::Concat(parts) => {
            let mut all = empty();
            for part in parts {
                let told = tell(part);
                all.demands.extend(told.demands);
                all.exact = match (all.exact.take(), told.exact) {
                    (Some(before), Some(own)) if before.len() * own.len() <= MOST => {
                        let joined = before.iter().flat_map(|a| own.iter().map(move |b| format!("{a}{b}")));
                        Some(joined.collect())
                    }
                    (before, own) => {
                        all.exact = before;
                        all.close();
                        own
                    }
                };
            }
            all
        }
        HirKind::Alternation(parts) => {
            let mut exact = Some(Vec::new());
            let mut either = Some(Demand::default());
            for part in parts {
                let mut told = tell(part);
                exact = exact.zip(told.exact.clone()).map(|(mut all, own)| {
                    all.extend(own);
                    all
                });
                told.close();
                let best =
                    told.demands.into_iter().min_by_key(|demand| (cost(&demand.bytes), demand.grams.len()));
                either = either.zip(best).map(|(mut all, own)| {
                    all.grams.extend(own.grams);
                    all.bytes = [all.bytes[0] | own.bytes[0], all.bytes[1] | own.bytes[1]];
                    all
                });
            }
            let exact = exact.filter(|strings| strings.len() <= MOST);
            // What the strings demand is demanded once they are closed.
            let demands = either.into_iter().filter(|_| exact.is_none()).collect();
            Told { exact, demands }
        }
    }
}

fn of_class(class: &Class) -> Told {
    let ranges: Vec<(u32, u32)> = match class {
        Class::Unicode(class) => {
            class.iter().map(|range| (range.start().into(), range.end().into())).collect()
        }
        Class::Bytes(class) => class.iter().map(|range| (range.start().into(), range.end().into())).collect(),
    };
    let ascii: Vec<u8> =
        (0..128u8).filter(|&byte| ranges.iter().any(|(a, b)| (*a..=*b).contains(&byte.into()))).collect();
    // K and s have relatives beyond ASCII; a text that holds one passes every gate.
    let beyond = ranges.iter().any(|(a, b)| *b > 127 && !(a == b && matches!(a, 0x212a | 0x17f)));
    let mut letters: Vec<char> = ascii.iter().map(|&byte| char::from(byte.to_ascii_lowercase())).collect();
    letters.dedup();
    letters.sort_unstable();
    letters.dedup();
    if !beyond && letters.len() <= 4 {
        return Told { exact: Some(letters.iter().map(char::to_string).collect()), demands: Vec::new() };
    }
    // Few classes are as wide as that of all digits: for it alone, digits beyond ASCII are told
    // from other characters.
    let digit = |&(a, b): &(u32, u32)| {
        b < 128 || b - a < 64 && (a..=b).filter_map(char::from_u32).all(char::is_numeric)
    };
    let place = if ranges.iter().all(digit) { sieve::ODD } else { 0x80 };
    let own = demand(ascii.into_iter().chain(beyond.then_some(place)));
    Told { exact: None, demands: if cost(&own.bytes) < 40 { vec![own] } else { Vec::new() } }
}

fn demand(bytes: impl Iterator<Item = u8>) -> Demand {
    let mut all = [0; 2];
    for byte in bytes {
        sieve::set(&mut all, byte);
    }
    Demand { grams: Vec::new(), bytes: all }
}

/// How often one of these bytes stands in a text, roughly.
fn cost(bytes: &[u64; 2]) -> u32 {
    (0..128u8)
        .filter(|byte| bytes[usize::from(byte >> 6)] & 1 << (byte & 63) != 0)
        .map(|byte| match byte {
            b'a'..=b'z' | b' ' | b'.' | b',' | b'\n' => 40,
            b'A'..=b'Z' | b'-' | b'\'' | b'"' | b':' => 8,
            127 => 6,
            b'0'..=b'9' | b'(' | b')' | b'/' => 3,
            _ => 1,
        })
        .sum()
}
