//! Figures: numbers with what they count, so that `40k sensors` is `40,000 sensors`.

use crate::rule::expression::Expression;
use crate::rule::figures;
use crate::rule::slots::Slot;
use crate::word::Words;
use std::borrow::Cow;
use std::ops::Range;

/// A number with what it counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// The number written out in full: `40000`, `4.1`.
    value: String,
    unit: Unit,
    /// The words around it, folded and in the singular.
    around: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Unit {
    None,
    Percent,
    /// In lower case: `eur`.
    Money(&'static str),
}

/// How many words on either side may say what a number counts.
const AROUND: usize = 4;

static NUMBER: Expression = Expression::new(Cow::Borrowed(concat!(
    r"(?i)(?P<before>[$€£¥]|\b(?:usd|eur|gbp|chf|brl|r\$)\s?)?\s?",
    r"(?P<number>\d{1,3}(?:[ .,'’\x{a0}\x{202f}\x{2009}]\d{3})+(?:[.,]\d{1,2})?\b|\d+(?:[.,]\d+)?)",
    r"(?P<scale>(?:k|m|mn|mio|mln|bn|b|mrd|tn)\b|[\s\x{a0}-]?(?:mn|mio\.?|mln|bn|mrd\.?|thousand|tausend|duizend|million(?:en|s)?|millones|millón|miljoen|milh(?:ões|ão)|milion[ei]|billion|milliarden?|milliards?|miljard|bilh(?:ões|ão)|miliard[oi]|trillion)\b)?",
    r"(?P<after>\s?(?:%|[$€£¥]|(?:per\s?cent|percent|prozent|pour\s?cent|por\s?ciento|procent|por\s?cento|per\s?cento|usd|eur|gbp|chf|brl|euros?|dollars?|pounds|reais)\b))?",
)));

/// The figures in a text. Years, quarters and dates are none: they say when and not how much.
#[must_use]
pub fn figures(text: &str) -> Vec<Figure> {
    let words = Words::of(text);
    let when: Vec<Range<usize>> = [Slot::Date, Slot::Quarter]
        .into_iter()
        .flat_map(|slot| figures::figures(slot, text, &words))
        .map(|found| words.list()[found.words].iter())
        .filter_map(|mut found| {
            let first = found.next()?;
            Some(first.start as usize..found.last().unwrap_or(first).end as usize)
        })
        .collect();
    NUMBER
        .captures(text)
        .filter_map(|found| {
            let own = found.get_group_by_name("number")?.range();
            let digits = &text[own.clone()];
            let part = |name: &str| found.get_group_by_name(name).map_or("", |part| &text[part.range()]);
            let dated = when.iter().any(|when| when.contains(&own.start));
            if dated || within_word(text, &own, part("before").is_empty(), part("scale").is_empty()) {
                return None;
            }
            let unit = unit(part("before"), part("after"));
            let is_year = own.len() == 4 && matches!(digits.parse(), Ok(1900..=2100));
            if is_year && unit == Unit::None && part("scale").is_empty() {
                return None;
            }
            let whole = found.get_group(0)?.range();
            Some(Figure {
                value: value(digits, scale(part("scale")), &unit),
                unit,
                around: around(&words, &whole),
            })
        })
        .collect()
}

/// Whether one of `held` says the same as `figure`: the same amount of the same thing, as far as
/// the thing is told.
#[must_use]
pub fn holds(held: &[Figure], figure: &Figure) -> bool {
    held.iter().any(|own| {
        let silent = own.around.is_empty() || figure.around.is_empty();
        let money = matches!(own.unit, Unit::Money(_));
        own.value == figure.value
            && own.unit == figure.unit
            && (money || silent || own.around.iter().any(|word| figure.around.contains(word)))
    })
}

/// Whether the digits belong to a word or a longer code: `FY2025`, `COVID-19`, `3rd`, `09:30`.
fn within_word(text: &str, range: &Range<usize>, bare: bool, unscaled: bool) -> bool {
    let mut before = text[..range.start].chars().rev();
    let mut after = text[range.end..].chars();
    let (one, two) = (before.next(), before.next());
    let joined = one.is_some_and(|c| c.is_alphanumeric() || c == '#')
        || one.is_some_and(|c| matches!(c, '-' | '.' | ',' | ':' | '/'))
            && two.is_some_and(char::is_alphanumeric);
    let next = after.next();
    let ordinal = unscaled && next.is_some_and(char::is_alphabetic);
    let clock = next == Some(':') && after.next().is_some_and(|c| c.is_ascii_digit());
    bare && joined || ordinal || clock
}

fn unit(before: &str, after: &str) -> Unit {
    let sign = |sign: &str| {
        Some(match sign.trim().to_lowercase().as_str() {
            "$" | "usd" | "dollar" | "dollars" => "usd",
            "€" | "eur" | "euro" | "euros" => "eur",
            "£" | "gbp" | "pounds" => "gbp",
            "¥" => "jpy",
            "chf" => "chf",
            "brl" | "r$" | "reais" => "brl",
            _ => return None,
        })
    };
    match sign(before).or_else(|| sign(after)) {
        Some(money) => Unit::Money(money),
        None if after.trim().is_empty() => Unit::None,
        None => Unit::Percent,
    }
}

/// By how many powers of ten a word raises a number.
fn scale(word: &str) -> usize {
    let word = word.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase();
    match word.as_str() {
        "" => 0,
        "k" | "thousand" | "tausend" | "duizend" => 3,
        "tn" | "trillion" => 12,
        "bn" | "b" | "mrd" | "billion" => 9,
        _ if ["milliard", "miljard", "miliard", "bilh"].iter().any(|begin| word.starts_with(begin)) => 9,
        _ => 6,
    }
}

/// The number in full, times ten to the `scale`.
fn value(number: &str, scale: usize, unit: &Unit) -> String {
    let groups: Vec<&str> = number.split(|c: char| !c.is_ascii_digit()).collect();
    let signs: Vec<char> = number.chars().filter(|c| !c.is_ascii_digit()).collect();
    // `4.125 %`, `1.250 million` and `0.125` hold fractions; `4.125` and `1,200` thousands.
    let lone = signs.len() == 1 && matches!(signs[0], '.' | ',');
    let fraction = lone && (*unit == Unit::Percent || scale > 0 || groups[0] == "0");
    let parted = match groups.as_slice() {
        [_] => false,
        [.., last] => fraction || last.len() != 3 || signs.len() > 1 && signs.last() != signs.first(),
        [] => false,
    };
    let (whole, rest) =
        if parted { groups.split_at(groups.len() - 1) } else { (groups.as_slice(), [].as_slice()) };
    let mut digits = whole.concat();
    let mut rest = rest.concat();
    let moved = scale.min(rest.len());
    digits.push_str(&rest[..moved]);
    digits.push_str(&"0".repeat(scale - moved));
    rest.drain(..moved);
    let digits = digits.trim_start_matches('0');
    let rest = rest.trim_end_matches('0');
    let digits = if digits.is_empty() { "0" } else { digits };
    if rest.is_empty() { digits.to_owned() } else { format!("{digits}.{rest}") }
}

/// The words that may say what is counted.
fn around(words: &Words, range: &Range<usize>) -> Vec<String> {
    let list = words.list();
    if list.is_empty() {
        return Vec::new();
    }
    let first = list.partition_point(|word| (word.end as usize) <= range.start).min(list.len() - 1);
    let end = list.partition_point(|word| (word.start as usize) < range.end).max(first + 1);
    let from = words.sentence_start(first).max(first.saturating_sub(AROUND));
    let to = words.sentence_end(end - 1).min(end + AROUND);
    list[from..first]
        .iter()
        .chain(&list[end.min(to)..to])
        .map(|word| words.form(word))
        .filter(|form| form.chars().count() > 2 && !form.contains(|c: char| c.is_ascii_digit()))
        .filter(|form| !SMALL.contains(form))
        .map(|form| form.strip_suffix('s').unwrap_or(form).to_owned())
        .collect()
}

/// Words that count nothing.
const SMALL: [&str; 44] = [
    "the", "our", "and", "with", "for", "from", "have", "has", "had", "more", "than", "over", "are", "was",
    "were", "now", "that", "this", "about", "almost", "nearly", "around", "million", "millions", "billion",
    "thousand", "percent", "cent", "last", "year", "quarter", "month", "week", "per", "its", "their", "than",
    "und", "unsere", "mehr", "als", "nos", "plus", "report",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str) -> Vec<String> {
        figures(text).into_iter().map(|figure| figure.value).collect()
    }

    #[track_caller]
    fn same(one: &str, other: &str) {
        assert!(figures(one).iter().all(|figure| holds(&figures(other), figure)), "{one} / {other}");
        assert!(!figures(one).is_empty(), "{one}");
    }

    #[track_caller]
    fn differ(one: &str, other: &str) {
        assert!(!figures(one).iter().all(|figure| holds(&figures(other), figure)), "{one} / {other}");
    }

    #[test]
    fn a_number_has_one_value_in_every_spelling() {
        assert_eq!(values("40,000 40.000 40 000 40’000 40k 40 thousand"), ["40000"; 6]);
        assert_eq!(values("1.2 million, 1,200,000, 1.2m, 1,2 Millionen, 1200k"), ["1200000"; 5]);
        assert_eq!(values("4.1%, 4,1 %, 4.10 per cent"), ["4.1"; 3]);
        assert_eq!(values("£84m and €3.5bn and $1,200.50"), ["84000000", "3500000000", "1200.5"]);
        assert_eq!(values("4.125 % and 0.125 and 4.125 sensors"), ["4.125", "0.125", "4125"]);
    }

    #[test]
    fn what_says_when_is_no_figure() {
        assert_eq!(
            values("In 2025, in Q3 2026, on 12 May 2026, FY2025, at 09:30, the 3rd, COVID-19"),
            [""; 0]
        );
        assert_eq!(values("2,025 sensors and £2025"), ["2025", "2025"]);
    }

    #[test]
    fn the_thing_counted_is_compared_where_it_is_told() {
        same("We have 40k sensors in the field.", "40,000 sensors in the field");
        same("our 1.2m customers", "FY25 report: 1.2 million customers, £84m revenue");
        same("Sales were £84m.", "FY25 report: 1.2 million customers, £84m revenue");
        differ("We have 40,000 customers.", "40,000 sensors in the field");
        differ("The margin is 40%.", "40 sensors in the field");
        differ("It cost €84m.", "£84m revenue");
        differ("Churn is 4.1%.", "4.1% AER");
        differ("We have 41,000 sensors.", "40,000 sensors in the field");
    }

    proptest::proptest! {
        #[test]
        fn every_text_has_figures_or_none(text in "([0-9]{1,7}|[ .,’%€$-]|k|m|million|May|[a-z]{1,4}|\\PC){0,24}") {
            let found = figures(&text);
            proptest::prop_assert!(found.iter().all(|figure| holds(&found, figure)));
        }
    }
}
