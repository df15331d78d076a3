//! Plain characters: ASCII and, beyond it, signs that belong to no word.

use super::narrow::is_within;
use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;

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
    /// Bytes that are looked at as one: most hold ASCII alone.
    const STEP: usize = 32;
    let is_plain = |at: usize| match text.get(at..).and_then(|rest| rest.chars().next()) {
        Some(c) => c.is_ascii() || is_within(c, &PLAIN),
        // within a character that begins before
        None => true,
    };
    let mut steps = text.as_bytes().chunks(STEP).enumerate();
    steps.all(|(step, bytes)| bytes.is_ascii() || (0..bytes.len()).all(|at| is_plain(step * STEP + at)))
}

/// The plain character that stands for one that is not: a letter for a letter, a digit for a digit,
/// a space for a space. It belongs to a word where the other does.
#[must_use]
pub(crate) fn stand_in(c: char) -> char {
    match c {
        c if c.is_ascii() || is_within(c, &PLAIN) => c,
        // other cases of ASCII letters (Unicode, CaseFolding.txt)
        '\u{212a}' => 'k',
        '\u{17f}' => 's',
        c if c.is_whitespace() => ' ',
        c if !regex_syntax::is_word_character(c) => '\u{b7}',
        c if c.is_numeric() && !c.is_alphabetic() => '0',
        c if c.is_uppercase() => 'E',
        _ => 'e',
    }
}

/// A text, and once it is asked for the same with a stand-in for each character that is not plain.
#[derive(Debug)]
pub struct Plainer<'t> {
    text: &'t str,
    plain: OnceCell<Cow<'t, str>>,
}

impl<'t> Plainer<'t> {
    /// The text, of which nothing is known yet.
    #[must_use]
    pub fn of(text: &'t str) -> Plainer<'t> {
        Plainer { text, plain: OnceCell::new() }
    }

    /// The text as it is, if it is plain, or one of stand-ins.
    fn plain(&self) -> &Cow<'t, str> {
        self.plain.get_or_init(|| match is_plain(self.text) {
            true => Cow::Borrowed(self.text),
            false => Cow::Owned(self.text.chars().map(stand_in).collect()),
        })
    }

    /// The text itself.
    pub(super) fn text(&self) -> &'t str {
        self.text
    }

    /// Whether the text itself is plain.
    pub(super) fn is_plain(&self) -> bool {
        matches!(self.plain(), Cow::Borrowed(_))
    }

    /// The text of plain characters.
    pub(super) fn as_str(&self) -> &str {
        self.plain()
    }

    /// Where in the text something stands that was found in the plainer one, each behind the one
    /// before; `None` if any of it has a stand-in for a part.
    pub(super) fn back(&self, found: Vec<Range<usize>>) -> Option<Vec<Range<usize>>> {
        if self.is_plain() {
            return Some(found);
        }
        let mut both = self.text.char_indices().zip(self.as_str().char_indices()).peekable();
        let mut own = Vec::with_capacity(found.len());
        for range in found {
            while both.next_if(|(_, (at, _))| *at < range.start).is_some() {}
            let start = both.peek()?.0.0;
            let mut end = start;
            while let Some(((at, c), (_, stand_in))) = both.next_if(|(_, (at, _))| *at < range.end) {
                if c != stand_in {
                    return None;
                }
                end = at + c.len_utf8();
            }
            own.push(start..end);
        }
        Some(own)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_text_is_plain_if_each_of_its_characters_is(text in "([ -~]{0,40}[€’–é한😀\u{a0}\u{ad}]{0,2}){0,4}") {
            prop_assert_eq!(is_plain(&text), text.chars().all(|c| is_within(c, &PLAIN)));
        }
    }

    #[test]
    fn beyond_ascii_no_plain_character_belongs_to_a_word() {
        let word = regex::Regex::new(r"[\w\pN\pM]").unwrap();
        let beyond = PLAIN.into_iter().flat_map(|(first, last)| first..=last).filter(|c| !c.is_ascii());
        let found: Vec<char> = beyond.filter(|c| word.is_match(&c.to_string())).collect();
        assert!(found.is_empty(), "{found:?}");
    }
}
