//! What MDX adds to Markdown: tags of JSX, expressions in braces, imports and exports.

use super::comments;
use super::shadow::{Attribute, Content, Hole, Tag, holding, stands_alone};
use super::template::string_end;
use crate::span::Span;

/// The JSX, the expressions and the imports and exports of `text` from `body` on. What begins
/// inside one of the spans of `code` is none.
pub(super) fn find(text: &str, body: usize, code: &[Span]) -> Vec<Hole> {
    let bytes = text.as_bytes();
    let mut reader = Reader { text, bytes, failures: 0 };
    let mut holes = Vec::new();
    let mut at = body;
    let mut line_start = true;
    while at < bytes.len() {
        if line_start && let Some(end) = reader.module_code(at, body) {
            let span = Span::new(at, end);
            holes.push(Hole { span, content: Content::Code(span), parts: true });
            at = end;
        }
        line_start = false;
        let Some(found) = bytes[at..].iter().position(|b| matches!(b, b'{' | b'<' | b'\n' | b'\\')) else {
            break;
        };
        at += found;
        if let Some(span) = holding(code, at) {
            at = span.end.max(at + 1);
            continue;
        }
        let hole = match bytes[at] {
            b'\n' => {
                line_start = true;
                None
            }
            b'\\' => {
                at += 1;
                None
            }
            b'<' => reader.tag(at).map(|tag| (tag.span, Content::Tag(Box::new(tag)))),
            _ => reader.expression(at),
        };
        match hole {
            Some((span, content)) => {
                at = span.end;
                holes.push(Hole { span, content, parts: stands_alone(text, span) });
            }
            None => at += 1,
        }
    }
    holes
}

/// Expressions longer than this are read as text, in bytes.
const LONGEST: usize = 64 << 10;
/// After so many braces that never close, braces are text.
const MOST_FAILURES: usize = 32;

struct Reader<'a> {
    text: &'a str,
    bytes: &'a [u8],
    failures: usize,
}

impl Reader<'_> {
    /// Where the import or export that begins the line at `at` ends.
    fn module_code(&mut self, at: usize, body: usize) -> Option<usize> {
        let begins = ["import ", "import{", "export "].iter().any(|word| self.text[at..].starts_with(word));
        if !begins {
            return None;
        }
        let before = self.text[body..at].trim_end_matches(['\n', '\r']);
        let line = before.rsplit('\n').next().unwrap_or("");
        let after_module = line.starts_with("import ") || line.starts_with("export ");
        let after_blank = before.is_empty() || self.text[body + before.len()..at].matches('\n').count() > 1;
        if !after_blank && !after_module {
            return None;
        }
        let mut from = at;
        let mut blank = blank_line(self.bytes, from);
        while let Some(found) = memchr::memchr(b'{', &self.bytes[from..blank]) {
            let Some(end) = self.balanced(from + found, &mut Vec::new()) else { break };
            from = end;
            if end >= blank {
                blank = blank_line(self.bytes, end);
            }
        }
        Some(blank)
    }

    /// The expression at `at`: a comment, a string that is read as text, or strings within code.
    fn expression(&mut self, at: usize) -> Option<(Span, Content)> {
        let mut strings = Vec::new();
        let end = self.balanced(at, &mut strings)?;
        let span = Span::new(at, end);
        let inside = self.text[at + 1..end - 1].trim();
        let content = if inside.starts_with("/*") && inside.ends_with("*/") {
            Content::Comment(comments::script(self.text, span))
        } else if let [only] = strings[..]
            && only.len() + 2 == inside.len()
        {
            Content::Words(only)
        } else {
            let attributes = strings.iter().map(|&value| Attribute {
                name: Span::at(at),
                value: Some(value),
                script: true,
            });
            let name = Span::at(at);
            Content::Tag(Box::new(Tag {
                span,
                name,
                end: false,
                closed: true,
                attributes: attributes.collect(),
            }))
        };
        Some((span, content))
    }

    fn tag(&mut self, at: usize) -> Option<Tag> {
        let end = self.bytes.get(at + 1) == Some(&b'/');
        let start = at + 1 + usize::from(end);
        let mut next =
            self.skip(start, |b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'$' | b'.' | b'-' | b':'));
        let name = Span::new(start, next);
        let fits = match self.bytes.get(start)? {
            b'>' => true,
            b => b.is_ascii_alphabetic() || matches!(b, b'_' | b'$'),
        };
        if !fits || self.bytes.get(next.checked_sub(1)?) == Some(&b':') {
            return None;
        }
        let mut tag = Tag { name, end, ..Tag::default() };
        loop {
            next = self.skip(next, |b| b.is_ascii_whitespace());
            match self.bytes.get(next)? {
                b'>' => {
                    tag.span = Span::new(at, next + 1);
                    return Some(tag);
                }
                b'/' => {
                    tag.closed = true;
                    next += 1;
                }
                b'{' => {
                    let mut strings = Vec::new();
                    let close = self.balanced(next, &mut strings)?;
                    let name = Span::at(next);
                    tag.attributes.extend(strings.iter().map(|&value| Attribute {
                        name,
                        value: Some(value),
                        script: true,
                    }));
                    next = close;
                }
                _ => next = self.attribute(next, &mut tag.attributes)?,
            }
        }
    }

    /// Reads the attribute at `at` and says where it ends.
    fn attribute(&mut self, at: usize, attributes: &mut Vec<Attribute>) -> Option<usize> {
        let plain = |b: u8| {
            !b.is_ascii_whitespace()
                && !matches!(b, b'=' | b'/' | b'>' | b'<' | b'{' | b'}' | b'"' | b'\'' | b'`')
        };
        let end = self.skip(at, plain);
        let name = Span::new(at, end);
        if name.is_empty() || !self.text.is_char_boundary(at) {
            return None;
        }
        let equals = self.skip(end, |b| b.is_ascii_whitespace());
        if self.bytes.get(equals) != Some(&b'=') {
            attributes.push(Attribute { name, value: None, script: false });
            return Some(end);
        }
        let start = self.skip(equals + 1, |b| b.is_ascii_whitespace());
        let mut push = |value: Span, script| attributes.push(Attribute { name, value: Some(value), script });
        match *self.bytes.get(start)? {
            quote @ (b'"' | b'\'') => {
                let limit = self.bytes.len().min(start + 1 + LONGEST);
                let length = memchr::memchr(quote, &self.bytes[start + 1..limit])?;
                push(Span::new(start + 1, start + 1 + length), false);
                Some(start + length + 2)
            }
            b'{' => {
                let mut strings = Vec::new();
                let close = self.balanced(start, &mut strings)?;
                strings.into_iter().for_each(|value| push(value, true));
                Some(close)
            }
            _ => {
                let close = self.skip(start, plain);
                push(Span::new(start, close), false);
                (close > start).then_some(close)
            }
        }
    }

    fn skip(&self, from: usize, over: impl Fn(u8) -> bool) -> usize {
        self.bytes[from..].iter().position(|&b| !over(b)).map_or(self.bytes.len(), |length| from + length)
    }

    /// One past the brace that closes the one at `open`; the strings between go to `strings`.
    fn balanced(&mut self, open: usize, strings: &mut Vec<Span>) -> Option<usize> {
        if self.failures >= MOST_FAILURES {
            return None;
        }
        let limit = self.bytes.len().min(open + LONGEST);
        let bytes = &self.bytes[..limit];
        let mut depth = 0_usize;
        let mut at = open;
        while at < limit {
            match bytes[at] {
                b'{' => depth += 1,
                b'}' if depth == 1 => return Some(at + 1),
                b'}' => depth -= 1,
                quote @ (b'"' | b'\'' | b'`') => {
                    let rest = &bytes[at + 1..];
                    let length =
                        if quote == b'`' { string_end(rest, quote) } else { line_string_end(rest, quote) };
                    if let Some(length) = length {
                        if length > 0 {
                            strings.push(Span::new(at + 1, at + 1 + length));
                        }
                        at += length + 1;
                    }
                }
                b'/' if bytes.get(at + 1) == Some(&b'*') => {
                    at += memchr::memmem::find(&bytes[at + 2..], b"*/").map_or(1, |length| length + 3);
                }
                _ => {}
            }
            at += 1;
        }
        self.failures += 1;
        None
    }
}

/// Where the string that goes on in `bytes` ends, if it ends in this line.
fn line_string_end(bytes: &[u8], quote: u8) -> Option<usize> {
    let mut at = 0;
    while let Some(found) = memchr::memchr3(quote, b'\\', b'\n', bytes.get(at..)?) {
        at += found;
        match bytes[at] {
            b'\\' => at += 2,
            b'\n' => return None,
            _ => return Some(at),
        }
    }
    None
}

fn line_end(bytes: &[u8], from: usize) -> usize {
    memchr::memchr(b'\n', &bytes[from..]).map_or(bytes.len(), |length| from + length)
}

/// Where the next blank line begins, or the end.
fn blank_line(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while at < bytes.len() {
        let end = line_end(bytes, at);
        if bytes[at..end].iter().all(u8::is_ascii_whitespace) && at > from {
            return at;
        }
        at = end + 1;
    }
    bytes.len()
}
