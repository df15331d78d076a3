//! Every name the policy holds, in one index: one walk over a text finds them all.

use crate::names::sealed::Unsealed;
use crate::names::{About, Around, Match, Sense, Shelf, is_ordinary, known, sense, word_range};
use crate::policy::{Kind, Listed, Mark, OpenList, Policy, TermKind};
use crate::word::{Words, fold, plain};
use std::cmp::Reverse;
use std::ops::Range;
use std::sync::Arc;

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

impl Target {
    /// Whether it is the company itself, or a brand or product of it.
    #[must_use]
    pub fn is_ours(self) -> bool {
        matches!(self, Target::Company | Target::Brand)
    }
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
    /// What a listed term gives away.
    pub term: Option<TermKind>,
    /// What is known of a name that a sealed list holds.
    pub seal: Option<Seal>,
}

/// What is known of a sealed name that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seal {
    /// Its folded words, as the author's words tell them.
    pub name: String,
    /// What stands for it in fingerprints: it says nothing without the key.
    pub pseudonym: String,
}

/// The index of all names with what they stand for.
#[derive(Debug)]
pub struct Lexicon<'p> {
    policy: &'p Policy,
    index: Shelf,
    /// What the first numbers of the index stand for, and how it is spelled; listed names have those that
    /// follow.
    own: Vec<(Target, Vec<&'p str>)>,
    /// Those of them that are an ordinary word too.
    common: Vec<u32>,
    sealed: Vec<SealedNames>,
}

#[derive(Debug)]
struct SealedNames {
    list: Arc<OpenList>,
    kind: Kind,
}

#[derive(Debug, Clone)]
struct Entry {
    target: Target,
    about: About,
    everyday: bool,
    term: Option<TermKind>,
    seal: Option<Box<Seal>>,
}

impl<'p> Lexicon<'p> {
    /// Indexes the names of `policy`.
    #[must_use]
    pub fn new(policy: &'p Policy) -> Self {
        let listed = policy.listed.iter().map(|listed| 1 + listed.aliases().len());
        let employees = policy.employees.iter().map(|employee| 1 + employee.handles.len());
        let embargoes = policy.embargoes.iter().map(|embargo| embargo.what.len());
        let names = listed.chain(employees).chain(embargoes).sum::<usize>() + policy.withheld.len();
        let index = Shelf::new(names);
        let mut lexicon = Lexicon { policy, index, own: Vec::new(), common: Vec::new(), sealed: Vec::new() };
        let mut words = Words::default();
        let company = spelled(&policy.company.name);
        lexicon.add(Target::Company, company.into_iter(), &mut words);
        let brands = policy.company.brands.iter().chain(&policy.company.handles);
        lexicon.add(Target::Brand, brands.map(String::as_str), &mut words);
        for brand in &policy.company.brands {
            if let Some((short, common)) = without_maker(brand, &policy.company.brands) {
                let number = lexicon.add(Target::Brand, std::iter::once(short), &mut words);
                lexicon.common.extend(common.then_some(number));
            }
        }
        for (number, employee) in policy.employees.iter().enumerate() {
            // The name first: a handle of the same letters does not know where its words part.
            let name = employee.name.contains(' ').then_some(&employee.name);
            let names = name.into_iter().chain(&employee.handles);
            lexicon.add(Target::Employee(number as u32), names.map(String::as_str), &mut words);
        }
        for (number, embargo) in policy.embargoes.iter().enumerate() {
            let short = |name: &'p String| short_of_embargo(name, &policy.company.brands);
            let names =
                embargo.what.iter().flat_map(|name| std::iter::once(name.as_str()).chain(short(name)));
            lexicon.add(Target::Embargo(number as u32), names, &mut words);
        }
        for (number, withheld) in policy.withheld.iter().enumerate() {
            let name = std::iter::once(withheld.what.as_str());
            lexicon.add(Target::Withheld(number as u32), name, &mut words);
        }
        let first = lexicon.own.len() as u32;
        for (number, listed) in (first..).zip(&policy.listed).filter(|(_, listed)| !listed.sealed) {
            for name in listed.names() {
                lexicon.index.add(name, number, &mut words);
            }
        }
        for sealed in &policy.sealed {
            let open = sealed.open.iter();
            lexicon.sealed.extend(open.map(|list| SealedNames { list: list.clone(), kind: sealed.kind() }));
        }
        lexicon
    }

    /// Indexes names of `target`, and gives their number.
    fn add(&mut self, target: Target, names: impl Iterator<Item = &'p str>, words: &mut Words) -> u32 {
        let number = self.own.len() as u32;
        let names: Vec<&str> = names.collect();
        for name in &names {
            self.index.add(name, number, words);
        }
        self.own.push((target, names));
        number
    }

    /// How what has a number in the index is spelled.
    fn spellings(&self, number: u32) -> Vec<&'p str> {
        match self.own.get(number as usize) {
            Some((_, names)) => names.clone(),
            None => {
                self.policy.listed[number as usize - self.own.len()].names().map(|name| &**name).collect()
            }
        }
    }

    /// What a name that was found stands for.
    fn entry(&self, hit: &Match) -> Entry {
        let number = hit.listed;
        if let Some(&(target, _)) = self.own.get(number as usize) {
            let about = About { common: self.common.contains(&number), ..About::default() };
            return Entry { target, about, everyday: false, term: None, seal: None };
        }
        let number = number - self.own.len() as u32;
        let listed = &self.policy.listed[number as usize];
        Entry {
            target: Target::Listed(number),
            about: about(listed.kind, listed.common_word),
            everyday: is_everyday(listed) && !is_told_apart(listed, hit),
            term: if let Kind::Term(term) = listed.kind { Some(term) } else { None },
            seal: None,
        }
    }

    /// The entries of the list whose name is `form`, in plain folded words, by number.
    #[must_use]
    pub fn listed_as(&self, form: &str) -> Vec<usize> {
        let words = Words::of(form);
        let mut matches = Vec::new();
        self.index.find(&words, &|number| self.spellings(number), &mut matches);
        matches.retain(|hit| hit.atoms == (0..words.atoms().len()));
        let mut numbers: Vec<usize> = matches
            .iter()
            .filter_map(|hit| (hit.listed as usize).checked_sub(self.own.len()))
            .filter(|&number| plain(&self.policy.listed[number].name) == form)
            .collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }

    /// The names in `words`, a text that is as `around` tells: at each place the longest that is
    /// meant; names of several kinds that are spelled alike all count.
    #[must_use]
    pub fn find(&self, words: &Words, around: Around) -> Vec<Named> {
        let matches = self.matches(words);
        if matches.is_empty() {
            return Vec::new();
        }
        let brands: Vec<Range<usize>> = matches
            .iter()
            .filter(|(_, entry)| entry.target.is_ours())
            .map(|(hit, _)| word_range(words, hit))
            .collect();
        let mut named: Vec<Named> = Vec::new();
        for (hit, entry) in &matches {
            let range = word_range(words, hit);
            let brand = || {
                let sentence = words.sentence_start(range.start)..words.sentence_end(range.start);
                brands.iter().any(|brand| sentence.contains(&brand.start) && *brand != range)
            };
            let around = Around { brand: entry.about.common && brand(), ..around };
            let told = sense(words, hit, entry.about, around);
            if told > Sense::Other {
                let own = named_by(words, hit, entry, told);
                // Only what begins at the word before may be the name's article.
                let near = named.partition_point(|other| other.words.start + 1 < own.words.start);
                let near = named.split_off(near).into_iter();
                named.extend(near.filter(|other| !is_outdone(words, other, &own)));
                if !is_hidden(&own, &named) {
                    named.push(own);
                }
            }
        }
        named
    }

    /// Every place where a name's letters stand, by start and the longest first.
    fn matches(&self, words: &Words) -> Vec<(Match, Entry)> {
        let mut open = Vec::new();
        self.index.find(words, &|number| self.spellings(number), &mut open);
        let mut matches: Vec<_> = open
            .into_iter()
            .map(|hit| {
                let entry = self.entry(&hit);
                (hit, entry)
            })
            .collect();
        if self.sealed.is_empty() {
            return matches;
        }
        for sealed in &self.sealed {
            let mut found = Vec::new();
            sealed.list.names.find(words, &mut found);
            matches.extend(found.into_iter().filter_map(|one| {
                let entry = sealed.entry(&one)?;
                Some((one.hit, entry))
            }));
        }
        matches.sort_by_key(|(hit, _)| (hit.atoms.start, Reverse(hit.atoms.end)));
        matches
    }
}

impl SealedNames {
    fn entry(&self, found: &Unsealed) -> Option<Entry> {
        let mark = Mark::of_byte(found.mark);
        Some(Entry {
            target: Target::Listed(*self.list.listed.get(found.hit.listed as usize)?),
            about: about(self.kind, mark.common),
            everyday: mark.everyday,
            term: matches!(self.kind, Kind::Term(_)).then_some(mark.term),
            seal: Some(Box::new(Seal {
                name: found.name.clone(),
                pseudonym: format!("{:016x}", found.pseudonym),
            })),
        })
    }
}

/// What people call a product of a brand that bears the maker's name, without it, and whether that is an
/// ordinary word: `Wellpaw` of `Oxbow Wellpaw`, `Kettle` of `Oxbow Kettle`.
fn without_maker<'p>(brand: &'p str, brands: &[String]) -> Option<(&'p str, bool)> {
    let short = brands.iter().filter_map(|maker| brand.strip_prefix(maker.as_str())?.strip_prefix(' '));
    let short = short.min_by_key(|short| short.len())?;
    let words = || short.split(' ').map(fold).filter(|word| word.chars().any(char::is_alphabetic));
    words().next().is_some().then(|| (short, words().all(|word| is_ordinary(&word))))
}

/// What an embargoed product is called without its maker's name, where that can be nothing else:
/// `Wellpaw` of `Oxbow Wellpaw`, but not `Kettle` of `Oxbow Kettle` or `S5` of `Oxbow S5`.
fn short_of_embargo<'p>(name: &'p str, brands: &[String]) -> Option<&'p str> {
    const LETTERS: usize = 5;
    let (short, common) = without_maker(name, brands)?;
    let capital = short.starts_with(char::is_uppercase);
    (!common && capital && short.chars().filter(|c| c.is_alphabetic()).count() >= LETTERS).then_some(short)
}

fn about(kind: Kind, common: bool) -> About {
    About { common, codename: kind == Kind::Project, term: matches!(kind, Kind::Term(_)) }
}

fn named_by(words: &Words, hit: &Match, entry: &Entry, sense: Sense) -> Named {
    let atoms = &words.atoms()[hit.atoms.clone()];
    Named {
        target: entry.target,
        words: word_range(words, hit),
        range: atoms[0].start as usize..atoms[atoms.len() - 1].end as usize,
        sense,
        everyday: entry.everyday,
        inner: hit.inner,
        length: hit.shape.words,
        term: entry.term,
        seal: entry.seal.as_deref().cloned(),
    }
}

/// Whether a customer or partner that shares its name with an everyday tool is called by a longer
/// one, which the tool does not bear.
fn is_told_apart(listed: &Listed, hit: &Match) -> bool {
    let tool = listed.everyday.is_some() || listed.kind == Kind::Supplier;
    !tool && hit.shape.words > 1 && !hit.shape.stripped && !plain(&listed.name).contains(' ')
}

/// What is sealed with a listed name.
#[must_use]
pub fn mark(listed: &Listed) -> Mark {
    let term = match listed.kind {
        Kind::Term(term) => term,
        _ => TermKind::default(),
    };
    Mark { common: listed.common_word, everyday: is_everyday(listed), term }
}

fn is_everyday(listed: &Listed) -> bool {
    let everyday = || {
        let name = plain(&listed.name);
        let supplier = listed.kind == Kind::Supplier;
        known().everyday.contains(&name) && (supplier || !known().vendors.contains(&name))
    };
    listed.everyday.unwrap_or_else(|| is_party(listed.kind) && everyday())
}

fn is_party(kind: Kind) -> bool {
    matches!(kind, Kind::Customer | Kind::Partner | Kind::Supplier)
}

/// A company's name as the policy writes it, and its parts where one stands in brackets:
/// `18F (General Services Administration)`.
fn spelled(name: &str) -> Vec<&str> {
    let parts = name.split(['(', ')']).map(str::trim).filter(|part| !part.is_empty());
    let mut names: Vec<&str> = parts.collect();
    if names.len() > 1 {
        names.insert(0, name);
    }
    names.extend(short_of_company(names.first().copied().unwrap_or(name)));
    names
}

/// What people call a company by, where no dictionary knows it: `Halvor` of `Halvor Labs Ltd`.
fn short_of_company(name: &str) -> Option<&str> {
    const LETTERS: usize = 4;
    let (short, rest) = name.split_once(' ')?;
    let form = fold(short);
    let long = short.chars().filter(|c| c.is_alphabetic()).count() >= LETTERS;
    let is_kind = |word: String| known().org_endings.contains(&word) || known().trades.contains(&word);
    let kinds = rest.split(' ').map(fold).filter(|word| !word.is_empty()).all(is_kind);
    (long && kinds && !is_ordinary(&form) && !known().given.contains(&form)).then_some(short)
}

/// Whether `other` is the beginning of `own` but for its article: `The White House` of `The White House
/// Office of Science`.
fn is_outdone(words: &Words, other: &Named, own: &Named) -> bool {
    const ARTICLES: [&str; 10] = ["the", "a", "an", "der", "die", "das", "le", "la", "el", "il"];
    other.words.start + 1 == own.words.start
        && ARTICLES.contains(&words.form(&words.list()[other.words.start]))
        && other.range.end < own.range.end
}

/// Whether a longer name that was accepted covers the place.
fn is_hidden(own: &Named, named: &[Named]) -> bool {
    named
        .iter()
        .rev()
        .take(16)
        .any(|other| other.range.contains(&own.range.start) && other.range != own.range)
}
