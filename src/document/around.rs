//! The lines around a place, kept for the report when the text they stand in is gone.

use super::Source;
use crate::span::{Lines, Span};
use std::ops::Range;
use std::sync::Arc;

/// The most columns that a report can show of a line.
pub const WIDEST: usize = 240;
/// Characters that are kept on either side: one more, so that what was cut can be seen to be.
const KEPT: usize = WIDEST + 1;

/// The line that a span begins in, with its neighbours: as written, without line ends, and of a
/// very long line only what a report can show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Around {
    /// The line before, unless there is none or nothing is written in it.
    pub before: Option<Arc<str>>,
    /// The line itself.
    pub line: Arc<str>,
    /// Where the part of the span in that line stands in `line`, in bytes from 0.
    pub mark: Range<usize>,
    /// The line after, unless there is none or nothing is written in it.
    pub after: Option<Arc<str>>,
}

impl Around {
    /// What is around `span`; nothing if it is no span of this text.
    #[must_use]
    pub fn of(source: &Source, span: Span) -> Option<Self> {
        let (text, lines) = (source.text(), source.lines());
        text.get(span.range())?;
        let row = lines.index(span.start);
        let whole = line_at(text, lines, row);
        let mark = span.start.min(whole.end)..span.end.min(whole.end);
        let from = mark.start - ending(&text[whole.start..mark.start]).len();
        let words = beginning(&text[mark.clone()]);
        let rest = if words.len() < mark.len() { "" } else { beginning(&text[mark.end..whole.end]) };
        let neighbour = |row: usize| {
            let line = beginning(&text[line_at(text, lines, row)]);
            Some(line).filter(|line| !line.trim().is_empty()).map(Arc::from)
        };
        Some(Around {
            before: row.checked_sub(1).and_then(neighbour),
            line: text[from..mark.start + words.len() + rest.len()].into(),
            mark: mark.start - from..mark.start - from + words.len(),
            after: Some(row + 1).filter(|&row| row < lines.count()).and_then(neighbour),
        })
    }
}

/// The bytes of line `row`, from 0, without its line end.
fn line_at(text: &str, lines: &Lines, row: usize) -> Range<usize> {
    let start = lines.start(row);
    let end = if row + 1 < lines.count() { lines.start(row + 1) } else { text.len() };
    start..start + text[start..end].trim_end_matches(['\r', '\n']).len()
}

/// The first characters of `text` that are kept.
fn beginning(text: &str) -> &str {
    text.char_indices().nth(KEPT).map_or(text, |(at, _)| &text[..at])
}

/// The last characters of `text` that are kept.
fn ending(text: &str) -> &str {
    text.char_indices().rev().nth(KEPT - 1).map_or(text, |(at, _)| &text[at..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn around(text: &str, words: &str) -> Around {
        let at = text.find(words).unwrap();
        Around::of(&Source::from_text(text), Span::new(at, at + words.len())).unwrap()
    }

    #[test]
    fn a_line_is_kept_with_the_neighbours_that_say_something() {
        let found = around("a\r\nthe name\r\n \r\n", "name");
        assert_eq!((found.before.as_deref(), &*found.line, found.after), (Some("a"), "the name", None));
        assert_eq!(&found.line[found.mark], "name");
    }

    #[test]
    fn of_a_very_long_line_what_can_be_shown_is_kept() {
        let found = around(&format!("{}NAME{}", "é".repeat(1 << 19), "ü".repeat(1 << 19)), "NAME");
        assert_eq!(found.line.chars().count(), KEPT + 4 + KEPT);
        assert_eq!(&found.line[found.mark], "NAME");
    }

    #[test]
    fn words_over_many_lines_end_with_the_first() {
        let found = around("a\nTidewater\nMutual b", "Tidewater\nMutual");
        assert_eq!((&*found.line, found.mark, found.after.as_deref()), ("Tidewater", 0..9, Some("Mutual b")));
    }

    #[test]
    fn no_span_of_the_text_has_nothing_around_it() {
        assert_eq!(Around::of(&Source::from_text("é"), Span::new(1, 2)), None);
        assert_eq!(Around::of(&Source::from_text("a"), Span::new(0, 2)), None);
    }
}
