//! What the built-in policy knows about names without being told (policy/names.toml).

use rustc_hash::FxHashSet;
use serde::Deserialize;
use std::sync::LazyLock;

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Names {
    everyday: Vec<String>,
    household: Vec<String>,
    ordinary: Vec<String>,
    org_endings: Vec<String>,
    not_projects: Vec<String>,
    given: Vec<String>,
    org_people: Vec<String>,
}

/// Names and capitalised words that are known.
#[derive(Debug, Default)]
pub struct Known {
    /// Platforms and tools everybody writes about, in plain folded words.
    pub everyday: FxHashSet<String>,
    /// These, and the companies and bodies everybody writes about, in plain folded words: nothing
    /// follows from a mention of them.
    pub well_known: FxHashSet<String>,
    /// The same as written.
    pub well_known_names: Vec<String>,
    /// Capitalised words that are no organisation.
    pub ordinary: FxHashSet<String>,
    /// Words that an organisation's name ends with.
    pub org_endings: FxHashSet<String>,
    /// Given names of people.
    pub given: FxHashSet<String>,
    /// What people of an organisation are called: `the team at …`, `…'s engineers`.
    pub org_people: FxHashSet<String>,
    /// Words after "Project" that make no codename, as written.
    pub not_projects: Vec<String>,
}

/// The built-in knowledge of names.
#[must_use]
pub fn known() -> &'static Known {
    static KNOWN: LazyLock<Known> = LazyLock::new(|| {
        let names: Names = toml::from_str(include_str!("../../policy/names.toml")).unwrap_or_default();
        let set = |names: &[String]| names.iter().map(|name| crate::word::plain(name)).collect();
        let well_known_names = [names.everyday.as_slice(), names.household.as_slice()].concat();
        Known {
            well_known: set(&well_known_names),
            well_known_names,
            everyday: set(&names.everyday),
            ordinary: set(&names.ordinary),
            org_endings: set(&names.org_endings),
            given: set(&names.given),
            org_people: set(&names.org_people),
            not_projects: names.not_projects,
        }
    });
    &KNOWN
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_built_in_names_are_read() {
        assert!(super::known().everyday.contains("github"));
        assert!(super::known().ordinary.contains("monday"));
        assert!(!super::known().org_endings.is_empty());
    }
}
