//! The built-in policy: one line for each rule file.

use crate::names::known;
use crate::rule::set::{RuleError, RuleSet};
use crate::rule::spec::RuleSpec;
use std::collections::BTreeMap;

macro_rules! rules {
    ($($id:literal,)*) => {
        /// Every built-in rule: its id and its file.
        pub const RULES: &[(&str, &str)] =
            &[$(($id, include_str!(concat!("../../policy/rules/", $id, ".toml"))),)*];
    };
}

rules! {
    "customer-named",
    "partner-named",
    "supplier-named",
    "party-by-inference",
    "codename",
    "unannounced-product",
    "project-detail",
    "confidential-term",
    "work-process",
    "confidential-marker",
    "financial-own",
    "forward-looking",
    "mna",
    "pricing-terms",
    "people-change",
    "legal-matter",
    "security-open",
    "internal-systems",
    "personal-data",
    "embargo-active",
    "embargo-conflict",
    "restricted-distribution",
    "unfinished-copy",
    "operation-detail",
    "disclosure-missing",
    "disclosure-insufficient",
    "disclosure-buried",
    "disclosure-language",
    "complaint-reply",
    "hiring-no-link",
    "hiring-beyond-ad",
    "protected-speech",
}

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
/// A [`RuleError`] for each mistake in a built-in file; the tests hold that there is none.
pub fn rules() -> Result<RuleSet, Vec<RuleError>> {
    let mut set = RuleSet::default();
    let mut lists: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for text in [include_str!("../../policy/slots.toml"), include_str!("../../policy/words.toml")] {
        let own: BTreeMap<String, Vec<String>> =
            toml::from_str(text).map_err(|error| broken("words", &error))?;
        lists.extend(own);
    }
    let known = [("everyday", &known().well_known_names), ("not-projects", &known().not_projects)];
    let known = known.map(|(name, words)| (name, words.iter().map(String::as_str).collect()));
    let lists =
        lists.iter().map(|(name, phrases)| (name.as_str(), phrases.iter().map(String::as_str).collect()));
    set.add_lists(known.into_iter().chain(lists))?;
    let mut wrong = Vec::new();
    for (id, text) in RULES {
        match toml::from_str::<RuleSpec>(text) {
            Ok(spec) => wrong.extend(set.add(spec, false).err().into_iter().flatten()),
            Err(error) => wrong.extend(broken(id, &error)),
        }
    }
    if wrong.is_empty() { Ok(set) } else { Err(wrong) }
}

fn broken(id: &str, error: &toml::de::Error) -> Vec<RuleError> {
    vec![RuleError {
        rule: id.to_owned(),
        span: error.span().unwrap_or(0..0),
        message: error.message().to_owned(),
        help: "mend the file".to_owned(),
    }]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_rule_can_be_read() {
        let wrong = rules().err().unwrap_or_default();
        let told: Vec<_> = wrong
            .iter()
            .map(|error| {
                let text = RULES.iter().find(|(id, _)| *id == error.rule).map_or("", |(_, text)| text);
                let around =
                    text.get(error.span.start.saturating_sub(60)..(error.span.end + 20).min(text.len()));
                format!("{}: {} ({}): {:?}", error.rule, error.message, error.help, around.unwrap_or(""))
            })
            .collect();
        assert!(told.is_empty(), "{}", told.join("\n"));
    }

    #[test]
    fn a_rule_stands_in_the_file_of_its_name() {
        for (id, text) in RULES {
            let spec: RuleSpec = toml::from_str(text).unwrap();
            assert_eq!(spec.id.get_ref(), id);
        }
    }
}
