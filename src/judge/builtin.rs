//! The built-in policy, as the build script prepared it from policy/.

use super::rule_files::RULES;
use crate::rule::automaton::Automaton;
use crate::rule::language::book::Book;
use crate::rule::language::counts::Counts;
use crate::rule::language::prepare::{Preparation, RuleError};
use crate::rule::parts::Parts;
use crate::rule::pattern::Made;
use crate::rule::set::RuleSet;
use crate::rule::shape::Shape;
use crate::rule::spec::RuleSpec;
use crate::word::Aligned;

/// Everything of the rules but their phrases.
const PREPARED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/rules.postcard"));

/// Their phrases, which are used where they lie.
static BOOK: &Aligned<[u8]> = &Aligned(*include_bytes!(concat!(env!("OUT_DIR"), "/phrases.book")));

/// The shapes of their patterns.
const SHAPES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/patterns.shapes"));

/// The automata of their patterns.
const AUTOMATA: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/patterns.automata"));

/// Their patterns, cut down to the usual characters.
const USUAL: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/patterns.usual"));

/// The ids of the built-in rules.
#[must_use]
pub fn ids() -> Vec<&'static str> {
    RULES.iter().map(|(id, _)| *id).collect()
}

/// A built-in rule as its file says it, with its documentation.
#[must_use]
pub fn spec(id: &str) -> Option<RuleSpec> {
    let (_, text) = RULES.iter().find(|(own, _)| *own == id)?;
    toml::from_str(text).ok()
}

/// The built-in rules, ready to use.
///
/// # Errors
/// If what the build script made cannot be read; the tests hold that it can.
pub fn rules() -> Result<RuleSet, Vec<RuleError>> {
    let mut set = RuleSet::default();
    let prepared =
        postcard::from_bytes(PREPARED).map_err(|error| broken("rules", 0..0, &error.to_string()))?;
    let book = Book::of_bytes(&BOOK.0).ok_or_else(|| broken("phrases", 0..0, "the book is cut short"))?;
    let made = Parts(SHAPES).zip(Parts(AUTOMATA)).zip(Parts(USUAL)).map(|((shape, automaton), usual)| Made {
        shape: Shape::of_bytes(shape),
        automaton: Automaton::of_bytes(automaton),
        usual: str::from_utf8(usual).ok(),
    });
    set.add(prepared, book, made, false);
    Ok(set)
}

/// What a house rule is prepared with: the shared word lists.
///
/// # Errors
/// A [`RuleError`] for each mistake in them; the tests hold that there is none.
pub fn word_lists() -> Result<Preparation, Vec<RuleError>> {
    preparation(Counts::default())
}

fn preparation(counts: Counts) -> Result<Preparation, Vec<RuleError>> {
    Preparation::with_lists(
        include_str!("../../policy/slots.toml"),
        include_str!("../../policy/words.toml"),
        include_str!("../../policy/names.toml"),
        counts,
    )
}

/// The built-in rules as written, with their documentation and examples.
///
/// # Errors
/// A [`RuleError`] for a file that cannot be read; the build holds that there is none.
pub fn specs() -> Result<Vec<RuleSpec>, Vec<RuleError>> {
    RULES
        .iter()
        .map(|(id, text)| {
            toml::from_str(text).map_err(|error| broken(id, error.span().unwrap_or(0..0), error.message()))
        })
        .collect()
}

fn broken(id: &str, span: std::ops::Range<usize>, message: &str) -> Vec<RuleError> {
    vec![RuleError {
        rule: id.to_owned(),
        span,
        message: message.to_owned(),
        help: "mend the file".to_owned(),
    }]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::language::prepare::Prepared;

    #[test]
    fn what_the_build_prepared_is_what_the_policy_says() {
        let counts = Counts::of(include_str!("../../policy/words/counts.tsv"));
        let mut preparation = preparation(counts).unwrap();
        for spec in specs().unwrap() {
            preparation.add(&spec).unwrap();
        }
        let (prepared, book) = preparation.finish();
        assert_eq!(postcard::to_allocvec(&prepared).unwrap(), PREPARED);
        assert_eq!(Book::of_bytes(&BOOK.0), Some(book));
    }

    #[test]
    fn every_pattern_of_a_built_in_rule_is_a_regular_expression() {
        let prepared: Prepared = postcard::from_bytes(PREPARED).unwrap();
        for pattern in prepared.patterns() {
            assert_eq!(crate::rule::expression::mistake(pattern), None);
        }
    }

    #[test]
    fn no_phrase_ends_in_a_gap_which_holds_nothing() {
        let idle = |phrase: &str| {
            let last = phrase.rsplit(' ').next().unwrap_or("");
            last == "," || last.strip_prefix("...").is_some_and(|count| count.parse::<u8>().is_ok())
        };
        let specs = specs().unwrap();
        let cues = specs.iter().flat_map(|spec| &spec.cue);
        let phrases = cues.flat_map(|cue| {
            let conditions = [&cue.sentence, &cue.paragraph, &cue.piece, &cue.second];
            let exceptions = [&cue.not_sentence, &cue.not_paragraph, &cue.not_piece];
            std::iter::once(&cue.phrases).chain(conditions).chain(exceptions).flatten()
        });
        let found: Vec<_> = phrases.map(|phrase| phrase.get_ref()).filter(|phrase| idle(phrase)).collect();
        assert!(found.is_empty(), "{found:?}");
    }

    #[test]
    fn a_rule_stands_in_the_file_of_its_name() {
        let named: Vec<_> = specs().unwrap().iter().map(|spec| spec.id.get_ref().clone()).collect();
        assert_eq!(named, ids());
    }
}
