//! When an embargo ends, as people write it.

use super::day::{self, Day};
use super::token::{Token, tokens};
use super::zone::Zone;
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::{Offset, TimeZone};
use std::ops::Range;

/// A day with its time and zone, as far as they are written.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct When {
    /// Bytes of the text.
    pub(super) range: Range<usize>,
    days: Vec<Date>,
    time: Option<Hour>,
    zone: Option<Zone>,
}

/// A time of day; the end of the day is none of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hour {
    At(Time),
    /// 24:00, midnight: the day is over.
    DayOver,
}

/// How an embargo stands at an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stand {
    /// It ends at that instant.
    Ahead(Timestamp),
    /// It may have ended: neither is sure before that instant.
    Unsure(Timestamp),
    /// It has ended.
    Over,
}

impl When {
    /// How it stands at `now`: at its instant it is over.
    pub(super) fn stand(&self, now: Timestamp) -> Stand {
        let ends: Vec<Timestamp> = self.days.iter().map(|day| self.end(*day, WEST)).collect();
        let last = ends.iter().copied().max().unwrap_or(Timestamp::MAX);
        let sure = |day: &Date| !self.lacks_zone() || now < self.end(*day, EAST);
        match ends.iter().filter(|end| now < **end).count() {
            0 => Stand::Over,
            ahead if ahead == ends.len() && self.days.iter().all(sure) => Stand::Ahead(last),
            _ => Stand::Unsure(last),
        }
    }

    /// Whether a time is given and no zone.
    pub(super) fn lacks_zone(&self) -> bool {
        self.time.is_some() && self.zone.is_none()
    }

    /// The end; where no zone is given, on clocks so many hours from UTC.
    fn end(&self, day: Date, hours: i8) -> Timestamp {
        let time = match self.time {
            Some(Hour::At(time)) => day.to_datetime(time),
            Some(Hour::DayOver) | None => match day.tomorrow() {
                Ok(next) => next.into(),
                Err(_) => return Timestamp::MAX,
            },
        };
        match &self.zone {
            Some(zone) => zone.instant(time),
            None => Offset::constant(hours).to_timestamp(time).unwrap_or(Timestamp::MAX),
        }
    }
}

/// Hours from UTC of the last clocks on earth to show a time, and of the first.
const WEST: i8 = -12;
const EAST: i8 = 14;

/// How many tokens a time may stand away from its day.
const NEAR: usize = 6;

/// The first day with its time and zone in `range` (bytes) of `text`, read at `now`.
pub(super) fn read(text: &str, range: Range<usize>, now: Timestamp) -> Option<When> {
    let tokens = tokens(text, range);
    let today = now.to_zoned(TimeZone::UTC).date();
    let american = |token: &Token| {
        matches!(
            token.word(),
            Some("am" | "pm" | "et" | "est" | "edt" | "pt" | "pst" | "pdt" | "ct" | "cst" | "cdt")
        )
    };
    let day = day::find(&tokens, today, tokens.iter().any(american))?;
    let clock = clock(&tokens, &day);
    let zone = clock
        .as_ref()
        .and_then(|(_, times)| zone(text, &tokens, times.end, day.iso))
        .or_else(|| zone(text, &tokens, day.tokens.end, false));
    let clock_tokens = clock.as_ref().map_or(day.tokens.clone(), |(_, times)| times.clone());
    let first = day.tokens.start.min(clock_tokens.start);
    let last = day.tokens.end.max(clock_tokens.end).max(zone.as_ref().map_or(0, |(_, end)| *end));
    Some(When {
        range: tokens[first].range.start..tokens[last - 1].range.end,
        days: day.readings,
        time: clock.map(|(hour, _)| hour),
        zone: zone.map(|(zone, _)| zone),
    })
}

/// The time nearest behind the day, or else before it.
fn clock(tokens: &[Token], day: &Day) -> Option<(Hour, Range<usize>)> {
    let behind = day.tokens.end..(day.tokens.end + NEAR).min(tokens.len());
    let before = day.tokens.start.saturating_sub(NEAR + 3)..day.tokens.start;
    let near = |range: Range<usize>| {
        range.clone().find_map(|at| hour(&tokens[..range.end.max((at + 8).min(tokens.len()))], at))
    };
    near(behind).or_else(|| near(before.clone()).filter(|(_, found)| found.end <= before.end))
}

/// A time of day at `at`, and its tokens.
fn hour(tokens: &[Token], at: usize) -> Option<(Hour, Range<usize>)> {
    let token = &tokens[at];
    if let Some(word) = token.word() {
        return match word {
            "noon" | "midday" | "midi" | "mediodia" | "mittag" | "mittags" | "mezzogiorno" => {
                Some((Hour::At(Time::constant(12, 0, 0, 0)), at..at + 1))
            }
            "midnight" | "minuit" | "medianoche" | "mitternacht" | "mezzanotte" | "middernacht" => {
                Some((Hour::DayOver, at..at + 1))
            }
            _ => None,
        };
    }
    let (value, digits) = token.number()?;
    let tail = at > 0 && token.glued && tokens[at - 1].is_sign(":./-,$€£+");
    if tail {
        return None;
    }
    let word = |at: usize| tokens.get(at).and_then(Token::word);
    let minutes = |at: usize, sign: &str| {
        let parted = tokens.get(at).is_some_and(|token| token.glued && token.is_sign(sign));
        let next = tokens.get(at + 1).filter(|token| parted && token.glued)?;
        next.number().filter(|(value, digits)| *digits == 2 && *value < 60).map(|(value, _)| value)
    };
    let (hours, minute, second, mut end) = if digits == 4 && value / 100 < 25 && value % 100 < 60 {
        // military: 0900 hrs, 0001 GMT
        let told = matches!(
            word(at + 1),
            Some("h" | "hrs" | "hours" | "uhr" | "uur" | "z" | "gmt" | "utc" | "local")
        );
        told.then_some((value / 100, value % 100, 0, at + 1))?
    } else if digits > 2 {
        return None;
    } else if let Some(minute) = minutes(at + 1, ":") {
        let second = minutes(at + 3, ":");
        let mut end = if second.is_some() { at + 5 } else { at + 3 };
        let fraction = tokens.get(end).is_some_and(|token| token.glued && token.is_sign("."))
            && tokens.get(end + 1).is_some_and(|token| token.glued && token.number().is_some());
        end += if second.is_some() && fraction { 2 } else { 0 };
        (value, minute, second.unwrap_or(0), end)
    } else if let Some(minute) = minutes(at + 1, ".") {
        // not the beginning of 12.05.2026
        let more = tokens.get(at + 3).is_some_and(|token| token.glued && token.is_sign("."))
            && tokens.get(at + 4).is_some_and(|token| token.glued && token.number().is_some());
        (!more).then_some((value, minute, 0, at + 3))?
    } else {
        let oclock = word(at + 1) == Some("o") && word(at + 3) == Some("clock");
        let known = matches!(
            word(at + 1),
            Some("h" | "uhr" | "uur" | "hrs" | "hours" | "heure" | "heures" | "horas" | "ore" | "am" | "pm")
        ) || is_dotted_meridiem(tokens, at + 1)
            || word(at + 1) == Some("noon")
            || oclock;
        let before = at > 0 && matches!(word(at - 1), Some("ore" | "alle" | "las" | "kl"));
        if !known && !before {
            return None;
        }
        let minute = tokens.get(at + 2).filter(|_| matches!(word(at + 1), Some("h" | "uhr")));
        let minute = minute.and_then(Token::number).filter(|(value, digits)| *digits == 2 && *value < 60);
        let end = if minute.is_some() { at + 3 } else { at + 1 + if oclock { 3 } else { 0 } };
        (value, minute.map_or(0, |(value, _)| value), 0, end)
    };
    let mut hours = hours;
    match meridiem(tokens, end) {
        Some((afternoon, after)) if hours <= 12 => {
            hours = hours % 12 + if afternoon { 12 } else { 0 };
            end = after;
        }
        Some((_, after)) => end = after,
        None => {}
    }
    while matches!(
        word(end),
        Some("h" | "uhr" | "uur" | "hrs" | "hours" | "heure" | "heures" | "horas" | "ore" | "noon")
    ) {
        end += 1;
    }
    let time = match hours {
        24 if minute == 0 => Hour::DayOver,
        _ => Hour::At(
            Time::new(i8::try_from(hours).ok()?, i8::try_from(minute).ok()?, i8::try_from(second).ok()?, 0)
                .ok()?,
        ),
    };
    Some((time, at..end))
}

fn is_dotted_meridiem(tokens: &[Token], at: usize) -> bool {
    tokens.get(at).and_then(Token::word).is_some_and(|word| matches!(word, "a" | "p"))
        && tokens.get(at + 1).is_some_and(|token| token.is_sign("."))
        && tokens.get(at + 2).and_then(Token::word) == Some("m")
}

/// Whether it is afternoon, and where the `p.m.` ends.
fn meridiem(tokens: &[Token], at: usize) -> Option<(bool, usize)> {
    let word = tokens.get(at)?.word()?;
    if is_dotted_meridiem(tokens, at) {
        let dot = tokens.get(at + 3).is_some_and(|token| token.glued && token.is_sign("."));
        return Some((word == "p", at + 3 + usize::from(dot)));
    }
    matches!(word, "am" | "pm").then_some((word == "pm", at + 1))
}

/// The zone at `at`, behind a time or a day, and where it ends.
fn zone(text: &str, tokens: &[Token], at: usize, iso: bool) -> Option<(Zone, usize)> {
    if let Some(found) = offset(tokens, at, iso) {
        return Some(found);
    }
    let mut at = at;
    for _ in 0..3 {
        at += usize::from(tokens.get(at).is_some_and(|token| token.is_sign("(,[.")));
        let small = matches!(
            tokens.get(at).and_then(Token::word),
            Some(
                "us" | "heure"
                    | "hora"
                    | "ora"
                    | "horario"
                    | "de"
                    | "di"
                    | "do"
                    | "del"
                    | "local"
                    | "time"
                    | "in"
                    | "uhr"
            )
        );
        at += usize::from(small);
    }
    let raw = |token: &Token| text.get(token.range.clone()).unwrap_or("");
    let first = tokens.get(at)?;
    let word = first.word()?;
    let slash = tokens.get(at + 1).is_some_and(|token| token.glued && token.is_sign("/"));
    if slash {
        let ends = |token: &&Token| token.glued && (token.word().is_some() || token.is_sign("/_-"));
        let count = tokens[at + 1..].iter().take_while(ends).count();
        let name = text.get(first.range.start..tokens[at + count].range.end)?;
        if let Some(zone) = Zone::of_iana(name) {
            return Some((zone, at + count + 1));
        }
    }
    let capitals = matches!(first.kind, super::token::Kind::Word(_, true));
    if (capitals || raw(first).len() == 3 && matches!(word, "utc" | "gmt"))
        && let Some(zone) = Zone::of_abbreviation(word)
    {
        let added = matches!(word, "utc" | "gmt").then(|| offset(tokens, at + 1, true)).flatten();
        return Some(added.unwrap_or((zone, at + 1)));
    }
    (1..=3).rev().find_map(|count| {
        let words: Option<Vec<&str>> = tokens.get(at..at + count)?.iter().map(Token::word).collect();
        let mut words = words?;
        if words.last().is_some_and(|last| *last == "time") {
            words.pop();
        }
        Zone::of_place(&words.join(" ")).map(|zone| (zone, at + count))
    })
}

/// `+01:00`, `+0100`, `+1`. A hyphen is one only where it cannot be `to`.
fn offset(tokens: &[Token], at: usize, minus: bool) -> Option<(Zone, usize)> {
    let sign = tokens.get(at).filter(|token| token.is_sign("+-−–"))?;
    let (value, digits) = tokens.get(at + 1).filter(|token| token.glued)?.number()?;
    let negative = !sign.is_sign("+");
    if negative && !minus && digits != 4 {
        return None;
    }
    let colon = tokens.get(at + 2).is_some_and(|token| token.glued && token.is_sign(":"));
    let minutes = tokens.get(at + 3).filter(|token| colon && token.glued).and_then(Token::number);
    let (minutes, end) = match (digits, minutes) {
        (4, _) => (value / 100 * 60 + value % 100, at + 2),
        (1 | 2, Some((minutes, 2))) => (value * 60 + minutes, at + 4),
        (1 | 2, _) => (value * 60, at + 2),
        _ => return None,
    };
    let minutes = i32::try_from(minutes).ok()?;
    Zone::of_minutes(if negative { -minutes } else { minutes }).map(|zone| (zone, end))
}
