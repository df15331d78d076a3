//! Bare addresses in running text.

use std::ops::Range;

/// The `http://` and `https://` addresses in `text`, in order, as ranges of its bytes. What only
/// ends the sentence is no part of an address.
pub(super) fn find(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let bytes = text.as_bytes();
    let mut from = 0;
    memchr::memmem::find_iter(bytes, b"://").filter_map(move |at| {
        let start = scheme(bytes, at, from)?;
        let end = end(text, at + 3);
        if end <= at + 3 {
            return None;
        }
        from = end;
        Some(start..end)
    })
}

/// Whether `value` leads somewhere rather than being read: an address or a path.
pub(super) fn leads_somewhere(value: &str) -> bool {
    let value = value.trim();
    if value.is_empty() || value.contains(char::is_whitespace) {
        return false;
    }
    ["http://", "https://", "/", "./", "../", "mailto:"].iter().any(|start| value.starts_with(start))
        || value.rsplit_once('.').is_some_and(|(_, ending)| FILES.contains(&ending))
}

/// Endings of files that pages lead to; a name such as `Booking.com` has none of them.
const FILES: [&str; 20] = [
    "jpg", "jpeg", "png", "gif", "svg", "webp", "avif", "ico", "pdf", "html", "htm", "md", "mdx", "mp3",
    "mp4", "webm", "css", "js", "json", "xml",
];

fn scheme(bytes: &[u8], at: usize, from: usize) -> Option<usize> {
    let start = ["https", "http"].iter().find_map(|scheme| {
        let start = at.checked_sub(scheme.len())?;
        (start >= from && bytes[start..at].eq_ignore_ascii_case(scheme.as_bytes())).then_some(start)
    })?;
    let inside_word = start > 0 && bytes[start - 1].is_ascii_alphanumeric();
    (!inside_word).then_some(start)
}

fn end(text: &str, from: usize) -> usize {
    let stops = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, '<' | '>' | '"' | '`' | '“' | '”' | '„' | '«' | '»')
            || matches!(c, '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ff65}')
    };
    let rest = &text[from..];
    let mut address = &rest[..rest.find(stops).unwrap_or(rest.len())];
    let mut open = count(address, '(');
    let mut closed = count(address, ')');
    loop {
        match address.chars().next_back() {
            Some(
                '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '’' | '‘' | '*' | '_' | '~' | ']' | '}' | '|'
                | '…',
            ) => {}
            Some(')') if closed > open => closed -= 1,
            Some('(') => open -= 1,
            _ => break,
        }
        let shorter = address.char_indices().next_back().map_or(0, |(at, _)| at);
        address = &address[..shorter];
    }
    from + address.len()
}

fn count(text: &str, of: char) -> usize {
    text.matches(of).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        find(text).map(|range| &text[range]).collect()
    }

    #[test]
    fn an_address_ends_before_what_ends_the_sentence() {
        assert_eq!(
            found("see https://a.example/b_c. Then (http://x.example/y(z)), ok"),
            ["https://a.example/b_c", "http://x.example/y(z)"]
        );
        assert_eq!(
            found("“https://a.example/é” und https://b.example、次"),
            ["https://a.example/é", "https://b.example"]
        );
    }

    #[test]
    fn other_schemes_and_bare_schemes_are_no_address() {
        assert!(found("ftp://a.example xhttp://b http:// end").is_empty());
    }

    #[test]
    fn paths_and_addresses_lead_somewhere_and_names_do_not() {
        for path in ["assets/blog/a.jpg", "/x/", "https://a.example", "wall.png", "../up"] {
            assert!(leads_somewhere(path), "{path}");
        }
        for words in ["Acme Corp", "AC/DC", "Lantern", "Lantern Inc.", "v1.2", "", "Monday.com", "Notable.ai"]
        {
            assert!(!leads_somewhere(words), "{words}");
        }
    }
}
