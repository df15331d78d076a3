//! The checked values of one table.

use crate::policy::draft::{Place, Word};
use crate::policy::path;
use crate::rule::spec::RuleSpec;
use globset::{Glob, GlobSet};
use jiff::Timestamp;

/// A table whose keys are known and whose values are of the right shape.
#[derive(Debug, Clone)]
pub(in crate::policy) struct Fields {
    /// Its header.
    pub(in crate::policy) at: Place,
    values: Vec<(&'static str, Value)>,
}

/// A checked value.
#[derive(Debug, Clone)]
pub(super) enum Value {
    Text(Word),
    Texts(Vec<Word>),
    Flag(bool),
    Choice(&'static str),
    Paths(Vec<(Word, Glob)>),
    LastDay(LastDay),
    Instant(Timestamp),
    One(Box<Fields>),
    Many(Vec<Fields>),
    ByRule(Vec<(Word, Fields)>),
    Rules(Vec<HouseRule>),
    /// Checked within a house rule, which is read as a whole.
    Inner,
}

/// When something ends, and how it was written.
#[derive(Debug, Clone)]
pub(in crate::policy) struct LastDay {
    pub(in crate::policy) end: Timestamp,
    pub(in crate::policy) written: String,
}

/// A house rule with its id.
#[derive(Debug, Clone)]
pub(in crate::policy) struct HouseRule {
    pub(in crate::policy) id: Word,
    pub(in crate::policy) spec: RuleSpec,
}

macro_rules! accessor {
    ($(#[$doc:meta])* $name:ident, $variant:ident, $type:ty) => {
        $(#[$doc])*
        pub(in crate::policy) fn $name(&self, key: &str) -> Option<$type> {
            match self.value(key) {
                Some(Value::$variant(value)) => Some(value),
                _ => None,
            }
        }
    };
}

impl Fields {
    pub(super) fn new(at: Place) -> Self {
        Fields { at, values: Vec::new() }
    }

    pub(super) fn add(&mut self, key: &'static str, value: Value) {
        self.values.push((key, value));
    }

    /// Where a key is given; the table itself unless its value is a text.
    pub(in crate::policy) fn place(&self, key: &str) -> Option<&Place> {
        self.value(key).map(|_| self.text(key).map_or(&self.at, |word| &word.place))
    }

    fn value(&self, key: &str) -> Option<&Value> {
        self.values.iter().find(|(name, _)| *name == key).map(|(_, value)| value)
    }

    accessor!(
        /// A text with its place.
        text, Text, &Word);
    accessor!(
        /// `true` or `false`.
        flag, Flag, &bool);
    accessor!(
        /// One of the texts the key allows.
        choice, Choice, &&'static str);
    accessor!(
        /// Patterns of paths as written.
        paths, Paths, &Vec<(Word, Glob)>);
    accessor!(
        /// When something ends.
        last_day, LastDay, &LastDay);
    accessor!(
        /// An instant.
        instant, Instant, &Timestamp);
    accessor!(
        /// A table.
        one, One, &Fields);

    /// A text alone.
    pub(in crate::policy) fn string(&self, key: &str) -> Option<String> {
        self.text(key).map(|word| word.text.clone())
    }

    /// A list of texts with their places.
    pub(in crate::policy) fn words(&self, key: &str) -> &[Word] {
        match self.value(key) {
            Some(Value::Texts(words)) => words,
            _ => &[],
        }
    }

    /// A list of texts alone.
    pub(in crate::policy) fn strings(&self, key: &str) -> Vec<String> {
        self.words(key).iter().map(|word| word.text.clone()).collect()
    }

    /// A set of patterns, ready to match. Each pattern was checked; a set too large to be built
    /// is taken for none.
    pub(in crate::policy) fn globs(&self, key: &str) -> Option<GlobSet> {
        path::set(self.paths(key)?.iter().map(|(_, glob)| glob.clone())).ok()
    }

    /// A list of tables.
    pub(in crate::policy) fn many(&self, key: &str) -> &[Fields] {
        match self.value(key) {
            Some(Value::Many(tables)) => tables,
            _ => &[],
        }
    }

    /// Tables by the id of a rule.
    pub(in crate::policy) fn by_rule(&self, key: &str) -> &[(Word, Fields)] {
        match self.value(key) {
            Some(Value::ByRule(tables)) => tables,
            _ => &[],
        }
    }

    /// House rules.
    pub(in crate::policy) fn rules(&self, key: &str) -> &[HouseRule] {
        match self.value(key) {
            Some(Value::Rules(rules)) => rules,
            _ => &[],
        }
    }
}
