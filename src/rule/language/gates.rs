//! The gates of all patterns: which of them may find something in a text.
//!
//! Strings that patterns demand are looked up by one of their groups of letters, so that a text is
//! asked only about strings that it may hold: what this costs goes with the text, not with the
//! patterns.

use super::counts::Counts;
use super::gate::{Demand, MOST, demands};
use super::sieve::{self, GRAMS, Places, Sieve};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What patterns demand of a text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gates {
    /// For each group of letters where the strings looked up by it end.
    ends: Vec<u32>,
    strings: Vec<Told>,
    /// The groups of letters of all strings.
    grams: Vec<u16>,
    /// Demands that a character of one of these places is there.
    places: Vec<(Places, u16)>,
    /// The demands of each pattern; all must be met. Demand 0 is met by every text.
    patterns: Vec<[u16; MOST]>,
    /// How many demands there are.
    demands: u16,
}

/// A string that meets a demand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Told {
    demand: u16,
    /// Where its groups of letters begin, and how many they are.
    first: u32,
    count: u16,
}

impl Gates {
    /// The gates of `patterns`, for texts like those whose words were counted. What is no regular
    /// expression lets every text in.
    #[must_use]
    pub fn of<'p>(patterns: impl Iterator<Item = &'p str>, counts: &Counts) -> Gates {
        let mut numbers: BTreeMap<Demand, u16> = BTreeMap::new();
        let mut number = |demand| {
            let next = numbers.len() as u16 + 1;
            *numbers.entry(demand).or_insert(next)
        };
        let patterns = patterns.map(|pattern| {
            let mut own = demands(pattern).into_iter().map(&mut number);
            std::array::from_fn(|_| own.next().unwrap_or_default())
        });
        let mut gates = Gates { patterns: patterns.collect(), ..Gates::default() };
        let mut strings: Vec<Vec<Told>> = vec![Vec::new(); GRAMS];
        let mut often = vec![0; GRAMS];
        for (word, count) in counts.all() {
            sieve::grams(&format!(" {word} ")).iter().for_each(|gram| often[usize::from(*gram)] += count);
        }
        gates.demands = numbers.len() as u16;
        for (Demand { grams, places }, demand) in numbers {
            if places != [0; 2] {
                gates.places.push((places, demand));
            }
            for string in grams {
                // Of several groups the rarest, then the one that leads to the fewest strings.
                let rare = |gram: usize| (often[gram], strings[gram].len());
                let Some(&home) = string.iter().min_by_key(|gram| rare(usize::from(**gram))) else {
                    continue;
                };
                let (first, count) = (gates.grams.len() as u32, string.len() as u16);
                strings[usize::from(home)].push(Told { demand, first, count });
                gates.grams.extend(string);
            }
        }
        for own in strings {
            gates.strings.extend(own);
            gates.ends.push(gates.strings.len() as u32);
        }
        gates
    }

    /// The patterns that may find something in a text, by number: never wrongly left out.
    #[must_use]
    pub fn open(&self, text: &Sieve) -> Vec<u32> {
        let all = (0..).zip(&self.patterns);
        if text.is_odd() {
            return all.map(|(number, _)| number).collect();
        }
        // One bit for each demand.
        let mut met = vec![0_u64; usize::from(self.demands) / 64 + 1];
        met[0] = 1;
        for (places, demand) in &self.places {
            if text.has_any(*places) {
                met[usize::from(demand >> 6)] |= 1 << (demand & 63);
            }
        }
        for gram in text.grams() {
            for told in self.strings_of(gram) {
                let grams = &self.grams[told.first as usize..][..usize::from(told.count)];
                if text.has_all(grams) {
                    met[usize::from(told.demand >> 6)] |= 1 << (told.demand & 63);
                }
            }
        }
        let is_met = |demand: &u16| met[usize::from(demand >> 6)] & 1 << (demand & 63) != 0;
        all.filter(|(_, demands)| demands.iter().all(is_met)).map(|(number, _)| number).collect()
    }

    fn strings_of(&self, gram: usize) -> &[Told] {
        let end = |gram: usize| self.ends.get(gram).map_or(0, |&end| end as usize);
        let start = gram.checked_sub(1).map_or(0, end);
        self.strings.get(start..end(gram)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::built_in::patterns;
    use super::*;

    fn passes(pattern: &str, text: &str) -> bool {
        Gates::of([pattern].into_iter(), &Counts::default()).open(&Sieve::of(text)) == [0]
    }

    #[test]
    fn a_text_without_what_the_pattern_asks_for_is_kept_out() {
        assert!(!passes(r"(?i)\b(?:called|phone)\b[^.\n]{0,30}?\d", "call me at noon"));
        assert!(!passes(r"(?i)\b(?:called|phone)\b[^.\n]{0,30}?\d", "they called at noon"));
        assert!(!passes(r"\bgh[pousr]_[A-Za-z0-9]{15}", "we ghost-write"));
        assert!(!passes(r"\[\s*(?i:quote|name)\s*\]", "a quote by name"));
        assert!(!passes(r"😍|[👇⬇]", "it’s — “naïve”"));
        assert!(!passes(r"(?i)\b(?:(?:oh|one)[ ,-]+){3,}", "phones, ohms"));
        assert!(!passes(r"\bX{2,3}\s?%", "an axe of 30 %"));
    }

    #[test]
    fn a_text_that_the_pattern_finds_something_in_passes() {
        for (pattern, text) in [
            (r"(?i)\b(?:called|phone)\b[^.\n]{0,30}?\d", "They CALLED at 9"),
            (r"(?i)\b(?:called|phone)\b[^.\n]{0,30}?\d", "called at ٣"),
            (r"\bgh[pousr]_[A-Za-z0-9]{2}", "ghp_aB"),
            (r"(?i)task", "ta\u{17f}\u{212a}"),
            (r"(?i)[$€]\s?\d", "€ 5"),
            (r"(?i)a?bcd|x+yz1", "XXYZ1"),
            (r"(?:abc){2}", "abcabc"),
            (r"abc(?P<own>\d\.)d", "abc1.d"),
            (r"abc(?:x|(?P<own>\d\.))?(?:de)+f", "abc1.dedef"),
            (r"(?i)\b(?:(?:oh|one)[ ,-]+){3,}", "Oh-one, ONE "),
            (r"😍|[👇⬇]", "⬇"),
        ] {
            assert!(regex::Regex::new(pattern).unwrap().is_match(text), "{pattern}");
            assert!(passes(pattern, text), "{pattern}");
        }
    }

    #[test]
    fn no_gate_keeps_out_what_a_pattern_finds_in_the_words_of_the_policy() {
        let patterns = patterns();
        let all = regex::RegexSetBuilder::new(patterns).size_limit(1 << 30).build().unwrap();
        let gates = Gates::of(patterns.iter().map(String::as_str), &Counts::default());
        for file in std::fs::read_dir("policy/rules").unwrap() {
            let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
            for line in text.lines().filter(|line| line.len() < 400) {
                let open = gates.open(&Sieve::of(line));
                let shut = |number: &usize| !open.contains(&(*number as u32));
                let wrong: Vec<_> =
                    all.matches(line).into_iter().filter(shut).map(|at| &patterns[at]).collect();
                assert!(wrong.is_empty(), "{line}: {wrong:?}");
            }
        }
    }
}
