//! Every key presscheck.toml knows: the one table that the reader, its errors and the schema use.

mod names;
mod rules;
mod top;

pub(super) use top::FILE;

/// A table and its keys.
#[derive(Debug)]
pub(super) struct Table {
    /// What it is, as messages call it: `[[customer]]`.
    pub(super) head: &'static str,
    /// What it says.
    pub(super) about: &'static str,
    /// Its keys, in the order a person would write them.
    pub(super) keys: &'static [Key],
}

/// A key of a table.
#[derive(Debug)]
pub(super) struct Key {
    /// Its name.
    pub(super) name: &'static str,
    /// What its value must be.
    pub(super) shape: Shape,
    /// Whether the table is nothing without it.
    pub(super) required: bool,
    /// What it says.
    pub(super) about: &'static str,
}

/// What a value must be.
#[derive(Debug)]
pub(super) enum Shape {
    /// A text that is not blank.
    Text,
    /// A list of such texts.
    Texts,
    /// `true` or `false`.
    Flag,
    /// A list of path patterns, not empty.
    Paths,
    /// One of these texts.
    Choice(&'static [&'static str]),
    /// A list of texts, each one of these.
    Choices(&'static [&'static str]),
    /// A date, the last day something holds, or an instant.
    LastDay,
    /// An instant: date, time and zone.
    Instant,
    /// A table.
    One(&'static Table),
    /// A list of tables.
    Many(&'static Table),
    /// Tables by the id of a rule.
    ByRule(&'static Table),
    /// House rules.
    Rules(&'static Table),
    /// Lists of texts by name.
    WordLists,
    /// A list of texts or of tables with a text.
    Examples(&'static Table),
}

impl Table {
    /// The key of that name.
    pub(super) fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|key| key.name == name)
    }
}

const fn may(name: &'static str, shape: Shape, about: &'static str) -> Key {
    Key { name, shape, required: false, about }
}

const fn must(name: &'static str, shape: Shape, about: &'static str) -> Key {
    Key { name, shape, required: true, about }
}

const CHANNELS: &[&str] = &["article", "social", "press", "careers", "reply", "newsletter"];
const VOICES: &[&str] = &["company", "employee"];
const PLATFORMS: &[&str] = &[
    "blog",
    "linkedin",
    "x",
    "instagram",
    "facebook",
    "threads",
    "mastodon",
    "bluesky",
    "youtube",
    "tiktok",
];
