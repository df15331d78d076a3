//! The key of sealed lists.

use super::digest::Digests;
use data_encoding::{BASE64, BASE64_NOPAD, BASE64URL, BASE64URL_NOPAD, HEXLOWER, HEXLOWER_PERMISSIVE};
use std::fmt;
use thiserror::Error;

/// The 32 bytes that names are sealed with. What it prints for debugging is its id.
#[derive(Clone, PartialEq, Eq)]
pub struct Key([u8; 32]);

/// Why a text is no key. It never repeats the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum KeyProblem {
    /// Nothing but white space.
    #[error("it is empty")]
    Empty,
    /// Neither hexadecimal nor base64.
    #[error("it is neither hexadecimal nor base64")]
    NoEncoding,
    /// Another number of bytes.
    #[error("it holds {0} bytes, not 32")]
    Length(usize),
}

impl Key {
    /// A key of 32 random bytes.
    #[must_use]
    pub fn of_bytes(bytes: [u8; 32]) -> Self {
        Key(bytes)
    }

    /// Reads a key: 64 hexadecimal digits, or base64 (RFC 4648, either alphabet) of 32 bytes.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(text: &str) -> Result<Self, KeyProblem> {
        let text = text.trim();
        if text.is_empty() {
            return Err(KeyProblem::Empty);
        }
        let read = [HEXLOWER_PERMISSIVE, BASE64, BASE64_NOPAD, BASE64URL, BASE64URL_NOPAD];
        let mut bytes = read.iter().filter_map(|encoding| encoding.decode(text.as_bytes()).ok()).peekable();
        let length = bytes.peek().map(Vec::len).ok_or(KeyProblem::NoEncoding)?;
        bytes.find_map(|bytes| bytes.try_into().ok()).map(Key).ok_or(KeyProblem::Length(length))
    }

    /// The key as 64 hexadecimal digits.
    #[must_use]
    pub fn to_hex(&self) -> String {
        HEXLOWER.encode(&self.0)
    }

    /// What tells keys apart without giving them away: 16 hexadecimal digits.
    #[must_use]
    pub fn id(&self) -> String {
        HEXLOWER.encode(&Digests::new(&self.0).of(&[b"presscheck key id"])[..8])
    }

    /// The digests of one kind of list. Each kind has a key of its own, so that nobody sees that a
    /// customer is a partner as well.
    pub(super) fn digests(&self, kind: &str) -> Digests {
        Digests::new(&Digests::new(&self.0).of(&[b"presscheck sealed list 1 ", kind.as_bytes()]))
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Key({})", self.id())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_from_hexadecimal_and_from_base64() {
        let key = Key::of_bytes(std::array::from_fn(|at| at as u8 * 7 + 200));
        let bytes = key.0;
        for text in [
            key.to_hex(),
            key.to_hex().to_uppercase(),
            BASE64.encode(&bytes),
            BASE64_NOPAD.encode(&bytes),
            BASE64URL.encode(&bytes),
            format!("  {}\r\n", key.to_hex()),
        ] {
            assert_eq!(Key::parse(&text).as_ref(), Ok(&key), "{text}");
        }
    }

    #[test]
    fn what_is_no_key_is_not_repeated() {
        assert_eq!(Key::parse(" \n"), Err(KeyProblem::Empty));
        assert_eq!(Key::parse("correct horse battery staple"), Err(KeyProblem::NoEncoding));
        assert_eq!(Key::parse("abcd"), Err(KeyProblem::Length(2)));
        let key = Key::of_bytes([7; 32]);
        assert!(!format!("{key:?}").contains("0707"));
    }
}
