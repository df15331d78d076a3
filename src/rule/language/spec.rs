//! The shape of a rule as written: one TOML file for each built-in rule, one `[[rule]]` table for
//! each house rule. Both use exactly these keys.

use serde::{Deserialize, Serialize};
use toml::Spanned;

/// A rule as written.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct RuleSpec {
    /// Id: lower-case words with hyphens.
    pub id: Spanned<String>,
    /// Category that reports compare; a house rule without one is of category `house`.
    pub category: Option<String>,
    /// Light of a finding, unless its cue says otherwise.
    pub light: LightName,
    /// The headline of a finding, in lower case; the author's words follow it.
    pub message: String,
    /// What stands under the author's words.
    pub label: Option<String>,
    /// What to do, in plain words. `{say}`, `{name}`, `{employer}`, `{brand}`, `{contact}`,
    /// `{disclosure}` and `{url}` are filled in.
    pub help: Option<String>,
    /// What the rule flags.
    #[serde(default)]
    pub what: String,
    /// Why.
    #[serde(default)]
    pub why: String,
    /// How to clear a finding.
    #[serde(default)]
    pub clear: String,
    /// Where the rule comes from: title and section.
    #[serde(default)]
    pub source: Vec<String>,
    /// Languages whose phrases are translations that want a native reader.
    #[serde(default)]
    pub native_reader: Vec<String>,
    /// The judgement in code that this rule belongs to, for what no phrase can say.
    pub judge: Option<String>,
    /// Kinds of listed names the rule flags wherever they stand.
    #[serde(default)]
    pub lists: Vec<String>,
    /// Whether the default policy leaves it alone where workers speak of their own working life.
    #[serde(default)]
    pub protected: bool,
    /// What may clear a finding: `record`, `approval`, `link`. All of them unless given.
    pub cleared_by: Option<Vec<String>>,
    /// Scopes of blocks it applies to (`prose`, `heading`, `alt`, …); every one unless given.
    #[serde(default)]
    pub scopes: Vec<String>,
    /// Kinds of channel: `article`, `social`, `press`, `careers`, `reply`, `newsletter`.
    #[serde(default)]
    pub channels: Vec<String>,
    /// Kinds of channel it leaves alone.
    #[serde(default)]
    pub not_channels: Vec<String>,
    /// Voices: `company`, `employee`.
    #[serde(default)]
    pub voices: Vec<String>,
    /// Named word lists, used as `<name>` in this rule's phrases.
    #[serde(default)]
    pub words: std::collections::BTreeMap<String, Vec<Spanned<String>>>,
    /// Phrases of a rule with a single cue.
    #[serde(default)]
    pub phrases: Vec<Spanned<String>>,
    /// Cues: groups of phrases with their conditions.
    #[serde(default)]
    pub cue: Vec<CueSpec>,
    /// Examples, run as tests.
    #[serde(default)]
    pub examples: Examples,
}

/// A group of phrases with its conditions.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct CueSpec {
    /// What a judgement in code uses the phrases for; a cue with a role makes no finding itself.
    pub role: Option<String>,
    /// Languages of the phrases, for the documentation.
    #[serde(default)]
    pub languages: Vec<String>,
    /// Light of a finding by this cue.
    pub light: Option<LightName>,
    /// The phrases.
    #[serde(default)]
    pub phrases: Vec<Spanned<String>>,
    /// Regular expressions, tried on each block's text; a group named `report` is what is
    /// reported.
    #[serde(default)]
    pub patterns: Vec<Spanned<String>>,
    /// The slot that is reported, such as `{org}`; the whole phrase unless given.
    pub report: Option<String>,
    /// Where in the piece it must stand: `anywhere`, `line-start`, `own-line`, `heading`,
    /// `first-line`, `field`.
    pub place: Option<Spanned<String>>,
    /// At least one of these in the same sentence.
    #[serde(default)]
    pub sentence: Vec<Spanned<String>>,
    /// At least one of these in the same paragraph.
    #[serde(default)]
    pub paragraph: Vec<Spanned<String>>,
    /// At least one of these in the same piece.
    #[serde(default)]
    pub piece: Vec<Spanned<String>>,
    /// None of these in the same sentence.
    #[serde(default)]
    pub not_sentence: Vec<Spanned<String>>,
    /// None of these in the same paragraph.
    #[serde(default)]
    pub not_paragraph: Vec<Spanned<String>>,
    /// None of these in the same piece.
    #[serde(default)]
    pub not_piece: Vec<Spanned<String>>,
    /// With one of these in the same paragraph the light is `second-light`.
    #[serde(default)]
    pub second: Vec<Spanned<String>>,
    /// The light with a second cue; red unless given.
    pub second_light: Option<LightName>,
    /// What to do, where it differs from the rule's.
    pub help: Option<String>,
    /// The label, where it differs from the rule's.
    pub label: Option<String>,
    /// Scopes of blocks, where they differ from the rule's.
    #[serde(default)]
    pub scopes: Vec<String>,
    /// Kinds of channel, where they differ from the rule's.
    #[serde(default)]
    pub channels: Vec<String>,
    /// Voices, where they differ from the rule's.
    #[serde(default)]
    pub voices: Vec<String>,
}

/// A light by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LightName {
    /// Closes the gate.
    Red,
    /// Needs judgement.
    Yellow,
    /// A note.
    Note,
    /// Not judged at all.
    Off,
}

/// Examples of a rule.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Examples {
    /// Texts the rule must speak about.
    pub flag: Vec<Example>,
    /// Texts it must leave alone.
    pub pass: Vec<Example>,
}

/// One example: a text, or a text with the setting it stands in.
#[derive(Debug, Clone, Deserialize)]
#[serde(from = "ExampleShape")]
pub struct Example {
    /// The text of the document. `{brand}`, `{employer}`, `{customer}`, `{partner}`,
    /// `{supplier}`, `{project}` and `{term}` are filled in from the policy.
    pub text: String,
    /// Kind of channel; `article` unless given.
    pub channel: Option<String>,
    /// Platform.
    pub platform: Option<String>,
    /// Voice.
    pub voice: Option<String>,
    /// File name, which tells the format; `example.md` unless given.
    pub file: Option<String>,
    /// The light a flagging example must have.
    pub light: Option<LightName>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum ExampleShape {
    Text(String),
    Set(ExampleSet),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExampleSet {
    text: String,
    channel: Option<String>,
    platform: Option<String>,
    voice: Option<String>,
    file: Option<String>,
    light: Option<LightName>,
}

impl From<ExampleShape> for Example {
    fn from(shape: ExampleShape) -> Self {
        match shape {
            ExampleShape::Text(text) => {
                Example { text, channel: None, platform: None, voice: None, file: None, light: None }
            }
            ExampleShape::Set(set) => Example {
                text: set.text,
                channel: set.channel,
                platform: set.platform,
                voice: set.voice,
                file: set.file,
                light: set.light,
            },
        }
    }
}
