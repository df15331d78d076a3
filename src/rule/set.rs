//! All rules ready to use: what each cue listens for, and under which conditions.

use super::automaton::Automaton;
use super::engine::Engine;
use super::expression;
use super::language::book::Book;
use super::language::prepare::{CueHead, Preparation, Prepared, RuleHead};
use super::pattern::Pattern;
use super::shape::Shape;
use super::spec::{LightName, RuleSpec};
use toml::Spanned;

pub use super::language::prepare::{Part, Place, RuleError};

/// The rules of a run.
#[derive(Debug, Default)]
pub struct RuleSet {
    /// The rules, the built-in ones first.
    pub rules: Vec<Rule>,
    /// Their cues.
    pub cues: Vec<Cue>,
    /// Their phrases.
    pub engine: Engine,
    /// The cues with regular expressions, by number.
    pub patterned: Vec<usize>,
    /// The cue and the part of each owner of a phrase, those of one cue together, in their order.
    owners: Vec<(u32, Part)>,
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
    /// Its regular expressions.
    pub patterns: Vec<Pattern>,
}

impl RuleSet {
    /// Adds rules that were prepared, with what was made of their patterns when the program was
    /// built: `made` may hold fewer than there are patterns.
    pub fn add(
        &mut self,
        prepared: Prepared,
        book: Book,
        mut made: impl Iterator<Item = (Shape, Option<Automaton>)>,
        house: bool,
    ) {
        let (rules, cues) = (self.rules.len(), self.cues.len() as u32);
        self.engine.add(book, self.owners.len() as u32);
        self.owners.extend(prepared.owners.into_iter().map(|(cue, part)| (cue + cues, part)));
        self.rules.extend(prepared.rules.into_iter().map(|spec| Rule { spec, house }));
        let patterned = prepared.cues.iter().enumerate().filter(|(_, cue)| !cue.patterns.is_empty());
        self.patterned.extend(patterned.map(|(number, _)| cues as usize + number));
        self.cues.extend(prepared.cues.into_iter().map(|mut spec| {
            Cue {
                rule: rules + spec.rule,
                patterns: std::mem::take(&mut spec.patterns)
                    .into_iter()
                    .map(|(text, gate)| Pattern::new(text, gate, made.next().unwrap_or_default()))
                    .collect(),
                spec,
            }
        }));
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

    /// The cue and the part of it that a phrase was added for.
    #[must_use]
    pub fn owner(&self, owner: u32) -> (usize, Part) {
        let (cue, part) = self.owners[owner as usize];
        (cue as usize, part)
    }

    /// Tells the owners of a cue's phrases that are one of `parts` to it.
    pub fn want(&self, cue: usize, parts: &[Part], tell: impl FnMut(u32)) {
        if parts.iter().any(|part| self.cues[cue].spec.has(*part)) {
            let first = self.owners.partition_point(|(own, _)| (*own as usize) < cue);
            let own = self.owners[first..].iter().take_while(|(own, _)| *own as usize == cue);
            (first as u32..)
                .zip(own)
                .filter(|(_, (_, part))| parts.contains(part))
                .map(|(owner, _)| owner)
                .for_each(tell);
        }
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
