//! Regular expressions of rules: compiled when a text first holds what they ask for.

use super::language::gate::Gate;
use super::language::sieve::Sieve;
use regex::Regex;
use std::sync::OnceLock;

/// A regular expression.
#[derive(Debug)]
pub struct Pattern {
    text: String,
    gate: Gate,
    compiled: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// The pattern `text`, which finds nothing where its gate does not let it in, nor if it is no
    /// regular expression.
    #[must_use]
    pub fn new(text: String, gate: Gate) -> Self {
        Pattern { text, gate, compiled: OnceLock::new() }
    }

    /// The pattern as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The pattern compiled, if it may find something in a text that holds what `sieve` tells.
    pub fn ready_for(&self, sieve: &Sieve) -> Option<&Regex> {
        let let_in = self.gate.passes(sieve);
        let_in.then(|| self.compiled.get_or_init(|| Regex::new(&self.text).ok()).as_ref()).flatten()
    }
}

/// What is wrong with a pattern.
#[must_use]
pub fn mistake(pattern: &str) -> Option<String> {
    Regex::new(pattern).err().map(|error| error.to_string())
}
