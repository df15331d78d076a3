//! The lines around a finding, cut to the width there is and safe to show.

use super::visible::{is_hidden, marked, shown};
use crate::document::Around;
use crate::finding::Finding;
use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};
use std::ops::Range;
use textwrap::core::display_width;

/// Columns a tab takes at most; miette draws it so.
const TAB: usize = 4;

/// The first line of a finding with its neighbours.
pub(super) struct Excerpt {
    name: String,
    text: String,
    /// Number of the first line in `text`, from 0.
    first: usize,
    line: usize,
    column: usize,
    /// The author's words in `text`.
    pub(super) mark: Range<usize>,
    /// Columns before the middle of the words.
    pub(super) middle: usize,
}

impl Excerpt {
    /// The excerpt for `finding`, no line wider than `columns`. Where nothing around it is known,
    /// the finding's own text stands for the line.
    pub(super) fn of(finding: &Finding, name: String, columns: usize, pictures: bool) -> Self {
        let row = finding.start.line.saturating_sub(1);
        let (before, line, mark, after) = match &finding.around {
            Some(Around { before, line, mark, after }) => {
                (before.as_deref(), &**line, mark.clone(), after.as_deref())
            }
            None => {
                let line = finding.text.lines().find(|line| !line.trim().is_empty()).unwrap_or("");
                (None, line, 0..line.len(), None)
            }
        };
        let ellipsis = if pictures { "…" } else { "..." };
        let (shown_line, mark) = window(line, mark, columns, ellipsis);
        let (shown_line, mark) = marked(&shown_line, mark, pictures);
        let middle = width(&shown_line[..mark.start]) + width(&shown_line[mark.clone()]) / 2;
        let context = |line: Option<&str>| {
            line.map(|line| marked(&window(line, 0..0, columns, ellipsis).0, 0..0, pictures).0 + "\n")
        };
        let before = context(before);
        let first = if before.is_some() { row.saturating_sub(1) } else { row };
        let mut text = before.unwrap_or_default();
        let mark = mark.start + text.len()..mark.end + text.len();
        text.push_str(&shown_line);
        text.push('\n');
        text.push_str(&context(after).unwrap_or_default());
        let (line, column) = (row, finding.start.column.saturating_sub(1));
        Excerpt { name, text, first, line, column, mark, middle }
    }
}

impl SourceCode for Excerpt {
    /// With context this is the whole excerpt. Without, miette asks for what its header says: it
    /// would count the column in bytes, people count characters.
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        lines_before: usize,
        lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let name = self.name.clone();
        let contents = if lines_before == 0 && lines_after == 0 {
            let data = self.text.get(self.mark.clone()).unwrap_or("").as_bytes();
            MietteSpanContents::new_named(name, data, *span, self.line, self.column, 1)
        } else {
            let all = SourceSpan::from(0..self.text.len());
            MietteSpanContents::new_named(
                name,
                self.text.as_bytes(),
                all,
                self.first,
                0,
                self.text.lines().count(),
            )
        };
        Ok(Box::new(contents))
    }
}

/// Columns that `text` takes at most.
pub(super) fn width(text: &str) -> usize {
    text.chars().map(columns).sum()
}

fn columns(c: char) -> usize {
    match c {
        '\t' => TAB,
        c if is_hidden(c) => shown(c, false).len(),
        c => display_width(c.encode_utf8(&mut [0; 4])),
    }
}

/// How many bytes of `chars` fit into `room` columns, and the columns they take.
fn fitting(chars: impl Iterator<Item = char>, room: usize) -> (usize, usize) {
    let (mut bytes, mut taken) = (0, 0);
    for c in chars {
        let more = columns(c);
        if taken + more > room {
            break;
        }
        taken += more;
        bytes += c.len_utf8();
    }
    (bytes, taken)
}

/// The part of `line` around `mark` that fits into `room` columns, with `ellipsis` where it was
/// cut, and where the mark is in it. Work is bound by `room`, however long the line.
fn window(line: &str, mark: Range<usize>, room: usize, ellipsis: &str) -> (String, Range<usize>) {
    if fitting(line.chars(), room).0 == line.len() {
        return (line.to_owned(), mark);
    }
    let room = room.saturating_sub(2 * width(ellipsis));
    let words = &line[mark.clone()];
    let (kept, taken) = fitting(words.chars(), room * 2 / 3);
    let room = room.saturating_sub(taken);
    let (before, after) = (&line[..mark.start], &line[mark.start + kept..]);
    // Most of the room goes to what follows, since the label stands there.
    let (right, right_taken) = fitting(after.chars(), room - fitting(before.chars().rev(), room / 3).1);
    let (left, _) = fitting(before.chars().rev(), room - right_taken);
    let mut out = String::new();
    if left < before.len() {
        out.push_str(ellipsis);
    }
    out.push_str(&before[before.len() - left..]);
    let start = out.len();
    out.push_str(&words[..kept]);
    let end = out.len();
    if kept == words.len() {
        out.push_str(&after[..right]);
    }
    if kept < words.len() || right < after.len() {
        out.push_str(ellipsis);
    }
    (out, start..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_fits_is_left_whole() {
        assert_eq!(window("abc def", 4..7, 20, "…"), ("abc def".into(), 4..7));
    }

    #[test]
    fn a_long_line_is_cut_around_the_words() {
        let line = format!("{}NAME{}", "a ".repeat(1 << 19), " b".repeat(1 << 19));
        let at = line.find("NAME").unwrap();
        let (cut, mark) = window(&line, at..at + 4, 40, "…");
        assert_eq!(&cut[mark], "NAME");
        assert!(cut.starts_with('…') && cut.ends_with('…') && width(&cut) <= 40, "{cut}");
    }

    #[test]
    fn words_longer_than_the_room_are_cut_themselves() {
        let line = "x".repeat(1 << 20);
        let (cut, mark) = window(&line, 10..line.len(), 60, "…");
        assert!(mark.len() > 30 && width(&cut) <= 60, "{cut} {mark:?}");
    }

    #[test]
    fn wide_letters_take_two_columns() {
        let line = "한".repeat(100);
        assert!(width(&window(&line, 30..33, 40, "…").0) <= 40);
    }
}
