//! The regular expressions of the built-in policy, for tests.

use super::looks;
use super::spec::RuleSpec;
use std::collections::BTreeMap;
use std::sync::{LazyLock, Mutex};

/// The patterns of the built-in rules, as their files have them.
pub(super) fn patterns() -> &'static [String] {
    static ALL: LazyLock<Vec<String>> = LazyLock::new(|| {
        let files = std::fs::read_dir("policy/rules").unwrap();
        let texts = files.map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap());
        let specs = texts.map(|text| toml::from_str::<RuleSpec>(&text).unwrap());
        let cues = specs.flat_map(|spec| spec.cue);
        let all: Vec<_> = cues.flat_map(|cue| cue.patterns).map(|pattern| pattern.into_inner()).collect();
        assert!(all.len() > 20, "the rules have patterns: {}", all.len());
        all
    });
    &ALL
}

/// The expressions of figures.
pub(super) fn figures() -> Vec<String> {
    looks::NAMES.iter().map(|name| looks::pattern(name).unwrap()).collect()
}

/// An expression, compiled once.
pub(super) fn regex_of(pattern: &str) -> &'static regex::Regex {
    static ALL: Mutex<BTreeMap<String, &'static regex::Regex>> = Mutex::new(BTreeMap::new());
    let made = || &*Box::leak(Box::new(regex::Regex::new(pattern).unwrap()));
    ALL.lock().unwrap().entry(pattern.to_owned()).or_insert_with(made)
}
