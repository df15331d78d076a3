//! Works out, when the program is built, the automaton that finds what a regular expression finds,
//! for texts of plain characters (`plain.rs`).
//!
//! In such texts no character beyond ASCII belongs to a word, so that a word's border is that of
//! ASCII, which an automaton without memory can tell.

use super::narrow::narrow;
use super::plain::{PLAIN, stand_in};
use regex_automata::dfa::{Automaton, StartKind, dense};
use regex_automata::nfa::thompson::{self, WhichCaptures};
use regex_automata::util::primitives::StateID;
use regex_automata::util::start;
use regex_automata::{Anchored, MatchKind};
use regex_syntax::hir::{Class, Hir, HirKind, Look};
use std::collections::BTreeMap;

/// Bytes of the two tables of one expression at the most.
const LARGEST: usize = 300_000;

/// Bytes that may be spent on the way to one of them.
const ROOM: usize = 4 << 20;

/// What stands before a search, or for a search from the end behind it: nothing, two kinds of line
/// end, a letter, something else.
const AROUND: [Option<u8>; 5] = [None, Some(b'\n'), Some(b'\r'), Some(b'a'), Some(b' ')];

/// The tables of `pattern` as [`Automaton`](super::automaton::Automaton) reads them: whether it also
/// finds its like in texts of stand-ins, in four bytes; forwards and backwards, each behind its
/// length in four bytes. Empty if it may find an empty text, if the tables are too large, or if it
/// is no regular expression.
#[must_use]
pub(crate) fn tables(pattern: &str) -> Vec<u8> {
    let Ok(hir) = regex_syntax::parse(pattern) else { return Vec::new() };
    if hir.properties().minimum_len().is_none_or(|least| least == 0) {
        return Vec::new();
    }
    let wide = u32::from(is_wide(&hir));
    let hir = narrow(&hir, &PLAIN, plain);
    let both = [false, true].map(|backwards| table(&hir, backwards));
    let [Some(forwards), Some(backwards)] = both else { return Vec::new() };
    let mut all = wide.to_le_bytes().to_vec();
    for table in [forwards, backwards] {
        all.extend((table.len() as u32).to_le_bytes());
        all.extend(table);
    }
    if all.len() > LARGEST { Vec::new() } else { all }
}

/// Whether the expression takes the stand-in of every character that it takes: then it finds
/// something in a text of stand-ins wherever it finds something in the text.
fn is_wide(hir: &Hir) -> bool {
    match hir.kind() {
        HirKind::Literal(literal) => {
            std::str::from_utf8(&literal.0).is_ok_and(|text| text.chars().all(|c| stand_in(c) == c))
        }
        HirKind::Class(Class::Unicode(class)) => {
            let holds = |c: char| class.iter().any(|range| (range.start()..=range.end()).contains(&c));
            let mut stand_ins: Vec<char> =
                class.iter().flat_map(|range| range.start()..=range.end()).map(stand_in).collect();
            stand_ins.sort_unstable();
            stand_ins.dedup();
            stand_ins.into_iter().all(holds)
        }
        HirKind::Class(Class::Bytes(_)) => false,
        HirKind::Repetition(own) => is_wide(&own.sub),
        HirKind::Capture(own) => is_wide(&own.sub),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => parts.iter().all(is_wide),
        // a stand-in belongs to a word where the character does, and ends no line
        HirKind::Look(_) | HirKind::Empty => true,
    }
}

/// The assertion as it is in a text of plain characters.
fn plain(look: Look) -> Look {
    match look {
        Look::WordUnicode => Look::WordAscii,
        Look::WordUnicodeNegate => Look::WordAsciiNegate,
        Look::WordStartUnicode => Look::WordStartAscii,
        Look::WordEndUnicode => Look::WordEndAscii,
        Look::WordStartHalfUnicode => Look::WordStartHalfAscii,
        Look::WordEndHalfUnicode => Look::WordEndHalfAscii,
        look => look,
    }
}

/// One table: where a search begins for each of [`AROUND`] and how many states are matches, two
/// bytes each; the class of each byte; then for each state its followers, two bytes for each class
/// and the end of the text. State 0 finds nothing any more, the matches come next.
fn table(hir: &Hir, backwards: bool) -> Option<Vec<u8>> {
    let nfa = thompson::Config::new().utf8(false).reverse(backwards).which_captures(WhichCaptures::None);
    let nfa = thompson::Compiler::new().configure(nfa).build_from_hir(hir).ok()?;
    let (start_kind, match_kind, anchored) = match backwards {
        false => (StartKind::Unanchored, MatchKind::LeftmostFirst, Anchored::No),
        true => (StartKind::Anchored, MatchKind::All, Anchored::Yes),
    };
    let config = dense::Config::new()
        .start_kind(start_kind)
        .match_kind(match_kind)
        .determinize_size_limit(Some(8 * ROOM))
        .dfa_size_limit(Some(ROOM));
    let dfa = dense::Builder::new().configure(config).build_from_nfa(&nfa).ok()?;
    let begin = |around| dfa.start_state(&start::Config::new().anchored(anchored).look_behind(around)).ok();
    let starts: Vec<StateID> = AROUND.into_iter().map(begin).collect::<Option<_>>()?;
    let mut seen: BTreeMap<StateID, usize> = BTreeMap::new();
    let mut rows: Vec<(StateID, Vec<StateID>)> = Vec::new();
    let mut waiting = starts.clone();
    while let Some(state) = waiting.pop() {
        if seen.contains_key(&state) {
            continue;
        }
        seen.insert(state, rows.len());
        let bytes = (0..=255_u8).map(|byte| dfa.next_state(state, byte));
        let row: Vec<StateID> = bytes.chain([dfa.next_eoi_state(state)]).collect();
        waiting.extend(&row);
        rows.push((state, row));
    }
    rows.sort_by_key(|(state, _)| (!dfa.is_dead_state(*state), !dfa.is_match_state(*state), *state));
    let dead = rows.first().is_some_and(|(state, _)| dfa.is_dead_state(*state));
    if !dead || rows.len() > usize::from(u16::MAX) {
        return None;
    }
    let number: BTreeMap<StateID, u16> =
        (0..).zip(&rows).map(|(number, (state, _))| (*state, number)).collect();
    let matches = rows.iter().filter(|(state, _)| dfa.is_match_state(*state)).count() as u16;
    let mut columns: BTreeMap<Vec<StateID>, u8> = BTreeMap::new();
    let (mut classes, mut firsts) = (Vec::with_capacity(256), Vec::new());
    for byte in 0..256 {
        let new = u8::try_from(columns.len()).ok()?;
        let class = *columns.entry(rows.iter().map(|(_, row)| row[byte]).collect()).or_insert(new);
        if class == new {
            firsts.push(byte);
        }
        classes.push(class);
    }
    firsts.push(256);
    let head = starts.iter().map(|state| number[state]).chain([matches]);
    let cells = rows.iter().flat_map(|(_, row)| firsts.iter().map(|&byte| number[&row[byte]]));
    let head = head.flat_map(u16::to_le_bytes).chain(classes);
    Some(head.chain(cells.flat_map(u16::to_le_bytes)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::automaton::Automaton;
    use crate::rule::built_in::{figures, patterns, regex_of};
    use crate::rule::expression::Expression;
    use proptest::prelude::*;
    use std::sync::LazyLock;

    /// The built-in expressions that have an automaton.
    static MADE: LazyLock<Vec<(String, Automaton)>> = LazyLock::new(|| {
        let all = figures().into_iter().chain(patterns().iter().cloned());
        let made = all.map(|pattern| (Automaton::of_bytes(tables(&pattern).leak()), pattern));
        made.filter_map(|(own, pattern)| Some((pattern, own?))).collect()
    });

    #[test]
    fn nearly_every_built_in_expression_has_an_automaton() {
        assert!(figures().iter().all(|own| MADE.iter().any(|(pattern, _)| pattern == own)));
        assert!(MADE.len() * 10 > (patterns().len() + figures().len()) * 7, "{}", MADE.len());
    }

    #[test]
    fn most_automata_tell_of_other_texts_too() {
        let wide = MADE.iter().filter(|(_, own)| own.is_wide()).count();
        assert!(wide * 10 > MADE.len() * 6, "{wide} of {}", MADE.len());
    }

    #[test]
    fn an_expression_that_finds_nothing_but_borders_has_none() {
        assert!(tables(r"\b|a*").is_empty());
        assert!(tables("(").is_empty());
    }

    proptest! {
        /// Of texts made of what the expressions ask for.
        #[test]
        fn an_automaton_finds_what_its_expression_finds(
            parts in proptest::collection::vec(
                "[0-9]{1,5}|[A-Za-z]{1,6}|[ .,:/@#$<>()\\[\\]{}_%\n\r-]|[€£’“–—…\u{a0}\u{202f}→❤⭐😍]|your|order|number|\
                 insert|quote|https://|[ ](twenty|million|percent|March|may|Q3|first|quarter|half|pm|k|eur|usd)[ ]|\
                 [$€]?[0-9]{1,3}([.,’ ][0-9]{3}){0,2} ?(k|m|%|bn)?", 0..24)
        ) {
            let text = parts.concat();
            prop_assume!(super::super::plain::is_plain(&text));
            for (pattern, own) in MADE.iter() {
                let found: Vec<_> = own.find(&text).collect();
                let right: Vec<_> = regex_of(pattern).find_iter(&text).map(|one| one.range()).collect();
                prop_assert_eq!(found, right, "{} {:?}", pattern, text);
            }
        }

        /// Of texts with letters, digits and spaces of any script, where the stand-ins tell.
        #[test]
        fn what_stand_ins_tell_is_what_the_expression_finds(
            parts in proptest::collection::vec(
                "[0-9]{1,5}|[A-Za-z]{1,6}|[ .,:/@#$<>()\\[\\]{}_%\n-]|[éàüßçñœÉŁяЖ日ſ\u{212a}٣½Ⅷ\u{200b}\u{3000}\u{301}]{1,2}|\
                 your|order|number|insert|quote|août|février|[ ](twenty|million|percent|March|may|Q3|first|quarter|pm|k|eur)[ ]|\
                 [$€]?[0-9]{1,3}([.,’ ][0-9]{3}){0,2} ?(k|m|%|bn)?", 0..20)
        ) {
            let text = parts.concat();
            for (pattern, own) in MADE.iter() {
                let expression = Expression::new(pattern.clone().into()).with(Some(*own), None);
                let right: Vec<_> = regex_of(pattern).find_iter(&text).map(|one| one.range()).collect();
                prop_assert_eq!(expression.find(&text), right, "{} {:?}", pattern, text);
            }
        }
    }
}
