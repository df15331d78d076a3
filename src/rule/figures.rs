//! Figures: slots that are told by their look.

use super::automaton::Automaton;
use super::expression::Expression;
use super::language::sieve::{self, Sieve};
use super::looks;
use super::parts::Parts;
use super::plain::is_plain;
use super::slots::Slot;
use super::written::written;
use crate::word::Words;
use std::ops::Range;
use std::sync::LazyLock;

/// A slot found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What it is.
    pub slot: Slot,
    /// Words of the text.
    pub words: Range<usize>,
}

/// The expression of what is told by its look: an amount of `money`, an e-mail `address`, a `phone`
/// number, …
#[must_use]
pub fn look(name: &str) -> Option<&'static Expression> {
    static ALL: LazyLock<Vec<Expression>> = LazyLock::new(|| {
        let automata = Parts(include_bytes!(concat!(env!("OUT_DIR"), "/figures.automata")));
        let usual = Parts(include_bytes!(concat!(env!("OUT_DIR"), "/figures.usual")));
        let patterns = looks::NAMES.iter().filter_map(|name| looks::pattern(name));
        let made = automata.map(Automaton::of_bytes).zip(usual.map(|usual| str::from_utf8(usual).ok()));
        patterns
            .zip(made)
            .map(|(pattern, (own, usual))| Expression::new(pattern.into()).with(own, usual))
            .collect()
    });
    ALL.get(looks::NAMES.iter().position(|own| *own == name)?)
}

/// How far before and behind its digits a figure may reach, in bytes.
const REACH: usize = 64;

/// Which figures a text may hold: cheap to tell, and never wrongly no.
#[derive(Debug, Clone, Copy)]
pub struct Hints {
    /// It holds digits.
    digits: bool,
    /// The slots that it holds some word or sign of, one bit each.
    told: u32,
}

impl Hints {
    /// What the text that `sieve` is of may hold.
    #[must_use]
    pub fn of(sieve: &Sieve) -> Hints {
        static SIGNS: LazyLock<Vec<(Slot, Vec<Vec<u16>>)>> = LazyLock::new(|| {
            let grams = |words: &str| words.split(' ').map(sieve::grams).collect();
            SIGNS_OF.iter().map(|(slot, words)| (*slot, grams(words))).collect()
        });
        let signs = ['$', '€', '£', '¥'].into_iter().any(|sign| sieve.holds(sign));
        let mut told = (1 << Slot::Time.index()) | (1 << Slot::Year.index());
        for (slot, words) in SIGNS.iter() {
            let sign = *slot == Slot::Money && signs || *slot == Slot::Percent && sieve.holds('%');
            if sign || words.iter().any(|grams| sieve.has_grams(grams)) {
                told |= 1 << slot.index();
            }
        }
        Hints { digits: sieve.has_digit(), told }
    }

    /// Whether a figure of kind `slot` may begin among `range` of the text's words.
    #[must_use]
    pub fn may_hold(self, slot: Slot, words: &Words, range: &Range<usize>) -> bool {
        let told = self.told & 1 << slot.index() != 0;
        // The digits of a figure stand in its first word or in one of the two behind it.
        let end = (range.end + 2).min(words.list().len());
        let mut near = words.list()[range.start..end].iter().map(|word| words.form(word));
        match slot {
            Slot::Url => told,
            Slot::Number | Slot::Large => told || self.digits && near.any(has_digit),
            // `forty thousand euros` has no digit.
            Slot::Money | Slot::Percent => {
                let written = self.told & 1 << Slot::Number.index() != 0;
                told && (written || self.digits && near.any(has_digit))
            }
            Slot::Quarter => {
                told || self.digits && near.any(|form| has_digit(form) && form.contains(['q', 'h']))
            }
            // `2026-03-04` and `3/4/26` need no month.
            Slot::Date => self.digits && near.filter(|form| has_digit(form)).count() > usize::from(!told),
            _ => told && self.digits && near.any(has_digit),
        }
    }
}

/// Words and signs of which a figure needs one, or which are one without a digit. Of the numbers that
/// [`written`](super::written) knows these are the stems, fewer to ask each text for.
const SIGNS_OF: [(Slot, &str); 7] = [
    (
        Slot::Money,
        "usd eur gbp chf nok sek dkk pln cad aud nzd jpy cny inr brl mxn zar huf czk ron try isk sgd hkd krw us$ \
         dollar pound quid grand bucks cent pence reais kron franc frank zloty yen rupee peso rand",
    ),
    (Slot::Percent, "cent zent cien basis bps point"),
    (
        Slot::Number,
        "one two three four five six seven eight nine ten eleven twelve teen twenty thirty forty fifty ninety \
         hundred thousand dozen \
         zwei drei vier fünf fÜnf sechs sechz sieb acht neun zehn zwölf zwÖlf zwanzig hundert \
         deux trois quatre cinq sept huit dix douze treize quatorze quinze seize vingt trente quarante soixante \
         tres cuatro cinco seis siete ocho nueve diez doce trece catorce quince veint treinta cuarenta cincuenta \
         sesenta setenta ochenta noventa dieci cien quinient \
         twee drie vijf zes zeven negen tien twaalf twintig dertig veertig tachtig honderd \
         dois duas três trÊs quatro sete oito nove dez doze treze catorze vinte trinta quarenta cinquenta sessenta \
         oitenta duzent trezent quinhent \
         vent trent quarant cinquant sessant settant ottant novant tre quattro cinque sette undici dodici tredici \
         quindici sedici dici cento",
    ),
    (Slot::Large, "thousand million billion millia miljoen milh mili"),
    (
        Slot::Date,
        "jan feb fév fÉv mar mär mÄr maa apr avr abr may mai mei mag jun jui giu jul lug aug aoû aoÛ ago sep set oct okt \
         ott out nov dec dez dic",
    ),
    (Slot::Quarter, "quart half trimest kwart"),
    (Slot::Url, ":// www"),
];

fn has_digit(form: &str) -> bool {
    form.bytes().any(|byte| byte.is_ascii_digit() || !byte.is_ascii())
}

/// The figures of kind `slot` in `text`, as ranges of its words.
#[must_use]
pub fn figures(slot: Slot, text: &str, words: &Words) -> Vec<Found> {
    let list = words.list();
    let masked = masked(text);
    let text = masked.as_deref().unwrap_or(text);
    let places = match slot {
        Slot::Date | Slot::Year | Slot::Time => near_digits(text),
        _ => std::iter::once(0..text.len()).collect(),
    };
    if places.is_empty() {
        return Vec::new();
    }
    let Some(pattern) = look(slot.name()) else { return Vec::new() };
    let mut figures = match slot {
        Slot::Number | Slot::Percent | Slot::Money => written(slot, words),
        _ => Vec::new(),
    };
    for place in places {
        for found in pattern.find(&text[place.clone()]) {
            let (start, end) = (found.start + place.start, found.end + place.start);
            let first = list.partition_point(|word| (word.end as usize) <= start);
            let end = list.partition_point(|word| (word.start as usize) < end);
            if first < end {
                figures.push(Found { slot, words: first..end });
            }
        }
    }
    figures
}

/// A text of the same length in which the same figures stand, of plain characters: letters beyond
/// ASCII that no figure is written with give way to others that none is. `None` if the text is
/// plain already or holds other characters.
fn masked(text: &str) -> Option<String> {
    if is_plain(text) {
        return None;
    }
    let mut masked = String::with_capacity(text.len());
    let mut before = ' ';
    for c in text.chars() {
        let letter = matches!(c, '\u{c0}'..='\u{17e}') && c.is_alphabetic();
        let own =
            LETTERS.iter().any(|(first, own)| own.contains(c) && first.contains(before.to_ascii_lowercase()));
        match () {
            () if is_plain(c.encode_utf8(&mut [0; 4])) => masked.push(c),
            () if letter && !own => masked.push_str(&"xx"[..c.len_utf8()]),
            () => return None,
        }
        before = c;
    }
    Some(masked)
}

/// Letters beyond ASCII of words that figures are written with, and what stands before them:
/// `février`, `deuxième`, `märz`, `nächstes`, `próximo`, `milhões`, `août`.
const LETTERS: [(&str, &str); 6] =
    [("f", "éÉ"), ("i", "èÈ"), ("mn", "äÄ"), ("r", "óÓ"), ("h", "õÕ"), ("o", "ûÛ")];

/// The parts of a text that figures with digits may stand in, parted at white space.
fn near_digits(text: &str) -> Vec<Range<usize>> {
    let mut places: Vec<Range<usize>> = Vec::new();
    let begins = |(_, byte): &(usize, u8)| byte.is_ascii_digit() || *byte >= 0xc0;
    for (at, _) in text.bytes().enumerate().filter(begins) {
        let Some(c) = text[at..].chars().next().filter(|c| c.is_ascii() || c.is_numeric()) else { continue };
        match places.last_mut() {
            Some(last) if at < last.end + 2 * REACH => last.end = at + c.len_utf8(),
            _ => places.push(at..at + c.len_utf8()),
        }
    }
    for place in &mut places {
        let start = text.floor_char_boundary(place.start.saturating_sub(REACH));
        let end = text.ceil_char_boundary((place.end + REACH).min(text.len()));
        place.start = text[..start].rfind(char::is_whitespace).unwrap_or(0);
        place.end = text[end..].find(char::is_whitespace).map_or(text.len(), |at| end + at);
    }
    places.dedup_by(|next, last| {
        let touches = next.start <= last.end;
        if touches {
            last.end = last.end.max(next.end);
        }
        touches
    });
    places
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::rule::built_in::{figures as figures_written, regex_of};
    use crate::rule::expression;
    use proptest::prelude::*;

    /// The figures of that kind, as written.
    pub(in crate::rule) fn seen(slot: Slot, text: &str) -> Vec<String> {
        let words = Words::of(text);
        figures(slot, text, &words)
            .iter()
            .map(|found| {
                let list = &words.list()[found.words.clone()];
                text[list[0].start as usize..list[list.len() - 1].end as usize].to_owned()
            })
            .collect()
    }

    proptest! {
        #[test]
        fn a_masked_text_holds_the_same_figures(
            parts in proptest::collection::vec(
                "[0-9]{1,5}|[a-zA-Zéèäóõûößçñāž]{1,4}|[ .,/%$-]|[€’–\u{a0}]|5 (février|août|märz|milhões|Märzen|moût)|\
                 (deuxième|DEUXIÈME) trimestre|nächstes quartal|próximo trimestre|Q3é|éQ3|1º|ª|ſix|\u{212a}|ten é|étén", 0..16)
        ) {
            let text = parts.concat();
            if let Some(masked) = masked(&text) {
                prop_assert_eq!(masked.len(), text.len());
                for pattern in figures_written() {
                    let places = |text: &str| -> Vec<_> {
                        regex_of(&pattern).find_iter(text).map(|one| one.range()).collect()
                    };
                    prop_assert_eq!(places(&masked), places(&text), "{} {:?}", pattern, text);
                }
            }
        }
    }

    #[test]
    fn every_pattern_compiles() {
        for slot in Slot::ALL.iter().copied() {
            let figure_slot = matches!(
                slot,
                Slot::Money
                    | Slot::Percent
                    | Slot::Number
                    | Slot::Large
                    | Slot::Date
                    | Slot::Year
                    | Slot::Quarter
                    | Slot::Time
                    | Slot::Url
            );
            assert_eq!(look(slot.name()).is_some(), figure_slot, "{slot:?}");
            assert_eq!(look(slot.name()).and_then(|own| expression::mistake(own.as_str())), None, "{slot:?}");
        }
    }

    #[test]
    fn figures_are_told_by_their_look() {
        assert_eq!(
            seen(Slot::Money, "worth $14.1 million or 40.000 EUR, £38k"),
            ["14.1 million", "40.000 EUR", "38k"]
        );
        assert_eq!(
            seen(Slot::Percent, "up 18 % and 4.5 percent, 40 Prozent"),
            ["18", "4.5 percent", "40 Prozent"]
        );
        assert_eq!(seen(Slot::Quarter, "our Q3 2026, next quarter, H1"), ["Q3 2026", "next quarter", "H1"]);
        assert_eq!(
            seen(Slot::Date, "on 12 May 2026 or March 3; 2026-01-02"),
            ["12 May 2026", "March 3", "2026-01-02"]
        );
        assert_eq!(seen(Slot::Number, "from 6 to twelve, 500k"), ["6", "twelve", "500k"]);
        assert_eq!(seen(Slot::Number, "thirty-four of them"), ["thirty-four"]);
        assert_eq!(
            seen(Slot::Large, "in 2026 we sold 40,000 of 300, 18 000 or half a million"),
            ["40,000", "18 000", "half a million"]
        );
        assert_eq!(
            seen(Slot::Percent, "sixty percent, up eight per cent"),
            ["sixty percent", "eight per cent"]
        );
        assert_eq!(
            seen(Slot::Money, "349 kroner and forty thousand euros"),
            ["349 kroner", "forty thousand euros"]
        );
        assert_eq!(seen(Slot::Time, "at 9:00 a.m. or 17 Uhr"), ["9:00 a.m", "17 Uhr"]);
    }
}
