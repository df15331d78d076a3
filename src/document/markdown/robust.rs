//! What no input may do: panic, hang, or give a span outside the text.

use super::*;
use crate::document::{Block, html};
use proptest::prelude::*;
use std::time::{Duration, Instant};

fn pieces_of(text: &str, social: bool, mdx: bool, as_html: bool) -> Parts {
    let reading = Reading { social, mdx };
    if as_html { html::read(text, reading) } else { read(text, reading) }
}

fn check(text: &str) -> Result<(), TestCaseError> {
    for (social, mdx, as_html) in [(false, false, false), (true, true, false), (true, false, true)] {
        let parts = pieces_of(text, social, mdx, as_html);
        let mut end = 0;
        for piece in &parts.pieces {
            prop_assert!(piece.span.start >= end && piece.span.end <= text.len(), "pieces overlap");
            prop_assert!(!piece.blocks.is_empty());
            end = piece.span.end;
            for block in &piece.blocks {
                prop_assert!(piece.span.contains(block.text.whole()), "{block:?} not in {:?}", piece.span);
            }
        }
        for block in parts.head.iter().chain(parts.pieces.iter().flat_map(|piece| &piece.blocks)) {
            check_block(text, block)?;
        }
    }
    Ok(())
}

fn check_block(text: &str, block: &Block) -> Result<(), TestCaseError> {
    for span in block.text.sources() {
        prop_assert!(text.get(span.range()).is_some(), "{span:?} is no part of the text");
    }
    let own = block.text.as_str();
    for (at, c) in own.char_indices() {
        let span = block.text.span(at..at + c.len_utf8());
        prop_assert!(text.get(span.range()).is_some(), "{span:?} of {c:?} is no part of the text");
    }
    for mark in &block.marks {
        prop_assert!(own.get(mark.range.clone()).is_some(), "{mark:?} is no part of {own:?}");
    }
    Ok(())
}

/// Bits of markup that meet in unlucky ways.
const BITS: [&str; 62] = [
    "a",
    "b c",
    " ",
    "\n",
    "\n\n",
    "\r\n",
    "é",
    "한",
    "&amp;",
    "&#109;",
    "\\_",
    "**",
    "*",
    "_",
    "~~",
    "`",
    "```\n",
    "[",
    "]",
    "](",
    ")",
    "![",
    "<",
    ">",
    "> ",
    "- ",
    "1. ",
    "# ",
    "---\n",
    "|",
    "|a|b|\n|-|-|\n",
    "<b>",
    "</b>",
    "<div>",
    "</div>",
    "<p hidden>",
    "<a href='x'>",
    "</a>",
    "<!--",
    "-->",
    "<details>",
    "</details>",
    "<script>",
    "</script>",
    "{{",
    "}}",
    "{%",
    "%}",
    "{{< q x=\"y\" >}}",
    "\"",
    "'",
    "{/*",
    "*/}",
    "{",
    "}",
    "<A b={'c'}>",
    "</A>",
    "[^1]",
    "[x]: http://y 't'\n",
    "https://a.example/x",
    "    ",
    "\t",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn every_span_lies_in_the_text(bits in proptest::collection::vec(proptest::sample::select(&BITS[..]), 0..40)) {
        check(&bits.concat())?;
    }

    #[test]
    fn any_text_at_all_is_read(text in "\\PC{0,80}") {
        check(&text)?;
    }

    #[test]
    fn a_name_is_found_through_markup(
        before in proptest::collection::vec(proptest::sample::select(&["text ", "*em* ", "`code` ", "a&amp;b ", "[l](/u) ", "<i>x</i> ", "{{ x }} ", "line\n"][..]), 0..6),
        open in proptest::sample::select(&["", "**", "*", "[", "<b>", "~~"][..]),
        split in proptest::sample::select(&["&#119;", "w", "\\w", "<i>w</i>", "w<!-- c -->", "[w](/x)", "*w*"][..]),
        inside in proptest::sample::select(&["", "> ", "- ", "# ", "1. ", "> - "][..]),
    ) {
        let close = match open { "[" => "](/t)", "<b>" => "</b>", other => other };
        let split = if open == "[" && split.starts_with('[') { "w" } else { split };
        let before = before.concat().replace('\n', if inside == "# " { " " } else { "\n" });
        let split = if split == "\\w" { "w" } else { split };
        let text = format!("{inside}{before}{open}Tide{split}ater{close} end\n");
        let parts = read(&text, Reading::default());
        let mut blocks = parts.pieces.iter().flat_map(|piece| &piece.blocks);
        let found = blocks.any(|block| block.text.as_str().contains("Tidewater"));
        let emphasis_in_emphasis = open.contains('*') && split == "*w*";
        prop_assert!(found || emphasis_in_emphasis, "{text:?} {parts:?}");
    }
}

fn quick(what: &str, text: &str) {
    for (mdx, as_html) in [(false, false), (true, false), (false, true)] {
        let start = Instant::now();
        let parts = pieces_of(text, true, mdx, as_html);
        let took = start.elapsed();
        assert!(
            took < Duration::from_secs(4),
            "{what}: {took:?} for {} bytes (mdx {mdx}, html {as_html})",
            text.len()
        );
        drop(parts);
    }
}

#[test]
fn time_grows_with_the_length_of_the_text_only() {
    let times = 20_000;
    for bit in [
        "[",
        "](",
        "![",
        "> ",
        "<b>",
        "<div>",
        "</div>",
        "<a href=\"",
        "{{",
        "{%",
        "{",
        "{{ \"a\" ",
        "<A b={",
        "<A ",
        "`",
        "``` ",
        "*a_ ",
        "- ",
        "&",
        "&#",
        "https://",
        "<!--",
        "[a](b ",
        "![a](",
        "{% comment %}",
        "<p hidden>",
        "<i hidden>",
        "(1/2 ",
        "<hr>",
        "1/ a\n\n2/ b\n\n",
        "---\n\n",
        "{{<",
        "{% raw %}",
        "|",
        "\\",
        "export {",
        "\nexport const a = {}",
        "`{% a`",
        "[a]: b\n",
        "<a href='x'>",
        "</a>",
        "~~",
        "<code>",
        "<!-- more -->",
        "<details>",
        "</details>",
        "<script>",
        "\t",
    ] {
        quick(bit, &bit.repeat(times));
    }
    let many: String = (0..50_000).map(|n| format!("[r{n}]: https://x.example/{n} \"t{n}\"\n")).collect();
    quick("definitions", &many);
    let used: String =
        (0..20_000).map(|n| format!("[r{n}] `c` {{{{ \"x\" }}}} https://a.example ")).collect();
    quick("used definitions", &(used + "\n\n" + &many));
    quick("images in images", &("![".repeat(5_000) + "x" + &"](y)".repeat(5_000)));
    quick("one line", &"Lantern and friends ".repeat(100_000));
}
