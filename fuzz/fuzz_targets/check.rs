//! The whole check below the place where a panic is caught: the first byte chooses the path, and a
//! NUL parts the file from what it was at the base. Every finding must be a place in the file, and
//! every report must be free of control characters.

#![no_main]

#[path = "../judged.rs"]
mod judged;

use judged::{CHECK, PATHS};
use libfuzzer_sys::fuzz_target;
use presscheck::check::Base;
use presscheck::document::Source;

fuzz_target!(|data: &[u8]| {
    let Some((&choice, bytes)) = data.split_first() else { return };
    let path = PATHS[usize::from(choice) % PATHS.len()];
    let (now, before) = bytes.split_at(bytes.iter().position(|&byte| byte == 0).unwrap_or(bytes.len()));
    let base = before.strip_prefix(b"\0").map(|bytes| Base { path: path.to_owned(), bytes: bytes.to_vec() });
    let Ok(outcome) = CHECK.file(path, now.to_vec(), || Ok(base)) else { return };
    let Ok(source) = Source::decode(now.to_vec()) else { return };
    for finding in &outcome.findings {
        assert!(
            source.text().get(finding.span.range()).is_some(),
            "{:?} is no place in the file",
            finding.span
        );
        assert!(finding.start <= finding.end);
    }
});
