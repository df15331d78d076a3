//! What reads like the inside of a house: sentences that tell in words of their own what no phrase of any
//! rule asks for, told by the points of their words.

use super::help::Blanks;
use super::page::{Page, Text};
use super::{Judge, Raised};
use crate::document::is_setting;
use crate::rule::points::Points;
use crate::word::{Aligned, Reader};
use std::sync::LazyLock;

/// The rule that speaks.
pub const RULE: &str = "inside-knowledge";

/// Words that a sentence has at the least.
const LEAST: usize = 4;

/// Words that a sentence has at the most: of some thirty thousand marked sentences three are longer, so
/// nothing was learned of such.
const MOST: usize = 40;

/// Words that the label names at the most.
const NAMED: usize = 3;

/// What the words of sentences are worth, as the build script prepared it.
static PREPARED: &Aligned<[u8]> = &Aligned(*include_bytes!(concat!(env!("OUT_DIR"), "/sentences.points")));

static POINTS: LazyLock<Points> =
    LazyLock::new(|| Points::read(&mut Reader::new(&PREPARED.0)).unwrap_or_default());

pub(super) fn raise(judge: &Judge<'_>, page: &Page<'_>, raised: &mut Vec<Raised>) {
    let Some((rule, light)) = judge.rules.find(RULE).and_then(|rule| Some((rule, judge.light(rule, None)?)))
    else {
        return;
    };
    for (number, text) in page.texts.iter().enumerate().filter(|(_, text)| is_said(text)) {
        let names = text.names.iter().map(|named| named.words.clone());
        let numbers = POINTS.numbers(&text.words, names);
        let sentences = text.words.sentences();
        for sentence in sentences.filter(|sentence| (LEAST..=MOST).contains(&sentence.len())) {
            let Some(told) = POINTS.weigh(&numbers[sentence.clone()]) else { continue };
            let words = told.words.iter().map(|own| {
                let own = sentence.start + own.start..sentence.start + own.end;
                format!("\u{201c}{}\u{201d}", text.str().get(text.bytes(own)).unwrap_or_default())
            });
            let words: Vec<_> = words.take(NAMED).collect();
            let mut found = judge.finding(page, number, rule, light, text.bytes(sentence));
            found.category = Some(told.kind);
            found.label = format!("{}: {}", found.label, words.join(", "));
            found.help = judge.fill(&found.help, &Blanks::default());
            raised.push(found);
        }
    }
}

fn is_said(text: &Text<'_>) -> bool {
    text.is_read() && !text.block.key.as_deref().is_some_and(is_setting)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::builtin;
    use crate::rule::points::File;
    use crate::word::plain;

    fn file() -> File {
        toml::from_str(include_str!("../../policy/points.toml")).unwrap()
    }

    #[test]
    fn what_the_build_prepared_is_what_the_policy_says() {
        assert_eq!(*POINTS, Points::new(&file()));
    }

    #[test]
    fn every_word_is_written_as_texts_are_read() {
        let file = file();
        let scales = std::iter::once(&file.inside).chain(file.kinds.values());
        let odd = scales.flat_map(|scale| scale.words.keys()).filter(|words| {
            let own = words.split(' ').map(|word| word.trim_matches(['{', '}'])).collect::<Vec<_>>();
            own.len() > 2 || plain(words) != own.join(" ")
        });
        assert_eq!(odd.collect::<Vec<_>>(), Vec::<&String>::new());
    }

    #[test]
    fn every_kind_is_a_category_of_the_other_rules() {
        let specs = builtin::specs().unwrap();
        for kind in file().kinds.keys() {
            assert!(specs.iter().any(|spec| spec.category.as_ref() == Some(kind)), "{kind}");
        }
    }
}
