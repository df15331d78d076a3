//! Points: how far each word, and each two that follow each other, tell what a sentence is about.
//!
//! What gives something away is said in too many ways for phrases. A word that such sentences have more
//! often than others weighs for it, one that they have more seldom against it: the sums are those of a
//! logistic regression over what is there.

use crate::word::{Array, Reader, Vocabulary, Words, Writer};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// How every word with a digit in it is written.
const NUMBER: &str = "{number}";

/// How every word of a name is written that the policy holds.
const NAME: &str = "{name}";

/// The scale that tells whether a sentence is from inside; those of the kinds follow.
const INSIDE: i32 = 0;

/// `policy/points.toml`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    /// Whether a sentence is from inside.
    pub inside: Scale,
    /// What such a sentence is about, by category.
    pub kinds: BTreeMap<String, Scale>,
}

/// What words are worth for one thing, in hundredths.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scale {
    /// What every sentence begins with.
    pub start: i32,
    /// What words, folded, add: one, or two with a space between.
    pub words: BTreeMap<String, i32>,
}

/// What words are worth, to be looked up.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Points {
    vocabulary: Vocabulary,
    /// What every sentence begins with, inside or not, then for each kind.
    starts: Array<i32>,
    kinds: Vec<String>,
    /// Where the entries begin whose first word has that number in the vocabulary.
    firsts: Array<u32>,
    /// The second word, or 0; the scale; the points. Sorted for each first word.
    entries: Array<[i32; 3]>,
    number: u32,
    name: u32,
}

/// A sentence that is from inside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told<'p> {
    /// The category that it has most points for.
    pub kind: &'p str,
    /// The words that weigh for it, the most first.
    pub words: Vec<Range<usize>>,
}

impl Points {
    /// What a file says.
    #[must_use]
    pub fn new(file: &File) -> Points {
        let mut points = Points::default();
        points.number = points.vocabulary.add(NUMBER);
        points.name = points.vocabulary.add(NAME);
        let mut all: BTreeMap<(u32, i32, i32), i32> = BTreeMap::new();
        for (scale, own) in (0..).zip(std::iter::once(&file.inside).chain(file.kinds.values())) {
            points.starts.to_mut().push(own.start);
            for (words, worth) in &own.words {
                let mut numbers = words.split(' ').map(|word| points.vocabulary.add(word));
                let first = numbers.next().unwrap_or_default();
                all.insert((first, numbers.next().unwrap_or_default() as i32, scale), *worth);
            }
        }
        points.kinds = file.kinds.keys().cloned().collect();
        for ((first, second, scale), worth) in all {
            points.firsts.to_mut().resize(first as usize + 1, points.entries.len() as u32);
            points.entries.to_mut().push([second, scale, worth]);
        }
        let words = points.vocabulary.words().count();
        points.firsts.to_mut().resize(words + 2, points.entries.len() as u32);
        points
    }

    /// The numbers of the words of a text, in which `names` are names of the policy.
    #[must_use]
    pub fn numbers(&self, words: &Words, names: impl Iterator<Item = Range<usize>>) -> Vec<u32> {
        let mut numbers = Vec::new();
        self.vocabulary.numbers(words, &mut numbers);
        for (number, word) in numbers.iter_mut().zip(words.list()) {
            if words.form(word).bytes().any(|byte| byte.is_ascii_digit()) {
                *number = self.number;
            }
        }
        names.for_each(|name| numbers[name].fill(self.name));
        numbers
    }

    /// What a sentence gives away that has these words, by number; `None` if nothing.
    #[must_use]
    pub fn weigh(&self, sentence: &[u32]) -> Option<Told<'_>> {
        let start = self.starts.first()?;
        let inside = self.given(sentence).filter(|(_, entry)| entry[1] == INSIDE);
        // Nearly no sentence has the words to get there.
        if start + inside.map(|(_, entry)| entry[2].max(0)).sum::<i32>() < 0 {
            return None;
        }
        let mut given: Vec<_> = self.given(sentence).collect();
        // Said twice is said once.
        let mut said = BTreeSet::new();
        given.retain(|(range, entry)| said.insert((entry[1], &sentence[range.clone()])));
        let mut sums = self.starts.to_vec();
        given.iter().for_each(|(_, entry)| sums[entry[1] as usize] += entry[2]);
        let (inside, kinds) = sums.split_first()?;
        let kind = (0..kinds.len()).rev().max_by_key(|&kind| kinds[kind]).filter(|_| *inside >= 0)?;
        given.retain(|(_, entry)| entry[1] == INSIDE && entry[2] > 0);
        given.sort_by_key(|(range, entry)| (-entry[2], range.start));
        let words = given.into_iter().map(|(range, _)| range).collect();
        Some(Told { kind: &self.kinds[kind], words })
    }

    /// The entries of the words of a sentence and of each two that follow each other, each with their place.
    fn given(&self, sentence: &[u32]) -> impl Iterator<Item = (Range<usize>, &[i32; 3])> {
        let firsts = sentence.iter().enumerate().filter(|(_, first)| **first > 0);
        firsts.flat_map(|(at, &first)| {
            let own = self.firsts[first as usize] as usize..self.firsts[first as usize + 1] as usize;
            let entries = &self.entries[own];
            let second = sentence.get(at + 1).copied().filter(|second| *second > 0);
            [Some(0), second].into_iter().flatten().flat_map(move |second| {
                let from = entries.partition_point(|entry| entry[0] < second as i32);
                let own = entries[from..].iter().take_while(move |entry| entry[0] == second as i32);
                own.map(move |entry| (at..at + 1 + usize::from(second > 0), entry))
            })
        })
    }

    /// Writes it down.
    pub fn write(&self, out: &mut Writer) {
        self.vocabulary.write(out);
        out.array(&self.starts);
        out.text(&self.kinds.join("\n"));
        out.array(&self.firsts);
        out.array(&self.entries);
        out.array(&[self.number, self.name]);
    }

    /// What [`Points::write`] wrote; `None` if it is cut short.
    #[must_use]
    pub fn read(from: &mut Reader) -> Option<Points> {
        let vocabulary = Vocabulary::read(from)?;
        let (starts, kinds) = (from.array()?, from.text()?.lines().map(str::to_owned).collect());
        let (firsts, entries) = (from.array()?, from.array()?);
        let [number, name] = from.array()?.first_chunk().copied()?;
        Some(Points { vocabulary, starts, kinds, firsts, entries, number, name })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points() -> Points {
        let file = r#"
            [inside]
            start = -150
            words = { "open" = 100, "back door" = 60, "door" = 20, "{number}" = 40, "you" = -120, "{name}" = 10 }
            [kinds.legal]
            start = 5
            words = { "court" = 90 }
            [kinds.security]
            start = 0
            words = { "door" = 30 }
        "#;
        Points::new(&toml::from_str(file).unwrap())
    }

    fn told(text: &str) -> Option<(String, Vec<String>)> {
        let (points, words) = (points(), Words::of(text));
        let numbers = points.numbers(&words, std::iter::empty());
        let told = points.weigh(&numbers)?;
        let part = |range: Range<usize>| {
            text[words.list()[range.start].start as usize..words.list()[range.end - 1].end as usize]
                .to_owned()
        };
        Some((told.kind.to_owned(), told.words.into_iter().map(part).collect()))
    }

    #[test]
    fn words_and_pairs_add_up_and_the_heaviest_are_told_first() {
        let (kind, words) = told("The back door is open").unwrap();
        assert_eq!(
            (kind.as_str(), words),
            ("security", ["open", "back door", "door"].map(str::to_owned).into())
        );
        assert_eq!(told("It is open at 10").map(|(kind, _)| kind), None, "140 of 150");
        assert_eq!(told("The back door is open for you"), None);
    }

    #[test]
    fn a_word_said_twice_counts_once() {
        assert_eq!(told("open, open and open"), None);
    }

    #[test]
    fn what_was_written_is_read_back() {
        let mut out = Writer::default();
        points().write(&mut out);
        let bytes: &'static [u8] = out.into_bytes().leak();
        assert_eq!(Points::read(&mut Reader::new(bytes)), Some(points()));
        assert_eq!(Points::read(&mut Reader::new(&bytes[..bytes.len() - 8])), None);
    }
}
