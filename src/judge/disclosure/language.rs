//! Which language a stretch of text is in, by words that the others do not have.

use super::heard::{Heard, Role};
use crate::judge::page::Page;
use std::ops::Range;

/// The language of some words of a text; `None` if nothing tells, or two tell the same.
pub(super) fn of_words<'j>(heard: &[Heard<'j>], text: usize, words: &Range<usize>) -> Option<&'j str> {
    most(heard.iter().filter(|one| one.text == text && words.contains(&one.words.start)))
}

/// The language of a piece.
pub(super) fn of_piece<'j>(page: &Page<'_>, heard: &[Heard<'j>], piece: usize) -> Option<&'j str> {
    most(heard.iter().filter(|one| page.texts[one.text].piece == Some(piece)))
}

fn most<'h, 'j: 'h>(heard: impl Iterator<Item = &'h Heard<'j>>) -> Option<&'j str> {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for language in heard.filter(|one| one.role == Role::Language).filter_map(|one| one.language) {
        match counts.iter_mut().find(|(own, _)| *own == language) {
            Some((_, count)) => *count += 1,
            None => counts.push((language, 1)),
        }
    }
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    match counts.as_slice() {
        [(_, most), (_, next), ..] if most == next => None,
        [(language, most), ..] if *most > 1 => Some(language),
        _ => None,
    }
}
