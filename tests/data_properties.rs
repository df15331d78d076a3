//! What holds for any text in any format.

use presscheck::document::{Format, Reading, Source, read};
use proptest::prelude::*;
use std::sync::Arc;
use std::time::{Duration, Instant};

const FORMATS: [Format; 4] = [Format::Plain, Format::Yaml, Format::Json, Format::Csv];

fn holds(text: &str, format: Format, social: bool) {
    let doc =
        read("a/b", Arc::new(Source::from_text(text)), format, Reading { social, ..Reading::default() });
    let mut covered = vec![false; text.len()];
    for block in doc.blocks() {
        for span in block.text.sources() {
            assert!(text.get(span.range()).is_some(), "{format:?}: {span:?} is no span of {text:?}");
            covered[span.range()].fill(true);
        }
        for mark in &block.marks {
            assert!(block.text.as_str().get(mark.range.clone()).is_some(), "{format:?}: {text:?}");
        }
    }
    for (at, c) in text.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
        assert!(covered[at], "{format:?}: {c:?} at {at} of {text:?} is not read");
    }
    if !text.trim().is_empty() {
        assert!(!doc.pieces.is_empty());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn every_letter_is_read_and_every_span_lies_in_the_file(text in any::<String>(), social in any::<bool>()) {
        FORMATS.iter().for_each(|format| holds(&text, *format, social));
    }

    #[test]
    fn the_signs_of_the_formats_in_any_order_are_read(
        parts in prop::collection::vec(
            prop::sample::select(vec![
                "a", "text", "é", "\u{feff}", "\u{2028}", " ", "  ", "\t", "\n", "\r\n", "\r", "\n  ", "- ", ": ", ":", "? ", "|", ">-", "|2",
                "'", "''", "\"", "\\", "\\u00f8", "\\ud83d", "\\x4", "#", " # c", "&a ", "*a", "!t ", "%T", "---\n", "...\n",
                "{", "}", "[", "]", ",", ";", "//", "/*", "*/", "> ", "1/2 ", "X:", "https://a.example/b", "](", ")", "`", "@", "0", "+++\n",
            ]),
            0..30,
        ),
        social in any::<bool>(),
    ) {
        let text = parts.concat();
        FORMATS.iter().for_each(|format| holds(&text, *format, social));
    }
}

#[test]
fn no_text_takes_more_than_its_length() {
    let many = 20_000;
    let nasty = [
        "[".repeat(many),
        "{\"a\":".repeat(many),
        "- ".repeat(many),
        "? ".repeat(many),
        "a: ".repeat(many),
        "\"".repeat(many),
        "'".repeat(many),
        "\\".repeat(many),
        "[a](b) ".repeat(many),
        "[a](".repeat(many),
        "# c\n".repeat(many),
        "- a # c\n".repeat(many),
        "/*a*/".repeat(many),
        "> a\n".repeat(many),
        "(https://a.example)".repeat(many / 8),
        "https://a.example/".to_owned() + &"(".repeat(many) + &")".repeat(many),
        "&a ".repeat(many),
        "a\r".repeat(many),
        "a:\n - b\n".repeat(many / 8),
        "a,".repeat(many),
        "{a: b, ".repeat(many),
        "a: |\n".to_owned() + &"  b\n".repeat(many),
        "- \"".to_owned() + &"b\n\n".repeat(many),
    ];
    for text in &nasty {
        for format in FORMATS {
            let start = Instant::now();
            let doc = read(
                "a",
                Arc::new(Source::from_text(text.as_str())),
                format,
                Reading { social: true, ..Reading::default() },
            );
            assert!(doc.blocks().count() > 0);
            let took = start.elapsed();
            assert!(took < Duration::from_secs(10), "{format:?} took {took:?} for {:?}", &text[..8]);
        }
    }
}
