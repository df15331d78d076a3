//! Entities and escapes, decoded one at a time so that the map stays exact.

use crate::mapped::Mapped;
use crate::span::Span;
use htmlize::Context;

/// What stands for something else in a stretch of source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Escapes {
    /// Entities, as in the text of HTML.
    Text,
    /// Entities, as in an attribute of HTML.
    Attribute,
    /// Entities and backslashes before punctuation, as in a target or title of Markdown.
    Markdown,
    /// Backslashes, as in a quoted argument of a template tag or a JavaScript string.
    Quoted,
}

/// The longest name of an entity, with its `&` and `;`, in bytes.
const LONGEST: usize = 34;

/// Adds what `source` at `span` says to `mapped`. Line breaks become `\n`, together with the
/// indentation after them and, in Markdown, the quote marks; in the text of HTML they stay.
pub(super) fn push(mapped: &mut Mapped, source: &str, span: Span, escapes: Escapes) {
    let Some(part) = source.get(span.range()) else { return };
    let bytes = part.as_bytes();
    let special = match escapes {
        Escapes::Text | Escapes::Attribute => b'&',
        Escapes::Markdown | Escapes::Quoted => b'\\',
    };
    let mut done = 0;
    let mut at = 0;
    while let Some(found) = next(bytes, at, special, escapes) {
        at = found;
        let (length, decoded) = match bytes[at] {
            b'&' if escapes != Escapes::Quoted => match entity(&part[at..], escapes) {
                Some((length, decoded)) => (length, Decoded::Entity(decoded)),
                None => (1, Decoded::None),
            },
            b'\n' | b'\r' => (line_break(&bytes[at..], escapes == Escapes::Markdown), Decoded::Break),
            b'\\' => backslash(&bytes[at..], escapes),
            _ => (1, Decoded::None),
        };
        if !matches!(decoded, Decoded::None) {
            mapped.push_verbatim(source, Span::new(span.start + done, span.start + at));
            let own = Span::new(span.start + at, span.start + at + length);
            match decoded {
                Decoded::Entity(text) => mapped.push_replaced(&text, own),
                Decoded::Break => mapped.push_replaced("\n", own),
                Decoded::Dropped | Decoded::None => {}
            }
            done = at + length;
        }
        at += length;
    }
    mapped.push_verbatim(source, Span::new(span.start + done, span.end));
}

enum Decoded {
    None,
    Entity(String),
    Break,
    Dropped,
}

fn next(bytes: &[u8], from: usize, special: u8, escapes: Escapes) -> Option<usize> {
    let rest = bytes.get(from..)?;
    let found = match escapes {
        Escapes::Text => memchr::memchr(special, rest),
        Escapes::Markdown => rest.iter().position(|b| matches!(b, b'&' | b'\\' | b'\n' | b'\r')),
        Escapes::Attribute | Escapes::Quoted => memchr::memchr3(special, b'\n', b'\r', rest),
    };
    found.map(|at| from + at)
}

fn backslash(bytes: &[u8], escapes: Escapes) -> (usize, Decoded) {
    match bytes.get(1) {
        Some(b'n' | b't') if escapes == Escapes::Quoted => (2, Decoded::Break),
        // The escaped character itself follows verbatim: only the backslash goes.
        Some(next) if next.is_ascii_punctuation() => (1, Decoded::Dropped),
        _ => (1, Decoded::None),
    }
}

/// How long a line break at the start of `bytes` is, with the indentation of the next line.
pub(super) fn line_break(bytes: &[u8], quoted: bool) -> usize {
    let passes = |b: &u8| matches!(b, b'\n' | b'\r' | b' ' | b'\t') || quoted && *b == b'>';
    let rest = bytes.iter().position(|b| !passes(b));
    rest.unwrap_or(bytes.len())
}

/// The entity at the start of `text`: its length in bytes and what it stands for.
fn entity(text: &str, escapes: Escapes) -> Option<(usize, String)> {
    let context = if escapes == Escapes::Attribute { Context::Attribute } else { Context::General };
    let bytes = text.as_bytes();
    let mut end = 1 + usize::from(bytes.get(1) == Some(&b'#'));
    while end < LONGEST && bytes.get(end).is_some_and(u8::is_ascii_alphanumeric) {
        end += 1;
    }
    if bytes.get(end) == Some(&b';') {
        end += 1;
    } else if escapes == Escapes::Attribute && bytes.get(end) == Some(&b'=') {
        return None;
    }
    let candidate = text.get(..end)?;
    let decoded = htmlize::unescape_in(candidate, context);
    if decoded == candidate {
        return None;
    }
    // `&notit;` is `&not` and the letters `it;`: the shortest part that explains the whole.
    for length in 2..end {
        let (head, tail) = candidate.split_at(length);
        let Some(own) = decoded.strip_suffix(tail).filter(|own| !own.is_empty() && *own != head) else {
            continue;
        };
        if htmlize::unescape_in(head, context) == own {
            return Some((length, own.to_owned()));
        }
    }
    Some((end, decoded.into_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(source: &str, escapes: Escapes) -> Mapped {
        let mut mapped = Mapped::new();
        push(&mut mapped, source, Span::new(0, source.len()), escapes);
        mapped
    }

    #[test]
    fn entities_map_to_exactly_their_own_bytes() {
        let text = decoded("Ac&#109;e &amp; Co&nbsp;Ltd", Escapes::Text);
        assert_eq!(text.as_str(), "Acme & Co\u{a0}Ltd");
        assert_eq!(text.span(2..3), Span::new(2, 8));
        assert_eq!(text.span(0..4), Span::new(0, 9));
    }

    #[test]
    fn an_entity_without_semicolon_takes_no_letters_that_are_not_its_own() {
        let text = decoded("x &notit; y &lt", Escapes::Text);
        assert_eq!(text.as_str(), "x ¬it; y <");
        assert_eq!(text.span(2..4), Span::new(2, 6));
        assert_eq!(decoded("?a=1&copy=2", Escapes::Attribute).as_str(), "?a=1&copy=2");
    }

    #[test]
    fn what_is_no_entity_stays_as_it_is() {
        for plain in ["B&V", "a & b", "&", "&;", "&#;", "&unknownthing;"] {
            assert_eq!(decoded(plain, Escapes::Text).as_str(), plain);
        }
    }

    #[test]
    fn escapes_of_markdown_lose_their_backslash_only() {
        let text = decoded("a\\_b &amp;\n  > c", Escapes::Markdown);
        assert_eq!(text.as_str(), "a_b &\nc");
        assert_eq!(text.span(0..3), Span::new(0, 4));
    }
}
