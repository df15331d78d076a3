//! Slots: places in a phrase that stand for a kind of thing.

use crate::word::Words;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

macro_rules! slots {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)*) => {
        /// A kind of thing that a phrase asks for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Slot { $($(#[$doc])* $variant,)* }

        impl Slot {
            /// Every slot, in the order of the documentation.
            pub const ALL: &[Slot] = &[$(Slot::$variant,)*];

            /// Its name in a phrase, without braces.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Slot::$variant => $name,)* }
            }
        }
    };
}

slots! {
    /// An organisation or person by proper name that is not the employer.
    Org = "org",
    /// An unlisted organisation whose name has several words and is no person's and no everyday
    /// expression: surely a company.
    Firm = "firm",
    /// The company, its brands and products.
    Brand = "brand",
    /// The company by name, or a brand.
    Employer = "employer",
    /// A listed customer, partner or supplier.
    Party = "party",
    /// A listed party that is a platform or tool everybody writes about.
    Tool = "tool",
    /// A listed codename.
    Project = "project",
    /// A listed confidential term.
    Term = "term",
    /// Somebody who works for the company.
    Employee = "employee",
    /// An amount of money.
    Money = "money",
    /// A percentage.
    Percent = "percent",
    /// A number, in digits or written out.
    Number = "number",
    /// A number of a thousand or more that is no year.
    Large = "large",
    /// A date.
    Date = "date",
    /// A year.
    Year = "year",
    /// A quarter or half of a year.
    Quarter = "quarter",
    /// A time of day.
    Time = "time",
    /// A weekday.
    Weekday = "weekday",
    /// A month.
    Month = "month",
    /// We, our, us, my company, the employer.
    We = "we",
    /// Any one word.
    Word = "word",
    /// Any one capitalised word.
    Capital = "Word",
    /// One to five words of a job title.
    Role = "role",
    /// A web address.
    Url = "url",
}

impl Slot {
    /// The slot of that name.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Slot> {
        Slot::ALL.iter().copied().find(|slot| slot.name() == name)
    }

    /// All names, for messages.
    #[must_use]
    pub fn names() -> String {
        Slot::ALL.iter().map(|slot| format!("{{{}}}", slot.name())).collect::<Vec<_>>().join(", ")
    }

    /// The word list that says what the slot stands for, for slots that are word lists.
    #[must_use]
    pub fn list(self) -> Option<&'static str> {
        match self {
            Slot::We => Some("we"),
            Slot::Weekday => Some("weekday"),
            Slot::Month => Some("month"),
            _ => None,
        }
    }

    /// Whether the slot is found by the look of its figures alone.
    #[must_use]
    pub fn is_figure(self) -> bool {
        figure(self).is_some()
    }
}

/// A slot found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What it is.
    pub slot: Slot,
    /// Words of the text.
    pub words: Range<usize>,
}

const AMOUNT: &str = r"\d[\d.,\u{a0}\u{202f}’']*(?:\s?(?:k|m|mn|bn|mio|mrd|mln|thousand|million|billion|millionen|milliarden|millions?|milliards?|millones|miljoen|miljard|milhões|milioni|miliardi)\b)?";
const MONTHS: &str = r"(?:jan(?:uary|uar|vier)?|feb(?:ruary|ruar)?|f[ée]v(?:rier)?|mar(?:ch|zo|s)?|märz|maart|apr(?:il|ile)?|avril|abril|may|mai|mei|mayo|maggio|june?|juni|juin|junio|juni|giugno|july?|juli|juillet|julio|luglio|aug(?:ust|ustus)?|août|agosto|sep(?:t(?:ember|embre)?)?|septiembre|settembre|o[ck]t(?:ober|obre)?|octubre|ottobre|nov(?:ember|embre|iembre)?|de[czc](?:ember|embre)?|diciembre|dezember|dicembre)";
const UNITS: &str = "(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|hundreds?|a hundred|thousands|a dozen|dozens";
const CURRENCIES: &str =
    "usd|eur|gbp|chf|nok|sek|dkk|pln|cad|aud|nzd|jpy|cny|inr|brl|mxn|zar|huf|czk|ron|try|isk|sgd|hkd|krw";

/// The pattern of a slot that is told by its look.
fn figure(slot: Slot) -> Option<&'static Regex> {
    static MONEY: LazyLock<Option<Regex>> = LazyLock::new(|| {
        compile(&format!(
            r"(?i)(?:(?:[$€£¥]|\b(?:{CURRENCIES}|us\$|r\$|kr|rs)\s?)\s?{AMOUNT}|\b(?:{AMOUNT}|(?:{UNITS})(?: (?:hundred|thousand|million|billion|grand))*)\s?(?:[$€£¥]|(?:{CURRENCIES}|euros?|dollars?|pounds?|pounds sterling|quid|grand|bucks|cents?|pence|reais|kroner|kronor|krona|kr|francs?|franken|zloty|yen|rupees?|pesos?|rand)\b))"
        ))
    });
    static PERCENT: LazyLock<Option<Regex>> = LazyLock::new(|| {
        compile(&format!(
            r"(?i)\b(?:\d[\d.,]*|(?:{UNITS})(?: (?:hundred|thousand))?)\s?(?:%|per\s?cent\b|percent\b|prozent\b|pour\s?cent\b|por\s?ciento\b|procent\b|por\s?cento\b|per\s?cento\b|basis\spoints\b|bps\b|percentage points?\b|points\b)"
        ))
    });
    static NUMBER: LazyLock<Option<Regex>> =
        LazyLock::new(|| compile(&format!(r"(?i)(?:\b{AMOUNT}|\b(?:{UNITS})\b)")));
    static LARGE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        compile(&format!(
            r"(?i)\b(?:\d{{1,3}}(?:[.,\u{{a0}}\u{{202f}}’' ]\d{{3}})+|\d{{5,}}|(?:1[0-8]|2[1-9]|[3-9]\d)\d\d|(?:\d[\d.,]*|{UNITS}|half a|a|several|many|few)[ -]?(?:k|thousand|million|billion|mn|bn|mio|mrd|millionen|milliards?|millones|miljoen|milhões|milioni))\b"
        ))
    });
    static DATE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        compile(&format!(
            r"(?i)\b(?:\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}|\d{{1,2}}(?:st|nd|rd|th|er|\.|º)?\s(?:of\s|de\s)?{MONTHS}\b\.?(?:,?\s(?:de\s)?\d{{4}})?|{MONTHS}\b\.?\s\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s\d{{4}})?|{MONTHS}\s\d{{4}}\b)"
        ))
    });
    static YEAR: LazyLock<Option<Regex>> = LazyLock::new(|| compile(r"\b(?:FY\s?)?(?:19|20)\d\d\b"));
    static QUARTER: LazyLock<Option<Regex>> = LazyLock::new(|| {
        compile(
            r"(?i)\b(?:q[1-4](?:[\s/]?(?:20)?\d\d)?|[1-4]q\d\d|h[12](?:\s?20\d\d)?|(?:first|second|third|fourth|last|next|this|1st|2nd|3rd|4th|coming) (?:fiscal )?(?:quarter|half)|(?:first|second)[- ]half|(?:erstes|zweites|drittes|viertes|nächstes|letztes) quartal|(?:premier|deuxième|troisième|quatrième|prochain) trimestre|(?:primer|segundo|tercer|cuarto|próximo) trimestre|(?:eerste|tweede|derde|vierde|volgend) kwartaal|(?:primeiro|terceiro|quarto) trimestre|(?:primo|secondo|terzo|prossimo) trimestre)\b",
        )
    });
    static TIME: LazyLock<Option<Regex>> = LazyLock::new(|| {
        compile(
            r"(?i)\b(?:[01]?\d|2[0-3])(?:[:.h]\d\d(?::\d\d)?(?:\s?[ap]\.?m\b\.?)?|\s?[ap]\.?m\b\.?|\s?(?:uhr|h|heures?|uur)\b)",
        )
    });
    static URL: LazyLock<Option<Regex>> = LazyLock::new(|| compile(r#"(?i)\b(?:https?://|www\.)[^\s<>"]+"#));
    match slot {
        Slot::Money => MONEY.as_ref(),
        Slot::Percent => PERCENT.as_ref(),
        Slot::Number => NUMBER.as_ref(),
        Slot::Large => LARGE.as_ref(),
        Slot::Date => DATE.as_ref(),
        Slot::Year => YEAR.as_ref(),
        Slot::Quarter => QUARTER.as_ref(),
        Slot::Time => TIME.as_ref(),
        Slot::Url => URL.as_ref(),
        _ => None,
    }
}

fn compile(pattern: &str) -> Option<Regex> {
    Regex::new(pattern).ok()
}

/// The figures of kind `slot` in `text`, as ranges of its words.
#[must_use]
pub fn figures(slot: Slot, text: &str, words: &Words) -> Vec<Found> {
    let Some(pattern) = figure(slot) else { return Vec::new() };
    let list = words.list();
    pattern
        .find_iter(text)
        .filter_map(|found| {
            let first = list.partition_point(|word| (word.end as usize) <= found.start());
            let end = list.partition_point(|word| (word.start as usize) < found.end());
            (first < end).then_some(Found { slot, words: first..end })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

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
        for slot in Slot::ALL {
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
            assert_eq!(slot.is_figure(), figure_slot, "{slot:?}");
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
