//! Regular expressions of rules: tried on a text that may hold what they ask for.

use super::automaton::Automaton;
use super::expression::Expression;
use super::language::gate::Gate;
use super::language::sieve::Sieve;
use super::shape::Shape;
use std::ops::Range;

/// A regular expression of a rule.
#[derive(Debug)]
pub struct Pattern {
    expression: Expression,
    /// Whether it has a group `report`.
    reports: bool,
    gate: Gate,
    shape: Shape,
}

/// What a pattern found, as bytes of the text.
#[derive(Debug, Clone)]
pub struct Matched {
    /// All of it.
    pub whole: Range<usize>,
    /// The part to report: the group `report`, or all.
    pub report: Range<usize>,
}

impl Pattern {
    /// The pattern `text`, which finds nothing where its gate and its shape do not let it in, nor
    /// if it is no regular expression; with the automaton of it, if there is one.
    #[must_use]
    pub fn new(text: String, gate: Gate, (shape, automaton): (Shape, Option<Automaton>)) -> Self {
        let reports = text.contains("(?P<report>") || text.contains("(?<report>");
        Pattern { expression: Expression::new(text.into()).with(automaton), reports, gate, shape }
    }

    /// The pattern as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.expression.as_str()
    }

    /// Everything that it finds in `text`, of which `sieve` tells what it holds.
    #[must_use]
    pub fn find(&self, sieve: &Sieve, text: &str) -> Vec<Matched> {
        if !self.gate.passes(sieve) || !self.expression.has_automaton(text) && !self.shape.lets_in(text) {
            return Vec::new();
        }
        if !self.reports {
            let found = self.expression.find(text).into_iter();
            return found.map(|whole| Matched { report: whole.clone(), whole }).collect();
        }
        let found = self.expression.captures(text).filter_map(|found| {
            let whole = found.get_group(0)?.range();
            let report = found.get_group_by_name("report").map_or(whole.clone(), |own| own.range());
            Some(Matched { whole, report })
        });
        found.collect()
    }
}
