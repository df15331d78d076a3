//! What the judgement knows besides phrases: `policy/disclosure.toml` and `policy/platforms.toml`.

use crate::document::last_part;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// `policy/disclosure.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Disclosure {
    /// What praise is of.
    pub(super) claim: Claim,
    /// Where a disclosure has to stand.
    pub(super) position: Position,
    /// Hashtags.
    pub(super) tags: Tags,
    /// A ready sentence for each language.
    pub(super) sentences: BTreeMap<String, String>,
}

/// `[claim]`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Claim {
    /// Words up to which a post speaks of one thing.
    pub(super) short_post: usize,
    /// Words up to which a sentence is an exclamation.
    pub(super) exclamation: usize,
    /// First words of sentences that take up what was said before.
    pub(super) pronouns: Vec<String>,
    /// First words of exclamations that speak of something else, unless the word of value follows at once.
    pub(super) articles: Vec<String>,
    /// First words of exclamations that speak of something else.
    pub(super) subjects: Vec<String>,
}

/// `[position]`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Position {
    /// Characters after the praise within which it may still follow.
    pub(super) after_praise: usize,
    /// Hashtags in a run at the most.
    pub(super) longest_run: usize,
    /// Words a claim has before its language counts.
    pub(super) language_words: usize,
    /// Scopes in which it is not seen.
    pub(super) hidden_scopes: Vec<String>,
    /// Keys of fields whose text does not stand in the post.
    pub(super) hidden_keys: Vec<String>,
}

/// `[tags]`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Tags {
    /// Those that name the tie, by language.
    pub(super) accepted: BTreeMap<String, Vec<String>>,
    /// Those that do if the policy lists them.
    pub(super) listed: Vec<String>,
    /// Those that do not.
    pub(super) insufficient: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
struct Platforms {
    platform: Vec<Platform>,
}

/// A place where posts are read.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Platform {
    id: String,
    #[serde(default)]
    aliases: Vec<String>,
    /// What is counted.
    pub(super) unit: Unit,
    /// How much every reader sees, in that unit; 0 for all of it.
    pub(super) fold_strict: usize,
    /// How many lines every reader sees; 0 for all of them.
    #[serde(default)]
    pub(super) fold_lines: usize,
    /// What a link counts for, where that is not its length.
    pub(super) url_cost: Option<usize>,
}

/// What a platform counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Unit {
    /// Unicode characters.
    #[default]
    Characters,
    /// What a reader counts as one character.
    Graphemes,
    /// Wide scripts and emoji count two.
    Weighted,
}

/// What `policy/disclosure.toml` says.
pub(super) fn disclosure() -> &'static Disclosure {
    static DATA: LazyLock<Disclosure> = LazyLock::new(|| {
        serde_json::from_slice(include_bytes!(concat!(env!("OUT_DIR"), "/disclosure.json")))
            .unwrap_or_default()
    });
    &DATA
}

/// The platform of that id or alias.
pub(super) fn platform(name: &str) -> Option<&'static Platform> {
    static DATA: LazyLock<Platforms> = LazyLock::new(|| {
        serde_json::from_slice(include_bytes!(concat!(env!("OUT_DIR"), "/platforms.json")))
            .unwrap_or_default()
    });
    DATA.platform.iter().find(|platform| {
        platform.id.eq_ignore_ascii_case(name)
            || platform.aliases.iter().any(|alias| alias.eq_ignore_ascii_case(name))
    })
}

/// A ready sentence in `language`, with `{employer}` to be filled in.
pub(super) fn sentence(language: &str) -> &'static str {
    let sentences = &disclosure().sentences;
    sentences.get(language).or_else(|| sentences.get("en")).map_or("", String::as_str)
}

/// Whether a field's text does not stand in the post: a biography, a note, a disclosure kept apart.
pub(super) fn is_hidden_key(key: Option<&str>) -> bool {
    let Some(key) = key else { return false };
    let plain: String =
        last_part(key).chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    disclosure().position.hidden_keys.contains(&plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_files_can_be_read() {
        assert!(toml::from_str::<Disclosure>(include_str!("../../../policy/disclosure.toml")).is_ok());
        assert!(toml::from_str::<Platforms>(include_str!("../../../policy/platforms.toml")).is_ok());
    }

    #[test]
    fn a_platform_is_known_by_its_other_names() {
        assert_eq!(platform("Twitter").map(|platform| platform.fold_strict), Some(280));
        assert!(platform("carrier-pigeon").is_none());
    }

    #[test]
    fn a_biography_is_no_part_of_the_post() {
        assert!(is_hidden_key(Some("posts.0.author_bio")));
        assert!(!is_hidden_key(Some("posts.0.text")));
    }
}
