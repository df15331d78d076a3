//! Regular expressions, compiled when they are first needed, and as small as the text allows.
//!
//! Most of what an expression costs to compile is its classes: a digit, a letter of any script.
//! Nearly every text is written in usual characters alone. For these each class is cut down to
//! the usual characters, which changes nothing about what is found; other texts get the whole
//! expression.
//!
//! What makes an expression fast on much text costs more than a few texts take without it: the
//! first texts are searched with what is compiled soonest.

use super::automaton::Automaton;
use super::narrow::{USUAL, is_within, usual};
use super::plain::Plainer;
use regex_automata::meta::{Config, Regex};
use regex_automata::util::captures::Captures;
use regex_syntax::hir::Hir;
use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Bytes that one may take up compiled.
const LARGEST: usize = 10 << 20;

/// Bytes of text from which on an expression is compiled to be fast.
const MUCH: usize = 4 << 10;

/// A regular expression.
#[derive(Debug)]
pub struct Expression {
    text: Cow<'static, str>,
    /// What finds the same in plain texts.
    automaton: Option<Automaton>,
    /// The expression cut down to the usual characters, as the build script did it.
    narrowed: Option<&'static str>,
    /// Bytes of text it has searched.
    searched: AtomicUsize,
    soon: OnceLock<Option<Regex>>,
    usual: OnceLock<Option<Regex>>,
    whole: OnceLock<Option<Regex>>,
}

impl Expression {
    /// The expression `text`, which finds nothing if it is none.
    #[must_use]
    pub const fn new(text: Cow<'static, str>) -> Self {
        Expression {
            text,
            automaton: None,
            narrowed: None,
            searched: AtomicUsize::new(0),
            soon: OnceLock::new(),
            usual: OnceLock::new(),
            whole: OnceLock::new(),
        }
    }

    /// The expression with what was made of it when the program was built: an automaton that finds the
    /// same in plain texts, and an expression that does in texts of usual characters.
    #[must_use]
    pub fn with(mut self, automaton: Option<Automaton>, usual: Option<&'static str>) -> Self {
        self.automaton = automaton;
        self.narrowed = usual;
        self
    }

    /// The automaton, if it may search the text.
    #[must_use]
    pub fn automaton(&self, text: &Plainer<'_>) -> Option<&Automaton> {
        self.automaton.as_ref().filter(|own| text.is_plain() || own.is_wide())
    }

    /// The expression as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The bytes of each match in a text.
    #[must_use]
    pub fn find(&self, text: &str) -> Vec<Range<usize>> {
        self.find_in(&Plainer::of(text))
    }

    /// The same, of a text that has its stand-ins.
    #[must_use]
    pub fn find_in(&self, text: &Plainer<'_>) -> Vec<Range<usize>> {
        self.told(text).unwrap_or_else(|| {
            let text = text.text();
            let found = self.compiled(text).into_iter().flat_map(|regex| regex.find_iter(text));
            found.map(|found| found.range()).collect()
        })
    }

    /// What is found, where the automaton tells it. In a text of stand-ins nothing found is nothing in
    /// the text itself, and a match of plain characters alone is one there too, since every way to match
    /// there is one here.
    fn told(&self, text: &Plainer<'_>) -> Option<Vec<Range<usize>>> {
        let own = self.automaton(text)?;
        text.back(own.find(text.as_str()).collect())
    }

    /// The groups of each match in a text.
    pub fn captures<'s>(&'s self, text: &'s str) -> impl Iterator<Item = Captures> + 's {
        self.captures_in(&Plainer::of(text))
    }

    /// The same, of a text that has its stand-ins.
    pub fn captures_in<'s, 't>(&'s self, text: &Plainer<'t>) -> impl Iterator<Item = Captures> + use<'s, 't> {
        let any = self.told(text).is_none_or(|found| !found.is_empty());
        let text = text.text();
        let regex = if any { self.compiled(text) } else { None };
        regex.into_iter().flat_map(move |regex| regex.captures_iter(text))
    }

    fn compiled(&self, text: &str) -> Option<&Regex> {
        let parse = || regex_syntax::parse(&self.text).ok();
        let narrowed = || match self.narrowed {
            Some(text) => regex_syntax::parse(text).ok(),
            None => Some(usual(&parse()?)),
        };
        let compiled = if !text.is_ascii() && !text.chars().all(|c| is_within(c, &USUAL)) {
            self.whole.get_or_init(|| compile(&parse()?, Config::new()))
        } else if self.searched.fetch_add(text.len(), Ordering::Relaxed) > MUCH {
            self.usual.get_or_init(|| compile(&narrowed()?, Config::new()))
        } else {
            let plain = Config::new().auto_prefilter(false).hybrid(false).onepass(false);
            self.soon.get_or_init(|| compile(&narrowed()?, plain))
        };
        compiled.as_ref()
    }
}

fn compile(hir: &Hir, config: Config) -> Option<Regex> {
    Regex::builder().configure(config.nfa_size_limit(Some(LARGEST))).build_from_hir(hir).ok()
}

/// What is wrong with a regular expression.
#[must_use]
pub fn mistake(text: &str) -> Option<String> {
    match regex_syntax::parse(text) {
        Ok(hir) => {
            compile(&hir, Config::new()).is_none().then(|| "the compiled expression is too large".to_owned())
        }
        Err(error) => Some(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_mistake_is_told() {
        assert_eq!(mistake(r"\d+"), None);
        assert!(mistake("(").is_some_and(|told| told.contains("unclosed group")));
        assert!(mistake(r"(?:\pL{1000}){1000}").is_some());
    }

    #[test]
    fn an_unusual_text_gets_the_whole_expression() {
        let expression = Expression::new(r"(?i)task \d".into());
        assert_eq!(expression.find("TAS\u{212a} ٣").first(), Some(&(0..9)));
        assert_eq!(expression.find("a task 3").first(), Some(&(2..8)));
    }

    proptest! {
        #[test]
        fn what_is_found_is_what_the_whole_expression_finds(
            text in "[0-9]{1,4}([ .,’–—€é❤\u{a0}ſKaZ_ß\u{212a}٣😀я-]|[0-9]{1,3}|k|[A-Za-z]{1,5}){0,20}"
        ) {
            for pattern in [
                r"(?i)\b\d[\d.,\u{a0}’]*(?:\s?k\b)?", r"\b\w+\b", r"(?i)[^.\n]{0,4}sk", r"\W+\w", r"^\W*(?:[\w’']+\W+){1,6}(?:❤|€)",
            ] {
                let own = Expression::new(pattern.into());
                let found = own.find(&text);
                let whole = regex::Regex::new(pattern).unwrap();
                prop_assert_eq!(found, whole.find_iter(&text).map(|one| one.range()).collect::<Vec<_>>());
            }
        }
    }
}
