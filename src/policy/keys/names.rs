//! The keys of names that must stay private, and of lists of them.

use super::{Key, Shape, Table, may, must};

const NAME: Key = must("name", Shape::Text, "the name");
const ALIASES: Key = may("aliases", Shape::Texts, "other names for the same");
const COMMON: Key = may("common-word", Shape::Flag, "also an ordinary word: ask for capitals and evidence");
const EVERYDAY: Key =
    may("everyday", Shape::Flag, "a platform or tool everybody writes about: only beside a relation cue");
const SAY: Key = may("say", Shape::Text, "what to write instead");

pub(super) static CUSTOMER: Table = Table {
    head: "[[customer]]",
    about: "A customer, not to be named",
    keys: &[NAME, ALIASES, COMMON, EVERYDAY, SAY],
};

pub(super) static PARTNER: Table = Table {
    head: "[[partner]]",
    about: "A partner, not to be named",
    keys: &[NAME, ALIASES, COMMON, EVERYDAY, SAY],
};

pub(super) static SUPPLIER: Table = Table {
    head: "[[supplier]]",
    about: "A supplier, not to be named",
    keys: &[NAME, ALIASES, COMMON, EVERYDAY, SAY],
};

pub(super) static PROJECT: Table = Table {
    head: "[[project]]",
    about: "A codename or an unannounced product",
    keys: &[NAME, ALIASES, COMMON, EVERYDAY, SAY],
};

pub(super) static TERM: Table = Table {
    head: "[[term]]",
    about: "A confidential expression",
    keys: &[
        must("text", Shape::Text, "the expression"),
        may(
            "kind",
            Shape::Choice(&["trade-secret", "work-process", "project-detail"]),
            "what it gives away; a trade secret unless given",
        ),
        ALIASES,
        COMMON,
        SAY,
    ],
};

pub(super) static LIST: Table = Table {
    head: "[[list]]",
    about: "A list of names kept in another file: plain text, CSV, or sealed",
    keys: &[
        must(
            "kind",
            Shape::Choice(&["customer", "partner", "supplier", "project", "term"]),
            "what the names are",
        ),
        must("file", Shape::Text, "the file, relative to this one"),
        may("column", Shape::Text, "the column of a CSV file that holds the names"),
        may(
            "aliases-column",
            Shape::Text,
            "the column that holds other names for the same, with ; or | between them",
        ),
        COMMON,
        EVERYDAY,
        SAY,
    ],
};
