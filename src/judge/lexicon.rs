//! Every name the policy holds, in one index: one walk over a text finds them all.

use crate::names::{About, Around, Index, Match, Sense, known, sense, word_range};
use crate::policy::{Kind, Listed, Policy};
use crate::word::{Words, plain};
use std::ops::Range;

/// What a name in the policy stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Target {
    /// The company, by its name.
    Company,
    /// A brand or product.
    Brand,
    /// Somebody who works there, by number.
    Employee(u32),
    /// A listed name, by number.
    Listed(u32),
    /// Under embargo, by number.
    Embargo(u32),
    /// Not to be mentioned, by number.
    Withheld(u32),
}

/// A name found in a text.
#[derive(Debug, Clone)]
pub struct Named {
    /// Whose it is.
    pub target: Target,
    /// Words of the text.
    pub words: Range<usize>,
    /// Bytes of the text: the name itself, without the rest of a hashtag.
    pub range: Range<usize>,
    /// How sure it is.
    pub sense: Sense,
    /// The name was listed as an everyday platform or tool.
    pub everyday: bool,
    /// Found within a word, at a capital.
    pub inner: bool,
    /// How many words the listed spelling has.
    pub length: u8,
}

/// The index of all names with what they stand for.
#[derive(Debug, Default)]
pub struct Lexicon {
    index: Index,
    targets: Vec<Entry>,
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    target: Target,
    about: About,
    everyday: bool,
}

impl Lexicon {
    /// Indexes the names of `policy`.
    #[must_use]
    pub fn new(policy: &Policy) -> Self {
        let mut lexicon = Lexicon::default();
        let mut words = Words::default();
        lexicon.add(
            Target::Company,
            About::default(),
            false,
            spelled(&policy.company.name).iter(),
            &mut words,
        );
        lexicon.add(
            Target::Brand,
            About::default(),
            false,
            policy.company.brands.iter().chain(&policy.company.handles),
            &mut words,
        );
        for (number, employee) in policy.employees.iter().enumerate() {
            // The name first: a handle of the same letters does not know where its words part.
            let name = employee.name.contains(' ').then_some(&employee.name);
            let names = name.into_iter().chain(&employee.handles);
            lexicon.add(Target::Employee(number as u32), About::default(), false, names, &mut words);
        }
        for (number, embargo) in policy.embargoes.iter().enumerate() {
            lexicon.add(
                Target::Embargo(number as u32),
                About::default(),
                false,
                embargo.what.iter(),
                &mut words,
            );
        }
        for (number, withheld) in policy.withheld.iter().enumerate() {
            lexicon.add(
                Target::Withheld(number as u32),
                About::default(),
                false,
                std::iter::once(&withheld.what),
                &mut words,
            );
        }
        for (number, listed) in policy.listed.iter().enumerate() {
            let about = About { common: listed.common_word, codename: listed.kind == Kind::Project };
            let names = std::iter::once(&listed.name).chain(&listed.aliases);
            lexicon.add(Target::Listed(number as u32), about, is_everyday(listed), names, &mut words);
        }
        lexicon
    }

    fn add<'n>(
        &mut self,
        target: Target,
        about: About,
        everyday: bool,
        names: impl Iterator<Item = &'n String>,
        words: &mut Words,
    ) {
        let number = self.targets.len() as u32;
        self.targets.push(Entry { target, about, everyday });
        for name in names {
            self.index.add(name, number, words);
        }
    }

    /// The names in `words`: at each place the longest that is meant; names of several kinds that
    /// are spelled alike all count.
    #[must_use]
    pub fn find(&self, words: &Words, title: bool, tag: bool) -> Vec<Named> {
        let mut matches = Vec::new();
        self.index.find(words, &mut matches);
        if matches.is_empty() {
            return Vec::new();
        }
        let brands: Vec<Range<usize>> = matches
            .iter()
            .filter(|hit| matches!(self.entry(hit).target, Target::Brand | Target::Company))
            .map(|hit| word_range(words, hit))
            .collect();
        let mut named: Vec<Named> = Vec::new();
        for hit in &matches {
            let range = word_range(words, hit);
            let brand = || {
                let sentence = words.sentence_start(range.start)..words.sentence_end(range.start);
                brands.iter().any(|brand| sentence.contains(&brand.start) && *brand != range)
            };
            let entry = self.entry(hit);
            let around = Around { brand: entry.about.common && brand(), title, tag };
            let told = sense(&self.index, words, hit, entry.about, around);
            if told > Sense::Other && !hidden(words, hit, &named) {
                named.push(self.named(words, hit, told));
            }
        }
        named
    }

    fn named(&self, words: &Words, hit: &Match, sense: Sense) -> Named {
        let Entry { target, everyday, .. } = self.entry(hit);
        let atoms = &words.atoms()[hit.atoms.clone()];
        Named {
            target,
            words: word_range(words, hit),
            range: atoms[0].start as usize..atoms[atoms.len() - 1].end as usize,
            sense,
            everyday,
            inner: hit.inner,
            length: self.index.entry(hit.entry).shape.words,
        }
    }

    fn entry(&self, hit: &Match) -> Entry {
        self.targets[self.index.entry(hit.entry).listed as usize]
    }
}

/// A company's name as the policy writes it, and its parts where one stands in brackets:
/// `18F (General Services Administration)`.
fn spelled(name: &str) -> Vec<String> {
    let parts = name.split(['(', ')']).map(str::trim).filter(|part| !part.is_empty());
    let mut names: Vec<String> = parts.map(str::to_owned).collect();
    if names.len() > 1 {
        names.insert(0, name.to_owned());
    }
    names
}

/// Whether a longer name that was accepted covers the place.
fn hidden(words: &Words, hit: &Match, named: &[Named]) -> bool {
    let atoms = &words.atoms()[hit.atoms.clone()];
    let own = atoms[0].start as usize..atoms[atoms.len() - 1].end as usize;
    named
        .iter()
        .rev()
        .take(16)
        .any(|other| other.range.start <= own.start && own.start < other.range.end && other.range != own)
}

fn is_everyday(listed: &Listed) -> bool {
    listed.everyday.unwrap_or_else(|| {
        matches!(listed.kind, Kind::Customer | Kind::Partner | Kind::Supplier)
            && known().everyday.contains(&plain(&listed.name))
    })
}
