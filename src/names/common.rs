//! What the built-in policy knows about names without being told (policy/names.toml).

use rustc_hash::FxHashSet;
use serde::Deserialize;
use std::sync::LazyLock;

/// Names and capitalised words that are known, in plain folded words.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Known {
    /// Platforms and tools everybody writes about.
    #[serde(borrow)]
    pub everyday: FxHashSet<&'static str>,
    /// These, and the companies and bodies everybody writes about: nothing follows from a mention
    /// of them.
    #[serde(borrow)]
    pub well_known: FxHashSet<&'static str>,
    /// Capitalised words that are no organisation.
    #[serde(borrow)]
    pub ordinary: FxHashSet<&'static str>,
    /// Words that an organisation's name ends with.
    #[serde(borrow)]
    pub org_endings: FxHashSet<&'static str>,
    /// Given names of people.
    #[serde(borrow)]
    pub given: FxHashSet<&'static str>,
    /// What people of an organisation are called: `the team at …`, `…'s engineers`.
    #[serde(borrow)]
    pub org_people: FxHashSet<&'static str>,
    /// Words before the name of a person who is written to.
    #[serde(borrow)]
    pub greetings: FxHashSet<&'static str>,
    /// What firms do, as the last word of their name.
    #[serde(borrow)]
    pub trades: FxHashSet<&'static str>,
    /// Countries, regions and cities.
    #[serde(borrow)]
    pub places: FxHashSet<&'static str>,
    /// First words of two that are a place: `Lake Garda`.
    #[serde(borrow)]
    pub place_beginnings: FxHashSet<&'static str>,
    /// Last words of the names of streets, papers and occasions.
    #[serde(borrow)]
    pub not_org_endings: FxHashSet<&'static str>,
}

/// The built-in knowledge of names. The build script folds it.
#[must_use]
pub fn known() -> &'static Known {
    static KNOWN: LazyLock<Known> = LazyLock::new(|| {
        serde_json::from_slice(include_bytes!(concat!(env!("OUT_DIR"), "/names.json"))).unwrap_or_default()
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
