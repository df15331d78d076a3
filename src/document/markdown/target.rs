//! Where the target and the title of a link stand: the parser gives no range for them.

use crate::span::Span;

/// The target and the title of a link, as they stand in the source.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Target {
    pub(super) address: Option<Span>,
    pub(super) title: Option<Span>,
}

/// Finds both in the link or image at `link`, whose text ends at `text_end`.
pub(super) fn inline(text: &str, link: Span, text_end: usize) -> Target {
    let from = text_end.clamp(link.start, link.end);
    let bytes = &text.as_bytes()[..link.end];
    let Some(open) = memchr::memmem::find(&bytes[from..], b"](") else { return Target::default() };
    read(bytes, from + open + 2, link.end.saturating_sub(1))
}

/// Finds both in the reference definition at `definition`.
pub(super) fn definition(text: &str, definition: Span) -> Target {
    let Some(bytes) = text.as_bytes().get(..definition.end) else { return Target::default() };
    let mut at = definition.start;
    while let Some(found) = bytes.get(at..).and_then(|rest| memchr::memchr2(b']', b'\\', rest)) {
        at += found;
        if bytes[at] == b'\\' {
            at += 2;
        } else if bytes.get(at + 1) == Some(&b':') {
            return read(bytes, at + 2, definition.end);
        } else {
            at += 1;
        }
    }
    Target::default()
}

/// Reads an address and perhaps a title from `from` on; neither goes beyond `end`.
fn read(bytes: &[u8], from: usize, end: usize) -> Target {
    let start = blanks(bytes, from, end);
    let (address, next) = if bytes.get(start) == Some(&b'<') {
        let close = unescaped(bytes, start + 1, end, |b| b == b'>');
        (Span::new(start + 1, close), close + 1)
    } else {
        let close = bare(bytes, start, end);
        (Span::new(start, close), close)
    };
    let start = blanks(bytes, next, end);
    let closer = match bytes.get(start) {
        Some(b'(') => b')',
        Some(&quote @ (b'"' | b'\'')) => quote,
        _ => 0,
    };
    let close = if closer == 0 { start } else { unescaped(bytes, start + 1, end, |b| b == closer) };
    let title = (close > start + 1).then(|| Span::new(start + 1, close));
    Target { address: Some(address).filter(|span| !span.is_empty()), title }
}

/// Passes over blanks, line breaks and the quote marks after them.
fn blanks(bytes: &[u8], from: usize, end: usize) -> usize {
    let mut new_line = false;
    let mut at = from;
    while at < end {
        match bytes[at] {
            b'\n' | b'\r' => new_line = true,
            b' ' | b'\t' => {}
            b'>' if new_line => {}
            _ => break,
        }
        at += 1;
    }
    at.min(end)
}

fn bare(bytes: &[u8], from: usize, end: usize) -> usize {
    let mut depth = 0_usize;
    let mut at = from;
    while at < end {
        match bytes[at] {
            b'\\' => at += 1,
            b'(' => depth += 1,
            b')' if depth == 0 => break,
            b')' => depth -= 1,
            b if b.is_ascii_whitespace() => break,
            _ => {}
        }
        at += 1;
    }
    at.min(end)
}

fn unescaped(bytes: &[u8], from: usize, end: usize, is: impl Fn(u8) -> bool) -> usize {
    let mut at = from;
    while at < end {
        match bytes[at] {
            b'\\' => at += 1,
            b if is(b) => return at,
            _ => {}
        }
        at += 1;
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(link: &str) -> (&str, &str) {
        let target = inline(link, Span::new(0, link.len()), 2);
        let slice = |span: Option<Span>| span.map_or("", |span| &link[span.range()]);
        (slice(target.address), slice(target.title))
    }

    #[test]
    fn every_way_to_write_a_target_is_found() {
        assert_eq!(parts("[x](a(b)c)"), ("a(b)c", ""));
        assert_eq!(parts("[x](<a b> 'it\\'s')"), ("a b", "it\\'s"));
        assert_eq!(parts("[x](\n> a\n> \"t\")"), ("a", "t"));
        assert_eq!(parts("[x](a (t))"), ("a", "t"));
        assert_eq!(parts("[x]()"), ("", ""));
    }

    #[test]
    fn a_definition_keeps_its_target_behind_its_label() {
        let text = "[a\\]: b]: <http://x> 'y z'";
        let target = definition(text, Span::new(0, text.len()));
        assert_eq!(target.address.map(|span| &text[span.range()]), Some("http://x"));
        assert_eq!(target.title.map(|span| &text[span.range()]), Some("y z"));
    }
}
