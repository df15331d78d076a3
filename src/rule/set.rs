//! All rules ready to use: what each cue listens for, and under which conditions.

use super::engine::{Engine, Request};
use super::expression;
use super::language::book::Book;
use super::language::gates::Gates;
use super::language::prepare::{CueHead, Owners, Preparation, Prepared, Reach, RuleHead};
use super::language::sieve::Sieve;
use super::pattern::{Made, Pattern};
use super::spec::{LightName, RuleSpec};
use super::wanted::Wanted;
use toml::Spanned;

pub use super::language::prepare::{Part, Place, RuleError};

/// The rules of a run.
#[derive(Debug, Default)]
pub struct RuleSet {
    /// The rules, the built-in ones first.
    pub rules: Vec<Rule>,
    /// Their cues.
    pub cues: Vec<Cue>,
    /// Where these apply.
    pub reaches: Vec<Reach>,
    /// Their phrases.
    pub engine: Engine,
    /// Their regular expressions, each with its cue, in the order of the cues.
    patterns: Vec<(usize, Pattern)>,
    /// Which of these may find something in a text, counting from the first of each.
    gates: Vec<(usize, Gates)>,
    /// The cue and the part of the owners of phrases, in the order of both.
    owners: Vec<Owners>,
}

/// A rule ready to use.
#[derive(Debug)]
pub struct Rule {
    /// As written, without its phrases.
    pub spec: RuleHead,
    /// Whether it is a house rule.
    pub house: bool,
}

impl Rule {
    /// Its id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.spec.id
    }

    /// Its category.
    #[must_use]
    pub fn category(&self) -> &str {
        self.spec.category.as_deref().unwrap_or("house")
    }
}

/// A group of phrases with its conditions.
#[derive(Debug)]
pub struct Cue {
    /// The rule it belongs to.
    pub rule: usize,
    /// As written, without its phrases.
    pub spec: CueHead,
}

impl RuleSet {
    /// Adds rules that were prepared, with what was made of their patterns when the program was
    /// built: `made` may hold fewer than there are patterns.
    pub fn add(&mut self, prepared: Prepared, book: Book, mut made: impl Iterator<Item = Made>, house: bool) {
        let (rules, cues) = (self.rules.len(), self.cues.len() as u32);
        let first = self.owners.last().map_or(0, |last| last.end);
        self.engine.add(book, first);
        let later = |own: Owners| Owners { end: own.end + first, cue: own.cue + cues, ..own };
        self.owners.extend(prepared.owners.into_iter().map(later));
        self.rules.extend(prepared.rules.into_iter().map(|spec| Rule { spec, house }));
        self.gates.push((self.patterns.len(), prepared.gates));
        self.cues.reserve_exact(prepared.cues.len());
        let reaches = self.reaches.len();
        self.reaches.extend(prepared.reaches);
        for mut spec in prepared.cues {
            spec.reach += reaches;
            let own = std::mem::take(&mut spec.patterns).into_iter();
            let own = own.map(|text| Pattern::new(text, made.next().unwrap_or_default()));
            self.patterns.extend(own.map(|pattern| (self.cues.len(), pattern)));
            self.cues.push(Cue { rule: rules + spec.rule, spec });
        }
    }

    /// Adds house rules, with the word lists that `preparation` holds already.
    ///
    /// # Errors
    /// A [`RuleError`] for each mistake in their phrases, patterns and places.
    pub fn add_house(
        &mut self,
        mut preparation: Preparation,
        specs: &[RuleSpec],
    ) -> Result<(), Vec<RuleError>> {
        let mut wrong = Vec::new();
        for spec in specs {
            wrong.extend(preparation.add(spec).err().into_iter().flatten());
            let patterns = spec.cue.iter().flat_map(|cue| &cue.patterns);
            wrong.extend(patterns.filter_map(|pattern| mistake(spec, pattern)));
        }
        if wrong.is_empty() {
            let (prepared, book) = preparation.finish();
            self.add(prepared, book, std::iter::empty(), true);
            Ok(())
        } else {
            Err(wrong)
        }
    }

    /// The patterns that may find something in a text of which `sieve` tells what it holds, each with
    /// its cue.
    pub fn patterns(&self, sieve: &Sieve) -> impl Iterator<Item = (usize, &Pattern)> {
        let open = self.gates.iter().flat_map(|(first, gates)| {
            gates.open(sieve).into_iter().map(move |number| first + number as usize)
        });
        open.map(|number| (self.patterns[number].0, &self.patterns[number].1))
    }

    /// The cue and the part of it that a phrase was added for.
    #[must_use]
    pub fn owner(&self, owner: u32) -> (usize, Part) {
        let own = self.owners[self.owners.partition_point(|own| own.end <= owner)];
        (own.cue as usize, own.part)
    }

    /// Tells the owners of a cue's phrases that are one of `parts` to it.
    pub fn want(&self, cue: usize, parts: &[Part], tell: impl FnMut(u32)) {
        if parts.iter().any(|part| self.cues[cue].spec.has(*part)) {
            let (before, own) =
                self.owners.split_at(self.owners.partition_point(|own| (own.cue as usize) < cue));
            let mut start = before.last().map_or(0, |last| last.end);
            let numbers = own.iter().take_while(|own| own.cue as usize == cue).map(|own| {
                let numbers = start..own.end;
                start = own.end;
                (own.part, numbers)
            });
            numbers.filter(|(part, _)| parts.contains(part)).flat_map(|(_, numbers)| numbers).for_each(tell);
        }
    }

    /// The phrases that cues listen for, of those cues that apply: `applies` is asked of each number of
    /// [`RuleSet::reaches`].
    #[must_use]
    pub fn heads(&self, applies: impl Fn(usize) -> bool) -> Request {
        let mut wanted = Wanted::default();
        let mut start = 0;
        for own in &self.owners {
            if own.part == Part::Main && applies(self.cues[own.cue as usize].spec.reach) {
                (start..own.end).for_each(|owner| wanted.add(owner));
            }
            start = own.end;
        }
        self.engine.ask(wanted)
    }

    /// The number of the rule with that id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<usize> {
        self.rules.iter().position(|rule| rule.id() == id)
    }
}

fn mistake(spec: &RuleSpec, pattern: &Spanned<String>) -> Option<RuleError> {
    expression::mistake(pattern.get_ref()).map(|help| RuleError {
        rule: spec.id.get_ref().clone(),
        span: pattern.span(),
        message: "the pattern is no regular expression".to_owned(),
        help,
    })
}

impl From<LightName> for Option<crate::finding::Light> {
    fn from(name: LightName) -> Self {
        use crate::finding::Light;
        match name {
            LightName::Red => Some(Light::Red),
            LightName::Yellow => Some(Light::Yellow),
            LightName::Note => Some(Light::Green),
            LightName::Off => None,
        }
    }
}
