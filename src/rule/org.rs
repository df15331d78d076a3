//! Proper names of organisations that no list holds.

use super::figures::Found;
use super::slots::Slot;
use crate::names::{is_ordinary, known};
use crate::word::{Case, Gap, Tag, Word, Words};
use std::ops::Range;

/// Words of one name at the most.
const LONGEST: usize = 5;

/// Small words that may stand within a name.
const WITHIN: [&str; 14] =
    ["of", "and", "the", "for", "de", "du", "des", "der", "und", "van", "von", "di", "da", "do"];

/// Proper names in a text, as words. `taken` are places that are known to be something else: the
/// company, its brands, its people, its projects.
#[must_use]
pub fn orgs(words: &Words, taken: &[Range<usize>], shouting: bool) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.list().len() {
        match name(words, at, taken, shouting) {
            Some(end) => {
                found.push(Found { slot: Slot::Org, words: at..end });
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

/// Where the name that begins at word `start` ends.
fn name(words: &Words, start: usize, taken: &[Range<usize>], shouting: bool) -> Option<usize> {
    let list = words.list();
    let free = |at: usize| !taken.iter().any(|range| range.contains(&at));
    let first = &list[start];
    if first.tag == Tag::At {
        return free(start).then_some(start + 1);
    }
    if !free(start) || !begins(words, start, shouting) {
        return None;
    }
    let mut end = start + 1;
    while end < list.len() && end - start < LONGEST && free(end) {
        let word = &list[end];
        if !joins(word.gap) {
            break;
        }
        if is_name_word(words, word) || word.case.is_capital() && ends_org(words, word) {
            end += 1;
        } else if end + 1 < list.len() && free(end + 1) && bridges(words, end) {
            end += 2;
        } else {
            break;
        }
    }
    let all: Vec<_> = (start..end).map(|at| words.form(&list[at])).collect();
    let joined = all.join(" ");
    let everyday = known().well_known.contains(joined.as_str()) || known().ordinary.contains(joined.as_str());
    let ordinary = all.iter().all(|form| known().ordinary.contains(*form));
    let sentence = starts_sentence(first) && end == start + 1;
    let plain = sentence && (is_ordinary(all[0]) || all[0].len() < 3) && first.case != Case::Mixed;
    (!everyday && !ordinary && !plain).then_some(end)
}

fn begins(words: &Words, at: usize, shouting: bool) -> bool {
    let word = &words.list()[at];
    if shouting && word.case == Case::Upper {
        return false;
    }
    is_name_word(words, word)
}

/// Whether a word may be part of a name: capitalised and not one of the ordinary capitalised
/// words.
fn is_name_word(words: &Words, word: &Word) -> bool {
    let form = words.form(word);
    word.case.is_capital()
        && form.len() > 1
        && word.tag != Tag::Hash
        && !known().ordinary.contains(form)
        && !(starts_sentence(word) && WITHIN.contains(&form))
}

fn ends_org(words: &Words, word: &Word) -> bool {
    known().org_endings.contains(words.form(word))
}

/// `and`, `of` and the like between two capitalised words.
fn bridges(words: &Words, at: usize) -> bool {
    let list = words.list();
    let next = &list[at + 1];
    WITHIN.contains(&words.form(&list[at]))
        && list[at].case != Case::Capital
        && joins(next.gap)
        && is_name_word(words, next)
        && words.form(&list[at]) != "and"
        || words.form(&list[at]) == "and" && list[at].case == Case::None && is_name_word(words, next)
}

fn joins(gap: Gap) -> bool {
    const PARTS: Gap = Gap::END.and(Gap::COMMA).and(Gap::MARK).and(Gap::QUOTE).and(Gap::APOSTROPHE);
    !gap.has(PARTS)
}

fn starts_sentence(word: &Word) -> bool {
    word.gap.has(Gap::END.and(Gap::START).and(Gap::QUOTE).and(Gap::LINE_START))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let words = Words::of(text);
        orgs(&words, &[], false)
            .iter()
            .map(|found| {
                let list = &words.list()[found.words.clone()];
                text[list[0].start as usize..list[list.len() - 1].end as usize].to_owned()
            })
            .collect()
    }

    #[test]
    fn a_run_of_capitalised_words_is_a_name() {
        assert_eq!(found("we signed Veldhoven Dairy last week"), ["Veldhoven Dairy"]);
        assert_eq!(found("with Brandt & Söhne in May"), ["Brandt & Söhne"]);
        assert_eq!(found("at @northgate today"), ["northgate"]);
        assert_eq!(found("the Bank of Orlev said"), ["Bank of Orlev"]);
    }

    #[test]
    fn ordinary_capitals_are_no_names() {
        assert!(found("Yesterday we met on Monday in March").is_empty());
        assert!(found("We use GitHub and Docker.").is_empty());
        assert!(found("Customers like it. They told us.").is_empty());
    }
}
