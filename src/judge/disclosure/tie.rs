//! What tells readers that the writer works for the maker, wherever it stands.

use super::heard::{Heard, Role};
use super::tags;
use crate::judge::Judge;
use crate::judge::page::{Page, Text};
use std::ops::Range;

/// Words or a hashtag that name the tie and the employer.
#[derive(Debug)]
pub(super) struct Tie<'j> {
    /// The text it stands in, by number.
    pub(super) text: usize,
    /// Bytes of that text.
    pub(super) bytes: Range<usize>,
    /// Its language, if it is of one.
    pub(super) language: Option<&'j str>,
    /// What kind of telling it is.
    pub(super) kind: Kind,
}

/// How a tie is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// In a sentence.
    Said,
    /// As a biography does.
    Bio,
    /// By a hashtag that stands first in a short run.
    Tag,
    /// By a hashtag that other hashtags hide.
    HiddenTag,
}

/// Everything in `page` that tells the tie. Other people's words tell nothing.
pub(super) fn all<'j>(judge: &'j Judge<'_>, page: &Page<'_>, heard: &[Heard<'j>]) -> Vec<Tie<'j>> {
    let own = |one: &&Heard<'_>| !page.texts[one.text].block.inside.quote;
    let of = |role| heard.iter().filter(own).filter(move |one| one.role == role);
    let denied = |one: &Heard<'_>| of(Role::Negated).any(|other| other.overlaps(one));
    let tie = |one: &Heard<'j>, kind| Tie {
        text: one.text,
        bytes: page.texts[one.text].bytes(one.words.clone()),
        language: one.language,
        kind,
    };
    let mut ties = Vec::new();
    ties.extend(of(Role::Accepted).filter(|one| !denied(one)).map(|one| tie(one, Kind::Said)));
    let beside = |one: &&Heard<'_>| !denied(one) && is_beside_brand(page, one);
    ties.extend(of(Role::Adjacent).filter(beside).map(|one| tie(one, Kind::Said)));
    let alone = |one: &&Heard<'_>| !denied(one) && !of(Role::Accepted).any(|other| other.overlaps(one));
    ties.extend(of(Role::Bio).filter(alone).map(|one| tie(one, Kind::Bio)));
    ties.extend(tags::accepted(judge, page));
    ties
}

/// Whether the company or a brand is named in the same sentence or a neighbouring one, in this
/// block or at the edge of the next.
pub(super) fn is_beside_brand(page: &Page<'_>, one: &Heard<'_>) -> bool {
    let text = &page.texts[one.text];
    let sentence = text.sentence(&one.words);
    let last = text.words.list().len();
    let start = text.words.sentence_start(sentence.start.saturating_sub(1));
    let end = if sentence.end < last { text.words.sentence_end(sentence.end) } else { last };
    if text.names_brand(&(start..end)) {
        return true;
    }
    let neighbour =
        |other: &Text<'_>| other.piece == text.piece && other.is_read() && !other.words.list().is_empty();
    let before = page.texts[..one.text].iter().rev().find(|other| neighbour(other));
    let after = page.texts[one.text + 1..].iter().find(|other| neighbour(other));
    let ends = |other: &Text<'_>| {
        let last = other.words.list().len();
        other.names_brand(&(other.words.sentence_start(last - 1)..last))
    };
    let begins = |other: &Text<'_>| other.names_brand(&(0..other.words.sentence_end(0)));
    sentence.start == 0 && before.is_some_and(ends) || sentence.end == last && after.is_some_and(begins)
}
