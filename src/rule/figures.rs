//! Figures: slots that are told by their look.

use super::expression::Expression;
use super::language::sieve::{self, Sieve};
use super::slots::Slot;
use crate::word::Words;
use std::borrow::Cow;
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

const AMOUNT: &str = r"\d[\d.,\u{a0}\u{202f}’']*(?:\s?(?:k|m|mn|bn|mio|mrd|mln|thousand|million|billion|millionen|milliarden|millions?|milliards?|millones|millón|miljoen|miljard|milhões|milhão|milioni|milione|miliardi|mila|mil|tausend|duizend)\b)?";
const MONTHS: &str = r"(?:jan(?:uary|uari|uar|vier|eiro)?|gennaio|enero|feb(?:ruary|ruari|ruar|rero|braio)?|f[ée]v(?:rier|ereiro)?|mar(?:ch|ço|zo|s)?|märz|maart|apr(?:il|ile)?|avril|abril|may|mai|mei|maio|mayo|maggio|june?|juni|juin|junio|junho|giugno|july?|juli|juillet|julio|julho|luglio|aug(?:ust|ustus)?|août|agosto|sep(?:t(?:ember|embre)?)?|septiembre|setembro|settembre|o[ck]t(?:ober|obre)?|octubre|outubro|ottobre|nov(?:ember|embre|embro|iembre)?|de[cz](?:ember|embre|embro)?|diciembre|dicembre)";
const UNITS: &str = "(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|hundreds?|a hundred|thousands|a dozen|dozens";
const CURRENCIES: &str =
    "usd|eur|gbp|chf|nok|sek|dkk|pln|cad|aud|nzd|jpy|cny|inr|brl|mxn|zar|huf|czk|ron|try|isk|sgd|hkd|krw";

/// The pattern of a slot that is told by its look.
fn figure(slot: Slot) -> Option<&'static Expression> {
    static MONEY: LazyLock<Expression> = LazyLock::new(|| {
        expression(format!(
            r"(?i)(?:(?:[$€£¥]|\b(?:{CURRENCIES}|us\$|r\$)\s?)\s?{AMOUNT}|\b(?:{AMOUNT}|(?:{UNITS})(?: (?:hundred|thousand|million|billion|grand))*)\s?(?:d[ei]\s|d['’])?(?:[$€£¥]|(?:{CURRENCIES}|euros?|dollars?|pounds?|pounds sterling|quid|grand|bucks|cents?|pence|reais|kroner|kronor|krona|francs?|franken|zloty|yen|rupees?|pesos?|rand)\b))"
        ))
    });
    static PERCENT: LazyLock<Expression> = LazyLock::new(|| {
        expression(format!(
            r"(?i)\b(?:\d[\d.,]*|(?:{UNITS})(?: (?:hundred|thousand))?)\s?(?:%|per\s?cent\b|percent\b|prozent\b|pour\s?cent\b|por\s?ciento\b|procent\b|por\s?cento\b|per\s?cento\b|basis\spoints\b|bps\b|percentage points?\b|points\b)"
        ))
    });
    static NUMBER: LazyLock<Expression> =
        LazyLock::new(|| expression(format!(r"(?i)(?:\b{AMOUNT}|\b(?:{UNITS})\b)")));
    static LARGE: LazyLock<Expression> = LazyLock::new(|| {
        expression(format!(
            r"(?i)\b(?:\d{{1,3}}(?:[.,\u{{a0}}\u{{202f}}’' ]\d{{3}})+|\d{{5,}}|(?:1[0-8]|2[1-9]|[3-9]\d)\d\d|(?:\d[\d.,]*|{UNITS}|half a|a|several|many|few)[ -]?(?:k|thousand|million|billion|mn|bn|mio|mrd|millionen|milliards?|millones|miljoen|milhões|milioni))\b"
        ))
    });
    static DATE: LazyLock<Expression> = LazyLock::new(|| {
        expression(format!(
            r"(?i)\b(?:\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}|\d{{1,2}}(?:st|nd|rd|th|er|\.|º)?\s(?:of\s|de\s)?{MONTHS}\b\.?(?:,?\s(?:de\s)?\d{{4}})?|{MONTHS}\b\.?\s\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s\d{{4}})?|{MONTHS}\s\d{{4}}\b)"
        ))
    });
    static YEAR: LazyLock<Expression> = LazyLock::new(|| expression(r"\b(?:FY\s?)?(?:19|20)\d\d\b"));
    static QUARTER: LazyLock<Expression> = LazyLock::new(|| {
        expression(
            r"(?i)\b(?:q[1-4](?:[\s/]?(?:20)?\d\d)?|[1-4]q\d\d|h[12](?:\s?20\d\d)?|(?:first|second|third|fourth|last|next|this|1st|2nd|3rd|4th|coming) (?:fiscal )?(?:quarter|half)|(?:first|second)[- ]half|(?:erste|zweite|dritte|vierte|nächste|letzte|kommende|vergangene)[sn]? quartals?|(?:premier|deuxième|troisième|quatrième|prochain|dernier) trimestre|(?:primer|segundo|tercer|cuarto|próximo|último) trimestre|(?:eerste|tweede|derde|vierde|volgend|laatste|afgelopen|komend) kwartaal|(?:primeiro|terceiro|quarto) trimestre|(?:primo|secondo|terzo|quarto|prossimo|scorso|ultimo) trimestre)\b",
        )
    });
    static TIME: LazyLock<Expression> = LazyLock::new(|| {
        expression(
            r"(?i)\b(?:[01]?\d|2[0-3])(?:[:.h]\d\d(?::\d\d)?(?:\s?[ap]\.?m\b\.?)?|\s?[ap]\.?m\b\.?|\s?(?:uhr|h|heures?|uur)\b)",
        )
    });
    static URL: LazyLock<Expression> = LazyLock::new(|| expression(r#"(?i)\b(?:https?://|www\.)[^\s<>"]+"#));
    match slot {
        Slot::Money => Some(&MONEY),
        Slot::Percent => Some(&PERCENT),
        Slot::Number => Some(&NUMBER),
        Slot::Large => Some(&LARGE),
        Slot::Date => Some(&DATE),
        Slot::Year => Some(&YEAR),
        Slot::Quarter => Some(&QUARTER),
        Slot::Time => Some(&TIME),
        Slot::Url => Some(&URL),
        _ => None,
    }
}

fn expression(pattern: impl Into<Cow<'static, str>>) -> Expression {
    Expression::new(pattern.into())
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
        // €, £ and ¥ are beyond ASCII.
        let signs = sieve.holds(b'$') || sieve.holds(0x80);
        let mut told = (1 << Slot::Time.index()) | (1 << Slot::Year.index());
        for (slot, words) in SIGNS.iter() {
            let sign = *slot == Slot::Money && signs || *slot == Slot::Percent && sieve.holds(b'%');
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

/// Words and signs of which a figure needs one, or which are one without a digit.
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
         hundred thousand dozen",
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
    let places = match slot {
        Slot::Date | Slot::Year | Slot::Time => near_digits(text),
        _ => std::iter::once(0..text.len()).collect(),
    };
    if places.is_empty() {
        return Vec::new();
    }
    let Some(pattern) = figure(slot) else { return Vec::new() };
    let found = places.into_iter().flat_map(|place| {
        let start = place.start;
        pattern.find(&text[place]).map(move |found| found.start + start..found.end + start)
    });
    found
        .filter_map(|found| {
            let first = list.partition_point(|word| (word.end as usize) <= found.start);
            let end = list.partition_point(|word| (word.start as usize) < found.end);
            (first < end).then_some(Found { slot, words: first..end })
        })
        .collect()
}

/// The parts of a text that figures with digits may stand in, parted at white space.
fn near_digits(text: &str) -> Vec<Range<usize>> {
    let mut places: Vec<Range<usize>> = Vec::new();
    let digit = |c: char| c.is_ascii_digit() || !c.is_ascii() && c.is_numeric();
    for (at, c) in text.char_indices().filter(|(_, c)| digit(*c)) {
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
mod tests {
    use super::*;
    use crate::rule::expression;

    fn seen(slot: Slot, text: &str) -> Vec<String> {
        let words = Words::of(text);
        figures(slot, text, &words)
            .iter()
            .map(|found| {
                let list = &words.list()[found.words.clone()];
                text[list[0].start as usize..list[list.len() - 1].end as usize].to_owned()
            })
            .collect()
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
            assert_eq!(figure(slot).is_some(), figure_slot, "{slot:?}");
            assert_eq!(figure(slot).and_then(|own| expression::mistake(own.as_str())), None, "{slot:?}");
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
