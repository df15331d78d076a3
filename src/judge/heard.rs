//! What a rule's cues say at the places where they stand: the material of a judgement in code.

use super::Judge;
use super::address::address;
use super::page::{Page, Text};
use super::phrases::speaks;
use crate::document::{MarkKind, Scope};
use crate::rule::slots::Slot;
use std::ops::Range;

/// A cue with a role, at a place where it holds.
#[derive(Debug, Clone)]
pub(super) struct Heard<'j> {
    /// Its role.
    pub(super) role: &'j str,
    /// The cue, by number.
    pub(super) cue: usize,
    /// The text it stands in, by number.
    pub(super) text: usize,
    /// Words of that text.
    pub(super) words: Range<usize>,
    /// Bytes of that text.
    pub(super) bytes: Range<usize>,
    /// Where the words of a job title begin, if the phrase asks for one.
    pub(super) title: Option<usize>,
}

/// The cues with a role of `rule` that hold on the page, in reading order. What people do not read
/// as the text's own words (comments, code) says nothing here.
pub(super) fn heard<'j>(judge: &'j Judge<'_>, page: &Page<'_>, rule: usize) -> Vec<Heard<'j>> {
    let mut found = Vec::new();
    for number in 0..page.texts.len() {
        let text = &page.texts[number];
        if !text.is_read() || text.block.scope == Scope::Comment {
            continue;
        }
        let first = found.len();
        for cued in &text.hits {
            let words = &cued.hit.words;
            let cue = &judge.rules.cues[cued.cue];
            if cue.rule == rule
                && let Some(role) = cue.spec.role.as_deref()
                && !is_code(text, words)
                && !ends_in_a_path(text, words)
                && speaks(judge, page, text, cued.cue, words)
            {
                found.push(Heard {
                    role,
                    cue: cued.cue,
                    text: number,
                    words: words.clone(),
                    bytes: text.bytes(words.clone()),
                    title: cued
                        .hit
                        .slots
                        .iter()
                        .find(|(slot, _)| *slot == Slot::Role)
                        .map(|(_, at)| at.start),
                });
            }
        }
        by_pattern(judge, page, number, rule, &mut found);
        found[first..].sort_by_key(|one| (one.words.start, std::cmp::Reverse(one.words.end)));
    }
    found
}

fn by_pattern<'j>(
    judge: &'j Judge<'_>,
    page: &Page<'_>,
    number: usize,
    rule: usize,
    found: &mut Vec<Heard<'j>>,
) {
    let text = &page.texts[number];
    for &(cue, ref told) in text.matches.iter().filter(|(cue, _)| judge.rules.cues[*cue].rule == rule) {
        let Some(role) = judge.rules.cues[cue].spec.role.as_deref() else { continue };
        let (words, bytes) = (text.touched(&told.report), told.report.clone());
        if !words.is_empty() && !is_code(text, &words) && speaks(judge, page, text, cue, &words) {
            found.push(Heard { role, cue, text: number, words, bytes, title: None });
        }
    }
}

/// Whether a phrase ends in the path of an address, whose words are nobody's: `Pay and the rest:
/// https://larkspur.example/careers/flight-engineer` tells of no flight that is paid for.
fn ends_in_a_path(text: &Text<'_>, words: &Range<usize>) -> bool {
    let last = text.bytes(words.end - 1..words.end);
    address(text.block, &last).is_some_and(|address| address.contains('/'))
}

fn is_code(text: &Text<'_>, words: &Range<usize>) -> bool {
    text.block.marked(text.bytes(words.clone()).start, |kind| *kind == MarkKind::Code)
}

/// Whether one of `all`, in the order of [`heard`], with that role stands in the same sentence as
/// `one`.
pub(super) fn in_sentence(page: &Page<'_>, one: &Heard<'_>, all: &[Heard<'_>], role: &str) -> bool {
    in_sentence_of(page, one.text, &one.words, all, role)
}

/// Whether one of `all`, in the order of [`heard`], with that role stands in the sentence of these words.
pub(super) fn in_sentence_of(
    page: &Page<'_>,
    text: usize,
    words: &Range<usize>,
    all: &[Heard<'_>],
    role: &str,
) -> bool {
    let sentence = page.texts[text].sentence(words);
    within(all, &(text..text + 1))
        .iter()
        .any(|other| other.role == role && sentence.contains(&other.words.start))
}

/// The part of `all`, in the order of [`heard`], that stands in these texts.
pub(super) fn within<'s, 'j>(all: &'s [Heard<'j>], texts: &Range<usize>) -> &'s [Heard<'j>] {
    let start = all.partition_point(|one| one.text < texts.start);
    let end = all.partition_point(|one| one.text < texts.end);
    all.get(start..end).unwrap_or_default()
}

/// The texts of piece `number`, as numbers: blocks stand in the order of their pieces.
pub(super) fn texts_of(page: &Page<'_>, number: usize) -> Range<usize> {
    let order = |piece: Option<usize>| piece.map_or(0, |piece| piece + 1);
    page.texts.partition_point(|text| order(text.piece) < number + 1)
        ..page.texts.partition_point(|text| order(text.piece) <= number + 1)
}

/// The texts of the head, as numbers.
pub(super) fn head_of(page: &Page<'_>) -> Range<usize> {
    0..page.texts.partition_point(|text| text.piece.is_none())
}
