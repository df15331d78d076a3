//! Plain characters: ASCII and, beyond it, signs that belong to no word.

use super::narrow::is_within;

/// Quotation marks, dashes, spaces, currency and other signs, arrows, emoji. Beyond ASCII there is
/// no letter among them, no digit, no mark and nothing else that `\w` stands for.
pub(crate) const PLAIN: [(char, char); 16] = [
    ('\0', '\u{a9}'),
    ('\u{ab}', '\u{b1}'),
    ('\u{b4}', '\u{b4}'),
    ('\u{b6}', '\u{b8}'),
    ('\u{bb}', '\u{bb}'),
    ('\u{bf}', '\u{bf}'),
    ('\u{d7}', '\u{d7}'),
    ('\u{f7}', '\u{f7}'),
    ('\u{2010}', '\u{2027}'),
    ('\u{202f}', '\u{203e}'),
    ('\u{2041}', '\u{2053}'),
    ('\u{20a0}', '\u{20bf}'),
    ('\u{2190}', '\u{23ff}'),
    ('\u{2500}', '\u{2775}'),
    ('\u{2794}', '\u{2bff}'),
    ('\u{1f300}', '\u{1faff}'),
];

/// Whether a text is made of plain characters alone.
#[must_use]
pub(crate) fn is_plain(text: &str) -> bool {
    text.is_ascii() || text.chars().all(|c| c.is_ascii() || is_within(c, &PLAIN))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beyond_ascii_no_plain_character_belongs_to_a_word() {
        let word = regex::Regex::new(r"[\w\pN\pM]").unwrap();
        let beyond = PLAIN.into_iter().flat_map(|(first, last)| first..=last).filter(|c| !c.is_ascii());
        let found: Vec<char> = beyond.filter(|c| word.is_match(&c.to_string())).collect();
        assert!(found.is_empty(), "{found:?}");
    }
}
