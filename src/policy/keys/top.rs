//! The keys of the file itself, of the company and its voices, and of what is cleared.

use super::names::{CUSTOMER, LIST, PARTNER, PROJECT, SUPPLIER, TERM};
use super::rules::{RULE, TUNING};
use super::{CHANNELS, PLATFORMS, Shape, Table, VOICES, may, must};

/// The whole file.
pub(in crate::policy) static FILE: Table = Table {
    head: "presscheck.toml",
    about: "What must stay private, what is public, and who speaks",
    keys: &[
        may("include", Shape::Paths, "files that hold more of these tables, relative to this file"),
        may("gate", Shape::One(&GATE), "when the gate is closed"),
        may("company", Shape::One(&COMPANY), "the employer"),
        may("employee", Shape::Many(&EMPLOYEE), "somebody who works there"),
        may("channel", Shape::Many(&CHANNEL), "what paths are for; the first whose paths match holds"),
        may("support", Shape::One(&SUPPORT), "who answers complaints"),
        may("customer", Shape::Many(&CUSTOMER), "a customer, not to be named"),
        may("partner", Shape::Many(&PARTNER), "a partner, not to be named"),
        may("supplier", Shape::Many(&SUPPLIER), "a supplier, not to be named"),
        may("project", Shape::Many(&PROJECT), "a codename or an unannounced product"),
        may("term", Shape::Many(&TERM), "a confidential expression"),
        may("list", Shape::Many(&LIST), "a list of names kept in another file"),
        may("seal", Shape::One(&SEAL), "sealed lists"),
        may("embargo", Shape::Many(&EMBARGO), "what must not be told before an instant"),
        may("published", Shape::Many(&PUBLISHED), "what is on the public record"),
        may("record", Shape::One(&RECORD), "the public record kept in this repository"),
        may("withheld", Shape::Many(&WITHHELD), "public, yet not to be mentioned; beats the record"),
        may("approval", Shape::Many(&APPROVAL), "a written consent"),
        may("job", Shape::Many(&JOB), "the advert a hiring post is held against"),
        may("rules", Shape::ByRule(&TUNING), "rules tuned by their id"),
        may("rule", Shape::Rules(&RULE), "a house rule"),
    ],
};

static GATE: Table = Table {
    head: "[gate]",
    about: "When the gate is closed",
    keys: &[
        may("fail-on", Shape::Choice(&["red", "yellow", "never"]), "from which light on the gate is closed"),
        may(
            "in-doubt",
            Shape::Choice(&["yellow", "red"]),
            "the light of a finding that rests on one weak cue",
        ),
    ],
};

static SEAL: Table = Table {
    head: "[seal]",
    about: "Sealed lists",
    keys: &[may(
        "without-key",
        Shape::Choice(&["stop", "report"]),
        "what a run does that has no key for a sealed list: stop with exit status 2, as unless given, or report the list as not judged and go on",
    )],
};

static COMPANY: Table = Table {
    head: "[company]",
    about: "The employer",
    keys: &[
        must("name", Shape::Text, "the legal name"),
        may("brands", Shape::Texts, "brands and products"),
        may("domains", Shape::Texts, "own domains; what lies below one is own as well"),
        may("handles", Shape::Texts, "accounts that speak as the company"),
        may("careers", Shape::Texts, "where adverts stand: hosts with paths"),
    ],
};

static EMPLOYEE: Table = Table {
    head: "[[employee]]",
    about: "Somebody who works there",
    keys: &[
        must("name", Shape::Text, "the name, or the slug that front matter uses"),
        may("handles", Shape::Texts, "accounts"),
        may("role", Shape::Text, "job title"),
    ],
};

static CHANNEL: Table = Table {
    head: "[[channel]]",
    about: "What paths are for",
    keys: &[
        must("paths", Shape::Paths, "patterns of paths, relative to the root of the repository"),
        may("kind", Shape::Choice(CHANNELS), "what they are for"),
        may("platform", Shape::Choice(PLATFORMS), "where they appear"),
        may("voice", Shape::Choice(VOICES), "whose voice it is"),
    ],
};

static SUPPORT: Table = Table {
    head: "[support]",
    about: "Who answers complaints",
    keys: &[
        may("public-replies", Shape::Flag, "whether staff may resolve complaints in public"),
        may("handlers", Shape::Texts, "accounts that answer complaints"),
        may("escalate", Shape::Texts, "topics that are handed over"),
        may("escalate-to", Shape::Text, "whom to hand them to"),
    ],
};

static EMBARGO: Table = Table {
    head: "[[embargo]]",
    about: "What must not be told before an instant",
    keys: &[
        must("what", Shape::Texts, "names and expressions"),
        must("until", Shape::Instant, "the instant from which on it may be told: date, time and zone"),
    ],
};

static PUBLISHED: Table = Table {
    head: "[[published]]",
    about: "What is on the public record",
    keys: &[
        must("what", Shape::Text, "a name, a figure, a sentence"),
        may("url", Shape::Text, "where the public can read it"),
    ],
};

static RECORD: Table = Table {
    head: "[record]",
    about: "The public record kept in this repository",
    keys: &[may("pages", Shape::Paths, "patterns of pages that are already published")],
};

static WITHHELD: Table = Table {
    head: "[[withheld]]",
    about: "Public, yet not to be mentioned",
    keys: &[must("what", Shape::Text, "what not to mention"), may("why", Shape::Text, "who asked, and when")],
};

static APPROVAL: Table = Table {
    head: "[[approval]]",
    about: "A written consent",
    keys: &[
        must("what", Shape::Text, "what was approved"),
        may("rule", Shape::Text, "the rule it is for; any unless given"),
        may("paths", Shape::Paths, "patterns of the paths it is for; anywhere unless given"),
        may("until", Shape::LastDay, "the last day it holds, or the instant it ends"),
        may("by", Shape::Text, "who approved"),
        may("evidence", Shape::Text, "where the consent is kept"),
    ],
};

static JOB: Table = Table {
    head: "[[job]]",
    about: "The advert a hiring post is held against",
    keys: &[
        may("title", Shape::Text, "job title"),
        may("url", Shape::Text, "where the advert stands"),
        may("text", Shape::Text, "the text of the advert"),
        may("file", Shape::Text, "a file with the text, relative to this file"),
    ],
};
