//! Kinds of letters: where they part a word, and how a word is capitalised by them.

use super::{Case, is_invisible, is_mark};

/// The kind of a letter.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Kind {
    Lower,
    Upper,
    Digit,
    /// A letter without case.
    Letter,
    /// A letter of a script written without spaces.
    Unspaced,
}

/// How a word with so many capital and small letters is capitalised.
pub(super) fn case_of(upper: u32, lower: u32, begins_upper: bool) -> Case {
    match (upper, lower) {
        (0, 0) => Case::None,
        (0, _) => Case::Lower,
        (1, _) if begins_upper => Case::Capital,
        (_, 0) => Case::Upper,
        _ => Case::Mixed,
    }
}

pub(super) fn ascii_kind(letter: u8) -> Kind {
    match letter {
        b'a'..=b'z' => Kind::Lower,
        b'A'..=b'Z' => Kind::Upper,
        _ => Kind::Digit,
    }
}

/// Whether a new atom begins: at a capital after a small letter, at the last capital before
/// small ones, between letters and digits, and at every letter of a script without spaces.
pub(super) fn splits(before: Option<Kind>, now: Kind, next: Option<Kind>) -> bool {
    match (before, now) {
        (Some(Kind::Unspaced), _) | (_, Kind::Unspaced) => true,
        (Some(Kind::Lower), Kind::Upper) => true,
        (Some(Kind::Upper), Kind::Upper) => next == Some(Kind::Lower),
        (Some(Kind::Digit), now) => now != Kind::Digit,
        (Some(_), Kind::Digit) => true,
        _ => false,
    }
}

pub(super) fn kind(c: char) -> Option<Kind> {
    if c.is_ascii() {
        return match c {
            'a'..='z' => Some(Kind::Lower),
            'A'..='Z' => Some(Kind::Upper),
            '0'..='9' => Some(Kind::Digit),
            _ => None,
        };
    }
    if !c.is_alphanumeric() || is_invisible(c) || is_mark(c) {
        None
    } else if unspaced(c) {
        Some(Kind::Unspaced)
    } else if c.is_numeric() {
        Some(Kind::Digit)
    } else if c.is_uppercase() {
        Some(Kind::Upper)
    } else if c.is_lowercase() {
        Some(Kind::Lower)
    } else {
        Some(Kind::Letter)
    }
}

/// Han, Hiragana, Katakana, Hangul, Thai, Lao, Khmer and Burmese letters.
pub(crate) fn unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1100}'..='\u{11ff}' | '\u{1780}'..='\u{17ff}'
        | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}
