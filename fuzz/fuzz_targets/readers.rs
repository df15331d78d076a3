//! Every reader on any bytes: the first byte chooses the format and whether it is social copy.
//! No span may lie outside the text, no letter may go unread.

#![no_main]

use libfuzzer_sys::fuzz_target;
use presscheck::document::{Format, Reading, Source, read};
use std::sync::Arc;

const PATHS: [&str; 7] = ["a.md", "a.mdx", "a.html", "a.txt", "a.yaml", "a.json", "a.csv"];

fuzz_target!(|data: &[u8]| {
    let Some((&choice, bytes)) = data.split_first() else { return };
    let Ok(source) = Source::decode(bytes.to_vec()) else { return };
    let source = Arc::new(source);
    let text = source.text();
    let path = PATHS[usize::from(choice >> 1) % PATHS.len()];
    let Some(format) = Format::of_path(path) else { return };
    let reading = Reading { social: choice & 1 == 1, ..Reading::default() };
    let document = read(path, source.clone(), format, reading);
    let mut covered = vec![false; text.len()];
    for block in document.blocks() {
        for span in block.text.sources() {
            assert!(text.get(span.range()).is_some(), "{span:?} is no part of the text");
            covered[span.range()].fill(true);
        }
        for (at, c) in block.text.as_str().char_indices() {
            let span = block.text.span(at..at + c.len_utf8());
            assert!(text.get(span.range()).is_some(), "{span:?} of {c:?} is no part of the text");
        }
        for mark in &block.marks {
            assert!(block.text.as_str().get(mark.range.clone()).is_some(), "{mark:?} is no part of its text");
        }
    }
    for (at, c) in text.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
        assert!(covered[at], "{c:?} at {at} is not read");
    }
});
