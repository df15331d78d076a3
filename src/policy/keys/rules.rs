//! The keys of house rules and of rules tuned by their id.

use super::{CHANNELS, Key, Shape, Table, VOICES, may, must};

const LIGHTS: &[&str] = &["red", "yellow", "note", "off"];
const SCOPES: &[&str] = &[
    "prose",
    "heading",
    "quote",
    "table-cell",
    "list-item",
    "alt",
    "link-title",
    "link-target",
    "code",
    "comment",
    "footnote",
    "field",
    "attribute",
    "path",
    "markup",
];

const LABEL: Key = may("label", Shape::Text, "what stands under the author's words");
const HELP: Key = may("help", Shape::Text, "what to do, in plain words");
const IN_SCOPES: Key = may("scopes", Shape::Choices(SCOPES), "the roles of text it applies to");
const IN_CHANNELS: Key = may("channels", Shape::Choices(CHANNELS), "the kinds of channel it applies to");
const IN_VOICES: Key = may("voices", Shape::Choices(VOICES), "the voices it applies to");

pub(super) static TUNING: Table = Table {
    head: "[rules.ID]",
    about: "A rule tuned by its id",
    keys: &[
        may("light", Shape::Choice(&["red", "yellow", "off"]), "the light of its findings"),
        may("paths", Shape::Paths, "patterns of the only paths it applies to"),
    ],
};

pub(super) static RULE: Table = Table {
    head: "[[rule]]",
    about: "A house rule, in the same language as the built-in ones",
    keys: &[
        must("id", Shape::Text, "its id: lower-case words with hyphens"),
        may("category", Shape::Text, "the category that reports compare"),
        must("light", Shape::Choice(LIGHTS), "the light of its findings"),
        must("message", Shape::Text, "the headline of a finding, in lower case"),
        LABEL,
        HELP,
        may("what", Shape::Text, "what the rule flags"),
        may("why", Shape::Text, "why"),
        may("clear", Shape::Text, "how to clear a finding"),
        may("source", Shape::Texts, "where the rule comes from: title and section"),
        may("native-reader", Shape::Texts, "languages whose phrases want a native reader"),
        may("judge", Shape::Text, "the judgement in code the rule belongs to"),
        may("lists", Shape::Texts, "kinds of listed names the rule flags wherever they stand"),
        may("protected", Shape::Flag, "whether workers' speech about their own working life is left alone"),
        may(
            "cleared-by",
            Shape::Choices(&["record", "approval", "link"]),
            "what may clear a finding; all of them unless given",
        ),
        IN_SCOPES,
        IN_CHANNELS,
        may("not-channels", Shape::Choices(CHANNELS), "the kinds of channel it leaves alone"),
        IN_VOICES,
        may("words", Shape::WordLists, "named lists of words, used as <name> in phrases"),
        may("phrases", Shape::Texts, "what it looks for"),
        may("cue", Shape::Many(&CUE), "groups of phrases with their conditions"),
        may("examples", Shape::One(&EXAMPLES), "examples, run as tests"),
    ],
};

static CUE: Table = Table {
    head: "[[rule.cue]]",
    about: "A group of phrases with its conditions",
    keys: &[
        may("role", Shape::Text, "what a judgement in code uses the phrases for"),
        may("languages", Shape::Texts, "languages of the phrases"),
        may("light", Shape::Choice(LIGHTS), "the light of a finding by this cue"),
        may("phrases", Shape::Texts, "what it looks for"),
        may("patterns", Shape::Texts, "regular expressions, tried on the text of each block"),
        may("report", Shape::Text, "the slot that is reported, such as {org}"),
        may(
            "place",
            Shape::Choice(&["anywhere", "line-start", "own-line", "heading", "first-line", "field"]),
            "where in the piece it must stand",
        ),
        may("sentence", Shape::Texts, "at least one of these in the same sentence"),
        may("paragraph", Shape::Texts, "at least one of these in the same paragraph"),
        may("piece", Shape::Texts, "at least one of these in the same piece"),
        may("not-sentence", Shape::Texts, "none of these in the same sentence"),
        may("not-paragraph", Shape::Texts, "none of these in the same paragraph"),
        may("not-piece", Shape::Texts, "none of these in the same piece"),
        may("second", Shape::Texts, "with one of these in the same paragraph the light is second-light"),
        may("second-light", Shape::Choice(LIGHTS), "the light with a second cue; red unless given"),
        HELP,
        LABEL,
        IN_SCOPES,
        IN_CHANNELS,
        IN_VOICES,
    ],
};

static EXAMPLES: Table = Table {
    head: "[rule.examples]",
    about: "Examples, run as tests",
    keys: &[
        may("flag", Shape::Examples(&EXAMPLE), "texts the rule must speak about"),
        may("pass", Shape::Examples(&EXAMPLE), "texts it must leave alone"),
    ],
};

static EXAMPLE: Table = Table {
    head: "an example",
    about: "A text with the setting it stands in",
    keys: &[
        must("text", Shape::Text, "the text of the document"),
        may("channel", Shape::Choice(CHANNELS), "kind of channel; article unless given"),
        may("platform", Shape::Choice(super::PLATFORMS), "platform"),
        may("voice", Shape::Choice(VOICES), "voice"),
        may("file", Shape::Text, "file name, which tells the format"),
        may("light", Shape::Choice(LIGHTS), "the light a flagging example must have"),
    ],
};
