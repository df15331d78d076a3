//! The words, numbers and signs of an embargo line.

use crate::word::fold;
use std::ops::Range;

/// A word, number or sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    /// Bytes of the text.
    pub(super) range: Range<usize>,
    /// What it is.
    pub(super) kind: Kind,
    /// Whether nothing stands between it and the one before.
    pub(super) glued: bool,
}

/// What a token is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// A number: its value and how many digits it is written with.
    Number(u32, usize),
    /// A word: folded, and whether it is written in capitals.
    Word(String, bool),
    /// Anything else that is no blank.
    Sign(char),
}

impl Token {
    /// The word, folded.
    pub(super) fn word(&self) -> Option<&str> {
        match &self.kind {
            Kind::Word(word, _) => Some(word),
            _ => None,
        }
    }

    /// The number and its digits.
    pub(super) fn number(&self) -> Option<(u32, usize)> {
        match self.kind {
            Kind::Number(value, digits) => Some((value, digits)),
            _ => None,
        }
    }

    /// Whether it is one of `signs`.
    pub(super) fn is_sign(&self, signs: &str) -> bool {
        matches!(self.kind, Kind::Sign(sign) if signs.contains(sign))
    }
}

/// The tokens of `text` within `range`.
pub(super) fn tokens(text: &str, range: Range<usize>) -> Vec<Token> {
    let mut found: Vec<Token> = Vec::new();
    let Some(part) = text.get(range.clone()) else { return found };
    let mut at = range.start;
    let mut rest = part.chars().peekable();
    while let Some(c) = rest.next() {
        let start = at;
        at += c.len_utf8();
        if c.is_whitespace() || crate::word::is_invisible(c) {
            continue;
        }
        let class = class(c);
        let joins =
            |next: char| class != Class::Sign && (self::class(next) == class || crate::word::is_mark(next));
        while let Some(next) = rest.next_if(|next| joins(*next)) {
            at += next.len_utf8();
        }
        let own = &text[start..at];
        let kind = match class {
            Class::Digit => {
                let digits = own.chars().count();
                let value = own.chars().take(9).fold(0, |sum, c| sum * 10 + digit(c).unwrap_or(0));
                Kind::Number(value, digits)
            }
            Class::Letter => Kind::Word(fold(own), !own.contains(char::is_lowercase)),
            Class::Sign => Kind::Sign(c),
        };
        let glued = found.last().is_some_and(|last| last.range.end == start);
        found.push(Token { range: start..at, kind, glued });
    }
    found
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Digit,
    Letter,
    Sign,
}

fn class(c: char) -> Class {
    match c {
        _ if digit(c).is_some() => Class::Digit,
        _ if c.is_alphabetic() => Class::Letter,
        _ => Class::Sign,
    }
}

/// The value of a digit, full-width ones too.
fn digit(c: char) -> Option<u32> {
    c.to_digit(10).or_else(|| ('０'..='９').contains(&c).then(|| c as u32 - '０' as u32))
}
