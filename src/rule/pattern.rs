//! Regular expressions of rules: compiled when a text first has what they ask for.

use regex::{CaptureMatches, Matches, Regex};
use std::sync::OnceLock;

/// A regular expression.
#[derive(Debug)]
pub struct Pattern {
    text: String,
    compiled: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// The pattern `text`; one that is no regular expression finds nothing.
    #[must_use]
    pub fn new(text: String) -> Self {
        Pattern { text, compiled: OnceLock::new() }
    }

    /// What is wrong with the pattern.
    #[must_use]
    pub fn mistake(&self) -> Option<String> {
        Regex::new(&self.text).err().map(|error| error.to_string())
    }

    /// Every match in `text` with its groups.
    pub fn captures_iter<'p, 't>(
        &'p self,
        text: &'t str,
    ) -> std::iter::Flatten<std::option::IntoIter<CaptureMatches<'p, 't>>> {
        self.regex().map(|regex| regex.captures_iter(text)).into_iter().flatten()
    }

    /// Every match in `text`.
    pub fn find_iter<'p, 't>(
        &'p self,
        text: &'t str,
    ) -> std::iter::Flatten<std::option::IntoIter<Matches<'p, 't>>> {
        self.regex().map(|regex| regex.find_iter(text)).into_iter().flatten()
    }

    fn regex(&self) -> Option<&Regex> {
        self.compiled.get_or_init(|| Regex::new(&self.text).ok()).as_ref()
    }
}
