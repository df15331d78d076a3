//! Given names: who somebody is among those who know them.

use super::figures::Found;
use super::org::starts_sentence;
use super::slots::Slot;
use crate::names::{is_ordinary, known};
use crate::word::{Case, Words};
use std::ops::Range;

/// What follows somebody's name more often than an everyday word of the same letters.
const DOES: [&str; 10] = ["has", "had", "is", "was", "got", "gets", "who", "from", "and", "whose"];

/// Words of `range` that are somebody's given name. `Will`, `Mark` and `Grace` begin sentences as
/// everyday words too: there they are one only before what a person does.
pub fn given<'w>(words: &'w Words, range: &Range<usize>) -> impl Iterator<Item = Found> + 'w {
    let does = move |at: usize| words.list().get(at).is_some_and(|next| DOES.contains(&words.form(next)));
    let is_given = move |at: &usize| {
        let word = &words.list()[*at];
        let form = words.form(word);
        word.case == Case::Capital
            && known().given.contains(form)
            && !(starts_sentence(word) && is_ordinary(form) && !does(*at + 1))
    };
    range.clone().filter(is_given).map(|at| Found { slot: Slot::Given, words: at..at + 1 })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str) -> Vec<String> {
        let words = Words::of(text);
        given(&words, &(0..words.list().len()))
            .map(|found| words.form(&words.list()[found.words.start]).to_owned())
            .collect()
    }

    #[test]
    fn everyday_words_that_begin_a_sentence_are_nobody() {
        assert_eq!(
            seen("Will you mark the page? Ask Will, Jeroen or grace. Dirk has."),
            ["will", "jeroen", "dirk"]
        );
    }
}
