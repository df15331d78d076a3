//! The phrase language: any text is a phrase, or is refused with a place in it.

#![no_main]

use libfuzzer_sys::fuzz_target;
use presscheck::rule::language::phrase;

fuzz_target!(|text: &str| {
    if let Err(error) = phrase::parse(text) {
        assert!(text.is_char_boundary(error.at), "{} is no place in {text:?}", error.at);
    }
});
