//! What a phrase finds, held against a search that tries everything.

#![allow(clippy::unwrap_used)]

use presscheck::rule::engine::{Engine, Known, Readable};
use presscheck::rule::figures::Found;
use presscheck::rule::language::compile::Compiler;
use presscheck::rule::language::index::Owned;
use presscheck::rule::slots::Slot;
use presscheck::rule::wanted::Wanted;
use presscheck::word::Words;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::ops::Range;

/// A text without any slot.
struct Plain<'t>(&'t str, Words);

impl Readable for Plain<'_> {
    fn text(&self) -> &str {
        self.0
    }

    fn words(&self) -> &Words {
        &self.1
    }

    fn named(&self) -> Vec<Found> {
        Vec::new()
    }

    fn find(&self, _: Slot) -> Vec<Found> {
        Vec::new()
    }

    fn may_hold(&self, _: Slot, _: &Range<usize>) -> bool {
        false
    }
}

/// A step of a phrase: one of some words, any word, any so many words or fewer.
enum Step {
    One(&'static [&'static str]),
    Word,
    Gap(usize),
}

/// Phrases as written, and the ways to go through each.
fn phrases() -> Vec<(&'static str, Vec<Vec<Step>>)> {
    use Step::{Gap, One, Word};
    vec![
        ("kiln ...2 {word} ...3 glaze", vec![vec![One(&["kiln"]), Gap(2), Word, Gap(3), One(&["glaze"])]]),
        (
            "(kiln|kiln clay oven) ...1 {word} ...2 (glaze|oven)",
            vec![
                vec![One(&["kiln"]), Gap(1), Word, Gap(2), One(&["glaze", "oven"])],
                vec![
                    One(&["kiln"]),
                    One(&["clay"]),
                    One(&["oven"]),
                    Gap(1),
                    Word,
                    Gap(2),
                    One(&["glaze", "oven"]),
                ],
            ],
        ),
        (
            "(clay|kiln) ...3 (oven|clay) ...3 (glaze|kiln)",
            vec![vec![
                One(&["clay", "kiln"]),
                Gap(3),
                One(&["oven", "clay"]),
                Gap(3),
                One(&["glaze", "kiln"]),
            ]],
        ),
    ]
}

/// Whether the steps lead through `words` from the first one on.
fn leads(steps: &[Step], words: &[&str]) -> bool {
    match (steps, words) {
        ([], _) => true,
        ([Step::Gap(most), rest @ ..], _) => {
            (0..=*most.min(&words.len())).any(|skipped| leads(rest, &words[skipped..]))
        }
        ([Step::Word, rest @ ..], [_, behind @ ..]) => leads(rest, behind),
        ([Step::One(own), rest @ ..], [word, behind @ ..]) => own.contains(word) && leads(rest, behind),
        (_, []) => false,
    }
}

proptest! {
    #[test]
    fn a_phrase_with_gaps_is_found_wherever_one_way_leads_through_it(
        sentences in prop::collection::vec(prop::collection::vec("kiln|clay|oven|glaze|pot", 1..12), 1..4)
    ) {
        // A capital letter tells that a sentence begins.
        let text: String = sentences.iter().map(|words| format!("Pot {}. ", words.join(" "))).collect();
        for (phrase, ways) in phrases() {
            let mut compiler = Compiler::default();
            compiler.add(phrase, 0, Owned::Head).unwrap();
            let mut engine = Engine::default();
            engine.add(compiler.finish(), 0);
            let mut wanted = Wanted::default();
            wanted.add(0);
            let request = engine.ask(wanted);
            let hits = engine.find(&Plain(&text, Words::of(&text)), &mut Known::default(), &request);
            let found: BTreeSet<usize> = hits.iter().map(|hit| hit.words.start).collect();
            let mut right = BTreeSet::new();
            let mut before = 0;
            for words in &sentences {
                let words: Vec<&str> = words.iter().map(String::as_str).collect();
                let starts = (0..words.len()).filter(|&at| ways.iter().any(|way| leads(way, &words[at..])));
                right.extend(starts.map(|at| before + 1 + at));
                before += 1 + words.len();
            }
            prop_assert_eq!(found, right, "{} in {}", phrase, text);
        }
    }
}
