//! Regular expressions of rules: tried on a text that may hold what they ask for.

use super::automaton::{self, Automaton};
use super::expression::Expression;
use super::plain::Plainer;
use super::shape::Shape;
use std::ops::Range;

/// A regular expression of a rule.
#[derive(Debug)]
pub struct Pattern {
    expression: Expression,
    /// Whether it has a group `report` that leaves some of what it finds out.
    reports: bool,
    shape: Shape,
}

/// What was made of a pattern when the program was built.
#[derive(Debug, Default)]
pub struct Made {
    /// Lets in every text in which the pattern finds something.
    pub shape: Shape,
    /// Finds the same in plain texts.
    pub automaton: Option<Automaton>,
    /// Finds the same in texts of usual characters.
    pub usual: Option<&'static str>,
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
    /// The pattern `text`, which finds nothing where its shape does not let it in, nor if it is no
    /// regular expression.
    #[must_use]
    pub fn new(text: String, made: Made) -> Self {
        let reports = (text.contains("(?P<report>") || text.contains("(?<report>")) && !reports_all(&text);
        let expression = Expression::new(text.into()).with(made.automaton, made.usual);
        Pattern { expression, reports, shape: made.shape }
    }

    /// Everything that it finds in `text`.
    fn find(&self, text: &Plainer<'_>) -> Vec<Matched> {
        if !self.reports {
            let found = self.expression.find_in(text).into_iter();
            return found.map(|whole| Matched { report: whole.clone(), whole }).collect();
        }
        let found = self.expression.captures_in(text).filter_map(|found| {
            let whole = found.get_group(0)?.range();
            let report = found.get_group_by_name("report").map_or(whole.clone(), |own| own.range());
            Some(Matched { whole, report })
        });
        found.collect()
    }
}

/// What each of some patterns, which have a number, finds in a text: the number and what was found,
/// in their order.
#[must_use]
pub fn find_all<'p>(
    patterns: impl Iterator<Item = (usize, &'p Pattern)>,
    text: &str,
) -> Vec<(usize, Matched)> {
    let text = &Plainer::of(text);
    let patterns: Vec<(usize, &Pattern)> = patterns.collect();
    let mut told: Vec<(usize, &Automaton)> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for (at, (_, pattern)) in patterns.iter().enumerate() {
        match pattern.expression.automaton(text) {
            Some(own) => told.push((at, own)),
            None if pattern.shape.lets_in(text.text()) => open.push(at),
            None => {}
        }
    }
    open.extend(automaton::that_find(&told, text));
    open.sort_unstable();
    let found = open.into_iter().flat_map(|at| {
        let (number, pattern) = patterns[at];
        pattern.find(text).into_iter().map(move |found| (number, found))
    });
    found.collect()
}

/// Whether the group `report` of a pattern is all of it but for borders of words: then what is found
/// is what is reported, and no group has to be told apart.
fn reports_all(text: &str) -> bool {
    let text = text.strip_prefix("(?i)").unwrap_or(text);
    let text = text.strip_prefix("\\b").unwrap_or(text);
    let Some(inner) = text.strip_prefix("(?P<report>").or_else(|| text.strip_prefix("(?<report>")) else {
        return false;
    };
    let (mut depth, mut class, mut escaped) = (1, 0, false);
    for (at, c) in inner.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' => class += 1,
            ']' if class > 0 => class -= 1,
            '(' if class == 0 => depth += 1,
            ')' if class == 0 => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return matches!(&inner[at + 1..], "" | "\\b");
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_around_everything_needs_no_telling_apart() {
        for all in [r"(?P<report>a(b)c)", r"(?i)\b(?P<report>[)a]+|\))\b", r"\b(?<report>a{2})"] {
            assert!(reports_all(all), "{all}");
        }
        for part in [r"(?P<report>a)b", r"(?P<report>a)|b", r"b(?P<report>a)", r"(?P<report>a)(?P<x>b)", r"a"]
        {
            assert!(!reports_all(part), "{part}");
        }
    }
}
