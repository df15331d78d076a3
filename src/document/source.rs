//! The bytes of a file as text.

use crate::span::{Lines, Position, Span};
use std::sync::OnceLock;

/// The largest file that is judged, in bytes (16 MiB); a larger one is reported as not judged. A
/// file of nothing but names and handles takes some hundred times its size in memory.
pub const LARGEST: usize = 16 << 20;

/// How a file is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-8 behind a byte order mark of three bytes.
    Utf8Bom,
    /// UTF-16, little end first, behind its mark.
    Utf16Le,
    /// UTF-16, big end first, behind its mark.
    Utf16Be,
}

/// The text of a file, without a byte order mark, and how it was stored.
#[derive(Debug)]
pub struct Source {
    text: String,
    encoding: Encoding,
    lines: OnceLock<Lines>,
}

/// Why the bytes of a file are no text that can be judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Undecodable {
    /// The file is a pointer to Git LFS; its text is elsewhere.
    #[error("it is a Git LFS pointer, not the text itself: run `git lfs pull` first")]
    LfsPointer,
    /// Bytes that are no UTF-8.
    #[error("byte {at} is not UTF-8: save the file as UTF-8")]
    NotUtf8 {
        /// Where, in bytes from 0.
        at: usize,
    },
    /// UTF-16 with a broken pair or an odd number of bytes.
    #[error("byte {at} is not valid UTF-16: save the file as UTF-8")]
    NotUtf16 {
        /// Where, in bytes from 0.
        at: usize,
    },
    /// A NUL byte: no text file has one.
    #[error("byte {at} is NUL: it is no text file")]
    Nul {
        /// Where, in bytes from 0.
        at: usize,
    },
    /// Larger than [`LARGEST`].
    #[error("it is larger than 16 MiB: split it, or leave it out of what is judged")]
    TooLarge,
}

impl Source {
    /// Text that was never a file's bytes.
    #[must_use]
    pub fn from_text(text: impl Into<String>) -> Self {
        Source { text: text.into(), encoding: Encoding::Utf8, lines: OnceLock::new() }
    }

    /// Decodes UTF-8 with or without a byte order mark, and UTF-16 by its mark.
    ///
    /// # Errors
    /// Anything else, a Git LFS pointer and a NUL byte are [`Undecodable`].
    pub fn decode(bytes: Vec<u8>) -> Result<Self, Undecodable> {
        if bytes.len() > LARGEST {
            return Err(Undecodable::TooLarge);
        }
        if bytes.starts_with(b"version https://git-lfs.github.com/spec/") && bytes.len() < 1024 {
            return Err(Undecodable::LfsPointer);
        }
        let (text, encoding) = match bytes.as_slice() {
            [0xff, 0xfe, rest @ ..] => (utf16(rest, u16::from_le_bytes)?, Encoding::Utf16Le),
            [0xfe, 0xff, rest @ ..] => (utf16(rest, u16::from_be_bytes)?, Encoding::Utf16Be),
            [0xef, 0xbb, 0xbf, rest @ ..] => (utf8(rest.to_vec(), 3)?, Encoding::Utf8Bom),
            _ => (utf8(bytes, 0)?, Encoding::Utf8),
        };
        let source = Source { text, encoding, lines: OnceLock::new() };
        match memchr::memchr(0, source.text.as_bytes()) {
            Some(at) => Err(Undecodable::Nul { at: source.stored(at) }),
            None => Ok(source),
        }
    }

    /// The decoded text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The decoded text, for who needs no more.
    #[must_use]
    pub fn into_text(self) -> String {
        self.text
    }

    /// How the file is stored.
    #[must_use]
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// The text at `span`; empty if the span is none of this text.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or("")
    }

    /// Where the lines begin.
    pub fn lines(&self) -> &Lines {
        self.lines.get_or_init(|| Lines::new(&self.text))
    }

    /// Line, column and stored byte of an offset into the text.
    #[must_use]
    pub fn position(&self, offset: usize) -> Position {
        let (line, column, line_byte) = self.lines().place(&self.text, offset);
        Position { line, column, line_byte, byte: self.stored(offset) }
    }

    /// The offset in the stored file of an offset into the text.
    fn stored(&self, offset: usize) -> usize {
        match self.encoding {
            Encoding::Utf8 => offset,
            Encoding::Utf8Bom => offset + 3,
            Encoding::Utf16Le | Encoding::Utf16Be => {
                let before = self.text.get(..offset).unwrap_or(&self.text);
                2 + 2 * before.encode_utf16().count()
            }
        }
    }
}

fn utf8(bytes: Vec<u8>, mark: usize) -> Result<String, Undecodable> {
    String::from_utf8(bytes).map_err(|e| Undecodable::NotUtf8 { at: mark + e.utf8_error().valid_up_to() })
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, Undecodable> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    if !rest.is_empty() {
        return Err(Undecodable::NotUtf16 { at: bytes.len() + 1 });
    }
    let mut text = String::with_capacity(bytes.len());
    let mut at = 2;
    for decoded in char::decode_utf16(pairs.iter().map(|&pair| unit(pair))) {
        let c = decoded.map_err(|_| Undecodable::NotUtf16 { at })?;
        at += 2 * c.len_utf16();
        text.push(c);
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf16_positions_count_the_stored_bytes() {
        let mut bytes = vec![0xff, 0xfe];
        bytes.extend("é😀x".encode_utf16().flat_map(u16::to_le_bytes));
        let source = Source::decode(bytes).unwrap();
        let at = source.text().find('x').unwrap();
        assert_eq!(source.position(at), Position { line: 1, column: 3, line_byte: 6, byte: 2 + 2 + 4 });
    }

    #[test]
    fn a_byte_order_mark_counts_in_bytes_but_not_in_columns() {
        let source = Source::decode(b"\xef\xbb\xbfab".to_vec()).unwrap();
        assert_eq!(source.position(1), Position { line: 1, column: 2, line_byte: 1, byte: 4 });
    }

    #[test]
    fn what_is_no_text_is_named_with_its_place() {
        assert_eq!(Source::decode(b"ab\xe9".to_vec()).unwrap_err(), Undecodable::NotUtf8 { at: 2 });
        assert_eq!(Source::decode(b"ab\0c".to_vec()).unwrap_err(), Undecodable::Nul { at: 2 });
        let pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n".to_vec();
        assert_eq!(Source::decode(pointer).unwrap_err(), Undecodable::LfsPointer);
        assert_eq!(Source::decode(vec![0xff, 0xfe, 0x00]).unwrap_err(), Undecodable::NotUtf16 { at: 2 });
    }
}
