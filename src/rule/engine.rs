//! All phrases of all rules at once: which of them stand in a text, and where.
//!
//! Every phrase has keys: words of which one must be there. A text's words are looked up once;
//! only phrases whose key is there are run, near that key.

use super::phrase::{Node, PhraseError, parse};
use super::program::{NoList, Ran, Step, Text, Vocabulary, compile};
use super::slots::{Found, Slot};
use crate::word::{Tag, Words};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;
use std::ops::Range;

/// How far before its key a phrase may begin, in words.
const REACH: usize = 40;

/// Very frequent words: a phrase is not looked up by these if it has another.
const FREQUENT: [&str; 94] = [
    "a", "an", "the", "and", "or", "of", "to", "in", "on", "at", "by", "for", "from", "with", "as", "is",
    "are", "was", "were", "be", "been", "it", "its", "this", "that", "these", "those", "we", "our", "us",
    "you", "your", "i", "my", "me", "he", "she", "they", "their", "them", "his", "her", "not", "no", "has",
    "have", "had", "do", "does", "did", "will", "would", "can", "could", "should", "may", "up", "out", "if",
    "so", "all", "more", "new", "how", "what", "who", "when", "s", "t", "re", "ve", "ll", "m", "d", "de",
    "la", "le", "les", "des", "en", "et", "el", "los", "der", "die", "das", "und", "een", "het", "van",
    "que", "il", "di", "o",
];

/// Phrases ready to be looked for.
#[derive(Debug, Default)]
pub struct Engine {
    numbers: FxHashMap<Box<str>, u32>,
    prefixes: Vec<String>,
    prefixes_by_head: FxHashMap<[u8; 3], Vec<u32>>,
    lists: BTreeMap<String, Vec<Vec<Node>>>,
    programs: Vec<Program>,
    by_word: Vec<Vec<u32>>,
    by_prefix: Vec<Vec<u32>>,
    by_slot: Vec<(Slot, u32)>,
}

#[derive(Debug)]
struct Program {
    steps: Vec<Step>,
    owner: u32,
}

/// A phrase found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Whom the phrase was added for.
    pub owner: u32,
    /// The words it covers.
    pub words: Range<usize>,
    /// The slots it filled.
    pub slots: Vec<(Slot, Range<usize>)>,
}

/// A key: one of these must be in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Key {
    Word(u32),
    Prefix(u32),
    Slot(Slot),
}

impl Engine {
    /// Adds a word list that phrases name as `<name>`. Lists are added before the phrases.
    ///
    /// # Errors
    /// [`PhraseError`] if a phrase of the list cannot be read.
    pub fn add_list(&mut self, name: &str, phrases: &[&str]) -> Result<(), PhraseError> {
        let choices = phrases.iter().map(|phrase| parse(phrase)).collect::<Result<Vec<_>, _>>()?;
        self.lists.insert(name.to_owned(), choices);
        Ok(())
    }

    /// Forgets a word list.
    pub fn remove_list(&mut self, name: &str) {
        self.lists.remove(name);
    }

    /// Adds a phrase for `owner`.
    ///
    /// # Errors
    /// [`PhraseError`] if it cannot be read, or names a word list that is not there.
    pub fn add(&mut self, phrase: &str, owner: u32) -> Result<(), PhraseError> {
        let nodes = parse(phrase)?;
        let steps = compile(&nodes, self, 0).map_err(|NoList(name)| PhraseError {
            at: phrase.find('<').unwrap_or(0),
            length: name.len() + 2,
            message: format!("there is no word list `<{name}>`"),
            help: format!("the word lists are {}", self.list_names()),
        })?;
        let number = self.programs.len() as u32;
        let Some(keys) = self.keys(&nodes, 0) else {
            return Err(PhraseError {
                at: 0,
                length: phrase.len(),
                message: "the phrase has nothing to look for".to_owned(),
                help: "add a word, or a slot other than `{word}`, `{Word}` and `{role}`".to_owned(),
            });
        };
        for key in keys {
            match key {
                Key::Word(word) => push_new(&mut self.by_word, word as usize, number),
                Key::Prefix(prefix) => push_new(&mut self.by_prefix, prefix as usize, number),
                Key::Slot(slot) => self.by_slot.push((slot, number)),
            }
        }
        self.programs.push(Program { steps, owner });
        Ok(())
    }

    fn list_names(&self) -> String {
        self.lists.keys().map(|name| format!("<{name}>")).collect::<Vec<_>>().join(", ")
    }

    /// The best keys of a sequence: those of its rarest part.
    fn keys(&mut self, nodes: &[Node], depth: u8) -> Option<Vec<Key>> {
        let mut best: Option<(u32, Vec<Key>)> = None;
        for node in nodes {
            if let Some((cost, keys)) = self.node_keys(node, depth)
                && best.as_ref().is_none_or(|(least, _)| cost < *least)
            {
                best = Some((cost, keys));
            }
        }
        best.map(|(_, keys)| keys)
    }

    /// Keys of one part and what they cost: how often they stand in a text, roughly.
    fn node_keys(&mut self, node: &Node, depth: u8) -> Option<(u32, Vec<Key>)> {
        match node {
            Node::Word(form) => {
                let cost =
                    if FREQUENT.contains(&form.as_str()) { 400 } else { 20 / form.len().min(20) as u32 + 1 };
                Some((cost, vec![Key::Word(self.word(form))]))
            }
            Node::Hashtag(form) | Node::Handle(form) => Some((1, vec![Key::Word(self.word(form))])),
            Node::Exact(text) => {
                let form = crate::word::plain(text).replace(' ', "");
                Some((4, vec![Key::Word(self.word(&form))]))
            }
            Node::Prefix(form) => Some((6, vec![Key::Prefix(self.prefix(form))])),
            Node::Slot(slot) => match slot.list() {
                Some(name) => self.list_keys(name, Some(*slot), depth),
                None => Some((slot_cost(*slot)?, vec![Key::Slot(*slot)])),
            },
            Node::List(name) => self.list_keys(name, None, depth),
            Node::Any(choices) => self.choice_keys(choices, depth),
            Node::Gap(_) | Node::Comma | Node::LineStart | Node::LineEnd | Node::Maybe(_) => None,
        }
    }

    fn list_keys(&mut self, name: &str, slot: Option<Slot>, depth: u8) -> Option<(u32, Vec<Key>)> {
        let choices = self.lists.get(name).filter(|_| depth < 6)?.clone();
        let (cost, mut keys) = self.choice_keys(&choices, depth + 1)?;
        if slot == Some(Slot::We) {
            keys.push(Key::Slot(Slot::Employer));
        }
        Some((cost, keys))
    }

    fn choice_keys(&mut self, choices: &[Vec<Node>], depth: u8) -> Option<(u32, Vec<Key>)> {
        let mut all = Vec::new();
        let mut cost = 0;
        for choice in choices {
            let mut best: Option<(u32, Vec<Key>)> = None;
            for node in choice {
                if let Some((own, keys)) = self.node_keys(node, depth)
                    && best.as_ref().is_none_or(|(least, _)| own < *least)
                {
                    best = Some((own, keys));
                }
            }
            let (own, keys) = best?;
            cost += own;
            all.extend(keys);
        }
        Some((cost, all))
    }

    /// The slots that some phrase is looked up by, and all that its words may need.
    #[must_use]
    pub fn wants(&self, words: &Words) -> FxHashSet<Slot> {
        let mut wanted: FxHashSet<Slot> = self.by_slot.iter().map(|(slot, _)| *slot).collect();
        for (_, program) in self.candidates(words, &self.number(words), &[]) {
            for step in &self.programs[program as usize].steps {
                if let Step::Slot(slot) = step {
                    wanted.insert(*slot);
                }
            }
        }
        wanted
    }

    /// Finds every phrase in `text`. `slots` are those found in it, in any order.
    #[must_use]
    pub fn find(&self, text: &str, words: &Words, mut slots: Vec<Found>) -> Vec<Hit> {
        slots.sort_by_key(|found| (found.words.start, found.slot, usize::MAX - found.words.end));
        let numbers = self.number(words);
        let view = Text { text, words, numbers: &numbers, slots: &slots, prefixes: &self.prefixes };
        let mut hits: Vec<Hit> = Vec::new();
        let mut tried: FxHashSet<(u32, usize)> = FxHashSet::default();
        for (at, program) in self.candidates(words, &numbers, &slots) {
            let Program { steps, owner } = &self.programs[program as usize];
            let from = words.sentence_start(at).max(at.saturating_sub(REACH));
            for start in from..=at {
                if self.may_begin(&steps[0], start, &view)
                    && tried.insert((program, start))
                    && let Some(Ran { words, slots }) = view.run(steps, start)
                {
                    hits.push(Hit { owner: *owner, words, slots });
                }
            }
        }
        hits.sort_by(|a, b| {
            (a.words.start, a.owner, b.words.end).cmp(&(b.words.start, b.owner, a.words.end))
        });
        hits.dedup();
        hits
    }

    /// A cheap look at the first instruction.
    fn may_begin(&self, step: &Step, start: usize, view: &Text<'_>) -> bool {
        match step {
            Step::Word(number) | Step::Hashtag(number) | Step::Handle(number) => {
                view.numbers[start] == *number
            }
            _ => true,
        }
    }

    /// The programs whose key is there, with the word where it is.
    fn candidates(&self, words: &Words, numbers: &[u32], slots: &[Found]) -> Vec<(usize, u32)> {
        let mut found = Vec::new();
        for (at, (&number, word)) in numbers.iter().zip(words.list()).enumerate() {
            if let Some(programs) = self.by_word.get(number as usize).filter(|_| number > 0) {
                found.extend(programs.iter().map(|&program| (at, program)));
            }
            let form = words.form(word);
            if word.tag != Tag::At
                && let Some(head) = form.as_bytes().first_chunk::<3>()
                && let Some(prefixes) = self.prefixes_by_head.get(head)
            {
                for &prefix in
                    prefixes.iter().filter(|&&prefix| form.starts_with(&self.prefixes[prefix as usize]))
                {
                    let programs = self.by_prefix.get(prefix as usize).map(Vec::as_slice).unwrap_or_default();
                    found.extend(programs.iter().map(|&program| (at, program)));
                }
            }
        }
        for slot in slots {
            let programs = self.by_slot.iter().filter(|(own, _)| *own == slot.slot);
            found.extend(programs.map(|&(_, program)| (slot.words.start, program)));
        }
        found
    }

    fn number(&self, words: &Words) -> Vec<u32> {
        words.list().iter().map(|word| self.numbers.get(words.form(word)).copied().unwrap_or(0)).collect()
    }
}

/// How often a slot stands in a text, roughly; `None` for slots that are any word.
fn slot_cost(slot: Slot) -> Option<u32> {
    match slot {
        Slot::Word | Slot::Capital | Slot::Role => None,
        Slot::Org | Slot::Firm => Some(300),
        Slot::Number => Some(200),
        Slot::Brand | Slot::Employer => Some(60),
        _ => Some(40),
    }
}

fn push_new(lists: &mut Vec<Vec<u32>>, at: usize, number: u32) {
    if lists.len() <= at {
        lists.resize_with(at + 1, Vec::new);
    }
    if lists[at].last() != Some(&number) {
        lists[at].push(number);
    }
}

impl Vocabulary for Engine {
    fn word(&mut self, form: &str) -> u32 {
        if let Some(&number) = self.numbers.get(form) {
            return number;
        }
        let number = self.numbers.len() as u32 + 1;
        self.numbers.insert(form.into(), number);
        number
    }

    fn prefix(&mut self, form: &str) -> u32 {
        if let Some(at) = self.prefixes.iter().position(|own| own == form) {
            return at as u32;
        }
        let number = self.prefixes.len() as u32;
        if let Some(head) = form.as_bytes().first_chunk::<3>() {
            self.prefixes_by_head.entry(*head).or_default().push(number);
        }
        self.prefixes.push(form.to_owned());
        number
    }

    fn list(&self, name: &str) -> Option<&[Vec<Node>]> {
        self.lists.get(name).map(Vec::as_slice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::slots::figures;

    fn found(phrase: &str, text: &str) -> Vec<String> {
        let mut engine = Engine::default();
        engine.add_list("we", &["we", "our", "us"]).unwrap();
        engine.add_list("metric", &["revenue", "gross margin"]).unwrap();
        engine.add(phrase, 0).unwrap();
        let words = Words::of(text);
        let slots = [Slot::Money, Slot::Percent, Slot::Quarter, Slot::Number]
            .iter()
            .flat_map(|slot| figures(*slot, text, &words))
            .collect();
        engine
            .find(text, &words, slots)
            .iter()
            .map(|hit| {
                let list = &words.list()[hit.words.clone()];
                text[list[0].start as usize..list[list.len() - 1].end as usize].to_owned()
            })
            .collect()
    }

    #[test]
    fn words_follow_one_another_in_one_sentence() {
        assert_eq!(found("our customer", "Our Customer and our-customer"), ["Our Customer", "our-customer"]);
        assert!(found("our customer", "It is our. Customer care").is_empty());
        assert!(found("our customer", "our, customer").is_empty());
        assert_eq!(found("our, customer", "our – customer"), ["our – customer"]);
        assert_eq!(found("don't share", "Don’t share it"), ["Don’t share"]);
    }

    #[test]
    fn alternatives_options_gaps_and_lists() {
        assert_eq!(
            found("{we} ...3 <metric> ... {money}", "Our Q3 gross margin, they say, was about $4 m"),
            ["Our Q3 gross margin, they say, was about $4 m"]
        );
        assert!(found("we ...2 ship", "we one two three ship").is_empty());
        assert_eq!(
            found("(a|the) [big] launch*", "the big launching and a launch"),
            ["the big launching", "a launch"]
        );
        assert_eq!(found("^ draft $", "Draft\nA draft\ndraft"), ["Draft", "draft"]);
        assert_eq!(found("`TK` figures", "TK figures, tk figures"), ["TK figures"]);
        assert_eq!(found("#ad", "an ad #ad"), ["ad"]);
    }

    #[test]
    fn a_title_of_several_words_is_told_with_its_phrase() {
        let mut engine = Engine::default();
        engine.add("{role} wanted at", 0).unwrap();
        let text = "Senior bus driver wanted at the depot";
        let hits = engine.find(text, &Words::of(text), Vec::new());
        assert_eq!(hits[0].slots, [(Slot::Role, 0..3)]);
    }

    #[test]
    fn no_phrase_runs_for_ever() {
        let phrase = "we ...12 we ...12 we ...12 we ...12 we ...12 end";
        let text = "we ".repeat(3000);
        assert!(found(phrase, &text).is_empty());
    }
}
