//! The clock of an embargo line: what the author wrote about until when, held against the instant
//! that is judged by.

mod day;
mod token;
mod when;
mod zone;

use super::help::Blanks;
use super::page::{Page, Text};
use super::phrases::speaks;
use super::{Judge, Raised};
use crate::document::{MarkKind, Scope, last_part};
use crate::finding::Light;
use crate::word::{Gap, fold};
use jiff::tz::TimeZone;
use jiff::{Timestamp, Unit};
use std::ops::Range;
use when::{Stand, When};

/// The judgement that rules name.
const JUDGE: &str = "embargo-clock";

/// Front matter that says from when on a text may appear.
const FIELDS: [&str; 16] = [
    "embargo",
    "embargoed",
    "embargountil",
    "embargoeduntil",
    "embargodate",
    "embargotime",
    "embargoend",
    "embargoends",
    "embargolift",
    "embargolifts",
    "embargoexpires",
    "publishafter",
    "releaseafter",
    "holduntil",
    "notbefore",
    "sperrfrist",
];

/// Last words of a phrase that wants a day behind it.
const UNTIL: [&str; 22] = [
    "until", "till", "to", "for", "before", "after", "on", "at", "bis", "ab", "vor", "jusqu'au", "jusqu'a",
    "avant", "hasta", "de", "del", "tot", "ate", "fino", "al", "prima",
];

/// Words by which a line says that there is nothing to wait for, in their beginnings.
const NONE: [&str; 10] = [
    "immediat",
    "sofort",
    "inmediat",
    "onmiddel",
    "imediat",
    "none",
    "lifted",
    "aufgehoben",
    "expired",
    "false",
];

/// Words that make an embargo one that is spoken of.
const ARTICLES: [&str; 13] =
    ["the", "their", "its", "that", "der", "das", "dem", "le", "el", "het", "o", "il", "lo"];

/// Words behind "before" and "until" that name no day.
const NO_TIME: [&str; 16] = [
    "you", "you've", "we", "we've", "it", "it's", "i", "i've", "they", "she", "he", "reading", "checking",
    "somebody", "someone", "asking",
];

/// How far behind its phrase the day may stand, in bytes.
const REACH: usize = 200;

/// An embargo line.
#[derive(Debug)]
struct Line {
    text: usize,
    /// The phrase with its day, in bytes of the text.
    range: Range<usize>,
    when: Option<When>,
    /// How grave it is that no day can be read; `None` if that is no wonder.
    unread: Option<Light>,
}

pub(super) fn raise(judge: &Judge<'_>, page: &Page<'_>, raised: &mut Vec<Raised>) {
    let rules = judge.rules.rules.iter().enumerate();
    for (rule, _) in rules.filter(|(_, rule)| rule.spec.judge.as_deref() == Some(JUDGE)) {
        let mut lines = Vec::new();
        for (number, text) in page.texts.iter().enumerate() {
            if text.is_read() {
                match field(judge, text, number) {
                    Some(line) => lines.push(line),
                    None => in_text(judge, page, rule, number, &mut lines),
                }
            }
        }
        let of = |line: &Line| page.texts[line.text].piece;
        for line in &lines {
            // A banner without a day is told by the line that has one.
            let told = |other: &Line| {
                other.when.is_some() && (of(other) == of(line) || of(other).is_none() || of(line).is_none())
            };
            if line.when.is_some() || !lines.iter().any(told) {
                raised.extend(find(judge, page, rule, line));
            }
        }
    }
}

/// A field that names the end of an embargo.
fn field(judge: &Judge<'_>, text: &Text<'_>, number: usize) -> Option<Line> {
    let key = text.block.key.as_deref().filter(|_| !text.block.inside.quote)?;
    let key: String =
        last_part(key).chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let value = fold(text.str().trim());
    let says_no =
        matches!(value.as_str(), "" | "no" | "null" | "~" | "n/a" | "nein" | "non") || says_none(&value);
    if !FIELDS.contains(&key.as_str()) || says_no {
        return None;
    }
    let own = text.str();
    let start = own.len() - own.trim_start().len();
    let range = start..own.trim_end().len();
    let when = when::read(own, range.clone(), judge.now);
    Some(Line { text: number, range, when, unread: Some(Light::Red) })
}

fn in_text(judge: &Judge<'_>, page: &Page<'_>, rule: usize, number: usize, lines: &mut Vec<Line>) {
    let text = &page.texts[number];
    let hits = |role: &'static str| {
        text.hits.iter().filter(move |cued| {
            let cue = &judge.rules.cues[cued.cue];
            cue.rule == rule && cue.spec.role.as_deref() == Some(role)
        })
    };
    let mut phrases: Vec<Range<usize>> = hits("embargo-line")
        .filter(|cued| speaks(judge, page, text, cued.cue, &cued.hit.words))
        .filter(|cued| {
            let sentence = text.sentence(&cued.hit.words);
            !hits("not-press").any(|other| sentence.contains(&other.hit.words.start))
        })
        .map(|cued| cued.hit.words.clone())
        .collect();
    phrases.sort_by_key(|words| (words.start, std::cmp::Reverse(words.end)));
    for words in phrases {
        let range = text.bytes(words.clone());
        let known = lines.iter().rev().any(|line| {
            line.text == number && line.range.start <= range.start && range.start < line.range.end
        });
        if !known && !text.block.marked(range.start, |kind| matches!(kind, MarkKind::Code | MarkKind::Strike))
        {
            lines.extend(line(judge, page, number, &words, range));
        }
    }
}

/// The line around a phrase: its day stands behind it, at the head of the next block, or before it.
fn line(
    judge: &Judge<'_>,
    page: &Page<'_>,
    number: usize,
    words: &Range<usize>,
    phrase: Range<usize>,
) -> Option<Line> {
    let text = &page.texts[number];
    let own = text.str();
    let behind = phrase.end..statement_end(own, phrase.end);
    if let Some(when) = when::read(own, behind.clone(), judge.now) {
        let range = phrase.start..when.range.end;
        return Some(Line { text: number, range, when: Some(when), unread: None });
    }
    let ends_block = own[phrase.end..].chars().all(|c| !c.is_alphanumeric());
    let next = page.texts[number + 1..].iter().find(|next| next.is_read());
    if let Some(next) = next.filter(|next| ends_block && next.piece == text.piece) {
        let head = 0..statement_end(next.str(), 0).min(floor(next.str(), 80));
        let when = when::read(next.str(), head, judge.now);
        if let Some(when) = when.filter(|when| next.str()[..when.range.start].split_whitespace().count() <= 2)
        {
            return Some(Line { text: number, range: phrase, when: Some(when), unread: None });
        }
    }
    let line_start = own[..phrase.start].rfind('\n').map_or(0, |at| at + 1);
    if let Some(when) = when::read(own, line_start..phrase.start, judge.now) {
        let gap = own[when.range.end..phrase.start].split_whitespace().count();
        if gap <= 3 {
            let range = when.range.start..phrase.end;
            return Some(Line { text: number, range, when: Some(when), unread: None });
        }
    }
    if says_none(&fold(&own[behind])) {
        return None;
    }
    let unread = unread(judge, text, words, &phrase, line_start)?;
    let line_end = own[phrase.end..].find('\n').map_or(own.len(), |at| phrase.end + at);
    let end = statement_end(own, phrase.end).min(line_end);
    let end = phrase.start + own[phrase.start..end].trim_end_matches(|c: char| !c.is_alphanumeric()).len();
    Some(Line { text: number, range: phrase.start..end.max(phrase.end), when: None, unread: Some(unread) })
}

/// How grave a phrase without a day is: red as a line of its own, a doubt where the text speaks of
/// itself, nothing where embargoes are the topic.
fn unread(
    judge: &Judge<'_>,
    text: &Text<'_>,
    words: &Range<usize>,
    phrase: &Range<usize>,
    line_start: usize,
) -> Option<Light> {
    let own = text.str();
    let form = |index: usize| text.words.list().get(index).map(|word| text.words.form(word));
    let wants_day = form(words.end - 1).is_some_and(|last| UNTIL.contains(&last));
    let rest = own[phrase.end..].trim_start_matches([' ', '*', '_', '"', '”']);
    let banner = rest.is_empty() || rest.starts_with(['\n', ':', '!', '.', '–', '—', '-', '|', ')', ']']);
    let shouted = !own[phrase.clone()].contains(char::is_lowercase);
    let before =
        own[line_start..phrase.start].split_whitespace().filter(|word| word.contains(char::is_alphanumeric));
    let at_start = before.count() <= 2 || text.words.gap(words.start).has(Gap::LINE_START.and(Gap::START));
    let placed =
        matches!(text.block.scope, Scope::Heading | Scope::Field | Scope::TableCell | Scope::Comment);
    let negated = words.start > 0
        && matches!(
            form(words.start - 1),
            Some("not" | "longer" | "nicht" | "mehr" | "plus" | "pas" | "no" | "niet" | "nao" | "non")
        );
    let is_indefinite = |word: Option<&str>| {
        matches!(
            word,
            Some("a" | "an" | "ein" | "eine" | "un" | "une" | "een" | "um" | "any" | "no" | "every")
        )
    };
    // "an embargo", "a paper under embargo", but not "a note: under embargo"
    let parted = text.words.gap(words.start).has(Gap::COMMA.and(Gap::MARK).and(Gap::QUOTE).and(Gap::END));
    let steps = if parted { 1..=1 } else { 1..=2 };
    let indefinite =
        steps.into_iter().any(|steps| is_indefinite(words.start.checked_sub(steps).and_then(form)));
    // "Do not publish before you have read it" waits for nothing that a clock tells.
    let no_time = form(words.end).is_some_and(|next| NO_TIME.contains(&next));
    if text.block.inside.quote || negated || indefinite && !shouted || no_time {
        return None;
    }
    // "… until the / embargo is lifted", broken by a line.
    let told = words.start > 0 && form(words.start - 1).is_some_and(|word| ARTICLES.contains(&word));
    if !told && (at_start || placed || shouted) && (wants_day || banner || shouted) {
        return Some(Light::Red);
    }
    let sentence = text.sentence(words);
    let about_itself = sentence.clone().filter_map(form).any(|word| {
        matches!(
            word,
            "this"
                | "these"
                | "diese"
                | "dieser"
                | "dieses"
                | "ce"
                | "cette"
                | "ces"
                | "este"
                | "esta"
                | "dit"
                | "deze"
                | "questo"
                | "questa"
        )
    });
    about_itself.then(|| judge.doubt())
}

fn says_none(folded: &str) -> bool {
    folded
        .split(|c: char| !c.is_alphanumeric())
        .take(4)
        .any(|word| NONE.iter().any(|none| word.starts_with(none)))
}

/// Where the statement that begins before `from` ends: at a blank line, at the end of a sentence
/// that is no abbreviation, or out of reach.
fn statement_end(text: &str, from: usize) -> usize {
    let limit = floor(text, from.saturating_add(REACH));
    let rest = &text[from..limit];
    let mut last = ' ';
    let mut word = 0;
    for (at, c) in rest.char_indices() {
        let behind = &rest[at + c.len_utf8()..];
        let blank = c == '\n' && behind.trim_start_matches([' ', '\t']).starts_with('\n');
        let stop = matches!(c, '!' | '?') || c == '.' && word > 4 && last.is_alphabetic();
        let capital =
            behind.trim_start().starts_with(char::is_uppercase) && behind.starts_with(char::is_whitespace);
        if blank || stop && capital {
            return from + at;
        }
        word = if c.is_alphabetic() { word + 1 } else { 0 };
        last = c;
    }
    limit
}

/// The greatest boundary of a character at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

fn find(judge: &Judge<'_>, page: &Page<'_>, rule: usize, line: &Line) -> Option<Raised> {
    let (own, label, help) = match &line.when {
        Some(when) => match when.stand(judge.now) {
            Stand::Over => return None,
            Stand::Ahead(end) => (
                Light::Red,
                format!("under embargo until {}; it lifts in {}", told(end), span(judge.now, end)),
                None,
            ),
            Stand::Unsure(end) if when.lacks_zone() => (
                judge.doubt(),
                format!("no time zone: somewhere it ends only in {}", span(judge.now, end)),
                Some("name the zone, such as \"9:00 CEST\" or \"9:00 ET\", and hold it until then"),
            ),
            Stand::Unsure(end) => (
                judge.doubt(),
                format!(
                    "day and month may be meant either way; read late, it ends in {}",
                    span(judge.now, end)
                ),
                Some("write the month as a word, such as \"12 May 2026\", and hold it until then"),
            ),
        },
        None => (
            line.unread?,
            "an embargo line whose end cannot be read".to_owned(),
            Some(
                "write when it ends: day, time and zone, such as \"12 May 2026, 9:00 CEST\", or take the line out if it is over",
            ),
        ),
    };
    let light = judge.light(rule, Some(own))?;
    let mut found = judge.finding(page, line.text, rule, light, line.range.clone());
    found.label = label;
    let help = help.map_or_else(|| found.help.clone(), str::to_owned);
    found.help = judge.fill(&help, &Blanks { name: &found.words, ..Blanks::default() });
    Some(found)
}

fn told(end: Timestamp) -> String {
    end.to_zoned(TimeZone::UTC).strftime("%-d %B %Y, %H:%M UTC").to_string()
}

/// How long it is from `now` to `end`, in words.
fn span(now: Timestamp, end: Timestamp) -> String {
    let seconds = end.since((Unit::Second, now)).map_or(i64::MAX, |span| span.get_seconds());
    let of = |count: i64, unit: &str| format!("{count} {unit}{}", if count == 1 { "" } else { "s" });
    match seconds {
        0..60 => of(seconds, "second"),
        60..7_200 => of(seconds / 60, "minute"),
        7_200..172_800 => of(seconds / 3_600, "hour"),
        _ => of(seconds / 86_400, "day"),
    }
}

#[cfg(test)]
mod tests;
