//! A regular expression as an automaton made when the program was built (`determine.rs`), for texts
//! of plain characters: it costs nothing at start, and a step for each byte.

use super::parts::Parts;
use super::plain::Plainer;
use std::ops::Range;

/// Two tables of states: one finds where a match ends, the other where it begins.
#[derive(Debug, Clone, Copy)]
pub struct Automaton {
    /// Whether it finds something in a text of stand-ins wherever its expression finds something.
    wide: bool,
    forwards: Table,
    backwards: Table,
}

#[derive(Debug, Clone, Copy)]
struct Table {
    /// Where a search begins, by what stands beside it; then how many states are matches.
    head: [u16; 6],
    classes: &'static [u8; 256],
    cells: &'static [[u8; 2]],
    /// Classes of bytes, the end of the text among them.
    width: usize,
}

impl Automaton {
    /// The automaton whose tables `bytes` hold; `None` if they hold none.
    #[must_use]
    pub fn of_bytes(bytes: &'static [u8]) -> Option<Automaton> {
        let (wide, bytes) = bytes.split_first_chunk::<4>()?;
        let mut tables = Parts(bytes);
        Some(Automaton {
            wide: u32::from_le_bytes(*wide) == 1,
            forwards: Table::of_bytes(tables.next()?)?,
            backwards: Table::of_bytes(tables.next()?)?,
        })
    }

    /// Whether it finds something in a text of stand-ins (plain.rs) wherever its
    /// expression finds something in the text itself.
    #[must_use]
    pub fn is_wide(&self) -> bool {
        self.wide
    }

    /// The bytes of each match in a text of plain characters, leftmost first.
    pub fn find<'t>(&self, text: &'t str) -> impl Iterator<Item = Range<usize>> + use<'t> {
        let (own, text, mut at) = (*self, text.as_bytes(), 0);
        std::iter::from_fn(move || {
            let end = own.forwards.end(text, at)?;
            let start = own.backwards.start(text, at, end)?;
            at = end;
            Some(start..end)
        })
    }
}

/// Automata that run side by side: each step waits for the one before, so that several take hardly
/// longer than one.
const ABREAST: usize = 4;

/// The numbers of the automata that find something in a text or in its stand-ins, in any order.
pub(super) fn that_find(automata: &[(usize, &Automaton)], text: &Plainer<'_>) -> Vec<usize> {
    let mut found = Vec::new();
    for few in automata.chunks(ABREAST) {
        let tables = std::array::from_fn(|lane| &few[lane % few.len()].1.forwards);
        let finds = Table::that_find(tables, text.as_str().as_bytes());
        found.extend(few.iter().zip(finds).filter(|(_, finds)| *finds).map(|((number, _), _)| number));
    }
    found
}

impl Table {
    fn of_bytes(bytes: &'static [u8]) -> Option<Table> {
        let (head, rest) = bytes.split_first_chunk::<12>()?;
        let (classes, cells) = rest.split_first_chunk::<256>()?;
        let mut numbers = [0; 6];
        for (own, bytes) in numbers.iter_mut().zip(head.as_chunks::<2>().0) {
            *own = u16::from_le_bytes(*bytes);
        }
        let width = usize::from(*classes.iter().max()?) + 2;
        Some(Table { head: numbers, classes, cells: cells.as_chunks::<2>().0, width })
    }

    fn begin(&self, beside: Option<u8>) -> usize {
        usize::from(
            self.head[match beside {
                None => 0,
                Some(b'\n') => 1,
                Some(b'\r') => 2,
                Some(byte) if byte == b'_' || byte.is_ascii_alphanumeric() => 3,
                Some(_) => 4,
            }],
        )
    }

    #[inline]
    fn next(&self, state: usize, byte: u8) -> usize {
        self.follow(state, usize::from(self.classes[usize::from(byte)]))
    }

    #[inline]
    fn follow(&self, state: usize, class: usize) -> usize {
        self.cells.get(state * self.width + class).map_or(0, |cell| usize::from(u16::from_le_bytes(*cell)))
    }

    /// Whether each of some tables finds a match.
    fn that_find(tables: [&Table; ABREAST], text: &[u8]) -> [bool; ABREAST] {
        let mut states = tables.map(|table| table.begin(None));
        let mut found = [false; ABREAST];
        for &byte in text {
            for lane in 0..ABREAST {
                states[lane] = tables[lane].next(states[lane], byte);
                found[lane] |= tables[lane].is_match(states[lane]);
            }
        }
        for lane in 0..ABREAST {
            found[lane] |= tables[lane].is_match(tables[lane].follow(states[lane], tables[lane].width - 1));
        }
        found
    }

    #[inline]
    fn is_match(&self, state: usize) -> bool {
        state.wrapping_sub(1) < usize::from(self.head[5])
    }

    /// Where the first match behind `from` ends. A match is told one byte late.
    fn end(&self, text: &[u8], from: usize) -> Option<usize> {
        let matches = usize::from(self.head[5]);
        let mut state = self.begin(from.checked_sub(1).map(|at| text[at]));
        let mut last = None;
        for (at, &byte) in text.iter().enumerate().skip(from) {
            state = self.next(state, byte);
            if state <= matches {
                if state == 0 {
                    return last;
                }
                last = Some(at);
            }
        }
        let ended = self.follow(state, self.width - 1);
        if self.is_match(ended) { Some(text.len()) } else { last }
    }

    /// Where the match that ends at `end` begins, at `from` at the earliest.
    fn start(&self, text: &[u8], from: usize, end: usize) -> Option<usize> {
        let matches = usize::from(self.head[5]);
        let mut state = self.begin(text.get(end).copied());
        let mut last = None;
        for at in (from..end).rev() {
            state = self.next(state, text[at]);
            if state <= matches {
                if state == 0 {
                    return last;
                }
                last = Some(at + 1);
            }
        }
        let ended = match from.checked_sub(1) {
            Some(before) => self.next(state, text[before]),
            None => self.follow(state, self.width - 1),
        };
        if self.is_match(ended) { Some(from) } else { last }
    }
}
