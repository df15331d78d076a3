//! Days as people write them: `12 May 2026`, `12. Mai`, `May 12th, 2026`, `2026-05-12`, `12/05/26`.

use super::token::Token;
use jiff::ToSpan;
use jiff::civil::{Date, date};
use std::ops::Range;

/// A day found among tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Day {
    /// The tokens.
    pub(super) tokens: Range<usize>,
    /// The day; two where day and month may be meant either way round, the month first first.
    pub(super) readings: Vec<Date>,
    /// Written as `2026-05-12`.
    pub(super) iso: bool,
}

/// Months in en de fr es nl pt it, folded.
const MONTHS: [&[&str]; 12] = [
    &[
        "january", "jan", "januar", "janner", "jaenner", "janvier", "janv", "enero", "ene", "januari",
        "janeiro", "gennaio", "gen",
    ],
    &[
        "february",
        "feb",
        "februar",
        "fevrier",
        "fevr",
        "febrero",
        "februari",
        "fevereiro",
        "fev",
        "febbraio",
        "febr",
    ],
    &["march", "mar", "marz", "maerz", "mrz", "mars", "marzo", "maart", "mrt", "marco"],
    &["april", "apr", "avril", "avr", "abril", "abr", "aprile"],
    &["may", "mai", "mayo", "mei", "maio", "maggio", "mag"],
    &["june", "jun", "juni", "juin", "junio", "junho", "giugno", "giu"],
    &["july", "jul", "juli", "juillet", "juil", "julio", "julho", "luglio", "lug"],
    &["august", "aug", "aout", "agosto", "ago", "augustus"],
    &["september", "sep", "sept", "septembre", "septiembre", "setiembre", "setembro", "settembre", "set"],
    &["october", "oct", "oktober", "okt", "octobre", "octubre", "outubro", "out", "ottobre", "ott"],
    &["november", "nov", "novembre", "noviembre", "novembro"],
    &["december", "dec", "dezember", "dez", "decembre", "diciembre", "dic", "dezembro", "dicembre"],
];

/// Short months that are other words as well: they need a year behind them.
const WORDS_TOO: [&str; 8] = ["out", "set", "ago", "gen", "mag", "lug", "dic", "mar"];

const ORDINALS: [&str; 10] = ["st", "nd", "rd", "th", "er", "e", "o", "a", "ste", "de"];
const FILLERS: [&str; 8] = ["of", "de", "del", "di", "da", "do", "the", "d"];

/// How long a passed day without a year is still taken for the one that was meant, in days. A
/// draft may lie a season; an embargo of more than nine months names its year.
const LOOKS_BACK: i64 = 90;

/// The first day among `tokens`. A day without a year is the one nearest to `today`, rather ahead
/// than behind. `month_first` reads `5/12/2026` the American way only.
pub(super) fn find(tokens: &[Token], today: Date, month_first: bool) -> Option<Day> {
    (0..tokens.len())
        .find_map(|at| numeric(tokens, at, today, month_first).or_else(|| named(tokens, at, today)))
}

/// The month that a folded word names.
fn month(word: &str) -> Option<u32> {
    (1..).zip(MONTHS).find(|(_, names)| names.contains(&word)).map(|(number, _)| number)
}

fn named(tokens: &[Token], at: usize, today: Date) -> Option<Day> {
    let word = |at: usize| tokens.get(at).and_then(Token::word);
    let (day, name, end) = match day_of_month(tokens, at) {
        Some(day) => {
            let next = skip(tokens, after_ordinal(tokens, at + 1), ".,-–/");
            (day, word(next)?, next + 1)
        }
        None => {
            let name = word(at)?;
            month(name)?;
            let next = skip(tokens, at + 1, ".,-–/");
            let day = day_of_month(tokens, next)?;
            // `May 9:00` and `May 9 am` are no days
            let clock = tokens.get(next + 1).is_some_and(|token| {
                token.glued && token.is_sign(":") || matches!(token.word(), Some("am" | "pm" | "h" | "uhr"))
            });
            if clock {
                return None;
            }
            (day, name, after_ordinal(tokens, next + 1))
        }
    };
    let month = month(name)?;
    let at_year = skip(tokens, end, ".,-–/'’");
    let dotted = tokens.get(end).is_some_and(|token| token.glued && token.is_sign("."));
    match year(tokens, at_year) {
        Some(year) => day_of(year, month, day).map(|day| whole(at..at_year + 1, day)),
        None if WORDS_TOO.contains(&name) && !dotted => None,
        None => nearest(month, day, today).map(|day| whole(at..end, day)),
    }
}

fn whole(tokens: Range<usize>, day: Date) -> Day {
    Day { tokens, readings: vec![day], iso: false }
}

/// Three numbers with one sign between them; `5.10.` alone is a day of this year or the next.
fn numeric(tokens: &[Token], at: usize, today: Date, month_first: bool) -> Option<Day> {
    let number = |at: usize| tokens.get(at).and_then(Token::number);
    let sign = |at: usize| {
        tokens.get(at).filter(|token| token.glued && token.is_sign("-./‐‑")).map(|token| &token.kind)
    };
    let begins =
        !tokens[at].glued || at == 0 || tokens[at - 1].word().is_some() || tokens[at - 1].is_sign("(:\"“'[,");
    let (first, digits) = number(at).filter(|_| begins)?;
    let one = sign(at + 1)?;
    let (second, _) = number(at + 2).filter(|_| tokens[at + 2].glued)?;
    let two = sign(at + 3).filter(|two| *two == one);
    let third = number(at + 4).filter(|_| two.is_some() && tokens[at + 4].glued);
    let is_dot = tokens[at + 1].is_sign(".");
    let Some((third, third_digits)) = third else {
        let short = is_dot && two.is_some() && digits <= 2;
        let day = nearest(second, first, today).filter(|_| short)?;
        return Some(whole(at..at + 4, day));
    };
    let tokens = at..at + 5;
    if digits == 4 {
        return day_of(first, second, third).map(|day| Day { tokens, readings: vec![day], iso: true });
    }
    let year = match third_digits {
        4 => third,
        2 => 2000 + third,
        _ => return None,
    };
    let day_first = day_of(year, second, first).filter(|_| !month_first);
    let slash = !is_dot && digits <= 2;
    let month_first = day_of(year, first, second).filter(|_| slash || day_first.is_none());
    let mut readings: Vec<Date> = [month_first, day_first].into_iter().flatten().collect();
    readings.dedup();
    (!readings.is_empty()).then_some(Day { tokens, readings, iso: false })
}

fn day_of_month(tokens: &[Token], at: usize) -> Option<u32> {
    let (value, digits) = tokens.get(at)?.number()?;
    let tail = at > 0 && tokens[at].glued && tokens[at - 1].is_sign(":.");
    ((1..=31).contains(&value) && digits <= 2 && !tail).then_some(value)
}

fn after_ordinal(tokens: &[Token], at: usize) -> usize {
    let token = tokens.get(at).filter(|token| token.glued);
    let ordinal = token.is_some_and(|token| {
        token.word().is_some_and(|word| ORDINALS.contains(&word)) || token.is_sign("º°ª")
    });
    if ordinal { at + 1 } else { at }
}

/// Past at most two signs and two small words.
fn skip(tokens: &[Token], mut at: usize, signs: &str) -> usize {
    for _ in 0..2 {
        at += usize::from(tokens.get(at).is_some_and(|token| token.is_sign(signs)));
        let small = tokens.get(at).and_then(Token::word).is_some_and(|word| FILLERS.contains(&word));
        at += usize::from(small);
    }
    at
}

fn year(tokens: &[Token], at: usize) -> Option<u32> {
    let (value, digits) = tokens.get(at)?.number()?;
    let apostrophe = at > 0 && tokens[at].glued && tokens[at - 1].is_sign("'’");
    match digits {
        4 if (1000..=2999).contains(&value) => Some(value),
        2 if apostrophe => Some(2000 + value),
        _ => None,
    }
}

fn day_of(year: u32, month: u32, day: u32) -> Option<Date> {
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    Date::new(i16::try_from(year).ok()?, month, day).ok()
}

/// The day of that name nearest to `today`.
fn nearest(month: u32, day: u32, today: Date) -> Option<Date> {
    let from = today.checked_sub(LOOKS_BACK.days()).unwrap_or(date(1, 1, 1));
    let year = u32::try_from(from.year()).ok()?;
    // The eighth year is always past a leap day that did not come in the ones before.
    (year..=year + 8).filter_map(|year| day_of(year, month, day)).find(|day| *day >= from)
}
