//! What holds for every document in every format: each finding points at its own words in the
//! file, no letter goes unread, and no markup around a name hides it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use jiff::Timestamp;
use presscheck::check::{Check, Outcome};
use presscheck::document::{Format, Reading, Source, read};
use presscheck::evidence::record::Record;
use presscheck::finding::Finding;
use presscheck::judge::{Judge, builtin};
use presscheck::policy::{Policy, load};
use presscheck::word::fold;
use proptest::prelude::*;
use proptest::sample::select;
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

const POLICY_TEXT: &str = r#"
[[customer]]
name = "Tidewater Mutual"
[[customer]]
name = "東京電力"
[[partner]]
name = "Nørreby Energi"
[[supplier]]
name = "Bright & Vale"
[[project]]
name = "Project Heron"
[[term]]
text = "envelope sharding"
kind = "trade-secret"
"#;

static POLICY: LazyLock<Policy> = LazyLock::new(|| {
    let files = BTreeMap::from([("presscheck.toml".to_owned(), POLICY_TEXT.into())]);
    load(&files, "presscheck.toml", &builtin::ids()).unwrap()
});

static CHECK: LazyLock<Check<'static>> = LazyLock::new(|| {
    let now: Timestamp = "2026-03-10T09:00:00Z".parse().unwrap();
    Check { judge: Judge::new(&POLICY, now).unwrap(), record: Record::new(&POLICY), as_published: false }
});

/// A file of every format, and one of social copy.
const PATHS: [&str; 9] = [
    "blog/a.md",
    "blog/a.mdx",
    "blog/a.html",
    "blog/a.txt",
    "blog/a.yaml",
    "blog/a.json",
    "blog/a.csv",
    "social/a.md",
    "social/a.yaml",
];

/// The names, whole and with what may stand within them.
const NAMES: [&str; 20] = [
    "Tidewater Mutual",
    "Tidewater\nMutual",
    "Tidewater\r\n> Mutual",
    "**Tidewater** Mutual",
    "Tide<b>water</b> Mutual",
    "Tide&#119;ater&nbsp;Mutual",
    "Tidewater\\u0020Mutual",
    "[Tidewater](/x) Mutual",
    "#TidewaterMutual",
    "TIDEWATER-MUTUAL’s",
    "Ti\u{ad}dewater\u{a0}Mut\u{200b}ual",
    "Nørreby Energi",
    "Norreby *Energi*",
    "No\u{308}rreby Energi",
    "Ｎørreby Energi",
    "Bright & Vale",
    "Bright &amp; Vale",
    "東京電力",
    "Project Heron",
    "envelope sharding",
];

/// Markup, escapes and letters that meet in unlucky ways.
const BITS: [&str; 96] = [
    "a",
    "we met ",
    "our customer ",
    "é",
    "한",
    "e\u{301}",
    "😀",
    "İ",
    "ﬁ",
    "\u{202e}",
    "\u{2028}",
    "\u{feff}",
    " ",
    "  ",
    "\t",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\n  ",
    "    ",
    "**",
    "*",
    "_",
    "~~",
    "`",
    "```\n",
    "[",
    "]",
    "](",
    "](/x)",
    ")",
    "![",
    "<",
    ">",
    "> ",
    "- ",
    "1. ",
    "# ",
    "---\n",
    "+++\n",
    "|",
    "|a|b|\n|-|-|\n",
    "<b>",
    "</b>",
    "<div>",
    "</div>",
    "<p hidden>",
    "<a title=\"",
    "\">",
    "</a>",
    "<!--",
    "-->",
    "{/*",
    "*/}",
    "<details>",
    "</details>",
    "<script>",
    "</script>",
    "<style>",
    "</style>",
    "{{",
    "}}",
    "{%",
    "%}",
    "{{< q x=\"y\" >}}",
    "{",
    "}",
    "<A b={'c'}>",
    "</A>",
    "[^1]",
    "[x]: /y 't'\n",
    "https://a.example/x",
    "&amp;",
    "&#109;",
    "&",
    "\\",
    "\\u00f8",
    "\\ud83d",
    "\\n",
    "\"",
    "'",
    ":",
    ": ",
    "- ",
    "? ",
    "|2",
    ">-",
    "&a ",
    "*a",
    "!t ",
    ",",
    ";",
    "[[",
    "\"text\": \"",
    "text: ",
];

fn document() -> impl Strategy<Value = (&'static str, String)> {
    let part = prop_oneof![4 => select(&BITS[..]), 1 => select(&NAMES[..])];
    (select(&PATHS[..]), prop::collection::vec(part, 0..16)).prop_map(|(path, parts)| (path, parts.concat()))
}

fn judged(path: &str, text: &str) -> Outcome {
    CHECK.file(path, text.as_bytes().to_vec(), || Ok(None)).unwrap()
}

fn decoded(text: &str) -> String {
    Source::decode(text.as_bytes().to_vec()).unwrap().text().to_owned()
}

/// Whether it is about a name on a list, not about a phrase.
fn is_listed(finding: &Finding) -> bool {
    finding.label.starts_with("on the ")
}

/// The letters and digits that a reader sees, `&` read as "and".
fn letters(text: &str) -> String {
    fold(&text.replace('&', " and ")).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Whether the letters of `name` stand in `text` in their order, markup between them.
fn holds(text: &str, name: &str) -> bool {
    let mut rest = text.chars();
    name.chars().all(|c| rest.any(|other| other == c))
}

/// Whether `written` is one of the names, as far as the markup in it lets one tell.
fn is_a_name(written: &str) -> bool {
    let plain = written.replace("\\u0020", " ").replace("\\n", " ");
    let plain = htmlize::unescape(&plain);
    let own = letters(&plain);
    let has_markup = written.contains(|c: char| c.is_ascii_punctuation() && !matches!(c, '-' | '\'' | '&'));
    POLICY.listed.iter().any(|listed| {
        let name = letters(&listed.name);
        match has_markup {
            true => {
                own.chars().next() == name.chars().next()
                    && own.chars().next_back() == name.chars().next_back()
                    && holds(&own, &name)
            }
            false => own == name,
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_finding_points_at_its_own_words_in_the_file((path, text) in document()) {
        let source = decoded(&text);
        for finding in judged(path, &text).findings {
            let slice = source.get(finding.span.range());
            prop_assert!(slice.is_some(), "{path}: {:?} is no span of {source:?}", finding.span);
            let written = slice.unwrap_or_default();
            if is_listed(&finding) {
                prop_assert!(is_a_name(written), "{path}: {written:?} is none of the names: {source:?}");
            }
            let lines = 1 + source.replace("\r\n", "\n").matches(['\n', '\r']).count();
            prop_assert!(finding.start <= finding.end && finding.end.line <= lines, "{path}: {source:?}");
        }
    }

    #[test]
    fn every_letter_and_digit_is_read((path, text) in document()) {
        let source = decoded(&text);
        let format = Format::of_path(path).unwrap();
        let reading = Reading { social: path.starts_with("social/"), ..Reading::default() };
        let document = read(path, Arc::new(Source::from_text(source.as_str())), format, reading);
        let mut read = vec![false; source.len()];
        for span in document.blocks().flat_map(|block| block.text.sources()) {
            prop_assert!(source.get(span.range()).is_some(), "{path}: {span:?} is no span of {source:?}");
            read[span.range()].fill(true);
        }
        for (at, c) in source.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
            prop_assert!(read[at], "{path}: {c:?} at {at} of {source:?} is not read");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 5_000, failure_persistence: None, ..ProptestConfig::default() })]

    /// A line of its own may become prose, code, a comment, a key or an attribute, but never
    /// nothing.
    #[test]
    fn nothing_before_or_behind_a_line_hides_the_name_in_it((path, before) in document(), after in select(&BITS[..])) {
        let text = format!("{before}\n\nWe met Tidewater Mutual today.\n\n{after}");
        let source = decoded(&text);
        let start = source.find("We met Tidewater Mutual today.").unwrap();
        let place = source[start..].find("Tidewater Mutual").unwrap() + start;
        let found = judged(path, &text).findings;
        let at = |finding: &&Finding| is_listed(finding) && finding.span.start <= place && place < finding.span.end;
        prop_assert!(found.iter().any(|finding| at(&finding)), "{path}: not found in {source:?}");
    }
}

#[test]
fn every_way_of_writing_a_name_is_found_where_the_format_has_it() {
    let found = |path: &str, text: &str| {
        let outcome = judged(path, text);
        outcome.findings.into_iter().find(is_listed).map(|finding| text[finding.span.range()].to_owned())
    };
    for name in NAMES {
        let (path, text) = match name.contains("\\u") {
            true => ("blog/a.json", format!("{{\"text\": \"We met {name} today.\"}}")),
            false => ("blog/a.md", format!("> We met {name} today.\n")),
        };
        let written = found(path, &text);
        assert!(written.as_deref().is_some_and(is_a_name), "{written:?} in {text:?}");
    }
}

#[test]
fn a_name_given_to_a_shortcode_without_quotes_is_one_name() {
    for text in
        ["{{< customer Tidewater Mutual >}}", "{{% quote by Tidewater\nMutual %}}\nGood.\n{{% /quote %}}"]
    {
        let found = judged("blog/a.md", text).findings.into_iter().find(is_listed);
        let written = found.map(|finding| &text[finding.span.range()]);
        assert!(written.is_some_and(is_a_name), "{written:?} in {text:?}");
    }
}

/// Each was once reported as wide as the whole scalar or code around it.
#[test]
fn a_name_is_pointed_at_exactly_wherever_blanks_or_tags_stand_around_it() {
    for (path, text, name) in [
        ("blog/a.yaml", ">-\n\nWe met Tidewater Mutual today.", "Tidewater Mutual"),
        ("blog/a.yaml", "|\r\n\r\nWe met Norreby Energi\r\nand others.", "Norreby Energi"),
        ("blog/a.yaml", "\"\n\nWe met Tidewater\\u0020Mutual today.\"    \n", "Tidewater\\u0020Mutual"),
        ("blog/a.mdx", "`<details> Tidewater Mutual\n<p hidden>` is code.", "Tidewater Mutual"),
        ("blog/a.mdx", "[`We met <script> Tidewater Mutual{\n`", "Tidewater Mutual"),
    ] {
        let found = judged(path, text).findings.into_iter().find(is_listed);
        let written = found.map(|finding| &text[finding.span.range()]);
        assert_eq!(written, Some(name), "{path}: {text:?}");
    }
}

/// Each was once taken for a part of the address beside it.
#[test]
fn a_name_is_found_however_close_an_address_stands() {
    for (text, name) in [
        ("Ask Tidewater Mutual-https://a.example/x", "Tidewater Mutual"),
        ("Ask Tidewater Mutual:https://a.example/x", "Tidewater Mutual"),
        ("Ask a.example/x-Tidewater Mutual", "Tidewater Mutual"),
        ("Ask <https://a.example/x>&Tidewater Mutual", "Tidewater Mutual"),
        ("Ask <https://a.example/x>-*TidewaterMutual* today", "TidewaterMutual"),
        ("Ask https://a.example/x—TidewaterMutual today", "TidewaterMutual"),
        ("Ask TidewaterMutual:https://a.example/x", "TidewaterMutual"),
        ("Ask TidewaterMutual→https://a.example/x", "TidewaterMutual"),
    ] {
        for path in ["blog/a.md", "social/a.md", "blog/a.html", "blog/a.txt", "social/a.yaml"] {
            if text.contains(['<', '*']) && !path.ends_with(".md") {
                continue;
            }
            let text = if path.ends_with("yaml") { format!("text: \"{text}\"\n") } else { text.to_owned() };
            let found = judged(path, &text).findings.into_iter().find(is_listed);
            let written = found.map(|finding| text[finding.span.range()].to_owned());
            assert_eq!(written.as_deref(), Some(name), "{path}: {text:?}");
        }
    }
    for text in ["Ask https://a.example/TidewaterMutual/x", "Ask <https://a.example/x?y=TidewaterMutual>"] {
        assert!(judged("blog/a.md", text).findings.iter().all(|finding| !is_listed(finding)), "{text:?}");
    }
}

/// A link's bracket is seen in plain text, and not on a page.
#[test]
fn a_name_at_the_bracket_of_a_link_in_plain_text_is_found_as_one_word_and_as_two() {
    for (text, name) in [
        ("We met Tidewater Mutual[again](/x) today", "Tidewater Mutual"),
        ("We met [again](/x)Tidewater Mutual today", "Tidewater Mutual"),
        ("We met [Tidewater Mutual](/x)again today", "Tidewater Mutual"),
        ("We met Tide[water Mutual](/x) today", "Tide[water Mutual"),
    ] {
        for path in ["blog/a.txt", "social/a.txt"] {
            let found = judged(path, text).findings.into_iter().find(is_listed);
            assert_eq!(found.map(|finding| &text[finding.span.range()]), Some(name), "{path}: {text:?}");
        }
    }
}

/// What a phrase found goes on to the end of its clause where that is near, and to no small word.
#[test]
fn a_finding_ends_where_a_thought_does() {
    for (text, told) in [
        ("We're filing a patent for the new lid. It is blue.", "We're filing a patent for the new lid"),
        ("We're filing a patent for the lid, and nobody knows.", "We're filing a patent for the lid"),
        (
            "We're filing a patent that covers every lid of every pot which was ever made by hand.",
            "We're filing a patent",
        ),
        ("We're filing a patent\n\n- for the new lid", "We're filing a patent"),
    ] {
        let found = judged("blog/a.md", text).findings.into_iter().next();
        assert_eq!(found.map(|finding| &text[finding.span.range()]), Some(told), "{text:?}");
    }
}
