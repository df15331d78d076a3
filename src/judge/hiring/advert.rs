//! What an advert says, and whether it holds a detail that a post tells.

use crate::rule::expression::Expression;
use crate::word::{Case, Gap, Words};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// How much of a detail's own words the advert has to hold.
const ENOUGH: (usize, usize) = (3, 5);

/// Words that say nothing of their own in a detail.
const EMPTY: &str = " a an the and or of to in at on for from by with as is are be been was were it its this that these \
    those there here we our us you your i my me they their who which what will would can could should might do does \
    have has had get gets got more most about around roughly nearly over up per plus than then also just only even \
    directly straight new next first round rounds stage stages step steps position role post job vacancy opening \
    candidate person year month week day runs lasts ";

/// What stands beside the date of a start, in any wording.
const START: &str = " start starts starting begin begins beginning beginn eintritt début entrée inicio incorporación \
    aanvang início inizio ab dès ";

/// The text of one advert, or of several, taken apart.
#[derive(Debug, Default)]
pub(super) struct Advert {
    words: BTreeSet<String>,
    figures: BTreeSet<String>,
}

impl Advert {
    /// Adds what `text` says.
    pub(super) fn add(&mut self, text: &str) {
        let words = Words::of(text);
        self.words.extend(words.list().iter().map(|word| stem(words.form(word)).to_owned()));
        self.figures.extend(figures(text));
    }

    /// Whether the advert gives the figures that `detail` gives, whatever it calls them.
    pub(super) fn holds_figures(&self, detail: &str) -> bool {
        let told = figures(detail);
        if told.is_empty() { self.holds(detail) } else { self.has_all(&told) }
    }

    /// Whether the advert gives the last day to apply that `detail` gives, in whatever wording: its
    /// figures but for the year, and its month where that has a capital.
    pub(super) fn holds_day(&self, detail: &str) -> bool {
        let mut told = figures(detail);
        told.retain(|figure| figure.len() < 4);
        let words = Words::of(detail);
        let names = words.list().iter().skip(1).filter(|word| word.case == Case::Capital);
        self.has_all(&told) && names.map(|word| stem(words.form(word))).all(|name| self.words.contains(name))
    }

    fn has_all(&self, told: &[String]) -> bool {
        told.iter().all(|figure| self.figures.contains(figure))
    }

    /// Whether the advert says what `detail` says: every figure and every name in it, and most of
    /// its other words.
    pub(super) fn holds(&self, detail: &str) -> bool {
        let told = figures(detail);
        if !self.has_all(&told) {
            return false;
        }
        let words = Words::of(detail);
        let (mut all, mut held) = (0, 0);
        for (at, word) in words.list().iter().enumerate() {
            let form = words.form(word);
            let spaced = format!(" {form} ");
            let dated = !told.is_empty() && START.contains(&spaced);
            if is_figure(form) || EMPTY.contains(&spaced) || dated || form.contains('\'') {
                continue;
            }
            let holds = self.words.contains(stem(form));
            let name = at > 0 && word.case == Case::Capital && !word.gap.has(Gap::END);
            if name && !holds {
                return false;
            }
            all += 1;
            held += usize::from(holds);
        }
        if all == 0 { !told.is_empty() } else { held * ENOUGH.1 >= all * ENOUGH.0 }
    }
}

/// A word without its ending: `reports` and `reporting` are one.
fn stem(form: &str) -> &str {
    let keep = |ending: &str| form.strip_suffix(ending).filter(|rest| rest.chars().count() > 2);
    if form.ends_with("ss") || form.ends_with("us") || form.ends_with("is") {
        return form;
    }
    ["ing", "ed", "es", "s", "e"].iter().find_map(|ending| keep(ending)).unwrap_or(form)
}

fn is_figure(form: &str) -> bool {
    form.starts_with(|c: char| c.is_ascii_digit()) || written(form).is_some()
}

/// Numbers as words write them out, in the languages of the rules, but for what is another word in one of
/// them: `once`, `due`, `sept`, `sei`.
const WRITTEN: [(u32, &str); 30] = [
    (1, "one eins"),
    (2, "two zwei zwo deux twee dois duas"),
    (3, "three drei trois tres drie três"),
    (4, "four vier quatre cuatro quatro quattro"),
    (5, "five fünf cinq cinco vijf cinque"),
    (6, "six sechs seis zes"),
    (7, "seven sieben siete zeven sete sette"),
    (8, "eight acht huit ocho oito otto"),
    (9, "nine neun neuf nueve negen nove"),
    (10, "ten zehn dix diez tien dez dieci"),
    (11, "eleven elf onze undici"),
    (12, "twelve zwölf douze doce twaalf doze dodici"),
    (13, "thirteen dreizehn treize trece dertien treze tredici"),
    (14, "fourteen vierzehn quatorze catorce veertien catorze quattordici"),
    (15, "fifteen fünfzehn quinze quince vijftien quindici"),
    (16, "sixteen sechzehn dieciséis zestien dezasseis dezesseis sedici"),
    (17, "seventeen siebzehn diecisiete zeventien dezassete dezessete diciassette"),
    (18, "eighteen achtzehn dieciocho achttien dezoito diciotto"),
    (19, "nineteen neunzehn diecinueve negentien dezanove dezenove diciannove"),
    (20, "twenty zwanzig vingt veinte twintig vinte venti"),
    (25, "fünfundzwanzig veinticinco vijfentwintig venticinque"),
    (30, "thirty dreißig trente treinta dertig trinta trenta"),
    (35, "fünfunddreißig vijfendertig trentacinque"),
    (40, "forty vierzig quarante cuarenta veertig quarenta quaranta"),
    (50, "fifty fünfzig cinquante cincuenta vijftig cinquenta cinquanta"),
    (60, "sixty sechzig soixante sesenta zestig sessenta sessanta"),
    (70, "seventy siebzig setenta zeventig settanta"),
    (80, "eighty achtzig tachtig oitenta ottanta ochenta"),
    (90, "ninety neunzig negentig noventa novanta"),
    (100, "hundred hundert cien honderd cem cento"),
];

/// The number that a word writes out.
fn written(form: &str) -> Option<u32> {
    let has = |words: &str| words.split(' ').any(|word| word == form);
    WRITTEN.iter().find(|(_, words)| has(words)).map(|(number, _)| *number)
}

/// The figures in a text in one spelling: `38,000`, `38.000`, `38k` and `£38k` are `38000`; of
/// `38–45k` both are thousands.
pub(super) fn figures(text: &str) -> Vec<String> {
    static FIGURE: Expression = Expression::new(Cow::Borrowed(
        r"(?i)(?P<whole>\d+(?:[.,'’\u{a0}\u{202f}]\d{3})*)(?:[.,](?P<part>\d+))?(?:\s?(?P<unit>k|thousand|m|mn|million)\b)?|\b\p{L}+\b",
    ));
    let mut found: Vec<(String, String, u32, usize)> = Vec::new();
    for captures in FIGURE.captures(text) {
        let at = captures.get_group(0).map_or(0..0, |all| all.range());
        let group = |name: &str| captures.get_group_by_name(name).map(|own| &text[own.range()]);
        let Some(whole) = group("whole") else {
            if let Some(number) = written(&text[at.clone()].to_lowercase()) {
                match found.last_mut() {
                    // `thirty-five`, `trente-cinq`, `treinta y cinco`
                    Some((before, part, 0, end))
                        if number < 10
                            && part.is_empty()
                            && is_ten(before)
                            && matches!(text.get(*end..at.start), Some("-" | " " | " y " | " e ")) =>
                    {
                        *before = format!("{}{number}", &before[..1]);
                        *end = at.end;
                    }
                    _ => found.push((number.to_string(), String::new(), 0, at.end)),
                }
            }
            continue;
        };
        let whole: String = whole.chars().filter(char::is_ascii_digit).collect();
        let part = group("part").map_or("", |part| part.trim_end_matches('0')).to_owned();
        let zeros = match group("unit").map(str::to_lowercase).as_deref() {
            Some("k" | "thousand") => 3,
            Some(_) => 6,
            None => 0,
        };
        if let Some(before) = found.last_mut()
            && zeros > 0
            && before.2 == 0
            && before.0.len() < 4
            && is_range(text.get(before.3..at.start).unwrap_or(""))
        {
            before.2 = zeros;
        }
        found.push((whole, part, zeros, at.end));
    }
    found.into_iter().map(|(whole, part, zeros, _)| spelled(&whole, &part, zeros as usize)).collect()
}

/// Whether a figure is a ten from 20 to 90.
fn is_ten(figure: &str) -> bool {
    figure.len() == 2 && figure.ends_with('0') && figure != "10"
}

/// Whether what stands between two figures joins them to a range.
fn is_range(between: &str) -> bool {
    let between = between.trim_matches(|c: char| c.is_whitespace() || "$€£".contains(c));
    matches!(between, "-" | "–" | "—" | "to" | "bis" | "à" | "a" | "tot")
}

fn spelled(whole: &str, part: &str, zeros: usize) -> String {
    let moved = part.len().min(zeros);
    let mut out = format!("{whole}{}{}", &part[..moved], "0".repeat(zeros - moved));
    let kept = out.trim_start_matches('0').len().max(1);
    out = out.split_off(out.len() - kept);
    if part.len() > moved { format!("{out}.{}", &part[moved..]) } else { out }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn advert(text: &str) -> Advert {
        let mut advert = Advert::default();
        advert.add(text);
        advert
    }

    #[test]
    fn one_figure_has_one_spelling() {
        assert_eq!(figures("£38,000 to 45.000 EUR"), ["38000", "45000"]);
        assert_eq!(figures("38k, $38 k, 38–45k"), ["38000", "38000", "38000", "45000"]);
        assert_eq!(figures("£13.40 an hour, 1.2 million, six of twelve"), ["13.4", "1200000", "6", "12"]);
        assert_eq!(
            figures("thirty-five, trente-cinq, treinta y cinco, forty or 6"),
            ["35", "35", "35", "40", "6"]
        );
        assert_eq!(figures("seventy-two, sixty"), ["72", "60"]);
        assert!(figures("paid once, due in Sept").is_empty());
    }

    #[test]
    fn pay_is_compared_by_its_figures() {
        let advert = advert("Salary £38,000 to £45,000.");
        assert!(advert.holds_figures("£38k–£45k"));
        assert!(advert.holds_figures("pays £38k a year"));
        assert!(!advert.holds_figures("£55,000 a year"));
        assert!(!advert.holds_figures("pay is negotiable"));
    }

    #[test]
    fn the_last_day_to_apply_is_the_same_day_in_any_wording() {
        let english = advert("Pipe Welder, Burton upon Trent. Closing date 5 June 2026.");
        for held in ["apply until 5 June", "Applications close on 5 June", "deadline 5 June 2026"] {
            assert!(english.holds_day(held), "{held}");
        }
        for other in ["apply until 30 June", "apply until 5 July"] {
            assert!(!english.holds_day(other), "{other}");
        }
        let german = advert("Vollzeit. Bewerbung bis 31. Mai.");
        assert!(german.holds_day("Bewerben kann man sich bis 31. Mai 2026"));
    }

    #[test]
    fn a_detail_is_held_by_its_words_figures_and_names() {
        let advert =
            advert("Reports to the Head of Quality. Two interviews. Start in September. Our Leeds office.");
        for held in [
            "reports to the Head of Quality",
            "You'll report to our Head of Quality",
            "two rounds of interviews",
            "start in September",
            "our new office in Leeds",
        ] {
            assert!(advert.holds(held), "{held}");
        }
        for new in [
            "report to Lucie",
            "three interviews",
            "start in May",
            "our new office in Antwerp",
            "a signing bonus",
            "visa sponsorship",
        ] {
            assert!(!advert.holds(new), "{new}");
        }
    }
}
