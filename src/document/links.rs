//! Addresses in plain text.

use std::ops::Range;

/// A link within a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Link {
    /// What a reader sees of it, in bytes of the text: the words of `[words](target)`, or the
    /// address itself.
    pub(super) words: Range<usize>,
    /// Where it leads, in bytes of the text.
    pub(super) target: Range<usize>,
}

/// The links of `text`, from its first to its last: bare addresses and Markdown's
/// `[words](target)`. Addresses without `https://` count when a path follows the host.
pub(super) fn links_in(text: &str) -> Vec<Link> {
    let mut links = Vec::new();
    let mut opened = None;
    let mut at = 0;
    let bytes = text.as_bytes();
    while at < bytes.len() {
        match bytes[at] {
            b'[' => {
                opened = Some(at + 1);
                at += 1;
            }
            b'\n' if bytes.get(at + 1) == Some(&b'\n') => {
                opened = None;
                at += 1;
            }
            b']' => {
                let target = bytes.get(at + 1) == Some(&b'(');
                let target = if target { markdown_target(text, at + 2) } else { None };
                if let (Some(open), Some(target)) = (opened.take(), target) {
                    while links.last().is_some_and(|link: &Link| link.words.start >= open) {
                        links.pop();
                    }
                    links.push(Link { words: open..at, target: target.clone() });
                    at = target.end + 1;
                } else {
                    at += 1;
                }
            }
            byte if starts_word(byte) => {
                let end = word_end(text, at);
                if let Some(range) = address(text, at..end) {
                    links.push(Link { words: range.clone(), target: range });
                }
                at = end.max(at + text[at..].chars().next().map_or(1, char::len_utf8));
            }
            _ => at += 1,
        }
    }
    links
}

/// Whether `value` as a whole is an address or the path of a file.
pub(super) fn is_target(value: &str) -> bool {
    let value = value.trim();
    if value.is_empty() || value.starts_with('@') || value.contains(char::is_whitespace) {
        return false;
    }
    if has_scheme(value) || ["/", "./", "../", "www."].iter().any(|start| value.starts_with(start)) {
        return value.len() > 1;
    }
    let name = value.rsplit('/').next().unwrap_or(value);
    let file = name.rsplit_once('.').is_some_and(|(stem, ending)| {
        !stem.is_empty() && ENDINGS.contains(&ending.to_ascii_lowercase().as_str())
    });
    file || is_bare_address(value)
}

/// How files end that posts carry or link.
const ENDINGS: &[&str] = &[
    "png", "jpg", "jpeg", "gif", "webp", "svg", "avif", "heic", "mp4", "mov", "webm", "mp3", "pdf", "html",
    "htm", "md", "mdx", "pptx", "docx", "css", "js", "zip",
];

fn has_scheme(value: &str) -> bool {
    ["http://", "https://", "mailto:"]
        .iter()
        .any(|scheme| value.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)))
}

fn starts_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte >= 0x80
}

/// Where the run of characters that an address may hold ends.
fn word_end(text: &str, from: usize) -> usize {
    text[from..]
        .find(|c: char| {
            c.is_whitespace()
                || c.is_control()
                || matches!(c, '<' | '>' | '"' | '[' | ']' | '|' | '`' | '“' | '”' | '«' | '»')
        })
        .map_or(text.len(), |len| from + len)
}

/// The address that begins somewhere in the word at `word`: behind a bracket or another sign too.
fn address(text: &str, word: Range<usize>) -> Option<Range<usize>> {
    let own = &text[word.clone()];
    let start = if own.contains("://") {
        let scheme =
            ["https://", "http://"].iter().filter_map(|scheme| find_ignoring_case(own, scheme)).min()?;
        word.start + scheme
    } else if own.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("www.")) || is_bare_address(own) {
        word.start
    } else {
        return None;
    };
    let end = start + trimmed(&text[start..word.end]).len();
    (end > start + "https://".len()).then_some(start..end)
}

fn find_ignoring_case(text: &str, what: &str) -> Option<usize> {
    text.as_bytes().windows(what.len()).position(|part| part.eq_ignore_ascii_case(what.as_bytes()))
}

/// `quillmark.example/careers`: a host in small letters, then a path.
fn is_bare_address(word: &str) -> bool {
    let Some((host, _)) = word.split_once('/') else { return false };
    let mut labels = host.rsplit('.');
    let top = labels.next().unwrap_or("");
    let mut rest = labels.peekable();
    (2..=24).contains(&top.len())
        && top.bytes().all(|b| b.is_ascii_lowercase())
        && rest.peek().is_some()
        && rest.all(|label| {
            !label.is_empty()
                && label.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        })
}

/// The word without the signs of the sentence around it.
fn trimmed(word: &str) -> &str {
    let mut word = word;
    let (mut open, mut close) = (word.matches('(').count(), word.matches(')').count());
    while let Some(last) = word.chars().next_back() {
        let goes = match last {
            ')' => close > open,
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | '_' | '…' | '’' => true,
            _ => false,
        };
        if !goes {
            break;
        }
        close -= usize::from(last == ')');
        open -= usize::from(last == '(');
        word = &word[..word.len() - last.len_utf8()];
    }
    word
}

/// The target between `(` and `)` that begins at `from`; it ends on its own line.
fn markdown_target(text: &str, from: usize) -> Option<Range<usize>> {
    let len = text[from..].find(|c: char| c.is_whitespace() || c == ')' || c == '(')?;
    (len > 0 && text.as_bytes()[from + len] == b')').then_some(from..from + len)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn targets(text: &str) -> Vec<&str> {
        links_in(text).into_iter().map(|link| &text[link.target]).collect()
    }

    #[test]
    fn addresses_end_where_the_sentence_goes_on() {
        assert_eq!(
            targets("See https://a.example/x. Or (https://b.example/y)!"),
            ["https://a.example/x", "https://b.example/y"]
        );
        assert_eq!(targets("https://a.example/x_(y)"), ["https://a.example/x_(y)"]);
        assert_eq!(targets("Apply: quillmark.example/careers, now"), ["quillmark.example/careers"]);
        assert_eq!(targets("either and/or src/main.rs v1.2/x 3.5/4 Ends.Next"), [] as [&str; 0]);
    }

    #[test]
    fn the_words_of_a_markdown_link_are_told_from_its_target() {
        let text = "Read [the advert](https://a.example/job) today [sic]";
        let links = links_in(text);
        assert_eq!(links.len(), 1);
        assert_eq!(&text[links[0].words.clone()], "the advert");
        assert_eq!(&text[links[0].target.clone()], "https://a.example/job");
    }

    #[test]
    fn a_value_that_is_an_address_or_a_file_is_a_target() {
        for value in ["https://a.example", "/img/a.png", "a.example/b", "img/dusk.JPG", "mailto:a@b.example"]
        {
            assert!(is_target(value), "{value}");
        }
        for value in ["@mina.pours", "devops/sre", "Mina Sørensen", "1.5", "", "/"] {
            assert!(!is_target(value), "{value}");
        }
    }
}
