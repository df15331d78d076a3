//! Places in a file: byte spans, positions, and the only line and column arithmetic there is.

use std::ops::Range;

/// A half-open range of bytes in the text of one [`Source`](crate::document::Source).
///
/// Offsets count UTF-8 bytes of the decoded text, from 0; `end` is exclusive and never before
/// `start`. A reader only ever makes spans that lie on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span from `start` to `end`; an `end` before `start` gives an empty span at `start`.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        Span { start, end: end.max(start) }
    }

    /// An empty span at `at`.
    #[must_use]
    pub fn at(at: usize) -> Self {
        Span { start: at, end: at }
    }

    /// How many bytes it covers.
    #[must_use]
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether it covers nothing.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn join(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Whether `other` lies wholly inside.
    #[must_use]
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    #[must_use]
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The span as a range, for slicing.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Span::new(range.start, range.end)
    }
}

/// A place as people and reports count it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// Line, from 1. A line ends at LF, CRLF or a lone CR.
    pub line: usize,
    /// Column in Unicode scalar values, from 1. A byte order mark does not count.
    pub column: usize,
    /// Bytes of UTF-8 before it in its line, from 0.
    pub line_byte: usize,
    /// Offset in the file as stored, in bytes from 0; a byte order mark and the width of UTF-16
    /// count here.
    pub byte: usize,
}

/// Where the lines of a text begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lines {
    starts: Vec<usize>,
    /// How many characters begin before each multiple of [`STEP`]: a line may be megabytes long.
    characters: Vec<usize>,
}

/// Bytes between two counts of characters.
const STEP: usize = 1024;

/// How many characters begin in `bytes` of a text.
fn begin_in(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| !matches!(byte, 0x80..=0xbf)).count()
}

impl Lines {
    /// Finds the line starts of `text` in one pass.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            if bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n') {
                starts.push(at + 1);
            }
        }
        let mut before = 0;
        let characters = bytes.chunks(STEP).map(|step| {
            let own = before;
            before += begin_in(step);
            own
        });
        Lines { starts, characters: characters.collect() }
    }

    /// How many characters of `text` begin before `offset`.
    fn characters_before(&self, text: &str, offset: usize) -> usize {
        // the end of the text may be where another step would begin
        let step = (offset / STEP).min(self.characters.len().saturating_sub(1));
        let counted = self.characters.get(step).copied().unwrap_or(0);
        counted + text.as_bytes().get(step * STEP..offset).map_or(0, begin_in)
    }

    /// The line that holds `offset`, from 0.
    #[must_use]
    pub fn index(&self, offset: usize) -> usize {
        self.starts.partition_point(|&start| start <= offset).saturating_sub(1)
    }

    /// Where line `index` (from 0) begins; past the last line, where the last one begins.
    #[must_use]
    pub fn start(&self, index: usize) -> usize {
        self.starts.get(index).or(self.starts.last()).copied().unwrap_or(0)
    }

    /// How many lines there are; at least 1.
    #[must_use]
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// Line and column of `offset` in `text`, the text the lines were found in, and the bytes before
    /// it in that line. An offset past the end, or inside a character, is moved back to the nearest
    /// boundary.
    #[must_use]
    pub fn place(&self, text: &str, offset: usize) -> (usize, usize, usize) {
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.index(offset);
        let start = self.start(line);
        let column = self.characters_before(text, offset) - self.characters_before(text, start);
        (line + 1, column + 1, offset - start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_counted_in_characters_however_long_the_line_is() {
        for text in ["x".repeat(STEP), "né한😀".repeat(900), format!("ab\n{}", "é".repeat(STEP * 3))] {
            let lines = Lines::new(&text);
            for (offset, _) in text.char_indices().chain([(text.len(), ' ')]) {
                let start = text[..offset].rfind('\n').map_or(0, |at| at + 1);
                let column = text[start..offset].chars().count() + 1;
                let line = text[..offset].matches('\n').count() + 1;
                assert_eq!(lines.place(&text, offset), (line, column, offset - start), "{offset}");
            }
        }
    }

    #[test]
    fn every_kind_of_line_end_starts_a_line() {
        let text = "a\nb\r\nc\rd";
        let lines = Lines::new(text);
        assert_eq!(lines.count(), 4);
        assert_eq!(lines.place(text, text.len() - 1), (4, 1, 0));
        assert_eq!(lines.place(text, 3), (2, 2, 1));
    }

    #[test]
    fn columns_count_characters_not_bytes() {
        let text = "한국 x";
        assert_eq!(Lines::new(text).place(text, 7), (1, 4, 7));
        assert_eq!(Lines::new(text).place(text, 1), (1, 1, 0), "inside a character");
    }
}
